//! A department: a soft area behind its members, with its name in the strip that the layout keeps free of boxes, where the fewest
//! lines run.
//!
//! Deliberately absent: which boxes belong to it; the layout has seen to that.

use super::display::{Anchor, Levels, Part, Stroke};
use super::metrics::{AREA_RADIUS, WORD};
use super::nearby::{Lines, Near};
use super::party::baseline_in_line;
use super::pen::Pen;
use super::text::{clean, shorten};
use super::theme::{Theme, Tint};
use crate::layout::{GroupArea, Point, Rect, Size};

/// How far lines keep from a name where there is room, world units.
const CLEAR: f64 = 6.0;
/// How far labels and, where they can, marks keep from an edge, world units.
const OFF_EDGES: f64 = 3.0;
/// From one place that a name is tried at to the next, world units.
const STEP: f64 = 16.0;
/// So many places are tried.
const MOST_PLACES: u32 = 48;

/// Notes where [`places`] will ask what lines run.
pub fn note_places(area: &GroupArea, near: &mut Near) {
    area.labels.iter().for_each(|strip| near.add(strip.grown(CLEAR)));
}

/// What labels keep off: the edges of the department's area, with some room on both sides.
pub fn edges(area: &GroupArea) -> impl Iterator<Item = Rect> + '_ {
    area.rects.iter().flat_map(|Rect { min, max }| {
        let (right, left) = (Point::new(max.x, min.y), Point::new(min.x, max.y));
        let sides = [(*min, right), (right, *max), (left, *max), (*min, left)];
        sides.map(|(from, to)| Rect { min: from, max: to }.grown(OFF_EDGES))
    })
}

/// How far the name stands from the left in each of the department's strips, world units: where the fewest lines run, of equally good
/// places the first.
#[must_use]
pub fn places(area: &GroupArea, lines: &Lines<'_>) -> Vec<f64> {
    area.labels.iter().map(|strip| place(&area.name, *strip, lines)).collect()
}

fn place(name: &str, strip: Rect, lines: &Lines<'_>) -> f64 {
    let (words, left) = words_in(name, strip);
    let width = WORD.width(&words);
    let room = (strip.max.x - AREA_RADIUS - left - width).max(0.0);
    let crossed_at = |aside: f64| {
        let centre = Point::new(left + aside + width / 2.0, strip.centre().y);
        let words = Rect::from_centre(centre, Size::new(width, WORD.line_height()));
        lines.through(words.grown(CLEAR), usize::MAX, usize::MAX).others
    };
    let asides = (0..MOST_PLACES).map(|step| f64::from(step) * STEP).take_while(|aside| *aside <= room);
    let mut best = (usize::MAX, 0.0);
    for aside in asides {
        let crossed = crossed_at(aside);
        if crossed < best.0 {
            best = (crossed, aside);
        }
        if crossed == 0 {
            break;
        }
    }
    best.1
}

/// The name as it fits into the strip, and where it begins at the left.
fn words_in(name: &str, strip: Rect) -> (String, f64) {
    let left = strip.min.x + AREA_RADIUS;
    (shorten(&clean(name), WORD, strip.max.x - AREA_RADIUS - left), left)
}

/// Draws a department's area and name. `asides` is how far the name stands from the left in each strip, 0 where that is not known.
pub fn draw(pen: &mut Pen<'_>, theme: &Theme, area: &GroupArea, tint: Tint, asides: &[f64]) {
    pen.levels = Levels::ALL_BUT_DISTANT;
    let outline = Stroke::solid(tint.outline, theme.widths.hairline * 0.75);
    for rect in &area.rects {
        pen.rect(Part::Body, *rect, AREA_RADIUS, Some(tint.area), Some(outline));
    }
    pen.levels = Levels::MIDDLE_AND_NEAR;
    for (number, strip) in area.labels.iter().enumerate() {
        let (words, left) = words_in(&area.name, *strip);
        let left = left + asides.get(number).copied().unwrap_or(0.0);
        let top = strip.centre().y - WORD.line_height() / 2.0;
        let at = Point::new(left, top + baseline_in_line(WORD.size));
        pen.text(&words, at, Anchor::Start, WORD, theme.soft_ink);
    }
}
