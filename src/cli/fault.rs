//! Why a call ends early, and with which exit code.

use std::path::PathBuf;

use super::{SUCCESS, UNREADABLE, UNWRITABLE, USAGE};
use crate::exchange::ImportError;
use crate::storage::LoadError;

/// What ended a call.
#[derive(Debug)]
pub(super) enum Fault {
    /// Whoever read the output has heard enough: no fault at all.
    ReaderGone,
    /// The output cannot be written to.
    Output(String),
    /// The org file cannot be read or is refused.
    Org(LoadError),
    /// A table cannot be read from disk.
    Table { path: PathBuf, reason: String },
    /// A table is refused.
    Import(ImportError),
    /// The call asks for what cannot be.
    Usage(String),
    /// A file cannot be written, or must not be.
    Unwritable(String),
}

impl Fault {
    /// What to say; `None` when there is nothing to say.
    pub fn message(&self) -> Option<String> {
        Some(match self {
            Self::ReaderGone => return None,
            Self::Output(reason) => {
                format!("the output cannot be written ({reason}); check that there is room for it")
            }
            Self::Org(error) => error.to_string(),
            Self::Table { path, reason } => {
                format!(
                    "{}: could not be read ({reason}); check that it is there and that you may read it",
                    path.display()
                )
            }
            Self::Import(error) => error.to_string(),
            Self::Usage(message) | Self::Unwritable(message) => message.clone(),
        })
    }

    /// The exit code that says it to a script.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::ReaderGone => SUCCESS,
            Self::Usage(_) => USAGE,
            Self::Org(_) | Self::Table { .. } | Self::Import(_) => UNREADABLE,
            Self::Output(_) | Self::Unwritable(_) => UNWRITABLE,
        }
    }
}
