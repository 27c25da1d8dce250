//! The forms for a new complaint and a new action: what Enter and Escape do, what is needed, and that nothing typed is lost; and what
//! the menus say of a trace and of what is supposed.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::model::{Action, ActionSubject};
use throughline::ui::Workspace;

use crate::harness::Window;

const CLINIC: &str = "hospital-clinic.org.ron";
const CTRL: Modifiers = Modifiers::COMMAND;

/// What stands in the field of this name.
fn field(window: &Window, label: &str) -> String {
    let is_it = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == egui::accesskit::Role::TextInput && node.label().is_some_and(|name| name == label)
    };
    let found = window.harness.query_all_by(|node| is_it(node)).next();
    found.expect(label).value().unwrap_or_default()
}

fn complaints(window: &Window) -> usize {
    window.app().session().org().complaints.len()
}

#[test]
fn a_complaint_is_written_down_with_the_keyboard_alone() {
    let mut window = Window::on_sample(CLINIC);
    let before = complaints(&window);
    window.press(Key::K);
    // Enter on an empty form says what is needed, and leaves the keyboard there.
    window.press(Key::Enter);
    assert!(window.shows_words("Write down what the customer said"));
    window.type_text("Nobody called me back");
    window.press(Key::Enter);
    assert_eq!(complaints(&window), before);
    assert!(window.shows_words("Say which external customer complained"));
    // The keyboard went to what is missing; a suggestion is taken first, and Enter in an empty field adds it all.
    window.type_text("pat");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!((field(&window, "Who complained").as_str(), complaints(&window)), ("Patients", before));
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.press(Key::Enter);
    assert_eq!(complaints(&window), before + 1);
    assert!(window.app().session().org().complaints.values().any(|new| new.words == "Nobody called me back"));
    window.press_with(CTRL, Key::Z);
    assert_eq!(complaints(&window), before, "one step");
}

#[test]
fn escape_leaves_a_form_and_its_words_wait_for_it() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::K);
    window.type_text("Nobody called me back");
    window.press(Key::Escape);
    assert!(!window.shows_words("Add this complaint"));
    // Another form in between takes nothing away.
    window.press(Key::A);
    window.type_text("Call back by noon");
    window.press(Key::Escape);
    window.press(Key::K);
    assert_eq!(field(&window, "What the customer said"), "Nobody called me back");
    window.press(Key::Escape);
    window.press(Key::A);
    assert_eq!(field(&window, "What is to be done"), "Call back by noon");
    // What is cancelled is gone.
    window.click("Cancel");
    window.press(Key::A);
    assert_eq!(field(&window, "What is to be done"), "");
    // A list of suggestions is closed first.
    window.press(Key::Tab);
    window.type_text("rec");
    window.press(Key::Escape);
    assert_eq!(field(&window, "What it is about"), "rec");
    window.press(Key::Escape);
    assert!(!window.shows_words("Add this action"));
}

#[test]
fn the_menu_offers_why_whenever_the_key_works() {
    let mut window = Window::on_sample(CLINIC);
    let can_ask_why = |window: &mut Window| {
        window.click("Go");
        let row = window.harness.query_all_by(|node| {
            let is_button = node.role() == egui::accesskit::Role::Button;
            is_button && node.label().is_some_and(|name| name.starts_with("Why? Trace the cause"))
        });
        let enabled = row.map(|node| !node.accesskit_node().is_disabled()).collect::<Vec<_>>();
        window.press(Key::Escape);
        enabled.first().copied().expect("the menu has the row")
    };
    assert!(!can_ask_why(&mut window), "nothing is selected");
    window.press_with(CTRL, Key::Num4);
    let words = "Complaint \u{201c}I was rung on my old number";
    window.harness.query_all_by_label_contains(words).next().expect(words).click();
    window.settle();
    assert!(can_ask_why(&mut window), "a complaint is open");
    window.press(Key::Y);
    assert_eq!(window.app().workspace(), Workspace::Fix);
}

#[test]
fn a_what_if_is_not_kept_twice() {
    let mut window = Window::on_sample("city-permit-office.org.ron");
    let link = window.app().session().diagnosis().fixes[0].links[0].clone();
    let planned = |window: &Window| -> Vec<Action> {
        let about = |action: &&Action| action.about.link() == Some(&link) && action.status.is_open();
        window.app().session().org().actions.values().filter(about).cloned().collect()
    };
    window.press_with(CTRL, Key::I);
    assert!(window.app().notice().is_some_and(|words| words.starts_with("Nothing is supposed")));
    let before = planned(&window).len();
    window.press_with(Modifiers::SHIFT, Key::I);
    window.press_with(CTRL, Key::I);
    let first = planned(&window);
    assert_eq!(first.len(), before.max(1));
    assert!(first.iter().all(|action| !action.what.contains("->")));
    assert!(matches!(first[0].about, ActionSubject::Cause(_) | ActionSubject::Link(_)));
    window.press_with(CTRL, Key::I);
    assert!(window.app().notice().is_some_and(|words| words.starts_with("Nothing new to plan: ")));
    assert_eq!(planned(&window), first);
}

#[test]
fn a_day_is_said_in_words_and_stands_there_as_a_day() {
    let mut window = Window::on_sample(CLINIC);
    let actions = |window: &Window| window.app().session().org().actions.len();
    let before = actions(&window);
    window.press(Key::A);
    window.type_text("Ring Records at noon");
    for _ in 0..3 {
        window.press(Key::Tab);
    }
    assert!(window.shows_words("tomorrow"), "what is usual is offered before anything is typed");
    window.type_text("03/04");
    window.press(Key::Enter);
    assert!(window.shows_words("That can be 3 Apr or 4 Mar"));
    assert_eq!((field(&window, "By when").as_str(), actions(&window)), ("03/04", before));
    window.press_with(CTRL, Key::A);
    window.type_text("in 2 weeks");
    assert!(window.shows_words("in 14 days"), "what it means is said before it is taken");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    let day = crate::harness::today().plus_days(14).to_string();
    assert_eq!((field(&window, "By when"), actions(&window)), (day.clone(), before), "not yet added");
    window.press(Key::Enter);
    assert_eq!(actions(&window), before + 1);
    let org = window.app().session().org();
    let due = org
        .actions
        .values()
        .find(|action| action.what == "Ring Records at noon")
        .and_then(|action| action.due);
    assert_eq!(due.map(|due| due.to_string()), Some(day));
}

#[test]
fn a_complaint_came_in_on_a_day_that_lies_back() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::K);
    window.type_text("Nobody called me back");
    window.press(Key::Tab);
    window.type_text("Patients");
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.type_text("3 days ago");
    window.press(Key::Enter);
    let org = window.app().session().org();
    let day = org.complaints.values().find(|one| one.words == "Nobody called me back").map(|one| one.day);
    assert_eq!(day, Some(crate::harness::today().plus_days(-3)));
}

#[test]
fn the_button_of_a_form_is_seen_in_large_text_too() {
    for (key, words) in [(Key::K, "Add this complaint"), (Key::A, "Add this action")] {
        let mut window = Window::on_sample(CLINIC);
        for _ in 0..3 {
            window.press_with(CTRL, Key::Plus);
        }
        window.press(key);
        let rect = |label: &str| {
            window.harness.query_all_by_label_contains(label).next().expect("it is there").rect()
        };
        assert!(rect(words).bottom() <= rect("Capture line").top(), "{words}");
    }
}
