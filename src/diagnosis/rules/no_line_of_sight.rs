//! Something is expected of which nobody can say whom it serves in the end.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::chain::NONE;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};

pub(super) const RULE: Rule = Rule {
    id: "no-line-of-sight",
    class: Class::Structure,
    name: "No line of sight",
    explanation: "Something is expected by a party from which no external customer can be reached, on a map that is complete.",
    check: Check::ExpectationInChain(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let chain = &context.judged.chain;
    let is_seen = context.judged.routes.distance[chain.customer_of(on.link) as usize] != NONE;
    if is_seen || !context.org.map_complete {
        return None;
    }
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let (customer, supplier, statement) = (on.customer, on.supplier, &on.facts.statement);
    let message = format!(
        "Which external customer does this serve in the end? {customer} expects \"{statement}\" from {supplier}."
    );
    say(message, format!("Follow the work of {customer} to a customer, and draw the links."))
}
