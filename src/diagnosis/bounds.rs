//! How strong the best and the worst route from each party are.
//!
//! Deliberately absent: which links make them so, which `judged` finds when somebody asks.

use super::answer::Strength;
use super::chain::{Chain, LinkNumber, NONE};
use super::judged::View;

/// Strengths of routes, by party; meaningless where no external customer can be reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// Greatest minimum strength of a route; infinite at an external customer itself.
    pub(super) best: Vec<f64>,
    /// Lowest strength of a link on any route.
    pub(super) worst: Vec<f64>,
}

impl Bounds {
    /// Follows every route, links that nobody knows seen as `view` says. O((parties + links) log links).
    pub(super) fn of(chain: &Chain, distance: &[u32], strengths: &[Strength], view: View) -> Self {
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
