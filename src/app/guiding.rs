//! Doing what was asked of capture: pasted lines, guided capture, room mode, and what a new map begins with.

use egui::{Context, Key, Modifiers};

use super::ThroughlineApp;
use crate::edit::{Edit, Transaction};
use crate::model::Verdict;
use crate::session::guide::Step;
use crate::session::{Command, Selection, Session, Subject};
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::questions::Question;
use crate::ui::start::Beginning;

/// How much larger everything is in room mode.
const ROOM_SCALE: f32 = 1.5;
/// Up to so many parties the whole map is shown beside a question; on a larger one what it asks about.
const SHOWN_WHOLE: usize = 40;

impl ThroughlineApp {
    /// Begins a new map; the open one was left before.
    pub(super) fn begin_new(&mut self, beginning: Beginning, ctx: &Context) {
        match beginning {
            Beginning::Blank => self.show_new_map(),
            Beginning::Guided => {
                self.show_new_map();
                self.open_guide();
            }
            Beginning::Spreadsheet => self.ask_for_spreadsheets(ctx),
            Beginning::Copy(start) => match start.org() {
                Ok(org) => {
                    let label = format!("Begin with {}", start.name);
                    let copy = Session::made_of(&org, label, &self.places, self.session.today());
                    self.show(copy.nobodys_work_yet());
                }
                Err(error) => {
                    let title = format!("{} cannot be opened", start.name);
                    self.question = Some(Question::Trouble { title, message: error.to_string() });
                }
            },
        }
        ctx.request_repaint();
    }

    pub(super) fn open_guide(&mut self) {
        self.show_workspace(Workspace::Map);
        let hearing = self.capture.hearing().cloned();
        self.guide.open(&self.session, hearing.as_ref());
        self.canvas.fit();
    }

    fn leave_guide(&mut self) {
        self.guide.leave();
        self.canvas.fit();
    }

    /// The keys that go from question to question, which a text field would take for itself.
    pub(super) fn hear_guide_keys(&mut self, ctx: &Context) {
        if !self.guide.is_open() {
            return;
        }
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        if pressed(Key::ArrowLeft) {
            self.guide.back();
        }
        if pressed(Key::ArrowRight) {
            self.guide.skip(&self.session);
        }
    }

    /// While a question is open some keys answer it. Tells whether this one did.
    pub(super) fn guide_takes(&mut self, action: Action, ctx: &Context) -> bool {
        if !self.guide.is_open() {
            return false;
        }
        let verdict = match action {
            Action::Guide | Action::Deselect => {
                self.leave_guide();
                return true;
            }
            Action::Capture => {
                self.guide.focus();
                return true;
            }
            Action::Hearing => return self.hear_in_guide(),
            Action::Works => Some(Verdict::Works),
            Action::Struggles => Some(Verdict::Struggles),
            Action::Broken => Some(Verdict::Broken),
            Action::NotAsked => None,
            _ => return false,
        };
        let Some(Step::Word(link)) = self.guide.step().cloned() else { return false };
        let has_word = self.session.org().link(&link).is_some_and(|facts| !facts.verdicts.is_empty());
        if verdict.is_some() || has_word {
            self.execute(&Command::SetVerdict { link, verdict }, ctx);
            self.session.refresh();
        }
        match verdict {
            Some(_) => self.guide.end(&self.session),
            None => self.guide.skip(&self.session),
        }
        true
    }

    fn hear_in_guide(&mut self) -> bool {
        match self.session.selection().primary() {
            Some(Subject::Party(party)) => {
                let party = party.clone();
                self.guide.hear(&party, &self.session);
                true
            }
            _ => false,
        }
    }

    /// Shows on the map what is asked about, once for each question.
    pub(super) fn follow_guide(&mut self, ctx: &Context) {
        let Some(subject) = self.guide.refresh(&self.session) else { return };
        let is_small = self.session.org().parties().len() <= SHOWN_WHOLE;
        let chosen = subject.clone().map_or_else(Selection::none, Selection::of);
        self.execute(&Command::Select(chosen), ctx);
        match subject {
            Some(subject) if !is_small => self.canvas.centre_on(&subject),
            _ => self.canvas.fit(),
        }
        self.session.refresh();
        ctx.request_repaint();
    }

    pub(super) fn turn_room_mode(&mut self, ctx: &Context) {
        self.room = !self.room;
        if self.room {
            self.show_workspace(Workspace::Map);
        }
        ctx.set_zoom_factor(self.settings.text_scale * self.room_scale());
        self.canvas.fit();
    }

    pub(super) fn room_scale(&self) -> f32 {
        if self.room { ROOM_SCALE } else { 1.0 }
    }

    /// Escape leaves room mode once there is nothing else to let go of. Tells whether it did.
    pub(super) fn leaves_room(&mut self, action: Action, ctx: &Context) -> bool {
        let nothing_chosen = self.session.selection().is_empty() && self.session.showing().focus.is_none();
        let leaves = self.room && action == Action::Deselect && nothing_chosen;
        if leaves {
            self.turn_room_mode(ctx);
        }
        leaves
    }

    /// Does what a panel made ready, and chooses the last link or party it speaks of.
    pub(super) fn take_step(&mut self, step: Transaction, ctx: &Context) {
        let (label, last) = (step.label.clone(), last_subject(&step));
        if let Err(error) = self.session.execute_transaction(step) {
            self.say(error.to_string(), ctx);
            return;
        }
        if let Some(subject) = last {
            self.execute(&Command::Select(Selection::of(subject)), ctx);
        }
        if self.guide.is_open() {
            // The question stands beside what was said; the map has grown.
            self.canvas.fit();
            return;
        }
        self.notices.done(label, ctx.input(|input| input.time));
    }
}

fn last_subject(step: &Transaction) -> Option<Subject> {
    step.edits.iter().rev().find_map(|edit| match edit {
        Edit::PartyExists { party, .. } | Edit::Party { party, .. } => Some(Subject::Party(party.clone())),
        Edit::LinkExists { link, .. }
        | Edit::Link { link, .. }
        | Edit::ExpectationExists { link, .. }
        | Edit::Expectation { link, .. } => Some(Subject::Link(link.clone())),
        Edit::Org(_) => None,
    })
}
