//! What would follow if some links worked, failed, came or went: suppositions on a copy, never on the facts.
//!
//! *What mending means.* To assume a link sound repairs that link alone. What customers said of other links stays said, so their
//! breaks stay recorded. What the map can tell more is which symptoms would have **no cause left upstream**: no link that is still
//! broken and was not itself a symptom reaches them any more. Those are expected to clear, if the damage came from where the map
//! says; each may also have a cause of its own. Nothing here promises it: the next step is to ask again. So two numbers are
//! always given together: how many breaks remain as recorded, and how many of these can be expected to clear.
//!
//! Mend and break are suppositions over derived states: keeping them makes planned actions ([`super::kept_as`]). Only what is added and
//! removed becomes edits.

use std::collections::BTreeMap;

use super::answer::{Diagnosis, Fix, LinkRole, LinkState};
use super::chain::LinkNumber;
use super::compare::{CustomerChange, Difference, compare};
use super::conduction::Conduction;
use super::wording::counted;
use super::{Assumed, diagnose_assuming};
use crate::edit::{Edit, Transaction, TransactionError};
use crate::model::{LinkId, Org, Party, PartyId};

/// A supposition with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// What people call it.
    pub name: String,
    /// What links are supposed to be. Links that are not on the map afterwards are passed over.
    pub assumptions: BTreeMap<LinkId, Assumed>,
    /// What is added and removed, in order.
    pub edits: Vec<Edit>,
}

impl Scenario {
    /// The supposition that every link of these fixes works.
    #[must_use]
    pub fn mending<'fixes>(name: impl Into<String>, fixes: impl IntoIterator<Item = &'fixes Fix>) -> Self {
        let links = fixes.into_iter().flat_map(|fix| &fix.links);
        let assumptions = links.map(|link| (link.clone(), Assumed::Sound)).collect();
        Self { name: name.into(), assumptions, edits: Vec::new() }
    }
}

/// What would follow from a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What the scenario is called.
    pub name: String,
    /// The diagnosis under it.
    pub diagnosis: Diagnosis,
    /// How that differs from the diagnosis before.
    pub difference: Difference,
    /// Links that are broken in both, symptoms before, with no cause left upstream; a break reached each of them over broken and
    /// struggling links. They can be expected to clear, unless they have a cause of their own: ask again. Sorted.
    pub expected_to_clear: Vec<LinkId>,
    /// The same, but with links between that nobody was asked about: they may clear. Sorted.
    pub may_clear: Vec<LinkId>,
    /// What that means for the external customers; one line each, sorted.
    pub outlook: Vec<CustomerOutlook>,
    /// What people call the parties that the scenario adds.
    pub added: BTreeMap<PartyId, String>,
}

/// How an external customer would be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerOutlook {
    /// Which external customer.
    pub customer: PartyId,
    /// Services that fail before.
    pub fail_before: usize,
    /// Services that fail afterwards, as recorded.
    pub fail_after: usize,
    /// ... of which can be expected to clear.
    pub expected_to_clear: usize,
    /// ... of which may clear.
    pub may_clear: usize,
}

/// What would follow from `scenario` on `org`, of which `before` is the diagnosis; for the same day.
///
/// # Errors
/// [`TransactionError`] when the scenario's edits do not fit `org`.
pub fn what_if(org: &Org, before: &Diagnosis, scenario: &Scenario) -> Result<Outcome, TransactionError> {
    if scenario.edits.is_empty() {
        return Ok(judged(org, before, scenario));
    }
    let changed = edited(org, scenario)?;
    let is_added = |(id, _): &(&PartyId, &Party)| org.party(id).is_none();
    let added = changed.parties().iter().filter(is_added);
    let added = added.map(|(id, party)| (id.clone(), party.name.clone())).collect();
    Ok(Outcome { added, ..judged(&changed, before, scenario) })
}

/// What would follow on `org`, which is as the scenario's edits leave it.
fn judged(org: &Org, before: &Diagnosis, scenario: &Scenario) -> Outcome {
    let diagnosis = diagnose_assuming(org, before.today, &scenario.assumptions);
    let difference = compare(before, &diagnosis);
    let (expected_to_clear, may_clear) = clearing(org, before, &diagnosis);
    let outlook = outlook(&difference, &expected_to_clear, &may_clear);
    let (name, added) = (scenario.name.clone(), BTreeMap::new());
    Outcome { name, diagnosis, difference, expected_to_clear, may_clear, outlook, added }
}

/// What would follow from each of `scenarios` by itself, side by side, in their order.
///
/// # Errors
/// In the place of each scenario whose edits do not fit: [`TransactionError`].
#[must_use]
pub fn side_by_side(
    org: &Org,
    before: &Diagnosis,
    scenarios: &[Scenario],
) -> Vec<Result<Outcome, TransactionError>> {
    scenarios.iter().map(|scenario| what_if(org, before, scenario)).collect()
}

/// `org` after the scenario's edits.
pub(super) fn edited(org: &Org, scenario: &Scenario) -> Result<Org, TransactionError> {
    let mut changed = org.clone();
    Transaction::new(scenario.name.clone(), scenario.edits.clone()).apply(&mut changed)?;
    Ok(changed)
}

/// The symptoms of `before` that are broken after and have no cause left upstream: those that a break reached over broken and
/// strained links alone, and the others.
fn clearing(org: &Org, before: &Diagnosis, after: &Diagnosis) -> (Vec<LinkId>, Vec<LinkId>) {
    let map = Conduction::of(org, after);
    let role = |link: LinkNumber| before.link(&map.chain.link_id(link)).map(|judged| &judged.role);
    let was_symptom = |link: &LinkNumber| matches!(role(*link), Some(LinkRole::Symptom { .. }));
    let is_broken = |link: &LinkNumber| map.states[*link as usize] == LinkState::Broken;
    let (symptoms, remaining): (Vec<LinkNumber>, Vec<LinkNumber>) =
        map.chain.link_numbers().filter(is_broken).partition(was_symptom);
    let freed = map.freed(remaining, symptoms, &map.spreads);
    let was_likely = |link: &LinkNumber| matches!(role(*link), Some(LinkRole::Symptom { likely: true, .. }));
    let (likely, possible): (Vec<LinkNumber>, Vec<LinkNumber>) = freed.into_iter().partition(was_likely);
    let ids = |links: Vec<LinkNumber>| links.into_iter().map(|link| map.chain.link_id(link)).collect();
    (ids(likely), ids(possible))
}

fn outlook(difference: &Difference, expected: &[LinkId], possible: &[LinkId]) -> Vec<CustomerOutlook> {
    let (expected, possible) = (by_customer(expected), by_customer(possible));
    let line = |change: &CustomerChange| {
        let (fail_before, fail_after) = change.failing();
        let count =
            |links: &BTreeMap<&PartyId, usize>| links.get(&change.customer).copied().unwrap_or_default();
        CustomerOutlook {
            customer: change.customer.clone(),
            fail_before,
            fail_after,
            expected_to_clear: count(&expected),
            may_clear: count(&possible),
        }
    };
    difference.customers.iter().map(line).collect()
}

fn by_customer(links: &[LinkId]) -> BTreeMap<&PartyId, usize> {
    let mut counts = BTreeMap::new();
    for link in links {
        *counts.entry(&link.customer).or_default() += 1;
    }
    counts
}

impl Outcome {
    /// How many links are broken afterwards, as people said: those that are expected to clear or may clear among them.
    #[must_use]
    pub fn still_recorded(&self) -> usize {
        self.diagnosis.counts.broken
    }

    /// The links that are probable causes afterwards, and those that are symptoms, without what is expected to clear or may clear: nobody
    /// would look for a cause behind these before having asked again.
    #[must_use]
    pub fn still_to_mend(&self) -> (usize, usize) {
        let clears = |link: &LinkId| {
            self.expected_to_clear.binary_search(link).is_ok() || self.may_clear.binary_search(link).is_ok()
        };
        let remaining = || self.diagnosis.links.iter().filter(|judged| !clears(judged.id()));
        let roots = remaining().filter(|judged| matches!(judged.role, LinkRole::Root { .. }));
        let symptoms = remaining().filter(|judged| matches!(judged.role, LinkRole::Symptom { .. }));
        (roots.count(), symptoms.count())
    }

    /// The outcome in sentences: the external customers for whom something changes, then the two numbers that belong together.
    /// Nothing is promised.
    #[must_use]
    pub fn sentences(&self, org: &Org) -> Vec<String> {
        let name = |party: &PartyId| match self.added.get(party) {
            Some(name) => name.clone(),
            None => org.name_of(party).to_owned(),
        };
        let mut sentences: Vec<String> =
            self.outlook.iter().filter_map(|line| line.sentence(&name(&line.customer))).collect();
        sentences.push(self.remaining_sentence());
        if !self.may_clear.is_empty() {
            sentences.push(format!(
                "{} may clear: links between were never asked.",
                counted(self.may_clear.len(), "more", "more")
            ));
        }
        let new = self.difference.broken_new.len();
        if new > 0 {
            sentences.push(format!("{} newly broken.", counted(new, "link is", "links are")));
        }
        sentences
    }

    fn remaining_sentence(&self) -> String {
        match (self.still_recorded(), self.expected_to_clear.len()) {
            (0, _) => "No broken link remains.".to_owned(),
            (remain, 0) => {
                format!("{} as recorded.", counted(remain, "broken link remains", "broken links remain"))
            }
            (1, _) => "1 broken link remains as recorded, with no cause left upstream: it can be expected to clear. Ask again.".to_owned(),
            (remain, clear) if remain == clear => format!(
                "{remain} broken links remain as recorded, with no cause left upstream: they can be expected to clear. Ask again."
            ),
            (remain, clear) => {
                let have = if clear == 1 { "has" } else { "have" };
                format!(
                    "{} as recorded; {clear} of them {have} no cause left upstream and can be expected to clear: ask again.",
                    counted(remain, "broken link remains", "broken links remain")
                )
            }
        }
    }
}

impl CustomerOutlook {
    /// `Patients: 3 services fail now, 1 afterwards, and that can be expected to clear.` `None` where nothing changes.
    fn sentence(&self, name: &str) -> Option<String> {
        if self.fail_before == self.fail_after && self.expected_to_clear + self.may_clear == 0 {
            return None;
        }
        let now = counted(self.fail_before, "service fails", "services fail");
        let mut words = format!("{name}: {now} now, {} afterwards as recorded", self.fail_after);
        match self.expected_to_clear {
            0 => {}
            clear if clear == self.fail_after => words.push_str(", which can be expected to clear"),
            clear => words = format!("{words}; {clear} of these can be expected to clear"),
        }
        if self.may_clear > 0 {
            words = format!("{words}; {} may clear", self.may_clear);
        }
        Some(words + ".")
    }
}
