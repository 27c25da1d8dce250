//! The objects of the file: catalogue, sheets, fonts, table of chapters.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::writers::Resources;
use pdf_writer::{Date, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use super::fonts::{EM, Fonts, OBJECTS, WEIGHTS, single};
use crate::model::Day;

/// A finished sheet.
pub(in crate::exchange) struct Sheet {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// The operators that draw it.
    pub content: Vec<u8>,
}

/// A chapter that begins on a sheet.
#[derive(Clone, Debug)]
pub(in crate::exchange) struct Mark {
    /// What it is called.
    pub title: String,
    /// On which sheet, from 0.
    pub sheet: usize,
    /// How far down, in points.
    pub down: f64,
    /// Whether it is part of the chapter before.
    pub is_nested: bool,
}

/// All sheets, in their order.
pub(in crate::exchange) struct Sheets {
    pub sheets: Vec<Sheet>,
    pub marks: Vec<Mark>,
}

/// Hands out the numbers of objects.
struct Numbers(i32);

impl Numbers {
    fn take(&mut self, count: i32) -> Ref {
        let first = self.0;
        self.0 += count;
        Ref::new(first)
    }
}

/// The file.
pub(in crate::exchange) fn document(sheets: &Sheets, fonts: &Fonts, title: &str, today: Day) -> Vec<u8> {
    let mut numbers = Numbers(1);
    let [catalog, tree, info, outline, resources] = [(); 5].map(|()| numbers.take(1));
    let font_ids = WEIGHTS.map(|_| numbers.take(OBJECTS));
    let glyphs: Vec<Ref> = fonts.outlines().iter().map(|_| numbers.take(1)).collect();
    let pages: Vec<Ref> = sheets.sheets.iter().map(|_| numbers.take(1)).collect();
    let contents: Vec<Ref> = sheets.sheets.iter().map(|_| numbers.take(1)).collect();
    let chapters: Vec<Ref> = sheets.marks.iter().map(|_| numbers.take(1)).collect();
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr("en"));
    root.viewer_preferences().display_doc_title(true);
    if !chapters.is_empty() {
        root.outlines(outline);
    }
    root.finish();
    let name = format!("{title}, as of {today}");
    pdf.document_info(info)
        .title(TextStr(&name))
        .creator(TextStr(concat!("Throughline ", env!("CARGO_PKG_VERSION"))))
        .creation_date(date(today));
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(pages.iter().copied()).count(count);
    for ((sheet, page), content) in sheets.sheets.iter().zip(&pages).zip(&contents) {
        let mut object = pdf.page(*page);
        object.parent(tree).contents(*content);
        object.media_box(Rect::new(0.0, 0.0, single(sheet.width), single(sheet.height)));
        object.pair(Name(b"Resources"), resources);
        object.finish();
        pdf.stream(*content, &packed(&sheet.content)).filter(Filter::FlateDecode);
    }
    write_resources(&mut pdf, resources, font_ids, &glyphs);
    for (id, outline) in glyphs.iter().zip(fonts.outlines()) {
        // Room for marks far above and below the letters.
        let room = single(3.0 * EM);
        pdf.form_xobject(*id, outline).bbox(Rect::new(-room, -room, room, room));
    }
    for (weight, id) in WEIGHTS.into_iter().zip(font_ids) {
        fonts.write(weight, &mut pdf, id);
    }
    write_chapters(&mut pdf, outline, &chapters, &sheets.marks, sheets, &pages);
    pdf.finish()
}

/// What every sheet may draw with: the fonts, and the outlines of letters that they lack.
fn write_resources(pdf: &mut Pdf, id: Ref, fonts: [Ref; 2], glyphs: &[Ref]) {
    let mut resources = pdf.indirect(id).start::<Resources<'_>>();
    let mut names = resources.fonts();
    for (name, id) in [b"R", b"S"].into_iter().zip(fonts) {
        names.pair(Name(name), id);
    }
    names.finish();
    if !glyphs.is_empty() {
        let mut names = resources.x_objects();
        for (number, id) in glyphs.iter().enumerate() {
            names.pair(Name(format!("G{number}").as_bytes()), *id);
        }
    }
}

/// RFC 1950, as every reader of PDF unpacks it.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn date(day: Day) -> Date {
    Date::new(day.year().unsigned_abs())
        .month(day.month().unsigned_abs())
        .day(day.day_of_month().unsigned_abs())
}

/// The table of chapters that viewers show beside the sheets; nested chapters under the one before them.
fn write_chapters(pdf: &mut Pdf, outline: Ref, ids: &[Ref], marks: &[Mark], sheets: &Sheets, pages: &[Ref]) {
    let top: Vec<usize> = (0..marks.len()).filter(|place| !marks[*place].is_nested).collect();
    let (Some(first), Some(last)) = (top.first(), top.last()) else { return };
    let count = i32::try_from(top.len()).unwrap_or(i32::MAX);
    pdf.outline(outline).first(ids[*first]).last(ids[*last]).count(count);
    for (place, mark) in marks.iter().enumerate() {
        let parent = if mark.is_nested { top.iter().rev().find(|top| **top < place).copied() } else { None };
        let mut item = pdf.outline_item(ids[place]);
        item.title(TextStr(&mark.title)).parent(parent.map_or(outline, |parent| ids[parent]));
        let is_sister = |other: &usize| marks[*other].is_nested == mark.is_nested;
        let before = if mark.is_nested {
            place.checked_sub(1).filter(is_sister)
        } else {
            (0..place).rev().find(is_sister)
        };
        let after = if mark.is_nested {
            Some(place + 1).filter(|next| *next < marks.len()).filter(is_sister)
        } else {
            (place + 1..marks.len()).find(is_sister)
        };
        if let Some(before) = before {
            item.prev(ids[before]);
        }
        if let Some(after) = after {
            item.next(ids[after]);
        }
        let nested = marks.iter().skip(place + 1).take_while(|next| next.is_nested).count();
        if !mark.is_nested && nested > 0 {
            // A negative count: closed until somebody opens it.
            let count = i32::try_from(nested).unwrap_or(i32::MAX);
            item.first(ids[place + 1]).last(ids[place + nested]).count(-count);
        }
        let (page, sheet) = (pages[mark.sheet], &sheets.sheets[mark.sheet]);
        item.dest().page(page).xyz(0.0, single(sheet.height - mark.down + 12.0), None);
    }
}
