//! Figures: quality by link, the two routes with their yields, consistency, coverage.

use std::collections::BTreeSet;

use proptest::prelude::*;
use throughline::diagnosis::{
    Diagnosis, LinkFigures, RouteFigures, RouteFinder, Share, consistency, coverage,
};
use throughline::edit::{Change, Edit, LinkFact, OrgFact, apply};
use throughline::model::{
    Action, ActionId, ActionStatus, ActionSubject, Direction, LinkId, Org, PartyId, QualityCount,
    QualityTarget, Quantity, Verdict,
};

use super::build::{Facts, Map, at, day, link, links, need, plain, today, want};
use super::random::plan;
use super::twin::{is_customer, reach};

/// So many defects in a million, in a period.
fn counted(map: &mut Map, at: &LinkId, period: &str, per_million: u64) {
    let count = QualityCount::Defects { units: 1_000_000, opportunities: 1, defects: per_million };
    let fact = LinkFact::Quality {
        key: period.parse().expect("it is there and fits"),
        change: Change::new(None, Some(count)),
    };
    apply(&Edit::Link { link: at.clone(), fact }, &mut map.org).expect("it is there and fits");
}

#[test]
fn the_latest_period_that_has_ended_counts() {
    let mut map = Map::of(&["a>*e"]);
    for (period, per_million) in [("2026-08", 900), ("2026-Q3", 66_807), ("2026", 5), ("2026-12", 7)] {
        counted(&mut map, &link("a>e"), period, per_million);
    }
    let target = Some(QualityTarget::Dpmo(Quantity::new(1_000.0).expect("it is there and fits")));
    let fact = LinkFact::QualityTarget(Change::new(None, target));
    apply(&Edit::Link { link: link("a>e"), fact }, &mut map.org).expect("it is there and fits");
    let figures = |map: &Map| {
        LinkFigures::of(map.org.link(&link("a>e")).expect("it is there and fits"), &map.org.policy, today())
            .expect("it is there and fits")
    };
    let found = figures(&map);
    assert_eq!(found.period.to_string(), "2026-Q3");
    assert_eq!((found.dpmo, found.yield_share, found.misses_target), (Some(66_807.0), 0.933_193, Some(true)));
    let shifted = found.sigma.expect("it is there and fits");
    assert!((shifted - 3.0).abs() < 1e-4 && found.sigma_shifted);
    let plain = figures(&map.clone().policy(|policy| policy.sigma_shift = false));
    assert!((plain.sigma.expect("it is there and fits") - 1.5).abs() < 1e-4 && !plain.sigma_shifted);
    let none = Map::of(&["a>*e"]);
    assert_eq!(
        LinkFigures::of(
            none.org.link(&link("a>e")).expect("it is there and fits"),
            &none.org.policy,
            today()
        ),
        None
    );
}

#[test]
fn routes_show_their_links_and_how_many_were_measured() {
    let mut map = Map::default()
        .expect("a>b", "n", &need("on time").rated("2026-06-01", "ana", "4.5"))
        .expect("b>*e", "n", &need("on time").rated("2026-06-01", "ana", "4"))
        .expect("a>c", "n", &need("on time").rated("2026-06-01", "ana", "2"))
        .expect("c>*e", "n", &need("on time").rated("2026-06-01", "ana", "5"));
    for (at, per_million) in [("a>b", 5_000), ("b>e", 15_000), ("a>c", 100_000)] {
        counted(&mut map, &link(at), "2026-10", per_million);
    }
    let diagnosis = map.diagnose();
    let routes =
        RouteFinder::new(&map.org, &diagnosis).routes(&PartyId::new("a")).expect("it is there and fits");
    assert_eq!(routes.pessimistic, routes.optimistic);
    let (best, worst) = (routes.pessimistic.best, routes.pessimistic.worst);
    assert_eq!(
        (links(&best.links), best.strength, best.measured),
        (vec!["a>b".into(), "b>e".into()], 4.0, 2)
    );
    assert!((best.rolled_yield.expect("it is there and fits") - 0.995 * 0.985).abs() < 1e-15);
    assert_eq!(
        (links(&worst.links), worst.strength, worst.measured),
        (vec!["a>c".into(), "c>e".into()], 2.0, 1)
    );
    assert_eq!((worst.rolled_yield, worst.measured_words().as_str()), (Some(0.9), "1 of 2 links measured"));
    // Nothing measured, nothing said.
    let bare = Map::of(&["a>*e", "x>y"]);
    let diagnosis = bare.diagnose();
    let finder = RouteFinder::new(&bare.org, &diagnosis);
    let both = finder.routes(&PartyId::new("a")).expect("it is there and fits");
    assert_eq!((both.pessimistic.best.strength, both.optimistic.best.strength), (1.0, 5.0));
    assert_eq!((both.pessimistic.best.measured, both.pessimistic.best.rolled_yield), (0, None));
    for without in ["e", "x", "y", "nobody"] {
        assert_eq!(finder.routes(&PartyId::new(without)), None, "{without}");
    }
}

#[test]
fn where_the_weakest_link_leads_back_so_does_the_worst_route() {
    let map = Map::default().works("a>b").works("b>*e").broken("b>c").works("c>a");
    let diagnosis = map.diagnose();
    let routes =
        RouteFinder::new(&map.org, &diagnosis).routes(&PartyId::new("a")).expect("it is there and fits");
    assert_eq!(links(&routes.optimistic.worst.links), ["a>b", "b>c", "c>a", "a>b", "b>e"]);
}

#[test]
fn consistency_is_the_spread_and_the_lowest_of_the_last_ratings() {
    let facts = need("on time")
        .rated("2026-01-01", "ana", "1")
        .rated("2026-02-01", "ana", "2.5")
        .rated("2026-02-01", "ben", "4.25")
        .rated("2026-03-01", "ana", "3")
        .rated("2026-12-01", "ana", "5");
    for (last, ratings, lowest, spread) in
        [(3, 3, 2.5, 1.75), (2, 2, 3.0, 1.25), (9, 4, 1.0, 3.25), (1, 1, 3.0, 0.0)]
    {
        let found = consistency(&facts, today(), last).expect("it is there and fits");
        assert_eq!((found.ratings, found.lowest.get(), found.spread), (ratings, lowest, spread), "{last}");
    }
    assert_eq!(consistency(&facts, today(), 0), None);
    assert_eq!(consistency(&facts, day("2025-12-31"), 5), None);
}

fn with_action(map: Map, id: &str, about: ActionSubject, status: ActionStatus) -> Map {
    let mut map = map;
    let action = Action { what: "Talk".to_owned(), about, status, ..Action::default() };
    let fact = OrgFact::Action { key: ActionId::new(id), change: Change::new(None, Some(action)) };
    apply(&Edit::Org(fact), &mut map.org).expect("it is there and fits");
    map
}

#[test]
fn coverage_counts_what_is_not_set_aside() {
    let mut disputed = need("at once").standard(Direction::AtLeast, 1.0).rated("2026-06-01", "ana", "3");
    disputed.disputed = true;
    let map = Map::default()
        .broken("a>*e")
        .broken("b>*e")
        .broken("c>*e")
        .broken("d>*e")
        .verdict_on("f>*e", Verdict::Works, "2025-11-20", "Ana")
        .verdict_on("g>*e", Verdict::Works, "2025-11-21", "Ana")
        .expect("h>*e", "n", &disputed)
        .expect(
            "i>*e",
            "n",
            &need("on time").standard(Direction::AtLeast, 1.0).rated("2026-06-01", "ana", "3"),
        )
        .expect("j>*e", "n", &want("a smile").measured("2026-10", 1.0, None))
        .expect("k>*e", "n", &need("on time").rated("2026-12-01", "ana", "3"));
    let blocked = map
        .findings("blocked")
        .into_iter()
        .find(|finding| finding.links() == [link("c>e")])
        .expect("it is there and fits");
    let map = with_action(map, "1", ActionSubject::Link(plain("a>e")), ActionStatus::Underway);
    let map = with_action(map, "2", ActionSubject::Cause(plain("b>e")), ActionStatus::Done);
    let map = with_action(map, "3", ActionSubject::Finding(blocked.id()), ActionStatus::Planned);
    let map = with_action(map, "4", ActionSubject::Cause(plain("g>e")), ActionStatus::Planned);
    let found = coverage(&map.org, &map.diagnose());
    assert_eq!(found.with_need.to_string(), "2 of 10");
    assert_eq!(found.with_need, Share { count: 2, of: 10 });
    assert_eq!(found.asked, Share { count: 6, of: 10 });
    assert_eq!(found.with_standard, Share { count: 1, of: 10 });
    assert_eq!(found.broken_with_action, Share { count: 2, of: 4 });
}

/// Every way without coming back from `start` over links that do not leave an external customer, to a party that is an `end`.
fn simple_ways(org: &Org, start: &PartyId, is_end: &dyn Fn(&PartyId) -> bool) -> Vec<Vec<LinkId>> {
    let mut ways = Vec::new();
    let mut waiting: Vec<(PartyId, Vec<LinkId>)> = vec![(start.clone(), Vec::new())];
    while let Some((party, way)) = waiting.pop() {
        if is_end(&party) {
            ways.push(way.clone());
        }
        if is_customer(org, &party) {
            continue;
        }
        for (link, _) in org.links_from(&party) {
            let seen = link.customer == *start || way.iter().any(|before| before.customer == link.customer);
            if !seen {
                waiting.push((link.customer.clone(), way.iter().cloned().chain([link.clone()]).collect()));
            }
        }
    }
    ways
}

fn first_of_the_shortest(ways: Vec<Vec<LinkId>>) -> Option<Vec<LinkId>> {
    ways.into_iter().min_by(|left, right| (left.len(), left).cmp(&(right.len(), right)))
}

type StrengthOf<'a> = dyn Fn(&LinkId) -> f64 + 'a;

fn twin_best(org: &Org, party: &PartyId, strength: &StrengthOf<'_>) -> Option<Vec<LinkId>> {
    let ways = simple_ways(org, party, &|end| is_customer(org, end));
    let width = |way: &Vec<LinkId>| way.iter().map(strength).fold(f64::INFINITY, f64::min);
    let widest = ways.iter().map(width).fold(0.0, f64::max);
    first_of_the_shortest(ways.into_iter().filter(|way| width(way) == widest).collect())
}

/// Through each of the weakest links on any walk: the shortest way there, and the shortest onward.
fn twin_worst(org: &Org, party: &PartyId, strength: &StrengthOf<'_>) -> Option<Vec<LinkId>> {
    let carries = |link: &LinkId| !is_customer(org, &link.supplier);
    let ahead = reach(org, party, &carries);
    let leads_on =
        |link: &LinkId| reach(org, &link.customer, &carries).iter().any(|end| is_customer(org, end));
    let on_route: Vec<&LinkId> = org
        .links()
        .keys()
        .filter(|link| ahead.contains(&link.supplier) && carries(link) && leads_on(link))
        .collect();
    let lowest = on_route.iter().map(|link| strength(link)).fold(f64::INFINITY, f64::min);
    let weakest = on_route.into_iter().filter(|link| strength(link) == lowest);
    let through = weakest.filter_map(|link| {
        let there = first_of_the_shortest(simple_ways(org, party, &|end| *end == link.supplier))?;
        let onward = first_of_the_shortest(simple_ways(org, &link.customer, &|end| is_customer(org, end)))?;
        Some(there.into_iter().chain([link.clone()]).chain(onward).collect())
    });
    first_of_the_shortest(through.collect())
}

/// Whether `found` has the links and the yield of the route `expected`.
fn is_route(found: &RouteFigures, expected: &[LinkId], map: &Map, strength: &StrengthOf<'_>) -> bool {
    let mut product = 1.0;
    let mut measured = 0;
    for link in expected {
        if let Some(count) = map.org.link(link).expect("it is there and fits").quality.values().next() {
            product *= count.yield_share();
            measured += 1;
        }
    }
    let weakest = expected.iter().map(strength).fold(f64::INFINITY, f64::min);
    found.links == expected
        && found.measured == measured
        && found.rolled_yield == (measured > 0).then_some(product)
        && found.strength == weakest
}

fn judged_strength(diagnosis: &Diagnosis, link: &LinkId, is_low: bool) -> f64 {
    let strength = diagnosis.link(link).expect("it is there and fits").strength;
    if is_low { strength.low } else { strength.high }
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn the_two_routes_are_those_of_trying_all(plan in plan(), counts in prop::collection::vec(prop::option::of(0..=1_000_000_u64), 22)) {
        let mut map = plan.build(false);
        let ids: Vec<LinkId> = map.org.links().keys().cloned().collect();
        for (id, count) in ids.iter().zip(&counts) {
            if let Some(count) = count {
                counted(&mut map, id, "2026-10", *count);
            }
        }
        let diagnosis = map.diagnose();
        let finder = RouteFinder::new(&map.org, &diagnosis);
        for party in map.org.parties().keys() {
            let found = finder.routes(party);
            let reaches = !is_customer(&map.org, party)
                && reach(&map.org, party, &|link| !is_customer(&map.org, &link.supplier)).iter().any(|end| is_customer(&map.org, end));
            prop_assert_eq!(found.is_some(), reaches, "{}", party);
            let Some(found) = found else { continue };
            for (both, is_low) in [(&found.pessimistic, true), (&found.optimistic, false)] {
                let strength = |link: &LinkId| judged_strength(&diagnosis, link, is_low);
                let best = twin_best(&map.org, party, &strength).expect("it is there and fits");
                prop_assert!(is_route(&both.best, &best, &map, &strength), "{}: {:?}, not {:?}", party, both.best, best);
                let worst = twin_worst(&map.org, party, &strength).expect("it is there and fits");
                prop_assert!(is_route(&both.worst, &worst, &map, &strength), "{}: {:?}, not {:?}", party, both.worst, worst);
                // The route goes from link to link and holds the bottleneck that the diagnosis names.
                let judged = diagnosis.party(party).expect("it is there and fits");
                let (weakest, lowest) = (judged.weakest().expect("it is there and fits"), judged.worst().expect("it is there and fits"));
                let named = if is_low { (&weakest.pessimistic, &lowest.pessimistic) } else { (&weakest.optimistic, &lowest.optimistic) };
                let named: BTreeSet<LinkId> = named.0.links.iter().chain(named.1.links.iter()).cloned().collect();
                for route in [&both.best, &both.worst] {
                    prop_assert!(route.links.iter().any(|link| named.contains(link)));
                    prop_assert!(route.links.windows(2).all(|pair| pair[0].customer == pair[1].supplier));
                }
            }
        }
    }
}

#[test]
fn measurements_of_a_link_judged_broken_still_show_their_figures() {
    let mut map = Map::default().broken("a>*e");
    counted(&mut map, &link("a>e"), "2026-10", 0);
    let diagnosis = map.diagnose();
    assert_eq!(at(&diagnosis, "a>e").state.word(), "broken");
    let routes =
        RouteFinder::new(&map.org, &diagnosis).routes(&PartyId::new("a")).expect("it is there and fits");
    assert_eq!((routes.pessimistic.best.rolled_yield, routes.pessimistic.best.strength), (Some(1.0), 1.0));
}
