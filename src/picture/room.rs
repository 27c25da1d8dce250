//! Who stands where: boxes, marks and labels that may not be covered, and lines that had better not be.
//!
//! Things are looked up in square cells over the whole map, so that a place is tested in the time its neighbourhood takes.
//! Deliberately absent: what the places are for.

use super::path::{Ruler, including};
use crate::layout::{Point, Rect};

/// Side of a cell for boxes and labels, world units.
const CELL: f64 = 128.0;
/// Side of a cell for lines: smaller, since more of them lie close.
const LINE_CELL: f64 = 48.0;
/// With more length of line than this many cells' sides, cells for lines grow: noting every line must not take longer than asking.
const MOST_PIECES: f64 = 400_000.0;
/// How far from its line anybody asks what runs there, world units: a label with its detour, with room to spare.
const REACH: f64 = 384.0;
/// The most cells along one axis; on a larger map the cells grow.
const MOST_CELLS: f64 = 1000.0;

/// Square cells over an area. What lies beyond its edges belongs to the cells along them.
#[derive(Clone, Copy, Debug, Default)]
struct Grid {
    origin: Point,
    side: f64,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn over(area: Rect, side: f64) -> Self {
        let side = side.max(area.width() / MOST_CELLS).max(area.height() / MOST_CELLS);
        let mut grid = Self { origin: area.min, side, columns: 1, rows: 1 };
        grid.columns = grid.steps(area.width()).min(1000) + 1;
        grid.rows = grid.steps(area.height()).min(1000) + 1;
        grid
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates and NaN gives 0, which is what is wanted beyond the edges"
    )]
    fn steps(&self, length: f64) -> usize {
        (length / self.side) as usize
    }

    fn cells(self, rect: Rect) -> impl Iterator<Item = usize> {
        let column = |x: f64| self.steps(x - self.origin.x).min(self.columns.saturating_sub(1));
        let row = |y: f64| self.steps(y - self.origin.y).min(self.rows.saturating_sub(1));
        let (left, right) = (column(rect.min.x), column(rect.max.x));
        let (top, bottom) = (row(rect.min.y), row(rect.max.y));
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * self.columns + column))
    }
}

/// Rectangles that may not be covered.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    grid: Grid,
    cells: Vec<Vec<Rect>>,
}

impl Taken {
    /// Nothing taken yet, on a map of this area.
    #[must_use]
    pub fn on(area: Rect) -> Self {
        let grid = Grid::over(area, CELL);
        Self { grid, cells: vec![Vec::new(); grid.columns * grid.rows] }
    }

    /// Notes that `rect` is taken.
    pub fn add(&mut self, rect: Rect) {
        for cell in self.grid.cells(rect) {
            if let Some(taken) = self.cells.get_mut(cell) {
                taken.push(rect);
            }
        }
    }

    /// Whether nothing taken overlaps `rect`.
    #[must_use]
    pub fn is_free(&self, rect: Rect) -> bool {
        let mut near = self.grid.cells(rect).filter_map(|cell| self.cells.get(cell)).flatten();
        !near.any(|other| other.overlaps(rect))
    }
}

/// A short straight piece of a line.
#[derive(Clone, Copy, Debug)]
struct Piece {
    line: usize,
    from: Point,
    to: Point,
}

/// The neighbourhood of some lines: nobody asks what runs elsewhere.
#[derive(Clone, Debug)]
pub struct Near {
    grid: Grid,
    cells: Vec<bool>,
}

impl Near {
    /// The neighbourhood of `some` of the lines, as far as a label can be from its own.
    pub fn to<'lines>(
        all: impl Iterator<Item = &'lines Ruler>,
        some: impl Iterator<Item = &'lines Ruler>,
    ) -> Self {
        let mut area: Option<Rect> = None;
        for point in all.flat_map(Ruler::points) {
            area = Some(including(area.unwrap_or(Rect { min: point, max: point }), point));
        }
        let grid = Grid::over(area.unwrap_or_default(), REACH);
        let mut near = Self { grid, cells: vec![false; grid.columns * grid.rows] };
        for ruler in some {
            let mut last: Option<Point> = None;
            for point in ruler.points() {
                let from = last.replace(point).unwrap_or(point);
                near.add(Rect::from_corners(from, point).grown(REACH));
            }
        }
        near
    }

    /// Notes that somebody asks about `area` too.
    pub fn add(&mut self, area: Rect) {
        for cell in self.grid.cells(area) {
            if let Some(is_near) = self.cells.get_mut(cell) {
                *is_near = true;
            }
        }
    }

    fn holds(&self, rect: Rect) -> bool {
        self.grid.cells(rect).any(|cell| self.cells.get(cell).copied().unwrap_or(false))
    }
}

/// The lines of all links, for counting how many run through a place.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    grid: Grid,
    pieces: Vec<Piece>,
    /// Places in `pieces`, cell by cell.
    by_cell: Vec<u32>,
    /// Where each cell's places begin in `by_cell`, and where the last end.
    starts: Vec<usize>,
}

impl Lines {
    /// Notes every line, by its number, as far as it runs `near` what will be asked about. O(their length in cells).
    pub fn of<'lines>(lines: impl Iterator<Item = (usize, &'lines Ruler)> + Clone, near: &Near) -> Self {
        let mut noted = Self::default();
        let length: f64 = lines.clone().map(|(_, ruler)| ruler.length()).sum();
        let side = LINE_CELL * (length / LINE_CELL / MOST_PIECES).sqrt().clamp(1.0, 3.0);
        for (line, ruler) in lines {
            let mut last: Option<Point> = None;
            for point in ruler.points() {
                if let Some(from) = last.replace(point) {
                    noted.add(line, (from, point), side, near);
                }
            }
        }
        let mut ends = noted.pieces.iter().map(|piece| Rect::from_corners(piece.from, piece.to));
        let first = ends.next().unwrap_or_default();
        let area = ends.fold(first, |area, piece| including(including(area, piece.min), piece.max));
        noted.grid = Grid::over(area, side);
        noted.sort_into_cells();
        noted
    }

    /// Long stretches are cut, so that a slanting one is noted along its way, not all over its rectangle.
    fn add(&mut self, line: usize, (from, to): (Point, Point), side: f64, near: &Near) {
        let count = (from.distance(to) / (2.0 * side)).ceil().clamp(1.0, 1024.0);
        let point =
            |share: f64| Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        let mut done = 0.0;
        while done < count {
            let (from, to) = (point(done / count), point((done + 1.0) / count));
            if near.holds(Rect::from_corners(from, to)) {
                self.pieces.push(Piece { line, from, to });
            }
            done += 1.0;
        }
    }

    fn sort_into_cells(&mut self) {
        let grid = self.grid;
        let cells_of = |piece: &Piece| grid.cells(Rect::from_corners(piece.from, piece.to));
        self.starts = vec![0; grid.columns * grid.rows + 1];
        for cell in self.pieces.iter().flat_map(cells_of) {
            if let Some(count) = self.starts.get_mut(cell + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.starts.clone();
        self.by_cell = vec![0; sum];
        for (place, piece) in (0_u32..).zip(&self.pieces) {
            for cell in cells_of(piece) {
                let Some(slot) = next.get_mut(cell) else { continue };
                if let Some(entry) = self.by_cell.get_mut(*slot) {
                    *entry = place;
                }
                *slot += 1;
            }
        }
    }

    fn in_cell(&self, cell: usize) -> impl Iterator<Item = &Piece> {
        let start = self.starts.get(cell).copied().unwrap_or(0);
        let end = self.starts.get(cell + 1).copied().unwrap_or(start);
        let places = self.by_cell.get(start..end).unwrap_or_default();
        places.iter().filter_map(|place| self.pieces.get(usize::try_from(*place).ok()?))
    }

    /// What runs through `rect`: line number `own`, and other lines, of which it counts no more than `most`.
    #[must_use]
    pub fn through(&self, rect: Rect, own: usize, most: usize) -> Through {
        let mut others: Vec<usize> = Vec::new();
        let mut through = Through { own: false, others: 0 };
        if self.pieces.is_empty() {
            return through;
        }
        for Piece { line, from, to } in self.grid.cells(rect).flat_map(|cell| self.in_cell(cell)) {
            let is_known = if *line == own { through.own } else { others.contains(line) };
            if is_known || !rect.is_crossed_by(*from, *to) {
                continue;
            }
            if *line == own {
                through.own = true;
                continue;
            }
            others.push(*line);
            through.others = others.len();
            if through.others >= most {
                break;
            }
        }
        through
    }
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
    use super::{Lines, Near, Taken, Through};
    use crate::layout::{Cubic, Point, Rect};
    use crate::picture::path::Ruler;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { min: Point::new(left, top), max: Point::new(right, bottom) }
    }

    #[test]
    fn what_is_taken_is_not_free() {
        let mut taken = Taken::on(rect(-200.0, 0.0, 200.0, 100.0));
        taken.add(rect(-300.0, 10.0, 300.0, 20.0));
        assert!(!taken.is_free(rect(250.0, 15.0, 400.0, 40.0)));
        assert!(taken.is_free(rect(250.0, 20.0, 400.0, 40.0)), "touching is not overlapping");
        assert!(!taken.is_free(rect(-290.0, 12.0, -280.0, 13.0)), "beyond the map's edge");
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
        let near = Near::to([&ruler].into_iter(), [&ruler].into_iter());
        let lines = Lines::of([(7, &ruler)].into_iter(), &near);
        let none = Lines::of([(7, &ruler)].into_iter(), &Near::to([&ruler].into_iter(), [].into_iter()));
        assert_eq!(none.through(rect(690.0, 690.0, 710.0, 710.0), 8, 9).others, 0, "nobody asks there");
        let on_the_line = rect(690.0, 690.0, 710.0, 710.0);
        assert_eq!(lines.through(on_the_line, 7, 9), Through { own: true, others: 0 });
        assert_eq!(lines.through(on_the_line, 8, 9), Through { own: false, others: 1 });
        let beside_it = rect(690.0, 790.0, 710.0, 810.0);
        assert_eq!(lines.through(beside_it, 7, 9), Through { own: false, others: 0 });
    }
}
