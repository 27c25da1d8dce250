//! What is broken, why, and what to do: a pure function of the facts and of today's date.
//!
//! [`diagnose`] goes through it in this order, one file each: the map in numbers (`chain`), the state of each link (`judgement`),
//! what reaches the customer (`routes`), cause and symptom (`causes`), what each rule has to say (`rules`), what to mend
//! (`fixes`), what to ask (`questions`), what to see first (`first_screen`). The same facts give the same answer, in whatever
//! order they were entered.
//!
//! Broken input gives findings here, never errors. Deliberately absent: files, geometry, clocks.

mod answer;
mod causes;
mod chain;
mod components;
mod first_screen;
mod fixes;
mod judged;
mod judgement;
mod lists;
mod mean;
mod questions;
mod routes;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Day, ExpectationKind, Link, LinkId, Org, PartyKind, Source};

pub use answer::{
    Class, CountedVerdict, Counts, CustomerSummary, Diagnosis, ExpectationDiagnosis, ExpectationState,
    Finding, FirstScreen, Fix, FixKind, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis, Question,
    RootGroup, Severity, Strength, Weakest, WeakestRoute,
};
pub use lists::{LinkList, PartyList};

use causes::{CauseRole, Causes, Involvement};
use chain::{Chain, NONE};
use judged::{JudgedChain, View};
use judgement::Judgement;
use lists::{LinksAsked, PartiesAsked};
use routes::Routes;

/// What a link is supposed to be, whatever its facts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// The customer gets what it needs.
    Sound,
    /// It does not.
    Broken,
}

/// Everything that can be said of `org` on `today`.
#[must_use]
pub fn diagnose(org: &Org, today: Day) -> Diagnosis {
    diagnose_assuming(org, today, &BTreeMap::new())
}

/// [`diagnose`] as if the links named were sound or broken. A link assumed sound counts as strong as a met need at the least; one
/// assumed broken as weak as can be. Its expectations stay as they are.
#[must_use]
pub fn diagnose_assuming(org: &Org, today: Day, assumptions: &BTreeMap<LinkId, Assumed>) -> Diagnosis {
    let chain = Chain::of(org);
    let facts: Vec<&Link> = org.links().values().collect();
    let mut judgements: Vec<Judgement> =
        facts.iter().map(|link| judgement::judge(link, &org.policy, today)).collect();
    for (id, assumed) in assumptions {
        if let Some(link) = chain.link_number(id) {
            judgements[link as usize].assume(*assumed, &org.policy);
        }
    }
    let judged = Arc::new(judge_chain(chain, &facts, &judgements));
    let findings = Vec::new();
    let fixes = fixes::fix_list(org, &judged, &findings);
    let questions = questions::questions(&judged);
    Diagnosis {
        today,
        counts: count(org, &judged, &facts, &judgements),
        parties: parties(&judged),
        groups: groups(&judged),
        first_screen: first_screen::first_screen(&judged, &facts, &fixes, &questions),
        links: links(&judged, judgements),
        findings,
        fixes,
        questions,
    }
}

fn judge_chain(chain: Chain, facts: &[&Link], judgements: &[Judgement]) -> JudgedChain {
    let states: Vec<LinkState> = judgements.iter().map(|link| link.state).collect();
    let strengths: Vec<Strength> = judgements.iter().map(|link| link.strength).collect();
    let involved: Vec<Involvement> = facts.iter().map(|link| Involvement::of(link)).collect();
    let graph = chain.graph();
    let routes = Routes::of(&chain, &graph, &states, &strengths);
    let causes = Causes::of(&chain, &graph, &states, &involved);
    JudgedChain { chain, states, strengths, routes, causes }
}

fn links(judged: &Arc<JudgedChain>, judgements: Vec<Judgement>) -> Vec<LinkDiagnosis> {
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

fn groups(judged: &Arc<JudgedChain>) -> Vec<RootGroup> {
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

fn parties(judged: &Arc<JudgedChain>) -> Vec<PartyDiagnosis> {
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

fn count(org: &Org, judged: &JudgedChain, facts: &[&Link], judgements: &[Judgement]) -> Counts {
    let mut counts =
        Counts { links: facts.len(), root_groups: judged.causes.groups.len(), ..Counts::default() };
    for party in org.parties().values() {
        match party.kind {
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
    for (link, judgement) in facts.iter().zip(judgements) {
        for (expectation, judged) in link.expectations().values().zip(judgement.expectations.values()) {
            if expectation.is_set_aside() {
                continue;
            }
            match expectation.kind {
                ExpectationKind::Want => counts.wants += 1,
                ExpectationKind::Need => {
                    counts.needs += 1;
                    let asked = judged.state != ExpectationState::Unknown
                        || expectation.source != Source::Assumed
                        || !expectation.measurements.is_empty();
                    counts.needs_asked += usize::from(asked);
                }
            }
        }
    }
    counts
}
