//! Puts what was found into the shape of the answer: ids instead of numbers, long lists to be made when asked for.

use std::sync::Arc;

use super::about::{JudgedLink, Name};
use super::answer::{
    Counts, CustomerSummary, Diagnosis, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis, RootGroup,
    Weakest, WeakestRoute,
};
use super::causes::CauseRole;
use super::chain::{Chain, LinkNumber, NONE, PartyNumber};
use super::first_screen;
use super::judged::{JudgedChain, View};
use super::judgement::Judgement;
use super::lists::{LinkList, LinksAsked, PartiesAsked, PartyList};
use crate::model::{LinkId, PartyKind};

/// The judgement on a link of `chain`, its role still open. `names` are what the parties are called.
pub(super) fn link(chain: &Chain, names: &[Name], link: LinkNumber, judgement: Judgement) -> LinkDiagnosis {
    let name = |party: PartyNumber| Name::clone(&names[party as usize]);
    let known = JudgedLink {
        id: chain.link_id(link),
        supplier: name(chain.supplier_of(link)),
        customer: name(chain.customer_of(link)),
        expectations: judgement.expectations,
    };
    LinkDiagnosis {
        known: Arc::new(known),
        state: judgement.state,
        strength: judgement.strength,
        verdict: judgement.verdict,
        role: LinkRole::None,
        never_asked_between: 0,
    }
}

/// What part a link plays.
pub(super) fn role_of(judged: &Arc<JudgedChain>, link: u32) -> LinkRole {
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
            links: links.iter().map(|link| judged.chain.link_id(*link)).collect(),
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
        .map(|((party, id), kind)| PartyDiagnosis {
            id: id.clone(),
            kind: *kind,
            distance: Some(routes.distance[party as usize]).filter(|distance| *distance != NONE),
            cut_off: routes.cut_off[party as usize],
            place: PlaceInChain { judged: Arc::clone(judged), party },
        })
        .collect()
}

/// Lets the judgements on parties speak of `judged`, in which there are the same parties.
pub(super) fn move_parties(parties: &mut [PartyDiagnosis], judged: &Arc<JudgedChain>) {
    let routes = &judged.routes;
    for (party, (distance, cut_off)) in parties.iter_mut().zip(routes.distance.iter().zip(&routes.cut_off)) {
        party.distance = Some(*distance).filter(|distance| *distance != NONE);
        party.cut_off = *cut_off;
        party.place.judged = Arc::clone(judged);
    }
}

/// Takes away what `diagnosis` says by way of the judged chain, so that nothing but its maker holds on to that. To be filled again.
pub(super) fn let_go(diagnosis: &mut Diagnosis) {
    let nothing = Arc::new(JudgedChain::default());
    for party in &mut diagnosis.parties {
        party.place.judged = Arc::clone(&nothing);
    }
    for link in &mut diagnosis.links {
        link.role = LinkRole::None;
    }
    diagnosis.groups.clear();
    diagnosis.fixes.clear();
}

/// A party's place in the judged chain: what is found when somebody asks.
#[derive(Clone, Debug)]
pub(super) struct PlaceInChain {
    judged: Arc<JudgedChain>,
    party: PartyNumber,
}

impl PlaceInChain {
    fn has_routes(&self) -> bool {
        !self.judged.chain.is_external_customer(self.party)
            && self.judged.routes.distance[self.party as usize] != NONE
    }

    pub(super) fn reaches(&self) -> PartyList {
        let asked = if self.has_routes() { PartiesAsked::Reached(self.party) } else { PartiesAsked::Nothing };
        PartyList::new(&self.judged, asked)
    }

    pub(super) fn is_single_point(&self) -> bool {
        let (chain, routes) = (&self.judged.chain, &self.judged.routes);
        chain.is_team(self.party) && routes.count_only_through(self.party) > 0
    }

    pub(super) fn single_point_for(&self) -> PartyList {
        let asked = if self.is_single_point() {
            PartiesAsked::OnlyThrough(self.party)
        } else {
            PartiesAsked::Nothing
        };
        PartyList::new(&self.judged, asked)
    }

    pub(super) fn weakest(&self) -> Option<Weakest> {
        let route = |view: View| WeakestRoute {
            strength: self.judged.best_strengths(view)[self.party as usize],
            links: LinkList::new(&self.judged, LinksAsked::Bottleneck(self.party, view)),
        };
        self.has_routes()
            .then(|| Weakest { pessimistic: route(View::Pessimistic), optimistic: route(View::Optimistic) })
    }

    pub(super) fn worst(&self) -> Option<Weakest> {
        let route = |view: View| WeakestRoute {
            strength: self.judged.worst_strengths(view)[self.party as usize],
            links: LinkList::new(&self.judged, LinksAsked::Worst(self.party, view)),
        };
        self.has_routes()
            .then(|| Weakest { pessimistic: route(View::Pessimistic), optimistic: route(View::Optimistic) })
    }
}

/// What follows from states and strengths, counted over the whole map.
pub(super) struct Summary {
    counts: Counts,
    customers: Vec<CustomerSummary>,
    works_well: Vec<LinkId>,
}

impl Summary {
    /// Counts.
    pub(super) fn of(judged: &JudgedChain) -> Self {
        Self {
            counts: counts(judged),
            customers: first_screen::customers(judged),
            works_well: first_screen::works_well(judged),
        }
    }

    /// Says it in `diagnosis`; what is counted in facts stays.
    pub(super) fn put_into(self, diagnosis: &mut Diagnosis) {
        let Counts { needs, wants, needs_asked, .. } = diagnosis.counts;
        diagnosis.counts = Counts { needs, wants, needs_asked, ..self.counts };
        diagnosis.first_screen.customers = self.customers;
        diagnosis.first_screen.works_well = self.works_well;
    }
}

/// How many of each but needs and wants.
fn counts(judged: &JudgedChain) -> Counts {
    let mut counts = Counts {
        links: judged.chain.link_count(),
        root_groups: judged.causes.groups.len(),
        ..Counts::default()
    };
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
    counts
}
