//! A colour as four bytes, and the mixing of two.
//!
//! Deliberately absent: colour spaces, gradients, any back end's own colour type.

use std::fmt;

/// A colour: red, green, blue in sRGB, and how opaque it is; 0 to 255 each, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// Opaque at 255.
    pub alpha: u8,
}

impl Color {
    /// The opaque colour written `0xRRGGBB`.
    #[must_use]
    pub const fn rgb(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self { red, green, blue, alpha: 255 }
    }

    /// This colour at `percent` of the way from `ground`, 0 to 100; as opaque as this one.
    ///
    /// Mixing, not transparency, is how things are dimmed: what lies beneath a dimmed box stays hidden.
    #[must_use]
    pub fn over(self, ground: Self, percent: u8) -> Self {
        let share = u32::from(percent.min(100));
        let mix = |mine: u8, theirs: u8| {
            let sum = u32::from(mine) * share + u32::from(theirs) * (100 - share);
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
            alpha: self.alpha,
        }
    }
}

/// `#rrggbb`; the opacity is not part of it.
impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn mixing_runs_from_the_ground_to_the_colour() {
        let (ink, paper) = (Color::rgb(0x00_00_00), Color::rgb(0xff_ff_ff));
        assert_eq!(ink.over(paper, 0), paper);
        assert_eq!(ink.over(paper, 100), ink);
        assert_eq!(ink.over(paper, 30).to_string(), "#b3b3b3");
    }
}
