//! Painting shapes: their paths in pixels, dashes and dots as the window draws them, letters as outlines.

use std::collections::BTreeMap;

use vello_cpu::RenderContext;
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::kurbo::{self, Affine, BezPath, Cap, Join};

use super::lines::{View, dashes};
use crate::exchange::rounded::rounded;
use crate::exchange::typeset::{Glyph, Ink, Line, Typesetter, bundled_outline};
use crate::layout::{Point, Rect};
use crate::picture::text::{TextStyle, Weight, is_invisible};
use crate::picture::{Anchor, Color, Dash, Geometry, Path, Segment, Shape, Stroke, TextRun};

/// What has been looked up so far.
#[derive(Default)]
pub(super) struct Brush {
    setter: Typesetter,
    letters: BTreeMap<(Weight, char), BezPath>,
    glyphs: BTreeMap<Glyph, BezPath>,
}

/// What of the picture is painted: where it lies and how large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strip {
    /// The whole picture, world units.
    pub bounds: Rect,
    /// From where one looks.
    pub view: View,
    /// Rows above the strip.
    pub top: u32,
}

/// The strip as shapes see it.
#[derive(Clone, Copy)]
struct Ground {
    to_pixels: Affine,
    view: View,
    /// From which height to which something can be seen, world units.
    seen: (f64, f64),
}

impl Brush {
    /// Paints what of the shapes lies in the strip, on `ground`.
    pub fn paint(&mut self, context: &mut RenderContext, shapes: &[&Shape], ground: Color, strip: Strip) {
        let (width, height) = (f64::from(context.width()), f64::from(context.height()));
        context.reset_transform();
        context.set_paint(paint(ground));
        context.fill_rect(&kurbo::Rect::new(0.0, 0.0, width, height));
        let Strip { bounds, view, top } = strip;
        let above = f64::from(top);
        let to_pixels = Affine::translate((0.0, -above))
            * Affine::scale(view.scale)
            * Affine::translate((-bounds.min.x, -bounds.min.y));
        // Some pixels more on both sides, for soft edges and thickened lines.
        let height_at = |row: f64| bounds.min.y + row / view.scale;
        let seen = (height_at(above - 4.0), height_at(above + height + 4.0));
        let ground = Ground { to_pixels, view, seen };
        for shape in shapes {
            // Marks above and below letters may reach beyond a line's bounds.
            let reach = if let Geometry::Text(run) = &shape.geometry { run.style.size } else { 0.0 };
            if shape.bounds.max.y + reach >= seen.0 && shape.bounds.min.y - reach <= seen.1 {
                self.shape(context, &ground, &shape.geometry);
            }
        }
    }

    fn shape(&mut self, context: &mut RenderContext, ground: &Ground, geometry: &Geometry) {
        context.set_transform(ground.to_pixels);
        match geometry {
            Geometry::Rect { rect, radius, fill, stroke } => {
                ground.outlined(context, &rounded(*rect, *radius), *fill, *stroke);
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                let square = Rect { min: *centre, max: *centre }.grown(*radius);
                ground.outlined(context, &rounded(square, *radius), *fill, *stroke);
            }
            Geometry::Line { path, stroke } => {
                ground.stroked(context, path, ground.view.line(*stroke), false);
            }
            Geometry::Polygon { points, fill } => {
                context.set_paint(paint(*fill));
                context.fill_path(&bezier(&Path::polyline(points), true));
            }
            Geometry::Text(run) => self.words(context, ground.to_pixels, run),
        }
    }

    fn words(&mut self, context: &mut RenderContext, to_pixels: Affine, run: &TextRun) {
        let line = self.setter.set(&run.text, run.style);
        let before = match run.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => line.width / 2.0,
            Anchor::End => line.width,
        };
        context.set_paint(paint(run.color));
        self.line(context, to_pixels * Affine::translate((run.at.x - before, run.at.y)), &line, run.style);
    }

    fn line(&mut self, context: &mut RenderContext, to_pixels: Affine, line: &Line, style: TextStyle) {
        for piece in &line.pieces {
            match &piece.ink {
                Ink::Outlines { size, glyphs } => {
                    for placed in glyphs {
                        let at = Affine::translate((placed.x, placed.y)) * Affine::scale(*size);
                        context.set_transform(to_pixels * at);
                        let setter = &mut self.setter;
                        let outline = self.glyphs.entry(placed.glyph);
                        let outline = outline.or_insert_with(|| bezier(&setter.outline(placed.glyph), true));
                        context.fill_path(outline);
                    }
                }
                Ink::Bundled => {
                    let mut x = piece.x;
                    for letter in piece.text.chars() {
                        let advance = style.width(letter.encode_utf8(&mut [0; 4]));
                        if !letter.is_whitespace() && !is_invisible(letter) {
                            context.set_transform(
                                to_pixels * Affine::translate((x, 0.0)) * Affine::scale(style.size),
                            );
                            context.fill_path(self.letter(letter, style.weight));
                        }
                        x += advance;
                    }
                }
            }
        }
    }

    fn letter(&mut self, letter: char, weight: Weight) -> &BezPath {
        self.letters.entry((weight, letter)).or_insert_with(|| bezier(&bundled_outline(letter, weight), true))
    }
}

impl Ground {
    /// A closed outline: its ground, then its line.
    fn outlined(
        &self,
        context: &mut RenderContext,
        outline: &Path,
        fill: Option<Color>,
        stroke: Option<Stroke>,
    ) {
        if let Some(fill) = fill {
            context.set_paint(paint(fill));
            context.fill_path(&bezier(outline, true));
        }
        if let Some(stroke) = stroke {
            self.stroked(context, outline, self.view.outline(stroke), true);
        }
    }

    fn stroked(&self, context: &mut RenderContext, path: &Path, stroke: Stroke, is_closed: bool) {
        context.set_paint(paint(stroke.color));
        context.set_stroke(kurbo::Stroke::new(stroke.width).with_caps(Cap::Butt).with_join(Join::Round));
        let seen = (self.seen.0 - stroke.width, self.seen.1 + stroke.width);
        let (on, off) = match stroke.dash {
            Dash::Dots { every } => {
                let mut all = BezPath::new();
                add_dots(&mut all, path, stroke.width / 2.0, every.max(stroke.width / 2.0), seen);
                return context.fill_path(&all);
            }
            Dash::Dashes { on, off } if on > 0.0 && off > 0.0 => (on, off),
            Dash::Dashes { .. } | Dash::Solid if is_closed || !self.view.is_afar() => {
                return context.stroke_path(&bezier(path, is_closed));
            }
            Dash::Dashes { .. } | Dash::Solid => (f64::INFINITY, 0.0),
        };
        if !self.view.is_afar() && off > 0.0 {
            let stroke = context.stroke().clone();
            context.set_stroke(stroke.with_dashes(0.0, [on, off]));
            return context.stroke_path(&bezier(path, is_closed));
        }
        let mut all = BezPath::new();
        dashes(path, on, off, seen, |dash| all.extend(bezier(&Path::polyline(dash), false)));
        context.stroke_path(&all);
    }
}

fn paint(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.red, color.green, color.blue, color.alpha)
}

/// Adds discs along a path, the first at its beginning.
fn add_dots(all: &mut BezPath, path: &Path, radius: f64, every: f64, seen: (f64, f64)) {
    // A dot is a very short dash.
    let on = every * 1e-3;
    dashes(path, on, every - on, seen, |dash| {
        let Some(at) = dash.first() else { return };
        let disc = Rect { min: *at, max: *at }.grown(radius);
        all.extend(bezier(&rounded(disc, radius), true));
    });
}

fn bezier(path: &Path, is_closed: bool) -> BezPath {
    let at = |point: Point| kurbo::Point::new(point.x, point.y);
    let mut bezier = BezPath::new();
    let mut is_open = false;
    for segment in &path.segments {
        match *segment {
            Segment::Move(to) => {
                if is_open && is_closed {
                    bezier.close_path();
                }
                bezier.move_to(at(to));
            }
            // A path that begins without a move begins nowhere.
            _ if !is_open => continue,
            Segment::Line(to) => bezier.line_to(at(to)),
            Segment::Cubic { handle_from, handle_to, to } => {
                bezier.curve_to(at(handle_from), at(handle_to), at(to));
            }
        }
        is_open = true;
    }
    if is_open && is_closed {
        bezier.close_path();
    }
    bezier
}
