//! Somebody's own table, before it is known which of its columns says what: its headers, what stands under them, and a guess at each.
//!
//! A guess is only ever offered to a person: nothing is read by it. Deliberately absent: reading the rows (that is [`super::one_table`]).

use super::Table;
use super::columns::{ColumnNames, known_alone};
use super::error::ImportError;
use super::report::Report;
use super::sheet::read_alone;
use super::words::folded_header;

/// The columns that mean something in a table that stands alone, by their own names, and what each says, in plain words; what people ask for first
/// stands first.
pub const MEANINGS: [(&str, &str); 24] = [
    ("supplier", "Supplier: who delivers"),
    ("customer", "Customer: who receives"),
    ("need", "Need: what must be there"),
    ("want", "Want: what would be welcome"),
    ("score", "Rating"),
    ("importance", "Importance, 1 to 5"),
    ("rater", "Who rated"),
    ("date", "Day of the rating"),
    ("note", "Comment on the rating"),
    ("verdict", "Verdict on the whole link"),
    ("status", "Status of the link"),
    ("deliverable", "What is handed over"),
    ("supplier_department", "Department of the supplier"),
    ("customer_department", "Department of the customer"),
    ("supplier_kind", "Supplier: team or external"),
    ("customer_kind", "Customer: team or external"),
    ("n", "How many answers a rating stands for"),
    ("scale_min", "Lowest rating there is"),
    ("scale_max", "Highest rating there is"),
    ("dimension", "What the rating is about"),
    ("weight", "Volume: how much"),
    ("weight_unit", "Volume: of what"),
    ("mean_wait_hours", "Mean wait in hours"),
    ("id", "Id of the need"),
];

/// Beginnings of words in a header by which a column may be meant; what is more particular stands before what is less.
const HINTS: [(&str, &[&str]); 11] = [
    ("importance", &["importan", "priorit"]),
    ("rater", &["rater", "respondent", "ratedby", "answeredby"]),
    ("score", &["rating", "score", "grade", "satisf"]),
    ("note", &["comment", "remark", "note", "why"]),
    ("date", &["date", "day", "when"]),
    ("verdict", &["verdict"]),
    ("deliverable", &["deliverable", "output"]),
    ("want", &["want", "wish"]),
    ("need", &["need", "requirement", "expect", "statement"]),
    ("supplier", &["supplier", "provider", "deliver", "giver", "from", "source"]),
    ("customer", &["customer", "receiv", "recipient", "client", "user", "target"]),
];

/// One column of somebody's own table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its header as it stands in the table; never empty.
    pub title: String,
    /// The first few different cells under it; none where it is empty.
    pub examples: Vec<String>,
    /// The column that it is read as, or may be meant as; one of [`MEANINGS`] by its own name, and no two headings the same.
    pub column: Option<&'static str>,
}

/// The headers of `table`, each once, with what `names` reads them as; where somebody has said nothing yet, with a guess. O(n) in its cells.
///
/// # Errors
/// [`ImportError`] when it is no table.
pub fn headings(table: &Table, names: &ColumnNames) -> Result<Vec<Heading>, ImportError> {
    const EXAMPLES: usize = 3;
    let mut unheard = Report::on(std::array::from_fn(|_| String::new()));
    let sheet = read_alone(table, names, &mut unheard)?;
    let mut headings: Vec<Heading> = Vec::new();
    for (place, title) in sheet.header().cells().enumerate().filter(|(_, title)| !title.is_empty()) {
        let folded = folded_header(title);
        if headings.iter().any(|earlier| folded_header(&earlier.title) == folded) {
            continue;
        }
        let mut examples: Vec<String> = Vec::new();
        for cell in sheet.rows().take(200).map(|row| row.cell(place)).filter(|cell| !cell.is_empty()) {
            if examples.len() < EXAMPLES && !examples.iter().any(|known| known == cell) {
                examples.push(cell.to_owned());
            }
        }
        let read_as = names.column(title);
        let column = MEANINGS
            .iter()
            .map(|(name, _)| *name)
            .find(|name| folded_header(name) == folded_header(&read_as));
        headings.push(Heading { title: title.to_owned(), examples, column });
    }
    if !names.says_all() {
        guess(&mut headings);
    }
    Ok(headings)
}

/// Whether both ends of a link are among them.
#[must_use]
pub fn has_both_ends(headings: &[Heading]) -> bool {
    ["supplier", "customer"].iter().all(|end| headings.iter().any(|heading| heading.column == Some(*end)))
}

/// Offers a column for every heading that has none, where its words speak of one that no other heading has.
fn guess(headings: &mut [Heading]) {
    let mut taken: Vec<&str> = headings.iter().filter_map(|heading| heading.column).collect();
    for heading in headings.iter_mut().filter(|heading| heading.column.is_none()) {
        let guessed = guessed(&heading.title).filter(|column| !taken.contains(column));
        taken.extend(guessed);
        heading.column = guessed;
    }
}

/// The column that the words of a header speak of.
fn guessed(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let words: Vec<&str> =
        lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "Delivered to", "Comes from": the last word says which end it is.
    match words.last() {
        Some(&"to") => return Some("customer"),
        Some(&"from") => return Some("supplier"),
        _ => {}
    }
    let run_together = words.concat();
    let speaks_of =
        |hint: &str| run_together.starts_with(hint) || words.iter().any(|word| word.starts_with(hint));
    let hinted = HINTS.iter().find(|(_, hints)| hints.iter().any(|hint| speaks_of(hint)))?;
    known_alone().find(|column| *column == hinted.0)
}
