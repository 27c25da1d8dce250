//! A font's glyph as a path: for an em of one unit, from the baseline downward.

use skrifa::GlyphId;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;

use crate::layout::Point;
use crate::picture::{Path, Segment};

/// The outline of glyph `number`; an empty path for one that has none.
pub(super) fn outline(font: &FontRef<'_>, number: u32) -> Path {
    let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1);
    let mut pen = Pen { scale: 1.0 / f64::from(units), path: Path::default(), here: Point::default() };
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let drawn = font.outline_glyphs().get(GlyphId::new(number)).map(|glyph| glyph.draw(settings, &mut pen));
    match drawn {
        Some(Ok(_)) => pen.path,
        // A damaged glyph is left out rather than drawn in part.
        Some(Err(_)) | None => Path::default(),
    }
}

struct Pen {
    scale: f64,
    path: Path,
    here: Point,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> Point {
        Point::new(f64::from(x) * self.scale, -f64::from(y) * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.here = self.point(x, y);
        self.path.segments.push(Segment::Move(self.here));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.here = self.point(x, y);
        self.path.segments.push(Segment::Line(self.here));
    }

    /// A quadratic curve is the cubic whose handles lie two thirds of the way to its own.
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (handle, to) = (self.point(cx0, cy0), self.point(x, y));
        let toward = |from: Point| {
            Point::new(from.x + (handle.x - from.x) * 2.0 / 3.0, from.y + (handle.y - from.y) * 2.0 / 3.0)
        };
        let segment = Segment::Cubic { handle_from: toward(self.here), handle_to: toward(to), to };
        self.path.segments.push(segment);
        self.here = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let to = self.point(x, y);
        let segment =
            Segment::Cubic { handle_from: self.point(cx0, cy0), handle_to: self.point(cx1, cy1), to };
        self.path.segments.push(segment);
        self.here = to;
    }

    /// Nothing to do: what is filled is closed.
    fn close(&mut self) {}
}
