//! One line of typing in the grammar of the capture line: completion, what it will make, the error under its character, the question
//! before a name that looks like another. The capture line and the field of guided capture are both this.
//!
//! Not here: what a line means ([`Reads`] knows), and doing it.

use std::cell::Cell;

use egui::text::{CCursor, CCursorRange};
use egui::{
    Event, EventFilter, FontId, Frame, Id, Key, Margin, Modifiers, Pos2, Response, Shape, Stroke, TextEdit,
    Ui, pos2, vec2,
};

use super::foreseen::{Standing, foreseen_ui};
use crate::model::Org;
use crate::session::capture::{CapturePreview, Completes, Completion, is_block};
use crate::ui::widgets::{
    Icon, Look, ROUND, SuggestState, Suggesting, Suggestion, Tab, paint_icon, suggesting_ui,
};

/// What understands a line.
pub trait Reads {
    /// The map it speaks of.
    fn org(&self) -> &Org;
    /// Another value whenever the same text could mean something else.
    fn ground(&self) -> String;
    /// What the text would make.
    fn foresee(&self, text: &str) -> CapturePreview;
    /// The ways to go on at a byte of the text.
    fn complete(&self, text: &str, cursor: usize) -> Vec<Completion>;
}

/// What is typed into a line.
#[derive(Debug, Default)]
pub struct LineState {
    text: String,
    suggesting: SuggestState,
    cursor_to: Option<usize>,
    wants_focus: bool,
    /// Whether Enter was pressed on a line that cannot be taken.
    refused: bool,
    /// The text whose new names were asked about.
    asked_for: Option<String>,
    /// What was foreseen last, with its text and ground.
    foreseen: Option<(String, String, CapturePreview)>,
}

impl LineState {
    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts `text` into the line, the cursor behind it.
    pub fn put(&mut self, text: String) {
        self.cursor_to = Some(text.chars().count());
        self.text = text;
        self.refused = false;
    }

    /// Gives the keyboard to the line.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    fn is_asking(&self) -> bool {
        self.asked_for.as_deref() == Some(self.text.as_str())
    }

    fn foresee(&mut self, reads: &dyn Reads) -> Option<CapturePreview> {
        if self.text.trim().is_empty() {
            return None;
        }
        let ground = reads.ground();
        if let Some((text, known, preview)) = &self.foreseen
            && *text == self.text
            && *known == ground
        {
            return Some(preview.clone());
        }
        let preview = reads.foresee(&self.text);
        self.foreseen = Some((self.text.clone(), ground, preview.clone()));
        Some(preview)
    }
}

/// How a line looks.
#[derive(Clone, Debug)]
pub struct LineLook<'a> {
    /// The colours.
    pub look: &'a Look,
    /// The field.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// Its type.
    pub font: FontId,
    /// Whether completions are offered.
    pub offers: bool,
    /// Where what Enter would do ends at the lowest when it stands above the line, in points from the top of the window.
    pub clear_of: Option<f32>,
}

/// What a person did in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum LineEvent {
    /// Typed, or nothing.
    Nothing,
    /// Confirmed this text, which makes sense. The line is empty now.
    Taken(String),
    /// Pressed Enter on an empty line.
    EnteredNothing,
    /// Pressed Escape.
    Escaped,
    /// Pressed Backspace on an empty line: wants the last one back.
    TakeBack,
    /// Wants the last step undone: Ctrl+Z on an empty line.
    Undo,
    /// Wants it done again.
    Redo,
    /// Pasted several lines, or cells, or too much for one line.
    Pasted(String),
}

/// Shows the line.
pub fn line_ui(
    ui: &mut Ui,
    face: &LineLook<'_>,
    state: &mut LineState,
    reads: &dyn Reads,
) -> (Response, LineEvent) {
    let id = face.id;
    let early = early_keys(ui, id, state);
    let is_asking = state.is_asking();
    let answered = is_asking && has_focus(ui, id) && pressed(ui, Key::Tab);
    let preview = state.foresee(reads);
    let standing = Standing { refused: state.refused, is_asking };
    let mut text = std::mem::take(&mut state.text);
    let mut suggesting = std::mem::take(&mut state.suggesting);
    let cursor_byte = Cell::new(text.len());
    let mut offered: Vec<Completion> = Vec::new();
    let first_twin = preview.as_ref().and_then(|preview| preview.near_duplicates.first());
    let mut replacement = first_twin.filter(|_| answered).map(|twin| twin.line_with_existing.clone());
    let problem_at =
        preview.as_ref().and_then(|preview| preview.problem.as_ref()).map(|problem| problem.at_char);
    let mut beneath = |ui: &mut Ui, _: &str| {
        if let Some(preview) = &preview
            && let Some(line) = foreseen_ui(ui, face.look, preview, standing)
        {
            replacement = Some(line);
        }
    };
    let shown = suggesting_ui(
        ui,
        Suggesting { look: face.look, id, tab: Tab::TakesFirst, clear_of: face.clear_of },
        &mut suggesting,
        &mut text,
        |ui, text, keeps_tab| {
            let (response, cursor) = edit_ui(ui, face, text, keeps_tab || is_asking, problem_at);
            cursor_byte.set(cursor);
            response
        },
        |text| {
            if text.trim().is_empty() || !face.offers || is_asking {
                return Vec::new();
            }
            offered = reads.complete(text, cursor_byte.get());
            offered.iter().map(|completion| shown_as(completion, reads.org())).collect()
        },
        preview.is_some().then_some(&mut beneath),
    );
    state.suggesting = suggesting;
    state.text = text;
    if shown.response.changed() {
        state.refused = false;
        // What Enter would do is worked out before the field is shown: once more, with what was typed now.
        ui.ctx().request_repaint();
    }
    let event = if let Some(completion) = shown.taken.and_then(|place| offered.get(place)) {
        accept(state, completion);
        LineEvent::Nothing
    } else if let Some(line) = replacement {
        state.put(line);
        shown.response.request_focus();
        LineEvent::Nothing
    } else {
        early.unwrap_or_else(|| finish_keys(ui, &shown.response, state, reads))
    };
    place_cursor(ui, id, &shown.response, state);
    (shown.response, event)
}

fn has_focus(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
}

fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// What must not reach the text field: a pasted block, and the keys that undo while nothing is typed.
fn early_keys(ui: &Ui, id: Id, state: &LineState) -> Option<LineEvent> {
    if !has_focus(ui, id) {
        return None;
    }
    let is_empty = state.text.is_empty();
    ui.input_mut(|input| {
        let block = input.events.iter().find_map(|event| match event {
            Event::Paste(text) if is_block(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = block {
            input.events.retain(|event| !matches!(event, Event::Paste(_)));
            return Some(LineEvent::Pasted(text));
        }
        if !is_empty {
            return None;
        }
        let shifted = Modifiers { shift: true, ..Modifiers::COMMAND };
        if input.consume_key(shifted, Key::Z) || input.consume_key(Modifiers::COMMAND, Key::Y) {
            return Some(LineEvent::Redo);
        }
        if input.consume_key(Modifiers::COMMAND, Key::Z) {
            return Some(LineEvent::Undo);
        }
        // A key that is held down deletes what was typed, and stops there.
        let fresh = input.events.iter().any(|event| {
            matches!(event, Event::Key { key: Key::Backspace, pressed: true, repeat: false, modifiers, .. } if modifiers.is_none())
        });
        fresh.then_some(LineEvent::TakeBack)
    })
}

fn accept(state: &mut LineState, completion: &Completion) {
    let Some(before) = state.text.get(..completion.replaces.start) else { return };
    let Some(after) = state.text.get(completion.replaces.end..) else { return };
    let head = format!("{before}{}", completion.insert);
    state.cursor_to = Some(head.chars().count());
    state.text = head + after;
    state.refused = false;
}

fn finish_keys(ui: &Ui, response: &Response, state: &mut LineState, reads: &dyn Reads) -> LineEvent {
    let had_keyboard = response.has_focus() || response.lost_focus();
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    if had_keyboard && escape {
        if state.is_asking() {
            state.asked_for = None;
            return LineEvent::Nothing;
        }
        return LineEvent::Escaped;
    }
    if !(had_keyboard && enter) {
        return LineEvent::Nothing;
    }
    response.request_focus();
    let Some(preview) = state.foresee(reads) else { return LineEvent::EnteredNothing };
    if let Some(problem) = preview.problem {
        state.refused = true;
        state.cursor_to = Some(problem.at_char);
        return LineEvent::Nothing;
    }
    if !preview.near_duplicates.is_empty() && !state.is_asking() {
        state.asked_for = Some(state.text.clone());
        ui.ctx().request_repaint();
        return LineEvent::Nothing;
    }
    state.refused = false;
    state.asked_for = None;
    LineEvent::Taken(std::mem::take(&mut state.text))
}

fn place_cursor(ui: &Ui, id: Id, response: &Response, state: &mut LineState) {
    if std::mem::take(&mut state.wants_focus) {
        response.request_focus();
    }
    if let Some(place) = state.cursor_to.take() {
        let mut edit = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        edit.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(place))));
        TextEdit::store_state(ui.ctx(), id, edit);
        ui.ctx().request_repaint();
    }
}

/// The text field itself; tells at which byte the cursor stands.
fn edit_ui(
    ui: &mut Ui,
    face: &LineLook<'_>,
    text: &mut String,
    keeps_tab: bool,
    problem_at: Option<usize>,
) -> (Response, usize) {
    let look = face.look;
    let focused = has_focus(ui, face.id);
    let stroke = if focused { look.ring() } else { Stroke::new(1.0, look.border) };
    let width = if focused { 2 } else { 1 };
    let frame = Frame::new().fill(look.raised).stroke(stroke).corner_radius(ROUND).inner_margin(Margin {
        left: 30 - width,
        right: 8 - width,
        top: 7 - width,
        bottom: 7 - width,
    });
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: keeps_tab };
    let hint = egui::RichText::new(face.hint).color(look.soft).font(face.font.clone());
    let output = TextEdit::singleline(text)
        .id(face.id)
        .font(face.font.clone())
        .text_color(look.text)
        .hint_text(hint)
        .frame(frame)
        .desired_width(f32::INFINITY)
        .event_filter(filter)
        .show(ui);
    let response = output.response.response.clone().accessible_name(face.name);
    let rect = response.rect;
    paint_icon(ui.painter(), pos2(rect.left() + 16.0, rect.center().y), 12.0, Icon::Plus, look.soft);
    if let Some(at) = problem_at.filter(|_| response.has_focus()) {
        let place = output.galley.pos_from_cursor(CCursor::new(at));
        let left = output.galley_pos + vec2(place.left(), place.bottom());
        if rect.x_range().contains(left.x) {
            paint_caret(ui, look, left);
        }
    }
    let cursor_char = output.cursor_range.map_or(usize::MAX, |range| range.primary.index.0);
    let cursor_byte = text.char_indices().nth(cursor_char).map_or(text.len(), |(byte, _)| byte);
    (response, cursor_byte)
}

/// A wavy line under the character where the line stops making sense.
pub(super) fn paint_caret(ui: &Ui, look: &Look, at: Pos2) {
    let points = (0..7).map(|step| at + vec2(step as f32 * 2.0, if step % 2 == 0 { 1.0 } else { -1.0 }));
    ui.painter().add(Shape::line(points.collect(), Stroke::new(1.5, look.problem)));
}

fn shown_as(completion: &Completion, org: &Org) -> Suggestion {
    let detail = match &completion.completes {
        Completes::Party(party) => org
            .party(party)
            .and_then(|party| party.department.clone())
            .unwrap_or_else(|| "on the map".to_owned()),
        Completes::Department => "department".to_owned(),
        Completes::Expectation(kind) => match kind {
            crate::model::ExpectationKind::Need => "need on this link".to_owned(),
            crate::model::ExpectationKind::Want => "want on this link".to_owned(),
        },
        Completes::Verdict => "verdict".to_owned(),
    };
    Suggestion { words: completion.label.clone(), detail }
}
