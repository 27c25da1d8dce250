//! A department: a soft area behind its members, with its name in the corner that the layout keeps free.
//!
//! Deliberately absent: which boxes belong to it; the layout has seen to that.

use super::display::{Anchor, Levels, Part, Stroke};
use super::metrics::{AREA_RADIUS, WORD};
use super::party::baseline_in_line;
use super::pen::Pen;
use super::text::{clean, shorten};
use super::theme::Theme;
use crate::layout::{GroupArea, Point};

/// Draws a department's area and name. `place` is its number among all, by name.
pub fn draw(pen: &mut Pen<'_>, theme: &Theme, area: &GroupArea, place: usize) {
    let tint = theme.tint(place);
    let outline = Stroke::solid(tint.outline, theme.widths.hairline * 0.75);
    for rect in &area.rects {
        pen.rect(Part::Body, *rect, AREA_RADIUS, Some(tint.area), Some(outline));
    }
    pen.levels = Levels::MIDDLE_AND_NEAR;
    let name = clean(&area.name);
    for strip in &area.labels {
        let left = strip.min.x + AREA_RADIUS;
        let words = shorten(&name, WORD, strip.max.x - AREA_RADIUS - left);
        let top = strip.centre().y - WORD.line_height() / 2.0;
        let at = Point::new(left, top + baseline_in_line(WORD.size));
        pen.text(&words, at, Anchor::Start, WORD, theme.soft_ink);
    }
}
