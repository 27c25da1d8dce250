//! Cells of a spreadsheet as capture lines: supplier, customer, need, importance, verdict or rating, with or without a header row.
//!
//! What a cell says that the grammar does not know is written into the line as it is, so that the line names the mistake where it stands.
//! Deliberately absent: files. Importing one is the exchange room's business.

use super::syntax::{plain, typed_name, typed_statement};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Supplier,
    Customer,
    Need,
    Want,
    Importance,
    /// A verdict or scores: whichever the cell reads as.
    Word,
    LeftOut,
}

/// The columns of a block, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    columns: Vec<Column>,
    /// Headings that say nothing to us.
    pub(super) left_out: Vec<String>,
}

impl Columns {
    /// Supplier, customer, need, importance; then verdicts and ratings.
    pub(super) fn usual() -> Self {
        let columns = vec![Column::Supplier, Column::Customer, Column::Need, Column::Importance];
        Self { columns, left_out: Vec::new() }
    }

    /// The columns that a header row names; `None` when it is no header row.
    pub(super) fn named(header: &[String]) -> Option<Self> {
        let columns: Vec<Column> = header.iter().map(|heading| column_called(heading)).collect();
        let known = |wanted| columns.contains(&wanted);
        if !(known(Column::Supplier) && known(Column::Customer)) {
            return None;
        }
        let unknown = columns.iter().zip(header).filter(|(column, _)| **column == Column::LeftOut);
        let left_out = unknown.map(|(_, heading)| heading.trim().to_owned()).filter(|name| !name.is_empty());
        Some(Self { left_out: left_out.collect(), columns })
    }

    fn column(&self, place: usize) -> Column {
        let beyond = if self.columns == Self::usual().columns { Column::Word } else { Column::LeftOut };
        self.columns.get(place).copied().unwrap_or(beyond)
    }

    /// The capture line that says what the cells say; empty when they say nothing.
    pub(super) fn line_of(&self, cells: &[String]) -> String {
        let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next())
            && only.contains(|character| matches!(plain(character), '>' | '<' | ':'))
        {
            return only.to_owned();
        }
        let mut parts = Parts::default();
        for (place, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if !cell.is_empty() {
                parts.take(self.column(place), cell);
            }
        }
        parts.line()
    }
}

/// What the cells of one row say.
#[derive(Default)]
struct Parts {
    names: [Option<String>; 2],
    need: Option<String>,
    want: Option<String>,
    importance: Option<String>,
    words: Vec<String>,
}

impl Parts {
    fn take(&mut self, column: Column, cell: &str) {
        let [supplier, customer] = &mut self.names;
        match column {
            Column::Supplier => *supplier = Some(name(cell)),
            Column::Customer => *customer = Some(name(cell)),
            Column::Need => self.need = Some(typed_statement(cell)),
            Column::Want => self.want = Some(format!("want {}", typed_statement(cell))),
            Column::Importance => {
                self.importance = Some(format!("!{}", joined(cell.trim_start_matches('!'))));
            }
            Column::Word => self.words.extend(word(cell)),
            Column::LeftOut => {}
        }
    }

    fn line(self) -> String {
        let names: Vec<String> = self.names.into_iter().flatten().collect();
        let mut items = Vec::new();
        let marks: Vec<String> = self.importance.into_iter().chain(self.words.clone()).collect();
        match (self.need, self.want) {
            (None, None) => items.extend(self.words),
            (Some(need), want) => {
                items.push(format!("{need} {}", marks.join(" ")).trim_end().to_owned());
                items.extend(want);
            }
            (None, Some(want)) => items.push(format!("{want} {}", marks.join(" ")).trim_end().to_owned()),
        }
        let names = names.join(" > ");
        if items.is_empty() { names } else { format!("{names}: {}", items.join("; ")) }
    }
}

/// A name as it is typed; the mark of an external party before it stays a mark.
fn name(cell: &str) -> String {
    let mut characters = cell.chars();
    match characters.next().map(plain) {
        Some(mark @ ('*' | '~')) => format!("{mark}{}", typed_name(characters.as_str().trim())),
        _ => typed_name(cell),
    }
}

fn joined(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A verdict or scores, as the grammar writes them; nothing for "not asked".
fn word(cell: &str) -> Option<String> {
    let bare = cell.trim_start_matches(['#', '=']);
    if bare.starts_with(|first: char| first.is_ascii_digit()) {
        let scores: String = bare.chars().filter(|character| !character.is_whitespace()).collect();
        return Some(format!("={}", scores.replace(';', ",")));
    }
    // The words that an import of links knows.
    match bare.to_lowercase().as_str() {
        "not asked" | "unknown" | "?" | "-" | "" => None,
        "works" | "ok" | "flowing" => Some("#works".to_owned()),
        "struggles" | "slowing" => Some("#struggles".to_owned()),
        "broken" | "blocking" | "fails" => Some("#broken".to_owned()),
        _ => Some(format!("#{}", joined(bare))),
    }
}

fn column_called(heading: &str) -> Column {
    let bare: String = heading
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match bare.as_str() {
        "supplier" | "from" | "provider" | "whodelivers" => Column::Supplier,
        "customer" | "to" | "receiver" | "internalcustomer" => Column::Customer,
        "need" | "needs" | "expectation" | "statement" => Column::Need,
        "want" | "wants" => Column::Want,
        "importance" | "priority" => Column::Importance,
        "verdict" | "status" | "state" | "rating" | "ratings" | "score" | "scores" => Column::Word,
        _ => Column::LeftOut,
    }
}

/// The rows of a block of cells, each with the number of its line: cells parted by tabs, quoted ones with line breaks inside. At most
/// `most` rows, then the count of all lines.
pub(super) fn rows_of(text: &str, most: usize) -> (Vec<(usize, Vec<String>)>, usize) {
    let mut rows = Vec::new();
    let mut rest = text;
    let (mut number, mut count) = (1, 0);
    while !rest.is_empty() {
        let (cells, length) = row_of(rest);
        let taken = rest.get(..length).unwrap_or(rest);
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            count += 1;
            if rows.len() < most {
                rows.push((number, cells));
            }
        }
        number += taken.matches('\n').count();
        rest = rest.get(length..).unwrap_or_default();
    }
    (rows, count)
}

/// The first row of `text` and how many bytes it takes up, its line break included.
fn row_of(text: &str) -> (Vec<String>, usize) {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let (cell, length) = quoted_cell(rest).unwrap_or_else(|| {
            let length = rest.find(['\t', '\n']).unwrap_or(rest.len());
            (rest.get(..length).unwrap_or_default().trim_end_matches('\r').to_owned(), length)
        });
        cells.push(cell);
        at += length;
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some('\t') => at += 1,
            Some(_) => return (cells, at + 1),
            None => return (cells, at),
        }
    }
}

/// The longest quoted cell, in bytes: a quote that is not closed by then is one of the text.
const LONGEST_CELL: usize = 16 * 1024;

/// A cell in quotes, as spreadsheets write one that holds a line break or a tab; the break becomes a blank.
fn quoted_cell(rest: &str) -> Option<(String, usize)> {
    let inside = rest.strip_prefix('"')?;
    let mut cell = String::new();
    let mut characters = inside.char_indices().take_while(|(at, _)| *at < LONGEST_CELL).peekable();
    while let Some((at, character)) = characters.next() {
        match (character, characters.peek()) {
            ('"', Some((_, '"'))) => {
                characters.next();
                cell.push('"');
            }
            ('"', next) => {
                let ends = next.is_none_or(|(_, next)| matches!(next, '\t' | '\n' | '\r'));
                let blank = usize::from(next.is_some_and(|(_, next)| *next == '\r'));
                // A quote that goes on is how a person writes; the cell is taken as it stands.
                return ends.then_some((cell, at + 2 + blank));
            }
            ('\n' | '\r' | '\t', _) => cell.push(' '),
            _ => cell.push(character),
        }
    }
    None
}
