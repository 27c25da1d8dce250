//! Parties among which damage may go round, taken as one: the strongly connected components of the conducting graph, in order.

use super::bits::{BITS, Bits};
use super::chain::{Adjacency, Chain, PartyNumber};
use super::strong::Strong;

/// The components, numbered so that a link between two of them leads from the higher number to the lower.
#[derive(Clone, Debug, Default)]
pub(super) struct Components {
    /// By party: its component.
    pub(super) of: Vec<u32>,
    /// How many components.
    pub(super) count: u32,
    /// By component: those that links lead to from it; some may come twice.
    leaving: Adjacency,
}

impl Components {
    /// The components of the links that conduct. O(parties + links).
    pub(super) fn of(chain: &Chain, conducts: &[bool]) -> Self {
        let Strong { of, count } = Strong::of(chain, |link| conducts[link as usize]);
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for link in chain.link_numbers().filter(|link| conducts[*link as usize]) {
            let start = of[chain.supplier_of(link) as usize];
            let end = of[chain.customer_of(link) as usize];
            if start != end {
                starts.push(start);
                ends.push(end);
            }
        }
        let leaving = Adjacency::by_owner(count as usize, &starts).of_values(&ends);
        Self { of, count, leaving }
    }

    /// The component of a party.
    pub(super) fn of_party(&self, party: PartyNumber) -> u32 {
        self.of[party as usize]
    }

    /// The components that links lead to from `component`; some may come twice.
    pub(super) fn after(&self, component: u32) -> &[u32] {
        self.leaving.of(component)
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
                    marked[*next as usize] = true;
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
                    seen[*next as usize] |= bits;
                }
            }
        }
    }

    /// For each component: the sum of `worth` over the things at home in it and in those that it leads to. `homes` names the
    /// component of each thing. [`BITS`] things at a time: O((parties + links) x things / [`BITS`]).
    #[expect(clippy::cast_precision_loss, reason = "at most as many as there are bits")]
    #[expect(clippy::float_cmp, reason = "a worth that nobody has changed is exactly one")]
    pub(super) fn sum_downstream(&self, homes: &[u32], worth: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.count as usize];
        let mut seen = vec![Bits::default(); self.count as usize];
        for (homes, worth) in homes.chunks(BITS).zip(worth.chunks(BITS)) {
            self.mark_downstream(homes.iter().copied(), &mut seen);
            let is_count = worth.iter().all(|worth| *worth == 1.0);
            for (sum, seen) in sums.iter_mut().zip(&seen) {
                if is_count {
                    *sum += seen.count() as f64;
                } else {
                    seen.places().for_each(|place| *sum += worth[place]);
                }
            }
        }
        sums
    }

    /// Sets bit `i` of every component from which `homes[i]` (at most [`BITS`] of them) can be reached, itself included.
    pub(super) fn mark_downstream(&self, homes: impl Iterator<Item = u32>, seen: &mut [Bits]) {
        seen.fill(Bits::default());
        let mut lowest = self.count;
        for (bit, home) in homes.enumerate() {
            seen[home as usize].set(bit);
            lowest = lowest.min(home);
        }
        for component in lowest..self.count {
            let mut bits = seen[component as usize];
            for next in self.after(component) {
                bits.add(&seen[*next as usize]);
            }
            seen[component as usize] = bits;
        }
    }
}
