//! Taking turns: that two programs which save one file at the same moment do so one after the other.
//!
//! Between the last look at the file and putting the new one in its place lies a moment in which somebody else could do the same, and
//! one of the two would be overwritten in silence. So whoever is about to replace a file in a folder holds a lock on the folder for
//! that moment. It is advice among copies of this program, never a block: where a folder cannot be locked (Windows, some shares), or
//! somebody holds it for too long, the save goes on without.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often a turn is asked for, and the pause after each: three seconds in all. A turn lasts as long as it takes to sync one file.
const TRIES: u32 = 1_000;
const PAUSE: Duration = Duration::from_millis(3);

/// Waits until it is our turn to replace the file at `path`, which is free of symbolic links. The turn ends when what this gives is dropped;
/// `None` when there are no turns here or somebody holds one for too long.
pub(super) fn turn_at(path: &Path) -> Option<File> {
    let folder = File::open(path.parent()?).ok()?;
    for _ in 0..TRIES {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::turn_at;

    #[test]
    fn a_turn_is_waited_for_and_never_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.org.ron");
        let first = turn_at(&path);
        assert!(first.is_some());
        assert!(turn_at(&path).is_none(), "somebody holds it: the save goes on without");
        drop(first);
        assert!(turn_at(&path).is_some());
        assert!(turn_at(&folder.path().join("no/such.org.ron")).is_none());
    }
}
