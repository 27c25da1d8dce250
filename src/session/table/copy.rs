//! Rows on their way to a spreadsheet: text separated by tabs, with headers that the import knows again.

use super::cells::{cell_text, kind_word};
use super::rows::Column;
use crate::diagnosis::{Diagnosis, score_text};
use crate::exchange::escaped;
use crate::model::{Day, ExpectationKind, Org, PartyKind};
use crate::session::{Selection, Subject};

/// The headers; they stay as they are. What is worked out is left out when such a block is pasted.
const HEADERS: [&str; 15] = [
    "supplier",
    "customer",
    "need",
    "want",
    "importance",
    "verdict",
    "deliverable",
    "mean_rating",
    "raters",
    "standard",
    "state",
    "supplier_kind",
    "customer_kind",
    "supplier_department",
    "customer_department",
];

/// The rows among what is chosen: links and expectations.
#[must_use]
pub fn subjects_to_copy(selection: &Selection) -> Vec<Subject> {
    selection.subjects().iter().filter(|subject| subject.link().is_some()).cloned().collect()
}

/// `rows` in their order, with headers. A cell that a spreadsheet would run as a formula begins with an apostrophe. Nobody's own rating is in
/// it: means only.
#[must_use]
pub fn copied(org: &Org, diagnosis: &Diagnosis, today: Day, rows: &[Subject]) -> String {
    let mut text = HEADERS.join("\t");
    text.push('\n');
    for row in rows {
        let cells = cells(org, diagnosis, today, row);
        let escaped: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        text.push_str(&escaped.join("\t"));
        text.push('\n');
    }
    text
}

/// The mean and how many rated, where it is nobody's single word: from two raters or five answers on, as in reports.
fn shared_rating(diagnosis: &Diagnosis, row: &Subject) -> Option<(String, String)> {
    let Subject::Expectation(link, id) = row else { return None };
    let judged = diagnosis.link(link)?.expectations().get(id)?;
    let is_shared = judged.raters >= 2 || judged.answers >= 5;
    let score = judged.score.filter(|_| is_shared)?;
    Some((score_text(score), judged.raters.to_string()))
}

fn cells(org: &Org, diagnosis: &Diagnosis, today: Day, row: &Subject) -> [String; 15] {
    let text = |column| cell_text(org, diagnosis, today, row, column);
    let kind = text(Column::Kind);
    let statement_of =
        |wanted| if kind == kind_word(wanted) { text(Column::Statement) } else { String::new() };
    let (mean, raters) = shared_rating(diagnosis, row).unwrap_or_default();
    let party = |is_supplier: bool| {
        let link = row.link()?;
        org.party(if is_supplier { &link.supplier } else { &link.customer })
    };
    let kind_of = |is_supplier| match party(is_supplier).map(|party| party.kind) {
        Some(PartyKind::ExternalCustomer) => "external_customer".to_owned(),
        Some(PartyKind::ExternalSupplier) => "external_supplier".to_owned(),
        Some(PartyKind::Team) | None => "team".to_owned(),
    };
    let department_of =
        |is_supplier| party(is_supplier).and_then(|party| party.department.clone()).unwrap_or_default();
    [
        text(Column::Supplier),
        text(Column::Customer),
        statement_of(ExpectationKind::Need),
        statement_of(ExpectationKind::Want),
        text(Column::Importance),
        text(Column::Verdict),
        text(Column::Deliverable),
        mean,
        raters,
        text(Column::Standard),
        text(Column::State),
        kind_of(true),
        kind_of(false),
        department_of(true),
        department_of(false),
    ]
}
