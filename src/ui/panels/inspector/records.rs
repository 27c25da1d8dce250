//! The actions and complaints that concern a link or a party: what there is, leading to the lists, and ways to add.

use egui::{Color32, Ui, pos2, vec2};

use super::super::records::{about_link, next_step_on};
use super::super::scene::Scene;
use super::super::words;
use crate::diagnosis::Severity;
use crate::model::{ActionSubject, LinkId, PartyId, PartyKind};
use crate::ui::widgets::{
    Chosen, Icon, STEP, Weight, button_ui, one_line, paint_icon, paint_severity_mark, row_ui, section_ui,
    soft_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// Shows the actions and complaints on a link.
pub fn on_link_ui(ui: &mut Ui, scene: &Scene<'_>, link: &LinkId, sink: &mut Sink) {
    let is_here = |about: &ActionSubject| match about {
        ActionSubject::Finding(id) => scene
            .diagnosis
            .findings
            .iter()
            .any(|finding| finding.is_called(id) && finding.links().contains(link)),
        about => about.link() == Some(link),
    };
    actions_ui(ui, scene, &is_here, sink);
    if button_ui(ui, &scene.look, Weight::Plain, "Plan an action\u{2026}").clicked() {
        let what = next_step_on(link, scene.org, scene.diagnosis);
        sink.push(Request::PlanAction(about_link(link, scene.diagnosis), what));
    }
    complaints_ui(ui, scene, &|on| on.link.as_ref() == Some(link), sink);
    if button_ui(ui, &scene.look, Weight::Plain, "Add a complaint\u{2026}").clicked() {
        let customer = outside(scene, &link.customer);
        sink.push(Request::StartComplaint(customer, Some(link.clone())));
    }
}

/// Shows the actions about a party and, of an external customer, its complaints.
pub fn on_party_ui(ui: &mut Ui, scene: &Scene<'_>, party: &PartyId, sink: &mut Sink) {
    let about = ActionSubject::Party(party.clone());
    actions_ui(ui, scene, &|other| *other == about, sink);
    if button_ui(ui, &scene.look, Weight::Plain, "Plan an action\u{2026}").clicked() {
        sink.push(Request::PlanAction(about.clone(), String::new()));
    }
    if let Some(customer) = outside(scene, party) {
        complaints_ui(ui, scene, &|on| on.customer == customer, sink);
        if button_ui(ui, &scene.look, Weight::Plain, "Add a complaint\u{2026}").clicked() {
            sink.push(Request::StartComplaint(Some(customer), None));
        }
    }
}

fn outside(scene: &Scene<'_>, party: &PartyId) -> Option<PartyId> {
    let kind = scene.org.party(party).map(|party| party.kind);
    (kind == Some(PartyKind::ExternalCustomer)).then(|| party.clone())
}

fn actions_ui(ui: &mut Ui, scene: &Scene<'_>, is_here: &dyn Fn(&ActionSubject) -> bool, sink: &mut Sink) {
    section_ui(ui, &scene.look, "Actions");
    let here: Vec<_> = scene.org.actions.iter().filter(|(_, facts)| is_here(&facts.about)).collect();
    if here.is_empty() {
        soft_ui(ui, &scene.look, "Nobody has planned anything here yet.");
    }
    for (id, facts) in here {
        let late = words::action_late(facts, scene.today());
        let owner = if facts.owner.is_empty() { "nobody yet" } else { facts.owner.as_str() };
        let due = facts.due.map(|due| format!(", by {due}")).unwrap_or_default();
        let second = format!("{}: {owner}{due}", facts.status.word());
        if record_row_ui(ui, scene, &facts.what, &second, late.as_deref()) {
            sink.push(Request::ShowAction(id.clone()));
        }
    }
}

fn complaints_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    is_here: &dyn Fn(&crate::model::Complaint) -> bool,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "Complaints");
    let here: Vec<_> = scene.org.complaints.iter().filter(|(_, facts)| is_here(facts)).collect();
    if here.is_empty() {
        soft_ui(ui, &scene.look, "No complaint is written down here.");
    }
    let today = scene.today();
    for (id, facts) in here {
        let stages = crate::model::ComplaintStage::ALL.into_iter();
        let is_late = stages.filter_map(|stage| words::stage_late(facts, stage, today)).next().is_some();
        let standing = words::complaint(facts, today);
        let from = format!("{} on {}", scene.org.name_of(&facts.customer), facts.day);
        let said = format!("\u{201c}{}\u{201d}", facts.words);
        let (second, late) =
            if is_late { (from, Some(standing)) } else { (format!("{from}; {standing}"), None) };
        if record_row_ui(ui, scene, &said, &second, late.as_deref()) {
            sink.push(Request::ShowComplaint(id.clone()));
        }
    }
}

/// A row that leads to a record. What is late stands beneath, behind a mark. Tells whether it was clicked.
fn record_row_ui(ui: &mut Ui, scene: &Scene<'_>, first: &str, second: &str, late: Option<&str>) -> bool {
    let look = &scene.look;
    let room = ui.available_width() - 32.0;
    let title = wrapped(ui, first, look.body(), look.text, room);
    let below = wrapped(ui, second, look.small(), look.soft, room);
    let late_galley = late.map(|words| one_line(ui, words, look.small(), look.problem, room - 20.0));
    let late_height = late_galley.as_ref().map_or(0.0, |galley| galley.size().y + 1.0);
    let height = title.size().y + below.size().y + late_height + 10.0;
    let spoken =
        late.map_or_else(|| format!("{first}, {second}"), |late| format!("{first}, {second}, {late}"));
    let response = row_ui(ui, look, height, Chosen::No, &spoken);
    let rect = response.rect;
    let at = rect.left_top() + vec2(4.0, 4.0);
    let second_at = at + vec2(0.0, title.size().y + 1.0);
    let late_at = second_at + vec2(0.0, below.size().y + 1.0);
    ui.painter().galley(at, title, look.text);
    ui.painter().galley(second_at, below, look.soft);
    if let Some(galley) = late_galley {
        let middle = pos2(late_at.x + 7.0, late_at.y + galley.size().y * 0.5);
        paint_severity_mark(ui.painter(), middle, 12.0, Severity::High, look);
        ui.painter().galley(late_at + vec2(20.0, 0.0), galley, Color32::PLACEHOLDER);
    }
    let arrow = pos2(rect.right() - STEP * 1.5, at.y + 9.0);
    paint_icon(ui.painter(), arrow, 10.0, Icon::Arrow, look.soft);
    response.clicked()
}
