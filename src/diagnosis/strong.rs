//! Strongly connected components on flat arrays: Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
//!
//! Asked anew of the links that conduct, and of those that are whole, whenever a state changes. The loops of the whole map, which
//! change with its shape alone, are petgraph's to find ([`super::loops`]).

use super::chain::{Chain, LinkNumber, NONE, PartyNumber};

/// The strongly connected components of some of the links of a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Strong {
    /// By party: its component. An allowed link between two components leads from the higher number to the lower.
    pub(super) of: Vec<u32>,
    /// How many components.
    pub(super) count: u32,
}

/// A walk under way.
struct Walk {
    /// By party: when it was met, from 0; [`NONE`] before.
    met: Vec<u32>,
    /// By party: the earliest party met that it leads back to.
    earliest: Vec<u32>,
    /// Met, and in no component yet.
    open: Vec<PartyNumber>,
    /// The way down to where the walk is, with the place in each one's list of links.
    way: Vec<(PartyNumber, u32)>,
    clock: u32,
    strong: Strong,
}

impl Strong {
    /// The components of the links `allowed`. O(parties + links).
    pub(super) fn of(chain: &Chain, allowed: impl Fn(LinkNumber) -> bool) -> Self {
        Self::met_from(chain, chain.party_numbers(), allowed)
    }

    /// Only those that are met on the links `allowed` from `starts`; the others are in none, [`NONE`].
    pub(super) fn met_from(
        chain: &Chain,
        starts: impl IntoIterator<Item = PartyNumber>,
        allowed: impl Fn(LinkNumber) -> bool,
    ) -> Self {
        let parties = chain.party_count();
        let mut walk = Walk {
            met: vec![NONE; parties],
            earliest: vec![NONE; parties],
            open: Vec::new(),
            way: Vec::new(),
            clock: 0,
            strong: Self { of: vec![NONE; parties], count: 0 },
        };
        for party in starts {
            if walk.met[party as usize] == NONE {
                walk.from(party, chain, &allowed);
            }
        }
        walk.strong
    }
}

impl Walk {
    fn from(&mut self, start: PartyNumber, chain: &Chain, allowed: &impl Fn(LinkNumber) -> bool) {
        self.meet(start);
        while let Some((party, place)) = self.way.last_mut() {
            let party = *party;
            let Some(link) = chain.outgoing.of(party).get(*place as usize).copied() else {
                self.way.pop();
                self.leave(party);
                continue;
            };
            *place += 1;
            if !allowed(link) {
                continue;
            }
            let next = chain.customer_of(link);
            if self.met[next as usize] == NONE {
                self.meet(next);
            } else if self.strong.of[next as usize] == NONE {
                let earliest = &mut self.earliest[party as usize];
                *earliest = (*earliest).min(self.met[next as usize]);
            }
        }
    }

    fn meet(&mut self, party: PartyNumber) {
        self.met[party as usize] = self.clock;
        self.earliest[party as usize] = self.clock;
        self.clock += 1;
        self.open.push(party);
        self.way.push((party, 0));
    }

    fn leave(&mut self, party: PartyNumber) {
        let earliest = self.earliest[party as usize];
        if earliest == self.met[party as usize] {
            while let Some(member) = self.open.pop() {
                self.strong.of[member as usize] = self.strong.count;
                if member == party {
                    break;
                }
            }
            self.strong.count += 1;
        }
        if let Some((above, _)) = self.way.last() {
            let of_above = &mut self.earliest[*above as usize];
            *of_above = (*of_above).min(earliest);
        }
    }
}
