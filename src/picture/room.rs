//! Who stands where: boxes, marks and labels that may not be covered.
//!
//! Things are looked up in square cells over the whole map, so that a place is tested in the time its neighbourhood takes.
//! Deliberately absent: what the places are for, and lines, which had better not be covered; see `nearby`.

use super::grid::Grid;
use crate::layout::{Point, Rect};

/// Side of a cell, world units.
const CELL: f64 = 128.0;

/// Rectangles that may not be covered.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    grid: Grid,
    rects: Vec<Rect>,
    /// How many of them were there before any label.
    firm: usize,
    /// By cell: one more than the place of its last note, or 0. Few cells have any.
    last: Vec<u32>,
    notes: Vec<Note>,
}

/// That something reaches into a cell.
#[derive(Clone, Copy, Debug)]
struct Note {
    /// The place of its rectangle.
    rect: u32,
    /// One more than the place of the note before in the same cell, or 0.
    before: u32,
}

impl Taken {
    /// Nothing taken yet, on a map of this area.
    #[must_use]
    pub fn on(area: Rect) -> Self {
        let grid = Grid::over(area, CELL);
        Self { grid, rects: Vec::new(), firm: 0, last: vec![0; grid.columns * grid.rows], notes: Vec::new() }
    }

    /// Notes that `rect` is taken.
    pub fn add(&mut self, rect: Rect) {
        let Ok(place) = u32::try_from(self.rects.len()) else { return };
        self.rects.push(rect);
        for cell in self.grid.cells(rect) {
            if let (Some(last), Ok(next)) = (self.last.get_mut(cell), u32::try_from(self.notes.len() + 1)) {
                self.notes.push(Note { rect: place, before: std::mem::replace(last, next) });
            }
        }
    }

    /// From now on labels are added.
    pub const fn begin_labels(&mut self) {
        self.firm = self.rects.len();
    }

    /// Whether nothing taken overlaps `rect`.
    #[must_use]
    pub fn is_free(&self, rect: Rect) -> bool {
        self.over(rect).is_none()
    }

    /// One of those that overlap `rect`.
    #[must_use]
    pub fn over(&self, rect: Rect) -> Option<Rect> {
        self.find(rect, |_, other| other.overlaps(rect))
    }

    /// Whether the straight stretch runs through no label, and through nothing else but where it begins.
    #[must_use]
    pub fn is_clear(&self, from: Point, to: Point) -> bool {
        let is_in_the_way = |place: usize, other: &Rect| {
            other.is_crossed_by(from, to) && (place >= self.firm || !other.grown(1.0).contains(from))
        };
        self.find(Rect::from_corners(from, to), is_in_the_way).is_none()
    }

    /// One like that in the cells that `area` touches.
    fn find(&self, area: Rect, is_it: impl Fn(usize, &Rect) -> bool) -> Option<Rect> {
        let (rows, columns) = self.grid.extent(area);
        for row in rows {
            for cell in columns.clone().map(|column| row * self.grid.columns + column) {
                if let Some((_, other)) = self.in_cell(cell).find(|(place, other)| is_it(*place, other)) {
                    return Some(*other);
                }
            }
        }
        None
    }

    fn in_cell(&self, cell: usize) -> impl Iterator<Item = (usize, &Rect)> {
        let note = |place: u32| self.notes.get(usize::try_from(place).ok()?.checked_sub(1)?);
        let last = self.last.get(cell).and_then(|last| note(*last));
        let notes = std::iter::successors(last, move |later| note(later.before));
        notes.filter_map(|note| {
            let place = usize::try_from(note.rect).ok()?;
            Some((place, self.rects.get(place)?))
        })
    }

    /// Lets go of the room that was kept for more.
    pub fn shrink(&mut self) {
        self.rects.shrink_to_fit();
        self.notes.shrink_to_fit();
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
        taken.begin_labels();
        assert!(!taken.is_free(rect(250.0, 15.0, 400.0, 40.0)));
        assert!(taken.is_free(rect(250.0, 20.0, 400.0, 40.0)), "touching is not overlapping");
        assert!(!taken.is_free(rect(-290.0, 12.0, -280.0, 13.0)), "beyond the map's edge");
        assert!(!taken.is_clear(Point::new(0.0, 0.0), Point::new(10.0, 30.0)));
        assert!(taken.is_clear(Point::new(0.0, 15.0), Point::new(10.0, 30.0)), "from within");
        taken.add(rect(0.0, 40.0, 10.0, 50.0));
        assert!(!taken.is_clear(Point::new(5.0, 45.0), Point::new(5.0, 90.0)), "from beneath a label");
        assert!(taken.is_free(rect(1e300, 0.0, f64::INFINITY, 1.0)));
    }
}
