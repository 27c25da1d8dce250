//! An organisation all at once, as a file or an import brings it: the state that edits then start from.

use litemap::LiteMap;

use crate::model::{Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, Violation};

/// `whole` (its name, vision, policy) with these parties and links, each link with its expectations. What stands in `whole`
/// under the same ids is replaced. O(n log n).
///
/// # Errors
/// The first [`Violation`] when the result would not be sound.
pub fn build(
    whole: Org,
    parties: impl IntoIterator<Item = (PartyId, Party)>,
    links: impl IntoIterator<Item = (LinkId, Link, LiteMap<ExpectationId, Expectation>)>,
) -> Result<Org, Violation> {
    let mut org = whole;
    // Collecting builds a full tree at once where the ids come in order, which is sooner and smaller than one grown entry by entry.
    org.parties_mut().append(&mut parties.into_iter().collect());
    let joined = links.into_iter().map(|(id, mut link, expectations)| {
        link.expectations_mut().extend_from_litemap(expectations);
        (id, link)
    });
    org.links_mut().append(&mut joined.collect());
    match org.violations().into_iter().next() {
        None => Ok(org),
        Some(violation) => Err(violation),
    }
}
