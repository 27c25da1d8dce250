//! The four words of the customer, beside the chosen link: works, struggles, broken, not asked.
//!
//! Each button shows the line as the map would draw it, the word, and its key. Deliberately absent: ratings, which belong to
//! single needs.

use egui::emath::TSTransform;
use egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::legend::{Sample, sample_shapes};
use super::scene::LinkSpot;
use super::teams::{focus_ring, keep_arrows, paint_shapes};
use super::{CanvasState, Frame, legend, lettering, minimap, shown_bar, zoom_buttons};
use crate::diagnosis::LinkDiagnosis;
use crate::model::{LinkId, Verdict};
use crate::picture::Geometry;
use crate::session::{Command, Subject};
use crate::ui::Sink;
use crate::ui::tokens::{color32, semibold};

const BUTTON: Vec2 = vec2(92.0, 48.0);
const GAP: f32 = 4.0;
const PADDING: f32 = 6.0;

const VERDICTS: [(Option<Verdict>, Sample, &str, &str); 4] = [
    (Some(Verdict::Works), Sample::Works, "works", "1"),
    (Some(Verdict::Struggles), Sample::Struggles, "struggles", "2"),
    (Some(Verdict::Broken), Sample::Broken, "broken", "3"),
    (None, Sample::NotAsked, "not asked", "4"),
];

/// Shows the strip when a link is chosen and nothing is in the hand.
pub(super) fn verdicts_ui(ui: &Ui, frame: &Frame<'_>, state: &CanvasState, sink: &mut Sink) {
    let Some(Subject::Link(link) | Subject::Expectation(link, _)) = frame.session.selection().primary()
    else {
        return;
    };
    // A verdict is said of one link.
    let is_one = frame.session.selection().subjects().len() == 1;
    let is_busy = !is_one || state.moving.is_some() || state.linking.is_some() || state.field.is_some();
    let Some(spot) = frame.scene.link(link).filter(|spot| frame.visible.contains(spot.anchor) && !is_busy)
    else {
        return;
    };
    let cards = [zoom_buttons::covered(frame), legend::area(state.legend, frame.view)];
    let strip = strip_area(frame, spot, cards);
    let theme = frame.tokens.theme;
    let painter = ui.painter();
    painter.rect(
        strip,
        8.0,
        color32(theme.plate),
        Stroke::new(1.0, color32(theme.box_outline)),
        StrokeKind::Inside,
    );
    // The strip swallows clicks between its buttons.
    ui.interact(strip, frame.id.with("verdicts"), Sense::CLICK | Sense::DRAG)
        .widget_info(|| WidgetInfo::labeled(Role::Group, true, "What does the customer say?"));
    let said = frame.session.diagnosis().link(link).and_then(LinkDiagnosis::word);
    for (place, (verdict, sample, word, key)) in VERDICTS.into_iter().enumerate() {
        let left = strip.min.x + PADDING + place as f32 * (BUTTON.x + GAP);
        let area = Rect::from_min_size(pos2(left, strip.min.y + PADDING), BUTTON);
        if button_ui(ui, frame, link, area, sample, word, key, said == Some(verdict)) {
            sink.command(Command::SetVerdict { link: link.clone(), verdict });
        }
    }
}

/// Beside the link's mark and label, wherever it covers the least of the link's two boxes, the other boxes and the `cards` above the map.
fn strip_area(frame: &Frame<'_>, spot: &LinkSpot, cards: [Rect; 2]) -> Rect {
    let size = vec2(4.0 * BUTTON.x + 3.0 * GAP + 2.0 * PADDING, BUTTON.y + 2.0 * PADDING);
    let shows_words = lettering::is_own_lettering(frame.screen_from_world.scaling);
    let words = frame.scene.shapes_at_mark(spot).filter(|shape| {
        shows_words && shape.levels.contains(frame.level) && matches!(shape.geometry, Geometry::Text(_))
    });
    let mark = Rect::from_center_size(spot.anchor, Vec2::splat(30.0));
    let taken = frame
        .screen_from_world
        .mul_rect(words.fold(mark, |taken, shape| taken.union(super::world::rect(shape.bounds))));
    let mut room = frame.view.shrink(8.0);
    room.min.y += shown_bar::reach(frame.session);
    let middle = frame.screen_from_world.mul_pos(spot.anchor);
    let (beyond, aside) = (size.y / 2.0 + 12.0, size.x / 2.0 + 12.0);
    let centres = [
        pos2(middle.x, taken.max.y + beyond),
        pos2(middle.x, taken.min.y - beyond),
        pos2(taken.max.x + aside, middle.y),
        pos2(taken.min.x - aside, middle.y),
        pos2(middle.x, taken.max.y + beyond + size.y),
        pos2(middle.x, taken.min.y - beyond - size.y),
    ];
    let boxes: Vec<(Rect, f32)> = frame
        .scene
        .parties_in(frame.visible)
        .filter_map(|place| frame.scene.parties.get(place))
        .map(|party| {
            let is_end = party.id == spot.id.supplier || party.id == spot.id.customer;
            (frame.screen_from_world.mul_rect(party.area), if is_end { 4.0 } else { 1.0 })
        })
        // These lie above the map, and would lie above the strip.
        .chain(minimap::covered(frame).into_iter().chain(cards).map(|card| (card, 8.0)))
        .collect();
    let cost = |strip: Rect| -> f32 {
        let covers = |area: Rect| {
            let common = area.intersect(strip);
            if common.is_positive() { common.area() } else { 0.0 }
        };
        boxes.iter().map(|(area, weight)| covers(*area) * weight).sum::<f32>() + covers(taken) * 8.0
    };
    let mut best: Option<(f32, Rect)> = None;
    for (place, centre) in centres.into_iter().enumerate() {
        let inside = Rect::from_min_max(room.min + size / 2.0, room.max - size / 2.0);
        let centre = if inside.is_positive() { inside.clamp(centre) } else { room.center() };
        let strip = Rect::from_center_size(centre, size);
        let cost = cost(strip) + place as f32 * 40.0;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, strip));
        }
    }
    best.map_or(taken, |(_, strip)| strip)
}

#[expect(clippy::too_many_arguments, reason = "one button of four, with all that it shows")]
fn button_ui(
    ui: &Ui,
    frame: &Frame<'_>,
    link: &LinkId,
    area: Rect,
    sample: Sample,
    word: &str,
    key: &str,
    is_said: bool,
) -> bool {
    let org = frame.session.org();
    let name = format!("Mark {} to {} {word}", org.name_of(&link.supplier), org.name_of(&link.customer));
    let response = ui.interact(area, frame.id.with(("verdict", word)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_said, &name));
    let theme = frame.tokens.theme;
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(area, 6.0, color32(theme.canvas));
    }
    if is_said {
        let accent = color32(theme.accent);
        painter.rect_stroke(area, 6.0, Stroke::new(2.0, accent), StrokeKind::Inside);
    }
    let shapes = sample_shapes(frame.tokens, sample);
    let scale = 0.72;
    let middle = shapes.iter().fold(Rect::NOTHING, |all, shape| all.union(super::world::rect(shape.bounds)));
    let at = area.center_top() + vec2(0.0, 14.0);
    paint_shapes(ui, &shapes, TSTransform::new(at.to_vec2() - middle.center().to_vec2() * scale, scale));
    let ink = color32(theme.ink);
    let soft = color32(theme.soft_ink);
    let baseline = area.max.y - 13.0;
    painter.text(pos2(area.center().x - 6.0, baseline), Align2::CENTER_CENTER, word, semibold(12.0), ink);
    painter.text(
        pos2(area.max.x - 9.0, baseline),
        Align2::CENTER_CENTER,
        key,
        egui::FontId::proportional(11.0),
        soft,
    );
    if response.has_focus() {
        keep_arrows(ui, &response);
        focus_ring(ui, frame, area.shrink(6.0));
    }
    response.on_hover_text(format!("{name} ({key})")).clicked()
}
