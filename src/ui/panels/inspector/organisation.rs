//! The organisation: its name, what it wants to be known for, how far the map is, and what counts as met.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::scene::Scene;
use super::super::words::counted;
use super::InspectorState;
use super::fields::{Field, OrgField};
use super::slots::{Slot, fact_ui};
use crate::diagnosis::{Class, LinkState, rules, switched_off};
use crate::model::Policy;
use crate::session::{Command, Session};
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{
    Drafts, STEP, Weight, body_ui, button_ui, empty_ui, flow_ui, fold_ui, heading_ui, one_line,
    paint_state_mark, section_ui, soft_ui, strong_ui, toggle_ui,
};

/// Shows the organisation in the inspector, when nothing is chosen.
pub fn organisation_ui(ui: &mut Ui, scene: &Scene<'_>, drafts: &mut Drafts<Slot>, sink: &mut Sink) {
    let org = scene.org;
    heading_ui(ui, &scene.look, if org.name.is_empty() { "A new map" } else { &org.name });
    if org.parties().is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Who is the external customer?",
            "Start there and work upstream: who serves the customer, who serves them, and what does each need?",
        );
        flow_ui(ui, |ui| {
            if button_ui(ui, &scene.look, Weight::Main, "Add external customer").clicked() {
                sink.act(Action::AddCustomer);
            }
            if button_ui(ui, &scene.look, Weight::Plain, "Type a chain").clicked() {
                sink.act(Action::Capture);
            }
        });
    } else {
        counts_ui(ui, scene);
        soft_ui(ui, &scene.look, "Choose a team or a link to see what it holds.");
    }
    ui.add_space(STEP);
    settings_ui(ui, scene, drafts, sink);
}

/// Shows the settings of the organisation, for a window of their own.
pub fn org_settings_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    egui::ScrollArea::vertical().id_salt("organisation settings").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - STEP).max(0.0));
        settings_ui(ui, &scene, &mut state.drafts, sink);
    });
}

fn counts_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let counts = scene.diagnosis.counts;
    let parties = [
        counted(counts.teams, "team", "teams"),
        counted(counts.external_customers, "external customer", "external customers"),
        counted(counts.external_suppliers, "external supplier", "external suppliers"),
    ];
    body_ui(ui, &scene.look, &parties.join(", "));
    ui.add_space(STEP * 0.5);
    strong_ui(ui, &scene.look, &counted(counts.links, "link", "links"));
    let states = [
        (LinkState::Broken, counts.broken, "broken"),
        (LinkState::Strained, counts.strained, "struggling"),
        (LinkState::Unknown, counts.unknown, "not asked"),
        (LinkState::Sound, counts.sound, "working"),
    ];
    let look = &scene.look;
    let width_of = |words: &str, font| one_line(ui, words, font, look.text, f32::INFINITY).size().x;
    let widest = states.iter().map(|(_, count, _)| width_of(&count.to_string(), look.strong()));
    // Numbers end in one line, so that they can be compared.
    let numbers_end = 28.0 + widest.fold(28.0, f32::max);
    let words = states.iter().map(|(.., word)| width_of(word, look.body())).fold(0.0, f32::max);
    let each = numbers_end + STEP + words;
    if each * 2.0 + STEP <= ui.available_width() {
        ui.columns_const(|columns: &mut [Ui; 2]| {
            let places = [0, 1, 0, 1];
            for (place, (state, count, word)) in places.into_iter().zip(states) {
                if let Some(column) = columns.get_mut(place) {
                    count_ui(column, scene, state, count, word, numbers_end);
                }
            }
        });
    } else {
        for (state, count, word) in states {
            count_ui(ui, scene, state, count, word, numbers_end);
        }
    }
    let needs = format!(
        "{} and {}; {} of the needs were asked, not assumed",
        counted(counts.needs, "need", "needs"),
        counted(counts.wants, "want", "wants"),
        counts.needs_asked
    );
    body_ui(ui, &scene.look, &needs);
    ui.add_space(STEP * 0.5);
}

/// How many links are in a state: its mark, the number, the word.
fn count_ui(ui: &mut Ui, scene: &Scene<'_>, state: LinkState, count: usize, word: &str, numbers_end: f32) {
    let look = &scene.look;
    let (number, words) = (count.to_string(), format!("{count} {word}"));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let number = one_line(ui, &number, look.strong(), look.text, f32::INFINITY);
    let word = one_line(ui, word, look.body(), look.soft, rect.width() - numbers_end - STEP);
    paint_state_mark(ui.painter(), rect.left_center() + vec2(12.0, 0.0), 16.0, state, look);
    let number_at =
        pos2(rect.left() + numbers_end - number.size().x, rect.center().y - number.size().y * 0.5);
    ui.painter().galley(number_at, number, look.text);
    let word_at = pos2(rect.left() + numbers_end + STEP, rect.center().y - word.size().y * 0.5);
    ui.painter().galley(word_at, word, look.soft);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

fn settings_ui(ui: &mut Ui, scene: &Scene<'_>, drafts: &mut Drafts<Slot>, sink: &mut Sink) {
    let look = &scene.look;
    fact_ui(ui, scene, Field::Org(OrgField::Name), drafts, sink);
    fact_ui(ui, scene, Field::Org(OrgField::ServiceVision), drafts, sink);
    if let Some(complete) =
        toggle_ui(ui, look, "The map is complete: everybody is on it", scene.org.map_complete)
    {
        sink.command(Command::SetMapComplete(complete));
    }
    soft_ui(ui, look, "Only on a complete map is a missing customer or supplier worth a remark.");
    section_ui(ui, look, "What counts as met");
    soft_ui(ui, look, "A mean rating lies between 1 and 5. Below the first threshold it is not met.");
    for field in [
        OrgField::StrainedFrom,
        OrgField::MetFrom,
        OrgField::ExceededFrom,
        OrgField::StaleAfterDays,
        OrgField::TwoViewsFrom,
        OrgField::ComplaintPatienceDays,
    ] {
        fact_ui(ui, scene, Field::Org(field), drafts, sink);
    }
    let shifted = scene.org.policy.sigma_shift;
    if let Some(sigma_shift) = toggle_ui(ui, look, "Sigma levels carry the usual shift of 1.5", shifted) {
        sink.command(Command::SetPolicy(Policy { sigma_shift, ..scene.org.policy.clone() }));
    }
    let defaults = Policy { rules_off: scene.org.policy.rules_off.clone(), ..Policy::default() };
    if scene.org.policy != defaults
        && button_ui(ui, look, Weight::Plain, "Back to the usual thresholds").clicked()
    {
        sink.command(Command::SetPolicy(defaults));
    }
    rules_ui(ui, scene, sink);
}

fn rules_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    section_ui(ui, &scene.look, "What is looked for");
    let (off, unknown) = switched_off(&scene.org.policy);
    if !off.is_empty() {
        soft_ui(ui, &scene.look, &format!("{} switched off.", counted(off.len(), "rule is", "rules are")));
    }
    for id in unknown {
        soft_ui(ui, &scene.look, &format!("The file switches off \"{id}\": there is no such rule."));
    }
    for (class, heading) in [
        (Class::Problem, "Problems: people or figures say so"),
        (Class::Gap, "Gaps: nobody knows yet"),
        (Class::Structure, "Shape of the map"),
        (Class::Good, "Good news"),
    ] {
        fold_ui(ui, &scene.look, heading, |ui| {
            for rule in rules().iter().filter(|rule| rule.class == class) {
                let on = !scene.org.policy.rules_off.contains(rule.id);
                if let Some(on) = toggle_ui(ui, &scene.look, rule.name, on) {
                    let mut policy = scene.org.policy.clone();
                    if on {
                        policy.rules_off.remove(rule.id);
                    } else {
                        policy.rules_off.insert(rule.id.to_owned());
                    }
                    sink.command(Command::SetPolicy(policy));
                }
                ui.indent(rule.id, |ui| soft_ui(ui, &scene.look, rule.explanation));
            }
        });
    }
}
