//! Painting shapes: their paths in pixels, dashes and dots as the window draws them, letters as outlines.

use std::collections::BTreeMap;

use vello_cpu::RenderContext;
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::kurbo::{self, Affine, BezPath, Cap, Join};

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

impl Brush {
    /// Paints what of the shapes lies in the strip that begins `top` rows down, on `ground`.
    pub fn paint(
        &mut self,
        context: &mut RenderContext,
        shapes: &[&Shape],
        ground: Color,
        bounds: Rect,
        scale: f64,
        top: u32,
    ) {
        let (width, height) = (f64::from(context.width()), f64::from(context.height()));
        context.reset_transform();
        context.set_paint(paint(ground));
        context.fill_rect(&kurbo::Rect::new(0.0, 0.0, width, height));
        let above = f64::from(top);
        let to_pixels = Affine::translate((0.0, -above))
            * Affine::scale(scale)
            * Affine::translate((-bounds.min.x, -bounds.min.y));
        // A pixel's worth more on both sides, for soft edges.
        let seen_from = bounds.min.y + (above - 2.0) / scale;
        let seen_to = bounds.min.y + (above + height + 2.0) / scale;
        for shape in shapes {
            // Marks above and below letters may reach beyond a line's bounds.
            let reach = if let Geometry::Text(run) = &shape.geometry { run.style.size } else { 0.0 };
            if shape.bounds.max.y + reach >= seen_from && shape.bounds.min.y - reach <= seen_to {
                self.shape(context, to_pixels, &shape.geometry);
            }
        }
    }

    fn shape(&mut self, context: &mut RenderContext, to_pixels: Affine, geometry: &Geometry) {
        context.set_transform(to_pixels);
        match geometry {
            Geometry::Rect { rect, radius, fill, stroke } => {
                outlined(context, &rounded(*rect, *radius), *fill, *stroke);
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                let square = Rect { min: *centre, max: *centre }.grown(*radius);
                outlined(context, &rounded(square, *radius), *fill, *stroke);
            }
            Geometry::Line { path, stroke } => stroked(context, path, *stroke, false),
            Geometry::Polygon { points, fill } => {
                context.set_paint(paint(*fill));
                context.fill_path(&bezier(&Path::polyline(points), true));
            }
            Geometry::Text(run) => self.words(context, to_pixels, run),
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

fn paint(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.red, color.green, color.blue, color.alpha)
}

/// A closed outline: its ground, then its line.
fn outlined(context: &mut RenderContext, outline: &Path, fill: Option<Color>, stroke: Option<Stroke>) {
    if let Some(fill) = fill {
        context.set_paint(paint(fill));
        context.fill_path(&bezier(outline, true));
    }
    if let Some(stroke) = stroke {
        stroked(context, outline, stroke, true);
    }
}

fn stroked(context: &mut RenderContext, path: &Path, stroke: Stroke, is_closed: bool) {
    context.set_paint(paint(stroke.color));
    let line = kurbo::Stroke::new(stroke.width).with_caps(Cap::Butt).with_join(Join::Round);
    match stroke.dash {
        Dash::Solid => context.set_stroke(line),
        Dash::Dashes { on, off } if on > 0.0 && off > 0.0 => {
            context.set_stroke(line.with_dashes(0.0, [on, off]));
        }
        Dash::Dashes { .. } => context.set_stroke(line),
        Dash::Dots { every } => return dots(context, path, stroke.width / 2.0, every),
    }
    context.stroke_path(&bezier(path, is_closed));
}

/// Discs along a path, the first at its beginning.
fn dots(context: &mut RenderContext, path: &Path, radius: f64, every: f64) {
    let every = every.max(radius);
    if every.is_nan() || every <= 0.0 {
        return;
    }
    let mut all = BezPath::new();
    for run in path.flattened() {
        // How far it is to the next dot.
        let mut ahead = 0.0;
        for (from, to) in run.iter().zip(run.iter().skip(1)) {
            let length = from.distance(*to);
            while ahead < length {
                let share = ahead / length;
                let at = Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
                let disc = Rect { min: at, max: at }.grown(radius);
                all.extend(bezier(&rounded(disc, radius), true));
                ahead += every;
            }
            ahead -= length;
        }
    }
    context.fill_path(&all);
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
