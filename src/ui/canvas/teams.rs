//! The boxes on the canvas as things to point at, drag, focus and hear about.
//!
//! Each visible box is one node of the accessibility tree, named by the picture. A drag moves the box and its links live, on the grid, and
//! becomes one request when it is released. Deliberately absent: how boxes look.

use std::collections::BTreeSet;

use egui::{
    CursorIcon, EventFilter, Key, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, pos2,
};

use super::ink::Stylus;
use super::menu::OpenMenu;
use super::name_field::NameField;
use super::scene::PartySpot;
use super::sizes::NameSizes;
use super::{CanvasState, Frame, choose, lettering, links, make_chosen, walk, world};
use crate::layout::Point;
use crate::model::{PartyId, Pin, View};
use crate::picture::metrics::BOX_GAP;
use crate::picture::{
    Dash, Geometry, Level, Part, Path, Segment, Stroke as PictureStroke, Subject as PictureSubject,
};
use crate::session::{CommandError, Subject};
use crate::ui::tokens::color32;
use crate::ui::{Request, Sink};

/// The smallest thing to point at, screen points.
const TARGET: f32 = 24.0;
/// With more boxes in view than this only the chosen one is a node.
const MOST_NODES: usize = 700;
/// Half the way to the next box, world units: a target grows no further.
const HALF_GAP: f32 = BOX_GAP as f32 / 2.0;
/// How far from a box the pointer may be for its handles to stay, screen points.
const NEAR: f32 = 26.0;
/// How long a released box waits for the new layout, seconds.
const PATIENCE_S: f64 = 1.0;

/// A box on the move.
pub(super) struct Move {
    party: PartyId,
    /// It and everything else that is chosen and moves along.
    parties: BTreeSet<PartyId>,
    /// What moves along, by place in the display list.
    shapes: Vec<usize>,
    /// The picture those places belong to.
    scene: u64,
    /// How far the hand has gone, world units.
    hand: Vec2,
    /// Since when it waits for the new layout, seconds; `None` while the hand holds it.
    released_at_s: Option<f64>,
}

impl Move {
    /// Whether it only waits for the new layout.
    pub(super) fn is_released(&self) -> bool {
        self.released_at_s.is_some()
    }

    /// Which boxes.
    pub(super) fn parties(&self) -> &BTreeSet<PartyId> {
        &self.parties
    }

    /// Whether a box is on the move.
    pub(super) fn moves(&self, party: &PartyId) -> bool {
        self.parties.contains(party)
    }

    /// What is not to be painted in its old place.
    pub(super) fn shapes(&self) -> &[usize] {
        &self.shapes
    }

    /// Where the box would be pinned.
    fn pin(&self, area: Rect) -> Pin {
        walk::snapped(world::point(area.center() + self.hand))
    }

    /// How far the box is drawn from its old place, world units: on the grid.
    fn offset(&self, area: Rect) -> Vec2 {
        let pin = self.pin(area);
        pos2(pin.x as f32, pin.y as f32) - area.center()
    }
}

/// Everything that can be done to boxes, and to the marks of links, in the order of the outline: each party, then the links by which it
/// serves others.
pub(super) fn teams_ui(ui: &mut Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    settle(ui, frame, state);
    if let Some(moving) = &state.moving {
        paint_move(ui, frame, moving);
    }
    let links = links::nodes(frame);
    let mut links = links.iter().peekable();
    for place in nodes(frame) {
        let Some(spot) = frame.scene.parties.get(place) else { continue };
        // Links whose supplier is out of view come in its place.
        while let Some((_, link)) = links.next_if(|(supplier, _)| *supplier < place) {
            links::node_ui(ui, frame, link, state, sink);
        }
        let response = node_ui(ui, frame, spot, frame.screen_from_world.mul_rect(spot.area));
        respond(ui, frame, spot, &response, state, sink);
        while let Some((_, link)) = links.next_if(|(supplier, _)| *supplier == place) {
            links::node_ui(ui, frame, link, state, sink);
        }
    }
    for (_, link) in links {
        links::node_ui(ui, frame, link, state, sink);
    }
    note_hot(ui, frame, state);
    keys(ui, frame, state);
}

/// The places of the parties that are nodes in this frame. What is chosen always is: the keyboard may have walked to it before the view
/// came along.
fn nodes(frame: &Frame<'_>) -> Vec<usize> {
    let mut places: Vec<usize> = with_box(frame).take(MOST_NODES + 1).collect();
    if places.len() > MOST_NODES {
        places.clear();
    }
    if let Some(Subject::Party(chosen)) = frame.session.selection().primary()
        && let Some(place) = frame.scene.place_of_party(chosen)
        && let Err(at) = places.binary_search(&place)
    {
        places.insert(at, place);
    }
    places
}

/// The places of the parties in view that have a box of their own.
pub(super) fn with_box<'a>(frame: &'a Frame<'_>) -> impl Iterator<Item = usize> + 'a {
    let has_box = |place: &usize| frame.scene.parties.get(*place).is_some_and(|spot| frame.has_box(spot));
    let is_distant = frame.is_distant();
    frame.scene.parties_in(frame.visible).filter(move |place| !is_distant || has_box(place))
}

/// Whether so many boxes are in view that none of them can be a node: then clicks are looked up, and the outline holds them all.
pub(super) fn is_crowded(frame: &Frame<'_>) -> bool {
    with_box(frame).nth(MOST_NODES).is_some()
}

fn node_ui(ui: &Ui, frame: &Frame<'_>, spot: &PartySpot, area: Rect) -> Response {
    let missing = (Vec2::splat(TARGET) - area.size()).max(Vec2::ZERO) / 2.0;
    let missing = missing.min(Vec2::splat(HALF_GAP * frame.screen_from_world.scaling));
    let response = ui.interact(area.expand2(missing), frame.party_id(&spot.id), Sense::click_and_drag());
    let chosen = frame.session.selection().contains(&Subject::Party(spot.id.clone()));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, &spot.name);
        info.selected = chosen.then_some(true);
        info
    });
    response
}

fn respond(
    ui: &Ui,
    frame: &Frame<'_>,
    spot: &PartySpot,
    response: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let subject = Subject::Party(spot.id.clone());
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        choose(ui, frame.session, &subject, sink);
        response.request_focus();
    }
    if response.double_clicked() {
        state.field = Some(NameField::for_rename(&spot.id, frame.session.org().name_of(&spot.id)));
    }
    if response.secondary_clicked() {
        make_chosen(frame.session, &subject, sink);
        let at = response.interact_pointer_pos().unwrap_or(response.rect.center());
        state.menu = Some(OpenMenu::at(at, Some(subject)));
    }
    if response.has_focus() {
        keep_arrows(ui, response);
        if state.by_keyboard {
            focus_ring(ui, frame, frame.screen_from_world.mul_rect(spot.area));
        }
    }
    drag(ui, frame, spot, response, state, sink);
}

/// Arrow keys walk the chain, and Escape takes the choice back: neither is to move the focus by itself.
pub(super) fn keep_arrows(ui: &Ui, response: &Response) {
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// Where the keyboard is: a ring a little outside, so that it shows beside the outline of what is chosen.
pub(super) fn focus_ring(ui: &Ui, frame: &Frame<'_>, area: Rect) {
    let accent = color32(frame.tokens.theme.accent);
    ui.painter().rect_stroke(area.expand(7.0), 10.0, Stroke::new(2.0, accent), StrokeKind::Middle);
}

fn drag(
    ui: &Ui,
    frame: &Frame<'_>,
    spot: &PartySpot,
    response: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let pans = ui.input(|input| input.key_down(Key::Space));
    if response.drag_started_by(PointerButton::Primary) && !pans {
        if frame.session.showing().focus.is_some() {
            sink.push(Request::Say(CommandError::PartShown.to_string()));
            return;
        }
        let parties = moving_with(frame, &spot.id);
        state.moving = Some(Move {
            party: spot.id.clone(),
            shapes: frame.scene.shapes_moving_with(&parties),
            parties,
            scene: frame.scene.serial,
            hand: Vec2::ZERO,
            released_at_s: None,
        });
    }
    let Some(moving) = state.moving.as_mut().filter(|moving| moving.party == spot.id) else { return };
    if moving.released_at_s.is_some() {
        return;
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        state.moving = None;
        return;
    }
    if let Some(total) = response.total_drag_delta() {
        moving.hand = total / frame.screen_from_world.scaling;
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped() {
        let offset = moving.offset(spot.area);
        if offset == Vec2::ZERO {
            state.moving = None;
            return;
        }
        moving.released_at_s = Some(ui.input(|input| input.time));
        let own = moving.pin(spot.area);
        let pins = moving.parties.iter().filter_map(|party| {
            let centre = frame.scene.area_of(party)?.center() + offset;
            let pin = if *party == spot.id { own } else { walk::snapped(world::point(centre)) };
            Some((party.clone(), Some(pin)))
        });
        sink.commands(walk::set_pins(frame.session, pins.collect()));
    }
}

/// What moves with a box: itself, and when it is chosen, everything else that is and has a box of its own.
fn moving_with(frame: &Frame<'_>, party: &PartyId) -> BTreeSet<PartyId> {
    let selection = frame.session.selection();
    let mut parties = BTreeSet::from([party.clone()]);
    if selection.contains(&Subject::Party(party.clone())) {
        let shown = frame.session.shown();
        let own = selection.parties().filter(|id| shown.folded_around(id).is_none());
        parties.extend(own.cloned());
    }
    parties
}

/// Puts the box down where the new layout has it, once there is one. A box is also put down when its picture is no longer drawn.
fn settle(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    let Some(moving) = &mut state.moving else { return };
    let now = ui.input(|input| input.time);
    let held = moving.released_at_s.is_none();
    let is_new_picture = moving.scene != frame.scene.serial;
    let gone = frame.scene.area_of(&moving.party).is_none();
    let waited = moving.released_at_s.is_some_and(|since| now - since > PATIENCE_S);
    if gone || waited || (is_new_picture && !held) {
        state.moving = None;
    } else if is_new_picture {
        moving.shapes = frame.scene.shapes_moving_with(&moving.parties);
        moving.scene = frame.scene.serial;
    }
}

/// The box in the hand and its links, over the rest of the picture.
fn paint_move(ui: &Ui, frame: &Frame<'_>, moving: &Move) {
    let Some(area) = frame.scene.area_of(&moving.party) else { return };
    let offset = moving.offset(area);
    let pixels_per_point = ui.pixels_per_point();
    let mut lines = Stylus::new(frame.screen_from_world, pixels_per_point, egui::Mesh::default());
    let mut shifted = frame.screen_from_world;
    shifted.translation += offset * shifted.scaling;
    let mut boxes = Stylus::new(shifted, pixels_per_point, egui::Mesh::default());
    let mut words = Vec::new();
    for shape in moving.shapes.iter().filter_map(|place| frame.scene.list.shapes.get(*place)) {
        if !shape.levels.contains(frame.level) {
            continue;
        }
        match (&shape.subject, &shape.geometry) {
            (PictureSubject::Link(id), Geometry::Line { stroke, .. }) if shape.part == Part::Body => {
                let place = |party: &PartyId| {
                    let shift = if moving.moves(party) { offset } else { Vec2::ZERO };
                    frame.scene.area_standing_for(party).map(|area| area.translate(shift))
                };
                if let (Some(supplier), Some(customer)) = (place(&id.supplier), place(&id.customer)) {
                    lines.draw(&free_line(supplier, customer, frame.session.view(), *stroke));
                }
            }
            (PictureSubject::Party(_), Geometry::Text(run)) => words.push(run),
            (PictureSubject::Party(_), geometry) => boxes.draw(geometry),
            _ => {}
        }
    }
    let painter = ui.painter();
    painter.add(lines.into_mesh());
    painter.add(boxes.into_mesh());
    if !lettering::is_own_lettering(frame.screen_from_world.scaling) {
        let sizes = NameSizes::of(frame.scene, frame.screen_from_world, ui.ctx().zoom_factor());
        for spot in moving.parties.iter().filter_map(|party| frame.scene.party(party)) {
            lettering::small_name(spot, shifted.mul_rect(spot.area), sizes.of_parties, painter);
        }
        return;
    }
    for run in words {
        lettering::set(run, shifted, painter);
    }
}

/// A link's line as it is drawn while one of its ends is in the hand: one curve, out of the supplier and into the customer.
pub(super) fn free_line(supplier: Rect, customer: Rect, view: View, stroke: PictureStroke) -> Geometry {
    let (from, to) = match view {
        View::Chain => (supplier.right_center(), customer.left_center()),
        View::Pyramid => (supplier.center_top(), customer.center_bottom()),
    };
    Geometry::Line { path: curve(from, to, view), stroke }
}

/// A curve that leaves and arrives in the direction of the flow.
pub(super) fn curve(from: Pos2, to: Pos2, view: View) -> Path {
    let reach = match view {
        View::Chain => ((to.x - from.x).abs() / 2.0).max(40.0) * Vec2::X,
        View::Pyramid => ((to.y - from.y).abs() / 2.0).max(40.0) * -Vec2::Y,
    };
    let at = |pos: Pos2| -> Point { world::point(pos) };
    Path {
        segments: vec![
            Segment::Move(at(from)),
            Segment::Cubic { handle_from: at(from + reach), handle_to: at(to - reach), to: at(to) },
        ],
    }
}

/// Which box shows its handles: the one under the pointer; a little way beyond its border it keeps them.
fn note_hot(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    // A hand that is quicker than a frame is to find the handle it pressed still there.
    if ui.input(|input| input.pointer.any_down()) && state.hot.is_some() {
        return;
    }
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let Some(pointer) =
        pointer.filter(|pointer| frame.view.contains(*pointer) && ui.rect_contains_pointer(frame.view))
    else {
        state.hot = None;
        return;
    };
    let at = frame.to_world(pointer);
    let spot_there = frame.scene.party_at(at).filter(|spot| frame.has_box(spot));
    if let Some(spot) = spot_there {
        state.hot = Some(spot.id.clone());
    } else if let Some(hot) = &state.hot {
        let near = frame.scene.area_of(hot).map(|area| frame.screen_from_world.mul_rect(area).expand(NEAR));
        if !near.is_some_and(|area| area.contains(pointer)) {
            state.hot = None;
        }
    }
    if frame.level <= Level::Far
        && !frame.is_bare
        && let Some(spot) = spot_there
        && state.moving.is_none()
    {
        let area = frame.screen_from_world.mul_rect(spot.area);
        let name = frame.session.org().name_of(&spot.id);
        let above = area.center_top() - egui::vec2(0.0, 6.0);
        lettering::plate(ui.painter(), frame.tokens, above, egui::Align2::CENTER_BOTTOM, name, frame.view);
    }
}

/// Keys that belong to the canvas because no menu has them: the menu key opens the menu of what is chosen.
fn keys(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    if state.field.is_some() || state.menu.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let Some(chosen) = frame.session.selection().primary() else { return };
    let menu = ui.input(|input| {
        let shift_f10 = input.modifiers.shift_only() && input.key_pressed(Key::F10);
        input.key_pressed(Key::Menu) || shift_f10
    });
    if menu {
        let place = match chosen {
            Subject::Party(party) => frame.scene.area_of(party).map(|area| area.left_bottom()),
            Subject::Link(link) | Subject::Expectation(link, _) => {
                frame.scene.link(link).map(|spot| spot.anchor)
            }
        };
        let at =
            place.map_or(frame.view.center(), |at| frame.view.clamp(frame.screen_from_world.mul_pos(at)));
        state.menu = Some(OpenMenu::at(at, Some(chosen.clone())));
    }
}

/// A stroke in the accent colour, for what the hand is making.
pub(super) fn accent_stroke(frame: &Frame<'_>, dash: Dash) -> PictureStroke {
    let width = 2.5 / f64::from(frame.screen_from_world.scaling);
    PictureStroke { color: frame.tokens.theme.accent, width, dash }
}

/// Paints shapes at their own transform, with their words: legends, samples, ghosts.
pub(super) fn paint_shapes(
    ui: &Ui,
    shapes: &[crate::picture::Shape],
    screen_from_list: egui::emath::TSTransform,
) {
    let mut stylus = Stylus::new(screen_from_list, ui.pixels_per_point(), egui::Mesh::default());
    for shape in shapes {
        stylus.draw(&shape.geometry);
    }
    ui.painter().add(stylus.into_mesh());
    for shape in shapes {
        if let Geometry::Text(run) = &shape.geometry {
            lettering::set(run, screen_from_list, ui.painter());
        }
    }
}
