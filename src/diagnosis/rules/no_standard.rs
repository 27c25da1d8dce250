//! An important need in trouble, and no way to tell when it is good enough.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, LinkState};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};

pub(super) const RULE: Rule = Rule {
    id: "no-standard",
    class: Class::Gap,
    name: "No standard",
    explanation: "A need of importance 4 or 5 on a link that is broken or struggles has no standard.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let is_in_trouble = matches!(on.link_state, LinkState::Broken | LinkState::Strained);
    if !on.is_need() || on.facts.importance.get() < 4 || on.facts.standard.is_some() || !is_in_trouble {
        return None;
    }
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let message = format!(
        "How would {} and {} know that it is good enough? \"{}\" has no standard.",
        on.customer, on.supplier, on.facts.statement
    );
    say(message, "Agree what to measure, and the value that is good enough.")
}
