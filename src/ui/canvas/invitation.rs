//! What an empty map says: how to begin, and what a chain looks like.
//!
//! Deliberately absent: buttons; the words name the three ways, and each works right there.

use egui::{
    Align2, FontId, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::Frame;
use crate::ui::tokens::{color32, semibold};

const HEADING: &str = "Who serves whom, out to the customer?";
const WAYS: [(&str, &str); 3] = [
    ("/", "type who supplies whom: Order desk > Warehouse: pick list by 9:00"),
    ("T", "add a team"),
    ("Double-click", "put a team right there"),
];

/// The invitation, in the middle of the canvas.
pub(super) fn invitation_ui(ui: &Ui, frame: &Frame<'_>) {
    let theme = frame.tokens.theme;
    let ink = color32(theme.ink);
    let painter = ui.painter();
    let middle = frame.view.center();
    illustration(painter, frame, middle - vec2(0.0, 116.0));
    let heading = pos2(middle.x, middle.y - 24.0);
    painter.text(heading, Align2::CENTER_CENTER, HEADING, semibold(18.0), ink);
    let start = "Start with the external customer and work upstream.";
    let soft = color32(theme.soft_ink);
    painter.text(middle + vec2(0.0, 6.0), Align2::CENTER_CENTER, start, FontId::proportional(14.0), soft);
    let key_column = middle.x - 196.0;
    for (place, (key, words)) in WAYS.into_iter().enumerate() {
        let y = middle.y + 56.0 + place as f32 * 36.0;
        key_cap(painter, frame, pos2(key_column, y), key);
        let at = pos2(key_column + 60.0, y);
        painter.text(at, Align2::LEFT_CENTER, words, FontId::proportional(14.0), ink);
    }
    // One node says it all to a screen reader, and lets double-clicks through.
    let area = Rect::from_center_size(middle, vec2(480.0, 320.0));
    let ways = WAYS.map(|(key, words)| format!("{key}: {words}")).join(". ");
    ui.interact(area, frame.id.with("invitation"), Sense::HOVER)
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{HEADING} {start} {ways}")));
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
fn illustration(painter: &Painter, frame: &Frame<'_>, middle: Pos2) {
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
    let works = Stroke::new(1.75, color(theme.sound.line));
    arrow(painter, first.right_center(), second.left_center(), works);
    let broken = Stroke::new(2.75, color(theme.broken.line));
    let (from, to) = (second.right_center(), customer.left_center());
    let half = from + (to - from) / 2.0;
    painter.line_segment([from, half - vec2(10.0, 0.0)], broken);
    arrow(painter, half + vec2(10.0, 0.0), to, broken);
    for (side, tilt) in [(-1.0, 1.0), (1.0, -1.0)] {
        let at = half + vec2(side * 4.0, 0.0);
        painter.line_segment(
            [at + vec2(-2.0, 7.0 * tilt), at + vec2(2.0, -7.0 * tilt)],
            Stroke::new(2.0, broken.color),
        );
    }
}

fn arrow(painter: &Painter, from: Pos2, to: Pos2, stroke: Stroke) {
    let along = (to - from).normalized();
    let aside = vec2(-along.y, along.x);
    let (length, half) = (9.0, 4.5);
    painter.line_segment([from, to - along * length * 0.8], stroke);
    let head = vec![to, to - along * length + aside * half, to - along * length - aside * half];
    painter.add(egui::Shape::convex_polygon(head, stroke.color, Stroke::NONE));
}
