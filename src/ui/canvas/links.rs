//! Lines on the canvas as things to point at, and the empty space between.
//!
//! Lines are found by their distance from the pointer; the mark of each is a small node with the link's name, for keyboards and screen
//! readers. Deliberately absent: how lines look.

use egui::{Align2, CursorIcon, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::folds::choose_all;
use super::menu::OpenMenu;
use super::name_field::NameField;
use super::scene::LinkSpot;
use super::teams::{self, focus_ring, keep_arrows};
use super::{CanvasState, Frame, choose, lettering, make_chosen, walk, world};
use crate::model::LinkId;
use crate::picture::{Geometry, Level};
use crate::session::{Command, Selection, Subject};
use crate::ui::Sink;

/// How far from a line the pointer may be, screen points.
pub(super) const REACH: f32 = 8.0;
/// The size of a link's node, screen points.
const NODE: f32 = 24.0;
/// The same where departments are one box each, so that the boxes can be pointed at: their lines can be all along.
const DISTANT_NODE: f32 = 12.0;
/// How far from a line the pointer may be on such a box, screen points.
const REACH_ON_BOX: f32 = 4.0;
/// With more links in view than this only those of what is chosen are nodes: the outline and the table hold them all.
const MOST_NODES: usize = 240;

/// The links that are nodes in this frame, each with its supplier's place among the parties, in that order.
///
/// With too many marks in view only those of the chosen party, or the chosen link: the outline and the table hold them all.
pub(super) fn nodes<'a>(frame: &'a Frame<'_>) -> Vec<(usize, &'a LinkSpot)> {
    let scene = frame.scene;
    let mut places: Vec<usize> = in_view(frame).take(MOST_NODES + 1).collect();
    let primary = frame.session.selection().primary();
    if places.len() > MOST_NODES {
        places = match primary {
            Some(Subject::Party(party)) => {
                let touches = |place: &usize| {
                    scene
                        .links
                        .get(*place)
                        .is_some_and(|link| link.id.supplier == *party || link.id.customer == *party)
                };
                in_view(frame).filter(touches).collect()
            }
            _ => Vec::new(),
        };
    }
    if let Some(Subject::Link(link) | Subject::Expectation(link, _)) = primary
        && let Some(place) = scene.place_of_link(link)
        && let Err(at) = places.binary_search(&place)
    {
        places.insert(at, place);
    }
    let spots = places.into_iter().filter_map(|place| scene.links.get(place));
    // Those of folded departments come last.
    let place_of = |spot: &LinkSpot| scene.place_of_party(&spot.id.supplier).unwrap_or(usize::MAX);
    let mut nodes: Vec<(usize, &LinkSpot)> = spots.map(|spot| (place_of(spot), spot)).collect();
    // Stable: the links of one supplier stay in the order of their ids.
    nodes.sort_by_key(|(supplier, _)| *supplier);
    nodes
}

/// The places of the links in view that have a line, by id.
pub(super) fn in_view<'a>(frame: &'a Frame<'_>) -> Box<dyn Iterator<Item = usize> + 'a> {
    if frame.is_distant() {
        Box::new(frame.scene.distant_links_in(frame.visible))
    } else {
        Box::new(frame.scene.links_in(frame.visible))
    }
}

/// Whether so many links are in view that not all can be nodes.
pub(super) fn is_crowded(frame: &Frame<'_>) -> bool {
    in_view(frame).nth(MOST_NODES).is_some()
}

/// What a line is called aloud, and all links that it stands for; none where it stands for its own alone.
fn standing_for<'a>(frame: &'a Frame<'_>, spot: &'a LinkSpot) -> (&'a str, &'a [LinkId]) {
    let gathered = frame.scene.list.gathered_lines.get(&spot.id).filter(|_| frame.is_distant());
    gathered.map_or((&spot.name, &spot.bundle), |line| (&line.called, &line.links))
}

/// The node of one link.
pub(super) fn node_ui(ui: &Ui, frame: &Frame<'_>, spot: &LinkSpot, state: &mut CanvasState, sink: &mut Sink) {
    let at = frame.screen_from_world.mul_pos(spot.anchor);
    let area = Rect::from_center_size(at, Vec2::splat(if frame.is_distant() { DISTANT_NODE } else { NODE }));
    let response = ui.interact(area, frame.id.with(("link", &spot.id)), Sense::click());
    let chosen = frame.session.selection().contains(&Subject::Link(spot.id.clone()));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, standing_for(frame, spot).0);
        info.selected = chosen.then_some(true);
        info
    });
    if response.has_focus() {
        keep_arrows(ui, &response);
        if state.by_keyboard {
            focus_ring(ui, frame, area.shrink(4.0));
        }
    }
    if response.hovered() {
        touched(ui, frame, spot, at);
    }
    respond_line(ui, frame, spot, &response, state, sink);
    if response.clicked() {
        response.request_focus();
    }
}

/// A line that stands for several links chooses them all, the one that speaks for them first.
fn respond_line(
    ui: &Ui,
    frame: &Frame<'_>,
    spot: &LinkSpot,
    response: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let (_, all) = standing_for(frame, spot);
    if all.is_empty() {
        respond(ui, frame, &Subject::Link(spot.id.clone()), response, state, sink);
    } else if response.clicked() || response.secondary_clicked() {
        let rest = all.iter().filter(|id| **id != spot.id);
        let links = std::iter::once(&spot.id).chain(rest).cloned();
        choose_all(ui, frame.session, Selection::of_all(links.map(Subject::Link)), sink);
    }
}

fn respond(
    ui: &Ui,
    frame: &Frame<'_>,
    subject: &Subject,
    response: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    if response.clicked() {
        choose(ui, frame.session, subject, sink);
    }
    if response.secondary_clicked() {
        make_chosen(frame.session, subject, sink);
        let at = response.interact_pointer_pos().unwrap_or(response.rect.center());
        state.menu = Some(OpenMenu::at(at, Some(subject.clone())));
    }
}

/// The pointer is on a link: its name appears when the picture has no room for it.
fn touched(ui: &Ui, frame: &Frame<'_>, spot: &LinkSpot, pointer: Pos2) {
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    if frame.is_bare {
        return;
    }
    let mut words =
        frame.scene.shapes_at_mark(spot).filter(|shape| matches!(shape.geometry, Geometry::Text(_)));
    if frame.level <= Level::Far || words.next().is_none() {
        let (name, _) = standing_for(frame, spot);
        let name = name.strip_prefix("Link ").or(name.strip_prefix("Links ")).unwrap_or(name);
        let above = pointer - vec2(0.0, 16.0);
        lettering::plate(ui.painter(), frame.tokens, above, Align2::CENTER_BOTTOM, name, frame.view);
    }
}

/// Answers a pointer that is on a line across a box, which `response` is about; whether it is.
pub(super) fn line_on_box_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    response: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) -> bool {
    line_ui(ui, frame, response, REACH_ON_BOX, state, sink)
}

/// Answers a pointer that is no further from a line than that, screen points; whether it is.
fn line_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    response: &Response,
    reach: f32,
    state: &mut CanvasState,
    sink: &mut Sink,
) -> bool {
    let Some(pointer) = response.interact_pointer_pos().or(response.hover_pos()) else { return false };
    let reach = reach / frame.screen_from_world.scaling;
    let Some(spot) = frame.scene.link_at(frame.to_world(pointer), frame.level, reach) else { return false };
    if response.hovered() {
        touched(ui, frame, spot, pointer);
    }
    respond_line(ui, frame, spot, response, state, sink);
    true
}

/// Clicks beside the boxes: on a line, or on nothing.
pub(super) fn background_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    background: &Response,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    let Some(pointer) = background.interact_pointer_pos().or(background.hover_pos()) else { return };
    let at = frame.to_world(pointer);
    let quiet = state.moving.is_none() && state.linking.is_none() && !background.dragged();
    if quiet
        && teams::is_crowded(frame)
        && let Some(spot) = frame.scene.party_at(at).filter(|spot| frame.has_box(spot))
    {
        respond(ui, frame, &Subject::Party(spot.id.clone()), background, state, sink);
        return;
    }
    if quiet && line_ui(ui, frame, background, REACH, state, sink) {
        return;
    }
    if background.dragged() && state.marquee.is_none() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if background.double_clicked() {
        let department = frame.scene.department_at(at).map(str::to_owned);
        state.field = Some(NameField::for_team_at(walk::snapped(world::point(at)), department));
    } else if background.clicked() && state.field.is_none() && !frame.session.selection().is_empty() {
        sink.command(Command::Select(Selection::none()));
    }
    if background.secondary_clicked() {
        state.menu = Some(OpenMenu::at(pointer, None));
    }
}
