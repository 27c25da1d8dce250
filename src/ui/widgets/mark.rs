//! Marks and icons, painted as shapes so that no font can lack them and no state is told by colour alone.
//!
//! The four states differ by outline: a chain torn in two, an exclamation mark in a dashed ring, a question mark in a dotted ring, a tick.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::Look;
use crate::diagnosis::{LinkState, Severity};

/// Paints the mark of a state around `center`; `size` is its width and height in points.
pub fn paint_state_mark(painter: &Painter, center: Pos2, size: f32, state: LinkState, look: &Look) {
    let color = look.state(state).line;
    match state {
        LinkState::Broken => torn_chain(painter, center, size, color),
        LinkState::Strained => {
            ring(painter, center, size, color, 8, 0.62);
            exclamation(painter, center, size * 0.52, color);
        }
        LinkState::Unknown => {
            ring(painter, center, size, color, 14, 0.35);
            question(painter, center, size, color);
        }
        LinkState::Sound => tick(painter, center, size * 0.8, color),
    }
}

/// A ring of `dashes` dashes, each taking `share` of its place.
fn ring(painter: &Painter, center: Pos2, size: f32, color: Color32, dashes: u32, share: f32) {
    let radius = size * 0.46;
    let stroke = Stroke::new((size * 0.1).max(1.2), color);
    let turn = std::f32::consts::TAU;
    for dash in 0..dashes {
        let start = turn * dash as f32 / dashes as f32;
        let length = turn / dashes as f32 * share;
        let points = (0..=4).map(|part| {
            let angle = start + length * part as f32 / 4.0;
            center + egui::Vec2::angled(angle) * radius
        });
        painter.add(Shape::line(points.collect(), stroke));
    }
}

/// Two half links of a chain that no longer meet.
fn torn_chain(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    let stroke = Stroke::new((size * 0.15).max(1.8), color);
    let (half, high, gap) = (size * 0.5, size * 0.24, size * 0.14);
    for side in [-1.0_f32, 1.0] {
        let lift = side * size * 0.08;
        let at = |x: f32, y: f32| pos2(center.x + side * x, center.y + y + lift);
        let (outer, inner) = (half - high, gap);
        let mut points = vec![at(inner, -high), at(outer, -high)];
        points.extend((1..8).map(|part| {
            let angle = std::f32::consts::PI * (part as f32 / 8.0 - 0.5);
            at(outer, 0.0) + vec2(side * egui::Vec2::angled(angle).x, egui::Vec2::angled(angle).y) * high
        }));
        points.extend([at(outer, high), at(inner, high)]);
        painter.add(Shape::line(points, stroke));
    }
    let thin = Stroke::new((size * 0.09).max(1.2), color);
    for side in [-1.0_f32, 1.0] {
        let foot = center + vec2(side * size * 0.04, -side * size * 0.34);
        painter.line_segment([foot, foot + vec2(side * size * 0.1, -side * size * 0.16)], thin);
    }
}

fn exclamation(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    let stroke = Stroke::new((size * 0.26).max(1.6), color);
    painter.line_segment([center - vec2(0.0, size * 0.5), center + vec2(0.0, size * 0.12)], stroke);
    painter.circle_filled(center + vec2(0.0, size * 0.46), (size * 0.16).max(1.0), color);
}

fn question(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    painter.text(center, Align2::CENTER_CENTER, "?", FontId::proportional(size * 0.72), color);
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
            exclamation(painter, center, size * 0.44, look.panel);
        }
        Severity::High => {
            painter.add(Shape::convex_polygon(triangle(), color, Stroke::NONE));
            exclamation(painter, center + vec2(0.0, size * 0.1), size * 0.36, look.panel);
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
        Icon::Tick => tick(painter, center, size * 0.8, color),
        Icon::Arrow => {
            line(&[(-0.9, 0.0), (0.85, 0.0)]);
            line(&[(0.3, -0.5), (0.9, 0.0), (0.3, 0.5)]);
        }
    }
}

/// The line that a link of this state is drawn with on the map, from left to right through the middle of `rect`.
pub fn paint_state_line(painter: &Painter, rect: Rect, state: LinkState, look: &Look) {
    let color = look.state(state).line;
    let (left, right) = (rect.left_center(), rect.right_center());
    match state {
        LinkState::Sound => {
            painter.line_segment([left, right], Stroke::new(1.5, color));
        }
        LinkState::Strained => {
            painter.extend(Shape::dashed_line(&[left, right], Stroke::new(2.0, color), 9.0, 5.0));
        }
        LinkState::Unknown => painter.extend(Shape::dotted_line(&[left, right], color, 5.0, 1.2)),
        LinkState::Broken => {
            let gap = vec2(7.0, 0.0);
            let thick = Stroke::new(3.0, color);
            painter.line_segment([left, rect.center() - gap], thick);
            painter.line_segment([rect.center() + gap, right], thick);
        }
    }
}
