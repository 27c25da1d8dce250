//! Between the picture's numbers (`f64`, world units) and egui's (`f32`).

use egui::{Pos2, Rect};

use crate::layout;

/// A world point as egui has it.
pub(super) fn pos(point: layout::Point) -> Pos2 {
    Pos2::new(point.x as f32, point.y as f32)
}

/// A world rectangle as egui has it.
pub(super) fn rect(rect: layout::Rect) -> Rect {
    Rect::from_min_max(pos(rect.min), pos(rect.max))
}

/// A world point as the picture has it.
pub(super) fn point(pos: Pos2) -> layout::Point {
    layout::Point::new(f64::from(pos.x), f64::from(pos.y))
}
