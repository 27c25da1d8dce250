//! The map as a page of its own: the picture in its own size, then who serves whom for each team that is drawn.

use super::{Page, escaped, letters_of};
use crate::diagnosis::Diagnosis;
use crate::exchange::report::blocks::{team, teams_intro};
use crate::exchange::report::teams::teams_among;
use crate::exchange::report::words::{counted, org_name};
use crate::exchange::svg::{characters, inline};
use crate::model::Org;
use crate::picture::{DisplayList, Shown, Theme, summary};

/// The picture fits the width of the browser's window, but is not shown smaller than this share of its own size: its words stay legible.
const SMALLEST: f64 = 0.6;

/// A map page: `list` is what is `shown` of `org`, in the colours of `theme`.
pub(in crate::exchange) fn map_page(
    org: &Org,
    diagnosis: &Diagnosis,
    shown: &Shown,
    list: &DisplayList,
    theme: &Theme,
) -> String {
    let teams = teams_among(org, diagnosis, |id| shown.place_of(id).is_some());
    let (name, summary) = (org_name(org), summary(&diagnosis.counts));
    let mut body = Page(String::new());
    body.symbols();
    // The sheet bears name, day and summary for the eye.
    body.element("h1", " class=\"spoken\"", &name);
    let left_out = left_out(shown);
    if !left_out.is_empty() {
        body.element("p", " class=\"note\"", &left_out);
    }
    let width = list.bounds.width().ceil().max(1.0);
    let least = (width * SMALLEST).ceil();
    body.line(format!(
        "<figure class=\"whole\" tabindex=\"0\" role=\"region\" aria-label=\"The map\" style=\"background:{}\">",
        theme.canvas
    ));
    body.line(format!("<div style=\"min-width:{least}px;max-width:{width}px\">"));
    body.line(inline(list, &summary).trim_end());
    body.line("</div>");
    body.line("</figure>");
    body.line("<main>");
    body.section(&teams_intro(&teams));
    if teams.pages.len() > 1 {
        body.line("<nav aria-label=\"Teams\">");
        body.line("<ul>");
        for (place, page) in teams.pages.iter().enumerate() {
            let anchor = team(place, page).anchor;
            body.line(format!("<li><a href=\"#{anchor}\">{}</a></li>", escaped(&page.name)));
        }
        body.line("</ul>");
        body.line("</nav>");
    }
    for (place, page) in teams.pages.iter().enumerate() {
        body.section(&team(place, page));
    }
    body.line("</main>");
    let title = format!("{name}, as of {}", diagnosis.today);
    Page::whole(&title, &letters_of([characters(list)], &body.0), &body.0)
}

/// What of the map is not on the page, in words; empty when all of it is.
fn left_out(shown: &Shown) -> String {
    if shown.hidden() == 0 {
        return String::new();
    }
    let all = shown.parties() + shown.hidden();
    format!(
        "{} of {all} on the map are shown, {} left out.",
        counted(shown.parties(), "party", "parties"),
        shown.hidden()
    )
}
