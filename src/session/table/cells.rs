//! What stands in a cell, and what a row is called aloud.

use super::rows::Column;
use super::standard::standard_text;
use crate::diagnosis::{Diagnosis, LinkState, score_text};
use crate::model::{Day, Expectation, ExpectationKind, LinkId, Org, Verdict};
use crate::session::Subject;

/// The text of the cell of a row in `column`; empty where there is nothing to say, and for what is no longer on the map.
#[must_use]
pub fn cell_text(org: &Org, diagnosis: &Diagnosis, today: Day, row: &Subject, column: Column) -> String {
    let Some((id, link)) = row.link().and_then(|id| Some((id, org.link(id)?))) else { return String::new() };
    let facts = expectation(org, row);
    let of_facts = |text: fn(&Expectation) -> String| facts.map_or_else(String::new, text);
    match column {
        Column::Supplier => org.name_of(&id.supplier).to_owned(),
        Column::Customer => org.name_of(&id.customer).to_owned(),
        Column::Kind => of_facts(|facts| kind_word(facts.kind).to_owned()),
        Column::Statement => of_facts(|facts| facts.statement.clone()),
        Column::Importance => of_facts(|facts| facts.importance.get().to_string()),
        Column::Rating => rating(diagnosis, row),
        Column::Standard => of_facts(standard_text),
        Column::State => state(diagnosis, id).word().to_owned(),
        Column::Verdict => link
            .latest_verdict(today)
            .map_or_else(String::new, |(_, verdict)| verdict_text(Some(verdict)).to_owned()),
        Column::Deliverable => of_facts(|facts| facts.deliverable.clone()),
    }
}

/// The facts of the expectation that a row is about, if it is about one.
pub(super) fn expectation<'org>(org: &'org Org, row: &Subject) -> Option<&'org Expectation> {
    match row {
        Subject::Expectation(link, id) => org.link(link)?.expectations().get(id),
        Subject::Link(_) | Subject::Party(_) => None,
    }
}

/// How the link of a row fares.
pub(super) fn state(diagnosis: &Diagnosis, link: &LinkId) -> LinkState {
    diagnosis.link(link).map_or(LinkState::Unknown, |judged| judged.state)
}

/// `2.33 (3)`: the mean, and how many have rated.
fn rating(diagnosis: &Diagnosis, row: &Subject) -> String {
    let Subject::Expectation(link, id) = row else { return String::new() };
    let judged = diagnosis.link(link).and_then(|judged| judged.expectations().get(id));
    match judged.and_then(|judged| Some((judged.score?, judged.raters))) {
        Some((score, raters)) => format!("{} ({raters})", score_text(score)),
        None => String::new(),
    }
}

/// The word of a verdict; `None` is "not asked".
#[must_use]
pub fn verdict_text(verdict: Option<Verdict>) -> &'static str {
    crate::session::labels::verdict_word(verdict)
}

/// `need` or `want`.
pub(super) fn kind_word(kind: ExpectationKind) -> &'static str {
    match kind {
        ExpectationKind::Need => "need",
        ExpectationKind::Want => "want",
    }
}

/// What a row is called aloud: "Billing to Support, broken, need: invoice by the 3rd", or "..., no need yet".
#[must_use]
pub fn spoken(org: &Org, diagnosis: &Diagnosis, row: &Subject) -> String {
    let Some(id) = row.link() else { return String::new() };
    let (supplier, customer) = (org.name_of(&id.supplier), org.name_of(&id.customer));
    let word = state(diagnosis, id).word();
    match expectation(org, row) {
        Some(facts) => {
            format!("{supplier} to {customer}, {word}, {}: {}", kind_word(facts.kind), facts.statement)
        }
        None => format!("{supplier} to {customer}, {word}, no need yet"),
    }
}
