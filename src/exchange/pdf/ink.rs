//! What is drawn on one sheet: words, lines and shapes, from the upper left corner downward, in points.

use pdf_writer::types::{LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content, Name, Str};

use super::fonts::{EM, Fonts, factor, single};
use crate::exchange::rounded::rounded;
use crate::exchange::typeset::{Ink as Lettering, Line, Piece, Placed};
use crate::layout::{Point, Rect};
use crate::picture::text::{TextStyle, Weight};
use crate::picture::{Anchor, Color, Dash, Geometry, Path, Segment, Stroke, TextRun};

/// One sheet and what is on it.
pub(in crate::exchange) struct Ink {
    /// Width of the sheet.
    pub width: f64,
    /// Height of the sheet.
    pub height: f64,
    content: Content,
}

impl Ink {
    /// An empty sheet.
    pub fn new(width: f64, height: f64) -> Self {
        let mut content = Content::new();
        // From here on y grows downward, as everywhere else in the program.
        content.transform([1.0, 0.0, 0.0, -1.0, 0.0, single(height)]);
        content.set_line_join(LineJoinStyle::RoundJoin);
        Self { width, height, content }
    }

    /// The operators of the sheet.
    pub fn bytes(self) -> Vec<u8> {
        self.content.finish().to_vec()
    }

    /// A line of words that begins at `at`, on the baseline.
    pub fn words(&mut self, text: &str, at: Point, style: TextStyle, color: Color, fonts: &mut Fonts) {
        let line = fonts.set(text, style);
        self.line(&line, at, style, color, fonts);
    }

    fn line(&mut self, line: &Line, at: Point, style: TextStyle, color: Color, fonts: &mut Fonts) {
        self.fill_color(color);
        for piece in line.pieces.iter().filter(|piece| !piece.text.is_empty()) {
            let codes = fonts.encode(&piece.text, style.weight);
            let start = Point::new(at.x + piece.x, at.y);
            if let Lettering::Outlines { size, glyphs } = &piece.ink {
                for placed in glyphs {
                    self.glyph(*placed, at, *size, fonts);
                }
                self.unseen(piece, &codes, start, style);
            } else {
                self.content
                    .begin_text()
                    .set_font(font_name(style.weight), single(style.size))
                    .set_text_matrix([1.0, 0.0, 0.0, -1.0, single(start.x), single(start.y)])
                    .show(Str(&codes))
                    .end_text();
            }
        }
    }

    /// The outline of another font's glyph, on a line that begins at `at`.
    fn glyph(&mut self, placed: Placed, at: Point, size: f64, fonts: &mut Fonts) {
        let Some(number) = fonts.drawing_of(placed.glyph) else { return };
        let scale = factor(size / EM);
        let (x, y) = (single(at.x + placed.x), single(at.y + placed.y));
        self.content.save_state();
        self.content.transform([scale, 0.0, 0.0, scale, x, y]);
        self.content.x_object(Name(format!("G{number}").as_bytes()));
        self.content.restore_state();
    }

    /// The letters of a piece that is drawn as outlines, so that they can be found and copied.
    fn unseen(&mut self, piece: &Piece, codes: &[u8], at: Point, style: TextStyle) {
        let measured = style.width(&piece.text);
        let stretched = if measured > 0.0 { piece.width / measured * 100.0 } else { 100.0 };
        self.content
            .begin_text()
            .set_font(font_name(style.weight), single(style.size))
            .set_text_rendering_mode(TextRenderingMode::Invisible)
            .set_horizontal_scaling(single(stretched))
            .set_text_matrix([1.0, 0.0, 0.0, -1.0, single(at.x), single(at.y)])
            .show(Str(codes))
            .set_text_rendering_mode(TextRenderingMode::Fill)
            .set_horizontal_scaling(100.0)
            .end_text();
    }

    /// A filled rectangle.
    pub fn area(&mut self, rect: Rect, color: Color) {
        self.fill_color(color);
        self.content.rect(
            single(rect.min.x),
            single(rect.min.y),
            single(rect.width()),
            single(rect.height()),
        );
        self.content.fill_nonzero();
    }

    /// A straight line.
    pub fn rule(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.shape(&Geometry::Line { path: Path::polyline(&[from, to]), stroke }, &mut Fonts::default());
    }

    /// Shapes, moved to `corner` and scaled.
    pub fn drawing<'shape>(
        &mut self,
        shapes: impl IntoIterator<Item = &'shape Geometry>,
        corner: Point,
        scale: f64,
        fonts: &mut Fonts,
    ) {
        self.content.save_state();
        let fine = factor(scale);
        self.content.transform([fine, 0.0, 0.0, fine, single(corner.x), single(corner.y)]);
        for shape in shapes {
            self.shape(shape, fonts);
        }
        self.content.restore_state();
    }

    fn shape(&mut self, shape: &Geometry, fonts: &mut Fonts) {
        match shape {
            Geometry::Rect { rect, radius, fill, stroke } => {
                self.round_rect(*rect, *radius);
                self.paint(*fill, *stroke);
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                let rect = Rect { min: *centre, max: *centre }.grown(*radius);
                self.round_rect(rect, *radius);
                self.paint(*fill, *stroke);
            }
            Geometry::Line { path, stroke } => {
                self.way(path);
                self.paint(None, Some(*stroke));
            }
            Geometry::Polygon { points, fill } => {
                self.way(&Path::polyline(points));
                self.content.close_path();
                self.paint(Some(*fill), None);
            }
            Geometry::Text(run) => self.run(run, fonts),
        }
    }

    fn run(&mut self, run: &TextRun, fonts: &mut Fonts) {
        let line = fonts.set(&run.text, run.style);
        let before = match run.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => line.width / 2.0,
            Anchor::End => line.width,
        };
        self.line(&line, Point::new(run.at.x - before, run.at.y), run.style, run.color, fonts);
    }

    fn way(&mut self, path: &Path) {
        add_way(&mut self.content, path);
    }

    fn round_rect(&mut self, rect: Rect, radius: f64) {
        if radius <= 0.0 {
            let (width, height) = (single(rect.width()), single(rect.height()));
            self.content.rect(single(rect.min.x), single(rect.min.y), width, height);
            return;
        }
        self.way(&rounded(rect, radius));
        self.content.close_path();
    }

    fn paint(&mut self, fill: Option<Color>, stroke: Option<Stroke>) {
        if let Some(color) = fill {
            self.fill_color(color);
        }
        if let Some(Stroke { color, width, dash }) = stroke {
            let [red, green, blue] = shares(color);
            self.content.set_stroke_rgb(red, green, blue).set_line_width(single(width));
            let (cap, pattern): (_, &[f32]) = match dash {
                Dash::Solid => (LineCapStyle::ButtCap, &[]),
                Dash::Dashes { on, off } => (LineCapStyle::ButtCap, &[single(on), single(off)]),
                Dash::Dots { every } => (LineCapStyle::RoundCap, &[0.0, single(every)]),
            };
            self.content.set_line_cap(cap).set_dash_pattern(pattern.iter().copied(), 0.0);
        }
        match (fill, stroke) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn fill_color(&mut self, color: Color) {
        let [red, green, blue] = shares(color);
        self.content.set_fill_rgb(red, green, blue);
    }
}

fn font_name(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"R"),
        Weight::SemiBold => Name(b"S"),
    }
}

/// Adds the operators that follow a path.
pub(super) fn add_way(content: &mut Content, path: &Path) {
    for segment in &path.segments {
        match segment {
            Segment::Move(to) => content.move_to(single(to.x), single(to.y)),
            Segment::Line(to) => content.line_to(single(to.x), single(to.y)),
            Segment::Cubic { handle_from, handle_to, to } => content.cubic_to(
                single(handle_from.x),
                single(handle_from.y),
                single(handle_to.x),
                single(handle_to.y),
                single(to.x),
                single(to.y),
            ),
        };
    }
}

/// Red, green and blue, 0 to 1. What is not opaque is mixed with white paper.
fn shares(color: Color) -> [f32; 3] {
    let percent = u8::try_from(u32::from(color.alpha) * 100 / 255).unwrap_or(100);
    let Color { red, green, blue, .. } = color.over(Color::rgb(0xFF_FF_FF), percent);
    [red, green, blue].map(|part| single(f64::from(part) / 255.0))
}
