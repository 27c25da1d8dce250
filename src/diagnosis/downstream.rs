//! How many broken links lie downstream of a place on the map, and how many of these are symptoms.

use super::answer::LinkState;
use super::bits::{BITS, Bits};
use super::causes::CauseRole;
use super::chain::LinkNumber;
use super::judged::JudgedChain;

/// How many broken links, and how many symptoms, are downstream of each place on the map.
#[derive(Clone, Debug, Default)]
pub(super) struct Downstream {
    /// By component of the conducting graph.
    by_component: Vec<BrokenCount>,
}

/// How many links of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BrokenCount {
    /// Broken links: roots and symptoms.
    pub(super) broken: usize,
    /// Those explained by a root upstream.
    pub(super) symptoms: usize,
}

impl Downstream {
    /// Counts. O((parties + links) x broken links / 64).
    pub(super) fn of(judged: &JudgedChain) -> Self {
        let (chain, components) = (&judged.chain, &judged.causes.components);
        let is_counted =
            |link: &LinkNumber| judged.states[*link as usize] == LinkState::Broken && chain.carries(*link);
        let counted = chain.link_numbers().filter(is_counted);
        let (symptoms, roots): (Vec<_>, Vec<_>) = counted.partition(|link| is_symptom(judged, *link));
        let mut by_component = vec![BrokenCount::default(); components.count as usize];
        let mut seen = vec![Bits::default(); components.count as usize];
        let home_of = |link: &LinkNumber| components.of_party(chain.supplier_of(*link));
        for (links, is_symptom) in [(roots, false), (symptoms, true)] {
            let mut homes: Vec<u32> = links.iter().map(home_of).collect();
            // Sorted, so that homes far downstream and far upstream do not share a chunk: nothing below the lowest is looked at.
            homes.sort_unstable();
            for homes in homes.chunks(BITS) {
                components.mark_downstream(homes.iter().copied(), &mut seen);
                let lowest = homes.first().map_or(0, |home| *home as usize);
                for (count, seen) in by_component.iter_mut().zip(&seen).skip(lowest) {
                    let found = seen.count();
                    count.broken += found;
                    count.symptoms += if is_symptom { found } else { 0 };
                }
            }
        }
        Self { by_component }
    }

    /// How many are downstream of `link`, itself left out.
    pub(super) fn of_link(&self, judged: &JudgedChain, link: LinkNumber) -> BrokenCount {
        if !judged.causes.spreads[link as usize] {
            return BrokenCount::default();
        }
        let end = judged.causes.components.of_party(judged.chain.customer_of(link));
        let mut count = self.by_component[end as usize];
        if judged.states[link as usize] == LinkState::Broken && judged.causes.goes_round(&judged.chain, link)
        {
            count.broken -= 1;
            count.symptoms -= usize::from(is_symptom(judged, link));
        }
        count
    }
}

fn is_symptom(judged: &JudgedChain, link: LinkNumber) -> bool {
    judged.causes.roles[link as usize] == CauseRole::Symptom
}
