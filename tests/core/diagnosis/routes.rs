//! Distance, reach, single points, best and worst routes: worked examples, and twins over random maps.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use throughline::diagnosis::{Diagnosis, Weakest};
use throughline::model::{LinkId, Org, PartyId, PartyKind};

use super::build::{Facts, Map, ids, links, need, of};
use super::random::plan;
use super::twin::{is_customer, is_team, reach};

fn rated(map: Map, at: &str, value: &str) -> Map {
    map.expect(at, "n", &need("on time").rated("2026-03-01", "ana", value))
}

fn text(weakest: Option<&Weakest>) -> String {
    weakest.map_or_else(
        || "none".to_owned(),
        |weakest| {
            let route = |route: &throughline::diagnosis::WeakestRoute| {
                format!("{} {}", route.strength, links(&route.links).join(" "))
            };
            format!("{} | {}", route(&weakest.pessimistic), route(&weakest.optimistic))
        },
    )
}

#[test]
fn the_best_route_is_the_widest_and_unknown_links_count_twice() {
    let map = Map::of(&["a>b"]);
    let map = rated(rated(rated(map, "b>*e", "3.5"), "a>c", "2"), "c>*e", "4.5");
    let diagnosis = map.diagnose();
    assert_eq!(text(of(&diagnosis, "a").weakest().as_ref()), "2 a>c | 3.5 b>e");
    assert_eq!(text(of(&diagnosis, "a").worst().as_ref()), "1 a>b | 2 a>c");
    assert_eq!(text(of(&diagnosis, "b").weakest().as_ref()), "3.5 b>e | 3.5 b>e");
    assert_eq!(text(of(&diagnosis, "e").weakest().as_ref()), "none");
}

#[test]
fn routes_end_at_the_first_external_customer() {
    let map = Map::of(&["a>*e", "*e>b", "b>*f"]).party("alone");
    let diagnosis = map.diagnose();
    assert_eq!(ids(&of(&diagnosis, "a").reaches()), ["e"]);
    assert_eq!(of(&diagnosis, "b").distance, Some(1));
    assert_eq!(of(&diagnosis, "e").distance, Some(0));
    assert!(of(&diagnosis, "e").reaches().is_empty());
    assert_eq!(of(&diagnosis, "alone").distance, None);
}

#[test]
fn all_must_go_through_a_single_point() {
    let map = Map::of(&["a>c", "b>c", "c>d", "d>*e", "d>c"]);
    let diagnosis = map.diagnose();
    assert_eq!(ids(&of(&diagnosis, "c").single_point_for()), ["a", "b"]);
    assert_eq!(ids(&of(&diagnosis, "d").single_point_for()), ["a", "b", "c"]);
    assert!(of(&diagnosis, "e").single_point_for().is_empty());
    assert_eq!(map.found("single-bridge"), ["single-bridge:c>d", "single-bridge:d>e"]);
}

/// What a team's routes look like when every simple path is followed.
struct Paths<'org> {
    org: &'org Org,
    strength: BTreeMap<LinkId, f64>,
}

impl Paths<'_> {
    /// The greatest minimum strength over all simple paths to an external customer.
    fn widest(&self, party: &PartyId, seen: &mut BTreeSet<PartyId>) -> Option<f64> {
        if is_customer(self.org, party) {
            return Some(f64::INFINITY);
        }
        seen.insert(party.clone());
        let mut best: Option<f64> = None;
        for (link, _) in self.org.links_from(party) {
            if seen.contains(&link.customer) {
                continue;
            }
            if let Some(onward) = self.widest(&link.customer, seen) {
                let width = onward.min(self.strength[link]);
                best = Some(best.map_or(width, |best| best.max(width)));
            }
        }
        seen.remove(party);
        best
    }

    /// The links of exactly `strength` on any way from `party` to a customer over links that are `wide` enough.
    fn links_at(&self, party: &PartyId, strength: f64, wide: &dyn Fn(&LinkId) -> bool) -> Vec<LinkId> {
        let passes = |link: &LinkId| !is_customer(self.org, &link.supplier) && wide(link);
        let ahead = reach(self.org, party, &passes);
        let leads_on =
            |from: &PartyId| reach(self.org, from, &passes).iter().any(|end| is_customer(self.org, end));
        let links = self.strength.iter().filter(|(link, value)| **value == strength && passes(link));
        links
            .map(|(link, _)| link.clone())
            .filter(|link| ahead.contains(&link.supplier) && leads_on(&link.customer))
            .collect()
    }
}

fn check_strengths(org: &Org, diagnosis: &Diagnosis, optimistic: bool) -> Result<(), TestCaseError> {
    let strength = diagnosis
        .links
        .iter()
        .map(|link| (link.id().clone(), if optimistic { link.strength.high } else { link.strength.low }))
        .collect();
    let paths = Paths { org, strength };
    for party in diagnosis.parties.iter().filter(|party| party.kind != PartyKind::ExternalCustomer) {
        let side = |weakest: &Option<Weakest>| {
            weakest
                .as_ref()
                .map(|weakest| if optimistic { &weakest.optimistic } else { &weakest.pessimistic }.clone())
        };
        let (best, worst) = (side(&party.weakest()), side(&party.worst()));
        let width = paths.widest(&party.id, &mut BTreeSet::new());
        prop_assert_eq!(best.as_ref().map(|route| route.strength), width, "best of {}", party.id);
        let (Some(best), Some(worst)) = (best, worst) else { continue };
        prop_assert!(best.strength.is_finite() && worst.strength.is_finite());
        let wide = |link: &LinkId| paths.strength[link] >= best.strength;
        prop_assert_eq!(best.links.to_vec(), paths.links_at(&party.id, best.strength, &wide));
        let lowest = paths
            .strength
            .values()
            .copied()
            .filter(|value| !paths.links_at(&party.id, *value, &|_| true).is_empty());
        let lowest = lowest.fold(f64::INFINITY, f64::min);
        prop_assert_eq!(worst.strength, lowest, "worst of {}", party.id);
        prop_assert_eq!(worst.links.to_vec(), paths.links_at(&party.id, lowest, &|_| true));
    }
    Ok(())
}

/// The external customers reached when `gone` parties and links are taken away.
fn ends(org: &Org, party: &PartyId, is_gone: &dyn Fn(&LinkId) -> bool) -> Vec<PartyId> {
    let passes = |link: &LinkId| !is_customer(org, &link.supplier) && !is_gone(link);
    reach(org, party, &passes).into_iter().filter(|end| is_customer(org, end)).collect()
}

fn fewest_links(org: &Org, party: &PartyId) -> Option<u32> {
    let mut front = BTreeSet::from([party.clone()]);
    for steps in 0..=u32::try_from(org.parties().len()).expect("few") {
        if front.iter().any(|party| is_customer(org, party)) {
            return Some(steps);
        }
        front = org
            .links()
            .keys()
            .filter(|link| front.contains(&link.supplier))
            .map(|link| link.customer.clone())
            .collect();
    }
    None
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn strengths_of_routes_are_those_of_all_paths(plan in plan()) {
        let map = plan.build(false);
        let diagnosis = map.diagnose();
        check_strengths(&map.org, &diagnosis, true)?;
        check_strengths(&map.org, &diagnosis, false)?;
    }

    #[test]
    fn reach_and_cuts_are_as_defined(plan in plan()) {
        let map = plan.build(false);
        let (org, diagnosis) = (&map.org, map.diagnose());
        let is_broken = |link: &LinkId| diagnosis.link(link).unwrap().state == throughline::diagnosis::LinkState::Broken;
        for party in &diagnosis.parties {
            prop_assert_eq!(party.distance, fewest_links(org, &party.id), "{}", party.id);
            if party.kind == PartyKind::ExternalCustomer {
                prop_assert!(party.reaches().is_empty() && !party.cut_off);
                continue;
            }
            let reached = ends(org, &party.id, &|_| false);
            let is_cut_off = !reached.is_empty() && ends(org, &party.id, &is_broken).is_empty();
            prop_assert_eq!(party.reaches().to_vec(), reached);
            prop_assert_eq!(party.cut_off, is_cut_off, "{}", party.id);
        }
        for finding in diagnosis.findings.iter().filter(|finding| finding.rule == "cut-off") {
            // Each link named is broken, met before any other, and leads on; and there is one.
            prop_assert!(!finding.links().is_empty());
            let ahead = reach(org, finding.teams()[0], &|link| !is_customer(org, &link.supplier) && !is_broken(link));
            let expected: Vec<LinkId> = org.links().keys()
                .filter(|link| is_broken(link) && ahead.contains(&link.supplier) && !is_customer(org, &link.supplier))
                .filter(|link| is_customer(org, &link.customer) || !ends(org, &link.customer, &|_| false).is_empty())
                .cloned().collect();
            prop_assert_eq!(finding.links(), expected.as_slice());
        }
    }

    #[test]
    fn single_points_and_bridges_are_those_whose_loss_cuts_others_off(plan in plan()) {
        let map = plan.build(false);
        let (org, diagnosis) = (&map.org, map.diagnose());
        let teams: Vec<&PartyId> = org.parties().keys().filter(|party| is_team(org, party)).collect();
        let depends = |team: &PartyId, is_gone: &dyn Fn(&LinkId) -> bool| {
            !ends(org, team, &|_| false).is_empty() && ends(org, team, is_gone).is_empty()
        };
        for party in &diagnosis.parties {
            let is_gone = |link: &LinkId| link.supplier == party.id || link.customer == party.id;
            let expected: Vec<PartyId> = teams.iter().copied()
                .filter(|team| is_team(org, &party.id) && **team != party.id && depends(team, &is_gone))
                .cloned().collect();
            prop_assert_eq!(party.single_point_for().to_vec(), expected, "{}", party.id);
        }
        let bridges: Vec<String> = org.links().keys().filter_map(|bridge| {
            let others = teams.iter().filter(|team| ***team != bridge.supplier && depends(team, &|link| link == bridge)).count();
            let word = if others == 1 { "1 team depends" } else { &format!("{others} teams depend") };
            (others > 0).then(|| format!("{bridge}: {word}"))
        }).collect();
        let found: Vec<String> = diagnosis.findings.iter().filter(|finding| finding.rule == "single-bridge")
            .map(|finding| format!("{}: {}", finding.links()[0], finding.message().split(" on this").next().unwrap())).collect();
        prop_assert_eq!(found, bridges);
    }
}
