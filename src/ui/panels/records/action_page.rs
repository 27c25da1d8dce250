//! The action list: what is to be done, by whom, by when; what is done stays, folded away.

use egui::Ui;

use super::super::scene::Scene;
use super::action::action_ui;
use super::{ActionField, NewRecord, Record, RecordSlot, RecordsState, names, optional_day, part_ui};
use crate::model::{Action, ActionId, ActionSubject};
use crate::session::Command;
use crate::ui::Sink;
use crate::ui::widgets::{
    STEP, Weight, button_ui, empty_ui, flow_ui, keyed_fold_ui, side_by_side_ui, soft_ui,
};

/// Shows the way to add an action, unless it is shown elsewhere: under the words of an empty list, or a form that is open.
pub fn add_action_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState) {
    let is_open = matches!(state.new, Some(NewRecord::Action(_)));
    if !is_open && !scene.org.actions.is_empty() {
        button_to_add_ui(ui, scene, state);
    }
}

fn button_to_add_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState) {
    if button_ui(ui, &scene.look, Weight::Plain, "Add an action").clicked() {
        state.start_action(scene.session, ActionSubject::Org, "");
    }
}

/// Shows the page. With `beside`, the way to add stands beside the tabs.
pub fn actions_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState, beside: bool, sink: &mut Sink) {
    ui.spacing_mut().item_spacing.y = 4.0;
    if let Some(NewRecord::Action(about)) = state.new.clone() {
        new_action_ui(ui, scene, &about, state, sink);
    } else if scene.org.actions.is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Nobody has planned anything yet",
            "This list says who does what by when, so that a break that was found does get mended.",
        );
        button_to_add_ui(ui, scene, state);
    } else if !beside {
        button_to_add_ui(ui, scene, state);
    }
    let (open, closed): (Vec<_>, Vec<_>) =
        scene.org.actions.iter().partition(|(id, facts)| facts.status.is_open() || is_unfolded(state, id));
    for (id, facts) in in_order(scene, open) {
        ui.push_id(id, |ui| action_ui(ui, scene, id, facts, state, sink));
    }
    if !closed.is_empty() {
        let words = format!("Done or dropped ({})", closed.len());
        keyed_fold_ui(ui, &scene.look, "closed actions", &words, |ui| {
            for (id, facts) in in_order(scene, closed) {
                ui.push_id(id, |ui| action_ui(ui, scene, id, facts, state, sink));
            }
        });
    }
}

/// A row that is unfolded stays where it can be seen.
fn is_unfolded(state: &RecordsState, id: &ActionId) -> bool {
    matches!(&state.unfolded, Some(Record::Action(unfolded)) if unfolded == id)
}

/// Those with most dots behind them stand first; of as many dots what is due first; what has no day, last.
fn in_order<'org>(
    scene: &Scene<'_>,
    mut actions: Vec<(&'org ActionId, &'org Action)>,
) -> Vec<(&'org ActionId, &'org Action)> {
    actions.sort_by_key(|(id, facts)| {
        (std::cmp::Reverse(scene.org.dots_behind(id, facts)), facts.due.is_none(), facts.due)
    });
    actions
}

fn new_action_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    about: &ActionSubject,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let slot = RecordSlot::NewAction;
    let drafts = &mut state.drafts;
    let mut enter = false;
    let parts = [ActionField::What, ActionField::About, ActionField::Owner, ActionField::Due];
    side_by_side_ui(ui, &[2.4, 1.5, 1.0, 1.0], 100.0, |ui, place| {
        let Some(field) = parts.get(place) else { return };
        let slot = slot(*field);
        let suggest = |typed: &str| field.suggestions(scene.org, typed);
        enter |= part_ui(ui, scene, &slot, slot.hint(), drafts, suggest);
    });
    ui.add_space(4.0);
    let mut cancel = false;
    flow_ui(ui, |ui| {
        enter |= button_ui(ui, &scene.look, Weight::Main, "Add this action").clicked();
        cancel = button_ui(ui, &scene.look, Weight::Quiet, "Cancel").clicked();
        soft_ui(ui, &scene.look, "Enter adds it.");
    });
    ui.add_space(STEP);
    if cancel {
        state.forget_new();
    } else if enter {
        match read(scene, about, state) {
            Ok(action) => {
                state.forget_new();
                sink.command(Command::AddAction(Box::new(action)));
            }
            Err((field, problem)) => {
                let typed = state.drafts.text(&slot(field)).to_owned();
                state.drafts.refuse(&slot(field), typed, problem);
            }
        }
    }
}

/// The action that the parts make, or which part cannot be read and why.
fn read(
    scene: &Scene<'_>,
    began_with: &ActionSubject,
    state: &RecordsState,
) -> Result<Action, (ActionField, String)> {
    let text = |field| state.drafts.text(&RecordSlot::NewAction(field)).trim().to_owned();
    let mut action = Action::default();
    ActionField::What
        .write(&mut action, scene.org, &text(ActionField::What))
        .map_err(|problem| (ActionField::What, problem))?;
    let typed = text(ActionField::About);
    action.about = if typed == names::about(began_with, scene.org, scene.diagnosis) {
        began_with.clone()
    } else {
        names::about_named(scene.org, &typed).map_err(|problem| (ActionField::About, problem))?
    };
    action.owner = text(ActionField::Owner);
    action.due = optional_day(&text(ActionField::Due)).map_err(|problem| (ActionField::Due, problem))?;
    Ok(action)
}
