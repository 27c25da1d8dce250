//! An expectation whose last rating is old.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};

pub(super) const RULE: Rule = Rule {
    id: "stale",
    class: Class::Gap,
    name: "Stale",
    explanation: "The last rating of an expectation is older than the policy allows (a year, unless changed).",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let last = on.judged.last_rated?;
    if last >= context.stale_before {
        return None;
    }
    Some(RULE.on_expectation(context, on, Words::OfExpectation(words)))
}

fn words(on: &Quote<'_>) -> Said {
    let (customer, supplier, statement) = (on.customer, on.supplier, &on.facts.statement);
    let last = on.judged.last_rated.map(|day| format!(" on {day}")).unwrap_or_default();
    let message = format!("{customer} was last asked{last}, about \"{statement}\" from {supplier}.");
    say(message, format!("Ask {customer} again."))
}
