//! The latest period's measurement is worse than the target.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};
use crate::model::{Expectation, Measurement, Period, Quantity, Standard};

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
    let (period, measurement) = on.facts.counted_measurement(context.today)?;
    let metric = metric_of(on.facts, standard);
    let is_agreed = on.facts.acceptance.as_ref().is_some_and(|accepted| {
        accepted.day <= context.today && accepted.fingerprint == on.facts.agreed_text()
    });
    let word = if is_agreed { "agreed" } else { "target" };
    let target = with_unit(standard.target, &standard.unit);
    let measured = with_unit(measurement.value, &standard.unit);
    let evidence = period_evidence(period, measurement);
    let message = format!("{metric}: {word} {target}, measured {measured} ({evidence}).");
    let said = say(message, "What in the process prevents it?");
    let severity = context.severity_on(on.link, Severity::High);
    Some(Finding { severity, ..RULE.on_expectation(context, on, said) })
}

/// What is measured, else what it is measured for.
pub(super) fn metric_of<'facts>(facts: &'facts Expectation, standard: &'facts Standard) -> &'facts str {
    if standard.metric.trim().is_empty() { &facts.statement } else { &standard.metric }
}

/// `2026-Q3, n = 40`.
pub(super) fn period_evidence(period: &Period, measurement: &Measurement) -> String {
    let sample = measurement.sample_size.map(|size| format!(", n = {size}")).unwrap_or_default();
    format!("{period}{sample}")
}

/// `89.5 %`.
pub(super) fn with_unit(value: Quantity, unit: &str) -> String {
    if unit.trim().is_empty() { value.to_string() } else { format!("{value} {unit}") }
}
