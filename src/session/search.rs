//! Finding a party, a department or an expectation by a few typed letters.
//!
//! Names match fuzzily (letters in order, gaps allowed); statements match by words, or the letters of a long sentence would match
//! nearly everything. Case never matters; `e` finds `é`, `é` finds only `é`. Pure and deterministic. Deliberately absent: showing,
//! choosing, and correcting what was mistyped.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Subject;
use crate::model::{ExpectationId, LinkId, Org, PartyId};

/// More than this many hits are of no use to anybody; the best are kept.
pub const MOST_HITS: usize = 200;

/// Nobody types more than this many characters to find something; the rest is not looked at.
const LONGEST_QUERY: usize = 200;

/// What was found. Orders as it is listed among equals: parties, departments, expectations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A party, by its name.
    Party(PartyId),
    /// A department, which is a name that groups parties.
    Department(String),
    /// An expectation, by its statement.
    Expectation(LinkId, ExpectationId),
}

impl Found {
    /// What can be chosen and flown to; `None` for a department.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::Party(party) => Some(Subject::Party(party.clone())),
            Self::Department(_) => None,
            Self::Expectation(link, expectation) => {
                Some(Subject::Expectation(link.clone(), expectation.clone()))
            }
        }
    }
}

/// One thing that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub subject: Found,
    /// The text that matched: name or statement.
    pub text: String,
    /// How well; more is better. Comparable within one answer only.
    pub score: u32,
    /// The matched stretches of `text`, counted in characters, rising, not touching.
    pub matched: Vec<Range<usize>>,
}

/// Everything in `org` that matches `query`, the best first, at most [`MOST_HITS`]. A query without a visible character finds
/// nothing. Looks at every name and statement once.
#[must_use]
pub fn find(org: &Org, query: &str) -> Vec<Hit> {
    let Some(mut search) = Search::of(query) else { return Vec::new() };
    let departments: BTreeSet<&str> =
        org.parties().values().filter_map(|party| party.department.as_deref()).collect();
    let mut scored: Vec<(u32, &str, Found)> = Vec::new();
    for (id, party) in org.parties() {
        if let Some(score) = search.score(&party.name, Way::Fuzzy) {
            scored.push((score, &party.name, Found::Party(id.clone())));
        }
    }
    for name in departments {
        if let Some(score) = search.score(name, Way::Fuzzy) {
            scored.push((score, name, Found::Department(name.to_owned())));
        }
    }
    for (link, facts) in org.links() {
        for (id, expectation) in facts.expectations() {
            let statement = expectation.statement.as_str();
            if let Some(score) = search.score(statement, Way::Words) {
                scored.push((score, statement, Found::Expectation(link.clone(), id.clone())));
            }
        }
    }
    // Among equals the shorter text is matched the more completely.
    scored.sort_by(|a, b| (Reverse(a.0), a.1.len(), a.1, &a.2).cmp(&(Reverse(b.0), b.1.len(), b.1, &b.2)));
    scored.truncate(MOST_HITS);
    let hit = |(score, text, subject): (u32, &str, Found)| {
        let way = if matches!(subject, Found::Expectation(..)) { Way::Words } else { Way::Fuzzy };
        Hit { matched: search.matched(text, way), text: text.to_owned(), subject, score }
    };
    scored.into_iter().map(hit).collect()
}

/// The names among `candidates` that `typed` may stand for, the best first, each with its place in `candidates`. All of them, in
/// their order, when nothing was typed yet.
pub(super) fn rank(candidates: &[&str], typed: &str) -> Vec<usize> {
    let Some(mut search) = Search::of(typed) else { return (0..candidates.len()).collect() };
    let mut scored: Vec<(Reverse<u32>, usize, usize)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(place, name)| Some((Reverse(search.score(name, Way::Fuzzy)?), name.len(), place)))
        .collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, _, place)| place).collect()
}

/// How a text is matched.
#[derive(Clone, Copy)]
enum Way {
    /// Letters in order, gaps allowed.
    Fuzzy,
    /// Every typed word somewhere in the text, in any order.
    Words,
}

struct Search {
    fuzzy: Pattern,
    words: Pattern,
    matcher: Matcher,
    letters: Vec<char>,
    /// For each of `letters`, which character of the text it comes from.
    places: Vec<usize>,
}

impl Search {
    fn of(query: &str) -> Option<Self> {
        let query: String = query.trim().nfc().take(LONGEST_QUERY).collect();
        if query.trim().is_empty() {
            return None;
        }
        // The pattern reads a backslash before a blank as "this blank is part of the word".
        let query = query.replace('\\', " ");
        let pattern = |kind| Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, kind);
        let (fuzzy, words) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
        (!fuzzy.atoms.is_empty()).then(|| Self {
            fuzzy,
            words,
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
            places: Vec::new(),
        })
    }

    /// Takes a text apart into letters, each letter together with the marks that follow it, and a blank at the end:
    /// nucleo-matcher 0.3.1 never looks for a word at the very end of such a text (its pull request 104), and a blank, which no
    /// typed word can hold, moves the end.
    fn read(&mut self, text: &str) {
        self.letters.clear();
        self.places.clear();
        if text.is_ascii() {
            self.letters.extend(text.chars());
            self.places.extend(0..text.len());
            self.letters.push(' ');
            return;
        }
        let mut characters = text.chars().enumerate().peekable();
        while let Some((place, first)) = characters.next() {
            let marked = characters.peek().is_some_and(|(_, next)| is_combining_mark(*next));
            if !marked {
                self.letters.push(first);
                self.places.push(place);
                continue;
            }
            let mut cluster = String::from(first);
            while let Some((_, mark)) = characters.next_if(|(_, next)| is_combining_mark(*next)) {
                cluster.push(mark);
            }
            for letter in cluster.nfc() {
                self.letters.push(letter);
                self.places.push(place);
            }
        }
        self.letters.push(' ');
    }

    fn score(&mut self, text: &str, way: Way) -> Option<u32> {
        if let (Way::Fuzzy, true) = (way, text.is_ascii()) {
            return self.fuzzy.score(Utf32Str::Ascii(text.as_bytes()), &mut self.matcher);
        }
        self.read(text);
        let pattern = match way {
            Way::Fuzzy => &self.fuzzy,
            Way::Words => &self.words,
        };
        pattern.score(Utf32Str::Unicode(&self.letters), &mut self.matcher)
    }

    fn matched(&mut self, text: &str, way: Way) -> Vec<Range<usize>> {
        self.read(text);
        let (pattern, letters) = match way {
            Way::Fuzzy if text.is_ascii() => (&self.fuzzy, Utf32Str::Ascii(text.as_bytes())),
            Way::Fuzzy => (&self.fuzzy, Utf32Str::Unicode(&self.letters)),
            Way::Words => (&self.words, Utf32Str::Unicode(&self.letters)),
        };
        let mut indices = Vec::new();
        pattern.indices(letters, &mut self.matcher, &mut indices);
        let places: BTreeSet<usize> = indices
            .into_iter()
            .filter_map(|index| self.places.get(usize::try_from(index).ok()?).copied())
            .collect();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for place in places {
            match ranges.last_mut() {
                Some(range) if range.end == place => range.end = place + 1,
                _ => ranges.push(place..place + 1),
            }
        }
        ranges
    }
}
