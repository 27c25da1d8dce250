//! The order of the layers: which layering, which order of departments, and the order within each layer.
//!
//! Deliberately absent: how one order is improved; see `search`.

use super::chart::Chart;
use super::departments::Departments;
use super::follow::followed_rows;
use super::levels::Layering;
use super::part::Part;
use super::proper::Proper;
use super::relayering::relayer;
use super::rows::{CrossingCounter, Rows};
use super::search::{EMBEDDING_STEPS, Search, first_rows};
use super::skeleton::Skeleton;
use super::work::Work;

/// What a crossing counts where a layering's discord is added to it.
pub(super) const CROSSING: u64 = 8;
/// With departments there are more crossings, so a link against the flow must save more of them.
const DISCORD_WITH_LANES: u64 = 4;
/// Up to this many parties other layers are tried in the light of the order.
const MOST_NODES_TO_RELAYER: usize = 150;
/// How often trying other layers and other orders take turns.
const RELAYERINGS: u64 = 4;
const MOST_LANES_TO_EXCHANGE: usize = 24;

/// A part in layers and in order.
#[derive(Clone)]
pub(super) struct Ordered {
    pub(super) proper: Proper,
    pub(super) departments: Departments,
    pub(super) rows: Rows,
    /// The place across the flow of each vertex in the present picture; empty if the part does not follow it.
    pub(super) present: Vec<Option<f64>>,
}

/// The order of the present picture, with what is new sifted into it; `None` when cancelled.
pub(super) fn follow(
    chart: &Chart,
    part: &Part,
    layers: &[u32],
    work: &mut Work<'_>,
    floor: u64,
) -> Option<Ordered> {
    let proper = Proper::new(part, layers);
    let (rows, present) = followed_rows(chart, part, &proper);
    let mut departments = Departments::new(chart, part, &proper, &rows, &present);
    departments.lanes.is_held = present.iter().map(Option::is_some).collect();
    let mut search = Search::new(&proper, &departments.lanes, rows, floor);
    let mut rows = search.best.clone();
    search.settle(&mut rows, work)?;
    Some(Ordered { proper, departments, rows, present })
}

/// The best order over all the layerings: they share a third of the budget between `work` and `floor`, the best gets the rest.
///
/// `None` when cancelled, or without any layering.
pub(super) fn order(
    chart: &Chart,
    part: &Part,
    skeleton: Option<&Skeleton>,
    choices: Vec<Layering>,
    work: &mut Work<'_>,
    floor: u64,
) -> Option<Ordered> {
    let mut ordered = race(chart, part, choices, work, floor)?;
    let budget = work.left().saturating_sub(floor);
    exchange_lanes(&mut ordered, work, floor + budget * 3 / 4)?;
    let weight = if ordered.departments.is_empty() { 1 } else { DISCORD_WITH_LANES };
    if let Some(skeleton) = skeleton.filter(|_| part.len() <= MOST_NODES_TO_RELAYER) {
        let budget = work.left().saturating_sub(floor);
        for cycle in 0..RELAYERINGS {
            let end = |turn: u64| floor + budget - budget * turn / (2 * RELAYERINGS);
            relayer(part, skeleton, &mut ordered, weight, work, end(2 * cycle + 1), cycle)?;
            kick(&mut ordered, work, end(2 * cycle + 2))?;
        }
    }
    kick(&mut ordered, work, floor)?;
    Some(ordered)
}

fn kick(ordered: &mut Ordered, work: &mut Work<'_>, floor: u64) -> Option<()> {
    let mut search = Search::new(&ordered.proper, &ordered.departments.lanes, ordered.rows.clone(), floor);
    search.kick(work)?;
    ordered.rows = search.best;
    Some(())
}

/// Searches every layering a little, and keeps the best; they share a third of the budget.
fn race(
    chart: &Chart,
    part: &Part,
    choices: Vec<Layering>,
    work: &mut Work<'_>,
    floor: u64,
) -> Option<Ordered> {
    let budget = work.left().saturating_sub(floor);
    let share = budget / 3 / choices.len().max(1) as u64;
    let mut best: Option<(u64, Ordered)> = None;
    for choice in choices {
        if best.is_some() && work.left() <= floor {
            break;
        }
        let proper = Proper::new(part, &choice.layers);
        let rows = first_rows(&proper);
        work.spend(proper.len() as u64 * EMBEDDING_STEPS)?;
        let departments = Departments::new(chart, part, &proper, &rows, &[]);
        let floor = work.left().saturating_sub(share).max(floor);
        let mut search = Search::new(&proper, &departments.lanes, rows, floor);
        search.start(work)?;
        let weight = if departments.is_empty() { 1 } else { DISCORD_WITH_LANES };
        let score = CROSSING * search.fewest + weight * choice.discord;
        let rows = search.best;
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, Ordered { proper, departments, rows, present: Vec::new() }));
        }
    }
    best.map(|(_, ordered)| ordered)
}

/// Changes the order of the departments while that saves crossings.
fn exchange_lanes(ordered: &mut Ordered, work: &mut Work<'_>, floor: u64) -> Option<()> {
    let count = ordered.departments.department_lanes().len();
    if !(2..=MOST_LANES_TO_EXCHANGE).contains(&count) {
        return Some(());
    }
    let mut fewest = ordered.rows.crossings(&ordered.proper, &mut CrossingCounter::default());
    let mut has_improved = true;
    while has_improved {
        has_improved = false;
        for distance in 1..count {
            for first in 0..count - distance {
                if work.left() <= floor {
                    return Some(());
                }
                let lanes = ordered.departments.department_lanes();
                let changed = ordered.departments.with_lanes_exchanged(lanes[first], lanes[first + distance]);
                let mut search = Search::new(&ordered.proper, &changed.lanes, ordered.rows.clone(), floor);
                let mut rows = search.best.clone();
                search.settle(&mut rows, work)?;
                search.keep_if_better(rows);
                work.spend(ordered.proper.len() as u64 * 100)?;
                if search.fewest < fewest {
                    fewest = search.fewest;
                    ordered.rows = search.best;
                    ordered.departments = changed;
                    has_improved = true;
                }
            }
        }
    }
    Some(())
}
