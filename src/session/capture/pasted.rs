//! Several lines at once: each is read on top of what the lines before it make, and all that can be taken is one step.

use std::collections::BTreeSet;

use super::block::{Block, TooMuch, block_of};
use super::names::folded;
use super::preview::{CapturePreview, NearDuplicate, preview};
use crate::edit::Transaction;
use crate::model::{Day, Org, PartyId};

/// Reads `lines` in turn, each on top of what those before it make of `org`; a line that has a problem makes nothing for
/// the next ones. O(lines times what one costs).
#[must_use]
pub fn in_turn<'line>(
    lines: impl IntoIterator<Item = &'line str>,
    org: &Org,
    hearing: Option<&PartyId>,
    today: Day,
) -> Vec<CapturePreview> {
    let mut lines = lines.into_iter().peekable();
    let mut previews = Vec::new();
    let mut later: Option<Org> = None;
    while let Some(line) = lines.next() {
        let mut read = preview(line, later.as_ref().unwrap_or(org), hearing, today);
        if read.problem.is_none() && lines.peek().is_some() {
            build_upon(&mut later, org, line, &mut read);
        }
        previews.push(read);
    }
    previews
}

/// Makes what a line would make true of the map that the next line is read on.
fn build_upon(later: &mut Option<Org>, org: &Org, line: &str, read: &mut CapturePreview) {
    let onto = later.get_or_insert_with(|| org.clone());
    if let Err(error) = read.edits.apply(onto) {
        read.problem = Some(super::Problem::new(line, 0, error.to_string()));
        read.edits = Transaction::default();
    }
}

/// One pasted line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Which line of what was pasted, counted from 1.
    pub number: usize,
    /// The capture line, as it may be edited.
    pub line: String,
    /// What it makes, after the lines before it.
    pub preview: CapturePreview,
    /// New names that look like ones on the map, and of which nobody has said yet what they are.
    pub asks: Vec<NearDuplicate>,
}

impl Row {
    /// Whether it is taken with the others: it makes sense, and no name waits for an answer.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.preview.problem.is_none() && self.asks.is_empty()
    }
}

/// Lines that were pasted together and are looked at before they are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    rows: Vec<Row>,
    total: usize,
    left_out: Vec<String>,
    /// Folded names that somebody said are new.
    new_names: BTreeSet<String>,
    /// How many lines are read.
    read: usize,
    /// The map after the lines read so far, while there are more.
    later: Option<Org>,
}

impl Pasted {
    /// The lines of `text`, not read yet: [`Pasted::read`] does.
    ///
    /// # Errors
    /// [`TooMuch`] in words for the person who pasted it.
    pub fn of(text: &str) -> Result<Self, TooMuch> {
        let Block { lines, total, left_out } = block_of(text)?;
        let rows = lines.into_iter().map(|(number, line)| Row { number, line, ..Row::default() }).collect();
        Ok(Self { rows, total, left_out, ..Self::default() })
    }

    /// Reads every line again: what it makes of `org` after those before it.
    pub fn read(&mut self, org: &Org, hearing: Option<&PartyId>, today: Day) {
        self.start_reading();
        self.read_on(org, hearing, today, usize::MAX);
    }

    /// Forgets what was read: the map, or a line, is another one.
    pub fn start_reading(&mut self) {
        self.read = 0;
        self.later = None;
    }

    /// Whether every line is read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.read >= self.rows.len()
    }

    /// Reads at most `most` further lines of a reading that was started; on a large map each takes its time. Tells whether that was all.
    /// `org` is the same throughout a reading.
    pub fn read_on(&mut self, org: &Org, hearing: Option<&PartyId>, today: Day, most: usize) -> bool {
        let end = self.read.saturating_add(most).min(self.rows.len());
        while self.read < end {
            let Some(row) = self.rows.get_mut(self.read) else { break };
            let mut preview = preview(&row.line, self.later.as_ref().unwrap_or(org), hearing, today);
            let new_names = &self.new_names;
            let asks =
                preview.near_duplicates.iter().filter(|twin| !new_names.contains(&folded(&twin.typed)));
            row.asks = asks.cloned().collect();
            if preview.problem.is_none() && row.asks.is_empty() {
                build_upon(&mut self.later, org, &row.line, &mut preview);
            }
            row.preview = preview;
            self.read += 1;
        }
        if self.is_read() {
            self.later = None;
        }
        self.is_read()
    }

    /// The lines, in their order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Lines that were pasted but are not read, because there are too many.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.total.saturating_sub(super::MOST_LINES)
    }

    /// Headings of columns that are not read.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// How many lines would be taken.
    #[must_use]
    pub fn ready(&self) -> usize {
        self.rows.iter().filter(|row| row.is_ready()).count()
    }

    /// What the lines come to, in a sentence: `17 of 20 lines can be taken; 2 wait for an answer, 1 cannot be read`.
    #[must_use]
    pub fn standing(&self) -> String {
        if !self.is_read() {
            return format!("{} of {} lines are read", self.read, self.rows.len());
        }
        let wrong = self.rows.iter().filter(|row| row.preview.problem.is_some()).count();
        let asked = self.rows.len() - self.ready() - wrong;
        let mut words = format!("{} of {} lines can be taken", self.ready(), self.rows.len());
        let mut rest = Vec::new();
        if asked > 0 {
            rest.push(format!("{asked} {} for an answer", if asked == 1 { "waits" } else { "wait" }));
        }
        if wrong > 0 {
            rest.push(format!("{wrong} cannot be read"));
        }
        if !rest.is_empty() {
            words.push_str(&format!("; {}", rest.join(", ")));
        }
        words
    }

    /// Puts other words into a line. Read again before it is looked at.
    pub fn edit(&mut self, place: usize, line: String) {
        if let Some(row) = self.rows.get_mut(place) {
            row.line = line;
        }
    }

    /// Drops a line.
    pub fn remove(&mut self, place: usize) {
        if place < self.rows.len() {
            self.rows.remove(place);
        }
    }

    /// Answers, for every line, that this name is somebody new.
    pub fn is_new(&mut self, name: &str) {
        self.new_names.insert(folded(name));
    }

    /// Answers, for every line in which this name is asked about, that this one on the map is meant.
    pub fn is_existing(&mut self, twin: &NearDuplicate) {
        for row in &mut self.rows {
            let same = |other: &&NearDuplicate| other.typed == twin.typed && other.existing == twin.existing;
            if let Some(found) = row.asks.iter().find(same) {
                row.line.clone_from(&found.line_with_existing);
            }
        }
    }

    /// Takes out every line that is ready, and gives what they make together, as one step. What is not ready stays. Nothing before
    /// everything is read.
    pub fn take(&mut self) -> Transaction {
        if !self.is_read() {
            return Transaction::default();
        }
        let (ready, waiting): (Vec<Row>, Vec<Row>) =
            std::mem::take(&mut self.rows).into_iter().partition(Row::is_ready);
        self.rows = waiting;
        self.total = self.rows.len();
        self.start_reading();
        let label = match ready.as_slice() {
            [only] => only.preview.edits.label.clone(),
            several => format!("Capture {} lines", several.len()),
        };
        Transaction::new(label, ready.into_iter().flat_map(|row| row.preview.edits.edits).collect())
    }
}
