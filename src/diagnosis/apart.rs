//! What a region where damage goes round falls into without one of its links.
//!
//! Those that the link's supplier still reaches keep what they had: whatever came to them over the link came to the supplier
//! first. From them no other link leads to the others. So what is left upstream of the others begins there or enters the region
//! there, and goes on from one strongly connected component of theirs to the next.
//!
//! In large regions that is seldom to be found out for all. Where one party still reaches all others ([`super::strong_bridges`]), all
//! but those that no longer reach it stay one component, which leads to these few; where all still reach it, those that it no
//! longer reaches are the others.

use std::cmp::Reverse;

use super::bits::{BITS, Bits};
use super::chain::{LinkNumber, NONE, PartyNumber, number};
use super::judged::JudgedChain;
use super::strong::Strong;
use super::strong_bridges::StrongBridges;
use super::upstream_rows::UpstreamRows;

/// To find the components takes about so many steps for each party.
const STEPS_FOR_A_PARTY: usize = 10;
/// Lists of all parties are set up; that takes a step for so many.
const PARTIES_FOR_A_STEP: usize = 10;

/// The parties that lose something, and what is left upstream of each.
pub(super) struct Parted {
    /// The region's row, and the first of its places.
    row: u32,
    first: u32,
    /// The places of those that are looked at one by one, by component, those upstream first.
    places: Vec<u32>,
    /// By place in the region, from its first: the component; [`NONE`] for the rest.
    component: Vec<u32>,
    /// What is left of the rest, in the part that was asked for, if it stays one component and leads to all others; `None` if
    /// the rest keeps all it had and leads to nobody else.
    rest: Option<Bits>,
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
    /// Without `link`, within the region of `row`; `None` if the region does not fall apart. Adds what it costs to `work`, in steps.
    pub(super) fn of(
        judged: &JudgedChain,
        rows: &UpstreamRows,
        bridges: &StrongBridges,
        (link, row): (LinkNumber, u32),
        work: &mut usize,
    ) -> Option<Self> {
        let region = Region { judged, rows, row, without: link };
        let end = rows.regions.place_of(judged.chain.customer_of(link));
        let place_of = |party: &PartyNumber| rows.regions.place_of(*party);
        let (places, rest) = match bridges.get(link) {
            Some(bridge) if !bridge.holds() => return None,
            Some(bridge) if bridge.leads_from.is_empty() => {
                (bridges.parties(&bridge.leads_to).iter().map(place_of).collect(), None)
            }
            Some(bridge) if bridge.leads_to.is_empty() => {
                (bridges.parties(&bridge.leads_from).iter().map(place_of).collect(), Some(Bits::default()))
            }
            _ => (region.out_of_reach(end, work)?, None),
        };
        *work += STEPS_FOR_A_PARTY * places.len() + judged.chain.party_count() / PARTIES_FOR_A_STEP;
        let mut parted = Self {
            row,
            first: rows.regions.places_of(row).start,
            places,
            component: vec![NONE; rows.regions.places_of(row).len()],
            rest,
            left: Vec::new(),
            end,
        };
        parted.find_components(&region);
        Some(parted)
    }

    /// Finds the components of those that are looked at one by one.
    fn find_components(&mut self, region: &Region) {
        let (chain, regions) = (&region.judged.chain, &region.rows.regions);
        for place in &self.places {
            self.component[(place - self.first) as usize] = 0;
        }
        let is_among = |party: PartyNumber| {
            regions.row_of(party) == self.row && self.component_at(regions.place_of(party)) != NONE
        };
        let leads_on = |link: LinkNumber| {
            region.judged.causes.conducts[link as usize]
                && link != region.without
                && is_among(chain.supplier_of(link))
                && is_among(chain.customer_of(link))
        };
        let parties = self.places.iter().map(|place| regions.party_at(*place));
        let strong = Strong::met_from(chain, parties, leads_on);
        let component_of = |place: u32| strong.of[regions.party_at(place) as usize];
        for place in &self.places {
            self.component[(place - self.first) as usize] = component_of(*place);
        }
        self.places.sort_unstable_by_key(|place| (Reverse(component_of(*place)), *place));
        self.left = vec![Bits::default(); strong.count as usize];
    }

    /// Finds what is left in `part`. Adds what it costs to `work`, in steps.
    pub(super) fn find(&mut self, judged: &JudgedChain, rows: &UpstreamRows, part: usize, work: &mut usize) {
        let (chain, regions) = (&judged.chain, &rows.regions);
        self.left.fill(Bits::default());
        let mut rest = Bits::default();
        for place in rows.sources.of(self.row).iter().map(|place| *place as usize) {
            let component = self.component_at(regions.place_of(chain.customer_of(rows.broken[place])));
            if place / BITS == part {
                self.left.get_mut(component as usize).unwrap_or(&mut rest).set(place % BITS);
            }
        }
        for (link, start) in rows.entering.of(self.row).iter().zip(rows.before.of(self.row)) {
            let component = self.component_at(regions.place_of(chain.customer_of(*link)));
            let more = &rows.part(part)[*start as usize];
            self.left.get_mut(component as usize).unwrap_or(&mut rest).add(more);
        }
        *work += rows.sources.of(self.row).len() + rows.entering.of(self.row).len();
        if self.rest.is_some() {
            self.left.iter_mut().for_each(|left| left.add(&rest));
            self.rest = Some(rest);
            *work += self.component.len() / 2;
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
    }

    /// Each place that may lose something, with what is left upstream there.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, &Bits)> {
        let all = self.first..self.first + number(self.component.len());
        let rest = self.rest.iter().flat_map(move |rest| {
            let places = all.clone().filter(|place| self.component_at(*place) == NONE);
            places.map(move |place| (place, rest))
        });
        rest.chain(self.places.iter().map(|place| (*place, &self.left[self.component_at(*place) as usize])))
    }

    /// What is left where the link ends.
    pub(super) fn left_at_end(&self) -> Bits {
        let component = self.component_at(self.end) as usize;
        self.left.get(component).copied().or(self.rest).unwrap_or_default()
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
