//! A cell while it is being edited: Enter takes what was typed, Tab takes it and goes on, Escape leaves it as it was.

use egui::{Area, Id, Key, Modifiers, Order, Rect, Ui};

use super::columns::Columns;
use super::field::{Field, field_in_ui};
use super::{TableState, row};
use crate::session::table::{Column, cell_text, edit, suggestions};
use crate::session::{Session, Subject};
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{SuggestState, Suggesting, Suggestion, Tab, problem_ui, suggesting_ui};
use crate::ui::{Request, Sink};

/// The width of a standard while it is written, in points.
const STANDARD: f32 = 380.0;

/// What is under way in a cell.
#[derive(Clone, Debug)]
pub(super) struct Editing {
    row: Subject,
    column: Column,
    text: String,
    /// What stood in the cell before.
    before: String,
    problem: Option<String>,
    suggesting: SuggestState,
    is_new: bool,
    /// Whether somebody has begun to type: what stood there is replaced.
    is_typed: bool,
}

/// Begins to edit the cell of `row` in the column of the cursor, or says why it cannot be.
pub(super) fn start(scene: &Scene<'_>, row: &Subject, state: &mut TableState, sink: &mut Sink) {
    let column = state.cursor_column();
    if !column.is_editable() {
        if let Err(why) = edit(scene.org, row, column, "") {
            sink.push(Request::Say(why));
        }
        return;
    }
    if column == Column::Kind
        && let Subject::Expectation(link, id) = row
        && let Some(facts) = scene.org.link(link).and_then(|link| link.expectations().get(id))
    {
        // Only two kinds: turning it is all that can be meant.
        if let Ok(Some(command)) = edit(scene.org, row, column, row::other_kind(facts.kind)) {
            sink.command(command);
        }
        return;
    }
    let text = match column {
        // A rating is given anew, not corrected: the mean is nobody's word.
        Column::Rating => String::new(),
        _ => cell_text(scene.org, scene.diagnosis, scene.today(), row, column),
    };
    let is_of_the_link =
        matches!(column, Column::Supplier | Column::Customer | Column::Statement | Column::Verdict);
    if let (Subject::Link(_), false) = (row, is_of_the_link) {
        if let Err(why) = edit(scene.org, row, column, "1") {
            sink.push(Request::Say(why));
        }
        return;
    }
    state.editing = Some(Editing {
        row: row.clone(),
        column,
        before: text.clone(),
        text,
        problem: None,
        suggesting: SuggestState::default(),
        is_new: true,
        is_typed: false,
    });
}

/// Begins to edit the cell with what somebody has `typed`, in the place of what stands there, or says why it cannot be.
pub(super) fn start_with(
    scene: &Scene<'_>,
    row: &Subject,
    typed: &str,
    state: &mut TableState,
    sink: &mut Sink,
) {
    if state.cursor_column() == Column::Kind
        && let Subject::Expectation(link, id) = row
    {
        // Only two kinds: its first letter says which is meant.
        let facts = scene.org.link(link).and_then(|link| link.expectations().get(id));
        let other = facts.map(|facts| row::other_kind(facts.kind).to_lowercase());
        if !other.is_some_and(|other| other.starts_with(&typed.to_lowercase())) {
            return;
        }
    }
    start(scene, row, state, sink);
    if let Some(editing) = &mut state.editing {
        editing.text = typed.to_owned();
        editing.is_typed = true;
    }
}

/// What a person wants with the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Nothing,
    Cancel,
    Take,
    TakeAndGo(isize),
}

/// Shows the field over the cell that is being edited, if one is.
pub(super) fn editor_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    rect_of: &dyn Fn(usize) -> Rect,
    state: &mut TableState,
    sink: &mut Sink,
) {
    let Some(mut editing) = state.editing.take() else { return };
    let Some(place) = state.listed.rows.iter().position(|row| *row == editing.row) else { return };
    let row = rect_of(place);
    let mut cell = columns.cell(row, editing.column);
    if editing.column == Column::Standard {
        // A standard takes a line: while it is written its cell may be wider than its column.
        cell.min.x = (cell.right() - STANDARD).max(row.left()).min(cell.left());
    }
    let wants = field_ui(ui, scene, cell, &mut editing);
    if let Some(problem) = &editing.problem {
        Area::new(Id::unique("cell problem")).order(Order::Foreground).fixed_pos(cell.left_bottom()).show(
            ui,
            |ui| {
                let look = &scene.look;
                egui::Frame::new()
                    .fill(look.raised)
                    .stroke(egui::Stroke::new(1.0, look.problem))
                    .inner_margin(8)
                    .show(ui, |ui| {
                        ui.set_max_width(320.0);
                        problem_ui(ui, look, problem)
                    });
            },
        );
    }
    match wants {
        Wants::Nothing => state.editing = Some(editing),
        Wants::Cancel => state.wants_focus = true,
        Wants::Take => finish(scene.session, editing, 0, state, sink),
        Wants::TakeAndGo(steps) => finish(scene.session, editing, steps, state, sink),
    }
}

fn field_ui(ui: &mut Ui, scene: &Scene<'_>, cell: Rect, editing: &mut Editing) -> Wants {
    let id = Id::unique("table cell");
    let look = &scene.look;
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    let escape = ui.input(|input| input.key_pressed(Key::Escape));
    // A list that was typed for closes first.
    if has_keyboard && escape && (editing.text == editing.before || !editing.suggesting.is_open()) {
        return Wants::Cancel;
    }
    let mut steps = 0;
    if has_keyboard && !editing.suggesting.keeps_tab(Tab::TakesChosen) {
        ui.input_mut(|input| {
            steps += isize::from(input.consume_key(Modifiers::NONE, Key::Tab));
            steps -= isize::from(input.consume_key(Modifiers::SHIFT, Key::Tab));
        });
    }
    let hint = match editing.column {
        Column::Rating => "1 to 5, today",
        Column::Statement => "What do they need?",
        Column::Standard => "at least 95 % records ready before the visit",
        _ => "",
    };
    let field =
        Field { id, name: editing.column.title(), hint, keeps_tab: true, refused: editing.problem.is_some() };
    let mut offered = Vec::new();
    let (row, column) = (editing.row.clone(), editing.column);
    let shown = suggesting_ui(
        ui,
        Suggesting { look, id, tab: Tab::TakesChosen, clear_of: None },
        &mut editing.suggesting,
        &mut editing.text,
        |ui, text, _| field_in_ui(ui, look, cell, field, text),
        |text| {
            offered = suggestions(scene.org, Some(&row), column, text);
            let as_shown = |words: &String| Suggestion { words: words.clone(), detail: String::new() };
            offered.iter().map(as_shown).collect()
        },
        None,
    );
    if std::mem::take(&mut editing.is_new) {
        shown.response.request_focus();
        let kept = if editing.is_typed { editing.text.chars().count() } else { 0 };
        select_from(ui, id, kept, &editing.text);
        return Wants::Nothing;
    }
    if shown.response.changed() {
        editing.problem = None;
    }
    if let Some(words) = shown.taken.and_then(|place| offered.into_iter().nth(place)) {
        editing.text = words;
        return Wants::Take;
    }
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    match (steps, shown.response.lost_focus()) {
        (0, false) => Wants::Nothing,
        (0, true) if enter => Wants::Take,
        // Somebody clicked elsewhere: what was typed counts, what cannot be taken does not.
        (0, true) if editing.problem.is_some() => Wants::Cancel,
        (0, true) => Wants::Take,
        (steps, _) => Wants::TakeAndGo(steps),
    }
}

/// Marks the text from the letter in place `from` on, so that typing replaces it.
fn select_from(ui: &Ui, id: Id, from: usize, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(from), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

fn finish(session: &Session, mut editing: Editing, steps: isize, state: &mut TableState, sink: &mut Sink) {
    if editing.text == editing.before {
        go_on(editing.column, steps, state);
        return;
    }
    match edit(session.org(), &editing.row, editing.column, &editing.text) {
        Ok(command) => {
            sink.commands(command);
            go_on(editing.column, steps, state);
        }
        Err(problem) => {
            editing.problem = Some(problem);
            (editing.is_new, editing.is_typed) = (true, false);
            state.editing = Some(editing);
        }
    }
}

fn go_on(column: Column, steps: isize, state: &mut TableState) {
    state.column = Some(column.moved(steps));
    state.wants_focus = true;
}
