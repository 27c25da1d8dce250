//! The report as sheets of A4, set in the bundled font.
//!
//! ```text
//! Report -> first_page, map, flow (sheets of ink) -> document (objects of the file, in `exchange::pdf`)
//! ```
//! Widths are those the whole program measures with, so a line ends where it was measured to end. Nothing in the file comes from
//! a clock. Deliberately absent: kerning.

mod first_page;
mod flow;
mod handout;
mod sheets;
mod table;

use super::first_page::FirstPage;
use super::{Report, blocks};
use crate::exchange::pdf::{Fonts, document};
use flow::Flow;

pub(super) use handout::{handout_pdf, sheets_of_handout};

/// The report as a PDF file.
pub(super) fn pdf(report: &Report) -> Vec<u8> {
    let mut fonts = Fonts::default();
    let mut flow = Flow::new(&mut fonts);
    first_page::set(&mut flow, &report.first_page);
    if let Some(map) = &report.map {
        flow.picture(map, "The map");
    }
    for section in &blocks::sections(report) {
        flow.section(section);
    }
    let sheets = flow.finish(&report.name, report.today);
    document(&sheets, &fonts, &report.name, report.today)
}

/// Whether page one fits one sheet.
pub(super) fn fits(page: &FirstPage) -> bool {
    let mut fonts = Fonts::default();
    let mut flow = Flow::new(&mut fonts);
    first_page::set(&mut flow, page);
    flow.sheets_begun() == 1 && flow.room() >= first_page::SPARE
}
