//! What is seen of the picture without its words, kept from frame to frame and moved with the camera.
//!
//! It is made for one zoom and for somewhat more of the world than is seen. While somebody zooms it is stretched a little; when the
//! zoom rests it is made anew. A view of few shapes is made at once as triangles, any other on a thread; where there are more triangles
//! than a frame can carry, they are painted there and come as an image. Until it is done what was there before is shown. What is made
//! where is decided by counting, never by a clock. Deliberately absent: text; see `words`.

use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::layers::ShapeIdx;
use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, TextureHandle, TextureOptions, Vec2};

use super::drawing::Drawing;
use super::ink::{FAR_ZOOM, Sheet, Stylus, is_plate};
use super::lettering;
use super::making::{Made, Making};
use super::raster::{Raster, Tile};
use crate::picture::afar::CROWD;
use crate::picture::{Geometry, Level};

/// So many shapes in view are turned into triangles at once, more on a thread.
const CHEAP: usize = 2_000;
/// With more corners of triangles than this an image is less work in every frame.
const MOST_CORNERS: usize = 40_000;
/// After so many lines an image is painted while triangles are still being made, to bound memory.
const BATCH: usize = 200_000;
/// How far what is at hand is stretched while somebody zooms.
const STRETCH: RangeInclusive<f32> = 0.8..=1.25;
/// How much more of the world is made than is seen, to each side, as a share of the view.
const MARGIN: f32 = 0.2;
/// With less of it left, more is made on a thread.
const LOW: f32 = 0.06;
/// So many layers of a crowd's lines would fill what they cover.
const LAYERS: f32 = 2.5;
/// The faintest a crowd's line gets.
const FAINTEST: f32 = 0.05;
/// How far beyond what is seen a line is drawn, screen points: more than half the widest line.
const SEEN_MARGIN: f32 = 24.0;

/// What an exposure was made for. Equal: it shows the right things.
#[derive(Clone, Debug, PartialEq)]
struct MadeFor {
    scene: u64,
    pixels_per_point: f32,
    level: Level,
    has_words: bool,
    is_lifted: bool,
}

/// A part of the picture as it was made for one zoom.
struct Exposure {
    made_for: MadeFor,
    zoom: f32,
    /// What it shows of the world.
    covered: Rect,
    look: Look,
}

/// Relative to the middle of what is covered, screen points.
enum Look {
    Triangles(Arc<Mesh>),
    Image(Vec<(Rect, TextureHandle)>),
}

/// The same before it has gone to the graphics card.
enum Raw {
    Triangles(Mesh),
    Image(Vec<Tile>),
}

/// What is at hand.
#[derive(Default)]
pub(super) struct Film {
    shown: Option<Rc<Exposure>>,
    /// The last that showed the whole map: beneath what is not there yet.
    whole: Option<Rc<Exposure>>,
    making: Option<(Job, Making<Raw>)>,
    last_zoom: f32,
    /// Whether what comes next is so little that it is made when it is needed.
    is_next_cheap: bool,
}

/// An exposure that is wanted.
#[derive(Clone)]
struct Job {
    drawing: Arc<Drawing>,
    made_for: MadeFor,
    zoom: f32,
    covered: Rect,
    /// Left out, because they are being dragged.
    lifted: Vec<usize>,
}

impl Film {
    /// Whether more is being made on a thread.
    pub(super) fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// Paints the sheet from what is at hand, and has the rest made.
    pub(super) fn paint(&mut self, sheet: &Sheet<'_>, drawing: &Arc<Drawing>, painter: &Painter) {
        self.take_made(painter, drawing.extent);
        let zoom = sheet.screen_from_world.scaling;
        let rests = (zoom - self.last_zoom).abs() <= f32::EPSILON * zoom;
        self.last_zoom = zoom;
        let made_for = MadeFor {
            scene: sheet.scene,
            pixels_per_point: painter.pixels_per_point(),
            level: sheet.level,
            has_words: lettering::is_own_lettering(zoom),
            is_lifted: !sheet.lifted.is_empty(),
        };
        let at_hand = self
            .shown
            .as_ref()
            .map_or(AtHand::Nothing, |shown| shown.serves(&made_for, zoom, sheet.visible, drawing.extent));
        let is_wanted = match at_hand {
            AtHand::Exact => false,
            AtHand::Stretched => rests,
            AtHand::Low => !self.is_next_cheap,
            AtHand::Nothing => true,
        };
        if is_wanted && self.making.is_none() && drawing.extent.expand(1.0).intersects(sheet.visible) {
            let job = Job {
                drawing: Arc::clone(drawing),
                made_for,
                zoom,
                covered: sheet
                    .visible
                    .expand2(sheet.visible.size() * MARGIN)
                    .intersect(drawing.extent.expand(SEEN_MARGIN / zoom)),
                lifted: sheet.lifted.to_vec(),
            };
            self.make(job, painter, at_hand == AtHand::Low);
        } else if at_hand == AtHand::Stretched && !rests {
            // Once more when the zoom rests.
            painter.ctx().request_repaint();
        }
        self.show(sheet, painter);
    }

    fn make(&mut self, job: Job, painter: &Painter, is_early: bool) {
        let places = job.places();
        if places.len() <= CHEAP {
            // Made in no time when the view gets there.
            if is_early {
                self.is_next_cheap = true;
                return;
            }
            if let Some(mesh) = job.mesh(&places, 2 * MOST_CORNERS) {
                let extent = job.drawing.extent;
                self.expose(job, Raw::Triangles(mesh), painter, extent);
                return;
            }
        }
        let work = job.clone();
        match Making::begin(painter.ctx(), move || work.raw()) {
            Some(making) => self.making = Some((job, making)),
            None => {
                let (raw, extent) = (job.raw(), job.drawing.extent);
                self.expose(job, raw, painter, extent);
            }
        }
    }

    fn take_made(&mut self, painter: &Painter, extent: Rect) {
        let Some((job, making)) = self.making.take() else { return };
        match making.take() {
            Made::NotYet => self.making = Some((job, making)),
            Made::Done(raw) => self.expose(job, raw, painter, extent),
            Made::Lost => {}
        }
    }

    fn expose(&mut self, job: Job, raw: Raw, painter: &Painter, extent: Rect) {
        let look = match raw {
            Raw::Triangles(mesh) => Look::Triangles(Arc::new(mesh)),
            Raw::Image(tiles) => {
                let upload = |tile: Tile| {
                    let texture = painter.ctx().load_texture("map", tile.image, TextureOptions::LINEAR);
                    (tile.area, texture)
                };
                Look::Image(tiles.into_iter().map(upload).collect())
            }
        };
        let Job { made_for, zoom, covered, .. } = job;
        let exposure = Rc::new(Exposure { made_for, zoom, covered, look });
        if covered.contains_rect(extent) {
            self.whole = Some(Rc::clone(&exposure));
        } else if self.whole.as_ref().is_some_and(|whole| !lie_alike(whole.covered, extent)) {
            // Of a map that has become another one: folded, focused.
            self.whole = None;
        }
        self.shown = Some(exposure);
        self.is_next_cheap = false;
    }

    fn show(&self, sheet: &Sheet<'_>, painter: &Painter) {
        let Some(shown) = &self.shown else { return };
        shown.paint(sheet.screen_from_world, painter);
        let covered = sheet.screen_from_world.mul_rect(shown.covered);
        let view = painter.clip_rect();
        if let Some(whole) = self.whole.as_ref().filter(|_| !covered.contains_rect(view)) {
            for strip in around(view, covered) {
                whole.paint(sheet.screen_from_world, &painter.with_clip_rect(strip));
            }
        }
    }
}

/// Whether two maps lie so much in the same place that one may stand in for the other until that is there.
fn lie_alike(one: Rect, other: Rect) -> bool {
    let common = one.intersect(other);
    common.is_positive() && common.area() * 2.0 >= one.area().max(other.area())
}

/// What is left of `view` beside `covered`.
fn around(view: Rect, covered: Rect) -> impl Iterator<Item = Rect> {
    let hole = covered.intersect(view);
    let hole = if hole.is_positive() { hole } else { Rect::from_min_max(view.min, view.min) };
    let strips = [
        Rect::from_min_max(view.min, egui::pos2(view.max.x, hole.min.y)),
        Rect::from_min_max(egui::pos2(view.min.x, hole.max.y), view.max),
        Rect::from_min_max(egui::pos2(view.min.x, hole.min.y), egui::pos2(hole.min.x, hole.max.y)),
        Rect::from_min_max(egui::pos2(hole.max.x, hole.min.y), egui::pos2(view.max.x, hole.max.y)),
    ];
    strips.into_iter().filter(|strip| strip.is_positive())
}

/// How well an exposure serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtHand {
    Exact,
    /// Exact, but not for long.
    Low,
    /// Good enough while somebody zooms.
    Stretched,
    Nothing,
}

impl Exposure {
    fn serves(&self, made_for: &MadeFor, zoom: f32, visible: Rect, extent: Rect) -> AtHand {
        // Beyond the map there is nothing to see.
        let covers = |seen: Rect| {
            let seen = seen.intersect(extent);
            !seen.is_positive() || self.covered.contains_rect(seen)
        };
        if self.made_for != *made_for || !covers(visible) || !STRETCH.contains(&(zoom / self.zoom)) {
            AtHand::Nothing
        } else if (zoom - self.zoom).abs() > f32::EPSILON * zoom {
            AtHand::Stretched
        } else if covers(visible.expand2(visible.size() * LOW)) {
            AtHand::Exact
        } else {
            AtHand::Low
        }
    }

    fn paint(&self, screen_from_world: TSTransform, painter: &Painter) {
        let stretch = screen_from_world.scaling / self.zoom;
        let middle = screen_from_world.mul_pos(self.covered.center()).to_vec2();
        let pixels = painter.pixels_per_point();
        // Pixel on pixel, where it is not stretched: else edges would be blurred.
        let is_exact = (stretch - 1.0).abs() < 1e-4;
        let middle = if is_exact { (middle * pixels).round() / pixels } else { middle };
        let to_screen = TSTransform::new(middle, if is_exact { 1.0 } else { stretch });
        match &self.look {
            Look::Triangles(mesh) => add_moved(painter, mesh, to_screen),
            Look::Image(tiles) => {
                let all = Rect::from_min_max(Pos2::ZERO, egui::pos2(1.0, 1.0));
                for (area, texture) in tiles {
                    let area = to_screen.mul_rect(*area);
                    if area.intersects(painter.clip_rect()) {
                        painter.image(texture.id(), area, all, Color32::WHITE);
                    }
                }
            }
        }
    }
}

/// Paints a mesh that is kept, moved only where it lands: nothing is copied but what the graphics card gets.
pub(super) fn add_moved(painter: &Painter, mesh: &Arc<Mesh>, to_screen: TSTransform) {
    if mesh.is_empty() || to_screen.scaling <= 0.0 {
        return;
    }
    // The clip rectangle is moved along.
    let mut still = painter.clone();
    still.set_clip_rect(to_screen.inverse().mul_rect(painter.clip_rect()));
    let at = still.add(Shape::Mesh(Arc::clone(mesh)));
    painter.ctx().graphics_mut(|graphics| {
        let list = graphics.entry(painter.layer_id());
        list.transform_after_rounding_range(at, ShapeIdx(at.0 + 1), to_screen);
    });
}

impl Job {
    /// The shapes that are wanted, in drawing order.
    fn places(&self) -> Vec<usize> {
        let shapes = &self.drawing.list.shapes;
        let in_view =
            self.drawing.bounds.iter().enumerate().filter(|(_, bounds)| self.covered.intersects(**bounds));
        let wanted = |place: &usize| {
            shapes.get(*place).is_some_and(|shape| {
                shape.levels.contains(self.made_for.level)
                    && !matches!(shape.geometry, Geometry::Text(_))
                    && (self.made_for.has_words || !is_plate(shape))
                    && self.lifted.binary_search(place).is_err()
            })
        };
        in_view.map(|(place, _)| place).filter(wanted).collect()
    }

    fn stylus(&self, places: &[usize]) -> Stylus {
        let to_film = TSTransform::new(self.covered.center().to_vec2() * -self.zoom, self.zoom);
        let mut stylus = Stylus::new(to_film, self.made_for.pixels_per_point, Mesh::default());
        let lines: Vec<Rect> =
            self.lines(places).filter_map(|place| self.drawing.bounds.get(place).copied()).collect();
        let area = self.area();
        // Of lines that are thinner than a pixel none hides another: so faint that a few layers of them fill the area.
        let seen = |bounds: &Rect| bounds.intersect(self.covered).size().length() * self.zoom;
        let length: f32 = lines.iter().map(seen).sum();
        let faint = if lines.len() > CROWD && self.zoom < FAR_ZOOM {
            (LAYERS * area.area() / length.max(1.0)).clamp(FAINTEST, 1.0)
        } else {
            1.0
        };
        stylus.see(area.expand(SEEN_MARGIN), lines.len() > CROWD, faint);
        stylus.look_from(self.made_for.level);
        stylus
    }

    fn lines(&self, places: &[usize]) -> impl Iterator<Item = usize> {
        let is_line = |place: &usize| {
            let shape = self.drawing.list.shapes.get(*place);
            shape.is_some_and(|shape| matches!(shape.geometry, Geometry::Line { .. }))
        };
        places.iter().copied().filter(is_line)
    }

    /// Seen from afar the lines of a crowd lie over one another in no order, so that a place shows how the links there fare, not the
    /// worst of them; where something is lit, that stays on top.
    fn mixed(&self, places: Vec<usize>) -> Vec<usize> {
        if self.drawing.is_partly_lit || self.zoom >= FAR_ZOOM || self.lines(&places).count() <= CROWD {
            return places;
        }
        let mut lines: Vec<usize> = self.lines(&places).collect();
        lines.sort_by_key(|place| (*place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut lines = lines.into_iter();
        let shapes = &self.drawing.list.shapes;
        let is_line = |place: &usize| {
            shapes.get(*place).is_some_and(|shape| matches!(shape.geometry, Geometry::Line { .. }))
        };
        places
            .into_iter()
            .filter_map(|place| if is_line(&place) { lines.next() } else { Some(place) })
            .collect()
    }

    /// What is covered, screen points around its middle.
    fn area(&self) -> Rect {
        Rect::from_center_size(Pos2::ZERO, self.covered.size() * self.zoom)
    }

    /// The triangles, or `None` when there are more corners than `most`.
    fn mesh(&self, places: &[usize], most: usize) -> Option<Mesh> {
        let mut stylus = self.stylus(places);
        for place in places {
            if let Some(shape) = self.drawing.list.shapes.get(*place) {
                stylus.draw(&shape.geometry);
            }
            if stylus.corners() > most {
                return None;
            }
        }
        Some(stylus.into_mesh())
    }

    /// The triangles, or an image of them.
    fn raw(&self) -> Raw {
        let places = self.mixed(self.places());
        if let Some(mesh) = self.mesh(&places, MOST_CORNERS) {
            return Raw::Triangles(mesh);
        }
        let pixels = self.made_for.pixels_per_point;
        let area = self.area();
        // On whole pixels, so that it can be shown pixel on pixel.
        let corner = |at: Vec2, round: fn(Vec2) -> Vec2| (round(at * pixels) / pixels).to_pos2();
        let mut raster = Raster::over(
            Rect::from_min_max(
                corner(area.min.to_vec2(), Vec2::floor),
                corner(area.max.to_vec2(), Vec2::ceil),
            ),
            pixels,
        );
        let mut stylus = self.stylus(&places);
        stylus.keep_soft_lines();
        // A crowd's lines lie beneath everything else that is drawn after them; their arrow heads are too small to tell.
        let mut print = |stylus: &mut Stylus| {
            for line in stylus.take_soft_lines() {
                raster.soft_line(&line.points, line.reach, line.color);
            }
            raster.paint(&stylus.take_mesh());
        };
        for place in &places {
            if let Some(shape) = self.drawing.list.shapes.get(*place) {
                stylus.draw(&shape.geometry);
            }
            if stylus.corners() > BATCH {
                print(&mut stylus);
            }
        }
        print(&mut stylus);
        Raw::Image(raster.into_tiles())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn what_lies_beside_is_all_of_the_view_but_what_is_covered() {
        let view = rect(0.0, 0.0, 100.0, 80.0);
        for covered in [
            rect(-10.0, 20.0, 60.0, 200.0),
            rect(20.0, 20.0, 30.0, 30.0),
            rect(200.0, 0.0, 300.0, 80.0),
            view,
        ] {
            let area: f32 = around(view, covered).map(|strip| strip.area()).sum();
            let common = covered.intersect(view);
            let hidden = if common.is_positive() { common.area() } else { 0.0 };
            assert!((area + hidden - view.area()).abs() < 0.5, "{covered:?}");
            assert!(around(view, covered).all(|strip| !strip.intersect(covered).is_positive()));
        }
    }

    #[test]
    fn a_map_that_became_another_one_is_not_shown_beneath_it() {
        let map = rect(-300.0, -900.0, 300.0, 900.0);
        assert!(lie_alike(map, rect(-300.0, -900.0, 340.0, 920.0)));
        assert!(!lie_alike(map, rect(-300.0, -900.0, 300.0, -800.0)));
        assert!(!lie_alike(map, rect(400.0, -900.0, 900.0, 900.0)));
    }

    #[test]
    fn an_exposure_is_stretched_a_little_and_never_shown_for_another_picture() {
        let made_for = MadeFor {
            scene: 3,
            pixels_per_point: 1.0,
            level: Level::Far,
            has_words: false,
            is_lifted: false,
        };
        let covered = rect(-600.0, -400.0, 600.0, 400.0);
        let look = Look::Triangles(Arc::new(Mesh::default()));
        let exposure = Exposure { made_for: made_for.clone(), zoom: 0.2, covered, look };
        let seen = rect(-500.0, -300.0, 500.0, 300.0);
        let map = rect(-900.0, -900.0, 900.0, 900.0);
        let serves = |made_for: &MadeFor, zoom: f32, seen: Rect| exposure.serves(made_for, zoom, seen, map);
        assert_eq!(serves(&made_for, 0.2, seen), AtHand::Exact);
        assert_eq!(serves(&made_for, 0.21, seen), AtHand::Stretched);
        assert_eq!(serves(&made_for, 0.3, seen), AtHand::Nothing);
        assert_eq!(serves(&made_for, 0.2, seen.translate(vec2(80.0, 0.0))), AtHand::Low);
        assert_eq!(serves(&made_for, 0.2, seen.translate(vec2(120.0, 0.0))), AtHand::Nothing);
        assert_eq!(
            exposure.serves(&made_for, 0.2, rect(-9000.0, -9000.0, 9000.0, 9000.0), seen),
            AtHand::Exact
        );
        assert_eq!(serves(&MadeFor { scene: 4, ..made_for }, 0.2, seen), AtHand::Nothing);
    }
}
