//! A rectangle drawn with Shift on the empty map: whatever it touches is chosen besides what was.
//!
//! Without Shift the same drag moves the map. Deliberately absent: the keyboard's twin, Shift with the arrows, which is an action.

use egui::{CursorIcon, Key, PointerButton, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use super::{CanvasState, Frame, lettering};
use crate::model::PartyId;
use crate::session::{Command, Selection, Subject};
use crate::ui::Sink;
use crate::ui::tokens::color32;

/// A rectangle that is being drawn.
pub(super) struct Marquee {
    /// Where it began, world units: the map may move beneath.
    from_in_world: Pos2,
}

/// Begins one when a drag with Shift begins on the empty map; before the camera looks at the drag.
pub(super) fn watch(ui: &Ui, background: &Response, view: Rect, state: &mut CanvasState) {
    let shift = ui.input(|input| input.modifiers.shift && !input.key_down(Key::Space));
    if background.drag_started_by(PointerButton::Primary) && shift {
        let origin = ui.input(|input| input.pointer.press_origin()).or(background.interact_pointer_pos());
        let world_from_screen = state.navigation.camera.screen_from_world(view).inverse();
        state.marquee = origin.map(|origin| Marquee { from_in_world: world_from_screen.mul_pos(origin) });
    }
}

/// Shows it, and chooses what it touches when it is let go.
pub(super) fn marquee_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    background: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let Some(marquee) = &state.marquee else { return };
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        state.marquee = None;
        return;
    }
    let Some(pointer) = background.interact_pointer_pos().or(ui.input(|input| input.pointer.latest_pos()))
    else {
        return;
    };
    let area = Rect::from_two_pos(marquee.from_in_world, frame.to_world(pointer));
    let parties = touched(frame, area);
    if background.drag_stopped() || !background.dragged() {
        state.marquee = None;
        if !parties.is_empty() {
            let more = Selection::of_all(parties.into_iter().map(Subject::Party));
            sink.command(Command::Select(frame.session.selection().clone().with(more)));
        }
        return;
    }
    let accent = color32(frame.tokens.theme.accent);
    let on_screen = frame.screen_from_world.mul_rect(area);
    let stroke = Stroke::new(1.5, accent);
    ui.painter().rect(on_screen, 2.0, accent.gamma_multiply(0.10), stroke, StrokeKind::Inside);
    let words = match parties.len() {
        0 => "No team yet".to_owned(),
        1 => "1 team".to_owned(),
        many => format!("{many} teams"),
    };
    let beside = pointer + egui::vec2(14.0, 18.0);
    lettering::plate(ui.painter(), frame.tokens, beside, egui::Align2::LEFT_TOP, &words, frame.view);
    ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
}

/// The parties whose boxes lie in `area` or stick into it, those of folded departments among them.
fn touched(frame: &Frame<'_>, area: Rect) -> Vec<PartyId> {
    let own =
        frame.scene.parties_in(area).filter_map(|place| frame.scene.parties.get(place)).map(|spot| &spot.id);
    let folded = frame.scene.folds.iter().filter(|spot| spot.face.area.intersects(area));
    own.chain(folded.flat_map(|spot| &spot.members)).cloned().collect()
}
