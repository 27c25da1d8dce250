//! A link's line: its width and dashes, its arrow head, its mark, the halo of a probable cause.
//!
//! Deliberately absent: labels, which need to know what else is near.

use super::display::{Dash, Levels, Part, Stroke, Subject};
use super::marks;
use super::metrics::{GAP, MARK};
use super::nearby::{Lines, Near};
use super::path::Path;
use super::pen::{Emphasis, Pen};
use super::room::Taken;
use super::ruler::{Place, Ruler};
use super::theme::Theme;
use crate::diagnosis::{LinkRole, LinkState};
use crate::layout::{Point, Rect, Size};

/// A link that is drawn.
#[derive(Clone, Debug)]
pub struct LinkLine<'facts> {
    /// Which link; or the legend.
    pub subject: Subject,
    /// Its line, from the supplier's border to the customer's.
    pub ruler: Ruler,
    /// How it fares.
    pub state: LinkState,
    /// Cause or symptom.
    pub role: &'facts LinkRole,
    /// How strongly it shows.
    pub emphasis: Emphasis,
    /// Where its mark is, in world units from the line's beginning.
    pub mark_at: f64,
}

/// The shares of its length at which a line's mark may be, the best first.
const PLACES: [f64; 9] = [0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71, 0.22, 0.78];

/// How far the mark of a broken link reaches to either side of the line.
const CHAIN_ASIDE: f64 = 10.0;

/// How loud a link is: later ones are drawn over earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// Works.
    Sound,
    /// Not asked.
    Unknown,
    /// Struggles.
    Strained,
    /// Broken because of something else.
    Symptom,
    /// A probable cause.
    Root,
}

/// How loud a link of that state and role is.
#[must_use]
pub fn loudness(state: LinkState, role: &LinkRole) -> Loudness {
    match (state, role) {
        (LinkState::Sound, _) => Loudness::Sound,
        (LinkState::Unknown, _) => Loudness::Unknown,
        (LinkState::Strained, _) => Loudness::Strained,
        (LinkState::Broken, LinkRole::Root { .. }) => Loudness::Root,
        (LinkState::Broken, LinkRole::Symptom { .. } | LinkRole::None) => Loudness::Symptom,
    }
}

impl LinkLine<'_> {
    /// How loud it is.
    #[must_use]
    pub fn loudness(&self) -> Loudness {
        loudness(self.state, self.role)
    }

    /// How its line is stroked.
    #[must_use]
    pub fn stroke(&self, theme: &Theme) -> Stroke {
        stroke(self.loudness(), theme)
    }

    /// How much smaller than usual its mark is, so that a short line still shows beside it.
    #[must_use]
    pub fn mark_scale(&self) -> f64 {
        (self.ruler.length() / (2.0 * GAP)).clamp(0.4, 1.0)
    }

    /// The rectangle its mark takes when it is at `distance` along the line; for a link without one, a small place of its own,
    /// where it can be pointed at.
    #[must_use]
    pub fn mark_rect(&self, distance: f64) -> Rect {
        self.mark_rect_at(self.ruler.at(distance))
    }

    fn mark_rect_at(&self, place: Place) -> Rect {
        let scale = self.mark_scale();
        let (along, aside) = match self.state {
            LinkState::Sound => (MARK / 2.0, MARK / 2.0),
            LinkState::Broken => (GAP / 2.0 * scale, CHAIN_ASIDE * scale),
            LinkState::Strained | LinkState::Unknown => (MARK * scale, MARK * scale),
        };
        let (level, upright) = (place.direction.x.abs(), place.direction.y.abs());
        let size = Size::new(
            2.0 * (level * along + upright * aside).max(aside),
            2.0 * (upright * along + level * aside).max(aside),
        );
        Rect::from_centre(place.point, size)
    }

    /// Whether its mark keeps off other lines where it can.
    fn keeps_off_lines(&self) -> bool {
        self.loudness() >= Loudness::Strained
    }

    /// Notes where [`Self::place_for_mark`] will ask what lines run.
    pub fn note_mark_places(&self, near: &mut Near) {
        if self.keeps_off_lines() {
            self.mark_places().for_each(|(_, rect)| near.add(rect));
        }
    }

    /// Where its mark may be, in world units from the line's beginning, and the rectangle it takes there; the best first.
    fn mark_places(&self) -> impl Iterator<Item = (f64, Rect)> + use<'_> {
        let (length, mut cursor) = (self.ruler.length(), self.ruler.cursor());
        PLACES.into_iter().map(move |share| (share * length, self.mark_rect_at(cursor.at(share * length))))
    }

    /// Where the mark goes, in world units from the line's beginning: as near the middle as it finds room; that place is taken from then on.
    /// The mark of a link that is broken or struggles keeps off other lines, and off departments' `edges`, where it can; `number` is its own
    /// among `lines`.
    pub fn place_for_mark(
        &self,
        number: usize,
        taken: &mut Taken,
        (lines, edges): (&Lines<'_>, &Taken),
    ) -> f64 {
        let mut free = self.mark_places().filter(|(_, rect)| taken.is_free(*rect));
        let best = if self.keeps_off_lines() {
            let free: Vec<(f64, Rect)> = free.collect();
            let is_off_other_lines = |rect: Rect| lines.through(rect, number, 1).others == 0;
            let off_lines = || free.iter().filter(|(_, rect)| is_off_other_lines(*rect));
            let off_edges = off_lines().find(|(_, rect)| edges.is_free(*rect));
            off_edges.or_else(|| off_lines().next()).or(free.first()).copied()
        } else {
            free.next()
        };
        let (mark_at, rect) = best.unwrap_or_else(|| {
            let middle = self.ruler.length() / 2.0;
            (middle, self.mark_rect(middle))
        });
        taken.add(rect);
        mark_at
    }

    /// Where its mark is.
    #[must_use]
    pub fn anchor(&self) -> Point {
        self.ruler.at(self.mark_at).point
    }

    fn pen<'list>(&self, pen: Pen<'list>) -> Pen<'list> {
        let mut pen = pen.with(self.emphasis);
        pen.subject = self.subject.clone();
        pen
    }

    /// The soft band of a probable cause, and the accent band of a chosen link: beneath all lines.
    pub fn draw_beneath(&self, pen: Pen<'_>, theme: &Theme, is_chosen: bool) {
        if self.loudness() != Loudness::Root && !is_chosen {
            return;
        }
        let mut pen = self.pen(pen);
        let mut path = Path::default();
        path.add_curves(&self.ruler.between(0.0, self.ruler.length()));
        let width = self.stroke(theme).width;
        if self.loudness() == Loudness::Root {
            pen.path(Part::Detail, path.clone(), Stroke::solid(theme.halo, theme.widths.halo));
        }
        if is_chosen {
            let band = width + 4.0 + 2.0 * theme.widths.selection;
            pen.path(Part::Detail, path.clone(), Stroke::solid(theme.accent, band));
            pen.path(Part::Detail, path, Stroke::solid(theme.plate, width + 4.0));
        }
    }

    /// The line itself, with its gap if it is broken, and the arrow head.
    pub fn draw_line(&self, pen: Pen<'_>, theme: &Theme) {
        let mut pen = self.pen(pen);
        let stroke = self.stroke(theme);
        let length = self.ruler.length();
        let head = marks::arrow_length(stroke.width).min(length * 0.6);
        let end = length - head * 0.85;
        let mut path = Path::default();
        if self.state == LinkState::Broken {
            let half_gap = GAP / 2.0 * self.mark_scale();
            path.add_curves(&self.ruler.between(0.0, self.mark_at - half_gap));
            path.add_curves(&self.ruler.between(self.mark_at + half_gap, end));
        } else {
            path.add_curves(&self.ruler.between(0.0, end));
        }
        pen.path(Part::Body, path, stroke);
        let direction = self.ruler.direction_between(length - head, length);
        marks::arrow_head(&mut pen, self.ruler.at(length).point, direction, stroke.width, stroke.color);
    }

    /// The mark that tells the state without colour.
    pub fn draw_mark(&self, pen: Pen<'_>, theme: &Theme) {
        let color = theme.state(self.state).line;
        let scale = self.mark_scale();
        let place = self.ruler.at(self.mark_at);
        match self.state {
            LinkState::Sound => {}
            LinkState::Unknown => {
                let mut pen = self.pen(pen).at(Levels::NEAR);
                marks::question(&mut pen, place.point, scale, color, theme.plate);
            }
            LinkState::Strained => {
                let mut pen = self.pen(pen).at(Levels::MIDDLE_AND_NEAR);
                marks::exclamation(&mut pen, place.point, scale, color, theme.plate);
            }
            LinkState::Broken => {
                let mut pen = self.pen(pen).at(Levels::MIDDLE_AND_NEAR);
                let half_gap = GAP / 2.0 * scale;
                let direction =
                    self.ruler.direction_between(self.mark_at - half_gap, self.mark_at + half_gap);
                marks::broken_chain(&mut pen, place.point, direction, scale, color);
            }
        }
    }
}

/// How the line of a link that loud is stroked.
#[must_use]
pub fn stroke(loudness: Loudness, theme: &Theme) -> Stroke {
    let widths = &theme.widths;
    let (state, width, dash) = match loudness {
        Loudness::Sound => (LinkState::Sound, widths.sound, Dash::Solid),
        Loudness::Unknown => (LinkState::Unknown, widths.unknown, Dash::Dots { every: widths.unknown * 2.4 }),
        Loudness::Strained => (LinkState::Strained, widths.strained, Dash::Dashes { on: 14.0, off: 6.0 }),
        Loudness::Symptom => (LinkState::Broken, widths.symptom, Dash::Solid),
        Loudness::Root => (LinkState::Broken, widths.root, Dash::Solid),
    };
    Stroke { color: theme.state(state).line, width, dash }
}
