//! One open document: what a person can ask for, how that becomes a transaction, and what is shown of it.
//!
//! A [`Command`] is planned (all validation happens there), becomes one [`crate::edit::Transaction`], one step of undo and one entry of
//! the journal. Diagnosis, layout and picture are kept here by revision. Deliberately absent: printing, egui, dialogs.

pub mod capture;
mod carrying;
mod checks;
mod command;
pub mod day_words;
mod dropped;
pub mod file_trouble;
pub mod guide;
mod keeping;
mod labels;
mod layout_memo;
mod layout_worker;
mod plan;
mod plan_move;
mod plan_records;
mod plan_several;
mod plan_workshop;
pub mod recovery;
mod removal;
mod said;
pub mod search;
mod selection;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod session;
mod showing;
pub mod starts;
pub mod table;
pub mod versions;
pub mod walk;

pub use command::{Command, NewParty};
pub use dropped::{Dropped, dropped};
pub use keeping::{Existing, NotBegun, Protection, SaveJob, SaveOutcome, SaveTarget};
pub use layout_memo::LARGE_MAP;
pub use plan::CommandError;
pub use removal::Removal;
pub use said::{Disagreement, disagreement};
pub use selection::{Selection, Subject};
pub use session::Session;
pub use showing::{Focus, OPENED_FOLDED, Showing};
