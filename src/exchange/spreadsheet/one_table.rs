//! One table that holds everything: each row a link, a need or want on it, perhaps a rating. It makes an organisation, or changes
//! one that is there; whoever it names and nobody knows is made.
//!
//! What a row does not say stays as it is: an empty cell takes nothing away. Deliberately absent: taking things off the map.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, ExpectationDraft, ExpectationKey, LinkDraft, expectation_key, one_a_line};
use super::columns::{ColumnNames, Columns};
use super::error::ImportError;
use super::report::{Report, SheetRole};
use super::sheet::{Sheet, read_alone};
use super::teams::{DraftKind, Roster};
use super::words::{folded_name, quoted};
use super::{Import, ImportOptions, Table, ends, links, ratings};
use crate::edit::{
    Change, Edit, OrgFact, add_expectation, add_link, add_party, apply, diff_expectation, diff_link_facts,
};
use crate::model::{
    Day, Expectation, ExpectationId, ExpectationKind, Link, LinkId, Org, Party, PartyKind, Source, free_id,
};

/// Whether something is new or changes what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NewsKind {
    /// It is not on the map yet.
    New,
    /// It is there, and becomes different.
    Changed,
}

/// One thing that a table would do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct News {
    /// The first line of the table that says so, from 1.
    pub line: u64,
    /// New or changed.
    pub kind: NewsKind,
    /// What, in plain words with the names of the parties.
    pub words: String,
}

/// What a table would do to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableImport {
    /// What makes it so, in order. Empty when everything is as the table says already.
    pub edits: Vec<Edit>,
    /// The same in words, by line.
    pub news: Vec<News>,
    /// What is skipped or left out, by line.
    pub report: Report,
}

/// What `table` would do to `base`: see the module. O(n log n) in the number of cells.
///
/// # Errors
/// [`ImportError`] when it cannot be read as a table of links.
pub fn read_table(
    table: &Table,
    names: &ColumnNames,
    base: &Org,
    options: &ImportOptions,
) -> Result<TableImport, ImportError> {
    let mut report = Report::on([String::new(), table.name.clone(), String::new()]);
    let mut sheet = read_alone(table, names, &mut report)?;
    let mut roster = ends::read(&sheet, base, &mut report)?;
    let mut book = links::read(&sheet, &mut roster, options.today, &mut report)?;
    if let Some(rated) = rated_rows(&sheet) {
        sheet.role = SheetRole::Ratings;
        report.name_ratings(&table.name);
        report.count(SheetRole::Ratings, |totals| totals.rows = rated);
        ratings::read(&sheet, &roster, &mut book, options, &mut report)?;
    }
    let mut merge =
        Merge { base, roster: &roster, today: options.today, edits: Vec::new(), news: Vec::new() };
    merge.parties();
    merge.book(book);
    let Merge { edits, mut news, .. } = merge;
    // Within a line who is new stands before what they do.
    news.sort_by_key(|news| news.line);
    report.sort();
    Ok(TableImport { edits, news, report })
}

/// `base` with everything that a table does to it. O(n log n) in what it holds and what is done.
///
/// # Errors
/// [`ImportError::Unsound`] when it does not fit `base`, which is only so when it was read against another organisation.
pub fn updated(base: &Org, import: &TableImport) -> Result<Org, ImportError> {
    let mut org = base.clone();
    // Not as one transaction: that looks at the whole map again for each external party.
    for edit in &import.edits {
        apply(edit, &mut org).map_err(|error| ImportError::Unsound(error.to_string()))?;
    }
    match org.violations().first() {
        None => Ok(org),
        Some(violation) => Err(ImportError::Unsound(violation.to_string())),
    }
}

/// Makes an organisation of one table, marked as complete as every import is.
///
/// # Errors
/// [`ImportError`] when it cannot be read as a table of links.
pub fn import_table(
    table: &Table,
    names: &ColumnNames,
    options: &ImportOptions,
) -> Result<Import, ImportError> {
    let base = Org::default();
    let mut import = read_table(table, names, &base, options)?;
    import.edits.extend([
        Edit::Org(OrgFact::Name(Change::new(String::new(), options.name.clone()))),
        Edit::Org(OrgFact::MapComplete(Change::new(false, true))),
    ]);
    let org = updated(&base, &import)?;
    let mut report = import.report;
    report.finish(&org);
    Ok(Import { org, report })
}

/// How many rows have a score; `None` without such a column or such a row.
fn rated_rows(sheet: &Sheet) -> Option<usize> {
    let score = Columns::unremarked(sheet).find("score");
    let rated = sheet.rows().filter(|row| !score.of(*row).is_empty()).count();
    // A rater or a day without any score is remarked on all the same.
    score.is_there().then_some(rated)
}

/// From drafts to edits, against what is there.
struct Merge<'a> {
    base: &'a Org,
    roster: &'a Roster,
    today: Day,
    edits: Vec<Edit>,
    news: Vec<News>,
}

impl Merge<'_> {
    fn say(&mut self, line: u64, kind: NewsKind, words: String) {
        self.news.push(News { line, kind, words });
    }

    /// Everybody new whom a link of the table joins.
    fn parties(&mut self) {
        let new =
            self.roster.drafts.iter().filter(|draft| draft.is_linked && self.base.party(&draft.id).is_none());
        for draft in new.collect::<Vec<_>>() {
            let DraftKind::Party(kind) = draft.kind else { continue };
            let party = Party {
                name: draft.name.clone(),
                kind,
                department: draft.department.clone(),
                ..Party::default()
            };
            self.edits.extend(add_party(&draft.id, &party));
            let what = match kind {
                PartyKind::Team => "New team",
                PartyKind::ExternalCustomer => "New external customer",
                PartyKind::ExternalSupplier => "New external supplier",
            };
            let words = format!("{what} {}", draft.name);
            self.say(draft.line, NewsKind::New, words);
        }
    }

    fn book(&mut self, book: Book) {
        let names: BTreeMap<_, _> =
            self.roster.drafts.iter().map(|draft| (&draft.id, draft.name.as_str())).collect();
        for (id, draft) in book.links {
            let name = |party| names.get(party).copied().unwrap_or_default();
            let ends = format!("{} to {}", name(&id.supplier), name(&id.customer));
            match self.base.link(&id) {
                None => self.new_link(id, draft, &ends),
                Some(link) => self.known_link(id, link, draft, &ends),
            }
        }
    }

    fn new_link(&mut self, id: LinkId, draft: LinkDraft, ends: &str) {
        let mut facts = draft.facts;
        facts.note = one_a_line(draft.notes);
        let verdict = facts.latest_verdict(self.today).map(|(_, verdict)| verdict);
        let said = verdict.map_or_else(String::new, |verdict| format!(", {}", verdict_word(verdict)));
        self.say(draft.line, NewsKind::New, format!("New link {ends}{said}"));
        self.edits.extend(add_link(&id, &facts));
        for expectation in draft.expectations.into_values() {
            self.new_expectation(&id, &BTreeSet::new(), expectation, draft.line, ends);
        }
    }

    fn known_link(&mut self, id: LinkId, link: &Link, draft: LinkDraft, ends: &str) {
        let after = merged_link(link, &draft, self.today);
        let edits = diff_link_facts(&id, link, &after);
        if !edits.is_empty() {
            let verdict = |link: &Link| link.latest_verdict(self.today).map(|(_, verdict)| verdict);
            let words = match (verdict(link), verdict(&after)) {
                (before, Some(now)) if before != Some(now) => {
                    let then = before.map_or("not asked", verdict_word);
                    format!("{ends}: {then} becomes {}", verdict_word(now))
                }
                _ => format!("{ends}: more is said of the link"),
            };
            self.say(draft.line, NewsKind::Changed, words);
            self.edits.extend(edits);
        }
        let meant = meant(link, &draft);
        let mut taken: BTreeSet<ExpectationId> = link.expectations().keys().cloned().collect();
        for (key, expectation) in draft.expectations {
            match meant.get(&key).and_then(|own| Some((own, link.expectations().get(own)?))) {
                Some((own, facts)) => self.known_expectation(&id, own, facts, expectation, draft.line, ends),
                None => {
                    let made = self.new_expectation(&id, &taken, expectation, draft.line, ends);
                    taken.insert(made);
                }
            }
        }
    }

    fn new_expectation(
        &mut self,
        link: &LinkId,
        taken: &BTreeSet<ExpectationId>,
        draft: ExpectationDraft,
        line: u64,
        ends: &str,
    ) -> ExpectationId {
        let line = if draft.line > 0 { draft.line } else { line };
        let (mut id, facts) = draft.finished();
        if taken.contains(&id) {
            id = ExpectationId::from(free_id(id.as_str(), "expectation", |other| {
                taken.contains(&ExpectationId::new(other))
            }));
        }
        let rated = rated_words(facts.ratings.len());
        let words = format!("{ends}: new {} {}{rated}", kind_word(facts.kind), quoted(&facts.statement));
        self.say(line, NewsKind::New, words);
        self.edits.extend(add_expectation(link, &id, &facts));
        id
    }

    fn known_expectation(
        &mut self,
        link: &LinkId,
        id: &ExpectationId,
        before: &Expectation,
        draft: ExpectationDraft,
        line: u64,
        ends: &str,
    ) {
        let line = if draft.line > 0 { draft.line } else { line };
        let says_importance = draft.says_importance;
        let (_, said) = draft.finished_beside(before.ratings.iter());
        let mut after = before.clone();
        let mut changes = Vec::new();
        if folded_name(&said.statement) != folded_name(&before.statement) {
            after.statement.clone_from(&said.statement);
            changes.push(format!("now reads {}", quoted(&said.statement)));
        }
        if says_importance && said.importance != before.importance {
            after.importance = said.importance;
            changes.push(format!("importance {} becomes {}", before.importance.get(), said.importance.get()));
        }
        if !said.deliverable.is_empty() && said.deliverable != before.deliverable {
            after.deliverable.clone_from(&said.deliverable);
            changes.push(format!("about {}", quoted(&said.deliverable)));
        }
        let new_ratings =
            said.ratings.iter().filter(|(key, rating)| before.ratings.get(*key) != Some(*rating)).count();
        if new_ratings > 0 {
            after.ratings.extend(said.ratings);
            if after.source == Source::Assumed {
                after.source = Source::Asked;
            }
            changes.push(rated_words(new_ratings).trim_start_matches(", ").to_owned());
        }
        after.note = joined_notes(&before.note, &said.note);
        after.aliases.extend(said.aliases);
        let edits = diff_expectation(link, id, before, &after);
        if edits.is_empty() {
            return;
        }
        if changes.is_empty() {
            changes.push("more is noted".to_owned());
        }
        let words = format!(
            "{ends}: {} {}, {}",
            kind_word(before.kind),
            quoted(&before.statement),
            changes.join(", ")
        );
        self.say(line, NewsKind::Changed, words);
        self.edits.extend(edits);
    }
}

/// Which expectation of `link` each of the draft's is: the one with the same words; else the one that came from a row of the same id
/// and is not spoken of otherwise, which has other words now. O(n log n).
fn meant(link: &Link, draft: &LinkDraft) -> BTreeMap<ExpectationKey, ExpectationId> {
    let mut by_words: BTreeMap<ExpectationKey, &ExpectationId> = BTreeMap::new();
    for (id, facts) in link.expectations() {
        by_words.entry(expectation_key(facts.kind, &facts.statement)).or_insert(id);
    }
    // A row id that several have tells none of them.
    let mut by_row: BTreeMap<(ExpectationKind, &str), Option<&ExpectationId>> = BTreeMap::new();
    for (id, facts) in link.expectations() {
        let spoken_of = draft.has_expectation(facts.kind, &facts.statement);
        for alias in &facts.aliases {
            let only = (!spoken_of).then_some(id);
            by_row.entry((facts.kind, alias.as_str())).and_modify(|first| *first = None).or_insert(only);
        }
    }
    let mut rows: BTreeMap<(ExpectationKind, &str), usize> = BTreeMap::new();
    for ((kind, _), expectation) in &draft.expectations {
        for alias in &expectation.facts.aliases {
            *rows.entry((*kind, alias.as_str())).or_default() += 1;
        }
    }
    let mut claimed: BTreeSet<&ExpectationId> = BTreeSet::new();
    let mut meant = BTreeMap::new();
    for (key, expectation) in &draft.expectations {
        let reworded = || {
            let aliases = expectation.facts.aliases.iter().map(|alias| (key.0, alias.as_str()));
            let mut alone = aliases.filter(|row| rows.get(row) == Some(&1));
            alone.find_map(|row| by_row.get(&row).copied().flatten()).filter(|own| claimed.insert(*own))
        };
        if let Some(own) = by_words.get(key).copied().or_else(reworded) {
            meant.insert(key.clone(), own.clone());
        }
    }
    meant
}

/// The link with what the table says of it besides.
fn merged_link(link: &Link, draft: &LinkDraft, today: Day) -> Link {
    let mut after = link.clone();
    let said = &draft.facts;
    after.deliverables.extend(said.deliverables.iter().cloned());
    after.aliases.extend(said.aliases.iter().cloned());
    if said.volume.is_some() {
        after.volume.clone_from(&said.volume);
    }
    after.mean_wait_hours = said.mean_wait_hours.or(after.mean_wait_hours);
    after.note = joined_notes(&link.note, &one_a_line(draft.notes.clone()));
    let word = |link: &Link| link.latest_verdict(today).map(|(_, verdict)| verdict);
    if let Some((key, verdict)) = said.verdicts.iter().next()
        && word(link) != Some(*verdict)
    {
        // Of one day the worst word counts: what is said now replaces what was said earlier today.
        after.verdicts.retain(|key, _| key.day != today);
        after.verdicts.insert(key.clone(), *verdict);
    }
    after
}

/// The note with the lines of another that it does not hold yet.
fn joined_notes(note: &str, more: &str) -> String {
    let new: Vec<&str> =
        more.lines().filter(|line| !note.lines().any(|own| own.trim() == line.trim())).collect();
    match (note.is_empty(), new.is_empty()) {
        (_, true) => note.to_owned(),
        (true, false) => new.join("\n"),
        (false, false) => format!("{note}\n{}", new.join("\n")),
    }
}

fn verdict_word(verdict: crate::model::Verdict) -> &'static str {
    use crate::model::Verdict;
    match verdict {
        Verdict::Works => "works",
        Verdict::Struggles => "struggles",
        Verdict::Broken => "broken",
    }
}

fn kind_word(kind: ExpectationKind) -> &'static str {
    match kind {
        ExpectationKind::Need => "need",
        ExpectationKind::Want => "want",
    }
}

fn rated_words(ratings: usize) -> String {
    match ratings {
        0 => String::new(),
        1 => ", 1 rating".to_owned(),
        many => format!(", {many} ratings"),
    }
}
