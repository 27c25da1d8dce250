//! The handout on its sheets: page one with the map, turned to suit it, then the sections.

use super::first_page::mark_line;
use super::flow::Flow;
use crate::exchange::pdf::{Fonts, document};
use crate::exchange::report::handout::{Handout, HandoutMap};
use crate::exchange::report::paper::{BODY, FOOT, HEIGHT, MARGIN, SMALL, TITLE, WIDTH};
use crate::layout::{Point, Rect};
use crate::picture::{DisplayList, Level, ThemeName, legend, legend_columns};

/// How large the legend is beside its own units: its words are as large as small print.
const LEGEND_SCALE: f64 = 0.58;

/// The handout as a PDF file.
pub(in crate::exchange::report) fn handout_pdf(handout: &Handout) -> Vec<u8> {
    let mut fonts = Fonts::default();
    let flow = set(&mut fonts, handout, true);
    let sheets = flow.finish(&handout.name, handout.today);
    document(&sheets, &fonts, &handout.name, handout.today)
}

/// How many sheets it takes.
pub(in crate::exchange::report) fn sheets_of_handout(handout: &Handout) -> usize {
    set(&mut Fonts::default(), handout, false).sheets_begun()
}

/// All sheets; the map's shapes can be left out where only their number is wanted.
fn set<'fonts>(fonts: &'fonts mut Fonts, handout: &Handout, draws_map: bool) -> Flow<'fonts> {
    let is_wide = handout.map.as_ref().is_some_and(HandoutMap::is_wide);
    let (width, height) = if is_wide { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let mut flow = Flow::of_size(fonts, width, height);
    first_sheet(&mut flow, handout, width);
    if let (Some(map), true) = (&handout.map, draws_map) {
        let area = Rect {
            min: Point::new(MARGIN, flow.down + 8.0),
            max: Point::new(width - MARGIN, height - FOOT - 4.0),
        };
        set_map(&mut flow, &map.list, area);
    }
    if handout.map.is_some() {
        flow.next_sheet();
    } else {
        flow.skip(10.0);
    }
    for section in &handout.sections {
        flow.section(section);
    }
    flow
}

fn first_sheet(flow: &mut Flow<'_>, handout: &Handout, width: f64) {
    let theme = ThemeName::Light.theme();
    let column = width - 2.0 * MARGIN;
    flow.chapter("The map", false);
    flow.text(&handout.name, MARGIN, column, TITLE, theme.ink);
    flow.skip(2.0);
    flow.text(&handout.subtitle, MARGIN, column, BODY, theme.soft_ink);
    if !handout.vision.is_empty() {
        flow.skip(3.0);
        flow.text(&handout.vision, MARGIN, column, BODY, theme.ink);
    }
    flow.skip(6.0);
    for line in &handout.customers {
        mark_line(flow, line, column);
    }
    if !handout.map_note.is_empty() {
        flow.skip(2.0);
        flow.text(&handout.map_note, MARGIN, column, SMALL, theme.soft_ink);
    }
}

/// The map in the middle of `area`, the legend at its foot.
fn set_map(flow: &mut Flow<'_>, list: &DisplayList, area: Rect) {
    let theme = ThemeName::Light.theme();
    let key = legend(theme, legend_columns(area.width() / LEGEND_SCALE));
    let key_height = key.bounds.height() * LEGEND_SCALE;
    let foot = area.max.y - key_height;
    let (pen, fonts) = flow.pen();
    pen.drawing(
        key.shapes.iter().map(|shape| &shape.geometry),
        Point::new(area.min.x, foot - key.bounds.min.y * LEGEND_SCALE),
        LEGEND_SCALE,
        fonts,
    );
    let bounds = list.bounds;
    let (across, along) = (area.width(), foot - 10.0 - area.min.y);
    let scale = (across / bounds.width().max(1.0)).min(along / bounds.height().max(1.0)).min(1.0);
    let corner = Point::new(
        area.min.x + (across - bounds.width() * scale) / 2.0 - bounds.min.x * scale,
        area.min.y + (along - bounds.height() * scale) / 2.0 - bounds.min.y * scale,
    );
    let shapes = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near));
    pen.drawing(shapes.map(|shape| &shape.geometry), corner, scale, fonts);
}
