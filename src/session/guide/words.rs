//! A question in words: what is asked, how to answer, what has been said already, how far the interview is.

use super::{Part, Step};
use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// A question as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The question itself, in large type.
    pub question: String,
    /// How to answer, in a sentence.
    pub help: String,
    /// An answer as an example, for the empty field; empty where the answer is a key.
    pub example: String,
    /// What to call what has been said already; empty is `So far`.
    pub so_far: &'static str,
    /// What has been said to it already.
    pub answered: Vec<String>,
    /// What Enter on an empty field says, for example `Nobody else`; empty where the answer is a key.
    pub end: &'static str,
    /// How far this part is: `7 of 12 links have a word`.
    pub progress: String,
    /// Which part: `1 of 3: who serves whom`.
    pub part: &'static str,
    /// What the next part is about; empty in the last one.
    pub next_part: &'static str,
}

/// The question that `step` asks of the map as it is.
#[must_use]
pub fn asked(step: &Step, org: &Org, diagnosis: &Diagnosis) -> Asked {
    let mut asked = match step {
        Step::Customers => customers(org),
        Step::Suppliers(party) => suppliers(party, org),
        Step::Serves(party) => serves(party, org),
        Step::Word(link) => word(link, org),
        Step::Needs(link) => needs(link, org, diagnosis),
    };
    (asked.part, asked.next_part) = match step.part() {
        Part::Chain => ("1 of 3: who serves whom", "On to how it goes"),
        Part::Words => ("2 of 3: how it goes", "On to what is needed"),
        Part::Needs => ("3 of 3: what is needed", ""),
    };
    asked.progress = progress(step.part(), org, diagnosis);
    asked
}

fn named<'org>(org: &'org Org, parties: impl Iterator<Item = &'org PartyId>) -> Vec<String> {
    parties.map(|party| org.name_of(party).to_owned()).collect()
}

fn customers(org: &Org) -> Asked {
    let outside = org.parties().iter().filter(|(_, party)| party.kind == PartyKind::ExternalCustomer);
    let answered = named(org, outside.map(|(id, _)| id));
    let question = match answered.is_empty() {
        true => "Who is your external customer?",
        false => "Who else is your external customer?",
    };
    Asked {
        question: question.to_owned(),
        help: "Whoever buys or uses what leaves the organisation. Several are parted by commas.".to_owned(),
        example: "Patients".to_owned(),
        answered,
        end: "Nobody else",
        ..Asked::default()
    }
}

fn suppliers(party: &PartyId, org: &Org) -> Asked {
    let name = org.name_of(party);
    let answered = named(org, org.links_to(party).map(|(link, _)| &link.supplier));
    let outside = org.party(party).is_some_and(|party| party.kind == PartyKind::ExternalCustomer);
    let else_ = if answered.is_empty() { "" } else { " else" };
    let (question, help, example) = if outside {
        (
            format!("Who{else_} serves {name}?"),
            "Who gives them what they get: the team that deals with them last. What they need may follow a colon.",
            "Reception: a call back the same day",
        )
    } else {
        (
            format!("Who{else_} serves {name}?"),
            "Whoever something is needed from, parted by commas; ~Name is somebody outside. What is needed may follow a colon.",
            "Records: the file before eight !5",
        )
    };
    Asked {
        question,
        help: help.to_owned(),
        example: example.to_owned(),
        end: if answered.is_empty() { "Nobody, enough here" } else { "Nobody else" },
        answered,
        ..Asked::default()
    }
}

fn serves(party: &PartyId, org: &Org) -> Asked {
    let answered = named(org, org.links_from(party).map(|(link, _)| &link.customer));
    let else_ = if answered.is_empty() { "" } else { " else" };
    Asked {
        question: format!("Who{else_} gets something from {}?", org.name_of(party)),
        help: "A team, or *Name for an external customer.".to_owned(),
        example: "Clinic: the file before eight !5".to_owned(),
        end: if answered.is_empty() { "Nobody, leave it" } else { "Nobody else" },
        answered,
        ..Asked::default()
    }
}

fn word(link: &LinkId, org: &Org) -> Asked {
    let (supplier, customer) = (org.name_of(&link.supplier), org.name_of(&link.customer));
    let statements = org.link(link).into_iter().flat_map(|facts| facts.expectations().values());
    Asked {
        question: format!("{supplier} to {customer}: does it work?"),
        help: "The customer\u{2019}s word: 1 works, 2 struggles, 3 broken, 4 not asked yet.".to_owned(),
        so_far: "What is needed",
        answered: statements.map(|facts| facts.statement.clone()).collect(),
        ..Asked::default()
    }
}

fn needs(link: &LinkId, org: &Org, diagnosis: &Diagnosis) -> Asked {
    let (supplier, customer) = (org.name_of(&link.supplier), org.name_of(&link.customer));
    let statements = org.link(link).into_iter().flat_map(|facts| facts.expectations().values());
    let answered: Vec<String> = statements.map(|facts| facts.statement.clone()).collect();
    let state = match diagnosis.link(link).map(|judged| judged.state) {
        Some(LinkState::Broken) => " This link is broken.",
        Some(LinkState::Strained) => " This link struggles.",
        _ => "",
    };
    let else_ = if answered.is_empty() { "" } else { " else" };
    Asked {
        question: format!("What{else_} must {customer} get from {supplier}?"),
        help: format!(
            "In the customer\u{2019}s words. !1 to !5 how much depends on it, =1 to =5 how well it goes.{state}"
        ),
        example: "the file before eight !5 =2".to_owned(),
        end: if answered.is_empty() { "Nothing to write down" } else { "Nothing more" },
        answered,
        ..Asked::default()
    }
}

fn progress(part: Part, org: &Org, diagnosis: &Diagnosis) -> String {
    let links = org.links().len();
    let counted =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let of_all =
        |count: usize, what: &str| format!("{count} of {} {what}", counted(links, "link has", "links have"));
    match part {
        Part::Chain => {
            format!("{} on the map, {} so far", org.parties().len(), counted(links, "link", "links"))
        }
        Part::Words => {
            let unknown = diagnosis.links.iter().filter(|link| link.state == LinkState::Unknown).count();
            of_all(links.saturating_sub(unknown), "a word")
        }
        Part::Needs => {
            let written = org.links().values().filter(|facts| !facts.expectations().is_empty()).count();
            of_all(written, "a need")
        }
    }
}
