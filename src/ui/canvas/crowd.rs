//! What is said when so much is in view that it cannot be stepped through: screen readers hear it, and whoever uses the keyboard sees it.
//!
//! Deliberately absent: the limits themselves, which `teams` and `links` keep.

use egui::{Align2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::{CanvasState, Frame, lettering, links, teams};

/// From the lower edge of the canvas, screen points.
const MARGIN: f32 = 16.0;

/// Says that boxes or links are left out of what one steps through, if they are.
pub(super) fn crowd_ui(ui: &Ui, frame: &Frame<'_>, state: &CanvasState) {
    let Some(words) = words(frame) else { return };
    let at = frame.view.center_bottom() - vec2(0.0, MARGIN);
    let mut area = Rect::from_center_size(at, Vec2::splat(1.0));
    if state.by_keyboard {
        area = lettering::plate(ui.painter(), frame.tokens, at, Align2::CENTER_BOTTOM, &words, frame.view);
    }
    ui.interact(area, frame.id.with("crowd"), Sense::empty())
        .widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
}

fn words(frame: &Frame<'_>) -> Option<String> {
    if teams::is_crowded(frame) {
        let boxes = teams::with_box(frame).count();
        Some(format!("{boxes} teams in view, too many to step through: zoom in, focus, or use the list"))
    } else if links::is_crowded(frame) {
        let lines = links::in_view(frame).count();
        Some(format!("{lines} links in view: choose a team to step through its own, or zoom in"))
    } else {
        None
    }
}
