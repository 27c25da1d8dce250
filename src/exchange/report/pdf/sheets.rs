//! Finished sheets: each with its number and whose report it is at the foot.

use crate::exchange::pdf::{Fonts, Ink, Mark, Sheet, Sheets};
use crate::exchange::report::paper::{MARGIN, SMALL};
use crate::layout::Point;
use crate::model::Day;
use crate::picture::text::shorten;
use crate::picture::{Stroke, ThemeName};

/// Adds the feet.
pub(super) fn finished(
    inks: Vec<Ink>,
    marks: Vec<Mark>,
    name: &str,
    today: Day,
    fonts: &mut Fonts,
) -> Sheets {
    let theme = ThemeName::Light.theme();
    let all = inks.len();
    let lacking = "Boxes stand for letters that no font on the computer that wrote this has.";
    let mut sheets = Vec::with_capacity(all);
    let is_lacking = fonts.has_boxes();
    for (place, mut ink) in inks.into_iter().enumerate() {
        let base = ink.height - 30.0;
        let right = ink.width - MARGIN;
        let line = Stroke::solid(theme.box_outline, 0.5);
        ink.rule(Point::new(MARGIN, base - 12.0), Point::new(right, base - 12.0), line);
        let number = format!("{} of {all}", place + 1);
        let number_at = right - SMALL.width(&number);
        ink.words(&number, Point::new(number_at, base), SMALL, theme.soft_ink, fonts);
        let mut left = format!("{name}, as of {today}");
        if is_lacking {
            left = shorten(&left, SMALL, 130.0) + ". " + lacking;
        }
        let left = shorten(&left, SMALL, number_at - MARGIN - 12.0);
        ink.words(&left, Point::new(MARGIN, base), SMALL, theme.soft_ink, fonts);
        sheets.push(Sheet { width: ink.width, height: ink.height, content: ink.bytes() });
    }
    Sheets { sheets, marks }
}
