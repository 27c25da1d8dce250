//! Links without which a component falls apart: its strong bridges.
//!
//! A link of a strongly connected component holds it together just when it is the only way from some party to its customer, or
//! from its supplier to some party; it is enough to ask that of one party: Italiano, Laura and Santaroni, "Finding strong bridges
//! and strong articulation points in linear time" (2012).

use super::chain::{LinkNumber, NONE};
use super::flow::{Flow, OnlyWays};
use super::judged::JudgedChain;
use super::upstream_rows::UpstreamRows;

/// In components of at most so many parties, trying each link is quicker.
const FEW: usize = 8;

/// By link: whether the component that both its ends are in may fall apart without it. Those that cannot are told apart in
/// large components only.
pub(super) fn may_hold_together(judged: &JudgedChain, rows: &UpstreamRows) -> Vec<bool> {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let regions = &rows.regions;
    let is_large = |row: u32| regions.goes_round(row) && regions.parties_of(row).len() > FEW;
    let row_of_large: Vec<u32> = chain
        .party_numbers()
        .map(|party| regions.row_of(party))
        .map(|row| if row != NONE && is_large(row) { row } else { NONE })
        .collect();
    let inner = |link: &LinkNumber| {
        let start = row_of_large[chain.supplier_of(*link) as usize];
        causes.conducts[*link as usize]
            && start != NONE
            && start == row_of_large[chain.customer_of(*link) as usize]
    };
    let large: Vec<LinkNumber> = chain.link_numbers().filter(inner).collect();
    let mut may_hold = vec![true; chain.link_count()];
    if large.is_empty() {
        return may_hold;
    }
    for link in &large {
        may_hold[*link as usize] = false;
    }
    let is_kept: Vec<bool> = row_of_large.iter().map(|row| *row != NONE).collect();
    let ends = || large.iter().map(|link| (*link, chain.supplier_of(*link), chain.customer_of(*link)));
    let forth = Flow::of(ends(), &is_kept);
    let back = Flow::of(ends().map(|(link, supplier, customer)| (link, customer, supplier)), &is_kept);
    let mut ways = OnlyWays::default();
    for row in (0..rows.count()).filter(|row| is_large(*row)) {
        let start = forth.node_of[regions.parties_of(row)[0] as usize];
        for flow in [&forth, &back] {
            flow.follow(start, &mut ways);
            flow.each_only_way(&ways, |link, _| may_hold[link as usize] = true);
        }
    }
    may_hold
}
