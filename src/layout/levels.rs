//! Layers for the chain: which links run against the flow, and in which layer each party stands.
//!
//! Trophic levels are rounded to whole numbers; then single parties move while that lowers the sum over links of span plus a
//! penalty for each link against the flow (coordinate descent); then all links are turned forward and the total span is shortened
//! by moving parties, alone and in tight groups. A link outside all loops runs backwards only where that saves eight layers; links out of
//! an external customer or into an external supplier always do. Deliberately absent: the order within a layer; see `ordering`.

use super::adjacency::Adjacency;
use super::cycles::strong_components;
use super::part::Part;
use super::request::RankHint;
use super::trophic::trophic_levels;

/// A link of a loop that runs against the flow costs as much as this many layers of span.
const BACKWARD_IN_LOOP: f64 = 2.0;
/// The same for a link that is part of no loop.
const BACKWARD_WITHOUT_LOOP: f64 = 8.0;
/// Links of span two and three are common, so a trophic level is worth more than one layer.
const SCALE: f64 = 2.5;
/// The cost of a link within a layer, rising from descent to descent until there are next to none.
const LEVEL_COSTS: [f64; 8] = [2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 20.0, 40.0];
const DESCENT_ROUNDS: usize = 12;
const FARTHEST_MOVE: i64 = 8;
const TIGHTENING_ROUNDS: usize = 12;
const LARGEST_TIGHT_GROUP: usize = 96;

/// The layer of each node of the part, from 0 at the near end; no layer is empty, no link stays within a layer.
///
/// External customers stand in the last layer and external suppliers in the first, alone, save those that serve another external
/// customer (or are served by another external supplier): they count as teams. O(m) per round.
pub(super) fn chain_layers(part: &Part) -> Vec<u32> {
    let core = Core::of(part);
    let weights: Vec<f64> = core.links.iter().map(|link| link.weight).collect();
    let ends: Vec<(u32, u32)> = core.links.iter().map(|link| (link.supplier, link.customer)).collect();
    let potential = trophic_levels(core.count, &ends, &weights);
    let mut level: Vec<i64> = potential.iter().map(|value| (value * SCALE).round() as i64).collect();
    for level_cost in LEVEL_COSTS {
        core.descend(&mut level, level_cost);
    }
    let forward = core.orient(&level, &potential);
    let mut layer = longest_paths(core.count, &forward, &level);
    core.tighten(&mut layer, &forward);
    core.hold_ends(&mut layer);
    let layers: Vec<i64> = core.core_of_node.iter().map(|index| layer[*index as usize]).collect();
    numbered_from_zero(&layers)
}

/// The same layers, numbered from zero without gaps.
pub(super) fn numbered_from_zero(layers: &[i64]) -> Vec<u32> {
    let mut used: Vec<i64> = layers.to_vec();
    used.sort_unstable();
    used.dedup();
    layers.iter().map(|layer| used.partition_point(|other| other < layer) as u32).collect()
}

#[derive(Clone, Copy)]
struct CoreLink {
    supplier: u32,
    customer: u32,
    weight: f64,
    /// Part of a loop, so it may run backwards.
    is_free: bool,
}

/// The part with its external customers melted into one node and its external suppliers into another.
struct Core {
    count: usize,
    core_of_node: Vec<u32>,
    links: Vec<CoreLink>,
    far_end: Option<u32>,
    near_end: Option<u32>,
    /// Indices into `links`.
    links_of: Adjacency,
}

impl Core {
    fn of(part: &Part) -> Self {
        let mut core_of_node = vec![u32::MAX; part.len()];
        let mut count = 0_u32;
        let mut far_end = None;
        let mut near_end = None;
        let ranks = effective_ranks(part);
        for (node, rank) in ranks.iter().enumerate() {
            let shared = match rank {
                RankHint::Team => None,
                RankHint::ExternalCustomer => far_end,
                RankHint::ExternalSupplier => near_end,
            };
            let index = shared.unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            core_of_node[node] = index;
            match rank {
                RankHint::Team => {}
                RankHint::ExternalCustomer => far_end = Some(index),
                RankHint::ExternalSupplier => near_end = Some(index),
            }
        }
        let links = core_links(part, &core_of_node, far_end, near_end, count as usize);
        let both = links.iter().enumerate();
        let pairs =
            both.flat_map(|(index, link)| [(link.supplier, index as u32), (link.customer, index as u32)]);
        let links_of = Adjacency::new(count as usize, pairs);
        Self { count: count as usize, core_of_node, links, far_end, near_end, links_of }
    }

    fn cost_at(&self, node: u32, at: i64, level: &[i64], level_cost: f64) -> f64 {
        let cost = |index: &u32| {
            let link = &self.links[*index as usize];
            let span = if link.supplier == node {
                level[link.customer as usize] - at
            } else {
                at - level[link.supplier as usize]
            };
            link.weight * link.span_cost(span, level_cost)
        };
        self.links_of.of(node).iter().map(cost).sum()
    }

    fn descend(&self, level: &mut [i64], level_cost: f64) {
        for _ in 0..DESCENT_ROUNDS {
            let mut moved = false;
            for node in 0..self.count as u32 {
                let here = level[node as usize];
                let (mut best, mut best_cost) = (here, self.cost_at(node, here, level, level_cost));
                let (low, high) = self.reach(node, level);
                for at in low.max(here - FARTHEST_MOVE)..=high.min(here + FARTHEST_MOVE) {
                    let cost = self.cost_at(node, at, level, level_cost);
                    if cost < best_cost - 1.0e-9 {
                        (best, best_cost) = (at, cost);
                    }
                }
                moved |= best != here;
                level[node as usize] = best;
            }
            if !moved {
                break;
            }
        }
    }

    fn reach(&self, node: u32, level: &[i64]) -> (i64, i64) {
        let mut range = (i64::MAX, i64::MIN);
        for index in self.links_of.of(node) {
            let link = &self.links[*index as usize];
            let other = if link.supplier == node { link.customer } else { link.supplier };
            let at = level[other as usize];
            range = (range.0.min(at - 1), range.1.max(at + 1));
        }
        range
    }

    /// Every link turned so that it runs forward: `(from, to, weight)`, without loops.
    fn orient(&self, level: &[i64], potential: &[f64]) -> Vec<(u32, u32, f64)> {
        let place = |node: u32| (level[node as usize], potential[node as usize], node);
        let is_before = |one: u32, other: u32| {
            let (a, b) = (place(one), place(other));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)).is_lt()
        };
        let turned = self.links.iter().map(|link| {
            if is_before(link.customer, link.supplier) {
                (link.customer, link.supplier, link.weight)
            } else {
                (link.supplier, link.customer, link.weight)
            }
        });
        turned.collect()
    }

    /// Shortens the total span; every link keeps a span of at least one.
    fn tighten(&self, layer: &mut [i64], forward: &[(u32, u32, f64)]) {
        let mut pull = vec![0.0; self.count];
        for (from, to, weight) in forward {
            pull[*from as usize] += weight;
            pull[*to as usize] -= weight;
        }
        let mut group = TightGroup { member: vec![0; self.count], stamp: 0, nodes: Vec::new() };
        for round in 0..TIGHTENING_ROUNDS {
            let mut moved = false;
            for index in 0..self.count as u32 {
                let node = if round % 2 == 0 { index } else { self.count as u32 - 1 - index };
                moved |= group.try_move(node, true, layer, forward, &self.links_of, &pull);
                moved |= group.try_move(node, false, layer, forward, &self.links_of, &pull);
            }
            if !moved {
                break;
            }
        }
    }

    fn hold_ends(&self, layer: &mut [i64]) {
        if let Some(far) = self.far_end {
            let others =
                (0..self.count).filter(|node| *node != far as usize).map(|node| layer[node] + 1).max();
            layer[far as usize] = others.unwrap_or(layer[far as usize]).max(layer[far as usize]);
        }
        if let Some(near) = self.near_end {
            let others =
                (0..self.count).filter(|node| *node != near as usize).map(|node| layer[node] - 1).min();
            layer[near as usize] = others.unwrap_or(layer[near as usize]).min(layer[near as usize]);
        }
    }
}

impl CoreLink {
    fn span_cost(&self, span: i64, level_cost: f64) -> f64 {
        let backward = if self.is_free { BACKWARD_IN_LOOP } else { BACKWARD_WITHOUT_LOOP };
        if span >= 1 {
            span as f64
        } else if span == 0 {
            level_cost.max(backward)
        } else {
            backward - span as f64
        }
    }
}

fn effective_ranks(part: &Part) -> Vec<RankHint> {
    let mut ranks = part.ranks.clone();
    for (supplier, customer) in &part.links {
        let (from, to) = (part.ranks[*supplier as usize], part.ranks[*customer as usize]);
        if from == RankHint::ExternalCustomer && to == RankHint::ExternalCustomer {
            ranks[*supplier as usize] = RankHint::Team;
        }
        if from == RankHint::ExternalSupplier && to == RankHint::ExternalSupplier {
            ranks[*customer as usize] = RankHint::Team;
        }
    }
    ranks
}

fn core_links(
    part: &Part,
    core_of_node: &[u32],
    far_end: Option<u32>,
    near_end: Option<u32>,
    count: usize,
) -> Vec<CoreLink> {
    let mut ends: Vec<(u32, u32)> = Vec::with_capacity(part.links.len());
    for (supplier, customer) in &part.links {
        let (from, to) = (core_of_node[*supplier as usize], core_of_node[*customer as usize]);
        let runs_back = Some(from) == far_end || Some(to) == near_end;
        if from != to {
            ends.push(if runs_back { (to, from) } else { (from, to) });
        }
    }
    ends.sort_unstable();
    let component = strong_components(&Adjacency::new(count, ends.iter().copied()));
    ends.chunk_by(|a, b| a == b)
        .filter_map(|same| same.first().map(|ends| (ends, same.len())))
        .map(|((supplier, customer), times)| CoreLink {
            supplier: *supplier,
            customer: *customer,
            weight: times as f64,
            is_free: component[*supplier as usize] == component[*customer as usize],
        })
        .collect()
}

/// The earliest layers that keep every link forward and no node before its level. Kahn's order; O(m).
fn longest_paths(count: usize, forward: &[(u32, u32, f64)], level: &[i64]) -> Vec<i64> {
    let next = Adjacency::new(count, forward.iter().map(|(from, to, _)| (*from, *to)));
    let mut waiting = vec![0_u32; count];
    for (_, to, _) in forward {
        waiting[*to as usize] += 1;
    }
    let mut layer = level.to_vec();
    let mut ready: Vec<u32> = (0..count as u32).filter(|node| waiting[*node as usize] == 0).collect();
    while let Some(node) = ready.pop() {
        for to in next.of(node) {
            layer[*to as usize] = layer[*to as usize].max(layer[node as usize] + 1);
            waiting[*to as usize] -= 1;
            if waiting[*to as usize] == 0 {
                ready.push(*to);
            }
        }
    }
    layer
}

/// A set of nodes that can only move together because the links between them have span one.
struct TightGroup {
    member: Vec<u32>,
    stamp: u32,
    nodes: Vec<u32>,
}

impl TightGroup {
    /// Moves `node`, with whatever it pushes ahead of it, later (or earlier) if that shortens the total span.
    fn try_move(
        &mut self,
        node: u32,
        later: bool,
        layer: &mut [i64],
        forward: &[(u32, u32, f64)],
        links_of: &Adjacency,
        pull: &[f64],
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
            if gain <= 0.0 && head == self.nodes.len() || self.nodes.len() > LARGEST_TIGHT_GROUP {
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
