//! The capture line: one line of typing makes teams, links, needs and ratings; what it will make is shown before Enter.
//!
//! Not here: reading the line (`session::capture` does) and doing it (the window executes [`Request::Capture`] with [`CaptureState::hearing`]).

use egui::text::{CCursor, CCursorRange};
use egui::{
    Color32, EventFilter, Frame, Id, Key, Margin, Modifiers, Pos2, Response, Shape, Stroke, TextEdit, Ui,
    pos2, vec2,
};

use super::scene::Scene;
use crate::model::{Org, PartyId};
use crate::session::Session;
use crate::session::capture::{CapturePreview, Completes, Completion, Does, complete, preview};
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{
    Icon, Look, ROUND, STEP, SuggestState, Suggesting, Suggestion, Tab, Weight, button_ui, chip_ui, flow_ui,
    paint_icon, problem_ui, soft_ui, suggesting_ui,
};
use crate::ui::{Request, Sink};

/// Lines that Up brings back.
const REMEMBERED: usize = 50;
/// Things to be made that are named before Enter; the rest is counted.
const NAMED: usize = 6;

/// What is typed, and what was typed before.
#[derive(Debug, Default)]
pub struct CaptureState {
    line: String,
    hearing: Option<PartyId>,
    earlier: Vec<String>,
    place: Option<usize>,
    suggesting: SuggestState,
    cursor_to: Option<usize>,
    wants_focus: bool,
    refused: bool,
}

impl CaptureState {
    /// The customer that is being heard: the lines speak of what it needs.
    #[must_use]
    pub fn hearing(&self) -> Option<&PartyId> {
        self.hearing.as_ref()
    }

    /// Hears this customer, or nobody in particular.
    pub fn hear(&mut self, customer: Option<PartyId>) {
        self.hearing = customer;
        self.wants_focus = true;
    }

    /// Gives the keyboard to the line.
    pub fn start(&mut self) {
        self.wants_focus = true;
    }

    /// Gives the keyboard to the line with `text` in it, unless something is typed there already.
    pub fn start_with(&mut self, text: &str) {
        if self.line.is_empty() {
            text.clone_into(&mut self.line);
            self.cursor_to = Some(self.line.chars().count());
        }
        self.wants_focus = true;
    }
}

/// Shows the capture line.
pub fn capture_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut CaptureState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    if state.hearing.as_ref().is_some_and(|customer| scene.org.party(customer).is_none()) {
        state.hearing = None;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        if let Some(customer) = &state.hearing {
            let words = format!("Hearing {}", scene.org.name_of(customer));
            let most = ui.available_width() * 0.4;
            if chip_ui(ui, &scene.look, &words, "Stop hearing", most) {
                state.hearing = None;
            }
        }
        line_ui(ui, &scene, state, sink);
    });
}

fn line_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut CaptureState, sink: &mut Sink) {
    let id = Id::unique("capture line");
    walk_back(ui, id, state);
    let hearing = state.hearing.clone();
    let mut text = std::mem::take(&mut state.line);
    let mut suggesting = std::mem::take(&mut state.suggesting);
    let cursor_byte = std::cell::Cell::new(text.len());
    let mut offered: Vec<Completion> = Vec::new();
    let mut replacement = None;
    let (browsing, refused) = (state.place.is_some(), state.refused);
    let foreseen = Foreseen::of(&text, scene, hearing.as_ref());
    let mut beneath = |ui: &mut Ui, _text: &str| {
        if let Some(line) = foreseen.ui(ui, scene, refused) {
            replacement = Some(line);
        }
    };
    let shown = suggesting_ui(
        ui,
        Suggesting { look: &scene.look, id, tab: Tab::TakesFirst },
        &mut suggesting,
        &mut text,
        |ui, text, keeps_tab| {
            let edited = edit_ui(ui, scene, id, text, keeps_tab, foreseen.problem_at(), hearing.as_ref());
            cursor_byte.set(edited.1);
            edited.0
        },
        |text| {
            if text.trim().is_empty() || browsing {
                return Vec::new();
            }
            offered = complete(text, cursor_byte.get(), scene.org, hearing.as_ref());
            offered.iter().map(|completion| shown_as(completion, scene.org)).collect()
        },
        (!foreseen.is_nothing()).then_some(&mut beneath),
    );
    state.suggesting = suggesting;
    state.line = text;
    if shown.response.changed() {
        state.place = None;
        state.refused = false;
        // What Enter would do is worked out before the field is shown: once more, with what was typed now.
        ui.ctx().request_repaint();
    }
    if let Some(completion) = shown.taken.and_then(|place| offered.get(place)) {
        accept(state, completion);
    } else if let Some(line) = replacement {
        state.cursor_to = Some(line.chars().count());
        state.line = line;
    } else {
        finish_keys(ui, scene, &shown.response, state, sink);
    }
    place_cursor(ui, id, &shown.response, state);
}

/// Up and Down bring earlier lines back, when nothing new is typed.
fn walk_back(ui: &Ui, id: Id, state: &mut CaptureState) {
    let browsing = state.place.is_some();
    if !ui.memory(|memory| memory.has_focus(id)) || !(state.line.is_empty() || browsing) {
        return;
    }
    let (up, down) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            browsing && input.consume_key(Modifiers::NONE, Key::ArrowDown),
        )
    });
    let place = match (up, down, state.place) {
        (true, _, None) => state.earlier.len().checked_sub(1),
        (true, _, Some(place)) => Some(place.saturating_sub(1)),
        (false, true, Some(place)) => Some(place + 1).filter(|place| *place < state.earlier.len()),
        _ => return,
    };
    state.place = place;
    state.line = place.and_then(|place| state.earlier.get(place)).cloned().unwrap_or_default();
    state.cursor_to = Some(state.line.chars().count());
}

fn accept(state: &mut CaptureState, completion: &Completion) {
    let Some(before) = state.line.get(..completion.replaces.start) else { return };
    let Some(after) = state.line.get(completion.replaces.end..) else { return };
    let head = format!("{before}{}", completion.insert);
    state.cursor_to = Some(head.chars().count());
    state.line = head + after;
    state.refused = false;
}

fn finish_keys(ui: &Ui, scene: &Scene<'_>, response: &Response, state: &mut CaptureState, sink: &mut Sink) {
    let had_keyboard = response.has_focus() || response.lost_focus();
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    if had_keyboard && escape {
        response.surrender_focus();
        return;
    }
    if !(had_keyboard && enter) {
        return;
    }
    response.request_focus();
    if state.line.trim().is_empty() {
        return;
    }
    let foreseen = preview(&state.line, scene.org, state.hearing.as_ref(), scene.today());
    if let Some(problem) = foreseen.problem {
        state.refused = true;
        state.cursor_to = Some(problem.at_char);
        return;
    }
    let line = std::mem::take(&mut state.line);
    state.earlier.retain(|earlier| *earlier != line);
    state.earlier.push(line.clone());
    let surplus = state.earlier.len().saturating_sub(REMEMBERED);
    state.earlier.drain(..surplus);
    state.place = None;
    state.refused = false;
    sink.push(Request::Capture(line));
}

fn place_cursor(ui: &Ui, id: Id, response: &Response, state: &mut CaptureState) {
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
    scene: &Scene<'_>,
    id: Id,
    text: &mut String,
    keeps_tab: bool,
    problem_at: Option<usize>,
    hearing: Option<&PartyId>,
) -> (Response, usize) {
    let look = &scene.look;
    let focused = ui.memory(|memory| memory.has_focus(id));
    let stroke = if focused { look.ring() } else { Stroke::new(1.0, look.border) };
    let width = if focused { 2 } else { 1 };
    let frame = Frame::new().fill(look.raised).stroke(stroke).corner_radius(ROUND).inner_margin(Margin {
        left: 30 - width,
        right: 8 - width,
        top: 7 - width,
        bottom: 7 - width,
    });
    let hint = match hearing {
        Some(customer) => format!(
            "What does {} need, from whom? Reception: arrivals list by 8:30 !5 =2",
            scene.org.name_of(customer)
        ),
        None => "Order desk > Warehouse: pick list by 9:00 !5 =2; want a friendly heads-up".to_owned(),
    };
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: keeps_tab };
    let output = TextEdit::singleline(text)
        .id(id)
        .font(look.body())
        .text_color(look.text)
        .hint_text(egui::RichText::new(hint).color(look.soft))
        .frame(frame)
        .desired_width(f32::INFINITY)
        .event_filter(filter)
        .show(ui);
    let response = output.response.response.clone().accessible_name("Capture line");
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
fn paint_caret(ui: &Ui, look: &Look, at: Pos2) {
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

/// What Enter would do, as it is shown under the line.
struct Foreseen {
    preview: Option<CapturePreview>,
}

impl Foreseen {
    fn of(text: &str, scene: &Scene<'_>, hearing: Option<&PartyId>) -> Self {
        let preview = (!text.trim().is_empty()).then(|| preview(text, scene.org, hearing, scene.today()));
        Self { preview }
    }

    fn is_nothing(&self) -> bool {
        self.preview.is_none()
    }

    fn problem_at(&self) -> Option<usize> {
        self.preview.as_ref()?.problem.as_ref().map(|problem| problem.at_char)
    }

    /// Shows it. Tells the line to take instead, when a near-duplicate was pointed at.
    fn ui(&self, ui: &mut Ui, scene: &Scene<'_>, refused: bool) -> Option<String> {
        let preview = self.preview.as_ref()?;
        let frame = Frame::new().inner_margin(Margin::symmetric(6, 4));
        frame.show(ui, |ui| self.words_ui(ui, scene, preview, refused)).inner
    }

    fn words_ui(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        preview: &CapturePreview,
        refused: bool,
    ) -> Option<String> {
        let look = &scene.look;
        let shown = preview.makes.iter().filter(|made| made.does != Does::Finds);
        let count = shown.clone().count();
        for made in shown.take(NAMED) {
            made_ui(ui, look, made.does, &made.words);
        }
        if count > NAMED {
            soft_ui(ui, look, &format!("and {} more", count - NAMED));
        }
        let mut replacement = None;
        for twin in &preview.near_duplicates {
            flow_ui(ui, |ui| {
                let question = format!(
                    "Is \u{201c}{}\u{201d} the team \u{201c}{}\u{201d}?",
                    twin.typed, twin.existing_name
                );
                soft_ui(ui, look, &question);
                if button_ui(ui, look, Weight::Plain, &format!("Use {}", twin.existing_name)).clicked() {
                    replacement = Some(twin.line_with_existing.clone());
                }
            });
        }
        match &preview.problem {
            Some(problem) if refused => {
                problem_ui(ui, look, &problem.message);
            }
            Some(problem) => {
                soft_ui(ui, look, &problem.message);
            }
            None if preview.edits.is_empty() => {
                soft_ui(ui, look, "All of this is on the map already.");
            }
            None => {
                soft_ui(ui, look, "Enter does it.");
            }
        }
        replacement
    }
}

fn made_ui(ui: &mut Ui, look: &Look, does: Does, words: &str) {
    let width = ui.available_width();
    let galley = crate::ui::widgets::wrapped(ui, words, look.body(), look.text, width - 32.0);
    let size = vec2(width, galley.size().y + 4.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let icon = if does == Does::Adds { Icon::Plus } else { Icon::Tick };
    paint_icon(ui.painter(), pos2(rect.left() + 14.0, rect.top() + 11.0), 10.0, icon, look.soft);
    ui.painter().galley(pos2(rect.left() + 30.0, rect.top() + 2.0), galley, Color32::PLACEHOLDER);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
}
