//! Something that a customer values, more than the supplier knows (seed 002: recognition).

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Finding};
use crate::diagnosis::context::{Context, OnExpectation, say};
use crate::diagnosis::mean::Mean;
use crate::diagnosis::wording::rating_evidence;

pub(super) const RULE: Rule = Rule {
    id: "hidden-strength",
    class: Class::Good,
    name: "Hidden strength",
    explanation: "A customer rates something two points above the supplier's own view, or finds a need more than met.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let better_than_thought = || {
        let own = on.facts.own_rating?;
        Mean::of(on.facts, context.today).map(|mean| mean.is_above_by(own, 2))
    };
    let is_exceeded = on.is_need() && on.judged.exceeded;
    if !is_exceeded && better_than_thought() != Some(true) {
        return None;
    }
    let supplier = context.supplier(on.link);
    let (customer, evidence) = (context.customer(on.link), rating_evidence(on.judged));
    let statement = on.facts.statement.as_str();
    let message =
        [customer, " values this: ", &evidence, ": \"", statement, "\" from ", supplier, "."].concat();
    Some(RULE.on_expectation(context, on, say(message, ["Say thanks to ", supplier, "."].concat())))
}
