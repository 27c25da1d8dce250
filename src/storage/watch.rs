//! Has somebody else saved the open file? Asked of the disk now and then: watchers are blind on network shares.
//!
//! A [`DiskWatch`] says when to look and how closely ([`DiskWatch::next_look`]); a [`Look`] can be taken on any thread; what it
//! saw goes back in ([`DiskWatch::note`]). It has no clock and no thread of its own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::hash::FileHash;
use super::target::{OnDisk, look};

/// Size and time are looked at this often.
pub const GLANCE_EVERY: Duration = Duration::from_secs(5);

/// The content is read this often, for disks whose times do not tell.
pub const READ_EVERY: Duration = Duration::from_secs(30);

/// What a glance sees: size and time of the last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

/// The open file, as we know it.
#[derive(Clone, Debug)]
pub struct DiskWatch {
    path: PathBuf,
    known: FileHash,
    stamp: Option<Stamp>,
    glanced: Instant,
    read: Instant,
    news: DiskNews,
}

/// Why to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Time goes by.
    Time,
    /// The window has come to the front: look closely.
    Focus,
}

/// A look at the disk that is due. Taking it may block as long as the disk does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    path: PathBuf,
    known: FileHash,
    stamp: Option<Stamp>,
    closely: bool,
}

/// What a look saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// What was known when the look was ordered: a save of our own in between makes the look worthless.
    known: FileHash,
    seen: Seen,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    /// Nothing readable: a share that sleeps. Counts as unchanged.
    Nothing,
    /// Same size and time, not read.
    SameStamp,
    /// The folder is there, the file is not.
    Gone,
    Content {
        hash: FileHash,
        stamp: Option<Stamp>,
    },
}

/// What has become of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskNews {
    /// It is the version that we know, or nothing can be seen of it.
    Unchanged,
    /// Somebody has saved another version.
    Changed(FileHash),
    /// It was deleted or moved.
    Gone,
}

impl DiskWatch {
    /// Watches the file at `path`, whose known version is `known`, from `now` on.
    #[must_use]
    pub fn new(path: &Path, known: FileHash, now: Instant) -> Self {
        Self { path: path.to_owned(), known, stamp: None, glanced: now, read: now, news: DiskNews::Unchanged }
    }

    /// The look that is due, if any.
    #[must_use]
    pub fn next_look(&self, now: Instant, occasion: Occasion) -> Option<Look> {
        let closely = occasion == Occasion::Focus || now.saturating_duration_since(self.read) >= READ_EVERY;
        let due = closely || now.saturating_duration_since(self.glanced) >= GLANCE_EVERY;
        due.then(|| Look { path: self.path.clone(), known: self.known, stamp: self.stamp, closely })
    }

    /// How things stand, by the last look.
    #[must_use]
    pub fn news(&self) -> DiskNews {
        self.news
    }

    /// Takes in what a look saw, and says how things stand. Good for one version: after a save of our own, begin a new watch.
    pub fn note(&mut self, sighting: Sighting, now: Instant) -> DiskNews {
        if sighting.known != self.known {
            return self.news;
        }
        self.glanced = now;
        match sighting.seen {
            Seen::Nothing | Seen::SameStamp => {}
            Seen::Gone => {
                self.news = DiskNews::Gone;
                // What comes back is read, whatever its time says.
                self.stamp = None;
            }
            Seen::Content { hash, stamp } => {
                self.read = now;
                self.stamp = stamp;
                let same = hash == self.known;
                self.news = if same { DiskNews::Unchanged } else { DiskNews::Changed(hash) };
            }
        }
        self.news
    }
}

impl Look {
    /// Looks at the disk.
    #[must_use]
    pub fn take(&self) -> Sighting {
        Sighting { known: self.known, seen: self.see() }
    }

    fn see(&self) -> Seen {
        let stamp = match fs::metadata(&self.path) {
            Ok(facts) => Stamp { bytes: facts.len(), modified: facts.modified().ok() },
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.folder_is_there() => {
                return Seen::Gone;
            }
            Err(_) => return Seen::Nothing,
        };
        if !self.closely && self.stamp == Some(stamp) {
            return Seen::SameStamp;
        }
        match look(&self.path) {
            Ok(OnDisk::File { hash, .. }) => Seen::Content { hash, stamp: Some(stamp) },
            _ => Seen::Nothing,
        }
    }

    fn folder_is_there(&self) -> bool {
        self.path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir())
    }
}
