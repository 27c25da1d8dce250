//! The third question of a link: how can we improve? Its part in the chain of causes, what is not known yet, and what the rules say.

use egui::Ui;

use super::super::rows::{SeenFrom, link_row_ui};
use super::super::scene::{Scene, fly_to_link};
use super::super::words::{self, counted};
use crate::diagnosis::{Finding, FixKind, LinkDiagnosis, LinkRole, LinkState, RootGroup};
use crate::model::LinkId;
use crate::ui::Sink;
use crate::ui::widgets::{STEP, body_ui, empty_ui, fold_ui, section_ui, soft_ui};

/// Links beyond this many are folded away.
const SHOWN: usize = 4;

/// Shows what would help on a link.
pub fn improve_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, judged: &LinkDiagnosis, sink: &mut Sink) {
    part_ui(ui, scene, judged, sink);
    let findings: Vec<&Finding> =
        scene.diagnosis.findings.iter().filter(|finding| finding.links.contains(id)).collect();
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

fn part_ui(ui: &mut Ui, scene: &Scene<'_>, judged: &LinkDiagnosis, sink: &mut Sink) {
    let id = &judged.id;
    match &judged.role {
        LinkRole::Root { group, .. } => {
            let Some(group) = scene.diagnosis.groups.get(*group) else { return };
            root_ui(ui, scene, id, group, sink);
        }
        LinkRole::Symptom { explained_by, .. } => {
            body_ui(
                ui,
                &scene.look,
                "A symptom: mending what it comes from may be enough. Ask again once that is done.",
            );
            links_ui(ui, scene, "Probable causes upstream", &explained_by.to_vec(), sink);
        }
        LinkRole::None if words::is_suspect(id, scene.diagnosis) => {
            body_ui(
                ui,
                &scene.look,
                "A suspect: it struggles, something behind it breaks, and nothing before it is broken.",
            );
        }
        LinkRole::None if judged.state == LinkState::Unknown => question_ui(ui, scene, id),
        LinkRole::None => {}
    }
}

fn root_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, group: &RootGroup, sink: &mut Sink) {
    body_ui(
        ui,
        &scene.look,
        "A probable cause: no broken link upstream explains it. Start here; a person confirms or rejects it.",
    );
    let fix = scene.diagnosis.fixes.iter().find(|fix| fix.kind == FixKind::Root && fix.links.contains(id));
    if let Some(fix) = fix {
        let customers: Vec<&str> =
            fix.external_customers.iter().take(4).map(|customer| scene.org.name_of(customer)).collect();
        let mut sentences = Vec::new();
        if fix.explains > 0 {
            let explains = counted(fix.explains, "other broken link", "other broken links");
            sentences.push(format!("It may explain {explains}."));
        }
        if !customers.is_empty() {
            sentences.push(format!("What breaks here reaches {}.", customers.join(", ")));
        }
        if !sentences.is_empty() {
            body_ui(ui, &scene.look, &sentences.join(" "));
        }
    }
    let others: Vec<LinkId> = group.links.iter().filter(|link| *link != id).cloned().collect();
    links_ui(ui, scene, "The break goes round here, too", &others, sink);
    links_ui(
        ui,
        scene,
        "Struggling upstream: they may have a part in it",
        &group.strained_upstream.to_vec(),
        sink,
    );
    links_ui(
        ui,
        scene,
        "Never asked upstream: we cannot see past here",
        &group.unknown_upstream.to_vec(),
        sink,
    );
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
