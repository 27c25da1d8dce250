//! Which broken links cut a team off: those that it meets first on its ways to an external customer.

use std::sync::Arc;

use super::chain::{Adjacency, Chain, LinkNumber, NONE, PartyNumber};
use super::strong::Strong;

/// The most links that are listed for one team. Where more cut it off, none is singled out.
pub(super) const MOST_LINKS_NAMED: usize = 20;

/// The broken links that cut each party off, ascending; `None` when there are more than [`MOST_LINKS_NAMED`].
pub(super) type Cut = Option<Arc<[LinkNumber]>>;

/// By party: the broken links that it meets first; `None` also for those that are not `cut_off`. O(parties), and for those that are,
/// O((parties + links) x the most named).
pub(super) fn cuts(
    chain: &Chain,
    distance: &[u32],
    cut_off: &[bool],
    is_broken: impl Fn(LinkNumber) -> bool,
) -> Vec<Cut> {
    // No whole link leads from one that is cut off to one that gets out: those alone need looking at.
    let parties: Vec<PartyNumber> = chain.party_numbers().filter(|party| cut_off[*party as usize]).collect();
    let components = Strong::met_from(chain, parties.iter().copied(), |link| {
        let (supplier, customer) = (chain.supplier_of(link), chain.customer_of(link));
        cut_off[supplier as usize] && cut_off[customer as usize] && !is_broken(link)
    });
    let component_of = &components.of;
    let of_parties: Vec<u32> = parties.iter().map(|party| component_of[*party as usize]).collect();
    let members = Adjacency::by_owner(components.count as usize, &of_parties).of_values(&parties);
    let mut cuts: Vec<Cut> = Vec::with_capacity(components.count as usize);
    // Components come with those further on first, so that what lies ahead of one is known when it is reached.
    for component in 0..components.count {
        let mut links = Some(Vec::new());
        for link in members.of(component).iter().flat_map(|member| chain.carrying_from(*member)).copied() {
            let customer = chain.customer_of(link);
            let ahead = component_of[customer as usize];
            if distance[customer as usize] == NONE {
                continue;
            }
            if is_broken(link) {
                add(&mut links, &[link]);
            } else if ahead != component {
                match cuts.get(ahead as usize).and_then(Option::as_ref) {
                    Some(further) => add(&mut links, further),
                    None => links = None,
                }
            }
        }
        cuts.push(links.map(Arc::from));
    }
    chain
        .party_numbers()
        .map(|party| cuts.get(component_of[party as usize] as usize).cloned().flatten())
        .collect()
}

/// Adds `more` to the ascending list, which becomes `None` when it grows too long.
fn add(links: &mut Option<Vec<LinkNumber>>, more: &[LinkNumber]) {
    let Some(known) = links else { return };
    for link in more {
        if let Err(place) = known.binary_search(link) {
            known.insert(place, *link);
        }
    }
    if known.len() > MOST_LINKS_NAMED {
        *links = None;
    }
}
