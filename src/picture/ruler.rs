//! A ruler along a line: places on it are given in world units from its beginning.
//!
//! It keeps where its curves end and nothing in between: a large map has tens of thousands of lines, each many screens long, and few of
//! their places are ever asked for. Deliberately absent: which way a line takes and how it is stroked.

use super::path::{direction, including, point_on, share, split, steps_of};
use crate::layout::{Cubic, Point, Rect};

/// A link's line with a ruler along it.
#[derive(Clone, Debug)]
pub struct Ruler {
    curves: Box<[Cubic]>,
    /// How far from the beginning each of the curves ends, world units.
    ends: Box<[f64]>,
}

/// A place between two straight stretches that stand for a part of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct RulerMark {
    /// From the beginning of the line, world units.
    pub(super) distance: f64,
    /// Of the curve's parameter.
    share: f64,
    /// Where it is.
    pub(super) point: Point,
}

impl RulerMark {
    /// The place so far along the line, between this mark and the `next`.
    fn towards(&self, next: &Self, distance: f64) -> Point {
        let along = self.along(next, distance);
        Point::new(
            self.point.x + (next.point.x - self.point.x) * along,
            self.point.y + (next.point.y - self.point.y) * along,
        )
    }

    fn place_towards(&self, next: &Self, distance: f64) -> Place {
        Place { point: self.towards(next, distance), direction: direction(self.point, next.point) }
    }

    fn along(&self, next: &Self, distance: f64) -> f64 {
        let span = next.distance - self.distance;
        if span > 0.0 { ((distance - self.distance) / span).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// A place on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where it is.
    pub point: Point,
    /// Which way the line runs there: a vector of length one.
    pub direction: Point,
}

/// Finds places on a line, and remembers how far along the curve it last looked at its straight stretches end.
pub(super) struct Cursor<'ruler> {
    ruler: &'ruler Ruler,
    curve: usize,
    /// The beginning of the curve and the end of each of its stretches.
    marks: Vec<RulerMark>,
}

impl Cursor<'_> {
    /// As [`Ruler::at`], to the bit.
    pub(super) fn at(&mut self, distance: f64) -> Place {
        let Some(curve) = self.ruler.curve_at(distance) else { return self.ruler.at(distance) };
        if curve != self.curve {
            let stretches = self.ruler.stretches_of(curve, self.ruler.start_of(curve));
            self.marks.clear();
            for (from, to) in stretches {
                if self.marks.is_empty() {
                    self.marks.push(from);
                }
                self.marks.push(to);
            }
            self.curve = curve;
        }
        let ends = self.marks.get(1..).unwrap_or_default();
        let stretch = ends.partition_point(|end| end.distance < distance).min(ends.len().saturating_sub(1));
        match self.marks.get(stretch).zip(ends.get(stretch)) {
            Some((from, to)) => from.place_towards(to, distance),
            None => self.ruler.at(distance),
        }
    }
}

impl Ruler {
    /// The ruler along curves that follow on one another; `None` when there are none, or they have no length.
    #[must_use]
    pub fn new(curves: Vec<Cubic>) -> Option<Self> {
        let mut ruler = Self { ends: Box::default(), curves: curves.into_boxed_slice() };
        let mut length = 0.0;
        let end_of = |place: usize| {
            length = ruler.stretches_of(place, length).last().map_or(length, |(_, end)| end.distance);
            length
        };
        let ends: Vec<f64> = (0..ruler.curves.len()).map(end_of).collect();
        ruler.ends = ends.into_boxed_slice();
        (length > 0.0 && length.is_finite()).then_some(ruler)
    }

    /// The whole length, world units; above 0.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.ends.last().copied().unwrap_or(0.0)
    }

    /// How many curves follow on one another.
    pub(super) fn count(&self) -> usize {
        self.curves.len()
    }

    /// How many straight stretches stand for the curve at that place.
    pub(super) fn steps(&self, place: usize) -> u32 {
        self.curves.get(place).map_or(0, steps_of)
    }

    /// Holds the curve at that place.
    pub(super) fn extent(&self, place: usize) -> Rect {
        let Some(curve) = self.curves.get(place) else { return Rect::default() };
        let beginning = self.beginning_of(place, curve);
        let hull = [curve.from, curve.handle_from, curve.handle_to, curve.to];
        hull.into_iter().fold(Rect { min: beginning, max: beginning }, including)
    }

    /// Where the curve at that place begins, and the curve.
    pub(super) fn curve(&self, place: usize) -> Option<(Point, Cubic)> {
        let curve = self.curves.get(place)?;
        Some((self.beginning_of(place, curve), *curve))
    }

    /// How far from the beginning of the line that stretch begins, world units.
    pub(super) fn distance_to(&self, place: usize, step: u32) -> f64 {
        let mut stretches = self.stretches_of(place, self.start_of(place));
        let step = usize::try_from(step).unwrap_or(usize::MAX);
        stretches.nth(step).map_or(self.length(), |(from, _)| from.distance)
    }

    /// Where the curve before has led to.
    fn beginning_of(&self, place: usize, curve: &Cubic) -> Point {
        let before = place.checked_sub(1).and_then(|before| self.curves.get(before));
        before.map_or(curve.from, |before| before.to)
    }

    fn start_of(&self, place: usize) -> f64 {
        place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0.0)
    }

    /// The stretches of the curve at that place, which begins at `start`.
    fn stretches_of(
        &self,
        place: usize,
        start: f64,
    ) -> impl Iterator<Item = (RulerMark, RulerMark)> + use<'_> {
        let curve = self.curves.get(place);
        let from = curve.map(|curve| self.beginning_of(place, curve)).unwrap_or_default();
        let mut last = RulerMark { distance: start, share: 0.0, point: from };
        curve.into_iter().flat_map(move |curve| {
            let steps = steps_of(curve);
            (1..=steps).map(move |step| {
                let share = share(step, steps);
                let point = point_on(curve, share);
                let distance = last.distance + last.point.distance(point);
                let from = std::mem::replace(&mut last, RulerMark { distance, share, point });
                (from, last)
            })
        })
    }

    /// The curve that `distance` lies on.
    fn curve_at(&self, distance: f64) -> Option<usize> {
        let last = self.curves.len().checked_sub(1)?;
        Some(self.ends.partition_point(|end| *end < distance).min(last))
    }

    /// The curve that `distance` lies on, and the marks around it.
    fn around(&self, distance: f64) -> Option<(usize, RulerMark, RulerMark)> {
        let place = self.curve_at(distance)?;
        let mut around = None;
        for (from, to) in self.stretches_of(place, self.start_of(place)) {
            around = Some((place, from, to));
            if to.distance >= distance {
                break;
            }
        }
        around
    }

    /// The place at `distance` from the beginning; beyond either end: that end.
    #[must_use]
    pub fn at(&self, distance: f64) -> Place {
        let Some((_, from, to)) = self.around(distance) else {
            return Place { point: Point::default(), direction: Point::new(1.0, 0.0) };
        };
        from.place_towards(&to, distance)
    }

    /// The same for many places of one line, in a fraction of the time where they lie close.
    pub(super) const fn cursor(&self) -> Cursor<'_> {
        Cursor { ruler: self, curve: usize::MAX, marks: Vec::new() }
    }

    /// The direction from the place at `from` to the place at `to`: steadier than the line's own where it bends.
    #[must_use]
    pub fn direction_between(&self, from: f64, to: f64) -> Point {
        direction(self.at(from).point, self.at(to).point)
    }

    /// The stretch of the line from `start` to `end`, as curves; empty when `end <= start`.
    #[must_use]
    pub fn between(&self, start: f64, end: f64) -> Vec<Cubic> {
        let (start, end) = (start.max(0.0), end.min(self.length()));
        if end <= start {
            return Vec::new();
        }
        let (Some(first), Some(last)) = (self.parameter(start), self.parameter(end)) else {
            return Vec::new();
        };
        let mut stretch = Vec::with_capacity(last.0 + 1 - first.0.min(last.0));
        for (place, curve) in self.curves.iter().enumerate() {
            if place < first.0 || place > last.0 {
                continue;
            }
            let end_share = if place == last.0 { last.1 } else { 1.0 };
            let start_share = if place == first.0 { first.1 } else { 0.0 };
            if end_share <= start_share {
                continue;
            }
            let (before_end, _) = split(curve, end_share);
            let (_, piece) = split(&before_end, start_share / end_share);
            stretch.push(piece);
        }
        stretch
    }

    /// Curve and share of its parameter at `distance`.
    fn parameter(&self, distance: f64) -> Option<(usize, f64)> {
        let (curve, from, to) = self.around(distance)?;
        Some((curve, from.share + (to.share - from.share) * from.along(&to, distance)))
    }
}

#[cfg(test)]
mod tests {
    use super::Ruler;
    use crate::layout::{Cubic, Point};

    fn straight() -> Cubic {
        Cubic {
            from: Point::new(0.0, 0.0),
            handle_from: Point::new(30.0, 0.0),
            handle_to: Point::new(60.0, 0.0),
            to: Point::new(90.0, 0.0),
        }
    }

    #[test]
    fn a_straight_line_is_measured_and_cut_like_one() {
        let ruler = Ruler::new(vec![straight()]).expect("it has length");
        assert!((ruler.length() - 90.0).abs() < 1e-9);
        assert!(ruler.at(45.0).point.distance(Point::new(45.0, 0.0)) < 1e-9);
        let middle = ruler.between(30.0, 60.0);
        let ends = middle.first().zip(middle.last()).map(|(first, last)| (first.from.x, last.to.x));
        let (from, to) = ends.expect("one stretch");
        assert!((from - 30.0).abs() < 1e-9 && (to - 60.0).abs() < 1e-9);
        assert!(ruler.between(60.0, 60.0).is_empty());
    }

    #[test]
    fn places_run_on_from_curve_to_curve_and_stop_at_the_ends() {
        let bend = Cubic {
            from: Point::new(90.0, 0.0),
            handle_from: Point::new(150.0, 0.0),
            handle_to: Point::new(90.0, 80.0),
            to: Point::new(150.0, 80.0),
        };
        let ruler = Ruler::new(vec![straight(), bend]).expect("it has length");
        assert_eq!(ruler.at(-5.0).point, Point::new(0.0, 0.0));
        assert_eq!(ruler.at(ruler.length() + 5.0).point, Point::new(150.0, 80.0));
        assert!(ruler.at(90.0).point.distance(Point::new(90.0, 0.0)) < 1e-9);
        let mut last = ruler.at(0.0).point;
        let mut cursor = ruler.cursor();
        for step in 1..=100 {
            let distance = ruler.length() * f64::from(step) / 100.0;
            let point = ruler.at(distance).point;
            assert_eq!(cursor.at(distance), ruler.at(distance), "{step}");
            assert!((last.distance(point) - ruler.length() / 100.0).abs() < 0.1, "{step}");
            last = point;
        }
        let [level, part] = ruler.between(45.0, 140.0).try_into().expect("a part of each");
        assert!(level.from.distance(Point::new(45.0, 0.0)) < 1e-9 && level.to == part.from);
        assert!(part.to.distance(ruler.at(140.0).point) < 0.25);
    }

    #[test]
    fn a_line_without_length_has_no_ruler() {
        let point = Cubic::default();
        assert!(Ruler::new(vec![point]).is_none());
        assert!(Ruler::new(Vec::new()).is_none());
    }
}
