//! An expectation whose last rating is old.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Finding};
use crate::diagnosis::context::{Context, OnExpectation, say};

pub(super) const RULE: Rule = Rule {
    id: "stale",
    class: Class::Gap,
    name: "Stale",
    explanation: "The last rating of an expectation is older than the policy allows (a year, unless changed).",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let last = on.judged.last_rated?;
    if context.today.days_since(last) <= i64::from(context.org.policy.stale_after_days) {
        return None;
    }
    let customer = context.customer(on.link);
    let message = format!(
        "{customer} was last asked on {last}, about \"{}\" from {}.",
        on.facts.statement,
        context.supplier(on.link)
    );
    Some(RULE.on_expectation(context, on, say(message, format!("Ask {customer} again."))))
}
