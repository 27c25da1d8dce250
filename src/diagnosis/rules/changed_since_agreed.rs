//! The supplier agreed to an expectation that reads otherwise today.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "changed-since-agreed",
    class: Class::Gap,
    name: "Changed since agreed",
    explanation: "Statement, importance or standard is no longer what the supplier agreed to.",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let accepted = on.facts.acceptance.as_ref().filter(|accepted| accepted.day <= context.today)?;
    if accepted.fingerprint == on.facts.agreed_text() {
        return None;
    }
    let (customer, supplier) = (context.customer(on.link), context.supplier(on.link));
    let message = format!(
        "Changed since {supplier} agreed on {}: \"{}\" for {customer}.",
        accepted.day, on.facts.statement
    );
    let next_step = match accepted.fingerprint.trim() {
        "" => format!("Ask {supplier} whether it agrees to the change."),
        agreed => format!("Ask {supplier} whether it agrees to the change. It agreed to: {agreed}."),
    };
    let finding = RULE.on_expectation(context, on, say(message, next_step));
    // It is the supplier who is to be asked.
    Some(finding.about(|things| things.teams.reverse()))
}
