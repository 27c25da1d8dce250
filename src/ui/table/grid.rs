//! The rows beneath their headings: painted only where they are in view, walked and chosen by keyboard and pointer.

use egui::{
    CursorIcon, Event, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};

use super::columns::{Columns, LEAST_WIDTH};
use super::{TableState, TypedInto, editor, row};
use crate::session::table::{Column, Direction, cell_text, spoken};
use crate::session::{Command, Selection, Subject};
use crate::ui::Sink;
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{STEP, one_line, paint_focus};

/// The height of a row, in points.
pub(super) const ROW_HEIGHT: f32 = 30.0;
const HEAD_HEIGHT: f32 = 32.0;

/// Shows headings and rows.
pub(super) fn grid_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut TableState, sink: &mut Sink) {
    let width = (ui.available_width() - 12.0).max(LEAST_WIDTH);
    let height = ui.available_height();
    let columns = Columns::of(width);
    ScrollArea::horizontal().id_salt("table sideways").auto_shrink(false).show(ui, |ui| {
        ui.set_width(width + 12.0);
        ui.set_height(height);
        ui.spacing_mut().item_spacing.y = 0.0;
        heading_ui(ui, scene, &columns, width, state);
        if state.listed.rows.is_empty() {
            row::nothing(ui, scene, nothing_words(scene, state));
        }
        rows_ui(ui, scene, &columns, width, state, sink);
    });
}

fn nothing_words(scene: &Scene<'_>, state: &TableState) -> &'static str {
    if state.filter.hides() && state.listed.all > 0 {
        "No row is like that. Esc shows all."
    } else if scene.org.links().is_empty() {
        "No links yet. Write the first one beneath: who supplies whom, and what do they need? Or paste a block from a spreadsheet."
    } else {
        ""
    }
}

fn heading_id(column: Column) -> Id {
    Id::unique(("table heading", column))
}

fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, columns: &Columns, width: f32, state: &mut TableState) {
    let look = &scene.look;
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD_HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect, 0, look.panel);
    for column in Column::ALL {
        let cell = columns.cell(rect, column);
        let response = ui.interact(cell, heading_id(column), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(cell, 0, look.hovered);
        }
        let is_sorted = state.sort.column == column;
        let room = cell.width() - STEP * 2.0 - if is_sorted { 12.0 } else { 0.0 };
        let galley = one_line(ui, column.title(), look.small_strong(), look.text, room);
        let at = egui::pos2(cell.left() + STEP, cell.center().y - galley.size().y * 0.5);
        let right = at.x + galley.size().x;
        ui.painter().galley(at, galley, look.text);
        let is_ascending = state.sort.direction == Direction::Ascending;
        if is_sorted {
            row::sorted_mark(ui, scene, egui::pos2(right + 9.0, cell.center().y), is_ascending);
        }
        paint_focus(ui, look, &response);
        let name = match (is_sorted, is_ascending) {
            (true, true) => format!("{}, sorted ascending", column.title()),
            (true, false) => format!("{}, sorted descending", column.title()),
            (false, _) => format!("{}, sort", column.title()),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        heading_keys(ui, column, &response, state);
        let hint = format!("{}. Click sorts by it", column.explanation());
        if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint).clicked() {
            state.sort = state.sort.turned(column);
            state.wants_sight = true;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, look.hair());
}

/// Left and Right walk the headings, Down goes back to the rows.
fn heading_keys(ui: &Ui, column: Column, response: &Response, state: &mut TableState) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps = isize::from(pressed(Key::ArrowRight)) - isize::from(pressed(Key::ArrowLeft));
    if steps != 0 {
        ui.memory_mut(|memory| memory.request_focus(heading_id(column.moved(steps))));
    }
    if pressed(Key::ArrowDown) {
        state.column = Some(column);
        state.wants_focus = true;
    }
}

pub(super) fn row_id(row: &Subject) -> Id {
    Id::unique(("table row", row))
}

fn rows_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    width: f32,
    state: &mut TableState,
    sink: &mut Sink,
) {
    let listed = std::sync::Arc::clone(&state.listed);
    let total = listed.rows.len() as f32 * ROW_HEIGHT + STEP;
    ScrollArea::vertical().id_salt("table rows").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.set_height(total);
        ui.set_width(width);
        let origin = ui.max_rect().min;
        let rect_of = |place: usize| {
            Rect::from_min_size(origin + vec2(0.0, place as f32 * ROW_HEIGHT), vec2(width, ROW_HEIGHT))
        };
        let cursor = state.cursor_place();
        if state.wants_sight
            && let Some(place) = cursor
        {
            ui.scroll_to_rect(rect_of(place).expand2(vec2(0.0, ROW_HEIGHT)), None);
            ui.ctx().request_repaint();
        }
        // Once more where the room has changed: in the first frame the row at the foot is not there yet.
        state.wants_sight &= (state.seen_height - viewport.height()).abs() > 0.5;
        state.seen_height = viewport.height();
        take_keyboard(ui, &listed.rows, state, sink);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rows in view, held at zero"
        )]
        let row_at = |y: f32| (y / ROW_HEIGHT).max(0.0) as usize;
        let (first, last) = (row_at(viewport.min.y), row_at(viewport.max.y));
        // The row with the keyboard is there wherever it is, or it would lose it.
        let beyond = cursor.filter(|place| !(first..=last).contains(place));
        for place in (first..=last).chain(beyond) {
            let Some(subject) = listed.rows.get(place) else { continue };
            let response =
                row_ui(ui, scene, columns, rect_of(place), subject, Some(place) == cursor, state, sink);
            pointer(ui, scene, columns, &response, place, state, sink);
            if response.has_focus() {
                keys(ui, scene, place, response.id, viewport.height(), state, sink);
            }
        }
        editor::editor_ui(ui, scene, columns, &rect_of, state, sink);
    });
}

/// Gives the keyboard to the row of the cursor when it was asked for, or when nothing has it and somebody presses an arrow.
fn take_keyboard(ui: &Ui, rows: &[Subject], state: &mut TableState, sink: &mut Sink) {
    let is_free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    let arrow = |input: &egui::InputState| {
        [Key::ArrowDown, Key::ArrowUp, Key::ArrowLeft, Key::ArrowRight]
            .into_iter()
            .any(|key| input.key_pressed(key))
    };
    let asked = std::mem::take(&mut state.wants_focus);
    if state.editing.is_some() || !(asked || (is_free && ui.input(arrow))) {
        return;
    }
    match state.cursor_place().and_then(|place| rows.get(place)) {
        Some(row) => ui.memory_mut(|memory| memory.request_focus(row_id(row))),
        None => {
            if let Some(first) = rows.first() {
                sink.command(Command::Select(Selection::of(first.clone())));
                ui.memory_mut(|memory| memory.request_focus(row_id(first)));
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a row is painted from all of these")]
fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    rect: Rect,
    subject: &Subject,
    is_cursor: bool,
    state: &TableState,
    _sink: &mut Sink,
) -> Response {
    let response = ui.interact(rect, row_id(subject), Sense::click());
    let is_chosen = row::is_chosen(scene.session.selection(), subject);
    row::ground(ui, scene, rect, is_chosen, response.hovered());
    let whole = row::cells(ui, scene, columns, rect, subject);
    let column = state.cursor_column();
    if is_cursor && response.has_focus() && state.editing.is_none() {
        row::cursor(ui, scene, columns.cell(rect, column));
    }
    let name = spoken(scene.org, scene.diagnosis, subject);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, &name));
    if response.has_focus() {
        let text = cell_text(scene.org, scene.diagnosis, scene.today(), subject, column);
        let text = if text.is_empty() { "empty".to_owned() } else { text };
        let cell = format!("{}: {text}", column.title());
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(cell.as_str()));
    }
    match whole {
        Some(text) => response.on_hover_text(text),
        None => response,
    }
}

/// A click chooses, with Ctrl one more, with Shift all between; a double click edits the cell.
fn pointer(
    ui: &Ui,
    scene: &Scene<'_>,
    columns: &Columns,
    response: &Response,
    place: usize,
    state: &mut TableState,
    sink: &mut Sink,
) {
    let Some(subject) = state.listed.rows.get(place).cloned() else { return };
    let column = response.interact_pointer_pos().and_then(|at| columns.at(response.rect, at.x));
    if response.clicked() {
        state.is_on_a_cell = true;
        state.column = column.or(state.column);
        response.request_focus();
        let modifiers = ui.input(|input| input.modifiers);
        let selection = scene.session.selection().clone();
        let chosen = if modifiers.shift {
            range(state, &subject, &selection)
        } else {
            state.anchor = Some(subject.clone());
            if modifiers.command { selection.toggled(&subject) } else { Selection::of(subject.clone()) }
        };
        sink.command(Command::Select(chosen));
    }
    if response.double_clicked() {
        editor::start(scene, &subject, state, sink);
    }
}

/// Everything from the anchor to `to`, which the inspector shows.
fn range(state: &mut TableState, to: &Subject, selection: &Selection) -> Selection {
    let anchor = state.anchor.clone().or_else(|| selection.primary().cloned());
    let from = anchor.as_ref().and_then(|subject| state.listed.place_of(subject));
    let (Some(from), Some(end)) = (from, state.listed.place_of(to)) else { return Selection::of(to.clone()) };
    if state.anchor.is_none() {
        state.anchor = anchor;
    }
    let rows = state.listed.rows.get(from.min(end)..=from.max(end)).unwrap_or_default();
    Selection::of_all(rows.iter().cloned()).with(Selection::of(to.clone()))
}

/// The keys of the row in `place`, which has the keyboard.
fn keys(
    ui: &Ui,
    scene: &Scene<'_>,
    place: usize,
    id: Id,
    height: f32,
    state: &mut TableState,
    sink: &mut Sink,
) {
    let column = state.cursor_column();
    if let Some(typed) = typed_into(ui, state)
        && let Some(subject) = state.listed.rows.get(place).cloned()
    {
        editor::start_with(scene, &subject, &typed, state, sink);
        return;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        tab: column != Column::Deliverable,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let plain = |key| pressed(Modifiers::NONE, key);
    if plain(Key::ArrowRight) || (column != Column::Deliverable && plain(Key::Tab)) {
        state.column = Some(column.moved(1));
        state.is_on_a_cell = true;
    }
    if plain(Key::ArrowLeft) || (column != Column::Supplier && pressed(Modifiers::SHIFT, Key::Tab)) {
        state.column = Some(column.moved(-1));
        state.is_on_a_cell = true;
    }
    if (plain(Key::Enter) || plain(Key::F2))
        && let Some(subject) = state.listed.rows.get(place).cloned()
    {
        editor::start(scene, &subject, state, sink);
        return;
    }
    if place == 0 && plain(Key::ArrowUp) {
        ui.memory_mut(|memory| memory.request_focus(heading_id(column)));
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "rows in view")]
    let page = ((height / ROW_HEIGHT) as isize - 1).max(1);
    let last = isize::try_from(state.listed.rows.len()).unwrap_or(isize::MAX);
    for (key, steps) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::End, last),
        (Key::Home, -last),
    ] {
        let extends = pressed(Modifiers::SHIFT, key);
        if extends || plain(key) {
            walk(ui, scene, place, steps, extends, state, sink);
        }
    }
}

/// What somebody has begun to type into the cell of the cursor, if they have.
fn typed_into(ui: &Ui, state: &TableState) -> Option<String> {
    let TypedInto { digits } = state.typing_begins(ui.ctx())?;
    let begins =
        |text: &str| text.starts_with(|first: char| first.is_alphabetic() || (digits && first.is_numeric()));
    ui.input_mut(|input| {
        let is_typed = |event: &Event| matches!(event, Event::Text(text) if begins(text));
        let place = input.events.iter().position(is_typed)?;
        match input.events.remove(place) {
            Event::Text(text) => Some(text),
            _ => None,
        }
    })
}

fn walk(
    ui: &Ui,
    scene: &Scene<'_>,
    place: usize,
    steps: isize,
    extends: bool,
    state: &mut TableState,
    sink: &mut Sink,
) {
    let goal = place.saturating_add_signed(steps).min(state.listed.rows.len().saturating_sub(1));
    let Some(subject) = state.listed.rows.get(goal).cloned() else { return };
    let chosen = if extends {
        range(state, &subject, scene.session.selection())
    } else {
        state.anchor = Some(subject.clone());
        Selection::of(subject.clone())
    };
    sink.command(Command::Select(chosen));
    state.is_on_a_cell = true;
    // The row is shown, and takes the keyboard, once the selection has come round.
    state.wants_focus = true;
    state.wants_sight = true;
    ui.ctx().request_repaint();
}
