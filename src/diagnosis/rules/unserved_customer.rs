//! An external customer whom nobody serves yet.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "unserved-customer",
    class: Class::Gap,
    name: "Unserved customer",
    explanation: "No link enters an external customer.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let is_served = !context.judged.chain.incoming.of(on.number).is_empty();
    if !context.judged.chain.is_external_customer(on.number) || is_served {
        return None;
    }
    let message = format!("Who serves {}? Not on the map yet.", on.facts.name);
    Some(RULE.on_party(context, on.number, say(message, "Draw the link from the team that serves it.")))
}
