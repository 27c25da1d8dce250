//! What is known and what is not: how far the asking has come, and whom to ask next.

use super::words::{counted, link, listed, party};
use crate::diagnosis::{self, Diagnosis, Question, Share, worth};
use crate::model::Org;

/// How much of something is known: `17 of 33 links have a need`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Of what.
    pub what: &'static str,
    /// For how many that holds.
    pub known: usize,
    /// Of how many.
    pub of: usize,
}

impl CoverageRow {
    /// Whole per cent, rounded down so that 100 % means all; `None` of nothing.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        (self.known * 100).checked_div(self.of)
    }
}

/// A question in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Whom to ask about whom: `Ask Booking about Records`.
    pub ask: String,
    /// The link that it is about.
    pub link: String,
    /// What hangs on the answer; no sentence of its own.
    pub worth: String,
    /// How many judgements hang on the answer.
    pub gain: usize,
}

/// How far the asking has come; only rows of which there is something.
pub(super) fn coverage(org: &Org, diagnosis: &Diagnosis) -> Vec<CoverageRow> {
    let figures = diagnosis::coverage(org, diagnosis);
    let needs = Share { count: diagnosis.counts.needs_asked, of: diagnosis.counts.needs };
    let rows = [
        ("links with a need", figures.with_need),
        ("links whose customer was asked of late", figures.asked),
        ("links with a standard", figures.with_standard),
        ("needs confirmed or rated by their customer", needs),
        ("broken links with an open action", figures.broken_with_action),
    ];
    let rows = rows.into_iter().filter(|(_, share)| share.of > 0);
    rows.map(|(what, share)| CoverageRow { what, known: share.count, of: share.of }).collect()
}

/// What is missing, in a sentence; empty when nothing is.
pub(super) fn gaps(org: &Org, diagnosis: &Diagnosis) -> String {
    let figures = diagnosis::coverage(org, diagnosis);
    let links = figures.with_need.of;
    let (without, silent) = (links - figures.with_need.count, links - figures.asked.count);
    let assumed = diagnosis.counts.needs - diagnosis.counts.needs_asked;
    let within = match org.policy.stale_after_days {
        365 => "within a year".to_owned(),
        days => format!("in the last {days} days"),
    };
    let mut parts = Vec::new();
    if without > 0 {
        let have = if without == 1 { "has" } else { "have" };
        parts.push(format!("{without} of {} {have} no need yet", counted(links, "link", "links")));
    }
    if silent > 0 {
        let were = if silent == 1 { "was" } else { "were" };
        parts
            .push(format!("{silent} of {} {were} not asked about {within}", counted(links, "link", "links")));
    }
    if assumed > 0 {
        let are = if assumed == 1 { "is" } else { "are" };
        let needs = counted(diagnosis.counts.needs, "need", "needs");
        parts.push(format!("{assumed} of {needs} {are} not confirmed by the customer yet"));
    }
    if parts.is_empty() { String::new() } else { format!("{}.", listed(&parts)) }
}

/// How many of the broken links have an action; empty when nothing is broken.
pub(super) fn acted_on(org: &Org, diagnosis: &Diagnosis) -> String {
    let Share { count, of } = diagnosis::coverage(org, diagnosis).broken_with_action;
    match (count, of) {
        (_, 0) => String::new(),
        (0, 1) => "No action is planned for the broken link yet.".to_owned(),
        (0, 2) => "No action is planned yet for either of the 2 broken links.".to_owned(),
        (0, of) => format!("No action is planned yet for any of the {of} broken links."),
        (count, of) if count == of => "Every broken link has an open action.".to_owned(),
        (1, of) => format!("1 of {of} broken links has an open action."),
        (count, of) => format!("{count} of {of} broken links have an open action."),
    }
}

pub(super) fn question(question: &Question, org: &Org) -> QuestionRow {
    let link_id = &question.link;
    QuestionRow {
        ask: format!("Ask {} about {}", party(org, &link_id.customer), party(org, &link_id.supplier)),
        link: link(org, link_id),
        worth: worth(question),
        gain: question.gain,
    }
}
