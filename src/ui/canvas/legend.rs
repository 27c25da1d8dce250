//! The legend at the lower left: the map's own shapes with their words.
//!
//! It starts with how links fare, opens to everything, and folds away. Deliberately absent: shapes of its own.

use egui::emath::TSTransform;
use egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Frame;
use super::teams::{focus_ring, paint_shapes};
use crate::picture::{self, Geometry, Shape};
use crate::ui::tokens::{Tokens, color32, semibold};

const HEADER: f32 = 32.0;
const ROW: f32 = 24.0;
const WIDTH: f32 = 276.0;
const SAMPLE: f32 = 56.0;
const PADDING: f32 = 12.0;
/// The height of a row and the width of a sample in the picture's legend, world units.
const CELL_HEIGHT: f64 = 36.0;
const CELL_SAMPLE: f64 = 72.0;
/// From this width and height on the legend starts open, screen points.
const ROOMY: (f32, f32) = (900.0, 560.0);
/// The entries about links come first.
const ABOUT_LINKS: usize = 5;

/// How much of the legend shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LegendState {
    /// How links fare, or folded on a small canvas: nobody has said yet.
    #[default]
    Unsaid,
    /// How links fare.
    Links,
    /// Everything.
    All,
    /// Its name alone.
    Folded,
}

/// An entry whose sample is shown elsewhere too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// A link that works.
    Works = 0,
    /// A link that nobody was asked about.
    NotAsked = 1,
    /// A link that struggles.
    Struggles = 2,
    /// A broken link.
    Broken = 3,
}

/// The shapes of an entry's sample, as they lie in the picture's legend.
pub(super) fn sample_shapes(tokens: &Tokens, sample: Sample) -> Vec<Shape> {
    entries(tokens).into_iter().nth(sample as usize).map_or_else(Vec::new, |entry| entry.shapes)
}

struct Entry {
    words: String,
    shapes: Vec<Shape>,
}

/// The picture's legend in one column, cut into its entries.
fn entries(tokens: &Tokens) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for shape in picture::legend(tokens.theme, 1).shapes {
        let row = (shape.bounds.centre().y / CELL_HEIGHT).floor().max(0.0) as usize;
        while entries.len() <= row {
            entries.push(Entry { words: String::new(), shapes: Vec::new() });
        }
        let Some(entry) = entries.get_mut(row) else { continue };
        match &shape.geometry {
            Geometry::Text(run) if run.at.x > CELL_SAMPLE => entry.words.clone_from(&run.text),
            _ => entry.shapes.push(shape),
        }
    }
    entries
}

/// How many entries the picture's legend has; a test compares.
const ENTRIES: usize = 10;

/// How many entries show on a canvas that fills `view`.
fn rows(state: LegendState, view: Rect) -> usize {
    let is_large = view.width() >= ROOMY.0 && view.height() >= ROOMY.1;
    match state {
        LegendState::Unsaid if is_large => ABOUT_LINKS,
        LegendState::Links => ABOUT_LINKS,
        LegendState::All => ENTRIES,
        LegendState::Folded | LegendState::Unsaid => 0,
    }
}

/// Where the legend lies on a canvas that fills `view`.
pub(super) fn area(state: LegendState, view: Rect) -> Rect {
    let rows = rows(state, view);
    let size = if rows == 0 { vec2(104.0, HEADER) } else { vec2(WIDTH, HEADER + (rows as f32 + 1.0) * ROW) };
    Rect::from_min_size(view.left_bottom() + vec2(12.0, -12.0 - size.y), size)
}

/// The legend's card.
pub(super) fn legend_ui(ui: &Ui, frame: &Frame<'_>, state: &mut LegendState) {
    if *state == LegendState::Unsaid {
        *state = if rows(*state, frame.view) > 0 { LegendState::Links } else { LegendState::Folded };
    }
    let entries = entries(frame.tokens);
    let mut card = area(*state, frame.view);
    if card.height() + 24.0 > frame.view.height() || card.width() + 120.0 > frame.view.width() {
        *state = LegendState::Folded;
        card = area(*state, frame.view);
    }
    let rows = rows(*state, frame.view);
    if frame.is_bare {
        // Folded it says nothing to whoever looks at a picture, and its foot is a button.
        card.max.y -= ROW;
        if rows == 0 {
            return;
        }
    }
    card_ui(ui, frame, card, "legend", "Legend");
    header_ui(ui, frame, card, state);
    let font = FontId::proportional(12.0);
    for (place, entry) in entries.iter().take(rows).enumerate() {
        let middle = card.min.y + HEADER + (place as f32 + 0.5) * ROW;
        let scale = SAMPLE / CELL_SAMPLE as f32;
        let in_list = pos2(CELL_SAMPLE as f32 / 2.0, (place as f32 + 0.5) * CELL_HEIGHT as f32);
        let at = pos2(card.min.x + PADDING + SAMPLE / 2.0, middle);
        let screen_from_list = TSTransform::new(at.to_vec2() - in_list.to_vec2() * scale, scale);
        paint_shapes(ui, &entry.shapes, screen_from_list);
        let words = pos2(card.min.x + PADDING + SAMPLE + 12.0, middle);
        let ink = color32(frame.tokens.theme.ink);
        ui.painter().text(words, Align2::LEFT_CENTER, &entry.words, font.clone(), ink);
    }
    if rows > 0 && !frame.is_bare {
        let row = Rect::from_min_size(pos2(card.min.x, card.max.y - ROW), vec2(card.width(), ROW));
        let (words, next) = match state {
            LegendState::All => ("Show less", LegendState::Links),
            _ => ("Show all signs", LegendState::All),
        };
        if text_button_ui(ui, frame, row, words) {
            *state = next;
        }
    }
}

/// A quiet card above the map; clicks on it do not fall through.
pub(super) fn card_ui(ui: &Ui, frame: &Frame<'_>, card: Rect, salt: &str, name: &str) {
    let theme = frame.tokens.theme;
    ui.painter().rect(
        card,
        8.0,
        color32(theme.plate),
        Stroke::new(1.0, color32(theme.box_outline).gamma_multiply(0.45)),
        StrokeKind::Inside,
    );
    ui.interact(card, frame.id.with(("card", salt)), Sense::CLICK | Sense::DRAG)
        .widget_info(|| WidgetInfo::labeled(Role::Group, true, name));
}

fn header_ui(ui: &Ui, frame: &Frame<'_>, card: Rect, state: &mut LegendState) {
    let header = Rect::from_min_size(card.min, vec2(card.width(), HEADER));
    let response = ui.interact(header, frame.id.with("legend header"), Sense::click());
    let is_open = *state != LegendState::Folded;
    let name = if is_open { "Fold the legend" } else { "Show the legend" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let theme = frame.tokens.theme;
    let painter = ui.painter();
    let at = pos2(header.min.x + PADDING, header.center().y);
    painter.text(at, Align2::LEFT_CENTER, "Legend", semibold(12.0), color32(theme.ink));
    let tip = pos2(header.max.x - 18.0, header.center().y);
    let turn = if is_open { 1.0 } else { -1.0 };
    let stroke = Stroke::new(1.5, color32(theme.soft_ink));
    for side in [-1.0, 1.0] {
        painter.line_segment([tip + vec2(side * 4.0, -2.0 * turn), tip + vec2(0.0, 2.0 * turn)], stroke);
    }
    if response.has_focus() {
        focus_ring(ui, frame, header.shrink(7.0));
    }
    if response.clicked() {
        *state = if is_open { LegendState::Folded } else { LegendState::Links };
    }
}

fn text_button_ui(ui: &Ui, frame: &Frame<'_>, row: Rect, words: &str) -> bool {
    let response = ui.interact(row, frame.id.with("legend more"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let theme = frame.tokens.theme;
    let at = pos2(row.min.x + PADDING, row.center().y - 2.0);
    let color = if response.hovered() { theme.ink } else { theme.soft_ink };
    let drawn = ui.painter().text(at, Align2::LEFT_CENTER, words, FontId::proportional(12.0), color32(color));
    let line = Stroke::new(1.0, color32(color));
    ui.painter().hline(drawn.x_range(), drawn.max.y, line);
    if response.has_focus() {
        focus_ring(ui, frame, row.shrink(7.0));
    }
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::ThemeName;

    #[test]
    fn the_pictures_legend_is_cut_into_entries_with_words_and_a_sample_each() {
        let entries = entries(&Tokens::of(ThemeName::Light));
        assert_eq!(entries.len(), ENTRIES);
        for entry in &entries {
            assert!(!entry.words.is_empty() && !entry.shapes.is_empty(), "{}", entry.words);
        }
        let starts = ["works", "not asked", "struggles", "broken", "broken, and a probable cause"];
        for (entry, start) in entries.iter().zip(starts) {
            assert!(entry.words.starts_with(start), "{}", entry.words);
        }
    }
}
