//! The next question, at the foot of the map: whom to ask about whom, why, and the answer with one key.

use std::collections::BTreeSet;

use egui::{Align, Layout, Role, Ui, WidgetInfo};

use super::FixState;
use crate::diagnosis::{LinkDiagnosis, LinkState, reason, worth};
use crate::model::LinkId;
use crate::session::{Command, Session, Subject};
use crate::ui::actions::Action;
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::ends;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{Icon, Weight, body_ui, button_ui, icon_button_ui, soft_ui, strong_ui, verdicts_ui};
use crate::ui::{Request, Sink};

/// The width of the four answers, in points.
const ANSWERS: f32 = 420.0;

/// The question that is being asked.
#[derive(Debug, Default)]
pub(super) struct Asking {
    link: Option<LinkId>,
    /// Why it was asked, as it was when it was asked.
    why: String,
    /// Passed over without an answer; the round begins again when nothing else is left.
    passed: BTreeSet<LinkId>,
}

impl Asking {
    /// Puts a question away whose link has left the map.
    pub(super) fn refresh(&mut self, session: &Session) {
        if self.link.as_ref().is_some_and(|link| session.org().link(link).is_none()) {
            self.close();
        }
    }

    /// Whether a question is shown.
    pub(super) fn is_open(&self) -> bool {
        self.link.is_some()
    }

    /// Puts the question away.
    pub(super) fn close(&mut self) {
        self.link = None;
        self.passed.clear();
    }

    /// Goes on to the question that is worth most of those not passed over.
    pub(super) fn next(&mut self, session: &Session) -> Option<LinkId> {
        self.passed.extend(self.link.take());
        let questions = &session.diagnosis().questions;
        if questions.iter().all(|question| self.passed.contains(&question.link)) {
            self.passed.clear();
        }
        let question = questions.iter().find(|question| !self.passed.contains(&question.link))?;
        self.link = Some(question.link.clone());
        self.why = reason(question, session.org());
        Some(question.link.clone())
    }
}

/// Shows the question with its four answers, then the way to the next one.
pub fn asking_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut FixState, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    let Some(link) = state.asking.link.clone() else { return };
    let is_chosen = session.selection().primary().and_then(Subject::link) == Some(&link);
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let width = ui.available_width();
        ui.vertical(|ui| {
            ui.set_width((width - ANSWERS - 200.0).max(160.0));
            words_ui(ui, &scene, &state.asking, &link);
        });
        ui.scope(|ui| {
            ui.set_max_width(ANSWERS.min(ui.available_width()));
            let said = scene.judged(&link).and_then(LinkDiagnosis::word);
            if let Some(verdict) = verdicts_ui(ui, &scene.look, said) {
                sink.command(Command::SetVerdict { link: link.clone(), verdict });
            }
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button_ui(ui, &scene.look, Icon::Cross, "Put the question away").clicked() {
                state.asking.close();
            }
            let is_answered = scene.state(&link) != LinkState::Unknown;
            let weight = if is_answered { Weight::Main } else { Weight::Plain };
            let words = if is_answered { "Next (Q)" } else { "Skip (Q)" };
            let response = button_ui(ui, &scene.look, weight, words);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Next question"));
            if response.clicked() {
                sink.act(Action::NextQuestion);
            }
            if !is_chosen {
                let response = button_ui(ui, &scene.look, Weight::Faint, "Show");
                let response =
                    response.on_hover_text("Select the link again, so that the keys 1 to 4 answer");
                if response.clicked() {
                    sink.push(Request::FlyTo(Subject::Link(link)));
                }
            }
        });
    });
    ui.add_space(2.0);
}

fn words_ui(ui: &mut Ui, scene: &Scene<'_>, asking: &Asking, link: &LinkId) {
    let look = &scene.look;
    let state = scene.state(link);
    if state == LinkState::Unknown {
        strong_ui(ui, look, &asking.why);
        soft_ui(ui, look, "What does the customer say? Keys 1 to 4.");
        return;
    }
    let answered = format!("{}: {}.", ends(scene.org, link), state.word());
    strong_ui(ui, look, &answered);
    match scene.diagnosis.questions.iter().find(|question| !asking.passed.contains(&question.link)) {
        Some(next) => {
            let customer = scene.org.name_of(&next.link.customer);
            let supplier = scene.org.name_of(&next.link.supplier);
            body_ui(ui, look, &format!("Next: ask {customer} about {supplier} ({}).", worth(next)));
        }
        None => {
            body_ui(ui, look, "No other link waits for an answer.");
        }
    }
}
