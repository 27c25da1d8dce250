//! What stands at the place where a file is to be saved: which file is really meant, and whether it is the one we know.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::LoadProblem;
use super::hash::FileHash;
use super::load;

/// The file that `path` means once every symbolic link is followed, whether or not it is there yet: saving must change the file
/// that a link points at, not the link.
///
/// # Errors
/// When the folder is not there, or links lead in a circle.
pub(super) fn real_path(path: &Path) -> io::Result<PathBuf> {
    /// As many links in a row as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return found,
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => fs::canonicalize(folder)?,
            _ => fs::canonicalize(".")?,
        };
        let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let here = folder.join(name);
        match fs::read_link(&here) {
            // A link to a file that is not there yet.
            Ok(target) => path = folder.join(target),
            Err(_) => return Ok(here),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle"))
}

/// The file at a path, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OnDisk {
    /// No file.
    Nothing,
    /// A file with these bytes.
    File { bytes: Vec<u8>, hash: FileHash },
}

/// What stands at `path`.
///
/// # Errors
/// When it cannot be read, or is no file that could be an org file.
pub(super) fn look(path: &Path) -> Result<OnDisk, LoadProblem> {
    match load::read_bytes(path) {
        Ok(bytes) => {
            let hash = FileHash::of(&bytes);
            Ok(OnDisk::File { bytes, hash })
        }
        Err(LoadProblem::Unreadable { missing: true, .. }) => Ok(OnDisk::Nothing),
        Err(problem) => Err(problem),
    }
}

/// How many names the file at `path` has in the file system.
#[cfg(unix)]
pub(super) fn hard_links(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).map_or(1, |facts| facts.nlink())
}

/// Where the platform does not say how many names a file has, it counts as one.
#[cfg(not(unix))]
pub(super) fn hard_links(_path: &Path) -> u64 {
    1
}
