//! The customer's word is that it gets what it needs with effort, late or in part.

use super::blocked::waits;
use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::finding::{Finding, say};
use crate::model::Verdict;

pub(super) const RULE: Rule = Rule {
    id: "slowed",
    class: Class::Problem,
    name: "Slowed",
    explanation: "The customer says that the link works with effort.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    let spoken = on.judgement.verdict.as_ref().filter(|spoken| spoken.verdict == Verdict::Struggles)?;
    let said = say(waits(context, on, spoken), "What would make it work?");
    let severity = context.severity_on(on.number, Severity::Medium);
    Some(Finding { severity, ..RULE.on_link(context, on, said) })
}
