//! Our own layout as the contest's yardstick sees it.

#![allow(dead_code, reason = "the benchmarks and tests that share it use different parts")]

use throughline::layout::{Cubic, Layout, Point, Route};

use super::crossings::{Drawing, Place};

/// Stretches a curve is cut into.
pub const STRETCHES: usize = 8;

/// The drawing of a chain, whose flow runs from left to right.
pub fn drawing(layout: &Layout) -> Drawing {
    Drawing {
        centres: layout.boxes.iter().map(|rect| place(rect.centre())).collect(),
        lines: layout.routes.iter().map(|route| line(route)).collect(),
    }
}

fn line(route: &Route) -> Vec<Place> {
    let curves = route.curves();
    let first = curves.first().map(|curve| place(curve.from));
    first.into_iter().chain(curves.iter().flat_map(stretches)).collect()
}

fn stretches(curve: &Cubic) -> impl Iterator<Item = Place> + '_ {
    let points = [curve.from, curve.handle_from, curve.handle_to, curve.to].map(place);
    (1..=STRETCHES).map(move |step| on_curve(points, step as f64 / STRETCHES as f64))
}

/// The point of a cubic Bezier curve at `share`, from 0 to 1.
pub fn on_curve(points: [Place; 4], share: f64) -> Place {
    let rest = 1.0 - share;
    let weights =
        [rest * rest * rest, 3.0 * rest * rest * share, 3.0 * rest * share * share, share * share * share];
    let sum = |part: fn(&Place) -> f64| {
        points.iter().zip(weights).map(|(point, weight)| weight * part(point)).sum()
    };
    (sum(|point| point.0), sum(|point| point.1))
}

fn place(point: Point) -> Place {
    (point.x, point.y)
}
