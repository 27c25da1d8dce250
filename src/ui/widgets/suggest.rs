//! A list of suggestions under a text field. The keyboard stays in the field.
//!
//! Down and Up choose, Tab takes the chosen one or the first, Enter takes a chosen one, Escape closes the list. Nothing is chosen until a
//! person chooses: Enter on what was typed means what was typed. What taking a suggestion does is the caller's business.

use egui::{
    CornerRadius, CursorIcon, Frame, Id, Key, LayerId, Margin, Modifiers, Popup, PopupCloseBehavior,
    PopupKind, Response, Role, ScrollArea, Sense, SurrenderFocusOn, Ui, WidgetInfo, pos2, vec2,
};

use super::text::one_line;
use super::{Look, ROUND, STEP, TARGET};

/// One suggestion, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What would be taken.
    pub words: String,
    /// What it is, at the right; may be empty.
    pub detail: String,
}

impl From<String> for Suggestion {
    fn from(words: String) -> Self {
        Self { words, detail: String::new() }
    }
}

/// What is remembered of the list between frames.
#[derive(Clone, Debug, Default)]
pub struct SuggestState {
    chosen: Option<usize>,
    /// Whether there is something to choose from.
    open: bool,
    /// Whether anything is shown under the field.
    shown: bool,
    /// The text for which the list was closed.
    closed_for: Option<String>,
}

/// What happened in the field and in its list.
pub struct Suggested {
    /// Of the text field.
    pub response: Response,
    /// Place of the suggestion that was taken.
    pub taken: Option<usize>,
}

/// What Tab does while the list is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Takes the chosen suggestion, else the first: for a line in which people go on typing.
    TakesFirst,
    /// Takes a chosen suggestion, else goes on to the next field: for a form.
    TakesChosen,
}

struct Keys {
    steps: isize,
    tab: bool,
    enter: bool,
    escape: bool,
}

fn take_keys(ui: &Ui, tab: Tab, state: &SuggestState) -> Keys {
    if !state.open {
        return Keys { steps: 0, tab: false, enter: false, escape: false };
    }
    let keeps_tab = state.keeps_tab(tab);
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        Keys {
            steps: isize::from(down) - isize::from(up),
            tab: keeps_tab && pressed(Key::Tab),
            enter: state.chosen.is_some() && pressed(Key::Enter),
            escape: pressed(Key::Escape),
        }
    })
}

impl SuggestState {
    /// Whether there is something to choose from, so that Escape closes the list.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether Tab belongs to the list and must not leave the field.
    #[must_use]
    pub fn keeps_tab(&self, tab: Tab) -> bool {
        self.open && (tab == Tab::TakesFirst || self.chosen.is_some())
    }
}

/// Which field it is, and how it behaves.
#[derive(Clone, Copy, Debug)]
pub struct Suggesting<'look> {
    /// How it looks.
    pub look: &'look Look,
    /// The field.
    pub id: Id,
    /// What Tab does.
    pub tab: Tab,
    /// Where the list begins at the latest when it stands above the field, in points from the top of the window: what lies between is
    /// not covered. `None` puts it right above the field.
    pub clear_of: Option<f32>,
}

/// What stands under the list.
pub type Beneath<'beneath> = &'beneath mut dyn FnMut(&mut Ui, &str);

/// Shows a text field through `edit`, and under it what `suggest` says of the text, and beneath that what `beneath` shows. Both are there while the
/// field has the keyboard.
///
/// `edit` is told whether it must keep Tab in the field; it must always keep Escape.
pub fn suggesting_ui<E: FnOnce(&mut Ui, &mut String, bool) -> Response>(
    ui: &mut Ui,
    Suggesting { look, id, tab, clear_of }: Suggesting<'_>,
    state: &mut SuggestState,
    text: &mut String,
    edit: E,
    suggest: impl FnOnce(&str) -> Vec<Suggestion>,
    beneath: Option<Beneath<'_>>,
) -> Suggested {
    let keys = take_keys(ui, tab, state);
    let popup = id.with("suggestions");
    let keeps_tab = state.keeps_tab(tab);
    let response = without_losing_focus_to(ui, popup, state.shown, |ui| edit(ui, text, keeps_tab));
    if keys.escape {
        state.closed_for = Some(text.clone());
    }
    let focused = response.has_focus();
    let closed = state.closed_for.as_deref() == Some(text.as_str());
    let suggestions = if focused && !closed { suggest(text) } else { Vec::new() };
    if response.changed() || suggestions.is_empty() {
        state.chosen = None;
    }
    state.chosen = moved(state.chosen, keys.steps, suggestions.len());
    let mut taken = match (keys.tab, keys.enter) {
        (true, _) => (!suggestions.is_empty()).then(|| state.chosen.unwrap_or(0)),
        (false, true) => state.chosen,
        (false, false) => None,
    };
    state.open = !suggestions.is_empty() && taken.is_none();
    state.shown = focused && (state.open || beneath.is_some());
    if state.shown {
        let list = if state.open { suggestions.as_slice() } else { &[] };
        let around =
            clear_of.map_or(response.rect, |top| response.rect.with_min_y(response.rect.top().min(top)));
        taken = taken.or(popup_ui(look, popup, (&response, around), list, state, |ui| {
            if let Some(beneath) = beneath {
                beneath(ui, text);
            }
        }));
    }
    if taken.is_some() {
        state.chosen = None;
        state.open = false;
    }
    Suggested { response, taken }
}

fn moved(chosen: Option<usize>, steps: isize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (chosen, steps) {
        (None, 1) => Some(0),
        (None, -1) => Some(last),
        (Some(place), 1) => (place < last).then_some(place + 1),
        (Some(place), -1) => place.checked_sub(1),
        (chosen, _) => chosen.map(|place| place.min(last)),
    }
}

/// A click on the list must not take the keyboard from the field.
fn without_losing_focus_to<R>(ui: &mut Ui, popup: Id, open: bool, show: impl FnOnce(&mut Ui) -> R) -> R {
    let layer = LayerId::new(PopupKind::Popup.order(), popup);
    let context = ui.ctx().clone();
    let over = open
        && context.pointer_interact_pos().and_then(|position| context.layer_id_at(position)) == Some(layer);
    if !over {
        return show(ui);
    }
    let before = context.options(|options| options.input_options.surrender_focus_on);
    context.options_mut(|options| options.input_options.surrender_focus_on = SurrenderFocusOn::Never);
    let shown = show(ui);
    context.options_mut(|options| options.input_options.surrender_focus_on = before);
    shown
}

fn popup_ui(
    look: &Look,
    popup: Id,
    (field, around): (&Response, egui::Rect),
    suggestions: &[Suggestion],
    state: &mut SuggestState,
    beneath: impl FnOnce(&mut Ui),
) -> Option<usize> {
    let frame = Frame::new()
        .fill(look.raised)
        .stroke(egui::Stroke::new(1.0, look.border))
        .corner_radius(CornerRadius::same(ROUND))
        .inner_margin(Margin::same(4));
    let width = field.rect.width().max(200.0);
    Popup::from_response(field)
        .anchor(around)
        .id(popup)
        .kind(PopupKind::Popup)
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .accessible_name("Suggestions")
        .width(width)
        .gap(2.0)
        .frame(frame)
        .show(|ui| {
            ui.set_width(width - STEP);
            let taken = ScrollArea::vertical()
                .max_height(TARGET * 6.5)
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    rows_ui(ui, look, suggestions, state)
                })
                .inner;
            if !suggestions.is_empty() {
                let y = ui.cursor().top();
                ui.painter().hline(ui.max_rect().x_range(), y, look.hair());
            }
            beneath(ui);
            taken
        })
        .and_then(|shown| shown.inner)
}

fn rows_ui(ui: &mut Ui, look: &Look, suggestions: &[Suggestion], state: &mut SuggestState) -> Option<usize> {
    let mut taken = None;
    for (place, suggestion) in suggestions.iter().enumerate() {
        let size = vec2(ui.available_width(), TARGET);
        // Not focusable: the keyboard stays in the field, whose keys walk the list.
        let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
        let chosen = state.chosen == Some(place);
        if chosen || response.hovered() {
            let fill = if chosen { look.selected } else { look.hovered };
            ui.painter().rect_filled(rect, CornerRadius::same(ROUND - 1), fill);
        }
        let detail = one_line(ui, &suggestion.detail, look.small(), look.soft, rect.width() * 0.5);
        let room = rect.width() - detail.size().x - STEP * 2.0;
        let words = one_line(ui, &suggestion.words, look.body(), look.text, room);
        ui.painter().galley(
            pos2(rect.left() + 6.0, rect.center().y - words.size().y * 0.5),
            words,
            look.text,
        );
        let detail_at = rect.right() - detail.size().x - 6.0;
        ui.painter().galley(pos2(detail_at, rect.center().y - detail.size().y * 0.5), detail, look.soft);
        let name = match suggestion.detail.as_str() {
            "" => suggestion.words.clone(),
            detail => format!("{}, {detail}", suggestion.words),
        };
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
        if chosen {
            response.scroll_to_me(None);
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            taken = Some(place);
        }
    }
    taken
}
