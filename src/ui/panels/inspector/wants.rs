//! The first question of a link: what do they want? Needs and wants, each unfolding where it stands.

use egui::{Color32, Ui, pos2, vec2};

use super::super::scene::Scene;
use super::super::words;
use super::InspectorState;
use super::expectation::facts_ui;
use super::slots::{NewThing, Slot, new_ui};
use crate::diagnosis::{ExpectationState, LinkDiagnosis};
use crate::model::{Expectation, ExpectationKind, Link, LinkId};
use crate::session::{Command, Subject};
use crate::ui::Sink;
use crate::ui::widgets::{
    Chosen, Icon, Look, STEP, choice_ui, empty_ui, link_like, paint_icon, paint_state_mark, row_ui, soft_ui,
    wrapped,
};

/// Shows the needs and wants of a link, and a line for a new one.
pub fn wants_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    judged: &LinkDiagnosis,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let customer = scene.org.name_of(&id.customer);
    if link.expectations().is_empty() {
        let supplier = scene.org.name_of(&id.supplier);
        empty_ui(
            ui,
            &scene.look,
            &format!("What does {customer} need from {supplier}?"),
            "Nobody has written it down yet. Ask, and type the answer below.",
        );
    }
    for kind in [ExpectationKind::Need, ExpectationKind::Want] {
        let of_kind = link.expectations().iter().filter(|(_, facts)| facts.kind == kind);
        for (expectation, facts) in of_kind {
            let how = judged
                .expectations()
                .get(expectation)
                .map_or(ExpectationState::Unknown, |judged| judged.state);
            let key = (id.clone(), expectation.clone());
            let open = state.unfolded.contains(&key);
            ui.push_id(expectation, |ui| {
                if expectation_row_ui(ui, scene, facts, how, Unfolds::from(open)) {
                    if open {
                        state.unfolded.remove(&key);
                    } else {
                        state.unfolded.insert(key);
                    }
                }
                if open {
                    indented_ui(ui, &scene.look, |ui| {
                        facts_ui(ui, scene, id, expectation, facts, &mut state.drafts, sink);
                    });
                }
            });
        }
    }
    new_expectation_ui(ui, scene, id, state, sink);
}

/// Contents that belong to the row above: a hairline at their left says so.
pub fn indented_ui(ui: &mut Ui, look: &Look, contents: impl FnOnce(&mut Ui)) {
    let top = ui.cursor().top();
    let left = ui.cursor().left();
    egui::Frame::new()
        .inner_margin(egui::Margin { left: 12, right: 0, top: 4, bottom: 8 })
        .show(ui, contents);
    let bottom = ui.min_rect().bottom();
    ui.painter().vline(left + 3.0, top..=bottom - 4.0, look.hair());
}

/// What a click on a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfolds {
    /// It is folded: a click unfolds it.
    Folded,
    /// It is unfolded: a click folds it.
    Unfolded,
}

impl From<bool> for Unfolds {
    fn from(open: bool) -> Self {
        if open { Self::Unfolded } else { Self::Folded }
    }
}

/// A row for an expectation. Tells whether it was clicked.
pub fn expectation_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    facts: &Expectation,
    how: ExpectationState,
    unfolds: Unfolds,
) -> bool {
    let look = &scene.look;
    let indent = 36.0;
    let width = ui.available_width();
    let statement = wrapped(ui, &facts.statement, look.body(), look.text, width - indent - 28.0);
    let second = wrapped(ui, &second_line(facts, how), look.small(), look.soft, width - indent - 28.0);
    let height = statement.size().y + second.size().y + 14.0;
    let kind = if facts.kind == ExpectationKind::Need { "Need" } else { "Want" };
    let spoken = format!("{kind} \u{201c}{}\u{201d}, {}", facts.statement, second_line(facts, how));
    let response = row_ui(ui, look, height, Chosen::No, &spoken);
    let rect = response.rect;
    let first_middle = rect.top() + 6.0 + 9.0;
    paint_state_mark(ui.painter(), pos2(rect.left() + 18.0, first_middle), 16.0, link_like(how), look);
    let at = pos2(rect.left() + indent, rect.top() + 6.0);
    let below = at + vec2(0.0, statement.size().y + 2.0);
    ui.painter().galley(at, statement, look.text);
    ui.painter().galley(below, second, Color32::PLACEHOLDER);
    let icon = if unfolds == Unfolds::Folded { Icon::Right } else { Icon::Down };
    paint_icon(ui.painter(), pos2(rect.right() - 14.0, first_middle), 10.0, icon, look.soft);
    response.clicked()
}

fn second_line(facts: &Expectation, how: ExpectationState) -> String {
    let kind = if facts.kind == ExpectationKind::Need { "need" } else { "want" };
    let mut parts =
        vec![words::expectation(how).to_owned(), format!("{kind}, importance {}", facts.importance.get())];
    parts.push(words::source(facts.source).to_owned());
    parts.extend(words::window(&facts.window));
    if facts.disputed {
        parts.push("disputed".to_owned());
    }
    if facts.is_set_aside() {
        parts.push("set aside".to_owned());
    }
    if let Some(standard) = &facts.standard {
        parts.push(super::measurements::standard_words(standard));
    }
    parts.join(" \u{b7} ")
}

fn new_expectation_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    ui.add_space(STEP);
    let kinds = [(ExpectationKind::Need, "Need"), (ExpectationKind::Want, "Want")];
    if let Some(kind) = choice_ui(ui, &scene.look, "Add a", &kinds, Some(state.new_kind)) {
        state.new_kind = kind;
    }
    let (label, hint) = match state.new_kind {
        ExpectationKind::Need => ("Add a need", "Add a need: what must be there, by when"),
        ExpectationKind::Want => ("Add a want", "Add a want: what would feel good"),
    };
    let slot = Slot::New(Subject::Link(id.clone()), NewThing::Statement);
    if let Some(statement) = new_ui(ui, scene, &slot, label, hint, &mut state.drafts) {
        let facts = Expectation { kind: state.new_kind, statement, ..Expectation::default() };
        sink.command(Command::AddExpectation { link: id.clone(), facts: Box::new(facts) });
    }
    soft_ui(ui, &scene.look, "Enter adds it.");
}
