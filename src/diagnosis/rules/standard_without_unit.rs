//! A standard that does not say what is measured, or in what.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "standard-without-unit",
    class: Class::Gap,
    name: "Standard without a unit",
    explanation: "A standard does not say what is measured, or in what unit.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let standard = on.facts.standard.as_ref()?;
    let (customer, supplier) = (context.customer(on.link), context.supplier(on.link));
    let statement = &on.facts.statement;
    let message = match (standard.metric.trim(), standard.unit.trim()) {
        ("", "") => {
            format!("What is measured for \"{statement}\" from {supplier} to {customer}, and in what?")
        }
        ("", _) => format!("What is measured for \"{statement}\" from {supplier} to {customer}?"),
        (metric, "") => {
            format!("In what is {metric} counted? \"{statement}\" from {supplier} to {customer}.")
        }
        _ => return None,
    };
    let next_step = format!("Ask {customer} and {supplier}, and write it into the standard.");
    Some(RULE.on_expectation(context, on, say(message, next_step)))
}
