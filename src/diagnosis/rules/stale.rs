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
    if last >= context.stale_before {
        return None;
    }
    let customer = context.customer(on.link);
    let (statement, supplier) = (on.facts.statement.as_str(), context.supplier(on.link));
    let day = last.to_string();
    let message =
        [customer, " was last asked on ", &day, ", about \"", statement, "\" from ", supplier, "."].concat();
    Some(RULE.on_expectation(context, on, say(message, format!("Ask {customer} again."))))
}
