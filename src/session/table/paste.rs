//! What a block from a spreadsheet would do to the map, before it does anything.

use crate::edit::Transaction;
use crate::exchange::{
    ColumnNames, ImportError, ImportOptions, News, RemarkGroup, SheetRole, Table, read_table, role_of,
};
use crate::model::{Day, Org};

/// What the block is called in remarks.
const NAME: &str = "pasted rows";

/// The headers that a block without any is read with.
const SUPPOSED: &str = "supplier\tcustomer\tneed\n";

/// What a pasted block would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// What does it, as one step; empty when everything is as the block says already.
    pub transaction: Transaction,
    /// What would be made or changed, by line of the block.
    pub news: Vec<News>,
    /// What is skipped or left out, and why.
    pub remarks: Vec<RemarkGroup>,
    /// How many rows the block has, its headers not counted.
    pub rows: usize,
    /// How many rows are skipped.
    pub skipped: usize,
    /// Whether the block had no headers and was read as supplier, customer, need.
    pub supposes_headers: bool,
}

/// Why nothing can be pasted. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasteRefused {
    /// The clipboard holds no cells.
    #[error(
        "The clipboard holds no rows: copy cells from a spreadsheet, at least a supplier and a customer side by side"
    )]
    NoRows,
    /// The block cannot be read as a table.
    #[error(transparent)]
    Unreadable(#[from] ImportError),
}

/// A pasted block as a table of its own.
#[must_use]
pub fn as_table(text: &str) -> Table {
    Table { name: NAME.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// What `text` would do to `org`. With `names` its first row holds the headers that they name; else, without headers of ours, its columns are
/// supplier, customer and need.
///
/// # Errors
/// [`PasteRefused`] when it is no block of rows.
pub fn pasted(
    text: &str,
    names: Option<&ColumnNames>,
    org: &Org,
    today: Day,
) -> Result<Pasted, PasteRefused> {
    let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(PasteRefused::NoRows)?;
    let has_headers =
        names.is_some() || matches!(role_of(&as_table(text)), Some(SheetRole::Links | SheetRole::Ratings));
    if !has_headers && !first.trim_end_matches(['\r', '\n']).contains('\t') {
        return Err(PasteRefused::NoRows);
    }
    let table = if has_headers { as_table(text) } else { as_table(&format!("{SUPPOSED}{text}")) };
    let options = ImportOptions { name: String::new(), today, dimensions: Vec::new() };
    let mut read = read_table(&table, &names.cloned().unwrap_or_default(), org, &options)?;
    let mut remarks = read.report.groups();
    if !has_headers {
        // The lines are those of the block as it was copied.
        read.news.iter_mut().for_each(|news| news.line = news.line.saturating_sub(1));
        let lines = remarks.iter_mut().flat_map(|remark| remark.lines.iter_mut());
        lines.for_each(|line| *line = line.saturating_sub(1));
    }
    let totals = read.report.totals(SheetRole::Links);
    let label = match totals.rows {
        1 => "Paste 1 row".to_owned(),
        rows => format!("Paste {rows} rows"),
    };
    Ok(Pasted {
        transaction: Transaction::new(label, read.edits),
        news: read.news,
        remarks,
        rows: totals.rows,
        skipped: totals.skipped,
        supposes_headers: !has_headers,
    })
}
