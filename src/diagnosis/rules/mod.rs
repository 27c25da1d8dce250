//! What the rules have to say: one file a rule, and the one table that lists them.
//!
//! A rule looks at one expectation, one link, one party or the whole map, and says at most one thing about it. What it does not do:
//! change a state or a cause. Rules only put into words what the rest of the diagnosis found.

mod blind_spot;
mod blocked;
mod changed_since_agreed;
mod complaint_returned;
mod complaint_stuck;
mod conflicting_needs;
mod cut_off;
mod dated_ahead;
mod dead_end;
mod duplicate;
mod far_day;
mod hidden_strength;
mod looking_upward;
mod low_yield;
mod need_without_supplier;
mod never_asked;
mod no_customer;
mod no_line_of_sight;
mod no_standard;
mod no_support;
mod nothing_recorded;
mod only_broken_deliveries;
mod orphan;
mod over_promise;
mod overload;
mod poor_experience;
mod promise_at_risk;
mod rework_loop;
mod rework_trap;
mod single_bridge;
mod single_point;
mod slowed;
mod stale;
mod standard_missed;
mod standard_without_unit;
mod unmet_need;
mod unmet_want;
mod unserved_customer;
mod unwanted_output;

pub(crate) use duplicate::folded as folded_name;

use super::answer::Class;
use super::context::{Context, OnExpectation, OnLink, OnParty};
use super::finding::Finding;
use crate::model::Policy;

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
    /// Each expectation that is not set aside: its facts, its link's, and what the ends are called.
    Expectation(fn(&Context<'_>, &OnExpectation<'_>) -> Option<Finding>),
    /// The same, and the chain around its link.
    ExpectationInChain(fn(&Context<'_>, &OnExpectation<'_>) -> Option<Finding>),
    /// Each link: its facts, and what the ends are called.
    Link(fn(&Context<'_>, &OnLink<'_>) -> Option<Finding>),
    /// Each party.
    Party(Reads, fn(&Context<'_>, &OnParty<'_>) -> Option<Finding>),
    /// Everything at once.
    Map(Reads, fn(&Context<'_>) -> Vec<Finding>),
}

/// What a rule on parties or on the whole map reads: it is asked again when that has changed. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reads {
    /// The parties with their facts, and the policy.
    Parties,
    /// Who is linked with whom.
    Shape,
    /// The state and role of links.
    States,
    /// Facts of links and expectations, and what is kept beside the map.
    Facts,
}

/// Every rule, problems first, in the order of the design.
static RULES: [Rule; 39] = [
    unmet_need::RULE,
    unmet_want::RULE,
    standard_missed::RULE,
    over_promise::RULE,
    blind_spot::RULE,
    blocked::RULE,
    slowed::RULE,
    conflicting_needs::RULE,
    low_yield::RULE,
    poor_experience::RULE,
    complaint_stuck::RULE,
    complaint_returned::RULE,
    cut_off::RULE,
    only_broken_deliveries::RULE,
    promise_at_risk::RULE,
    nothing_recorded::RULE,
    never_asked::RULE,
    no_standard::RULE,
    standard_without_unit::RULE,
    stale::RULE,
    dated_ahead::RULE,
    far_day::RULE,
    changed_since_agreed::RULE,
    need_without_supplier::RULE,
    no_customer::RULE,
    unserved_customer::RULE,
    unwanted_output::RULE,
    no_support::RULE,
    orphan::RULE,
    dead_end::RULE,
    rework_trap::RULE,
    rework_loop::RULE,
    single_point::RULE,
    single_bridge::RULE,
    looking_upward::RULE,
    no_line_of_sight::RULE,
    overload::RULE,
    duplicate::RULE,
    hidden_strength::RULE,
];

/// Every rule there is, so that people can read what is looked for and switch rules off.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rules that `policy` switches off, and the names in it that no rule of this program bears, sorted.
#[must_use]
pub fn switched_off(policy: &Policy) -> (Vec<&'static Rule>, Vec<&str>) {
    let known = |id: &str| RULES.iter().any(|rule| rule.id == id);
    let off = RULES.iter().filter(|rule| policy.rules_off.contains(rule.id)).collect();
    (off, policy.rules_off.iter().map(String::as_str).filter(|id| !known(id)).collect())
}
