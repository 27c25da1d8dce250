//! What forms in wide and low panels are made of: cells side by side, and the mark of what is late.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::text::wrapped;
use super::{Look, STEP, paint_severity_mark};
use crate::diagnosis::Severity;

/// Shows cells beside each other, as wide as their shares; beneath each other where one would be narrower than `least` points.
pub fn side_by_side_ui(ui: &mut Ui, shares: &[f32], least: f32, mut cell: impl FnMut(&mut Ui, usize)) {
    let (gap, room, whole) = measures(ui, shares);
    if !stands_beside(ui, shares, least) {
        for place in 0..shares.len() {
            cell(ui, place);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (place, share) in shares.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_width(room * share / whole);
                ui.spacing_mut().item_spacing.y = 4.0;
                cell(ui, place);
            });
        }
    });
}

/// Whether cells of these shares stand beside each other in the room there is.
#[must_use]
pub fn stands_beside(ui: &Ui, shares: &[f32], least: f32) -> bool {
    let (_, room, whole) = measures(ui, shares);
    let narrowest = shares.iter().fold(f32::INFINITY, |narrowest, share| narrowest.min(*share));
    room * narrowest / whole >= least
}

/// The gap between cells, the room without gaps, and the sum of the shares.
fn measures(ui: &Ui, shares: &[f32]) -> (f32, f32, f32) {
    let gap = STEP * 1.5;
    let count = shares.len().max(1) as f32;
    let room = ui.available_width() - gap * (count - 1.0);
    (gap, room, shares.iter().sum::<f32>().max(f32::EPSILON))
}

/// Says that something is late: in words, behind a mark that no colour is needed to see.
pub fn late_ui(ui: &mut Ui, look: &Look, words: &str) {
    let width = ui.available_width();
    let galley = wrapped(ui, words, look.small(), look.problem, width - 20.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 20.0, galley.size().y), Sense::hover());
    let middle = rect.top() + (look.small().size * 0.65);
    paint_severity_mark(ui.painter(), pos2(rect.left() + 7.0, middle), 12.0, Severity::High, look);
    ui.painter().galley(pos2(rect.left() + 20.0, rect.top()), galley, look.problem);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
