//! Departments that are one box each, because one looks from too far away to tell their teams apart: their words, and what a hand does
//! with them.
//!
//! A click chooses the teams, a double click comes closer until they show. A line that runs across a box comes first. Deliberately absent:
//! which department is a box and which line is left; the picture knows. Departments that somebody has folded; see `folds`.

use egui::{Align2, CursorIcon, PointerButton, Rect, Response, Role, Sense, Shape, Ui, WidgetInfo, vec2};

use super::drawing::{Drawing, PartySpot, words_of};
use super::folds::{choose_all, menu_on_click};
use super::ink::Sheet;
use super::lettering::{self, Named, Page};
use super::sizes::{TIGHT_LINE, lines_at, one_size};
use super::teams::{focus_ring, keep_arrows};
use super::{CanvasState, Frame, links, world};
use crate::diagnosis::LinkState;
use crate::picture::text::{TextStyle, Weight, shorten};
use crate::picture::{Color, DIMMED_PERCENT, Gathered, Level};
use crate::session::{Selection, Subject};
use crate::ui::Sink;
use crate::ui::tokens::{Tokens, color32, semibold};

/// With more of them in view none is a node: the outline holds them all.
const MOST_NODES: usize = 400;
/// The sizes that a department's name is tried at, the largest first, screen points.
const SIZES: [f32; 6] = [15.0, 13.0, 11.0, 10.0, 9.0, 8.0];
/// The largest that a name may be where there is no room for how the links inside fare: it shall not be louder than those that tell.
const LARGEST_ALONE: f32 = 10.0;
/// The size of the words on how the links inside fare, screen points, and the height of their row.
const STATE_SIZE: f32 = 10.5;
const STATE_ROW: f32 = 18.0;
/// Free space between the words and the box, screen points.
const PADDING: f32 = 5.0;
/// With more names to be set beside boxes than this they are left out.
const MOST_NAMES: usize = 80;
/// The size of their names and the widest they get, screen points.
const NAME_SIZE: f32 = 9.5;
const NAME_WIDTH: f64 = 150.0;
/// How far beyond the map a name may reach, screen points.
const ROOM: f32 = 36.0;

/// Everything that can be done to departments that are one box each.
pub(super) fn gathered_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    if !frame.is_distant() {
        return;
    }
    let in_view = |department: &&Gathered| {
        department.areas.iter().any(|area| world::rect(*area).intersects(frame.visible))
    };
    let departments: Vec<&Gathered> = frame.scene.list.gathered.iter().filter(in_view).collect();
    if departments.len() > MOST_NODES {
        return;
    }
    for department in departments {
        for (place, area) in department.areas.iter().enumerate() {
            let area = frame.screen_from_world.mul_rect(world::rect(*area));
            box_ui(ui, frame, department, place, area, state, sink);
        }
    }
}

fn box_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    department: &Gathered,
    place: usize,
    area: Rect,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    // Of several boxes of one department the largest is the one to step to.
    let sense = if place == 0 { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(area, frame.id.with(("gathered", &department.name, place)), sense);
    let all = || Selection::of_all(department.members.iter().cloned().map(Subject::Party));
    response.widget_info(|| {
        let called = match place {
            0 => department.called.clone(),
            _ => format!("More of department {}", department.name),
        };
        let mut info = WidgetInfo::labeled(Role::Button, true, called);
        info.selected = all().subjects().is_subset(frame.session.selection().subjects()).then_some(true);
        info
    });
    if response.has_focus() {
        keep_arrows(ui, &response);
        if state.by_keyboard {
            focus_ring(ui, frame, area);
        }
    }
    if links::line_on_box_ui(ui, frame, &response, state, sink) {
        return;
    }
    respond(ui, frame, department, area, &response, state);
    if response.clicked() {
        response.request_focus();
        choose_all(ui, frame.session, all(), sink);
    }
    if response.secondary_clicked() {
        menu_on_click(frame, &response, &department.name, all(), state, sink);
    }
}

fn respond(
    ui: &Ui,
    frame: &Frame<'_>,
    department: &Gathered,
    area: Rect,
    response: &Response,
    state: &mut CanvasState,
) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let above = area.center_top() - vec2(0.0, 6.0);
        let words = department.called.strip_prefix("Department ").unwrap_or(&department.called);
        if !frame.is_bare {
            lettering::plate(ui.painter(), frame.tokens, above, Align2::CENTER_BOTTOM, words, frame.view);
        }
    }
    if response.double_clicked_by(PointerButton::Primary) {
        state.show_all(department.members.iter().cloned().map(Subject::Party).collect());
    }
}

/// Sets the words of departments that are one box each.
pub(super) fn faces(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    tokens: &Tokens,
    named: &mut Named,
    page: &mut Page<'_>,
) {
    if sheet.level != Level::Distant {
        return;
    }
    let largest_of = |department: &Gathered| {
        let area = sheet.screen_from_world.mul_rect(world::rect(*department.areas.first()?));
        let (fitted, _) = with_state(department, true, area, f32::INFINITY, page)?;
        Some(fitted.0)
    };
    let largest = one_size(drawing.list.gathered.iter().filter_map(largest_of));
    for department in &drawing.list.gathered {
        for (place, area) in department.areas.iter().enumerate() {
            let area = world::rect(*area);
            if !area.intersects(sheet.visible) {
                continue;
            }
            let area = sheet.screen_from_world.mul_rect(area);
            match face(department, (place == 0, largest), area, tokens, page) {
                Some(plate) => named.plates.push(plate),
                None if place == 0 => named.nameless.push((department.name.clone(), area, tokens.theme.ink)),
                None => {}
            }
        }
    }
}

/// A name that fits: its size and its lines.
type Fitted = (f32, Vec<String>);

/// What is left of a box for words.
fn room_in(area: Rect) -> egui::Vec2 {
    area.size() - vec2(2.0 * PADDING, 4.0)
}

/// The largest of [`SIZES`] up to `largest` at which the name fits with so much room `below`.
fn fitted(department: &Gathered, area: Rect, largest: f32, below: f32) -> Option<Fitted> {
    let (room, words) = (room_in(area), words_of(&department.name));
    let at = |size: f32| Some((size, lines_at(&words, size, room.x, room.y - below)?));
    SIZES.into_iter().filter(|size| *size <= largest).find_map(at)
}

/// The name with how the links inside fare, if there is room for both. Where nothing is to be told inside, a name is as large as if there
/// were.
fn with_state(
    department: &Gathered,
    has_state: bool,
    area: Rect,
    largest: f32,
    page: &Page<'_>,
) -> Option<(Fitted, Option<std::sync::Arc<egui::Galley>>)> {
    let state = if has_state { state_words(department, room_in(area).x, page) } else { None };
    let has_its_size = state.is_some() || department.words.is_empty();
    let found = fitted(department, area, largest, STATE_ROW).filter(|_| has_its_size)?;
    Some((found, state))
}

/// The name, and beneath it how the links inside fare if there is room for it and it is the department's largest box. No name is larger than
/// `largest`.
fn face(
    department: &Gathered,
    (has_state, largest): (bool, f32),
    area: Rect,
    tokens: &Tokens,
    page: &mut Page<'_>,
) -> Option<Rect> {
    let alone = || {
        let small = fitted(department, area, LARGEST_ALONE, 0.0);
        small.or_else(|| shortened(department, room_in(area)))
    };
    let found = with_state(department, has_state, area, largest, page);
    let ((size, lines), state) = found.or_else(|| Some((alone()?, None)))?;
    let theme = tokens.theme;
    let shade = |color: Color| {
        let percent = if department.is_dimmed { DIMMED_PERCENT } else { 100 };
        color32(color.over(department.ground, percent))
    };
    let galleys: Vec<_> = lines.iter().map(|line| page.layout(line, semibold(size))).collect();
    let widest = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
    let row = size * TIGHT_LINE;
    let names = row * galleys.len() as f32;
    let height = names + if state.is_some() { STATE_ROW } else { 0.0 };
    let widest = state.as_ref().map_or(widest, |state| state.size().x.max(widest));
    let plate = Rect::from_center_size(area.center(), vec2(widest + 8.0, height + 2.0));
    page.shapes.push(Shape::rect_filled(plate, 4.0, color32(department.ground).gamma_multiply(0.9)));
    let mut top = plate.min.y + 1.0;
    for galley in galleys {
        let at = egui::pos2(area.center().x - galley.size().x / 2.0, top + (row - galley.size().y) / 2.0);
        page.galley(at, galley, shade(theme.ink));
        top += row;
    }
    if let Some(galley) = state {
        let middle = egui::pos2(area.center().x, top + STATE_ROW / 2.0);
        let pill = Rect::from_center_size(middle, galley.size() + vec2(8.0, 2.0));
        let ink = match department.worst {
            Some(LinkState::Broken) => {
                page.shapes.push(Shape::rect_filled(pill, pill.height() / 2.0, shade(theme.broken.text)));
                color32(theme.on_fill)
            }
            Some(LinkState::Strained) => shade(theme.strained.text),
            _ => shade(theme.soft_ink),
        };
        page.galley(pill.min + vec2(4.0, 1.0), galley, ink);
    }
    Some(plate)
}

/// The most telling words on the links inside that fit.
fn state_words(department: &Gathered, width: f32, page: &Page<'_>) -> Option<std::sync::Arc<egui::Galley>> {
    let mut galleys = department.words.iter().map(|words| page.layout(words, semibold(STATE_SIZE)));
    galleys.find(|galley| galley.size().x + 8.0 <= width)
}

/// The beginning of a name that does not fit.
fn shortened(department: &Gathered, room: egui::Vec2) -> Option<(f32, Vec<String>)> {
    let size = *SIZES.last()?;
    let style = TextStyle::new(f64::from(size), Weight::SemiBold);
    let short = shorten(&department.name, style, f64::from(room.x));
    (room.y >= size && short.chars().count() > 4).then(|| (size, vec![short]))
}

/// Sets names beside boxes that are too small for them where one looks from afar: of departments, and of the parties that belong to none,
/// external customers above all. Where there is no room, or there are too many, none is set. `view` is what is seen of the world.
pub(super) fn names_beside(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    view: Rect,
    tokens: &Tokens,
    named: &mut Named,
    page: &mut Page<'_>,
) {
    if sheet.level > Level::Far {
        return;
    }
    let on_screen = |area: Rect| sheet.screen_from_world.mul_rect(area);
    let is_distant = sheet.level == Level::Distant;
    let spots = || drawing.parties_in(sheet.visible).filter_map(|place| drawing.parties.get(place));
    let outside: Vec<&PartySpot> = spots().filter(|spot| !spot.has_department).take(MOST_NAMES + 1).collect();
    let outside = if outside.len() > MOST_NAMES { &[][..] } else { &outside };
    let name =
        |spot: &PartySpot| spot.words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
    let mut wanted: Vec<(String, Rect, Color)> =
        outside.iter().map(|spot| (name(spot), on_screen(spot.area), spot.ink)).collect();
    wanted.append(&mut named.nameless);
    if wanted.is_empty() || wanted.len() > MOST_NAMES {
        return;
    }
    let mut taken = named.plates.clone();
    taken.extend(
        spots().filter(|spot| !is_distant || spot.gathered.is_none()).map(|spot| on_screen(spot.area)),
    );
    taken.extend(drawing.folds.iter().map(|spot| on_screen(spot.face.area)));
    if is_distant {
        let areas = drawing.list.gathered.iter().flat_map(|department| &department.areas);
        taken.extend(areas.map(|area| on_screen(world::rect(*area))));
    }
    // A map that is fit into the view has about so much room around it, and beside a narrow one there is more.
    let all = drawing.extent;
    let beyond = if view.contains_rect(all) { on_screen(view).shrink(4.0) } else { Rect::NOTHING };
    let room = on_screen(all).expand(ROOM).union(beyond);
    let mut beside = Beside { room, taken, tokens, page };
    for (name, area, ink) in wanted {
        named.plates.extend(beside.set(&name, area, ink));
    }
}

/// Names beside boxes that are too small for them, where there is room.
struct Beside<'a, 'page> {
    room: Rect,
    taken: Vec<Rect>,
    tokens: &'a Tokens,
    page: &'a mut Page<'page>,
}

impl Beside<'_, '_> {
    fn set(&mut self, name: &str, area: Rect, ink: Color) -> Option<Rect> {
        let style = TextStyle::new(f64::from(NAME_SIZE), Weight::SemiBold);
        let galley = self.page.layout(&shorten(name, style, NAME_WIDTH), semibold(NAME_SIZE));
        let size = galley.size() + vec2(4.0, 0.0);
        let aside = area.width() / 2.0 + size.x / 2.0 + 2.0;
        let above = area.height() / 2.0 + size.y / 2.0 + 1.0;
        let places = [vec2(aside, 0.0), vec2(-aside, 0.0), vec2(0.0, -above), vec2(0.0, above)];
        let places = places.map(|by| Rect::from_center_size(area.center() + by, size));
        let is_free = |plate: &Rect| {
            self.room.contains_rect(*plate)
                && self.taken.iter().all(|other| !other.shrink(0.5).intersects(*plate))
        };
        let plate = places.into_iter().find(is_free)?;
        let ground = color32(self.tokens.theme.canvas).gamma_multiply(0.82);
        self.page.shapes.push(Shape::rect_filled(plate, 2.0, ground));
        self.page.galley(plate.min + vec2(2.0, 0.0), galley, color32(ink));
        self.taken.push(plate);
        Some(plate)
    }
}
