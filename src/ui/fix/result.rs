//! What would follow from what is supposed: for each external customer, and in figures. Nothing is promised.

use egui::{Align, Layout, Ui};

use super::parts::{arrowed, change_ui, figure_ui};
use super::scenario::Supposing;
use crate::diagnosis::{Assumed, Finding};
use crate::model::LinkId;
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::canvas::Supposed;
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::{ends, severity};
use crate::ui::widgets::{
    STEP, Weight, body_ui, button_ui, chip_ui, flow_ui, fold_ui, heading_ui, soft_ui, strong_ui,
};

/// Shows what would follow.
pub(super) fn result_ui(ui: &mut Ui, scene: &Scene<'_>, supposing: &mut Supposing, sink: &mut Sink) {
    let Some(supposed) = supposing.supposed().cloned() else {
        heading_ui(ui, &scene.look, "What if");
        nothing_supposed_ui(ui, scene, supposing, sink);
        return;
    };
    ui.horizontal(|ui| {
        heading_ui(ui, &scene.look, "What if");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let response = button_ui(ui, &scene.look, Weight::Quiet, "Clear");
            if response.on_hover_text("Show again how things are (Esc)").clicked() {
                sink.act(Action::ClearWhatIf);
            }
            let response = button_ui(ui, &scene.look, Weight::Quiet, "Best three together");
            if response.on_hover_text("Suppose mended what helps most together").clicked() {
                sink.act(Action::BestTogether);
            }
        });
    });
    counts_ui(ui, scene, supposing, &supposed);
    doing_ui(ui, scene, sink);
    outcome_ui(ui, scene, &supposed);
    if let Some(link) = suppositions_ui(ui, scene, &supposed) {
        supposing.forget(&link);
    }
}

fn nothing_supposed_ui(ui: &mut Ui, scene: &Scene<'_>, supposing: &mut Supposing, sink: &mut Sink) {
    let look = &scene.look;
    soft_ui(
        ui,
        look,
        "Switch on \"if mended\", or select any link and press I. The map shows what would follow; no fact changes.",
    );
    ui.add_space(STEP * 0.5);
    flow_ui(ui, |ui| {
        if !scene.diagnosis.fixes.is_empty()
            && button_ui(ui, look, Weight::Main, "Best three together")
                .on_hover_text("Try the first fixes together and suppose mended those that help most")
                .clicked()
        {
            sink.act(Action::BestTogether);
        }
        if supposing.can_bring_back()
            && button_ui(ui, look, Weight::Plain, "Bring the last what-if back").clicked()
        {
            supposing.bring_back();
        }
    });
}

/// What is supposed, each with a cross. Tells which was taken away.
fn suppositions_ui(ui: &mut Ui, scene: &Scene<'_>, supposed: &Supposed) -> Option<LinkId> {
    ui.add_space(STEP * 0.5);
    soft_ui(ui, &scene.look, "Supposed");
    let most = ui.available_width();
    let mut gone = None;
    flow_ui(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for (link, assumed) in &supposed.assumptions {
            let verb = match assumed {
                Assumed::Sound => "mended",
                Assumed::Broken => "failed",
            };
            let words = format!("{}: {verb}", ends(scene.org, link));
            if chip_ui(ui, &scene.look, &words, &format!("No longer suppose {words}"), most) {
                gone = Some(link.clone());
            }
        }
    });
    gone
}

fn counts_ui(ui: &mut Ui, scene: &Scene<'_>, supposing: &Supposing, supposed: &Supposed) {
    let look = &scene.look;
    let outcome = &supposed.outcome;
    let (before, after) = (scene.diagnosis.counts, outcome.diagnosis.counts);
    // What clears with its cause is neither: it stands beside them.
    let (roots, symptoms) = outcome.still_to_mend();
    if let Some(note) = supposing.note() {
        soft_ui(ui, look, note);
    }
    flow_ui(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(STEP * 2.0, STEP * 0.5);
        change_ui(ui, look, "broken links", before.broken, after.broken);
        figure_ui(ui, look, "expected to clear", outcome.expected_to_clear.len());
        if !outcome.may_clear.is_empty() {
            figure_ui(ui, look, "may clear", outcome.may_clear.len());
        }
        change_ui(ui, look, "probable causes", before.roots, roots);
        change_ui(ui, look, "symptoms", before.symptoms, symptoms);
    });
}

/// The outcome in sentences.
fn outcome_ui(ui: &mut Ui, scene: &Scene<'_>, supposed: &Supposed) {
    let (look, outcome) = (&scene.look, &supposed.outcome);
    ui.add_space(STEP * 0.5);
    for sentence in outcome.sentences(scene.org) {
        body_ui(ui, look, &sentence);
    }
}

fn doing_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    ui.add_space(STEP * 0.5);
    flow_ui(ui, |ui| {
        for (weight, words, action, hint) in [
            (Weight::Main, "Keep as planned actions", Action::KeepWhatIf, "One action a link, one undo step"),
            (Weight::Plain, "Add to comparison", Action::CompareWhatIf, "Put it beside others, up to four"),
        ] {
            if button_ui(ui, &scene.look, weight, words).on_hover_text(hint).clicked() {
                sink.act(action);
            }
        }
    });
}

/// The findings that would come and go, folded.
pub(super) fn findings_ui(ui: &mut Ui, scene: &Scene<'_>, supposing: &Supposing) {
    let Some(supposed) = supposing.supposed() else { return };
    let difference = &supposed.outcome.difference;
    for (what, findings) in [
        ("Findings that would be gone", &difference.findings_gone),
        ("Findings that would be new", &difference.findings_new),
    ] {
        if findings.is_empty() {
            continue;
        }
        fold_ui(ui, &scene.look, &format!("{what} ({})", findings.len()), |ui| {
            for finding in findings {
                finding_ui(ui, scene, finding);
            }
        });
    }
}

/// One finding: how bad, and what it says.
pub(super) fn finding_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding) {
    strong_ui(ui, &scene.look, severity(finding.severity));
    body_ui(ui, &scene.look, &arrowed(&finding.message()));
    ui.add_space(STEP * 0.5);
}
