//! The customer's word is that it does not get what it needs.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, CountedVerdict, Severity};
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::finding::{Finding, say};
use crate::model::Verdict;

pub(super) const RULE: Rule = Rule {
    id: "blocked",
    class: Class::Problem,
    name: "Blocked",
    explanation: "The customer says that the link does not work.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    let spoken = on.judgement.verdict.as_ref().filter(|spoken| spoken.verdict == Verdict::Broken)?;
    let said = say(waits(context, on, spoken), "What would make it work?");
    let severity = context.severity_on(on.number, Severity::High);
    Some(Finding { severity, ..RULE.on_link(context, on, said) })
}

/// "{C} waits for {S} ({speaker}, {date})."
pub(super) fn waits(context: &Context<'_>, on: &OnLink<'_>, spoken: &CountedVerdict) -> String {
    let (customer, supplier) = (context.customer(on.number), context.supplier(on.number));
    match spoken.speaker.trim() {
        "" => format!("{customer} waits for {supplier} ({}).", spoken.day),
        speaker => format!("{customer} waits for {supplier} ({speaker}, {}).", spoken.day),
    }
}
