//! The action list: what is to be done, by whom, by when; what is done stays, folded away.

use egui::Ui;

use super::super::scene::Scene;
use super::action::action_ui;
use super::form::{Asked, Form, Part, form_ui};
use super::{ActionField, NewRecord, Record, RecordSlot, RecordsState, names, optional_day};
use crate::model::{Action, ActionId, ActionSubject};
use crate::session::Command;
use crate::session::day_words::Side;
use crate::ui::Sink;
use crate::ui::widgets::{Weight, button_ui, empty_ui, keyed_fold_ui};

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
    let part = |field, hint, share| Part { slot: RecordSlot::NewAction(field), hint, share };
    let form = Form {
        said: part(ActionField::What, "Such as move the cut-off to 17:00", 1.0),
        rest: &[
            part(ActionField::About, "The organisation as a whole", 1.7),
            part(ActionField::Owner, "Nobody yet", 1.2),
            part(ActionField::Due, "Such as in 2 weeks", 1.0),
        ],
        add: "Add this action",
        note: "Only what is to be done is needed. Enter adds it, Escape leaves it.",
    };
    let suggest = |slot: &RecordSlot, typed: &str| match slot {
        RecordSlot::NewAction(field) => field.suggestions(scene.org, typed),
        _ => Vec::new(),
    };
    match form_ui(ui, scene, &form, &mut state.drafts, suggest) {
        Asked::Nothing => {}
        Asked::Cancel => state.forget_new(),
        Asked::Leave => state.leave_new(),
        Asked::Add => match read(scene, about, state) {
            Ok(action) => {
                state.forget_new();
                sink.command(Command::AddAction(Box::new(action)));
            }
            Err((field, problem)) => state.refuse_part(&RecordSlot::NewAction(field), problem),
        },
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
        .write(&mut action, scene.org, &text(ActionField::What), scene.today())
        .map_err(|problem| (ActionField::What, problem))?;
    let typed = text(ActionField::About);
    action.about = if typed == names::about(began_with, scene.org, scene.diagnosis) {
        began_with.clone()
    } else {
        names::about_named(scene.org, &typed).map_err(|problem| (ActionField::About, problem))?
    };
    action.owner = text(ActionField::Owner);
    action.due = optional_day(&text(ActionField::Due), scene.today(), Side::Ahead)
        .map_err(|problem| (ActionField::Due, problem))?;
    Ok(action)
}
