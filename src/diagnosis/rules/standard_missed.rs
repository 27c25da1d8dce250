//! The latest period's measurement is worse than the target.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Finding, Severity};
use crate::diagnosis::context::{Context, OnExpectation, say};
use crate::diagnosis::judgement::counted_measurement;
use crate::model::Quantity;

pub(super) const RULE: Rule = Rule {
    id: "standard-missed",
    class: Class::Problem,
    name: "Standard missed",
    explanation: "The measurement of the latest period is worse than the target.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    if on.judged.meets_standard != Some(false) {
        return None;
    }
    let standard = on.facts.standard.as_ref()?;
    let (period, measurement) = counted_measurement(on.facts, context.today)?;
    let metric = if standard.metric.trim().is_empty() { &on.facts.statement } else { &standard.metric };
    let target = with_unit(standard.target, &standard.unit);
    let measured = with_unit(measurement.value, &standard.unit);
    let sample = measurement.sample_size.map(|size| format!(", n = {size}")).unwrap_or_default();
    let message = format!("{metric}: target {target}, measured {measured} ({period}{sample}).");
    let said = say(message, "What in the process prevents it?");
    let severity = context.severity_on(on.link, Severity::High);
    Some(Finding { severity, ..RULE.on_expectation(context, on, said) })
}

fn with_unit(value: Quantity, unit: &str) -> String {
    if unit.trim().is_empty() { value.to_string() } else { format!("{value} {unit}") }
}
