//! The teams table: who is there, and which names only group.
//!
//! A row becomes a draft; which drafts become parties is known only after the links are read, for a department is a party
//! when a link names it.

use std::collections::BTreeMap;

use super::columns::{Column, Columns};
use super::directory::{Directory, FreeIds, Named};
use super::error::ImportError;
use super::report::{RemarkKind, Report};
use super::sheet::{Row, Sheet};
use super::words::{folded_header, folded_name, one_line, quoted, yes_or_no};
use crate::model::{PartyId, PartyKind};

/// Everybody in the teams table.
#[derive(Default)]
pub(super) struct Roster {
    pub drafts: Vec<TeamDraft>,
    /// Teams, external customers and suppliers.
    parties: Directory,
    departments: Directory,
}

/// A row of the teams table.
#[derive(Clone, Debug)]
pub(super) struct TeamDraft {
    pub id: PartyId,
    pub line: u64,
    pub name: String,
    pub kind: DraftKind,
    pub department: Option<String>,
    /// What the row says it reports to; empty when it says nothing.
    pub reports_to: String,
    pub note: String,
    /// Whether a link names it.
    pub is_linked: bool,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DraftKind {
    /// Somebody on the map.
    Party(PartyKind),
    /// A name that groups; a party too when a link names it.
    Department,
}

struct TeamColumns {
    name: Column,
    id: Column,
    kind: Column,
    external: Column,
    parent: Column,
    department: Column,
    reports_to: Column,
    description: Column,
}

impl Roster {
    /// Whom a row of another table names; a team goes before a department of the same name.
    pub fn find(&self, text: &str) -> Named<'_> {
        match self.parties.find(text) {
            Named::Nobody => self.departments.find(text),
            named => named,
        }
    }

    /// The ids of drafts, for a message; cut after five.
    pub fn ids_of(&self, drafts: &[usize]) -> String {
        let ids: Vec<&str> = drafts
            .iter()
            .take(5)
            .filter_map(|draft| self.drafts.get(*draft))
            .map(|draft| draft.id.as_str())
            .collect();
        format!("{}{}", ids.join(", "), if drafts.len() > 5 { ", ..." } else { "" })
    }

    /// Enters another name of a draft, unless somebody is called so.
    pub fn enter_alias(&mut self, draft: usize, alias: &str) {
        if self.parties.find(alias) == Named::Nobody {
            self.parties.enter_name(draft, alias);
        }
    }

    pub fn enter(&mut self, draft: TeamDraft) {
        let directory = match draft.kind {
            DraftKind::Party(_) => &mut self.parties,
            DraftKind::Department => &mut self.departments,
        };
        directory.enter(self.drafts.len(), draft.id.as_str(), &draft.name);
        self.drafts.push(draft);
    }
}

/// Reads the teams table.
pub(super) fn read(sheet: &Sheet, report: &mut Report) -> Result<Roster, ImportError> {
    let found = Columns::of(sheet, report);
    let columns = TeamColumns {
        name: found.require("name")?,
        id: found.find("id"),
        kind: found.find("kind"),
        external: found.find("external"),
        parent: found.find("parent"),
        department: found.find("department"),
        reports_to: found.find("reports_to"),
        description: found.find("description"),
    };
    let mut reader = TeamReader::default();
    // Given ids are kept verbatim, so they are taken before any is made.
    let taken: Vec<bool> = sheet.rows().map(|row| reader.ids.take(columns.id.of(row))).collect();
    for (row, is_first) in sheet.rows().zip(taken) {
        reader.row(row, is_first, &columns, report);
    }
    name_departments(sheet, &columns, &mut reader.roster, report);
    Ok(reader.roster)
}

#[derive(Default)]
struct TeamReader {
    ids: FreeIds,
    /// The first draft of each likeness.
    alike: BTreeMap<Likeness, usize>,
    roster: Roster,
}

impl TeamReader {
    fn row(&mut self, row: Row<'_>, is_first_of_id: bool, columns: &TeamColumns, report: &mut Report) {
        let given = columns.id.of(row);
        let Some(name) = name_of(row, columns, report) else { return };
        if !given.is_empty() && !is_first_of_id {
            let what = format!("the id {} is used on an earlier line", quoted(given));
            return report.skip(columns.id.place(row), what, "give every row an id of its own, or none");
        }
        let kind = kind_of(row, columns, report);
        let mut draft = TeamDraft {
            id: PartyId::new(given),
            line: row.line(),
            name,
            kind,
            department: department_cell(row, columns, report),
            reports_to: columns.reports_to.of(row).to_owned(),
            note: columns.description.of(row).to_owned(),
            is_linked: false,
        };
        let likeness = likeness(&draft);
        if given.is_empty() {
            if let Some(earlier) =
                self.alike.get(&likeness).and_then(|earlier| self.roster.drafts.get(*earlier))
            {
                return repeat_of(earlier, row, columns, report);
            }
            draft.id = self.ids.make(&draft.name, "party").into();
        }
        self.alike.entry(likeness).or_insert(self.roster.drafts.len());
        report.count(row.place().sheet, |totals| totals.made += 1);
        self.roster.enter(draft);
    }
}

fn name_of(row: Row<'_>, columns: &TeamColumns, report: &mut Report) -> Option<String> {
    let name = one_line(columns.name.of(row));
    let id = columns.id.of(row);
    if !name.is_empty() {
        return Some(name);
    }
    if id.is_empty() {
        report.skip(columns.name.place(row), "there is no name".to_owned(), "write one");
        return None;
    }
    let what = "there is no name; the id stands in for it".to_owned();
    report.add(columns.name.place(row), RemarkKind::ReadAs, what, "write a name");
    Some(one_line(id))
}

/// By what two rows without ids of their own are one: kind, name and department.
type Likeness = (DraftKind, String, Option<String>);

fn likeness(draft: &TeamDraft) -> Likeness {
    (draft.kind, folded_name(&draft.name), draft.department.as_deref().map(folded_name))
}

fn repeat_of(earlier: &TeamDraft, row: Row<'_>, columns: &TeamColumns, report: &mut Report) {
    report.count(row.place().sheet, |totals| totals.matched += 1);
    let what = format!("{} is named on line {} already", quoted(&earlier.name), earlier.line);
    let next_step = "give both rows ids if they are two";
    report.add(columns.name.place(row), RemarkKind::RowsMerged, what, next_step);
    for (column, kept) in [(&columns.description, &earlier.note), (&columns.reports_to, &earlier.reports_to)]
    {
        let cell = column.of(row);
        if !cell.is_empty() && cell != kept {
            let what = format!("{} differs from line {} and is left out", quoted(cell), earlier.line);
            report.add(column.place(row), RemarkKind::ValueLeftOut, what, "");
        }
    }
}

fn kind_of(row: Row<'_>, columns: &TeamColumns, report: &mut Report) -> DraftKind {
    let external = columns.external.of(row);
    let is_external = yes_or_no(external);
    if is_external.is_none() {
        let what = format!("{} is neither 1 nor 0 and is left out", quoted(external));
        report.add(columns.external.place(row), RemarkKind::ValueLeftOut, what, "write 1 or 0");
    }
    let outside = DraftKind::Party(PartyKind::ExternalCustomer);
    let inside = DraftKind::Party(PartyKind::Team);
    let given = columns.kind.of(row);
    let kind = match folded_header(given).as_str() {
        "" if is_external == Some(true) => return outside,
        "" | "team" | "person" | "process" => inside,
        "department" => DraftKind::Department,
        "externalcustomer" => outside,
        "externalsupplier" => DraftKind::Party(PartyKind::ExternalSupplier),
        _ => {
            let kind = if is_external == Some(true) { outside } else { inside };
            let read_as = if kind == outside { "an external customer" } else { "a team" };
            let what = format!("{} is no kind; the row is read as {read_as}", quoted(given));
            let next_step = "write team, person, process, department, external_customer or external_supplier";
            report.add(columns.kind.place(row), RemarkKind::ReadAs, what, next_step);
            return kind;
        }
    };
    let is_inside = kind == inside || kind == DraftKind::Department;
    if !external.is_empty() && is_external == Some(is_inside) {
        let what = format!("{} contradicts the kind {}; the kind counts", quoted(external), quoted(given));
        report.add(columns.external.place(row), RemarkKind::ValueLeftOut, what, "correct one of them");
    }
    kind
}

/// What the row says of its department, still as it stands there.
fn department_cell(row: Row<'_>, columns: &TeamColumns, report: &mut Report) -> Option<String> {
    let (department, parent) = (one_line(columns.department.of(row)), one_line(columns.parent.of(row)));
    if department.is_empty() {
        return Some(parent).filter(|parent| !parent.is_empty());
    }
    if !parent.is_empty() && folded_name(&parent) != folded_name(&department) {
        let what = format!("the row has a department as well; the parent {} is left out", quoted(&parent));
        report.add(columns.parent.place(row), RemarkKind::ValueLeftOut, what, "");
    }
    Some(department)
}

/// Turns the ids of departments into their names.
fn name_departments(sheet: &Sheet, columns: &TeamColumns, roster: &mut Roster, report: &mut Report) {
    let mut rows = sheet.rows();
    for draft in 0..roster.drafts.len() {
        let Some(TeamDraft { department: Some(text), line, .. }) = roster.drafts.get(draft) else { continue };
        let (named, in_parties) = match roster.departments.find(text) {
            Named::Nobody => (roster.parties.find(text), true),
            named => (named, false),
        };
        let name = match named {
            Named::One(first) => roster.drafts.get(first).map(|draft| draft.name.clone()),
            Named::Several(same) => {
                same.first().and_then(|first| roster.drafts.get(*first)).map(|draft| draft.name.clone())
            }
            Named::Nobody => None,
        };
        // Drafts stand in the order of rows, so each row is looked at once.
        let row = rows.find(|row| row.line() == *line);
        if let Some((row, name)) = row.zip(name.as_ref()).filter(|_| in_parties) {
            let what = format!("{} is a team; its name serves as the department", quoted(name));
            let column =
                if columns.department.of(row).is_empty() { &columns.parent } else { &columns.department };
            let next_step = "if people of one lead the other, say so in a column reports_to";
            report.add(column.place(row), RemarkKind::ReadAs, what, next_step);
        }
        if let (Some(name), Some(draft)) = (name, roster.drafts.get_mut(draft)) {
            draft.department = Some(name);
        }
    }
}
