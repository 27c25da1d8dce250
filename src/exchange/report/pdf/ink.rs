//! What is drawn on one sheet: words, lines and shapes, from the upper left corner downward, in points.

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Str};

use super::fonts::{Fonts, single};
use crate::layout::{Point, Rect};
use crate::picture::text::{TextStyle, Weight};
use crate::picture::{Anchor, Color, Dash, Geometry, Path, Segment, Stroke, TextRun};

/// Control points of a quarter circle lie at this share of the radius: 4/3 (sqrt 2 - 1).
const QUARTER: f64 = 0.552_284_749_830_793_6;

/// One sheet and what is on it.
pub(super) struct Ink {
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
        if text.is_empty() {
            return;
        }
        let name = match style.weight {
            Weight::Regular => pdf_writer::Name(b"R"),
            Weight::SemiBold => pdf_writer::Name(b"S"),
        };
        let codes = fonts.encode(text, style.weight);
        self.fill_color(color);
        self.content
            .begin_text()
            .set_font(name, single(style.size))
            .set_text_matrix([1.0, 0.0, 0.0, -1.0, single(at.x), single(at.y)])
            .show(Str(&codes))
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
        self.content.transform([single(scale), 0.0, 0.0, single(scale), single(corner.x), single(corner.y)]);
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
        let width = run.style.width(&run.text);
        let before = match run.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        self.words(&run.text, Point::new(run.at.x - before, run.at.y), run.style, run.color, fonts);
    }

    fn way(&mut self, path: &Path) {
        for segment in &path.segments {
            match segment {
                Segment::Move(to) => self.content.move_to(single(to.x), single(to.y)),
                Segment::Line(to) => self.content.line_to(single(to.x), single(to.y)),
                Segment::Cubic { handle_from, handle_to, to } => self.content.cubic_to(
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

    fn round_rect(&mut self, rect: Rect, radius: f64) {
        let radius = radius.clamp(0.0, rect.width().min(rect.height()).max(0.0) / 2.0);
        if radius <= 0.0 {
            self.content.rect(
                single(rect.min.x),
                single(rect.min.y),
                single(rect.width()),
                single(rect.height()),
            );
            return;
        }
        let (left, top, right, bottom) = (rect.min.x, rect.min.y, rect.max.x, rect.max.y);
        let hold = radius * (1.0 - QUARTER);
        let at = Point::new;
        let line = Segment::Line;
        let turn = |handle_from, handle_to, to| Segment::Cubic { handle_from, handle_to, to };
        let segments = vec![
            Segment::Move(at(left + radius, top)),
            line(at(right - radius, top)),
            turn(at(right - hold, top), at(right, top + hold), at(right, top + radius)),
            line(at(right, bottom - radius)),
            turn(at(right, bottom - hold), at(right - hold, bottom), at(right - radius, bottom)),
            line(at(left + radius, bottom)),
            turn(at(left + hold, bottom), at(left, bottom - hold), at(left, bottom - radius)),
            line(at(left, top + radius)),
            turn(at(left, top + hold), at(left + hold, top), at(left + radius, top)),
        ];
        self.way(&Path { segments });
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

/// Red, green and blue, 0 to 1. What is not opaque is mixed with white paper.
fn shares(color: Color) -> [f32; 3] {
    let percent = u8::try_from(u32::from(color.alpha) * 100 / 255).unwrap_or(100);
    let Color { red, green, blue, .. } = color.over(Color::rgb(0xFF_FF_FF), percent);
    [red, green, blue].map(|part| single(f64::from(part) / 255.0))
}
