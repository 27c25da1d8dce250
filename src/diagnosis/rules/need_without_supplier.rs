//! A need of a party that no supplier is known for.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::listed;

pub(super) const RULE: Rule = Rule {
    id: "need-without-supplier",
    class: Class::Gap,
    name: "Need without a supplier",
    explanation: "A party has a need, and nobody is named who should meet it.",
    check: Check::Party(Reads::Parties, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    if on.facts.open_needs.is_empty() {
        return None;
    }
    let needs: Vec<String> = on.facts.open_needs.iter().map(|need| format!("\"{need}\"")).collect();
    let message = format!("{} needs {}. From whom?", on.facts.name, listed(&needs));
    Some(RULE.on_party(context, on.number, say(message, "Find the supplier, and draw the link.")))
}
