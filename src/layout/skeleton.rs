//! The part as the layering sees it: external customers melted into one node, external suppliers into another.
//!
//! Deliberately absent: layers; see `levels`.

use super::adjacency::Adjacency;
use super::cycles::strong_components;
use super::part::Part;
use super::request::RankHint;

/// Links between the same two nodes, in one direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct SkeletonLink {
    pub(super) supplier: u32,
    pub(super) customer: u32,
    /// How many links.
    pub(super) weight: f32,
    /// Part of a loop.
    pub(super) is_in_loop: bool,
    /// Part of a loop, and its customer stands nearer to the external customers than its supplier.
    pub(super) leads_out: bool,
    /// Leads to the far end or from the near end, so it never runs backwards.
    pub(super) is_at_end: bool,
}

/// The melted part.
pub(super) struct Skeleton {
    pub(super) count: usize,
    pub(super) index_of_node: Vec<u32>,
    pub(super) links: Vec<SkeletonLink>,
    /// All external customers.
    pub(super) far_end: Option<u32>,
    /// All external suppliers.
    pub(super) near_end: Option<u32>,
    /// Indices into `links`.
    pub(super) links_of: Adjacency,
}

impl Skeleton {
    /// Melts the ends of a part. External customers that serve others of their kind, and external suppliers that are served by
    /// others of theirs, stay teams. O(n + m log m).
    pub(super) fn of(part: &Part) -> Self {
        let mut skeleton = Self {
            count: 0,
            index_of_node: vec![u32::MAX; part.len()],
            links: Vec::new(),
            far_end: None,
            near_end: None,
            links_of: Adjacency::default(),
        };
        for (node, rank) in effective_ranks(part).iter().enumerate() {
            skeleton.index_of_node[node] = skeleton.node_index(*rank);
        }
        skeleton.gather_links(part);
        let pairs = skeleton.links.iter().enumerate();
        let pairs =
            pairs.flat_map(|(index, link)| [(link.supplier, index as u32), (link.customer, index as u32)]);
        skeleton.links_of = Adjacency::new(skeleton.count, pairs);
        skeleton
    }

    fn node_index(&mut self, rank: RankHint) -> u32 {
        let next = self.count as u32;
        let index = match rank {
            RankHint::Team => next,
            RankHint::ExternalCustomer => *self.far_end.get_or_insert(next),
            RankHint::ExternalSupplier => *self.near_end.get_or_insert(next),
        };
        self.count = self.count.max(index as usize + 1);
        index
    }

    fn gather_links(&mut self, part: &Part) {
        let mut ends: Vec<(u32, u32)> = Vec::with_capacity(part.links.len());
        let mut served: Vec<(u32, u32)> = Vec::with_capacity(part.links.len());
        for (supplier, customer) in &part.links {
            let (from, to) = (self.index_of_node[*supplier as usize], self.index_of_node[*customer as usize]);
            let runs_back = Some(from) == self.far_end || Some(to) == self.near_end;
            if from != to {
                ends.push(if runs_back { (to, from) } else { (from, to) });
                served.push((from, to));
            }
        }
        ends.sort_unstable();
        let component = strong_components(&Adjacency::new(self.count, ends.iter().copied()));
        let links_to_end = self.links_to_far_end(&served);
        let is_end = |node: u32| Some(node) == self.far_end || Some(node) == self.near_end;
        self.links = ends
            .chunk_by(|a, b| a == b)
            .filter_map(|same| same.first().map(|ends| (ends, same.len())))
            .map(|((supplier, customer), times)| (*supplier, *customer, times))
            .map(|(supplier, customer, times)| SkeletonLink {
                supplier,
                customer,
                weight: times as f32,
                is_in_loop: component[supplier as usize] == component[customer as usize],
                leads_out: component[supplier as usize] == component[customer as usize]
                    && links_to_end[customer as usize] < links_to_end[supplier as usize],
                is_at_end: is_end(supplier) || is_end(customer),
            })
            .collect();
    }

    /// Fewest links from each node to the external customers; the largest number where there is no way.
    fn links_to_far_end(&self, ends: &[(u32, u32)]) -> Vec<u32> {
        let suppliers = Adjacency::new(self.count, ends.iter().map(|(from, to)| (*to, *from)));
        let mut distance = vec![u32::MAX; self.count];
        let mut queue: Vec<u32> = self.far_end.into_iter().collect();
        for node in &queue {
            distance[*node as usize] = 0;
        }
        let mut head = 0;
        while let Some(&node) = queue.get(head) {
            head += 1;
            for supplier in suppliers.of(node) {
                if distance[*supplier as usize] == u32::MAX {
                    distance[*supplier as usize] = distance[node as usize] + 1;
                    queue.push(*supplier);
                }
            }
        }
        distance
    }

    /// The node at the other end of a link.
    pub(super) const fn other_end(link: &SkeletonLink, node: u32) -> u32 {
        if link.supplier == node { link.customer } else { link.supplier }
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
