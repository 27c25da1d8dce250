//! A text field that keeps what is typed to itself until Enter, or until the keyboard leaves it; then it is one change.
//!
//! What is typed lives in [`Drafts`] under a key that says what it is about, so that it outlives a panel that is closed or shows
//! something else, and so that text which cannot be taken stays where it was typed with the reason under it. Escape takes it back.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;

use egui::{
    CornerRadius, EventFilter, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Response, Stroke,
    TextEdit, Ui,
};

use super::buttons::bring_into_view;
use super::suggest::{SuggestState, Suggesting, Suggestion, Tab, suggesting_ui};
use super::text::{problem_ui, soft_ui};
use super::{Look, ROUND, STEP};

/// What is under way in one field.
#[derive(Clone, Debug, Default)]
struct Draft {
    text: String,
    problem: Option<String>,
}

/// What is under way in every field of a panel.
#[derive(Clone, Debug)]
pub struct Drafts<K> {
    drafts: BTreeMap<K, Draft>,
    suggesting: BTreeMap<K, SuggestState>,
    wants_focus: Option<K>,
}

impl<K> Default for Drafts<K> {
    fn default() -> Self {
        Self { drafts: BTreeMap::new(), suggesting: BTreeMap::new(), wants_focus: None }
    }
}

impl<K: Ord + Clone> Drafts<K> {
    /// The text under way in the field of `key`; empty when there is none.
    #[must_use]
    pub fn text(&self, key: &K) -> &str {
        self.drafts.get(key).map_or("", |draft| draft.text.as_str())
    }

    /// Keeps `text` in the field of `key`, with the reason why it cannot be taken.
    pub fn refuse(&mut self, key: &K, text: String, problem: String) {
        self.drafts.insert(key.clone(), Draft { text, problem: Some(problem) });
    }

    /// Puts `text` into the field of `key`, as if it had been typed.
    pub fn put(&mut self, key: &K, text: String) {
        self.drafts.insert(key.clone(), Draft { text, problem: None });
    }

    /// Empties the field of `key`.
    pub fn clear(&mut self, key: &K) {
        self.drafts.remove(key);
    }

    /// Gives the keyboard to the field of `key` as soon as it is shown.
    pub fn focus(&mut self, key: K) {
        self.wants_focus = Some(key);
    }

    /// Whether a list of suggestions is open under a field, so that Escape closes it.
    #[must_use]
    pub fn is_choosing(&self) -> bool {
        self.suggesting.values().any(SuggestState::is_open)
    }

    /// Takes every text out that waits to be taken, for a save or a change of document. Refused ones stay.
    pub fn take_waiting(&mut self, waits: impl Fn(&K) -> bool) -> Vec<(K, String)> {
        let ready = |key: &K, draft: &Draft| draft.problem.is_none() && waits(key);
        let taken: Vec<_> = self
            .drafts
            .iter()
            .filter(|(key, draft)| ready(key, draft))
            .map(|(key, draft)| (key.clone(), draft.text.clone()))
            .collect();
        for (key, _) in &taken {
            self.drafts.remove(key);
        }
        taken
    }
}

/// How many lines a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One.
    One,
    /// As many as the text takes; Shift+Enter begins a new one.
    Many,
}

/// When what was typed is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// With Enter, or when the keyboard leaves the field: for facts that exist.
    OnLeaving,
    /// With Enter alone: for something new.
    OnEnter,
    /// With Enter, even when nothing is typed, for the whole form; Escape is left to the form as well.
    InForm,
}

/// What a field looks like.
#[derive(Clone, Copy, Debug)]
pub struct FieldLook<'a> {
    /// What it is called, above it.
    pub label: &'a str,
    /// Whether the label is painted, or only said.
    pub label_place: LabelPlace,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// How many lines it holds.
    pub lines: Lines,
    /// When what was typed is taken.
    pub taken: Taken,
}

/// Where the label of a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// Painted above the field.
    Above,
    /// Said by screen readers only: the place says it.
    Said,
}

impl<'a> FieldLook<'a> {
    /// A field of one line with its label above.
    #[must_use]
    pub fn line(label: &'a str, hint: &'a str) -> Self {
        Self { label, label_place: LabelPlace::Above, hint, lines: Lines::One, taken: Taken::OnLeaving }
    }

    /// A field of several lines with its label above.
    #[must_use]
    pub fn lines(label: &'a str, hint: &'a str) -> Self {
        Self { lines: Lines::Many, ..Self::line(label, hint) }
    }

    /// A field for something new, whose label is its hint.
    #[must_use]
    pub fn new_thing(label: &'a str, hint: &'a str) -> Self {
        Self { label_place: LabelPlace::Said, taken: Taken::OnEnter, ..Self::line(label, hint) }
    }
}

/// Shows a field. Tells the text that a person wants taken; the caller takes it, or says why not with [`Drafts::refuse`].
pub fn field_ui<K: Ord + Clone + Hash + Debug>(
    ui: &mut Ui,
    look: &Look,
    key: &K,
    field: FieldLook<'_>,
    value: &str,
    drafts: &mut Drafts<K>,
) -> Option<String> {
    suggested_field_ui(ui, look, key, field, value, drafts, |_| Vec::<Suggestion>::new())
}

/// Shows a field with suggestions for what is typed in it.
pub fn suggested_field_ui<K: Ord + Clone + Hash + Debug, S: Into<Suggestion>>(
    ui: &mut Ui,
    look: &Look,
    key: &K,
    field: FieldLook<'_>,
    value: &str,
    drafts: &mut Drafts<K>,
    suggest: impl FnOnce(&str) -> Vec<S>,
) -> Option<String> {
    if field.label_place == LabelPlace::Above {
        soft_ui(ui, look, field.label);
        ui.add_space(2.0);
    }
    let id = Id::unique(("field", key));
    let mut text = drafts.drafts.get(key).map_or(value, |draft| draft.text.as_str()).to_owned();
    let refused = drafts.drafts.get(key).and_then(|draft| draft.problem.clone());
    let mut suggesting = drafts.suggesting.remove(key).unwrap_or_default();
    let mut offered: Vec<Suggestion> = Vec::new();
    let shown = suggesting_ui(
        ui,
        Suggesting { look, id, tab: Tab::TakesChosen, clear_of: None },
        &mut suggesting,
        &mut text,
        |ui, text, keeps_tab| edit_ui(ui, look, id, field, text, keeps_tab, refused.is_some()),
        |text| {
            offered = suggest(text).into_iter().map(S::into).collect();
            offered.clone()
        },
        None,
    );
    if shown.response.has_focus() {
        drafts.suggesting.insert(key.clone(), suggesting);
    }
    if drafts.wants_focus.as_ref() == Some(key) {
        drafts.wants_focus = None;
        shown.response.request_focus();
        shown.response.scroll_to_me(None);
    }
    bring_into_view(&shown.response);
    if let Some(problem) = &refused {
        problem_ui(ui, look, problem);
    }
    let wanted = match shown.taken.and_then(|place| offered.into_iter().nth(place)) {
        Some(taken) => Some(taken.words),
        None => wanted(ui, &shown.response, field, &text, value, key, drafts),
    };
    if wanted.is_some() {
        drafts.drafts.remove(key);
        if field.taken != Taken::OnLeaving {
            shown.response.request_focus();
        }
    }
    wanted
}

/// What a person wants taken of the text in the field, after what the field went through in this frame.
fn wanted<K: Ord + Clone>(
    ui: &Ui,
    response: &Response,
    field: FieldLook<'_>,
    text: &str,
    value: &str,
    key: &K,
    drafts: &mut Drafts<K>,
) -> Option<String> {
    if response.changed() {
        drafts.put(key, text.to_owned());
    }
    let (enter, escape) = ui.input(|input| {
        (
            input.key_pressed(Key::Enter) && !input.modifiers.shift && !input.modifiers.command,
            input.key_pressed(Key::Escape),
        )
    });
    let had_keyboard = response.has_focus() || response.lost_focus();
    if field.taken == Taken::InForm {
        return (had_keyboard && enter).then(|| text.to_owned());
    }
    if had_keyboard && escape {
        drafts.drafts.remove(key);
        response.surrender_focus();
        return None;
    }
    let entered = had_keyboard && enter;
    if entered && field.taken == Taken::OnLeaving {
        response.surrender_focus();
    }
    let draft = drafts.drafts.get(key)?;
    match field.taken {
        Taken::OnEnter => (entered && !draft.text.trim().is_empty()).then(|| draft.text.clone()),
        Taken::OnLeaving if entered || !response.has_focus() => {
            if draft.text.trim() == value.trim() {
                drafts.drafts.remove(key);
                None
            } else {
                // Refused text is not taken again until somebody touches it.
                (draft.problem.is_none() || entered).then(|| draft.text.clone())
            }
        }
        Taken::OnLeaving | Taken::InForm => None,
    }
}

fn edit_ui(
    ui: &mut Ui,
    look: &Look,
    id: Id,
    field: FieldLook<'_>,
    text: &mut String,
    keeps_tab: bool,
    refused: bool,
) -> Response {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let stroke = match (refused, focused) {
        (true, _) => Stroke::new(1.5, look.problem),
        (false, true) => look.ring(),
        (false, false) => Stroke::new(1.0, look.border),
    };
    // The margin gives way to the stroke, so that nothing moves when the keyboard comes.
    let width = stroke.width as i8;
    let frame = Frame::new()
        .fill(look.raised)
        .stroke(stroke)
        .corner_radius(CornerRadius::same(ROUND))
        .inner_margin(Margin::symmetric(STEP as i8 - width, 5 - width));
    let edit = match field.lines {
        Lines::One => TextEdit::singleline(text),
        Lines::Many => TextEdit::multiline(text)
            .desired_rows(1)
            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter)),
    };
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: keeps_tab };
    let hint = egui::RichText::new(field.hint).color(look.soft).font(look.body());
    ui.add(
        edit.id(id)
            .font(look.body())
            .text_color(look.text)
            .hint_text(hint)
            .frame(frame)
            .desired_width(f32::INFINITY)
            .event_filter(filter),
    )
    .accessible_name(field.label)
}
