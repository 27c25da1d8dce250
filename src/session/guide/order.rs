//! Which questions a map leaves open, and in which order they are asked.

use std::collections::BTreeSet;

use super::Step;
use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// Everything that the map leaves open, first question first: the external customer; who serves whom, from the customer upstream; whom
/// those serve who hang in the air; a word on every link, nearest to the customer first; what is needed where nothing is written down,
/// broken links first, then those that struggle, those not asked, those that work. O(n log n).
pub(super) fn open_steps(org: &Org, diagnosis: &Diagnosis) -> Vec<Step> {
    let mut steps = Vec::new();
    if !org.parties().values().any(|party| party.kind == PartyKind::ExternalCustomer) {
        steps.push(Step::Customers);
    }
    steps.extend(chain_steps(org, diagnosis));
    steps.extend(links_in_order(org, diagnosis, LinkState::Unknown).into_iter().map(Step::Word));
    for state in [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound] {
        let links = links_in_order(org, diagnosis, state).into_iter();
        let bare = |link: &LinkId| org.link(link).is_some_and(|facts| facts.expectations().is_empty());
        steps.extend(links.filter(bare).map(Step::Needs));
    }
    steps
}

fn chain_steps(org: &Org, diagnosis: &Diagnosis) -> Vec<Step> {
    let served: BTreeSet<&PartyId> = org.links().keys().map(|link| &link.customer).collect();
    let serving: BTreeSet<&PartyId> = org.links().keys().map(|link| &link.supplier).collect();
    let mut parties: Vec<_> = org
        .parties()
        .iter()
        .map(|(id, party)| (distance(diagnosis, id), party.name.to_lowercase(), id, party.kind))
        .collect();
    parties.sort_unstable();
    let unserved =
        parties.iter().filter(|(.., id, kind)| *kind != PartyKind::ExternalSupplier && !served.contains(*id));
    let (near, far): (Vec<_>, Vec<_>) = unserved.partition(|(distance, ..)| *distance < u32::MAX);
    let aimless = parties
        .iter()
        .filter(|(.., id, kind)| *kind != PartyKind::ExternalCustomer && !serving.contains(*id));
    let suppliers = |(.., id, _): &(u32, String, &PartyId, PartyKind)| Step::Suppliers((*id).clone());
    let mut steps: Vec<Step> = near.into_iter().map(suppliers).collect();
    steps.extend(aimless.map(|(.., id, _)| Step::Serves((*id).clone())));
    steps.extend(far.into_iter().map(suppliers));
    steps
}

/// Fewest links to an external customer; the most there is when none can be reached.
fn distance(diagnosis: &Diagnosis, party: &PartyId) -> u32 {
    diagnosis.party(party).and_then(|judged| judged.distance).unwrap_or(u32::MAX)
}

/// The links in this state, nearest to the external customer first.
fn links_in_order(org: &Org, diagnosis: &Diagnosis, state: LinkState) -> Vec<LinkId> {
    let mut links: Vec<_> = diagnosis
        .links
        .iter()
        .filter(|link| link.state == state && org.link(link.id()).is_some())
        .map(|link| {
            let name = |party| org.name_of(party).to_lowercase();
            let id = link.id();
            (distance(diagnosis, &id.customer), name(&id.customer), name(&id.supplier), id.clone())
        })
        .collect();
    links.sort_unstable();
    links.into_iter().map(|(.., id)| id).collect()
}
