//! What a step is called in the history: what the person did, in plain words, named parties.

use crate::edit::{Change, Edit, ExpectationFact, LinkFact, PartyFact};
use crate::model::{
    Expectation, ExpectationKind, LinkId, Org, Party, PartyKind, ServiceWindow, Source, Verdict, VerdictKey,
};

/// The most characters of somebody's words in a label.
const LONGEST_QUOTE: usize = 60;

/// Words in quotation marks, cut where they go on for too long for a list.
pub(super) fn quoted(text: &str) -> String {
    let mut characters = text.chars();
    let mut shown: String = characters.by_ref().take(LONGEST_QUOTE).collect();
    if characters.next().is_some() {
        shown.push('\u{2026}');
    }
    format!("\u{201c}{shown}\u{201d}")
}

/// A link by the names of its ends.
pub(super) fn link_name(org: &Org, id: &LinkId) -> String {
    format!("{} to {}", org.name_of(&id.supplier), org.name_of(&id.customer))
}

/// The word of a verdict, as it stands on its button; `None` takes all verdicts back.
pub(super) fn verdict_word(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "not asked",
        Some(Verdict::Works) => "works",
        Some(Verdict::Struggles) => "struggles",
        Some(Verdict::Broken) => "broken",
    }
}

fn put(there: bool) -> &'static str {
    if there { "Add" } else { "Remove" }
}

/// "Set the weight of Lab", or "Remove the weight of Lab".
fn set<T>(change: &Change<Option<T>>, what: &str) -> String {
    format!("{} {what}", if change.after.is_some() { "Set" } else { "Remove" })
}

/// What changing the facts of a party is called.
pub(super) fn party(before: &Party, edits: &[Edit], org: &Org) -> String {
    let name = &before.name;
    let [Edit::Party { fact, .. }] = edits else { return format!("Change {name}") };
    match fact {
        PartyFact::Name(change) => format!("Rename {} to {}", change.before, change.after),
        PartyFact::Kind(change) => format!("Make {name} {}", a_kind(change.after)),
        PartyFact::Department(Change { after: Some(department), .. }) => {
            format!("Move {name} to {department}")
        }
        PartyFact::Department(Change { before, .. }) => {
            format!("Take {name} out of {}", before.as_deref().unwrap_or("its department"))
        }
        PartyFact::ReportsTo(Change { after: Some(manager), .. }) => {
            format!("Let {name} report to {}", org.name_of(manager))
        }
        PartyFact::ReportsTo(_) => format!("Let {name} report to nobody"),
        PartyFact::Lead(_) => format!("Name the lead of {name}"),
        PartyFact::Offers(_) => format!("Say what {name} offers"),
        PartyFact::MayDecide(_) => format!("Say what {name} may decide alone"),
        PartyFact::Note(_) => format!("Write a note on {name}"),
        PartyFact::Weight(change) => set(change, &format!("the weight of {name}")),
        PartyFact::OpenNeed { key, change } => {
            format!("{} the open need {} of {name}", put(change.after), quoted(key))
        }
        PartyFact::Alias { key, change } => {
            format!("{} the other name {} of {name}", put(change.after), quoted(key))
        }
        PartyFact::Pin { change: Change { after: Some(_), .. }, .. } => format!("Place {name}"),
        PartyFact::Pin { .. } => format!("Let go of {name}"),
    }
}

/// What changing the facts of a link is called.
pub(super) fn link(id: &LinkId, edits: &[Edit], org: &Org) -> String {
    let name = link_name(org, id);
    let [Edit::Link { fact, .. }] = edits else { return format!("Change {name}") };
    match fact {
        LinkFact::Support(Change { after: true, .. }) => format!("Mark {name} as support"),
        LinkFact::Support(_) => format!("Mark {name} as part of the work"),
        LinkFact::BecauseOf(Change { after: true, .. }) => format!("Confirm that breaks come from {name}"),
        LinkFact::BecauseOf(_) => format!("No longer say that breaks come from {name}"),
        LinkFact::Volume(change) => set(change, &format!("the volume of {name}")),
        LinkFact::MeanWaitHours(change) => set(change, &format!("the mean wait of {name}")),
        LinkFact::Cost(change) => set(change, &format!("the cost of {name}")),
        LinkFact::QualityTarget(change) => set(change, &format!("the quality target of {name}")),
        LinkFact::CauseVerdict(Change { after: Some(verdict), .. }) if verdict.confirmed => {
            format!("Confirm {name} as a cause")
        }
        LinkFact::CauseVerdict(Change { after: Some(_), .. }) => format!("Reject {name} as a cause"),
        LinkFact::CauseVerdict(_) => format!("Leave open whether {name} is a cause"),
        LinkFact::Quality { key, change } => {
            format!("{} the quality count of {name} in {key}", verb(change))
        }
        LinkFact::Note(_) => format!("Write a note on {name}"),
        LinkFact::Deliverable { key, change } => {
            format!("{} the deliverable {} of {name}", put(change.after), quoted(key))
        }
        LinkFact::Alias { key, change } => {
            format!("{} the other name {} of {name}", put(change.after), quoted(key))
        }
        LinkFact::Verdict { key, change: Change { after: None, .. } } => {
            format!("Remove {} of {name}", verdict_of(key))
        }
        LinkFact::Verdict { change: Change { after, .. }, .. } => {
            format!("Mark {name} \u{201c}{}\u{201d}", verdict_word(*after))
        }
    }
}

fn verdict_of(key: &VerdictKey) -> String {
    format!("the verdict by {} on {}", key.speaker, key.day)
}

/// What changing the facts of an expectation is called.
pub(super) fn expectation(before: &Expectation, edits: &[Edit]) -> String {
    let said = quoted(&before.statement);
    let [Edit::Expectation { fact, .. }] = edits else { return format!("Change {said}") };
    match fact {
        ExpectationFact::Kind(Change { after: ExpectationKind::Need, .. }) => format!("Make {said} a need"),
        ExpectationFact::Kind(_) => format!("Make {said} a want"),
        ExpectationFact::Statement(change) => format!("Reword {said} as {}", quoted(&change.after)),
        ExpectationFact::Importance(change) => {
            format!("Set the importance of {said} to {}", change.after.get())
        }
        ExpectationFact::Source(change) => format!("Mark {said} as {}", source_word(change.after)),
        ExpectationFact::Window(change) => match change.after {
            ServiceWindow::Undecided => format!("Leave open whether {said} is offered"),
            ServiceWindow::In => format!("Put {said} inside the service window"),
            ServiceWindow::Out { .. } => format!("Put {said} outside the service window"),
        },
        ExpectationFact::Disputed(Change { after: true, .. }) => format!("Mark {said} as disputed"),
        ExpectationFact::Disputed(_) => format!("Mark {said} as no longer disputed"),
        ExpectationFact::Deliverable(_) => format!("Say which deliverable {said} is about"),
        ExpectationFact::Standard(change) => set(change, &format!("the standard of {said}")),
        ExpectationFact::Promised(change) => set(change, &format!("what is promised on {said}")),
        ExpectationFact::Acceptance(Change { after: Some(_), .. }) => format!("Agree to {said}"),
        ExpectationFact::Acceptance(_) => format!("No longer agree to {said}"),
        ExpectationFact::Conflict { change: Change { after: true, .. }, .. } => {
            format!("Mark a conflict with {said}")
        }
        ExpectationFact::Conflict { .. } => format!("Remove a conflict with {said}"),
        ExpectationFact::OwnRating(change) => set(change, &format!("the supplier's own rating of {said}")),
        ExpectationFact::Note(_) => format!("Write a note on {said}"),
        ExpectationFact::Alias { key, change } => {
            format!("{} the other name {} of {said}", put(change.after), quoted(key))
        }
        ExpectationFact::Measurement { key, change } => {
            format!("{} the measurement of {said} in {key}", verb(change))
        }
        ExpectationFact::Rating { change: Change { after: Some(_), .. }, .. } => format!("Rate {said}"),
        ExpectationFact::Rating { key, .. } => {
            format!("Remove the rating of {said} by {} on {}", key.rater, key.day)
        }
    }
}

fn verb<T>(change: &Change<Option<T>>) -> &'static str {
    match (&change.before, &change.after) {
        (None, _) => "Add",
        (Some(_), Some(_)) => "Change",
        (Some(_), None) => "Remove",
    }
}

fn source_word(source: Source) -> &'static str {
    match source {
        Source::Asked => "asked",
        Source::Surveyed => "surveyed",
        Source::Assumed => "assumed",
    }
}

/// A kind of party with its article.
pub(super) fn a_kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Team => "a team",
        PartyKind::ExternalCustomer => "an external customer",
        PartyKind::ExternalSupplier => "an external supplier",
    }
}
