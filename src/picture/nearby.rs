//! The lines that run where somebody asks: how many there are in a place, and which.
//!
//! First all places are noted that anybody will ask about, then the lines as far as they run there: on a large map most of their length runs
//! where no label or mark is to go. Deliberately absent: what the places are for.

use smallvec::SmallVec;

use super::lanes::{Lanes, Steps};
use super::path::{point_on, share};
use super::ruler::Ruler;
use crate::layout::{Cubic, Point, Rect};

/// Side of a square of four cells for places that are asked about, world units: a label with its detour, with room to spare.
const SIDE: f64 = 256.0;

/// The neighbourhood of all places that somebody asks about.
#[derive(Clone, Debug, Default)]
pub struct Near {
    lanes: Lanes,
    /// By lane and step: whether somebody asks about it.
    asked: Vec<bool>,
    /// Holds all of them.
    within: Option<Rect>,
}

impl Near {
    /// No places yet, on a map of this area.
    #[must_use]
    pub fn on(area: Rect) -> Self {
        let lanes = Lanes::over(area, SIDE);
        let asked = vec![false; lanes.count() * lanes.steps()];
        Self { lanes, asked, within: None }
    }

    /// Notes that somebody asks about `area`.
    pub fn add(&mut self, area: Rect) {
        self.within = Some(self.within.map_or(area, |within| within.union(area)));
        let (lanes, steps) = self.lanes.touched(area);
        for lane in lanes {
            let before = lane * self.lanes.steps();
            let cells = self.asked.get_mut(before + *steps.start()..=before + *steps.end());
            cells.unwrap_or_default().fill(true);
        }
    }
}

/// How many cells are asked about, up to each step of each lane.
struct Asked<'near> {
    near: &'near Near,
    counts: Vec<u32>,
}

impl<'near> Asked<'near> {
    fn of(near: &'near Near) -> Self {
        let steps = near.lanes.steps();
        let mut counts = Vec::with_capacity(near.asked.len() + near.lanes.count());
        for lane in near.asked.chunks(steps.max(1)) {
            let mut count = 0;
            counts.push(count);
            counts.extend(lane.iter().map(|is_asked| {
                count += u32::from(*is_asked);
                count
            }));
        }
        Self { near, counts }
    }

    fn some_in(&self, lane: usize, steps: &Steps) -> bool {
        let count = |step: usize| self.counts.get(lane * (self.near.lanes.steps() + 1) + step);
        count(*steps.start()) < count(*steps.end() + 1)
    }

    /// Whether somebody asks about a cell that `extent` touches.
    fn some_at(&self, extent: Rect) -> bool {
        let (mut lanes, steps) = self.near.lanes.touched(extent);
        lanes.any(|lane| self.some_in(lane, &steps))
    }

    /// Tells of the pieces of lanes that together hold what is asked about of a straight stretch.
    fn for_pieces_along(&self, (from, to): (Point, Point), mut tell: impl FnMut(usize)) {
        for (lane, steps) in self.near.lanes.along(from, to) {
            if self.some_in(lane, &steps) {
                self.near.lanes.cut(lane, &steps, |piece, steps| {
                    if self.some_in(lane, &steps) {
                        tell(piece);
                    }
                });
            }
        }
    }
}

/// The lines of all links, for counting how many run through a place. They are straightened where somebody asks: the corners of all of a
/// large map's lines are millions.
#[derive(Clone, Debug, Default)]
pub struct Lines<'lines> {
    lanes: Lanes,
    curves: Vec<Bent<'lines>>,
    /// Stretches of curves, piece by piece of the lanes.
    by_piece: Vec<Stretch>,
    /// Where those of each piece begin in `by_piece`, and where the last end.
    starts: Vec<u32>,
}

/// A curve that is near.
#[derive(Clone, Copy, Debug)]
struct Bent<'lines> {
    /// Where it begins, and how it runs: at hand for whoever looks at one stretch after another, each of another line.
    beginning: Point,
    curve: Cubic,
    ruler: &'lines Ruler,
    /// Its place along its line.
    place: u32,
    /// The number of its line.
    line: u32,
    /// How many straight stretches stand for it.
    steps: u32,
}

impl<'lines> Bent<'lines> {
    fn of(ruler: &'lines Ruler, at: usize, line: u32) -> Option<Self> {
        let (beginning, curve) = ruler.curve(at)?;
        Some(Self { beginning, curve, ruler, place: u32::try_from(at).ok()?, line, steps: ruler.steps(at) })
    }

    fn stretch(&self, step: u32) -> (Point, Point) {
        (if step == 0 { self.beginning } else { self.corner(step) }, self.corner(step + 1))
    }

    /// Where the stretch before that step ends.
    fn corner(&self, step: u32) -> Point {
        point_on(&self.curve, share(step, self.steps))
    }
}

/// One of the straight stretches of a curve: the place of the curve, and the step in the last bits.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch(u32);

impl Stretch {
    /// As many bits as the most steps of a curve need.
    const BITS: u32 = 6;

    fn of(curve: usize, step: u32) -> Option<Self> {
        let curve = u32::try_from(curve).ok().filter(|curve| curve.leading_zeros() >= Self::BITS)?;
        Some(Self(curve << Self::BITS | step))
    }

    fn curve(self) -> usize {
        index(self.0 >> Self::BITS)
    }

    fn step(self) -> u32 {
        self.0 & ((1 << Self::BITS) - 1)
    }
}

impl<'lines> Lines<'lines> {
    /// Notes every line, by its number, as far as it runs `near` what will be asked about. O(how many lanes their stretches run through),
    /// times the logarithm of a lane's length.
    pub fn of(lines: impl Iterator<Item = (usize, &'lines Ruler)>, near: Near) -> Self {
        let asked = Asked::of(&near);
        let Some(within) = near.within else { return Self::default() };
        let mut curves = Vec::new();
        let mut noted: Vec<(u32, Stretch)> = Vec::new();
        for (line, ruler) in lines {
            let Ok(line) = u32::try_from(line) else { break };
            for curve in (0..ruler.count()).filter_map(|at| Bent::of(ruler, at, line)) {
                let extent = ruler.extent(index(curve.place)).grown(1.0);
                let may_be_near = within.overlaps(extent) && asked.some_at(extent);
                if may_be_near && note(&asked, &curve, curves.len(), &mut noted) {
                    curves.push(curve);
                }
            }
        }
        curves.shrink_to_fit();
        let (by_piece, starts) = sorted(&noted, near.lanes.count_pieces());
        Self { lanes: near.lanes, curves, by_piece, starts }
    }

    /// Tells of the stretches that may run through `rect`, some of them perhaps several times, until `tell` says that it is enough.
    fn stretches_in(&self, rect: Rect, mut tell: impl FnMut(&Bent<'lines>, u32, Point, Point) -> Enough) {
        if self.curves.is_empty() {
            return;
        }
        let (lanes, steps) = self.lanes.touched(rect);
        let at = |piece: usize| self.starts.get(piece).copied().map_or(0, index);
        for pieces in lanes.flat_map(|lane| self.lanes.over_steps(lane, &steps)) {
            let stretches = self.by_piece.get(at(*pieces.start())..at(pieces.end() + 1));
            for stretch in stretches.unwrap_or_default() {
                let Some(curve) = self.curves.get(stretch.curve()) else { continue };
                let (from, to) = curve.stretch(stretch.step());
                if rect.is_crossed_by(from, to) && tell(curve, stretch.step(), from, to) == Enough::Yes {
                    return;
                }
            }
        }
    }

    /// Whether a square of this `reach` around one of the places `every` so many world units along one of the lines covers some of `rect`,
    /// which is near.
    #[must_use]
    pub fn have_dot_in(&self, rect: Rect, every: f64, reach: f64) -> bool {
        let around = rect.grown(reach + 0.01);
        let mut have = false;
        self.stretches_in(around, |curve, step, from, to| {
            let start = curve.ruler.distance_to(index(curve.place), step);
            let dots = Dots { start, from, to, every };
            have = dots.any(|dot| Rect { min: dot, max: dot }.grown(reach).overlaps(rect));
            if have { Enough::Yes } else { Enough::No }
        });
        have
    }

    /// What runs through `rect`, which is near: line number `own`, and other lines, of which it counts no more than `most`.
    #[must_use]
    pub fn through(&self, rect: Rect, own: usize, most: usize) -> Through {
        let mut others: SmallVec<[u32; 8]> = SmallVec::new();
        let mut through = Through { own: false, others: 0 };
        self.stretches_in(rect, |curve, _, _, _| {
            if index(curve.line) == own {
                through.own = true;
            } else if let Err(slot) = others.binary_search(&curve.line) {
                others.insert(slot, curve.line);
                if others.len() >= most {
                    return Enough::Yes;
                }
            }
            Enough::No
        });
        through.others = others.len();
        through
    }
}

/// Whether to look no further.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Enough {
    Yes,
    No,
}

/// Notes the stretches of the curve of that number, in each piece of a lane that somebody asks about; whether there was one.
fn note(asked: &Asked<'_>, curve: &Bent<'_>, number: usize, noted: &mut Vec<(u32, Stretch)>) -> bool {
    let before = noted.len();
    let mut from = curve.beginning;
    for step in 0..curve.steps {
        let Some(stretch) = Stretch::of(number, step) else { return false };
        let to = curve.corner(step + 1);
        asked.for_pieces_along((from, to), |piece| {
            if let Ok(piece) = u32::try_from(piece) {
                noted.push((piece, stretch));
            }
        });
        from = to;
    }
    noted.len() > before
}

/// The stretches by their piece, and where those of each piece begin; the last number is where the last end.
fn sorted(noted: &[(u32, Stretch)], pieces: usize) -> (Vec<Stretch>, Vec<u32>) {
    let mut starts = vec![0_u32; pieces + 1];
    for (piece, _) in noted {
        if let Some(count) = starts.get_mut(index(*piece)) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut starts {
        sum += *end;
        *end = sum;
    }
    let mut by_piece = vec![Stretch::default(); noted.len()];
    // Each piece's room is filled from its end, so that `starts` comes to be where it begins.
    for (piece, stretch) in noted.iter().rev() {
        let Some(start) = starts.get_mut(index(*piece)) else { continue };
        *start = start.saturating_sub(1);
        if let Some(entry) = by_piece.get_mut(index(*start)) {
            *entry = *stretch;
        }
    }
    (by_piece, starts)
}

/// The places on a straight stretch that are `every` so many world units along its line.
struct Dots {
    /// How far from the line's beginning the stretch begins, world units.
    start: f64,
    from: Point,
    to: Point,
    every: f64,
}

impl Dots {
    fn any(&self, is_it: impl Fn(Point) -> bool) -> bool {
        let length = self.from.distance(self.to);
        let mut distance = (self.start / self.every).ceil() * self.every;
        while distance <= self.start + length {
            let along = if length > 0.0 { ((distance - self.start) / length).clamp(0.0, 1.0) } else { 0.0 };
            if is_it(self.from.mixed_with(self.to, along)) {
                return true;
            }
            distance += self.every;
        }
        false
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The lines that run through a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Through {
    /// Whether the line asked about does.
    pub own: bool,
    /// How many others do, as far as was counted.
    pub others: usize,
}

#[cfg(test)]
mod tests {
    use super::{Bent, Lines, Near, Through};
    use crate::layout::{Cubic, Point, Rect};
    use crate::picture::ruler::Ruler;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { min: Point::new(left, top), max: Point::new(right, bottom) }
    }

    fn line(from: Point, to: Point) -> Ruler {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let at = |share: f64| Point::new(from.x + dx * share, from.y + dy * share * share);
        let curve = Cubic { from, handle_from: at(0.2), handle_to: at(0.9), to };
        Ruler::new(vec![curve]).expect("it has length")
    }

    #[test]
    fn lines_are_found_where_they_run_and_somebody_asks() {
        let area = rect(0.0, 0.0, 1500.0, 1500.0);
        let straight = Cubic {
            from: Point::new(0.0, 0.0),
            handle_from: Point::new(500.0, 500.0),
            handle_to: Point::new(1000.0, 1000.0),
            to: Point::new(1500.0, 1500.0),
        };
        let ruler = Ruler::new(vec![straight]).expect("it has length");
        let mut near = Near::on(area);
        near.add(rect(600.0, 600.0, 800.0, 800.0));
        let lines = Lines::of([(7, &ruler)].into_iter(), near);
        let none = Lines::of([(7, &ruler)].into_iter(), Near::on(area));
        let on_the_line = rect(690.0, 690.0, 710.0, 710.0);
        assert_eq!(none.through(on_the_line, 8, 9).others, 0, "nobody asks there");
        assert_eq!(lines.through(on_the_line, 7, 9), Through { own: true, others: 0 });
        assert_eq!(lines.through(on_the_line, 8, 9), Through { own: false, others: 1 });
        let beside_it = rect(690.0, 790.0, 710.0, 810.0);
        assert_eq!(lines.through(beside_it, 7, 9), Through { own: false, others: 0 });
    }

    #[test]
    fn what_runs_through_a_place_is_what_looking_at_every_stretch_finds() {
        let mut seed = 5_u32;
        let mut next = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((seed >> 8) % most)
        };
        let mut point = || Point::new(next(3_000), next(9_000));
        let rulers: Vec<Ruler> = (0..60).map(|_| line(point(), point())).collect();
        let places: Vec<Rect> = (0..40).map(|_| Rect { min: point(), max: Point::default() }).collect();
        let places = places.iter().map(|place| {
            let min = place.min;
            Rect { min, max: Point::new(min.x + 160.0, min.y + 70.0) }
        });
        let mut near = Near::on(rect(0.0, 0.0, 3_000.0, 9_000.0));
        places.clone().for_each(|place| near.add(place));
        let lines = Lines::of(rulers.iter().enumerate(), near);
        let mut found = 0;
        for place in places {
            let crosses = |ruler: &Ruler| {
                let curve = Bent::of(ruler, 0, 0).expect("it has a curve");
                let mut stretches = (0..curve.steps).map(|step| curve.stretch(step));
                stretches.any(|(from, to)| place.is_crossed_by(from, to))
            };
            let crossing: Vec<usize> = (0..60).filter(|line| crosses(&rulers[*line])).collect();
            let wanted = Through {
                own: crossing.contains(&3),
                others: crossing.iter().filter(|line| **line != 3).count(),
            };
            assert_eq!(lines.through(place, 3, usize::MAX), wanted, "{place:?}");
            assert_eq!(lines.through(place, 3, 2).others, wanted.others.min(2));
            found += crossing.len();
        }
        assert!(found > 40, "{found}");
    }
}
