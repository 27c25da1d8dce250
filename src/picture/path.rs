//! Lines as the picture draws them: flattened, cut and aimed at.
//!
//! Deliberately absent: which way a line takes (the layout's business), how it is stroked (the theme's) and what lies how far along it; see
//! `ruler`.

use crate::layout::{Cubic, Point, Rect};

/// A line of straight and curved stretches, perhaps with gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// In drawing order. Begins with [`Segment::Move`].
    pub segments: Vec<Segment>,
}

/// A stretch of a path, from where the one before ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Lifts the pen.
    Move(Point),
    /// Straight on.
    Line(Point),
    /// A cubic Bezier curve.
    Cubic {
        /// First handle.
        handle_from: Point,
        /// Second handle.
        handle_to: Point,
        /// Where it ends.
        to: Point,
    },
}

impl Path {
    /// Straight stretches through `points`.
    #[must_use]
    pub fn polyline(points: &[Point]) -> Self {
        let mut path = Self::default();
        path.add_polyline(points);
        path
    }

    /// Lifts the pen and adds straight stretches through `points`.
    pub fn add_polyline(&mut self, points: &[Point]) {
        for (place, point) in points.iter().enumerate() {
            self.segments.push(if place == 0 { Segment::Move(*point) } else { Segment::Line(*point) });
        }
    }

    /// Lifts the pen and adds curves that follow on one another.
    pub fn add_curves(&mut self, curves: &[Cubic]) {
        self.segments.reserve_exact(curves.len() + 1);
        for (place, curve) in curves.iter().enumerate() {
            if place == 0 {
                self.segments.push(Segment::Move(curve.from));
            }
            let Cubic { handle_from, handle_to, to, .. } = *curve;
            self.segments.push(Segment::Cubic { handle_from, handle_to, to });
        }
    }

    /// The path as runs of straight stretches, one run for each time the pen is lifted; within a quarter of a world unit.
    #[must_use]
    pub fn flattened(&self) -> Vec<Vec<Point>> {
        let mut runs: Vec<Vec<Point>> = Vec::new();
        let mut here = Point::default();
        for segment in &self.segments {
            match *segment {
                Segment::Move(to) => {
                    runs.push(vec![to]);
                    here = to;
                }
                Segment::Line(to) => {
                    if let Some(run) = runs.last_mut() {
                        run.push(to);
                    }
                    here = to;
                }
                Segment::Cubic { handle_from, handle_to, to } => {
                    let curve = Cubic { from: here, handle_from, handle_to, to };
                    if let Some(run) = runs.last_mut() {
                        let steps = steps_of(&curve);
                        run.extend((1..=steps).map(|step| point_on(&curve, share(step, steps))));
                    }
                    here = to;
                }
            }
        }
        runs
    }

    /// The smallest rectangle that holds every stretch (for a curve: its handles, which hold it).
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let mut points = self.segments.iter().flat_map(|segment| match *segment {
            Segment::Move(to) | Segment::Line(to) => [to, to, to],
            Segment::Cubic { handle_from, handle_to, to } => [handle_from, handle_to, to],
        });
        let Some(first) = points.next() else { return Rect::default() };
        points.fold(Rect { min: first, max: first }, including)
    }

    /// How far `point` is from the nearest place on the path, world units; infinite for an empty path.
    #[must_use]
    pub fn distance(&self, point: Point) -> f64 {
        let runs = self.flattened();
        let stretches = runs.iter().flat_map(|run| run.windows(2));
        stretches.fold(f64::INFINITY, |nearest, pair| match pair {
            [from, to] => nearest.min(distance_to_stretch(point, *from, *to)),
            _ => nearest,
        })
    }
}

impl Path {
    /// [`Path::distance`] if it is no more than `reach`. Far cheaper: only curves whose handles come that near are looked at, since a curve
    /// lies within the hull of its handles.
    #[must_use]
    pub fn distance_within(&self, point: Point, reach: f64) -> Option<f64> {
        let mut here = Point::default();
        let mut nearest = f64::INFINITY;
        for segment in &self.segments {
            match *segment {
                Segment::Move(to) => here = to,
                Segment::Line(to) => {
                    nearest = nearest.min(distance_to_stretch(point, here, to));
                    here = to;
                }
                Segment::Cubic { handle_from, handle_to, to } => {
                    let curve = Cubic { from: here, handle_from, handle_to, to };
                    let ends = including(Rect { min: here, max: here }, to);
                    let hull = including(including(ends, handle_from), handle_to);
                    if hull.grown(reach).contains(point) {
                        nearest = nearest.min(distance_to_curve(&curve, point));
                    }
                    here = to;
                }
            }
        }
        (nearest <= reach).then_some(nearest)
    }
}

/// How far `point` is from the straight stretches that stand for a curve.
fn distance_to_curve(curve: &Cubic, point: Point) -> f64 {
    let steps = steps_of(curve);
    let mut from = curve.from;
    let mut nearest = f64::INFINITY;
    for step in 1..=steps {
        let to = point_on(curve, share(step, steps));
        nearest = nearest.min(distance_to_stretch(point, from, to));
        from = to;
    }
    nearest
}

/// `rect` grown to hold `point`.
#[must_use]
pub fn including(rect: Rect, point: Point) -> Rect {
    rect.union(Rect { min: point, max: point })
}

/// The place in `rect` that is nearest to `point`.
#[must_use]
pub fn nearest_in(rect: Rect, point: Point) -> Point {
    Point::new(point.x.max(rect.min.x).min(rect.max.x), point.y.max(rect.min.y).min(rect.max.y))
}

/// How far `point` is from the straight stretch between `from` and `to`, world units.
#[must_use]
pub fn distance_to_stretch(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length_squared = dx * dx + dy * dy;
    let along = if length_squared > 0.0 {
        (((point.x - from.x) * dx + (point.y - from.y) * dy) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    point.distance(Point::new(from.x + along * dx, from.y + along * dy))
}

/// The point of the curve at `share` of its parameter, 0 to 1 (Bernstein's form).
#[must_use]
pub fn point_on(curve: &Cubic, share: f64) -> Point {
    let left = 1.0 - share;
    let weights =
        [left * left * left, 3.0 * left * left * share, 3.0 * left * share * share, share * share * share];
    let mixed = |along: fn(&Point) -> f64| {
        let [one, two, three, four] =
            [&curve.from, &curve.handle_from, &curve.handle_to, &curve.to].map(along);
        weights[0] * one + weights[1] * two + weights[2] * three + weights[3] * four
    };
    Point::new(mixed(|point| point.x), mixed(|point| point.y))
}

/// The curve before and after `share` of its parameter, 0 to 1 (de Casteljau).
#[must_use]
pub fn split(curve: &Cubic, share: f64) -> (Cubic, Cubic) {
    let between = |from: Point, to: Point| {
        Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
    };
    let first = between(curve.from, curve.handle_from);
    let middle = between(curve.handle_from, curve.handle_to);
    let last = between(curve.handle_to, curve.to);
    let (left, right) = (between(first, middle), between(middle, last));
    let at = between(left, right);
    (
        Cubic { from: curve.from, handle_from: first, handle_to: left, to: at },
        Cubic { from: at, handle_from: right, handle_to: last, to: curve.to },
    )
}

/// Straight stretches that stand for the curve: by the square root of how far it bends away from straight.
#[must_use]
pub fn steps_of(curve: &Cubic) -> u32 {
    let bend = |one: Point, two: Point, three: Point| {
        Point::new(one.x - 2.0 * two.x + three.x, one.y - 2.0 * two.y + three.y).distance(Point::default())
    };
    let worst = bend(curve.from, curve.handle_from, curve.handle_to).max(bend(
        curve.handle_from,
        curve.handle_to,
        curve.to,
    ));
    // A cubic cut into n stretches lies within sqrt(3)/8 * 3 * 2 * worst / (n * n) of them; 0.25 units are asked for.
    let steps = (worst * 5.2).sqrt().ceil().clamp(1.0, 48.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 1..=48; NaN gives 0"
    )]
    let steps = steps as u32;
    steps.max(1)
}

/// The share of its parameter at which a curve of so many steps has taken this one.
#[must_use]
pub fn share(step: u32, steps: u32) -> f64 {
    f64::from(step) / f64::from(steps)
}

/// The vector of length one from `from` towards `to`; to the right when they are the same.
#[must_use]
pub fn direction(from: Point, to: Point) -> Point {
    let length = from.distance(to);
    if length > 0.0 {
        Point::new((to.x - from.x) / length, (to.y - from.y) / length)
    } else {
        Point::new(1.0, 0.0)
    }
}

/// `point` moved `along` the direction and `aside` to its right hand, world units.
#[must_use]
pub fn offset(point: Point, direction: Point, along: f64, aside: f64) -> Point {
    Point::new(
        point.x + direction.x * along - direction.y * aside,
        point.y + direction.y * along + direction.x * aside,
    )
}

#[cfg(test)]
mod tests {
    use super::{Path, distance_to_stretch};
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
    fn a_distance_within_reach_is_the_distance_and_none_is_beyond_it() {
        let mut path = Path::polyline(&[Point::new(-80.0, 10.0), Point::new(-30.0, 60.0)]);
        let to = |x, y| Point::new(x, y);
        for (handle_from, handle_to, end) in [
            (to(0.0, 120.0), to(40.0, -90.0), to(90.0, 20.0)),
            (to(140.0, 20.0), to(120.0, 80.0), to(200.0, 80.0)),
        ] {
            path.segments.push(super::Segment::Cubic { handle_from, handle_to, to: end });
        }
        let mut found = [0, 0];
        for x in -12..24 {
            for y in -12..16 {
                let point = Point::new(f64::from(x) * 10.0, f64::from(y) * 10.0);
                let (distance, reach) = (path.distance(point), 25.0);
                let within = path.distance_within(point, reach);
                assert_eq!(within, Some(distance).filter(|distance| *distance <= reach), "{point:?}");
                found[usize::from(within.is_some())] += 1;
            }
        }
        assert!(found.iter().all(|count| *count > 50), "{found:?}");
        assert_eq!(Path::default().distance_within(Point::default(), 9.0), None);
    }

    #[test]
    fn distance_is_to_the_nearest_place() {
        let mut path = Path::default();
        path.add_curves(&[straight()]);
        assert!((path.distance(Point::new(45.0, 7.0)) - 7.0).abs() < 1e-9);
        assert!((path.distance(Point::new(-3.0, 4.0)) - 5.0).abs() < 1e-9);
        assert_eq!(Path::default().distance(Point::default()), f64::INFINITY);
        assert_eq!(distance_to_stretch(Point::new(0.0, 2.0), Point::default(), Point::default()), 2.0);
    }
}
