//! Short messages at the foot of the map: what was done, what could not be done. They go by themselves.

use egui::{Align2, Area, Order, Ui, Vec2};

use super::Sink;
use super::actions::Action;
use super::tokens::Tokens;

/// How long a message stays at least, in seconds.
const STAYS_S: f64 = 6.0;
/// How long a letter takes a slow reader, in seconds: a long message stays longer.
const LETTER_S: f64 = 0.09;

/// A message.
#[derive(Clone, Debug, PartialEq)]
struct Notice {
    text: String,
    /// Whether it offers to take the step back.
    undo: bool,
    /// When it appeared, in seconds of the window's clock.
    since_s: f64,
}

/// The message that is shown, if any: a newer one replaces it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notices {
    shown: Option<Notice>,
}

impl Notices {
    /// Shows `text` from `now_s` on.
    pub fn say(&mut self, text: impl Into<String>, now_s: f64) {
        self.shown = Some(Notice { text: text.into(), undo: false, since_s: now_s });
    }

    /// Shows what was done, with an offer to take it back.
    pub fn done(&mut self, text: impl Into<String>, now_s: f64) {
        self.shown = Some(Notice { text: text.into(), undo: true, since_s: now_s });
    }

    /// Takes a message away that was said before what is done now; an offer to take a step back stays.
    pub fn pass(&mut self) {
        self.shown.take_if(|notice| !notice.undo);
    }

    /// What is shown.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.shown.as_ref().map(|notice| notice.text.as_str())
    }
}

/// Draws the message above `bottom_offset` points from the window's foot.
pub fn notices_ui(ui: &Ui, tokens: &Tokens, notices: &mut Notices, bottom_offset: f32, sink: &mut Sink) {
    let now_s = ui.input(|input| input.time);
    let Some(notice) = notices.shown.clone() else { return };
    let stays_s = STAYS_S.max(notice.text.chars().count() as f64 * LETTER_S);
    let left_s = stays_s - (now_s - notice.since_s);
    if left_s <= 0.0 {
        notices.shown = None;
        return;
    }
    ui.ctx().request_repaint_after_secs(left_s as f32);
    Area::new(egui::Id::unique("notice"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -bottom_offset))
        .show(ui, |ui| {
            tokens.raised_frame().show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.set_max_width((ui.ctx().content_rect().width() - 64.0).clamp(120.0, 640.0));
                    ui.add(egui::Label::new(&notice.text).wrap());
                    if notice.undo && ui.button("Undo").clicked() {
                        sink.act(Action::Undo);
                        notices.shown = None;
                    }
                });
            });
        });
}
