//! What an empty map says: how to begin, and what a chain looks like.
//!
//! Each way is a button that does what its key does; the one that needs the mouse works right there.
//!
//! Deliberately absent: templates and samples by name; they stand in the list that a new map begins with.

use egui::emath::TSTransform;
use egui::{
    Align2, FontId, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::legend::{Sample, sample_shapes};
use super::teams::{focus_ring, paint_shapes};
use super::{CanvasState, Frame, world};
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::tokens::{color32, semibold};

const HEADING: &str = "Who serves whom, out to the customer?";
const WAYS: [(&str, &str, Option<Action>); 5] = [
    ("Ctrl+G", "be asked, one question at a time", Some(Action::Guide)),
    ("/", "type who supplies whom: Order desk > Warehouse: pick list by 9:00", Some(Action::Capture)),
    ("Ctrl+N", "begin with a template or look at a sample", Some(Action::New)),
    ("T", "add a team", Some(Action::AddTeam)),
    ("Double-click", "put a team right there", None),
];
/// From one way to the next, in points.
const WAY: f32 = 32.0;

/// The invitation, in the middle of the canvas.
pub(super) fn invitation_ui(ui: &Ui, frame: &Frame<'_>, state: &CanvasState, sink: &mut Sink) {
    let theme = frame.tokens.theme;
    let ink = color32(theme.ink);
    let painter = ui.painter();
    let middle = frame.view.center();
    illustration(ui, frame, middle - vec2(0.0, 136.0));
    if state.is_guided {
        return;
    }
    let heading = pos2(middle.x, middle.y - 56.0);
    painter.text(heading, Align2::CENTER_CENTER, HEADING, semibold(18.0), ink);
    let start = "Start with the external customer and work upstream.";
    let soft = color32(theme.soft_ink);
    painter.text(middle - vec2(0.0, 28.0), Align2::CENTER_CENTER, start, FontId::proportional(14.0), soft);
    let key_column = middle.x - 196.0;
    // The heading lets double-clicks through.
    let area = Rect::from_center_size(middle - vec2(0.0, 42.0), vec2(480.0, 48.0));
    ui.interact(area, frame.id.with("invitation"), Sense::HOVER)
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{HEADING} {start}")));
    for (place, (key, words, action)) in WAYS.into_iter().enumerate() {
        let y = middle.y + 16.0 + place as f32 * WAY;
        let area = Rect::from_center_size(pos2(middle.x + 30.0, y), vec2(560.0, WAY - 2.0));
        let sense = if action.is_some() { Sense::click() } else { Sense::HOVER };
        let response = ui.interact(area, frame.id.with(("invitation", key)), sense);
        let role = if action.is_some() { Role::Button } else { Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, true, format!("{key}: {words}")));
        if action.is_some() && response.hovered() {
            painter.rect_filled(area, 6.0, frame.tokens.hovered);
        }
        key_cap(painter, frame, pos2(key_column, y), key);
        let at = pos2(key_column + 60.0, y);
        painter.text(at, Align2::LEFT_CENTER, words, FontId::proportional(14.0), ink);
        if response.has_focus() {
            focus_ring(ui, frame, area);
        }
        if let Some(action) = action.filter(|_| response.clicked()) {
            sink.act(action);
        }
    }
}

/// A key as it looks on a keyboard, its right edge a little left of the words.
fn key_cap(painter: &Painter, frame: &Frame<'_>, middle: Pos2, key: &str) {
    let theme = frame.tokens.theme;
    let galley = painter.layout_no_wrap(key.to_owned(), semibold(12.0), color32(theme.ink));
    let width = (galley.size().x + 16.0).max(28.0);
    let right = middle.x + 44.0;
    let cap = Rect::from_min_max(pos2(right - width, middle.y - 14.0), pos2(right, middle.y + 14.0));
    painter.rect(
        cap,
        6.0,
        color32(theme.plate),
        Stroke::new(1.0, color32(theme.box_outline)),
        StrokeKind::Inside,
    );
    painter.galley(cap.center() - galley.size() / 2.0, galley, color32(theme.ink));
}

/// Two teams and a customer, the link to the customer torn: what the program is about, in one small picture.
fn illustration(ui: &Ui, frame: &Frame<'_>, middle: Pos2) {
    let painter = ui.painter();
    let theme = frame.tokens.theme;
    let color = |color| color32(color);
    let outline = Stroke::new(1.25, color(theme.box_outline));
    let area = |dx: f32, width: f32| Rect::from_center_size(middle + vec2(dx, 0.0), vec2(width, 44.0));
    let (first, second, customer) = (area(-176.0, 88.0), area(0.0, 88.0), area(176.0, 96.0));
    for team in [first, second] {
        painter.rect(team, 7.0, color(theme.box_fill), outline, StrokeKind::Inside);
        for (dy, width) in [(-5.0, 44.0), (6.0, 30.0)] {
            let bar = Rect::from_center_size(team.center() + vec2(0.0, dy), vec2(width, 4.0));
            painter.rect_filled(bar, 2.0, color(theme.soft_ink).gamma_multiply(0.35));
        }
    }
    let edge = Stroke::new(1.5, color(theme.customer_outline));
    painter.rect(customer, 22.0, color(theme.customer_fill), edge, StrokeKind::Inside);
    painter.rect_stroke(customer.shrink(4.0), 18.0, Stroke::new(1.0, edge.color), StrokeKind::Inside);
    let bar = Rect::from_center_size(customer.center(), vec2(44.0, 4.0));
    painter.rect_filled(bar, 2.0, color(theme.soft_ink).gamma_multiply(0.35));
    for (sample, from, to) in [(Sample::Works, first, second), (Sample::Broken, second, customer)] {
        let shapes = sample_shapes(frame.tokens, sample);
        let bounds = shapes.iter().fold(Rect::NOTHING, |all, shape| all.union(world::rect(shape.bounds)));
        let scale = (to.min.x - from.max.x) / bounds.width().max(1.0);
        let centre = pos2((from.max.x + to.min.x) / 2.0, middle.y);
        paint_shapes(
            ui,
            &shapes,
            TSTransform::new(centre.to_vec2() - bounds.center().to_vec2() * scale, scale),
        );
    }
}
