//! The panels around the map: outline, inspector, findings with the first screen, capture line, status line, history.
//!
//! Each is a function that reads a session and pushes requests, with a state of its own that the window makes afresh for every document.
//! Not here: the window that arranges them, and the map.

pub(in crate::ui) mod capture;
mod finding_acts;
mod finding_row;
mod findings;
mod history;
pub mod inspector;
mod outline;
mod overview;
mod records;
mod rows;
pub(super) mod scene;
mod status;
pub(super) mod words;

pub use capture::{CaptureState, capture_ui};
pub use findings::{FindingsPage, FindingsState, findings_ui};
pub use history::history_ui;
pub use inspector::{InspectorState, inspector_ui, org_settings_ui};
pub use outline::{OutlineState, outline_ui};
pub use overview::overview_ui;
pub use records::{complaint_for_selection, planned_for_selection};
pub use status::{StatusState, standing, status_ui};
pub use words::{counted, kept_in_words};
