//! A folded department: one box that looks like a stack of sheets and says what it holds, and above all what is broken inside.
//!
//! Its size depends on the facts alone, like a party's. Deliberately absent: who is in it; that is in `shown`.

use super::bundle::Tally;
use super::display::{Anchor, Levels, Part, Stroke};
use super::metrics::{
    BOX_PADDING, BOX_PADDING_TOP, BOX_RADIUS, NAME, NAME_LINES, NAME_WIDTH, SMALL, UNIT, WORD,
};
use super::party::{badge, badge_width, baseline_in_line};
use super::pen::Pen;
use super::shown::FoldedDepartment;
use super::text::{clean, wrap_evenly};
use super::theme::{Theme, Tint};
use crate::layout::{Point, Rect, Size};

/// How far the sheets beneath the first stick out.
const SHEET: f64 = 4.0;
/// Room for the longest usual words on the upper edge: "12 causes, 99 broken inside".
const LEAST_WIDTH: f64 = 192.0;

/// The words of the box and its size.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldedPlan {
    name: Vec<String>,
    small: String,
    /// The box's size, on the grid.
    pub size: Size,
}

/// The words and the size of a folded department's box.
#[must_use]
pub fn plan(department: &FoldedDepartment) -> FoldedPlan {
    let name = wrap_evenly(&clean(&department.name), NAME, NAME_WIDTH, NAME_LINES, UNIT);
    let small = small_words(department);
    let widest = name.iter().map(|line| NAME.width(line)).fold(SMALL.width(&small), f64::max);
    let lines = f64::from(u32::try_from(name.len()).unwrap_or(u32::MAX));
    let height = lines * NAME.line_height() + SMALL.line_height() + 2.0 * BOX_PADDING_TOP + 2.0 * SHEET;
    let on_grid = |length: f64| (length / UNIT).ceil() * UNIT;
    let width = on_grid(widest + 2.0 * BOX_PADDING + 2.0 * SHEET).max(LEAST_WIDTH);
    FoldedPlan { name, small, size: Size::new(width, on_grid(height)) }
}

/// `7 teams, 9 links inside`.
fn small_words(department: &FoldedDepartment) -> String {
    let words = contents(department);
    if department.inside.is_empty() { format!("{words} folded") } else { words }
}

/// What a department holds: `7 teams, 9 links inside`, `7 teams`.
#[must_use]
pub fn contents(department: &FoldedDepartment) -> String {
    let teams = match department.members.len() {
        1 => "1 team".to_owned(),
        many => format!("{many} teams"),
    };
    match department.inside.len() {
        0 => teams,
        1 => format!("{teams}, 1 link inside"),
        many => format!("{teams}, {many} links inside"),
    }
}

/// What the box is called aloud: "Department Finance, folded, 7 teams, 9 links inside, 1 cause, 2 broken inside".
#[must_use]
pub fn name(department: &FoldedDepartment, inside: Tally) -> String {
    let mut words = vec![format!("Department {}, folded", clean(&department.name)), small_words(department)];
    words.extend(inside.alarm());
    words.join(", ")
}

/// Draws the box at `rect`; `inside` is how the links in it fare.
pub fn draw(pen: &mut Pen<'_>, theme: &Theme, tint: Tint, plan: &FoldedPlan, inside: Tally, rect: Rect) {
    pen.levels = Levels::FAR;
    let fill = if inside.broken > 0 { theme.broken.line } else { tint.outline };
    pen.rect(Part::Body, rect, BOX_RADIUS, Some(fill), None);
    pen.levels = Levels::MIDDLE_AND_NEAR;
    let outline = Stroke::solid(tint.outline, theme.widths.hairline);
    let sheet = Rect { min: rect.min, max: Point::new(rect.max.x - 2.0 * SHEET, rect.max.y - 2.0 * SHEET) };
    for (number, part) in [(2.0, Part::Detail), (1.0, Part::Detail), (0.0, Part::Body)] {
        let aside = Point::new(number * SHEET, number * SHEET);
        let moved = Rect {
            min: Point::new(sheet.min.x + aside.x, sheet.min.y + aside.y),
            max: Point::new(sheet.max.x + aside.x, sheet.max.y + aside.y),
        };
        pen.rect(part, moved, BOX_RADIUS, Some(tint.area), Some(outline));
    }
    draw_words(pen, theme, plan, sheet);
    if let Some(words) = inside.alarm() {
        badge(pen, theme, &words, Point::new(sheet.max.x - UNIT - badge_width(&words), sheet.min.y));
    }
}

fn draw_words(pen: &mut Pen<'_>, theme: &Theme, plan: &FoldedPlan, sheet: Rect) {
    let lines = f64::from(u32::try_from(plan.name.len()).unwrap_or(u32::MAX));
    let centre = sheet.centre();
    let mut top = centre.y - (lines * NAME.line_height() + SMALL.line_height()) / 2.0;
    for line in &plan.name {
        let baseline = top + baseline_in_line(NAME.size);
        pen.text(line, Point::new(centre.x, baseline), Anchor::Middle, NAME, theme.ink);
        top += NAME.line_height();
    }
    let at = Point::new(centre.x, top + baseline_in_line(SMALL.size));
    pen.text(&plan.small, at, Anchor::Middle, SMALL, theme.soft_ink);
}

/// The outline of a chosen folded box.
pub fn draw_selection(pen: &mut Pen<'_>, theme: &Theme, rect: Rect) {
    let width = theme.widths.selection;
    let distance = 3.0 + width / 2.0;
    let ring = Stroke::solid(theme.accent, width);
    pen.rect(Part::Detail, rect.grown(distance), BOX_RADIUS + distance, None, Some(ring));
}

/// Room that the badge takes above the box.
#[must_use]
pub fn taken(rect: Rect) -> Rect {
    let mut taken = rect.grown(SHEET);
    taken.min.y -= WORD.line_height() / 2.0;
    taken
}
