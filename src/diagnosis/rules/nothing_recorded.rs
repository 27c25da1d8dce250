//! A link of which nobody has written down what it is needed for. One that is set aside is written down.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::finding::{Ends, Finding, Said, Words, say};
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
    Some(RULE.on_link(context, on, Words::OfEnds(words)))
}

fn words(Ends { supplier, customer }: &Ends<'_>) -> Said {
    let message = format!("What does {customer} need from {supplier}? Nobody has written it down.");
    say(message, format!("Ask {customer}, and write it down."))
}
