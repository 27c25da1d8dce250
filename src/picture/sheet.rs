//! A whole sheet for export: the map with its heading, the day it stands for, and the legend.
//!
//! Deliberately absent: file formats and paper sizes.

use std::collections::BTreeSet;

use super::build::{PictureInput, Seen, build_shown};
use super::display::{Anchor, DisplayList, Geometry, Shape, Subject, TextRun};
use super::legend::{COLUMN_WIDTH, legend, legend_columns};
use super::metrics::{HEADING, NAME, UNIT};
use super::path::{Path, Segment};
use super::pen::Pen;
use super::shown::Shown;
use super::text::{clean, shorten};
use crate::diagnosis::Counts;
use crate::layout::{Point, Rect};

const MARGIN: f64 = 5.0 * UNIT;
/// The narrowest a sheet may be, so that heading and legend find room beside a small map.
const LEAST_WIDTH: f64 = 2.0 * COLUMN_WIDTH;

/// The picture of `input` as a sheet, with a margin all around.
#[must_use]
pub fn sheet(input: &PictureInput<'_>) -> DisplayList {
    let shown = Shown::everything(input.org);
    sheet_of(input, &Seen { shown: &shown, chosen: &BTreeSet::new() })
}

/// The same for what is seen of the map; the heading says how much is not.
#[must_use]
pub fn sheet_of(input: &PictureInput<'_>, seen: &Seen<'_>) -> DisplayList {
    let mut list = build_shown(input, seen);
    let map = list.bounds;
    let width = map.width().max(LEAST_WIDTH);
    add_heading(&mut list, input, seen.shown, map, width);
    let columns = legend_columns(width);
    let legend_corner = Point::new(map.min.x, map.max.y + 4.0 * UNIT);
    let mut pen = Pen::new(&mut list, input.theme, Subject::Legend);
    let rule = [legend_corner, Point::new(map.min.x + width, legend_corner.y)];
    pen.polyline(&rule, input.theme.box_outline, input.theme.widths.hairline * 0.75);
    for shape in legend(input.theme, columns).shapes {
        list.push(shape.moved_by(Point::new(legend_corner.x, legend_corner.y + 2.0 * UNIT)));
    }
    let corner = Point::new(map.min.x + width, list.bounds.max.y);
    list.bounds = list.bounds.union(Rect { min: map.min, max: corner }).grown(MARGIN);
    list
}

fn add_heading(list: &mut DisplayList, input: &PictureInput<'_>, shown: &Shown, map: Rect, width: f64) {
    let theme = input.theme;
    let name = clean(&input.org.name);
    let name = if name.is_empty() { "Who serves whom" } else { &name };
    let below = map.min.y - 4.0 * UNIT;
    let mut pen = Pen::new(list, theme, Subject::None);
    let at = Point::new(map.min.x, below - NAME.line_height());
    pen.text(&shorten(name, HEADING, width), at, Anchor::Start, HEADING, theme.ink);
    let mut words = format!("As of {}. {}.", input.diagnosis.today, summary(&input.diagnosis.counts));
    if shown.hidden() > 0 {
        let all = shown.parties() + shown.hidden();
        words.push_str(&format!(" {} of {all} teams are not shown here.", shown.hidden()));
    }
    let style = super::text::TextStyle { weight: super::text::Weight::Regular, ..NAME };
    pen.text(
        &shorten(&words, style, width),
        Point::new(map.min.x, below),
        Anchor::Start,
        style,
        theme.soft_ink,
    );
}

/// "57 links: 11 broken from 4 probable causes, 12 struggle, 9 not asked, 25 work".
#[must_use]
pub fn summary(counts: &Counts) -> String {
    let plural = |count: usize, one: &str, many: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
    };
    let mut words = Vec::new();
    if counts.broken > 0 {
        let causes = plural(counts.root_groups, "probable cause", "probable causes");
        words.push(format!("{} broken from {causes}", counts.broken));
    }
    if counts.strained > 0 {
        words.push(plural(counts.strained, "struggles", "struggle"));
    }
    if counts.unknown > 0 {
        words.push(format!("{} not asked", counts.unknown));
    }
    if counts.sound > 0 {
        words.push(plural(counts.sound, "works", "work"));
    }
    let links = plural(counts.links, "link", "links");
    if words.is_empty() { links } else { format!("{links}: {}", words.join(", ")) }
}

impl Shape {
    /// The same shape elsewhere.
    #[must_use]
    pub fn moved_by(self, delta: Point) -> Self {
        let geometry = match self.geometry {
            Geometry::Rect { rect, radius, fill, stroke } => {
                Geometry::Rect { rect: rect.moved_by(delta), radius, fill, stroke }
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                Geometry::Circle { centre: centre.moved_by(delta), radius, fill, stroke }
            }
            Geometry::Line { path, stroke } => {
                let segments = path.segments.into_iter().map(|segment| moved(segment, delta)).collect();
                Geometry::Line { path: Path { segments }, stroke }
            }
            Geometry::Polygon { points, fill } => {
                let points = points.into_iter().map(|point| point.moved_by(delta)).collect();
                Geometry::Polygon { points, fill }
            }
            Geometry::Text(run) => Geometry::Text(TextRun { at: run.at.moved_by(delta), ..run }),
        };
        Self::new(self.subject, self.part, self.levels, geometry)
    }
}

fn moved(segment: Segment, delta: Point) -> Segment {
    match segment {
        Segment::Move(to) => Segment::Move(to.moved_by(delta)),
        Segment::Line(to) => Segment::Line(to.moved_by(delta)),
        Segment::Cubic { handle_from, handle_to, to } => Segment::Cubic {
            handle_from: handle_from.moved_by(delta),
            handle_to: handle_to.moved_by(delta),
            to: to.moved_by(delta),
        },
    }
}
