//! The map in the window: what one points at, drags, types and hears.

#![expect(clippy::unwrap_used, reason = "a test that cannot find what it looks for has failed")]

use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::model::{LinkId, PartyId, Verdict, View};
use throughline::picture::ThemeName;
use throughline::session::{Command, Selection, Session, Subject};
use throughline::ui::actions::Action;
use throughline::ui::canvas::{CanvasState, Direction, canvas_ui, nudge, walk};
use throughline::ui::tokens::{Tokens, install_fonts};
use throughline::ui::{Request, Sink};

use crate::clinic;

/// A window with nothing but the map. Commands are done at once, as the app does them; every request is kept.
pub(super) struct Window {
    pub(super) session: Session,
    pub(super) canvas: CanvasState,
    tokens: Tokens,
    requests: Vec<Request>,
}

impl Window {
    fn requested(&self, wanted: impl Fn(&Request) -> bool) -> usize {
        self.requests.iter().filter(|request| wanted(request)).count()
    }
}

/// A window on the map of that session.
pub(super) fn harness(session: Session) -> Harness<'static, Window> {
    let tokens = Tokens::of(ThemeName::Light);
    let window = Window { session, canvas: CanvasState::default(), tokens, requests: Vec::new() };
    let mut passes = 0;
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_max_steps(90)
        .with_step_dt(1.0 / 60.0)
        .build_ui_state(
            move |ui, window: &mut Window| {
                passes += 1;
                if passes == 1 {
                    // Fonts are there from the second pass on.
                    install_fonts(ui.ctx());
                    window.tokens.apply(ui.ctx());
                    ui.ctx().request_repaint();
                    return;
                }
                window.session.refresh();
                let mut sink = Sink::default();
                egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
                    canvas_ui(ui, &window.session, &window.tokens, &mut window.canvas, &mut sink);
                });
                for request in sink.drain() {
                    if let Request::Command(command) = &request {
                        window.session.execute(command).unwrap();
                    }
                    window.requests.push(request);
                }
            },
            window,
        );
    harness.run();
    harness
}

fn clinic() -> Harness<'static, Window> {
    harness(clinic::session())
}

fn rect_of(harness: &Harness<'_, Window>, name: &str) -> Rect {
    harness.get_by_label_contains(name).rect()
}

fn drag(harness: &mut Harness<'_, Window>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for share in [0.2, 0.6, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.run();
    }
    harness.drop_at(to);
    harness.run();
}

/// A place on the map with nothing near: beneath everything, in the middle.
fn empty_place(harness: &Harness<'_, Window>) -> Pos2 {
    let lowest =
        harness.get_all_by(|node| node.role() == Role::Button && is_on_map(node)).map(|node| node.rect());
    let bottom = lowest.fold(0.0_f32, |bottom, rect| bottom.max(rect.bottom()));
    Pos2::new(700.0, (bottom + 60.0).min(690.0))
}

fn is_on_map(node: &egui_kittest::kittest::AccessKitNode<'_>) -> bool {
    let name = node.label().unwrap_or_default();
    ["Team ", "External ", "Link "].iter().any(|start| name.starts_with(start))
}

fn chosen(harness: &Harness<'_, Window>) -> Option<Subject> {
    harness.state().session.selection().primary().cloned()
}

#[test]
fn teams_and_links_are_nodes_with_their_state_in_words() {
    let harness = clinic();
    let team = harness.get_by_label_contains("Team Records");
    assert_eq!(team.accesskit_node().role(), Role::Button);
    assert!(team.accesskit_node().label().unwrap().contains("Back office"));
    let link = harness.get_by_label_contains("Link Reception to Patients");
    assert_eq!(link.accesskit_node().role(), Role::Button);
    assert!(link.accesskit_node().label().unwrap().contains("broken"));
    for party in harness.state().session.org().parties().values() {
        assert!(harness.query_all_by_label_contains(&party.name).count() > 0, "{}", party.name);
    }
    for link in harness.state().session.org().links().keys() {
        let org = harness.state().session.org();
        let name = format!("Link {} to {},", org.name_of(&link.supplier), org.name_of(&link.customer));
        harness.get_by_label_contains(&name);
    }
}

#[test]
fn every_node_that_takes_the_focus_has_a_role_and_a_name_and_is_large_enough() {
    let mut harness = clinic();
    harness.get_by_label_contains("Link Reception to Patients").click();
    harness.run();
    harness.get_by_label_contains("Team Records").click();
    harness.run();
    let mut seen = 0;
    let focusable = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.data().supports_action(egui::accesskit::Action::Focus)
    };
    for node in harness.get_all_by(focusable) {
        let data = node.accesskit_node();
        assert_ne!(data.role(), Role::Unknown, "{data:?}");
        let name = data.label().or(data.value()).unwrap_or_default();
        assert!(!name.trim().is_empty(), "nameless {:?}", data.role());
        let size = node.rect().size();
        assert!(size.min_elem() >= 23.9, "{name} is {size}");
        seen += 1;
    }
    assert!(seen > 20, "only {seen} nodes");
}

#[test]
fn a_click_chooses_a_second_with_ctrl_adds_and_one_on_nothing_clears() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Records").click();
    harness.run();
    assert_eq!(chosen(&harness), Some(Subject::Party(PartyId::new("records"))));
    harness.get_by_label_contains("Team Booking").click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert_eq!(harness.state().session.selection().subjects().len(), 2);
    let empty = empty_place(&harness);
    harness.hover_at(empty);
    harness.drag_at(empty);
    harness.drop_at(empty);
    harness.run();
    assert!(harness.state().session.selection().is_empty());
}

#[test]
fn a_click_on_a_links_mark_chooses_it_and_offers_the_four_words() {
    let mut harness = clinic();
    harness.get_by_label_contains("Link Lab to Doctors").click();
    harness.run();
    let link = clinic::link("lab", "doctors");
    assert_eq!(chosen(&harness), Some(Subject::Link(link.clone())));
    harness.get_by_label("Mark Lab to Doctors broken").click();
    harness.run();
    let wanted = Command::SetVerdict { link, verdict: Some(Verdict::Broken) };
    assert_eq!(harness.state().requested(|request| *request == Request::Command(wanted.clone())), 1);
    harness.get_by_label_contains("Link Lab to Doctors, broken");
}

#[test]
fn a_click_on_a_line_beside_its_mark_chooses_the_link() {
    let mut harness = clinic();
    let session = &harness.state().session;
    let place =
        session.org().links().keys().position(|id| *id == clinic::link("reception", "patients")).unwrap();
    let points = &session.layout().routes[place].points;
    let boxes = &session.layout().boxes;
    let parties: Vec<&PartyId> = session.org().parties().keys().collect();
    // Where the map stands on the screen: by two boxes that are nodes.
    let on_screen = |id: &str| {
        let name = session.org().name_of(&PartyId::new(id)).to_owned();
        let party = parties.iter().position(|party| party.as_str() == id).unwrap();
        let node = harness.get_by(|node| {
            node.label().is_some_and(|label| {
                label == format!("Team {name}") || label.starts_with(&format!("Team {name},"))
            })
        });
        (boxes[party].centre(), node.rect().center())
    };
    let ((world_a, screen_a), (world_b, screen_b)) = (on_screen("records"), on_screen("reception"));
    let zoom = (screen_b.x - screen_a.x) / (world_b.x - world_a.x) as f32;
    let start = points[0];
    let at = screen_b
        + vec2((start.x - world_b.x) as f32 * zoom + 14.0, (start.y - world_b.y) as f32 * zoom + 1.0);
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert_eq!(chosen(&harness), Some(Subject::Link(clinic::link("reception", "patients"))));
}

#[test]
fn dragging_a_team_pins_it_once_on_the_grid() {
    let mut harness = clinic();
    let from = rect_of(&harness, "Team Records").center();
    drag(&mut harness, from, from + vec2(40.0, -50.0));
    let pins =
        harness.state().requested(|request| matches!(request, Request::Command(Command::SetPin { .. })));
    assert_eq!(pins, 1);
    let party = harness.state().session.org().party(&PartyId::new("records")).unwrap().clone();
    let pin = party.pins[&View::Chain];
    assert_eq!((pin.x % 8, pin.y % 8), (0, 0));
    assert_eq!(harness.state().session.history().done().len(), 1);
    let moved = rect_of(&harness, "Team Records").center() - from;
    assert!((moved - vec2(40.0, -50.0)).length() < 60.0, "{moved}");
}

#[test]
fn escape_puts_a_dragged_team_back() {
    let mut harness = clinic();
    let from = rect_of(&harness, "Team Records").center();
    harness.hover_at(from);
    harness.drag_at(from);
    harness.run();
    harness.hover_at(from + vec2(60.0, 60.0));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    harness.drop_at(from + vec2(60.0, 60.0));
    harness.run();
    assert_eq!(
        harness.state().requested(|request| matches!(request, Request::Command(Command::SetPin { .. }))),
        0
    );
}

#[test]
fn a_link_is_drawn_from_a_handle_to_another_team() {
    let mut harness = clinic();
    let supplier = rect_of(&harness, "Team Billing");
    harness.hover_at(supplier.center());
    harness.run();
    let handle = harness.get_by_label("Draw a link from Billing to a customer").rect().center();
    let customer = rect_of(&harness, "Team IT support").center();
    drag(&mut harness, handle, customer);
    let wanted = Request::Command(Command::AddLink(clinic::link("billing", "it")));
    assert_eq!(harness.state().requested(|request| *request == wanted), 1, "{:?}", harness.state().requests);
}

#[test]
fn from_the_upstream_handle_the_other_team_becomes_the_supplier() {
    let mut harness = clinic();
    harness.hover_at(rect_of(&harness, "Team Billing").center());
    harness.run();
    let handle = harness.get_by_label("Draw a link from a supplier to Billing").rect().center();
    let supplier = rect_of(&harness, "Team Lab").center();
    drag(&mut harness, handle, supplier);
    let wanted = Request::Command(Command::AddLink(clinic::link("lab", "billing")));
    assert_eq!(harness.state().requested(|request| *request == wanted), 1, "{:?}", harness.state().requests);
}

#[test]
fn a_link_let_go_over_nothing_asks_for_the_new_team() {
    let mut harness = clinic();
    harness.hover_at(rect_of(&harness, "Team Billing").center());
    harness.run();
    let handle = harness.get_by_label("Draw a link from Billing to a customer").rect().center();
    let empty = empty_place(&harness);
    drag(&mut harness, handle, empty);
    harness.get_by_label("Whom does Billing supply?").type_text("Auditors, yearly");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let wanted = Request::Capture("\"Billing\" > \"Auditors, yearly\"".to_owned());
    assert_eq!(harness.state().requested(|request| *request == wanted), 1, "{:?}", harness.state().requests);
}

#[test]
fn a_double_click_on_nothing_adds_a_team_there() {
    let mut harness = clinic();
    let at = empty_place(&harness);
    harness.hover_at(at);
    for _ in 0..2 {
        harness.drag_at(at);
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    harness.get_by_label_contains("New team").type_text("Archive");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let added = harness.state().session.org().party(&PartyId::new("archive")).unwrap();
    assert!(added.pins.contains_key(&View::Chain), "it stays where it was put");
    let there = rect_of(&harness, "Team Archive").center();
    assert!(
        (there - at).length() < 12.0 || !Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 640.0)).contains(at)
    );
}

#[test]
fn escape_drops_a_name_that_was_typed() {
    let mut harness = harness(clinic::empty());
    harness.state_mut().canvas.start_add_party(throughline::model::PartyKind::ExternalCustomer);
    harness.run();
    harness.get_by_label("New external customer").type_text("Citizens");
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().session.org().parties().is_empty());
    assert!(harness.query_by_label("New external customer").is_none());
}

#[test]
fn a_team_is_renamed_in_one_step() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Records").click();
    harness.run();
    let window = harness.state_mut();
    window.canvas.start_rename(&PartyId::new("records"), &window.session);
    harness.run();
    harness.get_by_label("New name of Records").type_text("Patient records");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().session.org().name_of(&PartyId::new("records")), "Patient records");
    assert_eq!(harness.state().session.history().done().len(), 1);
}

#[test]
fn an_empty_map_says_how_to_begin() {
    let harness = harness(clinic::empty());
    harness.get_by_label("T: add a team");
    harness.get_by_label_contains("Order desk > Warehouse");
    harness.get_by_label("Ctrl+G: be asked, one question at a time");
    harness.get_by_label("Map, 0 parties, 0 links");
}

#[test]
fn the_tab_key_follows_the_outline() {
    let mut harness = clinic();
    let mut visited = Vec::new();
    for _ in 0..40 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness.get_all_by(|node| node.is_focused()).next();
        visited.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    let place = |name: &str| visited.iter().position(|label| label.contains(name)).unwrap();
    // Departments by name, then teams by name; the links by which a team serves others come after it.
    assert!(place("Team Billing") < place("Link Billing to Insurer"));
    assert!(place("Link Billing to Insurer") < place("Team Records"));
    assert!(place("Team Records") < place("Team Clinic nurses"));
    assert!(place("Team Clinic nurses") < place("Team Doctors"));
}

#[test]
fn the_focus_goes_along_when_the_keyboard_walks() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Records").click();
    harness.run();
    assert!(harness.get_by_label_contains("Team Records").is_focused());
    let next = walk(&harness.state().session, Direction::Downstream).unwrap();
    harness.state_mut().session.execute(&Command::Select(next.clone())).unwrap();
    harness.run();
    let Some(Subject::Party(party)) = next.primary() else { panic!("walked to {next:?}") };
    let name = harness.state().session.org().name_of(party).to_owned();
    let focused = harness.get_all_by(|node| node.is_focused()).next().unwrap();
    assert!(focused.accesskit_node().label().unwrap().contains(&name));
}

#[test]
fn walking_follows_the_links_and_what_is_seen() {
    let mut session = clinic::session();
    let choose = |session: &mut Session, selection: Selection| {
        session.execute(&Command::Select(selection)).unwrap();
    };
    let party = |selection: Option<Selection>| match selection.and_then(|it| it.primary().cloned()) {
        Some(Subject::Party(party)) => party.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(party(walk(&session, Direction::Down)), "insurer", "nothing chosen: an external customer");
    choose(&mut session, Selection::party(&PartyId::new("booking")));
    assert_eq!(party(walk(&session, Direction::Upstream)), "records");
    assert_eq!(party(walk(&session, Direction::Downstream)), "reception");
    choose(&mut session, Selection::party(&PartyId::new("courier")));
    assert!(walk(&session, Direction::Upstream).is_none(), "nobody supplies the courier");
    choose(&mut session, Selection::link(&clinic::link("lab", "doctors")));
    assert_eq!(party(walk(&session, Direction::Upstream)), "lab");
    assert_eq!(party(walk(&session, Direction::Downstream)), "doctors");
    for view in [View::Chain, View::Pyramid] {
        session.execute(&Command::SetView(view)).unwrap();
        session.refresh();
        for id in session.org().parties().keys().cloned().collect::<Vec<_>>() {
            choose(&mut session, Selection::party(&id));
            let place = |id: &str| {
                let place = session.org().parties().keys().position(|party| party.as_str() == id).unwrap();
                session.layout().boxes[place].centre()
            };
            if let Some(above) = walk(&session, Direction::Up) {
                assert!(place(&party(Some(above))).y < place(id.as_str()).y);
            }
            if let Some(below) = walk(&session, Direction::Down) {
                assert!(place(&party(Some(below))).y > place(id.as_str()).y);
            }
        }
    }
}

#[test]
fn a_nudge_moves_a_box_one_step_of_the_grid() {
    let mut session = clinic::session();
    assert_eq!(nudge(&session, Direction::Up), None, "nothing is chosen");
    session.execute(&Command::Select(Selection::party(&PartyId::new("lab")))).unwrap();
    session.execute(&nudge(&session, Direction::Up).unwrap()).unwrap();
    let first = session.org().party(&PartyId::new("lab")).unwrap().pins[&View::Chain];
    session.refresh();
    session.execute(&nudge(&session, Direction::Up).unwrap()).unwrap();
    let second = session.org().party(&PartyId::new("lab")).unwrap().pins[&View::Chain];
    assert_eq!((second.x, second.y), (first.x, first.y - 16));
}

#[test]
fn the_menu_of_a_team_chooses_it_first() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Booking").click_secondary();
    harness.run();
    assert_eq!(chosen(&harness), Some(Subject::Party(PartyId::new("booking"))));
    harness.get_by_label_contains("Hear this team").click();
    harness.run();
    assert_eq!(harness.state().requests.last(), Some(&Request::Act(Action::Hearing)));
    assert!(harness.query_by_label_contains("Hear this team").is_none(), "the menu is gone");
}

#[test]
fn the_menu_key_opens_the_menu_of_the_chosen_link() {
    let mut harness = clinic();
    let link: LinkId = clinic::link("records", "booking");
    harness.state_mut().session.execute(&Command::Select(Selection::link(&link))).unwrap();
    harness.run();
    harness.key_press(Key::Menu);
    harness.run();
    harness.get_by_label_contains("Reverse direction").click();
    harness.run();
    assert_eq!(harness.state().requests.last(), Some(&Request::Act(Action::ReverseLink)));
}

#[test]
fn the_wheel_zooms_where_the_pointer_is_and_fit_comes_back() {
    let mut harness = clinic();
    let before = harness.state().canvas.zoom();
    let team = rect_of(&harness, "Team Records");
    harness.hover_at(team.center());
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, 4.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run_ok();
    assert!(harness.state().canvas.zoom() > before * 1.2, "{} {before}", harness.state().canvas.zoom());
    let after = rect_of(&harness, "Team Records");
    assert!((after.center() - team.center()).length() < 1.0, "{after} {team}");
    harness.state_mut().canvas.fit();
    harness.run();
    assert!((harness.state().canvas.zoom() - before).abs() < 1e-3);
}

#[test]
fn flying_to_a_subject_brings_it_into_the_middle() {
    let mut harness = clinic();
    harness.state_mut().canvas.centre_on(&Subject::Party(PartyId::new("courier")));
    harness.run();
    let rect = harness.get_by_label_contains("External supplier Courier").rect();
    assert!((rect.center() - Pos2::new(640.0, 360.0)).length() < 16.0, "{rect}");
    assert!(harness.state().canvas.zoom() >= 0.79);
}

#[test]
fn what_the_keyboard_walks_to_comes_into_view() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Records").click();
    harness.run();
    harness.state_mut().canvas.zoom_by(6.0);
    harness.state_mut().canvas.centre_on(&Subject::Party(PartyId::new("records")));
    harness.run();
    for _ in 0..4 {
        // As the window does when an arrow key is pressed.
        harness.key_press(Key::ArrowRight);
        let Some(next) = walk(&harness.state().session, Direction::Downstream) else { break };
        harness.state_mut().session.execute(&Command::Select(next)).unwrap();
        harness.run();
        let focused = harness.get_all_by(|node| node.is_focused()).next().unwrap();
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
        assert!(
            screen.contains_rect(focused.rect()),
            "{:?} at {}",
            focused.accesskit_node().label(),
            focused.rect()
        );
    }
    assert!(matches!(chosen(&harness), Some(Subject::Party(party)) if party.as_str() != "records"));
}

#[test]
fn a_link_can_be_made_without_a_mouse() {
    let mut harness = clinic();
    harness.get_by_label_contains("Team Lab").click();
    harness.run();
    let handle = harness.get_by_label("Draw a link from Lab to a customer");
    handle.focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("Whom does Lab supply?").type_text("* Referring doctors");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let wanted = Request::Capture("\"Lab\" > *\"Referring doctors\"".to_owned());
    assert_eq!(harness.state().requests.last(), Some(&wanted));
    let mut session = clinic::session();
    session.capture("\"Lab\" > *\"Referring doctors\"", None).unwrap();
    assert!(session.org().link(&clinic::link("lab", "referring-doctors")).is_some());
}
