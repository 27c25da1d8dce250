//! What a process-improvement lead, a facilitator and a director stumbled over: numbers that did not add up, words that said two things,
//! a first screen half in sight, a picture with buttons in it.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use throughline::diagnosis::{TraceStart, rows, trace};
use throughline::session::Subject;

use crate::harness::{Window, sample};

const CLINIC: &str = "hospital-clinic.org.ron";

/// How far down something reaches.
fn foot(window: &Window, words: &str) -> f32 {
    let node = window.harness.query_all_by_label_contains(words).next().expect(words);
    node.rect().max.y
}

#[test]
fn what_clears_with_its_cause_is_no_cause_of_its_own() {
    let mut window = Window::on_sample(CLINIC);
    window.press_with(Modifiers::SHIFT, Key::I);
    let supposed = window.app().fix().supposed().expect("the best are supposed").clone();
    let outcome = &supposed.outcome;
    let (roots, symptoms) = outcome.still_to_mend();
    let clear = outcome.expected_to_clear.len() + outcome.may_clear.len();
    assert_eq!(roots + symptoms + clear, outcome.still_recorded(), "every break is in one of the numbers");
    assert_eq!((roots, symptoms), (0, 0), "both causes of the clinic are mended");
    let before = window.app().session().diagnosis().counts;
    assert!(window.shows_words(&format!("probable causes: {} now, 0 then", before.roots)));
    assert!(window.shows_words("with no cause left upstream: they can be expected to clear. Ask again."));
}

#[test]
fn a_need_that_was_told_but_not_rated_is_not_called_not_asked() {
    let mut window = Window::empty();
    window.capture("Stores > Sales: right part numbers !4");
    assert!(window.shows_words("not rated yet \u{b7} need, importance 4 \u{b7} asked"));
    assert!(window.shows_words("100 % of needs asked"));
    window.press(Key::X);
    window.click("Figures");
    assert!(window.shows_words("1 of 1 needs asked, not assumed"), "what the status line says is explained");
}

#[test]
fn the_findings_are_counted_as_the_rows_one_sees() {
    let window = Window::on_sample(CLINIC);
    let session = window.app().session();
    let headings = rows(session.diagnosis(), session.org());
    let seen = [headings.fix_first, headings.look_at, headings.good_to_know, headings.shape_of_the_map];
    let seen: usize = seen.iter().map(Vec::len).sum();
    assert!(seen < session.diagnosis().findings.len(), "some have one cause");
    assert!(window.shows_words(&format!("Findings ({seen})")));
}

#[test]
fn three_rows_of_the_first_screen_are_in_sight_on_a_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(CLINIC);
    std::fs::copy(sample(CLINIC), &copy).expect("the sample is there");
    let window = Window::of(folder, Some(copy), egui::vec2(1920.0, 1080.0));
    let session = window.app().session();
    let (org, questions) = (session.org(), &session.diagnosis().questions);
    let asked = &session.diagnosis().first_screen.ask_next;
    assert_eq!(asked.len(), 3);
    let capture_line = 1080.0 - 78.0;
    for link in asked.iter().map(|place| &questions[*place].link) {
        let title = format!("Ask {} about {}", org.name_of(&link.customer), org.name_of(&link.supplier));
        assert!(foot(&window, &title) <= capture_line, "{title}: {}", foot(&window, &title));
    }
}

#[test]
fn whatever_the_keyboard_comes_to_in_a_form_is_in_sight() {
    let mut window = Window::on_sample(CLINIC);
    window.click("Findings (35)");
    let session = window.app().session();
    let first = rows(session.diagnosis(), session.org()).fix_first[0].text.clone();
    window.harness.query_all_by_label_contains(&first).next().expect("the first finding").click();
    window.settle();
    window.click("Accept\u{2026}");
    for typed in ["Ana", "the new system comes in March", "", "", ""] {
        let focused =
            window.harness.query_all(egui_kittest::kittest::By::new().predicate(|node| node.is_focused()));
        let rect = focused.last().expect("something has the keyboard").rect();
        assert!(rect.min.y >= 470.0 && rect.max.y <= 720.0 - 78.0, "{rect:?} is out of sight");
        window.type_text(typed);
        window.press(Key::Tab);
    }
}

#[test]
fn a_complaint_is_walked_back_step_by_step_with_the_arrow_keys() {
    let mut window = Window::on_sample(CLINIC);
    window.press_with(Modifiers::COMMAND, Key::Num4);
    let complaint = "Complaint \u{201c}I was rung on my old number";
    window.harness.query_all_by_label_contains(complaint).next().expect("the complaint").click();
    window.settle();
    window.press(Key::Y);
    let session = window.app().session();
    let id = session.org().complaints.iter().find(|(_, facts)| facts.words.starts_with("I was rung"));
    let start = TraceStart::Complaint(id.expect("it is there").0.clone());
    let found = trace(session.org(), session.diagnosis(), start);
    assert!(found.steps.len() > 3);
    let chosen =
        |window: &Window| window.app().session().selection().primary().and_then(Subject::link).cloned();
    for step in found.steps.iter().skip(1).take(3) {
        window.press(Key::ArrowDown);
        assert_eq!(chosen(&window).as_ref(), Some(&step.link), "Down goes one step back");
    }
    window.press(Key::ArrowUp);
    assert_eq!(chosen(&window).as_ref(), Some(&found.steps[2].link), "Up comes one step nearer");
}

/// Whether a text that begins with these words is painted in the last frame.
fn paints(window: &Window, words: &str) -> bool {
    fn says(shape: &egui::Shape, words: &str) -> bool {
        match shape {
            egui::Shape::Text(text) => text.galley.text().starts_with(words),
            egui::Shape::Vec(shapes) => shapes.iter().any(|shape| says(shape, words)),
            _ => false,
        }
    }
    window.harness.output().shapes.iter().any(|clipped| says(&clipped.shape, words))
}

#[test]
fn a_picture_for_the_clipboard_has_no_buttons_and_no_pointer_in_it() {
    let mut window = Window::on_sample(CLINIC);
    let link = "Link Clinic nurses to Sample transport, works";
    let at = window.harness.query_all_by_label_contains(link).next().expect("the link").rect().center();
    window.harness.hover_at(at);
    window.settle();
    let plate = "Clinic nurses to Sample transport, works";
    assert!(paints(&window, plate), "the name of the link stands at the pointer");
    assert!(paints(&window, "Legend") && window.shows_words("Zoom in"));
    let modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };
    let key = Key::C;
    let press = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    window.harness.input_mut().events.push(press);
    window.harness.step();
    let mut was_bare = false;
    for _ in 0..3 {
        window.harness.step();
        was_bare |= !window.shows_words("Zoom in") && !paints(&window, "Legend") && !paints(&window, plate);
    }
    assert!(was_bare, "for the picture all that is away");
    window.settle();
    assert!(window.shows_words("Zoom in") && paints(&window, plate), "and it comes back");
}
