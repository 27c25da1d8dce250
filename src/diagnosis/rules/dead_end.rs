//! A team whose work leads to no external customer.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::chain::NONE;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "dead-end",
    class: Class::Structure,
    name: "Dead end",
    explanation: "No external customer can be reached from a team that has links, on a map that is complete.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let chain = &context.judged.chain;
    let has_link = !chain.incoming.of(on.number).is_empty() || !chain.outgoing.of(on.number).is_empty();
    let reaches_customer = context.judged.routes.distance[on.number as usize] != NONE;
    let is_moot = !context.org.map_complete || !context.has_customer;
    if is_moot || !chain.is_team(on.number) || !has_link || reaches_customer {
        return None;
    }
    let message = format!("Who uses {}'s work? Not on the map yet.", on.facts.name);
    Some(RULE.on_party(
        context,
        on.number,
        say(message, "Follow its work to a customer, and draw the links."),
    ))
}
