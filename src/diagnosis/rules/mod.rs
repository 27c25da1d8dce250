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

use super::answer::{Class, Finding, Severity};
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

/// What the rules have to say.
pub(super) struct Said {
    /// By severity, rule, id.
    pub(super) findings: Vec<Finding>,
    /// By link: the worst severity of the findings on it; [`Severity::Info`] without one.
    pub(super) worst: Vec<Severity>,
}

/// What all rules that are switched on have to say, as far as it is to be kept.
pub(super) fn findings(context: &Context<'_>, is_kept: impl Fn(&Finding) -> bool) -> Said {
    let mut rules: Vec<&Rule> =
        RULES.iter().filter(|rule| !context.org.policy.rules_off.contains(rule.id)).collect();
    rules.sort_by_key(|rule| rule.id);
    // Rule by rule, so that each list is nearly in order by itself: sorting them is then quick.
    let mut found: Vec<Vec<Finding>> = vec![Vec::new(); rules.len()];
    let mut worst = vec![Severity::Info; context.link_facts.len()];
    for (rule, found) in rules.iter().zip(&mut found) {
        match rule.check {
            Check::Map(check) => found.extend(check(context).into_iter().filter(&is_kept)),
            Check::Party(check) => {
                found.extend(context.parties().filter_map(|party| check(context, &party)).filter(&is_kept));
            }
            Check::Link(_) | Check::Expectation(_) => continue,
        }
        for link in
            found.iter().flat_map(|finding| finding.links.iter().map(move |link| (link, finding.severity)))
        {
            if let Some(number) = context.judged.chain.link_number(link.0) {
                let worst = &mut worst[number as usize];
                *worst = (*worst).min(link.1);
            }
        }
    }
    for link in context.links() {
        let worst = &mut worst[link.number as usize];
        let mut keep = |list: &mut Vec<Finding>, finding: Option<Finding>| {
            if let Some(finding) = finding.filter(&is_kept) {
                *worst = (*worst).min(finding.severity);
                list.push(finding);
            }
        };
        for (rule, found) in rules.iter().zip(&mut found) {
            match rule.check {
                Check::Link(check) => keep(found, check(context, &link)),
                Check::Expectation(check) => {
                    for expectation in link.expectations() {
                        keep(found, check(context, &expectation));
                    }
                }
                Check::Party(_) | Check::Map(_) => {}
            }
        }
    }
    for found in &mut found {
        found.sort_by(|left, right| left.id.cmp(&right.id));
    }
    let mut findings: Vec<Finding> = Vec::with_capacity(found.iter().map(Vec::len).sum());
    findings.extend(found.into_iter().flatten());
    findings.sort_by_key(|finding| finding.severity);
    Said { findings, worst }
}
