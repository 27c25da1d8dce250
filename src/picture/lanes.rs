//! A map cut into lanes along its longer side, and each lane into steps, pairs of steps, pairs of pairs, and so on: what runs along a lane
//! for long is noted in a few long pieces instead of in each of its cells.
//!
//! Deliberately absent: what is noted.

use std::ops::RangeInclusive;

use super::grid::{Grid, Slant};
use crate::layout::{Point, Rect};

/// How many steps are as long as a lane is wide.
const STEPS_A_WIDTH: f64 = 2.0;

/// The lanes over a map. Pieces are numbered lane by lane, in each lane the short ones first.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// Its rows are the lanes, its columns their steps. Of a tall map it is turned: x and y change places. Its longer side is stretched, so
    /// that its square cells are steps shorter than a lane is wide: in long pieces, short steps cost little.
    grid: Grid,
    is_tall: bool,
    /// Where the pieces of each length begin among those of a lane; the lengths double.
    lengths: Vec<usize>,
    /// How many pieces a lane has.
    pieces: usize,
}

/// The steps of a lane, from and to.
pub type Steps = RangeInclusive<usize>;

impl Lanes {
    /// Lanes over this area, half of `side` wide, or wider on a very large map.
    #[must_use]
    pub fn over(area: Rect, side: f64) -> Self {
        let is_tall = area.height() > area.width();
        let mut lanes = Self { is_tall, ..Self::default() };
        lanes.grid = Grid::over(lanes.placed_rect(area), side).split(2);
        let mut length = lanes.grid.columns;
        loop {
            lanes.lengths.push(lanes.pieces);
            lanes.pieces += length;
            if length <= 1 {
                return lanes;
            }
            length = length.div_ceil(2);
        }
    }

    /// How many lanes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.grid.rows
    }

    /// How many steps each lane has.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.grid.columns
    }

    /// How many pieces all lanes have.
    #[must_use]
    pub fn count_pieces(&self) -> usize {
        self.count() * self.pieces
    }

    /// The lanes that `rect` touches, and their steps that it touches.
    #[must_use]
    pub fn touched(&self, rect: Rect) -> (RangeInclusive<usize>, Steps) {
        self.grid.extent(self.placed_rect(rect))
    }

    /// The place on the grid.
    fn placed(&self, point: Point) -> Point {
        let (along, across) = if self.is_tall { (point.y, point.x) } else { (point.x, point.y) };
        Point::new(along * STEPS_A_WIDTH, across)
    }

    fn placed_rect(&self, rect: Rect) -> Rect {
        Rect { min: self.placed(rect.min), max: self.placed(rect.max) }
    }

    /// Each lane that a straight stretch runs through, with the steps that it runs through there.
    pub fn along(&self, from: Point, to: Point) -> impl Iterator<Item = (usize, Steps)> + use<'_> {
        let slant = Slant::between(self.placed(from), self.placed(to));
        self.grid.rows_along(&slant).map(move |lane| (lane, self.grid.columns_along(&slant, lane)))
    }

    /// Tells of the pieces that together make up these steps of a lane, each with its own steps: twice the logarithm of their number at most.
    pub fn cut(&self, lane: usize, steps: &Steps, mut tell: impl FnMut(usize, Steps)) {
        let (mut start, mut end) = (*steps.start(), *steps.end() + 1);
        for (doubled, first) in self.lengths.iter().enumerate() {
            if start >= end {
                return;
            }
            let mut tell_of = |place: usize| {
                let last = ((place + 1) << doubled).min(self.steps());
                tell(lane * self.pieces + first + place, (place << doubled)..=last.saturating_sub(1));
            };
            if start & 1 == 1 {
                tell_of(start);
                start += 1;
            }
            if start < end && end & 1 == 1 {
                end -= 1;
                tell_of(end);
            }
            (start, end) = (start / 2, end / 2);
        }
    }

    /// The pieces that hold some of these steps of a lane.
    pub fn over_steps(&self, lane: usize, steps: &Steps) -> impl Iterator<Item = RangeInclusive<usize>> + '_ {
        let (start, end) = (*steps.start(), *steps.end());
        let before = lane * self.pieces;
        let lengths = self.lengths.iter().enumerate();
        lengths.map(move |(doubled, first)| {
            before + first + (start >> doubled)..=before + first + (end >> doubled)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Lanes;
    use crate::layout::{Point, Rect};

    #[test]
    fn pieces_make_up_the_steps_and_are_found_from_each_of_them() {
        for height in [90.0, 100.0, 430.0, 1_570.0] {
            let area = Rect { min: Point::default(), max: Point::new(60.0, height) };
            let lanes = Lanes::over(area, 100.0);
            for start in 0..lanes.steps() {
                for end in start..lanes.steps() {
                    let (mut covered, mut pieces) = (Vec::new(), Vec::new());
                    lanes.cut(1, &(start..=end), |piece, steps| {
                        assert!(piece < lanes.count_pieces());
                        covered.extend(steps);
                        pieces.push(piece);
                    });
                    covered.sort_unstable();
                    assert!(covered.iter().copied().eq(start..=end), "{start}..={end} of {}", lanes.steps());
                    assert!(pieces.len() < 14);
                    for step in 0..lanes.steps() {
                        let mut over = lanes.over_steps(1, &(step..=step)).flatten();
                        let is_found = over.any(|piece| pieces.contains(&piece));
                        assert_eq!(is_found, (start..=end).contains(&step));
                    }
                }
            }
        }
    }
}
