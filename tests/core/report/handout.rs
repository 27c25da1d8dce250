//! The handout: short, sound as a file, fit to be shown, and true about what a day has changed.

use throughline::diagnosis::diagnose;
use throughline::edit::{Change, Edit, LinkFact, OrgFact, PartyFact, add_party, remove_link};
use throughline::exchange::report::handout::{
    Handout, HandoutFormat, MOST_SHEETS, Since, handout, handout_file,
};
use throughline::model::{
    Action, ActionId, ActionSubject, CauseVerdict, Org, Parked, ParkedId, Party, PartyId, Verdict,
    VerdictKey, VoteSubject,
};
use throughline::storage::load;

use super::files::{HOSTILE, check_html, check_pdf, org_named};
use super::{change, connect, day, link_id, need, org_of, today};
use crate::common::random_org;

const SAMPLES: [&str; 5] =
    ["first-example", "hospital-clinic", "parts-manufacturer", "software-company", "city-permit-office"];

fn sample(name: &str) -> Org {
    load(format!("{}/sample_orgs/{name}.org.ron", env!("CARGO_MANIFEST_DIR")).as_ref()).expect("a sample").org
}

fn made(org: &Org, since: Option<&Since>) -> Handout {
    handout(org, &diagnose(org, today()), since)
}

fn html(org: &Org, since: Option<&Since>) -> String {
    String::from_utf8(handout_file(&made(org, since), HandoutFormat::Html)).expect("UTF-8")
}

fn sheets(pdf: &[u8]) -> usize {
    String::from_utf8_lossy(pdf).matches("/Type /Page\n").count()
}

#[test]
fn the_handout_of_every_sample_is_short_and_sound() {
    for name in SAMPLES {
        let org = sample(name);
        let handout = made(&org, None);
        assert!(handout.map.is_some(), "{name}: page one is the map");
        let pdf = handout_file(&handout, HandoutFormat::Pdf);
        check_pdf(&pdf).expect(name);
        assert!((2..=MOST_SHEETS).contains(&sheets(&pdf)), "{name}: {} sheets", sheets(&pdf));
        assert_eq!(pdf, handout_file(&made(&org, None), HandoutFormat::Pdf), "{name}: the same bytes again");
        let html = html(&org, None);
        assert_eq!(check_html(&html), Ok(()), "{name}");
        for heading in
            ["What breaks, and why", "What was decided", "Who does what", "What we do not know yet"]
        {
            assert!(html.contains(heading), "{name}: {heading}");
        }
        assert!(!html.contains("What changed since"), "{name}: nothing to compare with");
    }
}

#[test]
fn however_much_there_is_it_is_at_most_four_sheets() {
    let long = "a need that is told at some length, ".repeat(12);
    let mut org = org_of(&"long ".repeat(40), &["*Customer", &"team with a name ".repeat(8)]);
    for place in 2..60 {
        let name = format!("{place} {}", "very long name of a team ".repeat(6));
        let party = Party { name, ..Party::default() };
        change(&mut org, add_party(&PartyId::new(format!("p{place}")), &party));
        let link = connect(&mut org, place, place % 2);
        need(&mut org, &link, &long, &[(150, 3), (160, 4)]);
        let verdict =
            CauseVerdict { confirmed: place % 3 == 0, by: "SPEAKERNAME".to_owned(), day: day("2026-11-20") };
        let fact = LinkFact::CauseVerdict(Change::new(None, Some(verdict)));
        change(&mut org, vec![Edit::Link { link: link.clone(), fact }]);
        let action = Action {
            what: long.clone(),
            about: ActionSubject::Link(link),
            owner: long.clone(),
            ..Action::default()
        };
        let key = ActionId::new(format!("a{place}"));
        change(&mut org, vec![Edit::Org(OrgFact::Action { key, change: Change::new(None, Some(action)) })]);
    }
    let since = Since { org: Org::default(), name: "x".repeat(10_000) };
    let pdf = handout_file(&made(&org, Some(&since)), HandoutFormat::Pdf);
    check_pdf(&pdf).unwrap();
    assert!(sheets(&pdf) <= MOST_SHEETS, "{} sheets", sheets(&pdf));
    assert!(html(&org, Some(&since)).contains("the report has them all"), "what is left out is counted");
}

#[test]
fn nobodys_rating_comment_or_name_is_told() {
    let mut org = org_of("Talk", &["Alpha", "Beta", "*Epsilon"]);
    let (one, many) = (connect(&mut org, 0, 1), connect(&mut org, 1, 2));
    need(&mut org, &one, "one voice", &[(217, 1)]);
    need(&mut org, &many, "many voices", &[(231, 6)]);
    let before = org.clone();
    for (link, confirmed) in [(&one, true), (&many, false)] {
        let verdict = CauseVerdict { confirmed, by: "SPEAKERNAME".to_owned(), day: day("2026-11-21") };
        let fact = LinkFact::CauseVerdict(Change::new(None, Some(verdict)));
        change(&mut org, vec![Edit::Link { link: link.clone(), fact }]);
    }
    need(&mut org, &one, "another voice", &[(183, 1)]);
    let text = html(&org, Some(&Since { org: before, name: "the morning".to_owned() }));
    for secret in ["COMMENTWORDS", "RATERNAME", "SPEAKERNAME", "2.17", "1.83"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("Confirmed as a cause") && text.contains("Ruled out as a cause"));
    assert!(text.contains("1 need was written down.") && text.contains("1 rating was given."));
}

#[test]
fn what_changed_is_told_in_words() {
    let mut then = org_of("Mill", &["Order desk", "Warehouse", "Old team", "*Shops"]);
    let (first, second) = (connect(&mut then, 0, 1), connect(&mut then, 1, 3));
    let gone = connect(&mut then, 0, 3);
    let say = |org: &mut Org, link: &throughline::model::LinkId, on: &str, verdict| {
        let key = VerdictKey { day: day(on), speaker: "SPEAKERNAME".to_owned() };
        let fact = LinkFact::Verdict { key, change: Change::new(None, Some(verdict)) };
        change(org, vec![Edit::Link { link: link.clone(), fact }]);
    };
    say(&mut then, &first, "2026-11-01", Verdict::Works);
    let mut now = then.clone();
    say(&mut now, &first, "2026-11-21", Verdict::Broken);
    say(&mut now, &second, "2026-11-21", Verdict::Struggles);
    let facts = now.link(&gone).unwrap().clone();
    change(&mut now, remove_link(&gone, &facts));
    change(
        &mut now,
        add_party(&PartyId::new("new"), &Party { name: "Van drivers".to_owned(), ..Party::default() }),
    );
    let name = PartyFact::Name(Change::new("Warehouse".to_owned(), "Stores".to_owned()));
    change(&mut now, vec![Edit::Party { party: PartyId::new("p1"), fact: name }]);
    let action = Action { what: "Try it".to_owned(), ..Action::default() };
    let key = ActionId::new("a");
    change(&mut now, vec![Edit::Org(OrgFact::Action { key, change: Change::new(None, Some(action)) })]);
    let text = html(&now, Some(&Since { org: then.clone(), name: "the morning".to_owned() }));
    for line in [
        "What changed since the morning",
        "1 link was asked about for the first time: 1 struggles.",
        "Worse: Order desk\u{a0}\u{2192} Stores (works, now broken).",
        "1 probable cause now; there were 0.",
        "New on the map: Van drivers.",
        "Renamed: Stores (was Warehouse).",
        "Links taken off: Order desk\u{a0}\u{2192} Shops.",
        "1 action was agreed.",
    ] {
        assert!(text.contains(line), "{line}\n{}", text.split("What changed").last().unwrap_or_default());
    }
    let same = html(&now, Some(&Since { org: now.clone(), name: "now".to_owned() }));
    assert!(same.contains("Nothing on the map was changed."));
    assert!(link_id(0, 1) == first);
}

#[test]
fn hostile_names_do_no_harm() {
    let long = "long ".repeat(40);
    for words in HOSTILE.into_iter().chain([long.as_str()]) {
        let org = org_named(words);
        let since = Since { org: Org::default(), name: words.to_owned() };
        assert_eq!(check_html(&html(&org, Some(&since))), Ok(()), "{words:?}");
        check_pdf(&handout_file(&made(&org, Some(&since)), HandoutFormat::Pdf)).expect(words);
    }
}

#[test]
fn an_empty_map_and_a_vast_one_have_handouts_too() {
    let nothing = html(&Org::default(), None);
    assert_eq!(check_html(&nothing), Ok(()));
    assert!(nothing.contains("Nothing is on the map yet."));
    let mut org = org_of("Vast", &["*Customer"]);
    for place in 1..300 {
        let party = Party { name: format!("Team {place}"), ..Party::default() };
        change(&mut org, add_party(&PartyId::new(format!("p{place}")), &party));
        connect(&mut org, place, 0);
    }
    let handout = made(&org, None);
    assert!(handout.map.is_none() && handout.map_note.contains("larger than a sheet can show"));
    let in_departments: Vec<Edit> = (1..300)
        .map(|place| {
            let department = Some(format!("Department {}", place % 7));
            let fact = PartyFact::Department(Change::new(None, department));
            Edit::Party { party: PartyId::new(format!("p{place}")), fact }
        })
        .collect();
    change(&mut org, in_departments);
    let handout = made(&org, None);
    assert!(handout.map.is_some(), "departments are folded");
    assert_eq!(handout.map_note, "Each department is drawn as one box.");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 16, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_organisation_has_a_sound_handout(before in random_org::org(), after in random_org::org()) {
        let since = Since { org: before, name: "the start".to_owned() };
        let handout = made(&after, Some(&since));
        let pdf = handout_file(&handout, HandoutFormat::Pdf);
        proptest::prop_assert!(check_pdf(&pdf).is_ok());
        proptest::prop_assert!(sheets(&pdf) <= MOST_SHEETS);
        let html = String::from_utf8(handout_file(&handout, HandoutFormat::Html)).unwrap();
        proptest::prop_assert_eq!(check_html(&html), Ok(()));
    }
}

#[test]
fn what_was_parked_and_voted_for_is_there_in_order() {
    let mut org = org_of("Mill", &["Order desk", "Warehouse", "*Shops"]);
    let link = connect(&mut org, 0, 1);
    connect(&mut org, 1, 2);
    let dots = |count| throughline::model::Dots::new(count);
    for (id, what, voted) in
        [("a", "First thing", None), ("b", "Second thing", dots(3)), ("c", "Third thing", dots(7))]
    {
        let action = Action { what: what.to_owned(), ..Action::default() };
        let key = ActionId::new(id);
        change(
            &mut org,
            vec![Edit::Org(OrgFact::Action { key: key.clone(), change: Change::new(None, Some(action)) })],
        );
        let key = VoteSubject::Action(key);
        change(&mut org, vec![Edit::Org(OrgFact::Vote { key, change: Change::new(None, voted) })]);
    }
    let key = VoteSubject::Cause(link.clone());
    change(&mut org, vec![Edit::Org(OrgFact::Vote { key, change: Change::new(None, dots(2)) })]);
    let settled =
        Parked { settled: Some(day("2026-11-21")), ..Parked::of("Lamps in the yard", day("2026-11-19")) };
    let waits =
        Parked { about: ActionSubject::Link(link), ..Parked::of("Talk about lunch", day("2026-11-20")) };
    let later = Parked::of("Not said yet", day("2026-12-20"));
    for (id, parked) in [("x", settled), ("y", waits), ("z", later)] {
        let key = ParkedId::new(id);
        change(&mut org, vec![Edit::Org(OrgFact::Parked { key, change: Change::new(None, Some(parked)) })]);
    }
    let text = html(&org, None);
    let places: Vec<usize> = [
        "Who does what",
        "<th scope=\"col\">Dots</th>",
        "Third thing",
        "Second thing",
        "First thing",
        "2 dots: Order desk\u{a0}\u{2192} Warehouse",
        "What was parked",
        "Talk about lunch (about Order desk\u{a0}\u{2192} Warehouse)",
        "Lamps in the yard; settled 2026-11-21",
        "What we do not know yet",
    ]
    .iter()
    .map(|words| text.find(words).unwrap_or_else(|| panic!("{words}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(!text.contains("Not said yet"), "a remark of a later day");
    assert!(!html(&sample("first-example"), None).contains("What was parked"));
}
