//! The menu bar by keyboard: Left and Right go from menu to menu while one is open, as in any program.

use egui::Key;
use egui_kittest::kittest::Queryable;
use throughline::model::LinkId;
use throughline::session::Subject;

use crate::harness::Window;

fn shows(window: &Window, line: &str) -> bool {
    window
        .harness
        .query_all_by(|node| node.label().is_some_and(|label| label.starts_with(line)))
        .next()
        .is_some()
}

#[test]
fn left_and_right_go_from_menu_to_menu() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.click("Edit");
    assert!(shows(&window, "Add external supplier"));
    window.press(Key::ArrowRight);
    assert!(shows(&window, "Reverse direction") && !shows(&window, "Add external supplier"));
    window.press(Key::ArrowLeft);
    window.press(Key::ArrowLeft);
    assert!(shows(&window, "Import spreadsheet") && !shows(&window, "Reverse direction"));
    // Round the end, and down into it.
    window.press(Key::ArrowLeft);
    assert!(shows(&window, "Keyboard shortcuts") && !shows(&window, "Import spreadsheet"));
    window.press(Key::ArrowRight);
    assert!(shows(&window, "Import spreadsheet"));
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowRight);
    assert!(shows(&window, "Add external supplier"), "from a line as well");
    window.press(Key::Escape);
    assert!(!shows(&window, "Add external supplier"));
}

#[test]
fn with_no_menu_open_the_arrows_walk_the_map() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.press(Key::B);
    let before = window.app().session().selection().primary().cloned();
    assert!(matches!(before, Some(Subject::Link(LinkId { .. }))));
    window.press(Key::ArrowRight);
    assert_ne!(window.app().session().selection().primary().cloned(), before);
    assert!(!shows(&window, "Import spreadsheet"));
}

#[test]
fn a_menu_that_is_longer_than_the_window_scrolls_under_the_bar() {
    let mut window = Window::on_sample("first-example.org.ron");
    let place = |window: &Window, line: &str| {
        let mut found =
            window.harness.query_all_by(|node| node.label().is_some_and(|label| label.starts_with(line)));
        found.next().expect(line).rect()
    };
    let bar = place(&window, "View").bottom();
    window.click("View");
    assert!(place(&window, "Map workspace").top() >= bar, "the bar stays to be seen");
    assert!(place(&window, "Reduce motion").top() > 720.0, "it is longer than this window");
    // Up from the button is the last line that can be chosen: it comes into view.
    window.press(Key::ArrowUp);
    assert!(place(&window, "Reduce motion").bottom() <= 720.0);
    window.press(Key::Enter);
    assert!(!shows(&window, "Map workspace"), "it was chosen");
}
