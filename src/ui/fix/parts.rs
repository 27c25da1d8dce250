//! Small parts of the workspace: a switch, the mark of a cause, a figure before and after.

use egui::{
    Color32, CornerRadius, CursorIcon, Painter, Pos2, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use egui_plot::{GridMark, Plot};

use crate::diagnosis::FixKind;
use crate::ui::widgets::{Look, STEP, TARGET, one_line, paint_focus};

/// A switch with words at its left. Tells the new position when it was pressed; `name` says to screen readers what it switches.
pub(super) fn switch_ui(ui: &mut Ui, look: &Look, words: &str, name: &str, on: bool) -> Option<bool> {
    let galley = one_line(ui, words, look.small(), look.text, ui.available_width() - 44.0);
    let size = vec2(galley.size().x + 6.0 + 38.0, TARGET);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y * 0.5), galley, look.text);
    let track = egui::Rect::from_center_size(pos2(rect.right() - 19.0, rect.center().y), vec2(34.0, 18.0));
    let (fill, edge) = if on { (look.accent, look.accent) } else { (look.raised, look.border) };
    let stroke = Stroke::new(1.5, edge);
    ui.painter().rect(track, CornerRadius::same(9), fill, stroke, StrokeKind::Inside);
    let knob = pos2(if on { track.right() - 9.0 } else { track.left() + 9.0 }, track.center().y);
    ui.painter().circle_filled(knob, 5.5, if on { look.on_fill } else { look.border });
    paint_focus(ui, look, &response);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand).clicked().then_some(!on)
}

/// A plot that is looked at and not moved about, with one mark for each whole step to the right. `id` holds the values that set its
/// reach: a plot remembers how far it reaches.
pub(super) fn still_plot(id: impl egui::AsIdSalt, height: f32) -> Plot<'static> {
    Plot::new(id)
        .height(height)
        .sense(Sense::hover())
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .x_grid_spacer(|input| {
            let (from, to) = (input.bounds.0.ceil() as i64, input.bounds.1.floor() as i64);
            (from..=to).map(|at| GridMark { value: at as f64, step_size: 1.0 }).collect()
        })
}

/// A filled diamond for a probable cause, a hollow one for a suspect.
pub(super) fn paint_cause(painter: &Painter, center: Pos2, size: f32, kind: FixKind, color: Color32) {
    let half = size * 0.5;
    let corners = [vec2(0.0, -half), vec2(half, 0.0), vec2(0.0, half), vec2(-half, 0.0)];
    let corners = corners.iter().map(|corner| center + *corner).collect();
    painter.add(match kind {
        FixKind::Root => Shape::convex_polygon(corners, color, Stroke::NONE),
        FixKind::Suspect => Shape::closed_line(corners, Stroke::new(1.75, color)),
    });
}

/// The word for a row of the fix list.
pub(super) fn cause_word(kind: FixKind) -> &'static str {
    match kind {
        FixKind::Root => "probable cause",
        FixKind::Suspect => "suspect",
    }
}

/// A figure in large type with what it counts beneath, `before → after`.
pub(super) fn change_ui(ui: &mut Ui, look: &Look, what: &str, before: usize, after: usize) -> Response {
    let name = format!("{what}: {before} now, {after} then");
    large_ui(ui, look, &format!("{before} \u{2192} {after}"), what, &name)
}

/// A figure in large type with what it counts beneath.
pub(super) fn figure_ui(ui: &mut Ui, look: &Look, what: &str, figure: usize) -> Response {
    large_ui(ui, look, &figure.to_string(), what, &format!("{what}: {figure}"))
}

fn large_ui(ui: &mut Ui, look: &Look, words: &str, what: &str, name: &str) -> Response {
    let large = one_line(ui, words, look.heading(), look.text, f32::INFINITY);
    let small = one_line(ui, what, look.small(), look.soft, f32::INFINITY);
    let size = vec2(large.size().x.max(small.size().x) + STEP, large.size().y + small.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let below = rect.left_top() + vec2(0.0, large.size().y);
    ui.painter().galley(rect.left_top(), large, look.text);
    ui.painter().galley(below, small, look.soft);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    response.on_hover_text(name)
}

/// With the arrow that the bundled font has; the diagnosis writes plain characters.
pub(super) fn arrowed(words: &str) -> String {
    words.replace(" -> ", " \u{2192} ")
}
