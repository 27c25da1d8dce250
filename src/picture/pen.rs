//! A hand that adds shapes of one subject to a display list, dimmed if they are to be.
//!
//! Deliberately absent: what is drawn where; each part of the picture knows that of itself.

use super::color::Color;
use super::display::{Anchor, Dash, DisplayList, Geometry, Levels, Part, Shape, Stroke, Subject, TextRun};
use super::path::Path;
use super::text::TextStyle;
use super::theme::Theme;
use crate::layout::{Point, Rect};

/// How strongly something shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// At 30 %: something else is being looked at. Never hidden.
    Dimmed,
    /// As it is.
    #[default]
    Full,
}

/// How much of a dimmed thing is left, in percent.
pub const DIMMED_PERCENT: u8 = 30;

/// Adds shapes of one subject.
pub struct Pen<'list> {
    /// Where to.
    pub list: &'list mut DisplayList,
    /// Whose.
    pub subject: Subject,
    /// At which levels.
    pub levels: Levels,
    /// How strongly.
    pub emphasis: Emphasis,
    /// What dimmed things fade into.
    pub canvas: Color,
}

impl<'list> Pen<'list> {
    /// A pen for `subject`, at all levels and in full strength.
    pub fn new(list: &'list mut DisplayList, theme: &Theme, subject: Subject) -> Self {
        Self { list, subject, levels: Levels::ALL, emphasis: Emphasis::Full, canvas: theme.canvas }
    }

    /// The same pen, for these levels.
    #[must_use]
    pub fn at(mut self, levels: Levels) -> Self {
        self.levels = levels;
        self
    }

    /// The same pen, this strong.
    #[must_use]
    pub fn with(mut self, emphasis: Emphasis) -> Self {
        self.emphasis = emphasis;
        self
    }

    fn ink(&self, color: Color) -> Color {
        match self.emphasis {
            Emphasis::Full => color,
            Emphasis::Dimmed => color.over(self.canvas, DIMMED_PERCENT),
        }
    }

    fn line(&self, stroke: Stroke) -> Stroke {
        Stroke { color: self.ink(stroke.color), ..stroke }
    }

    fn add(&mut self, part: Part, geometry: Geometry) {
        self.list.push(Shape::new(self.subject.clone(), part, self.levels, geometry));
    }

    /// A rectangle.
    pub fn rect(&mut self, part: Part, rect: Rect, radius: f64, fill: Option<Color>, stroke: Option<Stroke>) {
        let fill = fill.map(|color| self.ink(color));
        let stroke = stroke.map(|stroke| self.line(stroke));
        self.add(part, Geometry::Rect { rect, radius, fill, stroke });
    }

    /// A disc.
    pub fn circle(&mut self, centre: Point, radius: f64, fill: Option<Color>, stroke: Option<Stroke>) {
        let fill = fill.map(|color| self.ink(color));
        let stroke = stroke.map(|stroke| self.line(stroke));
        self.add(Part::Detail, Geometry::Circle { centre, radius, fill, stroke });
    }

    /// A line.
    pub fn path(&mut self, part: Part, path: Path, stroke: Stroke) {
        let stroke = self.line(stroke);
        self.add(part, Geometry::Line { path, stroke });
    }

    /// An unbroken line through `points`.
    pub fn polyline(&mut self, points: &[Point], color: Color, width: f64) {
        self.path(Part::Detail, Path::polyline(points), Stroke { color, width, dash: Dash::Solid });
    }

    /// A filled convex polygon.
    pub fn polygon(&mut self, points: Vec<Point>, fill: Color) {
        let fill = self.ink(fill);
        self.add(Part::Detail, Geometry::Polygon { points, fill });
    }

    /// A line of text; nothing for an empty one.
    pub fn text(&mut self, text: &str, at: Point, anchor: Anchor, style: TextStyle, color: Color) {
        if text.is_empty() {
            return;
        }
        let color = self.ink(color);
        self.add(Part::Detail, Geometry::Text(TextRun { text: text.to_owned(), at, anchor, style, color }));
    }
}
