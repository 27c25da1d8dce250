//! Several things are chosen: what they are, and taking them off the map together.

use egui::Ui;

use super::super::scene::{Scene, select};
use super::super::words::{self, counted};
use crate::session::Subject;
use crate::ui::widgets::{STEP, Weight, button_ui, heading_ui, section_ui, soft_ui, way_ui};
use crate::ui::{Request, Sink};

/// Shows what is chosen.
pub fn several_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let subjects = scene.session.selection().subjects();
    heading_ui(ui, &scene.look, &format!("{} chosen", subjects.len()));
    let count = |is: fn(&Subject) -> bool| subjects.iter().filter(|subject| is(subject)).count();
    let parts: Vec<String> = [
        (count(|subject| matches!(subject, Subject::Party(_))), "party", "parties"),
        (count(|subject| matches!(subject, Subject::Link(_))), "link", "links"),
        (count(|subject| matches!(subject, Subject::Expectation(..))), "need or want", "needs and wants"),
    ]
    .into_iter()
    .filter(|(count, _, _)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    soft_ui(ui, &scene.look, &parts.join(", "));
    section_ui(ui, &scene.look, "What they are");
    for subject in subjects {
        ui.push_id(subject, |ui| {
            if way_ui(ui, &scene.look, &name(scene, subject)).clicked() {
                select(sink, subject.clone());
            }
        });
    }
    ui.add_space(STEP);
    let list: Vec<Subject> = subjects.iter().cloned().collect();
    let removal = scene.session.removal(&list);
    soft_ui(ui, &scene.look, &format!("Removing them takes away {}.", removal.in_words(scene.org)));
    if button_ui(ui, &scene.look, Weight::Plain, "Remove them\u{2026}").clicked() {
        sink.push(Request::Remove(list));
    }
}

fn name(scene: &Scene<'_>, subject: &Subject) -> String {
    match subject {
        Subject::Party(party) => scene.org.name_of(party).to_owned(),
        Subject::Link(link) => words::ends(scene.org, link),
        Subject::Expectation(link, id) => {
            let facts = super::fields::expectation_of(scene.org, link, id);
            facts.map_or_else(String::new, |facts| format!("\u{201c}{}\u{201d}", facts.statement))
        }
    }
}
