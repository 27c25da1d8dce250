//! One thing that a person did: a label and its edits, all or nothing.

use serde::{Deserialize, Serialize};

use super::{Edit, EditError, OrgFact, apply, revert};
use crate::model::{LinkId, Org, PartyId, Violation};

/// A labelled list of edits that is applied whole or not at all. The label is what undo calls it, for example `Rename Lab`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// What the person did, in words.
    pub label: String,
    /// What it changes, in order.
    pub edits: Vec<Edit>,
}

/// A transaction that was not applied. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransactionError {
    /// One of its edits does not fit.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// It would leave the map unsound.
    #[error(transparent)]
    Violation(#[from] Violation),
}

impl Transaction {
    /// A transaction of `edits`, called `label`.
    #[must_use]
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The way back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let edits = self.edits.iter().rev().map(Edit::inverted).collect();
        Self { label: self.label.clone(), edits }
    }

    /// Makes every edit true, or none.
    ///
    /// # Errors
    /// [`TransactionError`] when an edit does not fit or the map would be unsound afterwards; `org` is as it was.
    pub fn apply(&self, org: &mut Org) -> Result<(), TransactionError> {
        for (done, edit) in self.edits.iter().enumerate() {
            if let Err(error) = apply(edit, org) {
                take_back(self.edits.iter().take(done), org);
                return Err(error.into());
            }
        }
        match self.first_violation(org) {
            None => Ok(()),
            Some(violation) => {
                take_back(self.edits.iter(), org);
                Err(violation.into())
            }
        }
    }

    /// What is unsound among the things that the edits touch. Looks at those alone, so that a small edit stays cheap.
    fn first_violation(&self, org: &Org) -> Option<Violation> {
        let mut violations = Vec::new();
        let mut seen_party: Option<&PartyId> = None;
        let mut seen_link: Option<&LinkId> = None;
        for edit in &self.edits {
            match edit {
                Edit::Org(OrgFact::Complaint { .. } | OrgFact::Action { .. } | OrgFact::Parked { .. }) => {
                    org.check_records(&mut violations);
                }
                Edit::Org(_) if !org.policy.is_consistent() => violations.push(Violation::InconsistentPolicy),
                Edit::PartyExists { party, .. } | Edit::Party { party, .. } if seen_party != Some(party) => {
                    seen_party = Some(party);
                    check_party_and_reports(org, party, edit, &mut violations);
                }
                Edit::LinkExists { link, .. }
                | Edit::Link { link, .. }
                | Edit::ExpectationExists { link, .. }
                | Edit::Expectation { link, .. }
                    if seen_link != Some(link) =>
                {
                    seen_link = Some(link);
                    if let Some(facts) = org.link(link) {
                        org.check_link(link, facts, &mut violations);
                    }
                }
                _ => {}
            }
        }
        violations.into_iter().next()
    }
}

/// The party itself and, since it may have ceased to be a team, everybody who reports to it.
fn check_party_and_reports(org: &Org, id: &PartyId, edit: &Edit, violations: &mut Vec<Violation>) {
    let Some(party) = org.party(id) else { return };
    org.check_party(id, party, violations);
    if matches!(edit, Edit::Party { .. }) && party.kind != crate::model::PartyKind::Team {
        for (other, facts) in org.parties().iter().filter(|(_, facts)| facts.reports_to.as_ref() == Some(id))
        {
            org.check_party(other, facts, violations);
        }
    }
}

fn take_back<'edits>(done: impl DoubleEndedIterator<Item = &'edits Edit>, org: &mut Org) {
    for edit in done.rev() {
        let reverted = revert(edit, org);
        debug_assert!(reverted.is_ok(), "an edit that was just applied can be reverted: {reverted:?}");
    }
}
