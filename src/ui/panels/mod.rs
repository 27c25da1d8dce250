//! The panels around the map: outline, inspector, findings with the first screen, capture line, status line, history.
//!
//! Each is a function that reads a session and pushes requests, with a state of its own that the window makes afresh for every document.
//! Not here: the window that arranges them, and the map.

mod finding_row;
pub mod inspector;
mod rows;
mod scene;
mod words;

pub use inspector::{InspectorState, inspector_ui, org_settings_ui};
