//! The order of the layers: embeddings from several seeds, sifting, then kicks and repairs while the budget lasts.
//!
//! Deliberately absent: clocks. The budget counts steps.

use super::chart::Chart;
use super::departments::Departments;
use super::embedding::embedded_rows;
use super::lanes::Lanes;
use super::part::Part;
use super::proper::Proper;
use super::random::Random;
use super::rows::{CrossingCounter, Rows};
use super::sifting::{Sifter, Style};
use super::work::Work;

const SMOOTH_ROUNDS: usize = 50;
const RANK_ROUNDS: usize = 10;
const MOST_STARTS: u64 = 24;

/// A good order of the layers, and the departments that shaped it; `None` when cancelled.
pub(super) fn order(
    chart: &Chart,
    part: &Part,
    proper: &Proper,
    work: &mut Work<'_>,
) -> Option<(Departments, Rows)> {
    let rows = embedded_rows(proper, 0, SMOOTH_ROUNDS, RANK_ROUNDS);
    let departments = Departments::new(chart, part, proper, &rows);
    let mut search = Search::new(proper, &departments.lanes, rows);
    search.start(work)?;
    search.kick(work)?;
    let rows = search.best;
    Some((departments, rows))
}

struct Search<'a> {
    proper: &'a Proper,
    lanes: &'a Lanes,
    counter: CrossingCounter,
    sifter: Sifter,
    best: Rows,
    fewest: u64,
    is_stale: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(proper: &'a Proper, lanes: &'a Lanes, rows: Rows) -> Self {
        let is_stale = vec![true; proper.layers];
        let mut search = Self {
            proper,
            lanes,
            counter: CrossingCounter::default(),
            sifter: Sifter::default(),
            best: rows,
            fewest: 0,
            is_stale,
        };
        let mut rows = search.best.clone();
        search.mend(&mut rows);
        search.fewest = rows.crossings(proper, &mut search.counter);
        search.best = rows;
        search
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
        self.size() * 600
    }

    /// Steps sifting from an embedding to rest takes, about.
    fn sifting_steps(&self) -> u64 {
        self.size() * 6000
    }

    /// Embeds from several seeds. Where the budget allows, each is sifted; else only the best.
    fn start(&mut self, work: &mut Work<'_>) -> Option<()> {
        let each = self.embedding_steps() + self.sifting_steps();
        let all_sifted = work.left() / each >= 4;
        let affordable =
            if all_sifted { work.left() / each / 2 } else { work.left() / self.embedding_steps() / 4 };
        let starts = affordable.clamp(1, MOST_STARTS);
        if all_sifted {
            let mut rows = self.best.clone();
            self.settle(&mut rows, work)?;
            self.keep_if_better(&rows);
        }
        for seed in 1..starts {
            let mut rows = embedded_rows(self.proper, seed, SMOOTH_ROUNDS, RANK_ROUNDS);
            work.spend(self.embedding_steps())?;
            self.mend(&mut rows);
            if all_sifted {
                self.settle(&mut rows, work)?;
            }
            self.keep_if_better(&rows);
        }
        if !all_sifted {
            let mut rows = self.best.clone();
            self.settle(&mut rows, work)?;
            self.keep_if_better(&rows);
        }
        Some(())
    }

    fn keep_if_better(&mut self, rows: &Rows) -> bool {
        let crossings = rows.crossings(self.proper, &mut self.counter);
        let is_better = crossings < self.fewest;
        if is_better {
            self.fewest = crossings;
            self.best.copy_from(rows);
        }
        is_better
    }

    /// Sifts with growing windows until nothing moves or the budget is spent.
    fn settle(&mut self, rows: &mut Rows, work: &mut Work<'_>) -> Option<()> {
        self.is_stale.fill(true);
        let widest = rows.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut window = 8;
        for round in 0..40 {
            let style = Style { window, drifts: round % 4 == 3 && self.size() < 1500 };
            let saved = self.pass(rows, style, round % 2 == 0, work)?;
            if work.left() == 0 {
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
            if !self.is_stale[layer] || work.left() == 0 {
                continue;
            }
            self.is_stale[layer] = false;
            let before = self.sifter.work;
            let sifted = self.sifter.sift_layer(self.proper, self.lanes, rows, layer, style);
            work.spend((self.sifter.work - before) * 4 + rows.rows[layer].len() as u64 * 40)?;
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
    fn kick(&mut self, work: &mut Work<'_>) -> Option<()> {
        let mut random = Random::new(7);
        let mut rows = self.best.clone();
        let mut kicks = 0;
        while work.left() > 0 && self.fewest > 0 && self.proper.layers > 1 && self.size() < 5000 {
            rows.copy_from(&self.best);
            self.is_stale.fill(false);
            for _ in 0..1 + random.below(3) {
                self.kick_layer(&mut rows, &mut random);
            }
            for round in 0..12 {
                let style = Style { window: 24, drifts: round % 3 == 1 };
                if self.pass(&mut rows, style, round % 2 == 0, work)? == 0 && round >= 2 {
                    break;
                }
            }
            work.spend(self.size() * 60)?;
            let crossings = rows.crossings(self.proper, &mut self.counter);
            if crossings <= self.fewest {
                self.fewest = crossings;
                self.best.copy_from(&rows);
            }
            kicks += 1;
        }
        if std::env::var("TRACE").is_ok() {
            eprintln!("kicks {kicks} fewest {}", self.fewest);
        }
        Some(())
    }

    fn kick_layer(&mut self, rows: &mut Rows, random: &mut Random) {
        let layer = random.below(self.proper.layers);
        let row = &mut rows.rows[layer];
        let length = (2 + random.below(8)).min(row.len());
        let start = random.below(row.len() - length + 1);
        for index in (1..length).rev() {
            row.swap(start + index, start + random.below(index + 1));
        }
        self.lanes.mend(self.proper, rows, layer);
        rows.number(layer);
        for beside in [layer.wrapping_sub(1), layer, layer + 1] {
            if let Some(stale) = self.is_stale.get_mut(beside) {
                *stale = true;
            }
        }
    }
}
