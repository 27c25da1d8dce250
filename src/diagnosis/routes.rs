//! What reaches the external customer: how far it is, how strong the best and the worst route are, and through whom all must go.
//!
//! A route ends at the first external customer it meets. Routes are walks: a link lies on a route when the party leads to it and
//! it leads on to a customer. Deliberately absent: why a link is weak.

use petgraph::algo::dominators;
use petgraph::graph::DiGraph;
use petgraph::visit::Reversed;

use super::answer::{LinkState, Strength};
use super::chain::{Adjacency, Chain, LinkNumber, NONE, PartyNumber, node, number, party_of};
use super::judged::View;

/// What follows from the routes to external customers, by party.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    /// Fewest links to an external customer; [`NONE`] when none can be reached.
    pub(super) distance: Vec<u32>,
    /// Whether it reaches one, but not once broken links are taken away.
    pub(super) cut_off: Vec<bool>,
    /// Links that are the only way to the customer for others than their supplier, with how many teams those are.
    pub(super) bridges: Vec<(LinkNumber, usize)>,
    pessimistic: Bounds,
    optimistic: Bounds,
    only_way: OnlyWay,
}

/// Strengths of routes, by party; meaningless where no external customer can be reached.
#[derive(Clone, Debug, Default)]
struct Bounds {
    /// Greatest minimum strength of a route; infinite at an external customer itself.
    best: Vec<f64>,
    /// Lowest strength of a link on any route.
    worst: Vec<f64>,
}

/// The tree of "reaches the customer only through": the dominators of the reversed chain.
#[derive(Clone, Debug, Default)]
struct OnlyWay {
    /// The teams in preorder of the tree.
    teams: Vec<PartyNumber>,
    /// By party: where the teams at and below it stand in `teams`.
    span: Vec<std::ops::Range<u32>>,
}

impl Routes {
    /// Follows every route. O((parties + links) log links), and the dominators of petgraph.
    pub(super) fn of(
        chain: &Chain,
        graph: &DiGraph<(), LinkNumber>,
        states: &[LinkState],
        strengths: &[Strength],
    ) -> Self {
        let distance = distances(chain, |_| true);
        let unbroken = distances(chain, |link| states[link as usize] != LinkState::Broken);
        let cut_off =
            distance.iter().zip(&unbroken).map(|(all, rest)| *all != NONE && *rest == NONE).collect();
        let (only_way, bridges) = only_ways(chain, graph, &distance);
        let bounds = |view: View| Bounds::of(chain, &distance, strengths, view);
        Self {
            cut_off,
            bridges,
            pessimistic: bounds(View::Pessimistic),
            optimistic: bounds(View::Optimistic),
            only_way,
            distance,
        }
    }

    /// Greatest minimum strength of a route, by party.
    pub(super) fn widths(&self, view: View) -> &[f64] {
        &self.bounds(view).best
    }

    /// Lowest strength of a link on any route, by party.
    pub(super) fn worst(&self, view: View) -> &[f64] {
        &self.bounds(view).worst
    }

    fn bounds(&self, view: View) -> &Bounds {
        match view {
            View::Pessimistic => &self.pessimistic,
            View::Optimistic => &self.optimistic,
        }
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

impl Bounds {
    fn of(chain: &Chain, distance: &[u32], strengths: &[Strength], view: View) -> Self {
        let strength = |link: LinkNumber| view.of(strengths[link as usize]);
        let leads_on =
            |link: &LinkNumber| chain.carries(*link) && distance[chain.customer_of(*link) as usize] != NONE;
        let mut strongest_first: Vec<LinkNumber> = chain.link_numbers().filter(leads_on).collect();
        strongest_first.sort_by(|left, right| strength(*right).total_cmp(&strength(*left)));
        Self {
            best: widest(chain, &strongest_first, strength),
            worst: lowest(chain, &strongest_first, strength),
        }
    }
}

/// Adds links from the strongest to the weakest; the link that first joins a party to a customer is its bottleneck.
fn widest(chain: &Chain, strongest_first: &[LinkNumber], strength: impl Fn(LinkNumber) -> f64) -> Vec<f64> {
    let unreached = 0.0;
    let mut width = vec![unreached; chain.party_count()];
    for customer in chain.external_customers() {
        width[customer as usize] = f64::INFINITY;
    }
    let mut added = vec![false; chain.link_count()];
    let mut waiting = Vec::new();
    for link in strongest_first.iter().copied() {
        added[link as usize] = true;
        if width[chain.customer_of(link) as usize] > unreached {
            waiting.push(chain.supplier_of(link));
        }
        while let Some(party) = waiting.pop() {
            if width[party as usize] > unreached {
                continue;
            }
            width[party as usize] = strength(link);
            let before = chain.incoming.of(party).iter().filter(|before| added[**before as usize]);
            waiting.extend(before.map(|before| chain.supplier_of(*before)));
        }
    }
    width
}

/// Takes links from the weakest to the strongest; the first that lies ahead of a party is its worst.
fn lowest(chain: &Chain, strongest_first: &[LinkNumber], strength: impl Fn(LinkNumber) -> f64) -> Vec<f64> {
    let unset = f64::INFINITY;
    let mut worst = vec![unset; chain.party_count()];
    let mut waiting = Vec::new();
    for link in strongest_first.iter().rev().copied() {
        waiting.push(chain.supplier_of(link));
        while let Some(party) = waiting.pop() {
            if worst[party as usize] < unset {
                continue;
            }
            worst[party as usize] = strength(link);
            let before = chain.incoming.of(party).iter().copied().filter(|before| chain.carries(*before));
            waiting.extend(before.map(|before| chain.supplier_of(before)));
        }
    }
    worst
}

/// The dominators of the reversed chain from the sink behind all external customers, and the links that dominate.
fn only_ways(
    chain: &Chain,
    graph: &DiGraph<(), LinkNumber>,
    distance: &[u32],
) -> (OnlyWay, Vec<(LinkNumber, usize)>) {
    let tree = dominators::simple_fast(Reversed(graph), node(chain.sink()));
    let (mut child, mut above) = (Vec::new(), Vec::new());
    let mut nearest = vec![NONE; chain.party_count()];
    for party in chain.party_numbers() {
        if let Some(dominator) = tree.immediate_dominator(node(party)).map(party_of) {
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
