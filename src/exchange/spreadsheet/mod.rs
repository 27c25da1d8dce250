//! Spreadsheets in: teams, links and, where there are any, ratings; or one table that holds everything ([`one_table`]).
//!
//! The way of a table: bytes are decoded ([`decode`]), cut into rows ([`sheet`]), its columns found by their headers
//! ([`columns`]), its rows read ([`teams`], [`links`], [`ratings`]) into drafts, the drafts put together as edits
//! ([`assemble`]). Whatever a row said that is not in the organisation afterwards stands in the [`Report`], by line.
//!
//! Deliberately absent: workbooks (`.xlsx`), reading from disk.

mod assemble;
mod book;
mod columns;
mod decimal;
mod decode;
mod directory;
mod ends;
mod error;
mod headings;
mod links;
mod one_table;
mod ratings;
mod report;
mod sheet;
mod teams;
mod words;

use self::columns::Columns;
use crate::model::{Day, Org};

pub use columns::ColumnNames;
pub use decode::MOST_TABLE_BYTES;
pub use error::ImportError;
pub use headings::{Heading, MEANINGS, has_both_ends, headings};
pub use one_table::{News, NewsKind, TableImport, import_table, read_table, updated};
pub use report::{Made, Remark, RemarkGroup, RemarkKind, Report, SheetRole, Totals};

/// One table as it came: comma, semicolon or tab separated, UTF-8, UTF-16 with a byte order mark, or Windows-1252.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What remarks call it, for example `links.csv`.
    pub name: String,
    /// The file's bytes; at most 64 MiB.
    pub bytes: Vec<u8>,
}

/// The tables to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportTables {
    /// Who is there.
    pub teams: Table,
    /// Who serves whom, and what is expected.
    pub links: Table,
    /// How it goes.
    pub ratings: Option<Table>,
}

/// What the tables do not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// The organisation's name.
    pub name: String,
    /// The day of verdicts, and of ratings without a date.
    pub today: Day,
    /// Only ratings of these dimensions count; all of them when empty.
    pub dimensions: Vec<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The organisation; sound, and marked as complete.
    pub org: Org,
    /// What was made, and every row or value that was not.
    pub report: Report,
}

/// Which of the three tables this is by its headers: of teams when it has names and no ends, of links when it has both ends, of ratings
/// when it has scores besides and speaks of nothing that only links have. `None` when it is none of them, or no table.
#[must_use]
pub fn role_of(table: &Table) -> Option<SheetRole> {
    let mut unheard = Report::on(std::array::from_fn(|_| String::new()));
    let mut head = |role| sheet::head(table, role, &mut unheard);
    let (teams, links, ratings) =
        (head(SheetRole::Teams)?, head(SheetRole::Links)?, head(SheetRole::Ratings)?);
    let (teams, links, ratings) =
        (Columns::unremarked(&teams), Columns::unremarked(&links), Columns::unremarked(&ratings));
    let ends = links.find("supplier").is_there() && links.find("customer").is_there();
    let scores = ratings.find("score").is_there();
    let by_row = ratings.find("link").is_there();
    let mut of_links_only = ["deliverable", "importance", "verdict", "status", "weight"].into_iter();
    match (ends, scores) {
        (true, true) if !of_links_only.any(|name| links.find(name).is_there()) => Some(SheetRole::Ratings),
        (false, true) if by_row => Some(SheetRole::Ratings),
        (true, _) => Some(SheetRole::Links),
        (false, _) => teams.find("name").is_there().then_some(SheetRole::Teams),
    }
}

/// Whether a spreadsheet would run a cell of this text as a formula: it begins with `=`, `+`, `-`, `@`, a tab or a carriage return.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell for a table that is separated by tabs, as it goes out: an apostrophe before what a spreadsheet would run, quotes around what holds
/// a tab, a quote or a line break.
#[must_use]
pub fn escaped(text: &str) -> String {
    let text = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Makes an organisation of spreadsheets.
///
/// The rows' own trouble (an unknown party, a score outside its scale) never fails the import: it stands in the report.
/// O(n log n) in the number of cells.
///
/// # Errors
/// [`ImportError`] when a table cannot be read as one: a workbook, a missing column, a quote that is never closed, a limit.
pub fn import(tables: &ImportTables, options: &ImportOptions) -> Result<Import, ImportError> {
    let mut report = Report::new(tables);
    let mut roster = teams::read(&sheet::read(&tables.teams, SheetRole::Teams, &mut report)?, &mut report)?;
    let links = sheet::read(&tables.links, SheetRole::Links, &mut report)?;
    let mut book = links::read(&links, &mut roster, options.today, &mut report)?;
    if let Some(table) = &tables.ratings {
        let sheet = sheet::read(table, SheetRole::Ratings, &mut report)?;
        ratings::read(&sheet, &roster, &mut book, options, &mut report)?;
    }
    let org = assemble::assemble(roster, book, options, &mut report)?;
    report.finish(&org);
    Ok(Import { org, report })
}
