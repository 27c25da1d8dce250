//! A pasted block taken apart into lines: minutes of a meeting, a list, or cells of a spreadsheet. Bounded, whatever was pasted.

use super::cells::{Columns, rows_of};
use super::syntax::LONGEST_LINE_BYTES;

/// More lines than this are not read: a file can be imported.
pub const MOST_LINES: usize = 200;
/// More bytes than this are not looked at.
pub const LONGEST_BLOCK_BYTES: usize = 4 * 1024 * 1024;

/// What was pasted, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Capture lines, each with the number of its line in what was pasted, counted from 1. At most [`MOST_LINES`].
    pub lines: Vec<(usize, String)>,
    /// How many lines there are that say something, those not read included.
    pub total: usize,
    /// Headings of columns that are not read.
    pub left_out: Vec<String>,
}

/// Why a block is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// More than [`LONGEST_BLOCK_BYTES`].
    #[error("This is {megabytes} MB of text. Paste at most 4 MB, or save it as a file and import it")]
    Bytes {
        /// How much it is, rounded up.
        megabytes: usize,
    },
}

/// Whether pasted text is a block to be looked at, and not simply a part of one line.
#[must_use]
pub fn is_block(text: &str) -> bool {
    text.len() > LONGEST_LINE_BYTES || text.trim_end_matches(['\r', '\n']).contains(['\n', '\r', '\t'])
}

/// Takes a pasted block apart. O(length). A line too long to be one is cut after its beginning, which the reader of the line refuses.
///
/// # Errors
/// [`TooMuch`] for a text that nobody pasted on purpose.
pub fn block_of(text: &str) -> Result<Block, TooMuch> {
    if text.len() > LONGEST_BLOCK_BYTES {
        return Err(TooMuch::Bytes { megabytes: text.len().div_ceil(1024 * 1024) });
    }
    let mut block = if text.contains('\t') { cells_of(text) } else { lines_of(text) };
    for (_, line) in &mut block.lines {
        if line.len() > LONGEST_LINE_BYTES {
            // One more than is allowed: enough for the line to be refused as too long.
            line.truncate(line.ceil_char_boundary(LONGEST_LINE_BYTES + 1));
        }
    }
    Ok(block)
}

fn lines_of(text: &str) -> Block {
    let mut block = Block::default();
    // A carriage return alone ends a line too, as some programs write it.
    let ends =
        |character: char| matches!(character, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let whole = if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") };
    for (place, line) in whole.split(ends).enumerate() {
        let line = without_bullet(line.trim());
        if line.is_empty() {
            continue;
        }
        block.total += 1;
        if block.lines.len() < MOST_LINES {
            block.lines.push((place + 1, line.to_owned()));
        }
    }
    block
}

fn cells_of(text: &str) -> Block {
    let (mut rows, mut total) = rows_of(text, MOST_LINES + 1);
    let named = rows.first().and_then(|(_, header)| Columns::named(header));
    if named.is_some() {
        rows.remove(0);
        total -= 1;
    }
    let columns = named.unwrap_or_else(Columns::usual);
    let lines = rows.into_iter().take(MOST_LINES).map(|(number, cells)| (number, columns.line_of(&cells)));
    Block { lines: lines.collect(), total, left_out: columns.left_out }
}

/// Without the bullet or the number of a list before it.
fn without_bullet(line: &str) -> &str {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = line.get(digits..).unwrap_or_default();
    if (1..=3).contains(&digits)
        && let Some(rest) = after.strip_prefix(". ").or_else(|| after.strip_prefix(") "))
    {
        return rest.trim_start();
    }
    line.trim_start_matches(['\u{2022}', '\u{25e6}', '\u{25aa}', '\u{b7}', '-', '\u{2013}']).trim_start()
}
