//! The report: one page for a director, then the fix list, findings, actions, complaints, coverage and a page for each team.
//!
//! [`report`] makes all content and wording, once; each writer only sets it: `html`, `markdown`, `csv`, `pdf`. The same facts and
//! the same day give the same bytes. Nobody's single rating, comment or name beside a judgement is in it (see `told`).
//! Deliberately absent: files, clocks, and anything that is not recorded: no estimate, no score of a report's own.

mod blocks;
mod causes;
mod coverage;
mod csv;
mod first_page;
pub mod handout;
mod html;
mod map;
mod markdown;
mod marks;
mod paper;
mod pdf;
mod records;
mod style;
mod teams;
mod told;
mod words;

use std::path::Path;

use crate::diagnosis::{Class, Diagnosis, Finding, Row, rows};
use crate::model::{Day, LinkId, Org};
use crate::picture::{DisplayList, summary};

pub use causes::{Cause, Plan};
pub use coverage::{CoverageRow, QuestionRow};
pub use first_page::{FirstPage, Line};
pub use records::{ActionRow, ComplaintRow};
pub use teams::{TeamLink, TeamPage, Teams};
pub use words::services;

pub(super) use html::map_page;

pub(crate) use causes::Evidence;
pub(crate) use first_page::{customers, unknown};
pub(crate) use told::told;

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportFormat {
    /// One self-contained page for a browser, ready to print.
    Html,
    /// Text with headings and tables.
    Markdown,
    /// One table for spreadsheets, with everything that lists hold.
    Csv,
    /// Sheets of A4.
    Pdf,
}

impl ReportFormat {
    /// The format that the name of a file asks for; upper and lower case are one.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension().unwrap_or_default();
        Self::ALL.into_iter().find(|format| extension.eq_ignore_ascii_case(format.extension()))
    }

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Html, Self::Markdown, Self::Csv, Self::Pdf];

    /// How the name of such a file ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }
}

/// Part of a list, and how much of it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The first rows.
    pub rows: Vec<T>,
    /// How many more there are.
    pub left_out: usize,
}

impl<T> Listed<T> {
    /// The first `most` of `rows`.
    fn first(mut rows: Vec<T>, most: usize) -> Self {
        let left_out = rows.len().saturating_sub(most);
        rows.truncate(most);
        Self { rows, left_out }
    }
}

/// Findings under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingList {
    /// The heading.
    pub title: &'static str,
    /// Those with one cause together.
    pub rows: Vec<FindingRow>,
    /// How many more rows there are.
    pub left_out: usize,
}

/// One or several findings with one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// The worst among them, in a word.
    pub severity: &'static str,
    /// In plain language.
    pub message: String,
    /// What to do next.
    pub next_step: String,
    /// The links that it is about.
    pub links: Vec<String>,
}

/// Everything that a report says.
#[derive(Clone, Debug)]
pub struct Report {
    /// The organisation's name.
    pub name: String,
    /// The day it stands for.
    pub today: Day,
    /// How many links are in which state, in a sentence without a full stop.
    pub summary: String,
    /// How each external customer is served, the worst served first: all of them.
    pub customers: Vec<Line>,
    /// Page one.
    pub first_page: FirstPage,
    /// The map; `None` where there is nothing to draw, or more than a sheet can show.
    pub map: Option<DisplayList>,
    /// What helps most, first.
    pub fixes: Listed<Cause>,
    /// All findings that nobody has accepted, under their headings.
    pub findings: Vec<FindingList>,
    /// Findings that somebody has decided to live with: in no list.
    pub accepted: usize,
    /// What people agreed to do.
    pub actions: Listed<ActionRow>,
    /// What external customers complained of.
    pub complaints: Listed<ComplaintRow>,
    /// How far the asking has come.
    pub coverage: Vec<CoverageRow>,
    /// Whom to ask next.
    pub questions: Listed<QuestionRow>,
    /// A page for each team.
    pub teams: Teams,
}

/// The most rows of each list on pages. The table for spreadsheets has them all.
const MOST_ROWS: usize = 200;
/// The most questions on pages: nobody asks more before the next report.
const MOST_QUESTIONS: usize = 20;

/// Everything that can be reported of `org`, whose diagnosis is `diagnosis`, for `format`.
#[must_use]
pub fn report(org: &Org, diagnosis: &Diagnosis, format: ReportFormat) -> Report {
    let told = &told(org, diagnosis);
    let is_table = format == ReportFormat::Csv;
    let most = if is_table { usize::MAX } else { MOST_ROWS };
    let most_questions = if is_table { usize::MAX } else { MOST_QUESTIONS };
    let evidence = Evidence::of(org, told);
    let coverage = coverage::coverage(org, told);
    let fixes = told.fixes.iter().take(most).map(|fix| evidence.cause(fix)).collect();
    let questions =
        told.questions.iter().take(most_questions).map(|row| coverage::question(row, org)).collect();
    Report {
        name: words::org_name(org),
        today: told.today,
        summary: summary(&told.counts),
        customers: customers(org, told),
        first_page: first_page::first_page(org, told, &evidence, pdf::fits),
        map: if matches!(format, ReportFormat::Html | ReportFormat::Pdf) {
            map::map(org, told)
        } else {
            None
        },
        fixes: Listed { left_out: told.fixes.len().saturating_sub(most), rows: fixes },
        findings: if is_table { each_finding(org, told) } else { headings(org, told, most) },
        accepted: told.findings.iter().filter(|finding| finding.accepted).count(),
        actions: Listed::first(records::actions(org, told), most),
        complaints: Listed::first(records::complaints(org, told.today), most),
        coverage,
        questions: Listed { left_out: told.questions.len().saturating_sub(most_questions), rows: questions },
        teams: if is_table { Teams::default() } else { teams::teams(org, told) },
    }
}

/// The report as the bytes of a file.
#[must_use]
pub fn written(report: &Report, format: ReportFormat) -> Vec<u8> {
    match format {
        ReportFormat::Html => html::html(report).into_bytes(),
        ReportFormat::Markdown => markdown::markdown(report).into_bytes(),
        ReportFormat::Csv => csv::csv(report).into_bytes(),
        ReportFormat::Pdf => pdf::pdf(report),
    }
}

/// The findings as on the screen: under four headings, those with one cause together.
fn headings(org: &Org, diagnosis: &Diagnosis, most: usize) -> Vec<FindingList> {
    let headings = rows(diagnosis, org);
    let row = |row: Row| FindingRow {
        severity: row.severity.code(),
        message: words::said(&row.text, words::MESSAGE).replace(" -> ", " \u{2192} "),
        next_step: words::said(&row.next_step, words::MESSAGE),
        links: link_names(org, &row.links),
    };
    [
        ("Fix first", headings.fix_first),
        ("Look at", headings.look_at),
        ("Good to know", headings.good_to_know),
        ("Shape of the map", headings.shape_of_the_map),
    ]
    .into_iter()
    .filter(|(_, rows)| !rows.is_empty())
    .map(|(title, rows)| {
        let Listed { rows, left_out } = Listed::first(rows, most);
        FindingList { title, rows: rows.into_iter().map(row).collect(), left_out }
    })
    .collect()
}

/// Every finding by itself, by severity.
fn each_finding(org: &Org, diagnosis: &Diagnosis) -> Vec<FindingList> {
    let row = |finding: &Finding| FindingRow {
        severity: finding.severity.code(),
        message: finding.message(),
        next_step: finding.next_step().into_owned(),
        links: link_names(org, finding.links()),
    };
    let classes = [
        ("problem", Class::Problem),
        ("gap", Class::Gap),
        ("structure", Class::Structure),
        ("good", Class::Good),
    ];
    let of_class = |(title, class): (&'static str, Class)| {
        let rows = diagnosis
            .findings
            .iter()
            .filter(|finding| finding.class == class && !finding.accepted)
            .map(|finding| row(finding))
            .collect();
        FindingList { title, rows, left_out: 0 }
    };
    classes.into_iter().map(of_class).collect()
}

/// The first few links by name; a finding about a whole region names thousands.
fn link_names(org: &Org, links: &[LinkId]) -> Vec<String> {
    const MOST: usize = 12;
    links.iter().take(MOST).map(|id| words::link(org, id)).collect()
}
