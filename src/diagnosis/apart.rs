//! What a region where damage goes round falls into without one of its links.
//!
//! Those that the link's supplier still reaches keep what they had: whatever came to them over the link came to the supplier
//! first. From them no other link leads to the rest. So what is left upstream of the rest begins there or enters the region there,
//! and goes on from one strongly connected component of the rest to the next.

use super::bits::{BITS, Bits};
use super::chain::{LinkNumber, NONE, PartyNumber};
use super::judged::JudgedChain;
use super::strong::Strong;
use super::upstream_rows::UpstreamRows;

/// To find the components takes about so many steps for each party.
const STEPS_FOR_A_PARTY: usize = 10;

/// The parties that are out of reach, and what is left upstream of each.
pub(super) struct Parted {
    /// The region's row, and the first of its places.
    row: u32,
    first: u32,
    /// Their places, by component, those upstream first.
    places: Vec<u32>,
    /// By place in the region, from its first: the component; [`NONE`] for those within reach.
    component: Vec<u32>,
    /// By component: what is left, in the part that was asked for.
    left: Vec<Bits>,
    /// The place of the link's customer.
    end: u32,
}

/// A region under consideration.
struct Region<'map> {
    judged: &'map JudgedChain,
    rows: &'map UpstreamRows,
    row: u32,
    without: LinkNumber,
}

impl Parted {
    /// Without `link`, within the region of `row`; `None` if its supplier still reaches its customer, and with it all others.
    /// Adds what it costs to `work`, in steps.
    pub(super) fn of(
        judged: &JudgedChain,
        rows: &UpstreamRows,
        link: LinkNumber,
        row: u32,
        work: &mut usize,
    ) -> Option<Self> {
        let region = Region { judged, rows, row, without: link };
        let end = rows.regions.place_of(judged.chain.customer_of(link));
        let mut places = region.out_of_reach(end, work)?;
        *work += STEPS_FOR_A_PARTY * places.len();
        let mut component = vec![NONE; rows.regions.places_of(row).len()];
        places.iter().for_each(|place| component[region.number_of(*place)] = 0);
        let is_parted = |party: PartyNumber| {
            rows.regions.row_of(party) == row
                && component[region.number_of(rows.regions.place_of(party))] != NONE
        };
        let chain = &judged.chain;
        let is_among = |link: LinkNumber| {
            judged.causes.conducts[link as usize]
                && is_parted(chain.supplier_of(link))
                && is_parted(chain.customer_of(link))
        };
        let strong =
            Strong::met_from(chain, places.iter().map(|place| rows.regions.party_at(*place)), is_among);
        for place in &places {
            component[region.number_of(*place)] = strong.of[rows.regions.party_at(*place) as usize];
        }
        places.sort_unstable_by_key(|place| (std::cmp::Reverse(component[region.number_of(*place)]), *place));
        let left = vec![Bits::default(); strong.count as usize];
        Some(Self { row, first: rows.regions.places_of(row).start, places, component, left, end })
    }

    /// Finds what is left in `part`. Adds what it costs to `work`, in steps.
    pub(super) fn find(&mut self, judged: &JudgedChain, rows: &UpstreamRows, part: usize, work: &mut usize) {
        let (chain, regions) = (&judged.chain, &rows.regions);
        self.left.fill(Bits::default());
        for place in rows.sources.of(self.row).iter().map(|place| *place as usize) {
            let component = self.component_at(regions.place_of(chain.customer_of(rows.broken[place])));
            if place / BITS == part && component != NONE {
                self.left[component as usize].set(place % BITS);
            }
        }
        for (link, start) in rows.entering.of(self.row).iter().zip(rows.before.of(self.row)) {
            let component = self.component_at(regions.place_of(chain.customer_of(*link)));
            if component != NONE {
                self.left[component as usize].add(&rows.part(part)[*start as usize]);
            }
        }
        for place in &self.places {
            let bits = self.left[self.component_at(*place) as usize];
            let links = chain.outgoing.of(regions.party_at(*place));
            *work += 2 * links.len();
            for link in links.iter().filter(|link| judged.causes.conducts[**link as usize]) {
                let next = chain.customer_of(*link);
                if regions.row_of(next) == self.row {
                    let next = self.component_at(regions.place_of(next));
                    if next != NONE {
                        self.left[next as usize].add(&bits);
                    }
                }
            }
        }
        *work += rows.sources.of(self.row).len() + rows.entering.of(self.row).len();
    }

    /// Each place out of reach, with what is left upstream there.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, &Bits)> {
        self.places.iter().map(|place| (*place, &self.left[self.component_at(*place) as usize]))
    }

    /// What is left where the link ends.
    pub(super) fn left_at_end(&self) -> Bits {
        self.left[self.component_at(self.end) as usize]
    }

    fn component_at(&self, place: u32) -> u32 {
        self.component[(place - self.first) as usize]
    }
}

impl Region<'_> {
    /// Which party of the region is at `place`, from its first.
    fn number_of(&self, place: u32) -> usize {
        (place - self.rows.regions.places_of(self.row).start) as usize
    }

    /// The places that the supplier does not reach, ascending; `None` if it reaches that of the customer, `end`.
    fn out_of_reach(&self, end: u32, work: &mut usize) -> Option<Vec<u32>> {
        let place_of = |party: PartyNumber| self.rows.regions.place_of(party);
        let places = self.rows.regions.places_of(self.row);
        let mut is_met = vec![false; places.len()];
        let mut reached = vec![self.judged.chain.supplier_of(self.without)];
        is_met[self.number_of(place_of(reached[0]))] = true;
        let mut done = 0;
        while let Some(party) = reached.get(done).copied() {
            done += 1;
            for next in self.leading_on(party) {
                *work += 1;
                let place = place_of(next);
                if place == end {
                    return None;
                }
                if !std::mem::replace(&mut is_met[self.number_of(place)], true) {
                    reached.push(next);
                }
            }
        }
        Some(places.filter(|place| !is_met[self.number_of(*place)]).collect())
    }

    /// Whom else in the region `party` leads to.
    fn leading_on(&self, party: PartyNumber) -> impl Iterator<Item = PartyNumber> {
        let (chain, regions) = (&self.judged.chain, &self.rows.regions);
        let leads_on =
            |link: &LinkNumber| self.judged.causes.conducts[*link as usize] && *link != self.without;
        let links = chain.outgoing.of(party).iter().copied().filter(leads_on);
        links.map(|link| chain.customer_of(link)).filter(|next| regions.row_of(*next) == self.row)
    }
}
