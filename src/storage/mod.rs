//! The org file: reading, writing, and keeping it safe. The only room that writes org files.
//!
//! Text side: [`parse`] and [`to_text`] are the two directions. Text goes through a scanner into a flat tree that knows the place of
//! every value, is brought to the newest format there, and is then read; so that every error, of notation or of meaning, has
//! its line and column.
//!
//! Deliberately absent: dialogs, default paths, decisions that are the person's.

mod atomic;
mod backup;
mod document;
mod fault;
mod gathered;
mod glimpse;
mod hash;
mod journal;
pub mod limits;
mod load;
mod migrate;
mod path_text;
mod places;
mod read;
mod read_expectations;
mod read_links;
mod read_records;
mod read_workshop;
mod recovery;
mod save;
mod scan;
mod settings;
mod target;
mod turn;
mod value;
mod versions;
mod watch;
mod write;
mod write_records;
mod write_workshop;

pub use atomic::{replace_file, sweep_leftovers};
pub use backup::{Backup, DAILY_KEPT, REPLACED_KEPT, backups_of, keep_before_change, keep_daily};
pub use fault::{LoadError, LoadProblem, Place};
pub use hash::FileHash;
pub use journal::{Base, Journal, Mark};
pub use load::{LoadNote, Loaded, load, parse};
pub use migrate::NEWEST_FORMAT;
pub use places::Places;
pub use recovery::{Ground, PendingRecovery, Recovered, pending_recoveries};
pub use save::{ExpectedOnDisk, Manner, Offer, SaveError, Saved, Step, save, save_in};
pub use settings::{RECENT_KEPT, Settings};
pub use versions::{
    VERSION_NAME_LETTERS, Version, VersionError, VersionHolds, VersionLabel, VersionOccasion, adopt_versions,
    keep_version, remove_version, versions_of,
};
pub use watch::{DiskNews, DiskWatch, GLANCE_EVERY, Look, Occasion, READ_EVERY, Sighting};
pub use write::{MADE_BY, to_text};
