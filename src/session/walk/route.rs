//! The way from a break to the external customer who feels it: the one along which its damage most likely travels.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// How far a link makes the way: one that struggles is a little longer than a broken one, one that nobody was asked about is taken
/// only where there is no other. A link that works ends a way.
fn length(state: LinkState) -> Option<u64> {
    match state {
        LinkState::Broken => Some(100),
        LinkState::Strained => Some(101),
        LinkState::Unknown => Some(1_000_000),
        LinkState::Sound => None,
    }
}

/// The links from `cause` on to an external customer, `cause` first: over as few links that nobody was asked about as can be, then as
/// few links, then as many broken ones. `cause` alone where its damage reaches none. O((parties + links) log).
#[must_use]
pub fn route_to_customer(cause: &LinkId, org: &Org, diagnosis: &Diagnosis) -> Vec<LinkId> {
    let is_end =
        |party: &PartyId| org.party(party).is_some_and(|facts| facts.kind == PartyKind::ExternalCustomer);
    let state = |link: &LinkId| diagnosis.link(link).map_or(LinkState::Unknown, |judged| judged.state);
    let mut came_over: BTreeMap<PartyId, LinkId> = BTreeMap::new();
    let mut nearest: BTreeMap<PartyId, u64> = BTreeMap::from([(cause.customer.clone(), 0)]);
    let mut waiting: BTreeSet<(u64, PartyId)> = BTreeSet::from([(0, cause.customer.clone())]);
    let mut at = None;
    while let Some((far, party)) = waiting.pop_first() {
        if is_end(&party) {
            at = Some(party);
            break;
        }
        for (link, facts) in org.links_from(&party) {
            // The way does not come back over the cause, and support carries damage only where somebody has said so.
            let is_way = link.customer != cause.supplier && (!facts.support || facts.because_of);
            let Some(step) = length(state(link)).filter(|_| is_way) else { continue };
            let there = far + step;
            let known = nearest.get(&link.customer).copied().unwrap_or(u64::MAX);
            if there < known {
                waiting.remove(&(known, link.customer.clone()));
                nearest.insert(link.customer.clone(), there);
                came_over.insert(link.customer.clone(), link.clone());
                waiting.insert((there, link.customer.clone()));
            }
        }
    }
    let mut way = Vec::new();
    while let Some(link) = at.as_ref().and_then(|party| came_over.get(party)) {
        way.push(link.clone());
        at = Some(link.supplier.clone());
    }
    way.push(cause.clone());
    way.reverse();
    way
}
