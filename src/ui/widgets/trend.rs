//! A small line of values over time, with the target it should keep.

use egui::{Pos2, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Look;
use super::text::one_line;
use crate::diagnosis::LinkState;

/// Which side of the target a value lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is good enough, or there is no target.
    Good,
    /// It misses the target.
    Misses,
}

/// One value of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// How high.
    pub value: f64,
    /// Which side of the target.
    pub side: Side,
}

/// Paints `points` from left to right with `target` as a dashed line; `words` say it all to who cannot see it.
pub fn trend_ui(ui: &mut Ui, look: &Look, points: &[Point], target: Option<f64>, words: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 72.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::GraphicsObject, true, words));
    let values = points.iter().map(|point| point.value).chain(target);
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !(low.is_finite() && high.is_finite()) {
        return;
    }
    let label = one_line(ui, "target", look.small(), look.soft, 64.0);
    let mut inner = rect.shrink2(vec2(6.0, 12.0));
    if target.is_some() {
        inner.max.x -= label.size().x + 10.0;
    }
    let height_of = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        inner.bottom() - inner.height() * share as f32
    };
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, look.hair());
    if let Some(target) = target {
        let y = height_of(target);
        let label_at = pos2(rect.right() - label.size().x, y - label.size().y * 0.5);
        let line = [pos2(rect.left(), y), pos2(label_at.x - 4.0, y)];
        ui.painter().extend(Shape::dashed_line(&line, Stroke::new(1.0, look.soft), 4.0, 4.0));
        ui.painter().galley(label_at, label, look.soft);
    }
    let steps = points.len().saturating_sub(1).max(1) as f32;
    let places: Vec<Pos2> = points
        .iter()
        .enumerate()
        .map(|(place, point)| {
            let share = if points.len() == 1 { 0.5 } else { place as f32 / steps };
            pos2(inner.left() + inner.width() * share, height_of(point.value))
        })
        .collect();
    ui.painter().add(Shape::line(places.clone(), Stroke::new(1.5, look.text)));
    for (point, place) in points.iter().zip(places) {
        paint_point(ui, look, place, point.side);
    }
}

fn paint_point(ui: &Ui, look: &Look, place: Pos2, side: Side) {
    match side {
        Side::Good => {
            ui.painter().circle(place, 3.0, look.panel, Stroke::new(1.5, look.text));
        }
        Side::Misses => {
            let stroke = Stroke::new(2.0, look.state(LinkState::Broken).line);
            for lean in [1.0, -1.0] {
                let arm = vec2(4.0, 4.0 * lean);
                ui.painter().line_segment([place - arm, place + arm], stroke);
            }
        }
    }
}
