//! Who is named in a table that stands alone: everybody on the map already, and each new name in its first row.

use std::collections::BTreeMap;

use super::columns::{Column, Columns};
use super::directory::{FreeIds, Named};
use super::error::ImportError;
use super::report::{RemarkKind, Report};
use super::sheet::{Row, Sheet};
use super::teams::{DraftKind, Roster, TeamDraft};
use super::words::{folded_header, folded_name, one_line, quoted};
use crate::model::{Org, PartyId, PartyKind};

/// The columns of one end.
struct End {
    name: Column,
    kind: Column,
    department: Column,
}

/// Everybody in `base`, then everybody whom `sheet` names besides. Drafts of `base` stand first, in the order of their ids.
///
/// # Errors
/// [`ImportError`] when a column is missing.
pub(super) fn read(sheet: &Sheet, base: &Org, report: &mut Report) -> Result<Roster, ImportError> {
    let found = Columns::unremarked(sheet);
    found.check_names()?;
    let end = |name, kind, department| {
        Ok::<End, ImportError>(End {
            name: found.require(name)?,
            kind: found.find(kind),
            department: found.find(department),
        })
    };
    let ends = [
        end("supplier", "supplier_kind", "supplier_department")?,
        end("customer", "customer_kind", "customer_department")?,
    ];
    let mut reader = EndReader { roster: known(base), ids: FreeIds::default(), new: BTreeMap::new(), report };
    for id in base.parties().keys() {
        reader.ids.take(id.as_str());
    }
    for row in sheet.rows() {
        for end in &ends {
            reader.end(row, end);
        }
    }
    Ok(reader.roster)
}

/// Everybody on the map, so that rows find them by id, name or another name.
fn known(base: &Org) -> Roster {
    let mut roster = Roster::default();
    for (id, party) in base.parties() {
        roster.enter(TeamDraft {
            id: id.clone(),
            line: 0,
            name: party.name.clone(),
            kind: DraftKind::Party(party.kind),
            department: party.department.clone(),
            reports_to: String::new(),
            note: String::new(),
            is_linked: false,
        });
    }
    for (draft, party) in base.parties().values().enumerate() {
        for alias in &party.aliases {
            roster.enter_alias(draft, alias);
        }
    }
    roster
}

struct EndReader<'a> {
    roster: Roster,
    ids: FreeIds,
    /// Drafts of this table, by place, with whether the kind was said.
    new: BTreeMap<usize, bool>,
    report: &'a mut Report,
}

impl EndReader<'_> {
    fn end(&mut self, row: Row<'_>, end: &End) {
        let name = one_line(end.name.of(row));
        if name.is_empty() {
            return;
        }
        let kind = self.kind(row, end);
        let department = Some(one_line(end.department.of(row))).filter(|name| !name.is_empty());
        match self.roster.find(&name) {
            Named::Several(_) => {}
            Named::One(place) if self.new.contains_key(&place) => {
                self.again(row, end, place, kind, department)
            }
            Named::One(place) => self.known(row, end, place, kind, department.as_deref()),
            Named::Nobody => {
                self.new.insert(self.roster.drafts.len(), kind.is_some());
                self.roster.enter(TeamDraft {
                    id: PartyId::new(self.ids.make(&name, "party")),
                    line: row.line(),
                    name,
                    kind: DraftKind::Party(kind.unwrap_or(PartyKind::Team)),
                    department,
                    reports_to: String::new(),
                    note: String::new(),
                    is_linked: false,
                });
            }
        }
    }

    fn kind(&mut self, row: Row<'_>, end: &End) -> Option<PartyKind> {
        let cell = end.kind.of(row);
        match folded_header(cell).as_str() {
            "" => None,
            "team" | "person" | "process" => Some(PartyKind::Team),
            "externalcustomer" => Some(PartyKind::ExternalCustomer),
            "externalsupplier" => Some(PartyKind::ExternalSupplier),
            _ => {
                let what = format!("{} is no kind and is left out", quoted(cell));
                let next_step = "write team, person, process, external_customer or external_supplier";
                self.report.add(end.kind.place(row), RemarkKind::ValueLeftOut, what, next_step);
                None
            }
        }
    }

    /// Another row of somebody new: the first kind and the first department that are said count.
    fn again(
        &mut self,
        row: Row<'_>,
        end: &End,
        place: usize,
        kind: Option<PartyKind>,
        department: Option<String>,
    ) {
        let Some(draft) = self.roster.drafts.get_mut(place) else { return };
        if let Some(kind) = kind {
            let said = self.new.insert(place, true).unwrap_or(false);
            if !said {
                draft.kind = DraftKind::Party(kind);
            } else if draft.kind != DraftKind::Party(kind) {
                let what = format!("the kind differs from line {}; the first counts", draft.line);
                self.report.add(end.kind.place(row), RemarkKind::ValueLeftOut, what, "");
            }
        }
        match (&draft.department, department) {
            (None, Some(said)) => draft.department = Some(said),
            (Some(first), Some(said)) if folded_name(first) != folded_name(&said) => {
                let what = format!("the department differs from line {}; the first counts", draft.line);
                self.report.add(end.department.place(row), RemarkKind::ValueLeftOut, what, "");
            }
            _ => {}
        }
    }

    /// A table of links does not change what somebody on the map is.
    fn known(
        &mut self,
        row: Row<'_>,
        end: &End,
        place: usize,
        kind: Option<PartyKind>,
        department: Option<&str>,
    ) {
        let Some(draft) = self.roster.drafts.get(place) else { return };
        let advice = "change it on the map";
        if kind.is_some_and(|kind| draft.kind != DraftKind::Party(kind)) {
            let what = format!("{} is on the map as another kind; that counts", quoted(&draft.name));
            self.report.add(end.kind.place(row), RemarkKind::ValueLeftOut, what, advice);
        }
        let own = draft.department.as_deref().map(folded_name);
        if department.is_some_and(|said| Some(folded_name(said)) != own) {
            let what = format!("{} is on the map in another department; that counts", quoted(&draft.name));
            self.report.add(end.department.place(row), RemarkKind::ValueLeftOut, what, advice);
        }
    }
}
