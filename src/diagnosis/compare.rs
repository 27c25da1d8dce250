//! What differs between two diagnoses: of one map under two suppositions, or of one organisation on two days.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{CustomerSummary, Diagnosis, LinkDiagnosis, LinkRole, LinkState};
use super::finding::Finding;
use super::wording::counted;
use crate::model::{LinkId, PartyId};

/// What is said of symptoms that nothing broken upstream explains.
const NO_CAUSE_LEFT: &str = "still broken, with no broken link upstream any more";

/// How one external customer is served, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerChange {
    /// Which external customer.
    pub customer: PartyId,
    /// Before; `None` when it was not on the map.
    pub before: Option<CustomerSummary>,
    /// After; `None` when it is no longer on the map.
    pub after: Option<CustomerSummary>,
}

/// What went and what came. All lists are sorted by id, findings as in the diagnosis they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Every external customer of either.
    pub customers: Vec<CustomerChange>,
    /// Root links that are no longer broken, or no longer on the map.
    pub roots_gone: Vec<LinkId>,
    /// Root links that were not broken or not on the map.
    pub roots_new: Vec<LinkId>,
    /// Root links that are still broken, now with a cause upstream of them.
    pub roots_explained: Vec<LinkId>,
    /// Symptoms that are no longer broken, or no longer on the map.
    pub symptoms_gone: Vec<LinkId>,
    /// Symptoms that were not broken or not on the map.
    pub symptoms_new: Vec<LinkId>,
    /// Symptoms that are still broken, now with no broken link upstream that would explain them. No new causes: see
    /// [`super::Outcome`] for what is to be expected of them.
    pub symptoms_unexplained: Vec<LinkId>,
    /// Links that are no longer broken, or no longer on the map.
    pub broken_gone: Vec<LinkId>,
    /// Links that are broken and were not, or were not on the map.
    pub broken_new: Vec<LinkId>,
    /// Findings whose id is no longer there.
    pub findings_gone: Vec<Finding>,
    /// Findings whose id was not there.
    pub findings_new: Vec<Finding>,
}

/// What differs from `before` to `after`. O(n log n).
#[must_use]
pub fn compare(before: &Diagnosis, after: &Diagnosis) -> Difference {
    let (was, is) = (Parts::of(before), Parts::of(after));
    Difference {
        customers: customers(before, after),
        roots_gone: only_in(&was.roots, &is.broken),
        roots_new: only_in(&is.roots, &was.broken),
        roots_explained: in_both(&was.roots, &is.symptoms),
        symptoms_gone: only_in(&was.symptoms, &is.broken),
        symptoms_new: only_in(&is.symptoms, &was.broken),
        symptoms_unexplained: in_both(&was.symptoms, &is.roots),
        broken_gone: only_in(&was.broken, &is.broken),
        broken_new: only_in(&is.broken, &was.broken),
        findings_gone: findings_only_in(before, after),
        findings_new: findings_only_in(after, before),
    }
}

/// The broken links of a diagnosis by their part.
struct Parts<'diagnosis> {
    broken: BTreeSet<&'diagnosis LinkId>,
    roots: BTreeSet<&'diagnosis LinkId>,
    symptoms: BTreeSet<&'diagnosis LinkId>,
}

impl<'diagnosis> Parts<'diagnosis> {
    fn of(diagnosis: &'diagnosis Diagnosis) -> Self {
        let those = |wanted: fn(&LinkDiagnosis) -> bool| {
            diagnosis.links.iter().filter(|link| wanted(link)).map(|link| link.id()).collect()
        };
        Self {
            broken: those(|link| link.state == LinkState::Broken),
            roots: those(|link| matches!(link.role, LinkRole::Root { .. })),
            symptoms: those(|link| matches!(link.role, LinkRole::Symptom { .. })),
        }
    }
}

fn only_in(these: &BTreeSet<&LinkId>, those: &BTreeSet<&LinkId>) -> Vec<LinkId> {
    these.difference(those).map(|link| (*link).clone()).collect()
}

fn in_both(these: &BTreeSet<&LinkId>, those: &BTreeSet<&LinkId>) -> Vec<LinkId> {
    these.intersection(those).map(|link| (*link).clone()).collect()
}

fn findings_only_in(these: &Diagnosis, those: &Diagnosis) -> Vec<Finding> {
    let known: BTreeSet<String> = those.findings.iter().map(|finding| finding.id()).collect();
    these
        .findings
        .iter()
        .filter(|finding| !known.contains(&finding.id()))
        .map(|finding| (**finding).clone())
        .collect()
}

fn customers(before: &Diagnosis, after: &Diagnosis) -> Vec<CustomerChange> {
    type Both<'diagnosis> = (Option<&'diagnosis CustomerSummary>, Option<&'diagnosis CustomerSummary>);
    let mut both: BTreeMap<&PartyId, Both<'_>> = BTreeMap::new();
    for summary in &before.first_screen.customers {
        both.entry(&summary.customer).or_default().0 = Some(summary);
    }
    for summary in &after.first_screen.customers {
        both.entry(&summary.customer).or_default().1 = Some(summary);
    }
    let change = |(customer, (before, after)): (&PartyId, Both<'_>)| CustomerChange {
        customer: customer.clone(),
        before: before.cloned(),
        after: after.cloned(),
    };
    both.into_iter().map(change).collect()
}

impl CustomerChange {
    /// How many services fail, before and after; 0 where it is not on the map.
    #[must_use]
    pub fn failing(&self) -> (usize, usize) {
        let fail = |summary: &Option<CustomerSummary>| summary.as_ref().map_or(0, |summary| summary.fail);
        (fail(&self.before), fail(&self.after))
    }
}

impl Difference {
    /// Whether nothing went, came or changed its part, as far as the lists tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { customers, findings_gone, findings_new, .. } = self;
        let lists = [
            &self.roots_gone,
            &self.roots_new,
            &self.roots_explained,
            &self.symptoms_gone,
            &self.symptoms_new,
            &self.symptoms_unexplained,
            &self.broken_gone,
            &self.broken_new,
        ];
        lists.into_iter().all(Vec::is_empty)
            && findings_gone.is_empty()
            && findings_new.is_empty()
            && customers.iter().all(|change| change.before == change.after)
    }

    /// The difference in sentences, customers first; only what differs. `name` says what people call a party.
    #[must_use]
    pub fn sentences(&self, name: &dyn Fn(&PartyId) -> String) -> Vec<String> {
        let mut sentences: Vec<String> =
            self.customers.iter().filter_map(|change| customer_sentence(change, name)).collect();
        let link = |count: usize| counted(count, "link", "links");
        for (these, many, one) in [
            (&self.broken_gone, "no longer broken", "no longer broken"),
            (&self.broken_new, "newly broken", "newly broken"),
            (&self.roots_gone, "no longer probable causes", "no longer a probable cause"),
            (&self.roots_new, "new probable causes", "a new probable cause"),
            (&self.roots_explained, "now explained by a cause upstream", "now explained by a cause upstream"),
            (&self.symptoms_unexplained, NO_CAUSE_LEFT, NO_CAUSE_LEFT),
        ] {
            match these.len() {
                0 => {}
                1 => sentences.push(format!("{} is {one}.", link(1))),
                count => sentences.push(format!("{} are {many}.", link(count))),
            }
        }
        for (these, verb) in [(&self.findings_gone, "gone"), (&self.findings_new, "new")] {
            if !these.is_empty() {
                sentences.push(format!("{} {verb}.", counted(these.len(), "finding is", "findings are")));
            }
        }
        sentences
    }
}

/// `Patients: 2 of 5 services fail; afterwards 1 of 5.` `None` where nothing differs.
fn customer_sentence(change: &CustomerChange, name: &dyn Fn(&PartyId) -> String) -> Option<String> {
    let who = name(&change.customer);
    let fail = |summary: &CustomerSummary| {
        let verb = if summary.fail == 1 { "fails" } else { "fail" };
        format!("{} of {} {verb}", summary.fail, counted(summary.services, "service", "services"))
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) => {
            Some(format!("{who}: {}; afterwards {} of {}.", fail(before), after.fail, after.services))
        }
        (None, Some(after)) => Some(format!("{who} is new: {}.", fail(after))),
        (Some(_), None) => Some(format!("{who} is no longer on the map.")),
        (None, None) => None,
    }
}
