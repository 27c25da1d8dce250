//! An answer whose day is still to come: it is kept, and counted from that day on.

use super::{Check, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::counted;
use crate::model::Day;

pub(super) const RULE: Rule = Rule {
    id: "dated-ahead",
    class: Class::Gap,
    name: "Answer dated after today",
    explanation: "A rating or a verdict bears a day after today and does not count yet.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    let today = context.today;
    // Days are ascending, so what lies ahead stands at the end.
    let ahead = |day: &Day| *day > today;
    let ratings = on
        .facts
        .expectations()
        .values()
        .flat_map(|facts| facts.ratings.keys().rev().map(|key| key.day).take_while(ahead));
    let verdicts = on.facts.verdicts.keys().rev().map(|key| key.day).take_while(ahead);
    let (mut count, mut latest) = (0, None);
    for day in ratings.chain(verdicts) {
        count += 1;
        latest = latest.max(Some(day));
    }
    let latest = latest?;
    let (customer, supplier) = (context.customer(on.number), context.supplier(on.number));
    let are = if count == 1 { "is dated" } else { "are dated up to" };
    let message = format!(
        "{} of {customer} about {supplier} {are} {latest}, after today ({today}), and not counted yet.",
        counted(count, "answer", "answers")
    );
    Some(RULE.on_link(context, on, say(message, "Is the day right? If not, correct it.")))
}
