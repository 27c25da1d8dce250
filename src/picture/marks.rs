//! The marks that tell a state without colour, painted as shapes: no font needs to have them.
//!
//! Deliberately absent: where a mark goes.

use super::color::Color;
use super::display::{Dash, Part, Stroke};
use super::metrics::{ARROW, MARK};
use super::path::{Path, Segment, offset};
use super::pen::Pen;
use crate::layout::Point;

/// Places relative to a mark's middle, turned with its line and scaled.
struct Frame {
    centre: Point,
    direction: Point,
    scale: f64,
}

impl Frame {
    fn upright(centre: Point, scale: f64) -> Self {
        Self { centre, direction: Point::new(1.0, 0.0), scale }
    }

    fn at(&self, along: f64, aside: f64) -> Point {
        offset(self.centre, self.direction, along * self.scale, aside * self.scale)
    }

    fn cubic(&self, one: (f64, f64), two: (f64, f64), to: (f64, f64)) -> Segment {
        Segment::Cubic {
            handle_from: self.at(one.0, one.1),
            handle_to: self.at(two.0, two.1),
            to: self.at(to.0, to.1),
        }
    }
}

/// A chain torn open: two links of it, facing one another across a gap, and the two sparks of the tear.
///
/// `scale` 1 spans [`super::metrics::GAP`] along `direction`.
pub fn broken_chain(pen: &mut Pen<'_>, centre: Point, direction: Point, scale: f64, color: Color) {
    let frame = Frame { centre, direction, scale };
    let width = 2.25 * scale;
    let mut path = Path { segments: Vec::with_capacity(12) };
    for side in [-1.0, 1.0] {
        path.segments.extend([
            Segment::Move(frame.at(side * 4.0, -4.6)),
            Segment::Line(frame.at(side * 9.0, -4.6)),
            frame.cubic((side * 15.2, -4.6), (side * 15.2, 4.6), (side * 9.0, 4.6)),
            Segment::Line(frame.at(side * 4.0, 4.6)),
        ]);
    }
    for (from, to) in [((-1.2, -6.0), (-3.0, -10.0)), ((1.2, 6.0), (3.0, 10.0))] {
        path.segments.push(Segment::Move(frame.at(from.0, from.1)));
        path.segments.push(Segment::Line(frame.at(to.0, to.1)));
    }
    pen.path(Part::Detail, path, Stroke { color, width, dash: Dash::Solid });
}

/// A filled disc with an exclamation mark.
pub fn exclamation(pen: &mut Pen<'_>, centre: Point, scale: f64, color: Color, inside: Color) {
    let frame = Frame::upright(centre, scale);
    pen.circle(centre, MARK * scale, Some(color), None);
    pen.polyline(&[frame.at(0.0, -4.6), frame.at(0.0, 1.0)], inside, 2.2 * scale);
    pen.circle(frame.at(0.0, 3.9), 1.3 * scale, Some(inside), None);
}

/// An open disc with a question mark.
pub fn question(pen: &mut Pen<'_>, centre: Point, scale: f64, color: Color, inside: Color) {
    let frame = Frame::upright(centre, scale);
    let stroke = Stroke::solid(color, 1.25 * scale);
    pen.circle(centre, MARK * 0.875 * scale, Some(inside), Some(stroke));
    let path = Path {
        segments: vec![
            Segment::Move(frame.at(-2.3, -1.7)),
            frame.cubic((-2.3, -4.9), (2.5, -4.9), (2.5, -1.9)),
            frame.cubic((2.5, 0.1), (0.1, -0.1), (0.1, 1.6)),
        ],
    };
    pen.path(Part::Detail, path, Stroke::solid(color, 1.5 * scale));
    pen.circle(frame.at(0.1, 3.9), 1.0 * scale, Some(color), None);
}

/// The head of an arrow whose tip is at `tip`; as wide as goes well with a line of `line_width`.
pub fn arrow_head(pen: &mut Pen<'_>, tip: Point, direction: Point, line_width: f64, color: Color) {
    let half = 3.0 + line_width * 0.75;
    let length = arrow_length(line_width);
    let corners = vec![tip, offset(tip, direction, -length, half), offset(tip, direction, -length, -half)];
    pen.polygon(corners, color);
}

/// Length of the head that [`arrow_head`] draws for that line, world units.
#[must_use]
pub fn arrow_length(line_width: f64) -> f64 {
    ARROW + line_width
}

/// A disc with two wedges that meet in a point: everything goes through here.
pub fn single_point(pen: &mut Pen<'_>, centre: Point, color: Color, ground: Color) {
    let frame = Frame::upright(centre, 1.0);
    pen.circle(centre, MARK, Some(ground), Some(Stroke::solid(color, 1.25)));
    for side in [-1.0, 1.0] {
        let corners = [(0.0, 0.0), (side * 5.2, -3.6), (side * 5.2, 3.6)];
        pen.polygon(corners.map(|(along, aside)| frame.at(along, aside)).to_vec(), color);
    }
}
