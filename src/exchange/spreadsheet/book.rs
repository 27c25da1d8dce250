//! The links and expectations while they are being put together.

use std::collections::{BTreeMap, BTreeSet};

use super::directory::FreeIds;
use super::words::folded_name;
use crate::model::{
    Day, Expectation, ExpectationId, ExpectationKind, Importance, Link, LinkId, Rating, RatingKey, Source,
};

/// Every link of the links table, and what became of its rows.
#[derive(Default)]
pub(super) struct Book {
    pub links: BTreeMap<LinkId, LinkDraft>,
    /// By row id.
    pub rows: BTreeMap<String, RowFate>,
}

/// What became of a row of the links table.
#[derive(Clone, Debug)]
pub(super) enum RowFate {
    /// It says something of this link.
    Kept {
        link: LinkId,
        /// The need, else the want, that the row made or matched.
        expectation: Option<ExpectationKey>,
    },
    /// The link is said to be unused.
    KeptOut,
    /// It was skipped.
    Skipped,
}

/// What an expectation is found by: its kind and its folded statement.
pub(super) type ExpectationKey = (ExpectationKind, String);

/// The key of an expectation with this statement.
pub(super) fn expectation_key(kind: ExpectationKind, statement: &str) -> ExpectationKey {
    (kind, folded_name(statement))
}

/// A link while it is being put together.
#[derive(Default)]
pub(super) struct LinkDraft {
    /// Everything but the expectations.
    pub facts: Link,
    pub expectations: BTreeMap<ExpectationKey, ExpectationDraft>,
    /// Words that become its note, one a line.
    pub notes: BTreeSet<String>,
    /// The line of the first row that names it.
    pub line: u64,
    ids: FreeIds,
}

/// An expectation while it is being put together.
pub(super) struct ExpectationDraft {
    pub id: ExpectationId,
    pub facts: Expectation,
    /// Words that become its note, one a line.
    pub notes: BTreeSet<String>,
    /// Whether the links table made it.
    pub from_links: bool,
    /// The line of the first row of the links table that names it.
    pub line: u64,
    /// Whether a row says how important it is.
    pub says_importance: bool,
    /// The dimension of its first rating, folded.
    pub dimension: Option<String>,
    /// The ratings with a rater, and on which line each stands.
    pub ratings: BTreeMap<RatingKey, (u64, Rating)>,
    /// The ratings without a rater, in the order of rows.
    pub nameless: Vec<(Day, Rating)>,
}

impl LinkDraft {
    /// Whether the link has an expectation of that kind with this statement.
    pub fn has_expectation(&self, kind: ExpectationKind, statement: &str) -> bool {
        self.expectations.contains_key(&expectation_key(kind, statement))
    }

    /// The expectation with this statement, made if there is none; and whether it was.
    pub fn expectation(&mut self, kind: ExpectationKind, statement: &str) -> (&mut ExpectationDraft, bool) {
        let key = expectation_key(kind, statement);
        let is_new = !self.expectations.contains_key(&key);
        let ids = &mut self.ids;
        let draft = self.expectations.entry(key).or_insert_with(|| ExpectationDraft {
            id: ids.make(statement, "expectation").into(),
            facts: Expectation {
                kind,
                statement: statement.to_owned(),
                importance: Importance::default(),
                source: Source::Assumed,
                ..Expectation::default()
            },
            notes: BTreeSet::new(),
            from_links: false,
            line: 0,
            says_importance: false,
            dimension: None,
            ratings: BTreeMap::new(),
            nameless: Vec::new(),
        });
        (draft, is_new)
    }

    /// The one expectation of the links table, if it made exactly one on this link.
    pub fn only_expectation(&self) -> Option<ExpectationKey> {
        let mut from_links = self.expectations.iter().filter(|(_, draft)| draft.from_links);
        let (key, _) = from_links.next()?;
        from_links.next().is_none().then(|| key.clone())
    }
}

impl ExpectationDraft {
    /// The expectation with all its ratings: each one without a rater gets a number of its own that no rater is called by.
    pub fn finished(self) -> (ExpectationId, Expectation) {
        self.finished_beside(std::iter::empty())
    }

    /// The same for an expectation that has the ratings `there` already: a rating without a rater that stands among those is the same
    /// one, each of those once; any other gets a number that is free there, so that it takes nobody's place.
    pub fn finished_beside<'there>(
        self,
        there: impl Iterator<Item = (&'there RatingKey, &'there Rating)>,
    ) -> (ExpectationId, Expectation) {
        let mut taken: BTreeSet<String> = self.ratings.keys().map(|key| key.rater.clone()).collect();
        let mut known: BTreeMap<Alike, usize> = BTreeMap::new();
        for (key, rating) in there.filter(|(key, _)| key.rater.starts_with('#')) {
            taken.insert(key.rater.clone());
            *known.entry(alike(key.day, rating)).or_default() += 1;
        }
        let mut ratings: BTreeMap<RatingKey, Rating> = BTreeMap::new();
        let mut numbers = (1_u64..).map(|number| format!("#{number}")).filter(|rater| !taken.contains(rater));
        for (day, rating) in self.nameless {
            match known.get_mut(&alike(day, &rating)).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => {
                    let Some(rater) = numbers.next() else { break };
                    ratings.insert(RatingKey { day, rater }, rating);
                }
            }
        }
        ratings.extend(self.ratings.into_iter().map(|(key, (_, rating))| (key, rating)));
        let mut facts = self.facts;
        facts.note = one_a_line(self.notes);
        facts.ratings = ratings.into_iter().collect();
        if !facts.ratings.is_empty() {
            facts.source = Source::Asked;
        }
        (self.id, facts)
    }
}

/// By what two ratings without a rater are one: day, score, answers, comment.
type Alike = (Day, u16, u32, String);

fn alike(day: Day, rating: &Rating) -> Alike {
    (day, rating.score.hundredths(), rating.answers.get(), rating.comment.clone())
}

/// The words as a note.
pub(super) fn one_a_line(words: BTreeSet<String>) -> String {
    words.into_iter().collect::<Vec<_>>().join("\n")
}
