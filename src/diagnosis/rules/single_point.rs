//! A team through which others must go.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::counted;

pub(super) const RULE: Rule = Rule {
    id: "single-point",
    class: Class::Structure,
    name: "Single point of failure",
    explanation: "Other teams reach an external customer only through one team.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let depending = context.judged.routes.count_only_through(on.number);
    if !context.judged.chain.is_team(on.number) || depending == 0 {
        return None;
    }
    let who = counted(depending, "team reaches", "teams reach");
    let message = format!("Is there a deputy for {}? {who} the customer only through it.", on.facts.name);
    Some(RULE.on_party(context, on.number, say(message, "Name a deputy, or open a second way.")))
}
