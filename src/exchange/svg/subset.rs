//! A font file cut down to the glyphs that are used, so that a picture with its fonts inside stays small.
//!
//! Glyphs keep their numbers; those not used become empty. Tables for joining, kerning and naming glyphs go. What comes out is
//! a TrueType file by the OpenType specification 1.9. Deliberately absent: fonts with other outlines, and variable fonts; these
//! are not cut down at all.

use std::collections::BTreeSet;

use skrifa::MetadataProvider;
use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};

/// The tables that a viewer needs to draw and measure.
const KEPT: [&[u8; 4]; 9] = [b"OS/2", b"cmap", b"cvt ", b"fpgm", b"head", b"hhea", b"hmtx", b"maxp", b"prep"];

/// `font` with the outlines of `characters` only; `None` when it is not a TrueType font that can be cut down.
#[must_use]
pub fn subset(font: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let parsed = FontRef::new(font).ok()?;
    let table = |tag: &[u8; 4]| parsed.table_data(Tag::new(tag)).map(|data| data.as_bytes());
    let glyf = table(b"glyf")?;
    let offsets = glyph_offsets(&parsed, table(b"loca")?)?;
    let charmap = parsed.charmap();
    let mut used: BTreeSet<usize> = BTreeSet::from([0]);
    let mut waiting: Vec<usize> =
        characters.iter().filter_map(|character| charmap.map(*character)?.to_u32().try_into().ok()).collect();
    while let Some(glyph) = waiting.pop() {
        if used.insert(glyph) {
            waiting.extend(components(outline(glyf, &offsets, glyph)?)?);
        }
    }
    let (mut new_glyf, mut new_loca) = (Vec::new(), Vec::new());
    for glyph in 0..offsets.len().checked_sub(1)? {
        new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
        if used.contains(&glyph) {
            new_glyf.extend(outline(glyf, &offsets, glyph)?);
            pad(&mut new_glyf);
        }
    }
    new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
    let mut tables: Vec<([u8; 4], Vec<u8>)> =
        KEPT.iter().filter_map(|tag| Some((**tag, table(tag)?.to_vec()))).collect();
    let head = &mut tables.iter_mut().find(|(tag, _)| tag == b"head")?.1;
    // checkSumAdjustment is left to the end; indexToLocFormat 1: offsets of four bytes.
    head.get_mut(8..12)?.fill(0);
    head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    tables.push((*b"glyf", new_glyf));
    tables.push((*b"loca", new_loca));
    tables.push((*b"post", post_without_names(table(b"post")?)?));
    tables.sort();
    assemble(&tables)
}

/// Where each glyph's outline begins, and where the last one ends.
fn glyph_offsets(font: &FontRef<'_>, loca: &[u8]) -> Option<Vec<usize>> {
    let is_long = font.head().ok()?.index_to_loc_format() == 1;
    let count = usize::from(font.maxp().ok()?.num_glyphs()) + 1;
    let offsets = (0..count)
        .map(|place| if is_long { read_u32(loca, place * 4) } else { Some(read_u16(loca, place * 2)? * 2) });
    offsets.collect()
}

fn read_u16(bytes: &[u8], place: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(place..place + 2)?.try_into().ok()?)))
}

fn read_u32(bytes: &[u8], place: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(place..place + 4)?.try_into().ok()?)).ok()
}

fn outline<'font>(glyf: &'font [u8], offsets: &[usize], glyph: usize) -> Option<&'font [u8]> {
    glyf.get(*offsets.get(glyph)?..*offsets.get(glyph + 1)?)
}

/// The glyphs that a composite glyph is put together from.
fn components(outline: &[u8]) -> Option<Vec<usize>> {
    const WORDS: usize = 0x0001;
    const SCALE: usize = 0x0008;
    const MORE: usize = 0x0020;
    const TWO_SCALES: usize = 0x0040;
    const MATRIX: usize = 0x0080;
    let mut components = Vec::new();
    let is_composite = outline.first().is_some_and(|byte| byte & 0x80 != 0);
    if !is_composite {
        return Some(components);
    }
    let mut place = 10;
    loop {
        let flags = read_u16(outline, place)?;
        components.push(read_u16(outline, place + 2)?);
        place += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        place += match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            return Some(components);
        }
    }
}

/// Version 3: no glyph names.
fn post_without_names(post: &[u8]) -> Option<Vec<u8>> {
    let mut post = post.get(..32)?.to_vec();
    post.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
    Some(post)
}

fn pad(bytes: &mut Vec<u8>) {
    while !bytes.len().is_multiple_of(4) {
        bytes.push(0);
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, chunk| {
        let byte = |place: usize| chunk.get(place).copied().unwrap_or(0);
        sum.wrapping_add(u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]))
    })
}

/// The file of these tables, sorted by tag.
fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let log = count.checked_ilog2()?;
    let range = 16_u16.checked_shl(log)?;
    let mut file = vec![0, 1, 0, 0];
    for number in [count, range, u16::try_from(log).ok()?, count * 16 - range] {
        file.extend(number.to_be_bytes());
    }
    let mut offset = 12 + tables.len() * 16;
    for (tag, bytes) in tables {
        file.extend(tag);
        for number in [checksum(bytes), u32::try_from(offset).ok()?, u32::try_from(bytes.len()).ok()?] {
            file.extend(number.to_be_bytes());
        }
        offset += bytes.len().div_ceil(4) * 4;
    }
    let mut place_of_head = None;
    for (tag, bytes) in tables {
        if tag == b"head" {
            place_of_head = Some(file.len());
        }
        file.extend(bytes);
        pad(&mut file);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    let place = place_of_head? + 8;
    file.get_mut(place..place + 4)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, pen::PathElement};
    use skrifa::raw::FontRef;

    use super::{checksum, subset};
    use crate::picture::text::{REGULAR_TTF, SEMIBOLD_TTF};

    fn drawn(font: &[u8], character: char) -> Option<(Option<f32>, Vec<PathElement>)> {
        let font = FontRef::new(font).expect("it is a font");
        let glyph = font.charmap().map(character)?;
        let advance = font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
        let mut path = Vec::new();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(glyph)?.draw(settings, &mut path).expect("the outline is sound");
        Some((advance, path))
    }

    #[test]
    fn what_is_used_is_kept_and_the_rest_is_not() {
        let used: BTreeSet<char> = "Ärztliche Abnahme: é ñ ½ …".chars().collect();
        for font in [REGULAR_TTF, SEMIBOLD_TTF] {
            let small = subset(font, &used).expect("it can be cut down");
            assert!(small.len() < font.len() / 4, "{} of {}", small.len(), font.len());
            for character in &used {
                assert_eq!(drawn(&small, *character), drawn(font, *character), "{character}");
            }
            let (_, unused) = drawn(&small, 'Q').expect("it is still mapped");
            assert!(unused.is_empty());
            assert_eq!(checksum(&small), 0xB1B0_AFBA, "the whole file's checksum, by the specification");
        }
    }

    #[test]
    fn what_is_no_font_is_left_alone() {
        assert_eq!(subset(b"", &BTreeSet::new()), None);
        assert_eq!(subset(&REGULAR_TTF[..1000], &BTreeSet::from(['a'])), None);
    }
}
