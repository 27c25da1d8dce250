//! An organisation all at once, as a file or an import brings it: the state that edits then start from.

use std::collections::BTreeMap;

use crate::model::{Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, Violation};

/// `whole` (its name, vision, policy) with these parties and links, each link with its expectations. What stands in `whole`
/// under the same ids is replaced. O(n log n).
///
/// # Errors
/// The first [`Violation`] when the result would not be sound.
pub fn build(
    whole: Org,
    parties: impl IntoIterator<Item = (PartyId, Party)>,
    links: impl IntoIterator<Item = (LinkId, Link, BTreeMap<ExpectationId, Expectation>)>,
) -> Result<Org, Violation> {
    let mut org = whole;
    org.parties_mut().extend(parties);
    for (id, mut link, expectations) in links {
        link.expectations_mut().extend(expectations);
        org.links_mut().insert(id, link);
    }
    match org.violations().into_iter().next() {
        None => Ok(org),
        Some(violation) => Err(violation),
    }
}
