//! What was decided: causes that were confirmed or ruled out, findings that somebody has decided to live with. The latest first.
//!
//! Who decided is not told: the paper goes round, and a judgement is the group's.

use crate::diagnosis::Diagnosis;
use crate::exchange::report::blocks::{Cell, Column, column};
use crate::exchange::report::words::{link, said};
use crate::model::{Day, Org};

pub(super) const COLUMNS: &[Column] = &[column("Decision", 24), column("About", 66), column("Day", 14)];

/// A row a decision made by today, sentences at most `characters` long.
pub(super) fn decided(org: &Org, told: &Diagnosis, characters: usize) -> Vec<Vec<Cell>> {
    let mut rows: Vec<(Day, Vec<Cell>)> = Vec::new();
    for (id, facts) in org.links() {
        let Some(verdict) = facts.cause_verdict.as_ref().filter(|verdict| verdict.day <= told.today) else {
            continue;
        };
        let decision = if verdict.confirmed { "Confirmed as a cause" } else { "Ruled out as a cause" };
        rows.push((verdict.day, row(decision, vec![link(org, id)], verdict.day)));
    }
    for (id, accepted) in &org.accepted_findings {
        let finding = told.findings.iter().find(|finding| finding.is_called(id) && finding.accepted);
        let Some(finding) = finding.filter(|_| accepted.day <= told.today) else { continue };
        let mut about = vec![said(&finding.message(), characters)];
        let why = said(&accepted.why, characters);
        about.extend((!why.is_empty()).then(|| format!("Because: {why}")));
        about.extend(accepted.until.map(|day| format!("Until {day}.")));
        rows.push((accepted.day, row("Accepted for now", about, accepted.day)));
    }
    rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(decision: &str, about: Vec<String>, day: Day) -> Vec<Cell> {
    vec![Cell::of(decision), Cell::lines(about), Cell::of(day.to_string())]
}
