//! Where open complaints lead to: from the link on which each was felt, upstream through what is not sound, to the root groups.
//!
//! A complaint starts at its link. Where no link is known, or it has left the map, it starts at every link into its external
//! customer that is not sound. Deliberately absent: the trace of one complaint with its distances; that is made when asked for.

use std::collections::BTreeMap;

use super::answer::{ComplaintFigures, LinkState};
use super::causes::CauseRole;
use super::chain::{LinkNumber, PartyNumber};
use super::fixes::is_internal;
use super::judged::JudgedChain;
use crate::model::{Complaint, Day, Org};

/// What the complaints lead to.
pub(super) struct Traced {
    /// By root group: how many open complaints lead to it.
    pub(super) by_group: Vec<usize>,
    /// How many of each.
    pub(super) figures: ComplaintFigures,
}

/// Where a complaint starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Link(LinkNumber),
    Customer(PartyNumber),
}

/// Complaints with one start, and what they lead to.
#[derive(Default)]
struct Origin {
    complaints: usize,
    is_traced: bool,
    is_traced_inside: bool,
}

/// Follows every open complaint of `org` upstream. O((parties + links + starts) x root groups / 64); nothing without complaints.
pub(super) fn trace(org: &Org, judged: &JudgedChain, today: Day) -> Traced {
    let known: Vec<&Complaint> = org.complaints.values().filter(|complaint| complaint.day <= today).collect();
    let open = known.iter().filter(|complaint| complaint.is_open(today));
    let mut origins: BTreeMap<Start, Origin> = BTreeMap::new();
    let mut figures = ComplaintFigures { all: known.len(), ..ComplaintFigures::default() };
    for complaint in open {
        figures.open += 1;
        if let Some(start) = start_of(judged, complaint) {
            origins.entry(start).or_default().complaints += 1;
        }
    }
    let mut by_group = vec![0; judged.causes.groups.len()];
    if !origins.is_empty() {
        follow(judged, &mut origins, &mut by_group);
    }
    for origin in origins.values() {
        figures.traced += if origin.is_traced { origin.complaints } else { 0 };
        figures.traced_inside += if origin.is_traced_inside { origin.complaints } else { 0 };
    }
    Traced { by_group, figures }
}

/// Sixty-four root groups at a time: which of them each start leads to.
fn follow(judged: &JudgedChain, origins: &mut BTreeMap<Start, Origin>, by_group: &mut [usize]) {
    let causes = &judged.causes;
    // Roots that do no damage downstream are met only where a complaint starts: their home is one that nothing leads from.
    let nowhere = causes.components.count;
    let mut seen = vec![0_u64; nowhere as usize + 1];
    for (chunk, groups) in causes.groups.chunks(64).enumerate() {
        let homes: Vec<u32> = groups.iter().map(|group| home_of(judged, group).unwrap_or(nowhere)).collect();
        causes.components.mark_upstream(&homes, &mut seen);
        let inside = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.iter().all(|link| is_internal(judged, *link)));
        let inside: u64 = inside.fold(0, |bits, (place, _)| bits | 1 << place);
        for (start, origin) in origins.iter_mut() {
            let mut left =
                starts(judged, *start).fold(0, |bits, link| bits | met_at(judged, link, chunk, &seen));
            origin.is_traced |= left != 0;
            origin.is_traced_inside |= left & inside != 0;
            while left != 0 {
                by_group[chunk * 64 + left.trailing_zeros() as usize] += origin.complaints;
                left &= left - 1;
            }
        }
    }
}

/// The groups of a chunk that `link` belongs to or that are upstream of it, as bits.
fn met_at(judged: &JudgedChain, link: LinkNumber, chunk: usize, seen: &[u64]) -> u64 {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let upstream = if chain.carries(link) {
        seen[causes.components.of_party(chain.supplier_of(link)) as usize]
    } else {
        0
    };
    match causes.roles[link as usize] {
        CauseRole::Root(group) if group as usize / 64 == chunk => upstream | 1 << (group % 64),
        _ => upstream,
    }
}

fn start_of(judged: &JudgedChain, complaint: &Complaint) -> Option<Start> {
    let link = complaint.link.as_ref().and_then(|link| judged.chain.link_number(link));
    link.map(Start::Link).or_else(|| {
        let customer = judged.chain.party_number(&complaint.customer)?;
        judged.chain.is_external_customer(customer).then_some(Start::Customer(customer))
    })
}

fn starts(judged: &JudgedChain, start: Start) -> impl Iterator<Item = LinkNumber> {
    let (one, many) = match start {
        Start::Link(link) => (Some(link), [].as_slice()),
        Start::Customer(customer) => (None, judged.chain.incoming.of(customer)),
    };
    let is_sound = |link: &LinkNumber| judged.states[*link as usize] == LinkState::Sound;
    one.into_iter().chain(many.iter().copied().filter(move |link| !is_sound(link)))
}

/// The component in which the damage of a root group begins.
fn home_of(judged: &JudgedChain, group: &[LinkNumber]) -> Option<u32> {
    let first = *group.first()?;
    let customer = judged.chain.customer_of(first);
    judged.causes.spreads[first as usize].then(|| judged.causes.components.of_party(customer))
}
