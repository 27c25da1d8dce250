//! Parts of the conducting graph that have the same broken links upstream, whatever these are.
//!
//! Going downstream, a party joins the region of those that lead to it when they are all of one region and no damage begins with
//! it; otherwise it begins a region. Parties among which damage goes round are a region by themselves, and nobody joins them.
//! So a region of the first kind is entered at one party only. In it, a party *depends* on another when every way from where the
//! region is entered goes through that other: the tree of dominators, by the nearest one that all who lead to it have in common
//! (there are no loops).
//!
//! Only parties between a broken link upstream and one downstream are in a region: nothing else can matter to a broken link.

use std::ops::Range;

use super::chain::{Adjacency, LinkNumber, NONE, PartyNumber, number};
use super::judged::JudgedChain;

/// The regions, and the parties in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Regions {
    /// By party: its region; [`NONE`] for those that are left out. Ascending downstream.
    row_of: Vec<u32>,
    /// By party: its place, region by region; those that depend on a party come right after it.
    place_of: Vec<u32>,
    /// By place: the party.
    party_at: Vec<PartyNumber>,
    /// By place: how many parties depend on this one, itself included.
    dependents: Vec<u32>,
    /// By region: the first of its places. One more at the end.
    first_place: Vec<u32>,
    /// By region: whether damage goes round in it.
    goes_round: Vec<bool>,
}

/// Regions in the making.
struct Growing<'map> {
    judged: &'map JudgedChain,
    /// By party: whether damage begins with it.
    is_source: Vec<bool>,
    regions: Regions,
    /// Parties in the order in which they joined.
    order: Vec<PartyNumber>,
    /// By party: the nearest that it depends on; itself where it depends on none.
    nearest: Vec<PartyNumber>,
    /// By party: how many it depends on.
    depth: Vec<u32>,
    /// By party: one further up, to come to a common one in few steps.
    far: Vec<PartyNumber>,
}

impl Regions {
    /// The regions between `broken` links. O((parties + links) log parties).
    pub(super) fn of(judged: &JudgedChain, broken: &[LinkNumber]) -> Self {
        let chain = &judged.chain;
        let mut is_source = vec![false; chain.party_count()];
        for link in broken.iter().filter(|link| judged.causes.spreads[**link as usize]) {
            is_source[chain.customer_of(*link) as usize] = true;
        }
        let components = &judged.causes.components;
        let members = Adjacency::by_owner(components.count as usize, &components.of);
        let is_between = components_between(judged, broken);
        let nobody = || vec![NONE; chain.party_count()];
        let mut growing = Growing {
            judged,
            is_source,
            regions: Self { row_of: nobody(), place_of: nobody(), ..Self::default() },
            order: Vec::new(),
            nearest: nobody(),
            depth: vec![0; chain.party_count()],
            far: nobody(),
        };
        for component in components.downstream_order().filter(|component| is_between[*component as usize]) {
            match members.of(component) {
                [party] => growing.add(*party),
                parties => growing.begin(parties),
            }
        }
        growing.give_places()
    }

    /// How many regions.
    pub(super) fn count(&self) -> usize {
        self.goes_round.len()
    }

    /// How many parties are in a region.
    pub(super) fn places(&self) -> usize {
        self.party_at.len()
    }

    /// The region of a party; [`NONE`] where nothing can matter.
    pub(super) fn row_of(&self, party: PartyNumber) -> u32 {
        self.row_of[party as usize]
    }

    /// The place of a party; [`NONE`] where nothing can matter.
    pub(super) fn place_of(&self, party: PartyNumber) -> u32 {
        self.place_of[party as usize]
    }

    /// The places of the parties of a region.
    pub(super) fn places_of(&self, row: u32) -> Range<u32> {
        self.first_place[row as usize]..self.first_place[row as usize + 1]
    }

    /// The party at a place.
    pub(super) fn party_at(&self, place: u32) -> PartyNumber {
        self.party_at[place as usize]
    }

    /// The parties of a region.
    pub(super) fn parties_of(&self, row: u32) -> &[PartyNumber] {
        let places = self.places_of(row);
        &self.party_at[places.start as usize..places.end as usize]
    }

    /// Whether damage goes round in a region.
    pub(super) fn goes_round(&self, row: u32) -> bool {
        self.goes_round[row as usize]
    }

    /// The places of a party and of those that depend on it; of itself alone where damage goes round.
    pub(super) fn dependents_of(&self, party: PartyNumber) -> Range<u32> {
        let place = self.place_of(party);
        place..place + self.dependents[place as usize]
    }
}

impl Growing<'_> {
    /// A party that no damage comes back to.
    fn add(&mut self, party: PartyNumber) {
        let chain = &self.judged.chain;
        let conducting =
            chain.incoming.of(party).iter().filter(|link| self.judged.causes.conducts[**link as usize]);
        let before = conducting.map(|link| chain.supplier_of(*link));
        let mut nearest = NONE;
        let mut row = NONE;
        for before in before.filter(|before| self.regions.row_of(*before) != NONE) {
            let other = self.regions.row_of(before);
            if self.is_source[party as usize]
                || self.regions.goes_round(other)
                || (row != NONE && row != other)
            {
                return self.begin(&[party]);
            }
            row = other;
            nearest = if nearest == NONE { before } else { self.common(nearest, before) };
        }
        if row == NONE {
            return self.begin(&[party]);
        }
        self.regions.row_of[party as usize] = row;
        self.order.push(party);
        self.nearest[party as usize] = nearest;
        self.depth[party as usize] = self.depth[nearest as usize] + 1;
        let far = self.far[nearest as usize];
        let depth = |party: PartyNumber| self.depth[party as usize];
        let farther = self.far[far as usize];
        self.far[party as usize] =
            if depth(nearest) + depth(farther) == 2 * depth(far) { farther } else { nearest };
    }

    /// A region of its own.
    fn begin(&mut self, parties: &[PartyNumber]) {
        let row = number(self.regions.goes_round.len());
        self.regions.goes_round.push(parties.len() > 1);
        for party in parties {
            self.regions.row_of[*party as usize] = row;
            self.nearest[*party as usize] = *party;
            self.far[*party as usize] = *party;
            self.order.push(*party);
        }
    }

    /// The nearest that both depend on, or are: Myers, "An applicative random-access stack" (1983).
    fn common(&self, mut left: PartyNumber, mut right: PartyNumber) -> PartyNumber {
        let depth = |party: PartyNumber| self.depth[party as usize];
        let (nearest, far) = (
            |party: PartyNumber| self.nearest[party as usize],
            |party: PartyNumber| self.far[party as usize],
        );
        if depth(left) < depth(right) {
            std::mem::swap(&mut left, &mut right);
        }
        while depth(left) > depth(right) {
            left = if depth(far(left)) >= depth(right) { far(left) } else { nearest(left) };
        }
        while left != right {
            (left, right) = if far(left) == far(right) {
                (nearest(left), nearest(right))
            } else {
                (far(left), far(right))
            };
        }
        left
    }

    fn give_places(mut self) -> Regions {
        let mut size = vec![1_u32; self.nearest.len()];
        for party in self.order.iter().rev() {
            let nearest = self.nearest[*party as usize];
            if nearest != *party {
                size[nearest as usize] += size[*party as usize];
            }
        }
        let mut first_place = vec![0; self.regions.goes_round.len() + 1];
        for party in &self.order {
            first_place[self.regions.row_of[*party as usize] as usize + 1] += 1;
        }
        for row in 1..first_place.len() {
            first_place[row] += first_place[row - 1];
        }
        // By party: the place of the next that depends on it. By region: the place of the next that depends on nobody.
        let mut free = vec![0; size.len()];
        let mut free_in_row = first_place.clone();
        let mut party_at = vec![NONE; self.order.len()];
        let mut dependents = vec![1; self.order.len()];
        for party in &self.order {
            let nearest = self.nearest[*party as usize];
            let next = if nearest == *party {
                &mut free_in_row[self.regions.row_of[*party as usize] as usize]
            } else {
                &mut free[nearest as usize]
            };
            let place = *next;
            *next += size[*party as usize];
            free[*party as usize] = place + 1;
            self.regions.place_of[*party as usize] = place;
            party_at[place as usize] = *party;
            dependents[place as usize] = size[*party as usize];
        }
        Regions { party_at, dependents, first_place, ..self.regions }
    }
}

/// By component: whether it lies between a broken link upstream and one downstream.
fn components_between(judged: &JudgedChain, broken: &[LinkNumber]) -> Vec<bool> {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let components = &causes.components;
    let mut is_between = vec![false; components.count as usize];
    for link in broken.iter().filter(|link| chain.carries(**link)) {
        is_between[components.of_party(chain.supplier_of(*link)) as usize] = true;
    }
    for component in 0..components.count {
        is_between[component as usize] |=
            components.after(component).iter().any(|next| is_between[*next as usize]);
    }
    for (is_between, is_upstream) in is_between.iter_mut().zip(&causes.broken_upstream) {
        *is_between &= is_upstream;
    }
    is_between
}
