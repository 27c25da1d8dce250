//! What of the map is seen and chosen: focus, folded departments, several at once; by hand and by keyboard.

#![expect(clippy::unwrap_used, reason = "a test that cannot find what it looks for has failed")]

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::model::{LinkId, PartyId, View};
use throughline::session::Subject;

use crate::harness::{Window, sample};

const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

fn clinic() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("hospital-clinic.org.ron");
    std::fs::copy(sample("hospital-clinic.org.ron"), &copy).unwrap();
    Window::of(folder, Some(copy), vec2(1800.0, 1100.0))
}

/// What on the map, not in a panel, is called so at its beginning.
fn on_map<'w>(window: &'w Window, name: &'w str) -> Option<Node<'w>> {
    let is_it = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with(name))
    };
    let mut found = window.harness.query_all_by(is_it);
    found.next()
}

fn rect(window: &Window, name: &str) -> Rect {
    on_map(window, name).expect(name).rect()
}

fn click(window: &mut Window, name: &str) {
    on_map(window, name).expect(name).click();
    window.settle();
}

fn click_with(window: &mut Window, modifiers: Modifiers, name: &str) {
    on_map(window, name).unwrap().click_modifiers(modifiers);
    window.settle();
}

/// Both clicks in one frame: a frame of the harness lasts longer than a double click may.
fn double_click(window: &mut Window, name: &str) {
    let at = rect(window, name).center();
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.harness.event(Event::PointerMoved(at));
    window.harness.run_steps(2);
    window.harness.input_mut().events.extend([true, false, true, false].map(button));
    window.settle();
}

fn drag(window: &mut Window, modifiers: Modifiers, from: Pos2, to: Pos2) {
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    window.harness.event(Event::ModifiersChanged(modifiers));
    window.harness.event(Event::PointerMoved(from));
    window.harness.run_steps(2);
    window.harness.event(button(from, true));
    window.harness.run_steps(2);
    for share in [0.2, 0.6, 1.0] {
        window.harness.event(Event::PointerMoved(from + (to - from) * share));
        window.harness.run_steps(2);
    }
    window.harness.event(button(to, false));
    window.harness.run_steps(2);
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

fn chosen(window: &Window) -> BTreeSet<String> {
    window.app().session().selection().parties().map(|party| party.as_str().to_owned()).collect()
}

fn is_everything(window: &Window) -> bool {
    window.app().session().shown().is_everything()
}

#[test]
fn a_focus_says_what_it_hides_and_every_way_leads_back() {
    let mut window = clinic();
    assert!(on_map(&window, "Team Triage").is_some());
    click(&mut window, "Team Laboratory");
    window.press(Key::O);
    let shown = window.app().session().shown();
    let (near, hidden, all) = (shown.parties(), shown.hidden(), window.app().session().org().parties().len());
    assert!(near > 3 && hidden > 0 && near + hidden == all);
    let bar = format!("Showing Laboratory and 2 steps around, {near} of {all} teams, {hidden} hidden");
    assert!(window.shows_words(&bar), "{bar}");
    assert!(on_map(&window, "Team Laboratory").is_some());
    let gone = window.app().session().org().parties().iter().find(|(id, _)| shown.place_of(id).is_none());
    let gone = format!("Team {},", gone.unwrap().1.name);
    assert!(on_map(&window, &gone).is_none(), "{gone} is hidden");
    window.assert_every_node_is_named();

    window.press(Key::Comma);
    assert!(window.shows_words("Showing Laboratory and 1 step around"));
    window.click("Fewer");
    assert_eq!(window.app().session().shown().parties(), 1);
    window.press(Key::Comma);
    assert_eq!(window.app().notice(), Some("Nothing is shown around it"));
    for _ in 0..12 {
        window.press(Key::Period);
    }
    let reached = window.app().session().shown().parties();
    assert!(reached > near);
    assert_eq!(window.app().notice(), Some("Nobody lies further up- or downstream of it"));

    window.click("Show all");
    assert!(is_everything(&window));
    assert!(!window.shows_words("Showing Laboratory"));
    window.press(Key::O);
    assert!(!is_everything(&window));
    window.press_with(SHIFT, Key::O);
    assert!(is_everything(&window));
    window.press(Key::O);
    window.press(Key::Escape);
    assert!(window.app().session().selection().is_empty());
    assert!(!is_everything(&window), "the first Escape lets go of the choice only");
    window.press(Key::Escape);
    assert!(is_everything(&window));
    assert!(!window.app().session().has_unsaved_changes());
}

#[test]
fn whoever_goes_to_a_hidden_team_sees_it_and_is_told() {
    let mut window = clinic();
    click(&mut window, "Team Laboratory");
    window.press(Key::O);
    window.press(Key::Comma);
    assert!(on_map(&window, "Team Facilities").is_none());
    window.press_with(CTRL, Key::K);
    window.type_text("Facilities");
    window.press(Key::Enter);
    assert_eq!(chosen(&window), BTreeSet::from(["facilities".to_owned()]));
    assert!(on_map(&window, "Team Facilities").is_some());
    assert_eq!(window.app().notice(), Some("Now part of the focus, hidden before: Facilities"));

    // In a folded department.
    window.press_with(SHIFT, Key::O);
    window.press_with(SHIFT, Key::D);
    assert!(on_map(&window, "Team Booking").is_none());
    window.press_with(CTRL, Key::K);
    window.type_text("Booking");
    window.press(Key::Enter);
    assert!(on_map(&window, "Team Booking").is_some());
    assert_eq!(window.app().notice(), Some("Front of house unfolded to show it"));

    // Every broken link can be walked to, wherever it is hidden.
    window.press_with(SHIFT, Key::D);
    for _ in 0..window.app().session().diagnosis().counts.broken {
        window.press(Key::B);
        let link = window.app().session().selection().primary().unwrap().link().unwrap().clone();
        assert_eq!(window.app().session().shown().line_of(&link).unwrap().links.as_slice(), [link]);
    }
}

#[test]
fn no_place_is_given_on_a_part_of_the_map() {
    let mut window = clinic();
    click(&mut window, "Team Laboratory");
    window.press(Key::O);
    let at = rect(&window, "Team Laboratory").center();
    drag(&mut window, Modifiers::NONE, at, at + vec2(60.0, 40.0));
    assert!(window.app().notice().unwrap().contains("show all of it first"));
    window.press_with(Modifiers::ALT, Key::ArrowRight);
    assert!(window.app().notice().unwrap().contains("Show all teams first"));
    assert!(window.app().session().history().done().is_empty());
}

#[test]
fn a_department_is_folded_and_unfolded_by_hand() {
    let mut window = clinic();
    let before = window.app().session().layout().clone();
    assert!(on_map(&window, "Team Laboratory").is_some());
    click(&mut window, "Fold Diagnostics");
    assert!(on_map(&window, "Team Laboratory").is_none());
    let folded = on_map(&window, "Department Diagnostics, folded, 4 teams").unwrap();
    let name = folded.accesskit_node().label().unwrap();
    assert!(name.contains("1 cause") && name.ends_with("inside"), "{name}");
    assert_eq!(chosen(&window).len(), 4, "its teams are chosen");
    assert!(window.shows_words("1 department folded"));
    window.assert_every_node_is_named();

    // What leads in and out is drawn, and named by its worst link.
    assert!(window.shows_words("Diagnostics"), "as the end of a line or a box");
    double_click(&mut window, "Department Diagnostics");
    assert!(on_map(&window, "Team Laboratory").is_some());
    assert_eq!(*window.app().session().layout(), before);

    click(&mut window, "Select the teams of Diagnostics");
    assert_eq!(chosen(&window).len(), 4);
    window.press(Key::D);
    assert!(on_map(&window, "Department Diagnostics, folded").is_some());
    window.press(Key::D);
    assert!(is_everything(&window));
    window.press_with(SHIFT, Key::D);
    assert!(window.shows_words("5 departments folded"));
    assert!(
        on_map(&window, "Team ").is_none_or(|node| !node
            .accesskit_node()
            .label()
            .unwrap()
            .contains("Clinical"))
    );
    window.assert_every_node_is_named();
    window.click("Unfold all");
    assert!(is_everything(&window));
    assert_eq!(*window.app().session().layout(), before);
}

#[test]
fn a_line_of_several_links_says_the_worst_and_chooses_them_all() {
    let mut window = clinic();
    window.press_with(SHIFT, Key::D);
    let line =
        window.app().session().shown().lines().iter().max_by_key(|line| line.links.len()).unwrap().clone();
    assert!(line.links.len() > 1);
    let count = format!("{} links, ", line.links.len());
    let bundles =
        window.harness.get_all_by(|node| node.label().is_some_and(|label| label.starts_with("Links ")));
    let bundle =
        bundles.into_iter().find(|node| node.accesskit_node().label().unwrap().contains(&count)).unwrap();
    assert!(bundle.accesskit_node().label().unwrap().contains("the worst is"));
    bundle.click();
    window.settle();
    let subjects = window.app().session().selection().subjects();
    assert_eq!(subjects.len(), line.links.len());
    assert!(window.shows_words(&format!("{} links", subjects.len())));
    assert_eq!(window.app().session().shown().folded().count(), 5, "choosing a line unfolds nothing");
}

#[test]
fn the_keyboard_walks_over_folded_boxes() {
    let mut window = clinic();
    window.press_with(SHIFT, Key::D);
    window.press(Key::ArrowRight);
    for _ in 0..3 {
        let before = chosen(&window);
        window.press(Key::ArrowLeft);
        assert_ne!(chosen(&window), before, "there is always a supplier here");
    }
    assert_eq!(window.app().session().shown().folded().count(), 5, "walking unfolds nothing");
    let folded: Vec<usize> = window.app().session().shown().folded().map(|one| one.members.len()).collect();
    assert!(folded.contains(&chosen(&window).len()) || chosen(&window).len() == 1);
}

#[test]
fn a_rectangle_with_shift_chooses_and_without_it_the_map_moves() {
    let mut window = clinic();
    let (one, other) = (rect(&window, "Team Imaging"), rect(&window, "Team Laboratory"));
    let around = one.union(other).expand(6.0);
    drag(&mut window, SHIFT, around.left_top(), around.right_bottom());
    let both = chosen(&window);
    assert!(both.contains("imaging") && both.contains("lab"), "{both:?}");
    assert_eq!(rect(&window, "Team Imaging"), one, "the map has not moved");
    assert!(window.shows_words("teams, ") && window.shows_words(" between"), "the inspector counts");
    window.assert_every_node_is_named();

    // Clicks with Shift or Ctrl put in and take out.
    click_with(&mut window, CTRL, "Team Imaging");
    assert!(!chosen(&window).contains("imaging"));
    click_with(&mut window, SHIFT, "Team Imaging");
    assert_eq!(chosen(&window), both);

    let at = around.left_top();
    drag(&mut window, Modifiers::NONE, at, at + vec2(-50.0, 30.0));
    assert_ne!(rect(&window, "Team Imaging"), one, "the map has moved");
    assert_eq!(chosen(&window), both);
}

#[test]
fn the_keyboard_chooses_all_several_and_none() {
    let mut window = clinic();
    window.press_with(CTRL, Key::A);
    assert_eq!(chosen(&window).len(), window.app().session().org().parties().len());
    window.press(Key::Escape);
    assert!(chosen(&window).is_empty());
    click(&mut window, "Team Laboratory");
    window.press_with(SHIFT, Key::ArrowRight);
    window.press_with(SHIFT, Key::ArrowRight);
    let several = chosen(&window);
    assert_eq!(several.len(), 3, "{several:?}");
    let link = |from: &str, to: &str| LinkId::new(from, to);
    let org = window.app().session().org();
    let next = several.iter().filter(|id| org.link(&link("lab", id)).is_some()).count();
    assert!(next >= 1, "it goes along the chain: {several:?}");
}

#[test]
fn several_move_together_in_one_step() {
    let mut window = clinic();
    click(&mut window, "Team Imaging");
    click_with(&mut window, CTRL, "Team Laboratory");
    let (one, other) = (rect(&window, "Team Imaging").center(), rect(&window, "Team Laboratory").center());
    drag(&mut window, Modifiers::NONE, one, one + vec2(0.0, 60.0));
    let session = window.app().session();
    assert_eq!(session.history().undo_label(), Some("Move 2 teams"));
    let pin = |id: &str| *session.org().party(&PartyId::new(id)).unwrap().pins.get(&View::Chain).unwrap();
    let (first, second) = (pin("imaging"), pin("lab"));
    let zoom = (other - one).y / (second.y - first.y) as f32;
    let apart = vec2((second.x - first.x) as f32, (second.y - first.y) as f32) * zoom;
    assert!((apart - (other - one)).length() < 16.0, "they stay where they stood to each other");
    window.press_with(CTRL, Key::Z);
    assert!(window.app().session().history().done().is_empty());

    window.press_with(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(window.app().session().history().undo_label(), Some("Move 2 teams"));
    window.press_with(SHIFT, Key::P);
    assert_eq!(window.app().session().history().undo_label(), Some("Let 2 teams go"));
}

#[test]
fn several_are_put_into_a_department_and_removed_in_one_step_each() {
    let mut window = clinic();
    click(&mut window, "Team Imaging");
    click_with(&mut window, CTRL, "Team Doctors");
    window.press_with(CTRL, Key::K);
    window.type_text("Move to a department");
    window.press(Key::Enter);
    window.type_text("Hospital");
    window.press(Key::Enter);
    assert_eq!(window.app().session().history().undo_label(), Some("Move 2 teams to Hospital"));
    window.press(Key::Escape);
    window.press_with(CTRL, Key::Z);
    window.press(Key::Escape);

    click(&mut window, "Team Imaging");
    click_with(&mut window, CTRL, "Team Doctors");
    let before = window.app().session().org().parties().len();
    window.press(Key::Delete);
    assert!(window.app().question().is_some(), "links go along: that is asked");
    window.click("Remove");
    assert_eq!(window.app().session().org().parties().len(), before - 2);
    assert_eq!(window.app().session().history().done().len(), 1);
    window.press_with(CTRL, Key::Z);
    assert_eq!(window.app().session().org().parties().len(), before);
}

#[test]
fn a_focus_around_several_and_a_return_link() {
    let mut window = clinic();
    click(&mut window, "Team Imaging");
    click_with(&mut window, CTRL, "Team Doctors");
    window.click("Focus on them");
    assert!(window.shows_words("Showing Doctors and Imaging and 2 steps around"));
    window.press_with(SHIFT, Key::O);

    // Doctors are served by those they serve: both ways lead there, under a focus too.
    let org = window.app().session().org();
    let back = org.links().keys().find(|id| {
        let turned = LinkId { supplier: id.customer.clone(), customer: id.supplier.clone() };
        org.link(&turned).is_some()
    });
    let Some(back) = back.cloned() else { panic!("the sample has a loop of two") };
    let name = format!("Team {}", window.app().session().org().name_of(&back.supplier));
    click(&mut window, &name);
    window.press(Key::O);
    for _ in 0..2 {
        window.press(Key::Comma);
    }
    window.press(Key::Period);
    for key in [Key::ArrowRight, Key::ArrowLeft] {
        window.press(key);
        let Some(Subject::Party(party)) = window.app().session().selection().primary().cloned() else {
            panic!("a team is chosen")
        };
        assert!(window.app().session().shown().place_of(&party).is_some());
    }
}

#[test]
fn escape_drops_what_is_in_the_hand_and_closes_the_menu_before_it_lets_go_of_the_choice() {
    let mut window = clinic();
    click(&mut window, "Fold Diagnostics");
    on_map(&window, "Department Diagnostics, folded").unwrap().click_secondary();
    window.settle();
    assert!(window.shows_words("Unfold Diagnostics"));
    window.press(Key::Escape);
    assert!(!window.shows_words("Unfold Diagnostics"));
    assert_eq!(chosen(&window).len(), 4);

    let at = rect(&window, "Team Triage").center();
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.harness.event(Event::PointerMoved(at));
    window.harness.event(button(true));
    window.harness.run_steps(2);
    window.harness.event(Event::PointerMoved(at + vec2(80.0, 60.0)));
    window.harness.run_steps(2);
    window.press(Key::Escape);
    window.harness.event(button(false));
    window.settle();
    assert!(window.app().session().history().done().is_empty(), "nothing was moved");
}

/// A window on a map of 520 teams in thirteen departments: so many that pictures are made on a thread, a chain through all of them.
fn large() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.org.ron");
    let team = |number: usize| {
        format!("\"t{number:03}\": (name: \"Team {number:03}\", department: \"Department {}\"),", number / 40)
    };
    let link = |number: usize| format!("(supplier: \"t{number:03}\", customer: \"t{:03}\"),", number + 1);
    let teams: Vec<String> = (0..520).map(team).collect();
    let links: Vec<String> = (0..519).map(link).collect();
    let text = format!(
        "(format: 1, name: \"Large\", parties: {{{}}}, links: [{}])",
        teams.join("\n"),
        links.join("\n")
    );
    std::fs::write(&file, text).unwrap();
    Window::of(folder, Some(file), vec2(1280.0, 720.0))
}

#[test]
fn a_large_map_opens_as_its_departments_and_fills_the_view_however_it_is_folded() {
    let mut window = large();
    assert!(window.shows_words("13 departments folded"));
    assert!(window.shows_words("520 of 520 teams in folded boxes"));
    let first = rect(&window, "Department Department 0, folded, 40 teams");
    let last = rect(&window, "Department Department 12, folded, 40 teams");
    let width = first.union(last).width();
    window.click("Unfold all");
    assert!(is_everything(&window));
    window.press_with(SHIFT, Key::D);
    let again = rect(&window, "Department Department 0").union(rect(&window, "Department Department 12"));
    assert!((again.width() - width).abs() < 2.0, "as large as before: {} {width}", again.width());
}
