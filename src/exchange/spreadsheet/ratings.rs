//! The ratings table: what is rated, how, by whom, when.
//!
//! What a row rates is found in this order: the need or want that it names; the need or want of the links row that it names;
//! the only expectation that the links table made on the link; a need that is called by the row's dimension.

use std::collections::{BTreeMap, BTreeSet};

use super::ImportOptions;
use super::book::{Book, ExpectationKey, LinkDraft, RowFate};
use super::columns::{Column, Columns};
use super::decimal::{Decimal, DecimalMark, ScaleFault, decimal, on_one_to_five};
use super::directory::Named;
use super::error::ImportError;
use super::report::{Place, RemarkKind, Report};
use super::sheet::{Row, Sheet};
use super::teams::Roster;
use super::words::{folded_name, means_missing, one_line, quoted};
use crate::model::{AnswerCount, Day, ExpectationKind, LinkId, Rating, RatingKey, Score};

struct RatingColumns {
    link: Column,
    supplier: Column,
    customer: Column,
    need: Column,
    want: Column,
    dimension: Column,
    score: Column,
    scale_min: Column,
    scale_max: Column,
    n: Column,
    rater: Column,
    date: Column,
    note: Column,
}

/// Reads the ratings table into the drafts of `book`.
pub(super) fn read(
    sheet: &Sheet,
    roster: &Roster,
    book: &mut Book,
    options: &ImportOptions,
    report: &mut Report,
) -> Result<(), ImportError> {
    let is_alone = sheet.alone.is_some();
    let found = if is_alone { Columns::unremarked(sheet) } else { Columns::of(sheet, report) };
    let columns = RatingColumns {
        link: if is_alone { Column::default() } else { found.find("link") },
        supplier: found.find("supplier"),
        customer: found.find("customer"),
        need: found.find("need"),
        want: found.find("want"),
        dimension: found.find("dimension"),
        score: found.require("score")?,
        scale_min: found.find("scale_min"),
        scale_max: found.find("scale_max"),
        n: found.find("n"),
        rater: found.find("rater"),
        date: found.find("date"),
        note: found.find("note"),
    };
    let names_pairs = columns.supplier.is_there() && columns.customer.is_there();
    if !(columns.link.is_there() || names_pairs) {
        return Err(found.missing("link, nor supplier and customer"));
    }
    let wanted = wanted_dimensions(sheet, &columns, options)?;
    let mark = sheet.decimal_mark;
    let mut reader =
        RatingReader { columns: &columns, mark, options, roster, report, mixed: BTreeSet::new() };
    for row in sheet.rows() {
        if is_alone && columns.score.of(row).is_empty() {
            reader.without_score(row);
        } else if !wanted.is_empty() && !wanted.contains(&folded_name(columns.dimension.of(row))) {
            reader.leave_out(row);
        } else {
            reader.row(row, book);
        }
    }
    reader.remark_on_mixed_dimensions(sheet);
    Ok(())
}

/// The dimensions asked for, folded; each must be in the table, unless that has no row.
fn wanted_dimensions(
    sheet: &Sheet,
    columns: &RatingColumns,
    options: &ImportOptions,
) -> Result<BTreeSet<String>, ImportError> {
    let there: BTreeMap<String, &str> = sheet
        .rows()
        .map(|row| columns.dimension.of(row))
        .map(|dimension| (folded_name(dimension), dimension))
        .collect();
    for asked in &options.dimensions {
        if !there.is_empty() && !there.contains_key(&folded_name(asked)) {
            let found: Vec<String> = there
                .values()
                .filter(|dimension| !dimension.is_empty())
                .map(|dimension| quoted(dimension))
                .collect();
            let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
            return Err(ImportError::NoSuchDimension {
                file: sheet.file.clone(),
                asked: quoted(asked),
                found,
            });
        }
    }
    Ok(options.dimensions.iter().map(|dimension| folded_name(dimension)).collect())
}

struct RatingReader<'a> {
    columns: &'a RatingColumns,
    mark: DecimalMark,
    options: &'a ImportOptions,
    roster: &'a Roster,
    report: &'a mut Report,
    /// Dimensions that rate one expectation together with another.
    mixed: BTreeSet<&'a str>,
}

/// What is said of an expectation, and on which day by whom.
struct Entry {
    day: Day,
    /// Empty when nobody is named.
    rater: String,
    rating: Rating,
}

impl<'a> RatingReader<'a> {
    fn row(&mut self, row: Row<'a>, book: &mut Book) {
        let Some(entry) = self.entry(row) else { return };
        let Some((link, of_row)) = self.link(row, book) else { return };
        let Some(draft) = book.links.get_mut(&link) else { return };
        let Some(key) = self.rated(row, of_row, draft) else { return };
        let Some(expectation) = draft.expectations.get_mut(&key) else { return };
        if entry.day > self.options.today {
            let what = format!(
                "the day lies after {}; the rating is kept and counts from then on",
                self.options.today
            );
            self.report.add(
                self.columns.date.place(row),
                RemarkKind::ReadAs,
                what,
                "correct the day if it is wrong",
            );
        }
        let dimension = self.columns.dimension.of(row);
        let first = expectation.dimension.get_or_insert_with(|| folded_name(dimension));
        if *first != folded_name(dimension) {
            self.mixed.insert(dimension);
        }
        if entry.rater.is_empty() {
            expectation.nameless.push((entry.day, entry.rating));
            return self.report.count(row.place().sheet, |totals| totals.made += 1);
        }
        let key = RatingKey { day: entry.day, rater: entry.rater };
        match expectation.ratings.insert(key, (row.line(), entry.rating)) {
            None => self.report.count(row.place().sheet, |totals| totals.made += 1),
            Some((line, _)) => self.replaced(row, line),
        }
    }

    fn replaced(&mut self, row: Row<'_>, line: u64) {
        self.report.count(row.place().sheet, |totals| totals.matched += 1);
        let place = Place { line, ..row.place() };
        let what = "a later row of the same rater, day and expectation counts instead".to_owned();
        let next_step = "name the raters apart, or choose one dimension, if both should count";
        self.report.add(place, RemarkKind::RatingReplaced, what, next_step);
    }

    fn leave_out(&mut self, row: Row<'_>) {
        self.report.count(row.place().sheet, |totals| totals.skipped += 1);
        let dimension = self.columns.dimension.of(row);
        let what = if dimension.is_empty() {
            "the rating has no dimension and is left out".to_owned()
        } else {
            format!("ratings of the dimension {} are left out, as asked", quoted(dimension))
        };
        self.report.add(row.place(), RemarkKind::DimensionLeftOut, what, "");
    }

    /// In a table that stands alone a row without a score is no rating; what it says of one is remarked on.
    fn without_score(&mut self, row: Row<'_>) {
        let columns = self.columns;
        for column in [&columns.rater, &columns.n, &columns.date, &columns.note, &columns.dimension] {
            if !column.of(row).is_empty() {
                let what = "there is no score beside it; it is left out".to_owned();
                self.report.add(column.place(row), RemarkKind::ValueLeftOut, what, "write a score");
            }
        }
    }

    fn entry(&mut self, row: Row<'_>) -> Option<Entry> {
        let columns = self.columns;
        let score = self.score(row)?;
        let answers = self.answers(row)?;
        let date = columns.date.of(row);
        let day = if date.is_empty() { Ok(self.options.today) } else { day_of(date).parse::<Day>() };
        let Ok(day) = day else {
            let what = format!("{} is not a day", quoted(date));
            self.report.skip(columns.date.place(row), what, "write year-month-day, for example 2026-11-21");
            return None;
        };
        let rating = Rating { answers, comment: columns.note.of(row).to_owned(), ..Rating::of(score) };
        Some(Entry { day, rater: one_line(columns.rater.of(row)), rating })
    }

    fn score(&mut self, row: Row<'_>) -> Option<Score> {
        let columns = self.columns;
        let (least, least_words) = self.scale_end(row, &columns.scale_min, 1)?;
        let (most, most_words) = self.scale_end(row, &columns.scale_max, 5)?;
        let cell = columns.score.of(row);
        let (what, next_step) = match decimal(cell, self.mark).map(|score| on_one_to_five(score, least, most))
        {
            Ok(Ok(score)) => return Some(score),
            _ if cell.is_empty() => ("there is no score".to_owned(), ""),
            Ok(Err(ScaleFault::NoScale)) => (
                format!("a scale from {least_words} to {most_words} has no length"),
                "write the worst score in scale_min, the best in scale_max",
            ),
            _ if means_missing(cell) => (format!("{} stands for a missing score", quoted(cell)), ""),
            Ok(Err(ScaleFault::Outside)) => (
                format!("{} lies outside the scale from {least_words} to {most_words}", quoted(cell)),
                "correct the score or the scale",
            ),
            Err(fault) => (fault.words(cell), "write a number"),
        };
        self.report.skip(columns.score.place(row), what, next_step);
        None
    }

    /// One end of the scale, and how it is written; `default` when the cell is empty.
    fn scale_end(&mut self, row: Row<'_>, column: &Column, default: u8) -> Option<(Decimal, String)> {
        let cell = column.of(row);
        if cell.is_empty() {
            return Some((Decimal::from(default), default.to_string()));
        }
        match decimal(cell, self.mark) {
            Ok(end) => Some((end, cell.to_owned())),
            Err(fault) => {
                self.report.skip(column.place(row), fault.words(cell), "write a number");
                None
            }
        }
    }

    fn answers(&mut self, row: Row<'_>) -> Option<AnswerCount> {
        let cell = self.columns.n.of(row);
        if cell.is_empty() {
            return Some(AnswerCount::ONE);
        }
        let whole = cell.strip_suffix(".0").unwrap_or(cell);
        let answers = whole.parse::<u32>().ok().and_then(AnswerCount::new);
        if answers.is_none() {
            let what = format!("{} is no number of answers", quoted(cell));
            self.report.skip(self.columns.n.place(row), what, "write a whole number from 1");
        }
        answers
    }

    /// The link that the row rates; and what the links row that it names expects.
    fn link(&mut self, row: Row<'_>, book: &Book) -> Option<(LinkId, Option<ExpectationKey>)> {
        let columns = self.columns;
        let id = columns.link.of(row);
        if id.is_empty() {
            return self.link_of_pair(row, book).map(|link| (link, None));
        }
        let what = match book.rows.get(id) {
            Some(RowFate::Kept { link, expectation }) => {
                self.remark_on_other_pair(row, link);
                return Some((link.clone(), expectation.clone()));
            }
            Some(RowFate::KeptOut) => "its link is said to be unused and is kept out".to_owned(),
            Some(RowFate::Skipped) => "the links row that it names was skipped".to_owned(),
            None => format!("no row of the links table has the id {}", quoted(id)),
        };
        let next_step = match book.rows.get(id) {
            Some(RowFate::KeptOut) => "",
            _ => "correct the id, or the links table",
        };
        self.report.skip(columns.link.place(row), what, next_step);
        None
    }

    fn link_of_pair(&mut self, row: Row<'_>, book: &Book) -> Option<LinkId> {
        let columns = self.columns;
        let link = LinkId {
            supplier: self.end(row, &columns.supplier)?,
            customer: self.end(row, &columns.customer)?,
        };
        if book.links.contains_key(&link) {
            return Some(link);
        }
        let what = format!(
            "the links table has no link from {} to {}",
            quoted(columns.supplier.of(row)),
            quoted(columns.customer.of(row))
        );
        self.report.skip(row.place(), what, "add a row there");
        None
    }

    fn end(&mut self, row: Row<'_>, column: &Column) -> Option<crate::model::PartyId> {
        let text = one_line(column.of(row));
        let (what, next_step) = match self.roster.find(&text) {
            Named::One(draft) => return self.roster.drafts.get(draft).map(|draft| draft.id.clone()),
            _ if text.is_empty() => ("neither a link nor a pair is named".to_owned(), "name one"),
            Named::Nobody => (format!("{} is not in the teams table", quoted(&text)), "correct the name"),
            Named::Several(drafts) => (
                format!("{} names several teams: {}", quoted(&text), self.roster.ids_of(drafts)),
                "write the id",
            ),
        };
        self.report.skip(column.place(row), what, next_step);
        None
    }

    fn remark_on_other_pair(&mut self, row: Row<'_>, link: &LinkId) {
        let columns = self.columns;
        for (column, id) in [(&columns.supplier, &link.supplier), (&columns.customer, &link.customer)] {
            let text = one_line(column.of(row));
            let named = match self.roster.find(&text) {
                Named::One(draft) => self.roster.drafts.get(draft).map(|draft| &draft.id),
                _ => None,
            };
            if !text.is_empty() && named != Some(id) {
                let what = format!("{} is not the one of the links row; the links row counts", quoted(&text));
                self.report.add(column.place(row), RemarkKind::ValueLeftOut, what, "correct one of them");
            }
        }
    }

    /// What the row rates, made if need be.
    fn rated(
        &mut self,
        row: Row<'_>,
        of_row: Option<ExpectationKey>,
        draft: &mut LinkDraft,
    ) -> Option<ExpectationKey> {
        let columns = self.columns;
        let (need, want, dimension) = (columns.need.of(row), columns.want.of(row), columns.dimension.of(row));
        if !need.is_empty() && !want.is_empty() {
            let what = "the row names a need and a want; the need is rated".to_owned();
            self.report.add(
                columns.want.place(row),
                RemarkKind::ValueLeftOut,
                what,
                "write one row for each",
            );
        }
        let (kind, statement, column) = if !need.is_empty() {
            (ExpectationKind::Need, need, &columns.need)
        } else if !want.is_empty() {
            (ExpectationKind::Want, want, &columns.want)
        } else if let Some(key) = of_row.or_else(|| draft.only_expectation()) {
            return Some(key);
        } else {
            (ExpectationKind::Need, dimension, &columns.dimension)
        };
        if statement.is_empty() {
            let what = "the row does not say what it rates".to_owned();
            self.report.skip(row.place(), what, "fill in need, want or dimension");
            return None;
        }
        // What a rating names and nobody has listed is made a need, whichever column names it.
        let kind = if draft.has_expectation(kind, statement) { kind } else { ExpectationKind::Need };
        let (_, is_new) = draft.expectation(kind, statement);
        if is_new {
            let what = format!("{} was made a need of importance 3 of the link", quoted(statement));
            self.report.add(column.place(row), RemarkKind::ReadAs, what, "");
        }
        Some(super::book::expectation_key(kind, statement))
    }

    /// Several dimensions that rate one need are most likely not meant to be mixed.
    fn remark_on_mixed_dimensions(&mut self, sheet: &Sheet) {
        if self.mixed.is_empty() {
            return;
        }
        let names: Vec<String> = self.mixed.iter().take(5).map(|dimension| quoted(dimension)).collect();
        let more = if self.mixed.len() > 5 { ", ..." } else { "" };
        let what =
            format!("ratings of {}{more} count for needs that another dimension rates too", names.join(", "));
        let next_step = "choose with --dimension which should count";
        let place = self.columns.dimension.place(sheet.header());
        self.report.add(place, RemarkKind::ReadAs, what, next_step);
    }
}

/// The day of a date that may have a time of day after it.
fn day_of(date: &str) -> &str {
    match date.get(10..) {
        Some(time) if time.starts_with(['T', ' ']) => date.get(..10).unwrap_or(date),
        _ => date,
    }
}
