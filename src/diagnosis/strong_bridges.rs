//! Links without which a component falls apart: its strong bridges.
//!
//! A link of a strongly connected component holds it together just when it is the only way from one certain party to its customer,
//! or from its supplier to that party: Italiano, Laura and Santaroni, "Finding strong bridges and strong articulation points in
//! linear time" (2012). Who that party is does not matter.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chain::{LinkNumber, NONE, PartyNumber};
use super::flow::{Flow, OnlyWays};
use super::judged::JudgedChain;
use super::upstream_rows::UpstreamRows;

/// In components of at most so many parties, trying each link is quicker.
const FEW: usize = 8;

/// The links within large components where damage goes round.
pub(super) struct StrongBridges {
    bridges: BTreeMap<LinkNumber, Bridge>,
    /// Parties, those that depend on a link one after the other.
    parties: Vec<PartyNumber>,
}

/// How a link holds its component together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bridge {
    /// Whom one certain party reaches over this link only. Empty if nobody.
    pub(super) leads_to: Range<usize>,
    /// Who reaches that party over this link only. Empty if nobody.
    pub(super) leads_from: Range<usize>,
}

impl StrongBridges {
    /// Those of the regions of `rows`. O(parties + links) for each large component, as far as dominators are found in that.
    pub(super) fn of(judged: &JudgedChain, rows: &UpstreamRows) -> Self {
        let mut found = Self { bridges: BTreeMap::new(), parties: Vec::new() };
        let (chain, regions) = (&judged.chain, &rows.regions);
        let is_large = |row: u32| regions.goes_round(row) && regions.parties_of(row).len() > FEW;
        let large: Vec<u32> = (0..rows.count()).filter(|row| is_large(*row)).collect();
        if large.is_empty() {
            return found;
        }
        let is_kept = |party: PartyNumber| regions.row_of(party) != NONE && is_large(regions.row_of(party));
        let is_kept: Vec<bool> = chain.party_numbers().map(is_kept).collect();
        let inner = |link: &LinkNumber| {
            let (supplier, customer) = (chain.supplier_of(*link), chain.customer_of(*link));
            judged.causes.conducts[*link as usize]
                && is_kept[supplier as usize]
                && regions.row_of(supplier) == regions.row_of(customer)
        };
        found.bridges = chain.link_numbers().filter(inner).map(|link| (link, Bridge::default())).collect();
        let ends =
            || found.bridges.keys().map(|link| (*link, chain.supplier_of(*link), chain.customer_of(*link)));
        let forth = Flow::of(ends(), &is_kept);
        let back = Flow::of(ends().map(|(link, supplier, customer)| (link, customer, supplier)), &is_kept);
        let party_of: Vec<PartyNumber> =
            chain.party_numbers().filter(|party| is_kept[*party as usize]).collect();
        let mut ways = OnlyWays::default();
        for row in large {
            let start = forth.node_of[regions.parties_of(row)[0] as usize];
            for (flow, is_forth) in [(&forth, true), (&back, false)] {
                flow.follow(start, &mut ways);
                let first = found.parties.len();
                found.parties.extend(ways.in_preorder().into_iter().map(|node| party_of[node as usize]));
                flow.each_only_way(&ways, |link, dependents| {
                    let range = first + dependents.start as usize..first + dependents.end as usize;
                    let bridge = found.bridges.entry(link).or_default();
                    *(if is_forth { &mut bridge.leads_to } else { &mut bridge.leads_from }) = range;
                });
            }
        }
        found
    }

    /// How `link` holds its component together; `None` where that is not known.
    pub(super) fn get(&self, link: LinkNumber) -> Option<&Bridge> {
        self.bridges.get(&link)
    }

    /// The parties in a range of a [`Bridge`].
    pub(super) fn parties(&self, range: &Range<usize>) -> &[PartyNumber] {
        &self.parties[range.clone()]
    }
}

impl Bridge {
    /// Whether the component falls apart without the link.
    pub(super) fn holds(&self) -> bool {
        !self.leads_to.is_empty() || !self.leads_from.is_empty()
    }
}
