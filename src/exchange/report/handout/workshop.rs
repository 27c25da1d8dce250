//! What the group put aside, and where it put its dots.

use crate::diagnosis::Diagnosis;
use crate::exchange::report::blocks::{Block, Cell, Column, Table, action_cells, column};
use crate::exchange::report::records::{about, action_row};
use crate::exchange::report::words::{counted, link, said};
use crate::model::{Action, ActionId, ActionSubject, Org, VoteSubject};

const ACTIONS: &[Column] = &[
    column("What", 36),
    column("About", 30),
    column("Owner", 18),
    column("Due", 19),
    column("Status", 15),
    column("Dots", 9),
];

/// The actions as a table, most dots first, then the open ones by the day they are due; and how many there are in all.
pub(super) fn actions(org: &Org, told: &Diagnosis, most: usize, characters: usize) -> (Option<Block>, usize) {
    let dots = |id: &ActionId| org.votes.get(&VoteSubject::Action(id.clone())).map_or(0, |dots| dots.get());
    let mut actions: Vec<(&ActionId, &Action)> = org.actions.iter().collect();
    actions.sort_by_key(|(id, action)| {
        (std::cmp::Reverse(dots(id)), !action.status.is_open(), action.due.is_none(), action.due)
    });
    let any_dots = actions.iter().any(|(id, _)| dots(id) > 0);
    let row = |(id, action): &(&ActionId, &Action)| {
        let mut row = action_row(action, org, told);
        row.what = said(&row.what, characters);
        row.about = said(&row.about, characters);
        row.owner = said(&row.owner, characters);
        let mut cells = action_cells(&row);
        if any_dots {
            let dots = dots(id);
            cells.push(Cell::of(if dots > 0 { dots.to_string() } else { String::new() }));
        }
        cells
    };
    let rows: Vec<_> = actions.iter().take(most).map(row).collect();
    let columns = if any_dots { ACTIONS } else { crate::exchange::report::blocks::ACTIONS };
    ((!rows.is_empty()).then_some(Block::Table(Table { columns, rows })), actions.len())
}

/// The dots on causes and findings, most first: `5 dots: Records -> Booking, a probable cause`.
pub(super) fn dots(org: &Org, told: &Diagnosis, characters: usize) -> Vec<String> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (subject, dots) in &org.votes {
        let what = match subject {
            VoteSubject::Action(_) => continue,
            VoteSubject::Cause(id) => link(org, id),
            VoteSubject::Finding(id) => match told.findings.iter().find(|finding| finding.is_called(id)) {
                Some(finding) => finding.message(),
                None => continue,
            },
        };
        let dots = dots.get();
        let count = counted(usize::try_from(dots).unwrap_or(usize::MAX), "dot", "dots");
        lines.push((dots, format!("{count}: {}", said(&what, characters))));
    }
    lines.sort_by_key(|(dots, _)| std::cmp::Reverse(*dots));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What was parked by the day the handout stands for: what waits first, each in the order of time.
pub(super) fn parked(org: &Org, told: &Diagnosis, characters: usize) -> Vec<String> {
    let mut parked: Vec<_> = org.parked.values().filter(|parked| parked.day <= told.today).collect();
    parked.sort_by_key(|parked| (!parked.waits(), parked.day));
    let line = |parked: &crate::model::Parked| {
        let words = said(&parked.words, characters);
        let about = match &parked.about {
            ActionSubject::Org => String::new(),
            subject => format!(" (about {})", said(&about(subject, org, told), characters)),
        };
        let settled = parked.settled.filter(|day| *day <= told.today);
        let settled = settled.map_or_else(String::new, |day| format!("; settled {day}"));
        format!("{words}{about}{settled}")
    };
    parked.into_iter().map(line).collect()
}
