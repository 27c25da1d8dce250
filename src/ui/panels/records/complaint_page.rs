//! The complaint log: what external customers complained of, the oldest open one first; what is done stays, folded away.

use egui::Ui;

use super::super::scene::Scene;
use super::complaint::complaint_ui;
use super::form::{Asked, Form, Part, form_ui};
use super::{ComplaintField, NewRecord, Record, RecordSlot, RecordsState, names};
use crate::model::{Complaint, ComplaintId, PartyId};
use crate::session::Command;
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::widgets::{Weight, button_ui, empty_ui, keyed_fold_ui};

/// What is asked of a new complaint: the rest is filled in as it goes on.
pub const PARTS: [ComplaintField; 4] =
    [ComplaintField::Words, ComplaintField::Customer, ComplaintField::Link, ComplaintField::Day];

/// Shows the way to add a complaint, unless it is shown elsewhere: under the words of an empty log, or a form that is open.
pub fn add_complaint_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState) {
    if state.new != Some(NewRecord::Complaint) && !scene.org.complaints.is_empty() {
        button_to_add_ui(ui, scene, state);
    }
}

fn button_to_add_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState) {
    if button_ui(ui, &scene.look, Weight::Plain, "Add a complaint").clicked() {
        state.start_complaint(scene.session, None, None);
    }
}

/// Shows the page. With `beside`, the way to add stands beside the tabs.
pub fn complaints_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut RecordsState,
    beside: bool,
    sink: &mut Sink,
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    if state.new == Some(NewRecord::Complaint) {
        new_complaint_ui(ui, scene, state, sink);
    } else if scene.org.complaints.is_empty() {
        empty_log_ui(ui, scene, state, sink);
    } else if !beside {
        button_to_add_ui(ui, scene, state);
    }
    let today = scene.today();
    let (open, closed): (Vec<_>, Vec<_>) =
        scene.org.complaints.iter().partition(|(id, facts)| facts.is_open(today) || is_unfolded(state, id));
    for (id, facts) in in_order(open) {
        ui.push_id(id, |ui| complaint_ui(ui, scene, id, facts, state, sink));
    }
    if !closed.is_empty() {
        let words = format!("Done ({})", closed.len());
        keyed_fold_ui(ui, &scene.look, "closed complaints", &words, |ui| {
            for (id, facts) in in_order(closed) {
                ui.push_id(id, |ui| complaint_ui(ui, scene, id, facts, state, sink));
            }
        });
    }
}

fn empty_log_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState, sink: &mut Sink) {
    empty_ui(
        ui,
        &scene.look,
        "No complaint is written down",
        "The log follows each complaint of an external customer until the customer is answered, the problem is \
         solved and its cause inside is mended.",
    );
    if !names::customers(scene.org).is_empty() {
        button_to_add_ui(ui, scene, state);
    } else if button_ui(ui, &scene.look, Weight::Plain, "Add external customer").clicked() {
        sink.act(Action::AddCustomer);
    }
}

/// A row that is unfolded stays where it can be seen.
fn is_unfolded(state: &RecordsState, id: &ComplaintId) -> bool {
    matches!(&state.unfolded, Some(Record::Complaint(unfolded)) if unfolded == id)
}

fn in_order<'org>(
    mut complaints: Vec<(&'org ComplaintId, &'org Complaint)>,
) -> Vec<(&'org ComplaintId, &'org Complaint)> {
    complaints.sort_by_key(|(_, facts)| facts.day);
    complaints
}

fn new_complaint_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut RecordsState, sink: &mut Sink) {
    use ComplaintField::{Customer, Day, Link, Words};
    let customers = names::customers(scene.org);
    let (customer, note) = match customers.as_slice() {
        [(_, only)] => (only.as_str(), "Only what was said is needed. Enter adds it, Escape leaves it."),
        _ => {
            ("Which external customer", "Needed: what was said and by whom. Enter adds it, Escape leaves it.")
        }
    };
    let part = |field, hint, share| Part { slot: RecordSlot::NewComplaint(field), hint, share };
    let form = Form {
        said: part(Words, "In the customer\u{2019}s words", 1.0),
        rest: &[part(Customer, customer, 1.3), part(Link, "Not known yet", 1.6), part(Day, "Today", 1.0)],
        add: "Add this complaint",
        note,
    };
    let suggest = |slot: &RecordSlot, typed: &str| match slot {
        RecordSlot::NewComplaint(field) => field.suggestions(None, scene.org, typed),
        _ => Vec::new(),
    };
    match form_ui(ui, scene, &form, &mut state.drafts, suggest) {
        Asked::Nothing => {}
        Asked::Cancel => state.forget_new(),
        Asked::Leave => state.leave_new(),
        Asked::Add => match read(scene, state) {
            Ok(complaint) => {
                state.forget_new();
                sink.command(Command::AddComplaint(Box::new(complaint)));
            }
            Err((field, problem)) => state.refuse_part(&RecordSlot::NewComplaint(field), problem),
        },
    }
}

/// The complaint that the parts make, or which part cannot be read and why.
fn read(scene: &Scene<'_>, state: &RecordsState) -> Result<Complaint, (ComplaintField, String)> {
    let mut complaint = Complaint::of(PartyId::new(""), scene.today(), "");
    for field in PARTS {
        let text = state.drafts.text(&RecordSlot::NewComplaint(field));
        if field == ComplaintField::Day && text.trim().is_empty() {
            continue;
        }
        field.write(&mut complaint, scene.org, text, scene.today()).map_err(|problem| (field, problem))?;
    }
    Ok(complaint)
}
