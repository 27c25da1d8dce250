//! What reaches the external customer: how far it is, and through whom all must go. How strong the routes are is for `bounds`.
//!
//! A route ends at the first external customer it meets. Routes are walks: a link lies on a route when the party leads to it and
//! it leads on to a customer. Deliberately absent: why a link is weak.

use std::sync::{Arc, OnceLock};

use super::answer::LinkState;
use super::chain::{Adjacency, Chain, LinkNumber, NONE, PartyNumber, number};
use super::flow::{Flow, OnlyWays};
use super::loops;
use super::splice::Splice;

/// What follows from the routes to external customers, by party. All but `cut_off` follow from the shape of the map alone and are
/// shared between judgements on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    /// Fewest links to an external customer; [`NONE`] when none can be reached.
    pub(super) distance: Arc<Vec<u32>>,
    /// Whether it reaches one, but not once broken links are taken away.
    pub(super) cut_off: Vec<bool>,
    /// Links that are the only way to the customer for others than their supplier, with how many teams those are.
    pub(super) bridges: Arc<Vec<(LinkNumber, usize)>>,
    only_way: Arc<OnlyWay>,
    pub(super) loops: Loops,
}

/// The members of each loop, once somebody has asked.
pub(super) type Loops = Arc<OnceLock<Vec<Vec<PartyNumber>>>>;

/// The tree of "reaches the customer only through": the dominators of the reversed chain.
#[derive(Clone, Debug, Default)]
struct OnlyWay {
    /// The teams in preorder of the tree.
    teams: Vec<PartyNumber>,
    /// By party: where the teams at and below it stand in `teams`.
    span: Vec<std::ops::Range<u32>>,
}

impl Routes {
    /// Follows every route; who is cut off is still to be found. `loops` are those of the map, as far as they are known.
    /// O(parties + links), and the dominators of [`Flow`].
    pub(super) fn of(chain: &Chain, loops: &Loops) -> Self {
        let distance = distances(chain, |_| true);
        let (only_way, bridges) = only_ways(chain, &distance);
        Self {
            distance: Arc::new(distance),
            bridges: Arc::new(bridges),
            only_way: Arc::new(only_way),
            cut_off: Vec::new(),
            loops: Arc::clone(loops),
        }
    }

    /// No routes yet on `chain`, which is the map of `self` after a few links came or went; but its loops, if they are the same still.
    pub(super) fn with_loops_after(&self, chain: &Chain, splice: &Splice) -> Self {
        let stay = self
            .loops
            .get()
            .is_some_and(|members| loops::stay_after(members, chain, &splice.ends_gone, &splice.ends_come));
        let loops = if stay { Arc::clone(&self.loops) } else { Loops::default() };
        Self { loops, ..Self::default() }
    }

    /// The same routes when they are left to those who reach a customer without broken links, `unbroken`.
    pub(super) fn cut_off_but(self, unbroken: &[u32]) -> Self {
        let is_cut_off = |(all, rest): (&u32, &u32)| *all != NONE && *rest == NONE;
        Self { cut_off: self.distance.iter().zip(unbroken).map(is_cut_off).collect(), ..self }
    }

    /// The members of each loop on `chain`, whose routes these are. Found when first asked for.
    pub(super) fn members_of_loops(&self, chain: &Chain) -> &[Vec<PartyNumber>] {
        self.loops.get_or_init(|| loops::members_of_loops(chain))
    }

    /// The teams other than `party` that reach an external customer only through it, ascending.
    pub(super) fn only_through(&self, party: PartyNumber) -> Vec<PartyNumber> {
        let span = self.only_way.span.get(party as usize).cloned().unwrap_or_default();
        let teams = self.only_way.teams.get(span.start as usize..span.end as usize).unwrap_or_default();
        let mut others: Vec<PartyNumber> = teams.iter().copied().filter(|other| *other != party).collect();
        others.sort_unstable();
        others
    }

    /// How many teams [`Self::only_through`] would list for the team `party`.
    pub(super) fn count_only_through(&self, team: PartyNumber) -> usize {
        self.only_way.span.get(team as usize).map_or(0, |span| span.len().saturating_sub(1))
    }
}

/// Fewest links to an external customer over links that are not broken, by party. O(parties + links).
pub(super) fn unbroken_distances(chain: &Chain, states: &[LinkState]) -> Vec<u32> {
    distances(chain, |link| states[link as usize] != LinkState::Broken)
}

/// Fewest links to an external customer over the links `allowed`, by party.
fn distances(chain: &Chain, allowed: impl Fn(LinkNumber) -> bool) -> Vec<u32> {
    let mut distance = vec![NONE; chain.party_count()];
    let mut front = chain.external_customers();
    for customer in &front {
        distance[*customer as usize] = 0;
    }
    let mut steps = 0;
    while !front.is_empty() {
        steps += 1;
        let mut next = Vec::new();
        for party in front {
            for link in chain.incoming.of(party).iter().copied() {
                let supplier = chain.supplier_of(link);
                if distance[supplier as usize] == NONE && chain.carries(link) && allowed(link) {
                    distance[supplier as usize] = steps;
                    next.push(supplier);
                }
            }
        }
        front = next;
    }
    distance
}

/// The dominators of the reversed chain from the sink behind all external customers, and the links that dominate.
fn only_ways(chain: &Chain, distance: &[u32]) -> (OnlyWay, Vec<(LinkNumber, usize)>) {
    let against = chain.link_numbers().filter(|link| chain.carries(*link));
    let against = against.map(|link| (link, chain.customer_of(link), chain.supplier_of(link)));
    let out_of_sink = chain.external_customers().into_iter().map(|customer| (NONE, chain.sink(), customer));
    let flow = Flow::of(against.chain(out_of_sink), &vec![true; chain.party_count() + 1]);
    let mut ways = OnlyWays::default();
    flow.follow(chain.sink(), &mut ways);
    let (mut child, mut above) = (Vec::new(), Vec::new());
    let mut nearest = vec![NONE; chain.party_count()];
    for party in chain.party_numbers() {
        if let Some(dominator) = ways.nearest_of(party) {
            nearest[party as usize] = dominator;
            child.push(party);
            above.push(dominator);
        }
    }
    let below = Adjacency::by_owner(chain.party_count() + 1, &above);
    let mut walk = TreeWalk::new(chain);
    walk.run(chain, &below, &child);
    let bridges = bridges(chain, distance, &nearest, &walk);
    (OnlyWay { teams: walk.teams, span: walk.team_span }, bridges)
}

/// Preorder numbers of a tree of parties under the sink.
struct TreeWalk {
    /// Teams in preorder.
    teams: Vec<PartyNumber>,
    /// By party: where the teams at and below it stand in `teams`.
    team_span: Vec<std::ops::Range<u32>>,
    /// By party: the preorder numbers at and below it.
    span: Vec<std::ops::Range<u32>>,
}

impl TreeWalk {
    fn new(chain: &Chain) -> Self {
        let nothing = vec![0..0; chain.party_count()];
        Self { teams: Vec::new(), team_span: nothing.clone(), span: nothing }
    }

    fn run(&mut self, chain: &Chain, below: &Adjacency, child: &[PartyNumber]) {
        let mut visited = 0;
        // A party is met twice: on the way down (`false`) and on the way up.
        let mut waiting: Vec<(PartyNumber, bool)> = Vec::new();
        let children = |party| below.of(party).iter().rev().map(|place| (child[*place as usize], false));
        waiting.extend(children(chain.sink()));
        while let Some((party, done)) = waiting.pop() {
            let place = party as usize;
            if done {
                self.team_span[place].end = number(self.teams.len());
                self.span[place].end = visited;
                continue;
            }
            self.team_span[place].start = number(self.teams.len());
            self.span[place].start = visited;
            visited += 1;
            if chain.is_team(party) {
                self.teams.push(party);
            }
            waiting.push((party, true));
            waiting.extend(children(party));
        }
    }

    fn is_at_or_below(&self, party: PartyNumber, top: PartyNumber) -> bool {
        self.span[top as usize].contains(&self.span[party as usize].start)
    }
}

/// A link is the only way for all behind it when it is the only link of its supplier that leads on without coming back through
/// the supplier: every other ends at a party that itself depends on the supplier.
fn bridges(chain: &Chain, distance: &[u32], nearest: &[u32], walk: &TreeWalk) -> Vec<(LinkNumber, usize)> {
    let mut bridges = Vec::new();
    for party in chain.party_numbers().filter(|party| nearest[*party as usize] != NONE) {
        let mut ways = chain.carrying_from(party).iter().copied().filter(|link| {
            let customer = chain.customer_of(*link);
            distance[customer as usize] != NONE && !walk.is_at_or_below(customer, party)
        });
        if let (Some(only), None) = (ways.next(), ways.next()) {
            let others = walk.team_span[party as usize].len() - usize::from(chain.is_team(party));
            if others > 0 {
                bridges.push((only, others));
            }
        }
    }
    bridges.sort_unstable();
    bridges
}
