//! The definitions of the design once more, as slow and as plain as can be: sets of ids, every pair tried, nothing shared with
//! the library but the facts and the states.

use std::collections::{BTreeMap, BTreeSet};

use throughline::diagnosis::{Diagnosis, LinkRole, LinkState};
use throughline::model::{LinkId, Org, PartyId, PartyKind};

pub type States = BTreeMap<LinkId, LinkState>;

pub fn states(diagnosis: &Diagnosis) -> States {
    diagnosis.links.iter().map(|link| (link.id().clone(), link.state)).collect()
}

pub fn is_customer(org: &Org, party: &PartyId) -> bool {
    org.party(party).is_some_and(|party| party.kind == PartyKind::ExternalCustomer)
}

pub fn is_team(org: &Org, party: &PartyId) -> bool {
    org.party(party).is_some_and(|party| party.kind == PartyKind::Team)
}

/// Everything that `start` leads to over the links that pass, itself included.
pub fn reach(org: &Org, start: &PartyId, passes: &dyn Fn(&LinkId) -> bool) -> BTreeSet<PartyId> {
    let mut reached = BTreeSet::from([start.clone()]);
    loop {
        let next: Vec<PartyId> = org
            .links()
            .keys()
            .filter(|link| {
                reached.contains(&link.supplier) && !reached.contains(&link.customer) && passes(link)
            })
            .map(|link| link.customer.clone())
            .collect();
        if next.is_empty() {
            return reached;
        }
        reached.extend(next);
    }
}

pub fn is_unconfirmed_support(org: &Org, link: &LinkId) -> bool {
    org.link(link).is_some_and(|link| link.support && !link.because_of)
}

pub fn conducts(org: &Org, states: &States, link: &LinkId) -> bool {
    states[link] != LinkState::Sound
        && !is_customer(org, &link.supplier)
        && !is_unconfirmed_support(org, link)
}

pub fn upstream(org: &Org, states: &States, first: &LinkId, second: &LinkId) -> bool {
    first != second
        && !is_unconfirmed_support(org, first)
        && !is_customer(org, &second.supplier)
        && reach(org, &first.customer, &|link| conducts(org, states, link)).contains(&second.supplier)
}

/// What the design says of one broken link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwinRole {
    Root { group: BTreeSet<LinkId>, unseen: bool },
    Symptom { explained_by: BTreeSet<LinkId>, likely: bool },
}

impl TwinRole {
    /// What counts as a change for the next question: the kind of role, and the explanation of a symptom.
    pub fn answer(&self) -> Option<&BTreeSet<LinkId>> {
        match self {
            Self::Root { .. } => None,
            Self::Symptom { explained_by, .. } => Some(explained_by),
        }
    }
}

pub fn roles(org: &Org, states: &States) -> BTreeMap<LinkId, TwinRole> {
    let of_state = |wanted: LinkState| -> Vec<LinkId> {
        states.iter().filter(|(_, state)| **state == wanted).map(|(link, _)| link.clone()).collect()
    };
    let (broken, unknown) = (of_state(LinkState::Broken), of_state(LinkState::Unknown));
    let reached: BTreeMap<&LinkId, BTreeSet<PartyId>> = broken
        .iter()
        .chain(&unknown)
        .map(|link| (link, reach(org, &link.customer, &|other| conducts(org, states, other))))
        .collect();
    let is_upstream = |first: &LinkId, second: &LinkId| {
        first != second
            && !is_unconfirmed_support(org, first)
            && !is_customer(org, &second.supplier)
            && reached[first].contains(&second.supplier)
    };
    let is_root =
        |link: &LinkId| broken.iter().all(|other| !is_upstream(other, link) || is_upstream(link, other));
    let roots: Vec<&LinkId> = broken.iter().filter(|link| is_root(link)).collect();
    let role = |link: &LinkId| {
        if is_root(link) {
            let is_mutual =
                |other: &&LinkId| *other == link || (is_upstream(other, link) && is_upstream(link, other));
            let group = broken.iter().filter(is_mutual).cloned().collect();
            return TwinRole::Root { group, unseen: unknown.iter().any(|other| is_upstream(other, link)) };
        }
        let explained_by: BTreeSet<LinkId> =
            roots.iter().filter(|root| is_upstream(root, link)).map(|root| (*root).clone()).collect();
        let is_bad = |other: &LinkId| states[other] != LinkState::Unknown && conducts(org, states, other);
        let likely =
            explained_by.iter().any(|root| reach(org, &root.customer, &is_bad).contains(&link.supplier));
        TwinRole::Symptom { explained_by, likely }
    };
    broken.iter().map(|link| (link.clone(), role(link))).collect()
}

/// The roles that the library found, in the same words.
pub fn found_roles(diagnosis: &Diagnosis) -> BTreeMap<LinkId, TwinRole> {
    let role = |role: &LinkRole| match role {
        LinkRole::None => None,
        LinkRole::Root { group, unseen } => {
            let group = diagnosis.groups[*group].links.iter().cloned().collect();
            Some(TwinRole::Root { group, unseen: *unseen })
        }
        LinkRole::Symptom { likely, explained_by } => {
            Some(TwinRole::Symptom { explained_by: explained_by.iter().cloned().collect(), likely: *likely })
        }
    };
    diagnosis.links.iter().filter_map(|link| Some((link.id().clone(), role(&link.role)?))).collect()
}

/// Gain, and causes that fall away, of asking about each unknown link: both answers tried.
pub fn questions(org: &Org, states: &States) -> BTreeMap<LinkId, (usize, usize)> {
    let before = roles(org, states);
    let assume = |link: &LinkId, state: LinkState| {
        let mut states = states.clone();
        states.insert(link.clone(), state);
        roles(org, &states)
    };
    let changed = |after: &BTreeMap<LinkId, TwinRole>| {
        before.iter().filter(|(link, role)| after[*link].answer() != role.answer()).count()
    };
    let unknown = states.iter().filter(|(_, state)| **state == LinkState::Unknown);
    unknown
        .map(|(link, _)| {
            let (sound, broken) = (assume(link, LinkState::Sound), assume(link, LinkState::Broken));
            let mut cleared = BTreeSet::new();
            for (link, role) in &before {
                if let TwinRole::Symptom { explained_by, .. } = role {
                    let still = match &sound[link] {
                        TwinRole::Symptom { explained_by, .. } => explained_by.clone(),
                        TwinRole::Root { .. } => BTreeSet::new(),
                    };
                    cleared.extend(explained_by.difference(&still).cloned());
                }
            }
            (link.clone(), (changed(&sound) + changed(&broken), cleared.len()))
        })
        .collect()
}
