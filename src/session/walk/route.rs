//! The way from a break to the external customer who feels it: the fewest links that carry it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// The links from `cause` on to the nearest external customer, `cause` first; of ways as long the one over broken links. `cause` alone
/// where its damage reaches none. A link that works ends a way. O((parties + links) log).
#[must_use]
pub fn route_to_customer(cause: &LinkId, org: &Org, diagnosis: &Diagnosis) -> Vec<LinkId> {
    let is_end =
        |party: &PartyId| org.party(party).is_some_and(|facts| facts.kind == PartyKind::ExternalCustomer);
    let state = |link: &LinkId| diagnosis.link(link).map_or(LinkState::Unknown, |judged| judged.state);
    let mut came_over: BTreeMap<PartyId, LinkId> = BTreeMap::new();
    let mut seen = BTreeSet::from([cause.supplier.clone(), cause.customer.clone()]);
    let mut next = VecDeque::from([cause.customer.clone()]);
    let mut end = is_end(&cause.customer).then(|| cause.customer.clone());
    while let (None, Some(party)) = (&end, next.pop_front()) {
        let onward = org
            .links_from(&party)
            .filter(|(id, facts)| state(id) != LinkState::Sound && (!facts.support || facts.because_of));
        let mut onward: Vec<&LinkId> = onward.map(|(id, _)| id).collect();
        onward.sort_by_key(|link| (state(link), link.customer.clone()));
        for link in onward {
            if !seen.insert(link.customer.clone()) {
                continue;
            }
            came_over.insert(link.customer.clone(), link.clone());
            if is_end(&link.customer) {
                end = Some(link.customer.clone());
                break;
            }
            next.push_back(link.customer.clone());
        }
    }
    let mut way = Vec::new();
    let mut at = end;
    while let Some(link) = at.as_ref().and_then(|party| came_over.get(party)) {
        way.push(link.clone());
        at = Some(link.supplier.clone());
    }
    way.push(cause.clone());
    way.reverse();
    way
}
