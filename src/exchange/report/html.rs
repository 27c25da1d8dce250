//! The report as one HTML file: no script, no request to anywhere, fonts and map inside; made to be printed on A4.
//!
//! Well-formed as XML too, so that a test can read it. Every word is escaped. Deliberately absent: anything that moves.

mod handout;
mod map_page;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::blocks::{Block, Cell, Section, Table, facts_and_gaps, sections};
use super::causes::Cause;
use super::first_page::FirstPage;
use super::marks::{self, mark};
use super::{Report, style};
use crate::diagnosis::LinkState;
use crate::exchange::svg::{self, characters, elements, font_faces, inline};
use crate::picture::text::Weight;

pub(super) use handout::handout_html;
pub(in crate::exchange) use map_page::map_page;

const STATES: [LinkState; 4] = [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound];

/// The report as a page.
pub(super) fn html(report: &Report) -> String {
    let sections = sections(report);
    let mut body = Page(String::new());
    body.symbols();
    body.line("<main>");
    body.first_page(&report.first_page);
    body.contents(report, &sections);
    if let Some(map) = &report.map {
        body.line("<section class=\"chapter sheet wide\" id=\"map\" aria-label=\"The map\">");
        body.line(inline(map, &report.summary).trim_end());
        body.line("</section>");
    }
    for section in &sections {
        body.section(section);
    }
    body.line("</main>");
    let drawn = report.map.as_ref().map(characters).unwrap_or_default();
    let title = format!("{}, as of {}", report.name, report.today);
    Page::whole(&title, &letters_of([drawn], &body.0), &body.0)
}

/// The letters of each weight.
type Letters = BTreeMap<Weight, BTreeSet<char>>;

/// The letters that the fonts must have: those of the words on the page, in both weights, and those of what is drawn.
fn letters_of(drawn: impl IntoIterator<Item = Letters>, body: &str) -> Letters {
    let mut letters = Letters::new();
    for (weight, used) in drawn.into_iter().flatten() {
        letters.entry(weight).or_default().extend(used);
    }
    let on_page: BTreeSet<char> = body.chars().chain(' '..='~').collect();
    for weight in [Weight::Regular, Weight::SemiBold] {
        letters.entry(weight).or_default().extend(&on_page);
    }
    letters
}

struct Page(String);

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
    }

    fn element(&mut self, tag: &str, attributes: &str, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "<{tag}{attributes}>{}</{tag}>", escaped(text));
    }

    /// An element, unless it would be empty.
    fn some(&mut self, tag: &str, attributes: &str, text: &str) {
        if !text.is_empty() {
            self.element(tag, attributes, text);
        }
    }

    /// A page called `title` around `body`, with the fonts for these letters.
    fn whole(title: &str, letters: &Letters, body: &str) -> String {
        let mut page = Self(String::new());
        page.head(title, letters);
        page.line("<body>");
        page.0.push_str(body);
        page.line("</body>");
        page.line("</html>");
        page.0
    }

    fn head(&mut self, title: &str, letters: &Letters) {
        self.line("<!DOCTYPE html>");
        self.line("<html lang=\"en\">");
        self.line("<head>");
        self.line("<meta charset=\"utf-8\"/>");
        self.line(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:\"/>",
        );
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        self.element("title", "", title);
        self.line("<style>");
        self.line(font_faces(letters).trim_end());
        self.line(style::style());
        self.line("</style>");
        self.line("</head>");
    }

    /// The drawings of the states, once; the rest of the page points at them.
    fn symbols(&mut self) {
        self.line("<svg class=\"symbols\" xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\">");
        for state in STATES {
            let (code, shapes) = (state.code(), elements(&mark(state)));
            self.line(format!("<symbol id=\"{code}\" viewBox=\"0 0 {} {}\">", marks::WIDTH, marks::HEIGHT));
            self.line(shapes.trim_end());
            self.line("</symbol>");
        }
        self.line("</svg>");
    }

    fn first_page(&mut self, page: &FirstPage) {
        self.line("<article class=\"sheet first\" aria-labelledby=\"title\">");
        self.line("<header>");
        self.element("h1", " id=\"title\"", &page.title);
        self.element("p", " class=\"soft\"", &page.subtitle);
        self.some("p", " class=\"vision\"", &page.vision);
        self.line("</header>");
        self.element("h2", "", "What the customer gets");
        if !page.customers.is_empty() {
            self.line("<ul class=\"customers\">");
            for line in &page.customers {
                let state = state(line.state, "");
                self.line(format!("<li>{state}{}</li>", escaped(&line.text)));
            }
            self.line("</ul>");
        }
        self.some("p", "", &page.customers_note);
        self.some("p", "", &page.complaints);
        self.element("h2", "", page.causes_heading);
        self.some("p", " class=\"soft\"", page.causes_reading);
        if !page.causes.is_empty() {
            self.line("<ol class=\"causes\">");
            page.causes.iter().for_each(|cause| self.cause(cause));
            self.line("</ol>");
        }
        self.some("p", "", &page.effect);
        self.some("p", "", &page.causes_note);
        if !page.unknown.is_empty() {
            self.element("h2", "", "What we do not know");
            self.line("<ul>");
            page.unknown.iter().for_each(|line| self.element("li", "", line));
            self.line("</ul>");
        }
        if !page.well.is_empty() {
            self.element("h2", "", "What works well");
            self.element("p", "", &page.well);
        }
        self.line("</article>");
    }

    fn cause(&mut self, cause: &Cause) {
        self.line("<li>");
        self.line("<div>");
        self.element("h3", "", &cause.links);
        self.element("p", " class=\"role\"", &cause.role);
        self.some("p", "", &cause.seen);
        self.some("p", "", &cause.does);
        self.line("</div>");
        let facts = facts_and_gaps(cause);
        if !facts.is_empty() {
            self.line("<dl>");
            for (label, value) in facts {
                let strong = if label == "Decide" { " class=\"decide\"" } else { "" };
                self.element("dt", "", label);
                self.element("dd", strong, value);
            }
            self.line("</dl>");
        }
        self.line("</li>");
    }

    /// What else there is, for readers on a screen.
    fn contents(&mut self, report: &Report, sections: &[Section]) {
        self.line("<nav aria-label=\"Chapters\">");
        self.line("<ul>");
        let link = |page: &mut Self, anchor: &str, title: &str| {
            page.line(format!("<li><a href=\"#{anchor}\">{}</a></li>", escaped(title)));
        };
        if report.map.is_some() {
            link(self, "map", "The map");
        }
        for section in sections.iter().filter(|section| !section.is_nested) {
            link(self, &section.anchor, &section.title);
        }
        self.line("</ul>");
        self.line("</nav>");
    }

    fn section(&mut self, section: &Section) {
        let (level, inner) = if section.is_nested { ("h3", "h4") } else { ("h2", "h3") };
        let class = if section.own_sheet { "chapter sheet" } else { "chapter" };
        let anchor = &section.anchor;
        self.line(format!("<section class=\"{class}\" id=\"{anchor}\" aria-labelledby=\"{anchor}-title\">"));
        self.element(level, &format!(" class=\"title\" id=\"{anchor}-title\""), &section.title);
        let mut caption = section.title.as_str();
        for block in &section.blocks {
            match block {
                Block::Heading(heading) => {
                    caption = heading;
                    self.element(inner, "", heading);
                }
                Block::Text(text) => self.some("p", "", text),
                Block::Items(lines) => {
                    self.line("<ul>");
                    lines.iter().for_each(|line| self.element("li", "", line));
                    self.line("</ul>");
                }
                Block::Table(table) => self.table(table, caption),
            }
        }
        self.line("</section>");
    }

    fn table(&mut self, table: &Table, caption: &str) {
        self.line("<table>");
        self.element("caption", "", caption);
        let all: u32 = table.columns.iter().map(|column| column.share).sum();
        self.line("<colgroup>");
        for column in table.columns {
            self.line(format!("<col style=\"width:{}%\"/>", column.share * 100 / all.max(1)));
        }
        self.line("</colgroup>");
        self.line("<thead>");
        self.line("<tr>");
        table.columns.iter().for_each(|column| self.element("th", " scope=\"col\"", column.title));
        self.line("</tr>");
        self.line("</thead>");
        self.line("<tbody>");
        for row in &table.rows {
            self.line("<tr>");
            row.iter().for_each(|cell| self.cell(cell));
            self.line("</tr>");
        }
        self.line("</tbody>");
        self.line("</table>");
    }

    fn cell(&mut self, cell: &Cell) {
        let lines: Vec<String> = cell.lines.iter().map(|line| escaped(line)).collect();
        let text = lines.join("<br/>");
        match cell.state {
            Some(judged) => self.line(format!("<td>{}</td>", state(judged, &text))),
            None => self.line(format!("<td>{text}</td>")),
        }
    }
}

/// Words fit for the page; an arrow and a per cent sign stay with what stands before them.
fn escaped(text: &str) -> String {
    svg::escaped(text).replace(" \u{2192}", "\u{a0}\u{2192}").replace(" %", "\u{a0}%")
}

/// The drawing of a state, and words in its colour.
fn state(state: LinkState, words: &str) -> String {
    let code = state.code();
    let drawing = format!("<svg class=\"mark\" aria-hidden=\"true\"><use href=\"#{code}\"/></svg>");
    let words =
        if words.is_empty() { String::new() } else { format!("<span class=\"{code}\">{words}</span>") };
    drawing + &words
}
