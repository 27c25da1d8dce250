//! The whole map, and what must always hold of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AcceptedFinding, Action, ActionId, Complaint, ComplaintId, Dots, ExpectationId, Link, LinkId, Parked,
    ParkedId, Party, PartyId, PartyKind, Policy, StopId, VoteSubject, slug,
};

/// An organisation: who serves whom, out to the external customers. Iterates in the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Org {
    /// What it is called.
    pub name: String,
    /// What service it wants to be known for, in two sentences (seeds 000, 002).
    pub service_vision: String,
    /// Whether a person has said that everybody is on the map.
    pub map_complete: bool,
    /// The thresholds that are a choice.
    pub policy: Policy,
    /// What external customers complained of.
    pub complaints: BTreeMap<ComplaintId, Complaint>,
    /// What people agreed to do.
    pub actions: BTreeMap<ActionId, Action>,
    /// Findings that somebody has decided to live with, by finding id.
    pub accepted_findings: BTreeMap<String, AcceptedFinding>,
    /// Remarks that were put aside so that they are not lost.
    pub parked: BTreeMap<ParkedId, Parked>,
    /// The dots that people gave. They order the list of actions.
    pub votes: BTreeMap<VoteSubject, Dots>,
    /// The stops of the walk that were put in an order by hand; empty: the walk as it is built from the map.
    pub walk_order: Vec<StopId>,
    /// The stops that the walk leaves out.
    pub walk_left_out: BTreeSet<StopId>,
    /// What the speaker noted for a stop. Notes of a stop that is no longer there stay.
    pub walk_notes: BTreeMap<StopId, String>,
    parties: BTreeMap<PartyId, Party>,
    links: BTreeMap<LinkId, Link>,
}

/// A structural invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// An id without a character.
    #[error("a party has an empty id; give it a name with a letter or a digit")]
    EmptyId,
    /// A party that nobody could point at.
    #[error("party {0} has no name; give it one")]
    NamelessParty(PartyId),
    /// An end of a link is not on the map.
    #[error("link {link} names {missing}, who is not on the map; add that party or remove the link")]
    DanglingLink {
        /// The link.
        link: LinkId,
        /// The end that is missing.
        missing: PartyId,
    },
    /// A party that serves itself.
    #[error("link {0} leads from a party to itself; a link joins two parties")]
    SelfLink(LinkId),
    /// `reports_to` names nobody, or no team, or the party itself.
    #[error("{party} reports to {manager}, who is not another team on the map; name a team or leave it out")]
    BadManager {
        /// The party that reports.
        party: PartyId,
        /// Whom it names.
        manager: PartyId,
    },
    /// A weight that is not above zero.
    #[error("the weight of {0} is not above zero; write a number such as 1 or 2.5")]
    BadWeight(PartyId),
    /// An expectation that says nothing.
    #[error("{expectation} on link {link} says nothing; write down what the customer expects, or remove it")]
    EmptyStatement {
        /// The link.
        link: LinkId,
        /// The expectation.
        expectation: ExpectationId,
    },
    /// An amount below zero.
    #[error("the volume of link {0} is below zero; write zero or more, or leave it out")]
    NegativeVolume(LinkId),
    /// A measurement of no cases.
    #[error(
        "a measurement of {expectation} on link {link} has a sample size of 0; write 1 or more, or leave it out"
    )]
    EmptySample {
        /// The link.
        link: LinkId,
        /// The expectation.
        expectation: ExpectationId,
    },
    /// A cost below zero.
    #[error("the cost of link {0} is below zero; write zero or more, or leave it out")]
    NegativeCost(LinkId),
    /// A count of defects, a share or a target that cannot be.
    #[error(
        "the quality count or target of link {0} cannot be: 1 or more units and opportunities, no more defects than \
         both multiplied, a percentage from 0 to 100, at most 1,000,000 defects in a million"
    )]
    BadQuality(LinkId),
    /// A complaint that says nothing.
    #[error("complaint {0} says nothing; write down what the customer said, or remove it")]
    EmptyComplaint(ComplaintId),
    /// An action that says nothing.
    #[error("action {0} does not say what is to be done; write it down, or remove it")]
    EmptyAction(ActionId),
    /// A parked remark that says nothing.
    #[error("the parked remark {0} says nothing; write down what was said, or remove it")]
    EmptyParked(ParkedId),
    /// Thresholds in the wrong order.
    #[error("the policy's thresholds are out of order; keep strained_from <= met_from <= exceeded_from")]
    InconsistentPolicy,
}

impl Org {
    /// The parties by id.
    #[must_use]
    pub fn parties(&self) -> &BTreeMap<PartyId, Party> {
        &self.parties
    }

    /// The links by id.
    #[must_use]
    pub fn links(&self) -> &BTreeMap<LinkId, Link> {
        &self.links
    }

    /// For [`crate::edit`] alone: nothing else may change the ground state.
    pub(crate) fn parties_mut(&mut self) -> &mut BTreeMap<PartyId, Party> {
        &mut self.parties
    }

    /// For [`crate::edit`] alone: nothing else may change the ground state.
    pub(crate) fn links_mut(&mut self) -> &mut BTreeMap<LinkId, Link> {
        &mut self.links
    }

    /// The party with this id.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.get(id)
    }

    /// The link with this id.
    #[must_use]
    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.links.get(id)
    }

    /// The name of a party, or its id when it is not on the map.
    #[must_use]
    pub fn name_of<'org>(&'org self, id: &'org PartyId) -> &'org str {
        self.parties.get(id).map_or(id.as_str(), |party| party.name.as_str())
    }

    /// The links over which `supplier` serves others, by customer.
    pub fn links_from<'org>(
        &'org self,
        supplier: &'org PartyId,
    ) -> impl Iterator<Item = (&'org LinkId, &'org Link)> + use<'org> {
        let first = LinkId { supplier: supplier.clone(), customer: PartyId::new("") };
        self.links.range(first..).take_while(move |(id, _)| id.supplier == *supplier)
    }

    /// The links over which `customer` is served, by supplier. Looks at every link.
    pub fn links_to<'org>(
        &'org self,
        customer: &'org PartyId,
    ) -> impl Iterator<Item = (&'org LinkId, &'org Link)> + use<'org> {
        self.links.iter().filter(move |(id, _)| id.customer == *customer)
    }

    /// A party id made from `name` that is not taken: its slug, else `party`, with `-2`, `-3`, ... when needed.
    #[must_use]
    pub fn free_party_id(&self, name: &str) -> PartyId {
        free_id(&slug(name), "party", |candidate| self.parties.contains_key(&PartyId::new(candidate))).into()
    }

    /// An expectation id made from `statement` that is not taken on `link`.
    #[must_use]
    pub fn free_expectation_id(&self, link: &LinkId, statement: &str) -> ExpectationId {
        let taken = |candidate: &str| {
            self.links
                .get(link)
                .is_some_and(|link| link.expectations.contains_key(&ExpectationId::new(candidate)))
        };
        free_id(&slug(statement), "expectation", taken).into()
    }

    /// A complaint id made from `words` that is not taken.
    #[must_use]
    pub fn free_complaint_id(&self, words: &str) -> ComplaintId {
        let taken = |candidate: &str| self.complaints.contains_key(&ComplaintId::new(candidate));
        ComplaintId::new(free_id(&slug(words), "complaint", taken))
    }

    /// An action id made from `what` that is not taken.
    #[must_use]
    pub fn free_action_id(&self, what: &str) -> ActionId {
        let taken = |candidate: &str| self.actions.contains_key(&ActionId::new(candidate));
        ActionId::new(free_id(&slug(what), "action", taken))
    }

    /// An id for a parked remark made from `words` that is not taken.
    #[must_use]
    pub fn free_parked_id(&self, words: &str) -> ParkedId {
        let taken = |candidate: &str| self.parked.contains_key(&ParkedId::new(candidate));
        ParkedId::new(free_id(&slug(words), "parked", taken))
    }

    /// Every structural invariant that does not hold, in the order of ids. Empty for a sound organisation.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !self.policy.is_consistent() {
            violations.push(Violation::InconsistentPolicy);
        }
        self.check_records(&mut violations);
        for (id, party) in &self.parties {
            self.check_party(id, party, &mut violations);
        }
        for (id, link) in &self.links {
            self.check_link(id, link, &mut violations);
        }
        violations
    }

    /// What is wrong with the complaints, the actions and the parked remarks.
    pub(crate) fn check_records(&self, violations: &mut Vec<Violation>) {
        let empty = self.complaints.iter().filter(|(_, complaint)| complaint.words.trim().is_empty());
        violations.extend(empty.map(|(id, _)| Violation::EmptyComplaint(id.clone())));
        let empty = self.actions.iter().filter(|(_, action)| action.what.trim().is_empty());
        violations.extend(empty.map(|(id, _)| Violation::EmptyAction(id.clone())));
        let empty = self.parked.iter().filter(|(_, parked)| parked.words.trim().is_empty());
        violations.extend(empty.map(|(id, _)| Violation::EmptyParked(id.clone())));
    }

    /// What is wrong with one party.
    pub(crate) fn check_party(&self, id: &PartyId, party: &Party, violations: &mut Vec<Violation>) {
        if id.as_str().is_empty() {
            violations.push(Violation::EmptyId);
        }
        if party.name.trim().is_empty() {
            violations.push(Violation::NamelessParty(id.clone()));
        }
        if party.weight.is_some_and(|weight| weight.get() <= 0.0) {
            violations.push(Violation::BadWeight(id.clone()));
        }
        if let Some(manager) = &party.reports_to {
            let is_team = self.parties.get(manager).is_some_and(|party| party.kind == PartyKind::Team);
            if manager == id || !is_team {
                violations.push(Violation::BadManager { party: id.clone(), manager: manager.clone() });
            }
        }
    }

    /// What is wrong with one link.
    pub(crate) fn check_link(&self, id: &LinkId, link: &Link, violations: &mut Vec<Violation>) {
        if id.supplier == id.customer {
            violations.push(Violation::SelfLink(id.clone()));
        }
        for end in [&id.supplier, &id.customer] {
            if !self.parties.contains_key(end) {
                violations.push(Violation::DanglingLink { link: id.clone(), missing: end.clone() });
            }
        }
        if link.volume.as_ref().is_some_and(|volume| volume.amount.get() < 0.0) {
            violations.push(Violation::NegativeVolume(id.clone()));
        }
        if link.cost.as_ref().is_some_and(|cost| cost.amount.get() < 0.0) {
            violations.push(Violation::NegativeCost(id.clone()));
        }
        let is_quality_sound = link.quality.values().all(super::QualityCount::is_consistent)
            && link.quality_target.as_ref().is_none_or(super::QualityTarget::is_consistent);
        if !is_quality_sound {
            violations.push(Violation::BadQuality(id.clone()));
        }
        for (expectation, facts) in &link.expectations {
            if facts.measurements.values().any(|measured| measured.sample_size == Some(0)) {
                let expectation = expectation.clone();
                violations.push(Violation::EmptySample { link: id.clone(), expectation });
            }
            if facts.statement.trim().is_empty() {
                let expectation = expectation.clone();
                violations.push(Violation::EmptyStatement { link: id.clone(), expectation });
            }
        }
    }
}

/// `base`, or `fallback` when that is empty, with the lowest number from 2 that makes it free.
pub fn free_id(base: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = if base.is_empty() { fallback } else { base };
    if !taken(base) {
        return base.to_owned();
    }
    (2_u64..).map(|number| format!("{base}-{number}")).find(|candidate| !taken(candidate)).unwrap_or_default()
}

impl From<String> for PartyId {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<String> for ExpectationId {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}
