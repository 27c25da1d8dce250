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
use std::sync::atomic::{AtomicUsize, Ordering};

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
/// The most steps: rows that are put together, links walked. A step takes some 15 ns.
const MOST_STEPS: usize = 6_000_000;
/// Of which so many are gone for each link on the map: what the rest of a diagnosis takes for it.
const STEPS_FOR_A_LINK: usize = 180;
/// So many are left on the largest map.
const FEWEST_STEPS: usize = 1_000_000;
/// The candidates are weighed in so many lots, none of which may take more than its share.
const LOTS: usize = 16;
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
    let (open, settled) = candidates(judged, behind);
    let unknown = open.len() + settled.len();
    let gains = weigh(judged, open, settled);
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
    /// From the customer to the external customer.
    distance: u32,
    causes_cleared: usize,
}

impl Gain {
    fn of(judged: &JudgedChain, link: LinkNumber, gain: usize, causes_cleared: usize) -> Self {
        let distance = judged.routes.distance[judged.chain.customer_of(link) as usize];
        Self { link, gain, distance, causes_cleared }
    }

    /// The order of worth.
    fn rank(&self) -> (Reverse<usize>, u32, LinkNumber) {
        (Reverse(self.gain), self.distance, self.link)
    }
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
            settled.push(Gain::of(judged, link, if_broken, 0));
        }
    }
    (open, settled)
}

/// Those that are `settled` and, for as many of the `open` candidates as the bound allows, what "works" would change; those that may
/// change most first. In the order of worth.
fn weigh(judged: &JudgedChain, mut open: Vec<Candidate>, mut settled: Vec<Gain>) -> Vec<Gain> {
    let broken = judged.states.iter().filter(|state| **state == LinkState::Broken).count();
    if open.len().saturating_mul(broken) > MOST_PAIRS {
        open.clear();
    }
    let rows = if open.is_empty() { None } else { UpstreamRows::of(judged, MOST_WORDS) };
    let Some(rows) = rows else {
        settled.sort_unstable_by_key(Gain::rank);
        return settled;
    };
    let explanations = Explanations::of(&rows);
    let bridges = StrongBridges::of(judged, &rows);
    open.sort_by_key(|candidate| (Reverse(candidate.if_broken + candidate.most_if_sound), candidate.link));
    let taken = STEPS_FOR_A_LINK.saturating_mul(judged.chain.link_count());
    let most = MOST_STEPS.saturating_sub(taken).max(FEWEST_STEPS) / LOTS;
    let next_lot = AtomicUsize::new(0);
    // Both take lots as long as there are any: which begins late or is held up does not matter. What a lot may cost is fixed.
    let weigh_lots = || {
        let mut without = Without::new(judged, &rows, &bridges);
        let mut supposed = explanations.supposed();
        let mut weighed = Vec::new();
        loop {
            let lot = next_lot.fetch_add(1, Ordering::Relaxed);
            if lot >= LOTS {
                return weighed;
            }
            let (mut work, before) = (0, without.work);
            for candidate in open.iter().skip(lot).step_by(LOTS) {
                if work / WORDS_FOR_A_STEP + without.work - before > most {
                    break;
                }
                let difference = weigh_one(candidate.link, &rows, &explanations, &mut without, &mut supposed);
                explanations.restore(&mut supposed);
                work += difference.work;
                let gain = candidate.if_broken + difference.changed;
                weighed.push(Gain::of(judged, candidate.link, gain, difference.causes_cleared));
            }
        }
    };
    let here = || {
        settled.sort_unstable_by_key(Gain::rank);
        weigh_lots()
    };
    let (weighed, after) = two_at_once(open.len(), here, weigh_lots);
    let mut open: Vec<Gain> = weighed.into_iter().chain(after).collect();
    open.sort_unstable_by_key(Gain::rank);
    settled.extend(open);
    // Two sorted runs, which this sort notices.
    settled.sort_by_key(Gain::rank);
    settled
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
