//! A slim line and a few words while a large map is laid out or drawn, with a button to call it off; and what is not drawn when it was.
//!
//! Nothing is hidden silently. Deliberately absent: the work itself, which runs on threads of the session and of the scene.

use egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::teams::focus_ring;
use super::{CanvasState, Frame, below_banner, lettering, shown_bar};
use crate::diagnosis::counted;
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::tokens::{color32, semibold};

/// The height of the line along the upper edge of the map, screen points.
const LINE: f32 = 3.0;
const HEIGHT: f32 = 32.0;
const BUTTON: f32 = 68.0;

/// Says what is going on, if anything is.
pub(super) fn progress_ui(ui: &Ui, frame: &Frame<'_>, state: &CanvasState, sink: &mut Sink) {
    let below_bar = if shown_bar::title(frame.session).is_some() { 56.0 } else { 4.0 };
    let top = frame.view.center_top() + vec2(0.0, below_banner(frame) + below_bar);
    if let Some(share) = frame.session.layout_progress() {
        line(ui, frame, share);
        laying_out_ui(ui, frame, top, share, sink);
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(60));
    } else if state.is_drawing() && frame.scene.parties.is_empty() {
        let words =
            format!("Drawing {}\u{2026}", counted(frame.session.org().parties().len(), "party", "parties"));
        lettering::plate(ui.painter(), frame.tokens, top, Align2::CENTER_TOP, &words, frame.view);
    } else if !frame.scene.is_making()
        && let Some(words) = not_drawn(frame)
    {
        lettering::plate(ui.painter(), frame.tokens, top, Align2::CENTER_TOP, &words, frame.view);
    }
}

/// What has no place or no line, because the layout was called off.
fn not_drawn(frame: &Frame<'_>) -> Option<String> {
    let lines = frame.session.shown().lines().len().saturating_sub(frame.scene.links.len());
    match (frame.scene.not_drawn, lines) {
        (0, 0) => None,
        (0, 1) => Some("1 link has no line yet: Tidy draws it".to_owned()),
        (0, lines) => Some(format!("{lines} links have no line yet: Tidy draws them")),
        (1, _) => Some("1 party is not drawn yet: Tidy draws it".to_owned()),
        (parties, _) => Some(format!("{parties} parties are not drawn yet: Tidy draws them")),
    }
}

fn line(ui: &Ui, frame: &Frame<'_>, share: f32) {
    let accent = color32(frame.tokens.theme.accent);
    let all = Rect::from_min_size(frame.view.min, vec2(frame.view.width(), LINE));
    let done = Rect::from_min_size(all.min, vec2(all.width() * share.clamp(0.0, 1.0), LINE));
    ui.painter().rect_filled(all, 0.0, accent.gamma_multiply(0.18));
    ui.painter().rect_filled(done, 0.0, accent);
}

/// "Laying out 10,000 parties 40 %", and the button.
fn laying_out_ui(ui: &Ui, frame: &Frame<'_>, top: egui::Pos2, share: f32, sink: &mut Sink) {
    let theme = frame.tokens.theme;
    let painter = ui.painter();
    let parties = counted(frame.session.org().parties().len(), "party", "parties");
    let words = format!("Laying out {parties} {:.0} %", share * 100.0);
    let galley = painter.layout_no_wrap(words.clone(), semibold(13.0), color32(theme.ink));
    // As wide as at the end, so that it does not shake.
    let widest = painter
        .layout_no_wrap(format!("Laying out {parties} 100 %"), semibold(13.0), color32(theme.ink))
        .size()
        .x;
    let size = vec2(widest + 28.0 + BUTTON, HEIGHT);
    let card = Rect::from_min_size(pos2(top.x - size.x / 2.0, top.y), size);
    let outline = Stroke::new(1.0, color32(theme.box_outline));
    painter.rect(card, 8.0, color32(theme.plate), outline, StrokeKind::Inside);
    ui.interact(card, frame.id.with("laying out"), Sense::CLICK | Sense::DRAG)
        .widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &words));
    painter.galley(
        pos2(card.min.x + 12.0, card.center().y - galley.size().y / 2.0),
        galley,
        color32(theme.ink),
    );

    let button =
        Rect::from_min_max(pos2(card.max.x - BUTTON - 4.0, card.min.y + 4.0), card.max - vec2(4.0, 4.0));
    let response = ui.interact(button, frame.id.with("stop laying out"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Stop laying out"));
    let ground = if response.hovered() { theme.canvas } else { theme.plate };
    painter.rect(button, 6.0, color32(ground), outline, StrokeKind::Inside);
    let font = FontId::proportional(13.0);
    painter.text(button.center(), Align2::CENTER_CENTER, "Cancel", font, color32(theme.ink));
    if response.has_focus() {
        focus_ring(ui, frame, button.shrink(6.0));
    }
    let hint = "Keep the map as it is (Esc); Tidy lays it out again";
    if response.on_hover_text(hint).clicked() {
        sink.act(Action::StopLayout);
    }
}
