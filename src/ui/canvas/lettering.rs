//! The picture's words, set at screen resolution.
//!
//! Sizes are quantised, so that zooming sets each word at a handful of sizes and egui finds it in its cache again. Words too small to
//! read are left out. Deliberately absent: everything that is not text, and what is kept from frame to frame; see `words`.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Shape, vec2};

use super::world;
use crate::layout::Spacing;
use crate::model::PartyId;
use crate::picture::metrics::WORD;
use crate::picture::text::{TextStyle, Weight};
use crate::picture::{Anchor, Color, Geometry, Level, Part, Subject, TextRun};

use super::alarms::alarms;
use super::drawing::{Drawing, PartySpot};
use super::ink::Sheet;
use super::sizes::{NameSizes, TIGHT_LINE, fitted, least_size, one_size, room_on};
use crate::ui::tokens::{Tokens, color32, semibold};

/// Below this many screen points a letter cannot be read.
pub(super) const LEGIBLE: f32 = 6.0;
/// The picture's own lettering is used from where its small words are this large; below it, names are set as large as their boxes
/// allow, and labels give way to flags.
const COMFORTABLE: f32 = 7.5;
/// From far away only so many causes have a flag: the first of the fix list.
const MOST_FLAGS_FROM_AFAR: usize = 8;
/// The sizes of a department's name when one looks from afar, screen points.
const LARGEST_FROM_AFAR: f32 = 22.0;
const SMALLEST_FROM_AFAR: f32 = 8.0;
/// The sizes it is tried at for a place between the boxes, the largest first.
const SIZES_FROM_AFAR: [f32; 6] = [18.0, 15.0, 13.0, 11.0, 9.5, 8.0];
/// From a mark to its flag, screen points.
const FLAG_GAP: f32 = 9.0;
/// The same where there is no room beside the mark.
const FLAG_RINGS: [f32; 3] = [16.0, 28.0, 44.0];
/// Whether the picture's own lettering can be read at that zoom. Without its words a plate is not painted either.
pub(super) fn is_own_lettering(zoom: f32) -> bool {
    WORD.size as f32 * zoom >= COMFORTABLE
}

/// What is named where one looks from afar.
#[derive(Default)]
pub(super) struct Named {
    /// What the names cover, screen points.
    pub(super) plates: Vec<Rect>,
    /// What is too small for its name: that, its box on the screen, and the ink.
    pub(super) nameless: Vec<(String, Rect, Color)>,
}

/// Words that are set, to be painted.
pub(super) struct Page<'a> {
    painter: &'a Painter,
    /// What is set so far.
    pub(super) shapes: Vec<Shape>,
}

impl<'a> Page<'a> {
    /// An empty page, set with the fonts of `painter`.
    pub(super) fn new(painter: &'a Painter) -> Self {
        Self { painter, shapes: Vec::new() }
    }

    /// Lays out a line of words.
    pub(super) fn layout(&self, text: &str, font: FontId) -> Arc<Galley> {
        self.painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
    }

    /// Adds words that were laid out.
    pub(super) fn galley(&mut self, at: Pos2, galley: Arc<Galley>, color: Color32) {
        self.shapes.push(Shape::galley(at, galley, color));
    }

    /// Paints what is set.
    fn print(self) {
        self.painter.extend(self.shapes);
    }
}

/// Sets the words of the sheet that can be seen and read.
pub(super) fn words(sheet: &Sheet<'_>, page: &mut Page<'_>) {
    let zoom = sheet.screen_from_world.scaling;
    let is_own = is_own_lettering(zoom);
    // Bounds first: they lie side by side, and few shapes of a large map are in view.
    let in_view = sheet.bounds.iter().enumerate().filter(|(_, bounds)| bounds.intersects(sheet.visible));
    for (place, _) in in_view {
        let Some(shape) = sheet.shapes.get(place) else { continue };
        let Geometry::Text(run) = &shape.geometry else { continue };
        if !shape.levels.contains(sheet.level) || sheet.lifted.binary_search(&place).is_ok() {
            continue;
        }
        match &shape.subject {
            Subject::Party(_) | Subject::Folded(_) | Subject::Link(_) if !is_own => {}
            Subject::Department(_) => department(run, sheet, page),
            _ => set_on(page, run, sheet.screen_from_world),
        }
    }
}

/// A department's name, no smaller than can be read as long as its strip is high enough.
fn department(run: &TextRun, sheet: &Sheet<'_>, page: &mut Page<'_>) {
    let zoom = sheet.screen_from_world.scaling;
    let own = run.style.size as f32 * zoom;
    let size = department_size(zoom);
    if size >= LEGIBLE {
        let at = sheet.screen_from_world.mul_pos(world::pos(run.at)) + vec2(0.0, (size - own) * 0.35);
        let font = font(run.style.weight, quantised(size));
        on_baseline(page, at, run.anchor, &run.text, font, color32(run.color));
    }
}

/// How large departments' names are set at that zoom, screen points.
pub(super) fn department_size(zoom: f32) -> f32 {
    let own = WORD.size as f32 * zoom;
    let strip = Spacing::default().group_label as f32 * zoom;
    own.max(9.5).min(strip * 0.95).max(own)
}

/// Sets the names of departments where one looks from too far to read those of teams: each in the largest of its areas, beside the boxes.
/// Those whose areas are too small for that are left to be named elsewhere.
pub(super) fn departments_from_afar(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    tokens: &Tokens,
    named: &mut Named,
    page: &mut Page<'_>,
) {
    if sheet.level > Level::Far {
        return;
    }
    let mut largest: BTreeMap<&str, (Rect, bool)> = BTreeMap::new();
    for (shape, bounds) in sheet.shapes.iter().zip(sheet.bounds) {
        if let (Subject::Department(name) | Subject::Folded(name), Part::Body) = (&shape.subject, shape.part)
            && shape.levels.contains(sheet.level)
            && bounds.intersects(sheet.visible)
        {
            let is_folded = matches!(shape.subject, Subject::Folded(_));
            let (area, _) = largest.entry(name).or_insert((*bounds, is_folded));
            if bounds.area() > area.area() {
                *area = *bounds;
            }
        }
    }
    let em = |name: &str| TextStyle::new(1.0, Weight::SemiBold).width(name) as f32;
    let fits = |name: &str, area: Rect| {
        let area = sheet.screen_from_world.mul_rect(area);
        let size = (area.width() * 0.86 / em(name).max(1.0)).min(area.height() * 0.5);
        Some(quantised(size.min(LARGEST_FROM_AFAR))).filter(|size| *size >= SMALLEST_FROM_AFAR)
    };
    let most = one_size(largest.iter().filter_map(|(name, (area, _))| fits(name, *area)));
    for (name, (area, is_folded)) in largest {
        let teams = drawing.parties_in(area).filter_map(|place| drawing.parties.get(place));
        let teams = teams.filter(|_| !is_folded).map(|spot| sheet.screen_from_world.mul_rect(spot.area));
        let teams: Vec<Rect> = teams.chain(named.plates.iter().copied()).collect();
        let size = fits(name, area).map(|size| size.min(most));
        let area = sheet.screen_from_world.mul_rect(area);
        let Some(size) = size else {
            named.nameless.push((name.to_owned(), area, tokens.theme.ink));
            continue;
        };
        let em = em(name);
        let plate_at = |size: f32| vec2(em * size + 10.0, size * 1.25 + 2.0);
        let (size, middle) = clear_place(area, size, &teams, plate_at);
        let galley = page.layout(name, semibold(size));
        let plate = Rect::from_center_size(middle, galley.size() + vec2(10.0, 2.0));
        page.shapes.push(Shape::rect_filled(plate, 4.0, color32(tokens.theme.canvas).gamma_multiply(0.82)));
        page.galley(plate.min + vec2(5.0, 1.0), galley, color32(tokens.theme.ink));
        named.plates.push(plate);
    }
}

/// The largest size up to `largest` at which a plate lies in `area` clear of `boxes`, and its middle, as near the middle of the area as can
/// be; where there is no such place, the smallest size where it covers least.
fn clear_place(
    area: Rect,
    largest: f32,
    boxes: &[Rect],
    plate_at: impl Fn(f32) -> egui::Vec2,
) -> (f32, Pos2) {
    let sizes = SIZES_FROM_AFAR.into_iter().filter(|size| *size < largest);
    let mut best = (f32::INFINITY, largest, area.center());
    for size in std::iter::once(largest).chain(sizes) {
        let mut least = (f32::INFINITY, f32::INFINITY, area.center());
        for middle in middles(area, plate_at(size)) {
            let plate = Rect::from_center_size(middle, plate_at(size));
            let common =
                boxes.iter().map(|other| other.intersect(plate)).filter(|common| common.is_positive());
            let found = (common.map(|common| common.area()).sum(), (middle - area.center()).length(), middle);
            if (found.0, found.1) < (least.0, least.1) {
                least = found;
            }
        }
        if least.0 < best.0 {
            best = (least.0, size, least.2);
        }
        if best.0 <= 0.0 {
            break;
        }
    }
    (best.1, best.2)
}

/// Where the middle of a plate of that size may be in `area`.
fn middles(area: Rect, plate: egui::Vec2) -> impl Iterator<Item = Pos2> {
    const STEPS: u8 = 12;
    let room = (area.size() - plate - vec2(2.0, 2.0)).max(egui::Vec2::ZERO);
    let from = area.center() - room / 2.0;
    let at = move |step: u8| f32::from(step) / f32::from(STEPS);
    (0..=STEPS).flat_map(move |down| (0..=STEPS).map(move |right| from + vec2(at(right), at(down)) * room))
}

/// Sets the names of boxes that are too small for the picture's own lettering: as large as each box allows.
pub(super) fn names(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    is_lifted: &dyn Fn(&PartyId) -> bool,
    page: &mut Page<'_>,
) {
    if is_own_lettering(sheet.screen_from_world.scaling) || sheet.level <= Level::Far {
        return;
    }
    let painter = page.painter;
    let sizes = NameSizes::of(drawing, sheet.screen_from_world, painter.ctx().zoom_factor());
    for spot in drawing.parties_in(sheet.visible).filter_map(|place| drawing.parties.get(place)) {
        if !is_lifted(&spot.id) {
            name_on(page, spot, sheet.screen_from_world.mul_rect(spot.area), sizes.of_parties);
        }
    }
    for spot in drawing.folds.iter().filter(|spot| spot.face.area.intersects(sheet.visible)) {
        name_on(page, &spot.face, sheet.screen_from_world.mul_rect(spot.face.area), sizes.of_folds);
    }
}

/// Paints the name of a party in its small box, no larger than `largest`.
pub(super) fn small_name(spot: &PartySpot, area: Rect, largest: f32, painter: &Painter) {
    let mut page = Page::new(painter);
    name_on(&mut page, spot, area, largest);
    page.print();
}

fn name_on(page: &mut Page<'_>, spot: &PartySpot, area: Rect, largest: f32) {
    let room = room_on(spot, area);
    let least = least_size(page.painter.ctx().zoom_factor());
    let Some((size, lines)) = fitted(&spot.words, room, least..=largest) else { return };
    let first = area.center().y - (lines.len() as f32 - 1.0) * size * TIGHT_LINE / 2.0;
    for (place, line) in lines.into_iter().enumerate() {
        // Capitals are 0.70 em high: centring those looks right.
        let at = Pos2::new(area.center().x, first + place as f32 * size * TIGHT_LINE + size * 0.35);
        on_baseline(page, at, Anchor::Middle, &line, semibold(size), color32(spot.ink));
    }
}

/// The flags of probable causes where the picture's own labels are too small to read: beside their marks, clear of boxes, and of names
/// that are set already where that can be.
pub(super) fn flags(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    tokens: &Tokens,
    named: &mut Named,
    page: &mut Page<'_>,
) {
    // Close by, the picture's own lettering names the causes; it does not know what is supposed.
    let own = is_own_lettering(sheet.screen_from_world.scaling);
    let is_distant = sheet.level == Level::Distant;
    let boxes = drawing.parties_in(sheet.visible).filter_map(|place| drawing.parties.get(place));
    let boxes = boxes.filter(|spot| !is_distant || spot.gathered.is_none());
    let folds = drawing.folds.iter().map(|spot| &spot.face);
    let boxes = boxes.chain(folds).map(|spot| sheet.screen_from_world.mul_rect(spot.area));
    let mut taken: Vec<Rect> = boxes.collect();
    if !own {
        alarms(drawing, sheet, tokens, &mut taken, page);
    }
    let most = if sheet.level <= Level::Far { MOST_FLAGS_FROM_AFAR } else { usize::MAX };
    let supposed = drawing.flags.iter().filter(|flag| flag.is_supposed);
    let causes = drawing.flags.iter().filter(|flag| !flag.is_supposed && !own).take(most);
    // Several may stand at one place from afar: the first speaks for them.
    let mut flagged: Vec<Pos2> = Vec::new();
    for flag in supposed.chain(causes) {
        let (at, words) =
            if is_distant { (flag.from_afar.0, &flag.from_afar.1) } else { (flag.at, &flag.words) };
        if !sheet.visible.contains(at) || (is_distant && flagged.contains(&at)) {
            continue;
        }
        flagged.push(at);
        let at = sheet.screen_from_world.mul_pos(at);
        let fill = if flag.is_supposed { tokens.theme.accent } else { tokens.theme.broken.text };
        let galley = page.layout(words, semibold(10.5));
        let size = galley.size() + vec2(10.0, 2.0);
        // What a box holds is said on its edge.
        let on_edge = is_distant && flag.is_inside;
        let places = || on_edge.then(|| Rect::from_center_size(at, size)).into_iter().chain(around(at, size));
        let is_off = |plate: &Rect, others: &[Rect]| others.iter().all(|other| !other.intersects(*plate));
        // Rather over a name than not at all.
        let clear = places().find(|plate| is_off(plate, &taken) && is_off(plate, &named.plates));
        let free = clear.or_else(|| places().find(|plate| is_off(plate, &taken)));
        // What is only supposed is never left unsaid.
        let beside = || flag.is_supposed.then(|| least_in_the_way(at, size, &taken));
        if let Some(plate) = free.or_else(beside) {
            if plate.distance_to_pos(at) > FLAG_GAP * 1.5 {
                // Too far off to speak for itself: a thread leads to the mark.
                page.shapes.push(Shape::line_segment([at, plate.clamp(at)], (1.0, color32(fill))));
            }
            page.shapes.push(Shape::rect_filled(plate, size.y / 2.0, color32(fill)));
            page.galley(plate.min + vec2(5.0, 1.0), galley, color32(tokens.theme.on_fill));
            taken.push(plate);
            named.plates.push(plate);
        }
    }
}

/// The places for a flag about `at`, the nearest and most usual first.
fn around(at: Pos2, size: egui::Vec2) -> impl Iterator<Item = Rect> {
    let beside = [vec2(0.0, -1.0), vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(-1.0, 0.0)];
    let beside = beside.into_iter().map(move |way| way * (size / 2.0 + vec2(FLAG_GAP, FLAG_GAP)));
    let farther = FLAG_RINGS.into_iter().flat_map(move |ring| {
        (0..16_u8).map(move |place| {
            // From above, clockwise.
            let (sin, cos) = (f32::from(place) * std::f32::consts::TAU / 16.0).sin_cos();
            vec2(sin, -cos) * (size / 2.0 + vec2(ring, ring))
        })
    });
    beside.chain(farther).map(move |way| Rect::from_center_size(at + way, size))
}

/// The place near `at` that covers the least of what is `taken`, when none is free.
fn least_in_the_way(at: Pos2, size: egui::Vec2, taken: &[Rect]) -> Rect {
    let near = |place: u8| {
        let (sin, cos) = (f32::from(place) * std::f32::consts::TAU / 12.0).sin_cos();
        Rect::from_center_size(at + vec2(cos, sin) * (size / 2.0 + vec2(14.0, 14.0)), size)
    };
    let covers = |plate: &Rect| -> f32 {
        let common = taken.iter().map(|other| other.intersect(*plate));
        common.filter(|common| common.is_positive()).map(|common| common.area()).sum()
    };
    let places = (0..12).map(near);
    places.min_by(|left, right| covers(left).total_cmp(&covers(right))).unwrap_or(near(0))
}

/// Paints one line of text.
pub(super) fn set(run: &TextRun, screen_from_world: TSTransform, painter: &Painter) {
    let mut page = Page::new(painter);
    set_on(&mut page, run, screen_from_world);
    page.print();
}

fn set_on(page: &mut Page<'_>, run: &TextRun, screen_from_world: TSTransform) {
    let size = run.style.size as f32 * screen_from_world.scaling;
    if size < LEGIBLE {
        return;
    }
    let font = font(run.style.weight, quantised(size));
    let at = screen_from_world.mul_pos(world::pos(run.at));
    on_baseline(page, at, run.anchor, &run.text, font, color32(run.color));
}

/// The font of that cut and size.
fn font(weight: Weight, size: f32) -> FontId {
    match weight {
        Weight::Regular => FontId::proportional(size),
        Weight::SemiBold => semibold(size),
    }
}

/// In steps of half a point up to 20, of one point above.
fn quantised(size: f32) -> f32 {
    if size < 20.0 { (size * 2.0).floor() / 2.0 } else { size.floor() }
}

fn on_baseline(page: &mut Page<'_>, at: Pos2, anchor: Anchor, text: &str, font: FontId, color: Color32) {
    let galley = page.layout(text, font);
    let width = galley.size().x;
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    let baseline = galley
        .rows
        .first()
        .and_then(|row| row.row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y))
        .unwrap_or_default();
    page.galley(Pos2::new(left, at.y - baseline), galley, color);
}

/// Words on a plate near a place on the screen, kept inside `view`. Returns the plate.
pub(super) fn plate(
    painter: &Painter,
    tokens: &Tokens,
    at: Pos2,
    pivot: Align2,
    text: &str,
    view: Rect,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), semibold(13.0), Color32::PLACEHOLDER);
    let size = galley.size() + vec2(16.0, 10.0);
    let room = view.shrink(4.0);
    let wanted = pivot.anchor_size(at, size);
    let min = Pos2::new(
        wanted.min.x.min(room.max.x - size.x).max(room.min.x),
        wanted.min.y.min(room.max.y - size.y).max(room.min.y),
    );
    let rect = Rect::from_min_size(min, size);
    let theme = tokens.theme;
    painter.rect(
        rect,
        6.0,
        color32(theme.plate),
        egui::Stroke::new(1.0, color32(theme.box_outline)),
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(8.0, 5.0), galley, color32(theme.ink));
    rect
}

#[cfg(test)]
mod tests {
    use super::quantised;

    #[test]
    fn sizes_come_in_few_steps_and_never_grow() {
        assert_eq!(quantised(11.74), 11.5);
        assert_eq!(quantised(28.9), 28.0);
    }
}
