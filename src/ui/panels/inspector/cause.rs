//! What a person says of a probable cause: it is, it is not, or nobody knows yet.

use egui::Ui;

use super::super::scene::Scene;
use super::slots::{NewThing, Slot, part_ui};
use crate::diagnosis::{LinkDiagnosis, LinkRole};
use crate::model::CauseVerdict;
use crate::session::{Command, Subject};
use crate::ui::Sink;
use crate::ui::widgets::{Drafts, STEP, choice_ui, soft_ui, strong_ui};

/// The three answers, with their words.
const ANSWERS: [(Option<bool>, &str); 3] =
    [(Some(true), "Confirmed"), (Some(false), "Rejected"), (None, "Left open")];

/// Asks whether the link is the cause, where that is a question: on a probable cause, on a symptom, and where somebody has answered it.
pub fn cause_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    judged: &LinkDiagnosis,
    verdict: Option<&CauseVerdict>,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    if judged.role == LinkRole::None && verdict.is_none() {
        return;
    }
    let look = &scene.look;
    ui.add_space(STEP);
    strong_ui(ui, look, "Is this the cause?");
    let slot = Slot::New(Subject::Link(judged.id().clone()), NewThing::CauseSpeaker);
    let current = verdict.map(|verdict| verdict.confirmed);
    if let Some(confirmed) = choice_ui(ui, look, "Is this the cause?", &ANSWERS, Some(current)) {
        let by = drafts.text(&slot).trim().to_owned();
        drafts.clear(&slot);
        sink.command(Command::JudgeCause { link: judged.id().clone(), confirmed, by });
    }
    match verdict {
        None => {
            part_ui(ui, scene, &slot, "Who answers", "Whoever looked into it", drafts);
            soft_ui(
                ui,
                look,
                "The program can only suppose. Look into it with both sides, then say so here.",
            );
        }
        Some(verdict) => {
            let word = if verdict.confirmed { "Confirmed" } else { "Rejected" };
            let by = if verdict.by.is_empty() { String::new() } else { format!(" by {}", verdict.by) };
            soft_ui(ui, look, &format!("{word}{by} on {}.", verdict.day));
        }
    }
}
