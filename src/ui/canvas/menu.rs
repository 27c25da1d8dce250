//! The menu of what one points at: right click, or the menu key.
//!
//! It holds actions of the one table, for the thing it was opened on, which is chosen first. Deliberately absent: actions of its own,
//! but for those that need a place or a text field on the canvas.

use egui::{Align, Button, Id, Layout, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Pos2, Ui};

use super::name_field::NameField;
use super::{CanvasState, Frame, act_on, folds, walk, world};
use crate::model::{PartyId, PartyKind};
use crate::session::Subject;
use crate::ui::Sink;
use crate::ui::actions::{Action, entry};
use crate::ui::enabled::refusal;

/// A menu while it is open.
pub(super) struct OpenMenu {
    at: Pos2,
    /// What it is about; nothing for empty space.
    subject: Option<Subject>,
    /// The department it is about, whose teams are chosen.
    department: Option<String>,
    is_new: bool,
}

impl OpenMenu {
    /// A menu that opens at a place on the screen.
    pub(super) fn at(at: Pos2, subject: Option<Subject>) -> Self {
        Self { at, subject, department: None, is_new: true }
    }

    /// A menu about a department.
    pub(super) fn of_department(at: Pos2, department: &str) -> Self {
        Self { at, subject: None, department: Some(department.to_owned()), is_new: true }
    }
}

const OF_A_TEAM: &[Action] = &[
    Action::AddLink,
    Action::Hearing,
    Action::Trace,
    Action::Focus,
    Action::FoldDepartment,
    Action::Centre,
    Action::PinHere,
    Action::LetGo,
    Action::Remove,
];
const OF_A_LINK: &[Action] = &[
    Action::Works,
    Action::Struggles,
    Action::Broken,
    Action::NotAsked,
    Action::WhatIf,
    Action::Trace,
    Action::AddNeed,
    Action::AddWant,
    Action::ReverseLink,
    Action::Focus,
    Action::Centre,
    Action::Remove,
];
const OF_THE_MAP: &[Action] = &[
    Action::Capture,
    Action::SelectAll,
    Action::Fit,
    Action::Tidy,
    Action::FoldAll,
    Action::UnfoldAll,
    Action::ShowAll,
    Action::ChainView,
    Action::PyramidView,
];
const OF_A_DEPARTMENT: &[Action] = &[
    Action::Focus,
    Action::Centre,
    Action::FoldAll,
    Action::UnfoldAll,
    Action::SetDepartment,
    Action::Remove,
];

/// Shows the menu, if one is open.
pub(super) fn menu_ui(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    let Some(mut menu) = state.menu.take() else { return };
    let id: Id = frame.id.with("menu");
    let mut open = true;
    let (mut field, mut fold) = (None, None);
    let popup = Popup::new(id, ui.ctx().clone(), PopupAnchor::Position(menu.at), ui.layer_id())
        .kind(PopupKind::Menu)
        .layout(Layout::top_down_justified(Align::Min))
        .style(egui::containers::menu::menu_style)
        .accessible_name("Menu")
        // The click that opened it must not close it again.
        .close_behavior(if menu.is_new {
            PopupCloseBehavior::IgnoreClicks
        } else {
            PopupCloseBehavior::CloseOnClick
        })
        .open_bool(&mut open);
    popup.show(|ui| {
        ui.set_min_width(216.0);
        let first = items_ui(ui, frame, &menu, &mut field, &mut fold, sink);
        if menu.is_new
            && let Some(first) = first
        {
            first.request_focus();
        }
    });
    menu.is_new = false;
    if let Some(department) = fold {
        folds::fold(frame.session, &department, state, sink);
    }
    if let Some(field) = field {
        state.field = Some(field);
    } else if open && !ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        state.menu = Some(menu);
    }
}

/// The rows. Returns the first, for the keyboard.
fn items_ui(
    ui: &mut Ui,
    frame: &Frame<'_>,
    menu: &OpenMenu,
    field: &mut Option<NameField>,
    fold: &mut Option<String>,
    sink: &mut Sink,
) -> Option<egui::Response> {
    if let Some(department) = &menu.department {
        let is_folded = frame.session.showing().folded.contains(department);
        let words = if is_folded { format!("Unfold {department}") } else { format!("Fold {department}") };
        let first = row_ui(ui, &words, "D");
        if first.clicked() {
            sink.act(Action::FoldDepartment);
        }
        actions_ui(ui, frame, menu, &possible(frame, OF_A_DEPARTMENT), sink);
        return Some(first);
    }
    match &menu.subject {
        Some(Subject::Party(party)) => {
            let rename = row_ui(ui, "Rename\u{2026}", "F2");
            if rename.clicked() {
                *field = Some(NameField::for_rename(party, frame.session.org().name_of(party)));
            }
            actions_ui(ui, frame, menu, &of_a_team(frame, party), sink);
            Some(rename)
        }
        Some(Subject::Link(_) | Subject::Expectation(..)) => actions_ui(ui, frame, menu, OF_A_LINK, sink),
        None => {
            let here = row_ui(ui, "Add team here\u{2026}", "");
            if here.clicked() {
                let at = world::point(frame.to_world(menu.at));
                let department = frame.scene.department_at(frame.to_world(menu.at)).map(str::to_owned);
                *field = Some(NameField::for_team_at(walk::snapped(at), department));
            }
            for (label, kind) in [
                ("Add external customer\u{2026}", PartyKind::ExternalCustomer),
                ("Add external supplier\u{2026}", PartyKind::ExternalSupplier),
            ] {
                if row_ui(ui, label, "").clicked() {
                    *field = Some(NameField::for_party_by_keyboard(kind));
                }
            }
            ui.separator();
            let there = frame.scene.department_at(frame.to_world(menu.at)).map(str::to_owned);
            if let Some(department) = there
                && row_ui(ui, &format!("Fold {department}"), "").clicked()
            {
                *fold = Some(department);
            }
            actions_ui(ui, frame, menu, &possible(frame, OF_THE_MAP), sink);
            Some(here)
        }
    }
}

/// Without what concerns a focus or folded departments where there are none.
fn possible(frame: &Frame<'_>, actions: &[Action]) -> Vec<Action> {
    let depends = [Action::FoldAll, Action::UnfoldAll, Action::ShowAll];
    let is_possible =
        |action: &Action| !depends.contains(action) || refusal(*action, frame.session).is_none();
    actions.iter().copied().filter(is_possible).collect()
}

/// A team's actions: a box that is pinned can be let go, one that is not can be kept.
fn of_a_team(frame: &Frame<'_>, party: &PartyId) -> Vec<Action> {
    let facts = frame.session.org().party(party);
    let is_pinned = facts.is_some_and(|party| party.pins.contains_key(&frame.session.view()));
    let left_out = if is_pinned { Action::PinHere } else { Action::LetGo };
    let has_department = facts.is_some_and(|party| party.department.is_some());
    let fits = |action: &Action| *action != left_out && (has_department || *action != Action::FoldDepartment);
    OF_A_TEAM.iter().copied().filter(fits).collect()
}

fn actions_ui(
    ui: &mut Ui,
    frame: &Frame<'_>,
    menu: &OpenMenu,
    actions: &[Action],
    sink: &mut Sink,
) -> Option<egui::Response> {
    let mut first = None;
    for entry in actions.iter().filter_map(|action| entry(*action)) {
        if matches!(
            entry.action,
            Action::WhatIf | Action::AddNeed | Action::Focus | Action::FoldAll | Action::Remove
        ) {
            ui.separator();
        }
        let response = row_ui(ui, entry.label, &entry.shortcut_text()).on_hover_text(entry.explanation);
        if response.clicked() {
            match &menu.subject {
                Some(subject) => act_on(frame.session, subject, entry.action, sink),
                None => sink.act(entry.action),
            }
        }
        first.get_or_insert(response);
    }
    first
}

fn row_ui(ui: &mut Ui, label: &str, shortcut: &str) -> egui::Response {
    ui.add(Button::new(label).shortcut_text(shortcut).min_size(egui::vec2(0.0, 28.0)))
}
