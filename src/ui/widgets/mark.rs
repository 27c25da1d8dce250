//! Marks and icons, painted as shapes so that no font can lack them and no state is told by colour alone.
//!
//! The states look as on the map: a torn chain, an exclamation mark in a disc, a question mark in a ring; and a tick for what works.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

use super::Look;
use crate::diagnosis::{LinkState, Severity};

/// Paints the mark of a state around `center`, as the map paints it; `size` is its height in points, a torn chain is wider.
pub fn paint_state_mark(painter: &Painter, center: Pos2, size: f32, state: LinkState, look: &Look) {
    let color = look.state(state).line;
    match state {
        LinkState::Broken => torn_chain(painter, center, size / 18.0, color),
        LinkState::Strained => {
            painter.circle_filled(center, size * 0.5, color);
            exclamation(painter, center, size * 0.5, look.on_fill);
        }
        LinkState::Unknown => question(painter, center, size / 16.0, color),
        LinkState::Sound => tick(painter, center, size * 0.8, color),
    }
}

/// Two links of a chain that no longer meet, and the sparks of the tear; 30 by 20 at `scale` 1, like the mark on the map.
fn torn_chain(painter: &Painter, center: Pos2, scale: f32, color: Color32) {
    let scale = scale * 0.86;
    let at = |along: f32, aside: f32| center + vec2(along, aside) * scale;
    let stroke = Stroke::new((2.25 * scale).max(1.6), color);
    for side in [-1.0_f32, 1.0] {
        let from = |along: f32, aside: f32| at(side * along, aside);
        painter.line_segment([from(4.0, -4.6), from(9.0, -4.6)], stroke);
        painter.line_segment([from(4.0, 4.6), from(9.0, 4.6)], stroke);
        let bend = [from(9.0, -4.6), from(15.2, -4.6), from(15.2, 4.6), from(9.0, 4.6)];
        painter.add(CubicBezierShape::from_points_stroke(bend, false, Color32::TRANSPARENT, stroke));
        painter.line_segment([from(1.2, side * 6.0), from(3.0, side * 10.0)], stroke);
    }
}

fn exclamation(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    let stroke = Stroke::new((size * 0.26).max(1.6), color);
    painter.line_segment([center - vec2(0.0, size * 0.55), center + vec2(0.0, size * 0.12)], stroke);
    painter.circle_filled(center + vec2(0.0, size * 0.5), (size * 0.16).max(1.0), color);
}

fn question(painter: &Painter, center: Pos2, scale: f32, color: Color32) {
    let at = |x: f32, y: f32| center + vec2(x, y) * scale;
    painter.circle_stroke(center, 7.4 * scale, Stroke::new((1.25 * scale).max(1.2), color));
    let stroke = Stroke::new((1.5 * scale).max(1.3), color);
    for bend in [
        [at(-2.3, -1.7), at(-2.3, -4.9), at(2.5, -4.9), at(2.5, -1.9)],
        [at(2.5, -1.9), at(2.5, 0.1), at(0.1, -0.1), at(0.1, 1.6)],
    ] {
        painter.add(CubicBezierShape::from_points_stroke(bend, false, Color32::TRANSPARENT, stroke));
    }
    painter.circle_filled(at(0.1, 3.9), (1.0 * scale).max(0.9), color);
}

fn tick(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    let points = vec![
        center + vec2(-size * 0.45, size * 0.02),
        center + vec2(-size * 0.12, size * 0.36),
        center + vec2(size * 0.48, -size * 0.36),
    ];
    painter.add(Shape::line(points, Stroke::new((size * 0.16).max(1.6), color)));
}

/// Paints the mark of a severity: the worse, the more corners stand out.
pub fn paint_severity_mark(painter: &Painter, center: Pos2, size: f32, severity: Severity, look: &Look) {
    let color = look.severity(severity);
    let half = size * 0.5;
    let line = Stroke::new((size * 0.12).max(1.4), color);
    let triangle = || {
        vec![
            center + vec2(0.0, -half * 0.92),
            center + vec2(half, half * 0.8),
            center + vec2(-half, half * 0.8),
        ]
    };
    match severity {
        Severity::Critical => {
            let diamond = [vec2(0.0, -half), vec2(half, 0.0), vec2(0.0, half), vec2(-half, 0.0)];
            let points = diamond.iter().map(|corner| center + *corner * 1.08).collect();
            painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
            exclamation(painter, center, size * 0.44, look.on_fill);
        }
        Severity::High => {
            painter.add(Shape::convex_polygon(triangle(), color, Stroke::NONE));
            exclamation(painter, center + vec2(0.0, size * 0.1), size * 0.36, look.on_fill);
        }
        Severity::Medium => {
            painter.add(Shape::closed_line(triangle(), line));
            exclamation(painter, center + vec2(0.0, size * 0.12), size * 0.32, color);
        }
        Severity::Low => {
            painter.circle_stroke(center, half * 0.8, line);
        }
        Severity::Info => {
            painter.circle_filled(center, half * 0.36, color);
        }
    }
}

/// A small picture on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Take away, close.
    Cross,
    /// Add.
    Plus,
    /// Folded.
    Right,
    /// Unfolded.
    Down,
    /// Find.
    Lens,
    /// Fixed in place.
    Pin,
    /// Yes.
    Tick,
    /// Where a link leads.
    Arrow,
    /// Boxes and the lines between them.
    Map,
    /// A link that is put right.
    Mend,
    /// One after the other, to the customer at the right.
    Chain,
    /// The customers on top.
    Pyramid,
    /// Rows and columns.
    Table,
    /// A screen on a stand, before a room.
    Screen,
}

/// Paints an icon around `center`; `size` is its width and height in points.
pub fn paint_icon(painter: &Painter, center: Pos2, size: f32, icon: Icon, color: Color32) {
    let half = size * 0.5;
    let stroke = Stroke::new((size * 0.12).max(1.4), color);
    let line = |points: &[(f32, f32)]| {
        let points = points.iter().map(|(x, y)| center + vec2(*x, *y) * half).collect();
        painter.add(Shape::line(points, stroke));
    };
    match icon {
        Icon::Cross => {
            line(&[(-0.7, -0.7), (0.7, 0.7)]);
            line(&[(-0.7, 0.7), (0.7, -0.7)]);
        }
        Icon::Plus => {
            line(&[(-0.8, 0.0), (0.8, 0.0)]);
            line(&[(0.0, -0.8), (0.0, 0.8)]);
        }
        Icon::Right => line(&[(-0.3, -0.6), (0.35, 0.0), (-0.3, 0.6)]),
        Icon::Down => line(&[(-0.6, -0.3), (0.0, 0.35), (0.6, -0.3)]),
        Icon::Lens => {
            painter.circle_stroke(center - vec2(half, half) * 0.2, half * 0.6, stroke);
            line(&[(0.25, 0.25), (0.85, 0.85)]);
        }
        Icon::Pin => {
            painter.circle_filled(center - vec2(0.0, half * 0.35), half * 0.45, color);
            line(&[(0.0, 0.0), (0.0, 0.95)]);
        }
        Icon::Map => {
            let boxes = [(-0.55, -0.55), (0.6, 0.0), (-0.55, 0.55)];
            for (x, y) in boxes {
                let card = Rect::from_center_size(center + vec2(x, y) * half, vec2(0.8, 0.6) * half);
                painter.rect_stroke(card, half * 0.15, stroke, StrokeKind::Middle);
            }
            line(&[(-0.15, -0.5), (0.2, -0.1)]);
            line(&[(-0.15, 0.5), (0.2, 0.1)]);
        }
        Icon::Mend => {
            line(&[(-0.95, 0.25), (-0.4, 0.25)]);
            line(&[(0.4, 0.25), (0.95, 0.25)]);
            line(&[(-0.35, -0.1), (-0.02, 0.4), (0.5, -0.7)]);
        }
        Icon::Chain => {
            for x in [-0.7, 0.7] {
                let card = Rect::from_center_size(center + vec2(x, 0.0) * half, vec2(0.55, 0.8) * half);
                painter.rect_stroke(card, half * 0.15, stroke, StrokeKind::Middle);
            }
            line(&[(-0.35, 0.0), (0.3, 0.0)]);
            line(&[(0.05, -0.25), (0.3, 0.0), (0.05, 0.25)]);
        }
        Icon::Pyramid => {
            line(&[(-0.95, -0.7), (0.95, -0.7), (0.0, 0.85), (-0.95, -0.7), (0.95, -0.7)]);
            line(&[(-0.52, 0.0), (0.52, 0.0)]);
        }
        Icon::Table => {
            let frame = Rect::from_center_size(center, vec2(1.8, 1.5) * half);
            painter.rect_stroke(frame, half * 0.15, stroke, StrokeKind::Middle);
            line(&[(-0.9, -0.25), (0.9, -0.25)]);
            line(&[(-0.9, 0.25), (0.9, 0.25)]);
            line(&[(-0.25, -0.75), (-0.25, 0.75)]);
        }
        Icon::Screen => {
            let screen = Rect::from_center_size(center - vec2(0.0, half * 0.2), vec2(1.8, 1.1) * half);
            painter.rect_stroke(screen, half * 0.15, stroke, StrokeKind::Middle);
            line(&[(-0.45, 0.9), (0.0, 0.35), (0.45, 0.9)]);
        }
        Icon::Tick => tick(painter, center, size * 0.8, color),
        Icon::Arrow => {
            line(&[(-0.9, 0.0), (0.85, 0.0)]);
            line(&[(0.3, -0.5), (0.9, 0.0), (0.3, 0.5)]);
        }
    }
}
