//! A promise to an external customer with a broken link behind it (seed 000: internal first).

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::chain::NONE;
use crate::diagnosis::context::{Context, OnExpectation, others_sorted};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "promise-at-risk",
    class: Class::Problem,
    name: "Promise at risk",
    explanation: "Something was promised or agreed to for an external customer, and a probable cause lies upstream of it.",
    check: Check::ExpectationInChain(check),
};

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    let chain = &context.judged.chain;
    let is_for_customer = chain.carries(on.link) && chain.is_external_customer(chain.customer_of(on.link));
    if !is_for_customer || !is_promised(context, on) {
        return None;
    }
    // Nothing leads on from an external customer, so the root is never the promised link itself.
    let root = context.nearest_root()[chain.supplier_of(on.link) as usize];
    (root != NONE).then(|| finding(context, on, root))
}

fn is_promised(context: &Context<'_>, on: &OnExpectation<'_>) -> bool {
    let is_agreed = |day| day <= context.today;
    on.facts.promised.is_some()
        || on.facts.acceptance.as_ref().is_some_and(|accepted| is_agreed(accepted.day))
}

fn finding(context: &Context<'_>, on: &OnExpectation<'_>, root: u32) -> Finding {
    let (customer, behind) = (context.customer(on.link), context.link_name(root));
    let message = format!(
        "Promised to {customer}, but {behind} behind it is broken: \"{}\" from {}.",
        on.facts.statement,
        context.supplier(on.link)
    );
    let said = say(message, format!("Mend {behind} first, or tell {customer} what can be kept."));
    let root = context.link_id(root);
    let others = [root.supplier.clone(), root.customer.clone(), context.link_id(on.link).supplier.clone()];
    let finding = RULE.on_expectation(context, on, said).about(|things| {
        things.teams = others_sorted(&context.link_id(on.link).customer, others);
        things.links.push(root);
        things.links.sort();
    });
    // The table of severities has the external customer in it already.
    Finding { severity: Severity::High, ..finding }
}
