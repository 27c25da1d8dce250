//! The best and the worst route of a party to an external customer, link by link, with the rolled throughput yield of each.
//!
//! Hand-overs are joint (a clinic needs notes *and* room *and* nurse), so the two are always shown together. As everywhere here, a
//! route is a walk that ends at the first external customer it meets, and links that nobody knows are seen twice: as weak and as
//! strong as can be.
//!
//! - The **best route** is the widest: its weakest link is as strong as that of any route. Of several, the one of the fewest links;
//!   of these, the first by the ids of its links.
//! - The **worst route** goes through a link of the lowest strength that lies on any route. Of several, the one of the fewest links;
//!   of these, the first by the ids of its links. Where such a link is on a way back, so is the route, and it may pass a link twice.
//!
//! Rolled throughput yield = product of the yields of the links passed, each time they are passed, as far as they were measured
//! (seed 003). Test vector: 5000, 15000, 1000 and 50 defects per million give 0.97905.

use super::answer::{Diagnosis, PartyDiagnosis};
use super::chain::{Chain, LinkNumber, NONE, PartyNumber};
use super::figures::LinkFigures;
use super::judged::View;
use super::wording::counted;
use crate::model::{LinkId, Org, PartyId};

/// A route with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteFigures {
    /// The links in the order in which work passes them; the last enters an external customer. Never empty.
    pub links: Vec<LinkId>,
    /// The strength of its weakest link, 1.0 to 5.0.
    pub strength: f64,
    /// How many of its links were measured: "k of m links measured", m being the number of links.
    pub measured: usize,
    /// The product of the measured yields, 0 to 1; `None` while none was measured.
    pub rolled_yield: Option<f64>,
}

impl RouteFigures {
    /// `2 of 3 links measured`.
    #[must_use]
    pub fn measured_words(&self) -> String {
        format!("{} of {} measured", self.measured, counted(self.links.len(), "link", "links"))
    }
}

/// The best and the worst route, in one view of the links that nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub struct BestAndWorst {
    /// The widest route.
    pub best: RouteFigures,
    /// The shortest route through a weakest link.
    pub worst: RouteFigures,
}

/// The best and the worst route of one party, seen twice.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyRoutes {
    /// Links that nobody knows count 1.
    pub pessimistic: BestAndWorst,
    /// Links that nobody knows count 5.
    pub optimistic: BestAndWorst,
}

/// Finds routes on one map. Made once, it answers for each party in O(parties + links).
#[derive(Debug)]
pub struct RouteFinder<'diagnosis> {
    diagnosis: &'diagnosis Diagnosis,
    chain: Chain,
    /// By link: from the pessimistic to the optimistic view.
    strengths: Vec<(f64, f64)>,
    /// By link: its yield, where measured.
    yields: Vec<Option<f64>>,
}

/// Where a search stands: at a party, having passed a link that it must pass or not.
type Place = (PartyNumber, bool);

impl<'diagnosis> RouteFinder<'diagnosis> {
    /// A finder on `org`, of which `diagnosis` is the diagnosis.
    #[must_use]
    pub fn new(org: &Org, diagnosis: &'diagnosis Diagnosis) -> Self {
        let chain = Chain::of(org);
        let strength =
            |id| diagnosis.link(id).map_or((1.0, 5.0), |link| (link.strength.low, link.strength.high));
        let strengths = org.links().keys().map(strength).collect();
        let share =
            |link| LinkFigures::of(link, &org.policy, diagnosis.today).map(|figures| figures.yield_share);
        let yields = org.links().values().map(share).collect();
        Self { diagnosis, chain, strengths, yields }
    }

    /// The routes from `party`; `None` for an external customer, and where no external customer can be reached.
    #[must_use]
    pub fn routes(&self, party: &PartyId) -> Option<PartyRoutes> {
        let judged = self.diagnosis.party(party)?;
        let start = self.chain.party_number(party)?;
        Some(PartyRoutes {
            pessimistic: self.best_and_worst(start, judged, View::Pessimistic)?,
            optimistic: self.best_and_worst(start, judged, View::Optimistic)?,
        })
    }

    fn best_and_worst(
        &self,
        start: PartyNumber,
        judged: &PartyDiagnosis,
        view: View,
    ) -> Option<BestAndWorst> {
        let (best, worst) = (judged.weakest()?, judged.worst()?);
        let (width, lowest) = match view {
            View::Pessimistic => (best.pessimistic.strength, worst.pessimistic.strength),
            View::Optimistic => (best.optimistic.strength, worst.optimistic.strength),
        };
        let strength = |link: LinkNumber| self.strength(link, view);
        let best = self.shortest((start, true), |link| strength(link) >= width, |_| true)?;
        let worst = self.shortest((start, false), |_| true, |link| strength(link) <= lowest)?;
        Some(BestAndWorst { best: self.figures(&best, width), worst: self.figures(&worst, lowest) })
    }

    fn strength(&self, link: LinkNumber, view: View) -> f64 {
        let (low, high) = self.strengths[link as usize];
        match view {
            View::Pessimistic => low,
            View::Optimistic => high,
        }
    }

    fn figures(&self, links: &[LinkNumber], strength: f64) -> RouteFigures {
        let yields: Vec<f64> = links.iter().filter_map(|link| self.yields[*link as usize]).collect();
        RouteFigures {
            links: links.iter().map(|link| self.chain.link_id(*link)).collect(),
            strength,
            measured: yields.len(),
            rolled_yield: rolled_yield(&yields),
        }
    }

    /// The route of the fewest links over those `allowed`, through one that is `wanted` unless the start says that one was passed;
    /// of several, the first by its links. `None` where there is none.
    fn shortest(
        &self,
        start: Place,
        allowed: impl Fn(LinkNumber) -> bool,
        wanted: impl Fn(LinkNumber) -> bool,
    ) -> Option<Vec<LinkNumber>> {
        let left = self.links_left(&allowed, &wanted);
        let (mut party, mut passed) = start;
        let mut route = Vec::new();
        let left_at = |(party, passed): Place| left[party as usize * 2 + usize::from(passed)];
        let mut steps = Some(left_at(start)).filter(|steps| *steps != NONE)?;
        while steps > 0 {
            // Links are numbered in the order of their ids.
            let mut onward = self.chain.carrying_from(party).iter().copied().filter(|link| allowed(*link));
            let next = onward.find(|link| {
                left_at((self.chain.customer_of(*link), passed || wanted(*link))) == steps - 1
            })?;
            passed = passed || wanted(next);
            party = self.chain.customer_of(next);
            route.push(next);
            steps -= 1;
        }
        (!route.is_empty()).then_some(route)
    }

    /// By party, before and after a `wanted` link: the fewest links to an external customer; [`NONE`] where there is no way.
    fn links_left(
        &self,
        allowed: &impl Fn(LinkNumber) -> bool,
        wanted: &impl Fn(LinkNumber) -> bool,
    ) -> Vec<u32> {
        let mut left = vec![NONE; self.chain.party_count() * 2];
        let mut front: Vec<Place> =
            self.chain.external_customers().into_iter().map(|customer| (customer, true)).collect();
        for (customer, _) in &front {
            left[*customer as usize * 2 + 1] = 0;
        }
        let mut steps = 0;
        while !front.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for (party, passed) in front {
                let incoming = self.chain.incoming.of(party).iter().copied();
                for link in incoming.filter(|link| self.chain.carries(*link) && allowed(*link)) {
                    let supplier = self.chain.supplier_of(link);
                    // Who comes over a wanted link has passed one, whether or not it had before.
                    let before = [(true, passed), (false, passed == wanted(link))];
                    for (passed_before, _) in before.into_iter().filter(|(_, leads_here)| *leads_here) {
                        let place = &mut left[supplier as usize * 2 + usize::from(passed_before)];
                        if *place == NONE {
                            *place = steps;
                            next.push((supplier, passed_before));
                        }
                    }
                }
            }
            front = next;
        }
        left
    }
}

/// The product of `yields`, each 0 to 1; `None` of none.
#[must_use]
pub fn rolled_yield(yields: &[f64]) -> Option<f64> {
    (!yields.is_empty()).then(|| yields.iter().product())
}

#[cfg(test)]
mod tests {
    use super::rolled_yield;

    #[test]
    fn yields_roll_up_as_in_the_test_vector() {
        let yields = [5_000.0, 15_000.0, 1_000.0, 50.0].map(|dpmo: f64| 1.0 - dpmo / 1e6);
        let rolled = rolled_yield(&yields).expect("measured");
        assert!((rolled - 0.979_05).abs() < 5e-6, "{rolled}");
        assert_eq!(rolled_yield(&[]), None);
    }
}
