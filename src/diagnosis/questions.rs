//! What is worth asking: for each unknown link, how many judgements on broken links hang on the answer.
//!
//! *If the answer is "broken"*, damage travels as before and one broken link comes in: it takes the place of a root for everything
//! downstream, unless a root lies upstream of it already; roots that go round with it stay roots. That is a count.
//!
//! *If the answer is "works"*, the link no longer conducts. [`Without`] finds upstream of which broken links something is then
//! lost; what changes by that follows from the rows of [`Explanations`].
//!
//! Where very much is broken, the work is bounded, by steps and never by the clock. Every gain that is listed is exact; links whose
//! gain could not be found within the bound are left out and counted in [`Weighed::left_out`].

use std::cmp::Reverse;

use super::answer::{LinkState, Question};
use super::bits::Bits;
use super::chain::LinkNumber;
use super::downstream::Downstream;
use super::explanations::{Difference, Explanations, Supposed};
use super::judged::JudgedChain;
use super::side_by_side::two_at_once;
use super::strong_bridges::StrongBridges;
use super::upstream_rows::UpstreamRows;
use super::without::Without;

/// The most words of bits that are kept.
const MOST_WORDS: usize = 4_000_000;
/// What "works" would change is not asked where there are more candidates times broken links.
const MOST_PAIRS: usize = 6_000_000;
/// The most steps for one of the two halves of the candidates: rows that are put together, links walked. A step takes some 15 ns.
const MOST_STEPS: usize = 3_000_000;
/// Of which so many are gone for each link on the map, which takes about as long to be judged.
const STEPS_FOR_A_LINK: usize = 90;
/// So many are left on the largest map.
const FEWEST_STEPS: usize = 300_000;
/// So many words of bits are looked at in the time of a step.
const WORDS_FOR_A_STEP: usize = 8;

/// The questions that could be weighed, and how many could not.
pub(super) struct Weighed {
    /// In the order of worth.
    pub(super) questions: Vec<Question>,
    /// Unknown links that are missing there, since so much is broken that weighing them would take too long.
    pub(super) left_out: usize,
}

/// Weighs every unknown link. `behind` counts what is downstream of each.
pub(super) fn questions(judged: &JudgedChain, behind: &Downstream) -> Weighed {
    let (open, mut gains) = candidates(judged, behind);
    let unknown = open.len() + gains.len();
    gains.extend(weigh(judged, open));
    let distance = |link: LinkNumber| judged.routes.distance[judged.chain.customer_of(link) as usize];
    gains.sort_by_cached_key(|gain| (Reverse(gain.gain), distance(gain.link), gain.link));
    let left_out = unknown - gains.len();
    let question = |found: Gain| Question {
        link: judged.chain.link_id(found.link),
        gain: found.gain,
        causes_cleared: found.causes_cleared,
    };
    Weighed { questions: gains.into_iter().map(question).collect(), left_out }
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

/// What hangs on the answer about an unknown link.
struct Gain {
    link: LinkNumber,
    gain: usize,
    causes_cleared: usize,
}

/// The unknown links where "works" may change something, and those where it changes nothing.
fn candidates(judged: &JudgedChain, behind: &Downstream) -> (Vec<Candidate>, Vec<Gain>) {
    let (chain, causes) = (&judged.chain, &judged.causes);
    // By component: the broken links that go round in it. One more among them leaves them the causes that they are.
    let mut going_round = vec![0; causes.components.count as usize];
    let is_broken = |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken;
    for link in chain.link_numbers().filter(is_broken).filter(|link| causes.goes_round(chain, *link)) {
        going_round[causes.components.of_party(chain.supplier_of(link)) as usize] += 1;
    }
    let unknown = chain.link_numbers().filter(|link| judged.states[*link as usize] == LinkState::Unknown);
    let (mut open, mut settled) = (Vec::new(), Vec::new());
    for link in unknown {
        let downstream = behind.of_link(judged, link).broken;
        let supplier = causes.components.of_party(chain.supplier_of(link));
        let is_between = causes.conducts[link as usize] && causes.broken_upstream[supplier as usize];
        let beside = if causes.goes_round(chain, link) { going_round[supplier as usize] } else { 0 };
        let if_broken = if causes.is_explained(chain, link) { 0 } else { downstream - beside };
        if is_between && downstream > 0 {
            open.push(Candidate { link, if_broken, most_if_sound: downstream });
        } else {
            settled.push(Gain { link, gain: if_broken, causes_cleared: 0 });
        }
    }
    (open, settled)
}

/// What "works" would change, for as many of the `open` candidates as the bound allows; those that may change most first.
fn weigh(judged: &JudgedChain, mut open: Vec<Candidate>) -> Vec<Gain> {
    let broken = judged.states.iter().filter(|state| **state == LinkState::Broken).count();
    if open.is_empty() || open.len().saturating_mul(broken) > MOST_PAIRS {
        return Vec::new();
    }
    let Some(rows) = UpstreamRows::of(judged, MOST_WORDS) else {
        return Vec::new();
    };
    let explanations = Explanations::of(&rows);
    let bridges = StrongBridges::of(judged, &rows);
    open.sort_by_key(|candidate| (Reverse(candidate.if_broken + candidate.most_if_sound), candidate.link));
    let taken = STEPS_FOR_A_LINK.saturating_mul(judged.chain.link_count());
    let most = MOST_STEPS.saturating_sub(taken).max(FEWEST_STEPS);
    let weigh_part = |open: &[Candidate]| {
        let mut without = Without::new(judged, &rows, &bridges);
        let mut supposed = explanations.supposed();
        let mut work = 0;
        let mut weighed = Vec::with_capacity(open.len());
        for candidate in open {
            if work / WORDS_FOR_A_STEP + without.work > most {
                break;
            }
            let difference = weigh_one(candidate.link, &rows, &explanations, &mut without, &mut supposed);
            explanations.restore(&mut supposed);
            work += difference.work;
            weighed.push(Gain {
                link: candidate.link,
                gain: candidate.if_broken + difference.changed,
                causes_cleared: difference.causes_cleared,
            });
        }
        weighed
    };
    let (first, second) = in_turn(open);
    let (mut weighed, after) = two_at_once(first.len(), || weigh_part(&first), || weigh_part(&second));
    weighed.extend(after);
    weighed
}

/// What changes if `link` works. Most of that is about roots, so that the other broken links are looked at only where it is not.
fn weigh_one(
    link: LinkNumber,
    rows: &UpstreamRows,
    explanations: &Explanations,
    without: &mut Without,
    supposed: &mut Supposed,
) -> Difference {
    let Some(mut cut) = without.cut(link) else {
        return Difference::default();
    };
    let mut lose = |(part, wanted): &(usize, Bits), supposed: &mut Supposed| {
        let part = *part;
        without
            .each_loss(&mut cut, part, wanted, |place, lost| explanations.lose(supposed, place, part, lost));
    };
    rows.root_parts.iter().for_each(|roots| lose(roots, supposed));
    let mut work = 0;
    let mut difference = if explanations.may_turn(supposed, &mut work) {
        rows.symptom_parts.iter().for_each(|symptoms| lose(symptoms, supposed));
        explanations.difference(supposed)
    } else {
        explanations.fewer_roots(supposed)
    };
    difference.work += work;
    difference
}

/// Every other one, and the rest, each in order.
fn in_turn<T>(all: Vec<T>) -> (Vec<T>, Vec<T>) {
    let mut is_second = true;
    all.into_iter().partition(|_| {
        is_second = !is_second;
        !is_second
    })
}
