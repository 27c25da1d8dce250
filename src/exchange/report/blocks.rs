//! What follows page one, as headings, sentences and tables: the same for every kind of page.

use super::Report;
use super::causes::Cause;
use super::records::ActionRow;
use super::teams::{TeamLink, TeamPage, Teams};
use super::words::counted;
use crate::diagnosis::{LinkState, with_capital};

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// For links within the report; plain ASCII.
    pub anchor: String,
    /// What it is called.
    pub title: String,
    /// Whether it begins a sheet of its own.
    pub own_sheet: bool,
    /// Whether it is part of the chapter before.
    pub is_nested: bool,
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Text(String),
    /// Lines with a dot before each.
    Items(Vec<String>),
    Table(Table),
}

/// A table; all rows have as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub columns: &'static [Column],
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub title: &'static str,
    /// How wide it is beside the others.
    pub share: u32,
}

/// A cell: a state, then lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub state: Option<LinkState>,
    pub lines: Vec<String>,
}

pub(super) const fn column(title: &'static str, share: u32) -> Column {
    Column { title, share }
}

pub(super) const FIXES: &[Column] = &[
    column("No.", 8),
    column("Where", 24),
    column("How it shows", 36),
    column("What it does", 24),
    column("Cost, plan, decision", 32),
];
const FINDINGS: &[Column] = &[column("Severity", 11), column("Finding", 58), column("Next step", 36)];
pub(super) const ACTIONS: &[Column] =
    &[column("What", 36), column("About", 30), column("Owner", 18), column("Due", 19), column("Status", 15)];
pub(super) const COMPLAINTS: &[Column] = &[
    column("Day", 18),
    column("Customer and words", 42),
    column("Customer answered", 19),
    column("Problem solved", 19),
    column("Cause mended inside", 19),
];
const COVERAGE: &[Column] = &[column("Of", 60), column("Known", 14), column("All", 12), column("Share", 12)];
const QUESTIONS: &[Column] = &[column("Ask", 50), column("What the answer tells", 40)];
const CUSTOMERS: &[Column] =
    &[column("My customer", 24), column("How it goes", 17), column("What it needs and wants of me", 60)];
const SUPPLIERS: &[Column] =
    &[column("My supplier", 24), column("How it goes", 17), column("What I need and want of it", 60)];

impl Cell {
    pub fn of(text: impl Into<String>) -> Self {
        Self { state: None, lines: vec![text.into()] }
    }

    /// The lines that say something.
    pub fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        Self { state: None, lines: lines.into_iter().filter(|line| !line.is_empty()).collect() }
    }
}

/// All chapters after page one and the map.
pub(super) fn sections(report: &Report) -> Vec<Section> {
    let mut sections = vec![fixes(report), findings(report), actions(report)];
    sections.extend((!report.complaints.rows.is_empty()).then(|| complaints(report)));
    sections.push(coverage(report));
    sections.push(teams_intro(&report.teams));
    sections.extend(report.teams.pages.iter().enumerate().map(|(place, page)| team(place, page)));
    sections
}

pub(super) fn section(anchor: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { anchor: anchor.to_owned(), title: title.to_owned(), own_sheet: false, is_nested: false, blocks }
}

pub(super) fn text(text: impl Into<String>) -> Block {
    Block::Text(text.into())
}

/// A table, unless it would be empty; then what is left out.
fn table(columns: &'static [Column], rows: Vec<Vec<Cell>>, left_out: usize, what: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { columns, rows }));
    }
    if left_out > 0 {
        blocks.push(text(format!("And {left_out} more {what}; the report as CSV has them all.")));
    }
    blocks
}

fn fixes(report: &Report) -> Section {
    let row = |(place, cause): (usize, &Cause)| {
        vec![
            Cell::of((place + 1).to_string()),
            Cell::lines([cause.links.clone(), cause.role.clone()]),
            Cell::of(cause.seen.clone()),
            Cell::of(cause.does.clone()),
            Cell::lines(plan_lines(cause)),
        ]
    };
    let rows: Vec<_> = report.fixes.rows.iter().enumerate().map(row).collect();
    let mut blocks = if rows.is_empty() {
        vec![text("No broken link and no suspect is recorded, so there is nothing to put in order here.")]
    } else {
        vec![text(
            "In the order in which mending helps: probable causes first, those that reach most customers on top; then what may be behind the rest.",
        )]
    };
    blocks.extend(table(FIXES, rows, report.fixes.left_out, "rows"));
    Section { own_sheet: true, ..section("fixes", "Fix list", blocks) }
}

/// Cost and plan of a cause, a line each.
pub(super) fn plan_lines(cause: &Cause) -> Vec<String> {
    facts(cause).into_iter().map(|(label, value)| format!("{label}: {value}")).collect()
}

/// Cost and plan of a cause, with what each is called.
pub(super) fn facts(cause: &Cause) -> Vec<(&'static str, &str)> {
    let plan = &cause.plan;
    [
        ("Cost", &cause.cost),
        ("Planned", &plan.action),
        ("Owner", &plan.owner),
        ("Due", &plan.due_text),
        ("Decide", &plan.decision),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (label, value.as_str()))
    .collect()
}

/// The same for page one, where what is missing is shown too.
pub(super) fn facts_and_gaps(cause: &Cause) -> Vec<(&'static str, &str)> {
    let mut facts = facts(cause);
    if cause.cost.is_empty() {
        facts.insert(0, ("Cost", "not stated yet"));
    }
    if cause.plan.action.is_empty() {
        facts.insert(1, ("Planned", "nothing yet"));
    }
    facts
}

fn findings(report: &Report) -> Section {
    let mut blocks = Vec::new();
    for heading in &report.findings {
        let all = heading.rows.len() + heading.left_out;
        blocks.push(Block::Heading(format!("{} ({all})", heading.title)));
        let row = |row: &super::FindingRow| {
            vec![Cell::of(row.severity), Cell::of(row.message.clone()), Cell::of(row.next_step.clone())]
        };
        blocks.extend(table(FINDINGS, heading.rows.iter().map(row).collect(), heading.left_out, "rows"));
    }
    if report.accepted > 0 {
        let accepted = counted(report.accepted, "finding is", "findings are");
        blocks.push(text(format!(
            "{accepted} accepted: somebody has decided to live with it for now. Not listed here."
        )));
    }
    if blocks.is_empty() {
        blocks.push(text("Nothing to report."));
    }
    section("findings", "Findings", blocks)
}

pub(super) fn action_cells(action: &ActionRow) -> Vec<Cell> {
    let due = action.due.map(|day| day.to_string()).unwrap_or_else(|| "no day yet".to_owned());
    let due = if action.is_late { format!("{due} (past)") } else { due };
    let owner = if action.owner.is_empty() { "nobody yet".to_owned() } else { action.owner.clone() };
    vec![
        Cell::of(action.what.clone()),
        Cell::of(action.about.clone()),
        Cell::of(owner),
        Cell::of(due),
        Cell::of(action.status),
    ]
}

fn actions(report: &Report) -> Section {
    let rows: Vec<_> = report.actions.rows.iter().map(action_cells).collect();
    let blocks = if rows.is_empty() {
        vec![text("No action is recorded yet.")]
    } else {
        table(ACTIONS, rows, report.actions.left_out, "actions")
    };
    section("actions", "Actions", blocks)
}

fn complaints(report: &Report) -> Section {
    let row = |row: &super::records::ComplaintRow| {
        let prevented = row.prevented.map(|day| format!("Prevented since {day}")).unwrap_or_default();
        let felt = if row.link.is_empty() { String::new() } else { format!("Felt on {}", row.link) };
        let [answered, solved, mended] = row.stages.clone();
        vec![
            Cell::of(row.day.to_string()),
            Cell::lines([row.customer.clone(), format!("\u{201c}{}\u{201d}", row.words), felt, prevented]),
            Cell::of(answered),
            Cell::of(solved),
            Cell::of(mended),
        ]
    };
    let rows = report.complaints.rows.iter().map(row).collect();
    section("complaints", "Complaints", table(COMPLAINTS, rows, report.complaints.left_out, "complaints"))
}

fn coverage(report: &Report) -> Section {
    let row = |row: &super::coverage::CoverageRow| {
        let percent = row.percent().map(|percent| format!("{percent} %")).unwrap_or_default();
        vec![
            Cell::of(row.what),
            Cell::of(row.known.to_string()),
            Cell::of(row.of.to_string()),
            Cell::of(percent),
        ]
    };
    let mut blocks = table(COVERAGE, report.coverage.iter().map(row).collect(), 0, "");
    if blocks.is_empty() {
        blocks.push(text("Nothing has been asked yet: there is no link on the map."));
    }
    if !report.questions.rows.is_empty() {
        blocks.push(Block::Heading("Ask next".to_owned()));
        let row = |row: &super::coverage::QuestionRow| {
            vec![Cell::of(row.ask.clone()), Cell::of(with_capital(&row.worth) + ".")]
        };
        let rows = report.questions.rows.iter().map(row).collect();
        blocks.extend(table(QUESTIONS, rows, report.questions.left_out, "questions"));
    }
    section("coverage", "What is known, and whom to ask", blocks)
}

pub(super) fn teams_intro(teams: &Teams) -> Section {
    let mut sentences = Vec::new();
    if teams.pages.is_empty() {
        sentences.push("No team has a page yet: what customers need is not written down so far.".to_owned());
    } else {
        let pages = counted(teams.pages.len(), "team has a page", "teams have a page");
        sentences.push(format!("{pages}: whom it serves and what they need, who serves it and what it needs, and how its work reaches a customer."));
    }
    if teams.without_records > 0 && !teams.pages.is_empty() {
        let without =
            counted(teams.without_records, "team without records has", "teams without records have");
        sentences.push(format!("{without} no page."));
    }
    if teams.left_out > 0 {
        let left_out = counted(teams.left_out, "more team has", "more teams have");
        sentences.push(format!(
            "{left_out} none here: a report holds at most {} such pages.",
            super::teams::MOST_PAGES
        ));
    }
    section("teams", "Team pages", vec![text(sentences.join(" "))])
}

pub(super) fn team(place: usize, page: &TeamPage) -> Section {
    let mut blocks = vec![text(page.line_of_sight.clone())];
    let links = |heading: &str, columns, links: &[TeamLink], more: usize, none: &str| {
        let row = |link: &TeamLink| {
            vec![
                Cell::of(link.other.clone()),
                Cell { state: Some(link.state), lines: vec![link.state.word().to_owned()] },
                Cell::lines(link.expectations.clone()),
            ]
        };
        let mut blocks = vec![Block::Heading(heading.to_owned())];
        if links.is_empty() {
            blocks.push(text(none));
        } else {
            blocks.push(Block::Table(Table { columns, rows: links.iter().map(row).collect() }));
        }
        if more > 0 {
            blocks.push(text(format!("And {more} more.")));
        }
        blocks
    };
    blocks.extend(links(
        "My customers, and what they need",
        CUSTOMERS,
        &page.customers,
        page.more_customers,
        "No customer is on the map yet.",
    ));
    blocks.extend(links(
        "My suppliers, and what I need",
        SUPPLIERS,
        &page.suppliers,
        page.more_suppliers,
        "No supplier is on the map yet.",
    ));
    if !page.actions.is_empty() {
        blocks.push(Block::Heading("What is to be done".to_owned()));
        blocks.push(Block::Table(Table {
            columns: ACTIONS,
            rows: page.actions.iter().map(action_cells).collect(),
        }));
    }
    Section {
        anchor: format!("team-{}", place + 1),
        title: page.name.clone(),
        own_sheet: true,
        is_nested: true,
        blocks,
    }
}
