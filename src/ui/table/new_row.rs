//! The row at the foot for something new: supplier, customer, what is expected. It is taken like a capture line, and says before what it makes.

use egui::{Id, Key, Modifiers, Sense, Ui, vec2};

use super::field::{Field, field_in_ui};
use crate::model::{ExpectationKind, Importance};
use crate::session::Session;
use crate::session::capture::{CapturePreview, Does, preview};
use crate::session::table::{Column, NewRow, suggestions};
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{
    STEP, SuggestState, Suggesting, Suggestion, TARGET, Tab, Weight, button_ui, choice_ui, problem_ui,
    soft_ui, suggesting_ui,
};
use crate::ui::{Request, Sink};

/// The fields, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Supplier,
    Customer,
    Statement,
}

/// What is typed, and what it would make.
#[derive(Debug, Default)]
pub(super) struct NewRowState {
    row: NewRow,
    suggesting: [SuggestState; 3],
    wants_focus: Option<Place>,
    /// What the row would make, for this line at this revision.
    preview: Option<(String, u64, CapturePreview)>,
}

impl NewRowState {
    /// Begins with `row`; the keyboard goes where it goes on.
    pub(super) fn start(&mut self, row: NewRow) {
        let place = if row.customer.is_empty() { Place::Supplier } else { Place::Statement };
        self.row = row;
        self.wants_focus = Some(place);
    }

    /// Works out what the row would make. Cheap while nothing changes.
    pub(super) fn refresh(&mut self, session: &Session) {
        let Some(line) = self.row.capture_line() else {
            self.preview = None;
            return;
        };
        let revision = session.revision();
        if self.preview.as_ref().is_none_or(|(of, at, _)| *of != line || *at != revision) {
            let made = preview(&line, session.org(), None, session.today());
            self.preview = Some((line, revision, made));
        }
    }
}

/// Shows the row.
pub(super) fn new_row_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut NewRowState, sink: &mut Sink) {
    let mut enter = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(STEP, 4.0);
        let rest = (ui.available_width() - 152.0 - 180.0 - 84.0 - STEP * 6.0).max(300.0);
        enter |= place_ui(ui, scene, state, Place::Supplier, rest * 0.26);
        enter |= place_ui(ui, scene, state, Place::Customer, rest * 0.26);
        part_ui(ui, 152.0, |ui| {
            let kinds = [(ExpectationKind::Need, "need"), (ExpectationKind::Want, "want")];
            if let Some(kind) =
                choice_ui(ui, &scene.look, "Kind of the new row", &kinds, Some(state.row.kind))
            {
                state.row.kind = kind;
            }
        });
        enter |= place_ui(ui, scene, state, Place::Statement, rest * 0.48);
        part_ui(ui, 180.0, |ui| {
            let weights: Vec<(Option<Importance>, &str)> = ["1", "2", "3", "4", "5"]
                .into_iter()
                .zip(1..)
                .map(|(word, number)| (Importance::new(number), word))
                .collect();
            let current = Some(Some(state.row.importance));
            if let Some(Some(chosen)) =
                choice_ui(ui, &scene.look, "Importance of the new row", &weights, current)
            {
                state.row.importance = chosen;
            }
        });
        enter |= button_ui(ui, &scene.look, Weight::Plain, "Add row").clicked();
    });
    // As high as what it may ask, so that the rows above do not jump.
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(TARGET);
        makes_ui(ui, scene, state);
    });
    if enter {
        take(state, sink);
    }
}

fn part_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 30.0), |ui| {
        ui.set_width(width);
        contents(ui);
    });
}

/// A field of the row. Tells whether Enter was pressed in it.
fn place_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut NewRowState, place: Place, width: f32) -> bool {
    let look = &scene.look;
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
    let (text, name, hint, column) = match place {
        Place::Supplier => (&mut state.row.supplier, "New row: supplier", "Supplier", Column::Supplier),
        Place::Customer => (&mut state.row.customer, "New row: customer", "Customer", Column::Customer),
        Place::Statement => {
            (&mut state.row.statement, "New row: need or want", "What do they need?", Column::Statement)
        }
    };
    let id = Id::unique(("new row", name));
    let [supplier, customer, statement] = &mut state.suggesting;
    let suggesting = match place {
        Place::Supplier => supplier,
        Place::Customer => customer,
        Place::Statement => statement,
    };
    let mut offered = Vec::new();
    let shown = suggesting_ui(
        ui,
        Suggesting { look, id, tab: Tab::TakesChosen, clear_of: None },
        suggesting,
        text,
        |ui, text, keeps_tab| {
            field_in_ui(ui, look, rect, Field { id, name, hint, keeps_tab, refused: false }, text)
        },
        |text| {
            offered = suggestions(scene.org, None, column, text);
            let as_shown = |words: &String| Suggestion { words: words.clone(), detail: String::new() };
            offered.iter().map(as_shown).collect()
        },
        None,
    );
    if let Some(words) = shown.taken.and_then(|chosen| offered.into_iter().nth(chosen)) {
        *text = words;
        shown.response.request_focus();
        return false;
    }
    if state.wants_focus == Some(place) {
        state.wants_focus = None;
        shown.response.request_focus();
    }
    let was_open = suggesting.is_open();
    if shown.response.has_focus() && !was_open && ui.input(|input| input.key_pressed(Key::Escape)) {
        // Once takes the words back, once more leaves the row.
        if text.is_empty() {
            shown.response.surrender_focus();
        }
        text.clear();
    }
    shown.response.lost_focus()
        && ui.input(|input| input.key_pressed(Key::Enter) && input.modifiers == Modifiers::NONE)
}

/// Says what the row would make, or why it cannot be made, and asks about names that are nearly the same.
fn makes_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut NewRowState) {
    let look = &scene.look;
    let Some((_, _, made)) = &state.preview else {
        soft_ui(
            ui,
            look,
            "A new link, need or want: names complete as you type; a new name makes a new team, *Name an external customer",
        );
        return;
    };
    if let Some(problem) = &made.problem {
        problem_ui(ui, look, &problem.message);
        return;
    }
    let words: Vec<&str> =
        made.makes.iter().filter(|one| one.does != Does::Finds).map(|one| one.words.as_str()).collect();
    let words =
        if words.is_empty() { "All of this is on the map already".to_owned() } else { words.join("; ") };
    let mut instead = None;
    soft_ui(ui, look, &words);
    for near in &made.near_duplicates {
        let ask = format!("Use {} instead of {}", near.existing_name, near.typed);
        if button_ui(ui, look, Weight::Plain, &ask).clicked() {
            instead = Some((near.typed.clone(), near.existing_name.clone()));
        }
    }
    if let Some((typed, existing)) = instead {
        for name in [&mut state.row.supplier, &mut state.row.customer] {
            if name.trim().trim_start_matches(['*', '~']) == typed {
                name.clone_from(&existing);
            }
        }
    }
}

/// Asks for the row; the keyboard goes to what is missing, else back to the statement, for the next need of the same link.
fn take(state: &mut NewRowState, sink: &mut Sink) {
    let missing = [(&state.row.supplier, Place::Supplier), (&state.row.customer, Place::Customer)];
    if let Some((_, place)) = missing.into_iter().find(|(text, _)| text.trim().is_empty()) {
        state.wants_focus = Some(place);
        return;
    }
    let refused = state.preview.as_ref().is_some_and(|(_, _, made)| made.problem.is_some());
    state.wants_focus = Some(Place::Statement);
    if let Some(line) = state.row.capture_line().filter(|_| !refused) {
        sink.push(Request::Capture(line));
        state.row.statement.clear();
        state.row.importance = Importance::default();
    }
}
