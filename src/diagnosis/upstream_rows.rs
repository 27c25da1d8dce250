//! Which broken links are upstream of each place on the map, as rows of bits.
//!
//! Parties with the same upstream share a row: those among which damage goes round, and those that nothing but the parties of
//! one row leads to. Rows of the second kind have one party that damage enters at, and a tree of who depends on whom further on
//! ([`super::regions`]); all parties of a row have places one after the other, and so have those that depend on one of them.
//!
//! Deliberately absent: what is left of a row when a link no longer conducts ([`super::without`]).

use std::ops::Range;

use super::answer::LinkState;
use super::bits::{BITS, Bits, WORDS};
use super::chain::{Adjacency, LinkNumber, NONE, number};
use super::judged::JudgedChain;
use super::regions::Regions;

/// Rows of bits over the broken links.
#[derive(Clone, Debug)]
pub(super) struct UpstreamRows {
    /// The broken links, the roots before the others, each ascending; a link's place here is its bit.
    pub(super) broken: Vec<LinkNumber>,
    /// How many of them are roots.
    pub(super) roots: usize,
    /// How many parts a row has: sets of [`BITS`] broken links.
    pub(super) parts: usize,
    /// The parts in which there are roots, each with the roots in it.
    pub(super) root_parts: Vec<(usize, Bits)>,
    /// The parts in which there are symptoms, each with the symptoms in it.
    pub(super) symptom_parts: Vec<(usize, Bits)>,
    /// Who shares a row.
    pub(super) regions: Regions,
    /// Part by part, and in it row by row: what is upstream. Parts are looked at one at a time.
    bits: Vec<Bits>,
    /// The same: of that, the broken links whose damage begins there.
    own: Vec<Bits>,
    /// By row: the broken links whose damage begins there, as places among the broken.
    pub(super) sources: Adjacency,
    /// By row: the links that damage enters over from another row.
    pub(super) entering: Adjacency,
    /// By row: the rows where these links start, in the same order.
    pub(super) before: Adjacency,
    /// By place of a party: the broken links that damage there does harm to, as places among the broken.
    targets: Adjacency,
    /// By place of a party: the other rows that links lead to from there.
    after: Adjacency,
    /// By row: the same for all of its parties, each once.
    next: Adjacency,
}

impl UpstreamRows {
    /// The rows of `judged`; `None` where they would take more than `most` words. O((parties + links) x broken / 64).
    pub(super) fn of(judged: &JudgedChain, most: usize) -> Option<Self> {
        let (chain, causes) = (&judged.chain, &judged.causes);
        let is_broken = |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken;
        let (mut broken, symptoms): (Vec<LinkNumber>, Vec<LinkNumber>) =
            chain.link_numbers().filter(is_broken).partition(|link| causes.is_root(*link));
        let roots = broken.len();
        broken.extend(symptoms);
        let regions = Regions::of(judged, &broken);
        let (parts, count) = (broken.len().div_ceil(BITS), regions.count());
        if (parts * WORDS).saturating_mul(count + broken.len()) > most {
            return None;
        }
        let spreads = |link: &LinkNumber| causes.spreads[*link as usize];
        let source =
            |link: &LinkNumber| if spreads(link) { regions.row_of(chain.customer_of(*link)) } else { NONE };
        let target = |link: &LinkNumber| {
            if chain.carries(*link) { regions.place_of(chain.supplier_of(*link)) } else { NONE }
        };
        let mut links = Vec::new();
        let (mut start, mut start_place, mut end) = (Vec::new(), Vec::new(), Vec::new());
        for link in chain.link_numbers().filter(|link| causes.conducts[*link as usize]) {
            let (supplier, customer) = (chain.supplier_of(link), chain.customer_of(link));
            let (from, to) = (regions.row_of(supplier), regions.row_of(customer));
            if from != NONE && to != NONE && from != to {
                links.push(link);
                start.push(from);
                start_place.push(regions.place_of(supplier));
                end.push(to);
            }
        }
        let entering = Adjacency::by_owner(count, &end);
        let after = Adjacency::by_owner(regions.places(), &start_place).of_values(&end);
        let next = next_rows(&regions, &after);
        let roots_in = |part: usize| Bits::first(roots.saturating_sub(part * BITS));
        let symptoms_in = |part: usize| Bits::first(BITS).but(&roots_in(part));
        let mut rows = Self {
            root_parts: (0..roots.div_ceil(BITS)).map(|part| (part, roots_in(part))).collect(),
            symptom_parts: (roots / BITS..parts).map(|part| (part, symptoms_in(part))).collect(),
            parts,
            bits: Vec::new(),
            own: vec![Bits::default(); count * parts],
            sources: lists(count, broken.iter().map(source)),
            before: entering.clone().of_values(&start),
            entering: entering.of_values(&links),
            targets: lists(regions.places(), broken.iter().map(target)),
            after,
            next,
            broken,
            roots,
            regions,
        };
        rows.fill();
        Some(rows)
    }

    /// Part by part, and in it row by row: what is upstream.
    pub(super) fn all(&self) -> &[Bits] {
        &self.bits
    }

    /// One part of each row: what is upstream there.
    pub(super) fn part(&self, part: usize) -> &[Bits] {
        &self.bits[part * self.regions.count()..(part + 1) * self.regions.count()]
    }

    /// The same: of that, the broken links whose damage begins there.
    pub(super) fn own(&self, part: usize) -> &[Bits] {
        &self.own[part * self.regions.count()..(part + 1) * self.regions.count()]
    }

    /// How many rows there are.
    pub(super) fn count(&self) -> u32 {
        number(self.regions.count())
    }

    /// The broken links, as places among the broken, that damage at the parties of `places` does harm to.
    pub(super) fn targets_of(&self, places: Range<u32>) -> &[u32] {
        self.targets.of_range(places)
    }

    /// The other rows that links lead to from the parties of `places`; some may come twice.
    pub(super) fn after(&self, places: Range<u32>) -> &[u32] {
        self.after.of_range(places)
    }

    /// The other rows that links lead to from a row, each once.
    pub(super) fn next(&self, row: u32) -> &[u32] {
        self.next.of(row)
    }

    /// Goes downstream, so that what leads to a row is complete before the row is.
    fn fill(&mut self) {
        let count = self.regions.count();
        for row in 0..self.count() {
            for place in self.sources.of(row).iter().map(|place| *place as usize) {
                self.own[place / BITS * count + row as usize].set(place % BITS);
            }
        }
        self.bits = self.own.clone();
        for bits in self.bits.chunks_mut(count.max(1)) {
            for row in 0..count {
                let mut all = bits[row];
                self.before.of(number(row)).iter().for_each(|start| all.add(&bits[*start as usize]));
                bits[row] = all;
            }
        }
    }
}

/// By region: the regions in the lists `after` of its places, each once.
fn next_rows(regions: &Regions, after: &Adjacency) -> Adjacency {
    let mut last = vec![NONE; regions.count()];
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for row in 0..number(regions.count()) {
        for next in after.of_range(regions.places_of(row)) {
            if std::mem::replace(&mut last[*next as usize], row) != row {
                from.push(row);
                to.push(*next);
            }
        }
    }
    Adjacency::by_owner(regions.count(), &from).of_values(&to)
}

/// The values `0..`, by the list that `owners` gives each; those of [`NONE`] are in none.
fn lists(count: usize, owners: impl Iterator<Item = u32>) -> Adjacency {
    let (mut owner, mut values) = (Vec::new(), Vec::new());
    for (value, list) in owners.enumerate().filter(|(_, list)| *list != NONE) {
        owner.push(list);
        values.push(number(value));
    }
    Adjacency::by_owner(count, &owner).of_values(&values)
}
