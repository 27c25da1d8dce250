//! The command palette: every action by its name, and every party, one search field.

use egui::{Align2, Key, Modal, ScrollArea, Ui, Vec2};

use super::actions::{ACTIONS, Action, Entry};
use super::enabled::{Held, refusal_in_window};
use super::tokens::Tokens;
use super::{Request, Sink};
use crate::session::capture::folded;
use crate::session::{Session, Subject, search};

/// So many parties and needs are offered beside the commands.
const MOST_SUBJECTS: usize = 8;

/// What is open and typed.
#[derive(Debug, Default)]
pub struct PaletteState {
    open: bool,
    query: String,
    chosen: usize,
}

/// One row of the palette.
enum Row {
    Act(&'static Entry),
    Fly(Subject, String),
}

impl PaletteState {
    /// Opens it with an empty field.
    pub fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    /// Whether it is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }
}

/// Draws the palette when it is open.
pub fn palette_ui(
    ui: &Ui,
    session: &Session,
    tokens: &Tokens,
    held: Held,
    state: &mut PaletteState,
    sink: &mut Sink,
) {
    if !state.open {
        return;
    }
    let modal = Modal::new(egui::Id::unique("palette")).area(
        Modal::default_area(egui::Id::unique("palette")).anchor(Align2::CENTER_TOP, Vec2::new(0.0, 72.0)),
    );
    let response = modal.frame(tokens.raised_frame()).show(ui, |ui| {
        ui.set_width(520.0);
        let field = ui.add(
            egui::TextEdit::singleline(&mut state.query)
                .hint_text("Type a command or a name")
                .desired_width(f32::INFINITY)
                .margin(Vec2::new(8.0, 8.0)),
        );
        field.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::SearchInput, true, "Type a command or a name")
        });
        field.request_focus();
        if field.changed() {
            state.chosen = 0;
        }
        let rows = rows(session, &state.query);
        walk(ui, state, rows.len());
        let entered = ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(8.0);
        let clicked = rows_ui(ui, session, tokens, held, &rows, state.chosen);
        if let Some(row) = clicked.or(entered.then_some(state.chosen)).and_then(|place| rows.get(place)) {
            choose(row, sink);
            state.open = false;
        }
    });
    if response.should_close() {
        state.open = false;
    }
}

fn walk(ui: &Ui, state: &mut PaletteState, rows: usize) {
    let last = rows.saturating_sub(1);
    ui.input_mut(|input| {
        if input.consume_key(egui::Modifiers::NONE, Key::ArrowDown) {
            state.chosen += 1;
        }
        if input.consume_key(egui::Modifiers::NONE, Key::ArrowUp) {
            state.chosen = state.chosen.saturating_sub(1);
        }
    });
    state.chosen = state.chosen.min(last);
}

/// What fits the query: what bears the very words in its name before what only has their letters in that order, of equals commands first.
fn rows(session: &Session, query: &str) -> Vec<Row> {
    let actions = matching_actions(query).into_iter().map(Row::Act);
    if query.trim().is_empty() {
        return actions.collect();
    }
    let wanted = folded(query);
    let says = |name: &str| folded(name).contains(&wanted);
    let subjects = search::find(session.org(), query).into_iter().filter_map(|hit| hit.subject.subject());
    let subjects = subjects.take(MOST_SUBJECTS).map(|subject| {
        let name = name_of(session, &subject);
        Row::Fly(subject, name)
    });
    let (mut rows, others): (Vec<Row>, Vec<Row>) = actions.chain(subjects).partition(|row| match row {
        Row::Act(entry) => says(entry.label),
        Row::Fly(_, name) => says(name),
    });
    rows.extend(others);
    rows
}

fn name_of(session: &Session, subject: &Subject) -> String {
    let org = session.org();
    match subject {
        Subject::Party(party) => org.name_of(party).to_owned(),
        Subject::Link(link) => format!("{} to {}", org.name_of(&link.supplier), org.name_of(&link.customer)),
        Subject::Expectation(link, expectation) => {
            let facts = org.link(link).and_then(|link| link.expectations().get(expectation));
            let statement = facts.map_or(expectation.as_str(), |facts| facts.statement.as_str());
            format!("{statement} ({} to {})", org.name_of(&link.supplier), org.name_of(&link.customer))
        }
    }
}

/// The actions whose name or explanation fits `query`, best first; all of them, in the table's order, for an empty query.
#[must_use]
pub fn matching_actions(query: &str) -> Vec<&'static Entry> {
    use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
    use nucleo_matcher::{Config, Matcher, Utf32Str};
    if query.trim().is_empty() {
        return ACTIONS.iter().filter(|entry| entry.action != Action::Palette).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = Vec::new();
    for (place, entry) in ACTIONS.iter().enumerate() {
        let by_label =
            pattern.score(Utf32Str::new(entry.label, &mut buffer), &mut matcher).map(|score| score * 2);
        let by_words = pattern.score(Utf32Str::new(entry.explanation, &mut buffer), &mut matcher);
        if let Some(score) = by_label.max(by_words) {
            scored.push((score, place));
        }
    }
    scored.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    scored.into_iter().filter_map(|(_, place)| ACTIONS.get(place)).collect()
}

fn rows_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    held: Held,
    rows: &[Row],
    chosen: usize,
) -> Option<usize> {
    let mut clicked = None;
    if rows.is_empty() {
        ui.label(tokens.soft("Nothing by that name"));
    }
    ScrollArea::vertical().max_height(384.0).auto_shrink([false, true]).show(ui, |ui| {
        for (place, row) in rows.iter().enumerate() {
            let response = row_ui(ui, session, tokens, held, row, place == chosen);
            if place == chosen {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    held: Held,
    row: &Row,
    chosen: bool,
) -> egui::Response {
    let (label, hint, enabled) = match row {
        Row::Act(entry) => {
            let refusal = refusal_in_window(entry.action, session, held);
            let hint = refusal.map_or_else(|| entry.shortcut_text(), ToOwned::to_owned);
            (entry.label.to_owned(), hint, refusal.is_none())
        }
        Row::Fly(_, name) => (name.clone(), "on the map".to_owned(), true),
    };
    let label = egui::RichText::new(label).color(tokens.ink);
    let button = egui::Button::selectable(chosen, label)
        .right_text(tokens.soft(&hint))
        .truncate()
        .min_size(Vec2::new(ui.available_width(), 28.0));
    let response = ui.add_enabled(enabled, button);
    match row {
        Row::Act(entry) => response.on_hover_text(entry.explanation),
        Row::Fly(..) => response,
    }
}

/// What cannot be done is asked for too: the answer says why not.
fn choose(row: &Row, sink: &mut Sink) {
    match row {
        Row::Act(entry) => sink.act(entry.action),
        Row::Fly(subject, _) => sink.push(Request::FlyTo(subject.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::matching_actions;
    use crate::ui::actions::Action;

    #[test]
    fn the_best_name_comes_first() {
        for (query, expected) in
            [("undo", Action::Undo), ("pyramid", Action::PyramidView), ("save as", Action::SaveAs)]
        {
            assert_eq!(matching_actions(query).first().map(|entry| entry.action), Some(expected), "{query}");
        }
        assert!(matching_actions("qqqqzzzz").is_empty());
    }
}
