//! Making an edit true, and taking it back.

use super::facts::{Change, Stale};
use super::{Edit, describe};
use crate::model::{Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId};

/// An edit that does not fit the organisation it is applied to. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The fact is not what the edit says it was.
    #[error("{0}: it has been changed meanwhile")]
    Stale(String),
    /// The thing it speaks of is not there.
    #[error("{0}: it is not on the map")]
    Missing(String),
    /// Something would be lost with it, or would point at nothing.
    #[error("{0}: it still holds facts or is still referred to; remove those first")]
    InUse(String),
}

/// Makes `edit` true of `org`.
///
/// # Errors
/// [`EditError`] when the edit does not fit; `org` is as it was.
pub fn apply(edit: &Edit, org: &mut Org) -> Result<(), EditError> {
    let stale = |_: Stale| EditError::Stale(describe(edit));
    let missing = || EditError::Missing(describe(edit));
    match edit {
        Edit::Org(fact) => fact.apply(org).map_err(stale),
        Edit::PartyExists { party, change } => party_exists(org, party, change, edit),
        Edit::Party { party, fact } => {
            fact.apply(org.parties_mut().get_mut(party).ok_or_else(missing)?).map_err(stale)
        }
        Edit::LinkExists { link, change } => link_exists(org, link, change, edit),
        Edit::Link { link, fact } => {
            fact.apply(org.links_mut().get_mut(link).ok_or_else(missing)?).map_err(stale)
        }
        Edit::ExpectationExists { link, expectation, change } => {
            let link = org.links_mut().get_mut(link).ok_or_else(missing)?;
            expectation_exists(link, expectation, change, edit)
        }
        Edit::Expectation { link, expectation, fact } => {
            let link = org.links_mut().get_mut(link).ok_or_else(missing)?;
            let expectation = link.expectations_mut().get_mut(expectation).ok_or_else(missing)?;
            fact.apply(expectation).map_err(stale)
        }
    }
}

/// Takes `edit` back.
///
/// # Errors
/// [`EditError`] when `edit` is not what `org` was last changed by; `org` is as it was.
pub fn revert(edit: &Edit, org: &mut Org) -> Result<(), EditError> {
    apply(&edit.inverted(), org)
}

fn party_exists(org: &mut Org, id: &PartyId, change: &Change<bool>, edit: &Edit) -> Result<(), EditError> {
    if org.party(id).is_some() != change.before {
        return Err(EditError::Stale(describe(edit)));
    }
    if change.after {
        org.parties_mut().insert(id.clone(), Party::default());
        return Ok(());
    }
    let referred_to = org.links().keys().any(|link| link.supplier == *id || link.customer == *id)
        || org.parties().values().any(|party| party.reports_to.as_ref() == Some(id));
    if referred_to || org.party(id).is_some_and(|party| *party != Party::default()) {
        return Err(EditError::InUse(describe(edit)));
    }
    org.parties_mut().remove(id);
    Ok(())
}

fn link_exists(org: &mut Org, id: &LinkId, change: &Change<bool>, edit: &Edit) -> Result<(), EditError> {
    if org.link(id).is_some() != change.before {
        return Err(EditError::Stale(describe(edit)));
    }
    if change.after {
        if org.party(&id.supplier).is_none()
            || org.party(&id.customer).is_none()
            || id.supplier == id.customer
        {
            return Err(EditError::Missing(describe(edit)));
        }
        org.links_mut().insert(id.clone(), Link::default());
        return Ok(());
    }
    if org.link(id).is_some_and(|link| *link != Link::default()) {
        return Err(EditError::InUse(describe(edit)));
    }
    org.links_mut().remove(id);
    Ok(())
}

fn expectation_exists(
    link: &mut Link,
    id: &ExpectationId,
    change: &Change<bool>,
    edit: &Edit,
) -> Result<(), EditError> {
    if link.expectations().contains_key(id) != change.before {
        return Err(EditError::Stale(describe(edit)));
    }
    if change.after {
        link.expectations_mut().insert(id.clone(), Expectation::default());
        return Ok(());
    }
    if link.expectations().get(id).is_some_and(|facts| *facts != Expectation::default()) {
        return Err(EditError::InUse(describe(edit)));
    }
    link.expectations_mut().remove(id);
    Ok(())
}
