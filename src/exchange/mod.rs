//! Other programs' formats, in and out: the three spreadsheets that make an organisation, pictures as SVG, PNG
//! and PDF, reports.
//!
//! What comes in is never trusted: it ends in facts, in remarks that name file and line, or in an error; never in a panic and
//! never in a silent loss. Deliberately absent: the org file itself (that is `storage`), reading from disk, printing, clocks.

pub mod drawing;
pub mod pdf;
pub mod png;
pub mod report;
mod rounded;
mod spreadsheet;
pub mod svg;
mod typeset;

pub use spreadsheet::{
    ColumnNames, Heading, Import, ImportError, ImportOptions, ImportTables, MEANINGS, MOST_TABLE_BYTES, Made,
    News, NewsKind, Remark, RemarkGroup, RemarkKind, Report, SheetRole, Table, TableImport, Totals, escaped,
    has_both_ends, headings, import, import_table, read_table, role_of, updated,
};
