//! Which rows are shown, in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnosis::{Diagnosis, LinkDiagnosis, LinkState};
use crate::model::{Day, Expectation, Link, LinkId, Org, Party, PartyId};
use crate::session::Subject;
use crate::session::capture::folded;

use super::standard::standard_text;

/// The columns, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Who gives.
    Supplier,
    /// Who receives.
    Customer,
    /// Need or want.
    Kind,
    /// What is expected, in the customer's words.
    Statement,
    /// 1 to 5.
    Importance,
    /// The mean over raters, with their number; what is typed here is a rating of today.
    Rating,
    /// How both sides would know that it is good enough.
    Standard,
    /// How the link fares.
    State,
    /// The customer's word on the link.
    Verdict,
    /// The deliverable that it is about.
    Deliverable,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 10] = [
        Self::Supplier,
        Self::Customer,
        Self::Kind,
        Self::Statement,
        Self::Importance,
        Self::Rating,
        Self::Standard,
        Self::State,
        Self::Verdict,
        Self::Deliverable,
    ];

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Supplier => "Supplier",
            Self::Customer => "Customer",
            Self::Kind => "Kind",
            Self::Statement => "Need or want",
            Self::Importance => "Importance",
            Self::Rating => "Rating",
            Self::Standard => "Standard",
            Self::State => "State",
            Self::Verdict => "Verdict",
            Self::Deliverable => "Deliverable",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Supplier => "Who gives",
            Self::Customer => "Who receives",
            Self::Kind => "A need must be met, a want would be welcome",
            Self::Statement => "What the customer expects, in its own words",
            Self::Importance => "How important it is, 1 to 5; from 3 on an unmet need breaks the link",
            Self::Rating => {
                "The mean of the ratings, 1 to 5, and how many rated; what you type is today's rating"
            }
            Self::Standard => "How both sides would know that it is good enough",
            Self::State => "How the link fares, from all that is known",
            Self::Verdict => "The customer's word on the whole link",
            Self::Deliverable => "The deliverable that it is about",
        }
    }

    /// Whether a cell of it can be changed in its place.
    #[must_use]
    pub fn is_editable(self) -> bool {
        self != Self::State
    }

    /// The column this many places further on, held at the ends.
    #[must_use]
    pub fn moved(self, steps: isize) -> Self {
        let place = Self::ALL.iter().position(|column| *column == self).unwrap_or(0);
        let place = place.saturating_add_signed(steps).min(Self::ALL.len() - 1);
        Self::ALL.get(place).copied().unwrap_or(self)
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From A to Z, from the least to the most, from broken to works.
    Ascending,
    /// The other way.
    Descending,
}

/// The order of the rows. What is empty stands last either way; among equals supplier, customer, statement decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// Which way.
    pub direction: Direction,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Supplier, direction: Direction::Ascending }
    }
}

impl Sort {
    /// The order after `column` was asked for: by it, or the other way when it was by it already.
    #[must_use]
    pub fn turned(self, column: Column) -> Self {
        let direction = match (self.column == column, self.direction) {
            (true, Direction::Ascending) => Direction::Descending,
            _ => Direction::Ascending,
        };
        Self { column, direction }
    }
}

/// Which rows are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Every word of this stands somewhere in names, department names, statement or deliverable. Empty: any row.
    pub words: String,
    /// Only links in these states; all of them when empty.
    pub states: BTreeSet<LinkState>,
    /// Only links without a need or want.
    pub without_need: bool,
}

impl Filter {
    /// Whether any row could be hidden by it.
    #[must_use]
    pub fn hides(&self) -> bool {
        !self.words.trim().is_empty() || !self.states.is_empty() || self.without_need
    }
}

/// The rows in their order, and how many there are without the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// What each row shown is about.
    pub rows: Vec<Subject>,
    /// How many rows there are in all.
    pub all: usize,
}

impl Listed {
    /// The place of the row of `subject`; for a link the first of its rows that is shown.
    #[must_use]
    pub fn place_of(&self, subject: &Subject) -> Option<usize> {
        self.rows.iter().position(|row| row == subject).or_else(|| match subject {
            Subject::Link(link) => self.rows.iter().position(|row| row.link() == Some(link)),
            _ => None,
        })
    }
}

/// A row while it is being put in order.
struct Candidate<'org> {
    id: &'org LinkId,
    supplier: &'org str,
    customer: &'org str,
    link: &'org Link,
    expectation: Option<(&'org crate::model::ExpectationId, &'org Expectation)>,
    judged: Option<&'org LinkDiagnosis>,
}

/// All rows that `filter` lets through, in the order of `sort`. O(n log n) in the number of links and expectations.
#[must_use]
pub fn list(org: &Org, diagnosis: &Diagnosis, today: Day, sort: Sort, filter: &Filter) -> Listed {
    let words: Vec<String> = folded(&filter.words).split_whitespace().map(str::to_owned).collect();
    let mut all = 0;
    let mut candidates = Vec::new();
    for (id, link) in org.links() {
        let judged = diagnosis.link(id);
        let (supplier, customer) = (org.name_of(&id.supplier), org.name_of(&id.customer));
        let row = |expectation| Candidate { id, supplier, customer, link, expectation, judged };
        let rows = link.expectations().len().max(1);
        all += rows;
        let state = judged.map_or(LinkState::Unknown, |judged| judged.state);
        if !filter.states.is_empty() && !filter.states.contains(&state) {
            continue;
        }
        if filter.without_need && !link.expectations().is_empty() {
            continue;
        }
        if link.expectations().is_empty() {
            candidates.push(row(None));
        }
        candidates.extend(link.expectations().iter().map(|one| row(Some(one))));
    }
    if !words.is_empty() {
        let parties: BTreeMap<&PartyId, String> =
            org.parties().iter().map(|(id, party)| (id, party_text(party))).collect();
        candidates.retain(|row| holds(row, &parties, &words));
    }
    let mut keyed: Vec<(Key, usize)> =
        candidates.iter().enumerate().map(|(place, row)| (key(row, today, sort.column), place)).collect();
    let by_name = |place: usize| {
        let row = candidates.get(place)?;
        let statement = row.expectation.map_or("", |(_, facts)| facts.statement.as_str());
        Some((row.supplier, row.customer, statement, row.id))
    };
    keyed.sort_by(|(a, at), (b, other)| {
        compared(a, b, sort.direction).then_with(|| by_name(*at).cmp(&by_name(*other)))
    });
    let subject = |row: &Candidate<'_>| match row.expectation {
        Some((id, _)) => Subject::Expectation(row.id.clone(), id.clone()),
        None => Subject::Link(row.id.clone()),
    };
    let rows = keyed.into_iter().filter_map(|(_, place)| candidates.get(place).map(subject)).collect();
    Listed { rows, all }
}

/// What the words of a filter are looked for in, of a party.
fn party_text(party: &Party) -> String {
    folded(&format!("{}\n{}", party.name, party.department.as_deref().unwrap_or_default()))
}

/// Whether every word stands somewhere in what a row says.
fn holds(row: &Candidate<'_>, parties: &BTreeMap<&PartyId, String>, words: &[String]) -> bool {
    let of_party = |id| parties.get(id).map_or("", String::as_str);
    let (supplier, customer) = (of_party(&row.id.supplier), of_party(&row.id.customer));
    // Folded only where the names do not hold a word.
    let mut own = None;
    words.iter().all(|word| {
        supplier.contains(word.as_str())
            || customer.contains(word.as_str())
            || own.get_or_insert_with(|| own_text(row)).contains(word.as_str())
    })
}

fn own_text(row: &Candidate<'_>) -> String {
    let mut text = String::new();
    if let Some((_, facts)) = row.expectation {
        text.push_str(&facts.statement);
        text.push('\n');
        text.push_str(&facts.deliverable);
    }
    for deliverable in &row.link.deliverables {
        text.push('\n');
        text.push_str(deliverable);
    }
    folded(&text)
}

/// What a row is put in order by; `None` stands last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Text(String),
    Number(i64),
}

type Key = Option<Value>;

fn compared(a: &Key, b: &Key, direction: Direction) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => match direction {
            Direction::Ascending => a.cmp(b),
            Direction::Descending => b.cmp(a),
        },
    }
}

fn key(row: &Candidate<'_>, today: Day, column: Column) -> Key {
    let text = |text: &str| (!text.is_empty()).then(|| Value::Text(folded(text)));
    let facts = row.expectation.map(|(_, facts)| facts);
    match column {
        Column::Supplier => text(row.supplier),
        Column::Customer => text(row.customer),
        Column::Kind => facts.map(|facts| Value::Number(facts.kind as i64)),
        Column::Statement => facts.and_then(|facts| text(&facts.statement)),
        Column::Importance => facts.map(|facts| Value::Number(i64::from(facts.importance.get()))),
        Column::Rating => {
            let judged = row.judged.zip(row.expectation);
            let score = judged.and_then(|(judged, (id, _))| judged.expectations().get(id)?.score);
            #[expect(clippy::cast_possible_truncation, reason = "a mean of scores, 1 to 5")]
            score.map(|score| Value::Number((score * 10_000.0).round() as i64))
        }
        Column::Standard => facts.and_then(|facts| text(&standard_text(facts))),
        Column::State => {
            Some(Value::Number(row.judged.map_or(LinkState::Unknown, |judged| judged.state) as i64))
        }
        // The worst first, as with states.
        Column::Verdict => {
            row.link.latest_verdict(today).map(|(_, verdict)| Value::Number(-(verdict as i64)))
        }
        Column::Deliverable => facts.and_then(|facts| text(&facts.deliverable)),
    }
}
