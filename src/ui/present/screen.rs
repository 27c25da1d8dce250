//! The measure of the screen: how many points a unit of a slide has, and when the window has to be painted again.

use egui::emath::TSTransform;
use egui::{FontFamily, FontId, Rect, Ui};

use super::PresentState;
use crate::picture::slide::{HEADING, Hall, TEXT};
use crate::ui::tokens::semibold;

/// The height of the strip at the foot, units of a slide.
const FOOT: f32 = 26.0;
/// Beside what stands in the strip, units of a slide.
const MARGIN: f32 = 22.0;

/// How large things are on this screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The screen.
    pub(super) whole: Rect,
    /// Points a unit of a slide.
    pub(super) unit: f32,
    /// How far away the last row sits.
    pub(super) hall: Hall,
}

impl Scale {
    /// On a screen of this size, for a room of this depth.
    pub(super) fn of(whole: Rect, hall: Hall) -> Self {
        Self { whole, unit: whole.height() / hall.slide_height() as f32, hall }
    }

    /// The smallest type that a room has to read.
    pub(super) fn text(&self) -> FontId {
        FontId::new(TEXT.size as f32 * self.unit, FontFamily::Proportional)
    }

    /// The same with weight.
    pub(super) fn strong(&self) -> FontId {
        semibold(TEXT.size as f32 * self.unit)
    }

    /// What a page is about.
    pub(super) fn heading(&self) -> FontId {
        semibold(HEADING.size as f32 * self.unit)
    }

    /// Beside everything.
    pub(super) fn margin(&self) -> f32 {
        MARGIN * self.unit
    }

    /// The strip at the foot.
    pub(super) fn foot(&self) -> Rect {
        Rect::from_min_max(
            egui::pos2(self.whole.left(), self.whole.bottom() - FOOT * self.unit),
            self.whole.max,
        )
    }

    /// Where units of a slide lie on the screen.
    pub(super) fn screen_from_slide(&self) -> TSTransform {
        TSTransform::new(self.whole.min.to_vec2(), self.unit)
    }

    /// Width divided by height.
    pub(super) fn aspect(&self) -> f64 {
        f64::from(self.whole.width()) / f64::from(self.whole.height())
    }
}

/// Asks to be painted again when the timer moves on, the lock closes, or a word goes.
pub(super) fn wake(ui: &Ui, state: &PresentState, now_s: f64) {
    let mut after_s: Option<f64> = None;
    let mut at = |seconds: f64| after_s = Some(after_s.map_or(seconds, |other: f64| other.min(seconds)));
    if state.timer.is_on() || state.lock.is_open(now_s) {
        at(1.0 - now_s.fract());
    }
    if let Some(left) = state.lock.seconds_left(now_s) {
        at(left);
    }
    if let Some((_, since_s)) = state.done.as_ref().filter(|_| state.can_take_back(now_s).is_some()) {
        at(since_s + super::UNDO_STAYS_S - now_s);
    }
    if let Some((_, since_s)) = state.word.as_ref().filter(|_| state.word(now_s).is_some()) {
        at(since_s + super::WORD_STAYS_S - now_s);
    }
    if let Some(seconds) = after_s {
        ui.ctx().request_repaint_after_secs(seconds.max(0.02) as f32);
    }
}
