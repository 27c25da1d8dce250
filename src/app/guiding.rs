//! Doing what was asked of capture: pasted lines, guided capture, room mode, and what a new map begins with.

use egui::Context;

use super::ThroughlineApp;
use crate::edit::{Edit, Transaction};
use crate::session::{Command, Selection, Subject};

impl ThroughlineApp {
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
