//! All links and needs as one table, and as a matrix of suppliers and customers: what stands where, in which order, what an edited cell asks
//! for, what goes out to a spreadsheet and what a pasted block would do.
//!
//! A row is an expectation, or a link that has none yet; it is called by its [`crate::session::Subject`]. Pure functions of the facts and of what is said of them;
//! whoever shows a table keeps their answers by revision. Deliberately absent: painting, the clipboard.

mod cells;
mod copy;
mod edit;
mod matrix;
mod paste;
mod rows;
mod standard;

pub use cells::{cell_text, spoken, verdict_text};
pub use copy::{copied, subjects_to_copy};
pub use edit::{NewRow, edit, suggestions};
pub use matrix::{Matrix, MatrixOrder};
pub use paste::{PasteRefused, Pasted, as_table, pasted};
pub use rows::{Column, Direction, Filter, Listed, Sort, list};
pub use standard::{standard_from, standard_text};
