//! The fix list: root groups first, by the external customers they harm; then the suspects, by the broken links behind them.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use super::answer::{Fix, FixKind, LinkState, Severity};
use super::causes::CauseRole;
use super::chain::LinkNumber;
use super::downstream::DownstreamCounts;
use super::judged::JudgedChain;
use super::lists::{PartiesAsked, PartyList};
use crate::model::{Org, PartyKind};

/// What helps most, first. `worst` is the worst severity of the findings on each link, `complaints` the number of open complaints
/// that lead to each root group.
pub(super) fn fix_list(
    org: &Org,
    judged: &Arc<JudgedChain>,
    worst: &[Severity],
    complaints: &[usize],
) -> Vec<Fix> {
    let row = |kind: FixKind, links: Vec<LinkNumber>, explains: usize| Fix {
        kind,
        external_customers: links
            .first()
            .map_or_else(PartyList::default, |first| PartyList::new(judged, PartiesAsked::Harmed(*first))),
        explains,
        severity: links.iter().map(|link| worst[*link as usize]).min().unwrap_or(Severity::Info),
        complaints: 0,
        internal: links.iter().all(|link| is_internal(judged, *link)),
        links: links.iter().map(|link| judged.chain.links[*link as usize].clone()).collect(),
    };
    let harm = harmed_weight(org, judged);
    let explained =
        DownstreamCounts::of_all(judged, |link| judged.causes.roles[link as usize] == CauseRole::Symptom);
    let mut roots: Vec<(f64, Fix)> = judged
        .causes
        .groups
        .iter()
        .zip(complaints)
        .filter_map(|(group, complaints)| {
            let first = *group.first()?;
            let symptoms = explained.of(judged, first);
            let fix = Fix { complaints: *complaints, ..row(FixKind::Root, group.clone(), symptoms) };
            Some((harm_of(judged, &harm, first), fix))
        })
        .collect();
    roots.sort_by(|(left_harm, left), (right_harm, right)| {
        right_harm.total_cmp(left_harm).then_with(|| compare_roots(left, right))
    });
    let mut fixes: Vec<Fix> = roots.into_iter().map(|(_, fix)| fix).collect();
    fixes
        .extend(suspects(judged).into_iter().map(|(link, behind)| row(FixKind::Suspect, vec![link], behind)));
    fixes
}

fn compare_roots(left: &Fix, right: &Fix) -> Ordering {
    let key =
        |fix: &Fix| (Reverse(fix.explains), fix.severity, Reverse(fix.complaints), Reverse(fix.internal));
    key(left).cmp(&key(right)).then_with(|| left.links.cmp(&right.links))
}

/// Strained links with a broken link downstream and none upstream, and symptoms (each may hide a cause of its own), with the
/// number of broken links downstream: most of these first, then the weakest, then by id.
fn suspects(judged: &JudgedChain) -> Vec<(LinkNumber, usize)> {
    let behind = DownstreamCounts::of_all(judged, |link| judged.states[link as usize] == LinkState::Broken);
    let mut suspects: Vec<(LinkNumber, usize)> = judged
        .chain
        .link_numbers()
        .filter_map(|link| {
            let count = behind.of(judged, link);
            let suspected = match judged.states[link as usize] {
                LinkState::Broken => judged.causes.roles[link as usize] == CauseRole::Symptom,
                LinkState::Strained => count > 0 && !broken_is_upstream(judged, link),
                LinkState::Unknown | LinkState::Sound => false,
            };
            suspected.then_some((link, count))
        })
        .collect();
    let strength = |link: LinkNumber| judged.strengths[link as usize].low;
    suspects.sort_by(|(left, left_behind), (right, right_behind)| {
        right_behind
            .cmp(left_behind)
            .then_with(|| strength(*left).total_cmp(&strength(*right)))
            .then_with(|| left.cmp(right))
    });
    suspects
}

fn broken_is_upstream(judged: &JudgedChain, link: LinkNumber) -> bool {
    let home = judged.causes.components.of_party(judged.chain.supplier_of(link));
    judged.chain.carries(link) && judged.causes.broken_upstream[home as usize]
}

/// By component of the conducting graph: the weight of the external customers that damage there may reach.
fn harmed_weight(org: &Org, judged: &JudgedChain) -> Vec<f64> {
    let customers = judged.chain.external_customers();
    let weights: Vec<f64> = customers.iter().map(|customer| weight_of(org, judged, *customer)).collect();
    let components = &judged.causes.components;
    let homes: Vec<u32> = customers.iter().map(|customer| components.of_party(*customer)).collect();
    components.sum_downstream(&homes, |customer| weights[customer])
}

fn weight_of(org: &Org, judged: &JudgedChain, customer: u32) -> f64 {
    let facts = org.party(&judged.chain.parties[customer as usize]);
    facts.and_then(|facts| facts.weight).map_or(1.0, crate::model::Quantity::get)
}

fn harm_of(judged: &JudgedChain, harm: &[f64], link: LinkNumber) -> f64 {
    let end = judged.chain.customer_of(link);
    let travels = judged.causes.spreads[link as usize] || judged.chain.is_external_customer(end);
    if travels { harm[judged.causes.components.of_party(end) as usize] } else { 0.0 }
}

/// Whether both ends of a link are teams.
pub(super) fn is_internal(judged: &JudgedChain, link: LinkNumber) -> bool {
    let is_inside = |party: u32| judged.chain.kinds[party as usize] == PartyKind::Team;
    is_inside(judged.chain.supplier_of(link)) && is_inside(judged.chain.customer_of(link))
}
