//! The panels, driven through the accessibility tree.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot find what it looks for has failed"
)]

use egui::accesskit::Role;
use egui::{Key, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use throughline::model::{
    Direction, ExpectationKind, Importance, LinkId, PartyId, PartyKind, ServiceWindow, Source, Verdict,
};
use throughline::picture::ThemeName;
use throughline::session::{Command, Selection, Session, Subject};
use throughline::ui::panels::inspector::{Field, PartyField, Question};
use throughline::ui::panels::{
    CaptureState, FindingsPage, FindingsState, InspectorState, OutlineState, StatusState, capture_ui,
    findings_ui, history_ui, inspector_ui, org_settings_ui, outline_ui, overview_ui, standing, status_ui,
};
use throughline::ui::tokens::{Tokens, install_fonts};
use throughline::ui::{Request, Sink, actions::Action};

use crate::clinic;

/// The panel under test with a document that does what the panel asks for.
struct Bench<S> {
    session: Session,
    panel: S,
    asked: Vec<Request>,
    width_used: f32,
}

type Show<S> = fn(&mut egui::Ui, &Session, &Tokens, &mut S, &mut Sink);

/// A window of `size` that holds one panel. Commands are executed, other requests only kept.
fn bench<'a, S: 'static>(session: Session, panel: S, size: Vec2, show: Show<S>) -> Harness<'a, Bench<S>> {
    let tokens = Tokens::of(ThemeName::Light);
    let applied = tokens.clone();
    let mut harness = Harness::builder()
        .with_size(size)
        .allow_missing_glyphs()
        .with_max_steps(20)
        .with_context_setup(move |context| {
            install_fonts(context);
            applied.apply(context);
        })
        .build_ui_state(
            move |ui, bench: &mut Bench<S>| {
                bench.session.refresh();
                let mut sink = Sink::default();
                let frame = egui::Frame::new().inner_margin(12);
                let shown = frame.show(ui, |ui| {
                    show(ui, &bench.session, &tokens, &mut bench.panel, &mut sink);
                });
                bench.width_used = shown.response.rect.width();
                for request in sink.drain() {
                    match &request {
                        Request::Command(command) => bench.session.execute(command).unwrap(),
                        Request::FlyTo(subject) => {
                            let chosen = Command::Select(Selection::of(subject.clone()));
                            bench.session.execute(&chosen).unwrap();
                        }
                        _ => {}
                    }
                    bench.asked.push(request);
                }
            },
            Bench { session, panel, asked: Vec::new(), width_used: 0.0 },
        );
    harness.run();
    harness
}

const TALL: Vec2 = vec2(360.0, 4000.0);

fn inspector<'a>(chosen: Option<Subject>, state: InspectorState) -> Harness<'a, Bench<InspectorState>> {
    let mut session = clinic::session();
    if let Some(subject) = chosen {
        session.execute(&Command::Select(Selection::of(subject))).unwrap();
    }
    bench(session, state, TALL, inspector_ui)
}

fn nurses() -> Subject {
    Subject::Party(PartyId::new("nurses"))
}

fn file_link() -> LinkId {
    clinic::link("records", "nurses")
}

fn file_need() -> Subject {
    Subject::Expectation(file_link(), "file".into())
}

/// Replaces what stands in the field called `label` and presses Enter.
fn type_into<S>(harness: &mut Harness<'_, Bench<S>>, label: &str, text: &str) {
    input(harness, label).focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.run();
    harness.key_press(Key::Delete);
    harness.run();
    if !text.is_empty() {
        input(harness, label).type_text(text);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
}

/// The text field called `label`, of one line or several.
fn input<'h, S>(harness: &'h Harness<'_, Bench<S>>, label: &'h str) -> Node<'h> {
    let is_input =
        |node: &Node<'_>| matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput);
    let mut found = harness.query_all_by_label(label).filter(is_input);
    found.next().unwrap_or_else(|| panic!("no field is called {label:?}"))
}

fn press<S>(harness: &mut Harness<'_, Bench<S>>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn commands<S>(harness: &Harness<'_, Bench<S>>) -> Vec<Command> {
    let command = |request: &Request| match request {
        Request::Command(command) => Some(command.clone()),
        _ => None,
    };
    harness.state().asked.iter().filter_map(command).collect()
}

fn field<S>(harness: &Harness<'_, Bench<S>>, label: &str) -> String {
    input(harness, label).value().unwrap_or_default()
}

/// What a typed fact should become when it is typed.
type Typed<T> = (&'static str, &'static str, fn(&T) -> String, &'static str);

#[test]
fn every_typed_fact_of_a_party_is_one_command() {
    let table: &[Typed<throughline::model::Party>] = &[
        ("Name", "Ward nurses", |party| party.name.clone(), "Ward nurses"),
        ("Department", "Wards", |party| party.department.clone().unwrap_or_default(), "Wards"),
        ("Department", "", |party| format!("{:?}", party.department), "None"),
        (
            "Reports to",
            "recep",
            |party| format!("{:?}", party.reports_to.as_ref().map(PartyId::as_str)),
            "Some(\"reception\")",
        ),
        ("Reports to", "", |party| format!("{:?}", party.reports_to), "None"),
        ("Lead", "Ana", |party| party.lead.clone(), "Ana"),
        ("Offers", "Care by the bed", |party| party.offers.clone(), "Care by the bed"),
        ("May decide alone", "Shifts", |party| party.may_decide.clone(), "Shifts"),
        ("Note", "Moved in May", |party| party.note.clone(), "Moved in May"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(nurses()), InspectorState::default());
        type_into(&mut harness, label, typed);
        let party = harness.state().session.org().party(&PartyId::new("nurses")).unwrap();
        assert_eq!(read(party), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateParty { .. }]), "{label}: {asked:?}");
        assert_eq!(harness.state().session.history().done().len(), 1, "{label}: one undo step");
    }
}

#[test]
fn the_weight_of_an_external_customer_is_typed() {
    let mut harness = inspector(Some(Subject::Party("patients".into())), InspectorState::default());
    type_into(&mut harness, "Weight beside other customers", "2,5");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"patients".into()).unwrap().weight.unwrap().get(), 2.5);
}

#[test]
fn every_typed_fact_of_a_link_is_one_command() {
    let table: &[Typed<throughline::model::Link>] = &[
        (
            "Volume",
            "120 cases a month",
            |link| format!("{:?}", link.volume.as_ref().map(|v| (v.amount.get(), v.unit.clone()))),
            "Some((120.0, \"cases a month\"))",
        ),
        (
            "Mean wait in hours",
            "-1.5",
            |link| format!("{:?}", link.mean_wait_hours.map(|wait| wait.get())),
            "Some(-1.5)",
        ),
        ("Note on this link", "By hand", |link| link.note.clone(), "By hand"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
        type_into(&mut harness, label, typed);
        assert_eq!(read(harness.state().session.org().link(&file_link()).unwrap()), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateLink { .. }]), "{label}: {asked:?}");
    }
}

#[test]
fn every_typed_fact_of_an_expectation_is_one_command() {
    let table: &[Typed<throughline::model::Expectation>] = &[
        (
            "In the customer\u{2019}s words",
            "the whole file",
            |facts| facts.statement.clone(),
            "the whole file",
        ),
        ("About which deliverable", "Patient file", |facts| facts.deliverable.clone(), "Patient file"),
        (
            "The supplier\u{2019}s own rating",
            "3.25",
            |facts| format!("{:?}", facts.own_rating.map(|score| score.hundredths())),
            "Some(325)",
        ),
        ("The supplier\u{2019}s own rating", "", |facts| format!("{:?}", facts.own_rating), "None"),
        ("Note on this expectation", "Since 2024", |facts| facts.note.clone(), "Since 2024"),
        (
            "What is measured",
            "files on time",
            |facts| facts.standard.clone().unwrap().metric,
            "files on time",
        ),
        ("Unit", "of 100", |facts| facts.standard.clone().unwrap().unit, "of 100"),
        ("Target", "90", |facts| facts.standard.clone().unwrap().target.to_string(), "90"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(file_need()), InspectorState::default());
        press(&mut harness, "Change the standard, folded");
        type_into(&mut harness, label, typed);
        assert_eq!(read(need(&harness)), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateExpectation { .. }]), "{label}: {asked:?}");
    }
}

fn need<'h>(harness: &'h Harness<'_, Bench<InspectorState>>) -> &'h throughline::model::Expectation {
    let link = harness.state().session.org().link(&file_link()).unwrap();
    &link.expectations()[&"file".into()]
}

#[test]
fn every_choice_of_an_expectation_is_one_command() {
    type Read = fn(&throughline::model::Expectation) -> bool;
    let table: &[(&str, Read)] = &[
        ("Need or want: Want: feels good", |facts| facts.kind == ExpectationKind::Want),
        ("Importance: 2", |facts| facts.importance == Importance::new(2).unwrap()),
        ("How do we know: Surveyed", |facts| facts.source == Source::Surveyed),
        ("Service window: In", |facts| facts.window == ServiceWindow::In),
        ("Service window: Out", |facts| facts.window == ServiceWindow::Out { told: None }),
        ("Disputed: the two sides disagree that it should be expected", |facts| facts.disputed),
        ("Good is: at most", |facts| facts.standard.as_ref().unwrap().direction == Direction::AtMost),
        ("Remove the standard", |facts| facts.standard.is_none()),
    ];
    for (label, read) in table {
        let mut harness = inspector(Some(file_need()), InspectorState::default());
        press(&mut harness, "Change the standard, folded");
        press(&mut harness, label);
        assert!(read(need(&harness)), "{label}");
        assert_eq!(commands(&harness).len(), 1, "{label}");
    }
}

#[test]
fn a_need_outside_the_window_remembers_when_the_customer_was_told() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    press(&mut harness, "Service window: Out");
    type_into(&mut harness, "Told the customer on", "2026-11-05");
    assert_eq!(need(&harness).window, ServiceWindow::Out { told: Some("2026-11-05".parse().unwrap()) });
}

#[test]
fn the_kind_of_a_party_is_chosen() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    press(&mut harness, "Kind: External supplier");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().kind, PartyKind::ExternalSupplier);
}

#[test]
fn things_are_added_with_enter_and_removed_with_their_cross() {
    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_into(&mut harness, "Add an open need", "a quiet room");
    press(&mut harness, "Names in source files, folded");
    type_into(&mut harness, "Add a name in source files", "NURS-01");
    let party = harness.state().session.org().party(&"nurses".into()).unwrap().clone();
    assert!(party.open_needs.contains("a quiet room") && party.aliases.contains("NURS-01"), "{party:?}");
    press(&mut harness, "Remove open need a quiet room");
    press(&mut harness, "Remove name NURS-01");
    let party = harness.state().session.org().party(&"nurses".into()).unwrap();
    assert!(party.open_needs.is_empty() && party.aliases.is_empty(), "{party:?}");

    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    type_into(&mut harness, "Add a deliverable", "Lab slip");
    press(&mut harness, "Remove deliverable Recall list");
    press(&mut harness, "Support, not part of the work itself");
    press(&mut harness, "Breaks further on happen because of this");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert_eq!(
        link.deliverables.iter().map(String::as_str).collect::<Vec<_>>(),
        ["Lab slip", "Patient file"]
    );
    assert!(link.support && link.because_of);
}

#[test]
fn a_need_is_added_on_the_first_tab_and_gets_chosen() {
    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    press(&mut harness, "Add a: Want");
    type_into(&mut harness, "Add a want", "no jargon");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    let added = link.expectations().values().find(|facts| facts.statement == "no jargon").unwrap();
    assert_eq!(added.kind, ExpectationKind::Want);
}

#[test]
fn the_four_verdict_buttons_say_the_customers_word() {
    for (label, verdict) in [
        ("Verdict: works", Some(Verdict::Works)),
        ("Verdict: struggles", Some(Verdict::Struggles)),
        ("Verdict: broken", Some(Verdict::Broken)),
        ("Verdict: not asked", None),
    ] {
        let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
        press(&mut harness, label);
        let wanted = Command::SetVerdict { link: file_link(), verdict };
        assert_eq!(commands(&harness), [wanted], "{label}");
    }
}

#[test]
fn an_earlier_verdict_is_written_down_and_taken_away() {
    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    press(&mut harness, "Write down what was said earlier, folded");
    press(&mut harness, "Earlier verdict: struggles");
    type_text(&mut harness, "Who said so", "Ana");
    type_text(&mut harness, "On which day", "2026-13-40");
    press(&mut harness, "Write it down");
    assert!(harness.query_by_label_contains("Write the day as year-month-day").is_some());
    assert_eq!(field(&harness, "On which day"), "2026-13-40", "what was typed stays");
    type_into(&mut harness, "On which day", "2026-03-01");
    press(&mut harness, "Remove verdict Struggles, Ana on 2026-03-01");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert!(link.verdicts.is_empty() && commands(&harness).len() == 2, "{link:?}");
}

/// Types without Enter.
fn type_text<S>(harness: &mut Harness<'_, Bench<S>>, label: &str, text: &str) {
    input(harness, label).focus();
    harness.run();
    input(harness, label).type_text(text);
    harness.run();
}

#[test]
fn a_rating_takes_one_press_or_all_its_details() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    type_text(&mut harness, "Who says so", "Ivy");
    press(&mut harness, "Rate: 4");
    let key = |rater: &str, day: &str| throughline::model::RatingKey {
        day: day.parse().unwrap(),
        rater: rater.to_owned(),
    };
    assert_eq!(need(&harness).ratings[&key("Ivy", "2026-11-21")].score.hundredths(), 400);
    press(&mut harness, "Another day, several answers, a comment, folded");
    type_text(&mut harness, "Score", "6");
    type_text(&mut harness, "On which day", "2026-09-30");
    type_text(&mut harness, "For how many answers", "12");
    type_text(&mut harness, "In their words", "too late");
    press(&mut harness, "Add this rating");
    assert!(harness.query_by_label_contains("Write a score from 1 to 5").is_some());
    type_into(&mut harness, "Score", "2,5");
    let rating = &need(&harness).ratings[&key("Clinic nurses", "2026-09-30")];
    assert_eq!(
        (rating.score.hundredths(), rating.answers.get(), rating.comment.as_str()),
        (250, 12, "too late")
    );
    let words = "Remove rating 4 of 5, Ivy on 2026-11-21";
    press(&mut harness, words);
    assert!(!need(&harness).ratings.contains_key(&key("Ivy", "2026-11-21")));
}

#[test]
fn a_standard_is_set_and_measured_against() {
    let want = Subject::Expectation(file_link(), "heads-up".into());
    let mut harness = inspector(Some(want), InspectorState::default());
    press(&mut harness, "Set a standard, folded");
    type_text(&mut harness, "What is measured", "warnings given");
    press(&mut harness, "Good is: at most");
    type_into(&mut harness, "Target", "3");
    press(&mut harness, "Add a measurement, folded");
    type_text(&mut harness, "Period", "2026-Q3");
    type_text(&mut harness, "Measured value", "5");
    type_into(&mut harness, "From how many cases", "40");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    let facts = &link.expectations()[&"heads-up".into()];
    let standard = facts.standard.as_ref().unwrap();
    assert_eq!((standard.metric.as_str(), standard.direction), ("warnings given", Direction::AtMost));
    let measured = facts.measurements[&"2026-Q3".parse().unwrap()];
    assert_eq!((measured.value.get(), measured.sample_size), (5.0, Some(40)));
    press(&mut harness, "Remove measurement 2026-Q3: 5, n = 40, missed");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert!(link.expectations()[&"heads-up".into()].measurements.is_empty());
}

#[test]
fn what_cannot_be_taken_stays_with_the_reason_and_escape_takes_it_back() {
    for (label, typed, reason) in
        [("Name", "   ", "A name is needed"), ("Reports to", "Nobody here", "No other team is called")]
    {
        let mut harness = inspector(Some(nurses()), InspectorState::default());
        let before = field(&harness, label);
        type_into(&mut harness, label, typed);
        assert!(commands(&harness).is_empty(), "{label}");
        assert!(harness.query_by_label_contains(reason).is_some(), "{label}: {reason}");
        assert_eq!(field(&harness, label), typed, "{label}");
        input(&harness, label).focus();
        harness.run();
        harness.key_press(Key::Escape);
        harness.run();
        assert_eq!(field(&harness, label), before, "{label}");
        assert!(harness.query_by_label_contains(reason).is_none(), "{label}");
    }
}

#[test]
fn leaving_a_field_takes_it_and_so_does_choosing_something_else() {
    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Ana");
    assert!(commands(&harness).is_empty(), "nothing is taken while it is typed");
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(commands(&harness).len(), 1);

    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Ben");
    let other = Command::Select(Selection::party(&"lab".into()));
    harness.state_mut().session.execute(&other).unwrap();
    harness.run();
    let org = harness.state().session.org();
    assert_eq!(org.party(&"nurses".into()).unwrap().lead, "Ben");

    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Cleo");
    let Bench { session, panel, .. } = harness.state_mut();
    let mut sink = Sink::default();
    panel.finish(session, &mut sink);
    assert_eq!(sink.drain().len(), 1, "a save takes what is under way");
}

#[test]
fn departments_are_completed_from_those_there_are() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    type_text(&mut harness, "Department", "off");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().department.as_deref(), Some("Front office"));
    assert_eq!(commands(&harness).len(), 1);
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    type_text(&mut harness, "Department", "diag");
    press(&mut harness, "Diagnostics");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().department.as_deref(), Some("Diagnostics"));
    assert_eq!(commands(&harness).len(), 1, "a click on a suggestion is one step, too");
}

#[test]
fn tabbing_through_a_form_changes_nothing() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
    }
    assert_eq!(harness.state().asked, []);
}

#[test]
fn the_organisation_is_edited_when_nothing_is_chosen() {
    let mut harness = inspector(None, InspectorState::default());
    type_into(&mut harness, "Name of the organisation", "Hillside");
    type_into(&mut harness, "Service vision", "Seen on time");
    type_into(&mut harness, "Struggles from", "2,5");
    type_into(&mut harness, "Met from", "3.5");
    type_into(&mut harness, "Exceeded from", "4.75");
    type_into(&mut harness, "Ask again after days", "180");
    press(&mut harness, "The map is complete: everybody is on it");
    press(&mut harness, "Gaps: nobody knows yet, folded");
    let rule = throughline::diagnosis::rules().iter().find(|rule| rule.id == "stale").unwrap();
    press(&mut harness, rule.name);
    let org = harness.state().session.org();
    assert_eq!((org.name.as_str(), org.service_vision.as_str()), ("Hillside", "Seen on time"));
    assert!(org.map_complete && org.policy.rules_off.contains("stale"));
    let policy = &org.policy;
    let thresholds = [policy.strained_from, policy.met_from, policy.exceeded_from];
    assert_eq!(thresholds.map(|score| score.hundredths()), [250, 350, 475]);
    assert_eq!(policy.stale_after_days, 180);
    assert_eq!(commands(&harness).len(), 8);
    type_into(&mut harness, "Met from", "2");
    assert!(harness.query_by_label_contains("The three must rise").is_some());
}

#[test]
fn a_link_says_what_part_it_plays_and_leads_to_its_cause() {
    let symptom = clinic::link("booking", "reception");
    let mut state = InspectorState::default();
    state.open_tab(Question::Improve);
    let mut harness = inspector(Some(Subject::Link(symptom)), state);
    assert!(harness.query_by_label_contains("broken, likely symptom").is_some());
    let root = harness.get_all_by_label_contains("Link Records to Booking").next().unwrap();
    root.click();
    harness.run();
    let chosen = harness.state().session.selection().primary().cloned();
    assert_eq!(chosen, Some(Subject::Link(clinic::link("records", "booking"))));
    assert!(harness.query_by_label_contains("broken, probable cause").is_some());
}

#[test]
fn removing_asks_first() {
    for (chosen, label) in [
        (nurses(), "Remove Clinic nurses\u{2026}"),
        (Subject::Link(file_link()), "Remove this link\u{2026}"),
        (file_need(), "Remove this expectation\u{2026}"),
    ] {
        let mut harness = inspector(Some(chosen.clone()), InspectorState::default());
        press(&mut harness, label);
        assert_eq!(harness.state().asked, [Request::Remove(vec![chosen])]);
    }
}

#[test]
fn several_chosen_things_are_named() {
    let mut session = clinic::session();
    let chosen = Selection::of(nurses()).toggled(&Subject::Link(file_link()));
    session.execute(&Command::Select(chosen)).unwrap();
    let mut harness = bench(session, InspectorState::default(), TALL, inspector_ui);
    assert!(
        harness.query_by_label("2 chosen").is_some() && harness.query_by_label("1 party, 1 link").is_some()
    );
    press(&mut harness, "Remove them\u{2026}");
    assert!(matches!(harness.state().asked.as_slice(), [Request::Remove(list)] if list.len() == 2));
}

#[test]
fn a_team_just_made_is_named_at_once() {
    let mut state = InspectorState::default();
    state.focus(Field::Party("nurses".into(), PartyField::Name));
    let harness = inspector(Some(nurses()), state);
    assert!(input(&harness, "Name").is_focused());
    let mut state = InspectorState::default();
    state.open_tab(Question::Improve);
    state.start_expectation(&file_link(), ExpectationKind::Want);
    let harness = inspector(Some(Subject::Link(file_link())), state);
    assert!(input(&harness, "Add a want").is_focused());
}

fn outline<'a>(session: Session) -> Harness<'a, Bench<OutlineState>> {
    bench(session, OutlineState::default(), vec2(280.0, 900.0), outline_ui)
}

/// The names of the outline's rows from top to bottom, up to the first comma.
fn rows(harness: &Harness<'_, Bench<OutlineState>>) -> Vec<String> {
    let mut rows: Vec<(i64, String)> = harness
        .get_all_by_role(Role::TreeItem)
        .map(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            let top = node.rect().top().round() as i64;
            (top, name.split(',').next().unwrap_or_default().to_owned())
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn the_outline_goes_from_the_customer_upstream() {
    let harness = outline(clinic::session());
    assert_eq!(
        rows(&harness),
        [
            "External customers",
            "External customer Insurer",
            "External customer Patients",
            "Back office",
            "Team Billing",
            "Team Records",
            "Care",
            "Team Clinic nurses",
            "Team Doctors",
            "Front office",
            "Team Reception",
            "Team Booking",
            "Diagnostics",
            "Team Lab",
            "No department",
            "Team IT support",
            "External suppliers",
            "External supplier Courier",
        ]
    );
    assert!(harness.query_by_label_contains("Team Records, Back office").is_some());
    let records = harness.get_by_label_contains("Team Records, Back office");
    let name = records.accesskit_node().label().unwrap_or_default();
    assert!(name.contains("3 links, 2 broken, 1 not asked"), "{name}");
}

#[test]
fn a_click_in_the_outline_flies_and_keys_walk_it() {
    let mut harness = outline(clinic::session());
    harness.get_by_label_contains("Team Lab").click();
    harness.run();
    assert_eq!(harness.state().asked, [Request::FlyTo(Subject::Party("lab".into()))]);
    harness.get_by_label_contains("External customers").focus();
    harness.run();
    let focused = |harness: &Harness<'_, Bench<OutlineState>>| {
        let row = harness.get_all_by_role(Role::TreeItem).find(|node| node.is_focused());
        row.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    for (key, wanted) in [
        (Key::ArrowDown, "External customer Insurer"),
        (Key::End, "External supplier Courier"),
        (Key::ArrowUp, "External suppliers"),
        (Key::Home, "External customers"),
        (Key::ArrowDown, "External customer Insurer"),
        (Key::ArrowRight, "External customer Insurer"),
        (Key::ArrowDown, "Link Billing to Insurer"),
        (Key::ArrowLeft, "External customer Insurer"),
        (Key::ArrowLeft, "External customer Insurer"),
        (Key::ArrowDown, "External customer Patients"),
    ] {
        harness.key_press(key);
        harness.run();
        assert!(focused(&harness).starts_with(wanted), "{key:?}: {} instead of {wanted}", focused(&harness));
    }
    assert!(harness.state().panel.hears_letters());
    for letter in ["r", "e", "c", "o"] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run();
    }
    assert!(focused(&harness).starts_with("Team Records"), "{}", focused(&harness));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::FlyTo(Subject::Party("records".into()))));
}

#[test]
fn departments_fold() {
    let mut harness = outline(clinic::session());
    harness.get_by_label_contains("Care, 2 parties").click();
    harness.run();
    assert!(!rows(&harness).contains(&"Team Clinic nurses".to_owned()));
}

#[test]
fn the_outline_is_searched_and_escape_shows_all() {
    let mut harness = outline(clinic::session());
    harness.state_mut().panel.start_search();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("recept");
    harness.run();
    assert_eq!(rows(&harness), ["Team Reception"]);
    assert!(harness.query_by_label("1 of 11 shown, Esc shows all").is_some());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, [Request::FlyTo(Subject::Party("reception".into()))]);
    harness.get_by_role(Role::TextInput).focus();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(rows(&harness).len(), 18);
    harness.get_by_role(Role::TextInput).focus();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("arrivals");
    harness.run();
    assert!(rows(&harness).iter().any(|row| row.contains("arrivals list by 8:30")), "{:?}", rows(&harness));
    harness.get_by_role(Role::TextInput).type_text("zzz");
    harness.run();
    assert!(harness.query_by_label("Nothing is called that").is_some());
}

const WIDE: Vec2 = vec2(1100.0, 1600.0);

#[test]
fn findings_stand_under_three_headings_and_fly_to_their_subject() {
    let mut panel = FindingsState::default();
    panel.open(FindingsPage::All);
    let mut harness = bench(clinic::session(), panel, WIDE, findings_ui);
    for heading in ["Fix first", "Look at", "Good to know"] {
        assert!(harness.query_by_label(heading).is_some(), "{heading}");
    }
    let shown = harness.get_all_by_role(Role::ListItem).count();
    assert!(shown <= 9, "at most three a heading, not {shown}");
    let button = harness.get_all_by_label_contains("more under Fix first").next().unwrap();
    button.click();
    harness.run();
    assert!(harness.get_all_by_role(Role::ListItem).count() > shown);
    let arrivals = Subject::Expectation(clinic::link("records", "booking"), "free-slots".into());
    for (words, wanted) in [
        ("And 1 more problem on Records \u{2192} Clinic nurses", Subject::Link(file_link())),
        ("which patients need a follow-up\" from Records", arrivals),
    ] {
        let row = harness.get_all_by_label_contains(words).next().unwrap();
        row.click();
        harness.run();
        assert_eq!(harness.state().asked.last(), Some(&Request::FlyTo(wanted)), "{words}");
    }
}

#[test]
fn the_first_screen_leads_on() {
    let show: Show<()> = |ui, session, tokens, (), sink| overview_ui(ui, session, tokens, sink);
    let mut harness = bench(clinic::session(), (), WIDE, show);
    assert!(
        harness
            .query_by_label("What the customer gets: Patients, 1 of 3 services fails, 1 struggles")
            .is_some()
    );
    let cause = harness.get_all_by_label_contains("Fix first: Records \u{2192} Booking").next().unwrap();
    cause.click();
    harness.run();
    let wanted = Request::FlyTo(Subject::Link(clinic::link("records", "booking")));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
    let mut seen = Vec::new();
    let without = harness.state().session.diagnosis().first_screen.links_without_need;
    for _ in 0..=without {
        let way = harness.get_all_by_label_contains("no need yet: continue").next().unwrap();
        way.click();
        harness.run();
        seen.push(harness.state().session.selection().primary().cloned());
    }
    assert_eq!(seen.first(), seen.last(), "going on goes round: {seen:?}");
    seen.pop();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "each is visited once");
}

fn capture<'a>(session: Session) -> Harness<'a, Bench<CaptureState>> {
    let mut panel = CaptureState::default();
    panel.start();
    bench(session, panel, vec2(900.0, 500.0), capture_ui)
}

fn capture_type(harness: &mut Harness<'_, Bench<CaptureState>>, text: &str) {
    harness.get_by_label("Capture line").type_text(text);
    harness.run();
}

#[test]
fn the_capture_line_shows_what_it_will_make_and_asks_for_it() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Pharmacy > Clinic nurses: refills by noon !4 =2");
    for words in ["New team Pharmacy", "New link Pharmacy to Clinic nurses", "Enter does it."] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    harness.key_press(Key::Enter);
    harness.run();
    let line = "Pharmacy > Clinic nurses: refills by noon !4 =2".to_owned();
    assert_eq!(harness.state().asked, [Request::Capture(line.clone())]);
    assert!(harness.get_by_label("Capture line").is_focused(), "ready for the next line");
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(harness.get_by_label("Capture line").value(), Some(line));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.get_by_label("Capture line").value().unwrap_or_default(), "");
}

#[test]
fn names_are_completed_in_the_capture_line() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Rece");
    assert!(harness.query_by_label("Reception, Front office").is_some());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Capture line").value().unwrap_or_default().starts_with("Reception"));
    capture_type(&mut harness, " > doc");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let line = harness.get_by_label("Capture line").value().unwrap_or_default();
    assert!(line.starts_with("Reception > Doctors"), "{line}");
    assert_eq!(harness.state().asked, [], "Enter took the suggestion, not the line");
}

#[test]
fn the_capture_line_asks_before_a_near_duplicate_and_says_what_is_wrong() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Labs > Doctors: results by noon");
    assert!(harness.query_by_label("Is \u{201c}Labs\u{201d} the team \u{201c}Lab\u{201d}?").is_some());
    press(&mut harness, "Use Lab");
    let line = harness.get_by_label("Capture line").value().unwrap_or_default();
    assert_eq!(line, "Lab > Doctors: results by noon");
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Lab > : results");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, []);
    assert!(harness.query_by_role(Role::Alert).is_some(), "the reason is an alert");
    assert_eq!(harness.get_by_label("Capture line").value().unwrap_or_default(), "Lab > : results");
}

#[test]
fn hearing_a_customer_is_a_chip() {
    let mut harness = capture(clinic::session());
    harness.state_mut().panel.hear(Some("nurses".into()));
    harness.run();
    assert!(harness.query_by_label("Hearing Clinic nurses").is_some());
    capture_type(&mut harness, "Pharmacy: refills by noon");
    assert!(harness.query_by_label("New link Pharmacy to Clinic nurses").is_some());
    press(&mut harness, "Stop hearing");
    assert_eq!(harness.state().panel.hearing(), None);
    harness.get_by_label("Capture line").focus();
    harness.run();
    for _ in 0..2 {
        harness.key_press(Key::Escape);
        harness.run();
    }
    assert!(!harness.get_by_label("Capture line").is_focused(), "Esc leaves the line");
}

#[test]
fn history_goes_to_any_step() {
    let mut session = clinic::session();
    session.execute(&Command::SetOrgName("One".to_owned())).unwrap();
    session.execute(&Command::SetMapComplete(true)).unwrap();
    session.execute(&Command::Undo).unwrap();
    let show: Show<()> = |ui, session, tokens, (), sink| history_ui(ui, session, tokens, sink);
    let mut harness = bench(session, (), vec2(360.0, 400.0), show);
    assert!(harness.query_by_label("Name the organisation, now").is_some());
    press(&mut harness, "Mark the map complete, undone");
    assert_eq!(commands(&harness), [Command::GoToStep(2)]);
    assert!(harness.state().session.org().map_complete);
    press(&mut harness, "As it was opened");
    assert_eq!(harness.state().session.org().name, "Riverside clinic");
}

#[test]
fn the_status_line_says_how_it_stands() {
    let session = clinic::session();
    let words = standing(session.org(), session.diagnosis());
    assert_eq!(
        words,
        "4 broken links, 2 probable causes; Patients: 1 of 3 services fails, 1 struggles; 100 % of needs asked"
    );
    let mut harness = bench(session, StatusState { zoom: Some(0.5) }, vec2(1200.0, 48.0), status_ui);
    assert!(harness.query_by_label(&words).is_some());
    assert!(harness.query_by_label("Not in a file yet, saved").is_some());
    press(&mut harness, "50 %");
    assert_eq!(harness.state().asked, [Request::Act(Action::Fit)]);
    let changed = harness.state_mut().session.execute(&Command::SetMapComplete(true));
    changed.unwrap();
    harness.run();
    press(&mut harness, "Not in a file yet, not saved");
    assert_eq!(harness.state().asked.last(), Some(&Request::Act(Action::Save)));
}

/// Every node that can have the keyboard has a role and a name, and is large enough to hit.
fn check_nodes<S>(harness: &Harness<'_, Bench<S>>, what: &str) {
    let mut found = 0;
    for node in harness.root().children_recursive() {
        let inner = node.accesskit_node();
        if !inner.data().supports_action(egui::accesskit::Action::Focus) {
            continue;
        }
        found += 1;
        let name = inner.label().unwrap_or_default();
        assert_ne!(inner.role(), Role::Unknown, "{what}: {name:?} {node:?}");
        assert!(!name.trim().is_empty(), "{what}: a nameless {:?}: {node:?}", inner.role());
        let size = node.rect().size();
        let is_bar = inner.role() == Role::ScrollBar;
        assert!(is_bar || size.min_elem() >= 23.9, "{what}: {name:?} is {size:?}, too small to hit");
    }
    assert!(found > 0 || what.contains("status"), "{what}: nothing can have the keyboard");
}

fn unfold_all<S>(harness: &mut Harness<'_, Bench<S>>) {
    for _ in 0..12 {
        let Some(fold) = harness
            .query_all_by_role(Role::DisclosureTriangle)
            .find(|node| node.accesskit_node().label().is_some_and(|name| name.ends_with(", folded")))
        else {
            return;
        };
        fold.click();
        harness.run();
    }
}

/// Every page of the inspector: what is chosen, and the tab of a link.
fn pages() -> Vec<(Option<Subject>, Question)> {
    let tabs = [Question::Want, Question::Doing, Question::Improve];
    let parties = ["nurses", "patients", "courier"].map(|id| Subject::Party(id.into()));
    let asked = tabs.map(|tab| (Some(Subject::Link(file_link())), tab));
    let mut pages: Vec<_> = parties.into_iter().map(|party| (Some(party), Question::Want)).collect();
    pages.extend(asked);
    pages.extend([
        (Some(Subject::Link(clinic::link("it", "records"))), Question::Improve),
        (Some(file_need()), Question::Want),
        (None, Question::Want),
    ]);
    pages
}

#[test]
fn whatever_can_have_the_keyboard_has_a_role_and_a_name() {
    for (chosen, tab) in pages() {
        let mut state = InspectorState::default();
        state.open_tab(tab);
        let mut harness = inspector(chosen.clone(), state);
        unfold_all(&mut harness);
        check_nodes(&harness, &format!("inspector {chosen:?} {tab:?}"));
    }
    check_nodes(&bench(clinic::empty(), InspectorState::default(), TALL, inspector_ui), "empty inspector");
    check_nodes(&bench(clinic::session(), InspectorState::default(), TALL, org_settings_ui), "settings");
    check_nodes(&outline(clinic::session()), "outline");
    check_nodes(&outline(clinic::empty()), "empty outline");
    for page in [FindingsPage::Overview, FindingsPage::All] {
        for session in [clinic::session(), clinic::empty()] {
            let mut panel = FindingsState::default();
            panel.open(page);
            check_nodes(&bench(session, panel, WIDE, findings_ui), &format!("findings {page:?}"));
        }
    }
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Labs > Doct");
    check_nodes(&harness, "capture");
    check_nodes(
        &bench(clinic::session(), StatusState { zoom: Some(1.0) }, vec2(900.0, 48.0), status_ui),
        "status",
    );
}

#[test]
fn empty_panels_say_what_to_do() {
    let harness = outline(clinic::empty());
    assert!(harness.query_by_label("Nobody is on the map yet").is_some());
    let mut harness = bench(clinic::empty(), InspectorState::default(), TALL, inspector_ui);
    press(&mut harness, "Add external customer");
    assert_eq!(harness.state().asked, [Request::Act(Action::AddCustomer)]);
    let harness = bench(clinic::empty(), FindingsState::default(), WIDE, findings_ui);
    assert!(harness.query_by_label("Start with the external customer").is_some());
    let show: Show<()> = |ui, session, tokens, (), sink| history_ui(ui, session, tokens, sink);
    let harness = bench(clinic::empty(), (), vec2(360.0, 400.0), show);
    assert!(harness.query_by_label("Nothing has been done yet").is_some());
    let mut state = InspectorState::default();
    state.open_tab(Question::Doing);
    let harness = inspector(Some(Subject::Link(clinic::link("it", "records"))), state);
    assert!(harness.query_by_label("Nothing to rate yet").is_some());
}

/// The clinic with every name and statement replaced.
fn renamed(name: &str) -> Session {
    let mut session = clinic::session();
    for id in ["nurses", "records", "patients"] {
        let mut facts = session.org().party(&id.into()).unwrap().clone();
        facts.name = format!("{name}{id}");
        facts.department = Some(name.to_owned());
        facts.lead = name.to_owned();
        facts.open_needs.insert(name.to_owned());
        facts.aliases.insert(name.to_owned());
        let command = Command::UpdateParty { party: id.into(), facts: Box::new(facts) };
        session.execute(&command).unwrap();
    }
    let mut facts = session.org().link(&file_link()).unwrap().clone();
    facts.deliverables.insert(name.to_owned());
    let expectation = facts.expectations()[&"file".into()].clone();
    session.execute(&Command::UpdateLink { link: file_link(), facts: Box::new(facts) }).unwrap();
    let facts = throughline::model::Expectation { statement: name.to_owned(), ..expectation };
    let command =
        Command::UpdateExpectation { link: file_link(), expectation: "file".into(), facts: Box::new(facts) };
    session.execute(&command).unwrap();
    session.refresh();
    session
}

#[test]
fn long_and_chinese_names_keep_the_panels_as_wide_as_they_are() {
    let unbroken = "Donaudampfschifffahrtsgesellschaft".repeat(6);
    let names = [unbroken, "采购与供应链管理部门".repeat(20)];
    for name in &names {
        for (chosen, tab) in pages() {
            let mut session = renamed(name);
            if let Some(subject) = chosen.clone() {
                session.execute(&Command::Select(Selection::of(subject))).unwrap();
            }
            let mut state = InspectorState::default();
            state.open_tab(tab);
            let mut harness = bench(session, state, TALL, inspector_ui);
            unfold_all(&mut harness);
            let width = harness.state().width_used;
            assert!(width <= TALL.x + 0.5, "{chosen:?} {tab:?}: {width} wide for {name}");
        }
        let mut harness = outline(renamed(name));
        assert!(harness.state().width_used <= 280.5);
        harness.get_by_role(Role::TextInput).focus();
        harness.run();
        harness.get_by_role(Role::TextInput).type_text(&name.chars().take(4).collect::<String>());
        harness.run();
        assert!(harness.state().width_used <= 280.5);
        for page in [FindingsPage::Overview, FindingsPage::All] {
            let mut panel = FindingsState::default();
            panel.open(page);
            let harness = bench(renamed(name), panel, vec2(700.0, 900.0), findings_ui);
            assert!(harness.state().width_used <= 700.5, "{page:?}: {}", harness.state().width_used);
        }
        let path = format!("/{}.org.ron", name.chars().take(60).collect::<String>());
        let session = Session::of(renamed(name).org().clone(), Some(path.into()), clinic::today());
        let harness = bench(session, StatusState { zoom: Some(1.0) }, vec2(600.0, 48.0), status_ui);
        assert!(harness.state().width_used <= 600.5, "status: {}", harness.state().width_used);
        let mut harness = bench(renamed(name), CaptureState::default(), vec2(600.0, 400.0), capture_ui);
        harness.state_mut().panel.hear(Some("nurses".into()));
        harness.run();
        assert!(harness.state().width_used <= 600.5, "capture: {}", harness.state().width_used);
    }
}
