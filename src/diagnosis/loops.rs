//! Where work goes round: the strongly connected components of the chain, external customers left out.

use petgraph::algo::kosaraju_scc;

use super::chain::{Chain, LinkNumber, NONE, PartyNumber, party_of};

/// How many broken links of one loop are tried when its shortest way round is looked for: a bound on work, reached only where
/// nearly everything is broken.
const BROKEN_LINKS_TRIED: usize = 8;

/// For more links that came, all loops are looked for anew.
const FEW_LINKS: usize = 4;

/// Parties among which work may go round, more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WorkLoop {
    /// Its members, ascending.
    pub(super) members: Vec<PartyNumber>,
    /// Whether work gets out of it to an external customer.
    pub(super) gets_out: bool,
    /// The broken links between its members, ascending.
    pub(super) broken: Vec<LinkNumber>,
}

/// The members of each loop, ascending; the loops by first member. O(parties + links); petgraph's Kosaraju keeps no recursion.
pub(super) fn members_of_loops(chain: &Chain) -> Vec<Vec<PartyNumber>> {
    let components = kosaraju_scc(&chain.to_graph()).into_iter().filter(|component| component.len() > 1);
    let sorted = components.map(|component| {
        let mut members: Vec<PartyNumber> = component.into_iter().map(party_of).collect();
        members.sort_unstable();
        members
    });
    let mut loops: Vec<Vec<PartyNumber>> = sorted.collect();
    loops.sort_unstable();
    loops
}

/// Whether the loops of a map, which are the `members`, are those of `chain` too, which is that map after some links went and some came;
/// `gone` and `come` are their ends. O(parties + links); `false` where it would take as long to tell as to look for them anew.
pub(super) fn stay_after(
    members: &[Vec<PartyNumber>],
    chain: &Chain,
    gone: &[(PartyNumber, PartyNumber)],
    come: &[(PartyNumber, PartyNumber)],
) -> bool {
    let mut loop_of = vec![NONE; chain.party_count()];
    for (number, members) in (0..).zip(members) {
        for member in members {
            loop_of[*member as usize] = number;
        }
    }
    let is_inside = |(supplier, customer): &(PartyNumber, PartyNumber)| {
        let home = loop_of[*supplier as usize];
        home != NONE && home == loop_of[*customer as usize]
    };
    // What led from one loop to another was part of none. What leads on within a loop adds nothing to it; any other may close one.
    let closes_none = |ends: &(PartyNumber, PartyNumber)| {
        let (supplier, customer) = *ends;
        chain.is_external_customer(supplier) || is_inside(ends) || !chain.leads_to(customer, supplier)
    };
    come.len() <= FEW_LINKS && !gone.iter().any(is_inside) && come.iter().all(closes_none)
}

/// The loops with these `members`, in the same order. O(parties + links).
pub(super) fn loops(
    chain: &Chain,
    members: &[Vec<PartyNumber>],
    distance: &[u32],
    is_broken: impl Fn(LinkNumber) -> bool,
) -> Vec<WorkLoop> {
    let mut loops = Vec::new();
    let mut inside = vec![false; chain.party_count()];
    for members in members {
        for member in members {
            inside[*member as usize] = true;
        }
        let broken = members
            .iter()
            .flat_map(|member| chain.outgoing.of(*member))
            .copied()
            .filter(|link| inside[chain.customer_of(*link) as usize] && is_broken(*link))
            .collect();
        for member in members {
            inside[*member as usize] = false;
        }
        let gets_out = members.iter().any(|member| distance[*member as usize] != NONE);
        loops.push(WorkLoop { members: members.clone(), gets_out, broken });
    }
    loops
}

/// The parties on a shortest way round through one of the loop's broken links, from that link's supplier on. `None` without one.
pub(super) fn shortest_way_round(chain: &Chain, work_loop: &WorkLoop) -> Option<Vec<PartyNumber>> {
    let mut inside = vec![false; chain.party_count()];
    for member in &work_loop.members {
        inside[*member as usize] = true;
    }
    let mut ahead = Side::of(chain.party_count());
    let mut back = Side::of(chain.party_count());
    let mut shortest: Option<Vec<PartyNumber>> = None;
    for link in work_loop.broken.iter().take(BROKEN_LINKS_TRIED) {
        let less_than = shortest.as_ref().map_or(usize::MAX, Vec::len);
        let (supplier, customer) = (chain.supplier_of(*link), chain.customer_of(*link));
        ahead.begin(customer);
        back.begin(supplier);
        if let Some(meeting) = meet(chain, &inside, &mut ahead, &mut back, less_than) {
            let mut way = ahead.way_to(meeting);
            way.reverse();
            way.extend(back.way_to(meeting).into_iter().skip(1));
            way.rotate_right(1);
            shortest = Some(way);
        }
        ahead.forget();
        back.forget();
    }
    shortest
}

/// One of two searches that look for each other.
struct Side {
    /// By party: whom the search came from; itself at the start, [`NONE`] where the search has not been.
    came_from: Vec<PartyNumber>,
    /// Everybody met, in turn.
    met: Vec<PartyNumber>,
    /// From which place in `met` on nobody was asked for who is next.
    front: usize,
}

impl Side {
    fn of(parties: usize) -> Self {
        Self { came_from: vec![NONE; parties], met: Vec::new(), front: 0 }
    }

    fn begin(&mut self, start: PartyNumber) {
        self.came_from[start as usize] = start;
        self.met.push(start);
    }

    fn forget(&mut self) {
        for party in self.met.drain(..) {
            self.came_from[party as usize] = NONE;
        }
        self.front = 0;
    }

    fn has_met(&self, party: PartyNumber) -> bool {
        self.came_from[party as usize] != NONE
    }

    /// Goes one step further, to those `next` to the last met.
    fn step(&mut self, mut next: impl FnMut(PartyNumber, &mut dyn FnMut(PartyNumber))) {
        let last = self.front..self.met.len();
        self.front = last.end;
        for place in last {
            let party = self.met[place];
            let (came_from, met) = (&mut self.came_from, &mut self.met);
            next(party, &mut |other| {
                if came_from[other as usize] == NONE {
                    came_from[other as usize] = party;
                    met.push(other);
                }
            });
        }
    }

    /// From `party` back to the start.
    fn way_to(&self, mut party: PartyNumber) -> Vec<PartyNumber> {
        let mut way = vec![party];
        while self.came_from[party as usize] != party {
            party = self.came_from[party as usize];
            way.push(party);
        }
        way
    }
}

/// Where the search from a link's customer, `ahead`, meets the one from its supplier, `back`, within `inside`: on a shortest way.
/// `None` when that has not fewer parties than `less_than`. The side with fewer to ask goes on, so that neither goes far.
fn meet(
    chain: &Chain,
    inside: &[bool],
    ahead: &mut Side,
    back: &mut Side,
    less_than: usize,
) -> Option<PartyNumber> {
    // Each side knows its start; every step adds a party to the way.
    let mut parties = 2;
    loop {
        let (to_ask_ahead, to_ask_back) = (ahead.met.len() - ahead.front, back.met.len() - back.front);
        if parties >= less_than || to_ask_ahead == 0 || to_ask_back == 0 {
            return None;
        }
        let (stepped, other) = if to_ask_ahead <= to_ask_back {
            ahead.step(|party, found| {
                let links = chain.carrying_from(party).iter().map(|link| chain.customer_of(*link));
                links.filter(|next| inside[*next as usize]).for_each(found);
            });
            (&*ahead, &*back)
        } else {
            back.step(|party, found| {
                let links = chain.incoming.of(party).iter().map(|link| chain.supplier_of(*link));
                links.filter(|before| inside[*before as usize]).for_each(found);
            });
            (&*back, &*ahead)
        };
        if let Some(meeting) = stepped.met[stepped.front..].iter().find(|party| other.has_met(**party)) {
            return Some(*meeting);
        }
        parties += 1;
    }
}
