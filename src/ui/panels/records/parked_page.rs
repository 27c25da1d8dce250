//! The parked list: what was put aside so that it is not lost. A remark is settled, made an action of, or taken off.

use egui::{Frame, Key, Margin, Stroke, TextEdit, Ui};

use super::super::scene::Scene;
use super::super::words;
use super::names;
use crate::model::{ActionSubject, Parked, ParkedId};
use crate::session::{Command, Session, Subject};
use crate::ui::widgets::{
    STEP, Weight, body_ui, button_ui, empty_ui, flow_ui, keyed_fold_ui, named_toggle_ui, side_by_side_ui,
    soft_ui, way_ui,
};
use crate::ui::{Request, Sink};

/// What is being typed.
#[derive(Debug, Default)]
pub struct ParkedState {
    text: String,
    about: ActionSubject,
    wants_keyboard: bool,
}

impl ParkedState {
    /// Gives the keyboard to the field; the remark will be about what is selected.
    pub fn start(&mut self, session: &Session) {
        self.about = match session.selection().primary() {
            Some(Subject::Party(party)) => ActionSubject::Party(party.clone()),
            Some(subject) => subject.link().cloned().map_or(ActionSubject::Org, ActionSubject::Link),
            None => ActionSubject::Org,
        };
        self.wants_keyboard = true;
    }
}

/// Shows the page.
pub fn parked_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut ParkedState, sink: &mut Sink) {
    ui.spacing_mut().item_spacing.y = 4.0;
    field_ui(ui, scene, state, sink);
    ui.add_space(STEP);
    if scene.org.parked.is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Nothing is parked",
            "A remark that leads away from the matter is written down here and taken up later, so that it is not lost.",
        );
        return;
    }
    let (mut waiting, settled): (Vec<_>, Vec<_>) =
        scene.org.parked.iter().partition(|(_, parked)| parked.waits());
    waiting.sort_by_key(|(_, parked)| parked.day);
    for (id, parked) in waiting {
        ui.push_id(id, |ui| remark_ui(ui, scene, id, parked, sink));
    }
    if !settled.is_empty() {
        let words = format!("Settled ({})", settled.len());
        keyed_fold_ui(ui, &scene.look, "settled remarks", &words, |ui| {
            for (id, parked) in settled {
                ui.push_id(id, |ui| remark_ui(ui, scene, id, parked, sink));
            }
        });
    }
}

fn field_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut ParkedState, sink: &mut Sink) {
    let look = &scene.look;
    ui.horizontal(|ui| {
        let frame = Frame::new()
            .fill(look.raised)
            .stroke(Stroke::new(1.0, look.border))
            .corner_radius(5.0)
            .inner_margin(Margin::symmetric(8, 6));
        let room = (ui.available_width() - 96.0).clamp(80.0, 640.0);
        let response = TextEdit::singleline(&mut state.text)
            .font(look.body())
            .text_color(look.text)
            .hint_text(egui::RichText::new("What was said").color(look.soft))
            .frame(frame)
            .desired_width(room)
            .show(ui)
            .response
            .response
            .accessible_name("Remark to park");
        if std::mem::take(&mut state.wants_keyboard) {
            response.request_focus();
        }
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let pressed = button_ui(ui, look, Weight::Plain, "Park it").clicked();
        if (enter || pressed) && !state.text.trim().is_empty() {
            let words = std::mem::take(&mut state.text);
            let about = std::mem::take(&mut state.about);
            let remark = Parked { about, ..Parked::of(words, scene.today()) };
            sink.command(Command::Park(Box::new(remark)));
            response.request_focus();
        }
    });
}

fn remark_ui(ui: &mut Ui, scene: &Scene<'_>, id: &ParkedId, parked: &Parked, sink: &mut Sink) {
    let look = &scene.look;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.vertical(|ui| {
            ui.set_width(26.0);
            let name = format!("Settled: {}", parked.words);
            if let Some(settled) = named_toggle_ui(ui, look, "", &name, !parked.waits()) {
                let facts = Parked { settled: settled.then(|| scene.today()), ..parked.clone() };
                sink.command(Command::UpdateParked { parked: id.clone(), facts: Some(Box::new(facts)) });
            }
        });
        ui.vertical(|ui| {
            side_by_side_ui(ui, &[1.8, 1.1, 1.6], 150.0, |ui, place| match place {
                0 => {
                    let settled = parked.settled.map(|day| format!(", settled {day}")).unwrap_or_default();
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        body_ui(ui, look, &parked.words);
                        soft_ui(ui, look, &format!("parked {}{settled}", parked.day));
                    });
                }
                1 => about_ui(ui, scene, parked, sink),
                _ => {
                    flow_ui(ui, |ui| {
                        if parked.waits() && button_ui(ui, look, Weight::Plain, "Make an action").clicked() {
                            sink.command(Command::ActOnParked(id.clone()));
                        }
                        if button_ui(ui, look, Weight::Quiet, "Take it off").clicked() {
                            sink.command(Command::UpdateParked { parked: id.clone(), facts: None });
                        }
                    });
                }
            });
        });
    });
}

/// The way to what it is about; nothing where that is the organisation as a whole.
fn about_ui(ui: &mut Ui, scene: &Scene<'_>, parked: &Parked, sink: &mut Sink) {
    let Some(subject) = names::place_of(&parked.about, scene.org, scene.diagnosis) else { return };
    let about = words::with_capital(&names::about(&parked.about, scene.org, scene.diagnosis));
    if way_ui(ui, &scene.look, &about).clicked() {
        sink.push(Request::FlyTo(subject));
    }
}
