//! Names in every script, and very long ones, in everything that is written: whole where there is room, else cut with an ellipsis and
//! whole for whoever asks.

use throughline::diagnosis::diagnose;
use throughline::edit::{Change, Edit, OrgFact, Transaction, add_expectation, add_link, add_party};
use throughline::exchange::drawing::{Drawing, PictureFormat, drawing};
use throughline::exchange::report::handout::{HandoutFormat, handout, handout_file};
use throughline::exchange::report::{ReportFormat, report, written};
use throughline::layout::{Effort, Grouping, layout};
use throughline::model::{
    Day, Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, PartyKind, Verdict, VerdictKey, View,
};
use throughline::picture::{Shown, ThemeName, request_of};

use super::eyes::decoded;

/// Chinese, Arabic, Devanagari, Greek with marks, and eighty letters without a space.
pub const NAMES: [&str; 6] = [
    "\u{91c7}\u{8d2d}\u{4e0e}\u{4f9b}\u{5e94}\u{5546}\u{7ba1}\u{7406}\u{90e8}",
    "\u{641}\u{631}\u{64a}\u{642} \u{62e}\u{62f}\u{645}\u{629} \u{627}\u{644}\u{639}\u{645}\u{644}\u{627}\u{621}",
    "\u{917}\u{94d}\u{930}\u{93e}\u{939}\u{915} \u{938}\u{947}\u{935}\u{93e} \u{926}\u{932}",
    "\u{395}\u{3be}\u{3c5}\u{3c0}\u{3b7}\u{3c1}\u{3ad}\u{3c4}\u{3b7}\u{3c3}\u{3b7}",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaf",
    "Customers of the harbour",
];

pub fn org() -> Org {
    let mut org = Org::default();
    let mut change = |edits| Transaction::new("make", edits).apply(&mut org).expect("it fits");
    change(vec![Edit::Org(OrgFact::Name(Change::new(String::new(), NAMES[0].to_owned())))]);
    for (place, name) in NAMES.iter().enumerate() {
        let kind = if place + 1 == NAMES.len() { PartyKind::ExternalCustomer } else { PartyKind::Team };
        let department = (kind == PartyKind::Team).then(|| NAMES[place % 3].to_owned());
        let party = Party {
            name: (*name).to_owned(),
            kind,
            department,
            lead: NAMES[(place + 2) % 5].to_owned(),
            ..Party::default()
        };
        change(add_party(&PartyId::new(format!("p{place}")), &party));
    }
    for (place, verdict) in
        [Verdict::Broken, Verdict::Struggles, Verdict::Works, Verdict::Broken, Verdict::Works]
            .into_iter()
            .enumerate()
    {
        let id = LinkId::new(PartyId::new(format!("p{place}")), PartyId::new(format!("p{}", place + 1)));
        let mut link = Link::default();
        let day: Day = "2026-11-01".parse().expect("a day");
        link.verdicts.insert(VerdictKey { day, speaker: NAMES[place].to_owned() }, verdict);
        change(add_link(&id, &link));
        let facts = Expectation { statement: NAMES[place].repeat(2), ..Expectation::default() };
        change(add_expectation(&id, &ExpectationId::new("e"), &facts));
    }
    org
}

fn picture(org: &Org, format: PictureFormat, view: View) -> Vec<u8> {
    let shown = Shown::everything(org);
    let request = request_of(org, &shown, view, Grouping::Departments, Effort::Normal, None);
    let what = Drawing {
        org,
        diagnosis: &diagnose(org, "2026-11-21".parse().expect("a day")),
        shown: &shown,
        layout: &layout(&request),
        theme: ThemeName::Light.theme(),
        width: None,
    };
    drawing(&what, format).expect("a picture")
}

/// Every name is in the text, and whole at least once.
fn check(what: &str, text: &str) {
    for name in NAMES {
        let start: String = name.chars().take(8).collect();
        assert!(text.contains(&start), "{what}: {name} is not even begun");
        assert!(text.contains(name), "{what}: {name} is nowhere whole");
    }
}

#[test]
fn pictures_hold_every_name_whole() {
    for view in [View::Chain, View::Pyramid] {
        let svg = String::from_utf8(picture(&org(), PictureFormat::Svg, view)).expect("UTF-8");
        check("SVG", &svg);
        let seen = decoded(&picture(&org(), PictureFormat::Png, view));
        let ground = seen.pixels[0];
        let inked = seen.pixels.iter().filter(|pixel| **pixel != ground).count();
        assert!(inked * 20 > seen.pixels.len(), "something is painted");
    }
}

#[test]
fn no_name_reaches_beyond_its_box() {
    use throughline::picture::{Geometry, PictureInput, Subject, build, request};
    let org = org();
    let request = request(&org, View::Chain, Grouping::Departments, Effort::Normal, None);
    let list = build(&PictureInput {
        org: &org,
        diagnosis: &diagnose(&org, "2026-11-21".parse().expect("a day")),
        layout: &layout(&request),
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &Default::default(),
    });
    let mut names = 0;
    for shape in &list.shapes {
        let (Subject::Party(party), Geometry::Text(run)) = (&shape.subject, &shape.geometry) else {
            continue;
        };
        let on_party = list.shapes.iter().filter(|other| other.subject == Subject::Party(party.clone()));
        let around = on_party
            .filter_map(|other| match &other.geometry {
                Geometry::Rect { rect, .. } => Some(*rect),
                _ => None,
            })
            .reduce(|one, other| one.union(other))
            .expect("a box");
        let width = run.style.width(&run.text);
        assert!(
            width <= around.width() + 0.5,
            "{:?} is {width} wide in a box of {}",
            run.text,
            around.width()
        );
        names += 1;
    }
    assert!(names >= NAMES.len());
}

#[test]
fn reports_and_handouts_hold_every_name_whole() {
    let org = org();
    let diagnosis = diagnose(&org, "2026-11-21".parse().expect("a day"));
    for format in [ReportFormat::Html, ReportFormat::Markdown, ReportFormat::Csv] {
        let file = written(&report(&org, &diagnosis, format), format);
        check(&format!("report {format:?}"), &String::from_utf8(file).expect("UTF-8"));
    }
    let page = handout_file(&handout(&org, &diagnosis, None), HandoutFormat::Html);
    check("handout", &String::from_utf8(page).expect("UTF-8"));
    for pdf in [
        written(&report(&org, &diagnosis, ReportFormat::Pdf), ReportFormat::Pdf),
        handout_file(&handout(&org, &diagnosis, None), HandoutFormat::Pdf),
        picture(&org, PictureFormat::Pdf, View::Chain),
    ] {
        let text = String::from_utf8_lossy(&pdf).to_uppercase();
        // The table from codes to letters, as it stands in the file.
        for letter in ["91C7", "0641", "0917", "0395"] {
            assert!(text.contains(letter), "U+{letter} can be copied out of the PDF");
        }
    }
}
