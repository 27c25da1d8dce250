//! What a line says of its last link: needs and wants, what matters how much, scores, the verdict.

use super::names::folded;
use super::preview::{Capture, Does};
use super::syntax::{Item, Problem, Span};
use crate::model::{
    Expectation, ExpectationId, ExpectationKind, LinkId, Rating, RatingKey, Score, Source, Verdict, free_id,
    slug,
};
use crate::session::Subject;

impl Capture<'_> {
    pub(super) fn item(&mut self, item: &Item) -> Result<(), Problem> {
        let first = item.statement.as_ref().map(|statement| statement.span);
        let at = first.or(item.verdict.map(|(_, span)| span)).unwrap_or_default();
        let Some(link) = self.target.clone() else {
            return Err(self.problem(at, "From whom, for whom? Write supplier > customer before the colon"));
        };
        if let Some((verdict, span)) = item.verdict {
            self.verdict(&link, verdict, span)?;
        }
        if item.statement.is_some() {
            self.expectation(&link, item)?;
        }
        Ok(())
    }

    fn verdict(&mut self, link: &LinkId, verdict: Verdict, at: Span) -> Result<(), Problem> {
        match self.verdict {
            Some((earlier, _)) if earlier == verdict => return Ok(()),
            Some(_) => {
                return Err(self.problem(at, "A link has one verdict: it was given earlier in this line"));
            }
            None => self.verdict = Some((verdict, at)),
        }
        let customer = self.name_of(&link.customer);
        let words = format!(
            "{} to {customer} is {}, as {customer} said",
            self.name_of(&link.supplier),
            as_said(verdict)
        );
        self.made(Does::Changes, Subject::Link(link.clone()), words, at);
        Ok(())
    }

    fn expectation(&mut self, link: &LinkId, item: &Item) -> Result<(), Problem> {
        let Some(statement) = &item.statement else { return Ok(()) };
        let there = self.existing(link, &statement.text, item.kind);
        let (id, before) = match &there {
            Some((id, facts)) => (id.clone(), Some(facts)),
            None => (self.free_expectation_id(link, &statement.text), None),
        };
        let kind = item.kind.or(before.map(|facts| facts.kind)).unwrap_or_default();
        let wanted = folded(&statement.text);
        let repeated = self.expectations.contains_key(&id)
            || self
                .expectations
                .values()
                .any(|other| other.kind == kind && folded(&other.statement) == wanted);
        if repeated {
            return Err(self.problem(statement.span, "This stands in the line twice: put its marks together"));
        }
        let mut facts = before.cloned().unwrap_or_else(|| Expectation {
            kind,
            statement: statement.text.clone(),
            ..Expectation::default()
        });
        if let Some((importance, _)) = item.importance {
            facts.importance = importance;
        }
        if facts.source == Source::Assumed {
            facts.source = Source::Asked;
        }
        let customer = self.name_of(&link.customer);
        let scores = item.scores.as_ref().map_or(&[][..], |(scores, _)| scores.as_slice());
        for (rater, score) in raters(&customer, scores) {
            facts.ratings.insert(RatingKey { day: self.today, rater }, Rating::of(score));
        }
        let does = match before {
            None => Does::Adds,
            Some(before) if *before == facts => Does::Finds,
            Some(_) => Does::Changes,
        };
        let words = expectation_words(does, before, &facts, scores, &customer);
        self.made(does, Subject::Expectation(link.clone(), id.clone()), words, statement.span);
        self.expectations.insert(id, facts);
        Ok(())
    }

    /// The expectation on the link that has these words; of both kinds the need, unless the line says which.
    fn existing(
        &self,
        link: &LinkId,
        statement: &str,
        kind: Option<ExpectationKind>,
    ) -> Option<(ExpectationId, Expectation)> {
        let wanted = folded(statement);
        self.org
            .link(link)?
            .expectations()
            .iter()
            .filter(|(_, facts)| {
                kind.is_none_or(|kind| kind == facts.kind) && folded(&facts.statement) == wanted
            })
            .min_by_key(|(_, facts)| facts.kind)
            .map(|(id, facts)| (id.clone(), facts.clone()))
    }

    fn free_expectation_id(&self, link: &LinkId, statement: &str) -> ExpectationId {
        let taken = |candidate: &str| {
            let candidate = ExpectationId::new(candidate);
            self.expectations.contains_key(&candidate)
                || self.org.link(link).is_some_and(|link| link.expectations().contains_key(&candidate))
        };
        free_id(&slug(statement), "expectation", taken).into()
    }
}

/// The rater of each score: the customer itself for one, the customer with a number for several.
fn raters(customer: &str, scores: &[Score]) -> Vec<(String, Score)> {
    match scores {
        [score] => vec![(customer.to_owned(), *score)],
        several => {
            several.iter().zip(1..).map(|(score, number)| (format!("{customer} {number}"), *score)).collect()
        }
    }
}

fn expectation_words(
    does: Does,
    before: Option<&Expectation>,
    facts: &Expectation,
    scores: &[Score],
    customer: &str,
) -> String {
    let kind = match facts.kind {
        ExpectationKind::Need => "need",
        ExpectationKind::Want => "want",
    };
    let statement = &facts.statement;
    let mut words = match does {
        Does::Adds => {
            format!("New {kind} \u{201c}{statement}\u{201d}, importance {}", facts.importance.get())
        }
        Does::Finds => return format!("The {kind} \u{201c}{statement}\u{201d}, on the map"),
        Does::Changes => format!("The {kind} \u{201c}{statement}\u{201d}"),
    };
    if let Some(before) = before {
        if before.importance != facts.importance {
            let (was, is) = (before.importance.get(), facts.importance.get());
            words.push_str(&format!(", importance {was} becomes {is}"));
        }
        if before.source != facts.source {
            words.push_str(", now asked");
        }
    }
    if !scores.is_empty() {
        let list: Vec<String> = scores.iter().map(Score::to_string).collect();
        words.push_str(&format!(", rated {} by {customer}", list.join(", ")));
    }
    words
}

fn as_said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "working",
        Verdict::Struggles => "struggling",
        Verdict::Broken => "broken",
    }
}
