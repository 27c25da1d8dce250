//! Points, sizes and rectangles in world units (`f64`, y grows downwards).
//!
//! Deliberately absent: screens, zoom, pixels. One world unit is one pixel at 100 %; that is all this room knows of a screen.

/// A place in the world.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Grows to the right.
    pub x: f64,
    /// Grows downwards.
    pub y: f64,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Both coordinates are numbers, neither infinite nor NaN.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// This point moved by `delta`.
    pub fn moved_by(self, delta: Self) -> Self {
        Self::new(self.x + delta.x, self.y + delta.y)
    }

    /// The point `share` of the way to `other`: 0 is here, 1 is there.
    pub fn mixed_with(self, other: Self, share: f64) -> Self {
        Self::new(self.x + share * (other.x - self.x), self.y + share * (other.y - self.y))
    }

    /// The straight distance to `other`, world units.
    pub fn distance(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt()
    }
}

/// Width and height, world units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Extent in x, not negative.
    pub width: f64,
    /// Extent in y, not negative.
    pub height: f64,
}

impl Size {
    /// The size `width` by `height`.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

/// A rectangle with sides along the axes; `min` is the top left corner, `max` the bottom right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Top left corner.
    pub min: Point,
    /// Bottom right corner.
    pub max: Point,
}

impl Rect {
    /// The rectangle of the given size around `centre`.
    pub fn from_centre(centre: Point, size: Size) -> Self {
        let (half_width, half_height) = (size.width / 2.0, size.height / 2.0);
        Self {
            min: Point::new(centre.x - half_width, centre.y - half_height),
            max: Point::new(centre.x + half_width, centre.y + half_height),
        }
    }

    /// The smallest rectangle that holds both corners, in whatever order they come.
    pub fn from_corners(one: Point, other: Point) -> Self {
        Self {
            min: Point::new(one.x.min(other.x), one.y.min(other.y)),
            max: Point::new(one.x.max(other.x), one.y.max(other.y)),
        }
    }

    /// The middle.
    pub fn centre(self) -> Point {
        Point::new((self.min.x + self.max.x) / 2.0, (self.min.y + self.max.y) / 2.0)
    }

    /// Extent in x.
    pub fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    /// Extent in y.
    pub fn height(self) -> f64 {
        self.max.y - self.min.y
    }

    /// Width and height together.
    pub fn size(self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// The smallest rectangle that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// This rectangle grown by `margin` on all four sides (shrunk when negative).
    pub fn grown(self, margin: f64) -> Self {
        Self {
            min: Point::new(self.min.x - margin, self.min.y - margin),
            max: Point::new(self.max.x + margin, self.max.y + margin),
        }
    }

    /// This rectangle moved by `delta`.
    pub fn moved_by(self, delta: Point) -> Self {
        Self { min: self.min.moved_by(delta), max: self.max.moved_by(delta) }
    }

    /// The two share area; touching edges do not count.
    pub fn overlaps(self, other: Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// `point` lies inside or on the border.
    pub fn contains(self, point: Point) -> bool {
        self.min.x <= point.x && point.x <= self.max.x && self.min.y <= point.y && point.y <= self.max.y
    }

    /// `point` lies on the border, within `tolerance` world units.
    pub fn has_on_border(self, point: Point, tolerance: f64) -> bool {
        self.grown(tolerance).contains(point)
            && !(self.min.x + tolerance < point.x
                && point.x < self.max.x - tolerance
                && self.min.y + tolerance < point.y
                && point.y < self.max.y - tolerance)
    }

    /// The straight line from `from` to `to` runs through the inside (not merely along the border).
    ///
    /// Liang and Barsky's clipping (1984).
    pub fn is_crossed_by(self, from: Point, to: Point) -> bool {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.x - self.min.x),
            (dx, self.max.x - from.x),
            (-dy, from.y - self.min.y),
            (dy, self.max.y - from.y),
        ];
        for (slope, room) in sides {
            if slope == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if slope < 0.0 {
                enter = enter.max(room / slope);
            } else {
                leave = leave.min(room / slope);
            }
        }
        enter < leave
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_along_the_border_does_not_cross() {
        let rect = Rect::from_centre(Point::new(0.0, 0.0), Size::new(10.0, 10.0));
        assert!(rect.is_crossed_by(Point::new(-9.0, 0.0), Point::new(9.0, 1.0)));
        assert!(!rect.is_crossed_by(Point::new(-9.0, 5.0), Point::new(9.0, 5.0)));
        assert!(!rect.is_crossed_by(Point::new(5.0, 0.0), Point::new(9.0, 1.0)));
        assert!(!rect.is_crossed_by(Point::new(-9.0, 6.0), Point::new(-6.0, 9.0)));
    }

    #[test]
    fn the_border_is_neither_inside_nor_outside() {
        let rect = Rect::from_centre(Point::new(0.0, 0.0), Size::new(10.0, 4.0));
        assert!(rect.has_on_border(Point::new(5.0, 1.0), 1e-6));
        assert!(!rect.has_on_border(Point::new(0.0, 0.0), 1e-6));
        assert!(!rect.has_on_border(Point::new(6.0, 0.0), 1e-6));
    }
}
