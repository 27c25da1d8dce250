//! Capture as fast as people talk: pasted lines, the question before a near-duplicate, taking back, guided capture, room mode, and what a
//! new map begins with.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use throughline::diagnosis::LinkState;
use throughline::model::{LinkId, PartyId};
use throughline::session::guide::Step;
use throughline::ui::questions::Question;

use crate::harness::Window;

const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

fn line(window: &Window) -> String {
    window.harness.get_by_label("Capture line").value().unwrap_or_default()
}

fn paste(window: &mut Window, text: &str) {
    window.harness.event(Event::Paste(text.to_owned()));
    window.settle();
}

fn parties(window: &Window) -> usize {
    window.app().session().org().parties().len()
}

fn steps(window: &Window) -> usize {
    window.app().session().history().done().len()
}

/// Types into whatever has the keyboard, and presses Enter.
fn says(window: &mut Window, text: &str) {
    window.type_text(text);
    window.press(Key::Enter);
}

#[test]
fn a_near_duplicate_is_asked_about_before_it_is_made_and_answered_by_keyboard() {
    let mut window = Window::on_sample("first-example.org.ron");
    let before = parties(&window);
    window.press(Key::Slash);
    says(&mut window, "Bakng > Delivry: x");
    assert_eq!(parties(&window), before, "nothing is made before the question is answered");
    assert!(window.shows_words("Is \u{201c}Bakng\u{201d} the team \u{201c}Baking\u{201d}?"));
    assert!(window.shows_words("Tab: yes, use Baking. Enter: no, this is somebody new."));
    window.press(Key::Tab);
    assert_eq!(line(&window), "Baking > Delivry: x");
    window.press(Key::Enter);
    assert_eq!((parties(&window), line(&window).as_str()), (before + 1, ""), "Delivry is like nobody");

    says(&mut window, "bakings > Stores");
    assert_eq!(parties(&window), before + 1);
    window.press(Key::Enter);
    assert_eq!(parties(&window), before + 2, "Enter once more: somebody new");
}

#[test]
fn the_last_line_is_taken_back_into_the_field_with_one_key() {
    let mut window = Window::on_sample("first-example.org.ron");
    let before = parties(&window);
    window.press(Key::Slash);
    says(&mut window, "Laundry > Stores: clean sacks");
    assert_eq!((parties(&window), steps(&window)), (before + 1, 1));
    window.press(Key::Backspace);
    assert_eq!((parties(&window), steps(&window)), (before, 0));
    assert_eq!(line(&window), "Laundry > Stores: clean sacks", "to be mended");
    window.press(Key::Enter);
    assert_eq!(parties(&window), before + 1);
    window.press_with(CTRL, Key::Z);
    assert_eq!((parties(&window), line(&window).as_str()), (before, ""), "undone, and nothing typed");
    window.press_with(CTRL, Key::Y);
    assert_eq!(parties(&window), before + 1);
    says(&mut window, "Laundry = Linen room");
    assert_eq!(window.app().session().org().name_of(&PartyId::new("laundry")), "Linen room");
}

#[test]
fn twenty_pasted_lines_are_looked_at_mended_and_taken_as_one_step() {
    let mut window = Window::on_sample("first-example.org.ron");
    let before = parties(&window);
    let mut text: String =
        (1..=18).map(|team| format!("Helper {team} > Stores: thing {team} !4\n")).collect();
    text.push_str("Helper 1 > Helper 2: a hand !9\nBakng > Stores: flour back\n");
    window.press(Key::Slash);
    paste(&mut window, &text);
    assert!(window.shows_words("18 of 20 lines can be taken; 1 waits for an answer, 1 cannot be read"));
    assert!(window.shows_words(
        "Line 1: Helper 1 > Stores: thing 1 !4. New team Helper 1; New link Helper 1 to Stores"
    ));
    assert_eq!(parties(&window), before, "nothing is taken yet");
    window.assert_every_node_is_named();

    // Enter goes to what cannot be taken yet; the mistake is mended in place.
    window.press(Key::Enter);
    assert!(window.shows_words("Line 19: Importance is !1 to !5"));
    window.press(Key::End);
    window.press(Key::Backspace);
    window.type_text("5");
    window.press(Key::Enter);
    assert!(window.shows_words("19 of 20 lines can be taken; 1 waits for an answer"));
    window.press(Key::Tab);
    assert!(window.shows_words("20 of 20 lines can be taken"));
    window.press_with(CTRL, Key::Enter);
    assert_eq!((parties(&window), steps(&window)), (before + 18, 1), "{:?}", window.app().notice());
    assert!(window.app().capture().waiting().is_none());
    let link = LinkId::new("baking", "stores");
    assert!(window.app().session().org().link(&link).is_some(), "Bakng was Baking");
    window.press_with(CTRL, Key::Z);
    assert_eq!(parties(&window), before, "one step");
}

#[test]
fn bad_pasted_lines_stay_and_wait_while_the_good_ones_are_taken() {
    let mut window = Window::empty();
    window.press(Key::Slash);
    paste(
        &mut window,
        "supplier\tcustomer\tneed\timportance\tstatus\tOwner\nMill\tBakery\tflour\t5\tok\tJo\nMill\tMill\tx\t\t\t\n",
    );
    assert!(window.shows_words("1 of 2 lines can be taken; 1 cannot be read"));
    assert!(window.shows_words("Columns that are not read: Owner."));
    window.press_with(CTRL, Key::Enter);
    let link = LinkId::new("mill", "bakery");
    let state = window.app().session().diagnosis().link(&link).map(|judged| judged.state);
    assert_eq!(state, Some(LinkState::Sound));
    assert!(window.shows_words("0 of 1 lines can be taken; 1 cannot be read"), "the bad one stays");
    window.press(Key::Escape);
    assert!(window.shows_words("1 pasted line wait"), "put away, not lost");
    window.click("1 pasted line waits");
    window.press_with(SHIFT, Key::Home);
    window.type_text("Mill > Pastry");
    window.press_with(CTRL, Key::Enter);
    assert!(window.app().session().org().link(&LinkId::new("mill", "pastry")).is_some());
    assert!(window.app().capture().waiting().is_none());
}

#[test]
fn a_pasted_novel_is_bounded_and_far_too_much_is_refused_in_words() {
    let mut window = Window::empty();
    window.press(Key::Slash);
    paste(&mut window, &"It was the best of times, it was the worst of times. ".repeat(20_000));
    assert!(window.shows_words("Line 1: This is too long for one line"));
    window.click("Drop all");
    paste(&mut window, &(0..50_000).map(|line| format!("Team {line} > All\n")).collect::<String>());
    assert!(window.shows_words("These are the first 200 of 50000 lines"));
    window.click("Drop all");
    paste(&mut window, &"x\n".repeat(3_000_000));
    assert!(window.app().notice().is_some_and(|notice| notice.contains("Paste at most 4 MB")));
    paste(&mut window, &"n".repeat(10_000));
    window.press(Key::Enter);
    assert!(window.shows_words("A name has at most 200 characters"));
    assert_eq!(parties(&window), 0);
}

#[test]
fn guided_capture_builds_a_map_by_keyboard_alone_and_can_be_left_and_resumed() {
    let mut window = Window::empty();
    window.press_with(CTRL, Key::G);
    assert!(window.harness.query_by_label("Who is your external customer?").is_some());
    says(&mut window, "Patients");
    assert!(window.harness.query_by_label("Who else is your external customer?").is_some());
    assert!(window.shows_words("So far: Patients"));
    window.press(Key::Enter);
    assert!(window.harness.query_by_label("Who serves Patients?").is_some());
    says(&mut window, "Reception: a call back the same day !5; want kindness");
    says(&mut window, "Lab, Ward");
    window.press(Key::Enter);
    window.assert_every_node_is_named();

    // Left in the middle, and taken up where the map stands.
    window.press(Key::Escape);
    assert!(!window.app().guide().is_open());
    assert!(window.harness.query_by_label("Capture line").is_some(), "the capture line is back");
    window.press_with(CTRL, Key::G);
    assert!(window.harness.query_by_label("Who serves Lab?").is_some());
    says(&mut window, "Records");
    window.press(Key::Enter);
    window.press_with(ALT, Key::ArrowRight);
    assert!(window.harness.query_by_label("Who serves Ward?").is_some(), "Reception was passed over");
    window.press_with(ALT, Key::ArrowLeft);
    assert!(window.harness.query_by_label("Who serves Reception?").is_some(), "and back");
    says(&mut window, "rec");
    window.press_with(CTRL, Key::Z);
    assert!(window.app().session().org().party(&PartyId::new("rec")).is_none(), "undone in the field");
    window.type_text("recor");
    window.press(Key::Tab);
    window.press(Key::Enter);
    window.press(Key::Enter);
    window.press(Key::Enter);
    window.press(Key::Enter);
    assert!(window.shows_words("0 of 5 links have a word"));

    for (key, words) in
        [(Key::Num3, "1 of 5"), (Key::Num2, "2 of 5"), (Key::Num1, "3 of 5"), (Key::Num4, "3 of 5")]
    {
        assert!(matches!(window.app().guide().step(), Some(Step::Word(_))));
        window.press(key);
        assert!(window.shows_words(&format!("{words} links have a word")), "{key:?}");
    }
    window.press_with(ALT, Key::ArrowLeft);
    window.press(Key::Num1);
    assert!(window.shows_words("4 of 5 links have a word"), "asked again on the way back");
    window.press(Key::Num3);
    let Some(Step::Needs(first)) = window.app().guide().step().cloned() else {
        panic!("{:?}", window.app().guide().step());
    };
    let state = window.app().session().diagnosis().link(&first).map(|judged| judged.state);
    assert_eq!(state, Some(LinkState::Broken), "broken links first");
    says(&mut window, "results by noon !5 =2,2,3");
    assert!(window.shows_words("So far: results by noon"));
    window.press(Key::Enter);
    for _ in 0..4 {
        window.press_with(ALT, Key::ArrowRight);
    }
    assert_eq!(window.app().guide().step(), None);
    assert!(window.shows_words("That is all for now."));
    window.assert_every_node_is_named();
    assert!(window.app().session().org().violations().is_empty());
}

#[test]
fn who_is_heard_is_asked_first_and_a_selected_team_can_be_heard_meanwhile() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.capture("Stores");
    window.press(Key::H);
    window.press(Key::Escape);
    window.press_with(CTRL, Key::G);
    assert!(window.harness.query_by_label("Who else serves Stores?").is_some());
    window.press(Key::Escape);
    assert!(window.shows_words("Hearing Stores"), "still heard");
}

#[test]
fn room_mode_shows_the_map_and_the_capture_line_and_says_how_to_leave() {
    let mut window = Window::on_sample("first-example.org.ron");
    let has = |window: &Window, label: &str| window.harness.query_all_by_label(label).next().is_some();
    assert!(has(&window, "File") && has(&window, "At a glance"));
    window.press(Key::F10);
    assert!(window.app().is_in_room_mode());
    assert!(!has(&window, "File") && !has(&window, "At a glance"), "no menus, no panels");
    assert!(has(&window, "Capture line") && has(&window, "Leave room mode (F10)"));
    window.assert_every_node_is_named();
    window.capture("Laundry > Stores: clean sacks");
    assert!(window.app().session().org().party(&PartyId::new("laundry")).is_some());
    window.press(Key::Escape);
    assert!(window.app().is_in_room_mode(), "Escape first lets go of what is selected");
    window.press(Key::Escape);
    assert!(!window.app().is_in_room_mode());
    assert!(has(&window, "File"));
    window.press(Key::Slash);
    window.press(Key::F10);
    assert!(window.app().is_in_room_mode(), "also while typing");
    window.press_with(CTRL, Key::G);
    assert!(has(&window, "Leave room mode (F10)"), "also beside the questions");
    window.click("Leave room mode (F10)");
    assert!(!window.app().is_in_room_mode());
    assert!(has(&window, "File") && window.app().guide().is_open());
}

#[test]
fn a_new_map_begins_empty_guided_from_a_template_or_with_a_copy_of_a_sample() {
    let mut window = Window::on_sample("first-example.org.ron");
    let here = parties(&window);
    window.press_with(CTRL, Key::N);
    assert_eq!(window.app().question(), Some(&Question::NewMap { chosen: 0 }));
    window.assert_every_node_is_named();
    window.press(Key::Escape);
    assert_eq!(
        (window.app().question(), parties(&window)),
        (None, here),
        "Escape leaves everything as it is"
    );

    window.press_with(CTRL, Key::N);
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!(parties(&window), 0);
    assert!(window.app().guide().is_open(), "the second one is guided");

    window.press(Key::Escape);
    window.press_with(CTRL, Key::N);
    window.click("Manufacturer: From the order over planning and production to shipping");
    assert_eq!(parties(&window), 13);
    assert_eq!(window.app().session().path(), None);
    assert!(!window.app().session().has_unsaved_changes());
    assert!(!window.app().guide().is_open());

    window.press_with(CTRL, Key::N);
    for _ in 0..7 {
        window.press(Key::ArrowDown);
    }
    window.press(Key::Enter);
    assert_eq!(window.app().session().org().name, "Harbour Bakery");
    assert_eq!(window.app().session().path(), None, "the sample's own file cannot be overwritten");
}

#[test]
fn an_empty_map_offers_the_ways_to_begin() {
    let mut window = Window::empty();
    window.click("Ctrl+N: begin with a template or look at a sample");
    assert_eq!(window.app().question(), Some(&Question::NewMap { chosen: 0 }));
    window.press(Key::Escape);
    window.click("Ctrl+G: be asked, one question at a time");
    assert!(window.app().guide().is_open());
}
