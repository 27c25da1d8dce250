//! A need that we only suppose, once the organisation has begun to ask.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};
use crate::model::Source;

pub(super) const RULE: Rule = Rule {
    id: "never-asked",
    class: Class::Gap,
    name: "Never asked",
    explanation: "A need is our own assumption and nobody has rated it, while others are rated.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let is_asked = on.facts.source != Source::Assumed || on.judged.score.is_some();
    if !on.is_need() || is_asked || !context.has_rating {
        return None;
    }
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let (customer, supplier, statement) = (on.customer, on.supplier, &on.facts.statement);
    let message =
        format!("Our assumption; {customer} has not confirmed it: \"{statement}\" from {supplier}.");
    say(message, format!("Ask {customer} whether it is so."))
}
