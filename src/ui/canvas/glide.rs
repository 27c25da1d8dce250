//! A picture on its way: boxes, lines and words glide from where they stood to where they stand now, so that the eye can follow.
//!
//! Only small pictures glide; a large one is there at once. Deliberately absent: the camera's own flights, and whether motion is wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::{Mesh, Painter, Pos2, Rect, Ui, Vec2};

use super::drawing::{Drawing, LinkSpot};
use super::ink::{Sheet, Stylus, is_plate};
use super::sizes::NameSizes;
use super::{lettering, world};
use crate::model::{LinkId, PartyId};
use crate::picture::{Geometry, Level, Part, Path, Shape, Stroke, Subject};

/// How long it takes, seconds.
const LASTS_S: f64 = 0.18;
/// A picture of more shapes is there at once.
const MOST_SHAPES: usize = 4_000;
/// What moves less than this, world units, stands still.
const LEAST: f32 = 0.5;
/// A stroke this close to a link's mark, world units, is part of the mark.
const MARK_REACH: f32 = 40.0;

/// A picture that is gliding.
pub(super) struct Glide {
    begun_at_s: f64,
    scene: u64,
    /// By place in the display list.
    motions: Vec<Motion>,
    /// How far each party's box has to go back, by place.
    boxes: Vec<Vec2>,
}

/// How a shape stood before, world units.
enum Motion {
    /// So far away.
    Shift(Vec2),
    /// A line's points as they are now, and how far from it each was.
    Bend(Vec<Vec<(Pos2, Vec2)>>),
}

/// Where things were in the earlier picture.
struct Earlier<'a> {
    drawing: &'a Drawing,
    /// The ways of links, from end to end.
    ways: BTreeMap<&'a LinkId, Vec<Pos2>>,
    /// The areas of departments, each in its order.
    areas: BTreeMap<&'a str, Vec<Rect>>,
    /// The boxes that the hand has brought to their places already.
    held: Option<&'a BTreeSet<PartyId>>,
}

impl Glide {
    /// The way from `old` to `new`; `None` when nothing moves, or too much would. `held` are in their places already.
    pub(super) fn new(
        old: &Drawing,
        new: &Drawing,
        scene: u64,
        held: Option<&BTreeSet<PartyId>>,
        now_s: f64,
    ) -> Option<Self> {
        if old.list.shapes.is_empty() || old.list.shapes.len().max(new.list.shapes.len()) > MOST_SHAPES {
            return None;
        }
        let earlier = Earlier::of(old, held);
        let boxes: Vec<Vec2> = new.parties.iter().map(|spot| earlier.shift_of(&spot.id, spot.area)).collect();
        let mut departments = BTreeMap::new();
        let motion = |shape| earlier.motion(shape, new, &mut departments);
        let motions: Vec<Motion> = new.list.shapes.iter().map(motion).collect();
        let has_moved = |spot: &LinkSpot| {
            old.link(&spot.id).is_some_and(|was| (was.anchor - spot.anchor).length() > LEAST)
        };
        let moves = boxes.iter().any(|by| by.length() > LEAST) || new.links.iter().any(has_moved);
        moves.then_some(Self { begun_at_s: now_s, scene, motions, boxes })
    }

    /// Paints the picture as far as it has come; `false` once it has arrived, or is not the present one.
    pub(super) fn paint(&self, ui: &Ui, sheet: &Sheet<'_>, drawing: &Drawing) -> bool {
        let share = (ui.input(|input| input.time) - self.begun_at_s) / LASTS_S;
        if !(0.0..1.0).contains(&share) || self.scene != sheet.scene {
            return false;
        }
        let left = (1.0 - share) as f32;
        let left = left * left * left;
        let zoom = sheet.screen_from_world.scaling;
        let own_words = lettering::is_own_lettering(zoom);
        let mut stylus = Stylus::new(sheet.screen_from_world, ui.pixels_per_point(), Mesh::default());
        stylus.look_from(sheet.level);
        let mut runs = Vec::new();
        for (shape, motion) in drawing.list.shapes.iter().zip(&self.motions) {
            if !shape.levels.contains(sheet.level) || (!own_words && is_plate(shape)) {
                continue;
            }
            match (motion, &shape.geometry) {
                (Motion::Shift(by), Geometry::Text(run)) => runs.push((*by * left, run, &shape.subject)),
                (Motion::Shift(by), geometry) => stylus.draw_shifted(geometry, *by * left),
                (Motion::Bend(bent), Geometry::Line { stroke, .. }) => bend(&mut stylus, bent, stroke, left),
                (Motion::Bend(_), _) => {}
            }
        }
        let painter = ui.painter();
        painter.add(stylus.into_mesh());
        for (by, run, subject) in runs {
            if own_words || !matches!(subject, Subject::Party(_) | Subject::Folded(_) | Subject::Link(_)) {
                lettering::set(run, shifted(sheet.screen_from_world, by), painter);
            }
        }
        if !own_words && sheet.level > Level::Far {
            self.paint_names(drawing, sheet, left, painter);
        }
        ui.ctx().request_repaint();
        true
    }

    fn paint_names(&self, drawing: &Drawing, sheet: &Sheet<'_>, left: f32, painter: &Painter) {
        let sizes = NameSizes::of(drawing, sheet.screen_from_world, painter.ctx().zoom_factor());
        for spot in drawing.folds.iter().filter(|spot| spot.face.area.intersects(sheet.visible)) {
            let area = sheet.screen_from_world.mul_rect(spot.face.area);
            lettering::small_name(&spot.face, area, sizes.of_folds, painter);
        }
        for (spot, by) in drawing.parties.iter().zip(&self.boxes) {
            let area = spot.area.translate(*by * left);
            if area.intersects(sheet.visible) {
                let area = sheet.screen_from_world.mul_rect(area);
                lettering::small_name(spot, area, sizes.of_parties, painter);
            }
        }
    }
}

fn shifted(screen_from_world: TSTransform, by: Vec2) -> TSTransform {
    TSTransform::new(
        screen_from_world.translation + by * screen_from_world.scaling,
        screen_from_world.scaling,
    )
}

fn bend(stylus: &mut Stylus, runs: &[Vec<(Pos2, Vec2)>], stroke: &Stroke, left: f32) {
    for run in runs {
        let points: Vec<_> = run.iter().map(|(at, by)| world::point(*at + *by * left)).collect();
        stylus.draw(&Geometry::Line { path: Path::polyline(&points), stroke: *stroke });
    }
}

impl<'a> Earlier<'a> {
    fn of(drawing: &'a Drawing, held: Option<&'a BTreeSet<PartyId>>) -> Self {
        let mut ways: BTreeMap<&LinkId, Vec<Pos2>> = BTreeMap::new();
        let mut areas: BTreeMap<&str, Vec<Rect>> = BTreeMap::new();
        for (shape, bounds) in drawing.list.shapes.iter().zip(&drawing.bounds) {
            match (&shape.subject, shape.part, &shape.geometry) {
                (Subject::Link(id), Part::Body, Geometry::Line { path, .. }) => {
                    let points = path.flattened().into_iter().flatten().map(world::pos);
                    ways.entry(id).or_default().extend(points);
                }
                (Subject::Department(name), Part::Body, _) => {
                    areas.entry(name.as_str()).or_default().push(*bounds);
                }
                _ => {}
            }
        }
        Self { drawing, ways, areas, held }
    }

    fn shift_of(&self, party: &PartyId, area: Rect) -> Vec2 {
        let was = self.drawing.area_of(party).filter(|_| self.held.is_none_or(|held| !held.contains(party)));
        was.map_or(Vec2::ZERO, |was| was.center() - area.center())
    }

    /// `seen`: how many areas of each department have come already.
    fn motion<'b>(&self, shape: &'b Shape, new: &Drawing, seen: &mut BTreeMap<&'b str, usize>) -> Motion {
        match &shape.subject {
            Subject::Party(id) => {
                Motion::Shift(new.area_of(id).map_or(Vec2::ZERO, |area| self.shift_of(id, area)))
            }
            Subject::Link(id)
                if self
                    .held
                    .is_none_or(|held| !held.contains(&id.supplier) && !held.contains(&id.customer)) =>
            {
                self.motion_of_link(id, shape, new)
            }
            Subject::Department(name) => {
                let place = seen.entry(name.as_str()).or_default();
                let was = self.areas.get(name.as_str()).and_then(|areas| areas.get(*place));
                let is_area = shape.part == Part::Body;
                *place += usize::from(is_area);
                let was = was.filter(|_| is_area);
                Motion::Shift(was.map_or(Vec2::ZERO, |was| was.min - world::rect(shape.bounds).min))
            }
            // Another fold is another picture: the box is there at once.
            Subject::Folded(_) | Subject::Link(_) | Subject::None | Subject::Legend => {
                Motion::Shift(Vec2::ZERO)
            }
        }
    }

    fn motion_of_link(&self, id: &LinkId, shape: &Shape, new: &Drawing) -> Motion {
        let (Some(was), Some(is)) = (self.drawing.link(id), new.link(id)) else {
            return Motion::Shift(Vec2::ZERO);
        };
        let by = was.anchor - is.anchor;
        let bounds = world::rect(shape.bounds);
        let way = self.ways.get(id).filter(|way| way.len() > 1);
        match (&shape.geometry, way) {
            (Geometry::Line { path, .. }, Some(way))
                if shape.part == Part::Body
                    || !Rect::from_center_size(is.anchor, Vec2::splat(2.0 * MARK_REACH))
                        .contains_rect(bounds) =>
            {
                Motion::Bend(bent(path, way))
            }
            // The arrow head goes with the end of the line.
            (Geometry::Polygon { .. }, Some(way)) if bounds.distance_to_pos(is.anchor) > MARK_REACH => {
                Motion::Shift(way.last().map_or(by, |tip| *tip - bounds.center()))
            }
            _ => Motion::Shift(by),
        }
    }
}

/// The points of `path`, and how far from each the earlier way was at the same share of its length.
fn bent(path: &Path, way: &[Pos2]) -> Vec<Vec<(Pos2, Vec2)>> {
    let runs: Vec<Vec<Pos2>> =
        path.flattened().into_iter().map(|run| run.into_iter().map(world::pos).collect()).collect();
    let all: Vec<Pos2> = runs.iter().flatten().copied().collect();
    let (length, way_length) = (length_of(&all).max(f32::MIN_POSITIVE), length_of(way));
    let mut walked = 0.0;
    let mut last: Option<Pos2> = None;
    let mut placed = |at: Pos2| {
        walked += last.replace(at).map_or(0.0, |from| (at - from).length());
        (at, point_along(way, walked / length * way_length) - at)
    };
    runs.into_iter().map(|run| run.into_iter().map(&mut placed).collect()).collect()
}

fn length_of(points: &[Pos2]) -> f32 {
    points.windows(2).map(|pair| if let [from, to] = pair { (*to - *from).length() } else { 0.0 }).sum()
}

fn point_along(points: &[Pos2], distance: f32) -> Pos2 {
    let mut left = distance;
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let step = (*to - *from).length();
        if left <= step && step > 0.0 {
            return *from + (*to - *from) * (left / step);
        }
        left -= step;
    }
    points.last().copied().unwrap_or_default()
}

/// Keeps up with the pictures: begins a glide when there is another one.
#[derive(Default)]
pub(super) struct Gliding {
    /// The picture that is shown now; without the picture itself where it is too large to glide: letting go of that would take longer than
    /// a frame may.
    shown: Option<(u64, Option<Arc<Drawing>>)>,
    glide: Option<Glide>,
}

impl Gliding {
    /// Notes the picture that is shown now. `is_wanted`: the picture before was of the same map and view, and motion is not reduced.
    pub(super) fn follow(
        &mut self,
        ui: &Ui,
        (serial, drawing): (u64, Arc<Drawing>),
        held: Option<&BTreeSet<PartyId>>,
        is_wanted: bool,
    ) {
        if self.shown.as_ref().is_some_and(|(shown, _)| *shown == serial) {
            return;
        }
        let may_glide = drawing.list.shapes.len() <= MOST_SHAPES;
        let kept = may_glide.then(|| Arc::clone(&drawing));
        let before = self.shown.replace((serial, kept)).and_then(|(_, old)| old);
        let now_s = ui.input(|input| input.time);
        let before = before.filter(|_| is_wanted);
        self.glide = before.and_then(|old| Glide::new(&old, &drawing, serial, held, now_s));
    }

    /// Whether a picture is on its way.
    pub(super) fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// Paints the picture if it is gliding.
    pub(super) fn paint(&mut self, ui: &Ui, sheet: &Sheet<'_>, drawing: &Drawing) -> bool {
        let glides = self.glide.as_ref().is_some_and(|glide| glide.paint(ui, sheet, drawing));
        if !glides {
            self.glide = None;
        }
        glides
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Point;
    use egui::{pos2, vec2};

    #[test]
    fn a_line_bends_from_its_earlier_way_by_shares_of_its_length() {
        let path = Path::polyline(&[Point::new(0.0, 0.0), Point::new(50.0, 0.0), Point::new(100.0, 0.0)]);
        let runs = bent(&path, &[pos2(0.0, 40.0), pos2(200.0, 40.0)]);
        let by: Vec<Vec2> = runs.iter().flatten().map(|(_, by)| *by).collect();
        assert_eq!(by, [vec2(0.0, 40.0), vec2(50.0, 40.0), vec2(100.0, 40.0)]);
    }
}
