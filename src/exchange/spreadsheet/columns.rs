//! Which column is which, by its header.

use super::error::ImportError;
use super::report::{Place, RemarkKind, Report, SheetRole};
use super::sheet::{Row, Sheet};
use super::words::{folded_header, quoted};

/// The columns that mean something, by table.
fn known(role: SheetRole) -> &'static [&'static str] {
    match role {
        SheetRole::Teams => {
            &["name", "id", "kind", "external", "parent", "department", "reports_to", "description"]
        }
        SheetRole::Links => &[
            "supplier",
            "customer",
            "deliverable",
            "need",
            "want",
            "importance",
            "verdict",
            "status",
            "weight",
            "weight_unit",
            "mean_wait_hours",
            "id",
        ],
        SheetRole::Ratings => &[
            "link",
            "supplier",
            "customer",
            "need",
            "want",
            "dimension",
            "score",
            "scale_min",
            "scale_max",
            "n",
            "rater",
            "date",
            "note",
        ],
    }
}

/// Whether a header of such a table means something.
pub(super) fn recognised(role: SheetRole, header: &str) -> bool {
    let header = folded_header(header);
    known(role).iter().any(|name| folded_header(name) == header)
}

/// A column that is there, or is not.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    place: Option<usize>,
    /// Its header as it stands in the table.
    pub title: String,
}

impl Column {
    /// The cell of a row in this column; empty when there is no such column.
    pub fn of<'a>(&self, row: Row<'a>) -> &'a str {
        self.place.map_or("", |place| row.cell(place))
    }

    /// Where a remark about that cell belongs.
    pub fn place<'a>(&'a self, row: Row<'a>) -> Place<'a> {
        row.place().column(&self.title)
    }

    /// Whether the table has it.
    pub fn is_there(&self) -> bool {
        self.place.is_some()
    }
}

/// The headers of a table.
pub(super) struct Columns<'a> {
    sheet: &'a Sheet,
    folded: Vec<String>,
}

impl<'a> Columns<'a> {
    /// The columns of `sheet`; those that mean nothing, and those that come twice, are remarked on.
    pub fn of(sheet: &'a Sheet, report: &mut Report) -> Self {
        let folded: Vec<String> = sheet.header().cells().map(folded_header).collect();
        let place = sheet.header().place();
        for (index, title) in sheet.header().cells().enumerate() {
            let twice = folded.iter().take(index).any(|earlier| Some(earlier) == folded.get(index));
            if title.is_empty() {
                remark_on_nameless(sheet, index, report);
            } else if !recognised(sheet.role, title) {
                let what = "this column means nothing here and is left out".to_owned();
                let next_step = format!("the columns that count are {}", known(sheet.role).join(", "));
                report.add(place.column(title), RemarkKind::UnknownColumn, what, next_step);
            } else if twice {
                let what = "there is a second column of this name; only the first counts".to_owned();
                report.add(place.column(title), RemarkKind::UnknownColumn, what, "rename one of them");
            }
        }
        Self { sheet, folded }
    }

    /// The first column of this name.
    pub fn find(&self, name: &str) -> Column {
        let name = folded_header(name);
        let place = self.folded.iter().position(|header| *header == name);
        let title = place.map_or("", |place| self.sheet.header().cell(place)).to_owned();
        Column { place, title }
    }

    /// The error that says that `column` is not there.
    pub fn missing(&self, column: &'static str) -> ImportError {
        let found: Vec<String> = self.sheet.header().cells().map(quoted).collect();
        let (file, line) = (self.sheet.file.clone(), self.sheet.header().line());
        ImportError::MissingColumn { file, line, column, found: found.join(", ") }
    }

    /// The first column of this name.
    ///
    /// # Errors
    /// [`ImportError::MissingColumn`] when there is none.
    pub fn require(&self, name: &'static str) -> Result<Column, ImportError> {
        let column = self.find(name);
        if column.is_there() { Ok(column) } else { Err(self.missing(name)) }
    }
}

fn remark_on_nameless(sheet: &Sheet, index: usize, report: &mut Report) {
    if sheet.rows().any(|row| !row.cell(index).is_empty()) {
        let what = format!("column {} has cells but no header and is left out", index + 1);
        report.add(sheet.header().place(), RemarkKind::UnknownColumn, what, "give it a header");
    }
}
