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
    let mut came_from = vec![NONE; chain.party_count()];
    let mut shortest: Option<Vec<PartyNumber>> = None;
    for link in work_loop.broken.iter().take(BROKEN_LINKS_TRIED) {
        let less_than = shortest.as_ref().map_or(usize::MAX, Vec::len);
        if let Some(way) = way_back(chain, &inside, *link, less_than, &mut came_from) {
            shortest = Some(way);
        }
    }
    shortest
}

/// The fewest parties from the supplier of `link` over it and back, within `inside`; `None` when not less than so many. `came_from`
/// holds [`NONE`] for each party, before and after.
fn way_back(
    chain: &Chain,
    inside: &[bool],
    link: LinkNumber,
    less_than: usize,
    came_from: &mut [PartyNumber],
) -> Option<Vec<PartyNumber>> {
    let mut met = vec![chain.customer_of(link)];
    let way = follow_back(chain, inside, link, less_than, came_from, &mut met);
    for party in met {
        came_from[party as usize] = NONE;
    }
    way
}

fn follow_back(
    chain: &Chain,
    inside: &[bool],
    link: LinkNumber,
    less_than: usize,
    came_from: &mut [PartyNumber],
    met: &mut Vec<PartyNumber>,
) -> Option<Vec<PartyNumber>> {
    let (supplier, customer) = (chain.supplier_of(link), chain.customer_of(link));
    came_from[customer as usize] = supplier;
    let mut front = 0..1;
    // The front after k steps is met by ways round of k + 2 parties.
    let mut parties = 2;
    while came_from[supplier as usize] == NONE {
        if front.is_empty() || parties >= less_than {
            return None;
        }
        for place in front.clone() {
            let party = met[place];
            for next in chain.carrying_from(party).iter().map(|link| chain.customer_of(*link)) {
                if inside[next as usize] && came_from[next as usize] == NONE {
                    came_from[next as usize] = party;
                    met.push(next);
                }
            }
        }
        front = front.end..met.len();
        parties += 1;
    }
    let mut way = Vec::new();
    let mut party = came_from[supplier as usize];
    while party != supplier {
        way.push(party);
        party = came_from[party as usize];
    }
    way.push(supplier);
    way.reverse();
    Some(way)
}
