//! Who lies within so many links of some parties, up- and downstream: what a focus leaves on the map.
//!
//! A route ends at the first external customer it meets, as in the diagnosis, so no way leads through one; from one that is
//! itself a beginning it does. Deliberately absent: what is done with the rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Org, PartyId, PartyKind};

/// The parties of `from` that are on the map, and everybody who supplies them, or is served by them, over at most `steps` links.
/// Up- and downstream are followed each for itself: a supplier's other customers are not near. O((parties + links) log).
#[must_use]
pub fn neighbourhood(org: &Org, from: &BTreeSet<PartyId>, steps: usize) -> BTreeSet<PartyId> {
    let mut suppliers: BTreeMap<&PartyId, Vec<&PartyId>> = BTreeMap::new();
    let mut customers: BTreeMap<&PartyId, Vec<&PartyId>> = BTreeMap::new();
    for link in org.links().keys() {
        suppliers.entry(&link.customer).or_default().push(&link.supplier);
        customers.entry(&link.supplier).or_default().push(&link.customer);
    }
    let start: BTreeSet<&PartyId> = from.iter().filter(|party| org.party(party).is_some()).collect();
    let mut near = flood(org, &start, &suppliers, steps);
    near.extend(flood(org, &start, &customers, steps));
    near.into_iter().cloned().collect()
}

fn flood<'org>(
    org: &'org Org,
    start: &BTreeSet<&'org PartyId>,
    ways: &BTreeMap<&'org PartyId, Vec<&'org PartyId>>,
    steps: usize,
) -> BTreeSet<&'org PartyId> {
    let mut near = start.clone();
    let mut edge: Vec<&PartyId> = start.iter().copied().collect();
    for _ in 0..steps {
        let next = edge.iter().filter_map(|party| ways.get(party)).flatten();
        let found: Vec<&PartyId> = next.filter(|party| near.insert(party)).copied().collect();
        if found.is_empty() {
            break;
        }
        edge = found.into_iter().filter(|party| !is_external_customer(org, party)).collect();
    }
    near
}

fn is_external_customer(org: &Org, party: &PartyId) -> bool {
    org.party(party).is_some_and(|party| party.kind == PartyKind::ExternalCustomer)
}
