//! Between customer and supplier: what the supplier promised, whether it agrees to the expectation as it stands, and what cannot be met
//! together with it.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words;
use super::expectation::change;
use super::fields::{ExpectationField, Field, expectation_of};
use super::party::like;
use super::slots::{NewThing, Slot, labelled_fact_ui, part_ui};
use crate::model::{Acceptance, Expectation, ExpectationId, ExpectationRef, LinkId};
use crate::session::{Command, Subject};
use crate::ui::Sink;
use crate::ui::widgets::{
    Drafts, FieldLook, Weight, body_ui, button_ui, flow_ui, late_ui, removable_line_ui, section_ui, soft_ui,
    suggested_field_ui,
};

/// Shows promise, agreement and conflicts.
pub fn agreement_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "Promised and agreed");
    promise_ui(ui, scene, link, id, facts, drafts, sink);
    acceptance_ui(ui, scene, link, id, facts, drafts, sink);
    conflicts_ui(ui, scene, link, id, facts, drafts, sink);
}

fn promise_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let label = match &facts.standard {
        Some(standard) if !standard.unit.is_empty() => format!("Promised level in {}", standard.unit),
        Some(_) => "Promised level".to_owned(),
        None if facts.promised.is_some() => "Promised level, while no standard gives it a unit".to_owned(),
        None => {
            soft_ui(ui, &scene.look, "A level can be promised as soon as a standard says what is measured.");
            return;
        }
    };
    let field = Field::Expectation(link.clone(), id.clone(), ExpectationField::Promised);
    labelled_fact_ui(ui, scene, field, &label, drafts, sink);
}

/// Whether the supplier has agreed, and to what: as it stands, or as it stood once.
fn acceptance_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let look = &scene.look;
    let supplier = scene.org.name_of(&link.supplier);
    let is_changed =
        facts.acceptance.as_ref().is_some_and(|agreed| agreed.fingerprint != facts.agreed_text());
    agreed_ui(ui, scene, supplier, facts, is_changed);
    let slot = Slot::New(Subject::Expectation(link.clone(), id.clone()), NewThing::Agreeing);
    let ask = |by: Option<String>, sink: &mut Sink| {
        sink.command(Command::Agree { link: link.clone(), expectation: id.clone(), by });
    };
    let mut agrees = false;
    if facts.acceptance.is_none() || is_changed {
        agrees |= part_ui(ui, scene, &slot, "Who agrees for the supplier", supplier, drafts);
        ui.add_space(2.0);
    }
    flow_ui(ui, |ui| {
        if facts.acceptance.is_none() {
            agrees |= button_ui(ui, look, Weight::Plain, "The supplier agrees").clicked();
        } else if is_changed {
            agrees |= button_ui(ui, look, Weight::Plain, "The supplier agrees again").clicked();
        }
        if facts.acceptance.is_some() && button_ui(ui, look, Weight::Quiet, "No longer agrees").clicked() {
            ask(None, sink);
        }
    });
    if agrees {
        let by = drafts.text(&slot).trim().to_owned();
        drafts.clear(&slot);
        ask(Some(by), sink);
    }
}

fn agreed_ui(ui: &mut Ui, scene: &Scene<'_>, supplier: &str, facts: &Expectation, is_changed: bool) {
    let look = &scene.look;
    match &facts.acceptance {
        None => body_ui(ui, look, &format!("No agreement from {supplier} yet.")),
        Some(agreed) if is_changed => {
            let words = format!("Changed since {}", agreed_by(agreed, supplier));
            late_ui(ui, look, &words);
            soft_ui(ui, look, &format!("Agreed then: {}", agreed.fingerprint));
            soft_ui(ui, look, &format!("Stands now: {}", facts.agreed_text()))
        }
        Some(agreed) => body_ui(ui, look, &words::with_capital(&agreed_by(agreed, supplier))),
    };
}

/// `Ana agreed on 2026-11-02.`
fn agreed_by(agreed: &Acceptance, supplier: &str) -> String {
    let by = if agreed.by.is_empty() { supplier } else { agreed.by.as_str() };
    format!("{by} agreed on {}.", agreed.day)
}

/// Every expectation marked as in conflict with this one, from either side; and a line to mark another.
fn conflicts_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let here = ExpectationRef { link: link.clone(), expectation: id.clone() };
    let others = others(scene, &here);
    let marked = marked(scene, &here, facts, &others);
    if others.is_empty() && marked.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, "Cannot be met together with");
    for (other, name) in &marked {
        if removable_line_ui(ui, &scene.look, name, &format!("Remove the conflict with {name}")) {
            if facts.conflicts.contains(other) {
                change(scene, link, id, sink, |facts| {
                    facts.conflicts.remove(other);
                });
            }
            if is_marked_there(scene, other, &here) {
                change(scene, &other.link, &other.expectation, sink, |facts| {
                    facts.conflicts.remove(&here);
                });
            }
        }
    }
    let left: Vec<_> = others.into_iter().filter(|other| !marked.contains(other)).collect();
    if !left.is_empty() {
        new_conflict_ui(ui, scene, &here, &left, drafts, sink);
    }
}

fn is_marked_there(scene: &Scene<'_>, other: &ExpectationRef, here: &ExpectationRef) -> bool {
    expectation_of(scene.org, &other.link, &other.expectation)
        .is_some_and(|there| there.conflicts.contains(here))
}

/// What is marked on either side, with names.
fn marked(
    scene: &Scene<'_>,
    here: &ExpectationRef,
    facts: &Expectation,
    others: &[(ExpectationRef, String)],
) -> Vec<(ExpectationRef, String)> {
    let there = others.iter().filter(|(other, _)| is_marked_there(scene, other, here));
    let mut marked: Vec<_> = there.cloned().collect();
    for other in &facts.conflicts {
        if !marked.iter().any(|(marked, _)| marked == other) {
            marked.push((other.clone(), name_of(scene, other)));
        }
    }
    marked
}

fn new_conflict_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    here: &ExpectationRef,
    left: &[(ExpectationRef, String)],
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let slot =
        Slot::New(Subject::Expectation(here.link.clone(), here.expectation.clone()), NewThing::Conflict);
    let supplier = scene.org.name_of(&here.link.supplier);
    let hint = format!("What else is expected of {supplier}");
    let shape = FieldLook::new_thing("Add a conflict", &hint);
    let suggest = |typed: &str| like(left.iter().map(|(_, name)| name.clone()), typed);
    let Some(typed) = suggested_field_ui(ui, &scene.look, &slot, shape, "", drafts, suggest) else { return };
    let wanted = typed.trim().to_lowercase();
    let exact = left.iter().find(|(_, name)| name.to_lowercase() == wanted);
    let mut holding = left.iter().filter(|(_, name)| name.to_lowercase().contains(&wanted));
    match (exact, holding.next(), holding.next()) {
        (Some((other, _)), ..) | (None, Some((other, _)), None) => {
            change(scene, &here.link, &here.expectation, sink, |facts| {
                facts.conflicts.insert(other.clone());
            });
        }
        (None, Some(_), Some(_)) => {
            drafts.refuse(&slot, typed, "More than one holds these words: choose one".to_owned());
        }
        (None, None, _) => {
            let problem = format!("Nobody expects that of {supplier}: choose one from the list");
            drafts.refuse(&slot, typed, problem);
        }
    }
}

/// Every other expectation of the same supplier, with its customer.
fn others(scene: &Scene<'_>, here: &ExpectationRef) -> Vec<(ExpectationRef, String)> {
    let mut others = Vec::new();
    for (link, facts) in scene.org.links_from(&here.link.supplier) {
        for id in facts.expectations().keys() {
            let other = ExpectationRef { link: link.clone(), expectation: id.clone() };
            if other != *here {
                let name = name_of(scene, &other);
                others.push((other, name));
            }
        }
    }
    others
}

/// `Booking: which patients need a follow-up`; its id where it has left the map.
fn name_of(scene: &Scene<'_>, other: &ExpectationRef) -> String {
    match expectation_of(scene.org, &other.link, &other.expectation) {
        Some(facts) => format!("{}: {}", scene.org.name_of(&other.link.customer), facts.statement),
        None => {
            format!("{}, no longer on the map: {}", words::ends(scene.org, &other.link), other.expectation)
        }
    }
}
