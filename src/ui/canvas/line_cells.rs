//! Where lines run and boxes stand, in square cells: a pointer asks the few lines near it how far they are, not all of them.
//!
//! Of lines whatever belongs to a link is noted, its label and marks too. Deliberately absent: which of the near ones is meant; see
//! `drawing`.

use egui::{Pos2, Rect};

use super::world;
use crate::picture::{DisplayList, Geometry, Shape, Subject};

/// Side of a cell, world units.
const SIDE: f32 = 256.0;
/// The most cells along one axis; on a larger map the cells grow.
const MOST: f32 = 400.0;

/// About the most places of lines that are noted; with more length of line the cells grow.
const MOST_NOTED: f32 = 2_000_000.0;
/// From this share of the cells on, one in so many, asking each is more work than looking through everything.
const MANY: usize = 16;

/// Places in the display list, by cell.
#[derive(Default)]
pub(super) struct LineCells {
    origin: Pos2,
    side: f32,
    columns: usize,
    rows: usize,
    /// Where each cell's entries begin, and where the last end.
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl LineCells {
    /// The cells of everything in `list` that belongs to a link. O(length of the lines in cells).
    pub(super) fn of(list: &DisplayList, extent: Rect) -> Self {
        let of_links =
            || (0_u32..).zip(&list.shapes).filter(|(_, shape)| matches!(shape.subject, Subject::Link(_)));
        let length: f64 = of_links().map(|(_, shape)| shape.bounds.width() + shape.bounds.height()).sum();
        let Some(mut cells) = Self::over(extent, length as f32 / MOST_NOTED) else { return Self::default() };
        let mut noted = Noted::default();
        for (place, shape) in of_links() {
            cells.note(shape, &mut noted);
            noted.end(place);
        }
        cells.sort_in(noted);
        cells
    }

    /// The cells of these areas, by their places. O(their sizes in cells).
    pub(super) fn of_areas(areas: impl Iterator<Item = Rect>, extent: Rect) -> Self {
        let Some(mut cells) = Self::over(extent, SIDE) else { return Self::default() };
        let mut noted = Noted::default();
        for (place, area) in (0_u32..).zip(areas) {
            cells.note_area(area, &mut noted);
            noted.end(place);
        }
        cells.sort_in(noted);
        cells
    }

    /// Empty cells, at least so large; `None` where there is nothing to hold.
    fn over(extent: Rect, least: f32) -> Option<Self> {
        if !extent.is_positive() {
            return None;
        }
        let side = SIDE.max(least).max(extent.width() / MOST).max(extent.height() / MOST);
        let count = |length: f32| (length / side) as usize + 1;
        Some(Self {
            origin: extent.min,
            side,
            columns: count(extent.width()),
            rows: count(extent.height()),
            ..Self::default()
        })
    }

    /// The places of what may lie within `reach` of `at`, in drawing order.
    pub(super) fn near(&self, at: Pos2, reach: f32) -> Vec<usize> {
        self.within(Rect::from_center_size(at, egui::Vec2::splat(2.0 * reach)))
    }

    /// The places of what may reach into `area`, in order.
    pub(super) fn within(&self, area: Rect) -> Vec<usize> {
        let mut places: Vec<usize> = self
            .cells_of(area)
            .flat_map(|cell| {
                let start = self.starts.get(cell).copied().unwrap_or(0) as usize;
                let end = self.starts.get(cell + 1).copied().unwrap_or(0) as usize;
                self.entries.get(start..end).unwrap_or_default()
            })
            .map(|place| *place as usize)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn note(&self, shape: &Shape, noted: &mut Noted) {
        if let Geometry::Line { path, .. } = &shape.geometry {
            for run in path.flattened() {
                for pair in run.windows(2) {
                    let [from, to] = pair else { continue };
                    self.note_stretch(world::pos(*from), world::pos(*to), noted);
                }
            }
        } else {
            self.note_area(world::rect(shape.bounds), noted);
        }
    }

    /// Long stretches are cut, so that a slanting one is noted along its way, not all over its rectangle.
    fn note_stretch(&self, from: Pos2, to: Pos2, noted: &mut Noted) {
        let pieces = ((to - from).length() / self.side).ceil().clamp(1.0, 1024.0);
        for piece in 0..pieces as u32 {
            let at = |share: f32| from + (to - from) * (share / pieces);
            self.note_area(Rect::from_two_pos(at(piece as f32), at(piece as f32 + 1.0)), noted);
        }
    }

    fn note_area(&self, area: Rect, noted: &mut Noted) {
        noted.cells.extend(self.cells_of(area).map(|cell| cell as u32));
    }

    /// Whether so much is in `area` that looking through everything is less work than asking its cells.
    pub(super) fn are_many_in(&self, area: Rect) -> bool {
        let [left, right, top, bottom] = self.span(area);
        (right - left + 1) * (bottom - top + 1) * MANY > self.columns * self.rows
    }

    /// The first and last column, and the first and last row.
    fn span(&self, area: Rect) -> [usize; 4] {
        // The casts saturate: what lies beyond the edges belongs to the cells along them.
        let along = |length: f32, count: usize| ((length / self.side) as usize).min(count.saturating_sub(1));
        let column = |x: f32| along(x - self.origin.x, self.columns);
        let row = |y: f32| along(y - self.origin.y, self.rows);
        [column(area.min.x), column(area.max.x), row(area.min.y), row(area.max.y)]
    }

    fn cells_of(&self, area: Rect) -> impl Iterator<Item = usize> + use<> {
        let [left, right, top, bottom] = self.span(area);
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn sort_in(&mut self, noted: Noted) {
        self.starts = vec![0; self.columns * self.rows + 1];
        for cell in &noted.cells {
            if let Some(count) = self.starts.get_mut(*cell as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.starts.clone();
        self.entries = vec![0; noted.cells.len()];
        let mut from = 0;
        for (place, end) in noted.ends {
            for cell in noted.cells.get(from..end).unwrap_or_default() {
                let Some(slot) = next.get_mut(*cell as usize) else { continue };
                if let Some(entry) = self.entries.get_mut(*slot as usize) {
                    *entry = place;
                }
                *slot += 1;
            }
            from = end;
        }
    }
}

/// The cells of one thing after another. Of a large map there are millions.
#[derive(Default)]
struct Noted {
    cells: Vec<u32>,
    /// What is in cells, by its place, and where its cells end; they begin where those of the one before end.
    ends: Vec<(u32, usize)>,
}

impl Noted {
    /// All cells since the last end are those of `place`; each is kept once.
    fn end(&mut self, place: u32) {
        let from = self.ends.last().map_or(0, |(_, end)| *end);
        if let Some(own) = self.cells.get_mut(from..) {
            own.sort_unstable();
        }
        let mut last = None;
        let mut kept = from;
        for at in from..self.cells.len() {
            let cell = self.cells.get(at).copied();
            if cell != last
                && let (Some(cell), Some(slot)) = (cell, self.cells.get_mut(kept))
            {
                *slot = cell;
                kept += 1;
            }
            last = cell;
        }
        self.cells.truncate(kept);
        self.ends.push((place, kept));
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;
    use crate::layout::Point;
    use crate::model::LinkId;
    use crate::picture::{Color, Levels, Part, Path, Stroke};

    fn line(from: (f64, f64), to: (f64, f64)) -> Shape {
        let path = Path::polyline(&[Point::new(from.0, from.1), Point::new(to.0, to.1)]);
        let stroke = Stroke::solid(Color::rgb(0), 1.0);
        let link = LinkId { supplier: "a".into(), customer: "b".into() };
        Shape::new(Subject::Link(link), Part::Body, Levels::ALL, Geometry::Line { path, stroke })
    }

    #[test]
    fn a_slanting_line_is_found_along_its_way_and_nowhere_else() {
        let mut list = DisplayList::default();
        list.push(line((0.0, 0.0), (4000.0, 4000.0)));
        list.push(line((0.0, 4000.0), (4000.0, 4000.0)));
        let cells = LineCells::of(&list, world::rect(list.bounds));
        assert_eq!(cells.near(pos2(2000.0, 2010.0), 20.0), [0]);
        assert_eq!(cells.near(pos2(3990.0, 3990.0), 20.0), [0, 1]);
        assert!(cells.near(pos2(3500.0, 500.0), 20.0).is_empty());
        assert_eq!(cells.near(pos2(9000.0, 9000.0), 20.0), [0, 1], "beyond the edges: the corner's cell");
        let areas =
            [Rect::from_two_pos(pos2(0.0, 0.0), pos2(900.0, 40.0)), Rect::from_pos(pos2(3000.0, 10.0))];
        let cells = LineCells::of_areas(areas.into_iter(), world::rect(list.bounds));
        assert_eq!(cells.within(Rect::from_two_pos(pos2(700.0, 0.0), pos2(800.0, 9.0))), [0]);
        assert_eq!(cells.within(Rect::from_two_pos(pos2(700.0, 0.0), pos2(3100.0, 9.0))), [0, 1]);
        assert!(
            cells.are_many_in(world::rect(list.bounds)) && !cells.are_many_in(Rect::from_pos(pos2(9.0, 9.0)))
        );
        assert!(LineCells::default().near(pos2(0.0, 0.0), 5.0).is_empty());
    }
}
