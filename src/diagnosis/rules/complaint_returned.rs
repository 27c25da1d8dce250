//! A complaint came again after it was held that it could not.

use std::collections::BTreeMap;

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::excerpt;
use crate::model::{Complaint, Day, ExpectationId, LinkId};

pub(super) const RULE: Rule = Rule {
    id: "complaint-returned",
    class: Class::Problem,
    name: "Complaint returned",
    explanation: "There is a complaint about an expectation, after an earlier one about it was said to be prevented; until the \
                  later one is prevented too.",
    check: Check::Map(Reads::Facts, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    // Of the earlier ones: from when on each was both made and prevented, and since when prevented.
    let mut cured: BTreeMap<(&LinkId, &ExpectationId), Vec<(Day, Day)>> = BTreeMap::new();
    let known = || context.org.complaints.iter().filter(|(_, complaint)| complaint.day <= context.today);
    for (_, complaint) in known() {
        if let (Some(about), Some(prevented)) = (about(complaint), complaint.prevented) {
            cured.entry(about).or_default().push((prevented.max(complaint.day), prevented));
        }
    }
    for days in cured.values_mut() {
        days.sort_unstable();
    }
    let is_cured = |complaint: &Complaint| complaint.prevented.is_some_and(|day| day <= context.today);
    let again = known().filter(|(_, complaint)| !is_cured(complaint));
    again
        .filter_map(|(id, complaint)| {
            let days = cured.get(&about(complaint)?)?;
            let earlier = days.partition_point(|(since, _)| *since < complaint.day);
            let (_, prevented) = days.get(earlier.checked_sub(1)?)?;
            let message = format!(
                "The cure did not hold. {} complained again on {}: \"{}\". An earlier complaint about this was called \
                 prevented on {prevented}.",
                context.org.name_of(&complaint.customer),
                complaint.day,
                excerpt(&complaint.words)
            );
            let said = say(message, "Reopen the cause.");
            Some(Finding { severity: Severity::High, ..RULE.on_complaint(context, id, said) })
        })
        .collect()
}

/// Which expectation a complaint is about.
fn about(complaint: &Complaint) -> Option<(&LinkId, &ExpectationId)> {
    complaint.link.as_ref().zip(complaint.expectation.as_ref())
}
