//! The objects of the file: catalogue, sheets, fonts, table of chapters.

use pdf_writer::{Date, Finish, Name, Pdf, Rect, Ref, TextStr};

use super::fonts::{Fonts, OBJECTS, WEIGHTS, single};
use super::sheets::{Mark, Sheets};
use crate::model::Day;

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
pub(super) fn document(sheets: &Sheets, fonts: &Fonts, title: &str, today: Day) -> Vec<u8> {
    let mut numbers = Numbers(1);
    let [catalog, tree, info, outline] = [(); 4].map(|()| numbers.take(1));
    let font_ids = WEIGHTS.map(|_| numbers.take(OBJECTS));
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
        let mut resources = object.resources();
        let mut names = resources.fonts();
        for (name, id) in [b"R", b"S"].into_iter().zip(font_ids) {
            names.pair(Name(name), id);
        }
        names.finish();
        resources.finish();
        object.finish();
        pdf.stream(*content, &sheet.content);
    }
    for (weight, id) in WEIGHTS.into_iter().zip(font_ids) {
        fonts.write(weight, &mut pdf, id);
    }
    write_chapters(&mut pdf, outline, &chapters, &sheets.marks, sheets, &pages);
    pdf.finish()
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
