//! Layers for the inverted pyramid: external customers on top, whoever serves them beneath, leaders at the bottom.
//!
//! A layer is a distance from the external customers, so links within a layer occur. Deliberately absent: least total span; the distance is
//! the point of this view.

use std::collections::VecDeque;

use super::adjacency::Adjacency;
use super::levels::{chain_layers, numbered_from_zero};
use super::part::Part;
use super::request::RankHint;

const FAR: i64 = i64::MAX / 4;

/// The layer of each node of the part, from 0 at the bottom; the last layer holds the external customers.
///
/// Without external customers the layers are those of the chain, leaders moved to the bottom. A leader stands beneath everyone who
/// reports to it. O(n + m).
pub(super) fn pyramid_layers(part: &Part) -> Vec<u32> {
    let mut depth = distances(part);
    if !depth.contains(&0) {
        let layers = chain_layers(part);
        let top = layers.iter().max().copied().unwrap_or(0);
        depth = layers.iter().map(|layer| i64::from(top - layer)).collect();
    }
    lower_leaders(part, &mut depth);
    let heights: Vec<i64> = depth.iter().map(|depth| -depth).collect();
    numbered_from_zero(&heights)
}

/// Links to the nearest external customer; whoever serves none stands one below its nearest neighbour.
fn distances(part: &Part) -> Vec<i64> {
    let mut depth = vec![FAR; part.len()];
    let suppliers = Adjacency::new(part.len(), part.links.iter().map(|(from, to)| (*to, *from)));
    let customers = Adjacency::new(part.len(), part.links.iter().copied());
    let mut queue = VecDeque::new();
    for (node, rank) in part.ranks.iter().enumerate() {
        if *rank == RankHint::ExternalCustomer {
            depth[node] = 0;
            queue.push_back(node as u32);
        }
    }
    spread(&[&suppliers], &mut queue, &mut depth);
    queue.extend((0..part.len() as u32).filter(|node| depth[*node as usize] < FAR));
    let reports = part.reports.iter().flat_map(|(member, leader)| [(*member, *leader), (*leader, *member)]);
    let hierarchy = Adjacency::new(part.len(), reports);
    spread(&[&suppliers, &customers, &hierarchy], &mut queue, &mut depth);
    depth
}

fn spread(ways: &[&Adjacency], queue: &mut VecDeque<u32>, depth: &mut [i64]) {
    while let Some(node) = queue.pop_front() {
        for other in ways.iter().flat_map(|way| way.of(node)) {
            if depth[*other as usize] == FAR {
                depth[*other as usize] = depth[node as usize] + 1;
                queue.push_back(*other);
            }
        }
    }
}

/// Puts every leader beneath its reports; a loop of leaders is left as it stands.
fn lower_leaders(part: &Part, depth: &mut [i64]) {
    let leaders = Adjacency::new(part.len(), part.reports.iter().copied());
    let mut waiting = vec![0_u32; part.len()];
    for (_, leader) in &part.reports {
        waiting[*leader as usize] += 1;
    }
    let mut ready: Vec<u32> = (0..part.len() as u32).filter(|node| waiting[*node as usize] == 0).collect();
    while let Some(node) = ready.pop() {
        for leader in leaders.of(node) {
            depth[*leader as usize] = depth[*leader as usize].max(depth[node as usize] + 1);
            waiting[*leader as usize] -= 1;
            if waiting[*leader as usize] == 0 {
                ready.push(*leader);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_line_stands_beneath_the_customer_and_the_leader_at_the_bottom() {
        let part = Part {
            nodes: vec![0, 1, 2, 3],
            links: vec![(0, 1), (1, 2)],
            link_indices: vec![0, 1],
            ranks: vec![RankHint::Team, RankHint::Team, RankHint::ExternalCustomer, RankHint::Team],
            reports: vec![(0, 3), (1, 3)],
        };
        assert_eq!(pyramid_layers(&part), [1, 2, 3, 0]);
    }
}
