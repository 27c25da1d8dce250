//! Strongly connected components: only a link inside one is part of a loop, and only such a link is rework by right.
//!
//! Deliberately absent: the choice which link of a loop runs backwards; see `trophic` and `levels`.

use super::adjacency::Adjacency;

const UNSEEN: u32 = u32::MAX;

/// The strongly connected component of each node.
///
/// Tarjan's algorithm (1972) with an explicit stack, so a chain of 100,000 does no harm. Components are numbered against the flow:
/// a link between two components leads from a higher number to a lower one. O(n + m).
pub(super) fn strong_components(customers: &Adjacency) -> Vec<u32> {
    let count = customers.len();
    let mut search = Search {
        found_at: vec![UNSEEN; count],
        lowest: vec![0; count],
        component: vec![UNSEEN; count],
        open: Vec::new(),
        found: 0,
        components: 0,
    };
    let mut path: Vec<(u32, u32)> = Vec::new();
    for root in 0..count as u32 {
        if search.found_at[root as usize] != UNSEEN {
            continue;
        }
        search.enter(root);
        path.push((root, 0));
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if let Some(&customer) = customers.of(node).get(*next as usize) {
                *next += 1;
                if search.found_at[customer as usize] == UNSEEN {
                    search.enter(customer);
                    path.push((customer, 0));
                } else if search.component[customer as usize] == UNSEEN {
                    search.lower(node, search.found_at[customer as usize]);
                }
            } else {
                path.pop();
                search.leave(node);
                if let Some((parent, _)) = path.last() {
                    search.lower(*parent, search.lowest[node as usize]);
                }
            }
        }
    }
    search.component
}

struct Search {
    found_at: Vec<u32>,
    lowest: Vec<u32>,
    component: Vec<u32>,
    open: Vec<u32>,
    found: u32,
    components: u32,
}

impl Search {
    fn enter(&mut self, node: u32) {
        self.found_at[node as usize] = self.found;
        self.lowest[node as usize] = self.found;
        self.found += 1;
        self.open.push(node);
    }

    fn lower(&mut self, node: u32, to: u32) {
        let lowest = &mut self.lowest[node as usize];
        *lowest = (*lowest).min(to);
    }

    fn leave(&mut self, node: u32) {
        if self.lowest[node as usize] != self.found_at[node as usize] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member as usize] = self.components;
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn components(count: usize, links: &[(u32, u32)]) -> Vec<u32> {
        strong_components(&Adjacency::new(count, links.iter().copied()))
    }

    #[test]
    fn a_loop_is_one_component_and_the_rest_are_their_own() {
        let found = components(5, &[(0, 1), (1, 2), (2, 1), (2, 3)]);
        assert_eq!(found[1], found[2]);
        assert!(found[0] > found[1] && found[1] > found[3]);
        assert_ne!(found[4], found[3]);
    }

    #[test]
    fn a_chain_of_100_000_does_not_overflow_the_stack() {
        let links: Vec<(u32, u32)> = (0..99_999).map(|node| (node, node + 1)).collect();
        let found = components(100_000, &links);
        assert_eq!(found[99_999], 0);
        assert_eq!(found[0], 99_999);
    }
}
