//! One of a few: buttons side by side, tabs, and the four verdicts.

use egui::{
    Color32, CornerRadius, CursorIcon, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::text::{one_line, wrapped};
use super::{Look, ROUND, STEP, TARGET, paint_focus, paint_state_mark};
use crate::diagnosis::LinkState;
use crate::model::Verdict;

/// One of a few values, side by side. Tells the value that was chosen, if another than `current`.
pub fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    look: &Look,
    name: &str,
    choices: &[(T, &str)],
    current: Option<T>,
) -> Option<T> {
    let width = ui.available_width();
    let set = |font: fn(&Look) -> egui::FontId| {
        let most = width / choices.len().max(1) as f32 * 1.6;
        let galleys: Vec<_> =
            choices.iter().map(|(_, words)| one_line(ui, words, font(look), look.text, most)).collect();
        let natural: f32 = galleys.iter().map(|galley| galley.size().x + STEP).sum();
        (font(look), galleys, natural)
    };
    // Words that would touch each other are set smaller.
    let usual = set(Look::body);
    let (font, galleys, natural) = if usual.2 > width { set(Look::small) } else { usual };
    let spare = (width - natural) / choices.len().max(1) as f32;
    let (whole, group) = ui.allocate_exact_size(vec2(width, TARGET), Sense::hover());
    let round = CornerRadius::same(ROUND);
    ui.painter().rect(whole, round, look.raised, Stroke::new(1.0, look.border), StrokeKind::Inside);
    let mut left = whole.left();
    let mut chosen = None;
    for (place, ((value, words), galley)) in choices.iter().zip(galleys).enumerate() {
        let right = left + (galley.size().x + STEP + spare).max(24.0);
        let rect = Rect::from_x_y_ranges(left..=right.min(whole.right()), whole.y_range());
        let response = ui.interact(rect, group.id.with(place), Sense::click());
        let is_current = current == Some(*value);
        paint_segment(ui, look, &response, is_current);
        let text = one_line(ui, words, font.clone(), look.text, rect.width() - 4.0);
        ui.painter().galley(rect.center() - text.size() * 0.5, text, look.text);
        if place > 0 {
            ui.painter().vline(rect.left(), rect.shrink(6.0).y_range(), look.hair());
        }
        paint_focus(ui, look, &response);
        let label = format!("{name}: {words}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, &label));
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !is_current {
            chosen = Some(*value);
        }
        left = right;
    }
    chosen
}

fn paint_segment(ui: &Ui, look: &Look, response: &Response, is_current: bool) {
    let round = CornerRadius::same(ROUND - 1);
    let rect = response.rect.shrink(1.0);
    if is_current {
        ui.painter().rect(rect, round, look.selected, Stroke::new(1.5, look.accent), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, round, look.hovered);
    }
}

/// Tabs across the panel: each as wide as its words where all have room beside each other, else equally wide and on up to two lines,
/// and where a word has no room even so, in as many rows as it takes. Tells the tab that was chosen, if another than `current`.
pub fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, look: &Look, tabs: &[(T, &str)], current: T) -> Option<T> {
    let width = ui.available_width();
    let size_of = |words: &str| one_line(ui, words, look.strong(), look.text, f32::INFINITY).size().x;
    let natural: Vec<f32> = tabs.iter().map(|(_, words)| size_of(words) + STEP * 2.0).collect();
    let each = width / tabs.len().max(1) as f32;
    let word = tabs.iter().flat_map(|(_, words)| words.split_whitespace()).map(size_of).fold(0.0, f32::max);
    if natural.iter().sum::<f32>() <= width {
        tab_row_ui(ui, look, tabs, &natural, current)
    } else if word <= each - STEP {
        tab_row_ui(ui, look, tabs, &vec![each; tabs.len()], current)
    } else {
        let mut chosen = None;
        for row in rows_of(&natural, width) {
            let (Some(tabs), Some(widths)) = (tabs.get(row.clone()), natural.get(row)) else { continue };
            chosen = chosen.or(tab_row_ui(ui, look, tabs, widths, current));
        }
        chosen
    }
}

/// Which of these widths stand in a row of `width` together, in their order; at least one in each.
fn rows_of(widths: &[f32], width: f32) -> Vec<std::ops::Range<usize>> {
    let mut rows: Vec<std::ops::Range<usize>> = Vec::new();
    let mut used = 0.0;
    for (place, each) in widths.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if used + each <= width => row.end = place + 1,
            _ => {
                rows.push(place..place + 1);
                used = 0.0;
            }
        }
        used += each;
    }
    rows
}

fn tab_row_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    look: &Look,
    tabs: &[(T, &str)],
    widths: &[f32],
    current: T,
) -> Option<T> {
    let galleys: Vec<_> = tabs
        .iter()
        .zip(widths)
        .map(|((value, words), width)| {
            let (font, ink) =
                if *value == current { (look.strong(), look.text) } else { (look.body(), look.soft) };
            wrapped(ui, words, font, ink, width - STEP)
        })
        .collect();
    let tallest = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let size = vec2(ui.available_width(), tallest + STEP * 1.5);
    let (whole, group) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().hline(whole.x_range(), whole.bottom() - 0.5, look.hair());
    let mut chosen = None;
    let mut left = whole.left();
    for (place, (((value, words), galley), width)) in tabs.iter().zip(galleys).zip(widths).enumerate() {
        let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(*width, whole.height()));
        left = rect.right();
        let response = ui.interact(rect, group.id.with(place), Sense::click());
        let is_current = *value == current;
        paint_tab(ui, look, &response, is_current);
        let at = pos2(rect.left() + 4.0, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(at, galley, look.text);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_current, words));
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !is_current {
            chosen = Some(*value);
        }
    }
    chosen
}

fn paint_tab(ui: &Ui, look: &Look, response: &Response, is_current: bool) {
    let rect = response.rect;
    if response.hovered() && !is_current {
        ui.painter().rect_filled(rect.shrink(2.0), CornerRadius::same(ROUND), look.hovered);
    }
    if is_current {
        let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 3.0), rect.right_bottom());
        ui.painter().rect_filled(bar, CornerRadius::same(1), look.accent);
    }
    paint_focus(ui, look, response);
}

/// The verdicts with the word, the shape and the key of each.
pub const VERDICTS: [(Option<Verdict>, LinkState, &str, Key); 4] = [
    (Some(Verdict::Works), LinkState::Sound, "works", Key::Num1),
    (Some(Verdict::Struggles), LinkState::Strained, "struggles", Key::Num2),
    (Some(Verdict::Broken), LinkState::Broken, "broken", Key::Num3),
    (None, LinkState::Unknown, "not asked", Key::Num4),
];

/// The four verdict buttons. Tells the verdict that was pressed; `current` is the one that counts now, none where ratings speak.
///
/// The keys 1 to 4 are written on them; the window's key listener is what hears them.
pub fn verdicts_ui(ui: &mut Ui, look: &Look, current: Option<Option<Verdict>>) -> Option<Option<Verdict>> {
    let gap = 4.0;
    let width = (ui.available_width() - 3.0 * gap) / 4.0;
    let (whole, group) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::hover());
    let mut said = None;
    for (place, (verdict, state, word, key)) in VERDICTS.into_iter().enumerate() {
        let left = whole.left() + (width + gap) * place as f32;
        let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(width, whole.height()));
        let response = ui.interact(rect, group.id.with(place), Sense::click());
        let is_current = current == Some(verdict);
        let fill = match (is_current, response.hovered()) {
            (true, _) => look.selected,
            (false, true) => look.hovered,
            (false, false) => look.raised,
        };
        let stroke = if is_current { Stroke::new(2.0, look.accent) } else { Stroke::new(1.0, look.border) };
        ui.painter().rect(rect, CornerRadius::same(ROUND), fill, stroke, StrokeKind::Inside);
        paint_state_mark(ui.painter(), pos2(rect.center().x, rect.top() + 17.0), 17.0, state, look);
        let galley = one_line(ui, word, look.small(), look.text, width - 4.0);
        ui.painter().galley(
            pos2(rect.center().x - galley.size().x * 0.5, rect.bottom() - galley.size().y - 5.0),
            galley,
            look.text,
        );
        let digit = one_line(ui, key.name(), look.small(), look.soft, 12.0);
        ui.painter().galley(rect.right_top() + vec2(-digit.size().x - 5.0, 3.0), digit, Color32::PLACEHOLDER);
        paint_focus(ui, look, &response);
        let label = format!("Verdict: {word}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, &label));
        let hint = format!("{} (key {})", sentence_of(word), key.name());
        if response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand).clicked() {
            said = Some(verdict);
        }
    }
    said
}

fn sentence_of(word: &str) -> &'static str {
    match word {
        "works" => "The customer gets what it needs",
        "struggles" => "The customer gets it with effort",
        "broken" => "The customer does not get it",
        _ => "Nobody has asked the customer",
    }
}
