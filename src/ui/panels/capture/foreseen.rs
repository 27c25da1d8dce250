//! What Enter would do, under the line: party by party, need by need; what is wrong; which names look like others.

use egui::{Color32, Frame, Margin, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::session::capture::{CapturePreview, Does, Made, NearDuplicate};
use crate::ui::widgets::{
    Icon, Look, Weight, button_ui, flow_ui, paint_icon, problem_ui, soft_ui, strong_ui, wrapped,
};

/// Things to be made that are named before Enter; the rest is counted.
const NAMED: usize = 6;

/// How the line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Enter was pressed and the line could not be taken.
    pub(super) refused: bool,
    /// Enter was pressed and a new name looks like one on the map.
    pub(super) is_asking: bool,
}

/// Shows what the line comes to. Tells the line to take instead, when a near-duplicate was pointed at.
pub(super) fn foreseen_ui(
    ui: &mut Ui,
    look: &Look,
    preview: &CapturePreview,
    standing: Standing,
) -> Option<String> {
    let frame = Frame::new().inner_margin(Margin::symmetric(6, 4));
    let shown = frame.show(ui, |ui| {
        makes_ui(ui, look, preview.news());
        let mut replacement = None;
        for (place, twin) in preview.near_duplicates.iter().enumerate() {
            let is_asked = standing.is_asking && place == 0;
            replacement = twin_ui(ui, look, twin, is_asked).or(replacement);
        }
        end_ui(ui, look, preview, standing);
        replacement
    });
    shown.inner
}

fn makes_ui<'made>(ui: &mut Ui, look: &Look, news: impl Iterator<Item = &'made Made>) {
    let news: Vec<&Made> = news.collect();
    for made in news.iter().take(NAMED) {
        made_ui(ui, look, made.does, &made.words);
    }
    if news.len() > NAMED {
        soft_ui(ui, look, &format!("and {} more", news.len() - NAMED));
    }
}

/// Whether a new name is meant to be somebody on the map.
pub(super) fn question(twin: &NearDuplicate) -> String {
    format!("Is \u{201c}{}\u{201d} the team \u{201c}{}\u{201d}?", twin.typed, twin.existing_name)
}

fn twin_ui(ui: &mut Ui, look: &Look, twin: &NearDuplicate, is_asked: bool) -> Option<String> {
    let pressed = flow_ui(ui, |ui| {
        let question = question(twin);
        if is_asked {
            let response = strong_ui(ui, look, &question);
            response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &question));
        } else {
            soft_ui(ui, look, &question);
        }
        let weight = if is_asked { Weight::Main } else { Weight::Plain };
        button_ui(ui, look, weight, &format!("Use {}", twin.existing_name)).clicked()
    });
    pressed.then(|| twin.line_with_existing.clone())
}

fn end_ui(ui: &mut Ui, look: &Look, preview: &CapturePreview, standing: Standing) {
    match &preview.problem {
        Some(problem) if standing.refused => problem_ui(ui, look, &problem.message),
        Some(problem) => soft_ui(ui, look, &problem.message),
        None if standing.is_asking => {
            let first = preview.near_duplicates.first().map_or("", |twin| &twin.existing_name);
            soft_ui(ui, look, &format!("Tab: yes, use {first}. Enter: no, this is somebody new."))
        }
        None if preview.edits.is_empty() => soft_ui(ui, look, "All of this is on the map already."),
        None => soft_ui(ui, look, "Enter does it."),
    };
}

fn made_ui(ui: &mut Ui, look: &Look, does: Does, words: &str) {
    let width = ui.available_width();
    let galley = wrapped(ui, words, look.body(), look.text, width - 32.0);
    let size = vec2(width, galley.size().y + 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let icon = if does == Does::Adds { Icon::Plus } else { Icon::Tick };
    paint_icon(ui.painter(), pos2(rect.left() + 14.0, rect.top() + 11.0), 10.0, icon, look.soft);
    ui.painter().galley(pos2(rect.left() + 30.0, rect.top() + 2.0), galley, Color32::PLACEHOLDER);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
