//! The two cuts of the bundled font: which letters are used, what number each has in the file, and the file's font objects; and the
//! outlines of letters that only another font of this machine has.
//!
//! Letters are numbered as they are first used. A letter that the bundled font does not have has a number of its own too: it stands
//! unseen where its outline is drawn, or is a box where no font has it, and is copied and found as what it is.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::MetadataProvider;
use skrifa::raw::FontRef;

use super::ink::add_way;
use crate::exchange::svg::subset::subset;
use crate::exchange::typeset::{Glyph, Line, Typesetter};
use crate::layout::Point;
use crate::picture::text::{REGULAR_TTF, SEMIBOLD_TTF, TextStyle, Weight};
use crate::picture::{Path, Segment};

/// How the codes of a font are to be read: two bytes a letter, as they are.
const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// The weights in the order of their names in the file.
pub(super) const WEIGHTS: [Weight; 2] = [Weight::Regular, Weight::SemiBold];
/// The em of outlines, in their own units: whole numbers are fine enough.
pub(super) const EM: f64 = 1000.0;

/// Which letters are used so far, by weight, and which outlines of other fonts.
#[derive(Default)]
pub(in crate::exchange) struct Fonts {
    regular: Letters,
    semibold: Letters,
    setter: Typesetter,
    has_boxes: bool,
    /// The number of each outline; `None` for a glyph without one.
    drawings: BTreeMap<Glyph, Option<usize>>,
    outlines: Vec<Vec<u8>>,
}

/// The letters of one font in the order of their numbers, which begin at 1.
#[derive(Debug, Default)]
struct Letters {
    numbers: BTreeMap<char, u16>,
    letters: Vec<char>,
}

impl Fonts {
    /// The codes of `text`.
    pub fn encode(&mut self, text: &str, weight: Weight) -> Vec<u8> {
        let letters = match weight {
            Weight::Regular => &mut self.regular,
            Weight::SemiBold => &mut self.semibold,
        };
        text.chars().flat_map(|letter| letters.number(letter).to_be_bytes()).collect()
    }

    /// The line that shows `text`.
    pub fn set(&mut self, text: &str, style: TextStyle) -> Line {
        let line = self.setter.set(text, style);
        self.has_boxes |= line.has_boxes;
        line
    }

    /// Whether boxes stand for some letters, since no font has them.
    pub fn has_boxes(&self) -> bool {
        self.has_boxes
    }

    /// The number of a glyph's outline among [`Self::outlines`]; `None` when there is nothing to draw.
    pub fn drawing_of(&mut self, glyph: Glyph) -> Option<usize> {
        if let Some(number) = self.drawings.get(&glyph) {
            return *number;
        }
        let outline = self.setter.outline(glyph);
        let number = (!outline.segments.is_empty()).then_some(self.outlines.len());
        if number.is_some() {
            let mut content = Content::new();
            add_way(&mut content, &in_thousandths(&outline));
            content.fill_nonzero();
            self.outlines.push(content.finish().to_vec());
        }
        self.drawings.insert(glyph, number);
        number
    }

    /// What draws each outline, by its number: for an em of [`EM`] units, in the colour at hand.
    pub(super) fn outlines(&self) -> &[Vec<u8>] {
        &self.outlines
    }

    fn of(&self, weight: Weight) -> &Letters {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// Writes the objects of one font, the first of which is `first`: [`OBJECTS`] in a row.
    pub(super) fn write(&self, weight: Weight, pdf: &mut Pdf, first: Ref) {
        let letters = &self.of(weight).letters;
        let [font, cid_font, descriptor, file, map, unicode] =
            [0, 1, 2, 3, 4, 5].map(|place| Ref::new(first.get() + place));
        let (bytes, name) = match weight {
            Weight::Regular => (REGULAR_TTF, Name(b"THRLIN+IBMPlexSans-Regular")),
            Weight::SemiBold => (SEMIBOLD_TTF, Name(b"THRLIN+IBMPlexSans-SemiBold")),
        };
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid_font)
            .to_unicode(unicode);
        let mut cid = pdf.cid_font(cid_font);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(1000.0)
            .cid_to_gid_map_stream(map);
        let thousandth = TextStyle::new(1000.0, weight);
        let widths = letters.iter().map(|letter| single(thousandth.width(letter.encode_utf8(&mut [0; 4]))));
        cid.widths().consecutive(1, widths);
        cid.finish();
        let descent = single(-275.0);
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(-200.0, -300.0, 1500.0, 1100.0))
            .italic_angle(0.0)
            .ascent(1025.0)
            .descent(descent)
            .cap_height(698.0)
            .stem_v(if weight == Weight::Regular { 80.0 } else { 120.0 })
            .font_file2(file);
        let used: BTreeSet<char> = letters.iter().copied().collect();
        let cut = subset(bytes, &used);
        let outlines = cut.as_deref().unwrap_or(bytes);
        let mut stream = pdf.stream(file, outlines);
        stream.pair(Name(b"Length1"), i32::try_from(outlines.len()).unwrap_or(i32::MAX));
        stream.finish();
        let numbers: Vec<u8> =
            std::iter::once(0).chain(glyphs(weight, letters)).flat_map(u16::to_be_bytes).collect();
        pdf.stream(map, &numbers);
        let mut cmap = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        for (place, letter) in letters.iter().enumerate() {
            cmap.pair(u16::try_from(place + 1).unwrap_or(u16::MAX), *letter);
        }
        pdf.cmap(unicode, &cmap.finish());
    }
}

/// An outline in whole thousandths of an em.
fn in_thousandths(outline: &Path) -> Path {
    let whole = |point: Point| Point::new((point.x * EM).round(), (point.y * EM).round());
    let segments = outline.segments.iter().map(|segment| match *segment {
        Segment::Move(to) => Segment::Move(whole(to)),
        Segment::Line(to) => Segment::Line(whole(to)),
        Segment::Cubic { handle_from, handle_to, to } => {
            Segment::Cubic { handle_from: whole(handle_from), handle_to: whole(handle_to), to: whole(to) }
        }
    });
    Path { segments: segments.collect() }
}

/// How many objects a font takes.
pub(super) const OBJECTS: i32 = 6;

impl Letters {
    fn number(&mut self, letter: char) -> u16 {
        if let Some(number) = self.numbers.get(&letter) {
            return *number;
        }
        // More letters than there are numbers: the box for all that follow.
        let Ok(number) = u16::try_from(self.letters.len() + 1) else { return 0 };
        self.letters.push(letter);
        self.numbers.insert(letter, number);
        number
    }
}

/// The outline of each letter by its number in the font; 0, the box, for one that it does not have.
fn glyphs(weight: Weight, letters: &[char]) -> Vec<u16> {
    let bytes = match weight {
        Weight::Regular => REGULAR_TTF,
        Weight::SemiBold => SEMIBOLD_TTF,
    };
    let Ok(font) = FontRef::new(bytes) else { return vec![0; letters.len()] };
    let charmap = font.charmap();
    let glyph = |letter: &char| {
        charmap.map(*letter).and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).unwrap_or(0)
    };
    letters.iter().map(glyph).collect()
}

/// A measure in thousandths: finer than any printer, and short to write.
#[expect(clippy::cast_possible_truncation, reason = "a page is small: single precision is plenty")]
pub(in crate::exchange) fn single(measure: f64) -> f32 {
    let rounded = (measure * 1000.0).round() / 1000.0;
    rounded as f32
}

/// A factor as it is: rounded, it would move what is far from the corner.
#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits are finer than any printer on the longest sheet"
)]
pub(super) fn factor(factor: f64) -> f32 {
    factor as f32
}
