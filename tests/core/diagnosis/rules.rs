//! One table a rule: where it speaks up, where it just does not, what it says, and that it keeps quiet when switched off.

use throughline::diagnosis::{Class, Severity, rules};
use throughline::model::{Direction, Expectation, Score, Source, Verdict};

use super::build::{Facts, Map, ids, links, need, score, want};

/// Checks a rule: the map on which it fires, with the ids found, and maps on which it does not.
pub fn check(rule: &str, fires: &Map, expected: &[&str], quiet: &[(&str, Map)]) {
    assert_eq!(fires.found(rule), expected, "{rule}");
    assert!(fires.clone().without_rule(rule).found(rule).is_empty(), "{rule} is switched off");
    for (why, map) in quiet {
        assert_eq!(map.found(rule), Vec::<String>::new(), "{rule}: {why}");
    }
}

fn assumed(statement: &str) -> Expectation {
    Expectation { source: Source::Assumed, ..need(statement) }
}

fn on(expectation: &Expectation) -> Map {
    Map::of(&["b>*e"]).expect("a>b", "n", expectation)
}

fn rated(value: &str) -> Expectation {
    need("notes by noon").rated("2026-03-01", "ana", value)
}

fn by_two(expectation: Expectation, value: &str) -> Expectation {
    expectation.rated("2026-03-02", "ben", value)
}

#[test]
fn unmet_need() {
    let fires = on(&by_two(rated("2.99"), "2.99"));
    let minor = on(&rated("1").importance(2));
    let quiet = [
        ("at the threshold", on(&rated("3"))),
        ("minor", minor),
        ("a want", on(&want("w").rated("2026-03-01", "ana", "1"))),
    ];
    check("unmet-need", &fires, &["unmet-need:a>b:n"], &quiet);
    let finding = fires.only("unmet-need");
    assert_eq!(finding.message(), "B needs \"notes by noon\" from A: 2.99 of 5 (2 answers, 2026-03-02).");
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    assert_eq!(
        (ids(finding.teams()), links(finding.links())),
        (vec!["b".to_owned(), "a".to_owned()], vec!["a>b".to_owned()])
    );
    assert_eq!(finding.expectations().len(), 1);
    assert_eq!(on(&rated("2")).only("unmet-need").severity, Severity::Medium, "one rater");
    let at_customer = Map::default().expect("b>*e", "n", &rated("2"));
    assert_eq!(at_customer.only("unmet-need").severity, Severity::High, "one step up");
    let at_customer = Map::default().expect("b>*e", "n", &by_two(rated("2"), "2"));
    assert_eq!(at_customer.only("unmet-need").severity, Severity::Critical);
    assert!(on(&rated("2")).only("unmet-need").message().contains("(1 answer, 2026-03-01)"));
}

#[test]
fn unmet_want() {
    let fires = on(&want("a smile").rated("2026-03-01", "ana", "2.5"));
    let quiet = [
        ("at the threshold", on(&want("w").rated("2026-03-01", "ana", "3"))),
        ("a need", on(&rated("1"))),
        ("unrated", on(&want("w"))),
    ];
    check("unmet-want", &fires, &["unmet-want:a>b:n"], &quiet);
    let finding = fires.only("unmet-want");
    assert_eq!(
        finding.message(),
        "B would like \"a smile\" from A. The job gets done, but it does not feel good. 2.5 of 5 (1 answer, 2026-03-01)."
    );
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::Medium));
}

#[test]
fn standard_missed() {
    let measured =
        |value: f64| need("n").standard(Direction::AtLeast, 90.0).measured("2026-Q3", value, Some(40));
    let fires = on(&measured(89.5));
    let improved = measured(80.0).measured("2026-10", 91.0, None);
    let unfinished = need("n").standard(Direction::AtLeast, 90.0).measured("2026", 10.0, None);
    let quiet = [
        ("at the target", on(&measured(90.0))),
        ("better since", on(&improved)),
        ("the year goes on", on(&unfinished)),
        ("at most", on(&need("n").standard(Direction::AtMost, 90.0).measured("2026-Q3", 89.5, None))),
    ];
    check("standard-missed", &fires, &["standard-missed:a>b:n"], &quiet);
    let finding = fires.only("standard-missed");
    assert_eq!(finding.message(), "ready on time: target 90 %, measured 89.5 % (2026-Q3, n = 40).");
    let agreed = on(&measured(89.5).agreed("2026-02-01"));
    assert!(agreed.only("standard-missed").message().contains("agreed 90 %"));
    let changed = on(&measured(89.5).agreed("2026-02-01").importance(5));
    assert!(changed.only("standard-missed").message().contains("target 90 %"), "changed since");
    assert_eq!(finding.severity, Severity::High);
}

#[test]
fn blocked_and_slowed() {
    let said = |verdict| Map::of(&["b>*e"]).verdict("a>b", verdict);
    let overtaken = said(Verdict::Broken).expect("a>b", "n", &need("n").rated("2026-06-02", "ana", "5"));
    check(
        "blocked",
        &said(Verdict::Broken),
        &["blocked:a>b"],
        &[("struggles", said(Verdict::Struggles)), ("overtaken", overtaken)],
    );
    check(
        "slowed",
        &said(Verdict::Struggles),
        &["slowed:a>b"],
        &[("broken", said(Verdict::Broken)), ("works", said(Verdict::Works))],
    );
    let finding = said(Verdict::Broken).only("blocked");
    assert_eq!(
        (finding.message().as_str(), finding.severity),
        ("B waits for A (Ana, 2026-06-01).", Severity::High)
    );
    assert_eq!(said(Verdict::Struggles).only("slowed").severity, Severity::Medium);
    let nobody = Map::default().verdict_on("b>*e", Verdict::Broken, "2026-06-01", " ");
    assert_eq!(nobody.only("blocked").message(), "E waits for B (2026-06-01).");
    assert_eq!(nobody.only("blocked").severity, Severity::Critical);
}

#[test]
fn cut_off() {
    let fires = Map::of(&["a>b"]).broken("b>*e");
    let around = fires.clone().link("a>*e");
    assert_eq!(around.found("cut-off"), ["cut-off:b"]);
    let quiet = [
        ("another way", fires.clone().link("b>c").link("c>*e")),
        ("never led there", Map::default().broken("a>b").link("c>*e")),
    ];
    check("cut-off", &fires, &["cut-off:a", "cut-off:b"], &quiet);
    let finding = &fires.findings("cut-off")[0];
    assert_eq!(finding.message(), "Every route from A to a customer crosses a broken link.");
    assert_eq!((finding.severity, links(finding.links())), (Severity::Critical, vec!["b>e".to_owned()]));
    assert!(Map::default().broken("~s>*e").found("cut-off").is_empty(), "a supplier is no team");
}

#[test]
fn only_broken_deliveries() {
    let fires = Map::default().broken("a>*e").broken("b>*e");
    check(
        "only-broken-deliveries",
        &fires,
        &["only-broken-deliveries:e"],
        &[("one struggles", fires.clone().struggles("c>*e")), ("none", Map::of(&["*e>a"]))],
    );
    let finding = fires.only("only-broken-deliveries");
    assert_eq!(
        (finding.message().as_str(), finding.severity),
        ("E: 2 of 2 services fail.", Severity::Critical)
    );
    assert_eq!(links(finding.links()), ["a>e", "b>e"]);
}

#[test]
fn nothing_recorded() {
    let fires = Map::of(&["a>*e"]);
    let quiet = [("a need", fires.clone().need("a>*e", "n")), ("a verdict", fires.clone().works("a>*e"))];
    check("nothing-recorded", &fires, &["nothing-recorded:a>e"], &quiet);
    let finding = fires.only("nothing-recorded");
    assert_eq!(finding.message(), "What does E need from A? Nobody has written it down.");
    assert_eq!((finding.class, finding.severity), (Class::Gap, Severity::Info));
    assert_eq!(fires.expect("a>*e", "w", &want("w")).found("nothing-recorded").len(), 1, "a want is no need");
}

#[test]
fn never_asked() {
    let asking = |expectation: &Expectation| on(expectation).expect("b>*e", "other", &rated("5"));
    let quiet = [
        ("asked", asking(&need("n"))),
        ("rated", asking(&assumed("n").rated("2026-03-01", "ana", "4"))),
        ("nobody has been asked anything", on(&assumed("n"))),
        ("a want", asking(&Expectation { source: Source::Assumed, ..want("w") })),
    ];
    check("never-asked", &asking(&assumed("ink")), &["never-asked:a>b:n"], &quiet);
    assert_eq!(
        asking(&assumed("ink")).only("never-asked").message(),
        "Our assumption; B has not confirmed it: \"ink\" from A."
    );
}

#[test]
fn no_standard() {
    let broken = |expectation: Expectation| on(&expectation).broken("a>b");
    let with = need("n").importance(4).standard(Direction::AtLeast, 1.0);
    let quiet = [
        ("importance 3", broken(need("n"))),
        ("a standard", broken(with)),
        ("the link works", on(&need("n").importance(5)).works("a>b")),
        ("nobody knows", on(&need("n").importance(5))),
    ];
    check("no-standard", &broken(need("ink").importance(4)), &["no-standard:a>b:n"], &quiet);
    assert_eq!(
        broken(need("ink").importance(4)).only("no-standard").message(),
        "How would B and A know that it is good enough? \"ink\" has no standard."
    );
    assert_eq!(on(&need("n").importance(4)).struggles("a>b").found("no-standard").len(), 1);
}

#[test]
fn stale() {
    let last = |when: &str| on(&need("ink").rated("2024-01-01", "ben", "4").rated(when, "ana", "4"));
    check(
        "stale",
        &last("2025-11-20"),
        &["stale:a>b:n"],
        &[("365 days", last("2025-11-21")), ("unrated", on(&need("n")))],
    );
    assert_eq!(
        last("2025-11-20").only("stale").message(),
        "B was last asked on 2025-11-20, about \"ink\" from A."
    );
    assert_eq!(last("2026-11-01").policy(|policy| policy.stale_after_days = 10).found("stale").len(), 1);
}

#[test]
fn need_without_supplier() {
    let fires = Map::of(&["a>*e"]).open_need("a", "paper").open_need("a", "ink");
    check("need-without-supplier", &fires, &["need-without-supplier:a"], &[("none", Map::of(&["a>*e"]))]);
    assert_eq!(fires.only("need-without-supplier").message(), "A needs \"ink\" and \"paper\". From whom?");
}

#[test]
fn no_customer() {
    let fires = Map::of(&["a>b", "b>a", "b>c"]).complete();
    check("no-customer", &fires, &["no-customer"], &[("there is one", fires.clone().party("*e"))]);
    assert!(fires.found("dead-end").is_empty(), "without a customer everybody would be at a dead end");
    assert_eq!(fires.found("rework-trap"), ["rework-trap:a"], "nothing gets out all the same");
    assert_eq!(Map::default().found("no-customer"), ["no-customer"]);
}

#[test]
fn unserved_customer() {
    let fires = Map::of(&["*e>a", "a>*f"]);
    check("unserved-customer", &fires, &["unserved-customer:e"], &[("served", Map::of(&["a>*e"]))]);
    assert_eq!(fires.only("unserved-customer").message(), "Who serves E? Not on the map yet.");
}

#[test]
fn no_support() {
    let fires = Map::of(&["a>*e"]).reports("a", "boss");
    let quiet = [
        ("the manager serves it", fires.clone().link("boss>a")),
        ("not at the front", Map::of(&["a>b", "b>*e"]).reports("a", "boss")),
        ("reports to nobody", Map::of(&["a>*e"])),
    ];
    check("no-support", &fires, &["no-support:a"], &quiet);
    let finding = fires.only("no-support");
    assert_eq!(finding.message(), "What does A need from Boss? Nobody has asked.");
    assert_eq!(ids(finding.teams()), ["a", "boss"]);
}

#[test]
fn orphan() {
    let fires = Map::of(&["a>*e"]).party("lone").complete();
    check(
        "orphan",
        &fires,
        &["orphan:lone"],
        &[("the map is not complete", Map::of(&["a>*e"]).party("lone"))],
    );
    let finding = fires.only("orphan");
    assert_eq!(finding.message(), "Lone has no customer and no supplier on the map yet.");
    assert_eq!((finding.class, finding.severity), (Class::Structure, Severity::Low));
}

#[test]
fn dead_end() {
    let fires = Map::of(&["a>*e", "a>b", "*e>c"]).complete();
    let quiet =
        [("not complete", Map::of(&["a>*e", "a>b"])), ("a supplier", Map::of(&["a>*e", "a>~s"]).complete())];
    check("dead-end", &fires, &["dead-end:b", "dead-end:c"], &quiet);
    assert_eq!(fires.findings("dead-end")[0].message(), "Who uses B's work? Not on the map yet.");
}

#[test]
fn rework_trap() {
    let fires = Map::of(&["a>*e", "a>b", "b>c", "c>b"]).complete();
    let quiet =
        [("it gets out", fires.clone().link("c>*e")), ("not complete", Map::of(&["a>*e", "b>c", "c>b"]))];
    check("rework-trap", &fires, &["rework-trap:b"], &quiet);
    let finding = fires.only("rework-trap");
    assert_eq!(finding.message(), "Work goes round B, C and never gets out to a customer.");
    assert_eq!(ids(finding.teams()), ["b", "c"]);
}

#[test]
fn rework_loop() {
    let fires = Map::of(&["a>b", "b>a", "b>*e"]);
    let quiet = [("no loop", Map::of(&["a>b", "b>*e"])), ("over the customer", Map::of(&["a>*e", "*e>a"]))];
    check("rework-loop", &fires, &["rework-loop:a"], &quiet);
    let finding = fires.only("rework-loop");
    assert_eq!(finding.message(), "Work may circle between A, B.");
    assert_eq!((finding.class, finding.severity), (Class::Structure, Severity::Low));
    let broken = fires.broken("b>a").only("rework-loop");
    assert_eq!((broken.class, broken.severity), (Class::Problem, Severity::Medium));
    let long = Map::of(&["a>b", "b>c", "c>d", "d>e", "f>a", "d>b", "f>*x"]).broken("e>f").broken("c>d");
    assert_eq!(
        long.only("rework-loop").message(),
        "Work may circle between 6 teams, for example C -> D -> B -> C."
    );
}

#[test]
fn single_point() {
    let fires = Map::of(&["a>c", "b>c", "c>*e"]);
    let quiet = [
        ("each has a second way", fires.clone().link("a>*e").link("b>*e")),
        ("a supplier alone depends", Map::of(&["~s>c", "c>*e"])),
        ("the point is no team", Map::of(&["a>~s", "~s>*e"])),
    ];
    check("single-point", &fires, &["single-point:c"], &quiet);
    assert_eq!(
        fires.only("single-point").message(),
        "Is there a deputy for C? 2 teams reach the customer only through it."
    );
}

#[test]
fn single_bridge() {
    let fires = Map::of(&["a>c", "c>d", "d>*e", "c>a"]);
    let quiet =
        [("nobody else depends", Map::of(&["c>*e"])), ("a second way", Map::of(&["a>c", "c>*e", "c>*f"]))];
    check("single-bridge", &fires, &["single-bridge:c>d", "single-bridge:d>e"], &quiet);
    let finding = &fires.findings("single-bridge")[0];
    assert_eq!(finding.message(), "1 team depends on this one hand-over: C -> D.");
    assert_eq!(ids(finding.teams()), ["c", "d"]);
}

#[test]
fn looking_upward() {
    let fires = Map::of(&["a>boss", "a>chief", "b>*e"]).reports("a", "boss").reports("boss", "chief");
    let quiet = [
        ("another customer", fires.clone().link("a>b")),
        ("no customers", Map::of(&["b>a"]).reports("a", "boss")),
    ];
    check("looking-upward", &fires, &["looking-upward:a"], &quiet);
    assert_eq!(
        fires.only("looking-upward").message(),
        "Only Boss and Chief are recorded as A's customers. Who else?"
    );
    let round = Map::of(&["a>b"]).reports("a", "b").reports("b", "a");
    assert_eq!(round.only("looking-upward").message(), "Only B is recorded as A's customer. Who else?");
}

#[test]
fn duplicate() {
    let fires = Map::of(&["x>*e"]).named("y", "Finance").named("z", "FINANCE-team");
    check(
        "duplicate",
        &fires,
        &["duplicate:y"],
        &[("another name", Map::of(&["x>*e"]).named("y", "Finance").named("z", "Financier"))],
    );
    let finding = fires.only("duplicate");
    assert_eq!(finding.message(), "One team or two: Finance, FINANCE-team?");
    assert_eq!(ids(finding.teams()), ["y", "z"]);
}

#[test]
fn hidden_strength() {
    let own = |value: &str, own: &str| {
        let own_rating: Option<Score> = Some(score(own));
        on(&Expectation { own_rating, ..rated(value) })
    };
    let quiet = [
        ("just below two points", own("4.19", "2.2")),
        ("met, not exceeded", on(&rated("4.49"))),
        ("a want", on(&want("w").rated("2026-03-01", "ana", "5"))),
    ];
    check("hidden-strength", &own("4.2", "2.2"), &["hidden-strength:a>b:n"], &quiet);
    check("hidden-strength", &on(&rated("4.5")), &["hidden-strength:a>b:n"], &[]);
    let finding = own("4.2", "2.2").only("hidden-strength");
    assert_eq!(
        finding.message(),
        "B values this: 4.2 of 5 (1 answer, 2026-03-01): \"notes by noon\" from A."
    );
    assert_eq!((finding.class, finding.severity), (Class::Good, Severity::Info));
}

#[test]
fn the_catalogue_names_each_rule_once() {
    let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), 39);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 39);
    for rule in rules() {
        assert!(rule.explanation.ends_with('.') && !rule.name.is_empty(), "{}", rule.id);
    }
}

#[test]
fn ids_of_findings_keep_strange_ids_apart() {
    let map = Map::default().named("*e>x", "E").named("a:b", "A").named("a%3Ab", "A2");
    let found = map.found("unserved-customer");
    assert_eq!(found, ["unserved-customer:e%3Ex"]);
    let links = Map::of(&["a:b>c", "a%3Ab>c"]).found("nothing-recorded");
    assert_eq!(links, ["nothing-recorded:a%253Ab>c", "nothing-recorded:a%3Ab>c"]);
}
