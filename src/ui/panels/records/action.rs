//! One action: a row that is ticked when it is done, and everything it holds, unfolded where it stands.

use egui::{Color32, Response, Ui, pos2, vec2};

use super::super::scene::Scene;
use super::super::words;
use super::{ActionField, Record, RecordSlot, RecordsState, fact_ui, names};
use crate::diagnosis::Severity;
use crate::model::{Action, ActionId, ActionStatus};
use crate::session::Command;
use crate::ui::widgets::{
    Chosen, Icon, STEP, Weight, button_ui, choice_ui, flow_ui, named_toggle_ui, one_line, paint_icon,
    paint_severity_mark, row_ui, side_by_side_ui, soft_ui, way_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// Shows an action.
pub fn action_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ActionId,
    facts: &Action,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let record = Record::Action(id.clone());
    let open = state.unfolded.as_ref() == Some(&record);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.vertical(|ui| {
            ui.set_width(26.0);
            ui.add_space(4.0);
            let done = facts.status == ActionStatus::Done;
            let name = format!("Done: {}", facts.what);
            if let Some(done) = named_toggle_ui(ui, &scene.look, "", &name, done) {
                let status = if done { ActionStatus::Done } else { ActionStatus::Planned };
                change(id, facts, sink, |facts| facts.status = status);
            }
        });
        ui.vertical(|ui| {
            side_by_side_ui(ui, &[2.4, 1.0], 150.0, |ui, place| {
                if place == 0 {
                    let row = summary_ui(ui, scene, id, facts, open);
                    state.bring_into_view(&record, &row);
                    if row.clicked() {
                        state.toggle(record.clone());
                    }
                } else if let Some(subject) = names::place_of(&facts.about, scene.org, scene.diagnosis) {
                    let about = words::with_capital(&names::about(&facts.about, scene.org, scene.diagnosis));
                    if way_ui(ui, &scene.look, &about).clicked() {
                        sink.push(Request::FlyTo(subject));
                    }
                }
            });
            if open {
                editor_ui(ui, scene, id, facts, state, sink);
            }
        });
    });
}

/// What, who, by when, and how far: late in a word behind a mark.
fn summary_ui(ui: &mut Ui, scene: &Scene<'_>, id: &ActionId, facts: &Action, open: bool) -> Response {
    let look = &scene.look;
    let late = words::action_late(facts, scene.today());
    let (word, ink) = match &late {
        Some(late) => (late.as_str(), look.problem),
        None => (facts.status.word(), look.soft),
    };
    let width = ui.available_width();
    let word_galley = one_line(ui, word, look.small(), ink, 120.0);
    let room = width - word_galley.size().x - 60.0;
    let what = wrapped(ui, &facts.what, look.body(), look.text, room);
    let second_words = second_line(facts, scene.org.dots_behind(id, facts));
    let second = wrapped(ui, &second_words, look.small(), look.soft, room);
    let height = what.size().y + second.size().y + 10.0;
    let folded = if open { "unfolded" } else { "folded" };
    let spoken = format!("Action {}, {second_words}, {word}, {folded}", facts.what);
    let response = row_ui(ui, look, height, Chosen::from(open), &spoken);
    let rect = response.rect;
    let at = rect.left_top() + vec2(STEP, 4.0);
    let below = at + vec2(0.0, what.size().y + 1.0);
    ui.painter().galley(at, what, look.text);
    ui.painter().galley(below, second, look.soft);
    let icon = if open { Icon::Down } else { Icon::Right };
    let middle = at.y + 9.0;
    paint_icon(ui.painter(), pos2(rect.right() - 12.0, middle), 10.0, icon, look.soft);
    let word_left = rect.right() - 24.0 - word_galley.size().x;
    if late.is_some() {
        paint_severity_mark(ui.painter(), pos2(word_left - 10.0, middle), 12.0, Severity::High, look);
    }
    ui.painter().galley(
        pos2(word_left, middle - word_galley.size().y * 0.5),
        word_galley,
        Color32::PLACEHOLDER,
    );
    response
}

fn second_line(facts: &Action, dots: u32) -> String {
    let dots = match dots {
        0 => String::new(),
        1 => ", 1 dot".to_owned(),
        many => format!(", {many} dots"),
    };
    let owner = if facts.owner.is_empty() { "nobody yet" } else { facts.owner.as_str() };
    match facts.due {
        Some(due) => format!("{owner}, by {due}{dots}"),
        None => format!("{owner}, no day yet{dots}"),
    }
}

fn editor_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ActionId,
    facts: &Action,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let slot = |field| RecordSlot::Action(id.clone(), field);
    // As in the form for a new one: what is to be done has a row of its own.
    let rows = [
        (&[ActionField::What][..], &[1.0][..]),
        (&[ActionField::About, ActionField::Owner, ActionField::Due][..], &[1.7, 1.2, 1.0][..]),
    ];
    for (parts, shares) in rows {
        side_by_side_ui(ui, shares, 112.0, |ui, place| {
            let Some(field) = parts.get(place) else { return };
            let suggest = |typed: &str| field.suggestions(scene.org, typed);
            fact_ui(ui, scene, &slot(*field), &mut state.drafts, sink, suggest);
        });
    }
    side_by_side_ui(ui, &[1.8, 1.0], 160.0, |ui, place| {
        if place == 0 {
            soft_ui(ui, &scene.look, "How far it has come");
            let choices = ActionStatus::ALL.map(|status| (status, status.word()));
            let chosen = choice_ui(ui, &scene.look, "How far it has come", &choices, Some(facts.status));
            if let Some(status) = chosen {
                change(id, facts, sink, |facts| facts.status = status);
            }
        } else {
            ui.add_space(20.0);
            flow_ui(ui, |ui| {
                if button_ui(ui, &scene.look, Weight::Plain, "Remove this action").clicked() {
                    sink.command(Command::UpdateAction { action: id.clone(), facts: None });
                }
            });
        }
    });
    ui.add_space(STEP);
}

fn change(id: &ActionId, facts: &Action, sink: &mut Sink, with: impl FnOnce(&mut Action)) {
    let mut facts = facts.clone();
    with(&mut facts);
    sink.command(Command::UpdateAction { action: id.clone(), facts: Some(Box::new(facts)) });
}
