//! After a crash: what can be recovered from journals, in words, and restoring it by moving the steps onto the file as it is now.
//!
//! A journal is deleted only when its document was saved or the person gives it up. Nothing is guessed: a step that does not
//! fit any more is returned, not forced.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::backup;
use super::fault::LoadError;
use super::hash::FileHash;
use super::journal::{Base, ENDING, Journal, Record, record_of};
use super::load::load;
use super::{Places, limits};
use crate::edit::{Edit, Rebased, Transaction, rebase};
use crate::model::Org;

/// Work that was never saved: the journal of a program that died. Held locked, so that no other program offers it too.
#[derive(Debug)]
pub struct PendingRecovery {
    /// What the steps build upon.
    pub base: Base,
    /// When the document was opened.
    pub started: SystemTime,
    /// When the last step was taken.
    pub last_step: SystemTime,
    /// The steps that no save covers, oldest first; their labels are what to show.
    pub steps: Vec<Transaction>,
    /// Bytes at the end that could not be read: what was being written when the program died.
    pub torn_bytes: u64,
    file: File,
    path: PathBuf,
    /// How many bytes the whole lines have.
    whole_length: u64,
    /// The steps of the whole file, saved ones included.
    all_steps: u64,
}

/// A map that was put together again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The file as it is now, with every step that fits.
    pub org: Org,
    /// Where the document is kept, if it ever was.
    pub path: Option<PathBuf>,
    /// The version of the file at `path` that the next save may replace; `None` when there is no file.
    pub on_disk: Option<FileHash>,
    /// What the steps were put onto.
    pub ground: Ground,
    /// What was put on, step by step.
    pub applied: Vec<Transaction>,
    /// What did not fit, with the label of its step.
    pub refused: Vec<(String, Edit)>,
}

/// What recovered steps were put onto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Exactly what they were made on.
    Same,
    /// A later version of the file, which somebody has saved meanwhile.
    ChangedFile,
    /// A backup, because the file is gone or cannot be read.
    Backup(PathBuf),
    /// An empty map, because neither file nor backup can be read.
    Nothing,
}

/// Everything that can be recovered, the latest first. Journals of running programs are left alone; those without unsaved steps
/// are deleted; unreadable ones are set aside under another name.
#[must_use]
pub fn pending_recoveries(places: &Places) -> Vec<PendingRecovery> {
    let Ok(entries) = fs::read_dir(places.journals()) else { return Vec::new() };
    let mut pending: Vec<PendingRecovery> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .filter_map(|path| examine(&path))
        .collect();
    pending.sort_by(|a, b| (b.last_step, &b.path).cmp(&(a.last_step, &a.path)));
    pending
}

fn examine(path: &Path) -> Option<PendingRecovery> {
    let mut file = File::options().read(true).write(true).open(path).ok()?;
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let mut bytes = Vec::new();
    // A journal can be no longer than what its program could hold; a hostile one is cut here.
    (&mut file).take(limits::MAX_FILE_BYTES * 4).read_to_end(&mut bytes).ok()?;
    match Replay::of(&bytes) {
        Some(replay) if replay.steps.is_empty() => {
            drop(file);
            // Nothing was unsaved. One that cannot be deleted is found empty again the next time.
            drop(fs::remove_file(path));
            None
        }
        Some(replay) => Some(replay.pending(file, path, bytes.len() as u64)),
        None => {
            drop(file);
            // Kept for a person to look at, but not offered again and again.
            drop(fs::rename(path, path.with_extension("unreadable")));
            None
        }
    }
}

/// The lines of a journal, read up to the first damaged one.
struct Replay {
    base: Base,
    started: u64,
    last_step: u64,
    steps: Vec<Transaction>,
    all_steps: u64,
    whole_length: u64,
}

impl Replay {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut replay: Option<Self> = None;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(record) = line.strip_suffix(b"\n").and_then(record_of) else { break };
            match (record, &mut replay) {
                (Record::Begun { started, base, .. }, None) => {
                    let base = Base::from(&base);
                    let (steps, last_step) = (Vec::new(), started);
                    replay = Some(Self { base, started, last_step, steps, all_steps: 0, whole_length: 0 });
                }
                (Record::Step { at, applied }, Some(replay)) => {
                    replay.steps.push(applied);
                    replay.all_steps += 1;
                    replay.last_step = at;
                }
                (Record::Saved { steps, base }, Some(replay)) => replay.save(steps, &Base::from(&base)),
                _ => break,
            }
            if let Some(replay) = &mut replay {
                replay.whole_length += line.len() as u64;
            }
        }
        replay
    }

    /// Forgets the steps that a save covers: the first `steps` of the whole file.
    fn save(&mut self, steps: u64, base: &Base) {
        let later = usize::try_from(self.all_steps.saturating_sub(steps)).unwrap_or(usize::MAX);
        let covered = self.steps.len().saturating_sub(later);
        self.steps.drain(..covered);
        self.base = base.clone();
    }

    fn pending(self, file: File, path: &Path, length: u64) -> PendingRecovery {
        let time = |seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH);
        PendingRecovery {
            base: self.base,
            started: time(self.started),
            last_step: time(self.last_step),
            steps: self.steps,
            torn_bytes: length.saturating_sub(self.whole_length),
            file,
            path: path.to_owned(),
            whole_length: self.whole_length,
            all_steps: self.all_steps,
        }
    }
}

impl PendingRecovery {
    /// Puts the document together again: the file as it is now, and on it every step that fits. Nothing on disk is changed.
    #[must_use]
    pub fn recover(&self, places: &Places) -> Recovered {
        let (mut org, path, on_disk, ground) = self.find_ground(places);
        let (mut applied, mut refused) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let moved = move_step(step, &mut org);
            if !moved.applied.is_empty() {
                applied.push(Transaction::new(step.label.clone(), moved.applied));
            }
            refused.extend(moved.refused.into_iter().map(|edit| (step.label.clone(), edit)));
        }
        Recovered { org, path, on_disk, ground, applied, refused }
    }

    fn find_ground(&self, places: &Places) -> (Org, Option<PathBuf>, Option<FileHash>, Ground) {
        let Base::File { path, hash } = &self.base else {
            return (Org::default(), None, None, Ground::Same);
        };
        let found = load(path);
        let there = Some(path.clone());
        if let Ok(loaded) = found {
            let ground = if loaded.hash == *hash { Ground::Same } else { Ground::ChangedFile };
            return (loaded.org, there, Some(loaded.hash), ground);
        }
        // The file is gone or damaged. A save must not replace it unseen, so no version of it counts as known.
        let kept = backup::with_hash(path, *hash, places);
        match kept.and_then(|kept| Some((load(&kept.path).ok()?.org, kept.path))) {
            Some((org, kept)) => (org, there, None, Ground::Backup(kept)),
            None => (Org::default(), there, None, Ground::Nothing),
        }
    }

    /// What kept the file itself from being read, if anything did.
    #[must_use]
    pub fn trouble_with_file(&self) -> Option<LoadError> {
        match &self.base {
            Base::NewMap => None,
            Base::File { path, .. } => load(path).err(),
        }
    }

    /// Goes on writing in this journal: for the document that was recovered from it. The journal is cleared when that is saved.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn resume(self) -> io::Result<Journal> {
        Journal::resume(self.file, self.path, self.whole_length, self.all_steps)
    }

    /// Deletes the journal: the person does not want the work back.
    ///
    /// # Errors
    /// When the file cannot be deleted.
    pub fn discard(self) -> io::Result<()> {
        drop(self.file);
        fs::remove_file(self.path)
    }
}

/// Moves one step onto `org`. A step that fits is applied whole. Of one that does not, the edits that fit are applied, unless that
/// would leave the map unsound or would remove half of something: then none is.
fn move_step(step: &Transaction, org: &mut Org) -> Rebased {
    if step.apply(org).is_ok() {
        return Rebased { applied: step.edits.clone(), refused: Vec::new() };
    }
    let before = org.clone();
    let moved = rebase(&step.edits, org);
    let half_removed = moved.refused.iter().any(is_removal);
    if !half_removed && org.violations().is_empty() {
        return moved;
    }
    *org = before;
    Rebased { applied: Vec::new(), refused: step.edits.clone() }
}

fn is_removal(edit: &Edit) -> bool {
    match edit {
        Edit::PartyExists { change, .. }
        | Edit::LinkExists { change, .. }
        | Edit::ExpectationExists { change, .. } => !change.after,
        _ => false,
    }
}
