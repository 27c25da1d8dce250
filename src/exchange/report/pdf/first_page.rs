//! Page one on its sheet.

use super::flow::Flow;
use crate::exchange::report::blocks::facts_and_gaps;
use crate::exchange::report::causes::Cause;
use crate::exchange::report::first_page::{FirstPage, Line};
use crate::exchange::report::paper::{BODY, COLUMN, HEADING, LABEL, MARGIN, SMALL, STRONG, TITLE};
use crate::layout::{Point, Rect};
use crate::picture::text::TextStyle;
use crate::picture::{Stroke, ThemeName};

/// What must stay empty at the foot of page one, so that browsers, which round otherwise, fit it on one sheet too.
pub(super) const SPARE: f64 = 26.0;
/// Where the right column of a cause begins, from the left margin.
const RIGHT: f64 = 312.0;
/// Where its values begin.
const VALUES: f64 = RIGHT + 46.0;

/// Sets page one.
pub(super) fn set(flow: &mut Flow<'_>, page: &FirstPage) {
    let theme = ThemeName::Light.theme();
    flow.chapter("On one page", false);
    flow.text(&page.title, MARGIN, COLUMN, TITLE, theme.ink);
    flow.skip(2.0);
    flow.text(&page.subtitle, MARGIN, COLUMN, BODY, theme.soft_ink);
    if !page.vision.is_empty() {
        flow.skip(4.0);
        flow.text(&page.vision, MARGIN, COLUMN, BODY, theme.ink);
    }
    heading(flow, "What the customer gets");
    for line in &page.customers {
        mark_line(flow, line, COLUMN);
    }
    note(flow, &page.customers_note, BODY);
    note(flow, &page.complaints, BODY);
    heading(flow, page.causes_heading);
    if !page.causes_reading.is_empty() {
        flow.text(page.causes_reading, MARGIN, COLUMN, SMALL, theme.soft_ink);
        flow.skip(4.0);
    }
    for (place, cause) in page.causes.iter().enumerate() {
        set_cause(flow, place + 1, cause);
    }
    note(flow, &page.effect, BODY);
    note(flow, &page.causes_note, BODY);
    if !page.unknown.is_empty() {
        heading(flow, "What we do not know");
        flow.items(&page.unknown);
    }
    if !page.well.is_empty() {
        heading(flow, "What works well");
        note(flow, &page.well, BODY);
    }
}

/// A sentence beside the drawing of its state, in a column of this width.
pub(super) fn mark_line(flow: &mut Flow<'_>, line: &Line, column: f64) {
    let width = flow.mark(line.state, MARGIN, STRONG) + 7.0;
    flow.text(&line.text, MARGIN + width, column - width, STRONG, ThemeName::Light.theme().ink);
    flow.skip(2.0);
}

fn heading(flow: &mut Flow<'_>, text: &str) {
    let theme = ThemeName::Light.theme();
    flow.skip(15.0);
    flow.text(text, MARGIN, COLUMN, HEADING, theme.ink);
    let (from, to) = (Point::new(MARGIN, flow.down + 1.0), Point::new(MARGIN + COLUMN, flow.down + 1.0));
    flow.pen().0.rule(from, to, Stroke::solid(theme.customer_outline, 0.8));
    flow.skip(7.0);
}

fn note(flow: &mut Flow<'_>, text: &str, style: TextStyle) {
    if !text.is_empty() {
        flow.text(text, MARGIN, COLUMN, style, ThemeName::Light.theme().ink);
    }
}

/// A cause: what is seen and what it does on the left, cost and plan on the right.
fn set_cause(flow: &mut Flow<'_>, number: usize, cause: &Cause) {
    let theme = ThemeName::Light.theme();
    let top = flow.down;
    let left = MARGIN + 20.0;
    flow.line(&number.to_string(), MARGIN, HEADING, theme.broken.text);
    flow.down = top;
    flow.text(&cause.links, left, RIGHT - 34.0, HEADING, theme.ink);
    flow.text(&cause.role, left, RIGHT - 34.0, SMALL, theme.broken.text);
    flow.skip(2.0);
    for text in [&cause.seen, &cause.does] {
        if !text.is_empty() {
            flow.text(text, left, RIGHT - 34.0, BODY, theme.ink);
        }
    }
    let bottom_left = flow.down;
    flow.down = top + 2.0;
    for (label, value) in facts_and_gaps(cause) {
        let before = flow.down;
        flow.line(label, MARGIN + RIGHT, LABEL, theme.soft_ink);
        flow.down = before;
        let style = if label == "Decide" { STRONG } else { BODY };
        flow.text(value, MARGIN + VALUES, COLUMN - VALUES, style, theme.ink);
        flow.skip(1.5);
    }
    let bottom = flow.down.max(bottom_left);
    flow.down = bottom + 9.0;
    let bar = Rect {
        min: Point::new(MARGIN + RIGHT - 9.0, top + 2.0),
        max: Point::new(MARGIN + RIGHT - 8.0, bottom),
    };
    if bar.height() > 0.0 {
        flow.pen().0.area(bar, theme.box_outline.over(theme.plate, 45));
    }
}
