//! Who stands where: boxes, marks and labels that may not be covered.
//!
//! Things are looked up in square cells over the whole map, so that a place is tested in the time its neighbourhood takes.
//! Deliberately absent: what the places are for, and lines, which had better not be covered; see `nearby`.

use super::grid::Grid;
use crate::layout::Rect;

/// Side of a cell, world units.
const CELL: f64 = 128.0;

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

#[cfg(test)]
mod tests {
    use super::Taken;
    use crate::layout::{Point, Rect};

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
}
