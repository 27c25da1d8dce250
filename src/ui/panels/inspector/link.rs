//! A link: how it fares and why, the customer's word on it, the three questions, and what goes over it.

use std::rc::Rc;

use egui::{Ui, pos2, vec2};

use super::super::rows::{SeenFrom, link_row_ui};
use super::super::scene::{Scene, fly_to_link, fly_to_party};
use super::super::words;
use super::fields::{Field, LinkField};
use super::slots::{NewThing, Slot, fact_ui, new_ui, part_ui};
use super::standing::Standing;
use super::{InspectorState, Question, doing, improve, wants};
use crate::diagnosis::{LinkDiagnosis, LinkRole};
use crate::model::{Link, LinkId, Verdict, VerdictKey};
use crate::session::day_words::{Side, day_from};
use crate::session::{Command, Subject, disagreement};
use crate::ui::actions::Action;
use crate::ui::widgets::{
    Drafts, Icon, ROUND, STEP, Weight, body_ui, button_ui, chips_ui, choice_ui, flow_ui, fold_ui, one_line,
    paint_focus, paint_icon, paint_state_mark, removable_line_ui, section_ui, soft_ui, tabs_ui, toggle_ui,
    verdicts_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// Shows a link.
pub fn link_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, state: &mut InspectorState, sink: &mut Sink) {
    let (Some(link), Some(judged)) = (scene.org.link(id), scene.judged(id)) else { return };
    ends_ui(ui, scene, id, sink);
    let standing = Rc::clone(&state.standing);
    standing_ui(ui, scene, judged, &standing, sink);
    verdict_ui(ui, scene, id, judged, sink);
    ui.add_space(STEP);
    let tabs = [
        (Question::Want, "What do they want?"),
        (Question::Doing, "How are we doing?"),
        (Question::Improve, "How can we improve?"),
    ];
    if let Some(tab) = tabs_ui(ui, &scene.look, &tabs, state.tab) {
        state.tab = tab;
    }
    ui.add_space(STEP);
    match state.tab {
        Question::Want => wants::wants_ui(ui, scene, id, link, judged, state, sink),
        Question::Doing => doing::doing_ui(ui, scene, id, link, judged, state, sink),
        Question::Improve => improve::improve_ui(ui, scene, id, link, judged, state, sink),
    }
    about_ui(ui, scene, id, link, state, sink);
}

/// The two ends as the heading; each leads to its party.
fn ends_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, sink: &mut Sink) {
    let look = &scene.look;
    let most = ui.available_width();
    let title = words::ends(scene.org, id);
    flow_ui(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(STEP, 0.0);
        for (party, last) in [(&id.supplier, false), (&id.customer, true)] {
            let name = scene.org.name_of(party);
            let galley = one_line(ui, name, look.heading(), look.text, most);
            let size = vec2(galley.size().x, 28.0);
            let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
            if response.hovered() {
                ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), ROUND, look.hovered);
            }
            ui.painter().galley(
                pos2(rect.left(), rect.center().y - galley.size().y * 0.5),
                galley,
                look.text,
            );
            paint_focus(ui, look, &response);
            let words = format!("Go to {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
            if response.on_hover_text(&words).on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                fly_to_party(sink, party);
            }
            if !last {
                let (rect, response) = ui.allocate_exact_size(vec2(18.0, 28.0), egui::Sense::hover());
                paint_icon(ui.painter(), rect.center(), 14.0, Icon::Arrow, look.soft);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &title));
            }
        }
    });
}

/// The state in mark and word, the part it plays, and what it comes from.
fn standing_ui(ui: &mut Ui, scene: &Scene<'_>, judged: &LinkDiagnosis, standing: &Standing, sink: &mut Sink) {
    let look = &scene.look;
    let role = words::role(judged, scene.diagnosis);
    let width = ui.available_width();
    let ink = look.state(judged.state).text;
    let word = one_line(ui, &words::with_capital(judged.state.word()), look.heading(), ink, 160.0);
    let part_left = 34.0 + word.size().x + STEP * 1.5;
    let part = wrapped(ui, role, look.strong(), look.text, width - part_left);
    let height = part.size().y.max(24.0) + STEP;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
    paint_state_mark(ui.painter(), pos2(rect.left() + 14.0, rect.center().y), 20.0, judged.state, look);
    let middle = |height: f32| rect.center().y - height * 0.5;
    ui.painter().galley(pos2(rect.left() + 34.0, middle(word.size().y)), word, look.text);
    ui.painter().galley(pos2(rect.left() + part_left, middle(part.size().y) + 1.0), part, look.text);
    let spoken = if role.is_empty() {
        judged.state.word().to_owned()
    } else {
        format!("{}, {role}", judged.state.word())
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, &spoken));
    if matches!(judged.role, LinkRole::Symptom { .. }) {
        let between = judged.never_asked_between;
        body_ui(
            ui,
            look,
            &match between {
                0 => "It may come from".to_owned(),
                links => {
                    let links = words::counted(links as usize, "link", "links");
                    format!("It may come from here; {links} between were never asked")
                }
            },
        );
        for root in standing.roots.iter().take(3) {
            if link_row_ui(ui, scene, root, SeenFrom::Outside, "").clicked() {
                fly_to_link(sink, root);
            }
        }
    }
}

fn verdict_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, judged: &LinkDiagnosis, sink: &mut Sink) {
    ui.add_space(STEP * 0.5);
    let customer = scene.org.name_of(&id.customer);
    soft_ui(ui, &scene.look, &format!("What does {customer} say?"));
    if let Some(verdict) = verdicts_ui(ui, &scene.look, judged.word()) {
        sink.command(Command::SetVerdict { link: id.clone(), verdict });
    }
    let said = match &judged.verdict {
        Some(counted) if counted.speaker.is_empty() => format!("Said on {}", counted.day),
        Some(counted) => format!("Said by {} on {}", counted.speaker, counted.day),
        None if scene.org.link(id).is_some_and(|link| !link.verdicts.is_empty()) => {
            "What was said is out of date: a later rating or measurement counts".to_owned()
        }
        None => "Nobody has said a word on the whole link".to_owned(),
    };
    soft_ui(ui, &scene.look, &said);
    if let Some(counted) = &judged.verdict
        && let Some(why) = disagreement(scene.org, scene.diagnosis, id, Some(counted.verdict), scene.today())
    {
        body_ui(ui, &scene.look, &why.in_words());
    }
}

/// Asks for the link with its facts changed.
pub fn change(scene: &Scene<'_>, id: &LinkId, sink: &mut Sink, with: impl FnOnce(&mut Link)) {
    if let Some(link) = scene.org.link(id) {
        let mut facts = link.clone();
        with(&mut facts);
        sink.command(Command::UpdateLink { link: id.clone(), facts: Box::new(facts) });
    }
}

fn about_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let look = &scene.look;
    section_ui(ui, look, "What is handed over");
    if let Some(deliverable) = chips_ui(ui, look, "deliverable", link.deliverables.iter()) {
        change(scene, id, sink, |facts| {
            facts.deliverables.remove(deliverable);
        });
    }
    let slot = Slot::New(Subject::Link(id.clone()), NewThing::Deliverable);
    if let Some(words) = new_ui(ui, scene, &slot, "Add a deliverable", "Add a deliverable", &mut state.drafts)
    {
        change(scene, id, sink, |facts| {
            facts.deliverables.insert(words);
        });
    }
    ui.add_space(4.0);
    for field in [LinkField::Volume, LinkField::MeanWait] {
        fact_ui(ui, scene, Field::Link(id.clone(), field), &mut state.drafts, sink);
    }
    if let Some(support) = toggle_ui(ui, look, "Support, not part of the work itself", link.support) {
        change(scene, id, sink, |facts| facts.support = support);
    }
    if link.support || link.because_of {
        let words = "Breaks further on happen because of this";
        if let Some(because_of) = toggle_ui(ui, look, words, link.because_of) {
            change(scene, id, sink, |facts| facts.because_of = because_of);
        }
    }
    fact_ui(ui, scene, Field::Link(id.clone(), LinkField::Note), &mut state.drafts, sink);
    history_ui(ui, scene, id, link, state, sink);
    aliases_ui(ui, scene, id, link, &mut state.drafts, sink);
    ui.add_space(STEP * 2.0);
    flow_ui(ui, |ui| {
        if button_ui(ui, look, Weight::Plain, "Reverse direction").clicked() {
            sink.act(Action::ReverseLink);
        }
        if button_ui(ui, look, Weight::Plain, "Remove this link\u{2026}").clicked() {
            sink.push(Request::Remove(vec![Subject::Link(id.clone())]));
        }
    });
}

/// Every word of the customer, the latest first, and a way to write down an earlier one.
fn history_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "What was said of it");
    if link.verdicts.is_empty() {
        soft_ui(ui, &scene.look, "Nobody has said anything yet.");
    }
    for (key, verdict) in link.verdicts.iter().rev() {
        let words =
            format!("{}, {} on {}", words::with_capital(words::verdict(*verdict)), key.speaker, key.day);
        if removable_line_ui(ui, &scene.look, &words, &format!("Remove verdict {words}")) {
            change(scene, id, sink, |facts| {
                facts.verdicts.remove(key);
            });
        }
    }
    fold_ui(ui, &scene.look, "Write down what was said earlier", |ui| {
        earlier_verdict_ui(ui, scene, id, state, sink);
    });
}

fn earlier_verdict_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let choices = [(Verdict::Works, "works"), (Verdict::Struggles, "struggles"), (Verdict::Broken, "broken")];
    if let Some(verdict) = choice_ui(ui, &scene.look, "Earlier verdict", &choices, state.new_verdict) {
        state.new_verdict = Some(verdict);
    }
    let slot = |thing| Slot::New(Subject::Link(id.clone()), thing);
    let customer = scene.org.name_of(&id.customer);
    let mut enter = part_ui(ui, scene, &slot(NewThing::Speaker), "Who said so", customer, &mut state.drafts);
    let day_slot = slot(NewThing::VerdictDay);
    let today = scene.today().to_string();
    enter |= part_ui(ui, scene, &day_slot, "On which day", &today, &mut state.drafts);
    enter |= button_ui(ui, &scene.look, Weight::Plain, "Write it down").clicked();
    let Some(verdict) = state.new_verdict.filter(|_| enter) else { return };
    let typed = state.drafts.text(&day_slot).trim().to_owned();
    let day = if typed.is_empty() { Ok(scene.today()) } else { day_from(&typed, scene.today(), Side::Back) };
    match day {
        Err(problem) => state.drafts.refuse(&day_slot, typed, problem),
        Ok(day) => {
            let typed = state.drafts.text(&slot(NewThing::Speaker)).trim().to_owned();
            let speaker = if typed.is_empty() { customer.to_owned() } else { typed };
            change(scene, id, sink, |facts| {
                facts.verdicts.insert(VerdictKey { day, speaker }, verdict);
            });
            state.new_verdict = None;
            for thing in [NewThing::Speaker, NewThing::VerdictDay] {
                state.drafts.clear(&slot(thing));
            }
        }
    }
}

fn aliases_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    fold_ui(ui, &scene.look, "Rows in source files", |ui| {
        if let Some(alias) = chips_ui(ui, &scene.look, "row", link.aliases.iter()) {
            change(scene, id, sink, |facts| {
                facts.aliases.remove(alias);
            });
        }
        let slot = Slot::New(Subject::Link(id.clone()), NewThing::Alias);
        let hint = "Add the id of its row in a spreadsheet";
        if let Some(alias) = new_ui(ui, scene, &slot, "Add a row in source files", hint, drafts) {
            change(scene, id, sink, |facts| {
                facts.aliases.insert(alias);
            });
        }
    });
}
