//! What a report says: whole reports as golden texts, and page one of organisations of every kind.

use std::collections::BTreeSet;
use std::path::Path;

use throughline::diagnosis::diagnose;
use throughline::edit::{Change, Edit, LinkFact, OrgFact, PartyFact};
use throughline::exchange::drawing::{Drawing, PictureFormat, drawing};
use throughline::exchange::report::ReportFormat;
use throughline::layout::{Effort, Grouping, layout};
use throughline::model::{
    Action, ActionId, ActionStatus, ActionSubject, Complaint, ComplaintId, Cost, CostBasis, CostUnit, Org,
    PartyId, Quantity, Stage, Verdict, VerdictKey, View,
};
use throughline::picture::{Shown, ThemeName, neighbourhood, request_of};
use throughline::storage::load;

use super::files::{HOSTILE, check_html, org_named};
use super::{change, connect, day, need, org_of, report_of, text_of};

fn sample(name: &str) -> Org {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs").join(name);
    load(&path).expect("a sample").org
}

/// Page one alone.
fn page_one(org: &Org) -> String {
    let text = text_of(org, ReportFormat::Markdown);
    text.split("## Fix list").next().unwrap_or_default().to_owned()
}

/// Two causes, one with an action and a cost; a complaint; an action on the whole.
fn recorded() -> Org {
    let mut org = org_of("Harbour clinic", &["Records", "Booking", "Doctors", "Laboratory", "*Patients"]);
    let first = connect(&mut org, 0, 1);
    need(&mut org, &first, "numbers that reach the patient", &[(200, 3), (250, 4)]);
    let second = connect(&mut org, 1, 2);
    need(&mut org, &second, "the day's list by 7:30", &[(240, 9)]);
    let third = connect(&mut org, 2, 4);
    need(&mut org, &third, "a visit in time", &[(220, 40)]);
    let fourth = connect(&mut org, 3, 4);
    need(&mut org, &fourth, "results the same day", &[(180, 12)]);
    let cost = Cost {
        amount: Quantity::new(120.0).expect("finite"),
        unit: CostUnit::Hours,
        stated_by: "Finance".to_owned(),
        basis: CostBasis::Estimated,
    };
    change(
        &mut org,
        vec![Edit::Link { link: first.clone(), fact: LinkFact::Cost(Change::new(None, Some(cost))) }],
    );
    let actions = [
        (
            "check numbers at the desk",
            ActionSubject::Cause(first),
            "Mara",
            Some("2026-10-01"),
            ActionStatus::Underway,
        ),
        ("call the courier", ActionSubject::Link(fourth), "", None, ActionStatus::Planned),
        ("ask everybody once a year", ActionSubject::Org, "Ben", Some("2027-01-15"), ActionStatus::Planned),
        ("print the list", ActionSubject::Party(PartyId::new("p1")), "Ben", None, ActionStatus::Done),
    ];
    for (what, about, owner, due, status) in actions {
        let action =
            Action { what: what.to_owned(), about, owner: owner.to_owned(), due: due.map(day), status };
        let key = ActionId::new(what.replace(' ', "-"));
        change(&mut org, vec![Edit::Org(OrgFact::Action { key, change: Change::new(None, Some(action)) })]);
    }
    let mut complaint = Complaint::of(PartyId::new("p4"), day("2026-11-02"), "I waited two hours.");
    complaint.link = Some(third);
    complaint.answered = Stage { owner: "Front desk".to_owned(), due: None, done: Some(day("2026-11-03")) };
    complaint.solved = Stage { owner: "Doctors".to_owned(), due: Some(day("2026-11-10")), done: None };
    let key = ComplaintId::new("wait");
    change(&mut org, vec![Edit::Org(OrgFact::Complaint { key, change: Change::new(None, Some(complaint)) })]);
    org
}

#[test]
fn a_small_organisation_is_reported_whole() {
    insta::assert_snapshot!(text_of(&sample("first-example.org.ron"), ReportFormat::Markdown));
}

#[test]
fn actions_costs_and_complaints_stand_where_they_are_asked_for() {
    insta::assert_snapshot!(text_of(&recorded(), ReportFormat::Markdown));
}

#[test]
fn the_table_for_spreadsheets_keeps_its_shape() {
    insta::assert_snapshot!(text_of(&recorded(), ReportFormat::Csv).replace('\r', ""));
}

#[test]
fn page_one_reads_well_for_the_samples() {
    let samples = ["hospital-clinic", "parts-manufacturer", "city-permit-office", "software-company"];
    let pages: Vec<String> =
        samples.iter().map(|name| page_one(&sample(&format!("{name}.org.ron")))).collect();
    insta::assert_snapshot!(pages.join("\n----\n\n"));
}

#[test]
fn page_one_insults_nobody_whatever_is_recorded() {
    let empty = Org::default();
    let unlinked = org_of("Just begun", &["Alpha", "*Patients"]);
    let mut unasked = org_of("Half recorded", &["Alpha", "Beta", "*Patients"]);
    let (first, _) = (connect(&mut unasked, 0, 1), connect(&mut unasked, 1, 2));
    need(&mut unasked, &first, "lists in time", &[]);
    let mut sound = org_of("All is well", &["Alpha", "*Patients"]);
    let only = connect(&mut sound, 0, 1);
    need(&mut sound, &only, "visits in time", &[(450, 9)]);
    let mut struggling = org_of("With effort", &["Alpha", "*Patients"]);
    let only = connect(&mut struggling, 0, 1);
    need(&mut struggling, &only, "visits in time", &[(340, 9)]);
    let pages = [empty, unlinked, unasked, sound, struggling].map(|org| page_one(&org));
    insta::assert_snapshot!(pages.join("\n----\n\n"));
}

#[test]
fn page_one_names_at_most_three_causes_and_counts_the_others() {
    let names: Vec<String> =
        (0..20).map(|number| format!("Team {number}")).chain(["*Buyers".to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut org = org_of("Many causes", &names);
    for team in 0..20 {
        let link = connect(&mut org, team, 20);
        need(&mut org, &link, "goods", &[(150, 8)]);
    }
    let report = report_of(&org, ReportFormat::Pdf);
    assert_eq!(report.first_page.causes.len(), 3);
    assert!(report.first_page.causes_note.contains("And 17 more probable causes"), "{:?}", report.first_page);
    assert_eq!(report.fixes.rows.len(), 20);
    assert_eq!(report.teams.pages.len(), 20);
}

#[test]
fn page_one_says_where_most_causes_begin_and_whom_nobody_has_named() {
    let names: Vec<String> = (0..6).map(|number| format!("Team {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut org = org_of("One source", &names);
    for team in 1..6 {
        let link = connect(&mut org, 0, team);
        need(&mut org, &link, "goods", &[(150, 8)]);
    }
    let page = report_of(&org, ReportFormat::Pdf).first_page;
    assert!(page.causes_note.contains("in the fix list. All 5 begin at Team 0."), "{page:?}");
    assert_eq!(
        page.unknown.first().map(String::as_str),
        Some("Who the external customer is: nobody is on the map as one.")
    );
    // Half of them is not most of them.
    let mut org = org_of("Two sources", &names);
    for (supplier, team) in [(0, 2), (0, 3), (1, 4), (1, 5)] {
        let link = connect(&mut org, supplier, team);
        need(&mut org, &link, "goods", &[(150, 8)]);
    }
    let page = report_of(&org, ReportFormat::Pdf).first_page;
    assert!(page.causes_note.contains("And 1 more probable cause"), "{page:?}");
    assert!(!page.causes_note.contains("begin at"), "{page:?}");
}

#[test]
fn teams_without_records_have_no_page_and_are_counted() {
    let mut org = org_of("Quiet", &["Alpha", "Beta", "Gamma", "*Patients"]);
    let link = connect(&mut org, 0, 3);
    need(&mut org, &link, "visits in time", &[]);
    connect(&mut org, 1, 2);
    let report = report_of(&org, ReportFormat::Markdown);
    let pages: Vec<&str> = report.teams.pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!((pages, report.teams.without_records, report.teams.left_out), (vec!["Alpha"], 2, 0));
    assert!(text_of(&org, ReportFormat::Markdown).contains("2 teams without records have no page."));
}

#[test]
fn a_list_that_is_cut_says_so_and_the_table_has_it_all() {
    let names: Vec<String> =
        (0..260).map(|number| format!("Team {number}")).chain(["*Buyers".to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut org = org_of("Large", &names);
    for team in 0..260 {
        let link = connect(&mut org, team, 260);
        need(&mut org, &link, "goods", &[(150, 8)]);
    }
    let text = text_of(&org, ReportFormat::Markdown);
    assert!(text.contains("And 60 more rows; the report as CSV has them all."), "a cut list");
    assert!(text.contains("60 more teams have none here"), "a cut list of pages");
    let fixes = text_of(&org, ReportFormat::Csv).lines().filter(|line| line.starts_with("fix,")).count();
    assert_eq!(fixes, 260);
    assert!(report_of(&org, ReportFormat::Pdf).map.is_none(), "too many for a sheet");
}

#[test]
fn a_department_head_reads_what_waits_for_whom() {
    let mut org = org_of("Words", &["Alpha", "*Patients"]);
    let link = connect(&mut org, 0, 1);
    let key = VerdictKey { day: day("2026-10-01"), speaker: "Dr Meier".to_owned() };
    let fact = LinkFact::Verdict { key, change: Change::new(None, Some(Verdict::Broken)) };
    change(&mut org, vec![Edit::Link { link, fact }]);
    let id = PartyId::new("p0");
    let fact = PartyFact::Name(Change::new("Alpha".to_owned(), "Ward".to_owned()));
    change(&mut org, vec![Edit::Party { party: id, fact }]);
    let page = page_one(&org);
    assert!(page.contains("Patients waits for Ward (2026-10-01)."), "{page}");
    assert!(!page.contains("Meier"), "{page}");
}

/// The map as a page of its own: what is `shown` of `org`.
fn map_page(org: &Org, shown: &Shown) -> String {
    let request = request_of(org, shown, View::Chain, Grouping::Departments, Effort::Normal, None);
    let what = Drawing {
        org,
        diagnosis: &diagnose(org, day("2026-11-21")),
        shown,
        layout: &layout(&request),
        theme: ThemeName::Dark.theme(),
        width: None,
    };
    String::from_utf8(drawing(&what, PictureFormat::Html).expect("no pixels")).expect("text")
}

#[test]
fn a_map_page_is_sound_and_holds_the_teams_that_are_drawn_and_no_others() {
    let org = sample("hospital-clinic.org.ron");
    let whole = map_page(&org, &Shown::everything(&org));
    assert_eq!(check_html(&whole), Ok(()));
    let sections = |page: &str| page.matches("<section").count();
    for name in ["Laboratory", "Billing", "My customers, and what they need", "My suppliers, and what I need"]
    {
        assert!(whole.contains(name), "{name}");
    }
    let around = neighbourhood(&org, &BTreeSet::from([PartyId::new("laboratory")]), 1);
    let part = Shown::of(&org, Some(&around), &BTreeSet::new());
    let page = map_page(&org, &part);
    assert_eq!(check_html(&page), Ok(()));
    assert!(sections(&page) < sections(&whole), "fewer teams have a page");
    assert!(
        page.contains(&format!("of {} on the map are shown", org.parties().len())),
        "what is left out is said"
    );
    assert!(!page.contains(">Billing</h"), "nobody who is not drawn");
    for words in HOSTILE {
        let org = org_named(words);
        assert_eq!(check_html(&map_page(&org, &Shown::everything(&org))), Ok(()), "{words}");
    }
}
