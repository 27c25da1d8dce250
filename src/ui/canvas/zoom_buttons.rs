//! Three buttons at the lower right: in, out, the whole map.
//!
//! Deliberately absent: the camera's limits.

use egui::{Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::legend::card_ui;
use super::teams::focus_ring;
use super::{CanvasState, Frame};
use crate::ui::actions::{Action, entry};
use crate::ui::tokens::color32;

/// The side of a button, screen points.
pub(super) const SIDE: f32 = 32.0;
/// From the edge of the canvas.
pub(super) const MARGIN: f32 = 12.0;
/// What one press is worth.
pub const ZOOM_STEP: f32 = 1.25;

/// What the buttons cover, in points.
pub(super) fn covered(frame: &Frame<'_>) -> Rect {
    let size = vec2(SIDE, 3.0 * SIDE);
    Rect::from_min_size(frame.view.right_bottom() - Vec2::splat(MARGIN) - size, size)
}

/// The buttons' card.
pub(super) fn zoom_buttons_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    let card = covered(frame);
    card_ui(ui, frame, card, "zoom", "Zoom");
    for (place, action) in [Action::ZoomIn, Action::ZoomOut, Action::Fit].into_iter().enumerate() {
        let area = Rect::from_min_size(card.min + vec2(0.0, place as f32 * SIDE), Vec2::splat(SIDE));
        if button_ui(ui, frame, area, action).clicked() {
            match action {
                Action::ZoomIn => state.zoom_by(ZOOM_STEP),
                Action::ZoomOut => state.zoom_by(1.0 / ZOOM_STEP),
                _ => state.fit(),
            }
        }
        if place > 0 {
            let line = Stroke::new(1.0, color32(frame.tokens.theme.box_outline).gamma_multiply(0.3));
            ui.painter().hline(area.x_range().shrink(6.0), area.min.y, line);
        }
    }
}

fn button_ui(ui: &Ui, frame: &Frame<'_>, area: Rect, action: Action) -> Response {
    let entry = entry(action);
    let label = entry.map_or("", |entry| entry.label);
    let response = ui.interact(area, frame.id.with(("zoom", label)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let theme = frame.tokens.theme;
    if response.hovered() {
        ui.painter().rect_filled(area.shrink(3.0), 5.0, color32(theme.canvas));
    }
    let stroke = Stroke::new(1.75, color32(theme.ink));
    paint_icon(ui.painter(), area, action, stroke);
    if response.has_focus() {
        focus_ring(ui, frame, area.shrink(8.0));
    }
    let shortcut = entry.map_or_else(String::new, crate::ui::actions::Entry::shortcut_text);
    response.on_hover_text(format!("{label} ({shortcut})"))
}

fn paint_icon(painter: &Painter, area: Rect, action: Action, stroke: Stroke) {
    let centre = area.center();
    match action {
        Action::ZoomIn | Action::ZoomOut => {
            painter.line_segment([centre - vec2(6.0, 0.0), centre + vec2(6.0, 0.0)], stroke);
            if action == Action::ZoomIn {
                painter.line_segment([centre - vec2(0.0, 6.0), centre + vec2(0.0, 6.0)], stroke);
            }
        }
        _ => {
            // The corners of a frame around a small map.
            let frame = Rect::from_center_size(centre, Vec2::splat(15.0));
            for (corner, x, y) in [
                (frame.left_top(), 4.0, 4.0),
                (frame.right_top(), -4.0, 4.0),
                (frame.right_bottom(), -4.0, -4.0),
                (frame.left_bottom(), 4.0, -4.0),
            ] {
                painter.line_segment([corner, corner + vec2(x, 0.0)], stroke);
                painter.line_segment([corner, corner + vec2(0.0, y)], stroke);
            }
            let map = Rect::from_center_size(centre, vec2(5.0, 4.0));
            painter.rect(map, 1.0, stroke.color, Stroke::NONE, StrokeKind::Inside);
        }
    }
}
