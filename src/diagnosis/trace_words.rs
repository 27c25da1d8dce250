//! A trace in plain words: window and report say the same. Parties are named, what people said is quoted, nobody is blamed.

use super::answer::{LinkRole, LinkState};
use super::asking::ask;
use super::trace::{Trace, TraceStart, TraceStep, TracedRoot};
use super::wording::{counted, listed};
use crate::model::{CauseVerdict, LinkId, Org, PartyId};

impl Trace {
    /// What the trace began with, in a sentence: the complaint in the customer's words, the link, or the customer.
    #[must_use]
    pub fn heading(&self, org: &Org) -> String {
        match &self.start {
            TraceStart::Complaint(id) => match org.complaints.get(id) {
                Some(complaint) => format!(
                    "{} said on {}: \"{}\"",
                    org.name_of(&complaint.customer),
                    complaint.day,
                    complaint.words.trim()
                ),
                None => "This complaint is no longer recorded.".to_owned(),
            },
            TraceStart::Link(link) => format!("What lies behind {}", link_name(link, org)),
            TraceStart::Customer(customer) => {
                format!("What lies behind what reaches {}", org.name_of(customer))
            }
        }
    }

    /// The whole trace, one sentence a step, cause and question; never empty.
    #[must_use]
    pub fn sentences(&self, org: &Org) -> Vec<String> {
        let mut sentences: Vec<String> = self.steps.iter().map(|step| step.sentence(org)).collect();
        sentences.push(self.conclusion());
        sentences.extend(self.roots.iter().map(|root| root.sentence(org)));
        let asked = self.questions.iter().map(|link| format!("{}.", ask(link, org)));
        sentences.extend(asked);
        sentences
    }

    /// What came out of it, in a sentence.
    #[must_use]
    pub fn conclusion(&self) -> String {
        match (self.roots.len(), self.questions.len()) {
            _ if self.steps.is_empty() => "Nothing that leads here fails or is unknown.".to_owned(),
            (0, 0) => "No broken link lies behind it.".to_owned(),
            (0, asks) => {
                format!(
                    "No broken link is known behind it; {} never asked.",
                    counted(asks, "link was", "links were")
                )
            }
            (roots, 0) => format!("{} found.", counted(roots, "probable cause", "probable causes")),
            (roots, asks) => format!(
                "{} found; {} never asked.",
                counted(roots, "probable cause", "probable causes"),
                counted(asks, "link on the way was", "links on the way were")
            ),
        }
    }
}

impl TraceStep {
    /// The step in a sentence: how far back, how the customer of the link fares, and what a person said of it as a cause.
    #[must_use]
    pub fn sentence(&self, org: &Org) -> String {
        let (supplier, customer) = (org.name_of(&self.link.supplier), org.name_of(&self.link.customer));
        // Whether a name is one or many, nobody can tell: "Doctors gets" would be wrong, so no name is followed by a verb.
        let fares = match self.state {
            LinkState::Broken => format!("what is needed from {supplier} does not reach {customer}"),
            LinkState::Strained => {
                format!("what is needed from {supplier} reaches {customer} only with effort")
            }
            LinkState::Unknown => format!("nobody has asked {customer} about {supplier}"),
            LinkState::Sound => format!("what is needed from {supplier} reaches {customer}"),
        };
        let role = match self.role {
            LinkRole::Root { .. } => ": a probable cause",
            LinkRole::Symptom { .. } | LinkRole::None => "",
        };
        let said = self
            .verdict
            .as_ref()
            .map(|verdict| format!(" {}", verdict_sentence(verdict)))
            .unwrap_or_default();
        format!("{}: {fares}{role}.{said}", self.place())
    }

    /// How far back it is: `Here`, `1 link back`, `2 links back`.
    #[must_use]
    pub fn place(&self) -> String {
        place(self.distance)
    }
}

impl TracedRoot {
    /// The cause in words: where it is, whether we can see past it, what people said of it, who else may feel it.
    #[must_use]
    pub fn sentence(&self, org: &Org) -> String {
        let names: Vec<String> = self.links.iter().map(|link| link_name(link, org)).collect();
        let round = if names.len() > 1 { ", where the break goes round" } else { "" };
        let mut words =
            format!("Probable cause, {}: {}{round}.", place(self.distance).to_lowercase(), listed(&names));
        if self.unseen {
            words.push_str(" Links behind it were never asked, so it may come from further back.");
        }
        for (link, verdict) in &self.verdicts {
            let about =
                if self.links.len() > 1 { format!(" {}:", link_name(link, org)) } else { String::new() };
            words = [&words, &about, " ", &verdict_sentence(verdict)].concat();
        }
        if let Some(affected) = self.also_affected_sentence(org) {
            words = [&words, " ", &affected].concat();
        }
        words
    }

    /// `Also affected, tell them first: Patients and Visitors.` `None` where nobody else is.
    #[must_use]
    pub fn also_affected_sentence(&self, org: &Org) -> Option<String> {
        let name = |party: &PartyId| org.name_of(party).to_owned();
        let names: Vec<String> = self.also_affected().iter().map(name).collect();
        (!names.is_empty()).then(|| format!("Also affected, tell them first: {}.", listed(&names)))
    }
}

/// `Ana says that this is the cause (2026-05-01).`
fn verdict_sentence(verdict: &CauseVerdict) -> String {
    let is = if verdict.confirmed { "is" } else { "is not" };
    match verdict.by.trim() {
        "" => format!("Somebody said that this {is} the cause ({}).", verdict.day),
        by => format!("{by} says that this {is} the cause ({}).", verdict.day),
    }
}

fn place(distance: u32) -> String {
    match distance {
        0 => "Here".to_owned(),
        1 => "1 link back".to_owned(),
        more => format!("{more} links back"),
    }
}

/// `Records -> Booking`.
pub(super) fn link_name(link: &LinkId, org: &Org) -> String {
    format!("{} -> {}", org.name_of(&link.supplier), org.name_of(&link.customer))
}
