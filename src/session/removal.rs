//! What goes along when something is taken off the map.

use std::collections::BTreeSet;

use super::Subject;
use crate::diagnosis::counted;
use crate::edit::{Change, Edit, PartyFact, remove_expectation, remove_link, remove_party};
use crate::model::{LinkId, Org, PartyId};

/// Everything that a removal takes with it, to be named before it happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Parties that go.
    pub parties: BTreeSet<PartyId>,
    /// Links that go, those of the parties included.
    pub links: BTreeSet<LinkId>,
    /// How many needs and wants go with the links, or by themselves.
    pub expectations: usize,
    /// How many ratings go with those.
    pub ratings: usize,
    /// Teams that reported to a party that goes, and now report to nobody.
    pub reports: BTreeSet<PartyId>,
    subjects: BTreeSet<Subject>,
}

impl Removal {
    /// What `subjects` take with them in `org`. What is not on the map is left out.
    #[must_use]
    pub fn of(subjects: &[Subject], org: &Org) -> Self {
        let mut removal = Self::default();
        removal.subjects.extend(subjects.iter().filter(|subject| subject.exists_in(org)).cloned());
        for subject in &removal.subjects {
            match subject {
                Subject::Party(party) => {
                    removal.parties.insert(party.clone());
                }
                Subject::Link(link) => {
                    removal.links.insert(link.clone());
                }
                Subject::Expectation(..) => {}
            }
        }
        let ends = &removal.parties;
        let along =
            org.links().keys().filter(|link| ends.contains(&link.supplier) || ends.contains(&link.customer));
        removal.links.extend(along.cloned());
        for (id, party) in org.parties() {
            let manager_goes = party.reports_to.as_ref().is_some_and(|manager| ends.contains(manager));
            if manager_goes && !ends.contains(id) {
                removal.reports.insert(id.clone());
            }
        }
        removal.count(org);
        removal
    }

    fn count(&mut self, org: &Org) {
        let along =
            self.links.iter().filter_map(|id| org.link(id)).flat_map(|link| link.expectations().values());
        let alone = self.subjects.iter().filter_map(|subject| match subject {
            Subject::Expectation(link, id) if !self.links.contains(link) => {
                org.link(link)?.expectations().get(id)
            }
            _ => None,
        });
        let gone: Vec<_> = along.chain(alone).collect();
        self.expectations = gone.len();
        self.ratings = gone.iter().map(|expectation| expectation.ratings.len()).sum();
    }

    /// Whether nothing would go.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty() && self.links.is_empty() && self.expectations == 0
    }

    /// Whether more goes than what was pointed at.
    #[must_use]
    pub fn takes_more_along(&self) -> bool {
        self.parties.len() + self.links.len() + self.expectations > self.subjects.len()
            || !self.reports.is_empty()
    }

    /// In words, for example `Records, 4 links, 6 needs and wants, 9 ratings`.
    #[must_use]
    pub fn in_words(&self, org: &Org) -> String {
        let mut parts = Vec::new();
        match self.parties.len() {
            0 => {}
            1..=3 => parts.extend(self.parties.iter().map(|party| org.name_of(party).to_owned())),
            many => parts.push(format!("{many} parties")),
        }
        if self.parties.is_empty() && self.links.len() == 1 {
            let named = self.links.iter().map(|link| {
                format!("the link {} to {}", org.name_of(&link.supplier), org.name_of(&link.customer))
            });
            parts.extend(named);
        } else {
            parts.extend(some(self.links.len(), "link", "links"));
        }
        parts.extend(some(self.expectations, "need or want", "needs and wants"));
        parts.extend(some(self.ratings, "rating", "ratings"));
        if !self.reports.is_empty() {
            parts.push(format!("{} will report to nobody", counted(self.reports.len(), "team", "teams")));
        }
        parts.join(", ")
    }

    /// The edits, in an order in which each fits.
    pub(super) fn edits(&self, org: &Org) -> Vec<Edit> {
        let mut edits = Vec::new();
        for subject in &self.subjects {
            if let Subject::Expectation(link, id) = subject
                && !self.links.contains(link)
                && let Some(facts) = org.link(link).and_then(|link| link.expectations().get(id))
            {
                edits.extend(remove_expectation(link, id, facts));
            }
        }
        for id in &self.links {
            edits.extend(org.link(id).into_iter().flat_map(|link| remove_link(id, link)));
        }
        let goes = |party: &PartyId| self.parties.contains(party);
        for (id, party) in org.parties().iter().filter(|(id, _)| self.reports.contains(*id) || goes(id)) {
            if let Some(manager) = &party.reports_to {
                let fact = PartyFact::ReportsTo(Change::new(Some(manager.clone()), None));
                edits.push(Edit::Party { party: id.clone(), fact });
            }
        }
        for id in &self.parties {
            if let Some(party) = org.party(id) {
                let mut party = party.clone();
                party.reports_to = None;
                edits.extend(remove_party(id, &party));
            }
        }
        edits
    }
}

fn some(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| counted(count, one, many))
}
