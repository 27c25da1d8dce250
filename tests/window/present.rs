//! The *Present* workspace and the vote, through the accessibility tree: walked, locked, answered, parked, voted, left.

use egui::{Key, Modifiers};
use throughline::diagnosis::LinkState;
use throughline::model::LinkId;
use throughline::picture::slide::Hall;
use throughline::ui::Workspace;
use throughline::ui::present::Page;

use crate::harness::Window;

const CLINIC: &str = "hospital-clinic.org.ron";

fn start(sample: &str) -> Window {
    let mut window = Window::on_sample(sample);
    window.press(Key::F5);
    assert_eq!(window.app().workspace(), Workspace::Present);
    window
}

fn heading(window: &Window) -> String {
    window.app().presenting().lectern().stop().map(|stop| stop.content.heading.clone()).unwrap_or_default()
}

fn go_to(window: &mut Window, id: &str) {
    window.press(Key::Home);
    for _ in 0..60 {
        if window.app().presenting().lectern().stop().is_some_and(|stop| stop.id.as_str().starts_with(id)) {
            return;
        }
        window.press(Key::PageDown);
    }
    unreachable!("no stop {id}");
}

#[test]
fn the_walk_is_walked_to_its_end_by_keyboard_and_left() {
    let mut window = start(CLINIC);
    let stops = window.app().presenting().lectern().walk().stops.len();
    assert!(stops > 8, "{stops}");
    let mut seen = vec![heading(&window)];
    assert!(window.shows_words(&seen[0]), "the slide says what it is about");
    assert!(!window.shows_words("Findings"), "no panel is in the window");
    for key in [Key::ArrowRight, Key::PageDown, Key::Space, Key::Enter].into_iter().cycle().take(60) {
        window.press(key);
        let now = heading(&window);
        assert!(window.shows_words(&now), "{now:?} is on the screen");
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        window.assert_every_node_is_named();
    }
    assert_eq!(window.app().presenting().lectern().place(), stops - 1, "it stays at its end");
    assert_eq!(seen.last().map(String::as_str), Some("What we do not know"));
    window.press(Key::PageUp);
    window.press(Key::ArrowLeft);
    window.press(Key::Home);
    assert_eq!(window.app().presenting().lectern().place(), 0);
    window.press(Key::End);
    assert_eq!(window.app().presenting().lectern().place(), stops - 1);
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Map);
    assert!(window.shows_words("At a glance"), "the panels are back");
    assert!(!window.app().session().has_unsaved_changes(), "walking changes nothing");
}

#[test]
fn locked_keys_change_nothing() {
    let mut window = start(CLINIC);
    go_to(&mut window, "break:");
    let before = window.app().session().org().clone();
    for key in [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Slash,
        Key::Delete,
        Key::Backspace,
        Key::U,
        Key::A,
        Key::C,
        Key::D,
        Key::E,
        Key::F,
        Key::G,
        Key::H,
        Key::I,
        Key::K,
        Key::Q,
        Key::V,
        Key::W,
        Key::X,
        Key::Y,
        Key::Z,
        Key::F2,
        Key::F6,
        Key::F7,
        Key::F8,
        Key::F9,
        Key::Comma,
    ] {
        window.press(key);
        assert_eq!(*window.app().session().org(), before, "{key:?}");
        assert_eq!(window.app().workspace(), Workspace::Present, "{key:?}");
        assert_eq!(window.app().presenting().page(), Page::Slide, "{key:?}");
        assert!(window.app().question().is_none(), "{key:?}");
    }
    window.press(Key::Num1);
    assert!(window.shows_words("Locked"), "the strip says why nothing happened");
}

#[test]
fn an_answer_is_recorded_unlocked_taken_back_and_the_lock_closes_after_a_minute() {
    let mut window = start(CLINIC);
    go_to(&mut window, "question");
    let link = window.app().presenting().lectern().stop().unwrap().link.clone().unwrap();
    let state = |window: &Window| window.app().session().diagnosis().link(&link).unwrap().state;
    assert_eq!(state(&window), LinkState::Unknown);
    window.press(Key::L);
    assert!(window.shows_words("The map is unlocked"));
    window.press(Key::Num1);
    assert_eq!(state(&window), LinkState::Sound);
    assert!(window.shows_words("Done:"), "what was done is said large");
    window.press(Key::U);
    assert_eq!(state(&window), LinkState::Unknown);
    assert!(!window.shows_words("Done:"));
    assert!(window.shows_words("The map is unlocked"));
    // A step is a quarter of a second here.
    window.harness.run_steps(4 * 62);
    assert!(!window.shows_words("The map is unlocked"));
    window.press(Key::Num1);
    assert_eq!(state(&window), LinkState::Unknown, "it has locked itself");
}

#[test]
fn a_break_that_is_answered_away_says_so_until_one_goes_on() {
    let mut window = start("first-example.org.ron");
    go_to(&mut window, "break:");
    let link = LinkId::new("order-desk", "baking");
    assert_eq!(window.app().presenting().lectern().stop().unwrap().link, Some(link.clone()));
    let before = window.app().session().org().clone();
    window.press(Key::L);
    window.press(Key::Slash);
    window.type_text("Order desk > Baking: #works");
    window.press(Key::Enter);
    assert_ne!(*window.app().session().org(), before, "{:?}", window.app().notice());
    window.press(Key::Num1);
    if window.app().session().diagnosis().link(&link).unwrap().state != LinkState::Broken {
        assert!(window.shows_words("This has changed"));
        window.press(Key::ArrowRight);
        assert!(!window.shows_words("This has changed"));
    }
}

#[test]
fn a_remark_is_parked_and_stands_on_the_list_with_its_subject() {
    let mut window = start(CLINIC);
    go_to(&mut window, "break:");
    window.press(Key::J);
    window.type_text("Who has the keys?");
    window.press(Key::Enter);
    let org = window.app().session().org();
    let parked = org.parked.values().next().expect("it is parked");
    assert_eq!(parked.words, "Who has the keys?");
    assert_eq!(
        Some(parked.about.clone()),
        window.app().presenting().lectern().stop().map(|stop| stop.about.clone())
    );
    assert!(window.app().presenting().lectern().walk().stops.iter().any(|stop| stop.id.as_str() == "parked"));
    window.press(Key::J);
    window.type_text("not this");
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Present, "Escape closes the field first");
    assert_eq!(window.app().session().org().parked.len(), 1);
    window.press(Key::Escape);
    window.press_with(Modifiers::COMMAND, Key::Num6);
    assert!(window.shows_words("Who has the keys?"));
    window.click("Make an action");
    let org = window.app().session().org();
    assert!(org.actions.values().any(|action| action.what == "Who has the keys?"));
    assert!(!org.parked.values().next().unwrap().waits());
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.click("Take it off");
    assert!(window.app().session().org().parked.is_empty());
    window.press(Key::J);
    window.type_text("Parking");
    window.press(Key::Enter);
    assert_eq!(window.app().session().org().parked.len(), 1, "J parks from the map too");
    window.assert_every_node_is_named();
}

#[test]
fn dots_are_given_by_keys_and_order_the_action_list() {
    let mut window = Window::on_sample("first-example.org.ron");
    for what in ["Ask first", "Send the list"] {
        window.press(Key::A);
        window.type_text(what);
        window.press(Key::Enter);
        window.press(Key::Escape);
    }
    let count = window.app().session().org().actions.len();
    assert!(count >= 2, "{count}");
    window.press_with(Modifiers::SHIFT, Key::V);
    assert_eq!(window.app().presenting().page(), Page::Vote);
    for _ in 0..4 {
        window.press(Key::ArrowRight);
    }
    assert!(window.shows_words("12 of 12 dots left"), "4 people have 3 dots each");
    window.press(Key::End);
    window.press(Key::Num5);
    window.press(Key::Plus);
    window.press(Key::Minus);
    assert!(window.shows_words("7 of 12 dots left"));
    window.press(Key::ArrowUp);
    window.press(Key::Num2);
    assert!(window.shows_words("5 of 12 dots left"));
    window.assert_every_node_is_named();
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Map);
    let order: Vec<(String, u32)> = {
        let org = window.app().session().org();
        org.actions_in_order()
            .iter()
            .map(|(id, action)| (action.what.clone(), org.dots_behind(id, action)))
            .collect()
    };
    assert_eq!(order[0].1, 5, "{order:?}");
    assert_eq!(order[1].1, 2, "{order:?}");
    window.press_with(Modifiers::COMMAND, Key::Num5);
    assert!(window.shows_words("5 dots"), "the action list shows them");
}

#[test]
fn stops_are_listed_moved_left_out_and_noted() {
    let mut window = start(CLINIC);
    let ids = |window: &Window| -> Vec<String> {
        let stops = &window.app().presenting().lectern().walk().stops;
        stops.iter().map(|stop| stop.id.as_str().to_owned()).collect()
    };
    let before = ids(&window);
    window.press(Key::O);
    assert_eq!(window.app().presenting().page(), Page::Overview);
    window.press_with(Modifiers::ALT, Key::ArrowDown);
    let moved = ids(&window);
    assert_eq!((&moved[0], &moved[1]), (&before[1], &before[0]));
    window.press(Key::Delete);
    assert_eq!(ids(&window).len(), before.len() - 1);
    window.click("Speaker notes");
    window.type_text("Breathe");
    window.press(Key::Escape);
    assert_eq!(window.app().presenting().page(), Page::Overview, "Escape leaves the field, not the list");
    let notes = &window.app().session().org().walk_notes;
    assert_eq!(notes.values().next().map(String::as_str), Some("Breathe"));
    window.assert_every_node_is_named();
    window.press(Key::Enter);
    assert_eq!(window.app().presenting().page(), Page::Slide);
    window.press(Key::N);
    assert!(
        window.shows_words("Breathe"),
        "the notes are shown beside the slide where there is one window only"
    );
    window.press(Key::N);
    assert!(!window.shows_words("Breathe"));
}

#[test]
fn blank_spotlight_trail_timer_and_room_work_by_key() {
    let mut window = start(CLINIC);
    window.press(Key::B);
    assert!(window.app().presenting().is_blank());
    window.press(Key::Period);
    assert!(!window.app().presenting().is_blank());
    let place = window.app().presenting().lectern().place();
    window.press(Key::T);
    assert!(window.shows_words("Timer 0:0"));
    window.press(Key::Plus);
    window.press(Key::Plus);
    assert!(
        window.shows_words("Timer 1:5") || window.shows_words("Timer 2:0"),
        "it counts down from two minutes"
    );
    window.press(Key::T);
    assert!(!window.shows_words("Timer"));
    window.press(Key::S);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.press(Key::P);
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Present, "Escape ends the spotlight first");
    window.press(Key::R);
    assert!(window.shows_words(Hall::Long.label()));
    assert_eq!(window.app().presenting().lectern().place(), place);
    window.press(Key::M);
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Map);
}

#[test]
fn one_begins_at_what_is_selected() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::B);
    let link = window.app().session().selection().primary().unwrap().link().unwrap().clone();
    window.press_with(Modifiers::SHIFT, Key::F5);
    let stop = window.app().presenting().lectern().stop().unwrap();
    assert_eq!(stop.link.as_ref(), Some(&link));
    assert!(stop.id.as_str().starts_with("break:"), "{:?}", stop.id);
}

#[test]
fn an_empty_map_can_be_presented_too() {
    let mut window = Window::empty();
    window.press(Key::F5);
    assert_eq!(window.app().workspace(), Workspace::Present);
    window.press(Key::ArrowRight);
    assert!(window.shows_words("Who is our external customer?"));
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), Workspace::Map);
}
