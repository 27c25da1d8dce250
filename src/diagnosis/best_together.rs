//! The few fixes that help most together, found by trying them together and not by adding up what each does alone.
//!
//! Candidates are the first rows of the fix list, root groups before suspects. Every set of at most three of them is supposed
//! mended. The best set is the one after which, in this order: the external customers have the most services, by weight, that are
//! mended or expected to clear; the most broken links are mended or expected to clear; the most services, then links, may clear;
//! the fewest fixes are needed; the fixes stand first in the list. What "clear" means is said in [`super::what_if`].
//!
//! What comes in broken goes out broken: a symptom that is mended while a cause upstream of it is left counts for nothing, and
//! shields nothing downstream. Once its causes are mended, to mend it counts where it would only *maybe* clear by itself.

use std::cmp::Ordering;

use super::answer::{Diagnosis, LinkRole, LinkState};
use super::chain::LinkNumber;
use super::conduction::Conduction;
use super::what_if::{Outcome, Scenario, what_if};
use crate::model::{Org, Quantity};

/// The most fixes that are chosen together.
pub const MOST_FIXES: usize = 3;
/// How many rows of the fix list are tried: 92 sets of at most three.
pub const MOST_CANDIDATES: usize = 8;

/// The fixes that help most together.
#[derive(Clone, Debug, PartialEq)]
pub struct BestTogether {
    /// Their places in [`Diagnosis::fixes`], ascending: one to three.
    pub fixes: Vec<usize>,
    /// How many rows of the fix list were tried, from the first.
    pub candidates: usize,
    /// What would follow from mending them.
    pub outcome: Outcome,
}

/// The fixes of `diagnosis`, the diagnosis of `org`, that help most together; `None` when there is nothing to fix. At most 92 times
/// O(parties + links), and one diagnosis.
#[must_use]
pub fn best_together(org: &Org, diagnosis: &Diagnosis) -> Option<BestTogether> {
    let candidates = diagnosis.fixes.len().min(MOST_CANDIDATES);
    let trial = Trial::of(org, diagnosis, candidates);
    let mut best: Option<(Gain, Vec<usize>)> = None;
    for fixes in sets(candidates) {
        let gain = trial.gain(&fixes);
        let is_better = match &best {
            None => true,
            // Smaller sets come first, and among equals those that stand first: they keep their place.
            Some((known, _)) => gain.compare(known) == Ordering::Greater,
        };
        if is_better {
            best = Some((gain, fixes));
        }
    }
    let (_, fixes) = best?;
    let rows = fixes.iter().filter_map(|place| diagnosis.fixes.get(*place));
    let scenario = Scenario::mending("Best fixes together", rows);
    let outcome = what_if(org, diagnosis, &scenario).ok()?;
    Some(BestTogether { fixes, candidates, outcome })
}

/// Every set of one to [`MOST_FIXES`] numbers below `count`: the smaller first, then in order.
fn sets(count: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut last: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..MOST_FIXES {
        let grown = last.iter().flat_map(|set| {
            let first = set.last().map_or(0, |highest| highest + 1);
            (first..count).map(move |next| set.iter().copied().chain([next]).collect())
        });
        last = grown.collect();
        sets.extend(last.iter().cloned());
    }
    sets
}

/// What a set of fixes does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Gain {
    /// Weight of the services to external customers that are mended or expected to clear.
    services: f64,
    /// Broken links that are mended or expected to clear.
    links: usize,
    /// Weight of the services that may clear.
    possible_services: f64,
    /// Broken links that may clear.
    possible_links: usize,
}

impl Gain {
    fn compare(&self, other: &Self) -> Ordering {
        self.services
            .total_cmp(&other.services)
            .then(self.links.cmp(&other.links))
            .then(self.possible_services.total_cmp(&other.possible_services))
            .then(self.possible_links.cmp(&other.possible_links))
    }
}

/// The map on which sets of fixes are tried.
struct Trial {
    map: Conduction,
    /// The links of each candidate.
    candidates: Vec<Vec<LinkNumber>>,
    /// By link: whether it is a symptom.
    is_symptom: Vec<bool>,
    /// The broken links, ascending.
    broken: Vec<Broken>,
}

struct Broken {
    link: LinkNumber,
    part: Part,
    /// The weight of its customer when that is an external customer, else 0.
    weight: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Cause,
    LikelySymptom,
    PossibleSymptom,
}

impl Trial {
    fn of(org: &Org, diagnosis: &Diagnosis, candidates: usize) -> Self {
        let map = Conduction::of(org, diagnosis);
        let numbers = |links: &[crate::model::LinkId]| {
            links.iter().filter_map(|link| map.chain.link_number(link)).collect()
        };
        let candidates = diagnosis.fixes.iter().take(candidates).map(|fix| numbers(&fix.links)).collect();
        let is_broken = |link: &LinkNumber| map.states[*link as usize] == LinkState::Broken;
        let broken = map.chain.link_numbers().filter(is_broken).map(|link| {
            let id = map.chain.link_id(link);
            let part = match diagnosis.link(&id).map(|judged| &judged.role) {
                Some(LinkRole::Symptom { likely: true, .. }) => Part::LikelySymptom,
                Some(LinkRole::Symptom { likely: false, .. }) => Part::PossibleSymptom,
                _ => Part::Cause,
            };
            let is_service = map.chain.is_external_customer(map.chain.customer_of(link));
            let weight = org.party(&id.customer).and_then(|party| party.weight).map_or(1.0, Quantity::get);
            Broken { link, part, weight: if is_service { weight } else { 0.0 } }
        });
        let broken: Vec<Broken> = broken.collect();
        let mut is_symptom = vec![false; map.chain.link_count()];
        for symptom in broken.iter().filter(|broken| broken.part != Part::Cause) {
            is_symptom[symptom.link as usize] = true;
        }
        Self { map, candidates, is_symptom, broken }
    }

    /// What mending the candidates `fixes` does.
    fn gain(&self, fixes: &[usize]) -> Gain {
        let mut spreads = self.map.spreads.clone();
        let mut mended = vec![false; self.map.chain.link_count()];
        for link in fixes.iter().filter_map(|place| self.candidates.get(*place)).flatten().copied() {
            // What is still broken upstream of a symptom goes on through it. Where nothing is, it does not matter.
            spreads[link as usize] = self.is_symptom[link as usize] && self.map.spreads[link as usize];
            mended[link as usize] = true;
        }
        let left = || self.broken.iter().filter(|broken| !mended[broken.link as usize]);
        let causes = left().filter(|broken| broken.part == Part::Cause).map(|broken| broken.link);
        let reached = self.map.reached(causes, &spreads);
        let mut gain = Gain::default();
        for broken in &self.broken {
            let is_mended = mended[broken.link as usize];
            let is_reached = reached[self.map.chain.supplier_of(broken.link) as usize];
            match broken.part {
                Part::Cause if !is_mended => {}
                Part::LikelySymptom | Part::PossibleSymptom if is_reached => {}
                Part::PossibleSymptom if !is_mended => {
                    gain.possible_services += broken.weight;
                    gain.possible_links += 1;
                }
                Part::Cause | Part::LikelySymptom | Part::PossibleSymptom => {
                    gain.services += broken.weight;
                    gain.links += 1;
                }
            }
        }
        gain
    }
}

#[cfg(test)]
mod tests {
    use super::sets;

    #[test]
    fn sets_are_the_smaller_first_and_each_once() {
        assert_eq!(sets(0), Vec::<Vec<usize>>::new());
        assert_eq!(sets(2), [vec![0], vec![1], vec![0, 1]]);
        assert_eq!(sets(8).len(), 92);
    }
}
