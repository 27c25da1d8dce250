//! The supplier has promised more than it is measured to give (seed 000).

use super::standard_missed::{metric_of, period_evidence, with_unit};
use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};
use crate::model::Direction;

pub(super) const RULE: Rule = Rule {
    id: "over-promise",
    class: Class::Problem,
    name: "Promised too much",
    explanation: "The level promised is better than the measurement of the latest period.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let (promised, standard) = (on.facts.promised?, on.facts.standard.as_ref()?);
    let (period, measurement) = on.facts.counted_measurement(context.today)?;
    let is_better = match standard.direction {
        Direction::AtLeast => promised > measurement.value,
        Direction::AtMost => promised < measurement.value,
    };
    if !is_better {
        return None;
    }
    let message = format!(
        "Promised {}, measured {} ({}): {}, from {} to {}.",
        with_unit(promised, &standard.unit),
        with_unit(measurement.value, &standard.unit),
        period_evidence(period, measurement),
        metric_of(on.facts, standard),
        context.supplier(on.link),
        context.customer(on.link),
    );
    let said = say(message, "Lower the promise, or raise the capability before asking for more.");
    let severity = context.severity_on(on.link, Severity::High);
    Some(Finding { severity, ..RULE.on_expectation(context, on, said) })
}
