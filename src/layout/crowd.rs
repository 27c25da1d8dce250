//! Which boxes lie near a place: a uniform grid over the map.
//!
//! Deliberately absent: removal; a moved box is asked for where it is now, through the slice it lies in.

use super::geometry::{Point, Rect};

/// An index of rectangles by place.
pub(super) struct Crowd {
    origin: Point,
    cell: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
}

impl Crowd {
    /// The index of these boxes. About one cell a box; O(n) where boxes are of similar size.
    pub(super) fn new(boxes: &[Rect]) -> Self {
        let bounds = boxes.iter().copied().reduce(Rect::union).unwrap_or_default();
        let area = (bounds.width().max(1.0)) * (bounds.height().max(1.0));
        let cell = (area / boxes.len().max(1) as f64)
            .sqrt()
            .max(bounds.width().max(bounds.height()) / 2000.0)
            .max(1.0);
        let columns = (bounds.width() / cell) as usize + 1;
        let rows = (bounds.height() / cell) as usize + 1;
        let mut crowd =
            Self { origin: bounds.min, cell, columns, rows, cells: vec![Vec::new(); columns * rows] };
        for (index, rect) in boxes.iter().enumerate() {
            crowd.add(index as u32, *rect);
        }
        crowd
    }

    /// Adds a box, or the new place of one.
    pub(super) fn add(&mut self, index: u32, rect: Rect) {
        let (columns, rows) = self.reach(rect);
        for row in rows {
            for column in columns.clone() {
                self.cells[row * self.columns + column].push(index);
            }
        }
    }

    /// All boxes that may lie within `rect`, ascending, each once.
    pub(super) fn near(&self, rect: Rect) -> Vec<u32> {
        let (columns, rows) = self.reach(rect);
        let mut found: Vec<u32> = Vec::new();
        for row in rows {
            for column in columns.clone() {
                found.extend_from_slice(&self.cells[row * self.columns + column]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn reach(&self, rect: Rect) -> (std::ops::RangeInclusive<usize>, std::ops::RangeInclusive<usize>) {
        let at = |value: f64, origin: f64, count: usize| {
            (((value - origin) / self.cell).max(0.0) as usize).min(count - 1)
        };
        let columns =
            at(rect.min.x, self.origin.x, self.columns)..=at(rect.max.x, self.origin.x, self.columns);
        let rows = at(rect.min.y, self.origin.y, self.rows)..=at(rect.max.y, self.origin.y, self.rows);
        (columns, rows)
    }
}
