//! The handout as a page: the map first, then the sections.

use super::{Page, escaped, letters_of, state};
use crate::exchange::report::handout::Handout;
use crate::exchange::svg::{characters, inline};
use crate::picture::{ThemeName, legend};

/// How many columns the legend has on the page.
const LEGEND_COLUMNS: usize = 4;

/// The handout as a page.
pub(in crate::exchange::report) fn handout_html(handout: &Handout) -> String {
    let key = legend(ThemeName::Light.theme(), LEGEND_COLUMNS);
    let mut body = Page(String::new());
    body.symbols();
    body.line("<main class=\"handout\">");
    let wide = if handout.map.as_ref().is_none_or(|map| map.is_wide()) { " wide" } else { "" };
    body.line(format!("<article class=\"sheet first{wide}\" aria-labelledby=\"title\">"));
    body.line("<header>");
    body.element("h1", " id=\"title\"", &handout.name);
    body.element("p", " class=\"soft\"", &handout.subtitle);
    body.some("p", " class=\"vision\"", &handout.vision);
    body.line("</header>");
    if !handout.customers.is_empty() {
        body.line("<ul class=\"customers\">");
        for line in &handout.customers {
            body.line(format!("<li>{}{}</li>", state(line.state, ""), escaped(&line.text)));
        }
        body.line("</ul>");
    }
    body.some("p", " class=\"soft\"", &handout.map_note);
    if let Some(map) = &handout.map {
        body.line("<figure>");
        body.line(inline(&map.list, &handout.subtitle).trim_end());
        body.line("<figcaption>");
        body.line(inline(&key, "What the lines and boxes mean").trim_end());
        body.line("</figcaption>");
        body.line("</figure>");
    }
    body.line("</article>");
    for section in &handout.sections {
        body.section(section);
    }
    body.line("</main>");
    let drawn = handout.map.as_ref().map(|map| characters(&map.list)).unwrap_or_default();
    let keyed = characters(&key);
    let title = format!("{}, workshop handout, {}", handout.name, handout.today);
    Page::whole(&title, &letters_of([drawn, keyed], &body.0), &body.0)
}
