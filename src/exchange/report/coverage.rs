//! What is known and what is not: how far the asking has come, and whom to ask next.

use super::causes::Evidence;
use super::words::{counted, link, party};
use crate::diagnosis::{Diagnosis, LinkState, Question};
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
    /// What the answer would tell.
    pub worth: String,
    /// How many judgements hang on the answer.
    pub gain: usize,
}

/// How far the asking has come; only rows of which there is something.
pub(super) fn coverage(diagnosis: &Diagnosis, evidence: &Evidence<'_>) -> Vec<CoverageRow> {
    let counts = &diagnosis.counts;
    let broken = diagnosis.links.iter().filter(|link| link.state == LinkState::Broken);
    let with_action = broken.filter(|link| evidence.has_open_action(&link.id)).count();
    let rows = [
        ("links that somebody has spoken about", counts.links - counts.unknown, counts.links),
        ("links with a need", counts.links - diagnosis.first_screen.links_without_need, counts.links),
        ("needs confirmed or rated by their customer", counts.needs_asked, counts.needs),
        ("broken links with an open action", with_action, counts.broken),
    ];
    let rows = rows.into_iter().filter(|(_, _, of)| *of > 0);
    rows.map(|(what, known, of)| CoverageRow { what, known, of }).collect()
}

pub(super) fn question(question: &Question, org: &Org) -> QuestionRow {
    let worth = match question.causes_cleared {
        0 if question.gain == 0 => "Nobody has asked yet.".to_owned(),
        0 => "The answer would tell causes from symptoms.".to_owned(),
        many => format!("If it works, {} away.", falls(many)),
    };
    QuestionRow {
        ask: format!(
            "Ask {} about {}",
            party(org, &question.link.customer),
            party(org, &question.link.supplier)
        ),
        link: link(org, &question.link),
        worth,
        gain: question.gain,
    }
}

fn falls(causes: usize) -> String {
    let causes_text = counted(causes, "probable cause", "probable causes");
    format!("{causes_text} {}", if causes == 1 { "falls" } else { "fall" })
}
