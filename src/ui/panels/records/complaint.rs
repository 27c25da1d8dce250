//! One complaint: what was said, its three steps and its prevention to be ticked off, and everything it holds, unfolded where it stands.

use egui::{Response, Ui, pos2, vec2};

use super::super::scene::Scene;
use super::super::words;
use super::fields::stage_mut;
use super::{ComplaintField, Record, RecordSlot, RecordsState, fact_ui};
use crate::diagnosis::TraceStart;
use crate::model::{Complaint, ComplaintId, ComplaintStage};
use crate::session::{Command, Subject};
use crate::ui::widgets::{
    Chosen, Icon, STEP, Weight, button_ui, flow_ui, late_ui, named_toggle_ui, paint_icon, row_ui,
    side_by_side_ui, soft_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// Shows a complaint.
pub fn complaint_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ComplaintId,
    facts: &Complaint,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let record = Record::Complaint(id.clone());
    let open = state.unfolded.as_ref() == Some(&record);
    let row = summary_ui(ui, scene, facts, open);
    state.bring_into_view(&record, &row);
    if row.clicked() {
        state.toggle(record);
    }
    if open {
        ways_ui(ui, scene, id, facts, sink);
        facts_ui(ui, scene, id, facts, state, sink);
    }
    side_by_side_ui(ui, &[1.0; 4], 140.0, |ui, place| match ComplaintStage::ALL.get(place) {
        Some(stage) => stage_ui(ui, scene, id, facts, *stage, open, state, sink),
        None => prevented_ui(ui, scene, id, facts, open, state, sink),
    });
    if open {
        ui.add_space(4.0);
        flow_ui(ui, |ui| {
            if button_ui(ui, &scene.look, Weight::Plain, "Remove this complaint").clicked() {
                sink.command(Command::UpdateComplaint { complaint: id.clone(), facts: None });
            }
        });
    }
    ui.add_space(STEP);
}

/// Why it happened, and where it was felt: what a person who reads a complaint asks first.
fn ways_ui(ui: &mut Ui, scene: &Scene<'_>, id: &ComplaintId, facts: &Complaint, sink: &mut Sink) {
    flow_ui(ui, |ui| {
        let why = button_ui(ui, &scene.look, Weight::Main, "Why? Trace the cause");
        if why.on_hover_text("Go back from here to what lies behind it (Y)").clicked() {
            sink.push(Request::Trace(TraceStart::Complaint(id.clone())));
        }
        let on_map = facts.link.as_ref().filter(|link| scene.org.link(link).is_some());
        if let Some(link) = on_map
            && button_ui(ui, &scene.look, Weight::Plain, "Show its link on the map").clicked()
        {
            sink.push(Request::FlyTo(Subject::Link(link.clone())));
        }
    });
    ui.add_space(4.0);
}

/// The customer's words, and who said them, when, and where it was felt.
fn summary_ui(ui: &mut Ui, scene: &Scene<'_>, facts: &Complaint, open: bool) -> Response {
    let look = &scene.look;
    let room = ui.available_width() - 40.0;
    let said = format!("\u{201c}{}\u{201d}", facts.words);
    let words_galley = wrapped(ui, &said, look.body(), look.text, room);
    let second_words = second_line(scene, facts);
    let second = wrapped(ui, &second_words, look.small(), look.soft, room);
    let height = words_galley.size().y + second.size().y + 10.0;
    let standing = words::complaint(facts, scene.today());
    let folded = if open { "unfolded" } else { "folded" };
    let spoken = format!("Complaint {said} {second_words}, {standing}, {folded}");
    let response = row_ui(ui, look, height, Chosen::from(open), &spoken);
    let rect = response.rect;
    let at = rect.left_top() + vec2(STEP, 4.0);
    let below = at + vec2(0.0, words_galley.size().y + 1.0);
    ui.painter().galley(at, words_galley, look.text);
    ui.painter().galley(below, second, look.soft);
    let icon = if open { Icon::Down } else { Icon::Right };
    paint_icon(ui.painter(), pos2(rect.right() - 12.0, at.y + 9.0), 10.0, icon, look.soft);
    response
}

fn second_line(scene: &Scene<'_>, facts: &Complaint) -> String {
    let mut words = format!("{} on {}", scene.org.name_of(&facts.customer), facts.day);
    if let Some(link) = &facts.link {
        words.push_str(&format!(", felt on {}", words::ends(scene.org, link)));
    }
    let expectation = facts.link.as_ref().zip(facts.expectation.as_ref());
    if let Some(facts) =
        expectation.and_then(|(link, id)| super::super::inspector::expectation_of(scene.org, link, id))
    {
        words.push_str(&format!(", about \u{201c}{}\u{201d}", facts.statement));
    }
    words
}

fn facts_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ComplaintId,
    facts: &Complaint,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    use ComplaintField::{Customer, Day, Expectation, Link, Words};
    for (parts, shares) in
        [(&[Words, Day][..], &[3.0, 1.0][..]), (&[Customer, Link, Expectation][..], &[1.0, 1.5, 1.5][..])]
    {
        side_by_side_ui(ui, shares, 140.0, |ui, place| {
            let Some(field) = parts.get(place) else { return };
            field_ui(ui, scene, id, facts, *field, state, sink);
        });
    }
    ui.add_space(4.0);
}

fn field_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ComplaintId,
    facts: &Complaint,
    field: ComplaintField,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let slot = RecordSlot::Complaint(id.clone(), field);
    let suggest = |typed: &str| field.suggestions(Some(facts), scene.org, typed);
    fact_ui(ui, scene, &slot, &mut state.drafts, sink, suggest);
}

/// One step: ticked when it is done; whose it is, by when, and when it was done.
#[expect(clippy::too_many_arguments, reason = "which step of which complaint, and where requests go")]
fn stage_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ComplaintId,
    facts: &Complaint,
    stage: ComplaintStage,
    open: bool,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let look = &scene.look;
    let today = scene.today();
    let title = words::with_capital(stage.word());
    let name = format!("{title}: {}", facts.words);
    let done = facts.stage(stage).is_done(today);
    if let Some(done) = named_toggle_ui(ui, look, &title, &name, done) {
        change(id, facts, sink, |facts| stage_mut(facts, stage).done = done.then_some(today));
    }
    let late = words::stage_late(facts, stage, today);
    if open {
        if let Some(late) = late {
            late_ui(ui, look, &late);
        }
        for field in [ComplaintField::Owner(stage), ComplaintField::Due(stage), ComplaintField::Done(stage)] {
            field_ui(ui, scene, id, facts, field, state, sink);
        }
        return;
    }
    let step = facts.stage(stage);
    let owner = (!step.owner.is_empty()).then(|| step.owner.clone());
    let when = match (step.done, step.due) {
        (Some(day), _) => Some(day.to_string()),
        (None, due) => late.clone().or_else(|| due.map(|day| format!("by {day}"))),
    };
    // What is late is said first.
    let parts = if late.is_some() { [when, owner] } else { [owner, when] };
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if late.is_some() {
        late_ui(ui, look, &words);
    } else if !words.is_empty() {
        soft_ui(ui, look, &words);
    }
}

fn prevented_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &ComplaintId,
    facts: &Complaint,
    open: bool,
    state: &mut RecordsState,
    sink: &mut Sink,
) {
    let name = format!("Prevented: {}", facts.words);
    let today = scene.today();
    if let Some(on) = named_toggle_ui(ui, &scene.look, "Prevented", &name, facts.prevented.is_some()) {
        change(id, facts, sink, |facts| facts.prevented = on.then_some(today));
    }
    if open {
        field_ui(ui, scene, id, facts, ComplaintField::Prevented, state, sink);
        soft_ui(ui, &scene.look, "Tick it when it cannot come back.");
    } else if let Some(day) = facts.prevented {
        soft_ui(ui, &scene.look, &format!("since {day}"));
    }
}

fn change(id: &ComplaintId, facts: &Complaint, sink: &mut Sink, with: impl FnOnce(&mut Complaint)) {
    let mut facts = facts.clone();
    with(&mut facts);
    sink.command(Command::UpdateComplaint { complaint: id.clone(), facts: Some(Box::new(facts)) });
}
