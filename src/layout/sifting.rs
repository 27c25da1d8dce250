//! Sifting: each vertex of a layer tries the places around it and takes the one with the fewest crossings.
//!
//! After Matuszewski, Schoenfeld, Molitor 1999. Only the two layers beside count. Narrow layers work on a table of all pairs, wide ones
//! compare the sorted line ends of two neighbours at a time. Deliberately absent: moves of a vertex to another layer.

use super::excess::ExcessTable;
use super::lanes::Lanes;
use super::proper::Proper;
use super::rows::Rows;

/// Up to here comparing every pair beats merging.
const FEW_PAIRS: usize = 24;
/// Layers up to this wide get a table.
const WIDEST_TABLE: usize = 400;
/// Passes over one layer with the same table.
const TABLE_PASSES: usize = 4;

/// How far and how freely vertices move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Places tried on either side.
    pub(super) window: usize,
    /// Among equally good places take the farthest instead of the nearest, which leads off plateaus.
    pub(super) drifts: bool,
}

/// What sifting a layer did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sifted {
    /// By how much the crossings fell.
    pub(super) saved: u64,
    /// Some vertex changed its place.
    pub(super) moved: bool,
}

/// Buffers of the sifting.
#[derive(Clone, Debug, Default)]
pub(super) struct Sifter {
    table: ExcessTable,
    has_table: bool,
    /// Places of the neighbours of each vertex of the row: back, then next, each sorted.
    ends: Vec<u32>,
    /// Per local vertex: where its back and its next ends start, and where the latter stop.
    spans: Vec<(u32, u32, u32)>,
    /// Local numbers in the present order.
    order: Vec<u32>,
    before: Vec<u32>,
    /// Steps taken since the start, the measure of work.
    pub(super) work: u64,
}

impl Sifter {
    /// Sifts one layer. O(row * window * degree), or O(row * (lines + row)) with a table.
    pub(super) fn sift_layer(
        &mut self,
        proper: &Proper,
        lanes: &Lanes,
        rows: &mut Rows,
        layer: usize,
        style: Style,
    ) -> Sifted {
        if lanes.holds_all(&rows.rows[layer]) {
            return Sifted::default();
        }
        self.gather(proper, rows, layer);
        let mut sifted = Sifted::default();
        for pass in 0..if self.has_table { TABLE_PASSES } else { 1 } {
            let drifts = style.drifts && pass == 0;
            let now = self.sift_once(lanes, Style { drifts, ..style });
            sifted.saved += now.saved;
            sifted.moved |= now.moved;
            if now.saved == 0 {
                break;
            }
        }
        if sifted.moved {
            for (slot, local) in rows.rows[layer].iter_mut().zip(&self.order) {
                *slot = self.before[*local as usize];
            }
            rows.number(layer);
        }
        sifted
    }

    fn sift_once(&mut self, lanes: &Lanes, style: Style) -> Sifted {
        let mut sifted = Sifted::default();
        for local in 0..self.before.len() as u32 {
            if lanes.holds(self.before[local as usize]) {
                continue;
            }
            let (saved, moved) = self.sift_vertex(local, lanes, style);
            sifted.saved += saved;
            sifted.moved |= moved;
        }
        sifted
    }

    fn gather(&mut self, proper: &Proper, rows: &Rows, layer: usize) {
        self.before.clear();
        self.before.extend_from_slice(&rows.rows[layer]);
        self.order.clear();
        self.order.extend(0..self.before.len() as u32);
        self.has_table = self.before.len() <= WIDEST_TABLE;
        if self.has_table {
            self.work += 50 + self.table.fill(proper, rows, layer) / 2;
            return;
        }
        self.ends.clear();
        self.spans.clear();
        for vertex in &self.before {
            let start = self.ends.len();
            self.ends.extend(proper.back.of(*vertex).iter().map(|other| rows.place[*other as usize]));
            self.ends[start..].sort_unstable();
            let middle = self.ends.len();
            self.ends.extend(proper.next.of(*vertex).iter().map(|other| rows.place[*other as usize]));
            self.ends[middle..].sort_unstable();
            self.spans.push((start as u32, middle as u32, self.ends.len() as u32));
        }
    }

    /// Moves one vertex to its best place.
    fn sift_vertex(&mut self, local: u32, lanes: &Lanes, style: Style) -> (u64, bool) {
        let Some(at) = self.place_of(local) else { return (0, false) };
        let (best, best_delta) = if self.has_table {
            self.best_place_by_table(local, at, lanes, style)
        } else {
            self.best_place(local, at, lanes, style)
        };
        if best < at {
            self.order[best..=at].rotate_right(1);
        } else if best > at {
            self.order[at..=best].rotate_left(1);
        }
        (best_delta.unsigned_abs(), best != at)
    }

    /// The best place within the window and the lane, and by how much the crossings change.
    fn best_place(&mut self, local: u32, at: usize, lanes: &Lanes, style: Style) -> (usize, i64) {
        let (mut best, mut best_delta) = (at, 0_i64);
        let is_better = |delta: i64, best: i64| delta < best || (style.drifts && delta == best);
        let mut delta = 0;
        for place in (at.saturating_sub(style.window)..at).rev() {
            let Some(excess) = self.excess(local, self.order[place], lanes) else { break };
            delta += excess;
            if is_better(delta, best_delta) {
                (best, best_delta) = (place, delta);
            }
        }
        delta = 0;
        for place in at + 1..(at + style.window + 1).min(self.order.len()) {
            let Some(excess) = self.excess(local, self.order[place], lanes) else { break };
            delta -= excess;
            if is_better(delta, best_delta) {
                (best, best_delta) = (place, delta);
            }
        }
        (best, best_delta)
    }

    /// The same as [`Self::best_place`], with a table.
    fn best_place_by_table(&mut self, local: u32, at: usize, lanes: &Lanes, style: Style) -> (usize, i64) {
        let excess = self.table.of(local);
        let mut start = at.saturating_sub(style.window);
        let mut stop = (at + style.window + 1).min(self.order.len());
        if !lanes.is_empty() {
            let own = self.before[local as usize];
            let keeps_apart = |other: &u32| lanes.keep_apart(own, self.before[*other as usize]);
            start += self.order[start..at].iter().rposition(keeps_apart).map_or(0, |index| index + 1);
            stop = self.order[at..stop].iter().position(keeps_apart).map_or(stop, |index| at + index);
        }
        // A vertex that drifts takes the farthest of equally good places.
        let drift = i64::from(style.drifts);
        let (mut best, mut best_delta) = (at, 0_i64);
        let mut delta = 0;
        for (step, other) in self.order[start..at].iter().rev().enumerate() {
            delta += i64::from(excess[*other as usize]);
            if delta < best_delta + drift {
                (best, best_delta) = (at - 1 - step, delta);
            }
        }
        delta = 0;
        for (step, other) in self.order[at + 1..stop].iter().enumerate() {
            delta -= i64::from(excess[*other as usize]);
            if delta < best_delta + drift {
                (best, best_delta) = (at + 1 + step, delta);
            }
        }
        self.work += (stop - start) as u64;
        (best, best_delta)
    }

    /// Where the vertex stands now: looked for outwards from where it began, since few move far.
    fn place_of(&self, local: u32) -> Option<usize> {
        let (start, count) = (local as usize, self.order.len());
        (0..count).find_map(|step| {
            let before = start.checked_sub(step).filter(|place| self.order.get(*place) == Some(&local));
            before.or_else(|| Some(start + step).filter(|place| self.order.get(*place) == Some(&local)))
        })
    }

    /// Crossings of the two vertices with `left` before `right`, less those the other way round; `None` if they must keep their order.
    fn excess(&mut self, left: u32, right: u32, lanes: &Lanes) -> Option<i64> {
        if !lanes.is_empty() && lanes.keep_apart(self.before[left as usize], self.before[right as usize]) {
            return None;
        }
        let (a, b) = (self.spans[left as usize], self.spans[right as usize]);
        self.work += 4 * u64::from(a.2 - a.0 + b.2 - b.0);
        let back = excess_of(&self.ends[a.0 as usize..a.1 as usize], &self.ends[b.0 as usize..b.1 as usize]);
        let next = excess_of(&self.ends[a.1 as usize..a.2 as usize], &self.ends[b.1 as usize..b.2 as usize]);
        Some(back + next)
    }
}

/// Pairs with the left end beyond the right one, less pairs the other way round. Both sorted.
fn excess_of(left: &[u32], right: &[u32]) -> i64 {
    if left.len() * right.len() <= FEW_PAIRS {
        let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
        return pairs.map(|(a, b)| i64::from(a > b) - i64::from(a < b)).sum();
    }
    let (mut excess, mut below, mut not_above) = (0_i64, 0_usize, 0_usize);
    for end in left {
        while right.get(below).is_some_and(|other| other < end) {
            below += 1;
        }
        not_above = not_above.max(below);
        while right.get(not_above).is_some_and(|other| other <= end) {
            not_above += 1;
        }
        excess += below as i64 - (right.len() - not_above) as i64;
    }
    excess
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::part::Part;
    use crate::layout::random::Random;
    use crate::layout::rows::CrossingCounter;

    #[test]
    fn excess_counts_pairs() {
        assert_eq!(excess_of(&[1], &[0]), 1);
        assert_eq!(excess_of(&[1, 1], &[1, 2]), -2);
        assert_eq!(excess_of(&[0, 3, 5], &[1, 3]), -2 + 1 + 2);
        assert_eq!(excess_of(&[], &[1, 3]), 0);
    }

    #[test]
    fn what_sifting_says_it_saved_is_what_the_counter_sees() {
        let mut random = Random::new(9);
        for _ in 0..60 {
            let part = Part {
                nodes: (0..18).collect(),
                links: (0..40).map(|_| (random.below(18) as u32, random.below(18) as u32)).collect(),
                ..Part::default()
            };
            let layers: Vec<u32> = (0..18).map(|node| node % 3).collect();
            let proper = Proper::new(&part, &layers);
            let mut rows = Rows::new(proper.unordered_rows(), proper.len());
            let mut counter = CrossingCounter::default();
            let mut sifter = Sifter::default();
            for layer in [1, 0, 2, 1] {
                let before = rows.crossings(&proper, &mut counter);
                let style = Style { window: 4, drifts: layer == 2 };
                let saved = sifter.sift_layer(&proper, &Lanes::default(), &mut rows, layer, style).saved;
                assert_eq!(rows.crossings(&proper, &mut counter) + saved, before);
            }
        }
    }
}
