//! The map from far away: departments as one box each, as long as one does not come closer.

#![expect(clippy::unwrap_used, reason = "a test that cannot find what it looks for has failed")]

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::session::{Session, Subject};
use throughline::storage;

use crate::canvas::{Window, harness};
use crate::clinic;

/// Two departments of fifty teams each, with one link between them.
fn two_departments() -> Session {
    let team = |number: usize| {
        let department = if number < 50 { "Finance" } else { "Logistics" };
        format!("\"t{number:03}\": (name: \"Team {number:03}\", department: \"{department}\"),")
    };
    let links = |number: usize| {
        let beside = if number % 10 == 9 { None } else { Some(number + 1) };
        beside.map(|other| format!("(supplier: \"t{number:03}\", customer: \"t{other:03}\"),"))
    };
    let teams: String = (0..100).map(team).collect();
    let links: String = (0..100).filter_map(links).collect();
    let between = "(supplier: \"t009\", customer: \"t050\"),";
    let text = format!("(format: 1, name: \"Two\", parties: {{{teams}}}, links: [{links}{between}])");
    Session::of(storage::parse(text.as_bytes(), "two.org.ron").unwrap().org, None, crate::harness::today())
}

type Map = Harness<'static, Window>;

/// The map at that zoom.
fn at(map: &mut Map, zoom: f32) {
    let now = map.state().canvas.zoom();
    map.state_mut().canvas.zoom_by(zoom / now);
    map.run();
    assert!((map.state().canvas.zoom() - zoom).abs() < 1e-3, "{}", map.state().canvas.zoom());
}

/// What on the map is called so at its beginning.
fn names(map: &Map, start: &str) -> Vec<String> {
    let nodes = map.query_all_by(|node| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with(start))
    });
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

fn departments(map: &Map) -> BTreeSet<String> {
    map.state().session.org().parties().values().filter_map(|party| party.department.clone()).collect()
}

fn click(map: &mut Map, at: Pos2, times: usize) {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    map.event(Event::PointerMoved(at));
    map.run();
    for _ in 0..times {
        map.input_mut().events.extend([true, false].map(button));
    }
    map.run();
}

#[test]
fn far_away_each_department_is_one_box_and_coming_closer_shows_the_teams_where_they_were() {
    let mut map = harness(clinic::session());
    let count = departments(&map).len();
    at(&mut map, 0.3);
    let team = map.get_by_label_contains("Team Records").rect();
    assert!(names(&map, "Department ").is_empty());
    at(&mut map, 0.1);
    assert_eq!(names(&map, "Department ").len(), count, "one node each");
    let home = |id: &str| map.state().session.org().parties().values().any(|party| party.name == id);
    assert!(home("Records"));
    assert!(names(&map, "Team Records").is_empty(), "its department stands for it");
    assert!(!names(&map, "External customer Patients").is_empty(), "nothing stands for a customer");
    assert!(
        names(&map, "Department ")
            .iter()
            .any(|name| name.contains("broken inside") || name.contains("inside"))
    );
    at(&mut map, 0.13);
    assert_eq!(names(&map, "Department ").len(), count, "a little closer they stay: nothing flickers");
    at(&mut map, 0.3);
    assert!(names(&map, "Department ").is_empty());
    let back = map.get_by_label_contains("Team Records").rect();
    assert!((back.center() - team.center()).length() < 1.0, "{back} {team}");
    at(&mut map, 0.13);
    assert!(names(&map, "Department ").is_empty(), "and a little farther the teams stay");
    assert_eq!(map.state().session.history().done().len(), 0, "nothing was changed");
}

#[test]
fn a_click_chooses_a_departments_teams_and_a_double_click_comes_closer() {
    let mut map = harness(two_departments());
    at(&mut map, 0.1);
    let name = names(&map, "Department ").into_iter().next().unwrap();
    let department = name.trim_start_matches("Department ").split(", ").next().unwrap().to_owned();
    let org = map.state().session.org();
    let members: BTreeSet<Subject> = org
        .parties()
        .iter()
        .filter(|(_, party)| party.department.as_deref() == Some(&department))
        .map(|(id, _)| Subject::Party(id.clone()))
        .collect();
    // A line that runs across the box comes first: beside it.
    let rect = map.get_by_label(&name).rect();
    let shares =
        (1..20).flat_map(|across| (1..10).map(move |down| (across as f32 / 20.0, down as f32 / 10.0)));
    let mut places =
        shares.map(|(across, down)| rect.min + egui::vec2(across * rect.width(), down * rect.height()));
    let free = places.find(|place| {
        click(&mut map, *place, 1);
        *map.state().session.selection().subjects() == members
    });
    let before = map.state().canvas.zoom();
    click(&mut map, free.expect("not all of the box is covered with lines"), 2);
    for _ in 0..20 {
        map.step();
    }
    assert!(map.state().canvas.zoom() > before * 2.0, "{}", map.state().canvas.zoom());
    assert!(names(&map, "Department ").is_empty(), "its teams show");
}

#[test]
fn a_line_between_two_departments_says_the_worst_and_chooses_all_its_links() {
    let mut map = harness(clinic::session());
    at(&mut map, 0.1);
    let lines = names(&map, "Links ");
    assert!(!lines.is_empty());
    for name in &lines {
        assert!(name.contains(" links, "), "{name}");
        assert!(name.contains("the worst is "), "{name}");
    }
    let name = lines.first().unwrap().clone();
    let count: usize = name.split(", ").nth(1).unwrap().trim_end_matches(" links").parse().unwrap();
    map.get_by_label(&name).click_accesskit();
    map.run();
    assert_eq!(map.state().session.selection().subjects().len(), count, "{name}");
}
