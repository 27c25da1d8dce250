//! Parties among which damage may go round, taken as one: the strongly connected components of the conducting graph, in order.

use petgraph::algo::kosaraju_scc;
use petgraph::visit::EdgeFiltered;

use super::chain::{Adjacency, Chain, NONE, PartyNumber, number, party_of};

/// The components, numbered so that a link between two of them leads from the higher number to the lower.
#[derive(Clone, Debug, Default)]
pub(super) struct Components {
    /// By party: its component.
    pub(super) of: Vec<u32>,
    /// How many components.
    pub(super) count: u32,
    /// The customers' components of the conducting links that leave a component for another.
    ends: Vec<u32>,
    leaving: Adjacency,
}

impl Components {
    /// The components of the links that conduct. Linear; petgraph's Kosaraju keeps no recursion.
    pub(super) fn of(chain: &Chain, conducts: &[bool]) -> Self {
        let conducting = EdgeFiltered::from_fn(&chain.graph, |edge| {
            let link = *edge.weight();
            link != NONE && conducts[link as usize]
        });
        let mut of = vec![0; chain.party_count() + 1];
        let components = kosaraju_scc(&conducting);
        for (component, members) in components.iter().enumerate() {
            for member in members {
                of[party_of(*member) as usize] = number(component);
            }
        }
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for link in chain.link_numbers().filter(|link| conducts[*link as usize]) {
            let start = of[chain.supplier_of(link) as usize];
            let end = of[chain.customer_of(link) as usize];
            if start != end {
                starts.push(start);
                ends.push(end);
            }
        }
        let leaving = Adjacency::by_owner(components.len(), &starts);
        Self { of, count: number(components.len()), ends, leaving }
    }

    /// The component of a party.
    pub(super) fn of_party(&self, party: PartyNumber) -> u32 {
        self.of[party as usize]
    }

    /// The components that links lead to from `component`; some may come twice.
    pub(super) fn after(&self, component: u32) -> impl Iterator<Item = u32> {
        self.leaving.of(component).iter().map(|place| self.ends[*place as usize])
    }

    /// All components, from where damage starts to where it ends up.
    pub(super) fn downstream_order(&self) -> impl Iterator<Item = u32> {
        (0..self.count).rev()
    }

    /// Marks every component that a marked one leads to.
    pub(super) fn spread(&self, marked: &mut [bool]) {
        for component in self.downstream_order() {
            if marked[component as usize] {
                for next in self.after(component) {
                    marked[next as usize] = true;
                }
            }
        }
    }

    /// For each component: which of `starts` (at most 64, by component) lead to it, itself included, as bits.
    pub(super) fn mark_upstream(&self, starts: &[u32], seen: &mut [u64]) {
        seen.fill(0);
        for (bit, start) in starts.iter().enumerate() {
            seen[*start as usize] |= 1 << bit;
        }
        for component in self.downstream_order() {
            let bits = seen[component as usize];
            if bits != 0 {
                for next in self.after(component) {
                    seen[next as usize] |= bits;
                }
            }
        }
    }

    /// For each component: the sum of `worth` over the things at home in it and in those that it leads to. `homes` names the
    /// component of each thing. Sixty-four things at a time: O((parties + links) x things / 64).
    pub(super) fn sum_downstream(&self, homes: &[u32], worth: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.count as usize];
        let mut seen = vec![0_u64; self.count as usize];
        for (chunk, homes) in homes.chunks(64).enumerate() {
            self.mark_downstream(homes, &mut seen);
            for (sum, seen) in sums.iter_mut().zip(&seen) {
                let mut left = *seen;
                while left != 0 {
                    *sum += worth(chunk * 64 + left.trailing_zeros() as usize);
                    left &= left - 1;
                }
            }
        }
        sums
    }

    /// For each component: how many things are at home in it and in those that it leads to.
    pub(super) fn count_downstream(&self, homes: &[u32]) -> Vec<usize> {
        let mut counts = vec![0; self.count as usize];
        let mut seen = vec![0_u64; self.count as usize];
        // Sorted, so that homes far downstream and far upstream do not share a chunk: nothing below the lowest is looked at.
        let mut homes = homes.to_vec();
        homes.sort_unstable();
        for homes in homes.chunks(64) {
            self.mark_downstream(homes, &mut seen);
            let lowest = homes.first().map_or(0, |home| *home as usize);
            for (count, seen) in counts.iter_mut().zip(&seen).skip(lowest) {
                *count += seen.count_ones() as usize;
            }
        }
        counts
    }

    /// Sets bit `i` of every component from which `homes[i]` can be reached, itself included.
    fn mark_downstream(&self, homes: &[u32], seen: &mut [u64]) {
        seen.fill(0);
        for (bit, home) in homes.iter().enumerate() {
            seen[*home as usize] |= 1 << bit;
        }
        let lowest = homes.iter().copied().min().unwrap_or(self.count);
        for component in lowest..self.count {
            let onward = self.after(component).fold(0, |bits, next| bits | seen[next as usize]);
            seen[component as usize] |= onward;
        }
    }
}
