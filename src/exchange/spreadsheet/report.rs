//! What became of every row: totals, and a remark for each thing that is not in the organisation as it stood in the table.
//!
//! Deliberately absent: layout for a terminal or a window; a remark is a fact, a group of them one sentence.

use std::collections::BTreeMap;
use std::fmt;

use super::ImportTables;
use crate::model::{ExpectationKind, Org, PartyKind};

/// Which of the three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetRole {
    /// Who is there.
    Teams,
    /// Who serves whom.
    Links,
    /// How it goes.
    Ratings,
}

impl SheetRole {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 3] = [Self::Teams, Self::Links, Self::Ratings];

    fn index(self) -> usize {
        match self {
            Self::Teams => 0,
            Self::Links => 1,
            Self::Ratings => 2,
        }
    }
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// Nothing was made of the row.
    RowSkipped,
    /// The link of this row is said to be unused: it is not on the map.
    LinkKeptOut,
    /// A later row says the same thing anew.
    RatingReplaced,
    /// The rating is of a dimension that was not asked for.
    DimensionLeftOut,
    /// Nobody knows what this column means.
    UnknownColumn,
    /// The row counts, but not with everything it says.
    ValueLeftOut,
    /// The row says something of what another row has made.
    RowsMerged,
    /// A word without a meaning here was kept as a note.
    NoteKept,
    /// How something was understood that could be meant otherwise.
    ReadAs,
}

impl RemarkKind {
    /// What happened to the row, when the whole row is missing from the organisation: `skipped`, `replaced`; else empty.
    #[must_use]
    pub fn fate_of_row(self) -> &'static str {
        match self {
            Self::RowSkipped | Self::LinkKeptOut | Self::DimensionLeftOut => "skipped",
            Self::RatingReplaced => "replaced",
            _ => "",
        }
    }
}

/// One thing that a person should know of one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// In which table.
    pub sheet: SheetRole,
    /// On which line of the file, from 1. A row over several lines is named by its first.
    pub line: u64,
    /// The header of the column; empty when it is about the whole row.
    pub column: String,
    /// What kind of thing.
    pub kind: RemarkKind,
    /// What happened.
    pub what: String,
    /// What to do about it; empty when there is nothing to do.
    pub next_step: String,
}

/// What became of one table's rows: `rows = made + matched + skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows with at least one cell filled, the headers not counted.
    pub rows: usize,
    /// Rows that made something new.
    pub made: usize,
    /// Rows that said something of what another row of the table had made.
    pub matched: usize,
    /// Rows of which nothing was made.
    pub skipped: usize,
}

/// What is on the map now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the number of what its name says")]
pub struct Made {
    pub teams: usize,
    pub external_customers: usize,
    pub external_suppliers: usize,
    pub departments: usize,
    pub links: usize,
    pub needs: usize,
    pub wants: usize,
    pub ratings: usize,
}

impl Made {
    /// What is on the map of `org`. O(n).
    #[must_use]
    pub fn of(org: &Org) -> Self {
        let kinds = |kind| org.parties().values().filter(|party| party.kind == kind).count();
        let departments = org.parties().values().filter_map(|party| party.department.as_ref());
        let mut made = Self {
            teams: kinds(PartyKind::Team),
            external_customers: kinds(PartyKind::ExternalCustomer),
            external_suppliers: kinds(PartyKind::ExternalSupplier),
            departments: departments.collect::<std::collections::BTreeSet<_>>().len(),
            links: org.links().len(),
            ..Self::default()
        };
        for expectation in org.links().values().flat_map(|link| link.expectations().values()) {
            match expectation.kind {
                ExpectationKind::Need => made.needs += 1,
                ExpectationKind::Want => made.wants += 1,
            }
            made.ratings += expectation.ratings.len();
        }
        made
    }
}

/// Several remarks that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkGroup {
    /// The table's name.
    pub file: String,
    /// The lines, ascending; at least one.
    pub lines: Vec<u64>,
    /// The header of the column; empty when it is about whole rows.
    pub column: String,
    /// What kind of thing.
    pub kind: RemarkKind,
    /// What happened.
    pub what: String,
    /// What to do about it.
    pub next_step: String,
}

/// What an import has to say. Remarks are sorted by table, line, column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every remark.
    pub remarks: Vec<Remark>,
    /// What is on the map now.
    pub made: Made,
    files: [String; 3],
    totals: [Totals; 3],
}

impl Report {
    pub(super) fn new(tables: &ImportTables) -> Self {
        let ratings = tables.ratings.as_ref().map_or_else(String::new, |table| table.name.clone());
        Self::on([tables.teams.name.clone(), tables.links.name.clone(), ratings])
    }

    /// On the files of teams, links and ratings; empty where there is none.
    pub(super) fn on(files: [String; 3]) -> Self {
        Self { remarks: Vec::new(), made: Made::default(), files, totals: [Totals::default(); 3] }
    }

    /// What a table is called.
    #[must_use]
    pub fn file(&self, sheet: SheetRole) -> &str {
        self.files.get(sheet.index()).map_or("", String::as_str)
    }

    /// What became of a table's rows. All zero for a table that was not given.
    #[must_use]
    pub fn totals(&self, sheet: SheetRole) -> Totals {
        self.totals.get(sheet.index()).copied().unwrap_or_default()
    }

    pub(super) fn count(&mut self, sheet: SheetRole, change: impl FnOnce(&mut Totals)) {
        if let Some(totals) = self.totals.get_mut(sheet.index()) {
            change(totals);
        }
    }

    pub(super) fn add(
        &mut self,
        place: Place<'_>,
        kind: RemarkKind,
        what: String,
        next_step: impl Into<String>,
    ) {
        self.remarks.push(Remark {
            sheet: place.sheet,
            line: place.line,
            column: place.column.to_owned(),
            kind,
            what,
            next_step: next_step.into(),
        });
    }

    /// The table holds ratings too.
    pub(super) fn name_ratings(&mut self, file: &str) {
        if let Some(ratings) = self.files.get_mut(SheetRole::Ratings.index()) {
            file.clone_into(ratings);
        }
    }

    /// Remarks by table, line, column; none twice.
    pub(super) fn sort(&mut self) {
        self.remarks.sort();
        self.remarks.dedup();
    }

    /// A row of which nothing is made.
    pub(super) fn skip(&mut self, place: Place<'_>, what: String, next_step: impl Into<String>) {
        self.count(place.sheet, |totals| totals.skipped += 1);
        self.add(place, RemarkKind::RowSkipped, what, next_step);
    }

    /// Sorts, and counts what is on the map.
    pub(super) fn finish(&mut self, org: &Org) {
        self.sort();
        self.made = Made::of(org);
    }

    /// The remarks, those that say the same in one group; by table, then by first line.
    #[must_use]
    pub fn groups(&self) -> Vec<RemarkGroup> {
        let mut lines: BTreeMap<(SheetRole, &str, RemarkKind, &str, &str), Vec<u64>> = BTreeMap::new();
        for remark in &self.remarks {
            let key = (
                remark.sheet,
                remark.column.as_str(),
                remark.kind,
                remark.what.as_str(),
                remark.next_step.as_str(),
            );
            lines.entry(key).or_default().push(remark.line);
        }
        let mut groups: Vec<(SheetRole, RemarkGroup)> = lines
            .into_iter()
            .map(|((sheet, column, kind, what, next_step), lines)| {
                let file = self.file(sheet).to_owned();
                let (column, what, next_step) = (column.to_owned(), what.to_owned(), next_step.to_owned());
                (sheet, RemarkGroup { file, lines, column, kind, what, next_step })
            })
            .collect();
        // The sort is stable, so that groups with one first line keep the order of the map.
        groups.sort_by_key(|(sheet, group)| (*sheet, group.lines.first().copied()));
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

/// Where a remark belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub sheet: SheetRole,
    pub line: u64,
    pub column: &'a str,
}

impl<'a> Place<'a> {
    /// The same row, in this column.
    pub fn column(self, column: &'a str) -> Self {
        Self { column, ..self }
    }
}

impl RemarkGroup {
    /// The lines, runs drawn together: `2-5, 9`.
    #[must_use]
    pub fn line_list(&self) -> String {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for &line in &self.lines {
            match runs.last_mut() {
                Some((_, last)) if *last == line => {}
                Some((_, last)) if *last + 1 == line => *last = line,
                _ => runs.push((line, line)),
            }
        }
        let texts = runs.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}-{last}"),
        });
        texts.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for RemarkGroup {
    /// `links.csv:7: row skipped: column verdict: what; what to do`, or for several `links.csv: 153 rows skipped: column verdict:
    /// what; what to do; lines 2-154`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fate = self.kind.fate_of_row();
        match (self.lines.as_slice(), fate) {
            ([line], "") => write!(formatter, "{}:{line}: ", self.file)?,
            ([line], fate) => write!(formatter, "{}:{line}: row {fate}: ", self.file)?,
            (lines, "") => write!(formatter, "{}: {} rows: ", self.file, lines.len())?,
            (lines, fate) => write!(formatter, "{}: {} rows {fate}: ", self.file, lines.len())?,
        }
        if !self.column.is_empty() {
            write!(formatter, "column {}: ", self.column)?;
        }
        formatter.write_str(&self.what)?;
        if !self.next_step.is_empty() {
            write!(formatter, "; {}", self.next_step)?;
        }
        if self.lines.len() > 1 {
            write!(formatter, "; lines {}", self.line_list())?;
        }
        Ok(())
    }
}
