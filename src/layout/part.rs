//! One connected part of the map, numbered on its own.
//!
//! Deliberately absent: where the parts go on the map; see `packing`.

use super::chart::Chart;
use super::request::{RankHint, View};

/// A connected part. Its nodes and links are numbered from 0 in chart order.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Chart indices.
    pub(super) nodes: Vec<u32>,
    /// `(supplier, customer)`, local.
    pub(super) links: Vec<(u32, u32)>,
    /// Chart index of each of `links`.
    pub(super) link_indices: Vec<u32>,
    pub(super) ranks: Vec<RankHint>,
    /// `(who reports, leader)`, local; empty in the chain view.
    pub(super) reports: Vec<(u32, u32)>,
}

impl Part {
    /// How many nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }
}

/// The connected parts of the chart, those that reach an external customer before the others and larger ones first, and the nodes that nothing joins to anything.
pub(super) fn parts(chart: &Chart) -> (Vec<Part>, Vec<u32>) {
    let reports = reports(chart);
    let root = roots(chart.nodes.len(), chart.links.iter().chain(&reports));
    let mut size = vec![0_u32; root.len()];
    for at in &root {
        size[*at as usize] += 1;
    }
    let mut heads: Vec<u32> = (0..root.len() as u32).filter(|node| size[*node as usize] > 1).collect();
    let mut is_apart = vec![true; root.len()];
    for (entry, at) in chart.nodes.iter().zip(&root) {
        is_apart[*at as usize] &= entry.rank != RankHint::ExternalCustomer;
    }
    heads.sort_by_key(|head| (is_apart[*head as usize], u32::MAX - size[*head as usize], *head));
    let mut part_of_root = vec![u32::MAX; root.len()];
    for (index, head) in heads.iter().enumerate() {
        part_of_root[*head as usize] = index as u32;
    }
    let mut parts = vec![Part::default(); heads.len()];
    let mut alone = Vec::new();
    let mut local = vec![0_u32; root.len()];
    for (node, at) in root.iter().enumerate() {
        match parts.get_mut(part_of_root[*at as usize] as usize) {
            Some(part) => {
                local[node] = part.nodes.len() as u32;
                part.nodes.push(node as u32);
                part.ranks.push(chart.nodes[node].rank);
            }
            None => alone.push(node as u32),
        }
    }
    for (index, (supplier, customer)) in chart.links.iter().enumerate() {
        let part = &mut parts[part_of_root[root[*supplier as usize] as usize] as usize];
        part.links.push((local[*supplier as usize], local[*customer as usize]));
        part.link_indices.push(index as u32);
    }
    for (member, leader) in &reports {
        let part = &mut parts[part_of_root[root[*leader as usize] as usize] as usize];
        part.reports.push((local[*member as usize], local[*leader as usize]));
    }
    (parts, alone)
}

fn reports(chart: &Chart) -> Vec<(u32, u32)> {
    if chart.view == View::Chain {
        return Vec::new();
    }
    let pairs = chart.nodes.iter().enumerate();
    pairs
        .filter_map(|(node, entry)| entry.leader.map(|leader| (node as u32, leader)))
        .filter(|(member, leader)| member != leader)
        .collect()
}

/// The smallest node of each node's part. Union by smallest root with path halving.
fn roots<'a>(count: usize, links: impl Iterator<Item = &'a (u32, u32)>) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..count as u32).collect();
    for (one, other) in links {
        let (a, b) = (find(&mut parent, *one), find(&mut parent, *other));
        parent[a.max(b) as usize] = a.min(b);
    }
    (0..count as u32).map(|node| find(&mut parent, node)).collect()
}

fn find(parent: &mut [u32], mut node: u32) -> u32 {
    while parent[node as usize] != node {
        let above = parent[parent[node as usize] as usize];
        parent[node as usize] = above;
        node = above;
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{LayoutLink, LayoutNode, LayoutRequest};

    #[test]
    fn the_part_with_the_customer_comes_before_a_larger_one_without() {
        let node = |key: &str, rank| LayoutNode { key: key.to_owned(), rank, ..LayoutNode::default() };
        let teams = ["a", "b", "c", "d"].map(|key| node(key, RankHint::Team));
        let request = LayoutRequest {
            nodes: teams.into_iter().chain([node("e", RankHint::ExternalCustomer)]).collect(),
            links: [(0, 1), (1, 2), (3, 4)]
                .map(|(supplier, customer)| LayoutLink { supplier, customer })
                .to_vec(),
            ..LayoutRequest::default()
        };
        let (parts, alone) = parts(&Chart::of(&request));
        let sizes: Vec<usize> = parts.iter().map(Part::len).collect();
        assert_eq!((sizes, alone), (vec![2, 3], vec![]));
    }
}
