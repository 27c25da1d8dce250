//! The report as Markdown: headings, lists, pipe tables. Plain enough for any reader, a wiki or a diff.
//!
//! Whatever people typed is escaped, so that it can neither become markup nor break a table. Deliberately absent: the map.

use super::blocks::{Block, Cell, Section, Table, facts_and_gaps, sections};
use super::first_page::FirstPage;
use super::{Report, causes::Cause};

/// The report as text.
pub(super) fn markdown(report: &Report) -> String {
    let mut page = String::new();
    first_page(&mut page, &report.first_page);
    for section in &sections(report) {
        chapter(&mut page, section);
    }
    page
}

fn paragraph(page: &mut String, text: &str) {
    if !text.is_empty() {
        page.push_str(&escaped(text));
        page.push_str("\n\n");
    }
}

fn heading(page: &mut String, level: usize, text: &str) {
    page.push_str(&"#".repeat(level));
    page.push(' ');
    page.push_str(&escaped(text));
    page.push_str("\n\n");
}

fn item(page: &mut String, text: &str) {
    page.push_str("- ");
    page.push_str(&escaped(text));
    page.push('\n');
}

fn first_page(page: &mut String, first: &FirstPage) {
    heading(page, 1, &first.title);
    paragraph(page, &first.subtitle);
    paragraph(page, &first.vision);
    heading(page, 2, "What the customer gets");
    for line in &first.customers {
        item(page, &line.text);
    }
    end_list(page, !first.customers.is_empty());
    paragraph(page, &first.customers_note);
    paragraph(page, &first.complaints);
    heading(page, 2, first.causes_heading);
    paragraph(page, first.causes_reading);
    for (place, cause) in first.causes.iter().enumerate() {
        one_cause(page, place + 1, cause);
    }
    paragraph(page, &first.effect);
    paragraph(page, &first.causes_note);
    if !first.unknown.is_empty() {
        heading(page, 2, "What we do not know");
        first.unknown.iter().for_each(|line| item(page, line));
        end_list(page, true);
    }
    if !first.well.is_empty() {
        heading(page, 2, "What works well");
        paragraph(page, &first.well);
    }
}

fn end_list(page: &mut String, has_items: bool) {
    if has_items {
        page.push('\n');
    }
}

fn one_cause(page: &mut String, number: usize, cause: &Cause) {
    heading(page, 3, &format!("{number}. {}", cause.links));
    for text in [&cause.role, &cause.seen, &cause.does] {
        paragraph(page, text);
    }
    let facts = facts_and_gaps(cause);
    for (label, value) in &facts {
        item(page, &format!("{label}: {value}"));
    }
    end_list(page, !facts.is_empty());
}

fn chapter(page: &mut String, section: &Section) {
    let level = if section.is_nested { 3 } else { 2 };
    heading(page, level, &section.title);
    for block in &section.blocks {
        match block {
            Block::Heading(text) => heading(page, level + 1, text),
            Block::Text(text) => paragraph(page, text),
            Block::Items(lines) => {
                lines.iter().for_each(|line| item(page, line));
                end_list(page, !lines.is_empty());
            }
            Block::Table(rows) => table(page, rows),
        }
    }
}

fn table(page: &mut String, table: &Table) {
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title).collect();
    page.push_str(&format!("| {} |\n|{}\n", titles.join(" | "), " --- |".repeat(titles.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        page.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    page.push('\n');
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(|line| escaped(line)).collect();
    lines.join("<br>")
}

/// Words that stay words: whatever Markdown or HTML would read as a sign stands behind a backslash or as an entity.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    // A line that begins like a list item or a rule; at the end of a number it would be one too.
    if escaped.starts_with(['-', '+', '=']) {
        escaped.insert(0, '\\');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn words_stay_words() {
        for (text, expected) in [
            ("plain words, 95 %", "plain words, 95 %"),
            ("a|b", "a\\|b"),
            ("<script>", "&lt;script&gt;"),
            ("[x](http://y)", "\\[x\\](http://y)"),
            ("- x", "\\- x"),
            ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
