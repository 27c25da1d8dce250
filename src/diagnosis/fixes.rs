//! The fix list: root groups first, by the external customers they harm; then the suspects, by the broken links behind them.

use std::cmp::Reverse;
use std::sync::Arc;

use super::answer::{Fix, FixKind, LinkState, Severity};
use super::causes::CauseRole;
use super::chain::LinkNumber;
use super::downstream::Downstream;
use super::judged::JudgedChain;
use super::lists::{PartiesAsked, PartyList};
use crate::model::{Org, PartyKind};

/// What lies downstream of each place: it changes only with states, the shape of the map and the weights of customers.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    /// By component of the conducting graph: the weight of the external customers that damage there may reach.
    harm: Vec<f64>,
    /// How many broken links, and how many symptoms.
    pub(super) downstream: Downstream,
}

impl Reach {
    /// Counts. O((parties + links) x broken links / 64).
    pub(super) fn of(org: &Org, judged: &JudgedChain) -> Self {
        Self { harm: harmed_weight(org, judged), downstream: Downstream::of(judged) }
    }
}

/// A row of the fix list in the making: everything that the row and its place hang on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    kind: FixKind,
    links: Draw,
    explains: usize,
    severity: Severity,
    complaints: usize,
}

/// Where the links of a row come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Draw {
    Group(usize),
    Link(LinkNumber),
}

/// What helps most, first. `worst` is the worst severity of the findings on a link, `complaints` the number of open complaints that
/// lead to each root group.
pub(super) fn drafts(
    judged: &JudgedChain,
    reach: &Reach,
    worst: impl Fn(LinkNumber) -> Severity,
    complaints: &[usize],
) -> Vec<Draft> {
    let groups = judged.causes.groups.iter().zip(complaints).enumerate();
    let mut roots: Vec<(f64, &[LinkNumber], Draft)> = groups
        .filter_map(|(place, (group, complaints))| {
            let first = *group.first()?;
            let draft = Draft {
                kind: FixKind::Root,
                links: Draw::Group(place),
                explains: reach.downstream.of_link(judged, first).symptoms,
                severity: group.iter().map(|link| worst(*link)).min().unwrap_or(Severity::Info),
                complaints: *complaints,
            };
            Some((harm_of(judged, &reach.harm, first), group.as_slice(), draft))
        })
        .collect();
    roots.sort_by(|(left_harm, left_links, left), (right_harm, right_links, right)| {
        let key = |draft: &Draft, links: &[LinkNumber]| {
            let outside = !links.iter().all(|link| is_internal(judged, *link));
            (Reverse(draft.explains), draft.severity, Reverse(draft.complaints), outside)
        };
        right_harm
            .total_cmp(left_harm)
            .then_with(|| key(left, left_links).cmp(&key(right, right_links)))
            .then_with(|| left_links.cmp(right_links))
    });
    let suspect = |(link, behind): (LinkNumber, usize)| Draft {
        kind: FixKind::Suspect,
        links: Draw::Link(link),
        explains: behind,
        severity: worst(link),
        complaints: 0,
    };
    let roots = roots.into_iter().map(|(_, _, draft)| draft);
    roots.chain(suspects(judged, reach).into_iter().map(suspect)).collect()
}

/// By link: whether it is part of a row.
pub(super) fn drafted(judged: &JudgedChain, drafts: &[Draft]) -> Vec<bool> {
    let mut drafted = vec![false; judged.chain.link_count()];
    for draft in drafts {
        for link in links_of(judged, draft) {
            drafted[*link as usize] = true;
        }
    }
    drafted
}

fn links_of<'chain>(judged: &'chain JudgedChain, draft: &'chain Draft) -> &'chain [LinkNumber] {
    match &draft.links {
        Draw::Group(place) => &judged.causes.groups[*place],
        Draw::Link(link) => std::slice::from_ref(link),
    }
}

/// The rows that `drafts`, made of the same chain, come to.
pub(super) fn rows(judged: &Arc<JudgedChain>, drafts: &[Draft]) -> Vec<Fix> {
    let row = |draft: &Draft| {
        let links = links_of(judged, draft);
        let harmed = |first: &LinkNumber| PartyList::new(judged, PartiesAsked::Harmed(*first));
        Fix {
            kind: draft.kind,
            external_customers: links.first().map_or_else(PartyList::default, harmed),
            explains: draft.explains,
            severity: draft.severity,
            complaints: draft.complaints,
            internal: links.iter().all(|link| is_internal(judged, *link)),
            links: links.iter().map(|link| judged.chain.link_id(*link)).collect(),
        }
    };
    drafts.iter().map(row).collect()
}

/// Strained links with a broken link downstream and none upstream, and symptoms (each may hide a cause of its own), with the
/// number of broken links downstream: most of these first, then the weakest, then by id.
fn suspects(judged: &JudgedChain, reach: &Reach) -> Vec<(LinkNumber, usize)> {
    let mut suspects: Vec<(LinkNumber, usize)> = judged
        .chain
        .link_numbers()
        .filter_map(|link| {
            let may_hide_a_cause = match judged.states[link as usize] {
                LinkState::Broken => judged.causes.roles[link as usize] == CauseRole::Symptom,
                LinkState::Strained => !broken_is_upstream(judged, link),
                LinkState::Unknown | LinkState::Sound => return None,
            };
            let count = reach.downstream.of_link(judged, link).broken;
            let is_broken = judged.states[link as usize] == LinkState::Broken;
            (may_hide_a_cause && (is_broken || count > 0)).then_some((link, count))
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
    components.sum_downstream(&homes, &weights)
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
