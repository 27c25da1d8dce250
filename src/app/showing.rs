//! Doing what was asked of the part of the map that is drawn: focus, folding, choosing several.

use std::collections::BTreeSet;

use egui::Context;

use super::ThroughlineApp;
use crate::model::PartyId;
use crate::session::{Command, Selection, Showing, Subject};
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::canvas;
use crate::ui::room::SidePanel;

/// How far a new focus reaches.
const FIRST_STEPS: usize = 2;

impl ThroughlineApp {
    pub(super) fn act_on_shown(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::Focus => {
                let steps = self.session.showing().focus.as_ref().map_or(FIRST_STEPS, |focus| focus.steps);
                let selection = self.session.selection().clone();
                self.change_showing(|showing| showing.focused(&selection, steps), ctx);
                self.canvas.fit();
            }
            Action::FewerSteps => self.change_steps(|steps| steps.saturating_sub(1), ctx),
            Action::MoreSteps => self.more_steps(ctx),
            Action::ShowAll => {
                self.change_showing(Showing::unfocused, ctx);
                self.canvas.fit();
            }
            Action::FoldDepartment => self.turn_departments(ctx),
            Action::FoldAll => self.fold_all(ctx),
            Action::UnfoldAll => {
                let folded = self.session.showing().folded.clone();
                self.change_showing(|showing| showing.unfolding(folded.iter().map(String::as_str)), ctx);
                self.canvas.fit();
            }
            Action::SelectAll => {
                let boxes = self.session.shown().boxes().iter();
                let parties = boxes.flat_map(|drawn| drawn.parties().iter().cloned().map(Subject::Party));
                let all = Selection::of_all(parties);
                self.execute(&Command::Select(all), ctx);
            }
            Action::SetDepartment => self.ask_for_department(),
            _ => debug_assert!(false, "{action:?} is done elsewhere"),
        }
    }

    fn change_showing(&mut self, change: impl FnOnce(Showing) -> Showing, ctx: &Context) {
        let showing = change(self.session.showing().clone());
        self.execute(&Command::Show(showing), ctx);
    }

    fn change_steps(&mut self, change: impl FnOnce(usize) -> usize, ctx: &Context) {
        let Some(focus) = &self.session.showing().focus else { return };
        let steps = change(focus.steps);
        self.change_showing(|showing| showing.with_steps(steps), ctx);
        self.canvas.fit();
    }

    /// One step more, unless that would show nobody else.
    fn more_steps(&mut self, ctx: &Context) {
        let Some(focus) = &self.session.showing().focus else { return };
        let further = crate::session::Focus { steps: focus.steps + 1, ..focus.clone() };
        if further.parties(self.session.org()).len() == self.session.shown().parties() {
            self.say("Nobody lies further up- or downstream of it", ctx);
            return;
        }
        self.change_steps(|steps| steps + 1, ctx);
    }

    /// Folds the departments of what is chosen, or unfolds them when all of them are folded.
    fn turn_departments(&mut self, ctx: &Context) {
        let org = self.session.org();
        let chosen = self.session.chosen_parties();
        let departments = chosen.iter().filter_map(|id| org.party(id)?.department.clone());
        let names: BTreeSet<String> = departments.collect();
        let first = chosen.iter().find(|id| org.party(id).is_some_and(|party| party.department.is_some()));
        let first = first.cloned().map(Subject::Party);
        let are_folded = names.is_subset(&self.session.showing().folded);
        if are_folded {
            self.change_showing(|showing| showing.unfolding(names.iter().map(String::as_str)), ctx);
        } else {
            self.fold(&names, ctx);
        }
        if let Some(first) = first {
            self.canvas.keep_in_view(&first);
        }
    }

    fn fold_all(&mut self, ctx: &Context) {
        let departments = self.session.org().parties().values().filter_map(|party| party.department.clone());
        let names: BTreeSet<String> = departments.collect();
        self.fold(&names, ctx);
        self.canvas.fit();
    }

    /// Folds these, and chooses as a whole those of which something was chosen: what is in a folded box cannot be chosen by itself.
    fn fold(&mut self, names: &BTreeSet<String>, ctx: &Context) {
        let org = self.session.org();
        let of = |id: &PartyId| org.party(id)?.department.as_ref().filter(|name| names.contains(*name));
        let chosen = self.session.chosen_parties();
        let touched: BTreeSet<&String> = chosen.iter().filter_map(of).collect();
        if !touched.is_empty() {
            let shown = self.session.shown();
            let is_touched = |id: &&PartyId| {
                shown.place_of(id).is_some() && of(id).is_some_and(|name| touched.contains(name))
            };
            let members = org.parties().keys().filter(is_touched).cloned();
            let others = self.session.selection().parties().cloned();
            let whole = Selection::of_all(members.chain(others).map(Subject::Party));
            self.execute(&Command::Select(whole), ctx);
        }
        self.change_showing(|showing| showing.folding(names.iter().map(String::as_str)), ctx);
    }

    /// Brings the field for the department of what is chosen into sight, with the keyboard in it.
    fn ask_for_department(&mut self) {
        self.show_workspace(Workspace::Map);
        self.show_panel(SidePanel::Inspector);
        self.inspector.start_department(&self.session);
    }

    /// Adds what lies in that direction to what is chosen.
    pub(super) fn extend(&mut self, direction: canvas::Direction, ctx: &Context) {
        if let Some(selection) = canvas::extended(&self.session, direction) {
            let subject = selection.primary().cloned();
            self.execute(&Command::Select(selection), ctx);
            if let Some(subject) = subject {
                self.canvas.keep_in_view(&subject);
            }
        }
    }

    /// Says what came into sight because it was asked for.
    pub(super) fn say_what_was_revealed(&mut self, ctx: &Context) {
        if let Some(words) = self.session.take_revealed() {
            self.say(words, ctx);
            if let Some(chosen) = self.session.selection().primary().cloned() {
                self.canvas.keep_in_view(&chosen);
            }
        }
    }
}
