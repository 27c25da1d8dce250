//! Square cells over a map: what lies close is looked up, not searched for.
//!
//! Deliberately absent: what lies in the cells.

use std::ops::RangeInclusive;

use crate::layout::{Point, Rect};

/// About the most cells; on a larger map they grow.
const MOST_CELLS: f64 = 262_144.0;
/// A line is noted this share of a cell beyond where it runs, so that no rounding loses it.
const SLACK: f64 = 1.0e-6;

/// Square cells over an area. What lies beyond its edges belongs to the cells along them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grid {
    origin: Point,
    side: f64,
    /// How many side by side.
    pub columns: usize,
    /// How many one beneath the other.
    pub rows: usize,
}

/// A straight stretch from top to bottom.
#[derive(Clone, Copy, Debug)]
pub struct Slant {
    upper: Point,
    lower: Point,
}

impl Slant {
    /// The stretch between two points.
    #[must_use]
    pub fn between(one: Point, other: Point) -> Self {
        if one.y <= other.y { Self { upper: one, lower: other } } else { Self { upper: other, lower: one } }
    }

    /// Where it passes `y`; beyond its ends: that end.
    fn x_at(&self, y: f64) -> f64 {
        let height = self.lower.y - self.upper.y;
        let share = if height > 0.0 { ((y - self.upper.y) / height).clamp(0.0, 1.0) } else { 0.0 };
        self.upper.x + (self.lower.x - self.upper.x) * share
    }
}

impl Grid {
    /// Cells of this side at least, world units.
    #[must_use]
    pub fn over(area: Rect, side: f64) -> Self {
        let (width, height) = (area.width(), area.height());
        let side = side.max((width * height / MOST_CELLS).sqrt()).max((width + height) / MOST_CELLS);
        let mut grid = Self { origin: area.min, side, columns: 1, rows: 1 };
        grid.columns = grid.steps(width).min(MOST_CELLS as usize) + 1;
        grid.rows = grid.steps(height).min(MOST_CELLS as usize) + 1;
        grid
    }

    /// The same area in cells of a part of the side.
    #[must_use]
    pub fn split(self, parts: u8) -> Self {
        let count = usize::from(parts.max(1));
        let side = self.side / f64::from(parts.max(1));
        Self { side, columns: self.columns * count, rows: self.rows * count, ..self }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates and NaN gives 0, which is what is wanted beyond the edges"
    )]
    fn steps(&self, length: f64) -> usize {
        (length / self.side) as usize
    }

    fn column(&self, x: f64) -> usize {
        self.steps(x - self.origin.x).min(self.columns.saturating_sub(1))
    }

    fn row(&self, y: f64) -> usize {
        self.steps(y - self.origin.y).min(self.rows.saturating_sub(1))
    }

    /// The rows and the columns that `rect` touches.
    #[must_use]
    pub fn extent(&self, rect: Rect) -> (RangeInclusive<usize>, RangeInclusive<usize>) {
        let (left, right) = (self.column(rect.min.x), self.column(rect.max.x));
        let (top, bottom) = (self.row(rect.min.y), self.row(rect.max.y));
        (top..=bottom, left..=right)
    }

    /// The numbers of the cells that `rect` touches: row by row.
    pub fn cells(self, rect: Rect) -> impl Iterator<Item = usize> {
        let (rows, columns) = self.extent(rect);
        rows.flat_map(move |row| columns.clone().map(move |column| row * self.columns + column))
    }

    /// The rows that a stretch runs through.
    #[must_use]
    pub fn rows_along(&self, slant: &Slant) -> RangeInclusive<usize> {
        self.row(slant.upper.y)..=self.row(slant.lower.y)
    }

    /// The columns that it runs through in one of these rows.
    #[must_use]
    pub fn columns_along(&self, slant: &Slant, row: usize) -> RangeInclusive<usize> {
        let rows = self.rows_along(slant);
        #[expect(clippy::cast_precision_loss, reason = "a grid has far fewer rows")]
        let top = self.origin.y + row as f64 * self.side;
        let slack = self.side * SLACK;
        let one = if row == *rows.start() { slant.upper.x } else { slant.x_at(top - slack) };
        let other = if row == *rows.end() { slant.lower.x } else { slant.x_at(top + self.side + slack) };
        self.column(one.min(other) - slack)..=self.column(one.max(other) + slack)
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, Slant};
    use crate::layout::{Point, Rect};

    #[test]
    fn a_slanting_stretch_runs_through_the_cells_along_its_way_alone() {
        let area = Rect { min: Point::new(-100.0, 0.0), max: Point::new(900.0, 1000.0) };
        let grid = Grid::over(area, 100.0);
        for (from, to) in [
            (Point::new(-100.0, 0.0), Point::new(900.0, 1000.0)),
            (Point::new(850.0, 20.0), Point::new(-20.0, 730.0)),
            (Point::new(10.0, 510.0), Point::new(770.0, 511.0)),
            (Point::new(333.0, 40.0), Point::new(334.0, 960.0)),
        ] {
            let slant = Slant::between(from, to);
            for row in 0..grid.rows {
                let along = grid.rows_along(&slant).contains(&row).then(|| grid.columns_along(&slant, row));
                for column in 0..grid.columns {
                    let min = Point::new(column as f64 * 100.0 - 100.0, row as f64 * 100.0);
                    let cell = Rect { min, max: Point::new(min.x + 100.0, min.y + 100.0) };
                    let is_along = along.as_ref().is_some_and(|columns| columns.contains(&column));
                    let runs_through = cell.grown(-0.01).is_crossed_by(from, to);
                    let runs_near = cell.grown(0.01).is_crossed_by(from, to);
                    assert!(is_along || !runs_through, "{from:?} {to:?} {row} {column}");
                    assert!(!is_along || runs_near, "{from:?} {to:?} {row} {column}");
                }
            }
        }
    }

    #[test]
    fn a_map_of_any_size_has_not_too_many_cells() {
        for (width, height) in [(1e9, 10.0), (10.0, 1e9), (1e6, 1e6), (f64::INFINITY, 1.0), (f64::NAN, 0.0)] {
            let area = Rect { min: Point::default(), max: Point::new(width, height) };
            let grid = Grid::over(area, 48.0);
            assert!(grid.columns * grid.rows < 600_000, "{width} x {height}: {grid:?}");
        }
    }
}
