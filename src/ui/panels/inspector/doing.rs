//! The second question of a link: how are we doing? Ratings and measurements of each expectation.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words;
use super::agreement::agreement_ui;
use super::quality::quality_ui;
use super::wants::{Unfolds, expectation_row_ui, indented_ui};
use super::{InspectorState, measurements, ratings};
use crate::diagnosis::{ExpectationState, LinkDiagnosis, LinkState};
use crate::model::{Link, LinkId};
use crate::ui::Sink;
use crate::ui::widgets::{STEP, body_ui, empty_ui, section_ui};

/// Shows how each expectation fares, and ways to add what was heard and measured.
pub fn doing_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    judged: &LinkDiagnosis,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    if link.expectations().is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Nothing to rate yet",
            "First write down what they want. A word on the whole link can be said with the four buttons above.",
        );
        quality_ui(ui, scene, id, link, state, sink);
        return;
    }
    body_ui(ui, &scene.look, &strength_words(judged));
    let only_one = link.expectations().len() == 1;
    for (expectation, facts) in link.expectations() {
        let found = judged.expectations().get(expectation);
        let how = found.map_or(ExpectationState::Unknown, |judged| judged.state);
        let key = (id.clone(), expectation.clone());
        let open = only_one || state.unfolded.contains(&key);
        ui.push_id(expectation, |ui| {
            if expectation_row_ui(ui, scene, facts, how, Unfolds::from(open)) && !only_one {
                if open {
                    state.unfolded.remove(&key);
                } else {
                    state.unfolded.insert(key);
                }
            }
            if !open {
                return;
            }
            indented_ui(ui, &scene.look, |ui| {
                ratings::ratings_ui(ui, scene, id, expectation, facts, found, &mut state.drafts, sink);
                section_ui(ui, &scene.look, "Standard and measurements");
                measurements::measurements_ui(ui, scene, id, expectation, facts, state, sink);
                agreement_ui(ui, scene, id, expectation, facts, &mut state.drafts, sink);
            });
        });
    }
    quality_ui(ui, scene, id, link, state, sink);
    ui.add_space(STEP);
}

fn strength_words(judged: &LinkDiagnosis) -> String {
    let strength = judged.strength;
    if strength.low == strength.high {
        format!("Strength {} of 5, the lowest of what counts.", words::figure(strength.low))
    } else if judged.state == LinkState::Unknown {
        "Strength not known: nobody has asked.".to_owned()
    } else {
        format!("Strength between {} and {} of 5.", words::figure(strength.low), words::figure(strength.high))
    }
}
