//! Something that a customer values, more than the supplier knows (seed 002: recognition).

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};
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
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let (supplier, statement) = (on.supplier, &on.facts.statement);
    let evidence = rating_evidence(on.judged);
    let message = format!("{} values this: {evidence}: \"{statement}\" from {supplier}.", on.customer);
    say(message, format!("Say thanks to {supplier}."))
}
