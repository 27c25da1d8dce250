//! From drafts to an organisation, by edits.

use super::ImportOptions;
use super::book::{Book, one_a_line};
use super::directory::Named;
use super::error::ImportError;
use super::report::{Place, RemarkKind, Report, SheetRole};
use super::teams::{DraftKind, Roster, TeamDraft};
use super::words::quoted;
use crate::edit::{Change, Edit, OrgFact, add_expectation, add_link, add_party, apply};
use crate::model::{Org, Party, PartyId, PartyKind};

/// Puts the drafts together.
///
/// # Errors
/// [`ImportError::Unsound`] when they do not fit together, which the readers rule out.
pub(super) fn assemble(
    roster: Roster,
    book: Book,
    options: &ImportOptions,
    report: &mut Report,
) -> Result<Org, ImportError> {
    let mut org = Org::default();
    let mut edits = vec![
        Edit::Org(OrgFact::Name(Change::new(String::new(), options.name.clone()))),
        Edit::Org(OrgFact::MapComplete(Change::new(false, true))),
    ];
    for (id, party) in parties(&roster, report) {
        edits.extend(add_party(&id, &party));
    }
    for (id, draft) in book.links {
        let mut facts = draft.facts;
        facts.note = one_a_line(draft.notes);
        edits.extend(add_link(&id, &facts));
        for expectation in draft.expectations.into_values() {
            let (name, facts) = expectation.finished();
            edits.extend(add_expectation(&id, &name, &facts));
        }
    }
    // Not as one transaction: that looks at the whole map again for each external party.
    for edit in &edits {
        apply(edit, &mut org).map_err(|error| ImportError::Unsound(error.to_string()))?;
    }
    match org.violations().first() {
        None => Ok(org),
        Some(violation) => Err(ImportError::Unsound(violation.to_string())),
    }
}

fn parties(roster: &Roster, report: &mut Report) -> Vec<(PartyId, Party)> {
    let grouping: std::collections::BTreeSet<&str> =
        roster.drafts.iter().filter_map(|draft| draft.department.as_deref()).collect();
    let mut parties = Vec::new();
    for draft in &roster.drafts {
        let groups = grouping.contains(draft.name.as_str());
        let Some(kind) = kind_on_map(draft) else {
            remark_on_department(draft, groups, report);
            continue;
        };
        // A department that is a party too stands among those it groups.
        let own = (draft.kind == DraftKind::Department && groups).then(|| draft.name.clone());
        let party = Party {
            name: draft.name.clone(),
            kind,
            department: draft.department.clone().or(own),
            reports_to: manager(draft, roster, report),
            note: draft.note.clone(),
            ..Party::default()
        };
        parties.push((draft.id.clone(), party));
    }
    parties
}

/// What the draft is on the map; `None` when it is not there.
fn kind_on_map(draft: &TeamDraft) -> Option<PartyKind> {
    match draft.kind {
        DraftKind::Party(kind) => Some(kind),
        DraftKind::Department => draft.is_linked.then_some(PartyKind::Team),
    }
}

fn remark_on_department(draft: &TeamDraft, groups: bool, report: &mut Report) {
    let place = Place { sheet: SheetRole::Teams, line: draft.line, column: "" };
    if !groups {
        // It was counted as made while nobody knew yet.
        report.count(SheetRole::Teams, |totals| totals.made = totals.made.saturating_sub(1));
        let what = format!("the department {} has no teams and no links", quoted(&draft.name));
        return report.skip(place, what, "name it as the department of a team, or make it a team");
    }
    for (text, words) in [
        (draft.department.as_deref().unwrap_or_default(), "department"),
        (draft.reports_to.as_str(), "manager"),
        (draft.note.as_str(), "description"),
    ] {
        if !text.is_empty() {
            let what = format!("the {words} {} is left out; a department is only a name", quoted(text));
            report.add(place, RemarkKind::ValueLeftOut, what, "");
        }
    }
}

fn manager(draft: &TeamDraft, roster: &Roster, report: &mut Report) -> Option<PartyId> {
    if draft.reports_to.is_empty() {
        return None;
    }
    let text = quoted(&draft.reports_to);
    let what = match roster.find(&draft.reports_to) {
        Named::Several(drafts) => format!("{text} names several teams: {}", roster.ids_of(drafts)),
        Named::Nobody => format!("{text} is not in the teams table"),
        Named::One(manager) => {
            let manager = roster.drafts.get(manager)?;
            if manager.id != draft.id && kind_on_map(manager) == Some(PartyKind::Team) {
                return Some(manager.id.clone());
            }
            if manager.id == draft.id {
                "a team cannot report to itself".to_owned()
            } else {
                format!("{text} is no team")
            }
        }
    };
    let place = Place { sheet: SheetRole::Teams, line: draft.line, column: "reports_to" };
    report.add(
        place,
        RemarkKind::ValueLeftOut,
        format!("{what}; whom it reports to is left out"),
        "name a team by id",
    );
    None
}
