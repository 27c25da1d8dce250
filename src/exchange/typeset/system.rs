//! The fonts of this machine, asked only once a letter is lacking: the system says which font it takes for a script.
//!
//! The order of asking is that of the window, so that file and window show the same letters. Deliberately absent: fonts that only
//! have bitmaps or colours.

use std::collections::BTreeMap;

use fontique::{
    Blob, Collection, CollectionOptions, FallbackKey, GenericFamily, Language, Query, QueryFamily, QueryFont,
    QueryStatus, Script, SourceCache, SourceCacheOptions,
};
use harfrust::{Direction, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FontRef;
use unicode_script::UnicodeScript;

use super::outline::outline;
use crate::layout::Point;
use crate::picture::Path;

const HAN: Script = Script::from_bytes(*b"Hani");
/// A font for Han is made for one country; simplified Chinese first. (`zh-SG`: fontique takes `zh-CN` for "any Han".)
const HAN_LOCALES: [&str; 4] = ["zh-SG", "zh-TW", "ja", "ko"];
/// For what belongs to no script: symbols, emoji.
const GENERIC: [GenericFamily; 6] = [
    GenericFamily::SansSerif,
    GenericFamily::SystemUi,
    GenericFamily::Emoji,
    GenericFamily::Math,
    GenericFamily::Serif,
    GenericFamily::Monospace,
];

/// A font that was found.
struct Face {
    bytes: Blob<u8>,
    index: u32,
    shaper: ShaperData,
    units_per_em: f64,
}

/// Glyphs and their places, for an em of one unit, from the baseline downward.
pub(super) struct Shaped {
    pub glyphs: Vec<(u32, Point)>,
    pub width: f64,
}

/// The fonts found so far, and which letter has which.
#[derive(Default)]
pub(super) struct SystemFonts {
    /// `None` until a letter is lacking; then `Some(None)` on a machine without any font.
    library: Option<Option<(Collection, SourceCache)>>,
    faces: Vec<Face>,
    by_letter: BTreeMap<char, Option<usize>>,
}

impl SystemFonts {
    /// The font with an outline of `letter`; `None` when this machine has none.
    pub fn font_for(&mut self, letter: char) -> Option<usize> {
        if let Some(font) = self.by_letter.get(&letter) {
            return *font;
        }
        let font = self.find(letter).and_then(|font| self.face(&font));
        self.by_letter.insert(letter, font);
        font
    }

    fn find(&mut self, letter: char) -> Option<QueryFont> {
        let (collection, sources) = self.library.get_or_insert_with(library).as_mut()?;
        let Some(script) = script_of(letter) else {
            let mut query = collection.query(sources);
            query.set_families(GENERIC.map(QueryFamily::Generic));
            return first_with(&mut query, letter);
        };
        let locales: Vec<Option<Language>> = if script == HAN {
            HAN_LOCALES.iter().map(|locale| Language::parse(locale).ok()).collect()
        } else {
            vec![None]
        };
        locales.iter().find_map(|locale| {
            let mut query = collection.query(sources);
            query.set_families([QueryFamily::Generic(GenericFamily::SansSerif)]);
            query.set_fallbacks(FallbackKey::new(script, locale.as_ref()));
            first_with(&mut query, letter)
        })
    }

    /// The place of a font among those found.
    fn face(&mut self, font: &QueryFont) -> Option<usize> {
        let is_it = |face: &Face| face.bytes.id() == font.blob.id() && face.index == font.index;
        if let Some(place) = self.faces.iter().position(is_it) {
            return Some(place);
        }
        let parsed = FontRef::from_index(font.blob.as_ref(), font.index).ok()?;
        let units = parsed.metrics(Size::unscaled(), LocationRef::default()).units_per_em.max(1);
        self.faces.push(Face {
            bytes: font.blob.clone(),
            index: font.index,
            shaper: ShaperData::new(&parsed),
            units_per_em: f64::from(units),
        });
        Some(self.faces.len() - 1)
    }

    /// The glyphs for `words`; `None` when the font cannot be read after all.
    pub fn shaped(&self, font: usize, words: &str, from_right: bool) -> Option<Shaped> {
        let face = self.faces.get(font)?;
        let parsed = FontRef::from_index(face.bytes.as_ref(), face.index).ok()?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(if from_right { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let output = face.shaper.shaper(&parsed).build().shape(buffer, ShapeOptions::new());
        let em = |units: i32| f64::from(units) / face.units_per_em;
        let (mut glyphs, mut width) = (Vec::new(), 0.0);
        for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
            let at = Point::new(width + em(position.x_offset), -em(position.y_offset));
            glyphs.push((info.glyph_id, at));
            width += em(position.x_advance);
        }
        (width > 0.0).then_some(Shaped { glyphs, width })
    }

    /// The outline of a glyph; an empty path when there is none.
    pub fn outline(&self, font: usize, number: u32) -> Path {
        let face = self.faces.get(font);
        let parsed = face.and_then(|face| FontRef::from_index(face.bytes.as_ref(), face.index).ok());
        parsed.map_or_else(Path::default, |font| outline(&font, number))
    }
}

/// The fonts of this machine. fontique 0.11 panics where fontconfig is installed and has no font at all: then there are none.
fn library() -> Option<(Collection, SourceCache)> {
    let options = CollectionOptions { shared: false, system_fonts: true };
    let collection = std::panic::catch_unwind(|| Collection::new(options)).ok()?;
    Some((collection, SourceCache::new(SourceCacheOptions::default())))
}

/// The script of a letter; `None` for what all scripts share.
fn script_of(letter: char) -> Option<Script> {
    match letter.script() {
        unicode_script::Script::Common
        | unicode_script::Script::Inherited
        | unicode_script::Script::Unknown => None,
        script => script.short_name().parse().ok(),
    }
}

/// The first font of the query with an outline of `letter`.
fn first_with(query: &mut Query<'_>, letter: char) -> Option<QueryFont> {
    let mut found = None;
    query.matches_with(|font| {
        if has_outline(font, letter) {
            found = Some(font.clone());
            QueryStatus::Stop
        } else {
            QueryStatus::Continue
        }
    });
    found
}

fn has_outline(font: &QueryFont, letter: char) -> bool {
    let Ok(parsed) = FontRef::from_index(font.blob.as_ref(), font.index) else { return false };
    let glyph = parsed.charmap().map(letter).map_or(0, skrifa::GlyphId::to_u32);
    glyph != 0 && !outline(&parsed, glyph).segments.is_empty()
}
