//! What people who see the program for the first time stumbled over: why a complaint happens, who mends it by when, why a link stays
//! broken although somebody said that it works, and a question that stays in sight while it is answered.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use throughline::diagnosis::LinkState;
use throughline::model::LinkId;
use throughline::session::Subject;
use throughline::ui::Workspace;

use crate::harness::Window;

const CLINIC: &str = "hospital-clinic.org.ron";
const CTRL: Modifiers = Modifiers::COMMAND;

/// Clicks the first node whose name holds these words.
fn click_on(window: &mut Window, words: &str) {
    window.harness.query_all_by_label_contains(words).next().expect(words).click();
    window.settle();
}

fn links_with_missed_standard(window: &Window) -> Vec<LinkId> {
    let links = window.app().session().diagnosis().links.iter();
    let missed = links.filter(|judged| {
        judged.expectations().values().any(|need| need.meets_standard == Some(false))
            && judged.state == LinkState::Broken
    });
    missed.map(|judged| judged.id().clone()).collect()
}

#[test]
fn an_open_complaint_is_traced_with_one_key_or_one_click() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::Y);
    assert_eq!(window.app().workspace(), Workspace::Map);
    assert!(window.app().notice().is_some_and(|words| words.contains("open a complaint")));
    window.press_with(CTRL, Key::Num4);
    click_on(&mut window, "Complaint \u{201c}I was rung on my old number");
    window.press(Key::Y);
    assert_eq!(window.app().workspace(), Workspace::Fix, "Y asks why of the complaint that is open");
    assert!(window.shows_words("I was rung on my old number twice"), "the trace begins with its words");
    assert!(window.shows_words("Step by step, back from where it is felt"));
    window.press(Key::M);
    window.click("Why? Trace the cause");
    assert_eq!(window.app().workspace(), Workspace::Fix);
    assert!(window.shows_words("Trace something else"));
}

#[test]
fn a_planned_action_asks_who_and_by_when_and_goes_there() {
    let mut window = Window::on_sample("city-permit-office.org.ron");
    window.press(Key::X);
    let fix = window.app().session().diagnosis().fixes[0].links[0].clone();
    let org = window.app().session().org().clone();
    let title = format!("{} \u{2192} {}", org.name_of(&fix.supplier), org.name_of(&fix.customer));
    window.click(&format!("Plan an action on {title}"));
    click_on(&mut window, &format!("Who, by when? {title}"));
    assert_eq!(window.app().workspace(), Workspace::Map, "the action list is there");
    assert!(window.shows_words("Who does it"), "and the action is unfolded");
    let id = window.app().session().org().actions.keys().find(|id| !org.actions.contains_key(*id)).cloned();
    let mut facts = window.app().session().org().actions[&id.clone().expect("it was planned")].clone();
    assert!(facts.owner.is_empty() && facts.due.is_none());
    for (label, text) in [("Who does it", "Ana"), ("By when", "2026-12-15")] {
        let field = window
            .harness
            .query_all_by(|node| {
                node.role() == egui::accesskit::Role::TextInput
                    && node.label().is_some_and(|name| name.starts_with(label))
            })
            .next()
            .expect(label);
        field.focus();
        window.settle();
        window.type_text(text);
        window.press(Key::Enter);
    }
    facts = window.app().session().org().actions[&id.expect("it was planned")].clone();
    assert_eq!(
        (facts.owner.as_str(), facts.due.map(|day| day.to_string())),
        ("Ana", Some("2026-12-15".into()))
    );
    window.press(Key::Escape);
    window.press(Key::X);
    assert!(window.shows_words(&format!("action planned {title}: Ana, by 2026-12-15")), "now it is agreed");
}

#[test]
fn who_says_works_of_a_link_that_misses_its_standard_is_told_why_it_stays_broken() {
    let mut window = Window::on_sample(CLINIC);
    let link = links_with_missed_standard(&window).into_iter().next().expect("one misses its standard");
    window.press(Key::B);
    for _ in 0..8 {
        if window.app().session().selection().primary() == Some(&Subject::Link(link.clone())) {
            break;
        }
        window.press(Key::B);
    }
    window.press(Key::Num1);
    let notice = window.app().notice().map(str::to_owned).expect("it is said");
    assert!(notice.starts_with("It stays broken: ") && notice.contains("misses its standard"), "{notice}");
    assert!(
        window.harness.query_all_by_label_contains("It stays broken: ").count() > 1,
        "the inspector says so for as long as it is so"
    );
    window.press(Key::Num3);
    assert!(
        !window.shows_words("It stays broken: \u{201c}"),
        "nobody needs to be told that what is broken is broken"
    );
}

#[test]
fn before_a_room_the_strip_says_why_it_stays_broken() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::F5);
    let missed = links_with_missed_standard(&window);
    for _ in 0..40 {
        let link = window.app().presenting().lectern().stop().and_then(|stop| stop.link.clone());
        if link.is_some_and(|link| missed.contains(&link)) {
            break;
        }
        window.press(Key::PageDown);
    }
    window.press(Key::L);
    window.press(Key::Num1);
    assert!(window.shows_words("\u{201c}works\u{201d}. It stays broken: "), "in the strip at the foot");
    assert!(window.shows_words("misses its standard."));
    window.press(Key::U);
    assert!(!window.shows_words("It stays broken"), "taken back, nothing is left to explain");
    window.press(Key::Num3);
    assert!(!window.shows_words("It stays broken"), "and an earlier reason does not come back");
}

#[test]
fn the_question_stays_in_sight_while_it_is_answered() {
    let mut window = Window::empty();
    window.press_with(CTRL, Key::G);
    for answer in ["Patients", ", Insurers, Referring doctors, Couriers, Schools"] {
        window.type_text(answer);
        let question = window.harness.query_all_by_label("Who is your external customer?").next();
        let question = question.expect("the question").rect();
        let foreseen: Vec<_> = window
            .harness
            .query_all_by_label_contains("New external customer ")
            .map(|node| node.rect())
            .collect();
        assert!(!foreseen.is_empty(), "what Enter would do is said");
        assert!(foreseen.iter().all(|line| !line.intersects(question)), "{foreseen:?} beside {question:?}");
    }
    window.press(Key::Enter);
    window.press_with(CTRL, Key::Z);
    assert!(window.shows_words("Who is your external customer?"));
}

#[test]
fn the_status_line_does_not_call_a_few_needs_the_whole_map() {
    let mut window = Window::empty();
    window.capture("Sales > *Garages: parts by noon =4");
    assert!(window.shows_words("100 % of needs asked"));
    assert!(!window.shows_words("none yet"));
    window.capture("Stores > Sales > *Fleets");
    assert!(window.shows_words("100 % of needs asked, 2 of 3 links have none yet"));
}

#[test]
fn escape_puts_the_history_away_before_it_lets_go_of_anything() {
    let mut window = Window::on_sample(CLINIC);
    window.press(Key::B);
    let chosen = window.app().session().selection().clone();
    assert!(!chosen.is_empty());
    window.press(Key::Num2);
    window.press_with(CTRL, Key::H);
    assert!(window.shows_words("As it was opened"));
    window.press(Key::Escape);
    assert!(!window.shows_words("As it was opened"), "the history is away");
    assert_eq!(*window.app().session().selection(), chosen, "and the link is still chosen");
    window.press(Key::Escape);
    assert!(window.app().session().selection().is_empty());
}
