//! What `import` says: what was made or changed on the output, what was left out on the error output.

use std::path::Path;

use super::harmless;
use super::wrap::{count, wrap};
use crate::exchange::{Made, NewsKind, Report, SheetRole, TableImport, Totals};
use crate::model::Org;

/// How many changes are listed, unless all are asked for.
const MOST_LISTED: usize = 40;

/// Every row and value that is not in the organisation, by line.
pub(super) fn remarks(report: &Report) -> String {
    // Rows that are missing first, for those a person must look at.
    let (missing, others): (Vec<_>, Vec<_>) =
        report.groups().into_iter().partition(|group| !group.kind.fate_of_row().is_empty());
    let mut page = String::new();
    for group in missing.iter().chain(&others) {
        wrap(&mut page, "", 4, &group.to_string());
    }
    page
}

/// What a new organisation holds, and what became of the rows.
pub(super) fn summary(report: &Report) -> String {
    let mut page = String::new();
    wrap(&mut page, "", 0, &format!("Made: {}.", holdings(report.made).join(", ")));
    for sheet in SheetRole::ALL.into_iter().filter(|sheet| !report.file(*sheet).is_empty()) {
        // The one table is both.
        let is_again = sheet == SheetRole::Ratings && report.file(sheet) == report.file(SheetRole::Links);
        let what = if is_again { ", its ratings" } else { "" };
        wrap(&mut page, "", 4, &format!("{}{what}: {}.", report.file(sheet), rows(report.totals(sheet))));
    }
    page
}

fn holdings(made: Made) -> Vec<String> {
    let mut parts = vec![count(made.teams, "team", "teams")];
    for (number, one, many) in [
        (made.external_customers, "external customer", "external customers"),
        (made.external_suppliers, "external supplier", "external suppliers"),
        (made.departments, "department", "departments"),
    ] {
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    parts.extend([
        count(made.links, "link", "links"),
        count(made.needs, "need", "needs"),
        count(made.wants, "want", "wants"),
        count(made.ratings, "rating", "ratings"),
    ]);
    parts
}

/// `959 rows, 521 made something new, 438 skipped`.
fn rows(totals: Totals) -> String {
    let mut parts = vec![count(totals.rows, "row", "rows")];
    for (number, what) in [
        (totals.made, "made something new"),
        (totals.matched, "repeated another row"),
        (totals.skipped, "skipped"),
    ] {
        if number > 0 {
            parts.push(format!(
                "{} {what}",
                if number == totals.rows { "all".to_owned() } else { number.to_string() }
            ));
        }
    }
    parts.join(", ")
}

/// What a table changes in an organisation: in numbers, then one by one, then what became of the rows.
pub(super) fn changes(
    file: &Path,
    before: &Org,
    after: &Org,
    import: &TableImport,
    list_all: bool,
) -> String {
    let mut page = String::new();
    let changed = import.news.iter().filter(|news| news.kind == NewsKind::Changed).count();
    let new = new_things(Made::of(before), Made::of(after));
    let new = if new.is_empty() { "nothing new".to_owned() } else { format!("new {}", new.join(", ")) };
    let change = match changed {
        0 => "nothing that is there changes".to_owned(),
        1 => "1 thing changes".to_owned(),
        many => format!("{many} things change"),
    };
    wrap(&mut page, "", 4, &format!("Into {}: {new}; {change}.", file.display()));
    let name = import.report.file(SheetRole::Links);
    let most = if list_all { usize::MAX } else { MOST_LISTED };
    for news in import.news.iter().take(most) {
        // Each on one line, however long, for programs that look for one.
        page.push_str(&format!("  {name}:{}: {}\n", news.line, harmless(&news.words)));
    }
    match import.news.len().saturating_sub(most) {
        0 => {}
        more => page.push_str(&format!("  ... and {more} more\n")),
    }
    for (sheet, what) in [(SheetRole::Links, ""), (SheetRole::Ratings, ", its ratings")] {
        let totals = import.report.totals(sheet);
        if !import.report.file(sheet).is_empty() {
            let skipped =
                if totals.skipped == 0 { String::new() } else { format!(", {} skipped", totals.skipped) };
            wrap(&mut page, "", 4, &format!("{name}{what}: {}{skipped}.", count(totals.rows, "row", "rows")));
        }
    }
    page
}

/// What there is more of, in words.
fn new_things(before: Made, after: Made) -> Vec<String> {
    let kinds = [
        (before.teams, after.teams, "team", "teams"),
        (before.external_customers, after.external_customers, "external customer", "external customers"),
        (before.external_suppliers, after.external_suppliers, "external supplier", "external suppliers"),
        (before.links, after.links, "link", "links"),
        (before.needs, after.needs, "need", "needs"),
        (before.wants, after.wants, "want", "wants"),
        (before.ratings, after.ratings, "rating", "ratings"),
    ];
    let more = kinds.into_iter().map(|(before, after, one, many)| (after.saturating_sub(before), one, many));
    more.filter(|(number, ..)| *number > 0).map(|(number, one, many)| count(number, one, many)).collect()
}
