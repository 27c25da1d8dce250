//! What can be wrong with an org file, by name: what, where, and what to do next.
//!
//! Does not print and does not decide: a caller shows the error or passes it on.

use std::fmt;

/// Where something stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: u32,
    /// From 1, in characters (Unicode scalar values), a byte order mark not counted.
    pub column: u32,
}

impl Place {
    /// The place of the byte at `offset` of `text`.
    #[must_use]
    pub fn of(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        // Every character has exactly one byte that is not a continuation byte.
        let characters = before.iter().skip(line_start).filter(|byte| (**byte & 0xC0) != 0x80).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self { line: number(line), column: number(characters + 1) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

/// A file that was not opened: nothing of it was taken over, and it was not touched.
///
/// Shown as `clinic.org.ron:12:5: what is wrong; what to do`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// What the file is called.
    pub file_name: String,
    /// Where in it; `None` when it is about the file as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: LoadProblem,
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = shortened(&self.problem.to_string());
        match self.place {
            Some(place) => write!(formatter, "{}:{place}: {problem}", self.file_name),
            None => write!(formatter, "{}: {problem}", self.file_name),
        }
    }
}

/// The message without the middle of what it quotes, where that is very long: what is wrong stands at its beginning, what to do at its end.
fn shortened(message: &str) -> String {
    const KEPT: usize = 400;
    if message.len() <= 3 * KEPT {
        return message.to_owned();
    }
    let mut head = KEPT;
    while !message.is_char_boundary(head) {
        head -= 1;
    }
    let mut tail = message.len() - KEPT;
    while !message.is_char_boundary(tail) {
        tail += 1;
    }
    format!("{}...{}", message.get(..head).unwrap_or_default(), message.get(tail..).unwrap_or_default())
}

impl std::error::Error for LoadError {}

/// The kinds of problem that a file can have. Each message says what is wrong and, after the semicolon, what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadProblem {
    /// The operating system refused to read it.
    #[error("could not be read ({reason}); check that it is there and that you may read it")]
    Unreadable {
        /// Whether it is because there is no such file.
        missing: bool,
        /// The system's words.
        reason: String,
    },
    /// More bytes than [`crate::storage::limits::MAX_FILE_BYTES`].
    #[error(
        "the file has {bytes} bytes, more than the {limit} that are read; split the map, or check that this is an org file"
    )]
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// How many are allowed.
        limit: u64,
    },
    /// No bytes, or nothing but white space.
    #[error("the file is empty; open a backup, or delete it and save the map again")]
    Empty,
    /// Not UTF-8.
    #[error("{what}; open it in a text editor and save it as UTF-8")]
    NotText {
        /// What it is instead.
        what: &'static str,
    },
    /// Zero bytes, as a crash of the machine leaves them.
    #[error(
        "zero bytes stand here: the file was not written to its end; open a backup, or delete the zero bytes in a text editor"
    )]
    ZeroBytes,
    /// `<<<<<<<` and its like: a merge that was not finished.
    #[error(
        "a merge of two versions was left unfinished here; choose one side, delete the lines that begin with <<<<<<<, ======= and >>>>>>>, and open it again"
    )]
    ConflictMarker,
    /// The text ends inside of something.
    #[error(
        "the file ends before the {what} that began at {opened} is closed: it was cut off; open a backup, or complete it in a text editor"
    )]
    CutOff {
        /// What is not closed.
        what: &'static str,
        /// Where it began.
        opened: Place,
    },
    /// Not the notation.
    #[error("{found} stands where {expected} is expected; correct it in a text editor")]
    Syntax {
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// `\q` and its like.
    #[error("{0} is no character that can be written with a backslash; write \\\\ for a backslash itself")]
    BadEscape(String),
    /// Brackets in brackets in brackets.
    #[error(
        "brackets are nested more than {limit} deep; an org file never needs that: check that this is one"
    )]
    TooDeep {
        /// How deep is allowed.
        limit: usize,
    },
    /// More values than [`crate::storage::limits::MAX_VALUES`].
    #[error("the file holds more than {limit} values; split the map, or check that this is an org file")]
    TooManyValues {
        /// How many are allowed.
        limit: usize,
    },
    /// `#![enable(something_else)]`.
    #[error("the notation extension {0} is not known here; remove that line, or use only implicit_some")]
    UnknownExtension(String),
    /// No format version at the start.
    #[error(
        "this does not look like an org file: its first entry should be `format: 1`; add it if the file was written by hand"
    )]
    NoFormat,
    /// Written by a newer program.
    #[error(
        "made by {made_by} (format {format}); this is {here} (format {known}): get the newer program to open it; it was not touched"
    )]
    NewerFormat {
        /// What the file says of its maker.
        made_by: String,
        /// The file's format.
        format: u64,
        /// This program.
        here: String,
        /// The newest format that this program knows.
        known: u64,
    },
    /// A value of another sort than is expected.
    #[error("{found} stands where {expected} is expected; correct it in a text editor")]
    WrongType {
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// A field that does not exist.
    #[error("{of} has no entry called {name}; {}", did_you_mean(.suggestion.as_deref(), .known))]
    UnknownField {
        /// What it was found in, for example `a party`.
        of: &'static str,
        /// The unknown name.
        name: String,
        /// The known name that comes nearest.
        suggestion: Option<&'static str>,
        /// All known names.
        known: &'static [&'static str],
    },
    /// A field or a key that must be there.
    #[error("{of} needs an entry called {name}; add it")]
    MissingField {
        /// What lacks it.
        of: &'static str,
        /// Its name.
        name: &'static str,
    },
    /// The same field, id, link, member or key a second time.
    #[error("{what} stands here a second time (first at {first}); keep one of the two")]
    Repeated {
        /// What, for example `party "lab"`.
        what: String,
        /// Where the first one is.
        first: Place,
    },
    /// A value outside of its range.
    #[error("{found}: {expected}")]
    OutOfRange {
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: String,
    },
    /// A link to somebody who is not in the file.
    #[error("this link names {missing:?}, who is not among the parties; add that party, or correct the id{}", or_suggest(.suggestion.as_deref()))]
    DanglingLink {
        /// The id that is missing.
        missing: String,
        /// The id that comes nearest.
        suggestion: Option<String>,
    },
    /// A link from a party to itself.
    #[error("this link leads from {0:?} to itself; a link joins two parties")]
    SelfLink(String),
    /// Anything else that the model forbids.
    #[error("{0}")]
    Unsound(String),
}

fn did_you_mean(suggestion: Option<&str>, known: &[&str]) -> String {
    match suggestion {
        Some(name) => format!("did you mean {name}?"),
        None => format!("it may have {}", known.join(", ")),
    }
}

fn or_suggest(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |id| format!(" (did you mean {id:?}?)"))
}

/// A problem and the offset of the byte where it stands; becomes a [`LoadError`] when the file is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Into the text, after a byte order mark.
    pub at: usize,
    pub problem: LoadProblem,
}

impl Fault {
    pub(super) fn new(at: usize, problem: LoadProblem) -> Self {
        Self { at, problem }
    }
}

/// The one of `known` that `typed` was probably meant to be: at most a third of its letters differ.
pub(super) fn nearest<'known>(
    typed: &str,
    known: impl IntoIterator<Item = &'known str>,
) -> Option<&'known str> {
    // A misspelt word longer than this is not worth the time: the distance is quadratic.
    const LONGEST: usize = 64;
    if typed.len() > LONGEST {
        return None;
    }
    /// On a map of very many, the first of a fitting length are enough to look at.
    const MOST_COMPARED: usize = 4_000;
    let letters = typed.chars().count();
    let most = (letters / 3).max(1);
    let fits =
        |candidate: &&str| candidate.len() <= LONGEST && candidate.chars().count().abs_diff(letters) <= most;
    known
        .into_iter()
        .filter(fits)
        .take(MOST_COMPARED)
        .map(|candidate| (distance(typed, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped or changed, without regard to case (Levenshtein). O(a b).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, from) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        let mut next = vec![left];
        for (to, above) in b.iter().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(from != *to)).min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Place, distance, nearest};

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "ab\nçé\u{1F600}x\n".as_bytes();
        for (offset, line, column) in [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 2), (11, 2, 4), (13, 3, 1)] {
            assert_eq!(Place::of(text, offset), Place { line, column }, "{offset}");
        }
        assert_eq!(Place::of(text, 900), Place { line: 3, column: 1 });
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        let known = ["deliverables", "department", "note"];
        assert_eq!(nearest("deparment", known), Some("department"));
        assert_eq!(nearest("Note", known), Some("note"));
        assert_eq!(nearest("volume", known), None);
    }
}
