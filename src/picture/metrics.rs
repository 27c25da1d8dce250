//! Sizes and distances of the picture in world units, on a grid of eight. One unit is one pixel at 100 %.
//!
//! Deliberately absent: colours and line widths, which a theme may change; sizes may not, since boxes are laid out with them.

use super::text::{TextStyle, Weight};

/// A party's name.
pub const NAME: TextStyle = TextStyle::new(14.0, Weight::SemiBold);
/// The line beneath it, and needs on link labels.
pub const SMALL: TextStyle = TextStyle::new(11.5, Weight::Regular);
/// State words, badges, department names.
pub const WORD: TextStyle = TextStyle::new(11.5, Weight::SemiBold);
/// The heading of an exported sheet.
pub const HEADING: TextStyle = TextStyle::new(24.0, Weight::SemiBold);

/// The grid.
pub const UNIT: f64 = 8.0;
/// The widest that a name's line may be.
pub const NAME_WIDTH: f64 = 168.0;
/// The most lines that a name may take.
pub const NAME_LINES: usize = 3;
/// The narrowest box.
pub const BOX_MIN_WIDTH: f64 = 128.0;
/// Between a box's side and its words.
pub const BOX_PADDING: f64 = 16.0;
/// The same for an external customer, whose ends are round.
pub const PILL_PADDING: f64 = 24.0;
/// Between a box's top and its words.
pub const BOX_PADDING_TOP: f64 = 11.0;
/// Corner of a team's box.
pub const BOX_RADIUS: f64 = 7.0;
/// Corner of a department's area.
pub const AREA_RADIUS: f64 = 12.0;
/// Between the two borders of an external customer.
pub const DOUBLE_BORDER: f64 = 3.5;
/// Length of an arrow head.
pub const ARROW: f64 = 9.0;
/// Radius of a link's mark.
pub const MARK: f64 = 8.0;
/// Length of the gap in a broken link: the broken chain lies in it.
pub const GAP: f64 = 30.0;
/// Height of a badge.
pub const BADGE: f64 = 18.0;
/// The widest line of a link's label.
pub const LABEL_WIDTH: f64 = 136.0;
/// The most lines of words beneath a label's state word.
pub const LABEL_LINES: usize = 3;
/// From layer to layer in the chain: room for a label beside its line.
pub const CHAIN_LAYER_GAP: f64 = 152.0;
/// From layer to layer in the pyramid.
pub const PYRAMID_LAYER_GAP: f64 = 112.0;
/// Between two boxes of a layer: room for the badges on their upper edges.
pub const BOX_GAP: f64 = 32.0;
