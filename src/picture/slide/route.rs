//! A way along links on a slide: as many boxes in a row as there is room for, in one row or two, with the line that leads on between
//! them. Where the way is longer, its middle is told by number, never left out in silence.

use super::super::display::{Anchor, Dash, Part, Stroke, Subject};
use super::super::link::LinkLine;
use super::super::metrics::NAME;
use super::super::party::draw_box;
use super::super::path::Path;
use super::super::pen::{Emphasis, Pen};
use super::super::ruler::Ruler;
use super::super::text::wrap_evenly;
use super::words::{baseline_in, box_size, name_in_box};
use super::{ItemKind, NOBODY, STRONG, Setting, Slide, TEXT, item, judged, link_name};
use crate::diagnosis::{LinkRole, LinkState};
use crate::layout::{Cubic, Point, Rect, Size};
use crate::model::{LinkId, PartyId, PartyKind};

/// Between a box's side and its words, units: less than on the map, where there is room.
const BOX_PADDING: f64 = 11.0;
/// The same for an external customer, whose ends are round.
pub(super) const PILL_PADDING: f64 = 17.0;
/// The most boxes of a row.
const MOST_IN_ROW: usize = 5;
/// The shortest line between two boxes, units: room for a mark with a stretch of line to either side.
const SHORTEST: f64 = 68.0;
/// Between two rows, units: room for the line that leads from one to the next, and its word.
const ROW_GAP: f64 = 46.0;
/// The most lines of a name.
const NAME_LINES: usize = 5;
/// A name may be broken into so many lines before fewer boxes stand in a row.
const FEW_LINES: usize = 3;

/// A box.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) party: PartyId,
    pub(super) kind: PartyKind,
    pub(super) lines: Vec<String>,
    pub(super) area: Rect,
}

/// What leads from one box to the next.
#[derive(Clone, Debug)]
enum Hop {
    /// A link.
    Link(LinkId),
    /// A stretch of the way with so many teams on it.
    LeftOut(usize),
}

/// A way that has been set: its upper left corner is at 0, 0.
#[derive(Clone, Debug)]
pub(super) struct RoutePlan {
    places: Vec<Place>,
    hops: Vec<Hop>,
    in_row: usize,
    pub(super) size: Size,
}

/// Sets the way within `width`, in at most two rows and at most `height`; `None` where names would have to be broken within a word or
/// cut off, or there is not the height for one row.
pub(super) fn plan(
    from: &PartyId,
    links: &[LinkId],
    setting: Setting<'_>,
    width: f64,
    height: f64,
) -> Option<RoutePlan> {
    let parties: Vec<&PartyId> =
        std::iter::once(from).chain(links.iter().map(|link| &link.customer)).collect();
    let in_row = in_row(&parties, setting, width)?;
    let whole = rows(&parties, links, setting, width, in_row, 2 * in_row);
    if whole.size.height <= height || in_row >= parties.len() {
        return Some(whole).filter(|plan| plan.size.height <= height);
    }
    Some(rows(&parties, links, setting, width, in_row, in_row)).filter(|plan| plan.size.height <= height)
}

/// How many boxes fit beside each other with their names whole: on few lines if that can be.
fn in_row(parties: &[&PartyId], setting: Setting<'_>, width: f64) -> Option<usize> {
    let fits = |count: usize, lines: usize| {
        let room = room_for_name(count, setting, width);
        parties.iter().all(|party| is_whole(setting.org.name_of(party), room, lines))
    };
    let most = MOST_IN_ROW.min(parties.len());
    let few = (2..=most).rev().find(|count| fits(*count, FEW_LINES));
    few.or_else(|| fits(2, NAME_LINES).then_some(2))
}

/// Whether a name stands whole on at most so many lines within `room`, no word broken.
pub(super) fn is_whole(name: &str, room: f64, lines: usize) -> bool {
    let widest = name.split_whitespace().map(|word| NAME.width(word)).fold(0.0, f64::max);
    let is_unbroken = widest <= room || name.chars().any(|letter| letter > '\u{2E80}');
    is_unbroken && wrap_evenly(name, NAME, room, lines + 1, 4.0).len() <= lines
}

/// The width of a name's lines with so many boxes in a row.
fn room_for_name(count: usize, setting: Setting<'_>, width: f64) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let each = (width - (count - 1.0) * shortest(setting)) / count;
    (each - 2.0 * PILL_PADDING).max(0.0)
}

fn shortest(_: Setting<'_>) -> f64 {
    [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound]
        .into_iter()
        .map(|state| STRONG.width(state.word()) + 12.0)
        .fold(SHORTEST, f64::max)
}

fn rows(
    parties: &[&PartyId],
    links: &[LinkId],
    setting: Setting<'_>,
    width: f64,
    in_row: usize,
    most: usize,
) -> RoutePlan {
    let (kept, hops) = kept(parties, links, most.max(2));
    let room = room_for_name(in_row.min(kept.len()), setting, width);
    let mut places: Vec<Place> = kept.iter().map(|party| place(party, setting, room)).collect();
    let mut top = 0.0;
    let mut bottom = 0.0;
    for row in places.chunks_mut(in_row.max(1)) {
        let height = row.iter().map(|place| place.area.height()).fold(0.0, f64::max);
        let wide: f64 = row.iter().map(|place| place.area.width()).sum();
        let gaps = f64::from(u32::try_from(row.len().saturating_sub(1)).unwrap_or(u32::MAX));
        // All rows have their boxes at the same distance, so that a short row does not pull its line out too long.
        let all = f64::from(u32::try_from(in_row.min(kept.len()).saturating_sub(1)).unwrap_or(1)).max(1.0);
        let gap = if gaps > 0.0 { ((width - wide) / gaps.max(all)).min(width * 0.36) } else { 0.0 };
        let mut left = 0.0;
        for place in row {
            let size = place.area.size();
            let corner = Point::new(left, top + (height - size.height) / 2.0);
            place.area =
                Rect::from_corners(corner, Point::new(corner.x + size.width, corner.y + size.height));
            left += size.width + gap;
        }
        bottom = top + height;
        top = bottom + ROW_GAP;
    }
    RoutePlan { places, hops, in_row, size: Size::new(width, bottom) }
}

/// At most so many parties: the first of them and the last, and what is between told by number.
fn kept<'parties>(
    parties: &[&'parties PartyId],
    links: &[LinkId],
    most: usize,
) -> (Vec<&'parties PartyId>, Vec<Hop>) {
    if parties.len() <= most {
        return (parties.to_vec(), links.iter().cloned().map(Hop::Link).collect());
    }
    let (first, last) = (most.div_ceil(2), most / 2);
    let left_out = parties.len() - first - last;
    let mut hops: Vec<Hop> = links.iter().take(first.saturating_sub(1)).cloned().map(Hop::Link).collect();
    hops.push(Hop::LeftOut(left_out));
    hops.extend(links.iter().skip(links.len() - last.saturating_sub(1)).cloned().map(Hop::Link));
    let ends = parties.iter().take(first).chain(parties.iter().skip(parties.len() - last));
    (ends.copied().collect(), hops)
}

/// The box of a party, its names within `room`.
pub(super) fn place(party: &PartyId, setting: Setting<'_>, room: f64) -> Place {
    let kind = setting.org.party(party).map_or(PartyKind::Team, |facts| facts.kind);
    let lines = wrap_evenly(setting.org.name_of(party), NAME, room, NAME_LINES, 4.0);
    let padding = match kind {
        PartyKind::ExternalCustomer => PILL_PADDING,
        PartyKind::Team | PartyKind::ExternalSupplier => BOX_PADDING,
    };
    let size = box_size(&lines, NAME, padding);
    let area = Rect::from_corners(Point::default(), Point::new(size.width, size.height));
    Place { party: party.clone(), kind, lines, area }
}

/// Draws a box.
pub(super) fn draw_place(slide: &mut Slide, place: &Place, setting: Setting<'_>, at: Point) {
    let area = place.area.moved_by(at);
    let kind = match place.kind {
        PartyKind::Team => "team",
        PartyKind::ExternalCustomer => "external customer",
        PartyKind::ExternalSupplier => "external supplier",
    };
    let name = format!("{}, {kind}", setting.org.name_of(&place.party));
    let subject = Subject::Party(place.party.clone());
    item(slide, ItemKind::Party, name, area, |list| {
        draw_box(&mut Pen::new(list, setting.theme, subject.clone()), setting.theme, place.kind, area);
        name_in_box(list, setting.theme, subject, &place.lines, NAME, area);
    });
}

impl RoutePlan {
    /// Whether every party of the way is shown.
    pub(super) fn is_whole(&self) -> bool {
        self.hops.iter().all(|hop| matches!(hop, Hop::Link(_)))
    }

    /// Draws it with its upper left corner at `at`.
    pub(super) fn draw(&self, slide: &mut Slide, setting: Setting<'_>, at: Point) {
        for (number, place) in self.places.iter().enumerate() {
            draw_place(slide, place, setting, at);
            let (Some(hop), Some(next)) = (self.hops.get(number), self.places.get(number + 1)) else {
                continue;
            };
            let turns = (number + 1) % self.in_row.max(1) == 0;
            let way = Way::between(place.area.moved_by(at), next.area.moved_by(at), turns);
            match hop {
                Hop::Link(link) => way.draw_link(slide, link, setting),
                Hop::LeftOut(count) => way.draw_left_out(slide, *count, setting),
            }
        }
    }
}

/// The line from one box to the next, and where its mark and words stand.
struct Way {
    curves: Vec<Cubic>,
    /// The middle of its level stretch.
    middle: Point,
    turns: bool,
    /// The length of its level stretch, units.
    level: f64,
}

impl Way {
    fn between(from: Rect, to: Rect, turns: bool) -> Self {
        if !turns {
            let y = from.centre().y;
            let (start, end) = (Point::new(from.max.x, y), Point::new(to.min.x, to.centre().y));
            let middle = start.mixed_with(end, 0.5);
            return Self { curves: vec![straight(start, end)], middle, turns, level: end.x - start.x };
        }
        // Down from the last box of a row, along between the rows, down to the first of the next.
        let (start, end) = (Point::new(from.centre().x, from.max.y), Point::new(to.centre().x, to.min.y));
        let y = end.y - ROW_GAP * 0.42;
        let bend = 8.0_f64.min((start.x - end.x).abs() / 2.0);
        let side = if start.x >= end.x { -1.0 } else { 1.0 };
        let corners = [
            Point::new(start.x, y - bend),
            Point::new(start.x + side * bend, y),
            Point::new(end.x - side * bend, y),
            Point::new(end.x, y + bend),
        ];
        let [one, two, three, four] = corners;
        let curves = vec![
            straight(start, one),
            bent(one, Point::new(start.x, y), two),
            straight(two, three),
            bent(three, Point::new(end.x, y), four),
            straight(four, end),
        ];
        Self { curves, middle: two.mixed_with(three, 0.5), turns, level: (start.x - end.x).abs() }
    }

    fn draw_link(self, slide: &mut Slide, link: &LinkId, setting: Setting<'_>) {
        let (state, role) = judged(link, setting);
        let word = state.word();
        let above = matches!(role, LinkRole::Root { .. });
        let (turns, middle, level) = (self.turns, self.middle, self.level);
        let Some(ruler) = Ruler::new(self.curves) else { return };
        let mark_at = distance_to(&ruler, middle);
        let subject = Subject::Link(link.clone());
        let line =
            LinkLine { subject: subject.clone(), ruler, state, role, emphasis: Emphasis::Full, mark_at };
        let half = (level / 2.0).max(STRONG.width(word) / 2.0);
        let area = Rect::from_corners(
            Point::new(middle.x - half, middle.y - 12.0),
            Point::new(middle.x + half, middle.y + 30.0),
        );
        item(slide, ItemKind::Link, link_name(link, setting), area, |list| {
            draw_line(list, &line, setting);
            let mut pen = Pen::new(list, setting.theme, subject);
            let below = middle.y + 12.0 + baseline_in(STRONG);
            let (at, anchor) = if turns {
                // Above the line, behind the mark: below stands the next row.
                (Point::new(middle.x + 22.0, middle.y - 6.0), Anchor::Start)
            } else {
                (Point::new(middle.x, below), Anchor::Middle)
            };
            pen.text(word, at, anchor, STRONG, setting.theme.ink);
            if above {
                let (at, anchor) = if turns {
                    (Point::new(middle.x - 22.0, middle.y - 6.0), Anchor::End)
                } else {
                    (Point::new(middle.x, middle.y - 15.0), Anchor::Middle)
                };
                pen.text("cause", at, anchor, STRONG, setting.theme.ink);
            }
        });
    }

    fn draw_left_out(self, slide: &mut Slide, count: usize, setting: Setting<'_>) {
        let number = if count == 1 { "1 team".to_owned() } else { format!("{count} teams") };
        let words = format!("{number} between");
        let (middle, turns) = (self.middle, self.turns);
        // Between two boxes there is room for a word a line.
        let wide = if turns { TEXT.width(&words) } else { TEXT.width(&number).max(TEXT.width("between")) };
        let area = Rect::from_corners(
            Point::new(middle.x - wide / 2.0, middle.y - 20.0),
            Point::new(middle.x + wide / 2.0, middle.y + if turns { 4.0 } else { 20.0 }),
        );
        let mut path = Path::default();
        path.add_curves(&self.curves);
        item(slide, ItemKind::Words, words.clone(), area, |list| {
            let mut pen = Pen::new(list, setting.theme, NOBODY);
            let dash = Dash::Dots { every: 6.0 };
            let stroke = Stroke { color: setting.theme.box_outline, width: 1.5, dash };
            pen.path(Part::Detail, path, stroke);
            if turns {
                let at = Point::new(middle.x, middle.y - 6.0);
                pen.text(&words, at, Anchor::Middle, TEXT, setting.theme.ink);
            } else {
                let at = Point::new(middle.x, middle.y - 6.0);
                pen.text(&number, at, Anchor::Middle, TEXT, setting.theme.ink);
                let at = Point::new(middle.x, middle.y + 4.0 + baseline_in(TEXT));
                pen.text("between", at, Anchor::Middle, TEXT, setting.theme.ink);
            }
        });
    }
}

/// Draws the line of a link with its halo and its mark.
pub(super) fn draw_line(list: &mut super::DisplayList, line: &LinkLine<'_>, setting: Setting<'_>) {
    line.draw_beneath(Pen::new(list, setting.theme, line.subject.clone()), setting.theme, false);
    line.draw_line(Pen::new(list, setting.theme, line.subject.clone()), setting.theme);
    line.draw_mark(Pen::new(list, setting.theme, line.subject.clone()), setting.theme);
}

/// How far along the line the point of it lies that is nearest to `point`.
fn distance_to(ruler: &Ruler, point: Point) -> f64 {
    let steps = 64_u32;
    let at = |step: u32| ruler.length() * f64::from(step) / f64::from(steps);
    let nearest = (0..=steps).min_by(|one, other| {
        let distance = |step: u32| ruler.at(at(step)).point.distance(point);
        distance(*one).total_cmp(&distance(*other))
    });
    at(nearest.unwrap_or(steps / 2))
}

fn straight(from: Point, to: Point) -> Cubic {
    Cubic { from, handle_from: from.mixed_with(to, 1.0 / 3.0), handle_to: from.mixed_with(to, 2.0 / 3.0), to }
}

fn bent(from: Point, corner: Point, to: Point) -> Cubic {
    Cubic { from, handle_from: from.mixed_with(corner, 0.6), handle_to: to.mixed_with(corner, 0.6), to }
}
