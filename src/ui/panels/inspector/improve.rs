//! The third question of a link: how can we improve? Its part in the chain of causes, what is not known yet, and what the rules say.

use std::rc::Rc;
use std::sync::Arc;

use egui::Ui;

use super::super::finding_acts::{FindingActs, accepted_ui, acts_ui};
use super::super::rows::{SeenFrom, link_row_ui};
use super::super::scene::{Scene, fly_to_link};
use super::super::words;
use super::cause::cause_ui;
use super::cost::cost_ui;
use super::standing::{Standing, is_open_question};
use super::{InspectorState, records};
use crate::diagnosis::{Finding, LinkDiagnosis, LinkRole, LinkState, ask, reason};
use crate::model::{Link, LinkId};
use crate::ui::Sink;
use crate::ui::widgets::{STEP, body_ui, empty_ui, fold_ui, section_ui, soft_ui};

/// Links beyond this many are folded away.
const SHOWN: usize = 4;

/// Shows what would help on a link.
pub fn improve_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    judged: &LinkDiagnosis,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let standing = Rc::clone(&state.standing);
    part_ui(ui, scene, judged, &standing, sink);
    cause_ui(ui, scene, judged, link.cause_verdict.as_ref(), &mut state.drafts, sink);
    findings_ui(ui, scene, judged, &mut state.acts, sink);
    records::on_link_ui(ui, scene, id, sink);
    cost_ui(ui, scene, id, link, &mut state.drafts, sink);
}

/// What was found on the link; each row unfolds what can be done about it.
fn findings_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    judged: &LinkDiagnosis,
    acts: &mut FindingActs,
    sink: &mut Sink,
) {
    let here = || {
        let all = scene.diagnosis.findings.iter().map(Arc::as_ref);
        all.filter(|finding: &&Finding| finding.links().contains(judged.id()))
    };
    if here().next().is_none() {
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
    for finding in here().filter(|finding| !finding.accepted) {
        ui.push_id(finding.id(), |ui| {
            if super::super::finding_row::finding_ui(ui, scene, finding).clicked() {
                acts.toggle(&finding.id());
            }
            if acts.is_open(&finding.id()) {
                acts_ui(ui, scene, finding, acts, sink);
            }
        });
    }
    accepted_ui(ui, scene, here(), sink);
}

fn part_ui(ui: &mut Ui, scene: &Scene<'_>, judged: &LinkDiagnosis, standing: &Standing, sink: &mut Sink) {
    let id = judged.id();
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
                "A suspect: it struggles, something after it breaks, and nothing before it is broken.",
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
    let question = scene.diagnosis.questions.iter().find(|question| question.link == *id);
    let words =
        question.map_or_else(|| format!("{}.", ask(id, scene.org)), |question| reason(question, scene.org));
    body_ui(ui, &scene.look, &words);
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
