//! Lines of words as they are drawn where no window sets them: which letters the bundled font draws, and the outlines of those
//! that only a font of this machine has.
//!
//! ```text
//! words -> runs of one direction (Unicode's bidirectional algorithm) -> pieces of one font -> glyphs in their places
//! ```
//! The bundled font is set letter by letter, as wide as the whole program measures. What it lacks is shaped (Arabic joins,
//! Devanagari reorders) with the font that the system names for it, and drawn no wider than it was measured. Deliberately absent:
//! colour and bitmap glyphs; kerning; line breaks.

mod direction;
mod outline;
mod system;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use skrifa::MetadataProvider;
use skrifa::raw::FontRef;

use crate::picture::Path;
use crate::picture::text::{REGULAR_TTF, SEMIBOLD_TTF, TextStyle, Weight, clusters, is_invisible};
pub(super) use direction::is_from_right;
use direction::{Run, mirrored, runs};
use system::SystemFonts;

/// One outline of one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glyph {
    font: usize,
    number: u32,
}

/// A glyph in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub glyph: Glyph,
    /// From the beginning of the line, world units.
    pub x: f64,
    /// From the baseline downward, world units.
    pub y: f64,
}

/// Neighbouring letters of one font.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The letters in the order in which they stand, from left to right.
    pub text: String,
    /// The letters in the order in which they are read.
    pub words: String,
    /// Where it begins, from the beginning of the line, world units.
    pub x: f64,
    /// World units.
    pub width: f64,
    /// How it is drawn.
    pub ink: Ink,
}

/// How a piece is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ink {
    /// With the bundled font; a box for each letter that no font has.
    Bundled,
    /// As outlines of another font. `size`: of the em, world units.
    Outlines { size: f64, glyphs: Vec<Placed> },
}

/// A line, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    /// World units; no more than was measured.
    pub width: f64,
    /// Whether boxes stand for some letters.
    pub has_boxes: bool,
}

/// Sets lines, and keeps what it has looked up.
#[derive(Default)]
pub(super) struct Typesetter {
    system: SystemFonts,
    outlines: BTreeMap<Glyph, Arc<Path>>,
}

impl Typesetter {
    /// The line that shows `text`.
    pub fn set(&mut self, text: &str, style: TextStyle) -> Line {
        if text.chars().all(|letter| is_bundled(letter, style.weight) && !is_from_right(letter)) {
            let width = style.width(text);
            let (text, words) = (text.to_owned(), text.to_owned());
            let piece = Piece { text, words, x: 0.0, width, ink: Ink::Bundled };
            return Line { pieces: vec![piece], width, has_boxes: false };
        }
        let mut line = Line::default();
        for run in runs(text) {
            let Some(words) = text.get(run.range.clone()) else { continue };
            let mut pieces = self.by_font(words, style.weight);
            if run.from_right {
                pieces.reverse();
            }
            for (font, range) in pieces {
                let words = words.get(range).unwrap_or_default();
                self.add_piece(&mut line, words, font, style, &run);
            }
        }
        line
    }

    /// The stretches of `words` that one font draws, in the order in which they are read; `None` is the bundled font.
    fn by_font(&mut self, words: &str, weight: Weight) -> Vec<(Option<usize>, Range<usize>)> {
        let mut pieces: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        let mut place = 0;
        for cluster in clusters(words) {
            let lacking = cluster.chars().find(|letter| !is_bundled(*letter, weight));
            let font = lacking.and_then(|letter| self.system.font_for(letter));
            let end = place + cluster.len();
            match pieces.last_mut() {
                Some((last, range)) if *last == font => range.end = end,
                _ => pieces.push((font, place..end)),
            }
            place = end;
        }
        pieces
    }

    fn add_piece(&mut self, line: &mut Line, words: &str, font: Option<usize>, style: TextStyle, run: &Run) {
        let measured = style.width(words);
        let text = if run.from_right { mirrored(words) } else { words.to_owned() };
        let x = line.width;
        let shaped = font.and_then(|font| Some((font, self.system.shaped(font, words, run.from_right)?)));
        let (ink, width) = match shaped {
            None => {
                line.has_boxes |= words.chars().any(|letter| !is_bundled(letter, style.weight));
                (Ink::Bundled, measured)
            }
            Some((font, shaped)) => {
                let natural = shaped.width * style.size;
                let squeeze = if natural > measured { measured / natural } else { 1.0 };
                let size = style.size * squeeze;
                let placed = |(number, at): &(u32, crate::layout::Point)| Placed {
                    glyph: Glyph { font, number: *number },
                    x: x + at.x * size,
                    y: at.y * size,
                };
                let glyphs = shaped.glyphs.iter().map(placed).collect();
                (Ink::Outlines { size, glyphs }, natural * squeeze)
            }
        };
        line.width += width;
        line.pieces.push(Piece { text, words: words.to_owned(), x, width, ink });
    }

    /// The outline of a glyph, for an em of one unit, from the baseline downward; nothing in it for a glyph without one.
    pub fn outline(&mut self, glyph: Glyph) -> Arc<Path> {
        if let Some(outline) = self.outlines.get(&glyph) {
            return Arc::clone(outline);
        }
        let outline = Arc::new(self.system.outline(glyph.font, glyph.number));
        self.outlines.insert(glyph, Arc::clone(&outline));
        outline
    }
}

/// Whether the bundled font draws it, or nothing needs to be drawn.
pub(super) fn is_bundled(letter: char, weight: Weight) -> bool {
    letter.is_ascii()
        || is_invisible(letter)
        || bundled(weight)
            .is_some_and(|font| font.charmap().map(letter).is_some_and(|glyph| glyph.to_u32() != 0))
}

/// The outline of a letter of the bundled font, as [`Typesetter::outline`]; the font's box for a letter that it does not have.
pub(super) fn bundled_outline(letter: char, weight: Weight) -> Path {
    let Some(font) = bundled(weight) else { return Path::default() };
    let number = font.charmap().map(letter).map_or(0, skrifa::GlyphId::to_u32);
    outline::outline(&font, number)
}

fn bundled(weight: Weight) -> Option<FontRef<'static>> {
    let bytes = match weight {
        Weight::Regular => REGULAR_TTF,
        Weight::SemiBold => SEMIBOLD_TTF,
    };
    FontRef::new(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Ink, Typesetter, bundled_outline};
    use crate::picture::text::{TextStyle, Weight};

    const STYLE: TextStyle = TextStyle::new(10.0, Weight::SemiBold);

    #[test]
    fn what_the_bundled_font_has_stays_one_piece_as_wide_as_measured() {
        let mut setter = Typesetter::default();
        for text in ["", "Order desk", "Ärztliche Aufnahme – é", "Доставка"] {
            let line = setter.set(text, STYLE);
            assert_eq!(line.pieces.len(), 1, "{text}");
            assert!(line.pieces.iter().all(|piece| piece.ink == Ink::Bundled && piece.text == text));
            assert_eq!((line.width, line.has_boxes), (STYLE.width(text), false), "{text}");
        }
    }

    #[test]
    fn every_letter_is_in_some_piece_and_no_line_is_wider_than_measured() {
        let mut setter = Typesetter::default();
        for text in
            ["采购部门 Team 7", "مستشفى الأمل", "אב Team גד", "नमस्ते दुनिया", "👩\u{200D}⚕ Ward", "a\u{10FFFD}b"]
        {
            let line = setter.set(text, STYLE);
            let mut drawn: Vec<char> = line.pieces.iter().flat_map(|piece| piece.text.chars()).collect();
            let mut written: Vec<char> = text.chars().collect();
            drawn.sort_unstable();
            written.sort_unstable();
            assert_eq!(drawn, written, "{text}");
            assert!(line.width <= STYLE.width(text) + 1e-9, "{text}");
            let mut edge = 0.0;
            for piece in &line.pieces {
                assert!((piece.x - edge).abs() < 1e-9, "{text}: pieces follow on one another");
                edge = piece.x + piece.width;
                if let Ink::Outlines { glyphs, .. } = &piece.ink {
                    assert!(!glyphs.is_empty() && glyphs.iter().all(|placed| placed.x.is_finite()), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_runs_from_the_right_stands_from_the_right() {
        let line = Typesetter::default().set("A שלום (B)", STYLE);
        let standing: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(standing, "A םולש (B)");
    }

    #[test]
    fn a_letter_that_no_font_has_is_a_box() {
        let line = Typesetter::default().set("x\u{10FFFD}", STYLE);
        assert!(line.has_boxes && line.pieces.iter().all(|piece| piece.ink == Ink::Bundled));
        assert!(!bundled_outline('\u{10FFFD}', Weight::Regular).segments.is_empty());
        assert_ne!(bundled_outline('A', Weight::Regular), bundled_outline('A', Weight::SemiBold));
    }
}
