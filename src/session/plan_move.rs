//! Plans for a link that gets another end: it keeps its facts, and what is kept beside the map follows it.

use super::CommandError;
use super::labels::link_name;
use super::plan::{Plan, link_of, party_of};
use super::plan_records::entry;
use super::{Selection, Subject};
use crate::edit::{Edit, OrgFact, add_link, remove_link};
use crate::model::{Action, ActionSubject, Complaint, LinkId, Org, Parked, VoteSubject};

/// Moves the link `from` to other ends.
pub(super) fn move_link(from: &LinkId, to: &LinkId, org: &Org) -> Result<Plan, CommandError> {
    link_of(org, from)?;
    party_of(org, &to.supplier)?;
    party_of(org, &to.customer)?;
    if to.supplier == to.customer {
        return Err(CommandError::SelfLink(org.name_of(&to.supplier).to_owned()));
    }
    let label = format!("Move {} to {}", link_name(org, from), link_name(org, to));
    moved(label, from, to, org)
}

/// Turns the link round.
pub(super) fn reverse_link(id: &LinkId, org: &Org) -> Result<Plan, CommandError> {
    let turned = LinkId { supplier: id.customer.clone(), customer: id.supplier.clone() };
    moved(format!("Turn {} round", link_name(org, id)), id, &turned, org)
}

/// All that is known of the link, at its new place.
fn moved(label: String, from: &LinkId, to: &LinkId, org: &Org) -> Result<Plan, CommandError> {
    let link = link_of(org, from)?;
    if org.link(to).is_some() {
        let (supplier, customer) =
            (org.name_of(&to.supplier).to_owned(), org.name_of(&to.customer).to_owned());
        return Err(CommandError::LinkExists { supplier, customer });
    }
    let mut edits = remove_link(from, link);
    edits.extend(add_link(to, link));
    edits.extend(followers(from, to, org));
    let plan = Plan::new(label, edits);
    Ok(plan.selecting(Selection::of(Subject::Link(to.clone()))))
}

/// Complaints, actions, parked remarks and dots about the link go along.
fn followers(from: &LinkId, to: &LinkId, org: &Org) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, before) in &org.complaints {
        let felt_there = before.link.as_ref() == Some(from);
        let after = felt_there.then(|| Complaint { link: Some(to.clone()), ..before.clone() });
        edits.extend(after.into_iter().flat_map(|after| {
            entry(id.clone(), Some(before), Some(after), |key, change| OrgFact::Complaint { key, change })
        }));
    }
    for (id, before) in &org.actions {
        let after = about(&before.about, from, to).map(|about| Action { about, ..before.clone() });
        edits.extend(after.into_iter().flat_map(|after| {
            entry(id.clone(), Some(before), Some(after), |key, change| OrgFact::Action { key, change })
        }));
    }
    for (id, before) in &org.parked {
        let after = about(&before.about, from, to).map(|about| Parked { about, ..before.clone() });
        edits.extend(after.into_iter().flat_map(|after| {
            entry(id.clone(), Some(before), Some(after), |key, change| OrgFact::Parked { key, change })
        }));
    }
    let old = VoteSubject::Cause(from.clone());
    if let Some(dots) = org.votes.get(&old) {
        let new = VoteSubject::Cause(to.clone());
        let vote = |key, change| OrgFact::Vote { key, change };
        edits.extend(entry(old, Some(dots), None, vote));
        edits.extend(entry(new.clone(), org.votes.get(&new), Some(*dots), vote));
    }
    edits
}

/// The same subject at the link's new place; `None` for another one.
fn about(subject: &ActionSubject, from: &LinkId, to: &LinkId) -> Option<ActionSubject> {
    match subject {
        ActionSubject::Link(link) if link == from => Some(ActionSubject::Link(to.clone())),
        ActionSubject::Cause(link) if link == from => Some(ActionSubject::Cause(to.clone())),
        _ => None,
    }
}
