//! The walk: what its stops are, how a person arranges them, and that every slide of it can be read from the back row.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use std::path::Path;

use throughline::diagnosis::{Diagnosis, diagnose};
use throughline::model::{Day, LinkId, Org, Parked, PartyId, StopId, Verdict};
use throughline::picture::slide::{
    Figure, Hall, ItemKind, NAME_SHARE, STRONG, Setting, Slide, TEXT, TEXT_SHARE, slides,
};
use throughline::picture::text::ASCENT;
use throughline::picture::{Geometry, ThemeName, metrics};
use throughline::session::walk::{
    Ballot, Lectern, Lock, RELOCK_S, Timer, Walk, candidates, route_to_customer,
};
use throughline::session::{Command, Session};
use throughline::storage;

use super::support::{clinic, today};

fn sample(name: &str) -> Org {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs").join(name);
    storage::load(&path).expect("the sample can be read").org
}

fn samples() -> Vec<(String, Org)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".org.ron"))
        .collect();
    names.sort();
    assert!(names.len() > 2, "{names:?}");
    names.into_iter().map(|name| (name.clone(), sample(&name))).collect()
}

fn day() -> Day {
    Day::new(2026, 11, 21).expect("a day of the calendar")
}

fn ids(walk: &Walk) -> Vec<&str> {
    walk.stops.iter().map(|stop| stop.id.as_str()).collect()
}

fn session() -> Session {
    Session::of(clinic(), None, today())
}

fn walk(session: &mut Session) -> Walk {
    session.refresh();
    Walk::of(session.org(), session.diagnosis())
}

#[test]
fn the_walk_goes_from_the_vision_over_the_break_to_what_nobody_knows() {
    let mut session = session();
    let walk = walk(&mut session);
    assert_eq!(
        ids(&walk),
        [
            "vision",
            "customer:patients",
            "break:records>clinic",
            "effect:records>clinic",
            "fix:records>clinic",
            "question",
            "actions",
            "unknown"
        ]
    );
    let cause = &walk.stops[2];
    assert_eq!(cause.content.heading, "Records to Clinic: does it work?");
    let way = ["records>clinic", "clinic>patients"];
    let links: Vec<String> = cause
        .content
        .figure
        .links()
        .iter()
        .map(|link| format!("{}>{}", link.supplier, link.customer))
        .collect();
    assert_eq!(links, way);
    assert_eq!(walk.stop_about(&LinkId::new("records", "clinic")).map(|stop| &stop.id), Some(&cause.id));
    let said: Vec<&str> =
        walk.stops.iter().flat_map(|stop| &stop.content.lines).map(|line| line.text.as_str()).collect();
    assert!(
        said.iter().all(|line| !line.contains("2.00") && !line.contains("->")),
        "one rating is nobody's business: {said:?}"
    );
}

#[test]
fn a_person_arranges_the_walk_and_what_is_new_finds_its_place() {
    let mut session = session();
    let order = ["unknown", "gone-long-ago", "question"].map(StopId::new).to_vec();
    session.execute(&Command::OrderWalk(order)).unwrap();
    session.execute(&Command::LeaveOut { stop: StopId::new("vision"), out: true }).unwrap();
    let arranged = walk(&mut session);
    let without_vision = [
        "customer:patients",
        "break:records>clinic",
        "effect:records>clinic",
        "fix:records>clinic",
        "unknown",
        "question",
        "actions",
    ];
    assert_eq!(ids(&arranged), without_vision);
    assert_eq!(arranged.left_out.len(), 1);
    let moved = arranged.moved(6, -10);
    assert_eq!(moved.first(), Some(&StopId::new("actions")));
    session.execute(&Command::OrderWalk(moved)).unwrap();
    session.execute(&Command::Park(Box::new(Parked::of("Who has the keys", today())))).unwrap();
    let with_parked = walk(&mut session);
    assert_eq!(ids(&with_parked)[0], "actions");
    assert!(ids(&with_parked).contains(&"parked"), "{:?}", ids(&with_parked));
}

#[test]
fn nothing_on_the_map_is_a_question_not_an_error() {
    let walk = Walk::of(&Org::default(), &diagnose(&Org::default(), day()));
    assert_eq!(ids(&walk), ["vision", "customers", "actions"]);
    let mut all_out = Org::default();
    all_out.walk_left_out.extend(walk.stops.iter().map(|stop| stop.id.clone()));
    assert_eq!(Walk::of(&all_out, &diagnose(&all_out, day())).stops.len(), 1, "one stop always stays");
}

#[test]
fn a_stop_that_an_answer_takes_away_stays_until_one_goes_on() {
    let mut session = session();
    let mut lectern = Lectern::default();
    lectern.follow(walk(&mut session), session.org(), session.diagnosis());
    let link = LinkId::new("records", "clinic");
    assert!(lectern.go_to_stop(&StopId::new("break:records>clinic")));
    session.execute(&Command::Remove(vec![throughline::session::Subject::Link(link)])).unwrap();
    lectern.follow(walk(&mut session), session.org(), session.diagnosis());
    let shown = lectern.stop().unwrap();
    assert_eq!(shown.content.kicker, "This has changed");
    assert_eq!(shown.content.figure, Figure::None);
    assert!(lectern.next(1));
    assert_ne!(lectern.stop().unwrap().content.kicker, "This has changed");
    session.execute(&Command::Undo).unwrap();
    lectern.follow(walk(&mut session), session.org(), session.diagnosis());
    assert!(lectern.go_to_stop(&StopId::new("break:records>clinic")));
    assert!(lectern.back() && lectern.back() && !lectern.back());
}

#[test]
fn the_next_question_is_another_one_after_its_answer() {
    let mut session = session();
    let before = walk(&mut session);
    let question = before.stops.iter().find(|stop| stop.id.as_str() == "question").unwrap();
    let link = question.link.clone().unwrap();
    session.execute(&Command::SetVerdict { link: link.clone(), verdict: Some(Verdict::Works) }).unwrap();
    let after = walk(&mut session);
    let next = after.stops.iter().find(|stop| stop.id.as_str() == "question");
    assert_ne!(next.and_then(|stop| stop.link.as_ref()), Some(&link));
}

#[test]
fn a_route_leads_to_the_nearest_customer_over_what_does_not_work() {
    let org = sample("hospital-clinic.org.ron");
    let diagnosis = diagnose(&org, day());
    for fix in &diagnosis.fixes {
        let cause = &fix.links[0];
        let way = route_to_customer(cause, &org, &diagnosis);
        assert_eq!(&way[0], cause);
        for pair in way.windows(2) {
            assert_eq!(pair[0].customer, pair[1].supplier);
        }
    }
}

/// Of a short way over a link that nobody was asked about and a longer one over what is known, the known one is shown.
#[test]
fn a_route_prefers_what_is_known() {
    let mut session = session();
    for line in ["Records > Archive > Patients", "Archive > Desk > Patients"] {
        session.capture(line, None).unwrap();
    }
    let broken = [("records", "archive"), ("archive", "desk"), ("desk", "patients")];
    let broken = broken.map(|(supplier, customer)| LinkId::new(supplier, customer));
    for link in broken.clone() {
        session.execute(&Command::SetVerdict { link, verdict: Some(Verdict::Broken) }).unwrap();
    }
    session.refresh();
    let [cause, ..] = &broken;
    assert_eq!(route_to_customer(cause, session.org(), session.diagnosis()), broken);
    let unasked = LinkId::new("archive", "patients");
    assert_eq!(route_to_customer(&unasked, session.org(), session.diagnosis()), [unasked]);
}

fn all_slides(
    org: &Org,
    diagnosis: &Diagnosis,
    hall: Hall,
    aspect: f64,
    theme: ThemeName,
) -> Vec<(String, Slide)> {
    let setting = Setting { org, diagnosis, theme: theme.theme(), hall, aspect };
    let walk = Walk::of(org, diagnosis);
    walk.stops
        .iter()
        .flat_map(|stop| {
            let pages = slides(&stop.content, setting).into_iter();
            pages.map(|slide| (format!("{} {hall:?} {aspect:.2}", stop.id), slide)).collect::<Vec<_>>()
        })
        .collect()
}

/// Every word of every stop of every sample, in every room and on every shape of window: large enough, on the slide, under nothing else.
#[test]
fn every_slide_can_be_read_from_the_back_row() {
    for (file, org) in samples() {
        let diagnosis = diagnose(&org, day());
        for hall in Hall::ALL {
            for aspect in [4.0 / 3.0, 16.0 / 10.0, 16.0 / 9.0, 21.0 / 9.0] {
                for (stop, slide) in all_slides(&org, &diagnosis, hall, aspect, ThemeName::Light) {
                    check(&format!("{file} {stop}"), &slide, hall);
                }
            }
        }
    }
}

fn check(what: &str, slide: &Slide, hall: Hall) {
    let page = slide.area();
    for shape in &slide.list.shapes {
        let Geometry::Text(run) = &shape.geometry else { continue };
        let share = run.style.size / slide.size.height;
        assert!(share >= TEXT_SHARE * hall.distance() / 6.0 - 1e-9, "{what}: {:?} is too small", run.text);
        assert!(!run.text.ends_with('\u{2026}'), "{what}: {:?} is cut off", run.text);
        let bounds = run.bounds();
        let is_inside = page.contains(bounds.min) && page.contains(bounds.max);
        assert!(is_inside, "{what}: {:?} leaves the slide: {bounds:?} of {page:?}", run.text);
    }
    let solid: Vec<_> = slide.items.iter().filter(|item| item.kind != ItemKind::Link).collect();
    for (place, one) in solid.iter().enumerate() {
        for other in &solid[place + 1..] {
            assert!(!one.area.overlaps(other.area), "{what}: {:?} lies on {:?}", one.name, other.name);
        }
    }
    let texts: Vec<_> = slide
        .list
        .shapes
        .iter()
        .filter_map(|shape| match &shape.geometry {
            Geometry::Text(run) => Some(run),
            _ => None,
        })
        .collect();
    for (place, one) in texts.iter().enumerate() {
        for other in &texts[place + 1..] {
            let (mut mine, theirs) = (one.bounds(), other.bounds());
            // Lines of one paragraph stand close: their bounds count from the tallest letter down.
            mine.min.y += one.style.size * (ASCENT - 0.7);
            assert!(!mine.overlaps(theirs), "{what}: {:?} lies on {:?}", one.text, other.text);
        }
    }
}

/// The figures of the design: type against the height of the window, in three rooms on three windows, in pixels.
#[test]
fn type_is_as_large_as_the_room_needs() {
    assert!((Hall::Normal.share(metrics::NAME) - NAME_SHARE).abs() < 1e-9);
    assert!((Hall::Normal.share(TEXT) - TEXT_SHARE).abs() < 1e-9);
    assert!((Hall::Normal.share(STRONG) - TEXT_SHARE).abs() < 1e-9);
    let figures: Vec<String> = Hall::ALL
        .into_iter()
        .flat_map(|hall| [720.0, 1080.0, 2160.0].map(|height| (hall, height)))
        .map(|(hall, height)| {
            let (name, text) = (hall.share(metrics::NAME) * height, hall.share(TEXT) * height);
            format!("{} at {height}: names {name:.0}, text {text:.0}", hall.label())
        })
        .collect();
    assert_eq!(
        figures,
        [
            "Small room at 720: names 24, text 21",
            "Small room at 1080: names 35, text 31",
            "Small room at 2160: names 71, text 62",
            "Normal room at 720: names 35, text 31",
            "Normal room at 1080: names 53, text 46",
            "Normal room at 2160: names 106, text 93",
            "Long room at 720: names 47, text 41",
            "Long room at 1080: names 71, text 62",
            "Long room at 2160: names 141, text 124",
        ]
    );
}

#[test]
fn words_on_slides_have_ten_to_one() {
    let org = sample("hospital-clinic.org.ron");
    let diagnosis = diagnose(&org, day());
    for theme in [ThemeName::Light, ThemeName::HighContrast] {
        for (stop, slide) in all_slides(&org, &diagnosis, Hall::Normal, 16.0 / 9.0, theme) {
            let grounds = [
                theme.theme().canvas,
                theme.theme().box_fill,
                theme.theme().customer_fill,
                theme.theme().supplier_fill,
            ];
            for shape in &slide.list.shapes {
                let Geometry::Text(run) = &shape.geometry else { continue };
                for ground in grounds {
                    let contrast = crate::picture::contrast::contrast(run.color, ground);
                    assert!(contrast >= 10.0, "{stop}: {:?} has {contrast:.1}", run.text);
                }
            }
        }
    }
}

#[test]
fn long_names_and_other_scripts_are_not_lost() {
    let mut org = clinic();
    let names = [
        ("records", "Department of continuously improving the processes of handing patients over, team 7"),
        ("clinic", "采购部门办公室与质量管理"),
        ("patients", "Donaudampfschifffahrtsgesellschaftskapitänswitwen"),
    ];
    for (id, name) in names {
        let mut session = Session::of(org.clone(), None, today());
        let mut facts = org.party(&PartyId::new(id)).unwrap().clone();
        facts.name = name.to_owned();
        session.execute(&Command::UpdateParty { party: PartyId::new(id), facts: Box::new(facts) }).unwrap();
        org = session.org().clone();
    }
    let diagnosis = diagnose(&org, today());
    for hall in Hall::ALL {
        for (stop, slide) in all_slides(&org, &diagnosis, hall, 16.0 / 9.0, ThemeName::Light) {
            let page = slide.area();
            for item in &slide.items {
                let (min, max) = (item.area.min, item.area.max);
                assert!(page.contains(min) && page.contains(max), "{stop}: {:?} {:?}", item.name, item.area);
            }
        }
    }
}

#[test]
fn the_lock_closes_after_a_minute_without_a_touch() {
    let mut lock = Lock::default();
    assert!(!lock.is_open(0.0));
    lock.touch(0.0);
    assert!(!lock.is_open(0.0), "a touch opens nothing");
    lock.turn(10.0);
    assert!(lock.is_open(10.0 + RELOCK_S - 0.1));
    lock.touch(60.0);
    assert!(lock.is_open(60.0 + RELOCK_S - 0.1));
    assert!(!lock.is_open(60.0 + RELOCK_S));
    lock.turn(200.0);
    lock.turn(201.0);
    assert!(!lock.is_open(201.0));
}

#[test]
fn the_timer_counts_up_and_down() {
    let mut timer = Timer::default();
    assert_eq!(timer.text(5.0), None);
    timer.turn(5.0);
    assert_eq!(timer.text(70.0).unwrap(), "1:05");
    timer.add_minutes(2, 100.0);
    assert_eq!(timer.text(100.0).unwrap(), "2:00");
    assert_eq!(timer.text(220.5).unwrap(), "0:00");
    assert_eq!(timer.text(250.0).unwrap(), "over by 0:30");
    timer.add_minutes(-5, 300.0);
    assert_eq!(timer.text(3900.0).unwrap(), "1:00:00");
    timer.turn(3900.0);
    assert!(!timer.is_on());
}

#[test]
fn dots_are_counted_down_and_order_the_actions() {
    let mut session = session();
    for what in ["Ask first", "Send the list", "Move the desk"] {
        let action = throughline::model::Action { what: what.to_owned(), ..Default::default() };
        session.execute(&Command::AddAction(Box::new(action))).unwrap();
    }
    session.refresh();
    let list = candidates(session.org(), session.diagnosis());
    let names: Vec<&str> = list.iter().map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(names, ["Records to Clinic", "Ask first", "Move the desk", "Send the list"]);
    let ballot = Ballot { people: 4, each: 3 };
    assert_eq!(ballot.left_in_words(&list), "12 of 12 dots left");
    session.execute(&Command::GiveDots { on: list[3].on.clone(), dots: 5 }).unwrap();
    session.execute(&Command::GiveDots { on: list[0].on.clone(), dots: 1 }).unwrap();
    let list = candidates(session.org(), session.diagnosis());
    assert_eq!(ballot.left_in_words(&list), "6 of 12 dots left");
    assert_eq!(Ballot { people: 1, each: 3 }.left_in_words(&list), "6 dots given, 3 more than there are");
    assert_eq!(Ballot::default().left_in_words(&list), "6 dots given");
    let order: Vec<&str> =
        session.org().actions_in_order().iter().map(|(_, action)| action.what.as_str()).collect();
    assert_eq!(order, ["Send the list", "Ask first", "Move the desk"]);
}
