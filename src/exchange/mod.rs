//! Other programs' formats, in and out. So far: the three spreadsheets that make an organisation.
//!
//! What comes in is never trusted: it ends in facts, in remarks that name file and line, or in an error; never in a panic and
//! never in a silent loss. Deliberately absent: the org file itself (that is `storage`), reading from disk, printing, clocks.

mod spreadsheet;

pub use spreadsheet::{
    Import, ImportError, ImportOptions, ImportTables, Made, Remark, RemarkGroup, RemarkKind, Report,
    SheetRole, Table, Totals, import,
};

pub mod svg;
