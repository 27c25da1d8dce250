//! Everything of the picture that is not text, as triangles: for one zoom, with lines never thinner than a pixel and dashes never too
//! short to see.
//!
//! Deliberately absent: text, and what is kept from frame to frame; see `words` and `film`.

use egui::emath::TSTransform;
use egui::epaint::{CircleShape, PathShape, PathStroke, RectShape, TessellationOptions, Tessellator};
use egui::{Color32, CornerRadius, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};

use super::stretches::{along, flatten, seen_runs, thinned};
use super::world;
use crate::layout;
use crate::picture::{Dash, Geometry, Level, Part, Path, Segment, Shape as PictureShape, Subject, afar};
use crate::ui::tokens::color32;

const THINNEST: f32 = afar::THINNEST as f32;
const FINEST_OUTLINE: f32 = afar::FINEST_OUTLINE as f32;
const SHORTEST_DASH: f32 = afar::SHORTEST_DASH as f32;
/// How much of its width at 100 % a line keeps where departments are one box each: so many times the zoom, within these limits.
const DISTANT_GAIN: f32 = 8.0;
const DISTANT_SHARES: std::ops::RangeInclusive<f32> = 0.25..=0.6;
/// Below this zoom a crowd's lines are simplified.
pub(super) const FAR_ZOOM: f32 = afar::FAR_ZOOM as f32;

/// What is to be painted, from where.
pub(super) struct Sheet<'a> {
    /// Rises with every new picture.
    pub(super) scene: u64,
    /// What to paint.
    pub(super) shapes: &'a [PictureShape],
    /// Their bounds in the world.
    pub(super) bounds: &'a [Rect],
    /// Left out, because they are being dragged.
    pub(super) lifted: &'a [usize],
    /// How closely one looks.
    pub(super) level: Level,
    /// Where the camera stands.
    pub(super) screen_from_world: TSTransform,
    /// What is seen of the world.
    pub(super) visible: Rect,
}

/// Whether a shape is there for the words on it: a link's label, a box's badge.
pub(super) fn is_plate(shape: &PictureShape) -> bool {
    shape.part == Part::Plate
        && matches!(shape.subject, Subject::Link(_) | Subject::Party(_) | Subject::Folded(_))
}

/// Turns the picture's geometry into triangles.
pub(super) struct Stylus {
    screen_from_world: TSTransform,
    tessellator: Tessellator,
    crowded: bool,
    /// How strong a crowd's line is, 0 to 1.
    faint: f32,
    /// How much of the width that it has at 100 % a line keeps at least, 0 to 1.
    least_share: f32,
    /// What of the drawing is wanted; lines are cut to it, dots outside are left out.
    seen: Rect,
    mesh: Mesh,
    points: Vec<Pos2>,
    /// Where a crowd's lines go instead of into the mesh.
    soft_lines: Option<Vec<SoftLine>>,
}

/// A line of a crowd: strong in its middle, fading to nothing `reach` screen points to both sides.
pub(super) struct SoftLine {
    /// Its corners, screen points.
    pub(super) points: Vec<Pos2>,
    /// How far it fades.
    pub(super) reach: f32,
    /// In its middle.
    pub(super) color: Color32,
}

impl Stylus {
    /// A stylus that writes into `mesh`, emptied first.
    pub(super) fn new(screen_from_world: TSTransform, pixels_per_point: f32, mut mesh: Mesh) -> Self {
        mesh.clear();
        let options = TessellationOptions {
            coarse_tessellation_culling: false,
            prerasterized_discs: false,
            ..TessellationOptions::default()
        };
        let tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
        Self {
            screen_from_world,
            tessellator,
            crowded: false,
            faint: 1.0,
            least_share: 0.0,
            seen: Rect::EVERYTHING,
            mesh,
            points: Vec::new(),
            soft_lines: None,
        }
    }

    /// Of the drawing only this is wanted, screen points; `crowded` when there are too many lines to tell them apart, and then so
    /// `faint`, 0 to 1.
    pub(super) fn see(&mut self, seen: Rect, crowded: bool, faint: f32) {
        (self.seen, self.crowded, self.faint) = (seen, crowded, faint);
    }

    /// For that level: where departments are one box each there are few lines, and the thick ones among them are to stay thick.
    pub(super) fn look_from(&mut self, level: Level) {
        let share = self.screen_from_world.scaling * DISTANT_GAIN;
        let share = share.clamp(*DISTANT_SHARES.start(), *DISTANT_SHARES.end());
        self.least_share = if level == Level::Distant { share } else { 0.0 };
    }

    /// From now on a crowd's lines are kept as lines.
    pub(super) fn keep_soft_lines(&mut self) {
        self.soft_lines = Some(Vec::new());
    }

    /// The lines that were kept as lines; then there are none.
    pub(super) fn take_soft_lines(&mut self) -> Vec<SoftLine> {
        self.soft_lines.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What was drawn.
    pub(super) fn into_mesh(self) -> Mesh {
        self.mesh
    }

    /// What was drawn; then nothing is.
    pub(super) fn take_mesh(&mut self) -> Mesh {
        std::mem::take(&mut self.mesh)
    }

    /// How many corners the triangles and lines have that were drawn.
    pub(super) fn corners(&self) -> usize {
        self.mesh.vertices.len() + self.soft_lines.as_ref().map_or(0, |lines| 16 * lines.len())
    }

    fn width(&self, width: f64) -> f32 {
        (width as f32 * self.screen_from_world.scaling.max(self.least_share)).max(THINNEST)
    }

    /// Draws one thing so far from its place, world units; text is not drawn.
    pub(super) fn draw_shifted(&mut self, geometry: &Geometry, by: Vec2) {
        let in_place = self.screen_from_world;
        self.screen_from_world.translation += by * in_place.scaling;
        self.draw(geometry);
        self.screen_from_world = in_place;
    }

    /// Draws one thing; text is not drawn.
    pub(super) fn draw(&mut self, geometry: &Geometry) {
        let to_screen = self.screen_from_world;
        match geometry {
            Geometry::Rect { rect, radius, fill, stroke } => {
                let rect = to_screen.mul_rect(world::rect(*rect));
                let largest = rect.width().min(rect.height()) / 2.0;
                let radius = (*radius as f32 * to_screen.scaling).min(largest).clamp(0.0, 255.0);
                let fill = fill.map_or(Color32::TRANSPARENT, color32);
                // An outline may get finer than a line: it surrounds something.
                let line = stroke.map_or(Stroke::NONE, |stroke| {
                    let width = stroke.width as f32 * to_screen.scaling.max(self.least_share);
                    let width = width.max(FINEST_OUTLINE);
                    Stroke::new(width, color32(stroke.color))
                });
                let corner = CornerRadius::same(radius.round() as u8);
                match stroke.map(|stroke| stroke.dash) {
                    None | Some(Dash::Solid) => {
                        let shape = RectShape::new(rect, corner, fill, line, StrokeKind::Middle);
                        self.tessellator.tessellate_rect(&shape, &mut self.mesh);
                    }
                    Some(dash) => {
                        let shape = RectShape::new(rect, corner, fill, Stroke::NONE, StrokeKind::Middle);
                        self.tessellator.tessellate_rect(&shape, &mut self.mesh);
                        self.outline(rect, radius);
                        self.stroke_points(line, dash);
                    }
                }
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                let shape = CircleShape {
                    center: to_screen.mul_pos(world::pos(*centre)),
                    radius: *radius as f32 * to_screen.scaling,
                    fill: fill.map_or(Color32::TRANSPARENT, color32),
                    stroke: stroke.map_or(Stroke::NONE, |stroke| {
                        Stroke::new(self.width(stroke.width), color32(stroke.color))
                    }),
                };
                self.tessellator.tessellate_circle(shape, &mut self.mesh);
            }
            Geometry::Line { path, stroke } => {
                let line = Stroke::new(self.width(stroke.width), color32(stroke.color));
                self.line(path, line, stroke.dash);
            }
            Geometry::Polygon { points, fill } => {
                // What points at something keeps its tip, and as much of its size as lines do of their width.
                let tip = points.first().map(|tip| to_screen.mul_pos(world::pos(*tip))).unwrap_or_default();
                let larger = (self.least_share / to_screen.scaling).max(1.0);
                let on_screen =
                    |point: &layout::Point| tip + (to_screen.mul_pos(world::pos(*point)) - tip) * larger;
                let points = points.iter().map(on_screen).collect();
                let shape = PathShape::convex_polygon(points, color32(*fill), PathStroke::NONE);
                self.tessellator.tessellate_path(&shape, &mut self.mesh);
            }
            Geometry::Text(_) => {}
        }
    }

    /// The points of a round-cornered outline, clockwise from the top left.
    fn outline(&mut self, rect: Rect, radius: f32) {
        self.points.clear();
        let corners = [
            (rect.left_top(), vec2(1.0, 1.0)),
            (rect.right_top(), vec2(-1.0, 1.0)),
            (rect.right_bottom(), vec2(-1.0, -1.0)),
            (rect.left_bottom(), vec2(1.0, -1.0)),
        ];
        for (place, (corner, inward)) in corners.into_iter().enumerate() {
            let centre = corner + inward * radius;
            let start = std::f32::consts::PI + place as f32 * std::f32::consts::FRAC_PI_2;
            for step in 0..=4 {
                let angle = start + step as f32 * std::f32::consts::FRAC_PI_8;
                self.points.push(centre + Vec2::angled(angle) * radius);
            }
        }
        if let Some(first) = self.points.first().copied() {
            self.points.push(first);
        }
    }

    fn line(&mut self, path: &Path, line: Stroke, dash: Dash) {
        let to_screen = self.screen_from_world;
        self.points.clear();
        let mut here = Pos2::ZERO;
        for segment in &path.segments {
            match *segment {
                Segment::Move(to) => {
                    self.stroke_points(line, dash);
                    self.points.clear();
                    here = to_screen.mul_pos(world::pos(to));
                    self.points.push(here);
                }
                Segment::Line(to) => {
                    here = to_screen.mul_pos(world::pos(to));
                    self.points.push(here);
                }
                Segment::Cubic { handle_from, handle_to, to } => {
                    let end = to_screen.mul_pos(world::pos(to));
                    let handles = [handle_from, handle_to].map(|point| to_screen.mul_pos(world::pos(point)));
                    flatten([here, handles[0], handles[1], end], &mut self.points);
                    here = end;
                }
            }
        }
        self.stroke_points(line, dash);
    }

    fn stroke_points(&mut self, line: Stroke, dash: Dash) {
        if self.points.len() < 2 {
            return;
        }
        let zoom = self.screen_from_world.scaling;
        match dash {
            Dash::Solid => self.solid(line),
            Dash::Dashes { .. } if self.crowded && zoom < FAR_ZOOM => self.solid(line),
            Dash::Dashes { on, off } => {
                let on = (on as f32 * zoom).max(SHORTEST_DASH).max(line.width * 1.5);
                let off = (off as f32 * zoom).max(SHORTEST_DASH * 0.75).max(line.width);
                for run in seen_runs(&self.points, self.seen) {
                    for dash in Shape::dashed_line(&run, line, on, off) {
                        self.tessellator.tessellate_shape(dash, &mut self.mesh);
                    }
                }
            }
            Dash::Dots { .. } if self.crowded => {
                self.solid(Stroke::new(THINNEST, line.color.gamma_multiply(0.45)));
            }
            Dash::Dots { every } => {
                let radius = (line.width / 2.0).max(0.8);
                let every = (every as f32 * zoom).max(radius * 3.0);
                let points = std::mem::take(&mut self.points);
                along(&points, every, self.seen, |at| self.dot(at, radius, line.color));
                self.points = points;
            }
        }
    }

    fn solid(&mut self, line: Stroke) {
        if self.crowded && self.screen_from_world.scaling < FAR_ZOOM {
            let line = Stroke::new(line.width.min(1.5), line.color.gamma_multiply(self.faint));
            for run in seen_runs(&self.points, self.seen) {
                self.soft_line(&thinned(&run), line);
            }
            return;
        }
        for run in seen_runs(&self.points, self.seen) {
            self.tessellator.tessellate_path(&PathShape::line(run, line), &mut self.mesh);
        }
    }

    /// A line of a crowd: opaque in its middle, fading to both sides. Three vertices a point instead of four and joints.
    fn soft_line(&mut self, points: &[Pos2], line: Stroke) {
        let Ok(first) = u32::try_from(self.mesh.vertices.len()) else { return };
        let reach = line.width / 2.0 + 0.75;
        if let Some(kept) = &mut self.soft_lines {
            kept.push(SoftLine { points: points.to_vec(), reach, color: line.color });
            return;
        }
        for (place, at) in points.iter().enumerate() {
            let before = points.get(place.wrapping_sub(1)).unwrap_or(at);
            let after = points.get(place + 1).unwrap_or(at);
            let aside = (*after - *before).normalized().rot90() * reach;
            self.mesh.colored_vertex(*at + aside, Color32::TRANSPARENT);
            self.mesh.colored_vertex(*at, line.color);
            self.mesh.colored_vertex(*at - aside, Color32::TRANSPARENT);
        }
        for stretch in 0..points.len().saturating_sub(1) as u32 {
            let [left, middle, right] = [0, 1, 2].map(|side| first + 3 * stretch + side);
            self.mesh.add_triangle(left, middle, left + 3);
            self.mesh.add_triangle(middle, left + 3, middle + 3);
            self.mesh.add_triangle(middle, right, middle + 3);
            self.mesh.add_triangle(right, middle + 3, right + 3);
        }
    }

    fn dot(&mut self, at: Pos2, radius: f32, color: Color32) {
        if radius > 1.6 {
            self.tessellator.tessellate_circle(CircleShape::filled(at, radius, color), &mut self.mesh);
            return;
        }
        // A soft diamond: at this size nobody can tell it from a disc, and it takes five vertices instead of thirty-two.
        let reach = radius * 1.25 + 0.75;
        let Ok(first) = u32::try_from(self.mesh.vertices.len()) else { return };
        self.mesh.colored_vertex(at, color);
        for corner in [vec2(reach, 0.0), vec2(0.0, reach), vec2(-reach, 0.0), vec2(0.0, -reach)] {
            self.mesh.colored_vertex(at + corner, Color32::TRANSPARENT);
        }
        for side in 0..4 {
            self.mesh.add_triangle(first, first + 1 + side, first + 1 + (side + 1) % 4);
        }
    }
}
