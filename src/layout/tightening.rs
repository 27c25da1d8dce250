//! Shortening the total span: parties move, alone and in groups joined by links of span one, while every link keeps running forward.
//!
//! A cheap stand-in for the network simplex of Gansner et al. 1993. Deliberately absent: the choice which links run backwards.

use super::adjacency::Adjacency;

const ROUNDS: usize = 12;
/// Work allowed in one call: nodes looked at, for each node there is.
const LOOKS_A_NODE: usize = 60;
const LARGEST_GROUP: usize = 96;

/// Shortens the total span of `forward`, links `(from, to, weight)` with `layer[from] < layer[to]`.
///
/// `links_of` lists the indices of each node's links. O(n + m) per round, with a fixed bound on the work.
pub(super) fn tighten(layer: &mut [i64], forward: &[(u32, u32, f32)], links_of: &Adjacency) {
    let count = layer.len();
    let mut pull = vec![0.0_f32; count];
    for (from, to, weight) in forward {
        pull[*from as usize] += weight;
        pull[*to as usize] -= weight;
    }
    let mut group =
        TightGroup { member: vec![0; count], stamp: 0, nodes: Vec::new(), looks: LOOKS_A_NODE * count };
    for round in 0..ROUNDS {
        let mut moved = false;
        for index in 0..count as u32 {
            let node = if round % 2 == 0 { index } else { count as u32 - 1 - index };
            moved |= group.try_move(node, true, layer, forward, links_of, &pull);
            moved |= group.try_move(node, false, layer, forward, links_of, &pull);
        }
        if !moved || group.looks == 0 {
            break;
        }
    }
}

/// A set of nodes that can only move together because the links between them have span one.
struct TightGroup {
    member: Vec<u32>,
    stamp: u32,
    nodes: Vec<u32>,
    /// Looks left.
    looks: usize,
}

impl TightGroup {
    /// Moves `node`, with whatever it pushes ahead of it, later (or earlier) if that shortens the total span.
    fn try_move(
        &mut self,
        node: u32,
        later: bool,
        layer: &mut [i64],
        forward: &[(u32, u32, f32)],
        links_of: &Adjacency,
        pull: &[f32],
    ) -> bool {
        let sign = if later { 1.0 } else { -1.0 };
        let mut gain = sign * pull[node as usize];
        if gain <= 0.0 {
            return false;
        }
        self.stamp += 1;
        self.nodes.clear();
        self.nodes.push(node);
        self.member[node as usize] = self.stamp;
        let mut slack = i64::MAX;
        let mut head = 0;
        while let Some(&pushed) = self.nodes.get(head) {
            head += 1;
            self.looks = self.looks.saturating_sub(1);
            for index in links_of.of(pushed) {
                let (from, to, _) = forward[*index as usize];
                let (behind, ahead) = if later { (from, to) } else { (to, from) };
                if behind != pushed || self.member[ahead as usize] == self.stamp {
                    continue;
                }
                if layer[to as usize] - layer[from as usize] == 1 {
                    self.member[ahead as usize] = self.stamp;
                    self.nodes.push(ahead);
                    gain += sign * pull[ahead as usize];
                }
            }
            if gain <= 0.0 && head == self.nodes.len() || self.nodes.len() > LARGEST_GROUP || self.looks == 0
            {
                return false;
            }
        }
        for member in &self.nodes {
            for index in links_of.of(*member) {
                let (from, to, _) = forward[*index as usize];
                let (behind, ahead) = if later { (from, to) } else { (to, from) };
                if behind == *member && self.member[ahead as usize] != self.stamp {
                    slack = slack.min(layer[to as usize] - layer[from as usize] - 1);
                }
            }
        }
        if gain <= 0.0 || slack == i64::MAX || slack <= 0 {
            return false;
        }
        let shift = if later { slack } else { -slack };
        for member in &self.nodes {
            layer[*member as usize] += shift;
        }
        true
    }
}
