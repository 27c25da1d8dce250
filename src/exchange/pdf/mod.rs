//! PDF: ink on sheets, fonts inside, letters that can be found and copied; and the map on one sheet of its own size.
//!
//! A sheet of the map has its picture's own size, one world unit 1/96 inch, so that it can be printed on whatever paper there is;
//! a larger one than readers allow is made smaller. Deliberately absent: what is drawn.

mod document;
mod fonts;
mod ink;

pub(super) use document::{Mark, Sheet, Sheets, document};
pub(super) use fonts::Fonts;
pub(super) use ink::Ink;

use crate::layout::Point;
use crate::model::Day;
use crate::picture::{DisplayList, Level, Theme};

/// Points in a world unit: one at 96 to the inch, the other at 72.
const POINTS: f64 = 0.75;
/// The longest side that readers allow, in points (ISO 32000-1, annex C.2).
const LONGEST_SIDE: f64 = 14_400.0;

/// The list, at its finest level, as a PDF file of one sheet; `today` is the day that it says it was made.
#[must_use]
pub fn pdf(list: &DisplayList, title: &str, today: Day, theme: &Theme) -> Vec<u8> {
    let bounds = list.bounds;
    let (across, along) = (bounds.width().max(1.0), bounds.height().max(1.0));
    let scale = POINTS.min(LONGEST_SIDE / across).min(LONGEST_SIDE / along);
    let mut fonts = Fonts::default();
    let mut ink = Ink::new(across * scale, along * scale);
    let sheet = crate::layout::Rect { min: Point::default(), max: Point::new(across * scale, along * scale) };
    ink.area(sheet, theme.canvas);
    let corner = Point::new(-bounds.min.x * scale, -bounds.min.y * scale);
    let shapes = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near));
    ink.drawing(shapes.map(|shape| &shape.geometry), corner, scale, &mut fonts);
    let sheet = Sheet { width: ink.width, height: ink.height, content: ink.bytes() };
    document(&Sheets { sheets: vec![sheet], marks: Vec::new() }, &fonts, title, today)
}
