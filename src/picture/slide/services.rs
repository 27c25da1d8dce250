//! Who serves a party, on a slide: a box for each supplier, one under the other, with its line to the customer at the right.

use super::super::display::{Anchor, Subject};
use super::super::link::LinkLine;
use super::super::metrics::NAME;
use super::super::pen::{Emphasis, Pen};
use super::super::ruler::Ruler;
use super::route::{PILL_PADDING, Place, draw_line, draw_place, is_whole, place};
use super::words::baseline_in;
use super::{ItemKind, STRONG, Setting, Slide, item, judged, link_name};
use crate::layout::{Cubic, Point, Rect, Size};
use crate::model::{LinkId, PartyId};

/// Between two suppliers, units.
const GAP: f64 = 7.0;
/// The room beside a supplier's box for the mark and the word, units.
const WORDS: f64 = 118.0;

/// Some of the services of a customer, set: the upper left corner is at 0, 0.
#[derive(Clone, Debug)]
pub(super) struct ServicesPlan {
    suppliers: Vec<(LinkId, Place)>,
    customer: Place,
    pub(super) size: Size,
}

/// The most lines of a name.
const NAME_LINES: usize = 3;

/// Sets the services within `width`, each plan at most `height` high: as many plans as it takes. `None` where names would have to be
/// broken within a word or cut off.
pub(super) fn plans(
    customer: &PartyId,
    links: &[LinkId],
    setting: Setting<'_>,
    width: f64,
    height: f64,
) -> Option<Vec<ServicesPlan>> {
    let org = setting.org;
    let for_customer = width * 0.3 - 2.0 * PILL_PADDING;
    let is_set = is_whole(org.name_of(customer), for_customer, NAME_LINES + 1);
    let customer = place(customer, setting, for_customer.max(NAME.size));
    let room = width - customer.area.width() - WORDS - 40.0 - 2.0 * PILL_PADDING;
    let are_whole = links.iter().all(|link| is_whole(org.name_of(&link.supplier), room, NAME_LINES));
    if !is_set || !are_whole || customer.area.height() > height {
        return None;
    }
    let mut plans: Vec<Vec<(LinkId, Place)>> = vec![Vec::new()];
    // All slides of it have boxes of one width.
    let mut wide = 0.0_f64;
    let mut used = 0.0;
    for link in links {
        let supplier = place(&link.supplier, setting, room);
        let needs = supplier.area.height() + GAP;
        if used + needs > height + GAP && plans.last().is_some_and(|plan| !plan.is_empty()) {
            plans.push(Vec::new());
            used = 0.0;
        }
        used += needs;
        wide = wide.max(supplier.area.width());
        if let Some(plan) = plans.last_mut() {
            plan.push((link.clone(), supplier));
        }
    }
    Some(plans.into_iter().map(|suppliers| set(suppliers, customer.clone(), wide, width)).collect())
}

fn set(mut suppliers: Vec<(LinkId, Place)>, mut customer: Place, wide: f64, width: f64) -> ServicesPlan {
    let mut top = 0.0;
    for (_, place) in &mut suppliers {
        let height = place.area.height();
        place.area = Rect::from_corners(Point::new(0.0, top), Point::new(wide, top + height));
        top += height + GAP;
    }
    let size = customer.area.size();
    let height = (top - GAP).max(size.height);
    let down = (height - (top - GAP)).max(0.0) / 2.0;
    for (_, place) in &mut suppliers {
        place.area = place.area.moved_by(Point::new(0.0, down));
    }
    let corner = Point::new(width - size.width, (height - size.height) / 2.0);
    customer.area = Rect::from_corners(corner, Point::new(width, corner.y + size.height));
    ServicesPlan { suppliers, customer, size: Size::new(width, height) }
}

impl ServicesPlan {
    /// Draws it with its upper left corner at `at`.
    pub(super) fn draw(&self, slide: &mut Slide, setting: Setting<'_>, at: Point) {
        draw_place(slide, &self.customer, setting, at);
        let customer = self.customer.area.moved_by(at);
        let count = f64::from(u32::try_from(self.suppliers.len()).unwrap_or(u32::MAX));
        // The lines arrive evenly along the customer's side, in the middle part of it.
        let spread = (customer.height() * 0.6).min(14.0 * (count - 1.0));
        for (number, (link, supplier)) in self.suppliers.iter().enumerate() {
            draw_place(slide, supplier, setting, at);
            let number = f64::from(u32::try_from(number).unwrap_or_default());
            let share = if count > 1.0 { number / (count - 1.0) - 0.5 } else { 0.0 };
            let end = Point::new(customer.min.x, customer.centre().y + share * spread);
            draw_service(slide, link, supplier.area.moved_by(at), end, setting);
        }
    }
}

/// A level stretch with mark and word beside the supplier, then a bend to the customer.
fn draw_service(slide: &mut Slide, link: &LinkId, supplier: Rect, end: Point, setting: Setting<'_>) {
    let (state, role) = judged(link, setting);
    let start = Point::new(supplier.max.x, supplier.centre().y);
    let turn = Point::new(start.x + WORDS, start.y);
    let half = Point::new((turn.x + end.x) / 2.0, turn.y);
    let level = Cubic {
        from: start,
        handle_from: start.mixed_with(turn, 1.0 / 3.0),
        handle_to: start.mixed_with(turn, 2.0 / 3.0),
        to: turn,
    };
    let bend = Cubic { from: turn, handle_from: half, handle_to: Point::new(half.x, end.y), to: end };
    let Some(ruler) = Ruler::new(vec![level, bend]) else { return };
    let subject = Subject::Link(link.clone());
    let line =
        LinkLine { subject: subject.clone(), ruler, state, role, emphasis: Emphasis::Full, mark_at: 22.0 };
    let area = Rect::from_corners(Point::new(start.x, start.y - 14.0), Point::new(turn.x, start.y + 14.0));
    item(slide, ItemKind::Link, link_name(link, setting), area, |list| {
        draw_line(list, &line, setting);
        let mut pen = Pen::new(list, setting.theme, subject);
        // The word stands on a plate in the line, since lines lie close above and below.
        let width = STRONG.width(state.word());
        let left = start.x + 44.0;
        let plate = Rect::from_corners(
            Point::new(left - 4.0, start.y - 9.0),
            Point::new(left + width + 4.0, start.y + 9.0),
        );
        pen.rect(super::super::display::Part::Detail, plate, 3.0, Some(setting.theme.canvas), None);
        let at = Point::new(left, start.y - STRONG.line_height() / 2.0 + baseline_in(STRONG));
        pen.text(state.word(), at, Anchor::Start, STRONG, setting.theme.ink);
    });
}
