//! Writing a file so that it is either the old one or the new one, and clearing away what a crash in between has left.
//!
//! Measured elsewhere: 1,000 kills during plain writes tore 488 files. So: a temporary file in the same folder, synced, renamed
//! over the old one, the folder synced. Owner and mode stay; `path` must be free of symbolic links, or a link would be replaced.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use atomic_write_file::{AtomicWriteFile, OpenOptions};

/// Puts `bytes` at `path` in one step.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = open(path)?;
    file.write_all(bytes)?;
    file.commit()
}

/// Writes a file that is no org file: the old one or the new one, never half of either. A symbolic link at `path` stays, and what it
/// points at is replaced; mode and owner stay too.
///
/// # Errors
/// When the folder is not there or the system refuses; what was there before is still there.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(&super::target::real_path(path)?, bytes)
}

/// A file that stands at `path` from the moment it is committed.
pub(super) fn open(path: &Path) -> io::Result<AtomicWriteFile> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use atomic_write_file::unix::OpenOptionsExt;
        options.preserve_mode(true).try_preserve_owner(true);
    }
    options.open(path)
}

/// Temporary files younger than this may belong to a save that is under way.
const LEFT_OVER_AFTER: Duration = Duration::from_secs(60 * 60);

/// Deletes what saves of the file at `path` that never ended have left beside it, when older than an hour at `now`. Gives what was deleted.
#[must_use]
pub fn sweep_leftovers(path: &Path, now: SystemTime) -> Vec<PathBuf> {
    let Ok(path) = super::target::real_path(path) else { return Vec::new() };
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let old = |entry: &fs::DirEntry| {
        let facts = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        let age = now.duration_since(facts.modified().ok()?).ok()?;
        (age > LEFT_OVER_AFTER).then_some(())
    };
    let mut swept: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| is_leftover_of(&entry.file_name(), name) && old(entry).is_some())
        .map(|entry| entry.path())
        .filter(|leftover| fs::remove_file(leftover).is_ok())
        .collect();
    swept.sort();
    swept
}

/// `.name.Ab3dEf`: the pattern of the crate that writes them. Six small letters could be somebody's word (`.name.backup`) and are left
/// alone; chance makes so few names of them (1 in 200) that leaving them costs nothing.
fn is_leftover_of(candidate: &OsStr, name: &OsStr) -> bool {
    let random = candidate
        .as_encoded_bytes()
        .strip_prefix(b".")
        .and_then(|rest| rest.strip_prefix(name.as_encoded_bytes()))
        .and_then(|rest| rest.strip_prefix(b"."));
    random.is_some_and(|random| {
        random.len() == 6
            && random.iter().all(u8::is_ascii_alphanumeric)
            && random.iter().any(|byte| !byte.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::is_leftover_of;

    #[test]
    fn only_our_own_leftovers_are_known() {
        let name = "clinic.org.ron".as_ref();
        assert!(is_leftover_of(".clinic.org.ron.a1B2c3".as_ref(), name));
        for other in [
            "clinic.org.ron",
            ".clinic.org.ron.swp",
            ".clinic.org.ron.backup",
            ".clinic.org.ron.a1B2c3d",
            ".other.org.ron.a1B2c3",
            ".clinic.org.ron.a1B2c-",
        ] {
            assert!(!is_leftover_of(other.as_ref(), name), "{other}");
        }
    }
}
