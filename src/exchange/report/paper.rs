//! The sheet that every report is laid out for: A4, its margins, and the sizes of its type, in points.
//!
//! The PDF is set with these numbers and the HTML report is styled with them, so that what fits on one fits on the other.

use crate::picture::text::{TextStyle, Weight};

/// Width of a sheet.
pub(super) const WIDTH: f64 = 595.28;
/// Height of a sheet.
pub(super) const HEIGHT: f64 = 841.89;
/// Left, right and above.
pub(super) const MARGIN: f64 = 48.0;
/// Below: room for the page's number.
pub(super) const FOOT: f64 = 54.0;
/// How wide a line of text may be.
pub(super) const COLUMN: f64 = WIDTH - 2.0 * MARGIN;

/// The organisation's name.
pub(super) const TITLE: TextStyle = TextStyle::new(22.0, Weight::SemiBold);
/// A section's name.
pub(super) const SECTION: TextStyle = TextStyle::new(15.0, Weight::SemiBold);
/// A heading on a page.
pub(super) const HEADING: TextStyle = TextStyle::new(12.0, Weight::SemiBold);
/// What is read.
pub(super) const BODY: TextStyle = TextStyle::new(10.0, Weight::Regular);
/// What stands out in it.
pub(super) const STRONG: TextStyle = TextStyle::new(10.0, Weight::SemiBold);
/// Tables and remarks.
pub(super) const SMALL: TextStyle = TextStyle::new(9.0, Weight::Regular);
/// Heads of tables and labels.
pub(super) const LABEL: TextStyle = TextStyle::new(9.0, Weight::SemiBold);
