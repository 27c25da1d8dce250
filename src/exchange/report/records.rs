//! Actions and complaints as lists to work through: what is open first.

use super::words::{SENTENCE, due, link, party, said};
use crate::diagnosis::Diagnosis;
use crate::model::{Action, ActionSubject, Complaint, ComplaintStage, Day, Org};

/// The most characters of what a customer complained of.
const COMPLAINT: usize = 400;

/// An action in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// What is to be done.
    pub what: String,
    /// What it is about.
    pub about: String,
    /// Who does it; empty while nobody has taken it.
    pub owner: String,
    /// By when; empty when no day is set.
    pub due: Option<Day>,
    /// Whether that day has passed and it is still open.
    pub is_late: bool,
    /// How far it has come, in a word.
    pub status: &'static str,
}

/// A complaint in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintRow {
    /// When it came in.
    pub day: Day,
    /// Who complained.
    pub customer: String,
    /// In the customer's words.
    pub words: String,
    /// On which link it was felt; empty where that is not known.
    pub link: String,
    /// Whether something is still to be done about it.
    pub is_open: bool,
    /// Its three stages in their order: `done 2026-03-01`, `Front desk, due 2026-04-01`, `open`.
    pub stages: [String; 3],
    /// Since when it cannot come back, as somebody holds.
    pub prevented: Option<Day>,
}

/// All actions: the open ones first, those with most dots behind them, then by the day they are due.
pub(super) fn actions(org: &Org, diagnosis: &Diagnosis) -> Vec<ActionRow> {
    org.actions_in_order().into_iter().map(|(_, action)| action_row(action, org, diagnosis)).collect()
}

pub(super) fn action_row(action: &Action, org: &Org, diagnosis: &Diagnosis) -> ActionRow {
    ActionRow {
        what: said(&action.what, SENTENCE),
        about: about(&action.about, org, diagnosis),
        owner: said(&action.owner, SENTENCE),
        due: action.due,
        is_late: action.status.is_open() && action.due.is_some_and(|day| day < diagnosis.today),
        status: action.status.word(),
    }
}

/// What an action or a remark is about, in words.
pub(super) fn about(subject: &ActionSubject, org: &Org, diagnosis: &Diagnosis) -> String {
    match subject {
        ActionSubject::Org => "The whole organisation".to_owned(),
        ActionSubject::Party(id) => party(org, id),
        ActionSubject::Link(id) => link(org, id),
        ActionSubject::Cause(id) => format!("Cause: {}", link(org, id)),
        ActionSubject::Finding(id) => {
            let finding = diagnosis.findings.iter().find(|finding| finding.is_called(id));
            finding.map_or_else(|| "A finding that is no more".to_owned(), |finding| finding.message())
        }
    }
}

/// All complaints that have come in by today: the open ones first, the oldest first.
pub(super) fn complaints(org: &Org, today: Day) -> Vec<ComplaintRow> {
    let mut complaints: Vec<&Complaint> =
        org.complaints.values().filter(|complaint| complaint.day <= today).collect();
    complaints.sort_by_key(|complaint| (!complaint.is_open(today), complaint.day));
    complaints.into_iter().map(|complaint| complaint_row(complaint, org, today)).collect()
}

fn complaint_row(complaint: &Complaint, org: &Org, today: Day) -> ComplaintRow {
    ComplaintRow {
        day: complaint.day,
        customer: party(org, &complaint.customer),
        words: said(&complaint.words, COMPLAINT),
        link: complaint.link.as_ref().map(|id| link(org, id)).unwrap_or_default(),
        is_open: complaint.is_open(today),
        stages: ComplaintStage::ALL.map(|stage| stage_text(complaint, stage, today)),
        prevented: complaint.prevented.filter(|day| *day <= today),
    }
}

fn stage_text(complaint: &Complaint, stage: ComplaintStage, today: Day) -> String {
    let stage = complaint.stage(stage);
    if let Some(done) = stage.done.filter(|day| *day <= today) {
        return format!("done {done}");
    }
    let owner = said(&stage.owner, SENTENCE);
    match (owner.is_empty(), stage.due) {
        (true, None) => "open".to_owned(),
        (true, Some(day)) => format!("open, due {}", due(day, today)),
        (false, None) => format!("open, {owner}"),
        (false, Some(day)) => format!("{owner}, due {}", due(day, today)),
    }
}
