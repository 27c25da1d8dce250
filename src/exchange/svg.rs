//! The display list as one self-contained SVG file: no script, no request to anywhere, the fonts inside.
//!
//! Same list, same bytes. Every word is escaped; characters that XML does not allow or that reverse the reading direction are
//! left out. Letters that the bundled font lacks are drawn as outlines of this machine's font, over unseen letters that can be found
//! and copied; where no font here has them, they are left to the viewer's. Deliberately absent: what is drawn (that is the picture's business) and writing to disk.

pub(super) mod subset;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::typeset::{Glyph, Ink, Line, Piece, Typesetter, is_from_right};
use crate::layout::Point;
use crate::picture::text::{FAMILY, REGULAR_TTF, SEMIBOLD_TTF, Weight, clean};
use crate::picture::{
    Anchor, Color, Dash, DisplayList, Geometry, Level, Part, Path, Segment, Shape, Stroke, TextRun, Theme,
};

/// The list, at its finest level, as an SVG document. `title` and `description` are read aloud by screen readers.
///
/// One world unit is one user unit. A viewer that knows the family already, or cannot load the embedded fonts, still shows
/// every word.
#[must_use]
pub fn svg(list: &DisplayList, title: &str, description: &str, theme: &Theme) -> String {
    let shapes: Vec<&Shape> = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near)).collect();
    let mut out = Writer::default();
    let bounds = list.bounds;
    let (x, y) = (number(bounds.min.x), number(bounds.min.y));
    let (width, height) = (number(bounds.width()), number(bounds.height()));
    out.line(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\" role=\"img\" aria-labelledby=\"title description\">"
    ));
    out.line(format_args!("<title id=\"title\">{}</title>", escaped(title)));
    out.line(format_args!("<desc id=\"description\">{}</desc>", escaped(description)));
    out.style(&characters_used(&shapes));
    out.line(format_args!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        theme.canvas
    ));
    let mut drawn = Writer { letters: Some(Letters::default()), ..Writer::default() };
    drawn.shapes(list, &shapes);
    out.glyphs(drawn.letters.unwrap_or_default());
    out.text.push_str(&drawn.text);
    out.line(format_args!("</svg>"));
    out.text
}

/// The list, at its finest level, as an element for a page that brings the fonts itself: no size of its own, no ground. `label`
/// is read aloud by screen readers.
pub(super) fn inline(list: &DisplayList, label: &str) -> String {
    let shapes: Vec<&Shape> = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near)).collect();
    let bounds = list.bounds;
    let mut out = Writer::default();
    out.line(format_args!(
        "<svg class=\"map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\" role=\"img\" aria-label=\"{}\">",
        number(bounds.min.x),
        number(bounds.min.y),
        number(bounds.width()),
        number(bounds.height()),
        escaped(label)
    ));
    out.shapes(list, &shapes);
    out.line(format_args!("</svg>"));
    out.text
}

/// Shapes alone, for a small drawing within a page.
pub(super) fn elements(shapes: &[Geometry]) -> String {
    let mut out = Writer::default();
    shapes.iter().for_each(|shape| out.geometry(shape, None));
    out.text
}

/// The characters of each weight that the list shows at its finest level.
pub(super) fn characters(list: &DisplayList) -> BTreeMap<Weight, BTreeSet<char>> {
    let shapes: Vec<&Shape> = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near)).collect();
    characters_used(&shapes)
}

/// The rules that embed the fonts, cut down to what is used.
pub(super) fn font_faces(used: &BTreeMap<Weight, BTreeSet<char>>) -> String {
    let mut out = Writer::default();
    out.font_faces(used);
    out.text
}

/// The em of glyphs, in their own units.
const EM: f64 = 1000.0;

/// The characters of each weight that has any.
fn characters_used(shapes: &[&Shape]) -> BTreeMap<Weight, BTreeSet<char>> {
    let mut used: BTreeMap<Weight, BTreeSet<char>> = BTreeMap::new();
    for shape in shapes {
        if let Geometry::Text(run) = &shape.geometry {
            used.entry(run.style.weight).or_default().extend(run.text.chars());
        }
    }
    used
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Sets what the bundled font lacks; without it that is left to the viewer.
    letters: Option<Letters>,
}

/// What sets letters that the bundled font lacks, and the glyphs that are used.
#[derive(Default)]
struct Letters {
    setter: Typesetter,
    numbers: BTreeMap<Glyph, usize>,
}

impl Letters {
    fn number(&mut self, glyph: Glyph) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(glyph).or_insert(next)
    }
}

impl Writer {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// The outlines that the drawing uses, each once, for an em of [`EM`] units.
    fn glyphs(&mut self, mut letters: Letters) {
        if letters.numbers.is_empty() {
            return;
        }
        self.line(format_args!("<defs>"));
        for (glyph, number) in &letters.numbers {
            let outline = way(&letters.setter.outline(*glyph), EM);
            self.line(format_args!("<path id=\"g{number}\" d=\"{outline}\"/>"));
        }
        self.line(format_args!("</defs>"));
    }

    /// The fonts, cut down to what is used.
    fn style(&mut self, used: &BTreeMap<Weight, BTreeSet<char>>) {
        self.line(format_args!("<style>"));
        self.font_faces(used);
        self.line(format_args!("text {{ font-family: \"{FAMILY}\", \"Noto Sans\", sans-serif; }}"));
        self.line(format_args!("</style>"));
    }

    fn font_faces(&mut self, used: &BTreeMap<Weight, BTreeSet<char>>) {
        for (weight, characters) in used {
            let (number, font) = match weight {
                Weight::Regular => (400, REGULAR_TTF),
                Weight::SemiBold => (600, SEMIBOLD_TTF),
            };
            let font = subset::subset(font, characters).map_or(Cow::Borrowed(font), Cow::Owned);
            self.line(format_args!(
                "@font-face {{ font-family: \"{FAMILY}\"; font-weight: {number}; \
                 src: url(data:font/ttf;base64,{}) format(\"truetype\"); }}",
                base64(&font)
            ));
        }
    }

    fn shapes(&mut self, list: &DisplayList, shapes: &[&Shape]) {
        for shape in shapes {
            let name = list.names.get(&shape.subject).filter(|_| shape.part == Part::Body);
            self.geometry(&shape.geometry, name.map(String::as_str));
        }
    }

    fn geometry(&mut self, geometry: &Geometry, name: Option<&str>) {
        let (element, attributes) = match geometry {
            Geometry::Rect { rect, radius, fill, stroke } => {
                let place = format!(
                    "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"",
                    number(rect.min.x),
                    number(rect.min.y),
                    number(rect.width()),
                    number(rect.height()),
                    number(radius.max(0.0))
                );
                ("rect", format!("{place}{}{}", filled(*fill), stroked(*stroke)))
            }
            Geometry::Circle { centre, radius, fill, stroke } => {
                let place = format!(
                    "cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    number(centre.x),
                    number(centre.y),
                    number(*radius)
                );
                ("circle", format!("{place}{}{}", filled(*fill), stroked(*stroke)))
            }
            Geometry::Line { path, stroke } => {
                ("path", format!("d=\"{}\"{}{}", way(path, 1.0), filled(None), stroked(Some(*stroke))))
            }
            Geometry::Polygon { points, fill } => {
                let points: Vec<String> =
                    points.iter().map(|point| format!("{},{}", number(point.x), number(point.y))).collect();
                ("polygon", format!("points=\"{}\"{}", points.join(" "), filled(Some(*fill))))
            }
            Geometry::Text(run) => return self.text(run),
        };
        match name {
            Some(name) => self
                .line(format_args!("<{element} {attributes}><title>{}</title></{element}>", escaped(name))),
            None => self.line(format_args!("<{element} {attributes}/>")),
        }
    }

    fn text(&mut self, run: &TextRun) {
        let line = self.letters.as_mut().map(|letters| letters.setter.set(&run.text, run.style));
        match line {
            Some(line) if line.pieces.iter().any(|piece| piece.ink != Ink::Bundled) => {
                self.pieces(run, &line)
            }
            _ => self.words(run),
        }
    }

    /// A line of several fonts, piece by piece.
    fn pieces(&mut self, run: &TextRun, line: &Line) {
        let left = match run.anchor {
            Anchor::Start => run.at.x,
            Anchor::Middle => run.at.x - line.width / 2.0,
            Anchor::End => run.at.x - line.width,
        };
        for piece in &line.pieces {
            match &piece.ink {
                Ink::Bundled => {
                    // Viewers drop spaces at the ends.
                    let spaces = piece.text.len() - piece.text.trim_start().len();
                    let before = piece.text.get(..spaces).unwrap_or_default();
                    let at = Point::new(left + piece.x + run.style.width(before), run.at.y);
                    // Viewers turn letters that run from the right, but not the brackets of a piece that has none.
                    let turns = piece.words.chars().any(is_from_right);
                    let words = if turns { &piece.words } else { &piece.text };
                    let text = words.trim().to_owned();
                    self.words(&TextRun { text, at, anchor: Anchor::Start, ..run.clone() });
                }
                Ink::Outlines { size, glyphs } => {
                    self.unseen(run, left, piece);
                    for placed in glyphs {
                        let Some(glyph) = self.letters.as_mut().map(|letters| letters.number(placed.glyph))
                        else {
                            continue;
                        };
                        self.line(format_args!(
                            "<use href=\"#g{glyph}\" transform=\"translate({} {}) scale({})\"{}/>",
                            number(left + placed.x),
                            number(run.at.y + placed.y),
                            (size / EM * 1e5).round() / 1e5,
                            filled(Some(run.color))
                        ));
                    }
                }
            }
        }
    }

    /// The letters of a piece that is drawn as outlines.
    fn unseen(&mut self, run: &TextRun, left: f64, piece: &Piece) {
        self.line(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"none\">{}</text>",
            number(left + piece.x),
            number(run.at.y),
            number(run.style.size),
            number(piece.width),
            escaped(&piece.words)
        ));
    }

    fn words(&mut self, run: &TextRun) {
        if run.text.is_empty() {
            return;
        }
        let anchor = match run.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = match run.style.weight {
            Weight::Regular => "",
            Weight::SemiBold => " font-weight=\"600\"",
        };
        self.line(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor}{}>{}</text>",
            number(run.at.x),
            number(run.at.y),
            number(run.style.size),
            filled(Some(run.color)),
            escaped(&run.text)
        ));
    }
}

/// A coordinate in hundredths, in as few digits as that takes; 0 for what is not a number.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    // Adding zero turns -0 into 0.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    format!("{rounded}")
}

fn filled(fill: Option<Color>) -> String {
    match fill {
        None => " fill=\"none\"".to_owned(),
        Some(color) => format!(" fill=\"{color}\"{}", opacity("fill-opacity", color)),
    }
}

fn opacity(attribute: &str, color: Color) -> String {
    if color.alpha == u8::MAX {
        return String::new();
    }
    format!(" {attribute}=\"{}\"", number(f64::from(color.alpha) / 255.0))
}

fn stroked(stroke: Option<Stroke>) -> String {
    let Some(Stroke { color, width, dash }) = stroke else { return String::new() };
    let dash = match dash {
        Dash::Solid => String::new(),
        Dash::Dashes { on, off } => format!(" stroke-dasharray=\"{} {}\"", number(on), number(off)),
        Dash::Dots { every } => {
            format!(" stroke-linecap=\"round\" stroke-dasharray=\"0 {}\"", number(every))
        }
    };
    let opacity = opacity("stroke-opacity", color);
    format!(" stroke=\"{color}\"{opacity} stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}", number(width))
}

fn way(path: &Path, scale: f64) -> String {
    let number = |value: f64| number(value * scale);
    let mut way = String::new();
    for segment in &path.segments {
        // Writing to a string cannot fail.
        let _ = match segment {
            Segment::Move(to) => write!(way, "M{} {}", number(to.x), number(to.y)),
            Segment::Line(to) => write!(way, "L{} {}", number(to.x), number(to.y)),
            Segment::Cubic { handle_from, handle_to, to } => write!(
                way,
                "C{} {} {} {} {} {}",
                number(handle_from.x),
                number(handle_from.y),
                number(handle_to.x),
                number(handle_to.y),
                number(to.x),
                number(to.y)
            ),
        };
    }
    way
}

/// Words fit for the inside of an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4_usize {
            let sextet = usize::try_from((group >> (18 - 6 * place)) & 63).unwrap_or(0);
            let letter = LETTERS.get(sextet).copied().unwrap_or(b'A');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, escaped, number};

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn numbers_are_short_and_always_numbers() {
        for (value, text) in
            [(1.0, "1"), (-0.001, "0"), (2.346, "2.35"), (f64::NAN, "0"), (f64::INFINITY, "0")]
        {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn words_cannot_become_markup() {
        assert_eq!(
            escaped("<script>\"a\" & 'b'\u{0}\u{202E}</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; &lt;/script&gt;"
        );
    }
}
