//! Complaints: when they are stuck, when they have come back, and which probable causes they lead to.

use proptest::prelude::*;
use throughline::diagnosis::{Class, ComplaintFigures, FixKind, Severity, rows};
use throughline::model::{Complaint, ExpectationId, PartyId, Stage};

use super::build::{Map, day, ids, links, plain, today};
use super::random::plan;
use super::rules::check;
use super::twin;

fn complaint(when: &str) -> Complaint {
    Complaint::of(PartyId::new("e"), day(when), "late again")
}

fn done(when: &str) -> Stage {
    Stage { done: Some(day(when)), ..Stage::default() }
}

fn due(when: &str) -> Stage {
    Stage { due: Some(day(when)), ..Stage::default() }
}

fn map(complaint: Complaint) -> Map {
    Map::of(&["a>*e"]).complaint("c", complaint)
}

/// On the link that enters the customer.
fn on_link(complaint: Complaint) -> Complaint {
    Complaint { link: Some(plain("a>e")), ..complaint }
}

#[test]
fn complaint_stuck() {
    let open = || complaint("2026-09-01");
    let late = || Complaint { answered: due("2026-11-20"), ..open() };
    let quiet = [
        ("nothing is due", map(open())),
        ("due today", map(Complaint { answered: due("2026-11-21"), ..open() })),
        ("due in 9999", map(Complaint { solved: due("9999-12-31"), ..open() })),
        ("done although late", {
            map(Complaint { answered: Stage { done: Some(today()), ..due("2026-11-01") }, ..open() })
        }),
        ("30 days after the answer", map(Complaint { answered: done("2026-10-22"), ..open() })),
        ("after today", map(Complaint { answered: due("2026-11-01"), ..complaint("2026-11-22") })),
        ("all is done", {
            let stage = || done("2026-09-02");
            map(Complaint { answered: stage(), solved: stage(), mended: stage(), ..open() })
        }),
    ];
    check("complaint-stuck", &map(late()), &["complaint-stuck:c"], &quiet);
    let finding = map(late()).only("complaint-stuck");
    assert_eq!(
        finding.message(),
        "\"Customer answered\" is 1 day late (due 2026-11-20). E complained on 2026-09-01: \"late again\"."
    );
    assert_eq!(finding.next_step(), "Agree who sees to it, and by when.");
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    assert_eq!(ids(finding.teams()), ["e"]);
    assert_eq!(finding.complaint().map(ToString::to_string), Some("c".to_owned()));
    let longest = map(Complaint { mended: due("2026-11-01"), ..late() }).only("complaint-stuck");
    assert!(
        longest.message().starts_with("\"Cause mended inside\" is 20 days late"),
        "{}",
        longest.message()
    );
    let answered = map(Complaint { answered: done("2026-10-21"), ..open() }).only("complaint-stuck");
    assert_eq!(
        answered.message(),
        "\"Problem solved\" is open 31 days after \"customer answered\" (2026-10-21). E complained on 2026-09-01: \
         \"late again\"."
    );
    assert_eq!(answered.severity, Severity::Medium);
    let owner = Stage { owner: "Ana".to_owned(), ..Stage::default() };
    let solved =
        Complaint { answered: done("2026-09-02"), solved: done("2026-09-03"), mended: owner, ..open() };
    let solved = map(solved).only("complaint-stuck");
    assert!(solved.message().starts_with("\"Cause mended inside\" is open 79 days after \"problem solved\""));
    assert_eq!(solved.next_step(), "Ask Ana what is in the way, and agree on a day.");
}

#[test]
fn complaints_point_at_what_is_still_there() {
    let late = || Complaint { answered: due("2026-11-01"), ..complaint("2026-09-01") };
    let here = Complaint { expectation: Some(ExpectationId::new("n")), ..on_link(late()) };
    let finding = map(here.clone()).need("a>*e", "n").only("complaint-stuck");
    assert_eq!(
        (ids(finding.teams()), links(finding.links())),
        (vec!["e".to_owned(), "a".to_owned()], vec!["a>e".to_owned()])
    );
    assert_eq!(finding.expectations().len(), 1);
    assert!(map(here).only("complaint-stuck").expectations().is_empty(), "the expectation has left");
    let gone = Complaint { customer: PartyId::new("x"), link: Some(plain("y>x")), ..late() };
    let finding = Map::default().party("z").complaint("a:b", gone).only("complaint-stuck");
    assert_eq!(finding.id(), "complaint-stuck:a%3Ab");
    assert!(finding.teams().is_empty() && finding.links().is_empty());
    assert!(finding.message().contains("x complained on"), "{}", finding.message());
}

#[test]
fn patience_is_a_choice() {
    let answered = |when: &str| map(Complaint { answered: done(when), ..complaint("0000-01-01") });
    let patience = |map: Map, days: u16| map.policy(|policy| policy.complaint_patience_days = days);
    assert_eq!(patience(answered("2026-11-20"), 0).found("complaint-stuck").len(), 1);
    assert!(patience(answered("2026-11-21"), 0).found("complaint-stuck").is_empty());
    assert!(patience(answered("1900-01-01"), u16::MAX).found("complaint-stuck").is_empty());
    assert_eq!(patience(answered("0000-01-01"), u16::MAX).found("complaint-stuck").len(), 1);
}

#[test]
fn complaint_returned() {
    let about = |when: &str, expectation: &str| Complaint {
        expectation: Some(ExpectationId::new(expectation)),
        ..on_link(complaint(when))
    };
    let cured =
        |when: &str, prevented: &str| Complaint { prevented: Some(day(prevented)), ..about(when, "n") };
    let two = |first: Complaint, second: Complaint| map(first).complaint("d", second);
    let quiet = [
        ("before it was prevented", two(cured("2026-03-01", "2026-05-01"), about("2026-05-01", "n"))),
        ("about something else", two(cured("2026-03-01", "2026-05-01"), about("2026-05-02", "m"))),
        ("about nothing known", two(cured("2026-03-01", "2026-05-01"), on_link(complaint("2026-05-02")))),
        ("never prevented", two(about("2026-03-01", "n"), about("2026-05-02", "n"))),
        (
            "the later one is prevented too",
            two(cured("2026-03-01", "2026-05-01"), cured("2026-05-02", "2026-06-01")),
        ),
        ("after today", two(cured("2026-03-01", "2026-05-01"), about("2026-11-22", "n"))),
    ];
    let fires = two(cured("2026-03-01", "2026-05-01"), about("2026-05-02", "n"));
    check("complaint-returned", &fires, &["complaint-returned:d"], &quiet);
    let finding = fires.only("complaint-returned");
    assert_eq!(
        finding.message(),
        "The cure did not hold. E complained again on 2026-05-02: \"late again\". An earlier complaint about this was \
         called prevented on 2026-05-01."
    );
    assert_eq!((finding.class, finding.severity), (Class::Problem, Severity::High));
    let third = fires.complaint("b", cured("2026-01-01", "2026-02-01"));
    assert!(
        third.only("complaint-returned").message().contains("prevented on 2026-05-01"),
        "the last before"
    );
}

#[test]
fn what_is_the_matter_with_one_customers_complaints_is_one_row() {
    let late = |when: &str| Complaint { answered: due(when), ..complaint("2026-09-01") };
    let map = map(late("2026-11-01")).complaint("d", late("2026-11-02"));
    let headings = rows(&map.diagnose(), &map.org);
    assert_eq!(headings.fix_first.len(), 1);
    assert!(headings.fix_first[0].text.ends_with("And 1 more matter with complaints of E."));
    assert_eq!(headings.fix_first[0].findings.len(), 2);
}

#[test]
fn complaints_lead_back_to_causes_and_order_the_fix_list() {
    let map = Map::default()
        .broken("a>b")
        .broken("c>d")
        .works("b>*e")
        .link("d>*f")
        .broken("i>*e")
        .complaint("on-f", Complaint { customer: PartyId::new("f"), ..complaint("2026-09-01") })
        .complaint("on-link", Complaint { link: Some(plain("b>e")), ..complaint("2026-09-01") })
        .complaint("gone", Complaint { link: Some(plain("x>y")), ..complaint("2026-09-01") })
        .complaint("nobody", Complaint { customer: PartyId::new("x"), ..complaint("2026-09-01") })
        .complaint("later", complaint("2026-12-01"))
        .complaint("closed", {
            let stage = || done("2026-09-02");
            Complaint { answered: stage(), solved: stage(), mended: stage(), ..complaint("2026-09-01") }
        });
    let diagnosis = map.diagnose();
    let found: Vec<_> =
        diagnosis.fixes.iter().map(|fix| (links(&fix.links).join(" "), fix.complaints)).collect();
    // The complaint without a link that is still there starts at the broken link into E alone: the other one works.
    assert_eq!(found, [("c>d".to_owned(), 1), ("i>e".to_owned(), 1), ("a>b".to_owned(), 1)]);
    let figures = ComplaintFigures { all: 5, open: 4, traced: 3, traced_inside: 2 };
    assert_eq!(diagnosis.complaints, figures);
    let equal = Map::default().broken("a>b").broken("c>d").link("b>*e").link("d>*e");
    let first = |map: &Map| links(&map.diagnose().fixes[0].links).join(" ");
    assert_eq!(first(&equal), "a>b");
    let with = equal.complaint("c", Complaint { link: Some(plain("d>e")), ..complaint("2026-09-01") });
    assert_eq!(first(&with), "c>d", "a complaint leads there");
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn complaints_are_traced_as_the_design_says(plan in plan(), starts in proptest::collection::vec((0..30_usize, any::<bool>()), 1..4)) {
        let mut map = plan.build(false);
        let known: Vec<_> = map.org.links().keys().cloned().collect();
        let mut from: Vec<Vec<_>> = Vec::new();
        let states = twin::states(&map.diagnose());
        let is_sound = |link: &&throughline::model::LinkId| states[*link] == throughline::diagnosis::LinkState::Sound;
        for (place, (start, has_link)) in starts.iter().enumerate() {
            let Some(link) = known.get(start % known.len().max(1)) else { continue };
            if !has_link && !twin::is_customer(&map.org, &link.customer) {
                continue;
            }
            let complaint = Complaint { link: has_link.then(|| link.clone()), customer: link.customer.clone(), ..complaint("2026-09-01") };
            map = map.complaint(&format!("c{place}"), complaint);
            let into = known.iter().filter(|other| other.customer == link.customer).filter(|other| !is_sound(other));
            from.push(if *has_link { vec![link.clone()] } else { into.cloned().collect() });
        }
        let diagnosis = map.diagnose();
        for fix in diagnosis.fixes {
            let leads = |starts: &&Vec<_>| starts.iter().any(|start| fix.links.iter().any(|root| {
                root == start || twin::upstream(&map.org, &states, root, start)
            }));
            let expected = if fix.kind == FixKind::Root { from.iter().filter(leads).count() } else { 0 };
            prop_assert_eq!(fix.complaints, expected);
        }
        prop_assert_eq!(diagnosis.complaints.open, from.len());
    }
}
