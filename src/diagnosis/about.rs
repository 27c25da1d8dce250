//! What a finding is about: parties, links, expectations, a complaint.
//!
//! Most findings of a large map are about one link or one expectation on it. They share what is known of that link, so that
//! such a finding takes the room of a few words. Deliberately absent: what is said of it (`finding`).

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use super::answer::ExpectationDiagnosis;
use super::by_expectation::ByExpectation;
use crate::model::{ComplaintId, Expectation, ExpectationId, LinkId, PartyId};

/// What parties are called. Shared, since the findings of a large map name them tens of thousands of times.
pub(super) type Name = Arc<str>;

/// A link as it was judged: what its judgement and all findings on it share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JudgedLink {
    /// Which link.
    pub(super) id: LinkId,
    /// What the giving end is called.
    pub(super) supplier: Name,
    /// What the receiving end is called.
    pub(super) customer: Name,
    /// How each of its expectations fares, beside its facts.
    pub(super) expectations: ByExpectation<ExpectationDiagnosis>,
}

/// What a finding is about.
#[derive(Clone)]
pub(super) enum About {
    /// The whole map.
    Map,
    /// One party.
    Party(PartyId),
    /// One link.
    Link(Arc<JudgedLink>),
    /// One expectation, by its place on its link.
    Expectation(Arc<JudgedLink>, u32),
    /// Anything else.
    Several(Box<Things>),
}

/// What the id of a finding names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    /// The whole map.
    #[default]
    Map,
    /// The first of the parties.
    Party,
    /// The first of the links.
    Link,
    /// The expectations.
    Expectations,
    /// The complaint.
    Complaint,
}

/// All that a finding is about.
#[derive(Clone, Default)]
pub(super) struct Things {
    /// What its id names.
    pub(super) subject: Subject,
    /// The subject first, then the others sorted.
    pub(super) teams: SmallVec<[PartyId; 2]>,
    /// The links.
    pub(super) links: SmallVec<[LinkId; 1]>,
    /// The expectations.
    pub(super) expectations: SmallVec<[(LinkId, ExpectationId); 1]>,
    /// The complaint.
    pub(super) complaint: Option<ComplaintId>,
}

impl About {
    /// What the id names.
    pub(super) fn subject(&self) -> Subject {
        match self {
            Self::Map => Subject::Map,
            Self::Party(_) => Subject::Party,
            Self::Link(_) => Subject::Link,
            Self::Expectation(..) => Subject::Expectations,
            Self::Several(things) => things.subject,
        }
    }

    /// The parties. Of a link the customer first: it is the one to ask.
    pub(super) fn teams(&self) -> SmallVec<[&PartyId; 2]> {
        match self {
            Self::Map => SmallVec::new(),
            Self::Party(party) => smallvec![party],
            Self::Link(link) | Self::Expectation(link, _) => smallvec![&link.id.customer, &link.id.supplier],
            Self::Several(things) => things.teams.iter().collect(),
        }
    }

    /// The links.
    pub(super) fn links(&self) -> &[LinkId] {
        match self {
            Self::Map | Self::Party(_) => &[],
            Self::Link(link) | Self::Expectation(link, _) => std::slice::from_ref(&link.id),
            Self::Several(things) => &things.links,
        }
    }

    /// The expectations.
    pub(super) fn expectations(&self) -> SmallVec<[(&LinkId, &ExpectationId); 1]> {
        match self {
            Self::Map | Self::Party(_) | Self::Link(_) => SmallVec::new(),
            Self::Expectation(link, place) => {
                link.expectations.at(*place as usize).map(|(id, ..)| (&link.id, id)).into_iter().collect()
            }
            Self::Several(things) => things.expectations.iter().map(|(link, id)| (link, id)).collect(),
        }
    }

    /// The first of the expectations, and whether there is no other.
    pub(super) fn first_expectation(&self) -> (Option<(&LinkId, &ExpectationId)>, bool) {
        match self {
            Self::Map | Self::Party(_) | Self::Link(_) => (None, true),
            Self::Expectation(link, place) => {
                (link.expectations.at(*place as usize).map(|(id, ..)| (&link.id, id)), true)
            }
            Self::Several(things) => {
                (things.expectations.first().map(|(link, id)| (link, id)), things.expectations.len() == 1)
            }
        }
    }

    /// The complaint.
    pub(super) fn complaint(&self) -> Option<&ComplaintId> {
        match self {
            Self::Several(things) => things.complaint.as_ref(),
            Self::Map | Self::Party(_) | Self::Link(_) | Self::Expectation(..) => None,
        }
    }

    /// The one link, as it was judged.
    pub(super) fn link(&self) -> Option<&JudgedLink> {
        match self {
            Self::Link(link) | Self::Expectation(link, _) => Some(link),
            Self::Map | Self::Party(_) | Self::Several(_) => None,
        }
    }

    /// The one expectation, as it was judged: its facts and how it fares.
    pub(super) fn expectation(&self) -> Option<(&JudgedLink, &Expectation, &ExpectationDiagnosis)> {
        let Self::Expectation(link, place) = self else { return None };
        let (_, facts, judged) = link.expectations.at(*place as usize)?;
        Some((link, facts, judged))
    }

    /// The same as lists.
    pub(super) fn to_things(&self) -> Things {
        if let Self::Several(things) = self {
            return (**things).clone();
        }
        let expectations = self.expectations().into_iter();
        Things {
            subject: self.subject(),
            teams: self.teams().into_iter().cloned().collect(),
            links: self.links().iter().cloned().collect(),
            expectations: expectations.map(|(link, id)| (link.clone(), id.clone())).collect(),
            complaint: None,
        }
    }
}
