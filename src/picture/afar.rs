//! What is left of a line when one looks from afar: the window and the files with pixels simplify alike.
//!
//! Pixels are screen points in the window. Deliberately absent: how each of them paints what is left.

/// The thinnest a line gets, pixels.
pub const THINNEST: f64 = 1.0;
/// The thinnest an outline gets, pixels.
pub const FINEST_OUTLINE: f64 = 0.7;
/// The shortest a dash gets, pixels.
pub const SHORTEST_DASH: f64 = 4.0;
/// From more lines than this on, what would be lost among the others is simplified.
pub const CROWD: usize = 1500;
/// Below so many pixels a world unit the lines of a crowd are thinner than a pixel and become whole lines: a dash would be shorter than
/// the crossing lines are apart.
pub const FAR_ZOOM: f64 = 0.3;
