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

/// The columns that mean something in a table that stands alone, besides those of links and ratings.
const OF_ENDS: [&str; 4] = ["supplier_kind", "customer_kind", "supplier_department", "customer_department"];

/// The columns of the program's own copy that hold what it has worked out.
const WORKED_OUT: [&str; 4] = ["mean_rating", "raters", "standard", "state"];

/// Whether a header of such a table means something.
pub(super) fn recognised(role: SheetRole, header: &str) -> bool {
    let header = folded_header(header);
    known(role).iter().any(|name| folded_header(name) == header)
}

/// The columns of a table that stands alone: of links, of ratings (but for `link`, there being no other table), and of both ends.
pub(super) fn known_alone() -> impl Iterator<Item = &'static str> {
    let ratings = known(SheetRole::Ratings).iter().filter(|name| !matches!(**name, "link"));
    let mut names: Vec<&str> =
        known(SheetRole::Links).iter().chain(ratings).chain(&OF_ENDS).copied().collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names.into_iter()
}

/// What columns are called in a table that does not call them by their own names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnNames {
    /// A column's own name, folded, and its header.
    names: Vec<(String, String)>,
    /// Whether a header that is not among them means nothing, whatever it is called.
    says_all: bool,
}

impl ColumnNames {
    /// From pairs of a column's own name and its header in the table, for example `supplier` and `From team`.
    ///
    /// # Errors
    /// What to write instead, when the first of a pair is no column, or is named twice.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut names: Vec<(String, String)> = Vec::new();
        for (name, header) in pairs {
            let folded = folded_header(&name);
            if !known_alone().any(|known| folded_header(known) == folded) {
                let columns: Vec<&str> = known_alone().collect();
                return Err(format!(
                    "{} is no column; the columns are {}",
                    quoted(&name),
                    columns.join(", ")
                ));
            }
            if names.iter().any(|(earlier, _)| *earlier == folded) {
                return Err(format!("{} is named twice; name one header for it", quoted(&name)));
            }
            let own = folded_header(&header);
            if let Some((other, _)) = names.iter().find(|(_, earlier)| folded_header(earlier) == own) {
                return Err(format!("{} cannot be {other} and {folded} at once", quoted(&header)));
            }
            names.push((folded, header));
        }
        Ok(Self { names, says_all: false })
    }

    /// The same, where somebody has been asked about every column: a header that is not among them means nothing, whatever it is called.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn all_of(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        Ok(Self { says_all: true, ..Self::of(pairs)? })
    }

    /// Whether somebody has been asked about every column.
    pub(super) fn says_all(&self) -> bool {
        self.says_all
    }

    /// What a header stands for: the column that is called so here, else itself, unless another header stands for that.
    pub(super) fn column(&self, header: &str) -> String {
        let folded = folded_header(header);
        let called = self.names.iter().find(|(_, own)| folded_header(own) == folded);
        match called {
            Some((name, _)) => name.clone(),
            None if self.says_all || self.names.iter().any(|(name, _)| *name == folded) => {
                format!("not {folded}")
            }
            None => folded,
        }
    }

    fn header(&self, column: &str) -> Option<&str> {
        let folded = folded_header(column);
        self.names.iter().find(|(name, _)| *name == folded).map(|(_, header)| header.as_str())
    }
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
        let columns = Self::unremarked(sheet);
        let place = sheet.header().place();
        for (index, title) in sheet.header().cells().enumerate() {
            let name = columns.folded.get(index).map_or("", String::as_str);
            let twice = columns.folded.iter().take(index).any(|earlier| earlier == name);
            if title.is_empty() {
                remark_on_nameless(sheet, index, report);
            } else if sheet.alone.is_some() && WORKED_OUT.iter().any(|own| folded_header(own) == name) {
                let what = "this is worked out from what people said and is left out".to_owned();
                report.add(place.column(title), RemarkKind::UnknownColumn, what, "write a rating into score");
            } else if sheet.alone.as_ref().is_some_and(ColumnNames::says_all)
                && !columns.means_something(name)
            {
                let what = "this column is left out, as chosen".to_owned();
                report.add(
                    place.column(title),
                    RemarkKind::UnknownColumn,
                    what,
                    "say what it says to have it read",
                );
            } else if !columns.means_something(name) {
                let what = "this column means nothing here and is left out".to_owned();
                let next_step = format!("the columns that count are {}", columns.known().join(", "));
                report.add(place.column(title), RemarkKind::UnknownColumn, what, next_step);
            } else if twice {
                let what = "there is a second column of this name; only the first counts".to_owned();
                report.add(place.column(title), RemarkKind::UnknownColumn, what, "rename one of them");
            }
        }
        columns
    }

    /// The columns of `sheet`, for a second look at it.
    pub fn unremarked(sheet: &'a Sheet) -> Self {
        let names = sheet.alone.clone().unwrap_or_default();
        Self { sheet, folded: sheet.header().cells().map(|title| names.column(title)).collect() }
    }

    fn known(&self) -> Vec<&'static str> {
        match self.sheet.alone {
            Some(_) => known_alone().collect(),
            None => known(self.sheet.role).to_vec(),
        }
    }

    fn means_something(&self, folded: &str) -> bool {
        self.known().iter().any(|name| folded_header(name) == folded)
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

    /// # Errors
    /// [`ImportError::NoSuchHeader`] when a column is said to be called what no header says.
    pub fn check_names(&self) -> Result<(), ImportError> {
        let names = self.sheet.alone.as_ref();
        for column in known_alone() {
            let Some(header) = names.and_then(|names| names.header(column)) else { continue };
            if !self.find(column).is_there() {
                let found: Vec<String> = self.sheet.header().cells().map(quoted).collect();
                return Err(ImportError::NoSuchHeader {
                    file: self.sheet.file.clone(),
                    line: self.sheet.header().line(),
                    column,
                    header: quoted(header),
                    found: found.join(", "),
                });
            }
        }
        Ok(())
    }
}

fn remark_on_nameless(sheet: &Sheet, index: usize, report: &mut Report) {
    if sheet.rows().any(|row| !row.cell(index).is_empty()) {
        let what = format!("column {} has cells but no header and is left out", index + 1);
        report.add(sheet.header().place(), RemarkKind::UnknownColumn, what, "give it a header");
    }
}
