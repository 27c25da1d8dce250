//! Departments on the canvas as things to fold and unfold: their names, and the boxes of those that are folded.
//!
//! A click on either chooses the teams, a double click or the little arrow beside the name folds or unfolds. What is folded is the session's
//! to know. Deliberately absent: how boxes and names look, except for the arrow.

use egui::{CursorIcon, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::menu::OpenMenu;
use super::scene::PartySpot;
use super::teams::{focus_ring, keep_arrows};
use super::{CanvasState, Frame, lettering};
use crate::model::PartyId;
use crate::picture::Level;
use crate::picture::metrics::WORD;
use crate::session::{Command, Selection, Session, Subject};
use crate::ui::Sink;
use crate::ui::tokens::color32;

/// The side of the little arrow's target, screen points.
const TARGET: f32 = 24.0;

/// A folded department on the canvas.
#[derive(Clone, Debug)]
pub(super) struct FoldSpot {
    /// Which.
    pub(super) department: String,
    /// The parties that its box stands for, by id.
    pub(super) members: Vec<PartyId>,
    /// Its box, its name, what it is called aloud.
    pub(super) face: PartySpot,
}

/// The name of a department on its area.
#[derive(Clone, Debug)]
pub(super) struct LabelSpot {
    /// Which.
    pub(super) department: String,
    /// Where the name begins, on its baseline, world units.
    pub(super) at: egui::Pos2,
    /// How wide it is, in em.
    pub(super) width_em: f32,
}

/// The members of a department that are drawn, as a selection.
pub(super) fn selection_of(session: &Session, department: &str) -> Selection {
    let org = session.org();
    let is_member =
        |id: &PartyId| org.party(id).is_some_and(|party| party.department.as_deref() == Some(department));
    let shown = session.shown();
    let members = org.parties().keys().filter(|id| shown.place_of(id).is_some() && is_member(id));
    Selection::of_all(members.cloned().map(Subject::Party))
}

/// Everything that can be done to folded boxes and to departments' names.
pub(super) fn folds_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    for spot in &frame.scene.folds {
        let area = frame.screen_from_world.mul_rect(spot.face.area);
        if area.intersects(frame.view) {
            box_ui(ui, frame, spot, area, state, sink);
        }
    }
    if frame.level <= Level::Far || state.moving.is_some() || state.linking.is_some() {
        return;
    }
    for spot in &frame.scene.labels {
        let size = lettering::department_size(frame.screen_from_world.scaling);
        // As `lettering` sets it: what is set larger than it would be stands a little lower.
        let own = WORD.size as f32 * frame.screen_from_world.scaling;
        let at = frame.screen_from_world.mul_pos(spot.at) + vec2(0.0, (size - own) * 0.35);
        let words = Rect::from_min_size(at - vec2(0.0, size), vec2(spot.width_em * size, size * 1.3));
        if size >= lettering::LEGIBLE && words.expand(TARGET).intersects(frame.view) {
            label_ui(ui, frame, &spot.department, words, state, sink);
        }
    }
}

fn box_ui(ui: &Ui, frame: &Frame<'_>, spot: &FoldSpot, area: Rect, state: &mut CanvasState, sink: &mut Sink) {
    let missing = (Vec2::splat(TARGET) - area.size()).max(Vec2::ZERO) / 2.0;
    let id = frame.id.with(("folded", &spot.department));
    let response = ui.interact(area.expand2(missing), id, Sense::click());
    let all = Selection::of_all(spot.members.iter().cloned().map(Subject::Party));
    let is_chosen = all.subjects().is_subset(frame.session.selection().subjects());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, &spot.face.name);
        info.selected = is_chosen.then_some(true);
        info
    });
    if response.has_focus() {
        keep_arrows(ui, &response);
        if state.by_keyboard {
            focus_ring(ui, frame, area);
        }
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        if frame.level <= Level::Far && !frame.is_bare {
            let above = area.center_top() - vec2(0.0, 6.0);
            let words = spot.face.name.strip_prefix("Department ").unwrap_or(&spot.face.name);
            let pivot = egui::Align2::CENTER_BOTTOM;
            lettering::plate(ui.painter(), frame.tokens, above, pivot, words, frame.view);
        }
    }
    if response.clicked() {
        response.request_focus();
        choose_all(ui, frame.session, all.clone(), sink);
    }
    if response.double_clicked() {
        unfold(frame.session, &spot.department, state, sink);
    }
    menu_on_click(frame, &response, &spot.department, all, state, sink);
}

fn label_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    department: &str,
    words: Rect,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let height = words.height().max(TARGET);
    let target = Rect::from_center_size(words.center(), vec2(words.width().max(TARGET), height));
    let response = ui.interact(target, frame.id.with(("department", department)), Sense::CLICK);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Select the teams of {department}")));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        choose_all(ui, frame.session, selection_of(frame.session, department), sink);
    }
    if response.double_clicked() {
        fold(frame.session, department, state, sink);
    }
    let all = selection_of_if(response.secondary_clicked(), frame, department);
    menu_on_click(frame, &response, department, all, state, sink);

    let centre = egui::pos2(target.max.x + TARGET / 2.0, words.center().y);
    let area = Rect::from_center_size(centre, Vec2::splat(TARGET));
    let response = ui.interact(area, frame.id.with(("fold", department)), Sense::CLICK);
    let name = format!("Fold {department}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    paint_arrow(ui, frame, area, response.hovered());
    if response.clicked() {
        fold(frame.session, department, state, sink);
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        response.on_hover_text(format!("{name} to one box (D)"));
    }
}

/// Looking through all parties is worth it only when somebody asks.
fn selection_of_if(asked: bool, frame: &Frame<'_>, department: &str) -> Selection {
    if asked { selection_of(frame.session, department) } else { Selection::none() }
}

/// An arrow that points down: what is beneath can be put away.
fn paint_arrow(ui: &Ui, frame: &Frame<'_>, area: Rect, is_touched: bool) {
    let theme = frame.tokens.theme;
    let ink = if is_touched { theme.ink } else { theme.soft_ink };
    let stroke = Stroke::new(if is_touched { 2.0 } else { 1.5 }, color32(ink));
    let tip = area.center() + vec2(-4.0, 2.0);
    for side in [-4.0, 4.0] {
        ui.painter().line_segment([tip + vec2(side, -4.0), tip], stroke);
    }
}

/// Chooses all of these, or adds them to what is chosen when Ctrl or Shift is held.
pub(super) fn choose_all(ui: &Ui, session: &Session, all: Selection, sink: &mut Sink) {
    let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    let selection = if adds { session.selection().clone().toggled_all(&all) } else { all };
    if selection != *session.selection() {
        sink.command(Command::Select(selection));
    }
}

pub(super) fn menu_on_click(
    frame: &Frame<'_>,
    response: &Response,
    department: &str,
    all: Selection,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    if response.secondary_clicked() {
        if !all.subjects().is_subset(frame.session.selection().subjects()) {
            sink.command(Command::Select(all));
        }
        let at = response.interact_pointer_pos().unwrap_or(response.rect.center());
        state.menu = Some(OpenMenu::of_department(at, department));
    }
}

/// Folds a department and chooses what its box stands for.
pub(super) fn fold(session: &Session, department: &str, state: &mut CanvasState, sink: &mut Sink) {
    let all = selection_of(session, department);
    let first = all.primary().cloned();
    sink.command(Command::Select(all));
    sink.command(Command::Show(session.showing().clone().folding([department])));
    if let Some(first) = first {
        state.keep_in_view(&first);
    }
}

/// Unfolds a department; its teams stay chosen.
pub(super) fn unfold(session: &Session, department: &str, state: &mut CanvasState, sink: &mut Sink) {
    let first = selection_of(session, department).primary().cloned();
    sink.command(Command::Show(session.showing().clone().unfolding([department])));
    if let Some(first) = first {
        state.keep_in_view(&first);
    }
}
