//! Doing what was asked: every request and every action of the table, in one place.

use egui::Context;

use super::ThroughlineApp;
use super::dialogs::Purpose;
use super::documents::Next;
use crate::layout::Point;
use crate::model::{
    ActionSubject, Expectation, ExpectationKind, LinkId, PartyId, Pin, Source, Verdict, View,
};
use crate::picture::ThemeName;
use crate::session::{Command, Selection, Subject};
use crate::ui::Request;
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::canvas;
use crate::ui::enabled::refusal_in_window;
use crate::ui::panels::{self, FindingsPage};
use crate::ui::questions::{LinkEnd, Question};
use crate::ui::room::SidePanel;

impl ThroughlineApp {
    /// Does everything that was asked for in the last frame, in order.
    pub(super) fn drain_requests(&mut self, ctx: &Context) {
        for request in self.sink.drain() {
            match request {
                Request::Command(command) => self.execute(&command, ctx),
                Request::Act(action) => self.act(action, ctx),
                Request::FlyTo(subject) => self.fly_to(&subject),
                Request::Open(path) => self.go_on_to(Next::Open(path), ctx),
                Request::Capture(line) => self.take_capture_line(&line, ctx),
                Request::Take(step) => self.take_step(step, ctx),
                Request::Remove(subjects) => self.ask_to_remove(subjects, ctx),
                Request::Trace(start) => self.trace(start),
                Request::PlanAction(about, what) => self.plan_action(about, &what),
                Request::StartComplaint(customer, link) => self.start_complaint(customer, link),
                Request::ShowAction(action) => {
                    self.show_bottom();
                    self.findings.show_action(&action);
                }
                Request::ShowComplaint(complaint) => {
                    self.show_bottom();
                    self.findings.show_complaint(&complaint);
                }
                Request::TakeTable(take) => self.take_table(take, ctx),
                Request::ChooseColumns => self.table.choose_columns(),
                Request::ReadColumns(names) => self.read_columns(names, ctx),
                Request::Say(text) => self.say(text, ctx),
            }
        }
    }

    /// Asks the session; what it refuses is said.
    pub(super) fn execute(&mut self, command: &Command, ctx: &Context) {
        let before = self.session.revision();
        match self.session.execute(command) {
            Err(refused) => self.say(refused.to_string(), ctx),
            Ok(_) => {
                if self.session.revision() != before {
                    self.notices.pass();
                }
                self.say_why_not_as_said(command, ctx);
            }
        }
    }

    pub(super) fn say(&mut self, text: impl Into<String>, ctx: &Context) {
        let now_s = ctx.input(|input| input.time);
        if self.workspace == Workspace::Present {
            // Nothing comes over a slide: there is a strip at its foot.
            self.presenting.tell(text, now_s);
        } else {
            self.notices.say(text, now_s);
        }
    }

    pub(super) fn fly_to(&mut self, subject: &Subject) {
        self.session.reveal([subject]);
        // Selecting cannot be refused: what is gone is simply not chosen.
        drop(self.session.execute(&Command::Select(Selection::of(subject.clone()))));
        self.canvas.centre_on(subject);
    }

    fn ask_to_remove(&mut self, subjects: Vec<Subject>, ctx: &Context) {
        let removal = self.session.removal(&subjects);
        if removal.is_empty() {
            return;
        }
        let words = removal.in_words(self.session.org());
        if removal.takes_more_along() {
            self.question = Some(Question::Remove { subjects, words });
        } else {
            self.remove(subjects, ctx);
        }
    }

    /// Removes `subjects` and offers to take that back.
    pub(super) fn remove(&mut self, subjects: Vec<Subject>, ctx: &Context) {
        self.execute(&Command::Remove(subjects), ctx);
        if let Some(label) = self.session.history().undo_label() {
            self.notices.done(label.to_owned(), ctx.input(|input| input.time));
        }
    }

    /// Does what stands in a menu, or says why it cannot be done now.
    pub(super) fn act(&mut self, action: Action, ctx: &Context) {
        if action == Action::Deselect && self.canvas.is_busy() {
            // Escape first ends what is being dragged or typed on the map.
            self.canvas.let_go();
            return;
        }
        if action == Action::Deselect && self.workspace == Workspace::Table && self.table.let_go() {
            self.importing = None;
            return;
        }
        if action == Action::Deselect && self.session.is_laying_out() {
            self.session.cancel_layout();
            return;
        }
        if action == Action::Deselect && std::mem::take(&mut self.history_open) {
            // What lies over the map goes before what is chosen on it.
            return;
        }
        if self.guide_takes(action, ctx) || self.leaves_room(action, ctx) {
            return;
        }
        if action == Action::Deselect && self.session.selection().is_empty() && !self.fix.is_supposing() {
            self.fix.stop_asking();
        }
        if action == Action::Deselect && self.leave_what_if() {
            // Then it takes back what is only supposed, before it lets go of what is selected.
            return;
        }
        if action == Action::Trace && self.traces_open_complaint() {
            return;
        }
        if let Some(reason) = refusal_in_window(action, &self.session, self.held()) {
            if action != Action::Deselect {
                self.say(reason, ctx);
            }
            return;
        }
        if self.act_on_tables(action, ctx) {
            return;
        }
        match action {
            Action::New => self.go_on_to(Next::New, ctx),
            Action::Open => self.go_on_to(Next::ChooseFile, ctx),
            Action::Save => self.save(ctx),
            Action::SaveAs => self.ask_for_file(Purpose::SaveAs, ctx),
            Action::ExportPicture => self.ask_for_file(Purpose::ExportPicture, ctx),
            Action::CopyPicture => self.copy_picture(ctx),
            Action::ExportReport => self.ask_for_file(Purpose::ExportReport, ctx),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::Undo => self.walk_history(&Command::Undo, ctx),
            Action::Redo => self.walk_history(&Command::Redo, ctx),
            Action::Remove => {
                let subjects = self.session.selection().subjects().iter().cloned().collect();
                self.ask_to_remove(subjects, ctx);
            }
            Action::Find => {
                self.show_workspace(Workspace::Map);
                self.show_panel(SidePanel::Outline);
                self.outline.start_search();
            }
            Action::Palette => self.palette.open(),
            Action::Capture => self.capture.start(),
            Action::Hearing => self.hear_selected(),
            Action::Guide => self.open_guide(),
            Action::RoomMode => self.turn_room_mode(ctx),
            Action::Shortcuts => self.question = Some(Question::Shortcuts),
            Action::About => self.question = Some(Question::About),
            Action::BeginWorkshop
            | Action::EndWorkshop
            | Action::KeepVersion
            | Action::Versions
            | Action::Handout => self.act_on_versions(action, ctx),
            _ => self.act_on_map(action, ctx),
        }
    }

    fn walk_history(&mut self, command: &Command, ctx: &Context) {
        let (verb, label) = match command {
            Command::Undo => ("Undone", self.session.history().undo_label()),
            _ => ("Done again", self.session.history().redo_label()),
        };
        let words = label.map(|label| format!("{verb}: {label}"));
        self.execute(command, ctx);
        if let Some(words) = words {
            self.say(words, ctx);
        }
    }

    fn hear_selected(&mut self) {
        if let Some(Subject::Party(party)) = self.session.selection().primary() {
            self.capture.hear(Some(party.clone()));
        }
    }

    fn act_on_map(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::AddTeam => self.canvas.start_add_party(crate::model::PartyKind::Team),
            Action::AddCustomer => self.canvas.start_add_party(crate::model::PartyKind::ExternalCustomer),
            Action::AddSupplier => self.canvas.start_add_party(crate::model::PartyKind::ExternalSupplier),
            Action::Rename => {
                if let Some(Subject::Party(party)) = self.session.selection().primary() {
                    self.canvas.start_rename(party, &self.session);
                }
            }
            Action::AddComplaint => {
                let (customer, link) = panels::complaint_for_selection(&self.session);
                self.start_complaint(customer, link);
            }
            Action::AddAction => {
                let (about, what) = panels::planned_for_selection(&self.session);
                self.plan_action(about, &what);
            }
            Action::AddLink => self.ask_for_link(),
            Action::AddNeed => self.ask_for_expectation(ExpectationKind::Need),
            Action::AddWant => self.ask_for_expectation(ExpectationKind::Want),
            Action::ReverseLink => {
                if let Some(link) = self.selected_link() {
                    self.execute(&Command::ReverseLink(link), ctx);
                }
            }
            Action::Works => self.set_verdict(Some(Verdict::Works), ctx),
            Action::Struggles => self.set_verdict(Some(Verdict::Struggles), ctx),
            Action::Broken => self.set_verdict(Some(Verdict::Broken), ctx),
            Action::NotAsked => self.set_verdict(None, ctx),
            Action::PinHere => self.pin_selected(ctx),
            Action::LetGo => self.let_selected_go(ctx),
            Action::Tidy => self.execute(&Command::Tidy(self.session.view()), ctx),
            Action::Deselect if self.session.selection().is_empty() => {
                self.act_on_shown(Action::ShowAll, ctx)
            }
            Action::Deselect => {
                self.fix.stop_asking();
                self.execute(&Command::Select(Selection::none()), ctx);
            }
            Action::NextBroken => self.walk_broken(1),
            Action::PreviousBroken => self.walk_broken(-1),
            _ => self.act_on_view(action, ctx),
        }
    }

    fn act_on_view(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::ChainView => self.show_view(View::Chain, ctx),
            Action::PyramidView => self.show_view(View::Pyramid, ctx),
            Action::Fit => self.canvas.fit(),
            Action::StopLayout => self.session.cancel_layout(),
            Action::Centre => {
                if let Some(subject) = self.session.selection().primary().cloned() {
                    self.canvas.centre_on(&subject);
                }
            }
            Action::ZoomIn => self.canvas.zoom_by(1.25),
            Action::ZoomOut => self.canvas.zoom_by(0.8),
            Action::GoUpstream => self.walk(canvas::Direction::Upstream, ctx),
            Action::GoDownstream => self.walk(canvas::Direction::Downstream, ctx),
            Action::GoUp => self.walk(canvas::Direction::Up, ctx),
            Action::GoDown => self.walk(canvas::Direction::Down, ctx),
            Action::NudgeLeft => self.nudge(canvas::Direction::Upstream, ctx),
            Action::NudgeRight => self.nudge(canvas::Direction::Downstream, ctx),
            Action::NudgeUp => self.nudge(canvas::Direction::Up, ctx),
            Action::NudgeDown => self.nudge(canvas::Direction::Down, ctx),
            Action::ExtendUpstream => self.extend(canvas::Direction::Upstream, ctx),
            Action::ExtendDownstream => self.extend(canvas::Direction::Downstream, ctx),
            Action::ExtendUp => self.extend(canvas::Direction::Up, ctx),
            Action::ExtendDown => self.extend(canvas::Direction::Down, ctx),
            _ if action.is_about_shown() => self.act_on_shown(action, ctx),
            _ => self.act_on_window(action, ctx),
        }
    }

    fn act_on_window(&mut self, action: Action, ctx: &Context) {
        if action == Action::Inspector && self.turn_inspector_in_fix(ctx) {
            return;
        }
        // Whoever asks for a panel that is not in sight wants to see it.
        let comes = self.show_panels_for(action);
        match action {
            Action::Outline => self.turn_panel(SidePanel::Outline, comes),
            Action::Inspector => self.turn_panel(SidePanel::Inspector, comes),
            Action::Findings => self.turn_panel(SidePanel::Findings, comes),
            Action::ComplaintLog => self.show_page(FindingsPage::Complaints),
            Action::ParkedList => self.show_page(FindingsPage::Parked),
            Action::ActionList => self.show_page(FindingsPage::Actions),
            Action::History => self.history_open = !self.history_open,
            Action::OrgSettings => {
                self.show_panel(SidePanel::Inspector);
                self.execute(&Command::Select(Selection::none()), ctx);
            }
            Action::LightTheme => self.choose_theme(ThemeName::Light, ctx),
            Action::DarkTheme => self.choose_theme(ThemeName::Dark, ctx),
            Action::HighContrastTheme => self.choose_theme(ThemeName::HighContrast, ctx),
            Action::LargerText => self.scale_text(1.1, ctx),
            Action::SmallerText => self.scale_text(1.0 / 1.1, ctx),
            Action::NormalText => self.set_text_scale(1.0, ctx),
            Action::ReduceMotion => self.turn_motion(ctx),
            _ if action.is_about_presenting() => self.act_on_presenting(action, ctx),
            _ => self.act_on_fix(action, ctx),
        }
    }

    pub(super) fn add_expectation(
        &mut self,
        link: LinkId,
        kind: ExpectationKind,
        statement: String,
        ctx: &Context,
    ) {
        let facts = Expectation { kind, statement, source: Source::Asked, ..Expectation::default() };
        self.execute(&Command::AddExpectation { link, facts: Box::new(facts) }, ctx);
    }

    fn take_capture_line(&mut self, line: &str, ctx: &Context) {
        if let Err(problem) = self.session.capture(line, self.capture.hearing()) {
            self.say(problem.message, ctx);
        }
    }

    pub(super) fn selected_link(&self) -> Option<LinkId> {
        self.session.selection().primary().and_then(Subject::link).cloned()
    }

    fn ask_for_link(&mut self) {
        if let Some(Subject::Party(party)) = self.session.selection().primary() {
            self.question = Some(Question::Link {
                party: party.clone(),
                end: LinkEnd::Supplier,
                text: String::new(),
                chosen: 0,
            });
        }
    }

    fn ask_for_expectation(&mut self, kind: ExpectationKind) {
        if let Some(link) = self.selected_link() {
            self.question = Some(Question::Expectation { link, kind, text: String::new() });
        }
    }

    fn pin_selected(&mut self, ctx: &Context) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "world coordinates are far below i32::MAX; the cast saturates"
        )]
        let pin = |centre: Point| Pin { x: centre.x.round() as i32, y: centre.y.round() as i32 };
        let places = canvas::places(&self.session).into_iter();
        self.set_pins(places.map(|(party, centre)| (party, Some(pin(centre)))).collect(), ctx);
    }

    fn let_selected_go(&mut self, ctx: &Context) {
        let view = self.session.view();
        let is_pinned =
            |id: &&PartyId| self.session.org().party(id).is_some_and(|party| party.pins.contains_key(&view));
        let pinned = self.session.selection().parties().filter(is_pinned).cloned();
        self.set_pins(pinned.map(|party| (party, None)).collect(), ctx);
    }

    fn set_pins(&mut self, pins: Vec<(PartyId, Option<Pin>)>, ctx: &Context) {
        if let Some(command) = canvas::set_pins(&self.session, pins) {
            self.execute(&command, ctx);
        }
    }

    /// Brings the panel at the bottom into sight.
    fn show_bottom(&mut self) {
        self.show_workspace(Workspace::Map);
        self.show_panel(SidePanel::Findings);
    }

    fn plan_action(&mut self, about: ActionSubject, what: &str) {
        self.show_bottom();
        self.findings.start_action(&self.session, about, what);
    }

    fn start_complaint(&mut self, customer: Option<PartyId>, link: Option<LinkId>) {
        self.show_bottom();
        self.findings.start_complaint(&self.session, customer.as_ref(), link.as_ref());
    }

    pub(super) fn show_page(&mut self, page: FindingsPage) {
        self.show_bottom();
        self.findings.open(page);
    }

    fn show_view(&mut self, view: View, ctx: &Context) {
        if self.session.view() != view {
            self.execute(&Command::SetView(view), ctx);
            self.canvas.fit();
        }
    }

    fn walk(&mut self, direction: canvas::Direction, ctx: &Context) {
        if let Some(selection) = canvas::walk(&self.session, direction) {
            let subject = selection.primary().cloned();
            self.execute(&Command::Select(selection), ctx);
            if let Some(subject) = subject {
                self.canvas.centre_on(&subject);
            }
        }
    }

    fn nudge(&mut self, nudge: canvas::Direction, ctx: &Context) {
        if let Some(command) = canvas::nudge(&self.session, nudge) {
            self.execute(&command, ctx);
        }
    }

    /// Goes to the next broken link: roots first, in the order of the fix list, then the symptoms.
    fn walk_broken(&mut self, step: isize) {
        let order = self.broken_links();
        let here = self.selected_link().and_then(|link| order.iter().position(|other| *other == link));
        let count = isize::try_from(order.len()).unwrap_or(isize::MAX);
        let next = match here {
            Some(place) => (isize::try_from(place).unwrap_or(0) + step).rem_euclid(count.max(1)),
            None if step > 0 => 0,
            None => count - 1,
        };
        if let Some(link) = usize::try_from(next).ok().and_then(|next| order.get(next)) {
            self.fly_to(&Subject::Link(link.clone()));
        }
    }

    fn broken_links(&self) -> Vec<LinkId> {
        use crate::diagnosis::{FixKind, LinkState};
        let diagnosis = self.session.diagnosis();
        let roots =
            diagnosis.fixes.iter().filter(|fix| fix.kind == FixKind::Root).flat_map(|fix| fix.links.iter());
        let mut order: Vec<LinkId> = roots.cloned().collect();
        for link in diagnosis.links.iter().filter(|link| link.state == LinkState::Broken) {
            if !order.contains(link.id()) {
                order.push(link.id().clone());
            }
        }
        order
    }
}
