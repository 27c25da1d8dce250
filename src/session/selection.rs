//! What is chosen: one party, link or expectation, or several.

use std::collections::BTreeSet;

use crate::model::{ExpectationId, LinkId, Org, PartyId};

/// Something that can be chosen, flown to and taken off the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A party.
    Party(PartyId),
    /// A link.
    Link(LinkId),
    /// An expectation on a link.
    Expectation(LinkId, ExpectationId),
}

impl Subject {
    /// Whether it is on the map.
    #[must_use]
    pub fn exists_in(&self, org: &Org) -> bool {
        match self {
            Self::Party(party) => org.party(party).is_some(),
            Self::Link(link) => org.link(link).is_some(),
            Self::Expectation(link, expectation) => {
                org.link(link).is_some_and(|link| link.expectations().contains_key(expectation))
            }
        }
    }

    /// The link it is, or lies on.
    #[must_use]
    pub fn link(&self) -> Option<&LinkId> {
        match self {
            Self::Party(_) => None,
            Self::Link(link) | Self::Expectation(link, _) => Some(link),
        }
    }
}

/// The chosen things, and the one among them that the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Everything chosen.
    subjects: BTreeSet<Subject>,
    /// The one chosen last.
    primary: Option<Subject>,
}

impl Selection {
    /// Nothing is chosen.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Just `subject` is chosen.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self { subjects: BTreeSet::from([subject.clone()]), primary: Some(subject) }
    }

    /// Just this party is chosen.
    #[must_use]
    pub fn party(party: &PartyId) -> Self {
        Self::of(Subject::Party(party.clone()))
    }

    /// Just this link is chosen.
    #[must_use]
    pub fn link(link: &LinkId) -> Self {
        Self::of(Subject::Link(link.clone()))
    }

    /// All of `subjects`, the first of them as the one that the inspector shows.
    #[must_use]
    pub fn of_all(subjects: impl IntoIterator<Item = Subject>) -> Self {
        let subjects: Vec<Subject> = subjects.into_iter().collect();
        let primary = subjects.first().cloned();
        Self { subjects: subjects.into_iter().collect(), primary }
    }

    /// With all that `other` holds; its primary is the one that the inspector shows, if it has one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.subjects.extend(other.subjects);
        self.primary = other.primary.or(self.primary);
        self
    }

    /// With everything in `other` taken out, if all of it was in; else with all of it put in.
    #[must_use]
    pub fn toggled_all(mut self, other: &Self) -> Self {
        if !other.subjects.is_subset(&self.subjects) {
            return self.with(other.clone());
        }
        self.subjects.retain(|subject| !other.contains(subject));
        if self.primary.as_ref().is_some_and(|subject| !self.subjects.contains(subject)) {
            self.primary = self.subjects.iter().next_back().cloned();
        }
        self
    }

    /// With `subject` put in, or taken out when it was in.
    #[must_use]
    pub fn toggled(mut self, subject: &Subject) -> Self {
        if self.subjects.remove(subject) {
            if self.primary.as_ref() == Some(subject) {
                self.primary = self.subjects.iter().next_back().cloned();
            }
        } else {
            self.subjects.insert(subject.clone());
            self.primary = Some(subject.clone());
        }
        self
    }

    /// The parties among what is chosen, by id.
    pub fn parties(&self) -> impl Iterator<Item = &PartyId> {
        self.subjects.iter().filter_map(|subject| match subject {
            Subject::Party(party) => Some(party),
            Subject::Link(_) | Subject::Expectation(..) => None,
        })
    }

    /// Everything chosen, sorted.
    #[must_use]
    pub fn subjects(&self) -> &BTreeSet<Subject> {
        &self.subjects
    }

    /// The one that the inspector shows.
    #[must_use]
    pub fn primary(&self) -> Option<&Subject> {
        self.primary.as_ref()
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Whether `subject` is chosen.
    #[must_use]
    pub fn contains(&self, subject: &Subject) -> bool {
        self.subjects.contains(subject)
    }

    /// Without what is no longer on the map.
    #[must_use]
    pub fn kept_in(mut self, org: &Org) -> Self {
        self.subjects.retain(|subject| subject.exists_in(org));
        if self.primary.as_ref().is_some_and(|subject| !self.subjects.contains(subject)) {
            self.primary = self.subjects.iter().next_back().cloned();
        }
        self
    }
}
