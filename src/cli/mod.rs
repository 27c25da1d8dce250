//! The command line: the same answers as the window, without a display.
//!
//! [`run`] takes its surroundings (where to write, what day it is) as arguments, so that tests drive it in process. Results go
//! to the output, complaints and remarks to the error output: what; where; what to do. Nothing is ever asked.
//!
//! Deliberately absent: colour, progress, prompts, the window itself (that is for `main` to open).

mod arguments;
mod check;
mod check_json;
mod check_text;
mod diff;
mod fault;
mod fmt;
mod handout;
mod import;
mod import_words;
mod render;
mod report;
mod wrap;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};

use crate::model::{Day, Org};
use crate::session::file_trouble::why_not_written;
use crate::storage::{ExpectedOnDisk, LoadError, Loaded, Places, SaveError, Saved, load, replace_file, save};
use arguments::{Arguments, Command};
use fault::Fault;

/// Exit code: all is well.
pub const SUCCESS: u8 = 0;
/// Exit code: `check` found something, `diff` a difference, `fmt --check` another form.
pub const FOUND: u8 = 1;
/// Exit code: the call itself makes no sense.
pub const USAGE: u8 = 2;
/// Exit code: a file cannot be read, or is refused.
pub const UNREADABLE: u8 = 3;
/// Exit code: a file, or the output, cannot be written.
pub const UNWRITABLE: u8 = 4;

/// Where a call takes place.
pub struct Surroundings<'a> {
    /// For results.
    pub out: &'a mut dyn Write,
    /// For complaints and remarks.
    pub err: &'a mut dyn Write,
    /// What day it is, where the call does not say.
    pub today: &'a dyn Fn() -> Day,
    /// Where a file that is replaced on purpose is kept.
    pub places: &'a Places,
}

/// What is left to do for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// End with this exit code.
    Exit(u8),
    /// Open the window, with this file if one was named.
    OpenWindow(Option<PathBuf>),
}

/// Does what the arguments (the program's name first) ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>, surroundings: &mut Surroundings<'_>) -> Outcome {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(message) => {
            let unknown = unknown_call(&words).filter(|_| message.use_stderr());
            return Outcome::Exit(match unknown {
                Some(fault) => complain(&fault, surroundings),
                None => say(&message, surroundings),
            });
        }
    };
    let result = match arguments.command {
        None => return Outcome::OpenWindow(arguments.file),
        Some(Command::Check(arguments)) => check::run(&arguments, surroundings),
        Some(Command::Import(arguments)) => import::run(&arguments, surroundings),
        Some(Command::Diff(arguments)) => diff::run(&arguments, surroundings),
        Some(Command::Fmt(arguments)) => fmt::run(&arguments, surroundings),
        Some(Command::Render(arguments)) => render::run(&arguments, surroundings),
        Some(Command::Report(arguments)) => report::run(&arguments, surroundings),
        Some(Command::Handout(arguments)) => handout::run(&arguments, surroundings),
    };
    Outcome::Exit(result.unwrap_or_else(|fault| complain(&fault, surroundings)))
}

/// That there is no such call, when the first word is no call and more words follow: a single one names a file to open.
fn unknown_call(words: &[OsString]) -> Option<Fault> {
    let [_, first, _, ..] = words else { return None };
    // An option, or what looks like a file, is no misspelt call.
    let first =
        first.to_str().filter(|first| !first.starts_with('-') && !first.contains(['.', '/', '\\']))?;
    let calls: Vec<String> =
        Arguments::command().get_subcommands().map(|call| call.get_name().to_owned()).collect();
    if first == "help" || calls.iter().any(|call| call == first) {
        return None;
    }
    let calls = calls.join(", ");
    Some(Fault::Usage(format!("there is no call \"{first}\"; the calls are {calls}; see throughline --help")))
}

/// Help and version are results, a mistake in the call is a complaint.
fn say(message: &clap::Error, surroundings: &mut Surroundings<'_>) -> u8 {
    let text = message.render().to_string();
    let (stream, code): (&mut dyn Write, u8) =
        if message.use_stderr() { (surroundings.err, USAGE) } else { (surroundings.out, SUCCESS) };
    match write_text(stream, &text) {
        Ok(()) => code,
        Err(fault) => complain(&fault, surroundings),
    }
}

fn complain(fault: &Fault, surroundings: &mut Surroundings<'_>) -> u8 {
    if let Some(message) = fault.message() {
        // When the complaint cannot be written either, the exit code still says it.
        let _unheard = writeln!(surroundings.err, "error: {}", harmless(&message));
    }
    fault.exit_code()
}

/// The text on one line, without what would command a terminal: it may quote anything that stands in a file.
fn harmless(text: &str) -> String {
    let shown = |character: char| match character {
        blank if blank.is_whitespace() => ' ',
        command if command.is_control() => '\u{FFFD}',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// The day it is here, by the system's clock and time zone.
#[must_use]
pub fn system_today() -> Day {
    let date = jiff::Zoned::now().date();
    Day::new(date.year(), date.month(), date.day())
        .unwrap_or_else(|| "0000-01-01".parse().unwrap_or_else(|_| unreachable!()))
}

/// Writes a whole text.
///
/// # Errors
/// [`Fault::ReaderGone`] when nobody reads any more, [`Fault::Output`] for any other refusal.
fn write_text(stream: &mut dyn Write, text: &str) -> Result<(), Fault> {
    stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Fault::ReaderGone,
        _ => Fault::Output(error.to_string()),
    })
}

/// Writes a file that is no org file: the old one or the new one, never half of either.
///
/// # Errors
/// [`Fault::Unwritable`]; what was there before is still there.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    replace_file(path, bytes).map_err(|error| {
        let why = why_not_written(&error);
        let message = format!("{}: could not be written ({why}); choose another place", path.display());
        Fault::Unwritable(message)
    })
}

/// Reads an org file; the fault calls it as the call does.
///
/// # Errors
/// [`Fault::Org`] when it cannot be read or is refused.
fn read_org(path: &Path) -> Result<Loaded, Fault> {
    load(path).map_err(|error| Fault::Org(LoadError { file_name: path.display().to_string(), ..error }))
}

/// Writes an org file.
///
/// # Errors
/// [`Fault::Unwritable`]; what was there before is still there.
fn write_org(org: &Org, path: &Path, expected: ExpectedOnDisk, places: &Places) -> Result<Saved, Fault> {
    save(org, path, expected, places).map_err(|error| {
        let next_step = match error {
            SaveError::Refused { .. } => {
                "; check that its folder is there and may be written to, or choose another place"
            }
            SaveError::ChangedOnDisk { .. } => "; call it again",
            _ => "",
        };
        Fault::Unwritable(format!("{error}{next_step}"))
    })
}
