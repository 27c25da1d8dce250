//! The third question of a link: how can we improve? Its part in the chain of causes, what is not known yet, and what the rules say.

use std::sync::Arc;

use egui::Ui;

use super::super::rows::{SeenFrom, link_row_ui};
use super::super::scene::{Scene, fly_to_link};
use super::super::words::{self, counted};
use super::standing::{Standing, is_open_question};
use crate::diagnosis::{Finding, LinkDiagnosis, LinkRole, LinkState};
use crate::model::LinkId;
use crate::ui::Sink;
use crate::ui::widgets::{STEP, body_ui, empty_ui, fold_ui, section_ui, soft_ui};

/// Links beyond this many are folded away.
const SHOWN: usize = 4;

/// Shows what would help on a link.
pub fn improve_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    judged: &LinkDiagnosis,
    standing: &Standing,
    sink: &mut Sink,
) {
    part_ui(ui, scene, judged, standing, sink);
    let findings: Vec<&Finding> = scene
        .diagnosis
        .findings
        .iter()
        .map(Arc::as_ref)
        .filter(|finding: &&Finding| finding.links.contains(id))
        .collect();
    if findings.is_empty() {
        if judged.state == LinkState::Sound {
            empty_ui(
                ui,
                &scene.look,
                "Nothing to mend here",
                "The customer gets what it needs. Tell the supplier: thanks are rare and cheap.",
            );
        }
        return;
    }
    section_ui(ui, &scene.look, "What was found on this link");
    for finding in findings {
        super::super::finding_row::finding_ui(ui, scene, finding);
    }
}

fn part_ui(ui: &mut Ui, scene: &Scene<'_>, judged: &LinkDiagnosis, standing: &Standing, sink: &mut Sink) {
    let id = &judged.id;
    match &judged.role {
        LinkRole::Root { .. } => root_ui(ui, scene, standing, sink),
        LinkRole::Symptom { .. } => {
            body_ui(
                ui,
                &scene.look,
                "A symptom: mending what it comes from may be enough. Ask again once that is done.",
            );
            links_ui(ui, scene, "Probable causes upstream", &standing.roots, sink);
        }
        LinkRole::None if words::is_suspect(id, scene.diagnosis) => {
            body_ui(
                ui,
                &scene.look,
                "A suspect: it struggles, something behind it breaks, and nothing before it is broken.",
            );
        }
        LinkRole::None if is_open_question(judged) => question_ui(ui, scene, id),
        LinkRole::None => {}
    }
}

fn root_ui(ui: &mut Ui, scene: &Scene<'_>, standing: &Standing, sink: &mut Sink) {
    body_ui(
        ui,
        &scene.look,
        "A probable cause: no broken link upstream explains it. Start here, and ask whether it is so.",
    );
    if !standing.harm.is_empty() {
        body_ui(ui, &scene.look, &standing.harm.join(" "));
    }
    for (heading, links) in [
        ("The break goes round here, too", &standing.group),
        ("Struggling upstream: they may have a part in it", &standing.strained_upstream),
        ("Never asked upstream: we cannot see past here", &standing.unknown_upstream),
    ] {
        links_ui(ui, scene, heading, links, sink);
    }
}

fn question_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId) {
    let (customer, supplier) = (scene.org.name_of(&id.customer), scene.org.name_of(&id.supplier));
    body_ui(ui, &scene.look, &format!("Ask {customer} about {supplier}."));
    let question = scene.diagnosis.questions.iter().find(|question| question.link == *id);
    if let Some(question) = question.filter(|question| question.causes_cleared > 0) {
        let causes = counted(question.causes_cleared, "probable cause falls", "probable causes fall");
        soft_ui(ui, &scene.look, &format!("If it works, {causes} away."));
    }
}

fn links_ui(ui: &mut Ui, scene: &Scene<'_>, heading: &str, links: &[LinkId], sink: &mut Sink) {
    if links.is_empty() {
        return;
    }
    ui.add_space(STEP * 0.5);
    soft_ui(ui, &scene.look, heading);
    let row = |ui: &mut Ui, link: &LinkId, sink: &mut Sink| {
        if link_row_ui(ui, scene, link, SeenFrom::Outside, "").clicked() {
            fly_to_link(sink, link);
        }
    };
    for link in links.iter().take(SHOWN) {
        row(ui, link, sink);
    }
    let more = links.get(SHOWN..).unwrap_or_default();
    if !more.is_empty() {
        fold_ui(ui, &scene.look, &format!("{} more", more.len()), |ui| {
            for link in more {
                row(ui, link, sink);
            }
        });
    }
}
