//! One table a rule, as in `rules`: those that hold promises, own views, counts and marks of conflict against each other.

use throughline::diagnosis::{Class, Severity};
use throughline::model::{
    Dimension, Direction, Expectation, ExpectationId, ExpectationRef, QualityCount, QualityTarget, RatingKey,
    ServiceWindow, Standard,
};

use super::build::{Facts, Map, day, ids, links, need, plain, quantity, score, want};
use super::rules::check;

fn on(expectation: &Expectation) -> Map {
    Map::of(&["b>*e"]).expect("a>b", "n", expectation)
}

#[test]
fn over_promise() {
    let measured = |value: f64| {
        need("notes").standard(Direction::AtLeast, 80.0).measured("2026-Q3", value, Some(40)).promised(95.0)
    };
    let fires = on(&measured(94.9));
    let at_most = |value: f64| {
        on(&need("n").standard(Direction::AtMost, 9.0).measured("2026-Q3", value, None).promised(5.0))
    };
    let quiet = [
        ("just kept", on(&measured(95.0))),
        ("at most, just kept", at_most(5.0)),
        ("no standard, so nobody knows which side is good", {
            on(&Expectation { standard: None, ..measured(1.0) })
        }),
        ("nothing promised", on(&Expectation { promised: None, ..measured(1.0) })),
        ("not measured yet", on(&need("n").standard(Direction::AtLeast, 1.0).promised(5.0))),
        ("set aside", on(&Expectation { disputed: true, ..measured(1.0) })),
    ];
    check("over-promise", &fires, &["over-promise:a>b:n"], &quiet);
    let finding = fires.only("over-promise");
    assert_eq!(
        finding.message(),
        "Promised 95 %, measured 94.9 % (2026-Q3, n = 40): ready on time, from A to B."
    );
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    assert_eq!(at_most(5.1).found("over-promise").len(), 1);
    let at_customer = Map::default().expect("b>*e", "n", &measured(1.0));
    assert_eq!(at_customer.only("over-promise").severity, Severity::Critical);
    let huge = on(&need("n").standard(Direction::AtLeast, 1e308).measured("2026", 0.0, None).promised(1e308));
    assert_eq!(huge.found("over-promise"), Vec::<String>::new(), "the year goes on");
}

#[test]
fn blind_spot() {
    let seen = |own: &str, value: &str| {
        let own_rating = Some(score(own));
        on(&Expectation { own_rating, ..need("notes").rated("2026-03-01", "ana", value) })
    };
    let from = |threshold: f64, map: Map| map.policy(|policy| policy.two_views_from = quantity(threshold));
    let quiet = [
        ("just below two points", seen("4.5", "2.51")),
        ("the other way round", seen("2", "5")),
        ("nobody else was asked", on(&Expectation { own_rating: Some(score("5")), ..need("n") })),
        ("the supplier was not asked", on(&need("n").rated("2026-03-01", "ana", "1"))),
        ("the policy allows more", from(4.0, seen("5", "1.01"))),
        ("equal views are one view", from(0.0, seen("3", "3"))),
    ];
    check("blind-spot", &seen("4.5", "2.5"), &["blind-spot:a>b:n"], &quiet);
    let finding = seen("4.5", "2.5").only("blind-spot");
    assert_eq!(finding.message(), "Two views: A 4.5, B 2.5 of 5 (1 answer, 2026-03-01): \"notes\".");
    assert_eq!(finding.severity, Severity::Medium);
    assert_eq!(finding.next_step(), "Bring A and B into one room.");
    for (threshold, own, value) in [(4.0, "5", "1"), (0.0, "3.01", "3"), (0.3, "4.5", "4.2")] {
        assert_eq!(from(threshold, seen(own, value)).found("blind-spot").len(), 1, "{threshold}");
    }
}

/// Adds a side of the experience to a rating.
fn felt(mut facts: Expectation, when: &str, rater: &str, sides: &[(Dimension, &str)]) -> Expectation {
    let key = RatingKey { day: day(when), rater: rater.to_owned() };
    let rating = facts.ratings.get_mut(&key).expect("rated");
    rating.dimensions = sides.iter().map(|(side, value)| (*side, score(value))).collect();
    facts
}

#[test]
fn poor_experience() {
    let once = |result: &str, side: &str| {
        let rated = need("notes").rated_by_many("2026-03-01", "ana", result, 3);
        felt(rated, "2026-03-01", "ana", &[(Dimension::Timeliness, side)])
    };
    let better = once("4", "1").rated("2026-04-01", "ana", "4");
    let later =
        felt(need("n").rated("2026-12-01", "ana", "5"), "2026-12-01", "ana", &[(Dimension::Quality, "1")]);
    let quiet = [
        ("the result is not right either", on(&once("3.99", "2"))),
        ("all sides are bearable", on(&once("5", "2.01"))),
        ("it was better the last time", on(&better)),
        ("after today", on(&later)),
        ("only the result was rated", on(&need("n").rated("2026-03-01", "ana", "5"))),
    ];
    check("poor-experience", &on(&once("4", "2")), &["poor-experience:a>b:n"], &quiet);
    let finding = on(&once("4", "2")).only("poor-experience");
    assert_eq!(
        finding.message(),
        "The result is right; timeliness is not: \"notes\" from A to B, 2 of 5 (3 answers, 2026-03-01)."
    );
    assert_eq!(finding.severity, Severity::Low);
    let two = felt(
        once("4", "2").rated("2026-03-05", "ben", "5"),
        "2026-03-05",
        "ben",
        &[(Dimension::Timeliness, "1"), (Dimension::Friendliness, "1.5"), (Dimension::Quality, "5")],
    );
    assert_eq!(
        on(&two).only("poor-experience").message(),
        "The result is right; friendliness and timeliness are not: \"notes\" from A to B, friendliness 1.5 of 5 and \
         timeliness 1.75 of 5 (4 answers, 2026-03-05)."
    );
    assert_eq!(
        Map::default().expect("b>*e", "n", &once("4", "2")).only("poor-experience").severity,
        Severity::Medium
    );
}

fn counted(period: &str, count: QualityCount, target: Option<QualityTarget>) -> Map {
    Map::of(&["b>*e"]).with("a>b", |link| {
        link.quality.insert(period.parse().expect(period), count);
        link.quality_target = target;
    })
}

#[test]
fn low_yield() {
    let defects = |defects: u64| QualityCount::Defects { units: 1_000, opportunities: 4, defects };
    let accurate = |percent: f64| QualityCount::CompleteAndAccurate(quantity(percent));
    let dpmo = |most: f64| Some(QualityTarget::Dpmo(quantity(most)));
    let percent = |least: f64| Some(QualityTarget::CompleteAndAccurate(quantity(least)));
    let fires = counted("2026-Q3", defects(21), dpmo(5_000.0));
    let better = fires.clone().with("a>b", |link| {
        link.quality.insert("2026-10".parse().expect("a month"), defects(20));
    });
    let quiet = [
        ("just good enough", counted("2026-Q3", defects(20), dpmo(5_000.0))),
        ("better since", better),
        ("the year goes on", counted("2026", defects(4_000), dpmo(1.0))),
        ("no target", counted("2026-Q3", defects(4_000), None)),
        ("never counted", Map::of(&["a>b", "b>*e"]).with("a>b", |link| link.quality_target = dpmo(0.0))),
        ("accurate enough", counted("2026-Q3", accurate(99.5), percent(99.5))),
        ("defects against a percentage", counted("2026-Q3", defects(20), percent(99.5))),
        ("a percentage against defects", counted("2026-Q3", accurate(99.5), dpmo(5_000.0))),
    ];
    check("low-yield", &fires, &["low-yield:a>b"], &quiet);
    let finding = fires.only("low-yield");
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    for (count, target, message) in [
        (
            defects(21),
            dpmo(5_000.0),
            "A -> B: 5250 defects per million (21 in 1000 x 4, 2026-Q3); the target is 5000.",
        ),
        (
            accurate(99.4),
            percent(99.5),
            "A -> B: 99.4 % complete and accurate (2026-Q3); the target is 99.5 %.",
        ),
        (
            defects(40),
            percent(99.5),
            "A -> B: 99 % without a defect (40 in 1000 x 4, 2026-Q3); the target is 99.5 %.",
        ),
        (
            accurate(99.0),
            dpmo(5_000.0),
            "A -> B: 10000 defects per million (99 % complete and accurate, 2026-Q3); the target is 5000.",
        ),
    ] {
        assert_eq!(counted("2026-Q3", count, target).only("low-yield").message(), message);
    }
}

#[test]
fn changed_since_agreed() {
    let agreed = need("notes by noon").agreed("2026-02-01");
    let fires = on(&Expectation { statement: "notes by ten".to_owned(), ..agreed.clone() });
    let quiet = [
        ("as agreed", on(&agreed)),
        ("a note is no change", on(&Expectation { note: "x".to_owned(), ..agreed.clone() })),
        ("never agreed", on(&need("n"))),
        ("agreed after today", on(&need("n").agreed("2026-12-01").importance(5))),
        ("set aside", on(&Expectation { disputed: true, ..agreed.clone().importance(5) })),
    ];
    check("changed-since-agreed", &fires, &["changed-since-agreed:a>b:n"], &quiet);
    let finding = fires.only("changed-since-agreed");
    assert_eq!(finding.message(), "Changed since A agreed on 2026-02-01: \"notes by ten\" for B.");
    assert_eq!(finding.next_step(), "Ask A whether it agrees to the change. It agreed to: notes by noon !3.");
    assert_eq!((finding.class, ids(finding.teams())), (Class::Gap, vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(on(&agreed.standard(Direction::AtLeast, 9.0)).found("changed-since-agreed").len(), 1);
}

fn mark(at: &str, id: &str) -> ExpectationRef {
    ExpectationRef { link: plain(at), expectation: ExpectationId::new(id) }
}

fn against(statement: &str, marks: &[ExpectationRef]) -> Expectation {
    Expectation { conflicts: marks.iter().cloned().collect(), ..need(statement) }
}

#[test]
fn conflicting_needs() {
    let two = |first: &Expectation, second: &Expectation| {
        Map::of(&["b>*e"]).expect("a>c", "slow", second).expect("a>b", "fast", first)
    };
    let fires = two(&against("in an hour", &[mark("a>c", "slow")]), &need("checked twice"));
    let expected = ["conflicting-needs:a>b:fast:a>c:slow"];
    let other_supplier = Map::of(&["b>*e"]).expect("x>c", "slow", &need("s")).expect(
        "a>b",
        "fast",
        &against("f", &[mark("x>c", "slow")]),
    );
    let aside = Expectation { window: ServiceWindow::Out { told: None }, ..need("s") };
    let quiet = [
        ("gone", two(&against("f", &[mark("a>c", "gone"), mark("a>x", "slow")]), &need("s"))),
        ("with itself", two(&against("f", &[mark("a>b", "fast")]), &need("s"))),
        ("another supplier", other_supplier),
        ("set aside", two(&against("f", &[mark("a>c", "slow")]), &aside)),
    ];
    check("conflicting-needs", &fires, &expected, &quiet);
    let finding = fires.only("conflicting-needs");
    assert_eq!(
        finding.message(),
        "B and C need opposite things from A: \"in an hour\" and \"checked twice\"."
    );
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::Medium));
    assert_eq!(
        (ids(finding.teams()), links(finding.links()), finding.expectations().len()),
        (["a", "b", "c"].map(str::to_owned).to_vec(), vec!["a>b".to_owned(), "a>c".to_owned()], 2)
    );
    let other_way = two(&need("f"), &against("s", &[mark("a>b", "fast")]));
    assert_eq!(other_way.found("conflicting-needs"), expected);
    let both = two(&against("f", &[mark("a>c", "slow")]), &against("s", &[mark("a>b", "fast")]));
    assert_eq!(both.found("conflicting-needs"), expected, "one finding a pair");
    let one_customer = on(&against("fast", &[mark("a>b", "o")])).expect("a>b", "o", &want("slow"));
    let finding = one_customer.only("conflicting-needs");
    assert_eq!(finding.message(), "B needs opposite things from A: \"fast\" and \"slow\".");
    assert_eq!((finding.links().len(), ids(finding.teams())), (1, vec!["a".to_owned(), "b".to_owned()]));
    let outside = Map::default().need("a>*e", "o").expect("a>b", "n", &against("n", &[mark("a>e", "o")]));
    assert_eq!(outside.only("conflicting-needs").severity, Severity::High, "one step up");
}

#[test]
fn unwanted_output() {
    let about = |deliverable: &str| Expectation { deliverable: deliverable.to_owned(), ..need("n") };
    let handed = |map: Map, deliverables: &[&str]| {
        map.with("a>b", |link| link.deliverables.extend(deliverables.iter().map(ToString::to_string)))
    };
    let fires = handed(on(&about("List")), &["list", "monthly report"]);
    let quiet = [
        ("each is named", handed(on(&about("list")), &["list"])),
        ("nobody names any", handed(on(&about(" ")), &["list"])),
        ("no deliverables", on(&about("list"))),
        ("named only by what is set aside", {
            handed(on(&Expectation { disputed: true, ..about("list") }), &["list", "report"])
        }),
    ];
    check("unwanted-output", &fires, &["unwanted-output:a>b"], &quiet);
    let finding = fires.only("unwanted-output");
    assert_eq!(finding.message(), "Is \"monthly report\" from A to B used? No need mentions it.");
    assert_eq!((finding.class, finding.severity), (Class::Gap, Severity::Info));
    assert_eq!(
        handed(fires, &["graph"]).only("unwanted-output").message(),
        "Are \"graph\" and \"monthly report\" from A to B used? No need mentions them."
    );
}

#[test]
fn no_line_of_sight() {
    let fires = Map::of(&["c>*e", "a>b"]).need("a>b", "n").complete();
    let quiet = [
        ("the map is not complete", Map::of(&["c>*e"]).need("a>b", "n")),
        ("it gets out", fires.clone().link("b>c")),
        ("nothing is expected", Map::of(&["c>*e", "a>b"]).complete()),
    ];
    check("no-line-of-sight", &fires, &["no-line-of-sight:a>b:n"], &quiet);
    let nobody_outside = Map::default().need("a>b", "n").complete();
    assert_eq!(nobody_outside.found("no-line-of-sight"), ["no-line-of-sight:a>b:n"]);
    let finding = fires.only("no-line-of-sight");
    assert_eq!(
        finding.message(),
        "Which external customer does this serve in the end? B expects \"n\" from A."
    );
    assert_eq!((finding.class, finding.severity), (Class::Structure, Severity::Low));
}

#[test]
fn promise_at_risk() {
    let promise = need("seen on time").promised(9.0);
    let fires = Map::default().broken("a>b").link("b>c").broken("x>c").expect("c>*e", "n", &promise);
    let quiet = [
        ("nothing promised", Map::default().broken("a>b").need("b>*e", "n")),
        ("a sound link between", Map::default().broken("a>b").works("b>c").expect("c>*e", "n", &promise)),
        ("broken itself", Map::of(&["a>b"]).works("a>b").broken("b>*e").expect("b>*e", "n", &promise)),
        ("promised inside", Map::of(&["b>*e"]).broken("x>a").expect("a>b", "n", &promise)),
        ("support", Map::default().broken("it>b").support("it>b").expect("b>*e", "n", &promise)),
        ("from a customer", Map::default().broken("a>*f").expect("*f>*e", "n", &promise)),
        (
            "agreed after today",
            Map::default().broken("a>b").expect("b>*e", "n", &need("n").agreed("2026-12-01")),
        ),
    ];
    check("promise-at-risk", &fires, &["promise-at-risk:c>e:n"], &quiet);
    let finding = fires.only("promise-at-risk");
    assert_eq!(
        finding.message(),
        "Promised to E, but X -> C behind it is broken: \"seen on time\" from C.",
        "the nearest"
    );
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    assert_eq!(
        (ids(finding.teams()), links(finding.links())),
        (["e", "c", "x"].map(str::to_owned).to_vec(), vec!["c>e".to_owned(), "x>c".to_owned()])
    );
    let agreed = Map::default().broken("a>b").expect("b>*e", "n", &need("n").agreed("2026-02-01"));
    assert_eq!(agreed.found("promise-at-risk").len(), 1);
    let round = Map::default().broken("a>b").broken("b>a").expect("b>*e", "n", &promise);
    assert_eq!(links(round.only("promise-at-risk").links()), ["a>b", "b>e"]);
    let from_outside = Map::default().broken("*f>b").expect("b>*e", "n", &promise);
    assert_eq!(from_outside.found("promise-at-risk").len(), 1, "bad input from outside");
}

#[test]
fn overload() {
    let star = |teams: &[&str]| {
        teams.iter().fold(Map::of(&["hub>*e"]), |map, team| map.link(&format!("{team}>hub")))
    };
    let fires = star(&["a", "b", "c", "d", "f", "g", "h"]);
    let quiet = [
        ("seven teams", star(&["a", "b", "c", "d", "f", "g"])),
        ("all alike", Map::of(&["a>b", "b>c", "c>d", "d>f", "f>g", "g>h", "h>i", "i>a"])),
        (
            "no links",
            ["a", "b", "c", "d", "f", "g", "h", "i"].iter().fold(Map::default(), |map, team| map.party(team)),
        ),
    ];
    check("overload", &fires, &["overload:hub"], &quiet);
    let finding = fires.only("overload");
    assert_eq!(finding.message(), "Hub carries 8 links; the mean of 8 teams is 1.9.");
    assert_eq!((finding.class, finding.severity), (Class::Structure, Severity::Low));
    // Nine teams with one link each and one with k: at k = 1 + 2 x 3 x ... it is above for every k > 1, for (k - 1) x 0.9 > 0.6 x (k - 1).
    let two_hubs = star(&["a", "b", "c", "d"])
        .link("f>*e")
        .link("a>f")
        .link("b>f")
        .link("c>f")
        .link("d>f")
        .link("g>*e")
        .link("h>*e");
    assert_eq!(
        two_hubs.found("overload"),
        Vec::<String>::new(),
        "5, 5, 2, 2, 2, 2, 1, 1: mean 2.5, deviation 1.5"
    );
}

#[test]
fn standard_without_unit() {
    let standard = |metric: &str, unit: &str| {
        let mut facts = need("notes").standard(Direction::AtLeast, 1e308);
        let (metric, unit) = (metric.to_owned(), unit.to_owned());
        facts.standard = facts.standard.map(|standard| Box::new(Standard { metric, unit, ..*standard }));
        on(&facts)
    };
    check(
        "standard-without-unit",
        &standard("time to answer", " "),
        &["standard-without-unit:a>b:n"],
        &[("complete", standard("time", "hours")), ("no standard", on(&need("n")))],
    );
    for (metric, unit, message) in [
        ("time to answer", " ", "In what is time to answer counted? \"notes\" from A to B."),
        ("", "hours", "What is measured for \"notes\" from A to B?"),
        ("", "", "What is measured for \"notes\" from A to B, and in what?"),
    ] {
        let finding = standard(metric, unit).only("standard-without-unit");
        assert_eq!((finding.message().as_str(), finding.class), (message, Class::Gap));
    }
}
