//! Buttons, chips and rows: things that are clicked. All are reached with Tab, pressed with Enter or Space, and have a name.

use egui::{
    Color32, CornerRadius, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::text::{flow_ui, one_line};
use super::{Icon, Look, ROUND, ROW, STEP, TARGET, paint_icon};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here: on the accent.
    Main,
    /// One of several: with a border.
    Plain,
    /// Beside other things: words alone until the pointer comes.
    Quiet,
    /// Quiet, in small type.
    Faint,
}

/// Paints the ring around what has the keyboard, and brings it into view when the keyboard comes to it.
pub fn paint_focus(ui: &Ui, look: &Look, response: &Response) {
    bring_into_view(response);
    if response.has_focus() {
        let rect = response.rect.intersect(ui.clip_rect());
        ui.painter().rect_stroke(rect, CornerRadius::same(ROUND), look.ring(), StrokeKind::Inside);
    }
}

/// Scrolls to what the keyboard has just come to.
pub(super) fn bring_into_view(response: &Response) {
    if keyboard_comes(response, "in view") {
        response.scroll_to_me(None);
    }
}

/// Whether the keyboard has just come to something, with Tab or with an arrow; `asked_for` tells those who ask from each other.
/// egui moves the focus of arrows between frames, where [`Response::gained_focus`] does not see it.
pub fn keyboard_comes(response: &Response, asked_for: &'static str) -> bool {
    if !response.has_focus() {
        return false;
    }
    let key = Id::unique(("keyboard was last on", asked_for));
    let last = response.ctx.data_mut(|data| {
        let last = data.get_temp::<Id>(key);
        data.insert_temp(key, response.id);
        last
    });
    last != Some(response.id) || response.gained_focus()
}

/// A button with words.
pub fn button_ui(ui: &mut Ui, look: &Look, weight: Weight, words: &str) -> Response {
    let quiet = matches!(weight, Weight::Quiet | Weight::Faint);
    let padding = if quiet { STEP } else { STEP * 1.5 };
    let font = if weight == Weight::Faint { look.small() } else { look.body() };
    let most = (ui.available_width() - 2.0 * padding).max(STEP);
    let enabled = ui.is_enabled();
    let ink = match weight {
        Weight::Main if enabled => look.on_fill,
        _ if enabled => look.text,
        _ => look.soft,
    };
    let galley = one_line(ui, words, font, ink, most);
    let size = vec2(galley.size().x + 2.0 * padding, TARGET);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let (fill, stroke) = match weight {
        Weight::Main if enabled => (look.accent, Stroke::NONE),
        Weight::Quiet | Weight::Faint => {
            (if response.hovered() { look.hovered } else { Color32::TRANSPARENT }, Stroke::NONE)
        }
        _ => {
            let fill = if response.hovered() { look.hovered } else { look.raised };
            (fill, Stroke::new(1.0, if enabled { look.border } else { look.hairline }))
        }
    };
    ui.painter().rect(rect, CornerRadius::same(ROUND), fill, stroke, StrokeKind::Inside);
    let at = pos2(rect.left() + padding, rect.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, ink);
    if weight == Weight::Main && response.has_focus() {
        bring_into_view(&response);
        ui.painter().rect_stroke(
            rect.expand(2.0),
            CornerRadius::same(ROUND + 2),
            look.ring(),
            StrokeKind::Outside,
        );
    } else {
        paint_focus(ui, look, &response);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, words));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A button with an icon; its name is said by screen readers and shown under the pointer.
pub fn icon_button_ui(ui: &mut Ui, look: &Look, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(ROUND), look.hovered);
    }
    let ink = if response.hovered() { look.text } else { look.soft };
    paint_icon(ui.painter(), rect.center(), 10.0, icon, ink);
    paint_focus(ui, look, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand)
}

/// Words in rounded boxes, each with a cross that takes it away. Tells whose cross was pressed; `what` says in its name what goes.
pub fn chips_ui<'words>(
    ui: &mut Ui,
    look: &Look,
    what: &str,
    chips: impl Iterator<Item = &'words String>,
) -> Option<&'words String> {
    let most = ui.available_width();
    let mut removed = None;
    let mut chips = chips.peekable();
    chips.peek()?;
    flow_ui(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for words in chips {
            if chip_ui(ui, look, words, &format!("Remove {what} {words}"), most) {
                removed = Some(words);
            }
        }
    });
    removed
}

/// Words in a rounded box at most `most` wide, with a cross called `remove`. Tells whether the cross was pressed.
pub fn chip_ui(ui: &mut Ui, look: &Look, words: &str, remove: &str, most: f32) -> bool {
    let galley = one_line(ui, words, look.body(), look.text, most - 24.0 - STEP * 1.5);
    let size = vec2(galley.size().x + STEP * 1.25 + 24.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let round = CornerRadius::same(13);
    ui.painter().rect(rect, round, look.raised, Stroke::new(1.0, look.hairline), StrokeKind::Inside);
    let at = pos2(rect.left() + STEP * 1.25, rect.center().y - galley.size().y * 0.5);
    let cut = galley.elided;
    ui.painter().galley(at, galley, look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let id = response.id.with("remove");
    if cut {
        response.on_hover_text(words);
    }
    let target = Rect::from_center_size(pos2(rect.right() - 13.0, rect.center().y), vec2(24.0, 24.0));
    let cross = ui.interact(target, id, Sense::click());
    let ink = if cross.hovered() { look.text } else { look.soft };
    paint_icon(ui.painter(), target.center(), 8.0, Icon::Cross, ink);
    paint_focus(ui, look, &cross);
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, remove));
    cross.on_hover_text(remove).on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// A row of a list as wide as the panel: background, keyboard ring, role and name. What stands in it is painted by the caller.
pub fn row_ui(ui: &mut Ui, look: &Look, height: f32, chosen: Chosen, name: &str) -> Response {
    let size = vec2(ui.available_width(), height.max(TARGET));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    row_background(ui, look, rect, &response, chosen);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen == Chosen::Yes, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Whether a row is the selected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It is.
    Yes,
    /// It is not.
    No,
}

impl From<bool> for Chosen {
    fn from(chosen: bool) -> Self {
        if chosen { Self::Yes } else { Self::No }
    }
}

/// Paints what lies behind a row.
pub fn row_background(ui: &Ui, look: &Look, rect: Rect, response: &Response, chosen: Chosen) {
    let fill = match chosen {
        Chosen::Yes => look.selected,
        Chosen::No if response.hovered() => look.hovered,
        Chosen::No => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(ROUND), fill);
    if chosen == Chosen::Yes {
        let bar = Rect::from_min_size(rect.left_top(), vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(1), look.accent);
    }
    paint_focus(ui, look, response);
}

/// A tick box with words. Tells the new value when it was changed.
pub fn toggle_ui(ui: &mut Ui, look: &Look, words: &str, on: bool) -> Option<bool> {
    named_toggle_ui(ui, look, words, words, on)
}

/// A tick box whose name says more than the words beside it, which may be none: where several stand in a list.
pub fn named_toggle_ui(ui: &mut Ui, look: &Look, words: &str, name: &str, on: bool) -> Option<bool> {
    let most = (ui.available_width() - 26.0).max(STEP);
    let galley = super::text::wrapped(ui, words, look.body(), look.text, most);
    let height = (galley.size().y + 6.0).max(TARGET);
    let size = vec2(26.0 + galley.size().x, height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let middle = if galley.rows.len() > 1 { rect.top() + 12.0 } else { rect.center().y };
    let square = Rect::from_center_size(pos2(rect.left() + 10.0, middle), vec2(16.0, 16.0));
    let fill = if on { look.accent } else { look.raised };
    let stroke = Stroke::new(1.0, if on { look.accent } else { look.border });
    ui.painter().rect(square, CornerRadius::same(3), fill, stroke, StrokeKind::Inside);
    if on {
        paint_icon(ui.painter(), square.center(), 12.0, Icon::Tick, look.on_fill);
    }
    let text_y = rect.center().y - galley.size().y * 0.5;
    ui.painter().galley(pos2(rect.left() + 26.0, text_y), galley, look.text);
    paint_focus(ui, look, &response);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked().then_some(!on)
}

/// A line of words that leads somewhere. Wraps; never wider than the panel.
pub fn way_ui(ui: &mut Ui, look: &Look, words: &str) -> Response {
    let width = ui.available_width();
    let galley = super::text::wrapped(ui, words, look.body(), look.text, width - 28.0);
    let height = (galley.size().y + STEP).max(ROW - 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    row_background(ui, look, rect, &response, Chosen::No);
    ui.painter().galley(pos2(rect.left() + 4.0, rect.center().y - galley.size().y * 0.5), galley, look.text);
    let ink = if response.hovered() { look.text } else { look.soft };
    paint_icon(ui.painter(), pos2(rect.right() - 12.0, rect.center().y), 10.0, Icon::Arrow, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A line that unfolds what is beneath it. Folded at first; remembered by place and words.
pub fn fold_ui(ui: &mut Ui, look: &Look, words: &str, contents: impl FnOnce(&mut Ui)) {
    keyed_fold_ui(ui, look, words, words, contents);
}

/// The same, remembered by `key`: for words that hold a count.
pub fn keyed_fold_ui(ui: &mut Ui, look: &Look, key: &str, words: &str, contents: impl FnOnce(&mut Ui)) {
    let id = ui.make_persistent_id(("fold", key));
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let galley = one_line(ui, words, look.body(), look.text, ui.available_width() - 28.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET), Sense::click());
    row_background(ui, look, rect, &response, Chosen::No);
    let icon = if open { Icon::Down } else { Icon::Right };
    paint_icon(ui.painter(), pos2(rect.left() + 10.0, rect.center().y), 10.0, icon, look.soft);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.center().y - galley.size().y * 0.5), galley, look.text);
    let name = format!("{words}, {}", if open { "unfolded" } else { "folded" });
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &name));
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if open {
        contents(ui);
    }
}

/// A line of words with a cross at its right that takes it away. Tells whether the cross was pressed.
pub fn removable_line_ui(ui: &mut Ui, look: &Look, words: &str, remove: &str) -> bool {
    let width = ui.available_width();
    let galley = super::text::wrapped(ui, words, look.body(), look.text, width - 32.0);
    let height = (galley.size().y + 4.0).max(TARGET);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y * 0.5), galley, look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let target = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(24.0, 24.0));
    let cross = ui.interact(target, response.id.with("remove"), Sense::click());
    if cross.hovered() {
        ui.painter().rect_filled(target, CornerRadius::same(ROUND), look.hovered);
    }
    let ink = if cross.hovered() { look.text } else { look.soft };
    paint_icon(ui.painter(), target.center(), 9.0, Icon::Cross, ink);
    paint_focus(ui, look, &cross);
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, remove));
    cross.on_hover_text(remove).on_hover_cursor(CursorIcon::PointingHand).clicked()
}
