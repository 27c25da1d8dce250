//! Small windows and large text: nothing falls down, menus and switches stand beside each other, and the map keeps its room.

use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::harness::{Window, sample};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
/// From the least window at 300 % to a desk.
const SIZES: [(f32, f32); 7] = [
    (214.0, 134.0),
    (320.0, 200.0),
    (450.0, 300.0),
    (640.0, 360.0),
    (640.0, 400.0),
    (900.0, 600.0),
    (1280.0, 720.0),
];

fn clinic_at(width: f32, height: f32) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("hospital-clinic.org.ron");
    std::fs::copy(sample("hospital-clinic.org.ron"), &copy).expect("the sample is there");
    Window::of(folder, Some(copy), vec2(width, height))
}

fn rect_of(window: &Window, name: &str) -> Option<Rect> {
    window.harness.query_all_by_label(name).map(|node| node.rect()).next()
}

#[test]
fn no_window_is_too_small_for_any_workspace() {
    for (width, height) in SIZES {
        let mut window = clinic_at(width, height);
        for key in [Key::X, Key::Y, Key::S, Key::M, Key::B, Key::Y, Key::M, Key::Q] {
            window.press(key);
        }
        window.press_with(SHIFT, Key::M);
        for key in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::G, Key::G, Key::K]
        {
            window.press_with(CTRL, key);
        }
        for key in [Key::Escape, Key::Escape, Key::F1, Key::Escape, Key::F10, Key::F10, Key::F5] {
            window.press(key);
        }
        for key in [Key::ArrowRight, Key::O, Key::Escape, Key::J, Key::Escape, Key::Escape] {
            window.press(key);
        }
        window.press_with(CTRL, Key::H);
        window.press_with(CTRL, Key::N);
        window.press(Key::Escape);
    }
}

#[test]
fn menus_and_switches_never_lie_on_each_other() {
    for (width, height) in SIZES {
        let window = clinic_at(width, height);
        let names = [
            "File",
            "Edit",
            "Link",
            "View",
            "Go",
            "Workshop",
            "Help",
            "Map",
            "Fix",
            "Table",
            "Present",
            "Chain",
            "Inverted pyramid",
        ];
        let places: Vec<(&str, Rect)> =
            names.iter().filter_map(|name| Some((*name, rect_of(&window, name)?))).collect();
        for (place, (name, rect)) in places.iter().enumerate() {
            for (other, beside) in places.iter().skip(place + 1) {
                let common = rect.intersect(*beside);
                assert!(
                    common.width() <= 1.0 || common.height() <= 1.0,
                    "at {width} x {height} {name} lies on {other}"
                );
            }
            if width >= 640.0 {
                assert!(rect.right() <= width, "at {width} {name} is out of the window");
            }
        }
        assert_eq!(places.len(), if width >= 640.0 { 13 } else { 7 }, "at {width}: {places:?}");
    }
}

#[test]
fn where_there_is_not_room_for_all_panels_the_map_comes_first_and_what_is_asked_for_comes() {
    let mut window = clinic_at(640.0, 400.0);
    let outline = "Find a team or a need";
    let inspector = "Name of the organisation";
    assert!(!window.shows_words(outline), "the outline gives way first");
    assert!(window.shows_words(inspector), "for the inspector there is room");
    window.press_with(CTRL, Key::Num1);
    assert!(window.shows_words(outline), "asked for, it comes");
    assert!(!window.shows_words(inspector), "in the place of the other");
    window.press_with(CTRL, Key::Num1);
    assert!(!window.shows_words(outline), "and goes again");
    assert!(window.shows_words(inspector), "which is back then");
    window.press_with(CTRL, Key::F);
    assert!(window.shows_words(outline), "who looks for a name sees where to type it");
    drop(window);
    let desk = clinic_at(1280.0, 720.0);
    assert!(desk.shows_words(outline) && desk.shows_words(inspector), "on a desk all of them stand there");
}

#[test]
fn a_tab_is_never_broken_within_a_word() {
    for (width, lines) in [(640.0, 40.0), (900.0, 60.0), (1280.0, 40.0)] {
        let window = clinic_at(width, 600.0);
        let tabs: Vec<Rect> = window
            .harness
            .query_all_by(|node| node.role() == egui::accesskit::Role::Tab)
            .filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains('(')))
            .map(|node| node.rect())
            .collect();
        assert_eq!(tabs.len(), 4, "findings, complaints, actions, parked at {width}");
        assert!(tabs.iter().all(|tab| tab.height() < lines), "whole words at {width}: {tabs:?}");
        assert!(tabs.iter().all(|tab| tab.right() <= width), "none is cut off at {width}: {tabs:?}");
    }
}

/// A first start, or a later one, on a monitor of this many pixels that the desktop shows at this scale.
fn text_scale_on(folder: tempfile::TempDir, height_px: f32, desktop_scale: f32) -> (f32, tempfile::TempDir) {
    let mut window = Window::of(folder, None, vec2(1280.0, 800.0));
    let input = window.harness.input_mut();
    if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(desktop_scale);
        viewport.monitor_size = Some(vec2(height_px * 16.0 / 9.0, height_px) / desktop_scale);
    }
    window.settle();
    let scale = window.harness.ctx.zoom_factor();
    (scale, window.folder)
}

#[test]
fn text_begins_larger_on_a_very_large_monitor_and_a_saved_choice_wins() {
    let fresh = || tempfile::tempdir().expect("a folder");
    for (height, desktop, wanted) in
        [(720.0, 1.0, 1.0), (1080.0, 1.0, 1.0), (1440.0, 1.0, 1.0), (2160.0, 1.0, 1.75), (4320.0, 1.0, 3.0)]
    {
        assert_eq!(text_scale_on(fresh(), height, desktop).0, wanted, "{height} at {desktop}");
    }
    let enlarged = text_scale_on(fresh(), 2160.0, 2.0).0;
    assert_eq!(enlarged, 1.0, "a desktop that enlarges is left alone");

    let (_, folder) = text_scale_on(fresh(), 2160.0, 1.0);
    let mut window = Window::of(folder, None, vec2(1280.0, 800.0));
    window.press_with(CTRL, Key::Num0);
    let folder = window.folder;
    drop(window.harness);
    assert_eq!(text_scale_on(folder, 2160.0, 1.0).0, 1.0, "who chose the usual size keeps it");
}
