//! The two round handles of a box: out of one a link is drawn to a customer, out of the other to a supplier.
//!
//! While a link is in the hand, words beside the pointer say what will be made. Let go over a box it becomes one request; over
//! empty space a field asks for the other team's name. A click, or Enter, opens that field at once. Deliberately absent: completion.

use egui::{Align2, Color32, CursorIcon, Key, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::ink::Stylus;
use super::name_field::NameField;
use super::teams::{accent_stroke, curve, focus_ring};
use super::{CanvasState, Frame, choose, lettering};
use crate::model::{LinkId, PartyId, View};
use crate::picture::{Dash, Geometry};
use crate::session::{Command, Selection, Subject};
use crate::ui::Sink;
use crate::ui::tokens::color32;

/// The size of a handle to point at, screen points.
const TARGET: f32 = 24.0;
/// The radius that is painted.
const RADIUS: f32 = 8.0;
/// From the border of the box to the middle of the handle.
const AWAY: f32 = 13.0;
/// Boxes narrower than this on the screen show no handles.
const NARROWEST: f32 = 40.0;

/// Which end of the new link the party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// The party supplies somebody.
    Supplier,
    /// Somebody supplies the party.
    Customer,
}

impl LinkEnd {
    /// The link between `party` at this end and `other` at the other.
    pub(super) fn link(self, party: &PartyId, other: &PartyId) -> LinkId {
        let (supplier, customer) = match self {
            Self::Supplier => (party, other),
            Self::Customer => (other, party),
        };
        LinkId { supplier: supplier.clone(), customer: customer.clone() }
    }
}

/// A link in the hand.
pub(super) struct Linking {
    party: PartyId,
    end: LinkEnd,
    pointer: Pos2,
}

/// The handles of the box under the pointer and of the chosen one, and the link in the hand.
pub(super) fn handles_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    let chosen = match frame.session.selection().primary() {
        Some(Subject::Party(party)) => Some(party.clone()),
        _ => None,
    };
    let mut parties: Vec<PartyId> = state.linking.iter().map(|linking| linking.party.clone()).collect();
    parties.extend(state.hot.clone().into_iter().chain(chosen.clone()));
    parties.sort();
    parties.dedup();
    if state.moving.is_some() || state.field.is_some() {
        return;
    }
    for party in &parties {
        let Some(area) = frame.scene.area_of(party) else { continue };
        let area = frame.screen_from_world.mul_rect(area);
        if area.width().min(area.height() * 3.0) < NARROWEST || !area.intersects(frame.view) {
            continue;
        }
        for end in [LinkEnd::Customer, LinkEnd::Supplier] {
            handle_ui(ui, frame, party, area, end, chosen.as_ref() == Some(party), state, sink);
        }
    }
    linking_ui(ui, frame, state, sink);
}

/// Where the flow leaves (supplier's side) or reaches a box, and which way it points there.
fn port(area: Rect, end: LinkEnd, view: View) -> (Pos2, Vec2) {
    let flow = match view {
        View::Chain => vec2(1.0, 0.0),
        View::Pyramid => vec2(0.0, -1.0),
    };
    let outward = match end {
        LinkEnd::Supplier => flow,
        LinkEnd::Customer => -flow,
    };
    (area.center() + outward * area.size() / 2.0, outward)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one handle is one party, one end, and the whole of the canvas"
)]
fn handle_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    party: &PartyId,
    area: Rect,
    end: LinkEnd,
    is_chosen: bool,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let (border, outward) = port(area, end, frame.session.view());
    let centre = border + outward * AWAY;
    let target = Rect::from_center_size(centre, Vec2::splat(TARGET));
    // Only the chosen box's handles are stops of the Tab key: those under the pointer come and go.
    let sense = if is_chosen { Sense::click_and_drag() } else { Sense::CLICK | Sense::DRAG };
    let response = ui.interact(target, frame.id.with(("handle", party, end == LinkEnd::Supplier)), sense);
    let name = frame.session.org().name_of(party);
    let label = match end {
        LinkEnd::Supplier => format!("Draw a link from {name} to a customer"),
        LinkEnd::Customer => format!("Draw a link from a supplier to {name}"),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    if response.has_focus() && state.by_keyboard {
        focus_ring(ui, frame, target.shrink(7.0));
    }
    paint_handle(ui, frame, centre, frame.session.view(), response.hovered() || response.dragged());
    if response.drag_started() {
        state.linking = Some(Linking { party: party.clone(), end, pointer: centre });
    }
    if let Some(linking) =
        state.linking.as_mut().filter(|linking| linking.party == *party && linking.end == end)
    {
        if let Some(pointer) = response.interact_pointer_pos() {
            linking.pointer = pointer;
        }
        if response.drag_stopped() {
            release(frame, state, sink);
        }
    } else if response.clicked() {
        choose(ui, frame.session, &Subject::Party(party.clone()), sink);
        state.field = Some(NameField::for_linked(party, end, frame.to_world(centre + outward * 96.0)));
    } else if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        response.on_hover_text(label);
    }
}

/// A disc with a small arrow along the flow.
fn paint_handle(ui: &Ui, frame: &Frame<'_>, centre: Pos2, view: View, is_touched: bool) {
    let theme = frame.tokens.theme;
    let accent = color32(theme.accent);
    let plate = color32(theme.plate);
    let (fill, ink) = if is_touched { (accent, plate) } else { (plate, accent) };
    let painter = ui.painter();
    painter.circle(centre, RADIUS, fill, Stroke::new(1.5, accent));
    let (along, aside) = match view {
        View::Chain => (vec2(1.0, 0.0), vec2(0.0, 1.0)),
        View::Pyramid => (vec2(0.0, -1.0), vec2(1.0, 0.0)),
    };
    let tip = centre + along * 3.5;
    let stroke = Stroke::new(1.5, ink);
    painter.line_segment([centre - along * 3.5, tip], stroke);
    painter.line_segment([tip - along * 3.0 + aside * 2.5, tip], stroke);
    painter.line_segment([tip - along * 3.0 - aside * 2.5, tip], stroke);
}

/// What letting go here would do.
enum Outcome {
    /// A link is made.
    Make(LinkId),
    /// The link is there already: it is chosen.
    Choose(LinkId),
    /// The name of a new team is asked for.
    Ask,
    /// Nothing: it is not said to whom in the folded department.
    Folded(String),
    /// Nothing.
    Nothing,
}

fn outcome(frame: &Frame<'_>, linking: &Linking) -> Outcome {
    if let Some(spot) = frame.scene.fold_at(frame.to_world(linking.pointer)) {
        return Outcome::Folded(spot.department.clone());
    }
    match frame.scene.party_at(frame.to_world(linking.pointer)) {
        Some(spot) if spot.id == linking.party => Outcome::Nothing,
        Some(spot) => {
            let link = linking.end.link(&linking.party, &spot.id);
            if frame.session.org().link(&link).is_some() {
                Outcome::Choose(link)
            } else {
                Outcome::Make(link)
            }
        }
        None => Outcome::Ask,
    }
}

fn in_words(frame: &Frame<'_>, linking: &Linking, outcome: &Outcome) -> String {
    let org = frame.session.org();
    match outcome {
        Outcome::Make(link) => {
            format!("{} supplies {}", org.name_of(&link.supplier), org.name_of(&link.customer))
        }
        Outcome::Choose(link) => {
            format!("{} supplies {} already", org.name_of(&link.supplier), org.name_of(&link.customer))
        }
        Outcome::Ask => match linking.end {
            LinkEnd::Supplier => format!("{} supplies a new team", org.name_of(&linking.party)),
            LinkEnd::Customer => format!("A new team supplies {}", org.name_of(&linking.party)),
        },
        Outcome::Folded(department) => format!("Unfold {department} first, to link to one of its teams"),
        Outcome::Nothing => "Let go here to make nothing".to_owned(),
    }
}

fn linking_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState, _: &mut Sink) {
    let Some(linking) = &state.linking else { return };
    if ui.input(|input| input.key_pressed(Key::Escape) || !input.pointer.any_down()) {
        state.linking = None;
        return;
    }
    let Some(area) = frame.scene.area_of(&linking.party) else { return };
    let view = frame.session.view();
    let outcome = outcome(frame, linking);
    let (start, _) = port(area, linking.end, view);
    let pointer = frame.to_world(linking.pointer);
    let (from, to) = match linking.end {
        LinkEnd::Supplier => (start, pointer),
        LinkEnd::Customer => (pointer, start),
    };
    let dash = match outcome {
        Outcome::Make(_) => Dash::Solid,
        _ => Dash::Dashes { on: 8.0, off: 6.0 },
    };
    let mut stylus = Stylus::new(frame.screen_from_world, ui.pixels_per_point(), egui::Mesh::default());
    stylus.draw(&Geometry::Line { path: curve(from, to, view), stroke: accent_stroke(frame, dash) });
    ui.painter().add(stylus.into_mesh());
    if let Some(spot) = frame.scene.party_at(pointer).filter(|spot| spot.id != linking.party) {
        focus_ring(ui, frame, frame.screen_from_world.mul_rect(spot.area).shrink(3.0));
    }
    ui.painter().circle(
        linking.pointer,
        4.0,
        color32(frame.tokens.theme.accent),
        (0.0, Color32::TRANSPARENT),
    );
    let words = in_words(frame, linking, &outcome);
    let beside = linking.pointer + vec2(14.0, 18.0);
    lettering::plate(ui.painter(), frame.tokens, beside, Align2::LEFT_TOP, &words, frame.view);
    ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
}

fn release(frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    let Some(linking) = state.linking.take() else { return };
    match outcome(frame, &linking) {
        Outcome::Make(link) => sink.command(Command::AddLink(link)),
        Outcome::Choose(link) => sink.command(Command::Select(Selection::link(&link))),
        Outcome::Ask => {
            let at = frame.to_world(linking.pointer);
            state.field = Some(NameField::for_linked(&linking.party, linking.end, at));
        }
        Outcome::Folded(_) | Outcome::Nothing => {}
    }
}
