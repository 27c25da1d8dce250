//! How much of the map is known, and how many complaints have their cause inside: shares, each with its count.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::diagnosis::{Coverage, Share};
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::counted;
use crate::ui::widgets::{STEP, one_line, strong_ui};

/// Shows a line for each.
pub(super) fn coverage_ui(ui: &mut Ui, scene: &Scene<'_>, coverage: &Coverage) {
    strong_ui(ui, &scene.look, "How much is known");
    let days = scene.org.policy.stale_after_days;
    for (what, share, hint) in [
        ("links with a need", coverage.with_need, "At least one need that is not set aside".to_owned()),
        (
            "needs asked, not assumed",
            Share { count: scene.diagnosis.counts.needs_asked, of: scene.diagnosis.counts.needs },
            "Their customer stated, confirmed or rated them, or they are measured; the others are our assumption"
                .to_owned(),
        ),
        (
            "links whose customer was asked",
            coverage.asked,
            format!("A rating or a verdict within the last {days} days; older answers are stale"),
        ),
        ("links with a standard", coverage.with_standard, "Something to measure against".to_owned()),
        (
            "broken links with an open action",
            coverage.broken_with_action,
            "On the link, its cause, or a finding about it".to_owned(),
        ),
    ] {
        share_ui(ui, scene, what, share, &hint);
    }
    let complaints = scene.diagnosis.complaints;
    if complaints.traced > 0 {
        let share = Share { count: complaints.traced_inside, of: complaints.traced };
        let hint = format!(
            "Of {} {} lead back to a probable cause; this many of those causes lie between teams of your own",
            counted(complaints.open, "open complaint,", "open complaints,"),
            complaints.traced
        );
        share_ui(ui, scene, "open complaints with a cause inside", share, &hint);
    }
}

fn share_ui(ui: &mut Ui, scene: &Scene<'_>, what: &str, share: Share, hint: &str) {
    let look = &scene.look;
    let figure =
        if share.of == 0 { "none yet".to_owned() } else { format!("{} of {}", share.count, share.of) };
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 40.0), Sense::hover());
    let figure_words = one_line(ui, &figure, look.strong(), look.text, 96.0);
    let name = one_line(ui, what, look.body(), look.text, width - figure_words.size().x - STEP * 2.0);
    let right = rect.right_top() + vec2(-figure_words.size().x, 2.0);
    ui.painter().galley(rect.left_top() + vec2(0.0, 2.0), name, look.text);
    ui.painter().galley(right, figure_words, look.text);
    let track = Rect::from_min_size(rect.left_top() + vec2(0.0, 26.0), vec2(width, 8.0));
    let edge = Stroke::new(1.0, look.border);
    ui.painter().rect(track, CornerRadius::same(2), look.raised, edge, StrokeKind::Inside);
    if share.of > 0 {
        let part = share.count as f32 / share.of as f32;
        let full = Rect::from_min_size(track.min, vec2(track.width() * part, track.height()));
        ui.painter().rect_filled(full, CornerRadius::same(2), look.text);
    }
    let words = format!("{figure} {what}. {hint}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    response.on_hover_text(hint);
}
