//! The report as one table for spreadsheets: every fix, finding, action, complaint, question and number, each with its section.
//!
//! RFC 4180, in UTF-8 with the mark by which spreadsheets know it. A cell that a spreadsheet would run as a formula begins with
//! an apostrophe. Deliberately absent: page one, the map and the pages of teams; those are for reading.

use super::Report;
use super::causes::Cause;

/// The columns; they stay as they are.
const HEADERS: [&str; 12] = [
    "section",
    "number",
    "severity",
    "what",
    "links",
    "next_step",
    "owner",
    "due",
    "status",
    "cost",
    "count",
    "of",
];

/// A row by column; what does not apply is empty.
#[derive(Default)]
struct Line<'a> {
    section: &'a str,
    number: usize,
    severity: &'a str,
    what: String,
    links: String,
    next_step: String,
    owner: &'a str,
    due: String,
    status: String,
    cost: &'a str,
    count: Option<usize>,
    of: Option<usize>,
}

/// The report as a table.
pub(super) fn csv(report: &Report) -> String {
    let mut table = Table(String::from("\u{FEFF}"));
    table.row(HEADERS.map(str::to_owned));
    let customers = report.customers.iter().enumerate();
    customers.for_each(|(place, line)| {
        let status = line.state.word().to_owned();
        table.line(Line {
            section: "customer",
            number: place + 1,
            what: line.text.clone(),
            status,
            ..Line::default()
        });
    });
    report.fixes.rows.iter().enumerate().for_each(|(place, cause)| table.line(fix(place + 1, cause)));
    table.findings(report);
    table.records(report);
    for (place, row) in report.coverage.iter().enumerate() {
        let (count, of) = (Some(row.known), Some(row.of));
        let what = row.what.to_owned();
        table.line(Line { section: "coverage", number: place + 1, what, count, of, ..Line::default() });
    }
    if report.accepted > 0 {
        let (what, count) = ("findings accepted and not listed".to_owned(), Some(report.accepted));
        table.line(Line {
            section: "coverage",
            number: report.coverage.len() + 1,
            what,
            count,
            ..Line::default()
        });
    }
    for (place, row) in report.questions.rows.iter().enumerate() {
        table.line(Line {
            section: "question",
            number: place + 1,
            what: row.ask.clone(),
            links: row.link.clone(),
            next_step: row.worth.clone(),
            count: Some(row.gain),
            ..Line::default()
        });
    }
    table.0
}

fn fix(number: usize, cause: &Cause) -> Line<'_> {
    Line {
        section: "fix",
        number,
        severity: cause.severity,
        what: sentences(&[&cause.role, &cause.seen, &cause.does]),
        links: cause.links.clone(),
        next_step: sentences(&[&cause.plan.action, &cause.plan.decision]),
        owner: &cause.plan.owner,
        due: cause.plan.due.map(|day| day.to_string()).unwrap_or_default(),
        cost: &cause.cost,
        ..Line::default()
    }
}

/// Those that say something, one after the other.
fn sentences(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let stop = if text.is_empty() || text.ends_with(['.', '?', '!']) { "" } else { "." };
        let space = if text.is_empty() { "" } else { " " };
        text.extend([stop, space, part]);
    }
    text
}

struct Table(String);

impl Table {
    fn findings(&mut self, report: &Report) {
        for list in &report.findings {
            for (place, row) in list.rows.iter().enumerate() {
                self.line(Line {
                    section: "finding",
                    number: place + 1,
                    severity: row.severity,
                    what: row.message.clone(),
                    links: row.links.join("; "),
                    next_step: row.next_step.clone(),
                    status: list.title.to_owned(),
                    ..Line::default()
                });
            }
        }
    }

    fn records(&mut self, report: &Report) {
        for (place, row) in report.actions.rows.iter().enumerate() {
            self.line(Line {
                section: "action",
                number: place + 1,
                what: row.what.clone(),
                links: row.about.clone(),
                owner: &row.owner,
                due: row.due.map(|day| day.to_string()).unwrap_or_default(),
                status: row.status.to_owned(),
                ..Line::default()
            });
        }
        for (place, row) in report.complaints.rows.iter().enumerate() {
            let [answered, solved, mended] = &row.stages;
            self.line(Line {
                section: "complaint",
                number: place + 1,
                what: format!("{} ({}): {}", row.customer, row.day, row.words),
                links: row.link.clone(),
                status: format!(
                    "customer answered: {answered}; problem solved: {solved}; cause mended inside: {mended}"
                ),
                ..Line::default()
            });
        }
    }

    fn line(&mut self, line: Line<'_>) {
        let number = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_default();
        self.row([
            line.section.to_owned(),
            line.number.to_string(),
            line.severity.to_owned(),
            line.what,
            line.links,
            line.next_step,
            line.owner.to_owned(),
            line.due,
            line.status,
            line.cost.to_owned(),
            number(line.count),
            number(line.of),
        ]);
    }

    fn row(&mut self, cells: [String; 12]) {
        let cells = cells.map(|cell| quoted(&cell));
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }
}

/// A cell that no spreadsheet runs.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    if guard.is_empty() && !cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        return cell.to_owned();
    }
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_run() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("+x", "\"'+x\""),
            ("-x", "\"'-x\""),
            ("@x", "\"'@x\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), expected, "{cell:?}");
        }
    }
}
