//! The way a link's line takes, as smooth curves: from the corners that the layout gives.
//!
//! A stretch from layer to layer is an S-curve; a line that leaves or reaches a box at its flank does so squarely; square corners
//! are rounded. Every curve stays inside the rectangle of its stretch's ends, so what is clear of boxes for the corners is clear
//! for the line. Deliberately absent: choosing a way.

use super::path::split;
use crate::layout::{Cubic, Point, Rect, Route};

/// Radius of a rounded square corner, world units.
const CORNER: f64 = 12.0;
/// Handles of this share of their side make a quarter turn look like a quarter circle.
const QUARTER: f64 = 0.552;

/// Which way a line runs at the end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Level,
    Upright,
}

/// The line of `route` between the boxes of its two ends; empty for a route that cannot be drawn.
#[must_use]
pub fn curves(route: &Route, supplier: Rect, customer: Rect) -> Vec<Cubic> {
    let flow = if route.flow_is_horizontal { Heading::Level } else { Heading::Upright };
    let stretches = route.points.len().saturating_sub(1);
    let mut curves = Vec::with_capacity(stretches);
    for (place, pair) in route.points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let start = if place == 0 { heading_at(supplier, *from, flow) } else { flow };
        let end = if place + 1 == stretches { heading_at(customer, *to, flow) } else { flow };
        curves.push(curve(*from, *to, start, end));
    }
    rounded(curves)
}

/// A line stands square on the side of the box that it touches; elsewhere it runs with the flow.
fn heading_at(rect: Rect, point: Point, flow: Heading) -> Heading {
    let near = |one: f64, other: f64| (one - other).abs() < 0.5;
    let on_upright_side = near(point.x, rect.min.x) || near(point.x, rect.max.x);
    let on_level_side = near(point.y, rect.min.y) || near(point.y, rect.max.y);
    match (on_upright_side, on_level_side) {
        (true, false) => Heading::Level,
        (false, true) => Heading::Upright,
        _ => flow,
    }
}

fn is_along_an_axis(from: Point, to: Point) -> bool {
    (from.x - to.x).abs() < 0.01 || (from.y - to.y).abs() < 0.01
}

fn straight(from: Point, to: Point) -> Cubic {
    let between = |share: f64| Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    Cubic { from, handle_from: between(1.0 / 3.0), handle_to: between(2.0 / 3.0), to }
}

fn curve(from: Point, to: Point, start: Heading, end: Heading) -> Cubic {
    if is_along_an_axis(from, to) {
        return straight(from, to);
    }
    let share = if start == end { 0.5 } else { QUARTER };
    let handle = |at: Point, other: Point, heading: Heading| match heading {
        Heading::Level => Point::new(at.x + (other.x - at.x) * share, at.y),
        Heading::Upright => Point::new(at.x, at.y + (other.y - at.y) * share),
    };
    Cubic { from, handle_from: handle(from, to, start), handle_to: handle(to, from, end), to }
}

/// Puts a quarter turn where two straight stretches meet squarely.
fn rounded(curves: Vec<Cubic>) -> Vec<Cubic> {
    let mut smooth: Vec<Cubic> = Vec::with_capacity(curves.len() * 2);
    for next in curves {
        let corner = smooth.pop().map(|last| (last, turn(&last, &next)));
        match corner {
            None => smooth.push(next),
            Some((last, None)) => smooth.extend([last, next]),
            Some((_, Some([before, arc, after]))) => smooth.extend([before, arc, after]),
        }
    }
    smooth
}

fn turn(one: &Cubic, other: &Cubic) -> Option<[Cubic; 3]> {
    let lengths = [one.from.distance(one.to), other.from.distance(other.to)];
    let is_square = is_along_an_axis(one.from, one.to)
        && is_along_an_axis(other.from, other.to)
        && !is_along_an_axis(one.from, other.to);
    let [before, after] = lengths;
    let radius = CORNER.min(before / 2.0).min(after / 2.0);
    if !is_square || radius < 0.5 {
        return None;
    }
    // Straight stretches are walked evenly, so shares of length are shares of the parameter.
    let (kept, cut) = split(one, 1.0 - radius / before);
    let (cut_after, kept_after) = split(other, radius / after);
    let towards = |from: Point, to: Point| {
        Point::new(from.x + (to.x - from.x) * QUARTER, from.y + (to.y - from.y) * QUARTER)
    };
    let arc = Cubic {
        from: cut.from,
        handle_from: towards(cut.from, cut.to),
        handle_to: towards(cut_after.to, cut_after.from),
        to: cut_after.to,
    };
    Some([kept, arc, kept_after])
}

#[cfg(test)]
mod tests {
    use super::curves;
    use crate::layout::{Point, Rect, Route};

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { min: Point::new(left, top), max: Point::new(right, bottom) }
    }

    #[test]
    fn a_line_leaves_a_flank_squarely() {
        let route = Route {
            points: vec![Point::new(50.0, 0.0), Point::new(0.0, -20.0), Point::new(-100.0, 30.0)],
            flow_is_horizontal: true,
            ..Route::default()
        };
        let way = curves(&route, rect(0.0, 0.0, 100.0, 40.0), rect(-200.0, 10.0, -100.0, 50.0));
        let first = way.first().expect("two stretches");
        assert_eq!(first.handle_from.x, first.from.x, "straight up from the top side");
        assert_eq!(first.handle_to.y, first.to.y, "then with the flow");
        assert_eq!(way.last().expect("two stretches").handle_to.y, 30.0, "and level into the right side");
    }

    #[test]
    fn square_corners_are_rounded_and_the_line_stays_whole() {
        let route = Route {
            points: vec![
                Point::new(0.0, 0.0),
                Point::new(0.0, 40.0),
                Point::new(100.0, 40.0),
                Point::new(100.0, 0.0),
            ],
            flow_is_horizontal: false,
            ..Route::default()
        };
        let way = curves(&route, rect(-10.0, -20.0, 10.0, 0.0), rect(90.0, -20.0, 110.0, 0.0));
        assert_eq!(way.len(), 5, "three stretches and two turns");
        for pair in way.windows(2) {
            assert!(pair[0].to.distance(pair[1].from) < 1e-9);
        }
    }
}
