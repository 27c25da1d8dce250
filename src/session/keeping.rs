//! Where the open document is kept: its file, the journal of unsaved work, the save that is under way, somebody else's save.
//!
//! A save is cut in three, so that the window never waits for a disk: [`Session::begin_save`] holds on to the facts,
//! [`SaveJob::run`] writes them on any thread, [`Session::finish_save`] takes in what came of it. Clocks are handed in.
//!
//! Deliberately absent: dialogs, questions and threads. What went wrong is handed on as data, with what can be done about it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime};

use super::Session;
use crate::edit::{Transaction, diff};
use crate::model::{Day, Org};
use crate::storage::{
    Base, DiskNews, DiskWatch, ExpectedOnDisk, FileHash, Journal, LoadError, LoadNote, Loaded, Look, Manner,
    Mark, Occasion, Places, SaveError, Saved, Sighting, keep_daily, load, save_in, sweep_leftovers,
};

/// What is known of the file, and what protects the work that is not in it.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    pub(super) path: Option<PathBuf>,
    /// The version of the file that was last read or written.
    pub(super) on_disk: Option<FileHash>,
    /// What was noted when the file was read and comes true with the first save.
    pub(super) notes: Vec<LoadNote>,
    /// Where journal and backups lie; nothing is journaled without.
    pub(super) places: Option<Places>,
    pub(super) journal: Option<Journal>,
    /// What was applied and is not in the journal yet, oldest first.
    pub(super) unjournaled: Vec<Transaction>,
    pub(super) trouble: Option<String>,
    saving: Option<Ticket>,
    watch: Option<DiskWatch>,
}

/// Numbers the saves of this program, so that one of an earlier document is not taken for one of this.
type Ticket = u64;

static TICKETS: AtomicU64 = AtomicU64::new(0);

/// What may stand at the place of a save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// Only the version that this document was read from or saved as; anything else is somebody's work, and nothing is saved.
    #[default]
    Ours,
    /// Anything: the person has said so. It is backed up first.
    Anything,
}

/// Where and how to save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveTarget {
    /// `None` for where the document is kept already.
    pub path: Option<PathBuf>,
    /// What may be overwritten there.
    pub existing: Existing,
    /// How the new content takes the place of the old.
    pub manner: Manner,
}

/// Why no save was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotBegun {
    /// The document was never saved.
    #[error("Choose where to save it")]
    NoPath,
    /// One save at a time.
    #[error("It is being saved already")]
    Busy,
}

/// A save that may run on any thread: it owns all it needs.
#[derive(Debug)]
pub struct SaveJob {
    ticket: Ticket,
    org: Arc<Org>,
    path: PathBuf,
    expected: ExpectedOnDisk,
    manner: Manner,
    places: Places,
    mark: Option<Mark>,
}

/// What came of a save; to be given to [`Session::finish_save`].
#[derive(Debug)]
pub struct SaveOutcome {
    ticket: Ticket,
    mark: Option<Mark>,
    result: Result<Saved, SaveError>,
}

impl SaveJob {
    /// Writes the file. May take seconds where another program holds it.
    #[must_use]
    pub fn run(self) -> SaveOutcome {
        let result = save_in(self.manner, &self.org, &self.path, self.expected, &self.places);
        SaveOutcome { ticket: self.ticket, mark: self.mark, result }
    }

    /// Where it will be saved.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// What guards the work that is not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection<'session> {
    /// Every step is in the journal, or there is none to protect.
    Safe,
    /// The journal cannot be written: a crash would lose the unsaved work. Why, in the system's words.
    Unprotected(&'session str),
}

impl Session {
    /// The document at `path`. Sweeps what broken saves have left beside it and keeps today's backup of it.
    ///
    /// # Errors
    /// [`LoadError`] with its place, when the file cannot be read or is not a sound org file.
    pub fn open(path: &Path, places: &Places, today: Day, now: SystemTime) -> Result<Self, LoadError> {
        let path = absolute(path);
        // What was swept was worthless; nothing depends on it.
        drop(sweep_leftovers(&path, now));
        let loaded = load(&path)?;
        // A backup that cannot be made must not keep anybody from working.
        drop(keep_daily(&path, loaded.hash, today, places));
        Ok(Self::opened(&path, loaded, places, today))
    }

    /// The document that was read from `path`, by whatever thread.
    #[must_use]
    pub fn opened(path: &Path, loaded: Loaded, places: &Places, today: Day) -> Self {
        let mut session = Self::of(loaded.org, Some(absolute(path)), today).protected_by(places);
        session.keeping.on_disk = Some(loaded.hash);
        session.keeping.notes = loaded.notes;
        session
    }

    /// The same document, its unsaved work journaled in `places` from now on.
    #[must_use]
    pub fn protected_by(mut self, places: &Places) -> Self {
        self.keeping.places = Some(places.clone());
        self
    }

    /// `org` as a map that was never saved: a copy, a template, what a spreadsheet holds. All of it is one step called `label`, so that the
    /// journal holds what later steps build upon and a crash loses nothing.
    #[must_use]
    pub fn made_of(org: &Org, label: impl Into<String>, places: &Places, today: Day) -> Self {
        let mut session = Self::new(today).protected_by(places);
        let all = Transaction::new(label, diff(&Org::default(), org));
        if session.execute_transaction(all).is_err() {
            debug_assert!(false, "a map that was read can be made from nothing");
            session = Self::of(org.clone(), None, today).protected_by(places);
            session.history.mark_unsaved();
        }
        session
    }

    /// The same document, as it stands nobody's work: it may be closed without a question.
    #[must_use]
    pub fn nobodys_work_yet(mut self) -> Self {
        self.history.mark_saved();
        self
    }

    /// Puts every step that was taken into the journal. Called after each change, it keeps the loss by a crash to one action.
    /// Without a place for journals it does nothing.
    pub fn protect(&mut self, now: SystemTime) -> Protection<'_> {
        if !self.keeping.unjournaled.is_empty() {
            self.keeping.write_journal(now);
        }
        self.protection()
    }

    /// Whether the unsaved work would survive a crash, as of the last [`Session::protect`].
    #[must_use]
    pub fn protection(&self) -> Protection<'_> {
        self.keeping.trouble.as_deref().map_or(Protection::Safe, Protection::Unprotected)
    }

    /// Holds on to the facts as they are now, to be written while work goes on.
    ///
    /// # Errors
    /// [`NotBegun`] when there is no path yet, or a save is under way.
    pub fn begin_save(&mut self, target: SaveTarget, now: SystemTime) -> Result<SaveJob, NotBegun> {
        if self.is_saving() {
            return Err(NotBegun::Busy);
        }
        let path = match target.path {
            Some(path) => absolute(&path),
            None => self.keeping.path.clone().ok_or(NotBegun::NoPath)?,
        };
        let places = self.keeping.places.clone().unwrap_or_else(Places::platform);
        // A journal that begins while the save runs would build upon the version before it.
        self.keeping.write_journal(now);
        self.history.begin_saving();
        let ticket = TICKETS.fetch_add(1, Ordering::Relaxed);
        self.keeping.saving = Some(ticket);
        Ok(SaveJob {
            ticket,
            org: self.shared_org(),
            expected: self.keeping.expected_at(&path, target.existing),
            path,
            manner: target.manner,
            places,
            mark: self.keeping.journal.as_ref().map(Journal::mark),
        })
    }

    /// Takes in what came of a save. On success exactly the state that was written counts as saved: edits made meanwhile do not.
    ///
    /// # Errors
    /// Why nothing was saved; [`SaveError::offers`] says what can be done. The work stays unsaved and in the journal.
    pub fn finish_save(&mut self, outcome: SaveOutcome, now: SystemTime) -> Result<Saved, SaveError> {
        if self.keeping.saving != Some(outcome.ticket) {
            // The save of a document that was open before this one.
            return outcome.result;
        }
        let saved = match outcome.result {
            Ok(saved) => saved,
            Err(error) => {
                self.give_up_save();
                return Err(error);
            }
        };
        self.keeping.saving = None;
        self.history.finish_saving();
        self.keeping.note_saved(&saved, outcome.mark, now);
        Ok(saved)
    }

    /// Waits no longer for the save that is under way: its thread has died. The work stays unsaved and in the journal.
    pub fn give_up_save(&mut self) {
        self.keeping.saving = None;
        self.history.give_up_saving();
    }

    /// Whether a save is under way.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.keeping.saving.is_some()
    }

    /// Where the document is kept, if it was saved or opened.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.keeping.path.as_deref()
    }

    /// What the first save will change beside the facts (comments lost, a newer format), to be said before it. Empty after.
    #[must_use]
    pub fn notes_before_save(&self) -> &[LoadNote] {
        &self.keeping.notes
    }

    /// Whether the file has comments, which the first save will not keep.
    #[must_use]
    pub fn comments_will_be_lost(&self) -> bool {
        self.keeping.notes.iter().any(|note| matches!(note, LoadNote::CommentsNotKept { .. }))
    }

    /// The look at the file that is due, to see whether somebody else has saved it. Taken on any thread, its sighting comes back
    /// through [`Session::note_sighting`]. `None` while this document is being saved, or has no file.
    pub fn next_look(&mut self, now: Instant, occasion: Occasion) -> Option<Look> {
        let (path, known) = (self.keeping.path.clone()?, self.keeping.on_disk?);
        if self.is_saving() {
            return None;
        }
        self.keeping.watch.get_or_insert_with(|| DiskWatch::new(&path, known, now)).next_look(now, occasion)
    }

    /// Takes in what a look saw, and says how things stand: whether to offer reload, save as, or overwrite with a backup.
    pub fn note_sighting(&mut self, sighting: Sighting, now: Instant) -> DiskNews {
        self.keeping.watch.as_mut().map_or(DiskNews::Unchanged, |watch| watch.note(sighting, now))
    }

    /// What has become of the file on disk, by the last look.
    #[must_use]
    pub fn disk_news(&self) -> DiskNews {
        self.keeping.watch.as_ref().map_or(DiskNews::Unchanged, DiskWatch::news)
    }

    /// Closes the document for good: saved, or given up by the person. Its journal is deleted; one that cannot be is offered for
    /// recovery at the next start.
    pub fn close(mut self) {
        if let Some(journal) = self.keeping.journal.take() {
            drop(journal.close());
        }
    }
}

impl Keeping {
    pub(super) fn at(path: Option<PathBuf>) -> Self {
        Self { path, ..Self::default() }
    }

    /// Takes in a step that was applied. Without a place for journals nothing would ever fetch it.
    pub(super) fn note_step(&mut self, applied: Transaction) {
        if self.places.is_some() {
            self.unjournaled.push(applied);
        }
    }

    fn base(&self) -> Base {
        match (&self.path, self.on_disk) {
            (Some(path), Some(hash)) => Base::File { path: path.clone(), hash },
            _ => Base::NewMap,
        }
    }

    fn write_journal(&mut self, now: SystemTime) {
        let Some(places) = &self.places else { return };
        self.trouble = None;
        if self.journal.is_none() {
            match Journal::begin(places, &self.base(), now) {
                Ok(journal) => self.journal = Some(journal),
                Err(error) => self.trouble = Some(error.to_string()),
            }
        }
        let Some(journal) = &mut self.journal else { return };
        while let Some(step) = self.unjournaled.first() {
            let before = journal.mark();
            if let Err(error) = journal.append(step, now) {
                self.trouble = Some(error.to_string());
            }
            // A step that was written, but is not safe on the disk, must not be written twice.
            if journal.mark() == before {
                return;
            }
            self.unjournaled.remove(0);
        }
    }

    fn expected_at(&self, path: &Path, existing: Existing) -> ExpectedOnDisk {
        let here = self.path.as_deref().is_some_and(|kept| is_same_file(kept, path));
        match (existing, self.on_disk) {
            (Existing::Anything, _) => ExpectedOnDisk::Anything,
            (Existing::Ours, Some(hash)) if here => ExpectedOnDisk::Version(hash),
            (Existing::Ours, _) => ExpectedOnDisk::Nothing,
        }
    }

    fn note_saved(&mut self, saved: &Saved, mark: Option<Mark>, now: SystemTime) {
        // The path as the person knows it is kept; where a link leads is the file system's business.
        let known = self.path.take().filter(|kept| is_same_file(kept, &saved.path));
        self.path = Some(known.unwrap_or_else(|| saved.path.clone()));
        self.on_disk = Some(saved.hash);
        self.notes.clear();
        self.watch = None;
        let base = self.base();
        if let (Some(journal), Some(mark)) = (&mut self.journal, mark)
            && let Err(error) = journal.saved(mark, &base, now)
        {
            self.trouble = Some(error.to_string());
        }
    }
}

/// The path from the root, so that it means the same after a restart.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether both paths lead to one file, links followed where they exist.
fn is_same_file(one: &Path, other: &Path) -> bool {
    if one == other {
        return true;
    }
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
