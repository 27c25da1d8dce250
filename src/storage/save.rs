//! Saving an org file: the old one or the new one, never half of either, and never somebody else's work overwritten in silence.
//!
//! In this order: write to memory; read that back and compare; follow symbolic links; write a temporary file in the same folder;
//! sync; take a turn among copies of this program; look whether the file on disk is still the one we know; rename; sync the folder. A file with several names (hard links) is
//! backed up and written in place, or its other names would keep the old content. May take seconds where a virus scanner or a
//! sync program holds the file: not for the thread that draws.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::backup::keep_replaced;
use super::hash::FileHash;
use super::load::parse;
use super::target::{OnDisk, hard_links, look, real_path};
use super::turn::turn_at;
use super::write::to_text;
use super::{NEWEST_FORMAT, Places, atomic, glimpse};
use crate::model::Org;

/// What the caller believes to stand on disk. Anything else is somebody else's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedOnDisk {
    /// No file of that name.
    Nothing,
    /// The version that was last read or written. When the file is gone, it is written anew.
    Version(FileHash),
    /// The person has chosen to overwrite whatever stands there; it is backed up first.
    Anything,
}

/// How the new content takes the place of the old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// A new file takes the old one's name: either is whole at any moment.
    #[default]
    Replace,
    /// The bytes of the old file are overwritten, after a backup: for folders where no file can be made.
    InPlace,
}

/// What a save has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where the file really is, symbolic links followed.
    pub path: PathBuf,
    /// Of what was written: what the next save expects.
    pub hash: FileHash,
    /// How it was written.
    pub manner: Manner,
    /// Where the version that stood there before was kept, when it was overwritten on purpose or in place.
    pub backup: Option<PathBuf>,
}

/// At which step a save failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Following the path to the folder and the file.
    Find,
    /// Reading what stands there.
    Compare,
    /// Keeping a copy of what stands there.
    BackUp,
    /// Writing the temporary file.
    WriteTemporary,
    /// Giving the temporary file its name.
    Replace,
    /// Overwriting the file.
    WriteInPlace,
}

impl std::fmt::Display for Step {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Find => "finding its folder",
            Self::Compare => "looking at the file that is there",
            Self::BackUp => "keeping a copy of the file that is there",
            Self::WriteTemporary => "writing a new file in its folder",
            Self::Replace => "putting the new file in the place of the old one",
            Self::WriteInPlace => "overwriting the file",
        })
    }
}

/// What the person can do about a save that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Save under another name or in another folder.
    SaveElsewhere,
    /// [`Manner::InPlace`].
    WriteInPlace,
    /// [`ExpectedOnDisk::Anything`].
    OverwriteWithBackup,
    /// Open what is on disk, and give up the changes or move them onto it.
    Reload,
    /// Leave it for now: the journal keeps the work.
    KeepInRecovery,
}

/// Why nothing was saved. The file is as it was, unless the step was [`Step::WriteInPlace`]: then the message says where the copy is.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else has saved, or a file of that name appeared.
    #[error("{} has been changed by somebody else since it was opened; nothing was overwritten", .path.display())]
    ChangedOnDisk {
        /// Which file.
        path: PathBuf,
        /// What stands there now.
        found: FileHash,
    },
    /// A newer program wrote what stands there.
    #[error("{} was written by {made_by} (format {format}), which is newer than this program; it is never overwritten: save under another name", .path.display())]
    NewerOnDisk {
        /// Which file.
        path: PathBuf,
        /// Who wrote it.
        made_by: String,
        /// Its format.
        format: u64,
    },
    /// The file is marked as read-only.
    #[error("{} is marked as read-only; save under another name, or take the mark away", .path.display())]
    ReadOnly {
        /// Which file.
        path: PathBuf,
    },
    /// What would be written could not be read again: a fault of this program.
    #[error(
        "the map could not be saved: what would be written cannot be read again ({reason}). This is a fault of the program; the work stays in recovery"
    )]
    DoesNotReadBack {
        /// In which way.
        reason: String,
    },
    /// The operating system refused.
    #[error("{} was not saved: {}{}", .path.display(), why(*.step, .source), kept_at(.backup.as_deref()))]
    Refused {
        /// Which file.
        path: PathBuf,
        /// At which step.
        step: Step,
        /// The system's words.
        source: io::Error,
        /// Where a copy of the old file lies, when it may have suffered.
        backup: Option<PathBuf>,
    },
}

/// What failed, and what to do where that is known; the system's own words elsewhere.
fn why(step: Step, source: &io::Error) -> String {
    use io::ErrorKind::{
        NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    match (source.kind(), step) {
        (StorageFull | QuotaExceeded, _) => {
            format!(
                "there is no room left on its disk ({step} failed); make room and save again, or save elsewhere"
            )
        }
        (NotFound, _) => {
            format!(
                "its folder is not there ({step} failed); bring it back and save again, or save elsewhere"
            )
        }
        (NotADirectory, Step::Find) => {
            format!("what should be its folder is a file ({step} failed); save elsewhere")
        }
        (PermissionDenied, Step::WriteTemporary | Step::Replace) => {
            format!(
                "new files are not allowed in its folder ({step} failed); write into the file, or save elsewhere"
            )
        }
        (PermissionDenied, _) => format!("you may not do so there ({step} failed); save elsewhere"),
        (ReadOnlyFilesystem, _) => {
            format!("its disk can only be read ({step} failed); save elsewhere")
        }
        _ => format!("{step} failed ({source})"),
    }
}

fn kept_at(backup: Option<&Path>) -> String {
    backup
        .map_or_else(String::new, |backup| format!("; the version before it is kept in {}", backup.display()))
}

impl SaveError {
    /// What to offer to the person, the best first.
    #[must_use]
    pub fn offers(&self) -> &'static [Offer] {
        match self {
            Self::ChangedOnDisk { .. } => {
                &[Offer::Reload, Offer::SaveElsewhere, Offer::OverwriteWithBackup, Offer::KeepInRecovery]
            }
            Self::Refused { step: Step::WriteTemporary | Step::Replace, source, .. }
                if source.kind() == io::ErrorKind::PermissionDenied =>
            {
                &[Offer::SaveElsewhere, Offer::WriteInPlace, Offer::KeepInRecovery]
            }
            Self::DoesNotReadBack { .. } => &[Offer::KeepInRecovery],
            _ => &[Offer::SaveElsewhere, Offer::KeepInRecovery],
        }
    }
}

/// Saves `org` at `path` by replacing the file there. See the module for the order of things.
///
/// # Errors
/// [`SaveError`]; nothing is lost.
pub fn save(org: &Org, path: &Path, expected: ExpectedOnDisk, places: &Places) -> Result<Saved, SaveError> {
    save_in(Manner::Replace, org, path, expected, places)
}

/// Saves `org` at `path` in the given manner.
///
/// # Errors
/// [`SaveError`]; nothing is lost.
pub fn save_in(
    manner: Manner,
    org: &Org,
    path: &Path,
    expected: ExpectedOnDisk,
    places: &Places,
) -> Result<Saved, SaveError> {
    let text = to_text(org);
    check_reads_back(&text, org)?;
    let refused = |step| move |source| refusal(path, step, source);
    let path = retrying(|| real_path(path)).map_err(refused(Step::Find))?;
    let save = Save { path: &path, bytes: text.as_bytes(), expected, places };
    let (manner, backup) = match manner {
        Manner::Replace if hard_links(&path) <= 1 => (Manner::Replace, save.replace()?),
        _ => (Manner::InPlace, save.write_in_place()?),
    };
    Ok(Saved { hash: FileHash::of(text.as_bytes()), path, manner, backup })
}

fn check_reads_back(text: &str, org: &Org) -> Result<(), SaveError> {
    let reason = match parse(text.as_bytes(), "written") {
        Ok(loaded) if loaded.org == *org => return Ok(()),
        Ok(_) => "it reads as another map".to_owned(),
        Err(error) => error.to_string(),
    };
    Err(SaveError::DoesNotReadBack { reason })
}

fn refusal(path: &Path, step: Step, source: io::Error) -> SaveError {
    SaveError::Refused { path: path.to_owned(), step, source, backup: None }
}

struct Save<'save> {
    path: &'save Path,
    bytes: &'save [u8],
    expected: ExpectedOnDisk,
    places: &'save Places,
}

impl Save<'_> {
    fn refused(&self, step: Step) -> impl Fn(io::Error) -> SaveError {
        move |source| refusal(self.path, step, source)
    }

    /// A new file in the place of the old one. Gives the place of the backup, if one was asked for.
    fn replace(&self) -> Result<Option<PathBuf>, SaveError> {
        // Before anything is written, so that a refusal costs nothing.
        let backup = self.check()?;
        retrying_steps(|| {
            let mut file = atomic::open(self.path).map_err(self.refused(Step::WriteTemporary))?;
            file.write_all(self.bytes).map_err(self.refused(Step::WriteTemporary))?;
            file.sync_all().map_err(self.refused(Step::WriteTemporary))?;
            // Again, as late as possible, and so that nobody of us comes between: somebody may have saved while we wrote.
            let _turn = turn_at(self.path);
            self.check_version()?;
            file.commit().map_err(self.refused(Step::Replace))
        })?;
        Ok(backup)
    }

    /// The old file's bytes overwritten, after a backup; on failure the old bytes are put back.
    fn write_in_place(&self) -> Result<Option<PathBuf>, SaveError> {
        let _turn = turn_at(self.path);
        self.check()?;
        let before = self.look()?;
        let backup = match &before {
            OnDisk::File { bytes, .. } => Some(self.back_up(bytes)?),
            OnDisk::Nothing => None,
        };
        let Err(source) = retrying(|| overwrite(self.path, self.bytes)) else { return Ok(backup) };
        if let OnDisk::File { bytes, .. } = &before {
            // If this fails too, the message names the copy.
            drop(overwrite(self.path, bytes));
        }
        Err(SaveError::Refused { path: self.path.to_owned(), step: Step::WriteInPlace, source, backup })
    }

    fn back_up(&self, bytes: &[u8]) -> Result<PathBuf, SaveError> {
        keep_replaced(self.path, bytes, self.places).map_err(self.refused(Step::BackUp))
    }

    fn look(&self) -> Result<OnDisk, SaveError> {
        let reason = |problem: super::LoadProblem| io::Error::other(problem.to_string());
        retrying(|| look(self.path).map_err(reason)).map_err(self.refused(Step::Compare))
    }

    /// Whether the file may be written at all. Backs up what will be overwritten on purpose.
    fn check(&self) -> Result<Option<PathBuf>, SaveError> {
        if fs::metadata(self.path).is_ok_and(|facts| facts.permissions().readonly()) {
            return Err(SaveError::ReadOnly { path: self.path.to_owned() });
        }
        match (self.check_version()?, self.expected) {
            (OnDisk::File { bytes, .. }, ExpectedOnDisk::Anything) => self.back_up(&bytes).map(Some),
            _ => Ok(None),
        }
    }

    fn check_version(&self) -> Result<OnDisk, SaveError> {
        let found = self.look()?;
        let OnDisk::File { bytes, hash } = &found else { return Ok(found) };
        match self.expected {
            ExpectedOnDisk::Version(known) if known == *hash => Ok(found),
            ExpectedOnDisk::Anything => refuse_newer(self.path, bytes).map(|()| found),
            _ => Err(SaveError::ChangedOnDisk { path: self.path.to_owned(), found: *hash }),
        }
    }
}

fn refuse_newer(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let newer = std::str::from_utf8(bytes).ok().and_then(glimpse::version);
    match newer {
        Some((format, made_by)) if format > NEWEST_FORMAT => {
            Err(SaveError::NewerOnDisk { path: path.to_owned(), made_by, format })
        }
        _ => Ok(()),
    }
}

fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// How often a refused step is tried again; the pauses grow by [`PAUSE`] each time, 1.4 seconds in all.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(25);

/// Virus scanners and sync programs hold a file for moments: what they refuse now they may allow soon.
fn may_pass(error: &io::Error) -> bool {
    use io::ErrorKind::{
        ExecutableFileBusy, Interrupted, PermissionDenied, ResourceBusy, TimedOut, WouldBlock,
    };
    // Windows: 32 is a sharing violation, 33 a lock.
    let held = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    let kind = error.kind();
    held || matches!(
        kind,
        ExecutableFileBusy | Interrupted | PermissionDenied | ResourceBusy | TimedOut | WouldBlock
    )
}

fn retrying<T>(attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    retry(attempt, may_pass)
}

fn retrying_steps<T>(attempt: impl FnMut() -> Result<T, SaveError>) -> Result<T, SaveError> {
    retry(attempt, |error| matches!(error, SaveError::Refused { source, .. } if may_pass(source)))
}

fn retry<T, E>(mut attempt: impl FnMut() -> Result<T, E>, may_pass: impl Fn(&E) -> bool) -> Result<T, E> {
    for pause in 1..=TRIES {
        match attempt() {
            Err(error) if may_pass(&error) => thread::sleep(PAUSE * pause),
            outcome => return outcome,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use super::{TRIES, retry};

    #[test]
    fn what_may_pass_is_tried_again_and_the_rest_is_not() {
        let mut tries = 0;
        let outcome: Result<(), &str> = retry(
            || {
                tries += 1;
                if tries < 3 { Err("busy") } else { Ok(()) }
            },
            |error| *error == "busy",
        );
        assert_eq!((outcome, tries), (Ok(()), 3));

        let mut tries = 0;
        let outcome: Result<(), &str> = retry(
            || {
                tries += 1;
                Err("full")
            },
            |error| *error == "busy",
        );
        assert_eq!((outcome, tries), (Err("full"), 1));
        assert_eq!(TRIES, 10);
    }
}
