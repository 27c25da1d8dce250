//! What a capture line makes of a map: who is new, who is found, which edits do it, and where it cannot be done.
//!
//! The items belong to the link typed last, the one beside the colon: in `A > B > C: x`, C needs x of B; in `C < B < A: x`, B
//! needs x of A. The customer of that link says everything, today: its name is the rater and the speaker, the source is Asked. One
//! score is the customer's own; of several, `=2,2,3`, the raters are called `Clinic 1`, `Clinic 2`, `Clinic 3`.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Likeness, NameIndex};
use super::parse::parse;
use super::syntax::{Arrow, Line, Problem, Span};
use crate::edit::{
    Change, Edit, PartyFact, Transaction, add_expectation, add_link, add_party, diff_expectation,
    diff_link_facts,
};
use crate::model::{Day, Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, Verdict};
use crate::session::Subject;
use crate::session::plan::with_verdict;

/// What a line does with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It is new on the map.
    Adds,
    /// It is on the map already, and stays as it is.
    Finds,
    /// It is on the map already; the line changes something about it.
    Changes,
}

/// One thing that a line makes, finds or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the line does with it.
    pub does: Does,
    /// What it is. Of something new, the id that it will have.
    pub subject: Subject,
    /// In words, for example `New need “pick list by 9:00” of Order desk, importance 5, rated 2 by Warehouse`.
    pub words: String,
    /// Where in the line it stands.
    pub at: Span,
}

/// A new name that looks like one on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearDuplicate {
    /// Where the name stands.
    pub at: Span,
    /// The name as it was typed.
    pub typed: String,
    /// Whom it looks like.
    pub existing: PartyId,
    /// What they are called.
    pub existing_name: String,
    /// The line with that name in the place of the typed one.
    pub line_with_existing: String,
}

/// What a line would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapturePreview {
    /// Party by party, link by link, need by need. With a problem: as far as it was understood.
    pub makes: Vec<Made>,
    /// What Enter does, as one step. Empty with a problem, and when everything is as the line says already.
    pub edits: Transaction,
    /// Why Enter does nothing.
    pub problem: Option<Problem>,
    /// New names to ask about before they are made. They do not stand in the way of the edits.
    pub near_duplicates: Vec<NearDuplicate>,
}

impl CapturePreview {
    /// What should be chosen once it is done: the last link, else the party.
    #[must_use]
    pub fn chosen(&self) -> Option<&Subject> {
        let last = |wanted: fn(&Subject) -> bool| {
            self.makes.iter().rev().map(|made| &made.subject).find(|subject| wanted(subject))
        };
        last(|subject| matches!(subject, Subject::Link(_)))
            .or_else(|| last(|subject| matches!(subject, Subject::Party(_))))
    }

    /// What it makes or changes, in words; what it only finds is left out.
    pub fn news(&self) -> impl Iterator<Item = &Made> {
        self.makes.iter().filter(|made| made.does != Does::Finds)
    }
}

/// What `line` would do to `org`. With `hearing`, a line that names one party says what that customer needs of it; a line with
/// an arrow says itself who needs what. Never panics and never takes long, whatever the line. O(parties + length of the line), and
/// parties times length for each new name.
#[must_use]
pub fn preview(line: &str, org: &Org, hearing: Option<&PartyId>, today: Day) -> CapturePreview {
    let parsed = parse(line);
    let mut capture = Capture::of(line, org, today);
    let done = capture.take(&parsed.line, hearing);
    // The parser stopped where its problem is; what is wrong before that place is what to mend first.
    let problem = match (done.err(), parsed.problem) {
        (Some(meaning), Some(syntax)) if syntax.at_byte < meaning.at_byte => Some(syntax),
        (Some(meaning), _) => Some(meaning),
        (None, syntax) => syntax,
    };
    let edits = if problem.is_some() { Transaction::default() } else { capture.transaction(&parsed.line) };
    CapturePreview { makes: capture.makes, edits, problem, near_duplicates: capture.near_duplicates }
}

/// A party that the line names.
#[derive(Clone)]
pub(super) struct Somebody {
    pub(super) id: PartyId,
    pub(super) name: String,
}

pub(super) struct Capture<'org> {
    pub(super) line: &'org str,
    pub(super) org: &'org Org,
    pub(super) today: Day,
    pub(super) names: NameIndex<'org>,
    /// The names on the map taken apart, once a new name asks for them.
    pub(super) likenesses: Option<Vec<(&'org PartyId, Likeness)>>,
    /// The new parties of this line, by folded name.
    pub(super) new: BTreeMap<String, (PartyId, Party)>,
    pub(super) new_ids: BTreeSet<PartyId>,
    /// Departments given to parties on the map that had none.
    pub(super) joins: BTreeMap<PartyId, String>,
    /// Who is called otherwise from now on, and how.
    pub(super) renamed: Option<(PartyId, String)>,
    pub(super) links: Vec<LinkId>,
    pub(super) target: Option<LinkId>,
    pub(super) verdict: Option<(Verdict, Span)>,
    pub(super) expectations: BTreeMap<ExpectationId, Expectation>,
    pub(super) makes: Vec<Made>,
    pub(super) near_duplicates: Vec<NearDuplicate>,
}

impl<'org> Capture<'org> {
    fn of(line: &'org str, org: &'org Org, today: Day) -> Self {
        Self {
            line,
            org,
            today,
            names: NameIndex::of(org),
            likenesses: None,
            new: BTreeMap::new(),
            new_ids: BTreeSet::new(),
            joins: BTreeMap::new(),
            renamed: None,
            links: Vec::new(),
            target: None,
            verdict: None,
            expectations: BTreeMap::new(),
            makes: Vec::new(),
            near_duplicates: Vec::new(),
        }
    }

    pub(super) fn problem(&self, at: Span, message: impl Into<String>) -> Problem {
        Problem::new(self.line, at.start, message)
    }

    fn take(&mut self, line: &Line, hearing: Option<&PartyId>) -> Result<(), Problem> {
        if let Some(rename) = &line.rename {
            return self.rename(rename);
        }
        let mut chain = Vec::new();
        for word in &line.parties {
            chain.push((self.party(word)?, word.name.span));
        }
        let heard = match (hearing, line.arrow) {
            (Some(customer), None) if !chain.is_empty() => Some(self.heard(customer)?),
            _ => None,
        };
        if let Some(customer) = heard {
            let at = chain.last().map_or_else(Span::default, |(_, at)| *at);
            chain.push((customer, at));
        }
        for pair in chain.windows(2) {
            let [(first, _), (second, at)] = pair else { continue };
            let (supplier, customer) = match line.arrow {
                Some(Arrow::FromSupplier) => (second, first),
                Some(Arrow::ToCustomer) | None => (first, second),
            };
            self.link(supplier, customer, *at)?;
        }
        for item in &line.items {
            self.item(item)?;
        }
        Ok(())
    }

    fn heard(&self, customer: &PartyId) -> Result<Somebody, Problem> {
        let party = self.org.party(customer).ok_or_else(|| {
            let message = "The team you were hearing is no longer on the map: choose another";
            Problem::new(self.line, 0, message)
        })?;
        Ok(Somebody { id: customer.clone(), name: party.name.clone() })
    }

    pub(super) fn made(&mut self, does: Does, subject: Subject, words: String, at: Span) {
        self.makes.push(Made { does, subject, words, at });
    }

    fn link(&mut self, supplier: &Somebody, customer: &Somebody, at: Span) -> Result<(), Problem> {
        if supplier.id == customer.id {
            return Err(self.problem(at, format!("{} cannot supply itself", customer.name)));
        }
        let id = LinkId { supplier: supplier.id.clone(), customer: customer.id.clone() };
        self.target = Some(id.clone());
        if self.links.contains(&id) {
            return Ok(());
        }
        self.links.push(id.clone());
        let named = format!("{} to {}", supplier.name, customer.name);
        let (does, words) = match self.org.link(&id) {
            Some(_) => (Does::Finds, format!("{named}, on the map")),
            None => (Does::Adds, format!("New link {named}")),
        };
        self.made(does, Subject::Link(id), words, at);
        Ok(())
    }

    pub(super) fn name_of(&self, id: &PartyId) -> String {
        let new = self.new.values().find(|(new, _)| new == id);
        new.map_or_else(|| self.org.name_of(id).to_owned(), |(_, party)| party.name.clone())
    }

    fn transaction(&self, line: &Line) -> Transaction {
        let mut edits = Vec::new();
        for (id, party) in self.new.values() {
            edits.extend(add_party(id, party));
        }
        for (id, department) in &self.joins {
            let fact = PartyFact::Department(Change::new(None, Some(department.clone())));
            edits.push(Edit::Party { party: id.clone(), fact });
        }
        if let Some((id, name)) = &self.renamed {
            let fact = PartyFact::Name(Change::new(self.org.name_of(id).to_owned(), name.clone()));
            edits.push(Edit::Party { party: id.clone(), fact });
        }
        let nothing = Link::default();
        for id in &self.links {
            let before = self.org.link(id);
            if before.is_none() {
                edits.extend(add_link(id, &nothing));
            }
            if self.target.as_ref() == Some(id) {
                self.facts_of_target(id, before.unwrap_or(&nothing), &mut edits);
            }
        }
        Transaction::new(self.label(line), edits)
    }

    fn facts_of_target(&self, id: &LinkId, before: &Link, edits: &mut Vec<Edit>) {
        if let Some((verdict, _)) = self.verdict {
            let after = with_verdict(before, Some(verdict), &self.name_of(&id.customer), self.today);
            edits.extend(diff_link_facts(id, before, &after));
        }
        for (expectation, facts) in &self.expectations {
            edits.extend(match before.expectations().get(expectation) {
                Some(earlier) => diff_expectation(id, expectation, earlier, facts),
                None => add_expectation(id, expectation, facts),
            });
        }
    }

    fn label(&self, line: &Line) -> String {
        if let Some((id, name)) = &self.renamed {
            return format!("Rename {} to {name}", self.org.name_of(id));
        }
        let named: Vec<&str> = line.parties.iter().map(|party| party.name.text.as_str()).collect();
        match (self.links.as_slice(), self.target.as_ref()) {
            ([], _) | (_, None) => format!("Capture {}", named.join(", ")),
            ([link], _) => {
                format!("Capture {} to {}", self.name_of(&link.supplier), self.name_of(&link.customer))
            }
            (links, _) => format!("Capture {} links from {} on", links.len(), named.first().unwrap_or(&"")),
        }
    }
}
