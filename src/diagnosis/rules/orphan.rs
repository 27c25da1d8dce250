//! A party without a link.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "orphan",
    class: Class::Structure,
    name: "Orphan",
    explanation: "A party has no link, on a map that is complete.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let chain = &context.judged.chain;
    let has_link = !chain.incoming.of(on.number).is_empty() || !chain.outgoing.of(on.number).is_empty();
    if !context.org.map_complete || has_link {
        return None;
    }
    let message = format!("{} has no customer and no supplier on the map yet.", on.facts.name);
    Some(RULE.on_party(context, on.number, say(message, "Ask whom it serves, and who serves it.")))
}
