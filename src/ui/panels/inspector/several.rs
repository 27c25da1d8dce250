//! Several things are chosen: what they are together, and what can be done with all of them at once.

use std::collections::BTreeSet;

use egui::Ui;

use super::super::scene::{Scene, select};
use super::super::words::{self, counted};
use super::InspectorState;
use super::party::departments_like;
use super::slots::Slot;
use crate::model::{LinkId, PartyId, PartyKind};
use crate::picture::Tally;
use crate::session::{Command, Selection, Subject};
use crate::ui::actions::{Action, entry};
use crate::ui::enabled::refusal;
use crate::ui::widgets::{
    FieldLook, STEP, Taken, Weight, body_ui, button_ui, flow_ui, heading_ui, section_ui, soft_ui,
    suggested_field_ui, way_ui,
};
use crate::ui::{Request, Sink};

/// More than so many are not listed one by one.
const LISTED: usize = 40;

/// What is said of them, worked out once a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Together {
    /// What it was worked out for.
    of: Option<(u64, Selection)>,
    title: String,
    sentences: Vec<String>,
    removal: String,
    /// What all of them belong to; `None` when they belong to different ones.
    department: Option<String>,
}

impl Together {
    fn refresh(&mut self, scene: &Scene<'_>) {
        let selection = scene.session.selection();
        let revision = scene.session.revision();
        if self.of.as_ref().is_some_and(|(at, of)| *at == revision && of == selection) {
            return;
        }
        let parties: BTreeSet<&PartyId> = selection.parties().collect();
        let is_between =
            |link: &&LinkId| parties.contains(&link.supplier) && parties.contains(&link.customer);
        let between: Vec<&LinkId> = scene.org.links().keys().filter(is_between).collect();
        let subjects: Vec<Subject> = selection.subjects().iter().cloned().collect();
        *self = Self {
            title: title(scene, &parties, between.len()),
            sentences: sentences(scene, &parties, &between),
            removal: scene.session.removal(&subjects).in_words(scene.org),
            department: common_department(scene, &parties),
            of: Some((revision, selection.clone())),
        };
    }
}

/// `3 teams, 5 links between`, or what else is chosen.
fn title(scene: &Scene<'_>, parties: &BTreeSet<&PartyId>, between: usize) -> String {
    let subjects = scene.session.selection().subjects();
    let count = |is: fn(&Subject) -> bool| subjects.iter().filter(|subject| is(subject)).count();
    let (links, expectations) = (
        count(|subject| matches!(subject, Subject::Link(_))),
        count(|subject| matches!(subject, Subject::Expectation(..))),
    );
    let all_teams = parties.iter().all(|id| kind_of(scene, id) == Some(PartyKind::Team));
    let (one, many) = if all_teams { ("team", "teams") } else { ("party", "parties") };
    let mut parts = Vec::new();
    if !parties.is_empty() {
        parts.push(counted(parties.len(), one, many));
    }
    if links > 0 {
        parts.push(counted(links, "link", "links"));
    }
    if expectations > 0 {
        parts.push(counted(expectations, "need or want", "needs and wants"));
    }
    if links == 0 && expectations == 0 {
        parts.push(match between {
            0 => "no link between".to_owned(),
            count => format!("{} between", counted(count, "link", "links")),
        });
    }
    parts.join(", ")
}

fn kind_of(scene: &Scene<'_>, id: &PartyId) -> Option<PartyKind> {
    scene.org.party(id).map(|party| party.kind)
}

/// How the links between them fare, the chosen links, and what leads in and out.
fn sentences(scene: &Scene<'_>, parties: &BTreeSet<&PartyId>, between: &[&LinkId]) -> Vec<String> {
    let mut sentences = Vec::new();
    if !between.is_empty() {
        let tally = Tally::of(between.iter().copied(), scene.diagnosis);
        sentences.push(format!("Between them: {}.", tally.in_words()));
    }
    let chosen = scene.session.selection().subjects().iter();
    let links: BTreeSet<&LinkId> = chosen.filter_map(Subject::link).collect();
    if !links.is_empty() {
        let tally = Tally::of(links.iter().copied(), scene.diagnosis);
        sentences.push(format!("Selected: {}.", tally.in_words()));
    }
    if !parties.is_empty() {
        let all = scene.org.links().keys();
        let (mut into, mut out) = (Vec::new(), Vec::new());
        for link in all {
            match (parties.contains(&link.supplier), parties.contains(&link.customer)) {
                (false, true) => into.push(link),
                (true, false) => out.push(link),
                _ => {}
            }
        }
        for (what, links) in [("Supplied from outside", into), ("Serving others", out)] {
            if !links.is_empty() {
                sentences.push(format!("{what}: {}.", Tally::of(links, scene.diagnosis).in_words()));
            }
        }
    }
    sentences
}

fn common_department(scene: &Scene<'_>, parties: &BTreeSet<&PartyId>) -> Option<String> {
    let of =
        |id: &&PartyId| scene.org.party(id).and_then(|party| party.department.clone()).unwrap_or_default();
    let names: BTreeSet<String> = parties.iter().map(of).collect();
    if names.len() == 1 { names.into_iter().next() } else { None }
}

/// Shows what is chosen.
pub fn several_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut InspectorState, sink: &mut Sink) {
    state.together.refresh(scene);
    let subjects = scene.session.selection().subjects();
    heading_ui(ui, &scene.look, &state.together.title);
    for sentence in &state.together.sentences {
        body_ui(ui, &scene.look, sentence);
    }
    ui.add_space(STEP);
    acts_ui(ui, scene, sink);
    if scene.session.selection().parties().next().is_some() {
        ui.add_space(STEP);
        department_ui(ui, scene, state, sink);
    }
    section_ui(ui, &scene.look, "What they are");
    for subject in subjects.iter().take(LISTED) {
        ui.push_id(subject, |ui| {
            if way_ui(ui, &scene.look, &name(scene, subject)).clicked() {
                select(sink, subject.clone());
            }
        });
    }
    if subjects.len() > LISTED {
        soft_ui(ui, &scene.look, &format!("and {} more", subjects.len() - LISTED));
    }
    ui.add_space(STEP);
    soft_ui(ui, &scene.look, &format!("Removing them takes away {}.", state.together.removal));
    if button_ui(ui, &scene.look, Weight::Plain, "Remove them\u{2026}").clicked() {
        sink.push(Request::Remove(subjects.iter().cloned().collect()));
    }
}

/// What can be done with all of them now.
fn acts_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let acts = [
        (Action::Focus, "Focus on them"),
        (Action::FoldDepartment, "Fold or unfold"),
        (Action::PinHere, "Keep them here"),
        (Action::LetGo, "Let them go"),
    ];
    flow_ui(ui, |ui| {
        for (action, words) in acts {
            if refusal(action, scene.session).is_some() {
                continue;
            }
            let response = button_ui(ui, &scene.look, Weight::Plain, words);
            let hint =
                entry(action).map(|entry| format!("{} ({})", entry.explanation, entry.shortcut_text()));
            if response.on_hover_text(hint.unwrap_or_default()).clicked() {
                sink.act(action);
            }
        }
    });
}

fn department_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut InspectorState, sink: &mut Sink) {
    let hint = if state.together.department.is_none() { "Different ones" } else { "None" };
    let value = state.together.department.clone().unwrap_or_default();
    let look = FieldLook { taken: Taken::OnEnter, ..FieldLook::line("Department of all of them", hint) };
    let typed =
        suggested_field_ui(ui, &scene.look, &Slot::Department, look, &value, &mut state.drafts, |typed| {
            departments_like(scene, typed)
        });
    if let Some(text) = typed {
        let parties = scene.session.selection().parties().cloned().collect();
        let department = Some(text.trim().to_owned()).filter(|name| !name.is_empty());
        sink.command(Command::SetDepartment { parties, department });
        state.drafts.clear(&Slot::Department);
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
