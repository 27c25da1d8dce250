//! One row: what is painted in its cells.

use egui::{Align2, Color32, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2};

use super::columns::Columns;
use crate::model::ExpectationKind;
use crate::session::table::{Column, cell_text};
use crate::session::{Selection, Subject};
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{STEP, one_line, paint_state_mark};

/// Whether a row is among what is chosen: it, or its link as a whole.
pub(super) fn is_chosen(selection: &Selection, row: &Subject) -> bool {
    selection.contains(row) || row.link().is_some_and(|link| selection.contains(&Subject::Link(link.clone())))
}

/// Paints the cells of a row. Tells the text of the cell under the pointer when it had to be cut.
pub(super) fn cells(
    ui: &Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    rect: Rect,
    row: &Subject,
) -> Option<String> {
    let mut whole = None;
    let pointer = ui.input(|input| input.pointer.hover_pos());
    for column in Column::ALL {
        let cell = columns.cell(rect, column).shrink2(egui::vec2(STEP, 0.0));
        let text = cell_text(scene.org, scene.diagnosis, scene.today(), row, column);
        let cut = match column {
            Column::State => state(ui, scene, cell, row, &text),
            _ => words(ui, scene, cell, row, column, &text),
        };
        if cut && pointer.is_some_and(|pointer| cell.contains(pointer)) {
            whole = Some(text);
        }
    }
    whole
}

fn words(ui: &Ui, scene: &Scene<'_>, cell: Rect, row: &Subject, column: Column, text: &str) -> bool {
    let look = &scene.look;
    let has_need = matches!(row, Subject::Expectation(..));
    let (text, ink) = match column {
        Column::Statement if !has_need => ("no need yet", look.soft),
        Column::Kind | Column::Standard | Column::Deliverable => (text, look.soft),
        _ => (text, look.text),
    };
    let font = if column == Column::Kind { look.small() } else { look.body() };
    let galley = one_line(ui, text, font, ink, cell.width());
    let x = match column {
        Column::Importance => cell.center().x - galley.size().x * 0.5,
        _ => cell.left(),
    };
    let cut = galley.elided;
    ui.painter().galley(pos2(x, cell.center().y - galley.size().y * 0.5), galley, ink);
    cut
}

fn state(ui: &Ui, scene: &Scene<'_>, cell: Rect, row: &Subject, text: &str) -> bool {
    let Some(link) = row.link() else { return false };
    let state = scene.state(link);
    paint_state_mark(ui.painter(), pos2(cell.left() + 10.0, cell.center().y), 14.0, state, &scene.look);
    let ink = scene.look.state(state).text;
    let galley = one_line(ui, text, scene.look.body(), ink, cell.width() - 26.0);
    let cut = galley.elided;
    ui.painter().galley(pos2(cell.left() + 26.0, cell.center().y - galley.size().y * 0.5), galley, ink);
    cut
}

/// Paints the ring around the cell that Enter edits.
pub(super) fn cursor(ui: &Ui, scene: &Scene<'_>, cell: Rect) {
    let rect = cell.shrink(1.0);
    ui.painter().rect_stroke(rect, CornerRadius::same(3), scene.look.ring(), StrokeKind::Inside);
}

/// Paints what lies behind a row and the line beneath it.
pub(super) fn ground(ui: &Ui, scene: &Scene<'_>, rect: Rect, is_chosen: bool, is_hovered: bool) {
    let look = &scene.look;
    let fill = match (is_chosen, is_hovered) {
        (true, _) => look.selected,
        (false, true) => look.hovered,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    if is_chosen {
        let bar = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, look.accent);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, look.hair());
}

/// The mark of a sorted column: a triangle that points up for ascending.
pub(super) fn sorted_mark(ui: &Ui, scene: &Scene<'_>, center: egui::Pos2, is_ascending: bool) {
    let half = 4.0;
    let tip = if is_ascending { -half } else { half };
    let points = vec![
        center + egui::vec2(0.0, tip),
        center + egui::vec2(half, -tip * 0.7),
        center + egui::vec2(-half, -tip * 0.7),
    ];
    ui.painter().add(egui::Shape::convex_polygon(points, scene.look.text, Stroke::NONE));
}

/// The other kind, for a click that turns need into want.
pub(super) fn other_kind(kind: ExpectationKind) -> &'static str {
    match kind {
        ExpectationKind::Need => "want",
        ExpectationKind::Want => "need",
    }
}

/// Says in the middle of an empty table what to do.
pub(super) fn nothing(ui: &Ui, scene: &Scene<'_>, words: &str) {
    let at = ui.max_rect().center_top() + egui::vec2(0.0, 64.0);
    ui.painter().text(at, Align2::CENTER_CENTER, words, scene.look.body(), scene.look.soft);
}
