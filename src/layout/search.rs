//! The search for an order with few crossings: embeddings from several seeds, sweeps, sifting, then kicks and repairs while the budget
//! lasts.
//!
//! Deliberately absent: clocks. The budget counts steps.

use super::embedding::embedded_rows;
use super::lanes::Lanes;
use super::proper::Proper;
use super::random::Random;
use super::rows::{CrossingCounter, Rows};
use super::sifting::{Sifter, Style};
use super::sweeps::{Look, Sweeper};
use super::work::Work;

const SMOOTH_ROUNDS: usize = 50;
const RANK_ROUNDS: usize = 10;
const SWEEPS: usize = 6;
const MOST_STARTS: u64 = 24;
/// Sweeps pay on small maps only; on large ones they spoil the embedding.
const LARGEST_TO_SWEEP: u64 = 2500;
/// Kicks are local; on larger maps the budget is better spent on sifting.
const LARGEST_TO_KICK: u64 = 20_000;

/// Steps an embedding takes for each vertex.
pub(super) const EMBEDDING_STEPS: u64 = 600;

/// The embedding every search of this graph begins with.
pub(super) fn first_rows(proper: &Proper) -> Rows {
    embedded_rows(proper, 0, SMOOTH_ROUNDS, RANK_ROUNDS)
}

/// A search for the order with the fewest crossings, for one layering.
pub(super) struct Search<'a> {
    proper: &'a Proper,
    lanes: &'a Lanes,
    counter: CrossingCounter,
    sifter: Sifter,
    sweeper: Sweeper,
    /// The best order found.
    pub(super) best: Rows,
    /// Its crossings.
    pub(super) fewest: u64,
    is_stale: Vec<bool>,
    /// The search stops when this much of the budget is left.
    floor: u64,
}

impl<'a> Search<'a> {
    /// Starts from this order, mended to suit the lanes.
    pub(super) fn new(proper: &'a Proper, lanes: &'a Lanes, mut rows: Rows, floor: u64) -> Self {
        let mut counter = CrossingCounter::default();
        for layer in 0..proper.layers {
            lanes.mend(proper, &mut rows, layer);
            rows.number(layer);
        }
        let fewest = rows.crossings(proper, &mut counter);
        let is_stale = vec![true; proper.layers];
        let (sifter, sweeper) = (Sifter::default(), Sweeper::default());
        Self { proper, lanes, counter, sifter, sweeper, best: rows, fewest, is_stale, floor }
    }

    const fn left(&self, work: &Work<'_>) -> u64 {
        work.left().saturating_sub(self.floor)
    }

    fn mend(&self, rows: &mut Rows) {
        for layer in 0..self.proper.layers {
            self.lanes.mend(self.proper, rows, layer);
            rows.number(layer);
        }
    }

    fn size(&self) -> u64 {
        self.proper.len() as u64
    }

    /// Steps one embedding takes.
    fn embedding_steps(&self) -> u64 {
        self.size() * EMBEDDING_STEPS
    }

    /// Steps sifting from an embedding to rest takes, about.
    fn sifting_steps(&self) -> u64 {
        self.size() * 6000
    }

    /// Embeds from several seeds. Where the budget allows, each is swept and sifted; else only the best is sifted.
    pub(super) fn start(&mut self, work: &mut Work<'_>) -> Option<()> {
        let each = self.embedding_steps() + self.sifting_steps();
        let are_all_sifted = self.left(work) / each >= 3;
        let affordable =
            if are_all_sifted { MOST_STARTS } else { self.left(work) / self.embedding_steps() / 3 };
        if are_all_sifted {
            self.finish(self.best.clone(), work)?;
        }
        for seed in 1..affordable.clamp(1, MOST_STARTS) {
            if self.left(work) < self.embedding_steps() {
                break;
            }
            let rows = embedded_rows(self.proper, seed, SMOOTH_ROUNDS, RANK_ROUNDS);
            work.spend(self.embedding_steps())?;
            if are_all_sifted {
                self.finish(rows, work)?;
            } else {
                self.keep_if_better(rows);
            }
        }
        if !are_all_sifted {
            self.finish(self.best.clone(), work)?;
        }
        Some(())
    }

    /// Sweeps (on small maps), sifts, and keeps what is better.
    fn finish(&mut self, mut rows: Rows, work: &mut Work<'_>) -> Option<()> {
        if self.size() <= LARGEST_TO_SWEEP {
            for _ in 0..SWEEPS {
                self.sweeper.sweep(self.proper, self.lanes, &mut rows, Look::Back);
                self.sweeper.sweep(self.proper, self.lanes, &mut rows, Look::Next);
            }
            work.spend(self.size() * 40 * 2 * SWEEPS as u64)?;
        }
        self.mend(&mut rows);
        self.settle(&mut rows, work)?;
        self.keep_if_better(rows);
        Some(())
    }

    /// Keeps the order if it has fewer crossings than the best so far.
    pub(super) fn keep_if_better(&mut self, mut rows: Rows) {
        self.mend(&mut rows);
        let crossings = rows.crossings(self.proper, &mut self.counter);
        if crossings < self.fewest {
            self.fewest = crossings;
            self.best = rows;
        }
    }

    /// Sifts with growing windows until nothing moves or the budget is spent.
    pub(super) fn settle(&mut self, rows: &mut Rows, work: &mut Work<'_>) -> Option<()> {
        self.is_stale.fill(true);
        let widest = rows.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut window = 8;
        for round in 0..40 {
            let style = Style { window, drifts: round % 4 == 3 && self.size() < 1500 };
            let saved = self.pass(rows, style, round % 2 == 0, work)?;
            if self.left(work) == 0 {
                break;
            }
            if saved * 200 < self.fewest || saved == 0 {
                if window >= widest || saved == 0 && window >= 64 {
                    break;
                }
                window *= 2;
                self.is_stale.fill(true);
            }
        }
        Some(())
    }

    /// One pass over the stale layers; returns by how much the crossings fell.
    fn pass(&mut self, rows: &mut Rows, style: Style, is_upwards: bool, work: &mut Work<'_>) -> Option<u64> {
        let count = self.proper.layers;
        let mut saved = 0;
        for step in 0..count {
            let layer = if is_upwards { step } else { count - 1 - step };
            if !self.is_stale[layer] || self.left(work) == 0 {
                continue;
            }
            self.is_stale[layer] = false;
            let before = self.sifter.work;
            let sifted = self.sifter.sift_layer(self.proper, self.lanes, rows, layer, style);
            work.spend(self.sifter.work - before + rows.rows[layer].len() as u64 * 20)?;
            saved += sifted.saved;
            if sifted.moved {
                self.is_stale[layer] = true;
                for beside in [layer.wrapping_sub(1), layer + 1] {
                    if let Some(stale) = self.is_stale.get_mut(beside) {
                        *stale = true;
                    }
                }
            }
        }
        Some(saved)
    }

    /// Shuffles a few neighbours, repairs, and keeps what is better, until the budget is spent (iterated local search).
    pub(super) fn kick(&mut self, work: &mut Work<'_>) -> Option<()> {
        let mut random = Random::new(7);
        let mut rows = self.best.clone();
        while self.left(work) > 0
            && self.fewest > 0
            && self.proper.layers > 1
            && self.size() < LARGEST_TO_KICK
        {
            rows.copy_from(&self.best);
            self.is_stale.fill(false);
            if random.below(2) == 0 {
                for _ in 0..1 + random.below(3) {
                    self.shuffle_some(&mut rows, &mut random);
                }
            } else {
                self.sweep_some(&mut rows, &mut random);
            }
            self.repair(&mut rows, work)?;
            work.spend(self.size() * 60)?;
            let crossings = rows.crossings(self.proper, &mut self.counter);
            if crossings <= self.fewest {
                self.fewest = crossings;
                self.best.copy_from(&rows);
            }
        }
        Some(())
    }

    /// Sifts what is stale, and what that makes stale, a little to and fro.
    fn repair(&mut self, rows: &mut Rows, work: &mut Work<'_>) -> Option<()> {
        for round in 0..12 {
            let style = Style { window: 24, drifts: round % 3 == 1 };
            if self.pass(rows, style, round % 2 == 0, work)? == 0 && round >= 2 {
                break;
            }
        }
        Some(())
    }

    /// Repairs the order it was made with, beginning with these layers.
    pub(super) fn repair_layers(
        &mut self,
        stale: std::ops::RangeInclusive<usize>,
        work: &mut Work<'_>,
    ) -> Option<()> {
        for (layer, is_stale) in self.is_stale.iter_mut().enumerate() {
            *is_stale = stale.contains(&layer);
        }
        let mut rows = self.best.clone();
        self.repair(&mut rows, work)?;
        self.keep_if_better(rows);
        Some(())
    }

    /// Shuffles a few neighbours of one layer.
    fn shuffle_some(&mut self, rows: &mut Rows, random: &mut Random) {
        let layer = random.below(self.proper.layers);
        let row = &mut rows.rows[layer];
        let length = (2 + random.below(8)).min(row.len());
        let start = random.below(row.len() - length + 1);
        for index in (1..length).rev() {
            row.swap(start + index, start + random.below(index + 1));
        }
        self.changed(rows, layer);
    }

    /// Sorts a few layers in turn by the layer before (or after).
    fn sweep_some(&mut self, rows: &mut Rows, random: &mut Random) {
        let look = if random.below(2) == 0 { Look::Back } else { Look::Next };
        let first = random.below(self.proper.layers);
        for step in 0..1 + random.below(4) {
            let layer = if look == Look::Back { first.checked_add(step) } else { first.checked_sub(step) };
            let Some(layer) = layer.filter(|layer| *layer < self.proper.layers) else { break };
            self.sweeper.sort_layer(self.proper, rows, layer, look);
            self.changed(rows, layer);
        }
    }

    fn changed(&mut self, rows: &mut Rows, layer: usize) {
        self.lanes.mend(self.proper, rows, layer);
        rows.number(layer);
        for beside in [layer.wrapping_sub(1), layer, layer + 1] {
            if let Some(stale) = self.is_stale.get_mut(beside) {
                *stale = true;
            }
        }
    }
}
