//! The capture line: a chain and its needs, typed as fast as people talk.
//!
//! ```text
//! Order desk > Warehouse: pick list by 9:00 !5 =2,2,3; want a friendly heads-up
//! Warehouse < Order desk < Sales @Front office
//! "Parts; north" > *Garages: #broken
//! Order desk = Customer desk
//! ```
//!
//! - `supplier > customer` or `customer < supplier`, chains of either; one party alone is put on the map.
//! - `*Name` external customer, `~Name` external supplier, `@department` after a new team (or one that has none).
//! - After a colon come items, parted by semicolons: `need text` (the word may be left out) or `want text`, `!1` to `!5`
//!   importance, `=4` or `=2,2,3` scores of several people, `#works` `#struggles` `#broken` the word on the whole link.
//! - `Old name = New name`, with blanks around the equals sign: somebody on the map is called otherwise from now on.
//! - `->` is read as `>`, `<-` as `<`, and so are the arrows of other programs.
//! - Names are those on the map whatever their case. `"..."` holds what the grammar would take for itself; a quote inside is
//!   written twice. The characters of the grammar may be full width.
//! - [`parse`] knows the grammar alone, [`preview`] what the line makes of a map, [`complete`] how it may go on. One line is one
//!   step of undo.
//!
//! Several lines, or cells of a spreadsheet, are a [`Pasted`] block: read line by line, each on top of those before it.
//!
//! Deliberately absent: changing anything. [`crate::session::Session::capture`] does what was previewed.

mod block;
mod cells;
mod complete;
mod names;
mod parse;
mod pasted;
mod preview;
mod syntax;
mod what;
mod who;

pub use block::{Block, LONGEST_BLOCK_BYTES, MOST_LINES, TooMuch, block_of, is_block};
pub use complete::{Completes, Completion, MOST_COMPLETIONS, complete};
pub use names::folded;
pub use parse::{Parsed, parse};
pub use pasted::{Pasted, Row, in_turn};
pub use preview::{CapturePreview, Does, Made, NearDuplicate, preview};
pub use syntax::{
    Arrow, Item, LONGEST_CHAIN, LONGEST_LINE_BYTES, LONGEST_NAME, LONGEST_STATEMENT, Line, MOST_ITEMS,
    MOST_SCORES, PartyWord, Problem, Rename, Span, Text, typed_name, typed_statement,
};
