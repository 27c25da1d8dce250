//! The supplier thinks far better of something than its customer does.

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::mean::Mean;
use crate::diagnosis::wording::{rating_evidence, score_text};

pub(super) const RULE: Rule = Rule {
    id: "blind-spot",
    class: Class::Problem,
    name: "Two views",
    explanation: "A supplier rates itself far above its customer's rating (two points, unless the policy says otherwise).",
    check: Check::Expectation(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let own = on.facts.own_rating?;
    let gap = Mean::of(on.facts, context.today)?.points_below(own);
    // Where the policy allows no difference at all, two equal views are still one.
    if gap <= 0.0 || gap < context.org.policy.two_views_from.get() {
        return None;
    }
    let (customer, supplier) = (context.customer(on.link), context.supplier(on.link));
    let message = format!(
        "Two views: {supplier} {}, {customer} {}: \"{}\".",
        score_text(own.get()),
        rating_evidence(on.judged),
        on.facts.statement
    );
    let said = say(message, format!("Bring {supplier} and {customer} into one room."));
    let severity = context.severity_on(on.link, Severity::Medium);
    Some(Finding { severity, ..RULE.on_expectation(context, on, said) })
}
