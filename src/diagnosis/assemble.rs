//! Puts what was found into the shape of the answer: ids instead of numbers, long lists to be made when asked for.

use std::sync::Arc;

use super::answer::{
    Counts, ExpectationState, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis, RootGroup, Weakest,
    WeakestRoute,
};
use super::causes::CauseRole;
use super::chain::NONE;
use super::context::Facts;
use super::judged::{JudgedChain, View};
use super::judgement::Judgement;
use super::lists::{LinkList, LinksAsked, PartiesAsked, PartyList};
use crate::model::{ExpectationKind, Link, PartyKind, Source};

/// The judgement on each link.
pub(super) fn links(judged: &Arc<JudgedChain>, judgements: Vec<Judgement>) -> Vec<LinkDiagnosis> {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let with_number = chain.link_numbers().zip(&chain.links).zip(judgements);
    with_number
        .map(|((link, id), judgement)| {
            let role = role_of(judged, link);
            let never_asked_between = match role {
                LinkRole::Symptom { .. } => causes.never_asked_before(chain, link),
                LinkRole::None | LinkRole::Root { .. } => 0,
            };
            LinkDiagnosis {
                id: id.clone(),
                state: judgement.state,
                strength: judgement.strength,
                verdict: judgement.verdict,
                role,
                never_asked_between,
                expectations: judgement.expectations,
            }
        })
        .collect()
}

fn role_of(judged: &Arc<JudgedChain>, link: u32) -> LinkRole {
    let (chain, causes) = (&judged.chain, &judged.causes);
    match causes.roles[link as usize] {
        CauseRole::None => LinkRole::None,
        CauseRole::Root(group) => {
            LinkRole::Root { group: group as usize, unseen: causes.is_unseen(chain, link) }
        }
        CauseRole::Symptom => LinkRole::Symptom {
            likely: causes.never_asked_before(chain, link) == 0,
            explained_by: LinkList::new(judged, LinksAsked::RootsUpstream(link)),
        },
    }
}

/// The root groups.
pub(super) fn groups(judged: &Arc<JudgedChain>) -> Vec<RootGroup> {
    let upstream = |link: u32, state: LinkState| LinkList::new(judged, LinksAsked::Upstream(link, state));
    let group = |links: &Vec<u32>| {
        let first = *links.first()?;
        Some(RootGroup {
            links: links.iter().map(|link| judged.chain.links[*link as usize].clone()).collect(),
            strained_upstream: upstream(first, LinkState::Strained),
            unknown_upstream: upstream(first, LinkState::Unknown),
        })
    };
    judged.causes.groups.iter().filter_map(group).collect()
}

/// The judgement on each party.
pub(super) fn parties(judged: &Arc<JudgedChain>) -> Vec<PartyDiagnosis> {
    let (chain, routes) = (&judged.chain, &judged.routes);
    let with_number = chain.party_numbers().zip(&chain.parties).zip(&chain.kinds);
    with_number
        .map(|((party, id), kind)| {
            let distance = Some(routes.distance[party as usize]).filter(|distance| *distance != NONE);
            let has_routes = *kind != PartyKind::ExternalCustomer && distance.is_some();
            let is_single_point = *kind == PartyKind::Team && routes.count_only_through(party) > 0;
            let reached = if has_routes { PartiesAsked::Reached(party) } else { PartiesAsked::Nothing };
            let only = if is_single_point { PartiesAsked::OnlyThrough(party) } else { PartiesAsked::Nothing };
            PartyDiagnosis {
                id: id.clone(),
                kind: *kind,
                distance,
                reaches: PartyList::new(judged, reached),
                cut_off: routes.cut_off[party as usize],
                single_point_for: PartyList::new(judged, only),
                weakest: has_routes.then(|| weakest(judged, party)),
                worst: has_routes.then(|| worst(judged, party)),
            }
        })
        .collect()
}

fn weakest(judged: &Arc<JudgedChain>, party: u32) -> Weakest {
    let route = |view: View| WeakestRoute {
        strength: judged.routes.widths(view)[party as usize],
        links: LinkList::new(judged, LinksAsked::Bottleneck(party, view)),
    };
    Weakest { pessimistic: route(View::Pessimistic), optimistic: route(View::Optimistic) }
}

fn worst(judged: &Arc<JudgedChain>, party: u32) -> Weakest {
    let route = |view: View| WeakestRoute {
        strength: judged.routes.worst(view)[party as usize],
        links: LinkList::new(judged, LinksAsked::Worst(party, view)),
    };
    Weakest { pessimistic: route(View::Pessimistic), optimistic: route(View::Optimistic) }
}

/// How many of each.
pub(super) fn counts(judged: &JudgedChain, facts: &Facts<'_>, judgements: &[Judgement]) -> Counts {
    let mut counts =
        Counts { links: facts.links.len(), root_groups: judged.causes.groups.len(), ..Counts::default() };
    for kind in &judged.chain.kinds {
        match kind {
            PartyKind::Team => counts.teams += 1,
            PartyKind::ExternalCustomer => counts.external_customers += 1,
            PartyKind::ExternalSupplier => counts.external_suppliers += 1,
        }
    }
    for (state, role) in judged.states.iter().zip(&judged.causes.roles) {
        match state {
            LinkState::Broken => counts.broken += 1,
            LinkState::Strained => counts.strained += 1,
            LinkState::Unknown => counts.unknown += 1,
            LinkState::Sound => counts.sound += 1,
        }
        match role {
            CauseRole::None => {}
            CauseRole::Root(_) => counts.roots += 1,
            CauseRole::Symptom => counts.symptoms += 1,
        }
    }
    for (link, judgement) in facts.links.iter().zip(judgements) {
        count_expectations(link, judgement, &mut counts);
    }
    counts
}

/// Counts what is not set aside.
fn count_expectations(link: &Link, judgement: &Judgement, counts: &mut Counts) {
    let with_judgement = link.expectations().values().zip(judgement.expectations.values());
    for (facts, judged) in with_judgement.filter(|(facts, _)| !facts.is_set_aside()) {
        match facts.kind {
            ExpectationKind::Want => counts.wants += 1,
            ExpectationKind::Need => {
                let is_asked = judged.state != ExpectationState::Unknown
                    || facts.source != Source::Assumed
                    || !facts.measurements.is_empty();
                counts.needs += 1;
                counts.needs_asked += usize::from(is_asked);
            }
        }
    }
}
