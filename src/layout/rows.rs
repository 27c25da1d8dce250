//! The order of vertices within the layers, and how many lines cross in it.
//!
//! Deliberately absent: how a better order is found; see `ordering`.

use super::proper::Proper;

/// The order of each layer, near end first, and each vertex's place in it.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<u32>>,
    pub(super) place: Vec<u32>,
}

impl Rows {
    /// The rows as given.
    pub(super) fn new(rows: Vec<Vec<u32>>, vertices: usize) -> Self {
        let mut made = Self { rows, place: vec![0; vertices] };
        for layer in 0..made.rows.len() {
            made.number(layer);
        }
        made
    }

    /// Brings `place` up to date with the order of `layer`.
    pub(super) fn number(&mut self, layer: usize) {
        for (place, vertex) in self.rows[layer].iter().enumerate() {
            self.place[*vertex as usize] = place as u32;
        }
    }

    /// Takes over the order of another of the same shape without allocating.
    pub(super) fn copy_from(&mut self, other: &Self) {
        for (mine, theirs) in self.rows.iter_mut().zip(&other.rows) {
            mine.copy_from_slice(theirs);
        }
        self.place.copy_from_slice(&other.place);
    }

    /// Crossings between all neighbouring layers.
    pub(super) fn crossings(&self, proper: &Proper, counter: &mut CrossingCounter) -> u64 {
        (1..self.rows.len()).map(|layer| self.crossings_below(layer - 1, proper, counter)).sum()
    }

    /// Crossings between `layer` and the next.
    pub(super) fn crossings_below(
        &self,
        layer: usize,
        proper: &Proper,
        counter: &mut CrossingCounter,
    ) -> u64 {
        let width = self.rows.get(layer + 1).map_or(0, Vec::len);
        counter.start(width);
        let mut crossings = 0;
        for vertex in &self.rows[layer] {
            crossings += counter.add(proper.next.of(*vertex).iter().map(|to| self.place[*to as usize]));
        }
        crossings
    }
}

/// Counts crossings between two layers with a Fenwick tree.
///
/// Barth, Juenger, Mutzel 2002, "Simple and efficient bilayer cross counting": O(E log V).
#[derive(Clone, Debug, Default)]
pub(super) struct CrossingCounter {
    tree: Vec<u32>,
    added: u64,
    ends: Vec<u32>,
}

impl CrossingCounter {
    /// Forgets all lines; the opposite layer has `width` places.
    pub(super) fn start(&mut self, width: usize) {
        self.tree.clear();
        self.tree.resize(width + 1, 0);
        self.added = 0;
    }

    /// Adds the lines of the next vertex, which end at these places; returns how many earlier lines they cross.
    pub(super) fn add(&mut self, ends: impl Iterator<Item = u32>) -> u64 {
        self.ends.clear();
        self.ends.extend(ends);
        let mut crossings = 0;
        for end in &self.ends {
            let mut index = *end as usize + 1;
            let mut not_beyond = 0_u64;
            while index > 0 {
                not_beyond += u64::from(self.tree[index]);
                index &= index - 1;
            }
            crossings += self.added - not_beyond;
        }
        for end in &self.ends {
            let mut index = *end as usize + 1;
            while index < self.tree.len() {
                self.tree[index] += 1;
                index += index & index.wrapping_neg();
            }
        }
        self.added += self.ends.len() as u64;
        crossings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::random::Random;

    /// Crossings pair by pair, from the definition.
    fn by_force(lines: &[Vec<u32>]) -> u64 {
        let pairs =
            || lines.iter().enumerate().flat_map(|(from, ends)| ends.iter().map(move |to| (from, *to)));
        let crosses = |a: (usize, u32), b: (usize, u32)| a.0 < b.0 && a.1 > b.1;
        pairs().map(|a| pairs().filter(|b| crosses(a, *b)).count() as u64).sum()
    }

    #[test]
    fn the_counter_agrees_with_counting_pair_by_pair() {
        let mut random = Random::new(5);
        let mut counter = CrossingCounter::default();
        for _ in 0..300 {
            let (from, width) = (1 + random.below(9), 1 + random.below(9));
            let lines: Vec<Vec<u32>> = (0..from)
                .map(|_| (0..random.below(5)).map(|_| random.below(width) as u32).collect())
                .collect();
            counter.start(width);
            let counted: u64 = lines.iter().map(|ends| counter.add(ends.iter().copied())).sum();
            assert_eq!(counted, by_force(&lines), "{lines:?}");
        }
    }
}
