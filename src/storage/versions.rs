//! Named versions of a map: kept at the start and the end of a workshop and whenever a person asks, never changed, never pruned.
//!
//! Each is an ordinary org file whose first lines, comments, say its name and occasion; the moment is in the file's name. They lie in the
//! program's own folder, one folder a map, and not beside the file: a shared folder would hand every in-between state to everybody, a
//! read-only share takes none, and a map that was never saved has no folder of its own. No name that a person types becomes a path.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use super::load::{load, parse, read_bytes};
use super::target::real_path;
use super::write::to_text;
use super::{Places, atomic};
use crate::model::{Org, PartyKind};
use crate::picture::text::{clean, clusters};

/// The most letters of a version's name; what is longer is cut.
pub const VERSION_NAME_LETTERS: usize = 120;

const ENDING: &str = ".org.ron";
const STAMP: &str = "%Y-%m-%dT%H-%M-%SZ";
const NAME: &str = "// name: ";
const OCCASION: &str = "// occasion: ";
const BROKEN: &str = "// broken links: ";
/// More versions within one second are refused.
const MOST_IN_A_SECOND: u32 = 1000;

/// Why a version was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VersionOccasion {
    /// A workshop began.
    Start,
    /// A workshop ended.
    End,
    /// Somebody wanted it.
    #[default]
    Asked,
}

impl VersionOccasion {
    const ALL: [Self; 3] = [Self::Start, Self::End, Self::Asked];

    fn code(self) -> &'static str {
        match self {
            Self::Start => "start of a workshop",
            Self::End => "end of a workshop",
            Self::Asked => "asked for",
        }
    }
}

/// What is written down of a version besides its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLabel {
    /// What the person calls it; cleaned and shortened when it is kept.
    pub name: String,
    /// Why it is kept.
    pub occasion: VersionOccasion,
    /// When.
    pub moment: SystemTime,
    /// How many links were broken, as judged on that day.
    pub broken: usize,
}

/// A version that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called; empty where the file does not say.
    pub name: String,
    /// Why it was kept.
    pub occasion: VersionOccasion,
    /// When it was kept, to the second.
    pub moment: SystemTime,
    /// How many links were broken then; `None` where the file does not say.
    pub broken: Option<usize>,
    /// How many teams and links it has, or why it cannot be read.
    pub holds: Result<VersionHolds, String>,
}

/// How much is in a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VersionHolds {
    /// Teams, without external customers and suppliers.
    pub teams: usize,
    /// Links.
    pub links: usize,
}

/// Why a version was not kept. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// The folder takes no file.
    #[error("the version could not be written into {} ({source}); make room there, or save a copy with Save as", .folder.display())]
    Refused {
        /// Which folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What would be written could not be read again.
    #[error("this map cannot be written so that it can be read again ({reason}); nothing was kept")]
    Unsound {
        /// Where it failed.
        reason: String,
    },
}

/// Keeps `org` as a version of the map at `path` (`None` while it was never saved). Gives the place of the file.
///
/// # Errors
/// [`VersionError`]; no half file is left behind.
pub fn keep_version(
    org: &Org,
    path: Option<&Path>,
    label: &VersionLabel,
    places: &Places,
) -> Result<PathBuf, VersionError> {
    let text = format!("{}{}", heading(label), to_text(org));
    match parse(text.as_bytes(), "the version") {
        Ok(read) if read.org == *org => {}
        Ok(_) => return Err(VersionError::Unsound { reason: "it reads back differently".to_owned() }),
        Err(error) => return Err(VersionError::Unsound { reason: error.to_string() }),
    }
    let folder = folder_of(path, places);
    let written = note_origin(&folder, path)
        .and_then(|()| free_place(&folder, label.moment))
        .and_then(|place| fill(place, text.as_bytes()));
    written.map_err(|source| VersionError::Refused { folder, source })
}

/// The versions of the map at `path`, the newest first; those that cannot be read are among them and say why. Reads every one.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn versions_of(path: Option<&Path>, places: &Places) -> io::Result<Vec<Version>> {
    let entries = match fs::read_dir(folder_of(path, places)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut versions: Vec<(u32, Version)> = paths.filter_map(|path| version_at(&path)).collect();
    versions.sort_by(|(one, left), (other, right)| {
        (right.moment, other, &right.path).cmp(&(left.moment, one, &left.path))
    });
    Ok(versions.into_iter().map(|(_, version)| version).collect())
}

/// Throws the version at `path` away.
///
/// # Errors
/// When it lies in no folder of versions, or the system refuses.
pub fn remove_version(path: &Path, places: &Places) -> io::Result<()> {
    let is_ours = path.parent().and_then(Path::parent) == Some(places.versions().as_path());
    if !is_ours || stamp_of(path).is_none() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no version that this program kept"));
    }
    fs::remove_file(path)
}

/// Moves versions that were kept while a map had no file to those of the file at `to`, where it is kept now. Gives how many stayed behind.
#[must_use]
pub fn adopt_versions(kept: &[PathBuf], to: &Path, places: &Places) -> usize {
    let folder = folder_of(Some(to), places);
    let moved = |from: &&PathBuf| -> io::Result<()> {
        let (moment, _) = stamp_of(from).ok_or(ErrorKind::InvalidInput)?;
        note_origin(&folder, Some(to))?;
        let place = free_place(&folder, moment)?;
        fs::rename(from, &place).inspect_err(|_| drop(fs::remove_file(&place)))
    };
    kept.iter().filter(|from| moved(from).is_err()).count()
}

fn folder_of(path: Option<&Path>, places: &Places) -> PathBuf {
    let real = path.map(|path| real_path(path).unwrap_or_else(|_| path.to_owned()));
    places.versions_of(real.as_deref())
}

/// So that a person who looks into the folder knows which file this was.
fn note_origin(folder: &Path, path: Option<&Path>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let origin = folder.join("path.txt");
    match path.filter(|_| !origin.exists()) {
        Some(path) => fs::write(origin, format!("{}\n", path.display())),
        None => Ok(()),
    }
}

/// An empty file that nobody else has, named after the moment.
fn free_place(folder: &Path, moment: SystemTime) -> io::Result<PathBuf> {
    let stamp = Timestamp::try_from(moment).unwrap_or_default().strftime(STAMP).to_string();
    for number in 1..=MOST_IN_A_SECOND {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let place = folder.join(format!("{stamp}{again}{ENDING}"));
        match fs::OpenOptions::new().write(true).create_new(true).open(&place) {
            Ok(_) => return Ok(place),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::AlreadyExists, "too many versions within one second"))
}

/// Puts the text where only an empty file of ours is; takes that away again when it cannot.
fn fill(place: PathBuf, text: &[u8]) -> io::Result<PathBuf> {
    match atomic::replace(&place, text) {
        Ok(()) => Ok(place),
        Err(error) => {
            // What is left is empty and would be listed as a version that cannot be read.
            drop(fs::remove_file(&place));
            Err(error)
        }
    }
}

fn heading(label: &VersionLabel) -> String {
    let (name, occasion, broken) = (kept_name(&label.name), label.occasion.code(), label.broken);
    format!(
        "// A version kept by Throughline; it opens like any org file.\n{NAME}{name}\n{OCCASION}{occasion}\n{BROKEN}{broken}\n"
    )
}

/// `name` on one line, without what cannot be seen, and not too long.
fn kept_name(name: &str) -> String {
    // What one stroke of a hostile pen can do is bounded before it is looked at closely.
    let bounded: String = clean(name).chars().take(VERSION_NAME_LETTERS * 8).collect();
    let mut letters = clusters(bounded.trim());
    let mut short: String = letters.by_ref().take(VERSION_NAME_LETTERS).collect();
    if letters.next().is_some() {
        short.push('\u{2026}');
    }
    short
}

fn version_at(path: &Path) -> Option<(u32, Version)> {
    let (moment, number) = stamp_of(path)?;
    let file_name = path.file_name()?.to_string_lossy();
    let bytes = read_bytes(path).unwrap_or_default();
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(&bytes)).into_owned();
    let told = |what: &str| {
        start.lines().take_while(|line| line.starts_with("//")).find_map(|line| line.strip_prefix(what))
    };
    let occasion = told(OCCASION)
        .and_then(|code| VersionOccasion::ALL.into_iter().find(|occasion| occasion.code() == code));
    let version = Version {
        path: path.to_owned(),
        name: kept_name(told(NAME).unwrap_or_default()),
        occasion: occasion.unwrap_or_default(),
        moment,
        broken: told(BROKEN).and_then(|number| number.parse().ok()),
        holds: if bytes.is_empty() { load(path) } else { parse(&bytes, &file_name) }
            .map(|loaded| holds(&loaded.org))
            .map_err(|error| error.to_string()),
    };
    Some((number, version))
}

fn holds(org: &Org) -> VersionHolds {
    let teams = org.parties().values().filter(|party| party.kind == PartyKind::Team).count();
    VersionHolds { teams, links: org.links().len() }
}

/// The moment and the number in the name of a version's file.
fn stamp_of(path: &Path) -> Option<(SystemTime, u32)> {
    let stem = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let (stamp, again) = stem.split_once('Z')?;
    let number = match again.strip_prefix('-') {
        None if again.is_empty() => 1,
        None => return None,
        Some(number) => number.parse().ok()?,
    };
    let civil = jiff::civil::DateTime::strptime(STAMP.trim_end_matches('Z'), stamp).ok()?;
    Some((civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().into(), number))
}
