//! The display list: what is drawn, in world coordinates, in drawing order.
//!
//! The canvas and every export draw the same list. A shape says whose it is, so that a canvas can cull, hit-test and name it,
//! and from which zoom on it is worth drawing. Deliberately absent: screens, cameras, any back end's types.

use std::collections::BTreeMap;

use super::color::Color;
use super::gathered::{Gathered, GatheredLine};
use super::path::{Path, including, nearest_in};
use super::text::{ASCENT, DESCENT, TextStyle};
use crate::layout::{Point, Rect};
use crate::model::{LinkId, PartyId};

/// What a shape stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Nothing that can be chosen: headings.
    #[default]
    None,
    /// A party.
    Party(PartyId),
    /// A link.
    Link(LinkId),
    /// A department, by name: the area behind its members.
    Department(String),
    /// A department that is folded to one box, by name.
    Folded(String),
    /// The legend.
    Legend,
}

/// How closely a person looks. Coarser comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Departments as one box each, and between two of them the line of the worst link: no team can be told from another.
    Distant,
    /// Plain boxes and lines.
    Far,
    /// Names and marks.
    Middle,
    /// Everything.
    #[default]
    Near,
}

impl Level {
    /// The level at `zoom`, in pixels a world unit. Names are dropped where they would be too small to read. Departments stay
    /// open: a file may be looked at larger than it is.
    #[must_use]
    pub fn at_zoom(zoom: f64) -> Self {
        if zoom < 0.4 {
            Self::Far
        } else if zoom < 0.7 {
            Self::Middle
        } else {
            Self::Near
        }
    }
}

/// The levels at which a shape is drawn: both ends belong to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// The coarsest.
    pub from: Level,
    /// The finest.
    pub to: Level,
}

impl Levels {
    /// At every level.
    pub const ALL: Self = Self { from: Level::Distant, to: Level::Near };
    /// Except where departments are one box each.
    pub const ALL_BUT_DISTANT: Self = Self { from: Level::Far, to: Level::Near };
    /// Of departments that are one box each.
    pub const DISTANT: Self = Self { from: Level::Distant, to: Level::Distant };
    /// In place of details.
    pub const FAR: Self = Self { from: Level::Distant, to: Level::Far };
    /// In place of details, as long as the department is open.
    pub const FAR_ALONE: Self = Self { from: Level::Far, to: Level::Far };
    /// Except from far away.
    pub const MIDDLE_AND_NEAR: Self = Self { from: Level::Middle, to: Level::Near };
    /// From close by.
    pub const NEAR: Self = Self { from: Level::Near, to: Level::Near };

    /// Whether a shape of these levels is drawn at `level`.
    #[must_use]
    pub fn contains(self, level: Level) -> bool {
        self.from <= level && level <= self.to
    }
}

/// What a shape is to its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The subject itself: what a click is tested against. Exactly one for each party and link at each level; none at
    /// [`Level::Distant`] for what its department's box or another line stands for.
    Body,
    /// A mark, word or outline that goes with it.
    Detail,
    /// What is there for the words on it alone: the plate of a label or badge, the line that leads to it.
    Plate,
}

/// How a line is broken up. Each back end paints these as it best can.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Dashes with butt ends.
    Dashes {
        /// Length of a dash, world units.
        on: f64,
        /// Length of the gap, world units.
        off: f64,
    },
    /// Round dots of the line's width.
    Dots {
        /// From dot to dot, world units.
        every: f64,
    },
}

/// How a line is drawn. Round joins; butt ends, except dots.
///
/// A canvas does not let it grow thinner than about a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width, world units.
    pub width: f64,
    /// How it is broken up.
    pub dash: Dash,
}

impl Stroke {
    /// An unbroken line.
    #[must_use]
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: Dash::Solid }
    }
}

/// Which point of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A single line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The words. No line breaks, no control characters.
    pub text: String,
    /// Where its anchor stands, on the baseline.
    pub at: Point,
    /// Which point of it stands there.
    pub anchor: Anchor,
    /// Size and weight.
    pub style: TextStyle,
    /// Its colour.
    pub color: Color,
}

impl TextRun {
    /// The rectangle its letters lie in, by the bundled font.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let width = self.style.width(&self.text);
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        Rect {
            min: Point::new(left, self.at.y - self.style.size * ASCENT),
            max: Point::new(left + width, self.at.y + self.style.size * DESCENT),
        }
    }
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A rectangle with round corners.
    Rect {
        /// Its outer edge; the stroke lies centred on it.
        rect: Rect,
        /// Of its corners, world units.
        radius: f64,
        /// Its ground.
        fill: Option<Color>,
        /// Its outline.
        stroke: Option<Stroke>,
    },
    /// A disc.
    Circle {
        /// Its middle.
        centre: Point,
        /// Its radius, world units.
        radius: f64,
        /// Its ground.
        fill: Option<Color>,
        /// Its outline.
        stroke: Option<Stroke>,
    },
    /// A line.
    Line {
        /// Where it runs.
        path: Path,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A filled convex polygon.
    Polygon {
        /// Its corners, in order.
        points: Vec<Point>,
        /// Its ground.
        fill: Color,
    },
    /// A line of text.
    Text(TextRun),
}

impl Geometry {
    /// The smallest rectangle that holds it, strokes included.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let half = |stroke: &Option<Stroke>| stroke.map_or(0.0, |stroke| stroke.width / 2.0);
        match self {
            Self::Rect { rect, stroke, .. } => rect.grown(half(stroke)),
            Self::Circle { centre, radius, stroke, .. } => {
                Rect { min: *centre, max: *centre }.grown(radius + half(stroke))
            }
            Self::Line { path, stroke } => path.bounds().grown(stroke.width / 2.0),
            Self::Polygon { points, .. } => {
                let first = points.first().copied().unwrap_or_default();
                points.iter().fold(Rect { min: first, max: first }, |bounds, point| including(bounds, *point))
            }
            Self::Text(run) => run.bounds(),
        }
    }

    /// [`Self::distance`] if it is no more than `reach`, world units; far cheaper for a long line.
    #[must_use]
    pub fn distance_within(&self, point: Point, reach: f64) -> Option<f64> {
        match self {
            Self::Line { path, stroke } => {
                let half = stroke.width / 2.0;
                path.distance_within(point, reach + half).map(|distance| (distance - half).max(0.0))
            }
            _ => Some(self.distance(point)).filter(|distance| *distance <= reach),
        }
    }

    /// How far `point` is from it, world units; 0 inside anything with a ground.
    #[must_use]
    pub fn distance(&self, point: Point) -> f64 {
        match self {
            Self::Line { path, stroke } => (path.distance(point) - stroke.width / 2.0).max(0.0),
            Self::Circle { centre, radius, .. } => (centre.distance(point) - radius).max(0.0),
            Self::Rect { .. } | Self::Polygon { .. } | Self::Text(_) => {
                nearest_in(self.bounds(), point).distance(point)
            }
        }
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Whose it is.
    pub subject: Subject,
    /// What it is to its subject.
    pub part: Part,
    /// When it is drawn.
    pub levels: Levels,
    /// What is drawn.
    pub geometry: Geometry,
    /// The rectangle it lies in.
    pub bounds: Rect,
}

impl Shape {
    /// A shape, with its bounds measured.
    #[must_use]
    pub fn new(subject: Subject, part: Part, levels: Levels, geometry: Geometry) -> Self {
        let bounds = geometry.bounds();
        Self { subject, part, levels, geometry, bounds }
    }
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DisplayList {
    /// What is drawn, the undermost first.
    pub shapes: Vec<Shape>,
    /// Holds every shape.
    pub bounds: Rect,
    /// Where each drawn link has its mark: the place for its accessible node, and to fly to.
    pub anchors: BTreeMap<LinkId, Point>,
    /// What each party and link is called aloud, with its state in words.
    pub names: BTreeMap<Subject, String>,
    /// The departments, by name, as one box each at [`Level::Distant`].
    pub gathered: Vec<Gathered>,
    /// The lines that stand for others as well at [`Level::Distant`], by the link that speaks for them.
    pub gathered_lines: BTreeMap<LinkId, GatheredLine>,
}

impl DisplayList {
    /// Adds a shape on top.
    pub fn push(&mut self, shape: Shape) {
        self.bounds = if self.shapes.is_empty() { shape.bounds } else { self.bounds.union(shape.bounds) };
        self.shapes.push(shape);
    }

    /// The place on a link's line where its mark is, for its accessible node; `None` when it is not drawn.
    #[must_use]
    pub fn link_anchor(&self, link: &LinkId) -> Option<Point> {
        self.anchors.get(link).copied()
    }

    /// The box of a party at `level`; `None` when it is not drawn.
    #[must_use]
    pub fn party_rect(&self, party: &PartyId, level: Level) -> Option<Rect> {
        let is_it = |shape: &&Shape| {
            shape.part == Part::Body
                && shape.levels.contains(level)
                && matches!(&shape.subject, Subject::Party(id) if id == party)
        };
        self.shapes.iter().find(is_it).map(|shape| shape.bounds)
    }

    /// What lies at `point`, drawn at `level`: the topmost party or folded department there; else the nearest link within `reach` world units; else
    /// the department. O(number of shapes), most of them dismissed by their bounds.
    #[must_use]
    pub fn subject_at(&self, point: Point, level: Level, reach: f64) -> Option<&Subject> {
        let mut nearest_link: Option<(f64, &Subject)> = None;
        let mut department = None;
        for shape in self.shapes.iter().rev() {
            if !shape.levels.contains(level) || !shape.bounds.grown(reach).contains(point) {
                continue;
            }
            match &shape.subject {
                Subject::Party(_) | Subject::Folded(_)
                    if shape.part == Part::Body && shape.bounds.contains(point) =>
                {
                    return Some(&shape.subject);
                }
                Subject::Link(_) => {
                    let within = nearest_link.map_or(reach, |(nearest, _)| nearest);
                    let distance = shape.geometry.distance_within(point, within);
                    if let Some(distance) =
                        distance.filter(|distance| nearest_link.is_none() || *distance < within)
                    {
                        nearest_link = Some((distance, &shape.subject));
                    }
                }
                Subject::Department(_) if shape.bounds.contains(point) => {
                    department.get_or_insert(&shape.subject);
                }
                _ => {}
            }
        }
        nearest_link.map(|(_, subject)| subject).or(department)
    }
}
