//! How many pixels a picture gets.

use std::fmt;

use crate::picture::DisplayList;

/// The longest side, in pixels; many programs open no longer one.
pub const MOST_SIDE: u32 = 32_000;
/// The most pixels of a picture. One that large takes the program that opens it 800 MB.
pub const MOST_PIXELS: u32 = 200_000_000;
/// The longest side of a picture that nobody asked a width for, in pixels: programs open it without trouble.
pub const WIDEST_DEFAULT: u32 = 16_000;
/// The most pixels of a picture that nobody asked a width for: painted in seconds, and small enough to send.
pub const MOST_DEFAULT_PIXELS: u32 = 40_000_000;
/// Pixels in a world unit where nobody asks for a width: sharp on a good screen and on paper (192 to the inch).
const DEFAULT_SCALE: f64 = 2.0;
/// World units in a metre: 96 to the inch.
const UNITS_A_METRE: f64 = 96.0 / 0.0254;

/// Pixels of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right; above 0.
    pub width: u32,
    /// From top to bottom; above 0.
    pub height: u32,
    /// Pixels in a world unit; above 0.
    pub scale: f64,
}

/// More pixels were asked for than a picture may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// What was asked for, in pixels.
    pub width: u32,
    /// What its height would be.
    pub height: u64,
    /// The widest that can be had.
    pub widest: u32,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} pixels wide, the picture would be {} high, more than programs open; ask for at most {} pixels, or for SVG or PDF, \
             which are sharp at any size",
            self.width, self.height, self.widest
        )
    }
}

impl std::error::Error for TooLarge {}

impl Size {
    /// The size of a picture of `list`: `width` pixels wide; without that, two pixels a world unit, fewer where that is too many.
    ///
    /// # Errors
    /// [`TooLarge`], with the width that can be had.
    pub fn of(list: &DisplayList, width: Option<u32>) -> Result<Self, TooLarge> {
        let (across, along) = (list.bounds.width().max(1.0), list.bounds.height().max(1.0));
        let Some(width) = width else {
            let longest = f64::from(WIDEST_DEFAULT) / across.max(along);
            let scale = DEFAULT_SCALE.min(longest).min(by_area(across, along, MOST_DEFAULT_PIXELS));
            return Ok(Self::at_scale(across, along, scale));
        };
        let width = width.max(1);
        let size = Self::at_scale(across, along, f64::from(width) / across);
        let height = (along * size.scale).ceil();
        let is_large = height * f64::from(width) > f64::from(MOST_PIXELS);
        if width > MOST_SIDE || height > f64::from(MOST_SIDE) || is_large {
            let longest = f64::from(MOST_SIDE) / across.max(along);
            let widest = whole((across * longest.min(by_area(across, along, MOST_PIXELS))).floor());
            return Err(TooLarge { width, height: u64::from(whole(height)), widest });
        }
        Ok(Self { width, ..size })
    }

    fn at_scale(across: f64, along: f64, scale: f64) -> Self {
        let pixels = |units: f64| whole((units * scale - 1e-6).ceil()).clamp(1, MOST_SIDE);
        Self { width: pixels(across), height: pixels(along), scale }
    }

    /// How densely the pixels lie on paper, in pixels a metre.
    #[must_use]
    pub fn pixels_a_metre(self) -> u32 {
        whole((self.scale * UNITS_A_METRE).round()).max(1)
    }
}

/// The scale at which a picture has so many pixels, a few less for what rounding adds.
fn by_area(across: f64, along: f64, most: u32) -> f64 {
    (f64::from(most) * 0.999 / across / along).sqrt()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what fits; NaN gives 0"
)]
fn whole(value: f64) -> u32 {
    value.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::{MOST_PIXELS, MOST_SIDE, Size, WIDEST_DEFAULT};
    use crate::layout::{Point, Rect};
    use crate::picture::DisplayList;

    fn list(width: f64, height: f64) -> DisplayList {
        let bounds = Rect { min: Point::new(-5.0, 7.0), max: Point::new(width - 5.0, height + 7.0) };
        DisplayList { bounds, ..DisplayList::default() }
    }

    #[test]
    fn a_picture_is_as_wide_as_asked_or_twice_the_units() {
        let size = Size::of(&list(400.0, 300.0), None).expect("it fits");
        assert_eq!((size.width, size.height, size.scale), (800, 600, 2.0));
        assert_eq!(size.pixels_a_metre(), 7559);
        let size = Size::of(&list(400.0, 300.0), Some(1000)).expect("it fits");
        assert_eq!((size.width, size.height), (1000, 750));
        let nothing = Size::of(&DisplayList::default(), None).expect("it fits");
        assert_eq!((nothing.width, nothing.height), (2, 2));
    }

    #[test]
    fn nothing_is_larger_than_may_be_and_the_width_named_works() {
        for (across, along) in [(90_000.0, 60_000.0), (1.0e7, 40.0), (4000.0, 1.0e6), (300.0, 300.0)] {
            let list = list(across, along);
            let size = Size::of(&list, None).expect("without a width it always fits");
            assert!(size.width <= WIDEST_DEFAULT && size.height <= WIDEST_DEFAULT);
            assert!(u64::from(size.width) * u64::from(size.height) <= u64::from(MOST_PIXELS));
            let error = Size::of(&list, Some(4_000_000)).expect_err("too large");
            assert!(error.to_string().contains(&format!("at most {} pixels", error.widest)));
            let size = Size::of(&list, Some(error.widest)).expect("the width that was named");
            assert!(size.width <= MOST_SIDE && size.height <= MOST_SIDE);
            assert!(u64::from(size.width) * u64::from(size.height) <= u64::from(MOST_PIXELS));
        }
    }
}
