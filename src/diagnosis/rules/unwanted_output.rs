//! Something is handed over that nobody seems to need.

use std::collections::BTreeSet;

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::listed;

pub(super) const RULE: Rule = Rule {
    id: "unwanted-output",
    class: Class::Gap,
    name: "Unwanted output",
    explanation: "No expectation on a link names a deliverable, while another deliverable there is named.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    if on.facts.deliverables.is_empty() {
        return None;
    }
    let folded = |text: &str| text.trim().to_lowercase();
    let named: BTreeSet<String> = on
        .expectations()
        .map(|on| folded(&on.facts.deliverable))
        .filter(|deliverable| !deliverable.is_empty())
        .collect();
    let is_unwanted = |deliverable: &&String| !named.contains(&folded(deliverable));
    let unwanted: Vec<String> = on
        .facts
        .deliverables
        .iter()
        .filter(is_unwanted)
        .map(|deliverable| format!("\"{deliverable}\""))
        .collect();
    if named.is_empty() || unwanted.is_empty() {
        return None;
    }
    let (is, it) = if unwanted.len() == 1 { ("Is", "it") } else { ("Are", "them") };
    let (customer, supplier) = (context.customer(on.number), context.supplier(on.number));
    let message =
        format!("{is} {} from {supplier} to {customer} used? No need mentions {it}.", listed(&unwanted));
    let said = say(message, format!("Ask {customer}, and stop what nobody uses."));
    Some(RULE.on_link(context, on, said))
}
