//! Places where something can be typed: a fact that is there, or something new.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words::days_suggested;
use super::fields::Field;
use crate::model::{Day, Dimension, Org};
use crate::session::Subject;
use crate::session::day_words::Side;
use crate::ui::Sink;
use crate::ui::widgets::{Drafts, FieldLook, Suggestion, field_ui, suggested_field_ui};

/// A place where something can be typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A fact that is there.
    Field(Field),
    /// Something new about a subject.
    New(Subject, NewThing),
    /// The department of everything that is chosen.
    Department,
}

/// Something new, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named like the fact in the model")]
pub enum NewThing {
    OpenNeed,
    Alias,
    Deliverable,
    Statement,
    Speaker,
    VerdictDay,
    Score,
    Rater,
    RatingDay,
    Answers,
    Comment,
    Period,
    Value,
    SampleSize,
    Metric,
    Target,
    Unit,
    Dimension(Dimension),
    Agreeing,
    Conflict,
    CauseSpeaker,
    QualityPeriod,
    Units,
    Opportunities,
    Defects,
    Percent,
    QualityTarget,
}

/// Shows a typed fact and asks for what was typed.
pub fn fact_ui(ui: &mut Ui, scene: &Scene<'_>, field: Field, drafts: &mut Drafts<Slot>, sink: &mut Sink) {
    suggested_fact_ui(ui, scene, field, drafts, sink, |_| Vec::new());
}

/// Shows a typed fact under another label than its own, for one that is counted in a unit.
pub fn labelled_fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field,
    label: &str,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    named_fact_ui(ui, scene, field, label, drafts, sink, |_| Vec::new());
}

/// Shows a typed fact with suggestions.
pub fn suggested_fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
    suggest: impl FnOnce(&str) -> Vec<String>,
) {
    let label = field.label();
    named_fact_ui(ui, scene, field, label, drafts, sink, suggest);
}

fn named_fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field,
    label: &str,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
    suggest: impl FnOnce(&str) -> Vec<String>,
) {
    let hint = field.hint();
    let shape = if field.is_long() { FieldLook::lines(label, hint) } else { FieldLook::line(label, hint) };
    let value = field.text(scene.org);
    let side = field.side();
    let slot = Slot::Field(field);
    let suggest = |typed: &str| match side {
        Some(side) => days_suggested(typed, scene.today(), side),
        None => suggest(typed).into_iter().map(Suggestion::from).collect(),
    };
    let typed = suggested_field_ui(ui, &scene.look, &slot, shape, &value, drafts, suggest);
    if let (Some(text), Slot::Field(field)) = (typed, &slot) {
        match field.command(scene.org, &text, scene.today()) {
            Ok(command) => sink.command(command),
            Err(problem) => drafts.refuse(&slot, text, problem),
        }
    }
    ui.add_space(4.0);
}

/// Shows a line for something new. Tells the text when Enter was pressed.
pub fn new_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    slot: &Slot,
    label: &str,
    hint: &str,
    drafts: &mut Drafts<Slot>,
) -> Option<String> {
    field_ui(ui, &scene.look, slot, FieldLook::new_thing(label, hint), "", drafts)
        .map(|text| text.trim().to_owned())
}

/// Shows a part of something new with its label above: it is kept until the whole is taken. Tells whether Enter was pressed in it; taking a suggestion is
/// not that.
pub fn part_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    slot: &Slot,
    label: &str,
    hint: &str,
    drafts: &mut Drafts<Slot>,
) -> bool {
    let shape = FieldLook { taken: crate::ui::widgets::Taken::OnEnter, ..FieldLook::line(label, hint) };
    let before = drafts.text(slot).to_owned();
    let suggest = |typed: &str| match slot {
        Slot::New(_, NewThing::RatingDay | NewThing::VerdictDay) => {
            days_suggested(typed, scene.today(), Side::Back)
        }
        _ => Vec::new(),
    };
    let typed = suggested_field_ui(ui, &scene.look, slot, shape, "", drafts, suggest);
    let Some(text) = typed else { return false };
    let is_as_typed = text == before;
    drafts.put(slot, text);
    is_as_typed
}

/// Asks for every typed fact that waits. What cannot be taken stays where it was typed.
pub fn take_waiting(drafts: &mut Drafts<Slot>, org: &Org, today: Day, sink: &mut Sink) {
    for (slot, text) in drafts.take_waiting(|slot| matches!(slot, Slot::Field(_))) {
        let Slot::Field(field) = &slot else { continue };
        if field.text(org).trim() == text.trim() {
            continue;
        }
        match field.command(org, &text, today) {
            Ok(command) => sink.command(command),
            Err(problem) => drafts.refuse(&slot, text, problem),
        }
    }
}
