//! Where damage travels on a judged map, for what is asked of a diagnosis afterwards: traces and what-if.
//!
//! The same conducting graph as in [`super::causes`], made again from the facts and the states in the answer. Linear, no recursion.

use super::answer::{Diagnosis, LinkState};
use super::causes::Involvement;
use super::chain::{Chain, LinkNumber, PartyNumber};
use crate::model::{Link, LinkId, Org};

/// The map in numbers, with the state of each link and whether its damage travels.
#[derive(Debug)]
pub(super) struct Conduction {
    /// The map in numbers.
    pub(super) chain: Chain,
    /// How each link fares.
    pub(super) states: Vec<LinkState>,
    /// By link: whether its own failing may do damage downstream.
    pub(super) spreads: Vec<bool>,
}

impl Conduction {
    /// Where damage travels in `org`, of which `diagnosis` is the diagnosis. A link that the diagnosis does not know was not asked.
    pub(super) fn of(org: &Org, diagnosis: &Diagnosis) -> Self {
        let chain = Chain::of(org);
        let state = |(place, id): (usize, &LinkId)| match diagnosis.links.get(place) {
            Some(link) if link.id() == id => link.state,
            _ => diagnosis.link(id).map_or(LinkState::Unknown, |link| link.state),
        };
        let states: Vec<LinkState> = org.links().keys().enumerate().map(state).collect();
        let may_spread = |(state, link): (&LinkState, &Link)| {
            *state != LinkState::Sound && Involvement::of(link) == Involvement::Possible
        };
        let spreads = states.iter().zip(org.links().values()).map(may_spread).collect();
        Self { chain, states, spreads }
    }

    /// By party: whether damage on one of `sources` gets there, where links spread as `spreads` says.
    pub(super) fn reached(
        &self,
        sources: impl IntoIterator<Item = LinkNumber>,
        spreads: &[bool],
    ) -> Vec<bool> {
        let mut reached = vec![false; self.chain.party_count()];
        let mut waiting: Vec<PartyNumber> = Vec::new();
        let mut arrive = |party: PartyNumber, waiting: &mut Vec<PartyNumber>| {
            if !std::mem::replace(&mut reached[party as usize], true) {
                waiting.push(party);
            }
        };
        for link in sources.into_iter().filter(|link| spreads[*link as usize]) {
            arrive(self.chain.customer_of(link), &mut waiting);
        }
        while let Some(party) = waiting.pop() {
            for link in self.chain.carrying_from(party).iter().copied() {
                if spreads[link as usize] {
                    arrive(self.chain.customer_of(link), &mut waiting);
                }
            }
        }
        reached
    }

    /// The links among `symptoms` that no damage on `remaining` gets to any more.
    pub(super) fn freed(
        &self,
        remaining: impl IntoIterator<Item = LinkNumber>,
        symptoms: impl IntoIterator<Item = LinkNumber>,
        spreads: &[bool],
    ) -> Vec<LinkNumber> {
        let reached = self.reached(remaining, spreads);
        let is_free = |link: &LinkNumber| {
            !self.chain.carries(*link) || !reached[self.chain.supplier_of(*link) as usize]
        };
        symptoms.into_iter().filter(is_free).collect()
    }
}
