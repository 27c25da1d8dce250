//! What a changed cell, and a new row, ask of the document.

use super::cells::{expectation, verdict_text};
use super::rows::Column;
use super::standard::standard_from;
use crate::model::{Expectation, ExpectationKind, Importance, LinkId, Org, PartyId, Score, Source, Verdict};
use crate::session::capture::{folded, typed_name, typed_statement};
use crate::session::search::rank;
use crate::session::{Command, Subject};

/// The most names that are offered at a time.
const MOST_SUGGESTIONS: usize = 8;

/// What `text`, typed into the cell of `row` in `column`, asks for; `None` when it asks for nothing new.
///
/// On a row without a need yet, words in the column of statements make a need.
///
/// # Errors
/// What to write instead, in words for the person who typed.
pub fn edit(org: &Org, row: &Subject, column: Column, text: &str) -> Result<Option<Command>, String> {
    let Some(link) = row.link().filter(|link| org.link(link).is_some()) else {
        return Err("That is no longer on the map".to_owned());
    };
    let text = text.trim();
    match column {
        Column::Verdict => set_verdict(link, text).map(Some),
        Column::Rating => rate(org, row, link, text),
        Column::Kind | Column::Statement | Column::Importance | Column::Standard | Column::Deliverable => {
            change(org, row, link, column, text)
        }
        Column::Supplier | Column::Customer => move_end(org, link, column, text),
        Column::State => {
            Err("This is worked out from ratings and verdicts: change the verdict or the rating".to_owned())
        }
    }
}

/// The whole link, with all that is known of it, from or to somebody else who is on the map.
fn move_end(org: &Org, link: &LinkId, column: Column, text: &str) -> Result<Option<Command>, String> {
    let name = text.trim_start_matches(['*', '~']).trim();
    if name.is_empty() {
        return Err("Write who it is; to take the link off the map, remove it with Delete".to_owned());
    }
    let wanted = folded(name);
    let found = org.parties().iter().find(|(_, party)| folded(&party.name) == wanted);
    let Some((id, _)) = found else {
        return Err(format!(
            "Nobody on the map is called {name}: add them first, in the row beneath the table"
        ));
    };
    let to = match column {
        Column::Supplier => LinkId { supplier: id.clone(), customer: link.customer.clone() },
        _ => LinkId { supplier: link.supplier.clone(), customer: id.clone() },
    };
    if to == *link {
        return Ok(None);
    }
    let (supplier, customer) = (org.name_of(&to.supplier), org.name_of(&to.customer));
    if to.supplier == to.customer {
        return Err(format!("{supplier} cannot supply itself: choose somebody else"));
    }
    if org.link(&to).is_some() {
        return Err(format!("{supplier} to {customer}: this link is on the map already"));
    }
    Ok(Some(Command::MoveLink { link: link.clone(), to }))
}

fn set_verdict(link: &LinkId, text: &str) -> Result<Command, String> {
    let words = [None, Some(Verdict::Works), Some(Verdict::Struggles), Some(Verdict::Broken)];
    let typed = folded(text);
    let keys = [
        (Some(Verdict::Works), "1"),
        (Some(Verdict::Struggles), "2"),
        (Some(Verdict::Broken), "3"),
        (None, "4"),
    ];
    let by_key = keys.into_iter().find(|(_, key)| *key == typed).map(|(verdict, _)| verdict);
    let by_word = words
        .into_iter()
        .find(|verdict| typed == verdict_text(*verdict) || (typed.is_empty() && verdict.is_none()));
    match by_key.or(by_word) {
        Some(verdict) => Ok(Command::SetVerdict { link: link.clone(), verdict }),
        None => Err("Write works, struggles, broken or not asked (or 1 to 4)".to_owned()),
    }
}

fn rate(org: &Org, row: &Subject, link: &LinkId, text: &str) -> Result<Option<Command>, String> {
    let Subject::Expectation(_, id) = row else {
        return Err("Write down the need first, then rate it".to_owned());
    };
    if text.is_empty() {
        return Ok(None);
    }
    let score: Score = text.replace(',', ".").parse().map_err(|_| {
        "Write a score from 1 to 5, with at most two decimals, for example 3 or 4.25".to_owned()
    })?;
    let rater = org.name_of(&link.customer).to_owned();
    Ok(Some(Command::Rate { link: link.clone(), expectation: id.clone(), rater, score }))
}

fn change(
    org: &Org,
    row: &Subject,
    link: &LinkId,
    column: Column,
    text: &str,
) -> Result<Option<Command>, String> {
    let (Subject::Expectation(_, id), Some(before)) = (row, expectation(org, row)) else {
        return first_need(link, column, text);
    };
    let mut facts = before.clone();
    set(&mut facts, column, text)?;
    let command = || Command::UpdateExpectation {
        link: link.clone(),
        expectation: id.clone(),
        facts: Box::new(facts.clone()),
    };
    Ok((facts != *before).then(command))
}

fn first_need(link: &LinkId, column: Column, text: &str) -> Result<Option<Command>, String> {
    if column != Column::Statement {
        return Err("Write down the need first: what does the customer expect?".to_owned());
    }
    if text.is_empty() {
        return Ok(None);
    }
    let facts = Expectation { statement: text.to_owned(), source: Source::Asked, ..Expectation::default() };
    Ok(Some(Command::AddExpectation { link: link.clone(), facts: Box::new(facts) }))
}

fn set(facts: &mut Expectation, column: Column, text: &str) -> Result<(), String> {
    match column {
        Column::Kind => {
            facts.kind = match folded(text).as_str() {
                "need" | "n" => ExpectationKind::Need,
                "want" | "w" => ExpectationKind::Want,
                _ => return Err("Write need or want".to_owned()),
            }
        }
        Column::Statement if text.is_empty() => {
            return Err("Write down what the customer expects, or remove the row with Delete".to_owned());
        }
        Column::Statement => text.clone_into(&mut facts.statement),
        Column::Importance => {
            facts.importance = text.parse().ok().and_then(Importance::new).ok_or_else(|| {
                "Write a whole number from 1 (nice to have) to 5 (nothing works without it)".to_owned()
            })?;
        }
        Column::Standard => {
            facts.standard = standard_from(text, facts.standard.as_deref())?.map(Box::new);
        }
        _ => text.clone_into(&mut facts.deliverable),
    }
    Ok(())
}

/// What may be meant by `typed` in `column`, the likeliest first.
#[must_use]
pub fn suggestions(org: &Org, row: Option<&Subject>, column: Column, typed: &str) -> Vec<String> {
    let candidates: Vec<&str> = match column {
        Column::Supplier | Column::Customer => {
            if typed.trim().is_empty() {
                return Vec::new();
            }
            org.parties().values().map(|party| party.name.as_str()).collect()
        }
        Column::Kind => vec!["need", "want"],
        Column::Verdict => vec!["works", "struggles", "broken", "not asked"],
        Column::Deliverable => row
            .and_then(Subject::link)
            .and_then(|link| org.link(link))
            .map(|link| link.deliverables.iter().map(String::as_str).collect())
            .unwrap_or_default(),
        _ => return Vec::new(),
    };
    // What stands in the cell already says nothing of what is wanted instead.
    let is_whole = candidates.contains(&typed.trim());
    if is_whole && matches!(column, Column::Supplier | Column::Customer) {
        return Vec::new();
    }
    let ranked = rank(&candidates, if is_whole { "" } else { typed });
    ranked
        .into_iter()
        .take(MOST_SUGGESTIONS)
        .filter_map(|place| candidates.get(place))
        .map(|name| (*name).to_owned())
        .collect()
}

/// What is typed into the row for something new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRow {
    /// Who gives.
    pub supplier: String,
    /// Who receives.
    pub customer: String,
    /// Need or want.
    pub kind: ExpectationKind,
    /// What is expected; may be empty.
    pub statement: String,
    /// How important it is; 3 where nothing was chosen.
    pub importance: Importance,
}

impl NewRow {
    /// The row for a link between these two.
    #[must_use]
    pub fn between(org: &Org, supplier: &PartyId, customer: &PartyId) -> Self {
        Self {
            supplier: org.name_of(supplier).to_owned(),
            customer: org.name_of(customer).to_owned(),
            ..Self::default()
        }
    }

    /// The capture line that makes it, so that both ways of typing do the same; `None` while an end is missing.
    #[must_use]
    pub fn capture_line(&self) -> Option<String> {
        let name = |text: &str| (!text.trim().is_empty()).then(|| named(text.trim()));
        let mut line = format!("{} > {}", name(&self.supplier)?, name(&self.customer)?);
        let statement = self.statement.trim();
        if !statement.is_empty() {
            let kind = match self.kind {
                ExpectationKind::Need => "need",
                ExpectationKind::Want => "want",
            };
            line.push_str(&format!(": {kind} {}", typed_statement(statement)));
            if self.importance != Importance::default() {
                line.push_str(&format!(" !{}", self.importance.get()));
            }
        }
        Some(line)
    }
}

/// A name as the capture line wants it; the marks of external parties before it are left as they are.
fn named(text: &str) -> String {
    match text.chars().next() {
        Some(mark @ ('*' | '~')) if text.len() > 1 => {
            format!("{mark}{}", typed_name(text.get(1..).unwrap_or_default().trim()))
        }
        _ => typed_name(text),
    }
}
