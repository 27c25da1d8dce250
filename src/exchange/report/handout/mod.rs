//! The handout: what everybody who was in the workshop gets the same evening, on two to four sheets.
//!
//! Page one is the map with what the customers get; then what breaks and why, what was decided, who does what, what is not known yet,
//! and what the workshop changed. The report's words and the report's rules: nobody's single rating, comment or name beside a judgement
//! (see `told`). Deliberately absent: pages for teams, complaints, figures: the report has them.

mod changed;
mod decided;
mod map;
mod workshop;

use std::path::Path;

use super::blocks::{Block, Cell, Column, Section, Table, column, section, text};
use super::causes::{Cause, Evidence};
use super::words::{counted, org_name, said};
use super::{Line, ReportFormat, coverage, first_page, html, pdf, told};
use crate::diagnosis::{Diagnosis, FixKind, diagnose};
use crate::model::{Day, Org};
use crate::picture::summary;

pub use map::HandoutMap;

/// The most sheets of A4 that a handout may have.
pub const MOST_SHEETS: usize = 4;

/// What a handout is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandoutFormat {
    /// Sheets of A4.
    Pdf,
    /// One self-contained page for a browser, ready to print.
    Html,
}

impl HandoutFormat {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Html];

    /// The format that the name of a file asks for; upper and lower case are one.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let format = ReportFormat::of_path(path)?;
        Self::ALL.into_iter().find(|own| own.as_report() == format)
    }

    /// The same format of a report.
    #[must_use]
    pub fn as_report(self) -> ReportFormat {
        match self {
            Self::Pdf => ReportFormat::Pdf,
            Self::Html => ReportFormat::Html,
        }
    }
}

/// How the map was when the workshop began.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// The facts then.
    pub org: Org,
    /// What that version is called, as in "What changed since ...".
    pub name: String,
}

/// Everything that a handout says.
#[derive(Clone, Debug)]
pub struct Handout {
    /// The organisation's name.
    pub name: String,
    /// The day it stands for.
    pub today: Day,
    /// The day, and how many links are in which state.
    pub subtitle: String,
    /// The service that the organisation wants to be known for; may be empty.
    pub vision: String,
    /// How external customers are served, the worst served first.
    pub customers: Vec<Line>,
    /// What is to be said of the map, or instead of it; may be empty.
    pub map_note: String,
    /// The map; `None` where there is nothing to draw, or more than a sheet can show.
    pub map: Option<HandoutMap>,
    /// Everything after page one.
    pub(super) sections: Vec<Section>,
}

/// How much is said.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The most rows of each list.
    rows: usize,
    /// The most characters of a sentence.
    characters: usize,
}

/// The fullest first.
const LEVELS: [Level; 4] = [
    Level { rows: 12, characters: 240 },
    Level { rows: 8, characters: 160 },
    Level { rows: 5, characters: 100 },
    Level { rows: 3, characters: 60 },
];

const CAUSES: &[Column] =
    &[column("No.", 5), column("Where", 27), column("How it shows", 38), column("What it does", 34)];

/// The handout of `org`, whose diagnosis is `diagnosis`, with what has changed `since`; as full as [`MOST_SHEETS`] let it be.
#[must_use]
pub fn handout(org: &Org, diagnosis: &Diagnosis, since: Option<&Since>) -> Handout {
    let told = &told(org, diagnosis);
    let (map, map_note) = map::map(org, told);
    let facts = Facts {
        org,
        told,
        evidence: &Evidence::of(org, told),
        since,
        before: since.map(|since| diagnose(&since.org, told.today)),
    };
    let mut handout = Handout {
        name: org_name(org),
        today: told.today,
        subtitle: format!("Workshop handout, {}. {}.", told.today, summary(&told.counts)),
        vision: said(&org.service_vision, 300),
        customers: customers(org, told),
        map_note,
        map,
        sections: Vec::new(),
    };
    for level in LEVELS {
        handout.sections = facts.sections(level);
        if pdf::sheets_of_handout(&handout) <= MOST_SHEETS {
            break;
        }
    }
    handout
}

/// The handout as the bytes of a file.
#[must_use]
pub fn handout_file(handout: &Handout, format: HandoutFormat) -> Vec<u8> {
    match format {
        HandoutFormat::Pdf => pdf::handout_pdf(handout),
        HandoutFormat::Html => html::handout_html(handout).into_bytes(),
    }
}

/// The first few customers; what is left out is counted.
fn customers(org: &Org, told: &Diagnosis) -> Vec<Line> {
    const MOST: usize = 4;
    let mut lines = first_page::customers(org, told);
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    for line in &mut lines {
        line.text = said(&line.text, 160);
    }
    if let (1.., Some(last)) = (more, lines.last_mut()) {
        let words = counted(more, "more external customer", "more external customers");
        last.text = format!("{} And {words}.", last.text);
    }
    lines
}

/// What the sections are made of.
struct Facts<'facts> {
    org: &'facts Org,
    told: &'facts Diagnosis,
    evidence: &'facts Evidence<'facts>,
    since: Option<&'facts Since>,
    before: Option<Diagnosis>,
}

impl Facts<'_> {
    fn sections(&self, level: Level) -> Vec<Section> {
        let mut sections = vec![self.causes(level), self.decided(level), self.actions(level)];
        sections.extend(self.workshop(level));
        sections.push(self.unknown(level));
        if let (Some(since), Some(before)) = (self.since, &self.before) {
            let lines = changed::changed(&since.org, self.org, before, self.told);
            let lines = lines.iter().map(|line| said(line, 2 * level.characters)).collect();
            let title = format!("What changed since {}", said(&since.name, 120));
            sections.push(section("changed", &title, vec![Block::Items(lines)]));
        }
        sections
    }

    fn causes(&self, level: Level) -> Section {
        let roots: Vec<_> = self.told.fixes.iter().filter(|fix| fix.kind == FixKind::Root).collect();
        let title = "What breaks, and why";
        if roots.is_empty() {
            let (_, _, note) = first_page::causes(self.told);
            return section("causes", title, vec![text(note)]);
        }
        let shown = roots.len().min(level.rows);
        let causes: Vec<Cause> = roots.iter().take(shown).map(|fix| self.evidence.cause(fix)).collect();
        let row = |(place, cause): (usize, &Cause)| {
            let short = |words: &str| said(words, level.characters);
            vec![
                Cell::of((place + 1).to_string()),
                Cell::lines([short(&cause.links), short(&cause.role)]),
                Cell::of(short(&cause.seen)),
                Cell::of(short(&cause.does)),
            ]
        };
        let rows = causes.iter().enumerate().map(row).collect();
        let mut blocks = vec![text(self.broken()), Block::Table(Table { columns: CAUSES, rows })];
        blocks.extend(more(roots.len() - shown, "probable cause", "probable causes"));
        let effect = first_page::effect(self.org, self.told, roots.get(..roots.len().min(3)).unwrap_or(&[]));
        blocks.extend((!effect.is_empty()).then(|| text(effect)));
        section("causes", title, blocks)
    }

    /// `11 links are broken. They lead back to 4 probable causes: mend these first.`
    fn broken(&self) -> String {
        let counts = &self.told.counts;
        let broken = counted(counts.broken, "link is broken", "links are broken");
        match (counts.broken, counts.root_groups) {
            (1, _) => format!("{broken}."),
            (_, 1) => format!("{broken}. They lead back to 1 probable cause: mend it first."),
            (_, groups) => format!("{broken}. They lead back to {groups} probable causes: mend these first."),
        }
    }

    fn decided(&self, level: Level) -> Section {
        let mut rows = decided::decided(self.org, self.told, level.characters);
        let left_out = rows.len().saturating_sub(level.rows);
        rows.truncate(level.rows);
        let mut blocks = if rows.is_empty() {
            vec![text("No cause was confirmed or ruled out yet, and no finding was accepted.")]
        } else {
            vec![Block::Table(Table { columns: decided::COLUMNS, rows })]
        };
        blocks.extend(more(left_out, "decision", "decisions"));
        section("decided", "What was decided", blocks)
    }

    fn actions(&self, level: Level) -> Section {
        let (table, all) = workshop::actions(self.org, self.told, level.rows, level.characters);
        let none = || text("No action was agreed yet.");
        let mut blocks = vec![table.unwrap_or_else(none)];
        blocks.extend(more(all.saturating_sub(level.rows), "action", "actions"));
        section("actions", "Who does what", blocks)
    }

    /// What was put aside, and where the dots went that are on no action; nothing where there is neither.
    fn workshop(&self, level: Level) -> Vec<Section> {
        let mut lists = vec![
            ("dots", "Where else the dots went", workshop::dots(self.org, self.told, level.characters)),
            ("parked", "What was parked", workshop::parked(self.org, self.told, level.characters)),
        ];
        lists.retain(|(_, _, lines)| !lines.is_empty());
        let list = |(anchor, title, mut lines): (&str, &str, Vec<String>)| {
            let left_out = lines.len().saturating_sub(level.rows);
            lines.truncate(level.rows);
            if left_out > 0 {
                lines.push(format!("And {left_out} more; the map has them all."));
            }
            section(anchor, title, vec![Block::Items(lines)])
        };
        lists.into_iter().map(list).collect()
    }

    fn unknown(&self, level: Level) -> Section {
        let asked = self.told.questions.iter().take(level.rows.min(6));
        let row = |row| coverage::question(row, self.org);
        let mut lines: Vec<String> = asked
            .map(row)
            .map(|row| said(&format!("{}: {}.", row.ask, row.worth), 2 * level.characters))
            .collect();
        lines.extend(Some(coverage::gaps(self.org, self.told)).filter(|gaps| !gaps.is_empty()));
        let blocks = if lines.is_empty() {
            vec![text("Every link on the map was asked about.")]
        } else {
            vec![Block::Items(lines)]
        };
        section("ask", "What we do not know yet, and whom to ask next", blocks)
    }
}

/// How much is left out.
fn more(left_out: usize, one: &str, many: &str) -> Option<Block> {
    (left_out > 0)
        .then(|| text(format!("And {} more; the report has them all.", counted(left_out, one, many))))
}
