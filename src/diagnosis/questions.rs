//! What is worth asking: for each unknown link, how many judgements on broken links hang on the answer.
//!
//! *If the answer is "broken"*, damage travels as before and one broken link comes in: it takes the place of a root for everything
//! downstream, unless a root lies upstream of it already; roots that go round with it stay roots. That is a count.
//!
//! *If the answer is "works"*, the link no longer conducts. That matters only to broken links that damage reached over this link
//! alone. From each customer of a broken link, [`Flow`] finds the links without which something is out of reach; what is
//! taken from whom then follows from the rows of [`Explanations`].
//!
//! Where very much is broken, the work is bounded, by steps and never by the clock. Every gain that is listed is exact; links whose
//! gain could not be found within the bound are left out and counted in [`Weighed::left_out`].

use std::cmp::Reverse;

use super::answer::{LinkState, Question};
use super::chain::{LinkNumber, NONE, PartyNumber, number};
use super::downstream::Downstream;
use super::explanations::{Difference, Explanations, Supposed};
use super::flow::{Flow, OnlyWays};
use super::judged::JudgedChain;
use super::side_by_side::two_at_once;

/// The most steps over the conducting graph, nodes and edges, summed over all starts.
const MOST_STEPS: usize = 12_000_000;
/// So many of them take as long as a link takes elsewhere.
const STEPS_FOR_A_LINK: usize = 100;
/// The most words of bits that are kept.
const MOST_WORDS: usize = 4_000_000;
/// The most words of bits that are looked at for one of the two halves of the candidates.
const MOST_WORDS_READ: usize = 50_000_000;

/// The questions that could be weighed, and how many could not.
pub(super) struct Weighed {
    /// In the order of worth.
    pub(super) questions: Vec<Question>,
    /// Unknown links that are missing there, since so much is broken that weighing them would take too long.
    pub(super) left_out: usize,
}

/// Weighs every unknown link. `behind` counts what is downstream of each.
pub(super) fn questions(judged: &JudgedChain, behind: &Downstream) -> Weighed {
    let candidates = candidates(judged, behind);
    let unknown = candidates.len();
    let mut weighed: Vec<(LinkNumber, usize, Difference)> = Vec::with_capacity(unknown);
    let (open, settled): (Vec<Candidate>, Vec<Candidate>) =
        candidates.into_iter().partition(|candidate| candidate.most_if_sound > 0);
    weighed
        .extend(settled.iter().map(|candidate| (candidate.link, candidate.if_broken, Difference::default())));
    weighed.extend(weigh(judged, open));
    let distance = |link: LinkNumber| judged.routes.distance[judged.chain.customer_of(link) as usize];
    weighed.sort_by_cached_key(|(link, if_broken, if_sound)| {
        (Reverse(if_broken + if_sound.changed), distance(*link), *link)
    });
    let left_out = unknown - weighed.len();
    let question = |(link, if_broken, if_sound): (LinkNumber, usize, Difference)| Question {
        link: judged.chain.link_id(link),
        gain: if_broken + if_sound.changed,
        causes_cleared: if_sound.causes_cleared,
    };
    Weighed { questions: weighed.into_iter().map(question).collect(), left_out }
}

/// No question weighed.
pub(super) fn none(judged: &JudgedChain) -> Weighed {
    let left_out = judged.states.iter().filter(|state| **state == LinkState::Unknown).count();
    Weighed { questions: Vec::new(), left_out }
}

/// An unknown link, before it is known what "works" would change.
struct Candidate {
    link: LinkNumber,
    /// How many broken links change if it is broken.
    if_broken: usize,
    /// How many broken links change at most if it works.
    most_if_sound: usize,
}

fn candidates(judged: &JudgedChain, behind: &Downstream) -> Vec<Candidate> {
    let (chain, causes) = (&judged.chain, &judged.causes);
    // By component: the broken links that go round in it. One more among them leaves them the causes that they are.
    let mut going_round = vec![0; causes.components.count as usize];
    let is_broken = |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken;
    for link in chain.link_numbers().filter(is_broken).filter(|link| causes.goes_round(chain, *link)) {
        going_round[causes.components.of_party(chain.supplier_of(link)) as usize] += 1;
    }
    let unknown = chain.link_numbers().filter(|link| judged.states[*link as usize] == LinkState::Unknown);
    let candidate = |link: LinkNumber| {
        let downstream = behind.of_link(judged, link).broken;
        let supplier = causes.components.of_party(chain.supplier_of(link));
        let is_between = causes.conducts[link as usize] && causes.broken_upstream[supplier as usize];
        let beside = if causes.goes_round(chain, link) { going_round[supplier as usize] } else { 0 };
        Candidate {
            link,
            if_broken: if causes.is_explained(chain, link) { 0 } else { downstream - beside },
            most_if_sound: if is_between { downstream } else { 0 },
        }
    };
    unknown.map(candidate).collect()
}

/// What "works" would change, for as many of the `open` candidates as the bound allows; those that may change most first.
fn weigh(judged: &JudgedChain, mut open: Vec<Candidate>) -> Vec<(LinkNumber, usize, Difference)> {
    let is_broken = |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken;
    let broken: Vec<LinkNumber> = judged.chain.link_numbers().filter(is_broken).collect();
    if open.is_empty() || Explanations::words_for(broken.len()) > MOST_WORDS {
        return Vec::new();
    }
    let between = parties_between(judged);
    if steps_between(judged, &broken, &between) > MOST_STEPS {
        return Vec::new();
    }
    let flow = flow_between(judged, &between);
    let starts = starts(judged, &broken, &flow);
    let explanations = Explanations::of(&judged.chain, &judged.causes, broken);
    let losses = Losses::of(judged, &explanations, &flow, &starts);
    open.sort_by_key(|candidate| (Reverse(candidate.if_broken + candidate.most_if_sound), candidate.link));
    let weigh_part = |open: &[Candidate]| {
        let mut supposed = explanations.supposed();
        let mut work = 0;
        let mut weighed = Vec::with_capacity(open.len());
        for candidate in open {
            if work > MOST_WORDS_READ {
                break;
            }
            losses.suppose_sound(candidate.link, &explanations, &mut supposed);
            let difference = explanations.difference(&supposed);
            explanations.restore(&mut supposed);
            work += difference.work;
            weighed.push((candidate.link, candidate.if_broken, difference));
        }
        weighed
    };
    let (first, second) = in_turn(open);
    let (mut weighed, after) = two_at_once(first.len(), || weigh_part(&first), || weigh_part(&second));
    weighed.extend(after);
    weighed
}

/// Every other one, and the rest, each in order.
fn in_turn<T>(all: Vec<T>) -> (Vec<T>, Vec<T>) {
    let mut is_second = true;
    all.into_iter().partition(|_| {
        is_second = !is_second;
        !is_second
    })
}

/// What is out of reach without an unknown link.
#[derive(Default)]
struct Losses {
    /// By start: the broken links whose damage begins there, as a row of bits.
    sources: Vec<Vec<u64>>,
    /// By start: the broken links that are reached, as places among the broken, in preorder of dependence.
    reached: Vec<Vec<u32>>,
    /// Link, start, and which part of `reached` hangs on the link; sorted.
    losses: Vec<(LinkNumber, u32, std::ops::Range<u32>)>,
}

impl Losses {
    /// Follows the damage through `flow` from every customer of a broken link: from `starts`.
    fn of(judged: &JudgedChain, explanations: &Explanations, flow: &Flow, starts: &[(u32, usize)]) -> Self {
        let chain = &judged.chain;
        let targets: Vec<(u32, u32)> = explanations
            .broken
            .iter()
            .enumerate()
            .filter(|(_, link)| chain.carries(**link))
            .map(|(place, link)| (flow.node_of[chain.supplier_of(*link) as usize], number(place)))
            .filter(|(node, _)| *node != NONE)
            .collect();
        let groups: Vec<&[(u32, usize)]> = starts.chunk_by(|(left, _), (right, _)| left == right).collect();
        let words = explanations.broken.len().div_ceil(64);
        let follow = |groups: &[&[(u32, usize)]], first: usize| {
            let mut losses = Self::default();
            let mut ways = OnlyWays::default();
            for (start, group) in groups.iter().enumerate() {
                let mut sources = vec![0; words];
                for (_, place) in *group {
                    sources[place / 64] |= 1 << (place % 64);
                }
                flow.follow(group[0].0, &mut ways);
                losses.add(judged, flow, &ways, &targets, number(first + start));
                losses.sources.push(sources);
            }
            losses
        };
        let worth = groups.len() * flow.size() / STEPS_FOR_A_LINK;
        // Turn and turn about: those further up lead to more.
        let (first, second) = in_turn(groups);
        let (mut losses, after) = two_at_once(worth, || follow(&first, 0), || follow(&second, first.len()));
        losses.sources.extend(after.sources);
        losses.reached.extend(after.reached);
        losses.losses.extend(after.losses);
        losses.losses.sort_unstable_by_key(|loss| (loss.0, loss.1));
        losses
    }

    /// Adds what is found from the start with the number `start`.
    fn add(
        &mut self,
        judged: &JudgedChain,
        flow: &Flow,
        ways: &OnlyWays,
        targets: &[(u32, u32)],
        start: u32,
    ) {
        let mut reached: Vec<(u32, u32)> = targets
            .iter()
            .filter_map(|(node, place)| ways.place_of(*node).map(|preorder| (preorder, *place)))
            .collect();
        reached.sort_unstable();
        flow.each_only_way(ways, |link, dependents| {
            if judged.states[link as usize] != LinkState::Unknown {
                return;
            }
            let first = reached.partition_point(|(preorder, _)| *preorder < dependents.start);
            let last = reached.partition_point(|(preorder, _)| *preorder < dependents.end);
            if first < last {
                self.losses.push((link, start, number(first)..number(last)));
            }
        });
        self.reached.push(reached.into_iter().map(|(_, place)| place).collect());
    }

    /// Takes away what is out of reach when `link` works.
    fn suppose_sound(&self, link: LinkNumber, explanations: &Explanations, supposed: &mut Supposed) {
        let first = self.losses.partition_point(|(other, _, _)| *other < link);
        let of_link = self.losses.iter().skip(first).take_while(|(other, _, _)| *other == link);
        for (_, start, part) in of_link {
            for place in &self.reached[*start as usize][part.start as usize..part.end as usize] {
                explanations.take_away(supposed, *place as usize, &self.sources[*start as usize]);
            }
        }
    }
}

/// By party: whether it lies between a broken link upstream and one downstream. Nothing else can matter.
fn parties_between(judged: &JudgedChain) -> Vec<bool> {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let is_home =
        |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken && chain.carries(*link);
    let components = &causes.components;
    let mut leads_on = vec![false; components.count as usize];
    for link in chain.link_numbers().filter(is_home) {
        leads_on[components.of_party(chain.supplier_of(link)) as usize] = true;
    }
    for component in 0..components.count {
        leads_on[component as usize] |=
            components.after(component).iter().any(|next| leads_on[*next as usize]);
    }
    let is_between = |party: u32| {
        let component = components.of_party(party) as usize;
        leads_on[component] && causes.broken_upstream[component]
    };
    chain.party_numbers().map(is_between).collect()
}

/// How many steps it takes to follow the damage of `broken` links: from each of their customers, over all parties and links between.
fn steps_between(judged: &JudgedChain, broken: &[LinkNumber], between: &[bool]) -> usize {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let is_between = |party: PartyNumber| between[party as usize];
    let spreading = broken.iter().filter(|link| causes.spreads[**link as usize]);
    let mut starts: Vec<PartyNumber> = spreading.map(|link| chain.customer_of(*link)).collect();
    starts.retain(|party| is_between(*party));
    starts.sort_unstable();
    starts.dedup();
    let parties = chain.party_numbers().filter(|party| is_between(*party)).count();
    let leads = |link: &LinkNumber| {
        causes.conducts[*link as usize]
            && is_between(chain.supplier_of(*link))
            && is_between(chain.customer_of(*link))
    };
    starts.len().saturating_mul(parties + chain.link_numbers().filter(leads).count())
}

/// Where damage travels between broken links.
fn flow_between(judged: &JudgedChain, between: &[bool]) -> Flow {
    let (chain, causes) = (&judged.chain, &judged.causes);
    let conducting = chain.link_numbers().filter(|link| causes.conducts[*link as usize]);
    let ends = conducting.map(|link| (link, chain.supplier_of(link), chain.customer_of(link)));
    Flow::of(ends, between)
}

/// The places in `flow` where damage of `broken` links begins, ascending, each with the place of the link among them.
fn starts(judged: &JudgedChain, broken: &[LinkNumber], flow: &Flow) -> Vec<(u32, usize)> {
    let mut starts: Vec<(u32, usize)> = broken
        .iter()
        .enumerate()
        .filter(|(_, link)| judged.causes.spreads[**link as usize])
        .map(|(place, link)| (flow.node_of[judged.chain.customer_of(*link) as usize], place))
        .filter(|(node, _)| *node != NONE)
        .collect();
    starts.sort_unstable();
    starts
}
