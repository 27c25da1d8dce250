//! The strip at the foot of a slide: which stop, what was just done and how to take it back, whether the map is locked, the timer.
//!
//! It covers nothing: slides leave it free. Buttons come when the pointer is there, for hands without a keyboard.

use egui::{Align2, FontId, Id, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::screen::Scale;
use super::{Page, PresentState};
use crate::session::Command;
use crate::ui::Sink;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{Look, Weight, button_ui, one_line};

/// Shows the strip.
pub(super) fn foot_ui(
    ui: &mut Ui,
    scale: &Scale,
    tokens: &Tokens,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    let now_s = ui.input(|input| input.time);
    let foot = scale.foot();
    let inner = foot.shrink2(vec2(scale.margin(), 0.0));
    let right = right_ui(ui, scale, tokens, state, inner, now_s);
    if let Some(label) = state.can_take_back(now_s).filter(|_| state.field.is_none()).map(str::to_owned) {
        done_ui(ui, scale, tokens, &label, right - scale.unit * 6.0, sink);
        return;
    }
    if ui.rect_contains_pointer(foot) && state.field.is_none() && !state.is_blank {
        buttons_ui(ui, tokens, state, inner, right, now_s);
        return;
    }
    let words = match (state.word(now_s), state.page) {
        (Some(word), _) => word.to_owned(),
        (None, Page::Slide) => {
            let stop = format!("{} of {}", state.lectern.place() + 1, state.lectern.walk().stops.len());
            match state.pages() {
                // The same stop goes on: said, or it looks as if a key had done nothing.
                slides if slides > 1 => format!("{stop}, slide {} of {slides}", state.lectern.page() + 1),
                _ => stop,
            }
        }
        (None, _) => return,
    };
    let room = (right - inner.left() - scale.unit * 8.0).max(1.0);
    text_ui(ui, "place", &words, scale.text(), pos2(inner.left(), foot.center().y), tokens, room);
}

/// Timer and lock at the right; tells how far to the left they reach.
fn right_ui(ui: &Ui, scale: &Scale, tokens: &Tokens, state: &PresentState, inner: Rect, now_s: f64) -> f32 {
    let mut right = inner.right();
    if let Some(text) = state.timer.text(now_s) {
        let galley = ui.painter().layout_no_wrap(text.clone(), scale.heading(), tokens.ink);
        let area = Align2::RIGHT_CENTER.anchor_size(pos2(right, inner.center().y), galley.size());
        ui.painter().galley(area.min, galley, tokens.ink);
        named(ui, "timer", area, Role::Status, &format!("Timer {text}"));
        right = area.left() - scale.unit * 10.0;
    }
    if let Some(left) = state.lock.seconds_left(now_s) {
        let words = format!("Unlocked, {left:.0} s");
        let galley = ui.painter().layout_no_wrap(words.clone(), scale.strong(), tokens.ink);
        let area = Align2::RIGHT_CENTER.anchor_size(pos2(right, inner.center().y), galley.size());
        let ring = area.expand2(vec2(scale.unit * 4.0, scale.unit * 1.0));
        ui.painter().rect_stroke(
            ring,
            scale.unit * 3.0,
            Stroke::new(scale.unit * 0.8, tokens.accent),
            egui::StrokeKind::Inside,
        );
        ui.painter().galley(area.min, galley, tokens.ink);
        named(ui, "lock", area, Role::Status, "The map is unlocked");
        right = ring.left() - scale.unit * 8.0;
    }
    right
}

/// What was done, as large as the room reads, and the way back. Words that need more than one line rise above the strip.
fn done_ui(ui: &Ui, scale: &Scale, tokens: &Tokens, label: &str, right: f32, sink: &mut Sink) {
    let (foot, unit) = (scale.foot(), scale.unit);
    let left = foot.left() + scale.margin();
    let words = format!("Done: {label}");
    let probe = ui.painter().layout_no_wrap("U: undo".to_owned(), scale.strong(), tokens.ink);
    let size = probe.size() + vec2(unit * 12.0, unit * 4.0);
    let width = (right - size.x - unit * 8.0 - left).max(unit * 20.0);
    let mut job = egui::text::LayoutJob::simple(words.clone(), scale.strong(), tokens.ink, width);
    job.wrap.max_rows = 3;
    let galley = ui.painter().layout_job(job);
    let top = (foot.bottom() - galley.size().y - unit * 5.0).min(foot.top());
    let band = Rect::from_min_max(pos2(foot.left(), top), pos2(right + unit * 2.0, foot.bottom()));
    ui.painter().rect_filled(band, 0.0, tokens.canvas);
    let at = pos2(left, band.center().y - galley.size().y / 2.0);
    let area = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, tokens.ink);
    named(ui, "done", area, Role::Status, &words);
    let button = Align2::RIGHT_CENTER.anchor_size(pos2(right, foot.center().y), size);
    let response = ui.interact(button, Id::unique("take back"), Sense::click());
    let fill = if response.hovered() { tokens.hovered } else { tokens.raised };
    let edge = Stroke::new(unit * 0.8, tokens.ink);
    ui.painter().rect(button, unit * 3.0, fill, edge, egui::StrokeKind::Inside);
    ui.painter().galley(button.center() - probe.size() / 2.0, probe, tokens.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Undo"));
    if response.clicked() {
        sink.command(Command::Undo);
    }
}

/// For hands without a keyboard.
fn buttons_ui(ui: &mut Ui, tokens: &Tokens, state: &mut PresentState, inner: Rect, right: f32, now_s: f64) {
    let look = Look::of(tokens);
    let room = Rect::from_min_max(inner.min, pos2(right, inner.bottom()));
    ui.scope_builder(egui::UiBuilder::new().max_rect(room).id_salt("present buttons"), |ui| {
        ui.horizontal_centered(|ui| {
            let mut press = |words: &str| button_ui(ui, &look, Weight::Plain, words).clicked();
            let asked = [
                (press("Back"), super::keys::Press::Back),
                (press("Next"), super::keys::Press::Next),
                (press("All stops"), super::keys::Press::Overview),
                (press("Speaker notes"), super::keys::Press::Notes),
                (press(if state.lock.is_open(now_s) { "Lock" } else { "Unlock" }), super::keys::Press::Lock),
                (press("Park a remark"), super::keys::Press::Park),
                (press("Leave"), super::keys::Press::Leave),
            ];
            for (_, press) in asked.into_iter().filter(|(is_pressed, _)| *is_pressed) {
                state.press_in_frame(press, now_s);
            }
        });
    });
}

/// A line of words, its left middle at `at`, shortened to `room`.
fn text_ui(ui: &Ui, id: &str, words: &str, font: FontId, at: Pos2, tokens: &Tokens, room: f32) {
    let galley = one_line(ui, words, font, tokens.ink, room);
    let area = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(area.min, galley, tokens.ink);
    named(ui, id, area, Role::Status, words);
}

fn named(ui: &Ui, id: &str, area: Rect, role: Role, words: &str) {
    let response = ui.interact(area, Id::unique(("present", id)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, words));
}
