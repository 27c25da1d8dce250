//! The links table: who serves whom, what is expected, what the customer says of it.
//!
//! Rows of one pair become one link. What two rows say differently of it is settled here: the worst verdict, the higher
//! importance, volumes of one unit added up, else the first row; whatever does not count is remarked on.

use super::book::{Book, ExpectationKey, LinkDraft, RowFate, expectation_key};
use super::columns::{Column, Columns};
use super::decimal::{DecimalMark, quantity};
use super::directory::Named;
use super::error::ImportError;
use super::report::{RemarkKind, Report};
use super::sheet::{Row, Sheet};
use super::teams::Roster;
use super::words::{folded_name, one_line, quoted};
use crate::model::{
    Day, ExpectationKind, Importance, LinkId, PartyId, Quantity, Verdict, VerdictKey, Volume,
};

struct LinkColumns {
    supplier: Column,
    customer: Column,
    deliverable: Column,
    need: Column,
    want: Column,
    importance: Column,
    verdict: Column,
    status: Column,
    weight: Column,
    weight_unit: Column,
    mean_wait_hours: Column,
    id: Column,
}

/// Reads the links table. Departments that a link names are marked in `roster`.
pub(super) fn read(
    sheet: &Sheet,
    roster: &mut Roster,
    today: Day,
    report: &mut Report,
) -> Result<Book, ImportError> {
    let found = Columns::of(sheet, report);
    found.check_names()?;
    let columns = LinkColumns {
        supplier: found.require("supplier")?,
        customer: found.require("customer")?,
        deliverable: found.find("deliverable"),
        need: found.find("need"),
        want: found.find("want"),
        importance: found.find("importance"),
        verdict: found.find("verdict"),
        status: found.find("status"),
        weight: found.find("weight"),
        weight_unit: found.find("weight_unit"),
        mean_wait_hours: found.find("mean_wait_hours"),
        id: found.find("id"),
    };
    let is_alone = sheet.alone.is_some();
    let mut reader =
        LinkReader { columns: &columns, mark: sheet.decimal_mark, today, roster, is_alone, report };
    let mut book = Book::default();
    for row in sheet.rows() {
        let fate = reader.row(row, &mut book);
        reader.enter_row_id(row, fate, &mut book);
    }
    Ok(book)
}

struct LinkReader<'a> {
    columns: &'a LinkColumns,
    mark: DecimalMark,
    today: Day,
    roster: &'a mut Roster,
    /// Whether there is no other table.
    is_alone: bool,
    report: &'a mut Report,
}

/// What the words in `verdict` and `status` come to.
#[derive(Default)]
struct Standing<'a> {
    /// The worst verdict, and in which column it stands.
    verdict: Option<(Verdict, &'a Column)>,
    is_unused: bool,
    /// Words without a meaning here, and in which column each stands.
    notes: Vec<(&'a Column, String)>,
}

impl<'a> LinkReader<'a> {
    fn row(&mut self, row: Row<'_>, book: &mut Book) -> RowFate {
        let standing = self.standing(row);
        let Some((link, customer)) = self.ends(row, &standing) else { return RowFate::Skipped };
        if standing.is_unused {
            self.report.count(row.place().sheet, |totals| totals.skipped += 1);
            let what = "the link is said to be unused and is kept out".to_owned();
            self.report.add(row.place(), RemarkKind::LinkKeptOut, what, "");
            return RowFate::KeptOut;
        }
        let is_new_link = !book.links.contains_key(&link);
        let draft = book.links.entry(link.clone()).or_default();
        if is_new_link {
            draft.line = row.line();
        }
        let (need, need_is_new) = self.expectation(row, ExpectationKind::Need, draft);
        let (want, want_is_new) = self.expectation(row, ExpectationKind::Want, draft);
        let makes_something = is_new_link || need_is_new || want_is_new;
        self.report.count(row.place().sheet, |totals| {
            if makes_something { totals.made += 1 } else { totals.matched += 1 }
        });
        let expectation = need.or(want);
        self.link_facts(row, draft);
        self.verdict(row, standing.verdict, customer, draft);
        self.notes(row, standing.notes, expectation.as_ref(), draft);
        RowFate::Kept { link, expectation }
    }

    /// The pair, and the customer's name.
    fn ends(&mut self, row: Row<'_>, standing: &Standing<'_>) -> Option<(LinkId, String)> {
        let columns = self.columns;
        let supplier = self.end(row, &columns.supplier)?;
        let customer = self.end(row, &columns.customer)?;
        if supplier == customer {
            let what = format!("{} serves itself here", quoted(columns.supplier.of(row)));
            self.report.skip(row.place(), what, "a link joins two parties; correct one end");
            return None;
        }
        let mut ends = [supplier, customer].into_iter().filter_map(|draft| {
            let draft = self.roster.drafts.get_mut(draft)?;
            // A link that is kept out makes no party of a department.
            draft.is_linked |= !standing.is_unused;
            Some((draft.id.clone(), draft.name.clone()))
        });
        let (supplier, customer): ((PartyId, _), (PartyId, String)) = (ends.next()?, ends.next()?);
        Some((LinkId { supplier: supplier.0, customer: customer.0 }, customer.1))
    }

    fn end(&mut self, row: Row<'_>, column: &Column) -> Option<usize> {
        let text = one_line(column.of(row));
        let (what, next_step) = match self.roster.find(&text) {
            Named::One(draft) => return Some(draft),
            _ if text.is_empty() => {
                let next_step = if self.is_alone { "write a name" } else { "write an id or a name" };
                ("nobody is named".to_owned(), next_step)
            }
            Named::Nobody => {
                let what = format!("{} is not in the teams table", quoted(&text));
                (what, "add it there, or correct the name")
            }
            Named::Several(drafts) => (
                format!("{} names several teams: {}", quoted(&text), self.roster.ids_of(drafts)),
                "write the id",
            ),
        };
        self.report.skip(column.place(row), what, next_step);
        None
    }

    fn standing(&self, row: Row<'_>) -> Standing<'a> {
        let mut standing = Standing::default();
        for column in [&self.columns.verdict, &self.columns.status] {
            let word = column.of(row);
            let verdict = match folded_name(word).as_str() {
                "works" | "ok" | "flowing" => Verdict::Works,
                "struggles" | "slowing" => Verdict::Struggles,
                "broken" | "blocking" | "fails" => Verdict::Broken,
                "" | "active" | "graded" => continue,
                "unused" => {
                    standing.is_unused = true;
                    continue;
                }
                _ => {
                    standing.notes.push((column, one_line(word)));
                    continue;
                }
            };
            if standing.verdict.is_none_or(|(worst, _)| worst < verdict) {
                standing.verdict = Some((verdict, column));
            }
        }
        standing
    }

    /// Makes or matches the need or want of the row.
    fn expectation(
        &mut self,
        row: Row<'_>,
        kind: ExpectationKind,
        draft: &mut LinkDraft,
    ) -> (Option<ExpectationKey>, bool) {
        let columns = self.columns;
        let column = match kind {
            ExpectationKind::Need => &columns.need,
            ExpectationKind::Want => &columns.want,
        };
        let statement = column.of(row);
        if statement.is_empty() {
            return (None, false);
        }
        let importance = self.importance(row);
        let deliverable = columns.deliverable.of(row);
        let (expectation, is_new) = draft.expectation(kind, statement);
        expectation.from_links = true;
        expectation.says_importance |= importance.is_some();
        if is_new {
            expectation.line = row.line();
        }
        let alias = columns.id.of(row);
        if !alias.is_empty() {
            expectation.facts.aliases.insert(alias.to_owned());
        }
        if is_new {
            expectation.facts.importance = importance.unwrap_or_default();
            expectation.facts.deliverable = deliverable.to_owned();
        } else {
            let what = "an earlier row of this pair has the same words; both are one".to_owned();
            self.report.add(column.place(row), RemarkKind::RowsMerged, what, "");
            if expectation.facts.deliverable != deliverable {
                // Two deliverables: what is expected is about the link as a whole.
                expectation.facts.deliverable.clear();
            }
            if let Some(importance) =
                importance.filter(|importance| *importance != expectation.facts.importance)
            {
                expectation.facts.importance = importance.max(expectation.facts.importance);
                let what = "the importance differs from an earlier row; the higher one counts".to_owned();
                self.report.add(columns.importance.place(row), RemarkKind::ValueLeftOut, what, "");
            }
        }
        (Some(expectation_key(kind, statement)), is_new)
    }

    fn importance(&mut self, row: Row<'_>) -> Option<Importance> {
        let cell = self.columns.importance.of(row);
        let whole = cell.strip_suffix(".0").unwrap_or(cell);
        let importance = whole.parse::<u8>().ok().and_then(Importance::new);
        if importance.is_none() && !cell.is_empty() {
            let what = format!("{} is no importance; 3 stands in for it", quoted(cell));
            let place = self.columns.importance.place(row);
            self.report.add(place, RemarkKind::ValueLeftOut, what, "write a whole number from 1 to 5");
        }
        importance
    }

    fn link_facts(&mut self, row: Row<'_>, draft: &mut LinkDraft) {
        let columns = self.columns;
        for (column, set) in
            [(&columns.deliverable, &mut draft.facts.deliverables), (&columns.id, &mut draft.facts.aliases)]
        {
            let cell = column.of(row);
            if !cell.is_empty() {
                set.insert(cell.to_owned());
            }
        }
        self.volume(row, draft);
        let Some(wait) = self.number(row, &columns.mean_wait_hours) else { return };
        match draft.facts.mean_wait_hours {
            None => draft.facts.mean_wait_hours = Some(wait),
            Some(earlier) if earlier == wait => {}
            Some(_) => {
                let what = "the wait differs from an earlier row of this pair; the first counts".to_owned();
                self.report.add(columns.mean_wait_hours.place(row), RemarkKind::ValueLeftOut, what, "");
            }
        }
    }

    /// Volumes of one unit add up.
    fn volume(&mut self, row: Row<'_>, draft: &mut LinkDraft) {
        let columns = self.columns;
        let place = columns.weight.place(row);
        let Some(amount) = self.number(row, &columns.weight) else { return };
        let unit = one_line(columns.weight_unit.of(row));
        let leave_out = |report: &mut Report, what: &str| {
            report.add(place, RemarkKind::ValueLeftOut, what.to_owned(), "");
        };
        if amount.get() < 0.0 {
            return leave_out(self.report, "a negative weight is left out");
        }
        match &mut draft.facts.volume {
            None => draft.facts.volume = Some(Volume { amount, unit }),
            Some(volume) if volume.unit != unit => {
                leave_out(
                    self.report,
                    "the unit differs from an earlier row of this pair; the weight is left out",
                );
            }
            Some(volume) => match Quantity::new(volume.amount.get() + amount.get()) {
                Ok(sum) => volume.amount = sum,
                Err(_) => leave_out(self.report, "the weights of this pair are too large to add up"),
            },
        }
    }

    fn number(&mut self, row: Row<'_>, column: &Column) -> Option<Quantity> {
        let cell = column.of(row);
        if cell.is_empty() {
            return None;
        }
        quantity(cell, self.mark)
            .map_err(|fault| {
                let what = format!("{} and is left out", fault.words(cell));
                let next_step = "write an ordinary number such as 24 or 0.5";
                self.report.add(column.place(row), RemarkKind::ValueLeftOut, what, next_step);
            })
            .ok()
    }

    /// The worst word of all rows of a pair counts.
    fn verdict(
        &mut self,
        row: Row<'_>,
        verdict: Option<(Verdict, &Column)>,
        customer: String,
        draft: &mut LinkDraft,
    ) {
        let Some((verdict, column)) = verdict else { return };
        let key = VerdictKey { day: self.today, speaker: customer };
        let earlier = draft.facts.verdicts.get(&key).copied();
        if earlier.is_some_and(|earlier| earlier != verdict) {
            let what = "the verdict differs from an earlier row of this pair; the worst counts".to_owned();
            self.report.add(column.place(row), RemarkKind::ValueLeftOut, what, "");
        }
        draft.facts.verdicts.insert(key, earlier.map_or(verdict, |earlier| earlier.max(verdict)));
    }

    /// Words without a meaning are kept with the expectation of the row, else with the link.
    fn notes(
        &mut self,
        row: Row<'_>,
        words: Vec<(&Column, String)>,
        key: Option<&ExpectationKey>,
        draft: &mut LinkDraft,
    ) {
        for (column, word) in words {
            let what = format!("{} says nothing of how it goes; it is kept as a note", quoted(&word));
            let next_step = "write works, struggles or broken if that is meant";
            self.report.add(column.place(row), RemarkKind::NoteKept, what, next_step);
            match key.and_then(|key| draft.expectations.get_mut(key)) {
                Some(expectation) => expectation.notes.insert(word),
                None => draft.notes.insert(word),
            };
        }
    }

    fn enter_row_id(&mut self, row: Row<'_>, fate: RowFate, book: &mut Book) {
        let id = self.columns.id.of(row);
        if id.is_empty() {
            return;
        }
        if book.rows.contains_key(id) {
            let what =
                format!("the id {} is used on an earlier line; ratings that name it count there", quoted(id));
            self.report.add(
                self.columns.id.place(row),
                RemarkKind::ReadAs,
                what,
                "give every row an id of its own",
            );
        } else {
            book.rows.insert(id.to_owned(), fate);
        }
    }
}
