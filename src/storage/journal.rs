//! The journal of unsaved work: every change goes to disk within a second, so that a crash loses at most one action.
//!
//! One file an open document, in the program's own folder. A line is a checksum and a record in RON; a torn last line is a line
//! whose checksum fails. What was applied is written, so an undo is the inverse transaction. Each line reaches the operating system
//! before [`Journal::append`] returns: nothing is lost when the program dies. A thread of its own syncs it to the disk within a
//! second, against a loss of power. A running program holds a lock on its journal, so that nobody else offers it for recovery.
//!
//! The person's own file is never touched from here. Reading a journal back is `recovery`.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Places;
use super::hash::FileHash;
use super::path_text::PathText;
use crate::edit::Transaction;

/// How the file of a journal ends.
pub(super) const ENDING: &str = "journal";

/// A step waits for at most this many pauses or further steps to be synced together with them: a quarter of a second.
const MOST_TOGETHER: u32 = 10;
const PAUSE: Duration = Duration::from_millis(25);

/// From this length on a journal whose steps are all saved is begun anew.
const BEGIN_ANEW_FROM: u64 = 64 * 1024;

/// What the steps of a journal build upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// A new, empty map that was never saved.
    NewMap,
    /// The file at this path, when it had this content.
    File {
        /// Where.
        path: PathBuf,
        /// Which version.
        hash: FileHash,
    },
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Record {
    /// The first line, and the first again when it was begun anew.
    Begun {
        format: u32,
        /// Seconds since 1970.
        started: u64,
        base: BaseText,
    },
    /// What was applied, and when.
    Step { at: u64, applied: Transaction },
    /// The state after the first `steps` steps of this file was saved.
    Saved { steps: u64, base: BaseText },
}

/// A [`Base`] as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum BaseText {
    NewMap,
    File { path: PathText, hash: FileHash },
}

impl From<&Base> for BaseText {
    fn from(base: &Base) -> Self {
        match base {
            Base::NewMap => Self::NewMap,
            Base::File { path, hash } => Self::File { path: PathText::of(path), hash: *hash },
        }
    }
}

impl From<&BaseText> for Base {
    fn from(base: &BaseText) -> Self {
        match base {
            BaseText::NewMap => Self::NewMap,
            BaseText::File { path, hash } => Self::File { path: path.to_path(), hash: *hash },
        }
    }
}

/// The number of steps that a journal held at some moment: what a save that began then covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// How often the file had been begun anew.
    times_begun: u32,
    steps: u64,
}

/// The journal of one open document.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    times_begun: u32,
    steps: u64,
    saved_steps: u64,
    /// How many bytes the whole lines have.
    length: u64,
    syncing: Syncing,
}

impl Journal {
    /// Begins a journal for a document that builds upon `base`.
    ///
    /// # Errors
    /// When the folder or file cannot be made: then unsaved work is unprotected, which the person must be told.
    pub fn begin(places: &Places, base: &Base, now: SystemTime) -> io::Result<Self> {
        let folder = places.journals();
        fs::create_dir_all(&folder)?;
        let (file, path) = new_file(&folder)?;
        // Where locks are not supported, journals of running programs may be offered for recovery; nothing is lost by that.
        drop(file.try_lock());
        let syncing = Syncing::start(file.try_clone()?);
        let mut journal = Self { file, path, times_begun: 0, steps: 0, saved_steps: 0, length: 0, syncing };
        journal.write(&Record::begun(base, now))?;
        Ok(journal)
    }

    /// Goes on with the journal of a document that was recovered from it. `length` is where its last whole line ends.
    pub(super) fn resume(mut file: File, path: PathBuf, length: u64, steps: u64) -> io::Result<Self> {
        cut(&mut file, length)?;
        let syncing = Syncing::start(file.try_clone()?);
        Ok(Self { file, path, times_begun: 0, steps, saved_steps: 0, length, syncing })
    }

    /// Writes down what was applied. When it returns, the death of the program loses nothing; within a second, the death of
    /// the machine does not either.
    ///
    /// # Errors
    /// When it cannot be written: the person must be told that unsaved work is unprotected.
    pub fn append(&mut self, applied: &Transaction, now: SystemTime) -> io::Result<()> {
        self.write(&Record::Step { at: seconds(now), applied: applied.clone() })?;
        self.steps += 1;
        self.syncing.trouble().map_or(Ok(()), Err)
    }

    /// Where the journal stands now. Taken together with the copy of the facts that is about to be saved.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { times_begun: self.times_begun, steps: self.steps }
    }

    /// Notes that the state at `mark` was saved as `base`. Later steps stay.
    ///
    /// # Errors
    /// When it cannot be written. The journal then offers more than it need, which does no harm.
    pub fn saved(&mut self, mark: Mark, base: &Base, now: SystemTime) -> io::Result<()> {
        if mark.times_begun != self.times_begun {
            // A save that began before an even later one ended: that one covers it.
            return Ok(());
        }
        self.write(&Record::Saved { steps: mark.steps, base: base.into() })?;
        self.saved_steps = mark.steps;
        if mark.steps == self.steps && self.length >= BEGIN_ANEW_FROM {
            // Everything is in the person's file: nothing can be lost between these two lines.
            cut(&mut self.file, 0)?;
            self.length = 0;
            self.write(&Record::begun(base, now))?;
            (self.steps, self.saved_steps) = (0, 0);
            self.times_begun += 1;
        }
        Ok(())
    }

    /// Whether it holds steps that no save covers.
    #[must_use]
    pub fn has_unsaved_steps(&self) -> bool {
        self.steps > self.saved_steps
    }

    /// Waits until everything written so far is on the disk. For a panic hook and for tests.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Deletes the journal: the document was closed, saved or given up by the person.
    ///
    /// # Errors
    /// When the file cannot be deleted.
    pub fn close(self) -> io::Result<()> {
        let path = self.path.clone();
        drop(self);
        fs::remove_file(path)
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        let line = line_of(record)?;
        // A full disk may have taken half a line last time: what follows it could not be read.
        if self.file.stream_position()? != self.length {
            cut(&mut self.file, self.length)?;
        }
        self.file.write_all(line.as_bytes())?;
        self.length += line.len() as u64;
        self.syncing.soon();
        Ok(())
    }
}

/// Ends the file after `length` bytes, where writing then goes on.
fn cut(file: &mut File, length: u64) -> io::Result<()> {
    file.set_len(length)?;
    file.seek(SeekFrom::Start(length)).map(|_| ())
}

impl Record {
    fn begun(base: &Base, now: SystemTime) -> Self {
        Self::Begun { format: 1, started: seconds(now), base: base.into() }
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A file that no other journal has: named by the number of this process, which no other running one has, and a count.
fn new_file(folder: &Path) -> io::Result<(File, PathBuf)> {
    for count in 0..10_000_u32 {
        let path = folder.join(format!("{}-{count}.{ENDING}", std::process::id()));
        match File::options().read(true).write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (file, path)),
        }
    }
    Err(io::Error::other("too many journals"))
}

/// `checksum record`, with a line feed. The checksum covers the record.
fn line_of(record: &Record) -> io::Result<String> {
    let text = ron::to_string(record).map_err(io::Error::other)?;
    // RON writes control characters escaped, so a record never holds a line feed.
    Ok(format!("{} {text}\n", checksum(&text)))
}

/// The record of a line, without its line feed; `None` when the line is torn or damaged.
pub(super) fn record_of(line: &[u8]) -> Option<Record> {
    let (sum, text) = std::str::from_utf8(line).ok()?.split_once(' ')?;
    (checksum(text) == sum).then(|| ron::from_str(text).ok()).flatten()
}

fn checksum(text: &str) -> String {
    FileHash::of(text.as_bytes()).to_string().chars().take(8).collect()
}

/// The thread that syncs a file soon after it was written to, and once more when it ends.
#[derive(Debug)]
struct Syncing {
    wake: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<io::Error>>>,
}

impl Syncing {
    fn start(file: File) -> Self {
        let (wake, woken) = channel();
        let trouble = Arc::new(Mutex::new(None));
        let told = Arc::clone(&trouble);
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
            while let Some(more) = next_batch(&woken) {
                if let (Err(error), Ok(mut told)) = (file.sync_data(), told.lock()) {
                    *told = Some(error);
                }
                if more == More::No {
                    return;
                }
            }
        });
        // Without a thread the operating system still writes it out, a little later.
        Self { wake: Some(wake), thread: thread.ok(), trouble }
    }

    fn soon(&self) {
        if let Some(wake) = &self.wake {
            // The thread ends only with this value.
            let _ = wake.send(());
        }
    }

    /// What went wrong since this was last asked.
    fn trouble(&self) -> Option<io::Error> {
        self.trouble.lock().ok().and_then(|mut trouble| trouble.take())
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Yes,
    No,
}

/// Waits for a write, then a little longer, and takes in the writes up to then: at most [`MOST_TOGETHER`] of them, at most as many
/// pauses. `None` when the journal was closed with nothing left to sync.
fn next_batch(woken: &Receiver<()>) -> Option<More> {
    woken.recv().ok()?;
    for _ in 0..MOST_TOGETHER {
        if woken.recv_timeout(PAUSE) == Err(RecvTimeoutError::Disconnected) {
            return Some(More::No);
        }
    }
    Some(More::Yes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::time::SystemTime;

    use super::super::recovery::pending_recoveries;
    use super::super::{Base, Places};
    use super::Journal;
    use crate::edit::{Change, Edit, OrgFact, Transaction};

    /// A full disk takes half a line; when there is room again, the next step must not be lost behind it.
    #[test]
    fn half_a_line_is_cut_before_the_next_step() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::in_folder(folder.path());
        let mut journal = Journal::begin(&places, &Base::NewMap, SystemTime::UNIX_EPOCH).expect("it begins");
        journal.file.write_all(b"half a li").expect("there is room");
        let change = Change::new(String::new(), "Clinic".to_owned());
        let step = Transaction::new("Name it", vec![Edit::Org(OrgFact::Name(change))]);
        journal.append(&step, SystemTime::UNIX_EPOCH).expect("there is room");
        drop(journal);
        let pending = pending_recoveries(&places);
        assert_eq!(pending.first().map(|pending| pending.steps.as_slice()), Some(&[step][..]));
    }
}
