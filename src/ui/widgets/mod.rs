//! Small widgets that every panel uses: what looks the same everywhere is painted here once.
//!
//! Not here: anything that knows a session or pushes a request.

mod buttons;
mod choice;
mod field;
mod form;
mod look;
mod mark;
mod suggest;
mod text;
mod trend;

pub use buttons::{
    Chosen, Weight, button_ui, chip_ui, chips_ui, fold_ui, icon_button_ui, keyboard_comes, keyed_fold_ui,
    named_toggle_ui, paint_focus, removable_line_ui, row_background, row_ui, toggle_ui, way_ui,
};
pub use choice::{VERDICTS, choice_ui, tabs_ui, verdicts_ui};
pub use field::{Drafts, FieldLook, LabelPlace, Lines, Taken, field_ui, suggested_field_ui};
pub use form::{late_ui, side_by_side_ui, stands_beside};
pub use look::{Look, ROUND, ROW, STEP, StateInk, TARGET, link_like};
pub use mark::{Icon, paint_icon, paint_severity_mark, paint_state_mark};
pub use suggest::{SuggestState, Suggested, Suggesting, Suggestion, Tab, suggesting_ui};
pub use text::{
    body_ui, empty_ui, flow_ui, heading_ui, one_line, problem_ui, section_ui, soft_ui, strong_ui, wrapped,
};
pub use trend::{Point, Side, trend_ui};
