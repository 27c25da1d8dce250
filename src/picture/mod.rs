//! The picture of the map: one display list in world coordinates, which the canvas and every export draw alike.
//!
//! The way of a picture:
//! ```text
//! Org -> request -> (layout) -> Layout;  Org + Diagnosis + Layout + Theme + what is chosen -> build -> DisplayList
//! ```
//! A link's state shows without colour: a gap and a torn chain (broken), long dashes and "!" (struggles), dots and "?" (not
//! asked), a thin line (works). A probable cause has a halo, a thick line and a flag with the word. What is not lit is dimmed
//! to 30 %, never hidden.
//!
//! Deliberately absent: any back end (the canvas is in `ui`, SVG in `exchange`), cameras, and memory of earlier pictures.

mod build;
mod color;
mod department;
mod display;
mod label;
mod legend;
mod link;
mod lit;
mod marks;
pub mod metrics;
pub mod names;
mod party;
mod path;
mod pen;
mod placement;
mod request;
mod room;
mod sheet;
pub mod text;
mod theme;
mod way;

pub use build::{Arrangement, PictureInput, arrange, build, draw};
pub use color::Color;
pub use display::{
    Anchor, Dash, DisplayList, Geometry, Level, Levels, Part, Shape, Stroke, Subject, TextRun,
};
pub use legend::legend;
pub use lit::Lit;
pub use party::service_line;
pub use path::{Path, Place, Ruler, Segment, direction, distance_to_stretch, offset};
pub use pen::DIMMED_PERCENT;
pub use request::request;
pub use sheet::{sheet, summary};
pub use theme::{StateColors, Theme, ThemeName, Tint, Widths};
