//! A want that is unmet: nothing breaks, but it does not feel good.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, ExpectationState};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};
use crate::diagnosis::wording::rating_evidence;

pub(super) const RULE: Rule = Rule {
    id: "unmet-want",
    class: Class::Problem,
    name: "Unmet want",
    explanation: "A want is rated below the band, or misses its standard.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    if on.is_need() || on.judged.state != ExpectationState::Unmet {
        return None;
    }
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let mut message = format!(
        "{} would like \"{}\" from {}. The job gets done, but it does not feel good.",
        on.customer, on.facts.statement, on.supplier
    );
    if on.judged.score.is_some() {
        message = format!("{message} {}.", rating_evidence(on.judged));
    }
    say(message, "Is it cheap to improve? Does it lie in the service window?")
}
