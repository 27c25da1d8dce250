//! The picture of the map: one display list in world coordinates, which the canvas and every export draw alike.
//!
//! The way of a picture:
//! ```text
//! Org -> request -> (layout) -> Layout;  Org + Diagnosis + Layout + Theme + what is chosen -> build -> DisplayList
//! ```
//! A link's state shows without colour: a gap and a torn chain (broken), long dashes and "!" (struggles), dots and "?" (not
//! asked), a thin line (works). A probable cause has a halo, a thick line and a flag with the word. What is not lit is dimmed
//! to 30 %, never hidden. A focus draws a part of the map and a folded department is one box ([`Shown`]); both say what they leave out.
//!
//! Deliberately absent: any back end (the canvas is in `ui`, SVG in `exchange`), cameras, and memory of earlier pictures.

pub mod afar;
mod build;
mod bundle;
mod color;
mod department;
mod display;
mod drawn;
mod folded;
mod gathered;
mod grid;
mod label;
mod lanes;
mod legend;
mod link;
mod lit;
mod marks;
pub mod metrics;
pub mod names;
mod nearby;
mod neighbourhood;
mod party;
mod path;
mod pen;
mod placement;
mod request;
mod room;
mod ruler;
mod sheet;
mod shown;
pub mod slide;
pub mod text;
mod theme;
mod way;

pub use build::{Arrangement, PictureInput, Seen, arrange, build, build_shown, draw};
pub use bundle::Tally;
pub use color::Color;
pub use display::{
    Anchor, Dash, DisplayList, Geometry, Level, Levels, Part, Shape, Stroke, Subject, TextRun,
};
pub use gathered::{Gathered, GatheredLine};
pub use legend::{legend, legend_columns};
pub use lit::Lit;
pub use neighbourhood::neighbourhood;
pub use party::service_line;
pub use path::{Path, Segment, direction, distance_to_stretch, offset};
pub use pen::DIMMED_PERCENT;
pub use request::{folded_key, request, request_again, request_of};
pub use ruler::{Place, Ruler};
pub use sheet::{sheet, sheet_of, summary};
pub use shown::{FoldedDepartment, Shown, ShownBox, ShownLine};
pub use theme::{StateColors, Theme, ThemeName, Tint, Widths};
