//! The picture's words, set at screen resolution.
//!
//! Sizes are quantised, so that zooming sets each word at a handful of sizes and egui finds it in its cache again. Words too small to
//! read are left out. Deliberately absent: everything that is not text.

use egui::emath::TSTransform;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect};

use super::world;
use crate::picture::text::Weight;
use crate::picture::{Anchor, Geometry, TextRun};

use super::ink::Sheet;
use crate::ui::tokens::{Tokens, color32, semibold};

/// Below this many screen points a letter cannot be read.
pub(super) const LEGIBLE: f32 = 6.0;

/// Paints the words of the sheet that can be seen and read.
pub(super) fn paint(sheet: &Sheet<'_>, painter: &Painter) {
    for (place, shape) in sheet.shapes.iter().enumerate() {
        let Geometry::Text(run) = &shape.geometry else { continue };
        let seen = sheet.bounds.get(place).is_some_and(|bounds| bounds.intersects(sheet.visible));
        if seen && shape.levels.contains(sheet.level) && sheet.lifted.binary_search(&place).is_err() {
            set(run, sheet.screen_from_world, painter);
        }
    }
}

/// Paints one line of text.
pub(super) fn set(run: &TextRun, screen_from_world: TSTransform, painter: &Painter) {
    let size = run.style.size as f32 * screen_from_world.scaling;
    if size < LEGIBLE {
        return;
    }
    let font = font(run.style.weight, quantised(size));
    let at = screen_from_world.mul_pos(world::pos(run.at));
    on_baseline(painter, at, run.anchor, &run.text, font, color32(run.color));
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

fn on_baseline(painter: &Painter, at: Pos2, anchor: Anchor, text: &str, font: FontId, color: Color32) {
    let galley = painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
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
    painter.galley(Pos2::new(left, at.y - baseline), galley, color);
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
    let size = galley.size() + egui::vec2(16.0, 10.0);
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
    painter.galley(rect.min + egui::vec2(8.0, 5.0), galley, color32(theme.ink));
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
