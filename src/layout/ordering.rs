//! The order of the layers: embedding, barycentre sweeps, sifting, and restarts while the budget lasts.
//!
//! Deliberately absent: clocks. The budget counts steps.

use super::chart::Chart;
use super::departments::Departments;
use super::embedding::embedded_rows;
use super::lanes::Lanes;
use super::part::Part;
use super::proper::Proper;
use super::rows::{CrossingCounter, Rows};
use super::sifting::Sifter;
use super::sweeps::{Look, Sweeper};
use super::work::Work;

const EMBEDDING_ROUNDS: usize = 30;
const WINDOW: usize = 24;

/// A good order of the layers, and the departments that shaped it; `None` when cancelled.
pub(super) fn order(
    chart: &Chart,
    part: &Part,
    proper: &Proper,
    work: &mut Work<'_>,
) -> Option<(Departments, Rows)> {
    let rows = embedded_rows(proper, 1, EMBEDDING_ROUNDS);
    let departments = Departments::new(chart, part, proper, &rows);
    let rows = improve(proper, &departments.lanes, rows, work)?;
    Some((departments, rows))
}

fn improve(proper: &Proper, lanes: &Lanes, mut rows: Rows, work: &mut Work<'_>) -> Option<Rows> {
    for layer in 0..proper.layers {
        lanes.mend(proper, &mut rows, layer);
        rows.number(layer);
    }
    let mut counter = CrossingCounter::default();
    let mut sweeper = Sweeper::default();
    let mut sifter = Sifter::default();
    let mut best = rows.clone();
    let mut fewest = best.crossings(proper, &mut counter);
    for _ in 0..8 {
        for look in [Look::Back, Look::Next] {
            sweeper.sweep(proper, lanes, &mut rows, look);
            let crossings = rows.crossings(proper, &mut counter);
            if crossings < fewest {
                fewest = crossings;
                best.copy_from(&rows);
            }
        }
        work.pulse()?;
    }
    rows.copy_from(&best);
    for _ in 0..10 {
        let mut saved = 0;
        for layer in (0..proper.layers).chain((0..proper.layers).rev()) {
            saved += sifter.sift_layer(proper, lanes, &mut rows, layer, WINDOW);
        }
        work.pulse()?;
        if saved == 0 {
            break;
        }
    }
    Some(rows)
}
