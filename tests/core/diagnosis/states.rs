//! States, scores and strengths of single links: tables next to every threshold.

use proptest::prelude::*;
use throughline::diagnosis::{ExpectationState, LinkState};
use throughline::model::{Direction, Expectation, ExpectationId, ServiceWindow, Verdict};

use super::build::{Facts, Map, at, day, need, score, want};
use super::random::any_expectation;

const PAIR: &str = "a>b";

/// How the link `a > b` with these expectations fares: state, strength from low to high.
fn judged(expectations: &[Expectation]) -> (LinkState, f64, f64) {
    on(Map::of(&[PAIR]), expectations)
}

fn on(mut map: Map, expectations: &[Expectation]) -> (LinkState, f64, f64) {
    for (place, expectation) in expectations.iter().enumerate() {
        map = map.expect(PAIR, &format!("x{place}"), expectation);
    }
    let diagnosis = map.diagnose();
    let link = at(&diagnosis, PAIR);
    (link.state, link.strength.low, link.strength.high)
}

fn rated(value: &str) -> Expectation {
    need("on time").rated("2026-03-01", "ana", value)
}

#[test]
fn needs_and_wants_make_the_state() {
    use LinkState::{Broken, Sound, Strained, Unknown};
    let missed = || need("on time").standard(Direction::AtLeast, 90.0).measured("2026-Q3", 89.9, None);
    let met = || need("on time").standard(Direction::AtMost, 2.0).measured("2026-Q3", 2.0, None);
    let unhappy = want("a smile").rated("2026-03-01", "ana", "2.99");
    for (what, expectations, expected) in [
        ("nothing recorded", vec![], (Unknown, 1.0, 5.0)),
        ("an unrated need", vec![need("on time")], (Unknown, 1.0, 5.0)),
        ("unmet", vec![rated("2.99")], (Broken, 2.99, 2.99)),
        ("the band begins", vec![rated("3")], (Strained, 3.0, 3.0)),
        ("the band ends", vec![rated("3.99")], (Strained, 3.99, 3.99)),
        ("met", vec![rated("4")], (Sound, 4.0, 4.0)),
        ("met and one unknown", vec![rated("4"), need("complete")], (Sound, 4.0, 4.0)),
        ("the weakest counts", vec![rated("4.5"), rated("3.5")], (Strained, 3.5, 3.5)),
        ("unmet but minor", vec![rated("1").importance(2)], (Strained, 1.0, 5.0)),
        ("unmet, importance 3", vec![rated("1").importance(3)], (Broken, 1.0, 1.0)),
        ("an unmet want", vec![unhappy.clone()], (Strained, 1.0, 5.0)),
        ("an unmet want beside a met need", vec![unhappy, rated("5")], (Strained, 5.0, 5.0)),
        ("a strained want", vec![want("a smile").rated("2026-03-01", "ana", "3.5")], (Unknown, 1.0, 5.0)),
        ("a met want alone", vec![want("a smile").rated("2026-03-01", "ana", "5")], (Unknown, 1.0, 5.0)),
        ("standard missed", vec![missed()], (Broken, 2.0, 2.0)),
        ("standard missed, rated well", vec![missed().rated("2026-03-01", "ana", "4.5")], (Broken, 2.0, 2.0)),
        (
            "standard missed, rated badly",
            vec![missed().rated("2026-03-01", "ana", "1.5")],
            (Broken, 1.5, 1.5),
        ),
        ("standard just met", vec![met()], (Sound, 1.0, 5.0)),
        ("standard met, rated so-so", vec![met().rated("2026-03-01", "ana", "3.5")], (Strained, 3.5, 3.5)),
        ("minor standard missed", vec![missed().importance(2)], (Strained, 1.0, 5.0)),
    ] {
        assert_eq!(judged(&expectations), expected, "{what}");
    }
}

#[test]
fn what_is_set_aside_counts_nowhere() {
    let mut out = rated("1");
    out.window = ServiceWindow::Out { told: None };
    let mut disputed = rated("1");
    disputed.disputed = true;
    assert_eq!(judged(&[out.clone(), disputed.clone(), rated("5")]), (LinkState::Sound, 5.0, 5.0));
    assert_eq!(judged(&[out.clone()]), (LinkState::Unknown, 1.0, 5.0));
    let map = Map::default().expect("a>*e", "out", &out).expect("a>*e", "disputed", &disputed);
    let diagnosis = map.diagnose();
    assert_eq!((diagnosis.counts.needs, diagnosis.counts.needs_asked), (0, 0));
    let problems = diagnosis.findings.iter().filter(|finding| !finding.expectations().is_empty()).count();
    assert_eq!(problems, 0);
    // It is judged all the same, so that it can be shown.
    let shown = at(&diagnosis, "a>e").expectations().get(&ExpectationId::new("out")).expect("it is judged");
    assert_eq!((shown.state, shown.score), (ExpectationState::Unmet, Some(1.0)));
}

#[test]
fn a_verdict_counts_until_somebody_rates_or_measures_on_a_later_day() {
    use LinkState::{Broken, Sound, Strained};
    let said = |verdict| Map::default().verdict_on(PAIR, verdict, "2026-06-01", "Ana");
    let rated_on = |when: &str| need("on time").rated(when, "ana", "5");
    let measured =
        |period: &str| need("on time").standard(Direction::AtLeast, 90.0).measured(period, 95.0, None);
    let mut aside = rated_on("2026-06-02");
    aside.disputed = true;
    for (what, map, expectations, expected) in [
        ("alone", said(Verdict::Broken), vec![], (Broken, 1.0, 1.0)),
        ("struggles", said(Verdict::Struggles), vec![], (Strained, 3.0, 3.0)),
        ("works", said(Verdict::Works), vec![], (Sound, 1.0, 5.0)),
        (
            "works, but a need is unmet",
            said(Verdict::Works),
            vec![need("on time").rated("2026-06-01", "ana", "2")],
            (Broken, 2.0, 2.0),
        ),
        (
            "struggles, rated well before",
            said(Verdict::Struggles),
            vec![rated_on("2026-05-31")],
            (Strained, 3.0, 3.0),
        ),
        ("rated the same day", said(Verdict::Broken), vec![rated_on("2026-06-01")], (Broken, 1.0, 1.0)),
        ("rated the next day", said(Verdict::Broken), vec![rated_on("2026-06-02")], (Sound, 5.0, 5.0)),
        ("rated after today", said(Verdict::Broken), vec![rated_on("2026-11-22")], (Broken, 1.0, 1.0)),
        ("rated later, but set aside", said(Verdict::Broken), vec![aside], (Broken, 1.0, 1.0)),
        ("measured over the day", said(Verdict::Broken), vec![measured("2026-Q2")], (Sound, 1.0, 5.0)),
        ("measured before", said(Verdict::Broken), vec![measured("2026-05")], (Broken, 1.0, 1.0)),
        (
            "measured over a year that goes on",
            said(Verdict::Broken),
            vec![measured("2026")],
            (Broken, 1.0, 1.0),
        ),
    ] {
        assert_eq!(on(map, &expectations), expected, "{what}");
    }
}

#[test]
fn the_latest_verdict_up_to_today_counts_and_on_one_day_the_worst() {
    let map = Map::default()
        .verdict_on(PAIR, Verdict::Broken, "2026-01-01", "Ana")
        .verdict_on(PAIR, Verdict::Works, "2026-06-01", "Ana")
        .verdict_on(PAIR, Verdict::Struggles, "2026-06-01", "Ben")
        .verdict_on(PAIR, Verdict::Broken, "2026-11-22", "Ana");
    let diagnosis = map.diagnose();
    let spoken = at(&diagnosis, PAIR).verdict.clone().unwrap();
    assert_eq!(
        (spoken.verdict, spoken.day, spoken.speaker.as_str()),
        (Verdict::Struggles, day("2026-06-01"), "Ben")
    );
}

#[test]
fn the_policy_moves_the_bands() {
    let strict = Map::of(&[PAIR]).policy(|policy| {
        policy.strained_from = score("3.5");
        policy.met_from = score("4.2");
        policy.exceeded_from = score("4.8");
    });
    for (value, expected) in
        [("3.49", LinkState::Broken), ("3.5", LinkState::Strained), ("4.2", LinkState::Sound)]
    {
        assert_eq!(on(strict.clone(), &[rated(value)]).0, expected, "{value}");
    }
}

#[test]
fn later_ratings_wait_for_their_day() {
    let map = Map::default().expect(
        PAIR,
        "n",
        &need("on time").rated("2026-11-22", "ana", "1").rated("2026-11-21", "ben", "5"),
    );
    let diagnosis = map.diagnose();
    let judged = at(&diagnosis, PAIR).expectations().get(&ExpectationId::new("n")).expect("it is judged");
    assert_eq!(
        (judged.score, judged.answers, judged.raters, judged.last_rated),
        (Some(5.0), 1, 1, Some(day("2026-11-21")))
    );
    assert_eq!(judged.state, ExpectationState::Met);
}

#[test]
fn counts_add_up() {
    let map = Map::of(&["a>b", "~s>a"])
        .works("b>*e")
        .struggles("a>*e")
        .broken("a>c")
        .expect("a>b", "n", &need("on time"))
        .expect("a>b", "w", &want("a smile"));
    let counts = map.diagnose().counts;
    assert_eq!((counts.teams, counts.external_customers, counts.external_suppliers), (3, 1, 1));
    assert_eq!((counts.links, counts.broken, counts.strained, counts.unknown, counts.sound), (5, 1, 1, 2, 1));
    assert_eq!((counts.needs, counts.wants, counts.needs_asked), (1, 1, 1));
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn whatever_stands_on_a_link_is_judged_in_numbers(
        expectations in proptest::collection::vec(any_expectation(), 0..5),
        others in proptest::collection::vec(any_expectation(), 0..3),
    ) {
        let mut map = Map::of(&["a>b", "b>*e", "b>a"]).complete().reports("a", "b").reports("b", "a").open_need("a", "ink");
        for (place, expectation) in expectations.iter().enumerate() {
            map = map.expect("a>b", &format!("x{place}"), expectation);
        }
        for (place, expectation) in others.iter().enumerate() {
            map = map.expect("b>*e", &format!("x{place}"), expectation);
        }
        let diagnosis = map.diagnose();
        for link in &diagnosis.links {
            prop_assert!((1.0..=5.0).contains(&link.strength.low) && link.strength.low <= link.strength.high && link.strength.high <= 5.0);
            for judged in link.expectations().values() {
                prop_assert!(judged.score.is_none_or(|score| (1.0..=5.0).contains(&score)));
                prop_assert_eq!(judged.score.is_some(), judged.answers > 0);
            }
        }
        let ids: std::collections::BTreeSet<_> = diagnosis.findings.iter().map(|finding| finding.id()).collect();
        prop_assert_eq!(ids.len(), diagnosis.findings.len());
        prop_assert!(diagnosis.findings.is_sorted_by_key(|finding| (finding.severity, finding.rule, finding.id())));
        prop_assert!(!diagnosis.findings.iter().any(|finding| finding.message().contains("NaN")));
    }
}
