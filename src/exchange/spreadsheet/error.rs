//! Why a table cannot be read at all: what, where, what to do.

use super::report::SheetRole;

/// A table that cannot be imported. Nothing was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A workbook, not a text.
    #[error("{file}: this is a workbook, not a table of text; save the sheet as CSV (UTF-8) and import that")]
    Workbook {
        /// The table.
        file: String,
    },
    /// The bytes are no text.
    #[error("{file}:{line}: this is not readable text; save the sheet as CSV (UTF-8) and import that")]
    NotText {
        /// The table.
        file: String,
        /// The first line that is not.
        line: u64,
    },
    /// Nothing in it.
    #[error("{file}: the table is empty; its first line must name the columns, for example {example}")]
    Empty {
        /// The table.
        file: String,
        /// A first line that would do.
        example: &'static str,
    },
    /// A column without which the table means nothing.
    #[error(
        "{file}:{line}: there is no column {column}; the columns are {found}; add it, or rename the one that is meant"
    )]
    MissingColumn {
        /// The table.
        file: String,
        /// The line of the headers.
        line: u64,
        /// The column, or the columns of which one is enough.
        column: &'static str,
        /// The headers that are there.
        found: String,
    },
    /// A column is said to be called by a header that is not there.
    #[error("{file}:{line}: there is no header {header} to be read as {column}; the headers are {found}")]
    NoSuchHeader {
        /// The table.
        file: String,
        /// The line of the headers.
        line: u64,
        /// The column.
        column: &'static str,
        /// What it is said to be called.
        header: String,
        /// The headers that are there.
        found: String,
    },
    /// The rest of the file would be one cell.
    #[error(
        "{file}:{line}:{column}: the quotation mark that opens here is never closed; close it, or write it twice if it is meant"
    )]
    OpenQuote {
        /// The table.
        file: String,
        /// The line of the mark.
        line: u64,
        /// The place of the mark in its line, in characters from 1.
        column: u64,
    },
    /// More than is meant for one organisation.
    #[error("{file}:{line}: {what}; the limit is {limit}; import a part of it")]
    TooMuch {
        /// The table.
        file: String,
        /// Where the limit was met.
        line: u64,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// No rating has the dimension that was asked for.
    #[error("{file}: no rating has the dimension {asked}; the table has {found}")]
    NoSuchDimension {
        /// The ratings.
        file: String,
        /// What was asked for.
        asked: String,
        /// The dimensions that are there.
        found: String,
    },
    /// The drafts do not make a sound organisation: a fault of this program.
    #[error("the tables were read, but do not fit together: {0}; please report this")]
    Unsound(String),
}

impl SheetRole {
    /// A first line that would do for a table of this role.
    pub(super) fn example_header(self) -> &'static str {
        match self {
            Self::Teams => "id,name,kind,department",
            Self::Links => "supplier,customer,need,importance,verdict",
            Self::Ratings => "supplier,customer,need,score,rater,date",
        }
    }
}
