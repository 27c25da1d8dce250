//! The bar that says what of the map is not drawn, for as long as something is not, and leads back.
//!
//! Deliberately absent: what the part is; that is the session's to know.

use egui::{CornerRadius, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Frame;
use crate::session::Session;
use crate::ui::Sink;
use crate::ui::actions::{Action, entry};
use crate::ui::enabled::refusal;
use crate::ui::tokens::{color32, semibold};

/// Between the bar's parts, screen points.
const GAP: f32 = 6.0;
/// From the bar's edge to its words.
const PADDING: f32 = 12.0;
/// The height of a button.
const BUTTON: f32 = 28.0;
/// How far down the bar reaches where no banner is above it.
const REACH: f32 = 54.0;

/// `Billing and 2 steps around`, or how many departments are folded; `None` when all of the map is drawn.
#[must_use]
pub fn title(session: &Session) -> Option<String> {
    let folded = session.shown().folded().count();
    match &session.showing().focus {
        Some(focus) => {
            let around = match focus.steps {
                0 => "alone".to_owned(),
                1 => "and 1 step around".to_owned(),
                steps => format!("and {steps} steps around"),
            };
            Some(format!("Showing {} {around}", focus.in_words(session.org())))
        }
        None => match folded {
            0 => None,
            1 => Some("1 department folded".to_owned()),
            many => Some(format!("{many} departments folded")),
        },
    }
}

/// `14 of 120 teams, 106 hidden`, with what is folded of them.
#[must_use]
pub fn rest(session: &Session) -> String {
    let shown = session.shown();
    let all = shown.parties() + shown.hidden();
    let folded: usize = shown.folded().map(|department| department.members.len()).sum();
    let mut parts = Vec::new();
    if session.showing().focus.is_some() {
        parts.push(format!("{} of {all} teams", shown.parties()));
        parts.push(if shown.hidden() == 0 {
            "none hidden".to_owned()
        } else {
            format!("{} hidden", shown.hidden())
        });
        if folded > 0 {
            parts.push(format!("{folded} in folded departments"));
        }
    } else {
        parts.push(format!("{folded} of {all} teams in folded boxes"));
    }
    parts.join(", ")
}

/// How far down from the head of the canvas the bar reaches, screen points; 0 when there is none.
pub(super) fn reach(session: &Session) -> f32 {
    let is_shown = session.showing().focus.is_some() || session.shown().folded().next().is_some();
    if is_shown { REACH } else { 0.0 }
}

/// Shows the bar at the head of the map, `below` the banner if there is one. A picture of the window has its words and not its buttons.
pub(super) fn shown_bar_ui(ui: &Ui, frame: &Frame<'_>, below: f32, has_buttons: bool, sink: &mut Sink) {
    let Some(title) = title(frame.session) else { return };
    let rest = rest(frame.session);
    let theme = frame.tokens.theme;
    let (ink, soft) = (color32(theme.ink), color32(theme.soft_ink));
    let painter = ui.painter();
    let buttons = if has_buttons { buttons(frame.session) } else { Vec::new() };
    let labels: Vec<_> = buttons
        .iter()
        .map(|(_, words)| painter.layout_no_wrap((*words).to_owned(), semibold(12.5), ink))
        .collect();
    let widths: Vec<f32> = labels.iter().map(|label| label.size().x + 2.0 * 10.0).collect();
    let taken: f32 = widths.iter().map(|width| width + GAP).sum();
    let room = (frame.view.width() - 24.0 - taken - 2.0 * PADDING).max(120.0);
    let one_line = |words: String, font, color| {
        let mut job = egui::text::LayoutJob::simple_singleline(words, font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        painter.layout_job(job)
    };
    let title_words = title.clone();
    let title = one_line(title, semibold(13.5), ink);
    let more = one_line(rest.clone(), egui::FontId::proportional(12.0), soft);
    let words = vec2(title.size().x.max(more.size().x), title.size().y + more.size().y);
    let size = vec2(2.0 * PADDING + words.x + taken, words.y.max(BUTTON) + 12.0);
    let corner = pos2(frame.view.center().x - size.x * 0.5, frame.view.top() + below);
    let plate = Rect::from_min_size(corner, size);
    let edge = Stroke::new(1.0, color32(theme.box_outline));
    painter.rect(plate, CornerRadius::same(8), color32(theme.plate), edge, StrokeKind::Inside);
    ui.interact(plate, frame.id.with("shown"), Sense::CLICK | Sense::DRAG)
        .widget_info(|| WidgetInfo::labeled(Role::Status, true, format!("{title_words}, {rest}")));
    let at = pos2(plate.left() + PADDING, plate.center().y - words.y * 0.5);
    let second = at + vec2(0.0, title.size().y);
    painter.galley(at, title, ink);
    painter.galley(second, more, soft);
    let mut left = plate.right() - PADDING * 0.5 - taken;
    for (((action, words), label), width) in buttons.into_iter().zip(labels).zip(widths) {
        let area = Rect::from_min_size(pos2(left, plate.center().y - BUTTON * 0.5), vec2(width, BUTTON));
        button_ui(ui, frame, area, action, words, label, sink);
        left += width + GAP;
    }
}

/// What the bar offers: `fewer`, `more`, the way back.
fn buttons(session: &Session) -> Vec<(Action, &'static str)> {
    let mut buttons = Vec::new();
    if session.showing().focus.is_some() {
        buttons.extend([
            (Action::FewerSteps, "Fewer"),
            (Action::MoreSteps, "More"),
            (Action::ShowAll, "Show all"),
        ]);
    }
    if session.shown().folded().next().is_some() {
        buttons.push((Action::UnfoldAll, "Unfold all"));
    }
    buttons
}

fn button_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    area: Rect,
    action: Action,
    words: &str,
    label: std::sync::Arc<egui::Galley>,
    sink: &mut Sink,
) {
    let theme = frame.tokens.theme;
    let refused = refusal(action, frame.session);
    let sense = if refused.is_none() { Sense::click() } else { Sense::HOVER };
    let response = ui.interact(area, frame.id.with(("shown", words)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, refused.is_none(), words));
    let is_touched = response.hovered() && refused.is_none();
    let fill = if is_touched { color32(theme.canvas) } else { color32(theme.plate) };
    let ink = color32(if refused.is_none() { theme.ink } else { theme.soft_ink });
    let outline = color32(theme.box_outline).gamma_multiply(if refused.is_none() { 1.0 } else { 0.4 });
    let painter = ui.painter();
    painter.rect(area, CornerRadius::same(5), fill, Stroke::new(1.0, outline), StrokeKind::Inside);
    let at: Pos2 = area.center() - label.size() * 0.5;
    painter.galley_with_override_text_color(at, label, ink);
    if response.has_focus() {
        let ring = Stroke::new(2.0, color32(theme.accent));
        painter.rect_stroke(area.expand(2.0), CornerRadius::same(7), ring, StrokeKind::Outside);
    }
    let clicked = response.clicked();
    if let Some(entry) = entry(action) {
        let shortcut = entry.shortcut_text();
        let key = if shortcut.is_empty() { String::new() } else { format!(" ({shortcut})") };
        response.on_hover_text(refused.map_or_else(|| format!("{}{key}", entry.explanation), str::to_owned));
    }
    if clicked {
        sink.act(action);
    }
}
