//! A link of which nobody has written down what it is needed for. One that is set aside is written down.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Finding};
use crate::diagnosis::context::{Context, OnLink, say};
use crate::model::ExpectationKind;

pub(super) const RULE: Rule = Rule {
    id: "nothing-recorded",
    class: Class::Gap,
    name: "Nothing recorded",
    explanation: "A link has neither a need nor a verdict.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    let has_need = on.facts.expectations().values().any(|facts| facts.kind == ExpectationKind::Need);
    if has_need || !on.facts.verdicts.is_empty() {
        return None;
    }
    let customer = context.customer(on.number);
    let supplier = context.supplier(on.number);
    let message = ["What does ", customer, " need from ", supplier, "? Nobody has written it down."].concat();
    let next_step = ["Ask ", customer, ", and write it down."].concat();
    Some(RULE.on_link(context, on.number, say(message, next_step)))
}
