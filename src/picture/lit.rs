//! What lights up with a choice: everything up- and downstream of it.
//!
//! A route ends at the first external customer it meets (the same rule as in the diagnosis), so the light never goes through
//! one. Deliberately absent: states; the light follows every link, broken or not.

use std::collections::{BTreeMap, BTreeSet};

use super::display::Subject;
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// The parties and links that are lit; everything else is dimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// The lit parties.
    pub parties: BTreeSet<PartyId>,
    /// The lit links.
    pub links: BTreeSet<LinkId>,
}

impl Lit {
    /// Whether a subject is lit. Whatever is neither party nor link always is.
    #[must_use]
    pub fn contains(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Party(id) => self.parties.contains(id),
            Subject::Link(id) => self.links.contains(id),
            Subject::None | Subject::Department(_) | Subject::Folded(_) | Subject::Legend => true,
        }
    }

    /// What lights up with `subject`: for a party or a link its chain up- and downstream, for a department its members and
    /// their links; `None` when the subject is none of these, or not on the map. O((parties + links) log).
    #[must_use]
    pub fn chain(org: &Org, subject: &Subject) -> Option<Self> {
        match subject {
            Subject::Party(_) | Subject::Link(_) => Self::chains(org, std::iter::once(subject)),
            Subject::Department(name) | Subject::Folded(name) => Some(Self::department(org, name)),
            Subject::None | Subject::Legend => None,
        }
    }

    /// What lights up with several parties and links: all their chains together; `None` when none of them is on the map. No
    /// slower than for one.
    #[must_use]
    pub fn chains<'subjects>(
        org: &Org,
        subjects: impl IntoIterator<Item = &'subjects Subject>,
    ) -> Option<Self> {
        let mut lit = Self::default();
        let mut upstream_of: BTreeSet<&PartyId> = BTreeSet::new();
        let mut downstream_of: BTreeSet<&PartyId> = BTreeSet::new();
        for subject in subjects {
            match subject {
                Subject::Party(id) if org.party(id).is_some() => {
                    lit.parties.insert(id.clone());
                    upstream_of.insert(id);
                    downstream_of.insert(id);
                }
                Subject::Link(id) if org.link(id).is_some() => {
                    lit.links.insert(id.clone());
                    lit.parties.extend([id.supplier.clone(), id.customer.clone()]);
                    upstream_of.extend(Some(&id.supplier).filter(|party| !is_external_customer(org, party)));
                    downstream_of
                        .extend(Some(&id.customer).filter(|party| !is_external_customer(org, party)));
                }
                _ => {}
            }
        }
        let ways = Ways::of(org);
        ways.follow(org, &upstream_of, Direction::Upstream, &mut lit);
        ways.follow(org, &downstream_of, Direction::Downstream, &mut lit);
        (!lit.parties.is_empty()).then_some(lit)
    }

    fn department(org: &Org, name: &str) -> Self {
        let is_member = |id: &PartyId| {
            org.party(id).and_then(|party| party.department.as_deref()).is_some_and(|own| own == name)
        };
        let mut lit = Self::default();
        lit.parties.extend(org.parties().keys().filter(|id| is_member(id)).cloned());
        for id in org.links().keys().filter(|id| is_member(&id.supplier) || is_member(&id.customer)) {
            lit.links.insert(id.clone());
            lit.parties.extend([id.supplier.clone(), id.customer.clone()]);
        }
        lit
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Upstream,
    Downstream,
}

/// The links by their two ends.
struct Ways<'org> {
    into: BTreeMap<&'org PartyId, Vec<&'org LinkId>>,
    out_of: BTreeMap<&'org PartyId, Vec<&'org LinkId>>,
}

impl<'org> Ways<'org> {
    fn of(org: &'org Org) -> Self {
        let mut ways = Self { into: BTreeMap::new(), out_of: BTreeMap::new() };
        for id in org.links().keys() {
            ways.into.entry(&id.customer).or_default().push(id);
            ways.out_of.entry(&id.supplier).or_default().push(id);
        }
        ways
    }

    /// Lights everything that lies in `direction` of `starts`. From an external customer that is no start the light
    /// goes no further; what an external customer hands in is lit with it, but not what becomes of that.
    fn follow<'ways>(
        &'ways self,
        org: &Org,
        starts: &BTreeSet<&'ways PartyId>,
        direction: Direction,
        lit: &mut Lit,
    ) {
        let mut seen = starts.clone();
        let mut waiting: Vec<&PartyId> = starts.iter().copied().collect();
        while let Some(party) = waiting.pop() {
            let leaves_the_chain = direction == Direction::Downstream && is_external_customer(org, party);
            let ways = match direction {
                Direction::Upstream => self.into.get(party),
                Direction::Downstream => self.out_of.get(party),
            };
            for link in ways.into_iter().flatten() {
                let next = match direction {
                    Direction::Upstream => &link.supplier,
                    Direction::Downstream => &link.customer,
                };
                lit.links.insert((*link).clone());
                lit.parties.insert(next.clone());
                let goes_on = !leaves_the_chain && !is_external_customer(org, next);
                if goes_on && seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
    }
}

fn is_external_customer(org: &Org, id: &PartyId) -> bool {
    org.party(id).is_some_and(|party| party.kind == PartyKind::ExternalCustomer)
}
