//! From one party: over which links must damage go? The dominators of the conducting graph, on flat arrays.
//!
//! [`super::routes`] asks once for the whole map, against the flow from the customers; [`super::strong_bridges`] both ways in every
//! large loop, so the arrays are kept from one time to the next. petgraph's dominators keep hash maps and take four times as long.
//! The way is theirs: Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm" (2001).
//! Deliberately absent: what the answer is good for.

use super::chain::{Adjacency, LinkNumber, NONE, number};

/// A part of the conducting graph, its parties numbered anew from 0.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// By place on the map: the number here; [`NONE`] for parties that are left out.
    pub(super) node_of: Vec<u32>,
    /// By edge: which link it is.
    links: Vec<LinkNumber>,
    start_of: Vec<u32>,
    end_of: Vec<u32>,
    leaving: Adjacency,
    entering: Adjacency,
    nodes: usize,
}

/// What was found from one start. Kept and overwritten, so that nothing is allocated anew.
#[derive(Clone, Debug, Default)]
pub(super) struct OnlyWays {
    /// Nodes in the order in which the search left them; the start last.
    order: Vec<u32>,
    /// By node: its place counted from the end of `order`, so that the start has 0; [`NONE`] where the search did not come.
    rank: Vec<u32>,
    /// By rank: the rank of the nearest node that all ways go through.
    nearest: Vec<u32>,
    /// By rank: how many nodes depend on this one, itself included.
    size: Vec<u32>,
    /// By rank: place in preorder of the tree of dependence.
    preorder: Vec<u32>,
    waiting: Vec<(u32, u32)>,
}

impl Flow {
    /// The part of the conducting graph between parties that are `kept`.
    pub(super) fn of(ends: impl Iterator<Item = (LinkNumber, u32, u32)>, kept: &[bool]) -> Self {
        let mut nodes = 0;
        let node_of: Vec<u32> = kept
            .iter()
            .map(|is_kept| {
                let node = if *is_kept { nodes } else { NONE };
                nodes += u32::from(*is_kept);
                node
            })
            .collect();
        let most = ends.size_hint().1.unwrap_or_default();
        let list = || Vec::with_capacity(most);
        let (mut links, mut start_of, mut end_of) = (list(), list(), list());
        for (link, supplier, customer) in ends {
            let (start, end) = (node_of[supplier as usize], node_of[customer as usize]);
            if start != NONE && end != NONE {
                links.push(link);
                start_of.push(start);
                end_of.push(end);
            }
        }
        let nodes = nodes as usize;
        let leaving = Adjacency::by_owner(nodes, &start_of);
        let entering = Adjacency::by_owner(nodes, &end_of);
        Self { node_of, links, start_of, end_of, leaving, entering, nodes }
    }

    /// Finds on which nodes the others depend, from `start` (a number of this flow).
    pub(super) fn follow(&self, start: u32, ways: &mut OnlyWays) {
        self.search(start, ways);
        let count = ways.order.len();
        ways.nearest.clear();
        ways.nearest.resize(count, NONE);
        ways.nearest[0] = 0;
        let mut is_changing = true;
        while is_changing {
            is_changing = false;
            for rank in 1..count {
                let node = ways.node_at(rank);
                let mut nearest = NONE;
                for edge in self.entering.of(node) {
                    let before = ways.rank[self.start_of[*edge as usize] as usize];
                    if before != NONE && ways.nearest[before as usize] != NONE {
                        nearest = if nearest == NONE { before } else { ways.meeting(nearest, before) };
                    }
                }
                if ways.nearest[rank] != nearest {
                    ways.nearest[rank] = nearest;
                    is_changing = true;
                }
            }
        }
        ways.number_tree();
    }

    /// Depth first without recursion; writes down the order in which nodes are left.
    fn search(&self, start: u32, ways: &mut OnlyWays) {
        let seen = 0;
        ways.rank.clear();
        ways.rank.resize(self.nodes, NONE);
        ways.order.clear();
        ways.waiting.clear();
        ways.waiting.push((start, 0));
        ways.rank[start as usize] = seen;
        while let Some((node, tried)) = ways.waiting.last_mut() {
            let leaving = self.leaving.of(*node);
            match leaving.get(*tried as usize) {
                Some(edge) => {
                    *tried += 1;
                    let next = self.end_of[*edge as usize];
                    if ways.rank[next as usize] == NONE {
                        ways.rank[next as usize] = seen;
                        ways.waiting.push((next, 0));
                    }
                }
                None => {
                    ways.order.push(*node);
                    ways.waiting.pop();
                }
            }
        }
        for (rank, node) in ways.order.iter().rev().enumerate() {
            ways.rank[*node as usize] = number(rank);
        }
    }

    /// Calls `found` with every link that is the only way from the start to its customer, and the preorder places of the nodes that
    /// depend on it.
    pub(super) fn each_only_way(
        &self,
        ways: &OnlyWays,
        mut found: impl FnMut(LinkNumber, std::ops::Range<u32>),
    ) {
        for rank in 1..ways.order.len() {
            let node = ways.node_at(rank);
            let mut only = NONE;
            let mut others = 0;
            for edge in self.entering.of(node) {
                let before = ways.rank[self.start_of[*edge as usize] as usize];
                // A way that comes back from a node that depends on this one is no other way.
                if before != NONE && !ways.depends(before, rank) {
                    only = *edge;
                    others += 1;
                }
            }
            if others == 1 {
                found(self.links[only as usize], ways.dependents(rank));
            }
        }
    }
}

impl OnlyWays {
    fn node_at(&self, rank: usize) -> u32 {
        self.order[self.order.len() - 1 - rank]
    }

    /// The nearest node that both depend on.
    fn meeting(&self, mut left: u32, mut right: u32) -> u32 {
        while left != right {
            while left > right {
                left = self.nearest[left as usize];
            }
            while right > left {
                right = self.nearest[right as usize];
            }
        }
        left
    }

    /// The nodes that were reached, in preorder of the tree of dependence.
    pub(super) fn in_preorder(&self) -> Vec<u32> {
        let mut nodes = vec![NONE; self.order.len()];
        for (rank, place) in self.preorder.iter().enumerate() {
            nodes[*place as usize] = self.node_at(rank);
        }
        nodes
    }

    /// Gives each node its place in preorder. What depends on a node has a higher rank than the node.
    fn number_tree(&mut self) {
        let count = self.order.len();
        self.size.clear();
        self.size.resize(count, 1);
        for rank in (1..count).rev() {
            self.size[self.nearest[rank] as usize] += self.size[rank];
        }
        self.preorder.clear();
        self.preorder.resize(count, 0);
        // Until its own place is read for the last time, a node's entry in `free` is the place of its next child.
        let mut free: Vec<u32> = vec![1; count];
        for rank in 1..count {
            let above = self.nearest[rank] as usize;
            self.preorder[rank] = free[above];
            free[above] += self.size[rank];
            free[rank] = self.preorder[rank] + 1;
        }
    }

    fn dependents(&self, rank: usize) -> std::ops::Range<u32> {
        self.preorder[rank]..self.preorder[rank] + self.size[rank]
    }

    fn depends(&self, rank: u32, on: usize) -> bool {
        self.dependents(on).contains(&self.preorder[rank as usize])
    }

    /// The nearest node that all ways to `node` go through; `None` for the start and for what was not reached.
    pub(super) fn nearest_of(&self, node: u32) -> Option<u32> {
        let rank = *self.rank.get(node as usize)? as usize;
        let nearest = *self.nearest.get(rank).filter(|_| rank > 0)?;
        Some(self.node_at(nearest as usize))
    }
}
