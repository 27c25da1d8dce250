//! Days that can hardly be meant: each is named in a finding, and nothing is counted because of it.

use throughline::diagnosis::{Class, Severity, rows};
use throughline::model::{Action, ActionId, ActionStatus, ActionSubject, Complaint, PartyId, Stage, Verdict};

use super::build::{Facts, Map, day, ids, links, need, plain};
use super::rules::check;

/// The diagnosis is made on 2026-11-21.
fn rated_on(days: &[&str]) -> Map {
    let rated = days.iter().fold(need("notes"), |need, day| need.rated(day, "ana", "1"));
    Map::of(&["b>*e"]).expect("a>b", "n", &rated)
}

#[test]
fn answers_dated_after_today_are_reported_and_not_counted() {
    let ahead = rated_on(&["2026-11-22"]);
    let quiet = [("today", rated_on(&["2026-11-21"])), ("nobody rated it", rated_on(&[]))];
    check("dated-ahead", &ahead, &["dated-ahead:a>b"], &quiet);
    let finding = ahead.only("dated-ahead");
    assert_eq!(
        finding.message(),
        "1 answer of B about A is dated 2026-11-22, after today (2026-11-21), and not counted yet."
    );
    assert_eq!((finding.class, finding.severity), (Class::Gap, Severity::Info));
    assert_eq!(ahead.diagnose().counts.broken, 0);
    let several = rated_on(&["2026-11-20", "2026-12-01", "9999-12-31"]);
    let several = several.verdict_on("a>b", Verdict::Broken, "2026-11-30", "Ana");
    assert_eq!(
        several.only("dated-ahead").message(),
        "3 answers of B about A are dated up to 9999-12-31, after today (2026-11-21), and not counted yet."
    );
}

fn action(due: Option<&str>, about: ActionSubject) -> Action {
    Action { what: "Mend it".to_owned(), about, due: due.map(day), ..Action::default() }
}

fn with_actions(actions: &[Action]) -> Map {
    let mut map = Map::of(&["a>*e"]);
    for (place, action) in actions.iter().enumerate() {
        map.org.actions.insert(ActionId::new(format!("{place}")), action.clone());
    }
    map
}

#[test]
fn an_action_due_in_the_year_9999_is_asked_about() {
    let about = || ActionSubject::Link(plain("a>e"));
    let far = with_actions(&[action(Some("9999-12-31"), about())]);
    let done = Action { status: ActionStatus::Done, ..action(Some("9999-12-31"), about()) };
    let quiet = [
        ("no day", with_actions(&[action(None, about())])),
        ("ten years", with_actions(&[action(Some("2036-11-21"), about())])),
        ("long past", with_actions(&[action(Some("0000-01-01"), about())])),
        ("done", with_actions(&[done])),
    ];
    check("far-day", &far, &["far-day"], &quiet);
    let finding = far.only("far-day");
    assert_eq!(finding.message(), "The action \"Mend it\" is due on 9999-12-31.");
    assert_eq!(finding.next_step(), "Is that the day that was meant? If not, correct it.");
    assert_eq!(links(finding.links()), ["a>e"]);
    let two = with_actions(&[
        action(Some("2036-11-23"), ActionSubject::Org),
        action(Some("2999-01-01"), about()),
        action(Some("2040-01-01"), ActionSubject::Link(plain("gone>e"))),
    ]);
    assert_eq!(
        two.only("far-day").message(),
        "The action \"Mend it\" is due on 2999-01-01. And 2 more actions are due in more than ten years."
    );
    assert_eq!(links(two.only("far-day").links()), ["a>e"], "what has left the map is not named");
}

#[test]
fn a_complaint_dated_ahead_or_due_in_the_year_9999_is_asked_about() {
    let complaint = |when: &str| Complaint::of(PartyId::new("e"), day(when), "late again");
    let due = |when: &str| Stage { due: Some(day(when)), ..Stage::default() };
    let map = |facts: Complaint| Map::of(&["a>*e"]).complaint("c", facts);
    let ahead = map(complaint("9999-12-31"));
    let quiet = [
        ("today", map(complaint("2026-11-21"))),
        ("due in ten years", map(Complaint { mended: due("2036-11-21"), ..complaint("2026-11-01") })),
    ];
    check("far-day", &ahead, &["far-day:c"], &quiet);
    let finding = ahead.only("far-day");
    assert_eq!(
        finding.message(),
        "A complaint of E is dated 9999-12-31, after today (2026-11-21), and not counted yet: \"late again\"."
    );
    assert_eq!(ids(finding.teams()), ["e"]);
    assert_eq!(ahead.diagnose().complaints.open, 0);
    let late = map(Complaint { solved: due("9999-12-31"), ..complaint("2026-11-01") });
    assert_eq!(
        late.only("far-day").message(),
        "\"problem solved\" is due on 9999-12-31, for the complaint of E: \"late again\"."
    );
    let rows = rows(&late.diagnose(), &late.org).good_to_know;
    assert!(
        rows.iter().any(|row| row.text.starts_with("\"problem solved\" is due")),
        "a row of its own: {rows:?}"
    );
}
