//! Traces, suppositions and figures on organisations with facts of every kind, and on very long chains.

use proptest::prelude::*;
use throughline::diagnosis::{
    Assumed, ControlChart, Kept, LinkFigures, RouteFinder, Scenario, TraceStart, best_together, consistency,
    coverage, diagnose, diagnose_without_questions, kept_as, reason, trace, what_if,
};
use throughline::edit::build;
use throughline::model::{Link, LinkId, Org, Party, PartyId, PartyKind, Verdict, VerdictKey};

use super::build::{day, today};
use crate::common::random_org;

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn any_organisation_has_finite_figures(org in random_org::org()) {
        let diagnosis = diagnose(&org, today());
        for link in org.links().values() {
            if let Some(figures) = LinkFigures::of(link, &org.policy, today()) {
                prop_assert!((0.0..=1.0).contains(&figures.yield_share), "{:?}", figures);
                prop_assert!(figures.dpmo.is_none_or(|dpmo| (0.0..=1e6).contains(&dpmo)), "{:?}", figures);
                prop_assert!(figures.sigma.is_none_or(f64::is_finite), "{:?}", figures);
                prop_assert!(figures.sigma.is_some() || figures.yield_share == 0.0 || figures.yield_share == 1.0, "{:?}", figures);
            }
            for expectation in link.expectations().values() {
                if let Some(limits) = ControlChart::of(expectation, today()).limits {
                    prop_assert!(limits.lower <= limits.centre && limits.centre <= limits.upper, "{:?}", limits);
                    prop_assert!(limits.lower.is_finite() && limits.upper.is_finite());
                }
                let spread = consistency(expectation, today(), 5).map(|found| found.spread);
                prop_assert!(spread.is_none_or(|spread| (0.0..=4.0).contains(&spread)));
            }
        }
        let covered = coverage(&org, &diagnosis);
        for share in [covered.with_need, covered.asked, covered.with_standard, covered.broken_with_action] {
            prop_assert!(share.count <= share.of);
        }
        let finder = RouteFinder::new(&org, &diagnosis);
        for routes in org.parties().keys().filter_map(|party| finder.routes(party)) {
            for route in [routes.pessimistic.best, routes.optimistic.worst] {
                prop_assert!(route.rolled_yield.is_none_or(|share| (0.0..=1.0).contains(&share)));
            }
        }
        prop_assert!(diagnosis.questions.iter().all(|question| reason(question, &org).ends_with('.')));
    }

    #[test]
    fn any_organisation_can_be_traced_and_supposed(org in random_org::org(), sound in any::<bool>()) {
        let diagnosis = diagnose(&org, today());
        let starts = org.complaints.keys().cloned().map(TraceStart::Complaint)
            .chain(org.links().keys().cloned().map(TraceStart::Link))
            .chain(org.parties().keys().cloned().map(TraceStart::Customer));
        for start in starts {
            let found = trace(&org, &diagnosis, start);
            prop_assert!(!found.sentences(&org).is_empty() && !found.heading(&org).is_empty());
        }
        let assumed = if sound { Assumed::Sound } else { Assumed::Broken };
        let assumptions = org.links().keys().map(|link| (link.clone(), assumed)).collect();
        let scenario = Scenario { name: "All".to_owned(), assumptions, edits: Vec::new() };
        let found = what_if(&org, &diagnosis, &scenario).expect("it is there and fits");
        let remain = if sound { 0 } else { org.links().len() };
        prop_assert_eq!(found.still_recorded(), remain);
        let Kept { actions, edits, .. } = kept_as(&scenario, &org, &diagnosis);
        prop_assert!(edits.is_empty() && actions.len() <= org.links().len());
        prop_assert!(actions.iter().all(|action| !action.what.trim().is_empty()));
        prop_assert_eq!(best_together(&org, &diagnosis).is_some(), !diagnosis.fixes.is_empty());
    }
}

/// Teams in a row, every fiftieth link broken, to one external customer.
fn chain(count: usize) -> Org {
    let id = |place: usize| PartyId::new(format!("p{place:06}"));
    let parties = (0..count).map(|place| {
        let kind = if place + 1 == count { PartyKind::ExternalCustomer } else { PartyKind::Team };
        (id(place), Party { name: format!("P{place}"), kind, ..Party::default() })
    });
    let key = VerdictKey { day: day("2026-06-01"), speaker: "Ana".to_owned() };
    let links = (1..count).map(|place| {
        let mut link = Link::default();
        if place % 50 == 0 {
            link.verdicts.insert(key.clone(), Verdict::Broken);
        }
        (LinkId { supplier: id(place - 1), customer: id(place) }, link, litemap::LiteMap::new())
    });
    build(Org::default(), parties, links).expect("it is there and fits")
}

#[test]
fn a_chain_of_a_hundred_thousand_is_followed_without_recursion() {
    let count = 100_000;
    let org = chain(count);
    let diagnosis = diagnose_without_questions(&org, today());
    let customer = org.parties().keys().next_back().expect("it is there and fits").clone();
    let found = trace(&org, &diagnosis, TraceStart::Customer(customer));
    assert_eq!((found.steps.len(), found.roots.len()), (count - 1, 1));
    assert_eq!(found.roots[0].distance, 99_949);
    let routes = RouteFinder::new(&org, &diagnosis)
        .routes(org.parties().keys().next().expect("it is there and fits"))
        .expect("it is there and fits");
    assert_eq!(
        (routes.optimistic.best.links.len(), routes.pessimistic.worst.links.len()),
        (count - 1, count - 1)
    );
    let best = best_together(&org, &diagnosis).expect("it is there and fits");
    assert_eq!((best.fixes, best.outcome.may_clear.len()), (vec![0, 1, 2], count / 50 - 4));
}
