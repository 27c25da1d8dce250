//! What comes after a workshop: versions kept and opened again, the handout; through the accessibility tree and by keyboard.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use throughline::storage::{Places, versions_of};
use throughline::ui::questions::Question;
use throughline::ui::versions::VersionQuestion;

use crate::harness::Window;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Runs a command of the palette.
fn command(window: &mut Window, name: &str) {
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text(name);
    window.press(Key::Enter);
}

/// Lets threads end.
fn wait_until(window: &mut Window, what: &str, done: impl Fn(&Window) -> bool) {
    for _ in 0..200 {
        if done(window) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.harness.run_steps(1);
    }
    let app = window.app();
    assert!(done(window), "it never happened: {what}; {:?}, {:?}", app.notice(), app.question());
}

fn says(words: &'static str) -> impl Fn(&Window) -> bool {
    move |window| window.app().notice().is_some_and(|notice| notice.contains(words))
}

fn lists(count: usize) -> impl Fn(&Window) -> bool {
    move |window| {
        matches!(window.app().question(),
            Some(Question::Version(VersionQuestion::List { rows: Some(rows) })) if rows.len() == count)
    }
}

#[test]
fn a_workshop_keeps_its_start_and_its_end_and_offers_the_handout() {
    let mut window = Window::on_sample("first-example.org.ron");
    command(&mut window, "Begin workshop");
    assert!(window.shows_words("Begin a workshop"));
    window.assert_every_node_is_named();
    window.press(Key::Enter);
    wait_until(&mut window, "the start is kept", says("The workshop has begun"));
    window.capture("Baking > Van drivers: the route by six !5");
    command(&mut window, "End workshop");
    window.press(Key::Enter);
    wait_until(&mut window, "the end is kept", |window| window.shows_words("The workshop has ended"));
    window.assert_every_node_is_named();
    let page = window.folder.path().join("handout.html");
    window.script.choose(&page);
    window.click("Write handout\u{2026}");
    wait_until(&mut window, "the handout is there", says("Handout written"));
    let text = std::fs::read_to_string(&page).expect("a page");
    assert!(text.contains("What changed since Start of the workshop"), "it knows with what the day began");
    assert!(text.contains("New on the map: Van drivers."));
    let file = window.folder.path().join("first-example.org.ron");
    let places = Places::in_folder(&window.folder.path().join("data"));
    let names: Vec<String> =
        versions_of(Some(&file), &places).expect("a list").into_iter().map(|version| version.name).collect();
    assert_eq!(names, ["End of the workshop, 2026-11-21", "Start of the workshop, 2026-11-21"]);
}

#[test]
fn a_version_opens_as_a_copy_and_the_file_stays() {
    let mut window = Window::on_sample("first-example.org.ron");
    let file = window.folder.path().join("first-example.org.ron");
    let before = std::fs::read(&file).expect("the file");
    let teams = window.app().session().org().parties().len();
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "an empty list", lists(0));
    assert!(window.shows_words("No version of this map has been kept yet"), "an empty list says what to do");
    window.press(Key::Escape);
    command(&mut window, "Keep a version");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.type_text("Before ../ lunch");
    window.press(Key::Enter);
    wait_until(&mut window, "it is kept", says("Before ../ lunch"));
    window.capture("Baking > Van drivers");
    window.press_with(Modifiers::COMMAND, Key::S);
    wait_until(&mut window, "it is saved", says("Saved"));
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "a list of one", lists(1));
    assert!(window.shows_words("teams, 11 links, 2 broken"), "the row says what is in it");
    window.assert_every_node_is_named();
    window.click("Open a copy of Before ../ lunch");
    wait_until(&mut window, "the copy is open", says("It has no file yet"));
    let session = window.app().session();
    assert_eq!(session.path(), None, "never in place of the file");
    assert_eq!(session.org().parties().len(), teams, "without what came later");
    assert!(session.has_unsaved_changes());
    assert_ne!(std::fs::read(&file).expect("the file"), before, "the file has what was saved");
    assert_eq!(
        window.app().session().history().done().len(),
        1,
        "all of it is one step, which the journal holds"
    );
}

#[test]
fn a_version_goes_only_after_asking() {
    let mut window = Window::empty();
    window.capture("Order desk > Shops");
    command(&mut window, "Keep a version");
    window.press(Key::Enter);
    wait_until(&mut window, "it is kept", says("Kept"));
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "a list of one", lists(1));
    window.click("Throw away the version As of 2026-11-21\u{2026}");
    assert!(window.shows_words("Throw this version away?"));
    window.press(Key::Enter);
    wait_until(&mut window, "Enter keeps it", lists(1));
    window.click("Throw away the version As of 2026-11-21\u{2026}");
    window.click("Throw away");
    wait_until(&mut window, "it is gone", lists(0));
}

#[test]
fn versions_of_a_map_without_a_file_go_with_it_to_its_file() {
    let mut window = Window::empty();
    window.capture("Order desk > Shops");
    command(&mut window, "Begin workshop");
    window.press(Key::Enter);
    wait_until(&mut window, "it is kept", says("The workshop has begun"));
    let file = window.folder.path().join("mill.org.ron");
    window.script.choose(&file);
    window.press_with(Modifiers::COMMAND, Key::S);
    wait_until(&mut window, "it is saved", says("Saved"));
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "the list of the file", lists(1));
}

#[test]
fn a_folder_that_takes_nothing_and_a_torn_version_are_said_so() {
    let mut window = Window::on_sample("first-example.org.ron");
    command(&mut window, "Keep a version");
    window.press(Key::Enter);
    wait_until(&mut window, "it is kept", says("Kept"));
    let file = window.folder.path().join("first-example.org.ron");
    let places = Places::in_folder(&window.folder.path().join("data"));
    let kept = versions_of(Some(&file), &places).expect("a list").remove(0).path;
    std::fs::write(&kept, "torn").expect("it can be torn");
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "a list of one", lists(1));
    assert!(window.shows_words("It cannot be read"));
    assert!(
        window.harness.query_by_label_contains("Open a copy").is_none(),
        "what cannot be read is not offered"
    );
    window.press(Key::Escape);
    std::fs::remove_dir_all(places.versions()).expect("it can go");
    std::fs::write(places.versions(), "a file where the folder should be").expect("written");
    command(&mut window, "Keep a version");
    window.press(Key::Enter);
    wait_until(&mut window, "the trouble is said", |window| window.shows_words("No version was kept"));
    window.press(Key::Escape);
    window.press_with(CTRL_SHIFT, Key::H);
    wait_until(&mut window, "the trouble is said", |window| {
        window.shows_words("The versions cannot be listed")
    });
}
