//! The lines that run where somebody asks: how many there are in a place, and which.
//!
//! First all places are noted that anybody will ask about, then the lines as far as they run there: on a large map most of their length runs
//! where no label or mark is to go. Deliberately absent: what the places are for.

use super::grid::{Grid, Slant};
use super::ruler::Ruler;
use crate::layout::{Point, Rect};

/// Side of a cell for places that are asked about, world units: a label with its detour, with room to spare.
const SIDE: f64 = 384.0;
/// Each of these cells is cut into so many a side, since many lines lie close: with more, each would be noted in more of them.
const PARTS: u8 = 2;
const PARTS_SQUARED: usize = PARTS as usize * PARTS as usize;
/// The number of a cell that nobody asks about.
const NOBODY: u32 = u32::MAX;
/// Which of the parts of a cell somebody asks about, a bit each.
type Asked = u16;

/// The neighbourhood of all places that somebody asks about.
#[derive(Clone, Debug, Default)]
pub struct Near {
    grid: Grid,
    /// The number of each cell among those that are near, or [`NOBODY`].
    numbers: Vec<u32>,
    /// By number.
    asked: Vec<Asked>,
    /// Holds all of them.
    within: Option<Rect>,
}

impl Near {
    /// No places yet, on a map of this area.
    #[must_use]
    pub fn on(area: Rect) -> Self {
        let grid = Grid::over(area, SIDE);
        Self { grid, numbers: vec![NOBODY; grid.columns * grid.rows], asked: Vec::new(), within: None }
    }

    /// Notes that somebody asks about `area`.
    pub fn add(&mut self, area: Rect) {
        self.within = Some(self.within.map_or(area, |within| within.union(area)));
        for (row, column) in self.grid.split(PARTS).places(area) {
            let cell = row / usize::from(PARTS) * self.grid.columns + column / usize::from(PARTS);
            let Some(number) = self.numbers.get_mut(cell) else { continue };
            if *number == NOBODY {
                let Ok(next) = u32::try_from(self.asked.len()) else { return };
                *number = next;
                self.asked.push(0);
            }
            if let Some(asked) = self.asked.get_mut(index(*number)) {
                *asked |= 1 << part_of_cell(row, column);
            }
        }
    }

    /// The cell's number, if somebody asks about some of it.
    fn number(&self, row: usize, column: usize) -> Option<usize> {
        let number = self.numbers.get(row * self.grid.columns + column).filter(|number| **number != NOBODY);
        usize::try_from(*number?).ok()
    }

    /// The number of a part of a cell, if somebody asks about it.
    fn number_of_part(&self, row: usize, column: usize) -> Option<usize> {
        let number = self.number(row / usize::from(PARTS), column / usize::from(PARTS))?;
        let part = part_of_cell(row, column);
        let is_asked = self.asked.get(number)? >> part & 1 == 1;
        is_asked.then_some(number * PARTS_SQUARED + part)
    }

    /// Tells of each part of a cell that a straight stretch runs through and that somebody asks about.
    fn for_parts_along(&self, (from, to): (Point, Point), mut tell: impl FnMut(usize)) {
        let extent = Rect::from_corners(from, to).grown(1.0);
        if self.within.is_none_or(|within| !within.overlaps(extent)) {
            return;
        }
        let slant = Slant::between(from, to);
        let fine = self.grid.split(PARTS);
        let fine_rows = fine.rows_along(&slant);
        let parts = usize::from(PARTS);
        for row in self.grid.rows_along(&slant) {
            let mut columns = self.grid.columns_along(&slant, row);
            if !columns.any(|column| self.number(row, column).is_some()) {
                continue;
            }
            let first = (row * parts).max(*fine_rows.start());
            let last = (row * parts + parts - 1).min(*fine_rows.end());
            for row in first..=last {
                let columns = fine.columns_along(&slant, row);
                columns.filter_map(|column| self.number_of_part(row, column)).for_each(&mut tell);
            }
        }
    }
}

/// Which part of its cell the one in that row and column is.
fn part_of_cell(row: usize, column: usize) -> usize {
    let parts = usize::from(PARTS);
    row % parts * parts + column % parts
}

/// The lines of all links, for counting how many run through a place. They are straightened where somebody asks: the corners of all of a
/// large map's lines are millions.
#[derive(Clone, Debug, Default)]
pub struct Lines<'lines> {
    near: Near,
    curves: Vec<Bent<'lines>>,
    /// Stretches of curves, part by part of the cells.
    by_part: Vec<Stretch>,
    /// Where those of each part begin in `by_part`, and where the last end.
    starts: Vec<u32>,
}

/// A curve that is near.
#[derive(Clone, Copy, Debug)]
struct Bent<'lines> {
    ruler: &'lines Ruler,
    /// Its place along its line.
    place: u32,
    /// The number of its line.
    line: u32,
    /// How many straight stretches stand for it.
    steps: u8,
}

impl Bent<'_> {
    fn stretch(&self, step: u32) -> (Point, Point) {
        self.ruler.stretch(index(self.place), step, self.steps.into())
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
    /// Notes every line, by its number, as far as it runs `near` what will be asked about. O(their length in cells).
    pub fn of(lines: impl Iterator<Item = (usize, &'lines Ruler)>, near: Near) -> Self {
        let starts = vec![0; near.asked.len() * PARTS_SQUARED + 1];
        let mut noted = Self { near, curves: Vec::new(), by_part: Vec::new(), starts };
        for (line, ruler) in lines {
            let Ok(line) = u32::try_from(line) else { break };
            for (at, place) in (0..ruler.count()).zip(0_u32..) {
                let Ok(steps) = u8::try_from(ruler.steps(at)) else { continue };
                noted.count(Bent { ruler, place, line, steps });
            }
        }
        noted.curves.shrink_to_fit();
        let mut sum = 0;
        for end in &mut noted.starts {
            sum += *end;
            *end = sum;
        }
        noted.by_part = vec![Stretch::default(); index(sum)];
        noted.sort_into_parts();
        noted
    }

    /// Counts the stretches of a curve in each part of a cell that they run through, and keeps it if there is one.
    fn count(&mut self, curve: Bent<'lines>) {
        let mut is_near = false;
        let starts = &mut self.starts;
        for step in 0..u32::from(curve.steps) {
            self.near.for_parts_along(curve.stretch(step), |part| {
                is_near = true;
                if let Some(count) = starts.get_mut(part) {
                    *count += 1;
                }
            });
        }
        if is_near {
            self.curves.push(curve);
        }
    }

    /// Each part's room is filled from its end, so that `starts` comes to be where it begins.
    fn sort_into_parts(&mut self) {
        for (place, curve) in self.curves.iter().enumerate() {
            for step in 0..u32::from(curve.steps) {
                let Some(stretch) = Stretch::of(place, step) else { return };
                self.near.for_parts_along(curve.stretch(step), |part| {
                    let Some(start) = self.starts.get_mut(part) else { return };
                    *start = start.saturating_sub(1);
                    if let Some(entry) = self.by_part.get_mut(index(*start)) {
                        *entry = stretch;
                    }
                });
            }
        }
    }

    /// The stretches that may run through `rect`, some of them perhaps several times.
    fn stretches_in(&self, rect: Rect) -> impl Iterator<Item = (&Bent<'lines>, u32, Point, Point)> {
        let parts = self.near.grid.split(PARTS).places(rect);
        let parts = parts.filter_map(|(row, column)| self.near.number_of_part(row, column));
        let at = |part: usize| self.starts.get(part).copied().map_or(0, index);
        let stretches =
            parts.flat_map(move |part| self.by_part.get(at(part)..at(part + 1)).unwrap_or_default());
        stretches.filter_map(|stretch| {
            let curve = self.curves.get(stretch.curve())?;
            let (from, to) = curve.stretch(stretch.step());
            Some((curve, stretch.step(), from, to))
        })
    }

    /// Whether a square of this `reach` around one of the places `every` so many world units along one of the lines covers some of `rect`,
    /// which is near.
    #[must_use]
    pub fn have_dot_in(&self, rect: Rect, every: f64, reach: f64) -> bool {
        if self.curves.is_empty() {
            return false;
        }
        let around = rect.grown(reach + 0.01);
        let mut near = self.stretches_in(around).filter(|(_, _, from, to)| around.is_crossed_by(*from, *to));
        near.any(|(curve, step, from, to)| {
            let start = curve.ruler.distance_to(index(curve.place), step);
            let dots = Dots { start, from, to, every };
            dots.any(|dot| Rect { min: dot, max: dot }.grown(reach).overlaps(rect))
        })
    }

    /// What runs through `rect`, which is near: line number `own`, and other lines, of which it counts no more than `most`.
    #[must_use]
    pub fn through(&self, rect: Rect, own: usize, most: usize) -> Through {
        let mut others: Vec<u32> = Vec::new();
        let mut through = Through { own: false, others: 0 };
        for (curve, _, from, to) in self.stretches_in(rect) {
            if !rect.is_crossed_by(from, to) {
                continue;
            }
            if index(curve.line) == own {
                through.own = true;
            } else if let Err(slot) = others.binary_search(&curve.line) {
                others.insert(slot, curve.line);
                if others.len() >= most {
                    break;
                }
            }
        }
        through.others = others.len();
        through
    }
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
    use super::{Lines, Near, Through};
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
                let steps = ruler.steps(0);
                let mut stretches = (0..steps).map(|step| ruler.stretch(0, step, steps));
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
