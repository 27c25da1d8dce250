//! Doing what was asked of the *Fix* workspace: what-if, trace, next question.

use std::sync::Arc;

use egui::Context;

use super::ThroughlineApp;
use crate::diagnosis::{TraceStart, kept_as};
use crate::model::ComplaintId;
use crate::session::{Command, Subject};
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::enabled::Held;
use crate::ui::panels::kept_in_words;
use crate::ui::room::SidePanel;

/// From this width of the window on, in points, the inspector stands beside the map in the *Fix* workspace too.
pub(super) const ROOM_FOR_INSPECTOR: f32 = 1700.0;

impl ThroughlineApp {
    /// Brings what is supposed and traced up to date with the facts, and hands it to the map.
    pub(super) fn refresh_fix(&mut self) {
        self.fix.refresh(&self.session);
        self.canvas.suppose(self.fix.supposed().map(Arc::clone));
        let traced = if self.workspace == Workspace::Fix { self.fix.lighted() } else { None };
        self.canvas.light(traced.map(Arc::clone));
    }

    pub(super) fn act_on_fix(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::MapWorkspace => self.show_workspace(Workspace::Map),
            Action::FixWorkspace => self.show_workspace(Workspace::Fix),
            Action::WhatIf => self.suppose_selected(),
            Action::ClearWhatIf => {
                self.leave_what_if();
            }
            Action::BestTogether => {
                self.fix.suppose_best_together(&self.session);
                self.show_workspace(Workspace::Fix);
            }
            Action::KeepWhatIf => self.keep_what_if(ctx),
            Action::CompareWhatIf => {
                let words = self.fix.compare(&self.session);
                self.show_workspace(Workspace::Fix);
                self.say(words, ctx);
            }
            Action::Trace => self.trace_selected(),
            Action::NextQuestion => self.ask_next(),
            _ => debug_assert!(false, "{action:?} is done nowhere"),
        }
    }

    pub(super) fn show_workspace(&mut self, workspace: Workspace) {
        if self.workspace != workspace {
            self.workspace = workspace;
            // The map has another width now.
            self.canvas.fit();
        }
    }

    /// A panel that the *Fix* workspace does not have is shown around the map. Tells whether that brought another workspace.
    pub(super) fn show_panels_for(&mut self, action: Action) -> bool {
        let is_panel = matches!(
            action,
            Action::Inspector
                | Action::OrgSettings
                | Action::Outline
                | Action::Findings
                | Action::ComplaintLog
                | Action::ActionList
                | Action::ParkedList
        );
        let comes = is_panel && self.workspace != Workspace::Map;
        if comes {
            self.show_workspace(Workspace::Map);
        }
        comes
    }

    /// Whether the panel stands beside the map, or would if the map were shown.
    pub(super) fn is_panel_shown(&self, panel: SidePanel) -> bool {
        if self.workspace == Workspace::Map {
            self.shown_panels.has(panel)
        } else {
            match panel {
                SidePanel::Outline => self.settings.outline,
                SidePanel::Inspector => self.settings.inspector,
                SidePanel::Findings => self.settings.findings,
            }
        }
    }

    /// Shows the panel beside the map, before others where there is not room for all.
    pub(super) fn show_panel(&mut self, panel: SidePanel) {
        self.latest_panel = Some(panel);
        self.want_panel(panel, true);
    }

    /// Shows the panel, or puts it away; what was wanted and had no room is shown.
    pub(super) fn turn_panel(&mut self, panel: SidePanel, comes: bool) {
        if comes || !self.is_panel_shown(panel) {
            self.show_panel(panel);
        } else {
            self.want_panel(panel, false);
        }
    }

    fn want_panel(&mut self, panel: SidePanel, on: bool) {
        self.settings_mut(|settings| match panel {
            SidePanel::Outline => settings.outline = on,
            SidePanel::Inspector => settings.inspector = on,
            SidePanel::Findings => settings.findings = on,
        });
    }

    /// On a wide window the inspector comes and goes within the *Fix* workspace. Tells whether it did.
    pub(super) fn turn_inspector_in_fix(&mut self, ctx: &Context) -> bool {
        let has_room = ctx.content_rect().width() >= ROOM_FOR_INSPECTOR;
        match self.workspace {
            Workspace::Fix if has_room => self.inspector_in_fix = !self.inspector_in_fix,
            Workspace::Table if has_room => {
                self.settings_mut(|settings| settings.inspector = !settings.inspector);
            }
            _ => return false,
        }
        true
    }

    fn suppose_selected(&mut self) {
        if let Some(link) = self.selected_link() {
            self.fix.turn(&link, &self.session);
            self.show_workspace(Workspace::Fix);
        }
    }

    /// Shows again how things are. Tells whether anything was supposed.
    pub(super) fn leave_what_if(&mut self) -> bool {
        self.fix.clear_what_if()
    }

    /// Notes an action for each supposition, as one step.
    fn keep_what_if(&mut self, ctx: &Context) {
        let Some(scenario) = self.fix.scenario(&self.session) else {
            return;
        };
        let kept = kept_as(&scenario, self.session.org(), self.session.diagnosis());
        let words = kept_in_words(&kept, self.session.org());
        if kept.actions.is_empty() {
            self.say(words, ctx);
            return;
        }
        let label = format!("Plan: {}", scenario.name);
        self.execute(&Command::AddActions(label, kept.actions), ctx);
        self.notices.done(words, ctx.input(|input| input.time));
    }

    /// What actions depend on beside the session.
    pub(super) fn held(&self) -> Held {
        Held { complaint: self.open_complaint().is_some(), supposes: self.fix.is_supposing() }
    }

    /// With nothing selected, *why* is asked of the complaint that is unfolded.
    fn open_complaint(&self) -> Option<&ComplaintId> {
        let is_free = self.session.selection().is_empty() && self.is_panel_shown(SidePanel::Findings);
        let open = self.findings.open_complaint().filter(|_| is_free && self.workspace == Workspace::Map);
        open.filter(|complaint| self.session.org().complaints.contains_key(*complaint))
    }

    /// Traces the complaint that is unfolded. Tells whether one is.
    pub(super) fn traces_open_complaint(&mut self) -> bool {
        let start = self.open_complaint().map(|complaint| TraceStart::Complaint(complaint.clone()));
        let traces = start.is_some();
        if let Some(start) = start {
            self.trace(start);
        }
        traces
    }

    fn trace_selected(&mut self) {
        let start = match self.session.selection().primary() {
            Some(Subject::Party(party)) => TraceStart::Customer(party.clone()),
            Some(Subject::Link(link) | Subject::Expectation(link, _)) => TraceStart::Link(link.clone()),
            None => return,
        };
        self.trace(start);
    }

    /// Shows what lies behind `start`.
    pub(super) fn trace(&mut self, start: TraceStart) {
        self.fix.trace(start);
        self.show_workspace(Workspace::Fix);
        self.session.refresh();
        self.fix.refresh(&self.session);
        if let Some(lighted) = self.fix.lighted() {
            let links: Vec<Subject> = lighted.lit.links.iter().cloned().map(Subject::Link).collect();
            self.session.reveal(&links);
            self.canvas.show_all(links);
        }
    }

    /// Goes to the link that is worth asking about next; its answer is given there.
    fn ask_next(&mut self) {
        if let Some(link) = self.fix.ask_next(&self.session) {
            self.fly_to(&Subject::Link(link));
        }
    }
}
