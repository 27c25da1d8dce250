//! Words on a panel: headings, labels, notes, and lines that never push a panel wider.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Label, Response, RichText, Role, Ui, WidgetInfo, vec2};

use super::{Look, STEP};

/// Lays `text` out on one line, cut with an ellipsis at `width`.
#[must_use]
pub fn one_line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Lays `text` out on as many lines as it takes within `width`; words too long for a line are broken.
#[must_use]
pub fn wrapped(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), font, color, width.max(1.0));
    job.break_on_newline = true;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn words_ui(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(font).color(color)).wrap().selectable(false))
}

/// What a panel or a page of it is about.
pub fn heading_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    let response = words_ui(ui, text, look.heading(), look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}

/// The heading of a section, with a hairline above unless it is the first.
pub fn section_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    ui.add_space(STEP);
    let width = ui.available_width();
    let (line, _) = ui.allocate_exact_size(vec2(width, 1.0), egui::Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, look.hair());
    ui.add_space(STEP * 0.5);
    let response = words_ui(ui, text, look.small_strong(), look.soft);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}

/// What people read.
pub fn body_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    words_ui(ui, text, look.body(), look.text)
}

/// Body text with weight.
pub fn strong_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    words_ui(ui, text, look.strong(), look.text)
}

/// A label, a second line, a figure's unit.
pub fn soft_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    words_ui(ui, text, look.small(), look.soft)
}

/// What is wrong with what was typed, under the field.
pub fn problem_ui(ui: &mut Ui, look: &Look, text: &str) -> Response {
    let response = words_ui(ui, text, look.small(), look.problem);
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, text));
    response
}

/// A panel that has nothing to show yet: what it is for, and what to do.
pub fn empty_ui(ui: &mut Ui, look: &Look, title: &str, advice: &str) {
    ui.add_space(STEP * 2.0);
    strong_ui(ui, look, title);
    ui.add_space(STEP * 0.5);
    words_ui(ui, advice, look.body(), look.soft);
    ui.add_space(STEP);
}

/// A row of things beside each other, aligned at the middle, that goes on below when it is full.
pub fn flow_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(contents).inner
}
