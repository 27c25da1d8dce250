//! The panels, driven through the accessibility tree: the bench they are tested on, and one module a part of the window.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot find what it looks for has failed"
)]

mod around;
mod evidence;
mod inspector;
mod outline_rows;
mod records;
mod whole;

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

/// Types without Enter.
fn type_text<S>(harness: &mut Harness<'_, Bench<S>>, label: &str, text: &str) {
    input(harness, label).focus();
    harness.run();
    input(harness, label).type_text(text);
    harness.run();
}

fn outline<'a>(session: Session) -> Harness<'a, Bench<OutlineState>> {
    bench(session, OutlineState::default(), vec2(280.0, 900.0), outline_ui)
}

const WIDE: Vec2 = vec2(1100.0, 1600.0);

fn capture<'a>(session: Session) -> Harness<'a, Bench<CaptureState>> {
    let mut panel = CaptureState::default();
    panel.start();
    bench(session, panel, vec2(900.0, 500.0), capture_ui)
}

fn capture_type(harness: &mut Harness<'_, Bench<CaptureState>>, text: &str) {
    harness.get_by_label("Capture line").type_text(text);
    harness.run();
}
