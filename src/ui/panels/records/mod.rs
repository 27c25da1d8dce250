//! What people keep beside the map, at the bottom: the complaint log and the action list.
//!
//! Both are pages of the panel of findings. Rows are ticked and unfold where they stand; what is under way in their fields, and what is
//! being written down anew, lives in [`RecordsState`].

mod action;
mod action_page;
mod complaint;
mod complaint_page;
mod fields;
mod form;
mod names;
mod parked_page;

use egui::{Align, Response, Ui};

use super::scene::Scene;
use super::words::days_suggested;
use crate::model::{ActionId, ActionSubject, ComplaintId, LinkId, Org, PartyId};
use crate::session::Session;
use crate::ui::Sink;
use crate::ui::widgets::{Drafts, FieldLook, Suggestion, suggested_field_ui};

pub use action_page::{actions_ui, add_action_ui};
pub use complaint_page::{add_complaint_ui, complaints_ui};
pub(super) use fields::optional_day;
pub use fields::{ActionField, ComplaintField, RecordSlot};
pub(super) use names::{about_link, next_step_on};
pub use names::{complaint_for_selection, planned_for_selection};
pub use parked_page::{ParkedState, parked_ui};

/// One record, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Record {
    Complaint(ComplaintId),
    Action(ActionId),
}

/// What is being written down anew.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NewRecord {
    Complaint,
    /// An action that began with this subject.
    Action(ActionSubject),
}

/// What is open and under way in the two lists.
#[derive(Debug, Default)]
pub struct RecordsState {
    drafts: Drafts<RecordSlot>,
    unfolded: Option<Record>,
    /// The row to bring into view as soon as it is shown.
    scroll_to: Option<Record>,
    new: Option<NewRecord>,
    /// What was left with Escape or for another form; its words wait until the same is begun again.
    left: Vec<NewRecord>,
}

impl RecordsState {
    /// Opens the form for a new action with the keyboard in its text.
    pub fn start_action(&mut self, session: &Session, about: ActionSubject, what: &str) {
        let slot = RecordSlot::NewAction;
        self.drafts.focus(slot(ActionField::What));
        if self.comes_back(&NewRecord::Action(about.clone())) {
            return;
        }
        if !what.is_empty() {
            self.drafts.put(&slot(ActionField::What), what.to_owned());
        }
        if about != ActionSubject::Org {
            let words = names::about(&about, session.org(), session.diagnosis());
            self.drafts.put(&slot(ActionField::About), words);
        }
    }

    /// Opens the form for a new complaint with the keyboard in its text.
    pub fn start_complaint(&mut self, session: &Session, customer: Option<&PartyId>, link: Option<&LinkId>) {
        let slot = RecordSlot::NewComplaint;
        self.drafts.focus(slot(ComplaintField::Words));
        if self.comes_back(&NewRecord::Complaint) {
            return;
        }
        if let Some(customer) = customer {
            let name = session.org().name_of(customer).to_owned();
            self.drafts.put(&slot(ComplaintField::Customer), name);
        }
        if let Some(link) = link {
            self.drafts.put(&slot(ComplaintField::Link), super::words::ends(session.org(), link));
        }
    }

    /// Unfolds an action and brings it into view.
    pub fn show_action(&mut self, action: &ActionId) {
        self.unfolded = Some(Record::Action(action.clone()));
        self.scroll_to = self.unfolded.clone();
    }

    /// The complaint that is unfolded, if one is.
    #[must_use]
    pub fn open_complaint(&self) -> Option<&ComplaintId> {
        match &self.unfolded {
            Some(Record::Complaint(complaint)) => Some(complaint),
            _ => None,
        }
    }

    /// Unfolds a complaint and brings it into view.
    pub fn show_complaint(&mut self, complaint: &ComplaintId) {
        self.unfolded = Some(Record::Complaint(complaint.clone()));
        self.scroll_to = self.unfolded.clone();
    }

    /// Takes what was typed and not yet confirmed, before a save or another document. What cannot be taken stays.
    pub fn finish(&mut self, session: &Session, sink: &mut Sink) {
        let is_fact = |slot: &RecordSlot| matches!(slot, RecordSlot::Complaint(..) | RecordSlot::Action(..));
        for (slot, text) in self.drafts.take_waiting(is_fact) {
            take(session, &slot, text, &mut self.drafts, sink);
        }
    }

    /// Folds a row, or unfolds it in the place of another, with room for what it holds beneath.
    fn toggle(&mut self, record: Record) {
        self.unfolded = if self.unfolded.as_ref() == Some(&record) { None } else { Some(record) };
        self.scroll_to = self.unfolded.clone();
    }

    /// Brings the row into view if that was asked for.
    fn bring_into_view(&mut self, record: &Record, row: &Response) {
        if self.scroll_to.as_ref() == Some(record) {
            self.scroll_to = None;
            row.scroll_to_me(Some(Align::TOP));
        }
    }

    /// Whether a form or an unfolded record wants more room than a list.
    #[must_use]
    pub fn wants_room_for_actions(&self, org: &Org) -> bool {
        let unfolded = |record: &Record| matches!(record, Record::Action(id) if org.actions.contains_key(id));
        matches!(self.new, Some(NewRecord::Action(_))) || self.unfolded.as_ref().is_some_and(unfolded)
    }

    /// The same for complaints.
    #[must_use]
    pub fn wants_room_for_complaints(&self, org: &Org) -> bool {
        let unfolded =
            |record: &Record| matches!(record, Record::Complaint(id) if org.complaints.contains_key(id));
        self.new == Some(NewRecord::Complaint) || self.unfolded.as_ref().is_some_and(unfolded)
    }

    /// Whether the form that was left, or one that stands open, is this one: then its words are there.
    fn comes_back(&mut self, wanted: &NewRecord) -> bool {
        let comes = self.new.as_ref() == Some(wanted) || self.left.contains(wanted);
        if !comes {
            self.forget_words(wanted);
        }
        self.left.retain(|left| left != wanted);
        self.left.extend(self.new.take().filter(|open| open != wanted));
        self.new = Some(wanted.clone());
        comes
    }

    /// Says under a part of the form why it cannot be taken, and puts the keyboard there.
    fn refuse_part(&mut self, slot: &RecordSlot, problem: String) {
        let typed = self.drafts.text(slot).to_owned();
        self.drafts.refuse(slot, typed, problem);
        self.drafts.focus(slot.clone());
    }

    /// Puts the form away; its words stay until the same is begun again.
    fn leave_new(&mut self) {
        self.left.extend(self.new.take());
    }

    /// Puts the form away with its words.
    fn forget_new(&mut self) {
        if let Some(new) = self.new.take() {
            self.forget_words(&new);
        }
    }

    /// Empties the fields of a form; whatever was left of that kind has no words any more.
    fn forget_words(&mut self, of: &NewRecord) {
        let is_complaint = *of == NewRecord::Complaint;
        self.left.retain(|left| (*left == NewRecord::Complaint) != is_complaint);
        if is_complaint {
            for field in complaint_page::PARTS {
                self.drafts.clear(&RecordSlot::NewComplaint(field));
            }
        } else {
            for field in [ActionField::What, ActionField::About, ActionField::Owner, ActionField::Due] {
                self.drafts.clear(&RecordSlot::NewAction(field));
            }
        }
    }
}

/// Asks for the command that the text comes to, or keeps the text with the reason why not.
fn take(
    session: &Session,
    slot: &RecordSlot,
    text: String,
    drafts: &mut Drafts<RecordSlot>,
    sink: &mut Sink,
) {
    if slot.text(session.org(), session.diagnosis()).trim() == text.trim() {
        return;
    }
    match slot.command(session.org(), &text, session.today()) {
        Ok(command) => sink.command(command),
        Err(problem) => drafts.refuse(slot, text, problem),
    }
}

/// Shows a typed fact of a record and asks for what was typed.
fn fact_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    slot: &RecordSlot,
    drafts: &mut Drafts<RecordSlot>,
    sink: &mut Sink,
    suggest: impl FnOnce(&str) -> Vec<String>,
) {
    let today = scene.today();
    let suggest = |typed: &str| match slot.side() {
        Some(side) => days_suggested(typed, today, side),
        None => suggest(typed).into_iter().map(Suggestion::from).collect(),
    };
    let is_long = matches!(
        slot,
        RecordSlot::Complaint(_, ComplaintField::Words) | RecordSlot::Action(_, ActionField::What)
    );
    let (label, hint) = (slot.label(), slot.hint());
    let shape = if is_long { FieldLook::lines(label, hint) } else { FieldLook::line(label, hint) };
    let value = slot.text(scene.org, scene.diagnosis);
    if let Some(text) = suggested_field_ui(ui, &scene.look, slot, shape, &value, drafts, suggest) {
        take(scene.session, slot, text, drafts, sink);
    }
}
