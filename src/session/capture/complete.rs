//! What the word under the cursor may become: names, departments, known needs, verdicts.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::{Meant, NameIndex};
use super::parse::parse;
use super::syntax::{
    Arrow, LONGEST_LINE_BYTES, closing_quote, ends_name, kind_word, plain, rename_at, typed_name,
    typed_statement,
};
use crate::model::{ExpectationKind, LinkId, Org, PartyId, PartyKind};
use crate::session::search::rank;

/// The most completions that are offered at a time.
pub const MOST_COMPLETIONS: usize = 12;

/// What a completion stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completes {
    /// A party on the map.
    Party(PartyId),
    /// A department.
    Department,
    /// A need or want on the link that the line speaks of.
    Expectation(ExpectationKind),
    /// A verdict.
    Verdict,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Which bytes of the line are replaced; at character boundaries.
    pub replaces: Range<usize>,
    /// What stands there instead, with quotes where they are needed.
    pub insert: String,
    /// What to show.
    pub label: String,
    /// What it stands for.
    pub completes: Completes,
}

/// The ways to go on at `cursor` (a byte of the line; held at its end and at a character), the likeliest first, at most
/// [`MOST_COMPLETIONS`]. What stands there already is not offered.
#[must_use]
pub fn complete(line: &str, cursor: usize, org: &Org, hearing: Option<&PartyId>) -> Vec<Completion> {
    if line.len() > LONGEST_LINE_BYTES {
        return Vec::new();
    }
    let cursor = line.floor_char_boundary(cursor.min(line.len()));
    let line = match rename_at(line) {
        // A new name is the person's own; the old one stands before the equals sign.
        Some(equals) if cursor <= equals => line.get(..equals).unwrap_or(line),
        Some(_) => return Vec::new(),
        None => line,
    };
    let mut offered = match place_of(line, cursor) {
        Place::Name(span) => names(line, span, cursor, org, hearing),
        Place::Department(span) => departments(line, span, cursor, org),
        Place::Verdict(span) => verdicts(line, span, cursor),
        Place::Statement { span, colon } => statements(line, span, cursor, colon, org, hearing),
    };
    offered.retain(|completion| line.get(completion.replaces.clone()) != Some(completion.insert.as_str()));
    offered.truncate(MOST_COMPLETIONS);
    offered
}

/// What is being typed at the cursor, and which bytes of the line it takes up.
enum Place {
    Name(Range<usize>),
    Department(Range<usize>),
    Verdict(Range<usize>),
    Statement { span: Range<usize>, colon: usize },
}

/// Walks up to the cursor the way the parser does, minding quotes, but takes what is unfinished as it is.
fn place_of(line: &str, cursor: usize) -> Place {
    let mut colon = None;
    let (mut start, mut after) = (0, None);
    let mut closing = None;
    for (at, character) in line.char_indices().take_while(|(at, _)| *at < cursor) {
        let next = at + character.len_utf8();
        let fresh =
            line.get(start..at).is_some_and(|before| before.trim_start_matches(['*', '~', ' ']).is_empty());
        match closing {
            Some(quote) if character == quote => closing = None,
            Some(_) => {}
            // In a statement a quote protects only at the beginning of a word.
            None if closing_quote(character).is_some()
                && (fresh || (colon.is_some() && ends_with_blank(line, at))) =>
            {
                closing = closing_quote(character);
            }
            None if colon.is_none() && ends_name(character) => {
                after = Some(plain(character));
                start = next;
                if plain(character) == ':' {
                    colon = Some(at);
                }
            }
            None if colon.is_some() && plain(character) == ';' => start = next,
            None => {}
        }
    }
    let Some(colon) = colon else {
        let span = trimmed(line, start, end_from(line, cursor, ends_name), cursor);
        return if after == Some('@') { Place::Department(span) } else { Place::Name(span) };
    };
    let word = line.get(..cursor).map_or(0, |before| {
        before.rfind(char::is_whitespace).map_or(0, |blank| blank + blank_length(line, blank)).max(start)
    });
    if line.get(word..cursor).and_then(|typed| typed.chars().next()).map(plain) == Some('#') {
        let ends = |character: char| character.is_whitespace() || plain(character) == ';';
        return Place::Verdict(word..end_from(line, cursor, ends));
    }
    Place::Statement { span: statement_span(line, start, cursor), colon }
}

fn ends_with_blank(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace))
}

fn blank_length(line: &str, at: usize) -> usize {
    line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn end_from(line: &str, from: usize, ends: impl Fn(char) -> bool) -> usize {
    line.get(from..).and_then(|rest| rest.find(ends)).map_or(line.len(), |length| from + length)
}

/// `start..end` without blanks at its ends and without the mark of an external party before it.
/// Where nothing else stands, the place of the cursor.
fn trimmed(line: &str, start: usize, end: usize, cursor: usize) -> Range<usize> {
    let text = line.get(start..end).unwrap_or_default();
    let bare = text.trim_start().trim_start_matches(|mark| matches!(plain(mark), '*' | '~')).trim_start();
    if bare.is_empty() {
        return cursor..cursor;
    }
    let start = end - bare.len();
    start..start + bare.trim_end().len()
}

/// The words of the item at the cursor, without `need` or `want` before them and without the marks after them.
fn statement_span(line: &str, start: usize, cursor: usize) -> Range<usize> {
    let end = end_from(line, cursor, |character| plain(character) == ';');
    let item = line.get(start..end).unwrap_or_default();
    let mut first = start + (item.len() - item.trim_start().len());
    let words = item.trim_start();
    if let Some((word, rest)) = words.split_once(char::is_whitespace)
        && kind_word(word).is_some()
    {
        first = end - rest.trim_start().len();
    }
    let rest = line.get(first..end).unwrap_or_default();
    let marks = rest.char_indices().find(|(at, character)| {
        matches!(plain(*character), '!' | '=' | '#')
            && rest
                .get(..*at)
                .is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    });
    let length = marks.map_or(rest.len(), |(at, _)| at);
    first..first + rest.get(..length).map_or(0, |words| words.trim_end().len())
}

/// What was typed of it so far, without an opening quote.
fn typed<'line>(line: &'line str, span: &Range<usize>, cursor: usize) -> &'line str {
    let text = line.get(span.start..cursor.clamp(span.start, span.end)).unwrap_or_default();
    text.trim_start_matches(|character| closing_quote(character).is_some())
}

fn names(
    line: &str,
    span: Range<usize>,
    cursor: usize,
    org: &Org,
    hearing: Option<&PartyId>,
) -> Vec<Completion> {
    let before = line.get(..span.start).unwrap_or_default();
    let mark = before.trim_end().chars().next_back().map(plain);
    let wanted = match mark {
        Some('*') => Some(PartyKind::ExternalCustomer),
        Some('~') => Some(PartyKind::ExternalSupplier),
        _ => None,
    };
    let index = NameIndex::of(org);
    // Nobody supplies itself: whom the line names just before is not offered.
    let neighbour = before
        .trim_end_matches(|character: char| {
            character.is_whitespace() || matches!(plain(character), '*' | '~' | '>' | '<')
        })
        .rsplit(ends_name)
        .next()
        .map(|name| {
            index.find(name.trim_matches(|c: char| c.is_whitespace() || matches!(plain(c), '*' | '~' | '"')))
        });
    let neighbour = match neighbour {
        Some(Meant::Known(id)) => Some(id),
        _ if before.trim().is_empty() => hearing,
        _ => None,
    };
    let parties: Vec<_> = org
        .parties()
        .iter()
        .filter(|(id, party)| Some(*id) != neighbour && wanted.is_none_or(|kind| kind == party.kind))
        .collect();
    let texts: Vec<&str> = parties.iter().map(|(_, party)| party.name.as_str()).collect();
    let ranked = rank(&texts, typed(line, &span, cursor)).into_iter().take(MOST_COMPLETIONS + 1);
    ranked
        .filter_map(|place| parties.get(place))
        .map(|(id, party)| Completion {
            replaces: span.clone(),
            insert: typed_name(&party.name),
            label: party.name.clone(),
            completes: Completes::Party((*id).clone()),
        })
        .collect()
}

fn departments(line: &str, span: Range<usize>, cursor: usize, org: &Org) -> Vec<Completion> {
    let known: BTreeSet<&str> =
        org.parties().values().filter_map(|party| party.department.as_deref()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let ranked = rank(&known, typed(line, &span, cursor)).into_iter().take(MOST_COMPLETIONS + 1);
    ranked
        .filter_map(|place| known.get(place))
        .map(|name| Completion {
            replaces: span.clone(),
            insert: typed_name(name),
            label: (*name).to_owned(),
            completes: Completes::Department,
        })
        .collect()
}

fn verdicts(line: &str, span: Range<usize>, cursor: usize) -> Vec<Completion> {
    let so_far = line.get(span.start..cursor).unwrap_or_default();
    let word: String = so_far.chars().skip(1).flat_map(char::to_lowercase).collect();
    ["works", "struggles", "broken"]
        .into_iter()
        .filter(|verdict| verdict.starts_with(&word))
        .map(|verdict| Completion {
            replaces: span.clone(),
            insert: format!("#{verdict}"),
            label: verdict.to_owned(),
            completes: Completes::Verdict,
        })
        .collect()
}

fn statements(
    line: &str,
    span: Range<usize>,
    cursor: usize,
    colon: usize,
    org: &Org,
    hearing: Option<&PartyId>,
) -> Vec<Completion> {
    let Some(link) = link_before(line, colon, org, hearing).and_then(|id| org.link(&id)) else {
        return Vec::new();
    };
    let known: Vec<_> = link.expectations().values().collect();
    let texts: Vec<&str> = known.iter().map(|facts| facts.statement.as_str()).collect();
    let ranked = rank(&texts, typed(line, &span, cursor)).into_iter().take(MOST_COMPLETIONS + 1);
    ranked
        .filter_map(|place| known.get(place))
        .map(|facts| Completion {
            replaces: span.clone(),
            insert: typed_statement(&facts.statement),
            label: facts.statement.clone(),
            completes: Completes::Expectation(facts.kind),
        })
        .collect()
}

/// The link that the items after the colon belong to, when both its ends are on the map.
fn link_before(line: &str, colon: usize, org: &Org, hearing: Option<&PartyId>) -> Option<LinkId> {
    let head = parse(line.get(..colon)?).line;
    let index = NameIndex::of(org);
    let known = |place: usize| match index.find(&head.parties.get(place)?.name.text) {
        Meant::Known(id) => Some(id.clone()),
        Meant::Nobody | Meant::Several(_) => None,
    };
    let last = head.parties.len().checked_sub(1)?;
    let Some(arrow) = head.arrow else {
        return Some(LinkId { supplier: known(last)?, customer: hearing?.clone() });
    };
    let (first, second) = (known(last.checked_sub(1)?)?, known(last)?);
    Some(match arrow {
        Arrow::ToCustomer => LinkId { supplier: first, customer: second },
        Arrow::FromSupplier => LinkId { supplier: second, customer: first },
    })
}
