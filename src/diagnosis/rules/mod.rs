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
mod dead_end;
mod duplicate;
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

use super::acceptance::is_accepted;
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
static RULES: [Rule; 37] = [
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

/// What the rules have to say.
pub(super) struct Said {
    /// By severity, rule, id.
    pub(super) findings: Vec<Finding>,
    /// By link: the worst severity of the findings on it that nobody has accepted; [`Severity::Info`] without one.
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
    let kept = |finding: Finding| is_kept(&finding).then(|| with_decision(context, finding));
    for (rule, found) in rules.iter().zip(&mut found) {
        match rule.check {
            Check::Map(check) => found.extend(check(context).into_iter().filter_map(kept)),
            Check::Party(check) => {
                found.extend(context.parties().filter_map(|party| check(context, &party)).filter_map(kept));
            }
            Check::Link(_) | Check::Expectation(_) => continue,
        }
        let open = found.iter().filter(|finding| !finding.accepted);
        for link in open.flat_map(|finding| finding.links.iter().map(move |link| (link, finding.severity))) {
            if let Some(number) = context.judged.chain.link_number(link.0) {
                let worst = &mut worst[number as usize];
                *worst = (*worst).min(link.1);
            }
        }
    }
    for link in context.links() {
        let worst = &mut worst[link.number as usize];
        let mut keep = |list: &mut Vec<Finding>, finding: Option<Finding>| {
            if let Some(finding) = finding.and_then(kept) {
                if !finding.accepted {
                    *worst = (*worst).min(finding.severity);
                }
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

/// Notes whether somebody has decided to live with a finding.
fn with_decision(context: &Context<'_>, mut finding: Finding) -> Finding {
    if context.org.accepted_findings.is_empty() {
        return finding;
    }
    let chain = &context.judged.chain;
    finding.accepted = is_accepted(&finding, context.org, context.today, |party| {
        let number = chain.party_number(party);
        let links = number.map(|party| chain.outgoing.of(party).iter().chain(chain.incoming.of(party)));
        links.into_iter().flatten().map(|link| context.link_id(*link)).collect()
    });
    finding
}
