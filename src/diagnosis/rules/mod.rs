//! What the rules have to say: one file a rule, and the one table that lists them.
//!
//! A rule looks at one expectation, one link, one party or the whole map, and says at most one thing about it. What it does not do:
//! change a state or a cause. Rules only put into words what the rest of the diagnosis found.

mod blocked;
mod cut_off;
mod dead_end;
mod duplicate;
mod hidden_strength;
mod looking_upward;
mod need_without_supplier;
mod never_asked;
mod no_customer;
mod no_standard;
mod no_support;
mod nothing_recorded;
mod only_broken_deliveries;
mod orphan;
mod rework_loop;
mod rework_trap;
mod single_bridge;
mod single_point;
mod slowed;
mod stale;
mod standard_missed;
mod unmet_need;
mod unmet_want;
mod unserved_customer;

pub(crate) use duplicate::folded as folded_name;

use super::answer::{Class, Finding};
use super::context::{Context, OnExpectation, OnLink, OnParty};

/// One rule: what it is called, and what it looks for.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stands in findings and in [`crate::model::Policy::rules_off`], for example `unmet-need`.
    pub id: &'static str,
    /// What kind of statement its findings make, as a rule.
    pub class: Class,
    /// What people call it.
    pub name: &'static str,
    /// When it speaks up, in one sentence.
    pub explanation: &'static str,
    pub(super) check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// Each expectation that is not set aside.
    Expectation(fn(&Context<'_>, &OnExpectation<'_>) -> Option<Finding>),
    /// Each link.
    Link(fn(&Context<'_>, &OnLink<'_>) -> Option<Finding>),
    /// Each party.
    Party(fn(&Context<'_>, &OnParty<'_>) -> Option<Finding>),
    /// Everything at once.
    Map(fn(&Context<'_>) -> Vec<Finding>),
}

/// Every rule, problems first, in the order of the design.
static RULES: [Rule; 24] = [
    unmet_need::RULE,
    unmet_want::RULE,
    standard_missed::RULE,
    blocked::RULE,
    slowed::RULE,
    cut_off::RULE,
    only_broken_deliveries::RULE,
    nothing_recorded::RULE,
    never_asked::RULE,
    no_standard::RULE,
    stale::RULE,
    need_without_supplier::RULE,
    no_customer::RULE,
    unserved_customer::RULE,
    no_support::RULE,
    orphan::RULE,
    dead_end::RULE,
    rework_trap::RULE,
    rework_loop::RULE,
    single_point::RULE,
    single_bridge::RULE,
    looking_upward::RULE,
    duplicate::RULE,
    hidden_strength::RULE,
];

/// Every rule there is, so that people can read what is looked for and switch rules off.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// What all rules that are switched on have to say: by severity, rule, id.
pub(super) fn findings(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut on_expectation, mut on_link, mut on_party) = (Vec::new(), Vec::new(), Vec::new());
    for rule in RULES.iter().filter(|rule| !context.org.policy.rules_off.contains(rule.id)) {
        match rule.check {
            Check::Expectation(check) => on_expectation.push(check),
            Check::Link(check) => on_link.push(check),
            Check::Party(check) => on_party.push(check),
            Check::Map(check) => findings.extend(check(context)),
        }
    }
    for party in context.parties() {
        findings.extend(on_party.iter().filter_map(|check| check(context, &party)));
    }
    for link in context.links() {
        findings.extend(on_link.iter().filter_map(|check| check(context, &link)));
        for expectation in link.expectations() {
            findings.extend(on_expectation.iter().filter_map(|check| check(context, &expectation)));
        }
    }
    findings.sort_by(|left, right| {
        (left.severity, left.rule, &left.id).cmp(&(right.severity, right.rule, &right.id))
    });
    findings
}
