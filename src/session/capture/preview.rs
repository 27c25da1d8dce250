//! What a capture line makes of a map: who is new, who is found, which edits do it, and where it cannot be done.
//!
//! The items belong to the link typed last, the one beside the colon: in `A > B > C: x`, C needs x of B; in `C < B < A: x`, B
//! needs x of A. The customer of that link says everything, today: its name is the rater and the speaker, the source is Asked. One
//! score is the customer's own; of several, `=2,2,3`, the raters are called `Clinic 1`, `Clinic 2`, `Clinic 3`.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Likeness, Meant, NameIndex, folded};
use super::parse::parse;
use super::syntax::{Arrow, Item, Line, PartyWord, Problem, Span, typed_name, verdict_word};
use crate::edit::{
    Change, Edit, PartyFact, Transaction, add_expectation, add_link, add_party, diff_expectation,
    diff_link_facts,
};
use crate::model::{
    Day, Expectation, ExpectationId, ExpectationKind, Link, LinkId, Org, Party, PartyId, PartyKind, Rating,
    RatingKey, Score, Source, Verdict, free_id, slug,
};
use crate::session::Subject;
use crate::session::labels::a_kind;
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
    /// New names to ask about before Enter. They do not stand in the way.
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
struct Somebody {
    id: PartyId,
    name: String,
}

struct Capture<'org> {
    line: &'org str,
    org: &'org Org,
    today: Day,
    names: NameIndex<'org>,
    /// The new parties of this line, by folded name.
    new: BTreeMap<String, (PartyId, Party)>,
    new_ids: BTreeSet<PartyId>,
    /// Departments given to parties on the map that had none.
    joins: BTreeMap<PartyId, String>,
    links: Vec<LinkId>,
    target: Option<LinkId>,
    verdict: Option<(Verdict, Span)>,
    expectations: BTreeMap<ExpectationId, Expectation>,
    makes: Vec<Made>,
    near_duplicates: Vec<NearDuplicate>,
}

impl<'org> Capture<'org> {
    fn of(line: &'org str, org: &'org Org, today: Day) -> Self {
        Self {
            line,
            org,
            today,
            names: NameIndex::of(org),
            new: BTreeMap::new(),
            new_ids: BTreeSet::new(),
            joins: BTreeMap::new(),
            links: Vec::new(),
            target: None,
            verdict: None,
            expectations: BTreeMap::new(),
            makes: Vec::new(),
            near_duplicates: Vec::new(),
        }
    }

    fn problem(&self, at: Span, message: impl Into<String>) -> Problem {
        Problem::new(self.line, at.start, message)
    }

    fn take(&mut self, line: &Line, hearing: Option<&PartyId>) -> Result<(), Problem> {
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

    fn party(&mut self, word: &PartyWord) -> Result<Somebody, Problem> {
        match self.names.find(&word.name.text) {
            Meant::Known(id) => self.known_party(id, word),
            Meant::Nobody => self.new_party(word),
            Meant::Several(ids) => {
                let ids: Vec<&str> = ids.into_iter().map(PartyId::as_str).collect();
                let message = format!(
                    "{} parties are called {}: rename one, or write which one: {}",
                    ids.len(),
                    word.name.text,
                    ids.join(", ")
                );
                Err(self.problem(word.name.span, message))
            }
        }
    }

    fn known_party(&mut self, id: &PartyId, word: &PartyWord) -> Result<Somebody, Problem> {
        let Some(party) = self.org.party(id) else { return self.new_party(word) };
        if word.kind.is_some_and(|kind| kind != party.kind) {
            let message =
                format!("{} is on the map as {}: leave the mark out", party.name, a_kind(party.kind));
            return Err(self.problem(word.name.span, message));
        }
        let mut joined = None;
        if let Some(typed) = &word.department {
            let department = self.names.department(&typed.text);
            let present = self.joins.get(id).or(party.department.as_ref());
            match present {
                Some(present) if *present == department => {}
                Some(present) => {
                    let message =
                        format!("{} belongs to {present}: change that on the team itself", party.name);
                    return Err(self.problem(typed.span, message));
                }
                None if party.kind != PartyKind::Team => {
                    return Err(self.problem(typed.span, "Only a team has a department"));
                }
                None => joined = Some(department),
            }
        }
        let subject = Subject::Party(id.clone());
        match joined {
            Some(department) => {
                let words = format!("{} joins {department}", party.name);
                self.joins.insert(id.clone(), department);
                self.made(Does::Changes, subject, words, word.name.span);
            }
            None if self.makes.iter().any(|made| made.subject == subject) => {}
            None => self.made(Does::Finds, subject, format!("{}, on the map", party.name), word.name.span),
        }
        Ok(Somebody { id: id.clone(), name: party.name.clone() })
    }

    fn new_party(&mut self, word: &PartyWord) -> Result<Somebody, Problem> {
        let key = folded(&word.name.text);
        let department = word.department.as_ref().map(|typed| self.names.department(&typed.text));
        if let Some((id, party)) = self.new.get(&key) {
            let same_kind = word.kind.is_none_or(|kind| kind == party.kind);
            let same_department = department.is_none() || department == party.department;
            if !same_kind || !same_department {
                return Err(
                    self.problem(word.name.span, "This name stands twice, and not with the same marks")
                );
            }
            return Ok(Somebody { id: id.clone(), name: party.name.clone() });
        }
        let kind = word.kind.unwrap_or_default();
        if let Some(typed) = word.department.as_ref().filter(|_| kind != PartyKind::Team) {
            return Err(self.problem(typed.span, "Only a team has a department"));
        }
        let name = word.name.text.clone();
        let id = self.free_party_id(&name);
        self.note_near_duplicates(word);
        let place = department.as_ref().map(|department| format!(" in {department}")).unwrap_or_default();
        let words = format!("New {} {name}{place}", kind_name(kind));
        self.made(Does::Adds, Subject::Party(id.clone()), words, word.name.span);
        self.new_ids.insert(id.clone());
        let party = Party { name: name.clone(), kind, department, ..Party::default() };
        self.new.insert(key, (id.clone(), party));
        Ok(Somebody { id, name })
    }

    fn free_party_id(&self, name: &str) -> PartyId {
        let taken = |candidate: &str| {
            let candidate = PartyId::new(candidate);
            self.org.party(&candidate).is_some() || self.new_ids.contains(&candidate)
        };
        free_id(&slug(name), "party", taken).into()
    }

    fn note_near_duplicates(&mut self, word: &PartyWord) {
        let typed = Likeness::of(&word.name.text);
        let span = word.name.span;
        for (id, party) in self.org.parties() {
            if typed.is_like(&Likeness::of(&party.name)) {
                let mut line = self.line.to_owned();
                line.replace_range(span.start..span.end, &typed_name(&party.name));
                self.near_duplicates.push(NearDuplicate {
                    at: span,
                    typed: word.name.text.clone(),
                    existing: id.clone(),
                    existing_name: party.name.clone(),
                    line_with_existing: line,
                });
            }
        }
    }

    fn made(&mut self, does: Does, subject: Subject, words: String, at: Span) {
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

    fn name_of(&self, id: &PartyId) -> String {
        let new = self.new.values().find(|(new, _)| new == id);
        new.map_or_else(|| self.org.name_of(id).to_owned(), |(_, party)| party.name.clone())
    }

    fn item(&mut self, item: &Item) -> Result<(), Problem> {
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
            "{} to {customer} is {}, says {customer}",
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

    fn transaction(&self, line: &Line) -> Transaction {
        let mut edits = Vec::new();
        for (id, party) in self.new.values() {
            edits.extend(add_party(id, party));
        }
        for (id, department) in &self.joins {
            let fact = PartyFact::Department(Change::new(None, Some(department.clone())));
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
        Verdict::Broken => verdict_word(Verdict::Broken),
    }
}

fn kind_name(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Team => "team",
        PartyKind::ExternalCustomer => "external customer",
        PartyKind::ExternalSupplier => "external supplier",
    }
}
