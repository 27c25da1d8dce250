//! A need of importance 3 or more that its customer rates as unmet.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, Quote, Said, Words, say};
use crate::diagnosis::wording::rating_evidence;

pub(super) const RULE: Rule = Rule {
    id: "unmet-need",
    class: Class::Problem,
    name: "Unmet need",
    explanation: "A need that matters is rated below the band.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    if !(on.is_need() && on.facts.importance.can_break() && on.judged.unmet_by_score) {
        return None;
    }
    // One person's word is a reason to ask the others, not yet to act.
    let severity = if on.judged.raters == 1 { Severity::Medium } else { Severity::High };
    let severity = context.severity_on(on.link, severity);
    Some(Finding { severity, ..RULE.on_expectation(context, on, Words::OfExpectation(words)) })
}

fn words(on: &Quote<'_>) -> Said {
    let (statement, evidence) = (on.facts.statement.as_str(), rating_evidence(on.judged));
    let message =
        [on.customer, " needs \"", statement, "\" from ", on.supplier, ": ", &evidence, "."].concat();
    say(message, "Ask what they want, how we are doing, how we can improve; agree a fix, an owner and a day.")
}
