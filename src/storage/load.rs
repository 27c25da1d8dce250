//! Bytes into an organisation, or an error that says what, where and what to do. Never panics, whatever the bytes are.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::document::Document;
use super::fault::{Fault, LoadError, LoadProblem, Place};
use super::hash::FileHash;
use super::migrate::{self, NEWEST_FORMAT};
use super::write::MADE_BY;
use super::{glimpse, limits, read, scan};
use crate::model::Org;

/// An org file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// What it describes; sound.
    pub org: Org,
    /// Of the bytes as they were read: what a later save compares with.
    pub hash: FileHash,
    /// What the person should know before the first save.
    pub notes: Vec<LoadNote>,
}

/// Something worth saying about a file that was read without an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadNote {
    /// It has comments, which a save does not keep.
    CommentsNotKept {
        /// Where the first one is.
        first: Place,
    },
    /// It was of an older format; a save writes the newest one.
    Migrated {
        /// The format of the file.
        from: u64,
    },
}

impl std::fmt::Display for LoadNote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CommentsNotKept { first } => {
                write!(
                    formatter,
                    "The file has comments (the first in line {}); saving does not keep them.",
                    first.line
                )
            }
            Self::Migrated { from } => write!(
                formatter,
                "The file is of format {from}; saving writes format {NEWEST_FORMAT}, which older programs cannot read."
            ),
        }
    }
}

/// Reads the org file at `path`.
///
/// # Errors
/// [`LoadError`] when it cannot be read or is not a sound org file.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let file_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let bytes = read_bytes(path).map_err(|problem| LoadError {
        file_name: file_name.clone().into_owned(),
        place: None,
        problem,
    })?;
    parse(&bytes, &file_name)
}

/// The bytes of the file at `path`, if they are not too many. Never reads more than it may, even when the file grows meanwhile.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, LoadProblem> {
    let refused = |error: std::io::Error| LoadProblem::Unreadable {
        missing: error.kind() == std::io::ErrorKind::NotFound,
        reason: error.to_string(),
    };
    // Opening a pipe would wait for ever.
    if !std::fs::metadata(path).map_err(refused)?.is_file() {
        let reason = "it is a folder or a device, not a file".to_owned();
        return Err(LoadProblem::Unreadable { missing: false, reason });
    }
    let file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    check_size(length)?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(limits::MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
    check_size(bytes.len() as u64)?;
    Ok(bytes)
}

fn check_size(bytes: u64) -> Result<(), LoadProblem> {
    let limit = limits::MAX_FILE_BYTES;
    if bytes <= limit { Ok(()) } else { Err(LoadProblem::TooLarge { bytes, limit }) }
}

/// Reads `bytes` as an org file called `file_name` (for messages).
///
/// # Errors
/// [`LoadError`] with line and column.
pub fn parse(bytes: &[u8], file_name: &str) -> Result<Loaded, LoadError> {
    let file_name = || file_name.to_owned();
    check_size(bytes.len() as u64).map_err(|problem| LoadError {
        file_name: file_name(),
        place: None,
        problem,
    })?;
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (org, notes) = parse_body(body).map_err(|fault| {
        let whole_file = matches!(fault.problem, LoadProblem::Empty | LoadProblem::NewerFormat { .. });
        let place = (!whole_file).then(|| Place::of(body, fault.at));
        LoadError { file_name: file_name(), place, problem: fault.problem }
    })?;
    Ok(Loaded { org, hash: FileHash::of(bytes), notes })
}

fn parse_body(body: &[u8]) -> Result<(Org, Vec<LoadNote>), Fault> {
    let text = std::str::from_utf8(body).map_err(|error| not_text(body, error.valid_up_to()))?;
    refuse_newer(text)?;
    let mut document =
        scan::scan(text).map_err(|fault| name_other_file(name_zero_bytes(body, fault), text))?;
    let format = format_of(&document)?;
    migrate::to_newest(&mut document, format);
    let org = read::org(&document)?;
    let mut notes = Vec::new();
    if let Some(comment) = document.first_comment {
        notes.push(LoadNote::CommentsNotKept { first: Place::of(body, comment) });
    }
    if format != NEWEST_FORMAT {
        notes.push(LoadNote::Migrated { from: format });
    }
    Ok((org, notes))
}

const UTF_16: &str = "this is UTF-16 text";

fn not_text(body: &[u8], at: usize) -> Fault {
    let utf16 = body.starts_with(b"\xFF\xFE") || body.starts_with(b"\xFE\xFF");
    let what = if utf16 { UTF_16 } else { "these bytes are not UTF-8 text" };
    Fault::new(at, LoadProblem::NotText { what })
}

/// A file that is cut off and ends in zero bytes was left so by a crash of the machine; one in which every other byte is zero is
/// UTF-16 without its mark.
fn name_zero_bytes(body: &[u8], fault: Fault) -> Fault {
    let zeros = body.first_chunk().map(|first: &[u8; 4]| first.map(|byte| byte == 0));
    if matches!(zeros, Some([true, false, true, false] | [false, true, false, true])) {
        return Fault::new(0, LoadProblem::NotText { what: UTF_16 });
    }
    let cut_off = matches!(fault.problem, LoadProblem::CutOff { .. });
    if cut_off && body.ends_with(&[0]) {
        let tail = body.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        return Fault::new(tail, LoadProblem::ZeroBytes);
    }
    fault
}

/// A text in which not even the first bracket stands where it should is no damaged org file, but another kind of file.
fn name_other_file(fault: Fault, text: &str) -> Fault {
    let is_syntax = matches!(fault.problem, LoadProblem::Syntax { .. } | LoadProblem::TooDeep { .. });
    if is_syntax && !glimpse::begins_as_record(text) { Fault::new(0, LoadProblem::NoFormat) } else { fault }
}

/// Reads the version alone: a newer file may hold anything after it.
fn refuse_newer(text: &str) -> Result<(), Fault> {
    match glimpse::version(text) {
        Some((format, made_by)) if format > NEWEST_FORMAT => {
            let here = MADE_BY.trim_start_matches("Throughline ").to_owned();
            Err(Fault::new(0, LoadProblem::NewerFormat { made_by, format, here, known: NEWEST_FORMAT }))
        }
        _ => Ok(()),
    }
}

/// The format, which must be the first entry.
fn format_of(document: &Document<'_>) -> Result<u64, Fault> {
    let root = super::value::Value::root(document);
    let Some(number) = root.first_entry("format") else { return Err(root.fault(LoadProblem::NoFormat)) };
    let newest = i64::try_from(NEWEST_FORMAT).unwrap_or(i64::MAX);
    Ok(u64::try_from(number.whole(1, newest, "the format")?).unwrap_or(1))
}
