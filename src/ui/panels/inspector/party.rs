//! A party: who it is, whom it serves and who serves it, what the map says of it.

use std::rc::Rc;

use egui::Ui;

use super::super::rows::{SeenFrom, link_row_ui};
use super::super::scene::{Scene, fly_to_link, fly_to_party};
use super::super::words;
use super::fields::{Field, PartyField, possible_managers};
use super::slots::{NewThing, Slot, fact_ui, new_ui, suggested_fact_ui};
use super::standing::Standing;
use super::{InspectorState, records};
use crate::model::{ExpectationKind, LinkId, Party, PartyId, PartyKind, View};
use crate::session::{Command, Subject};
use crate::ui::actions::Action;
use crate::ui::widgets::{
    Drafts, STEP, Weight, body_ui, button_ui, chips_ui, choice_ui, fold_ui, heading_ui, section_ui, soft_ui,
    way_ui,
};
use crate::ui::{Request, Sink};

/// Links beyond this many, the worst first, are folded away.
const SHOWN: usize = 12;

/// Shows a party.
pub fn party_ui(ui: &mut Ui, scene: &Scene<'_>, id: &PartyId, state: &mut InspectorState, sink: &mut Sink) {
    let Some(party) = scene.org.party(id) else { return };
    heading_ui(ui, &scene.look, &party.name);
    soft_ui(ui, &scene.look, &second_line(scene, id, party));
    let standing = Rc::clone(&state.standing);
    standing_ui(ui, scene, id, &standing, sink);
    let (serves, served) = (&standing.serves, &standing.served);
    if party.kind != PartyKind::ExternalCustomer || !serves.is_empty() {
        section_ui(ui, &scene.look, "My customers and what they need");
        links_ui(ui, scene, serves, SeenFrom::Supplier, "Nobody yet. Whom does it serve?", sink);
    }
    if party.kind != PartyKind::ExternalSupplier || !served.is_empty() {
        section_ui(ui, &scene.look, "My suppliers and what I need");
        links_ui(ui, scene, served, SeenFrom::Customer, "Nobody yet. Who serves it?", sink);
    }
    open_needs_ui(ui, scene, id, party, &mut state.drafts, sink);
    facts_ui(ui, scene, id, party, &mut state.drafts, sink);
    records::on_party_ui(ui, scene, id, sink);
    pins_ui(ui, scene, id, party, sink);
    aliases_ui(ui, scene, id, party, &mut state.drafts, sink);
    ui.add_space(STEP * 2.0);
    let words = format!("Remove {}\u{2026}", party.name);
    if button_ui(ui, &scene.look, Weight::Plain, &words).clicked() {
        sink.push(Request::Remove(vec![Subject::Party(id.clone())]));
    }
}

fn second_line(scene: &Scene<'_>, id: &PartyId, party: &Party) -> String {
    let mut parts = vec![words::kind(party.kind).to_owned()];
    parts.extend(party.department.clone());
    if let Some(judged) = scene.judged_party(id).filter(|_| party.kind != PartyKind::ExternalCustomer) {
        parts.push(match judged.distance {
            Some(1) => "serves a customer itself".to_owned(),
            Some(links) => format!("{links} links from a customer"),
            None => "reaches no customer".to_owned(),
        });
    }
    parts.join(" \u{b7} ")
}

/// What the map says of it, in sentences that lead on.
fn standing_ui(ui: &mut Ui, scene: &Scene<'_>, id: &PartyId, standing: &Standing, sink: &mut Sink) {
    if let Some(summary) =
        scene.diagnosis.first_screen.customers.iter().find(|summary| summary.customer == *id)
    {
        body_ui(ui, &scene.look, &words::with_capital(&words::service(summary)));
    }
    for sentence in &standing.sentences {
        body_ui(ui, &scene.look, sentence);
    }
    let Some((sentence, links)) = &standing.weakest else { return };
    body_ui(ui, &scene.look, sentence);
    for link in links.iter().take(3) {
        if link_row_ui(ui, scene, link, SeenFrom::Outside, "").clicked() {
            fly_to_link(sink, link);
        }
    }
}

fn links_ui(ui: &mut Ui, scene: &Scene<'_>, links: &[LinkId], from: SeenFrom, none: &str, sink: &mut Sink) {
    if links.is_empty() {
        soft_ui(ui, &scene.look, none);
    }
    let row = |ui: &mut Ui, link: &LinkId, sink: &mut Sink| {
        let more = needs_line(scene, link);
        ui.push_id(link, |ui| {
            if link_row_ui(ui, scene, link, from, &more).clicked() {
                fly_to_link(sink, link);
            }
        });
    };
    for link in links.iter().take(SHOWN) {
        row(ui, link, sink);
    }
    let rest = links.get(SHOWN..).unwrap_or_default();
    if !rest.is_empty() {
        fold_ui(ui, &scene.look, &format!("{} more", rest.len()), |ui| {
            for link in rest {
                row(ui, link, sink);
            }
        });
    }
    if links.is_empty() {
        ui.add_space(2.0);
        if button_ui(ui, &scene.look, Weight::Quiet, "Add a link\u{2026}").clicked() {
            sink.act(Action::AddLink);
        }
    }
}

/// The needs on a link, then the wants, in a line.
fn needs_line(scene: &Scene<'_>, link: &LinkId) -> String {
    let Some(facts) = scene.org.link(link) else { return String::new() };
    let of_kind = |kind| {
        facts
            .expectations()
            .values()
            .filter(move |facts| facts.kind == kind)
            .map(|facts| facts.statement.as_str())
    };
    let mut statements: Vec<&str> = of_kind(ExpectationKind::Need).collect();
    statements.extend(of_kind(ExpectationKind::Want));
    match statements.as_slice() {
        [] => "no need written down yet".to_owned(),
        [one] => (*one).to_owned(),
        [first, second] => format!("{first}; {second}"),
        [first, second, rest @ ..] => format!("{first}; {second}; {} more", rest.len()),
    }
}

/// Asks for the party with its facts changed.
fn change(scene: &Scene<'_>, id: &PartyId, sink: &mut Sink, with: impl FnOnce(&mut Party)) {
    if let Some(party) = scene.org.party(id) {
        let mut facts = party.clone();
        with(&mut facts);
        sink.command(Command::UpdateParty { party: id.clone(), facts: Box::new(facts) });
    }
}

fn open_needs_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &PartyId,
    party: &Party,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "Needs without a supplier yet");
    if let Some(need) = chips_ui(ui, &scene.look, "open need", party.open_needs.iter()) {
        change(scene, id, sink, |facts| {
            facts.open_needs.remove(need);
        });
    }
    let slot = Slot::New(Subject::Party(id.clone()), NewThing::OpenNeed);
    if let Some(need) =
        new_ui(ui, scene, &slot, "Add an open need", "Add what it needs, from whom is not known", drafts)
    {
        change(scene, id, sink, |facts| {
            facts.open_needs.insert(need);
        });
    }
}

fn facts_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &PartyId,
    party: &Party,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "About it");
    let field = |field| Field::Party(id.clone(), field);
    fact_ui(ui, scene, field(PartyField::Name), drafts, sink);
    soft_ui(ui, &scene.look, "Kind");
    let kinds = [
        (PartyKind::Team, "Team"),
        (PartyKind::ExternalCustomer, "External customer"),
        (PartyKind::ExternalSupplier, "External supplier"),
    ];
    if let Some(kind) = choice_ui(ui, &scene.look, "Kind", &kinds, Some(party.kind)) {
        change(scene, id, sink, |facts| facts.kind = kind);
    }
    ui.add_space(4.0);
    suggested_fact_ui(ui, scene, field(PartyField::Department), drafts, sink, |typed| {
        departments_like(scene, typed)
    });
    if party.kind == PartyKind::Team || party.reports_to.is_some() {
        suggested_fact_ui(ui, scene, field(PartyField::ReportsTo), drafts, sink, |typed| {
            let names = possible_managers(scene.org, id).map(|(_, name)| name.to_owned());
            like(names, typed)
        });
        if let Some(manager) = &party.reports_to
            && way_ui(ui, &scene.look, &format!("Go to {}", scene.org.name_of(manager))).clicked()
        {
            fly_to_party(sink, manager);
        }
    }
    for one in [PartyField::Lead, PartyField::Offers, PartyField::MayDecide] {
        fact_ui(ui, scene, field(one), drafts, sink);
    }
    if party.kind == PartyKind::ExternalCustomer || party.weight.is_some() {
        fact_ui(ui, scene, field(PartyField::Weight), drafts, sink);
    }
    fact_ui(ui, scene, field(PartyField::Note), drafts, sink);
}

/// The departments whose names hold what was typed.
pub(super) fn departments_like(scene: &Scene<'_>, typed: &str) -> Vec<String> {
    let names: std::collections::BTreeSet<&str> =
        scene.org.parties().values().filter_map(|party| party.department.as_deref()).collect();
    like(names.into_iter().map(str::to_owned), typed)
}

/// The names that hold what was typed, at most eight; none when it is one of them already.
pub fn like(names: impl Iterator<Item = String>, typed: &str) -> Vec<String> {
    let wanted = typed.trim().to_lowercase();
    let names: Vec<String> = names.filter(|name| name.to_lowercase().contains(&wanted)).collect();
    if names.iter().any(|name| name == typed.trim()) {
        return Vec::new();
    }
    names.into_iter().take(8).collect()
}

fn pins_ui(ui: &mut Ui, scene: &Scene<'_>, id: &PartyId, party: &Party, sink: &mut Sink) {
    section_ui(ui, &scene.look, "Place on the map");
    for (view, words) in [(View::Chain, "chain"), (View::Pyramid, "pyramid")] {
        if party.pins.contains_key(&view) {
            body_ui(ui, &scene.look, &format!("Kept where it was put in the {words}."));
            if button_ui(ui, &scene.look, Weight::Plain, &format!("Let it go in the {words}")).clicked() {
                sink.command(Command::SetPin { party: id.clone(), view, pin: None });
            }
        }
    }
    if !party.pins.contains_key(&scene.session.view()) {
        soft_ui(ui, &scene.look, "The map places it. Drag it, or keep it where it is now.");
        if button_ui(ui, &scene.look, Weight::Plain, "Keep it here").clicked() {
            sink.act(Action::PinHere);
        }
    }
}

fn aliases_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &PartyId,
    party: &Party,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    ui.add_space(STEP);
    fold_ui(ui, &scene.look, "Names in source files", |ui| {
        if let Some(alias) = chips_ui(ui, &scene.look, "name", party.aliases.iter()) {
            change(scene, id, sink, |facts| {
                facts.aliases.remove(alias);
            });
        }
        let slot = Slot::New(Subject::Party(id.clone()), NewThing::Alias);
        let hint = "Add how a spreadsheet or log calls it";
        if let Some(alias) = new_ui(ui, scene, &slot, "Add a name in source files", hint, drafts) {
            change(scene, id, sink, |facts| {
                facts.aliases.insert(alias);
            });
        }
    });
}
