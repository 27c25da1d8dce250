//! A rectangle with round corners as a path, for file formats that have none.

use crate::layout::{Point, Rect};
use crate::picture::{Path, Segment};

/// Control points of a quarter circle lie at this share of the radius: 4/3 (sqrt 2 - 1).
const QUARTER: f64 = 0.552_284_749_830_793_6;

/// The outline, clockwise from the left end of the upper edge; not closed. A radius that is too large is made smaller.
pub(super) fn rounded(rect: Rect, radius: f64) -> Path {
    let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0).max(0.0);
    let (left, top, right, bottom) = (rect.min.x, rect.min.y, rect.max.x, rect.max.y);
    let hold = radius * (1.0 - QUARTER);
    let at = Point::new;
    let line = Segment::Line;
    let turn = |handle_from, handle_to, to| Segment::Cubic { handle_from, handle_to, to };
    let segments = vec![
        Segment::Move(at(left + radius, top)),
        line(at(right - radius, top)),
        turn(at(right - hold, top), at(right, top + hold), at(right, top + radius)),
        line(at(right, bottom - radius)),
        turn(at(right, bottom - hold), at(right - hold, bottom), at(right - radius, bottom)),
        line(at(left + radius, bottom)),
        turn(at(left + hold, bottom), at(left, bottom - hold), at(left, bottom - radius)),
        line(at(left, top + radius)),
        turn(at(left, top + hold), at(left + hold, top), at(left + radius, top)),
    ];
    Path { segments }
}
