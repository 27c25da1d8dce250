//! Copies of files before they are lost: one a day of the last good version, and one of whatever is overwritten on purpose.
//!
//! They lie in the program's own folder and are pruned there. Nothing else deletes or restores them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Places;
use super::atomic;
use super::hash::FileHash;
use super::target::{OnDisk, look, real_path};
use crate::model::Day;

/// How many daily copies of one file are kept.
pub const DAILY_KEPT: usize = 14;

/// How many copies of overwritten versions of one file are kept.
pub const REPLACED_KEPT: usize = 20;

const DAILY: &str = "day-";
const REPLACED: &str = "replaced-";
const ENDING: &str = ".org.ron";

/// A copy of an earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where the copy lies.
    pub path: PathBuf,
    /// When it was written.
    pub written: SystemTime,
}

/// Keeps one copy a day of the file at `path`, if what stands there is still the version `good` that was read without an error.
/// Gives the place of the copy; `None` when today's is there already or the file has changed meanwhile.
///
/// # Errors
/// When the copy cannot be written.
pub fn keep_daily(path: &Path, good: FileHash, today: Day, places: &Places) -> io::Result<Option<PathBuf>> {
    let path = real_path(path)?;
    let folder = places.backups_of(&path);
    let copy = folder.join(format!("{DAILY}{today}{ENDING}"));
    if copy.exists() {
        return Ok(None);
    }
    let Ok(OnDisk::File { bytes, hash }) = look(&path) else { return Ok(None) };
    if hash != good {
        return Ok(None);
    }
    write_copy(&copy, &bytes, &path)?;
    prune(&folder, DAILY, DAILY_KEPT);
    Ok(Some(copy))
}

/// Keeps a copy of the file at `path` before a program changes it, if what stands there is still the version `known`. Gives the place of
/// the copy; `None` when the file has changed meanwhile, which the save after it will notice too.
///
/// # Errors
/// When the copy cannot be written.
pub fn keep_before_change(path: &Path, known: FileHash, places: &Places) -> io::Result<Option<PathBuf>> {
    let path = real_path(path)?;
    match look(&path) {
        Ok(OnDisk::File { bytes, hash }) if hash == known => keep_replaced(&path, &bytes, places).map(Some),
        _ => Ok(None),
    }
}

/// Keeps `bytes`, which stand at `path` and are about to be overwritten. The same bytes are kept once.
pub(super) fn keep_replaced(path: &Path, bytes: &[u8], places: &Places) -> io::Result<PathBuf> {
    let folder = places.backups_of(path);
    let hash = FileHash::of(bytes).to_string();
    let copy = folder.join(format!("{REPLACED}{}{ENDING}", hash.get(..16).unwrap_or_default()));
    // The person has not chosen this folder: it is named, so that room can be made there.
    write_copy(&copy, bytes, path)
        .map_err(|error| io::Error::new(error.kind(), format!("in {}: {error}", folder.display())))?;
    prune(&folder, REPLACED, REPLACED_KEPT);
    Ok(copy)
}

fn write_copy(copy: &Path, bytes: &[u8], of: &Path) -> io::Result<()> {
    let folder = copy.parent().unwrap_or(copy);
    fs::create_dir_all(folder)?;
    // So that a person who looks into the folder knows which file this was.
    let origin = folder.join("path.txt");
    if !origin.exists() {
        fs::write(origin, format!("{}\n", of.display()))?;
    }
    atomic::replace(copy, bytes)
}

/// The copies of the file at `path`, the newest first.
#[must_use]
pub fn backups_of(path: &Path, places: &Places) -> Vec<Backup> {
    let folder = places.backups_of(&real_path(path).unwrap_or_else(|_| path.to_owned()));
    copies(&folder, "")
}

/// A copy of the file at `path` with exactly this content, if one was kept.
pub(super) fn with_hash(path: &Path, wanted: FileHash, places: &Places) -> Option<Backup> {
    let same =
        |backup: &Backup| matches!(look(&backup.path), Ok(OnDisk::File { hash, .. }) if hash == wanted);
    backups_of(path, places).into_iter().find(same)
}

fn copies(folder: &Path, prefix: &str) -> Vec<Backup> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut copies: Vec<Backup> = entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(prefix) && name.ends_with(ENDING)
        })
        .filter_map(|entry| {
            let written = entry.metadata().ok()?.modified().ok()?;
            Some(Backup { path: entry.path(), written })
        })
        .collect();
    copies.sort_by(|a, b| (b.written, &b.path).cmp(&(a.written, &a.path)));
    copies
}

fn prune(folder: &Path, prefix: &str, kept: usize) {
    for old in copies(folder, prefix).into_iter().skip(kept) {
        // One that cannot be deleted is tried again the next day.
        drop(fs::remove_file(old.path));
    }
}
