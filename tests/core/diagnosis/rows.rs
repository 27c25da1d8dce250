//! Rows for the screen: what is put together, under which heading, in which words.

use proptest::prelude::*;
use throughline::diagnosis::{Class, Headings, Severity, rows};
use throughline::model::{Direction, Expectation, Source, Standard};

use super::build::{Facts, Map, ids, links, need, quantity};
use super::random::plan;

fn headings(map: &Map) -> Headings {
    rows(&map.diagnose(), &map.org)
}

fn texts(rows: &[throughline::diagnosis::Row]) -> Vec<&str> {
    rows.iter().map(|row| row.text.as_str()).collect()
}

#[test]
fn teams_cut_off_by_the_same_break_are_one_row() {
    let map = Map::of(&["a>b", "b>records", "c>records"]).broken("records>booking").works("booking>*patient");
    let headings = headings(&map);
    assert_eq!(
        texts(&headings.fix_first),
        ["Cut off: 4 teams, all by Records -> Booking.", "Booking waits for Records (Ana, 2026-06-01)."]
    );
    assert_eq!(headings.fix_first[0].severity, Severity::Critical);
    assert_eq!(headings.fix_first[0].next_step, "Mend Records -> Booking.");
    assert_eq!(ids(&headings.fix_first[0].teams), ["a", "b", "c", "records"]);
    assert_eq!(links(&headings.fix_first[0].links), ["records>booking"]);
}

#[test]
fn problems_on_one_link_are_one_row_under_the_worst() {
    let bad = |id: &str| need(id).rated("2026-03-01", "ana", "2").rated("2026-03-01", "ben", "2");
    let map = Map::default()
        .expect("lab>clinic", "fast", &bad("fast"))
        .expect("lab>clinic", "right", &bad("right"))
        .works("clinic>*patient");
    let headings = headings(&map);
    assert_eq!(headings.fix_first.len(), 2, "{headings:#?}");
    assert_eq!(
        headings.fix_first[1].text,
        "Clinic needs \"fast\" from Lab: 2 of 5 (2 answers, 2026-03-01). And 1 more problem on Lab -> Clinic."
    );
    assert!(headings.look_at.is_empty());
}

#[test]
fn gaps_go_by_whom_to_ask_and_shape_is_folded() {
    let assumed = |id: &str| Expectation { source: Source::Assumed, ..need(id) };
    let map = Map::of(&["x>y", "y>x", "z>billing"])
        .expect("lab>billing", "one", &assumed("one"))
        .expect("lab>billing", "two", &assumed("two"))
        .expect("billing>*buyer", "n", &need("n").rated("2026-03-01", "ana", "5"))
        .party("*nobody")
        .complete();
    let headings = headings(&map);
    assert_eq!(
        texts(&headings.good_to_know),
        [
            "Who serves Nobody? Not on the map yet.",
            "Ask Billing: 2 needs nobody has confirmed and 1 link without a need yet.",
            "What does Y need from X? Nobody has written it down.",
            "What does X need from Y? Nobody has written it down.",
            "Buyer values this: 5 of 5 (1 answer, 2026-03-01): \"n\" from Billing.",
        ]
    );
    assert!(headings.fix_first.is_empty() && headings.look_at.is_empty());
    assert!(
        texts(&headings.shape_of_the_map)
            .contains(&"Dead end, 2 times. For example: Who uses X's work? Not on the map yet.")
    );
}

#[test]
fn promises_behind_one_break_are_one_row() {
    let promise = |id: &str| Expectation { promised: Some(quantity(9.0)), ..need(id) };
    let map = Map::default().broken("lab>clinic").expect("clinic>*patient", "soon", &promise("soon")).expect(
        "clinic>*patient",
        "right",
        &promise("right"),
    );
    let row = headings(&map).fix_first.into_iter().find(|row| row.text.contains("promises"));
    let row = row.expect("a row");
    assert_eq!(row.text, "2 promises at risk, all by Lab -> Clinic.");
    assert_eq!(row.next_step, "Mend Lab -> Clinic first, or tell Patient what can be kept.");
    assert_eq!((ids(&row.teams)[0].as_str(), row.findings.len()), ("patient", 2));
}

#[test]
fn a_change_is_put_to_the_supplier_and_the_rest_to_the_customer() {
    let changed = |id: &str| need(id).agreed("2026-02-01").importance(5);
    let unclear = |id: &str| need(id).standard(Direction::AtLeast, 1.0);
    let map = Map::of(&["clinic>*patient"])
        .expect("lab>clinic", "one", &changed("one"))
        .expect("lab>clinic", "two", &changed("two"))
        .expect("ward>clinic", "three", &unclear("three"))
        .change("ward>clinic", "three", |facts| {
            facts.standard =
                facts.standard.take().map(|standard| Box::new(Standard { unit: String::new(), ..*standard }));
            facts.deliverable = "list".to_owned();
        })
        .with("ward>clinic", |link| link.deliverables.extend(["list".to_owned(), "report".to_owned()]));
    let headings = headings(&map);
    let texts = texts(&headings.good_to_know);
    for text in [
        "Ask Lab: 2 changes since it agreed.",
        "Ask Clinic: 1 standard without a metric or unit and 1 link with a deliverable that no need mentions.",
    ] {
        assert!(texts.contains(&text), "{texts:#?}");
    }
}

#[test]
fn nobody_is_scolded_before_anybody_was_asked() {
    let map = Map::of(&["a>b", "b>*e", "c>b"]);
    let headings = headings(&map);
    assert!(headings.fix_first.is_empty() && headings.look_at.is_empty(), "{headings:#?}");
    assert!(headings.good_to_know.iter().all(|row| row.class == Class::Gap));
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn every_finding_is_in_one_row(plan in plan()) {
        let map = plan.build(false);
        let diagnosis = map.diagnose();
        let headings = rows(&diagnosis, &map.org);
        let all = [&headings.fix_first, &headings.look_at, &headings.good_to_know, &headings.shape_of_the_map];
        let mut shown: Vec<usize> = all.iter().flat_map(|rows| rows.iter()).flat_map(|row| row.findings.clone()).collect();
        shown.sort_unstable();
        prop_assert_eq!(shown, (0..diagnosis.findings.len()).collect::<Vec<_>>());
        for row in all.iter().flat_map(|rows| rows.iter()) {
            prop_assert_eq!(row.severity, row.findings.iter().map(|place| diagnosis.findings[*place].severity).min().unwrap());
        }
    }
}

/// Fourteen teams, just drawn: a few words said, most links not asked about, the map not called complete.
#[test]
fn a_map_that_is_half_recorded_is_short_and_kind() {
    let mut map = Map::of(&[
        "sales>orders",
        "orders>planning",
        "planning>buying",
        "buying>stores",
        "stores>cutting",
        "cutting>welding",
        "welding>painting",
        "painting>assembly",
        "assembly>testing",
        "testing>packing",
        "packing>dispatch",
        "dispatch>*dealer",
        "planning>cutting",
        "repairs>*dealer",
        "testing>assembly",
        "orders>dispatch",
    ])
    .party("quality");
    map = map.broken("stores>cutting").struggles("painting>assembly").works("dispatch>*dealer");
    for at in ["orders>planning", "stores>cutting", "packing>dispatch"] {
        map = map.need(at, "n");
    }
    let diagnosis = map.diagnose();
    let first = &diagnosis.first_screen;
    assert!(first.fix_first.len() + first.ask_next.len() + first.works_well.len() <= 9);
    assert_eq!(first.customers.len(), 1);
    // Only what somebody has said is a problem; what nobody asked about is a question, and the shape of a map in the making is none.
    let said = ["stores>cutting", "painting>assembly"].map(super::build::link);
    for finding in diagnosis.findings.iter().filter(|finding| finding.class == Class::Problem) {
        let about = |link| finding.links().contains(link);
        assert!(finding.links().is_empty() || said.iter().any(about), "{finding:?}");
    }
    let silent = ["orphan", "dead-end", "rework-trap", "no-line-of-sight"];
    assert!(diagnosis.findings.iter().all(|finding| !silent.contains(&finding.rule)));
    let headings = headings(&map);
    assert!(headings.fix_first.len() <= 3, "{:?}", texts(&headings.fix_first));
    assert!(
        headings.good_to_know.iter().all(|row| row.text.ends_with(['.', '?'])),
        "{:?}",
        texts(&headings.good_to_know)
    );
}
