//! With motion reduced nothing moves by itself: what a key brings about is there in the next frames and stays.

use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT;

use crate::harness::{Window, sample};

/// Where everything is, by name.
fn places(window: &Window) -> Vec<(String, [i64; 4])> {
    let nodes = window.harness.root().children_recursive();
    let place = |node: egui_kittest::Node<'_>| {
        let inner = node.accesskit_node();
        let bounds = inner.raw_bounds()?;
        let name = inner.label().or_else(|| inner.value())?;
        let corners = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|side| side.round() as i64);
        Some((name, corners))
    };
    let mut places: Vec<_> = nodes.filter_map(place).collect();
    places.sort();
    places
}

/// From one frame to the next, in seconds: short, so that anything that glides is seen on its way.
const STEP_S: f32 = 0.002;

/// What each key moves after the frames that it takes to hear it and to lay out.
fn moved_later(reduced: bool) -> Vec<&'static str> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("clinic.org.ron");
    std::fs::copy(sample("hospital-clinic.org.ron"), &file).expect("the sample is there");
    let mut window = Window::built(folder, Some(file), |builder| {
        builder.with_size(egui::vec2(1280.0, 720.0)).with_step_dt(STEP_S)
    });
    // The harness itself keeps everything still.
    window.harness.ctx.all_styles_mut(|style| style.animation_time = 0.1);
    if reduced {
        window.press_with(Modifiers::COMMAND, Key::K);
        window.type_text("Reduce motion");
        window.press(Key::Enter);
    }
    window.harness.run_steps(200);
    let mut moved = Vec::new();
    for (what, modifiers, key) in [
        ("the pyramid", Modifiers::NONE, Key::V),
        ("the chain", Modifiers::NONE, Key::C),
        ("a broken link", Modifiers::NONE, Key::B),
        ("a focus", Modifiers::NONE, Key::O),
        ("all teams", Modifiers::SHIFT, Key::O),
        ("folded departments", Modifiers::SHIFT, Key::D),
        ("larger", Modifiers::NONE, Key::Plus),
        ("the whole map", Modifiers::NONE, Key::F),
        ("the workspace Fix", Modifiers::NONE, Key::X),
        ("the workspace Map", Modifiers::NONE, Key::M),
        ("no inspector", Modifiers::COMMAND, Key::Num2),
        ("the inspector", Modifiers::COMMAND, Key::Num2),
    ] {
        window.harness.key_press_modifiers(modifiers, key);
        for _ in 0..12 {
            window.harness.run_steps(1);
            // A layout is made on a thread.
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let at_once = places(&window);
        window.harness.run_steps(250);
        if at_once != places(&window) {
            moved.push(what);
        }
    }
    moved
}

#[test]
fn nothing_moves_by_itself_when_motion_is_reduced() {
    assert_eq!(moved_later(true), Vec::<&str>::new());
    assert!(!moved_later(false).is_empty(), "else things glide, and this test would see it");
}
