//! The way from one organisation to another, as edits; and moving edits onto an organisation that has changed meanwhile.

use super::facts::Change;
use super::{Edit, ExpectationFact, LinkFact, OrgFact, PartyFact, apply};
use crate::model::{Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId};

/// The edits that turn `before` into `after`, in an order in which each fits.
///
/// What is new comes first (parties, links, expectations), then what changes, then what goes (in the opposite order), so that no
/// edit ever points at something that is not there. O(n log n) in the number of facts.
#[must_use]
pub fn diff(before: &Org, after: &Org) -> Vec<Edit> {
    let mut edits: Vec<Edit> = OrgFact::between(before, after).into_iter().map(Edit::Org).collect();
    for id in after.parties().keys().filter(|id| before.party(id).is_none()) {
        edits.push(Edit::PartyExists { party: id.clone(), change: Change::new(false, true) });
    }
    let nobody = Party::default();
    for (id, party) in after.parties() {
        edits.extend(diff_party(id, before.party(id).unwrap_or(&nobody), party));
    }
    let (mut cleared, mut gone) = (Vec::new(), Vec::new());
    let nothing = Link::default();
    for (id, link) in after.links() {
        if before.link(id).is_none() {
            edits.push(Edit::LinkExists { link: id.clone(), change: Change::new(false, true) });
        }
        edits.extend(link_edits(id, before.link(id).unwrap_or(&nothing), link));
    }
    for (id, link) in before.links().iter().filter(|(id, _)| after.link(id).is_none()) {
        edits.extend(remove_link(id, link));
    }
    for (id, party) in before.parties().iter().filter(|(id, _)| after.party(id).is_none()) {
        cleared.extend(diff_party(id, party, &nobody));
        gone.push(Edit::PartyExists { party: id.clone(), change: Change::new(true, false) });
    }
    edits.extend(cleared);
    edits.extend(gone);
    edits
}

/// The edits that put `party` on the map under `id`.
#[must_use]
pub fn add_party(id: &PartyId, party: &Party) -> Vec<Edit> {
    let mut edits = vec![Edit::PartyExists { party: id.clone(), change: Change::new(false, true) }];
    edits.extend(diff_party(id, &Party::default(), party));
    edits
}

/// The edits that empty `party` and take it off the map. Its links, and whoever reports to it, must go before.
#[must_use]
pub fn remove_party(id: &PartyId, party: &Party) -> Vec<Edit> {
    let mut edits = diff_party(id, party, &Party::default());
    edits.push(Edit::PartyExists { party: id.clone(), change: Change::new(true, false) });
    edits
}

/// The edits that put `link`, with its expectations, on the map.
#[must_use]
pub fn add_link(id: &LinkId, link: &Link) -> Vec<Edit> {
    let mut edits = vec![Edit::LinkExists { link: id.clone(), change: Change::new(false, true) }];
    edits.extend(link_edits(id, &Link::default(), link));
    edits
}

/// The edits that empty `link`, expectations included, and take it off the map.
#[must_use]
pub fn remove_link(id: &LinkId, link: &Link) -> Vec<Edit> {
    let mut edits = link_edits(id, link, &Link::default());
    edits.push(Edit::LinkExists { link: id.clone(), change: Change::new(true, false) });
    edits
}

/// The edits that put `expectation` on `link`.
#[must_use]
pub fn add_expectation(link: &LinkId, id: &ExpectationId, expectation: &Expectation) -> Vec<Edit> {
    let there = Change::new(false, true);
    let mut edits =
        vec![Edit::ExpectationExists { link: link.clone(), expectation: id.clone(), change: there }];
    edits.extend(diff_expectation(link, id, &Expectation::default(), expectation));
    edits
}

/// The edits that empty `expectation` and take it off `link`.
#[must_use]
pub fn remove_expectation(link: &LinkId, id: &ExpectationId, expectation: &Expectation) -> Vec<Edit> {
    let mut edits = diff_expectation(link, id, expectation, &Expectation::default());
    let gone = Change::new(true, false);
    edits.push(Edit::ExpectationExists { link: link.clone(), expectation: id.clone(), change: gone });
    edits
}

/// The edits that make the facts of a party on the map those of `after`.
#[must_use]
pub fn diff_party(id: &PartyId, before: &Party, after: &Party) -> Vec<Edit> {
    PartyFact::between(before, after)
        .into_iter()
        .map(|fact| Edit::Party { party: id.clone(), fact })
        .collect()
}

/// The edits that make the facts of a link on the map those of `after`, its expectations apart.
#[must_use]
pub fn diff_link_facts(id: &LinkId, before: &Link, after: &Link) -> Vec<Edit> {
    LinkFact::between(before, after).into_iter().map(|fact| Edit::Link { link: id.clone(), fact }).collect()
}

fn link_edits(id: &LinkId, before: &Link, after: &Link) -> Vec<Edit> {
    let mut edits = diff_link_facts(id, before, after);
    for (expectation, facts) in after.expectations() {
        edits.extend(match before.expectations().get(expectation) {
            Some(earlier) => diff_expectation(id, expectation, earlier, facts),
            None => add_expectation(id, expectation, facts),
        });
    }
    for (expectation, facts) in before.expectations() {
        if !after.expectations().contains_key(expectation) {
            edits.extend(remove_expectation(id, expectation, facts));
        }
    }
    edits
}

/// The edits that make the facts of an expectation on its link those of `after`.
#[must_use]
pub fn diff_expectation(
    link: &LinkId,
    id: &ExpectationId,
    before: &Expectation,
    after: &Expectation,
) -> Vec<Edit> {
    ExpectationFact::between(before, after)
        .into_iter()
        .map(|fact| Edit::Expectation { link: link.clone(), expectation: id.clone(), fact })
        .collect()
}

/// What became of edits that were moved onto another organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebased {
    /// Those that now hold, in order. Edits that were already true are left out.
    pub applied: Vec<Edit>,
    /// Those that do not fit: somebody changed the same fact, or took away what it speaks of.
    pub refused: Vec<Edit>,
}

/// Applies to `org` every edit of `edits` that fits, in order, and says which did not. Nothing is guessed: a fact that was
/// changed on both sides stays as it is in `org`, and its edit is returned.
pub fn rebase(edits: &[Edit], org: &mut Org) -> Rebased {
    let mut rebased = Rebased::default();
    for edit in edits {
        if apply(edit, org).is_ok() {
            rebased.applied.push(edit.clone());
        } else if !already_true(edit, org) {
            rebased.refused.push(edit.clone());
        }
    }
    rebased
}

/// Whether `org` is as if `edit` had just been applied: then its inverse fits.
fn already_true(edit: &Edit, org: &Org) -> bool {
    match edit {
        Edit::PartyExists { party, change } => org.party(party).is_some() == change.after,
        Edit::LinkExists { link, change } => org.link(link).is_some() == change.after,
        Edit::ExpectationExists { link, expectation, change } => {
            let there = org.link(link).is_some_and(|link| link.expectations().contains_key(expectation));
            there == change.after
        }
        Edit::Org(fact) => fact.inverted().apply(&mut org.clone()).is_ok(),
        Edit::Party { party, fact } => {
            org.party(party).is_some_and(|facts| fact.inverted().apply(&mut facts.clone()).is_ok())
        }
        Edit::Link { link, fact } => {
            org.link(link).is_some_and(|facts| fact.inverted().apply(&mut facts.clone()).is_ok())
        }
        Edit::Expectation { link, expectation, fact } => org
            .link(link)
            .and_then(|link| link.expectations().get(expectation))
            .is_some_and(|facts| fact.inverted().apply(&mut facts.clone()).is_ok()),
    }
}
