//! How the map is drawn over time: large pictures on threads, moves that glide, motion that can be turned off, layouts that are called off.

#![expect(clippy::unwrap_used, reason = "a test that cannot find what it looks for has failed")]

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::model::{Org, PartyId};
use throughline::picture::ThemeName;
use throughline::session::{Command, Selection, Session};
use throughline::ui::Sink;
use throughline::ui::canvas::{CanvasState, canvas_ui};
use throughline::ui::tokens::{Tokens, install_fonts};

use crate::clinic;
use crate::harness::Window;

struct Map {
    session: Session,
    canvas: CanvasState,
}

fn harness(session: Session) -> Harness<'static, Map> {
    let tokens = Tokens::of(ThemeName::Light);
    let mut passes = 0;
    Harness::builder().with_size(vec2(1280.0, 720.0)).with_step_dt(1.0 / 60.0).build_ui_state(
        move |ui, map: &mut Map| {
            passes += 1;
            if passes == 1 {
                // Fonts are there from the second pass on.
                install_fonts(ui.ctx());
                tokens.apply(ui.ctx());
                ui.ctx().request_repaint();
                return;
            }
            map.session.refresh();
            let mut sink = Sink::default();
            egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
                canvas_ui(ui, &map.session, &tokens, &mut map.canvas, &mut sink);
            });
        },
        Map { session, canvas: CanvasState::default() },
    )
}

/// Lets threads come to rest; how many frames that took.
fn settle(harness: &mut Harness<'_, Map>) -> usize {
    for frame in 0..2_000 {
        harness.step();
        let map = harness.state();
        if frame > 20 && !map.canvas.is_drawing() && !map.canvas.is_gliding() {
            return frame;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    unreachable!("the picture never comes to rest")
}

/// Rows of teams, each serving three of the next row.
fn large() -> Session {
    many(400)
}

fn many(teams: usize) -> Session {
    let mut text = String::from("#![enable(implicit_some)]\n(format: 1, name: \"Large\", parties: {\n");
    for team in 0..teams {
        text.push_str(&format!("\"t{team:03}\": (name: \"Team {team}\"),\n"));
    }
    text.push_str("}, links: [\n");
    for team in 0..teams - 20 {
        for other in 0..3 {
            let customer = (team / 20 + 1) * 20 + (team * 7 + other * 3) % 20;
            text.push_str(&format!("(supplier: \"t{team:03}\", customer: \"t{customer:03}\"),\n"));
        }
    }
    text.push_str("])\n");
    let org: Org = throughline::storage::parse(text.as_bytes(), "large.org.ron").unwrap().org;
    let mut session = Session::of(org, None, clinic::today());
    session.refresh();
    session
}

#[test]
fn a_large_picture_is_made_on_a_thread_and_what_was_there_before_stays_until_it_is_done() {
    let mut harness = harness(large());
    settle(&mut harness);
    let boxes = |harness: &Harness<'_, Map>| {
        let nodes = harness.query_all_by_label_contains("Team ");
        nodes
            .filter(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Team ")))
            .count()
    };
    let all = boxes(&harness);
    assert!(all >= 400, "{all} nodes");
    let party: PartyId = "t100".into();
    let choice = Command::Select(Selection::party(&party));
    harness.state_mut().session.execute(&choice).unwrap();
    harness.step();
    assert!(harness.state().canvas.is_drawing(), "no frame waits for it");
    assert_eq!(boxes(&harness), all, "what was there before stays");
    settle(&mut harness);
    assert_eq!(boxes(&harness), all);
}

#[test]
fn where_too_much_is_in_view_to_step_through_a_status_says_so() {
    let status = |session: Session| {
        let mut harness = harness(session);
        settle(&mut harness);
        let nodes = harness.query_all_by_role(Role::Status);
        let names: Vec<String> = nodes.filter_map(|node| node.accesskit_node().label()).collect();
        names.into_iter().find(|name| name.contains(" in view"))
    };
    assert_eq!(
        status(large()).unwrap(),
        "1140 links in view: choose a team to step through its own, or zoom in"
    );
    let words = status(many(800)).unwrap();
    assert_eq!(words, "800 teams in view, too many to step through: zoom in, focus, or use the list");
    assert_eq!(status(clinic::session()), None);
}

#[test]
fn what_has_moved_glides_unless_motion_is_reduced() {
    for (animation_time, glides) in [(0.1, true), (0.0, false)] {
        let mut harness = harness(clinic::session());
        settle(&mut harness);
        harness.ctx.all_styles_mut(|style| style.animation_time = animation_time);
        let places = |harness: &Harness<'_, Map>| {
            let nodes = harness.query_all_by_label_contains("Team ");
            nodes.map(|node| node.rect().center().round().to_string()).collect::<Vec<_>>()
        };
        let before = places(&harness);
        let gone = Command::Remove(vec![throughline::session::Subject::Party("doctors".into())]);
        harness.state_mut().session.execute(&gone).unwrap();
        harness.step();
        assert_eq!(harness.state().canvas.is_gliding(), glides);
        settle(&mut harness);
        assert!(!harness.state().canvas.is_gliding());
        assert_ne!(places(&harness), before, "something has moved");
    }
}

#[test]
fn choosing_moves_nothing() {
    let mut harness = harness(clinic::session());
    settle(&mut harness);
    let choice = Command::Select(Selection::party(&"lab".into()));
    harness.state_mut().session.execute(&choice).unwrap();
    harness.step();
    assert!(!harness.state().canvas.is_gliding());
}

#[test]
fn motion_is_reduced_in_the_menu_and_stays_so() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text("Reduce motion");
    window.press(Key::Enter);
    assert!(window.harness.ctx.global_style().animation_time <= 0.0);
    let written = std::fs::read_to_string(
        throughline::storage::Places::in_folder(&window.folder.path().join("data")).settings_file(),
    );
    assert!(written.unwrap().contains("reduce_motion: true"));
}

#[test]
fn a_layout_that_is_called_off_keeps_the_map_and_says_how_to_go_on() {
    let mut session = large();
    // Twice as many links, so that it is laid out on a thread.
    for team in 0..380 {
        for other in 3..7 {
            let (from, to) = (format!("t{team:03}"), (team / 20 + 1) * 20 + (team * 7 + other * 3) % 20);
            let link = throughline::model::LinkId::new(from, format!("t{to:03}"));
            session.execute(&Command::AddLink(link)).unwrap();
        }
    }
    session.refresh();
    assert!(session.is_laying_out());
    let mut harness = harness(session);
    for _ in 0..6 {
        harness.step();
    }
    if harness.state().session.is_laying_out() {
        let progress = harness.get_by_role(Role::ProgressIndicator);
        assert!(progress.accesskit_node().label().unwrap().starts_with("Laying out 400 parties"));
    }
    harness.state_mut().session.cancel_layout();
    assert!(!harness.state().session.is_laying_out());
    settle(&mut harness);
    assert!(harness.query_all_by_label_contains("Team ").count() >= 400);
    let view = harness.state().session.view();
    harness.state_mut().session.execute(&Command::Tidy(view)).unwrap();
    harness.step();
    assert!(harness.state().session.is_laying_out(), "Tidy lays it out again");
}
