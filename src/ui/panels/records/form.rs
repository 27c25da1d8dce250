//! The form for a new complaint or a new action: what is said in a row of its own, the rest beneath it, and what the keys do.

use egui::{Key, Modifiers, Ui};

use super::super::scene::Scene;
use super::super::words::days_suggested;
use super::RecordSlot;
use crate::ui::widgets::{
    Drafts, FieldLook, STEP, Suggestion, TARGET, Taken, Weight, button_ui, flow_ui, side_by_side_ui, soft_ui,
    stands_beside, suggested_field_ui,
};

/// Wider than this no row of the form becomes, in points: longer lines are hard to read.
const MOST_WIDTH: f32 = 880.0;
/// The least width of a part in the second row, in points.
const LEAST_WIDTH: f32 = 112.0;
/// The height of a part with its label, in points.
const PART_HEIGHT: f32 = 56.0;

/// One part of a form.
pub(super) struct Part<'a> {
    /// Which fact it is.
    pub slot: RecordSlot,
    /// What an empty field means.
    pub hint: &'a str,
    /// How wide it is beside the others of its row.
    pub share: f32,
}

/// What a form is made of: what is said first, the rest after it.
pub(super) struct Form<'a> {
    /// What is said.
    pub said: Part<'a>,
    /// What goes with it.
    pub rest: &'a [Part<'a>],
    /// The words on the button that adds it.
    pub add: &'a str,
    /// What must not stay empty, and what the keys do.
    pub note: &'a str,
}

/// What a person asked of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing yet.
    Nothing,
    /// Add what it says.
    Add,
    /// Put it away, its words too.
    Cancel,
    /// Put it away for now.
    Leave,
}

/// Shows the form. `suggest` says what may be meant while something stands in a part.
pub(super) fn form_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    form: &Form<'_>,
    drafts: &mut Drafts<RecordSlot>,
    suggest: impl Fn(&RecordSlot, &str) -> Vec<String>,
) -> Asked {
    let is_in_it = |ui: &Ui| {
        let all = std::iter::once(&form.said).chain(form.rest);
        let ids = all.map(|part| egui::Id::unique(("field", &part.slot)));
        ui.memory(|memory| ids.into_iter().any(|id| memory.has_focus(id)))
    };
    // A list that is open is closed first.
    let leaves = is_in_it(ui) && !drafts.is_choosing();
    let escape = leaves && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let mut asked = if escape { Asked::Leave } else { Asked::Nothing };
    let mut part = |ui: &mut Ui, part: &Part<'_>| {
        if part_ui(ui, scene, part, drafts, |typed| suggest(&part.slot, typed)) {
            asked = Asked::Add;
        }
    };
    let mut answer = Asked::Nothing;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(MOST_WIDTH));
        let has_room = has_room(ui, form);
        part(ui, &form.said);
        ui.add_space(STEP * 0.5);
        if !has_room {
            answer = answers_ui(ui, scene, form);
        }
        let shares: Vec<f32> = form.rest.iter().map(|part| part.share).collect();
        side_by_side_ui(ui, &shares, LEAST_WIDTH, |ui, place| {
            if let Some(of_rest) = form.rest.get(place) {
                part(ui, of_rest);
            }
        });
        ui.add_space(STEP);
        if has_room {
            answer = answers_ui(ui, scene, form);
        }
    });
    if answer == Asked::Nothing { asked } else { answer }
}

/// Whether the whole form can be seen at once. Where it cannot, its buttons follow what must be said, so that they are seen all the same.
fn has_room(ui: &Ui, form: &Form<'_>) -> bool {
    let shares: Vec<f32> = form.rest.iter().map(|part| part.share).collect();
    let rows = 1 + if stands_beside(ui, &shares, LEAST_WIDTH) { 1 } else { shares.len() };
    let needed = PART_HEIGHT * rows as f32 + TARGET + STEP;
    ui.clip_rect().height() >= needed
}

/// The buttons, and what the keys do.
fn answers_ui(ui: &mut Ui, scene: &Scene<'_>, form: &Form<'_>) -> Asked {
    let mut asked = Asked::Nothing;
    flow_ui(ui, |ui| {
        if button_ui(ui, &scene.look, Weight::Main, form.add).clicked() {
            asked = Asked::Add;
        }
        if button_ui(ui, &scene.look, Weight::Quiet, "Cancel").clicked() {
            asked = Asked::Cancel;
        }
        soft_ui(ui, &scene.look, form.note);
    });
    ui.add_space(STEP);
    asked
}

/// Shows a part. Tells whether Enter was pressed in it; taking a suggestion is not that.
fn part_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    part: &Part<'_>,
    drafts: &mut Drafts<RecordSlot>,
    suggest: impl FnOnce(&str) -> Vec<String>,
) -> bool {
    let slot = &part.slot;
    let shape = FieldLook { taken: Taken::InForm, ..FieldLook::line(slot.label(), part.hint) };
    let before = drafts.text(slot).to_owned();
    let suggest = |typed: &str| match slot.side() {
        Some(side) => days_suggested(typed, scene.today(), side),
        None => suggest(typed).into_iter().map(Suggestion::from).collect(),
    };
    let typed = suggested_field_ui(ui, &scene.look, slot, shape, "", drafts, suggest);
    let Some(text) = typed else { return false };
    let is_as_typed = text == before;
    drafts.put(slot, text);
    is_as_typed
}
