//! Where the parts of the map go, so that the whole suits a wide screen.
//!
//! Deliberately absent: the inside of a part.

use super::geometry::{Point, Rect, Size};

/// Width by height of the screens people have.
const SCREEN_ASPECT: f64 = 16.0 / 9.0;

/// The top left corner of each block, in rows beneath each other, `gap` apart, below `top_left`.
///
/// Blocks keep their order; a row is as wide as the widest block, or as a screen of the same area is. O(n).
pub(super) fn pack(blocks: &[Size], gap: f64, top_left: Point) -> Vec<Point> {
    let area: f64 = blocks.iter().map(|block| (block.width + gap) * (block.height + gap)).sum();
    let widest = blocks.iter().map(|block| block.width).fold(0.0, f64::max);
    pack_within(blocks, gap, top_left, (area * SCREEN_ASPECT).sqrt().max(widest))
}

/// As [`pack`], in rows of the given width.
pub(super) fn pack_within(blocks: &[Size], gap: f64, top_left: Point, width: f64) -> Vec<Point> {
    let mut corners = Vec::with_capacity(blocks.len());
    let (mut x, mut y, mut row_height) = (0.0, 0.0, 0.0_f64);
    for block in blocks {
        if x > 0.0 && x + block.width > width + 1.0e-6 {
            x = 0.0;
            y += row_height + gap;
            row_height = 0.0;
        }
        corners.push(Point::new(top_left.x + x, top_left.y + y));
        x += block.width + gap;
        row_height = row_height.max(block.height);
    }
    corners
}

/// The corner nearest below `wanted` where a block of this size overlaps none of the others.
pub(super) fn free_corner_below(size: Size, wanted: Point, taken: &[Rect], gap: f64) -> Point {
    let mut corner = wanted;
    for _ in 0..=taken.len() {
        let block = Rect { min: corner, max: Point::new(corner.x + size.width, corner.y + size.height) };
        let Some(other) =
            taken.iter().filter(|other| other.overlaps(block)).map(|other| other.max.y).reduce(f64::max)
        else {
            return corner;
        };
        corner.y = other + gap;
    }
    corner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_fill_rows_of_a_wide_screen() {
        let corners = pack(&[Size::new(100.0, 40.0); 12], 10.0, Point::default());
        assert_eq!(corners.iter().filter(|corner| corner.y == 0.0).count(), 3);
    }
}
