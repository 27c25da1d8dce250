//! The bar above the rows: which page, what is looked for, which states are shown, and what is hidden.

use std::collections::BTreeSet;

use egui::{Id, Key, Rect, Ui, pos2, vec2};

use super::field::{Field, field_in_ui};
use super::{TablePage, TableState};
use crate::diagnosis::LinkState;
use crate::session::table::{Filter, MatrixOrder};
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::counted;
use crate::ui::widgets::{
    Icon, Look, STEP, TARGET, Weight, button_ui, choice_ui, icon_button_ui, named_toggle_ui, one_line,
    paint_icon, paint_state_mark, soft_ui,
};

const STATES: [LinkState; 4] = [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound];

/// Shows the bar.
pub(super) fn bar_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut TableState, sink: &mut Sink) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(STEP * 1.5, 6.0);
        pages_ui(ui, &scene.look, state, sink);
        match state.page {
            TablePage::Rows => filter_ui(ui, scene, state),
            TablePage::Matrix => {
                fixed_ui(ui, 320.0, |ui| {
                    let choices =
                        [(MatrixOrder::Chain, "Along the chain"), (MatrixOrder::Department, "By department")];
                    let current = Some(state.matrix.order());
                    if let Some(order) = choice_ui(ui, &scene.look, "Order", &choices, current) {
                        state.matrix.set_order(order);
                    }
                });
                legend_ui(ui, &scene.look);
                let words = "Rows supply columns. Enter in an empty cell makes a link.";
                soft_ui(ui, &scene.look, words);
            }
        }
    });
    if state.page == TablePage::Rows {
        counts_ui(ui, scene, state, sink);
    }
}

/// What the marks mean.
fn legend_ui(ui: &mut Ui, look: &Look) {
    for state in STATES {
        let galley = one_line(ui, state.word(), look.body(), look.state(state).text, 120.0);
        let size = vec2(galley.size().x + 26.0, TARGET);
        let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
        paint_state_mark(ui.painter(), pos2(rect.left() + 10.0, rect.center().y), 14.0, state, look);
        let at = pos2(rect.left() + 26.0, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(at, galley, look.text);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, state.word()));
    }
}

/// Room of a fixed width in a row.
fn fixed_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, TARGET), |ui| {
        ui.set_width(width);
        contents(ui);
    });
}

fn pages_ui(ui: &mut Ui, look: &Look, state: &TableState, sink: &mut Sink) {
    fixed_ui(ui, 168.0, |ui| {
        let pages = [(TablePage::Rows, "Table"), (TablePage::Matrix, "Matrix")];
        match choice_ui(ui, look, "Page", &pages, Some(state.page)) {
            Some(TablePage::Rows) => sink.act(Action::TableWorkspace),
            Some(TablePage::Matrix) => sink.act(Action::MatrixPage),
            None => {}
        }
    });
}

fn filter_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut TableState) {
    words_ui(ui, &scene.look, state);
    for (at, link_state) in STATES.into_iter().enumerate() {
        let on = state.filter.states.contains(&link_state);
        let word = link_state.word();
        let name = format!("Show only links that are: {word}");
        let width = 30.0 + 8.0 * word.len() as f32;
        ui.push_id(("state", at), |ui| {
            fixed_ui(ui, width, |ui| {
                if named_toggle_ui(ui, &scene.look, word, &name, on).is_some() {
                    toggle(&mut state.filter.states, link_state);
                }
            });
        });
    }
    fixed_ui(ui, 112.0, |ui| {
        let name = "Show only links without a need";
        if let Some(on) = named_toggle_ui(ui, &scene.look, "no need yet", name, state.filter.without_need) {
            state.filter.without_need = on;
        }
    });
}

fn toggle(states: &mut BTreeSet<LinkState>, state: LinkState) {
    if !states.remove(&state) {
        states.insert(state);
    }
}

fn words_ui(ui: &mut Ui, look: &Look, state: &mut TableState) {
    let (rect, _) = ui.allocate_exact_size(vec2(232.0, 30.0), egui::Sense::hover());
    let field = Field {
        id: Id::unique("table filter"),
        name: "Filter rows by words",
        hint: "      Filter by words",
        keeps_tab: false,
        refused: false,
    };
    let response = field_in_ui(ui, look, rect, field, &mut state.filter.words);
    if std::mem::take(&mut state.wants_filter) {
        response.request_focus();
    }
    if state.filter.words.is_empty() {
        paint_icon(ui.painter(), pos2(rect.left() + 18.0, rect.center().y), 12.0, Icon::Lens, look.soft);
    } else {
        let place = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(24.0, 24.0));
        let clear = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            icon_button_ui(ui, look, Icon::Cross, "Clear the words").clicked()
        });
        if clear.inner {
            state.filter.words.clear();
        }
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        // Once takes the words back, once more leaves the field.
        if state.filter.words.is_empty() {
            state.wants_focus = true;
        }
        state.filter.words.clear();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        state.wants_focus = true;
    }
}

fn counts_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut TableState, sink: &mut Sink) {
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(TARGET);
        let (shown, all) = (state.listed.rows.len(), state.listed.all);
        if shown < all {
            let hidden = all - shown;
            soft_ui(ui, &scene.look, &format!("{hidden} of {} hidden", counted(all, "row", "rows")));
            if button_ui(ui, &scene.look, Weight::Faint, "Show all (Esc)").clicked() {
                state.filter = Filter::default();
            }
        } else {
            soft_ui(ui, &scene.look, &counted(all, "row", "rows"));
        }
        let chosen = scene.session.selection().subjects().len();
        if chosen > 1 {
            soft_ui(ui, &scene.look, &format!("{chosen} selected: 1 to 4 give all a verdict"));
            if button_ui(ui, &scene.look, Weight::Faint, "Copy rows").clicked() {
                sink.act(Action::CopyRows);
            }
            if button_ui(ui, &scene.look, Weight::Faint, "Remove\u{2026}").clicked() {
                sink.act(Action::Remove);
            }
        } else if all > 0 {
            soft_ui(
                ui,
                &scene.look,
                "Type or press Enter to edit a cell, Shift and Ctrl select several, Ctrl+C and Ctrl+V exchange rows with a spreadsheet",
            );
        }
    });
}
