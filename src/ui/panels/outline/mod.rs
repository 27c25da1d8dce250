//! The outline, at the left: every party by department, found by name, with its links beneath when unfolded.
//!
//! It is the full way through the map for the keyboard and for screen readers: each row says its state in words. Up, Down, Home, End walk;
//! Left and Right fold and unfold; Enter chooses and flies; letters jump to a name. Not here: changing anything.

mod list;
mod row;

use std::collections::BTreeSet;

use egui::{EventFilter, Id, Key, Modifiers, Rect, ScrollArea, TextEdit, Ui, pos2, vec2};

use self::list::{Outline, Row, typed_ahead};
use super::scene::Scene;
use crate::model::{Day, LinkId, PartyId};
use crate::session::{Session, Subject};
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{
    Icon, Look, ROUND, STEP, Weight, button_ui, empty_ui, flow_ui, icon_button_ui, paint_icon, soft_ui,
};
use crate::ui::{Request, Sink};

/// Height of a row, in points.
const ROW_HEIGHT: f32 = 30.0;
/// Up to this many rows are all shown to screen readers; beyond, only what is in view is laid out.
const ALL_SHOWN: usize = 400;
/// Letters typed within this many seconds of each other make one word.
const TYPING_PAUSE_S: f64 = 1.0;

/// What is folded, searched for and typed ahead.
#[derive(Debug, Default)]
pub struct OutlineState {
    query: String,
    folded: BTreeSet<String>,
    unfolded: BTreeSet<PartyId>,
    typed: String,
    typed_at_s: f64,
    wants_focus: Option<Row>,
    wants_search: bool,
    outline: Outline,
    /// The revision and the day that the outline was made for.
    made_for: Option<(u64, Day)>,
    row_has_keyboard: bool,
}

impl OutlineState {
    /// Gives the keyboard to the search field.
    pub fn start_search(&mut self) {
        self.wants_search = true;
    }

    /// Whether a row has the keyboard, so that letters belong to the outline and not to the window's shortcuts.
    #[must_use]
    pub fn hears_letters(&self) -> bool {
        self.row_has_keyboard
    }
}

/// Shows the outline.
pub fn outline_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut OutlineState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    let made_for = Some((session.revision(), session.today()));
    if state.made_for != made_for {
        state.outline = Outline::of(scene.org, scene.diagnosis);
        state.made_for = made_for;
    }
    state.row_has_keyboard = false;
    if scene.org.parties().is_empty() {
        nobody_ui(ui, &scene.look, sink);
        return;
    }
    let first_hit = search_ui(ui, &scene.look, state);
    let (rows, counted) = if state.query.trim().is_empty() {
        (state.outline.rows(scene.org, &state.folded, &state.unfolded), None)
    } else {
        let (rows, shown) = state.outline.found(scene.org, &state.query, &state.unfolded);
        (rows, Some(shown))
    };
    if let Some(shown) = counted {
        let all = scene.org.parties().len();
        soft_ui(ui, &scene.look, &format!("{shown} of {all} shown, Esc shows all"));
        if rows.is_empty() {
            empty_ui(
                ui,
                &scene.look,
                "Nothing is called that",
                "Try fewer letters: team names, departments and the words of needs are searched.",
            );
        }
    }
    match first_hit {
        SearchKey::Enter => {
            if let Some(row) = rows.first() {
                choose(row, sink);
            }
        }
        SearchKey::Down => state.wants_focus = rows.first().cloned(),
        SearchKey::None => {}
    }
    rows_ui(ui, &scene, &rows, state, sink);
}

fn nobody_ui(ui: &mut Ui, look: &Look, sink: &mut Sink) {
    empty_ui(
        ui,
        look,
        "Nobody is on the map yet",
        "Start with the external customer, then ask who serves it, and who serves them.",
    );
    flow_ui(ui, |ui| {
        if button_ui(ui, look, Weight::Main, "Add external customer").clicked() {
            sink.act(Action::AddCustomer);
        }
        if button_ui(ui, look, Weight::Plain, "Add team").clicked() {
            sink.act(Action::AddTeam);
        }
    });
}

/// What was pressed in the search field that leads to the rows.
enum SearchKey {
    None,
    Enter,
    Down,
}

fn search_ui(ui: &mut Ui, look: &Look, state: &mut OutlineState) -> SearchKey {
    let id = Id::unique("outline search");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let down = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    let width = if focused { 2 } else { 1 };
    let stroke = if focused { look.ring() } else { egui::Stroke::new(1.0, look.border) };
    let frame =
        egui::Frame::new().fill(look.raised).stroke(stroke).corner_radius(ROUND).inner_margin(egui::Margin {
            left: 30 - width,
            right: 30 - width,
            top: 6 - width,
            bottom: 6 - width,
        });
    let hint = egui::RichText::new("Team or need").color(look.soft);
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    let response = ui
        .add(
            TextEdit::singleline(&mut state.query)
                .id(id)
                .font(look.body())
                .text_color(look.text)
                .hint_text(hint)
                .frame(frame)
                .desired_width(f32::INFINITY)
                .event_filter(filter),
        )
        .accessible_name("Find a team or a need");
    let rect = response.rect;
    paint_icon(ui.painter(), pos2(rect.left() + 16.0, rect.center().y), 13.0, Icon::Lens, look.soft);
    if !state.query.is_empty() {
        let place = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(24.0, 24.0));
        let clear = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            icon_button_ui(ui, look, Icon::Cross, "Show all").clicked()
        });
        if clear.inner {
            state.query.clear();
        }
    }
    if state.wants_search {
        state.wants_search = false;
        response.request_focus();
    }
    if focused && ui.input(|input| input.key_pressed(Key::Escape)) {
        if state.query.is_empty() {
            response.surrender_focus();
        }
        state.query.clear();
    }
    let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    match (enter, down) {
        (true, _) => SearchKey::Enter,
        (false, true) => SearchKey::Down,
        (false, false) => SearchKey::None,
    }
}

fn rows_ui(ui: &mut Ui, scene: &Scene<'_>, rows: &[Row], state: &mut OutlineState, sink: &mut Sink) {
    let total = rows.len() as f32 * ROW_HEIGHT + STEP * 2.0;
    ScrollArea::vertical().id_salt("outline rows").auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let width = ui.available_width() - STEP;
        ui.set_height(total);
        let origin = ui.max_rect().min;
        let rect_of = |place: usize| {
            Rect::from_min_size(origin + vec2(0.0, place as f32 * ROW_HEIGHT), vec2(width, ROW_HEIGHT))
        };
        let wanted = state.wants_focus.take().and_then(|row| rows.iter().position(|other| *other == row));
        if let Some(place) = wanted {
            ui.scroll_to_rect(rect_of(place), None);
        }
        let in_view = |place: usize| {
            let (top, bottom) = (place as f32 * ROW_HEIGHT, (place as f32 + 1.0) * ROW_HEIGHT);
            bottom >= viewport.min.y && top <= viewport.max.y
        };
        for (place, row) in rows.iter().enumerate() {
            if rows.len() > ALL_SHOWN && !in_view(place) && wanted != Some(place) && !has_keyboard(ui, row) {
                continue;
            }
            let response = row::row_ui(ui, scene, rect_of(place), row, state);
            if wanted == Some(place) {
                response.request_focus();
            }
            if response.clicked() {
                click(row, state, sink);
            }
            if response.has_focus() {
                state.row_has_keyboard = true;
                keys(ui, scene, rows, place, response.id, state);
            }
        }
    });
}

fn row_id(row: &Row) -> Id {
    Id::unique(("outline row", row))
}

fn has_keyboard(ui: &Ui, row: &Row) -> bool {
    ui.memory(|memory| memory.has_focus(row_id(row)))
}

/// What a click or Enter on a row does.
fn click(row: &Row, state: &mut OutlineState, sink: &mut Sink) {
    match row {
        Row::Group(name) => toggle(&mut state.folded, name),
        _ => choose(row, sink),
    }
}

fn choose(row: &Row, sink: &mut Sink) {
    let subject = match row {
        Row::Group(_) => return,
        Row::Party(party) => Subject::Party(party.clone()),
        Row::Link(link, _) => Subject::Link(link.clone()),
        Row::Expectation(link, expectation) => Subject::Expectation(link.clone(), expectation.clone()),
    };
    sink.push(Request::FlyTo(subject));
}

fn toggle<T: Ord + Clone>(set: &mut BTreeSet<T>, value: &T) {
    if !set.remove(value) {
        set.insert(value.clone());
    }
}

/// The keys of the row in `place`, which has the keyboard.
fn keys(ui: &Ui, scene: &Scene<'_>, rows: &[Row], place: usize, id: Id, state: &mut OutlineState) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let last = rows.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut goal = None;
    if pressed(Key::ArrowDown) {
        goal = Some((place + 1).min(last));
    }
    if pressed(Key::ArrowUp) {
        goal = Some(place.saturating_sub(1));
    }
    if pressed(Key::Home) {
        goal = Some(0);
    }
    if pressed(Key::End) {
        goal = Some(last);
    }
    let (fold, unfold) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    if (fold || unfold)
        && let Some(parent) = folded_or_unfolded(rows, place, unfold, state)
    {
        goal = Some(parent);
    }
    if let Some(ahead) = typing(ui, scene, rows, place, state) {
        goal = Some(ahead);
    }
    if let Some(row) = goal.and_then(|goal| rows.get(goal)) {
        state.wants_focus = Some(row.clone());
        ui.ctx().request_repaint();
    }
}

/// Folds or unfolds the row in `place`. Tells the row to go to instead, when there is nothing to fold.
fn folded_or_unfolded(rows: &[Row], place: usize, unfold: bool, state: &mut OutlineState) -> Option<usize> {
    let above = |is: fn(&Row) -> bool| rows.get(..place)?.iter().rposition(is);
    match (rows.get(place)?, unfold) {
        (Row::Group(name), true) => drop(state.folded.remove(name)),
        (Row::Group(name), false) => drop(state.folded.insert(name.clone())),
        (Row::Party(party), true) => drop(state.unfolded.insert(party.clone())),
        (Row::Party(party), false) => {
            if !state.unfolded.remove(party) {
                return above(|row| matches!(row, Row::Group(_)));
            }
        }
        (Row::Link(..), false) => return above(|row| matches!(row, Row::Party(_))),
        (Row::Link(..) | Row::Expectation(..), _) => {}
    }
    None
}

/// The row that the letters typed in this frame lead to.
fn typing(ui: &Ui, scene: &Scene<'_>, rows: &[Row], place: usize, state: &mut OutlineState) -> Option<usize> {
    let (letters, now_s) = ui.input(|input| {
        let letters = input.events.iter().filter_map(|event| match event {
            egui::Event::Text(text) if text.chars().all(char::is_alphanumeric) => Some(text.as_str()),
            _ => None,
        });
        (letters.collect::<String>(), input.time)
    });
    if letters.is_empty() {
        return None;
    }
    if now_s - state.typed_at_s > TYPING_PAUSE_S {
        state.typed.clear();
    }
    state.typed_at_s = now_s;
    let fresh = state.typed.is_empty();
    state.typed.push_str(&letters);
    // One letter goes on to the next such name; a word begun stays where it is while it fits.
    typed_ahead(scene.org, rows, if fresh { place + 1 } else { place }, &state.typed)
}

/// The link's other end, seen from `end`.
fn other_end(link: &LinkId, end: list::End) -> &PartyId {
    match end {
        list::End::Supplier => &link.customer,
        list::End::Customer => &link.supplier,
    }
}
