//! The legend: the very shapes of the map, with their words.
//!
//! Deliberately absent: where it stands.

use super::display::{Anchor, DisplayList, Levels, Subject};
use super::link::LinkLine;
use super::marks;
use super::metrics::{SMALL, UNIT};
use super::party::{badge, badge_width, baseline_in_line, draw_box};
use super::pen::{Emphasis, Pen};
use super::ruler::Ruler;
use super::theme::Theme;
use crate::diagnosis::{LinkRole, LinkState};
use crate::layout::{Cubic, Point, Rect, Size};
use crate::model::PartyKind;

const SAMPLE_WIDTH: f64 = 72.0;
const CELL: Size = Size::new(256.0, 36.0);

#[derive(Clone, Copy)]
enum Sample {
    Link(LinkState),
    Root,
    Party(PartyKind),
    CutOff,
    SinglePoint,
}

const SAMPLES: [(Sample, &str); 10] = [
    (Sample::Link(LinkState::Sound), "works: the customer says so"),
    (Sample::Link(LinkState::Unknown), "not asked: nobody knows yet"),
    (Sample::Link(LinkState::Strained), "struggles"),
    (Sample::Link(LinkState::Broken), "broken"),
    (Sample::Root, "broken, and a probable cause"),
    (Sample::Party(PartyKind::Team), "team"),
    (Sample::Party(PartyKind::ExternalCustomer), "external customer"),
    (Sample::Party(PartyKind::ExternalSupplier), "external supplier"),
    (Sample::CutOff, "every way to a customer is broken"),
    (Sample::SinglePoint, "no way around this team"),
];

/// How many entries the legend has.
const ENTRIES: usize = SAMPLES.len();

/// Width of one column of the legend, world units.
pub const COLUMN_WIDTH: f64 = CELL.width;

/// As many columns of the legend as fit into `width`, world units: at least one, at most one an entry; evenly filled.
#[must_use]
pub fn legend_columns(width: f64) -> usize {
    let fitting = (1..=ENTRIES)
        .rev()
        .find(|columns| f64::from(u32::try_from(*columns).unwrap_or(u32::MAX)) * COLUMN_WIDTH <= width);
    let fitting = fitting.unwrap_or(1);
    ENTRIES.div_ceil(ENTRIES.div_ceil(fitting))
}

/// The legend in so many columns (at least one), its top left corner at 0, 0; read row by row.
#[must_use]
pub fn legend(theme: &Theme, columns: usize) -> DisplayList {
    let mut list = DisplayList::default();
    let columns = columns.max(1);
    for (place, (sample, words)) in SAMPLES.iter().enumerate() {
        let steps = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let corner = Point::new(steps(place % columns) * CELL.width, steps(place / columns) * CELL.height);
        draw_entry(&mut list, theme, *sample, words, corner);
    }
    list
}

fn draw_entry(list: &mut DisplayList, theme: &Theme, sample: Sample, words: &str, corner: Point) {
    let middle = Point::new(corner.x + SAMPLE_WIDTH / 2.0, corner.y + CELL.height / 2.0);
    match sample {
        Sample::Link(state) => draw_link(list, theme, state, &LinkRole::None, middle),
        Sample::Root => {
            let role = LinkRole::Root { group: 0, unseen: false };
            draw_link(list, theme, LinkState::Broken, &role, middle);
        }
        Sample::Party(kind) => {
            let mut pen = Pen::new(list, theme, Subject::Legend);
            let rect = Rect::from_centre(middle, Size::new(56.0, 24.0));
            draw_box(&mut pen, theme, kind, rect);
        }
        Sample::CutOff => {
            let mut pen = Pen::new(list, theme, Subject::Legend);
            let left = middle.x - badge_width("cut off") / 2.0;
            badge(&mut pen, theme, "cut off", Point::new(left, middle.y));
        }
        Sample::SinglePoint => {
            let mut pen = Pen::new(list, theme, Subject::Legend);
            marks::single_point(&mut pen, middle, theme.box_outline, theme.plate);
        }
    }
    let mut pen = Pen::new(list, theme, Subject::Legend).at(Levels::ALL);
    let baseline = middle.y - SMALL.line_height() / 2.0 + baseline_in_line(SMALL.size);
    let at = Point::new(corner.x + SAMPLE_WIDTH + UNIT * 1.5, baseline);
    pen.text(words, at, Anchor::Start, SMALL, theme.ink);
}

fn draw_link(list: &mut DisplayList, theme: &Theme, state: LinkState, role: &LinkRole, middle: Point) {
    let at = |share: f64| Point::new(middle.x + (share - 0.5) * SAMPLE_WIDTH, middle.y);
    let curve = Cubic { from: at(0.0), handle_from: at(1.0 / 3.0), handle_to: at(2.0 / 3.0), to: at(1.0) };
    let Some(ruler) = Ruler::new(vec![curve]) else { return };
    let mark_at = ruler.length() * 0.45;
    let line = LinkLine { subject: Subject::Legend, ruler, state, role, emphasis: Emphasis::Full, mark_at };
    line.draw_beneath(Pen::new(list, theme, Subject::Legend), theme, false);
    line.draw_line(Pen::new(list, theme, Subject::Legend), theme);
    line.draw_mark(Pen::new(list, theme, Subject::Legend), theme);
}
