//! Who stands where: finds a free place for a mark or a label among boxes, lines and other labels.
//!
//! Looks things up in square cells, so that a place is tested in the time its neighbourhood takes, not the whole map.
//! Deliberately absent: what the places are for.

use std::collections::BTreeMap;

use super::path::Ruler;
use crate::layout::{Point, Rect};

/// Side of a cell, world units.
const CELL: f64 = 128.0;
/// The most cells that one thing is noted in along one axis; beyond it a place may count as free that is not.
const MOST_CELLS: i64 = 256;

type Cell = (i64, i64);

/// Rectangles that may not be covered.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    cells: BTreeMap<Cell, Vec<Rect>>,
}

impl Taken {
    /// Notes that `rect` is taken.
    pub fn add(&mut self, rect: Rect) {
        for cell in cells_of(rect) {
            self.cells.entry(cell).or_default().push(rect);
        }
    }

    /// Whether nothing taken overlaps `rect`.
    #[must_use]
    pub fn is_free(&self, rect: Rect) -> bool {
        cells_of(rect).all(|cell| {
            self.cells.get(&cell).is_none_or(|taken| !taken.iter().any(|other| other.overlaps(rect)))
        })
    }
}

/// The lines of all links, for counting how many run through a place.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    stretches: Vec<(usize, Point, Point)>,
    /// Sorted.
    cells: Vec<(Cell, usize)>,
}

impl Lines {
    /// Notes every line, by its number.
    pub fn of<'lines>(lines: impl Iterator<Item = (usize, &'lines Ruler)>) -> Self {
        let mut noted = Self::default();
        for (number, ruler) in lines {
            let points: Vec<Point> = ruler.points().collect();
            for pair in points.windows(2) {
                if let [from, to] = pair {
                    noted.add(number, *from, *to);
                }
            }
        }
        noted.cells.sort_unstable();
        noted
    }

    /// Long stretches are cut, so that a slanting one is noted along its way, not all over its rectangle.
    fn add(&mut self, number: usize, from: Point, to: Point) {
        let pieces = (from.distance(to) / CELL).ceil().clamp(1.0, 1024.0);
        let point =
            |share: f64| Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        let mut done = 0.0;
        while done < pieces {
            let (start, end) = (point(done / pieces), point((done + 1.0) / pieces));
            let place = self.stretches.len();
            self.stretches.push((number, start, end));
            self.cells.extend(cells_of(Rect::from_corners(start, end)).map(|cell| (cell, place)));
            done += 1.0;
        }
    }

    /// The numbers of the lines that run through `rect`, sorted.
    #[must_use]
    pub fn through(&self, rect: Rect) -> Vec<usize> {
        let mut numbers = Vec::new();
        for cell in cells_of(rect) {
            let first = self.cells.partition_point(|(other, _)| *other < cell);
            let here = self.cells.iter().skip(first).take_while(|(other, _)| *other == cell);
            for (number, from, to) in here.filter_map(|(_, place)| self.stretches.get(*place)) {
                if rect.is_crossed_by(*from, *to) {
                    numbers.push(*number);
                }
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

fn cells_of(rect: Rect) -> impl Iterator<Item = Cell> {
    let (left, top) = (cell_number(rect.min.x), cell_number(rect.min.y));
    let right = cell_number(rect.max.x).min(left.saturating_add(MOST_CELLS));
    let bottom = cell_number(rect.max.y).min(top.saturating_add(MOST_CELLS));
    (left..=right).flat_map(move |column| (top..=bottom).map(move |row| (column, row)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates; such a far place is merely not tested well"
)]
fn cell_number(coordinate: f64) -> i64 {
    (coordinate / CELL).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::{Lines, Taken};
    use crate::layout::{Cubic, Point, Rect};
    use crate::picture::path::Ruler;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { min: Point::new(left, top), max: Point::new(right, bottom) }
    }

    #[test]
    fn what_is_taken_is_not_free() {
        let mut taken = Taken::default();
        taken.add(rect(-300.0, 10.0, 300.0, 20.0));
        assert!(!taken.is_free(rect(250.0, 15.0, 400.0, 40.0)));
        assert!(taken.is_free(rect(250.0, 20.0, 400.0, 40.0)), "touching is not overlapping");
        assert!(taken.is_free(rect(1e300, 0.0, f64::INFINITY, 1.0)));
    }

    #[test]
    fn lines_are_found_where_they_run() {
        let line = Cubic {
            from: Point::new(0.0, 0.0),
            handle_from: Point::new(500.0, 500.0),
            handle_to: Point::new(1000.0, 1000.0),
            to: Point::new(1500.0, 1500.0),
        };
        let ruler = Ruler::new(vec![line]).expect("it has length");
        let lines = Lines::of([(7, &ruler)].into_iter());
        assert_eq!(lines.through(rect(690.0, 690.0, 710.0, 710.0)), [7]);
        assert_eq!(lines.through(rect(690.0, 790.0, 710.0, 810.0)), [0_usize; 0]);
    }
}
