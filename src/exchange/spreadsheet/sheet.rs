//! From text to rows of cells.
//!
//! A reader of our own, because a row that is reported must be found again: it knows the physical line of each row (blank
//! lines and line breaks in quotes counted), refuses a quote that is never closed instead of swallowing the rest of the file,
//! and holds all cells in one text, so that a table of a million commas stays small. Quotes are lenient otherwise: a mark
//! inside an unquoted cell is itself, text after a closing mark belongs to the cell.

use super::Table;
use super::columns::{ColumnNames, recognised};
use super::decimal::DecimalMark;
use super::decode::{MOST_TABLE_BYTES, Reading, decode};
use super::error::ImportError;
use super::report::{Place, RemarkKind, Report, SheetRole};

/// Most rows of one table.
const MOST_ROWS: u64 = 1_000_000;
/// Most cells of one row.
const MOST_COLUMNS: u64 = 1_000;
/// Most cells of one table.
const MOST_CELLS: u64 = 16_000_000;
/// Longest cell, in bytes.
const LONGEST_CELL: u64 = 100_000;

/// A table's rows. The first is the headers.
pub(super) struct Sheet {
    pub role: SheetRole,
    pub file: String,
    pub decimal_mark: DecimalMark,
    /// Whether it is the only table, and then which columns are called otherwise in it.
    pub alone: Option<ColumnNames>,
    header: RowSpan,
    rows: Vec<RowSpan>,
    /// The text of all cells, one after the other.
    text: String,
    /// Where in `text` each cell ends; it begins where the one before ends.
    ends: Vec<u32>,
}

#[derive(Clone, Copy)]
struct RowSpan {
    line: u64,
    first: u32,
    cells: u32,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    sheet: &'a Sheet,
    span: RowSpan,
}

impl<'a> Row<'a> {
    /// The line on which it begins, from 1.
    pub fn line(self) -> u64 {
        self.span.line
    }

    /// The cell in this place without white space at its ends; empty beyond the last.
    pub fn cell(self, place: usize) -> &'a str {
        let inside = u32::try_from(place).ok().filter(|place| *place < self.span.cells);
        let cell = inside.map_or("", |place| self.sheet.cell(self.span.first + place).trim());
        if self.sheet.alone.is_some() { unescaped(cell) } else { cell }
    }

    /// The cells, in order.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.span.cells).map(move |place| self.sheet.cell(self.span.first + place).trim())
    }

    /// Where a remark about the whole row belongs.
    pub fn place(self) -> Place<'a> {
        Place { sheet: self.sheet.role, line: self.span.line, column: "" }
    }
}

/// A cell as it was before it was kept from being run as a formula: see [`super::escaped`].
fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if super::is_formula(rest) => rest,
        _ => cell,
    }
}

impl Sheet {
    fn cell(&self, index: u32) -> &str {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let end = |index: usize| self.ends.get(index).and_then(|end| usize::try_from(*end).ok());
        let start = index.checked_sub(1).and_then(end).unwrap_or(0);
        end(index).and_then(|end| self.text.get(start..end)).unwrap_or_default()
    }

    /// The headers.
    pub fn header(&self) -> Row<'_> {
        Row { sheet: self, span: self.header }
    }

    /// The rows below the headers that have at least one cell filled.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|span| Row { sheet: self, span: *span })
    }
}

/// Reads a table: decodes it, finds out what separates its cells, cuts it into rows.
pub(super) fn read(table: &Table, role: SheetRole, report: &mut Report) -> Result<Sheet, ImportError> {
    let (text, reading) = decode(table)?;
    let (separator, skipped) = separator(&text, role);
    let mut cutter = Cutter::new(&table.name, &text, separator);
    cutter.at = skipped;
    cutter.line += u64::from(skipped > 0);
    let mut sheet = cutter.cut(role)?;
    if reading == Reading::SupposedWindows1252 {
        let place = Place { sheet: role, line: sheet.header.line, column: "" };
        let what = "the table is not UTF-8 and was read as Windows-1252".to_owned();
        report.add(place, RemarkKind::ReadAs, what, "if letters look wrong, save it as CSV (UTF-8)");
    }
    remark_on_long_rows(&sheet, report);
    // Whoever separates by semicolons does so because the comma stands before the decimals.
    sheet.decimal_mark = if separator == b';' { DecimalMark::Comma } else { DecimalMark::Point };
    report.count(role, |totals| totals.rows = sheet.rows.len());
    Ok(sheet)
}

/// Reads a table that stands alone, as one of links.
pub(super) fn read_alone(
    table: &Table,
    names: &ColumnNames,
    report: &mut Report,
) -> Result<Sheet, ImportError> {
    let mut sheet = read(table, SheetRole::Links, report)?;
    sheet.alone = Some(names.clone());
    Ok(sheet)
}

/// The headers of a table alone; `None` when it cannot be read.
pub(super) fn head(table: &Table, role: SheetRole, report: &mut Report) -> Option<Sheet> {
    const ENOUGH: usize = 64 * 1024;
    let bytes = table.bytes.get(..ENOUGH.min(table.bytes.len()))?;
    let lines = bytes.iter().rposition(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
    // Cut after a whole line; one that is longer than all this is no line of headers, nor is prose.
    let line = first_line(bytes.get(..lines)?);
    let is_prose = line.len() > 400 && !line.iter().any(|byte| matches!(byte, b',' | b';' | b'\t'));
    if is_prose {
        return None;
    }
    let head = Table { name: table.name.clone(), bytes: line.to_vec() };
    read(&head, role, report).ok()
}

/// Up to the end of the line of headers, as far as a table without line breaks in them goes.
fn first_line(bytes: &[u8]) -> &[u8] {
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_wide {
        // Two bytes a letter: the text is not cut between them.
        return bytes.get(..bytes.len() - bytes.len() % 2).unwrap_or_default();
    }
    let names_separator = usize::from(bytes.starts_with(b"sep="));
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let breaks = bytes.iter().enumerate().skip(start).filter(|(_, byte)| **byte == b'\n');
    let end = breaks.map(|(at, _)| at + 1).nth(names_separator).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or_default()
}

fn remark_on_long_rows(sheet: &Sheet, report: &mut Report) {
    let width = usize::try_from(sheet.header.cells).unwrap_or(usize::MAX);
    for row in sheet.rows().filter(|row| row.cells().skip(width).any(|cell| !cell.is_empty())) {
        let what = "the row has more cells than the table has headers; the last ones are left out".to_owned();
        let next_step = "put a text that holds a separator in quotes, or name the column";
        report.add(row.place(), RemarkKind::ValueLeftOut, what, next_step);
    }
}

/// What separates the cells, and how many bytes of a line `sep=;` come before the headers.
///
/// The separator under which most headers mean something; where that is equal, most headers; then the order `,` `;` tab.
fn separator(text: &str, role: SheetRole) -> (u8, usize) {
    let first_line = text.lines().next().unwrap_or_default().trim_end_matches('\r');
    if let Some(&[separator @ (b',' | b';' | b'\t')]) = first_line.strip_prefix("sep=").map(str::as_bytes) {
        let line_break = text.bytes().skip(first_line.len()).take_while(|byte| matches!(byte, b'\r' | b'\n'));
        return (separator, first_line.len() + line_break.count().min(2));
    }
    // A line that no separator cuts, and one that is too long to cut, are read as separated by commas.
    let mut best = (b',', (0, 1));
    for candidate in [b',', b';', b'\t'] {
        let mut cutter = Cutter::new("", text, candidate);
        let Ok(Some(header)) = cutter.next_filled_row() else { continue };
        let known =
            Row { sheet: &cutter.sheet, span: header }.cells().filter(|cell| recognised(role, cell)).count();
        if (known, header.cells) > best.1 {
            best = (candidate, (known, header.cells));
        }
    }
    (best.0, 0)
}

/// Cuts a text into rows. Linear in its length.
struct Cutter<'a> {
    text: &'a str,
    separator: u8,
    /// The next byte to look at, and its line.
    at: usize,
    line: u64,
    line_start: usize,
    sheet: Sheet,
}

/// What came after a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Separator,
    RowEnd,
}

impl<'a> Cutter<'a> {
    fn new(file: &str, text: &'a str, separator: u8) -> Self {
        let header = RowSpan { line: 1, first: 0, cells: 0 };
        let sheet = Sheet {
            role: SheetRole::Teams,
            file: file.to_owned(),
            decimal_mark: DecimalMark::Point,
            alone: None,
            header,
            rows: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
        };
        Self { text, separator, at: 0, line: 1, line_start: 0, sheet }
    }

    fn cut(mut self, role: SheetRole) -> Result<Sheet, ImportError> {
        let empty = ImportError::Empty { file: self.sheet.file.clone(), example: role.example_header() };
        self.sheet.header = self.next_filled_row()?.ok_or(empty)?;
        while let Some(row) = self.next_filled_row()? {
            if self.sheet.rows.len() as u64 >= MOST_ROWS {
                return Err(self.too_much("the table has too many rows", MOST_ROWS, row.line));
            }
            self.sheet.rows.push(row);
        }
        self.sheet.role = role;
        Ok(self.sheet)
    }

    fn too_much(&self, what: &'static str, limit: u64, line: u64) -> ImportError {
        ImportError::TooMuch { file: self.sheet.file.clone(), line, what, limit }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next row with at least one cell filled.
    fn next_filled_row(&mut self) -> Result<Option<RowSpan>, ImportError> {
        while self.at < self.text.len() {
            let (cells, length) = (self.sheet.ends.len(), self.sheet.text.len());
            let row = self.row()?;
            if self.sheet.text.get(length..).is_some_and(|text| !text.trim().is_empty()) {
                return Ok(Some(row));
            }
            self.sheet.ends.truncate(cells);
            self.sheet.text.truncate(length);
        }
        Ok(None)
    }

    fn row(&mut self) -> Result<RowSpan, ImportError> {
        let line = self.line;
        let first = self.sheet.ends.len() as u64;
        loop {
            let length = self.sheet.text.len();
            let after = if self.peek() == Some(b'"') { self.quoted_cell()? } else { self.plain_rest() };
            if (self.sheet.text.len() - length) as u64 > LONGEST_CELL {
                return Err(self.too_much("a cell has too many bytes", LONGEST_CELL, line));
            }
            let end = u32::try_from(self.sheet.text.len())
                .map_err(|_| self.too_much("too many bytes", MOST_TABLE_BYTES, line))?;
            self.sheet.ends.push(end);
            let cells = self.sheet.ends.len() as u64 - first;
            if cells > MOST_COLUMNS {
                return Err(self.too_much("a row has too many cells", MOST_COLUMNS, line));
            }
            if self.sheet.ends.len() as u64 > MOST_CELLS {
                return Err(self.too_much("the table has too many cells", MOST_CELLS, line));
            }
            if after == After::RowEnd {
                let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
                return Ok(RowSpan { line, first: narrow(first), cells: narrow(cells) });
            }
        }
    }

    /// The text up to the next separator or line end, which is taken too.
    fn plain_rest(&mut self) -> After {
        let start = self.at;
        while let Some(byte) = self.peek().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            if byte == self.separator {
                self.keep(start);
                self.at += 1;
                return After::Separator;
            }
            self.at += 1;
        }
        self.keep(start);
        self.line_break();
        After::RowEnd
    }

    fn quoted_cell(&mut self) -> Result<After, ImportError> {
        let (opened_at, opened_line, opened_line_start) = (self.at, self.line, self.line_start);
        self.at += 1;
        let mut start = self.at;
        loop {
            match self.peek() {
                None => {
                    let before = self.text.get(opened_line_start..opened_at).unwrap_or_default();
                    let column = 1 + before.chars().count() as u64;
                    let file = self.sheet.file.clone();
                    return Err(ImportError::OpenQuote { file, line: opened_line, column });
                }
                Some(b'"') => {
                    self.keep(start);
                    self.at += 1;
                    if self.peek() != Some(b'"') {
                        return Ok(self.plain_rest());
                    }
                    // Two marks are one: the second is kept with what follows.
                    start = self.at;
                    self.at += 1;
                }
                Some(b'\n' | b'\r') => self.line_break(),
                Some(_) => self.at += 1,
            }
        }
    }

    fn keep(&mut self, start: usize) {
        self.sheet.text.push_str(self.text.get(start..self.at).unwrap_or_default());
    }

    /// Steps over one line end: LF, CR LF or CR.
    fn line_break(&mut self) {
        match self.peek() {
            Some(b'\r') => {
                self.at += 1;
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            Some(_) => self.at += 1,
            None => return,
        }
        self.line += 1;
        self.line_start = self.at;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cutter, Sheet};
    use crate::exchange::{ImportError, SheetRole};

    fn cut(text: &str) -> Result<Sheet, ImportError> {
        Cutter::new("t.csv", text, b',').cut(SheetRole::Teams)
    }

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let sheet = cut(text).expect("readable");
        let header = std::iter::once(sheet.header());
        header.chain(sheet.rows()).map(|row| (row.line(), row.cells().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn lines_are_physical_whatever_stands_between() {
        let text = "a,b\r\n\r\n\"x\ny\r\nz\",1\n,\n\"q \"\"r\"\" s\"t,2\rlast";
        let expected: Vec<(u64, Vec<&str>)> = vec![
            (1, vec!["a", "b"]),
            (3, vec!["x\ny\r\nz", "1"]),
            (7, vec!["q \"r\" st", "2"]),
            (8, vec!["last"]),
        ];
        let read = rows(text);
        let read: Vec<(u64, Vec<&str>)> =
            read.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_where_it_opens() {
        let error = cut("a,b\nü,\"c\nd,e\n").err();
        assert_eq!(error, Some(ImportError::OpenQuote { file: "t.csv".to_owned(), line: 2, column: 3 }));
    }

    #[test]
    fn limits_end_in_an_error() {
        assert!(matches!(cut(&"a,".repeat(2_000)), Err(ImportError::TooMuch { line: 1, .. })));
        let long = format!("a\n\n{}", "x".repeat(200_000));
        assert!(matches!(cut(&long), Err(ImportError::TooMuch { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Any cells, written by the `csv` crate, come back.
        #[test]
        fn reads_what_another_program_has_written(
            rows_in in prop::collection::vec(prop::collection::vec("[a \",;\n\ré]{0,6}", 2..5), 1..8)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows_in {
                writer.write_record(row).expect("in memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("text");
            let trimmed = |row: &Vec<String>| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
            let filled: Vec<Vec<String>> =
                rows_in.iter().map(trimmed).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
            if filled.is_empty() {
                let is_empty = matches!(cut(&text), Err(ImportError::Empty { .. }));
                prop_assert!(is_empty);
            } else {
                let read: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
                prop_assert_eq!(read, filled);
            }
        }
    }
}
