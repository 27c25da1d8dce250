//! An answer to a question, as capture lines: what it makes, where it stops making sense, how it may go on.
//!
//! An answer is typed in the grammar of the capture line, with what the question says already left out; the customer is heard as in
//! hearing mode. Names may be parted by commas.

use std::ops::Range;

use super::Step;
use crate::edit::Transaction;
use crate::model::{Day, Org, PartyId};
use crate::session::capture::{
    CapturePreview, Completion, LONGEST_LINE_BYTES, NearDuplicate, Problem, complete, folded, in_turn, parse,
    typed_name,
};

/// A stretch of the answer, as the capture line that says it.
struct Piece {
    /// Where it stands in the answer, in bytes.
    at: Range<usize>,
    /// The whole line.
    line: String,
    /// How many bytes of the line the question says.
    prefix: usize,
}

/// What `answer` would make of `org`, as one step. Places are those of the answer. An empty answer makes nothing.
#[must_use]
pub fn foresee(step: &Step, answer: &str, org: &Org, today: Day) -> CapturePreview {
    if answer.trim().is_empty() {
        return CapturePreview::default();
    }
    let pieces = pieces(step, answer, org);
    let lines = pieces.iter().map(|piece| piece.line.as_str());
    let previews = in_turn(lines, org, hearing(step), today);
    let mut whole = CapturePreview::default();
    let mut labels = Vec::new();
    for (piece, preview) in pieces.iter().zip(previews) {
        whole.makes.extend(preview.makes);
        let problem = preview.problem.map(|problem| moved_problem(problem, piece, answer));
        whole.problem = whole.problem.or(problem);
        let twins = preview.near_duplicates.into_iter();
        whole.near_duplicates.extend(twins.map(|twin| moved_twin(twin, piece, answer)));
        if !preview.edits.is_empty() {
            labels.push(preview.edits.label.clone());
            whole.edits.edits.extend(preview.edits.edits);
        }
    }
    whole.edits = match (whole.problem.is_some(), labels.as_slice()) {
        (true, _) => Transaction::default(),
        (false, [label]) => Transaction::new(label.clone(), whole.edits.edits),
        (false, several) => Transaction::new(format!("Capture {} lines", several.len()), whole.edits.edits),
    };
    whole
}

/// The ways to go on at `cursor`, a byte of the answer.
#[must_use]
pub fn complete_answer(step: &Step, answer: &str, cursor: usize, org: &Org) -> Vec<Completion> {
    let pieces = pieces(step, answer, org);
    let here = pieces.iter().find(|piece| (piece.at.start..=piece.at.end).contains(&cursor));
    let Some(piece) = here else { return Vec::new() };
    let offered = complete(&piece.line, cursor - piece.at.start + piece.prefix, org, hearing(step));
    let moved = offered.into_iter().filter(|completion| completion.replaces.start >= piece.prefix);
    moved
        .map(|completion| {
            let shift = |byte: usize| byte - piece.prefix + piece.at.start;
            let replaces = shift(completion.replaces.start)..shift(completion.replaces.end);
            Completion { replaces, ..completion }
        })
        .collect()
}

fn hearing(step: &Step) -> Option<&PartyId> {
    match step {
        Step::Suppliers(customer) => Some(customer),
        _ => None,
    }
}

fn pieces(step: &Step, answer: &str, org: &Org) -> Vec<Piece> {
    let said = |id: &PartyId| written(id, org);
    let prefix = match step {
        Step::Suppliers(_) => String::new(),
        Step::Customers => "*".to_owned(),
        Step::Serves(supplier) => format!("{} > ", said(supplier)),
        Step::Needs(link) | Step::Word(link) => {
            format!("{} > {}: ", said(&link.supplier), said(&link.customer))
        }
    };
    let stretches = match step {
        Step::Needs(_) | Step::Word(_) => whole(answer),
        _ => names_apart(answer, org),
    };
    let piece = |at: Range<usize>| {
        let text = answer.get(at.clone()).unwrap_or_default();
        let has_mark = text.trim_start().starts_with(['*', '＊']);
        let prefix = if *step == Step::Customers && has_mark { "" } else { prefix.as_str() };
        Piece { at, line: format!("{prefix}{text}"), prefix: prefix.len() }
    };
    stretches.into_iter().map(piece).collect()
}

/// How a party is written so that it alone is meant: its name, or its id where several have that name.
fn written(id: &PartyId, org: &Org) -> String {
    let name = org.name_of(id);
    let wanted = folded(name);
    let same = org.parties().values().filter(|party| folded(&party.name) == wanted);
    typed_name(if same.count() > 1 { id.as_str() } else { name })
}

#[expect(clippy::single_range_in_vec_init, reason = "one stretch, not its numbers")]
fn whole(answer: &str) -> Vec<Range<usize>> {
    vec![0..answer.len()]
}

/// The stretches of `answer` between commas before its colon, commas in quotes and in a name on the map left alone.
fn names_apart(answer: &str, org: &Org) -> Vec<Range<usize>> {
    if answer.len() > LONGEST_LINE_BYTES {
        return whole(answer);
    }
    let mut cuts = Vec::new();
    let mut quoted = false;
    for (at, character) in answer.char_indices() {
        match character {
            '"' | '\u{201c}' | '\u{201d}' => quoted = !quoted,
            ':' | '：' if !quoted => break,
            ',' | '，' | '、' if !quoted => cuts.push((at, character.len_utf8())),
            _ => {}
        }
    }
    let head = answer.split(':').next().unwrap_or(answer);
    let is_known = || {
        let first = parse(head).line.parties.into_iter().next();
        let wanted = folded(&first.map(|party| party.name.text).unwrap_or_default());
        org.parties().values().any(|party| folded(&party.name) == wanted)
    };
    if cuts.is_empty() || is_known() {
        return whole(answer);
    }
    let mut stretches = Vec::new();
    let mut start = 0;
    for (at, length) in cuts {
        stretches.push(start..at);
        start = at + length;
    }
    stretches.push(start..answer.len());
    let says_something =
        |at: &Range<usize>| answer.get(at.clone()).is_some_and(|text| !text.trim().is_empty());
    // The last one stays: people are still typing it.
    let last = stretches.len() - 1;
    let kept = stretches.iter().enumerate().filter(|(place, at)| *place == last || says_something(at));
    kept.map(|(_, at)| at.clone()).collect()
}

fn moved_problem(problem: Problem, piece: &Piece, answer: &str) -> Problem {
    let inside = problem.at_byte.saturating_sub(piece.prefix);
    let at_byte = answer.floor_char_boundary((piece.at.start + inside).min(piece.at.end));
    let at_char = answer.get(..at_byte).map_or(0, |before| before.chars().count());
    Problem { at_byte, at_char, message: problem.message }
}

fn moved_twin(twin: NearDuplicate, piece: &Piece, answer: &str) -> NearDuplicate {
    let before = answer.get(..piece.at.start).unwrap_or_default();
    let after = answer.get(piece.at.end..).unwrap_or_default();
    let inside = twin.line_with_existing.get(piece.prefix..).unwrap_or_default();
    NearDuplicate { line_with_existing: format!("{before}{inside}{after}"), ..twin }
}
