//! The org file: reading, writing, and keeping it safe. The only room that writes org files.
//!
//! Text side: [`parse`] and [`to_text`] are the two directions. Text goes through a scanner into a flat tree that knows the place of
//! every value, is brought to the newest format there, and is then read; so that every error, of notation or of meaning, has
//! its line and column.
//!
//! Deliberately absent: dialogs, default paths, decisions that are the person's.

mod document;
mod fault;
mod hash;
pub mod limits;
mod load;
mod migrate;
mod read;
mod read_links;
mod scan;
mod value;
mod write;

pub use fault::{LoadError, LoadProblem, Place};
pub use hash::FileHash;
pub use load::{LoadNote, Loaded, load, parse};
pub use migrate::NEWEST_FORMAT;
pub use write::{MADE_BY, to_text};
