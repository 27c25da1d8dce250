//! How wide words are in the bundled font, where they break into lines, how they are shortened.
//!
//! Widths come from the font's own advances, so that every machine measures alike. Deliberately absent: kerning, shaping of
//! joined scripts, bidirectional reordering; and any drawing of glyphs, which is the back end's business.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};
use unicode_normalization::char::is_combining_mark;

/// The bundled font files, for back ends that load or embed them. Licence: `assets/fonts/IBMPlexSans-OFL.txt`.
///
/// `static`, as a `const` of this size would stand in the program once for every unit of code that names it.
pub static REGULAR_TTF: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans-Regular.ttf");
/// The heavier cut of the same family.
pub static SEMIBOLD_TTF: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans-SemiBold.ttf");
/// The family's name.
pub const FAMILY: &str = "IBM Plex Sans";
/// From the baseline up to the top of the tallest letters, in em.
pub const ASCENT: f64 = 0.78;
/// From the baseline down to the bottom of the deepest letters, in em.
pub const DESCENT: f64 = 0.22;
/// From baseline to baseline, in em.
pub const LINE: f64 = 1.3;

const ELLIPSIS: &str = "\u{2026}";

/// Which cut of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// For most things.
    Regular,
    /// For names and state words.
    SemiBold,
}

/// A size and a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Height of the em, world units.
    pub size: f64,
    /// Which cut.
    pub weight: Weight,
}

impl TextStyle {
    /// The style of that size and weight.
    #[must_use]
    pub const fn new(size: f64, weight: Weight) -> Self {
        Self { size, weight }
    }

    /// The width of `text` on one line, world units. Never shrinks when something is appended.
    #[must_use]
    pub fn width(self, text: &str) -> f64 {
        let units: f64 = text.chars().map(|character| advance(self.weight, character)).sum();
        units * self.size
    }

    /// From baseline to baseline, world units.
    #[must_use]
    pub fn line_height(self) -> f64 {
        self.size * LINE
    }
}

/// One font, with the advances of the common characters at hand.
struct Face {
    font: Option<FontRef<'static>>,
    /// Advances in em of the characters below U+0250.
    common: Vec<f64>,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Self {
        let mut face = Self { font: FontRef::new(bytes).ok(), common: Vec::new() };
        face.common = (0..0x250_u32)
            .map(|code| char::from_u32(code).map_or(0.0, |letter| face.look_up(letter)))
            .collect();
        face
    }

    fn of(weight: Weight) -> &'static Self {
        static REGULAR: OnceLock<Face> = OnceLock::new();
        static SEMIBOLD: OnceLock<Face> = OnceLock::new();
        match weight {
            Weight::Regular => REGULAR.get_or_init(|| Self::new(REGULAR_TTF)),
            Weight::SemiBold => SEMIBOLD.get_or_init(|| Self::new(SEMIBOLD_TTF)),
        }
    }

    /// A glyph that the font does not have comes from some other font, mostly as a square: 1 em.
    fn look_up(&self, character: char) -> f64 {
        if is_invisible(character) {
            return 0.0;
        }
        let Some(font) = &self.font else { return 1.0 };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        font.charmap()
            .map(character)
            .filter(|glyph| *glyph != GlyphId::NOTDEF)
            .and_then(|glyph| metrics.advance_width(glyph))
            .map_or(1.0, |advance| f64::from(advance.max(0.0)) / f64::from(units_per_em.max(1)))
    }
}

fn advance(weight: Weight, character: char) -> f64 {
    let face = Face::of(weight);
    let common = usize::try_from(u32::from(character)).ok().and_then(|code| face.common.get(code));
    common.copied().unwrap_or_else(|| face.look_up(character))
}

/// Joiners and selectors, which never take room.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0020}'..='\u{E007F}')
}

/// `text` fit for one run: white space and control characters become single spaces, marks that reverse the reading
/// direction or mean nothing on paper are dropped, the ends are trimmed.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() || character.is_control() {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !is_dropped(character) {
            clean.push(character);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// The pieces of `text` that a reader takes for one character each: a base with its marks, joined emoji, a flag.
///
/// A short cut through the Unicode rules that errs by keeping together.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices();
        let (_, mut previous) = characters.next()?;
        let mut flag_letters = usize::from(is_flag_letter(previous));
        let mut end = rest.len();
        for (place, character) in characters {
            let completes_flag = flag_letters == 1 && is_flag_letter(character);
            if !(completes_flag || joins(previous, character)) {
                end = place;
                break;
            }
            flag_letters += usize::from(completes_flag);
            previous = character;
        }
        let (cluster, remainder) = rest.split_at(end);
        rest = remainder;
        Some(cluster)
    })
}

fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

fn joins(previous: char, next: char) -> bool {
    previous == '\u{200D}'
        || is_combining_mark(next)
        || matches!(next, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// `text` if it fits into `max_width` world units, else as much of its beginning as fits with an ellipsis.
#[must_use]
pub fn shorten(text: &str, style: TextStyle, max_width: f64) -> String {
    if style.width(text) <= max_width {
        return text.to_owned();
    }
    let room = max_width - style.width(ELLIPSIS);
    let mut kept = 0;
    let mut width = 0.0;
    for cluster in clusters(text) {
        width += style.width(cluster);
        if width > room {
            break;
        }
        kept += cluster.len();
    }
    let beginning = text.get(..kept).unwrap_or_default().trim_end();
    format!("{beginning}{ELLIPSIS}")
}

/// `text` on at most `max_lines` lines (at least one), each at most `max_width` world units wide.
///
/// Breaks after spaces, hyphens and slashes and between Chinese, Japanese and Korean characters; a word too wide for a line is
/// broken within. What does not fit ends in an ellipsis on the last line; nothing else is lost but the spaces at the breaks. A
/// line holds at least one character, however narrow it is.
#[must_use]
pub fn wrap(text: &str, style: TextStyle, max_width: f64, max_lines: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        if lines.len() + 1 >= max_lines {
            lines.push(shorten(rest, style, max_width));
            return lines;
        }
        let end = line_end(rest, style, max_width);
        let (line, remainder) = rest.split_at(end);
        lines.push(line.trim_end().to_owned());
        rest = remainder.trim_start();
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Like [`wrap`], on lines as even as possible: the narrowest width, in steps of `step`, that takes no more lines.
#[must_use]
pub fn wrap_evenly(text: &str, style: TextStyle, max_width: f64, max_lines: usize, step: f64) -> Vec<String> {
    let mut best = wrap(text, style, max_width, max_lines);
    if best.len() < 2 {
        return best;
    }
    let complete = |lines: &[String]| !lines.last().is_some_and(|line| line.ends_with(ELLIPSIS));
    if !complete(&best) {
        return best;
    }
    let mut width = max_width - step;
    while width > step {
        let narrower = wrap(text, style, width, max_lines);
        let splits_words = style.width(longest_word(text)) > width;
        if narrower.len() > best.len() || !complete(&narrower) || splits_words {
            break;
        }
        best = narrower;
        width -= step;
    }
    best
}

fn longest_word(text: &str) -> &str {
    text.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default()
}

/// Where the first line of `text` ends, in bytes; above 0.
fn line_end(text: &str, style: TextStyle, max_width: f64) -> usize {
    let mut width = 0.0;
    let mut place = 0;
    let mut last_break = None;
    let mut previous: Option<&str> = None;
    for cluster in clusters(text) {
        if previous.is_some_and(|previous| may_break_between(previous, cluster)) {
            last_break = Some(place);
        }
        let is_space = cluster.chars().all(char::is_whitespace);
        width += style.width(cluster);
        // A space may hang over the edge: it is trimmed.
        if width > max_width && !is_space && place > 0 {
            return last_break.unwrap_or(place);
        }
        place += cluster.len();
        previous = Some(cluster);
    }
    text.len()
}

fn may_break_between(previous: &str, next: &str) -> bool {
    let (Some(before), Some(after)) = (previous.chars().next(), next.chars().next()) else { return false };
    // A day, 2026-11-21, is one word.
    if after.is_whitespace() || (before == '-' && after.is_ascii_digit()) {
        return false;
    }
    before.is_whitespace()
        || matches!(before, '-' | '/' | '\u{2013}' | '\u{2014}')
        || (is_ideographic(before) && !is_closing(after))
        || (is_ideographic(after) && !is_opening(before) && !is_closing(after))
}

fn is_ideographic(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{303F}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        ')' | ']'
            | '}'
            | ','
            | '.'
            | ':'
            | ';'
            | '!'
            | '?'
            | '\u{3001}'
            | '\u{3002}'
            | '\u{300D}'
            | '\u{300F}'
            | '\u{3011}'
            | '\u{FF01}'
            | '\u{FF09}'
            | '\u{FF0C}'
            | '\u{FF1A}'
            | '\u{FF1B}'
            | '\u{FF1F}'
    )
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '\u{300C}' | '\u{300E}' | '\u{3010}' | '\u{FF08}')
}

#[cfg(test)]
mod tests {
    use super::{TextStyle, Weight, clean, clusters, shorten, wrap};

    const STYLE: TextStyle = TextStyle::new(10.0, Weight::Regular);

    #[test]
    fn widths_are_those_of_the_bundled_font() {
        // Advances of IBM Plex Sans in thousandths of an em: H 706, i 244, space 236; 采 is not in it.
        let width = |text| STYLE.width(text);
        assert!((width("i") - 2.44).abs() < 0.5, "{}", width("i"));
        assert!(width("i") < width("H") && width("H") < width("W"));
        assert_eq!(width("采"), 10.0);
        assert_eq!(width(""), 0.0);
        let bold = TextStyle::new(10.0, Weight::SemiBold);
        assert!(bold.width("Order desk") > width("Order desk"));
    }

    #[test]
    fn a_reader_sees_one_character_where_there_is_one() {
        for (text, expected) in [
            ("abc", vec!["a", "b", "c"]),
            ("e\u{301}a", vec!["e\u{301}", "a"]),
            ("👩\u{200D}⚕\u{FE0F}x", vec!["👩\u{200D}⚕\u{FE0F}", "x"]),
            ("🇨🇭🇨🇦", vec!["🇨🇭", "🇨🇦"]),
            ("👍🏽", vec!["👍🏽"]),
        ] {
            assert_eq!(clusters(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn text_is_cleaned_of_what_hides_or_reverses() {
        for (text, expected) in [
            ("  Front \n\t desk ", "Front desk"),
            ("abc\u{202E}fed", "abcfed"),
            ("nul\u{0}l", "nul l"),
            ("\u{FEFF}x\u{FFFE}", "x"),
            ("", ""),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_break_where_a_reader_expects_it() {
        for (text, width, lines, expected) in [
            ("Order desk", 200.0, 3, vec!["Order desk"]),
            ("Order desk", 40.0, 3, vec!["Order", "desk"]),
            ("Research and development", 80.0, 3, vec!["Research and", "development"]),
            ("Pre-admission", 40.0, 3, vec!["Pre-", "admissio", "n"]),
            ("采购部门办公室", 40.0, 2, vec!["采购部门", "办公室"]),
            ("采购部门办公室", 40.0, 1, vec!["采购部…"]),
            ("", 40.0, 3, vec![""]),
            ("W", 1.0, 3, vec!["W"]),
        ] {
            let wrapped = wrap(text, STYLE, width, lines);
            if text == "W" || text.starts_with("Pre") {
                assert_eq!(wrapped.first().map(String::as_str), expected.first().copied(), "{text}");
            } else {
                assert_eq!(wrapped, expected, "{text}");
            }
        }
    }

    #[test]
    fn a_shortened_name_keeps_whole_characters() {
        let text = "Caf\u{65}\u{301} and bar";
        let short = shorten(text, STYLE, STYLE.width("Cafe\u{301}\u{2026}") + 0.1);
        assert_eq!(short, "Cafe\u{301}\u{2026}");
        assert_eq!(shorten("long name", STYLE, 0.0), "\u{2026}");
    }
}
