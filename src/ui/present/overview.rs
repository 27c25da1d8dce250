//! All stops in a list: to go to one, to put them in another order, to leave one out, to write down what to say there.

use egui::{Align, EventFilter, FontId, Frame, Key, Margin, Rect, ScrollArea, TextEdit, Ui, vec2};

use super::keys::Press;
use super::{Page, PresentState};
use crate::model::StopId;
use crate::session::walk::Stop;
use crate::session::{Command, Session};
use crate::ui::Sink;
use crate::ui::tokens::{BODY, Tokens};
use crate::ui::widgets::{
    Chosen, Look, STEP, TARGET, Weight, body_ui, button_ui, flow_ui, heading_ui, one_line, row_ui, soft_ui,
    strong_ui,
};

/// The list's share of the window's width.
const LIST_SHARE: f32 = 0.48;
/// The height of a row, in heights of its type.
const ROW: f32 = 1.9;
/// So many lines of type stand on a screen, from top to bottom.
const LINES: f32 = 46.0;

/// The type of the list, in points: larger on a larger screen, for it may be the one on the wall.
fn type_size(whole: Rect) -> f32 {
    (whole.height() / LINES).clamp(BODY, 40.0)
}

/// Which row is chosen, and the note that is being written.
#[derive(Debug, Default)]
pub(super) struct OverviewState {
    row: usize,
    scrolls: bool,
    /// The note under way: for which stop, and what it says so far.
    note: Option<(StopId, String)>,
}

impl OverviewState {
    /// Opens the list at this row.
    pub(super) fn open(&mut self, row: usize) {
        *self = Self { row, scrolls: true, note: None };
    }
}

impl PresentState {
    /// The stop of the chosen row: those on the walk first, then those left out.
    fn listed(&self, row: usize) -> Option<(&Stop, bool)> {
        let walk = self.lectern.walk();
        let on = walk.stops.get(row).map(|stop| (stop, true));
        on.or_else(|| walk.left_out.get(row.checked_sub(walk.stops.len())?).map(|stop| (stop, false)))
    }

    /// Tells whether the key means something in the list.
    pub(super) fn press_in_overview(&mut self, press: Press, _session: &Session, sink: &mut Sink) -> bool {
        let walk = self.lectern.walk();
        let (on, all) = (walk.stops.len(), walk.stops.len() + walk.left_out.len());
        let row = self.overview.row.min(all.saturating_sub(1));
        let to = |row: usize| row.min(all.saturating_sub(1));
        match press {
            Press::Up => self.choose(row.saturating_sub(1)),
            Press::Down => self.choose(to(row + 1)),
            Press::First => self.choose(0),
            Press::Last => self.choose(to(usize::MAX)),
            Press::Next if row < on => {
                self.lectern.go_to(row);
                self.page = Page::Slide;
            }
            Press::MoveUp | Press::MoveDown if row < on => {
                let by = if press == Press::MoveUp { -1 } else { 1 };
                sink.command(Command::OrderWalk(walk.moved(row, by)));
                self.choose(row.saturating_add_signed(by).min(on.saturating_sub(1)));
            }
            Press::Remove => {
                if let Some((stop, is_on)) = self.listed(row) {
                    sink.command(Command::LeaveOut { stop: stop.id.clone(), out: is_on });
                }
            }
            Press::Overview => return false,
            // What changes the map, or belongs to a slide, has no meaning here.
            _ => {}
        }
        true
    }

    fn choose(&mut self, row: usize) {
        self.overview.row = row;
        self.overview.scrolls = true;
    }
}

/// Shows the list, and beside it the notes of the chosen stop.
pub(super) fn overview_ui(
    ui: &mut Ui,
    whole: Rect,
    session: &Session,
    tokens: &Tokens,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    let look = Look::of(tokens);
    let inner = whole.shrink2(vec2(STEP * 4.0, STEP * 3.0));
    let middle = inner.left() + inner.width() * LIST_SHARE;
    let list = Rect::from_min_max(inner.min, egui::pos2(middle - STEP * 2.0, inner.bottom()));
    let beside = Rect::from_min_max(egui::pos2(middle + STEP * 2.0, inner.top()), inner.max);
    ui.scope_builder(egui::UiBuilder::new().max_rect(list).id_salt("stops"), |ui| {
        heading_ui(ui, &look, "All stops");
        soft_ui(
            ui,
            &look,
            "Enter goes there. Alt with up or down moves a stop. Delete leaves it out or puts it back.",
        );
        ui.add_space(STEP);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| rows_ui(ui, &look, type_size(whole), state));
    });
    ui.scope_builder(egui::UiBuilder::new().max_rect(beside).id_salt("stop"), |ui| {
        beside_ui(ui, &look, session, tokens, state, sink);
    });
}

fn rows_ui(ui: &mut Ui, look: &Look, size: f32, state: &mut PresentState) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let walk = state.lectern.walk().clone();
    let on = walk.stops.len();
    let here = state.lectern.place();
    for (row, stop) in walk.stops.iter().chain(&walk.left_out).enumerate() {
        if row == on {
            ui.add_space(STEP);
            soft_ui(ui, look, "Left out");
        }
        let number = if row < on { format!("{}. ", row + 1) } else { String::new() };
        let mark = if row == here { ", shown now" } else { "" };
        let words = format!("{number}{}{mark}", stop.name);
        let chosen = if row == state.overview.row { Chosen::Yes } else { Chosen::No };
        let response = row_ui(ui, look, (size * ROW).max(TARGET), chosen, &words);
        let area = response.rect;
        let galley = one_line(ui, &words, FontId::proportional(size), look.text, area.width() - STEP * 2.0);
        let at = egui::pos2(area.left() + STEP, area.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, look.text);
        if response.clicked() {
            state.overview.row = row;
        }
        if row == state.overview.row && std::mem::take(&mut state.overview.scrolls) {
            response.scroll_to_me(Some(Align::Center));
        }
    }
}

fn beside_ui(
    ui: &mut Ui,
    look: &Look,
    session: &Session,
    tokens: &Tokens,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    let row = state.overview.row;
    let on = state.lectern.walk().stops.len();
    let Some((stop, is_on)) = state.listed(row).map(|(stop, is_on)| (stop.clone(), is_on)) else { return };
    strong_ui(ui, look, &stop.content.heading);
    for line in stop.content.lines.iter().take(3) {
        body_ui(ui, look, &line.text);
    }
    ui.add_space(STEP);
    flow_ui(ui, |ui| {
        if is_on && button_ui(ui, look, Weight::Main, "Go there").clicked() {
            state.lectern.go_to(row);
            state.page = Page::Slide;
        }
        if is_on && row > 0 && button_ui(ui, look, Weight::Plain, "Move up").clicked() {
            sink.command(Command::OrderWalk(state.lectern.walk().moved(row, -1)));
            state.overview.row = row - 1;
        }
        if is_on && row + 1 < on && button_ui(ui, look, Weight::Plain, "Move down").clicked() {
            sink.command(Command::OrderWalk(state.lectern.walk().moved(row, 1)));
            state.overview.row = row + 1;
        }
        let words = if is_on { "Leave it out" } else { "Put it back" };
        if button_ui(ui, look, Weight::Plain, words).clicked() {
            sink.command(Command::LeaveOut { stop: stop.id.clone(), out: is_on });
        }
        let is_arranged = !session.org().walk_order.is_empty() || !session.org().walk_left_out.is_empty();
        if is_arranged && button_ui(ui, look, Weight::Quiet, "As the map gives it").clicked() {
            sink.command(Command::RestoreWalk);
        }
    });
    ui.add_space(STEP * 2.0);
    note_ui(ui, look, session, tokens, &stop.id, state, sink);
}

/// The speaker's note, written down when the keyboard leaves it.
fn note_ui(
    ui: &mut Ui,
    look: &Look,
    session: &Session,
    tokens: &Tokens,
    stop: &StopId,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    soft_ui(ui, look, "What to say there. It is on no slide; whoever sees this list sees it");
    let kept = session.org().walk_notes.get(stop).cloned().unwrap_or_default();
    let under_way = state.overview.note.take().filter(|(of, _)| of == stop);
    let mut text = under_way.map_or_else(|| kept.clone(), |(_, text)| text);
    let frame = Frame::new()
        .fill(tokens.raised)
        .stroke(egui::Stroke::new(1.0, look.border))
        .corner_radius(5.0)
        .inner_margin(Margin::same(8));
    let rows = 8;
    let response = TextEdit::multiline(&mut text)
        .font(FontId::proportional(16.0))
        .text_color(look.text)
        .frame(frame)
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
            ..EventFilter::default()
        })
        .show(ui)
        .response
        .response
        .accessible_name("Speaker notes");
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    if response.lost_focus() || (escaped && response.has_focus()) {
        response.surrender_focus();
        if text.trim() != kept.trim() {
            sink.command(Command::NoteStop { stop: stop.clone(), note: text });
        }
    } else if response.has_focus() {
        state.overview.note = Some((stop.clone(), text));
    }
}
