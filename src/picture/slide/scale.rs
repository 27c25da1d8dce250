//! How large things are on a slide, so that the back row reads them.
//!
//! A slide is measured in the units of the picture, in which a name is [`NAME`] high; the window's height comes to so many of them
//! that names take up the share of it that the room needs. So legibility does not depend on the window. Shares are those of
//! `NAME_SHARE` and `TEXT_SHARE` for a last row six image heights away, and grow with the distance.

use serde::{Deserialize, Serialize};

use crate::picture::metrics::NAME;
use crate::picture::text::{TextStyle, Weight};

/// Share of the window's height that a name's type takes in a normal room: about 1/20.
pub const NAME_SHARE: f64 = 0.049;
/// Share of the window's height that the smallest type takes in a normal room that anybody must read.
pub const TEXT_SHARE: f64 = 0.043;
/// From the last row to the picture in a normal room, image heights.
const NORMAL_DISTANCE: f64 = 6.0;

/// What people read below the figure: the smallest type on a slide.
pub const TEXT: TextStyle = TextStyle::new(NAME.size * TEXT_SHARE / NAME_SHARE, Weight::Regular);
/// Words on links, and lines that stand out.
pub const STRONG: TextStyle = TextStyle::new(TEXT.size, Weight::SemiBold);
/// What a slide is about.
pub const HEADING: TextStyle = TextStyle::new(18.0, Weight::SemiBold);
/// A sentence by itself.
pub const LARGE: TextStyle = TextStyle::new(18.0, Weight::Regular);

/// How far away the last row sits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Hall {
    /// Four image heights.
    Small,
    /// Six image heights.
    #[default]
    Normal,
    /// Eight image heights.
    Long,
}

impl Hall {
    /// From the nearest to the farthest last row.
    pub const ALL: [Self; 3] = [Self::Small, Self::Normal, Self::Long];

    /// What it is called on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Small => "Small room",
            Self::Normal => "Normal room",
            Self::Long => "Long room",
        }
    }

    /// From the last row to the picture, image heights.
    #[must_use]
    pub fn distance(self) -> f64 {
        match self {
            Self::Small => 4.0,
            Self::Normal => NORMAL_DISTANCE,
            Self::Long => 8.0,
        }
    }

    /// The height of a slide, units of the picture.
    #[must_use]
    pub fn slide_height(self) -> f64 {
        NAME.size * NORMAL_DISTANCE / (NAME_SHARE * self.distance())
    }

    /// Share of the window's height that type of this style takes.
    #[must_use]
    pub fn share(self, style: TextStyle) -> f64 {
        style.size / self.slide_height()
    }
}
