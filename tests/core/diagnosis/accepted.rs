//! Findings that somebody has decided to live with: quiet until the day, or until the subject changes. And what no rule may do.

use std::sync::Arc;

use proptest::prelude::*;
use throughline::diagnosis::{Finding, Severity, diagnose, fingerprint, rows};
use throughline::model::{AcceptedFinding, Complaint, Day, Org, PartyId, Stage, Verdict};

use super::build::{Facts, Map, day, need, today};
use crate::common::random_org;

/// The map with its only finding of a rule accepted.
fn accept(mut map: Map, rule: &str, until: Option<Day>) -> Map {
    let finding = map.only(rule);
    let fingerprint = fingerprint(&finding, &map.org);
    let accepted =
        AcceptedFinding { by: "Ana".to_owned(), why: "known".to_owned(), day: today(), until, fingerprint };
    map.org.accepted_findings.insert(finding.id(), accepted);
    map
}

fn is_accepted(map: &Map, rule: &str) -> bool {
    map.only(rule).accepted
}

#[test]
fn an_accepted_finding_stays_in_the_answer_and_out_of_sight() {
    let map = Map::default().broken("a>b").works("b>*e");
    let before = map.diagnose();
    assert_eq!(before.fixes[0].severity, Severity::Critical);
    let map = accept(map, "blocked", None);
    let after = map.diagnose();
    assert!(is_accepted(&map, "blocked"));
    assert_eq!(after.findings.len(), before.findings.len());
    let shown = |rows: &[throughline::diagnosis::Row]| rows.iter().any(|row| row.text.contains("waits for"));
    assert!(!shown(&rows(&after, &map.org).fix_first) && shown(&rows(&before, &map.org).fix_first));
    assert_eq!(after.counts.broken, 1, "the link is as broken as before");
    assert_eq!(after.fixes[0].severity, Severity::Critical, "it cuts a team off as before");
    let all = accept(map, "cut-off", None).diagnose();
    assert_eq!(all.fixes[0].severity, Severity::Info, "nothing is left that counts");
}

#[test]
fn a_decision_holds_until_its_last_day() {
    let map = Map::default().broken("a>b").works("b>*e");
    for (until, holds) in [("2026-11-21", true), ("2026-11-20", false), ("9999-12-31", true)] {
        assert_eq!(
            is_accepted(&accept(map.clone(), "blocked", Some(day(until))), "blocked"),
            holds,
            "{until}"
        );
    }
}

/// A change that may or may not concern what was accepted.
type Changed<'test> = (&'test str, bool, &'test dyn Fn(Map) -> Map);

fn comes_back(map: &Map, rule: &str, changes: &[Changed<'_>]) {
    let map = accept(map.clone(), rule, None);
    assert!(is_accepted(&map, rule), "{rule}");
    for (what, comes_back, change) in changes {
        assert_eq!(!is_accepted(&change(map.clone()), rule), *comes_back, "{rule}: {what}");
    }
}

#[test]
fn it_comes_back_when_its_subject_changes() {
    let rated = need("notes").rated("2026-03-01", "ana", "2");
    let map = Map::of(&["b>*e", "x>y"]).expect("a>b", "n", &rated);
    comes_back(
        &map,
        "unmet-need",
        &[
            ("another rating", true, &|map| {
                map.change("a>b", "n", |facts| *facts = facts.clone().rated("2026-05-01", "ben", "2"))
            }),
            ("other words", true, &|map| {
                map.change("a>b", "n", |facts| facts.statement = "the notes".to_owned())
            }),
            ("a note", false, &|map| map.change("a>b", "n", |facts| facts.note = "asked again".to_owned())),
            ("another need", false, &|map| map.need("a>b", "other")),
            ("another link", false, &|map| map.broken("x>y")),
        ],
    );
    let said = Map::of(&["b>*e"]).broken("a>b");
    comes_back(
        &said,
        "blocked",
        &[
            ("said again", true, &|map| map.verdict_on("a>b", Verdict::Broken, "2026-07-01", "Ana")),
            ("a need", true, &|map| map.need("a>b", "n")),
            ("a note", false, &|map| map.with("a>b", |link| link.note = "x".to_owned())),
        ],
    );
    comes_back(
        &Map::of(&["a>*e"]).party("lone").complete(),
        "orphan",
        &[
            ("another name", true, &|map| map.named("lone", "Alone")),
            ("another party", false, &|map| map.party("more").link("more>e")),
        ],
    );
    comes_back(
        &Map::of(&["a>*e"]).open_need("a", "ink"),
        "need-without-supplier",
        &[
            ("another open need", true, &|map| map.open_need("a", "paper")),
            ("another link", true, &|map| map.link("b>a")),
            ("a manager", true, &|map| map.reports("a", "boss")),
        ],
    );
    let due = Stage { due: Some(day("2026-11-01")), ..Stage::default() };
    let complaint =
        Complaint { answered: due, ..Complaint::of(PartyId::new("e"), day("2026-09-01"), "late") };
    comes_back(
        &Map::of(&["a>*e"]).complaint("c", complaint.clone()),
        "complaint-stuck",
        &[
            ("the complaint", true, &|map| {
                map.complaint("c", Complaint { words: "very late".to_owned(), ..complaint.clone() })
            }),
            ("another one", false, &|map| {
                map.complaint(
                    "d",
                    Complaint { customer: PartyId::new("x"), day: day("2027-01-01"), ..complaint.clone() },
                )
            }),
        ],
    );
}

#[test]
fn fingerprints_in_files_keep_their_meaning() {
    // These stand in files of users. A change of what is hashed makes every accepted finding come back: think twice.
    // Reckoned apart from the library, by the words of `fingerprint` and the definition of FNV-1a.
    let rated = need("notes").importance(4).rated("2026-03-01", "ana", "2").measured("2026-Q3", 1.5, Some(3));
    let map = Map::of(&["a>*e"]).expect("a>b", "n", &rated).broken("c>b").party("lone").complete();
    let of = |rule: &str| fingerprint(&map.only(rule), &map.org);
    assert_eq!(
        [of("unmet-need"), of("blocked"), of("orphan")],
        ["e513aa520b2ca7c7", "56ddad5e48616e75", "4f2ee7e3068a603e"]
    );
}

/// The same decision for every finding.
fn accept_all(org: &mut Org, findings: &[Arc<Finding>]) {
    for finding in findings {
        let fingerprint = fingerprint(finding, org);
        let accepted = AcceptedFinding {
            by: "Ana".to_owned(),
            why: "w".to_owned(),
            day: today(),
            until: None,
            fingerprint,
        };
        org.accepted_findings.insert(finding.id(), accepted);
    }
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn whatever_the_facts_the_rules_speak_plainly(org in random_org::org()) {
        prop_assume!(!format!("{org:?}").contains("NaN"));
        let diagnosis = diagnose(&org, today());
        let ids: std::collections::BTreeSet<_> = diagnosis.findings.iter().map(|finding| finding.id()).collect();
        prop_assert_eq!(ids.len(), diagnosis.findings.len());
        for finding in &diagnosis.findings {
            prop_assert!(!finding.message().contains("NaN") && !finding.next_step().contains("NaN"), "{:?}", finding);
            prop_assert!(!finding.message().trim().is_empty() && !finding.next_step().trim().is_empty());
            prop_assert!(finding.teams().iter().all(|party| org.party(party).is_some()));
            prop_assert!(finding.links().iter().all(|link| org.link(link).is_some()));
            prop_assert!(finding.links().is_sorted() || finding.rule == "cut-off");
            let has = |(link, id): (_, _)| org.link(link).is_some_and(|link| link.expectations().contains_key(id));
            prop_assert!(finding.expectations().into_iter().all(has));
        }
        let figures = diagnosis.complaints;
        prop_assert!(figures.traced_inside <= figures.traced && figures.traced <= figures.open && figures.open <= figures.all);
    }

    #[test]
    fn what_is_accepted_is_quiet_on_every_day(org in random_org::org()) {
        let mut org = org;
        org.accepted_findings.clear();
        let findings = diagnose(&org, today()).findings;
        accept_all(&mut org, &findings);
        let after = diagnose(&org, today());
        prop_assert!(after.findings.iter().all(|finding| finding.accepted));
        let headings = rows(&after, &org);
        prop_assert!(headings.fix_first.is_empty() && headings.look_at.is_empty() && headings.good_to_know.is_empty());
        prop_assert!(after.fixes.iter().all(|fix| fix.severity == Severity::Info));
        // Another day may find more, and never sees another fingerprint.
        for finding in diagnose(&org, day("2031-01-01")).findings {
            if let Some(accepted) = org.accepted_findings.get(&finding.id()) {
                let is_same = findings.iter().any(|before| (&before.id(), before.links(), &before.teams()) == (&finding.id(), finding.links(), &finding.teams()));
                prop_assert!(!is_same || accepted.fingerprint == fingerprint(&finding, &org));
            }
        }
    }
}

#[test]
fn a_finding_about_nothing_can_be_accepted_too() {
    let map = Map::default().party("a");
    let map = accept(map, "no-customer", None);
    assert!(is_accepted(&map, "no-customer"));
}
