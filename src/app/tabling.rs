//! Doing what was asked of the *Table* workspace: rows to and from the clipboard, several rows at once.

use egui::{Context, Event, ViewportCommand};

use super::ThroughlineApp;
use crate::model::{LinkId, Verdict};
use crate::session::table::{copied, subjects_to_copy};
use crate::session::{Command, Subject, disagreement};
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::table::{PreviewSource, TablePage};

impl ThroughlineApp {
    /// Does what is about tables. Tells whether `action` is.
    pub(super) fn act_on_tables(&mut self, action: Action, ctx: &Context) -> bool {
        if self.workspace == Workspace::Table && is_done_on_the_map(action) {
            self.show_workspace(Workspace::Map);
        }
        match action {
            Action::TableWorkspace => self.show_table(TablePage::Rows),
            Action::MatrixPage => self.show_table(TablePage::Matrix),
            Action::CopyRows => self.copy_rows(ctx),
            Action::PasteRows => {
                self.show_table(TablePage::Rows);
                // The clipboard answers with an event in one of the next frames.
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Action::ImportSpreadsheet => self.ask_for_spreadsheets(ctx),
            Action::Find if self.shows_rows() => self.table.start_filter(),
            Action::SelectAll if self.shows_rows() => {
                let command = self.table.select_all();
                self.execute(&command, ctx);
            }
            _ => return false,
        }
        true
    }

    fn shows_rows(&self) -> bool {
        self.workspace == Workspace::Table && self.table.page() == TablePage::Rows
    }

    pub(super) fn show_table(&mut self, page: TablePage) {
        self.show_workspace(Workspace::Table);
        self.importing = None;
        self.table.show(page);
    }

    /// Brings rows, matrix and what is being read up to date.
    pub(super) fn refresh_table(&mut self, ctx: &Context) {
        self.take_read_spreadsheet(ctx);
        if self.workspace == Workspace::Table {
            self.table.refresh(&self.session);
        }
    }

    /// Copies and pastes rows when the keys for it come as events of the platform, as they do where a clipboard is.
    pub(super) fn watch_clipboard(&mut self, ctx: &Context) {
        if ctx.text_edit_focused() || self.question.is_some() || self.palette.is_open() {
            return;
        }
        let mut copies = false;
        let mut pasted = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Copy | Event::Cut => {
                    copies = true;
                    false
                }
                Event::Paste(text) => {
                    pasted = Some(text.clone());
                    false
                }
                _ => true,
            });
        });
        if copies {
            self.act(Action::CopyRows, ctx);
        }
        if let Some(text) = pasted {
            self.read_spreadsheet(PreviewSource::Pasted(text.into()), None, ctx);
        }
    }

    fn copy_rows(&mut self, ctx: &Context) {
        let rows = if self.shows_rows() {
            self.table.chosen_in_order(&self.session)
        } else {
            subjects_to_copy(self.session.selection())
        };
        if rows.is_empty() {
            self.say("Select links or needs first", ctx);
            return;
        }
        let (org, diagnosis) = (self.session.org(), self.session.diagnosis());
        ctx.copy_text(copied(org, diagnosis, self.session.today(), &rows));
        let words = match rows.len() {
            1 => "1 row copied: paste it into a spreadsheet".to_owned(),
            many => format!("{many} rows copied: paste them into a spreadsheet"),
        };
        self.say(words, ctx);
    }

    /// The links that a verdict is given to: all that are chosen, or the one that is shown.
    pub(super) fn chosen_links(&self) -> Vec<LinkId> {
        let mut links: Vec<LinkId> =
            self.session.selection().subjects().iter().filter_map(Subject::link).cloned().collect();
        links.dedup();
        links
    }

    pub(super) fn set_verdict(&mut self, verdict: Option<Verdict>, ctx: &Context) {
        let links = self.chosen_links();
        match links.as_slice() {
            [] => {}
            [link] => self.execute(&Command::SetVerdict { link: link.clone(), verdict }, ctx),
            _ => {
                let command = Command::SetVerdicts { links: links.clone(), verdict };
                self.execute(&command, ctx);
                let differ = self.not_as_said(&links, verdict);
                if let Some(label) = self.session.history().undo_label() {
                    let words = match differ {
                        0 => label.to_owned(),
                        1 => format!("{label}. 1 of them is not so by its ratings and measurements"),
                        many => {
                            format!("{label}. {many} of them are not so by their ratings and measurements")
                        }
                    };
                    self.notices.done(words, ctx.input(|input| input.time));
                }
            }
        }
    }

    /// How many of these links are not as was just said of them.
    fn not_as_said(&mut self, links: &[LinkId], verdict: Option<Verdict>) -> usize {
        self.session.refresh();
        let (org, told, today) = (self.session.org(), self.session.diagnosis(), self.session.today());
        links.iter().filter(|link| disagreement(org, told, link, verdict, today).is_some()).count()
    }

    /// After a word on a whole link: why the link is not so in spite of it.
    pub(super) fn say_why_not_as_said(&mut self, command: &Command, ctx: &Context) {
        let Command::SetVerdict { link, verdict } = command else { return };
        self.session.refresh();
        let (org, told, today) = (self.session.org(), self.session.diagnosis(), self.session.today());
        let Some(why) = disagreement(org, told, link, *verdict, today) else { return };
        if self.workspace == Workspace::Present {
            self.presenting.explain(why.short);
        } else {
            self.notices.say(why.in_words(), ctx.input(|input| input.time));
        }
    }
}

/// Whether an action is done, or seen, on the map alone.
fn is_done_on_the_map(action: Action) -> bool {
    matches!(
        action,
        Action::AddTeam
            | Action::AddCustomer
            | Action::AddSupplier
            | Action::Rename
            | Action::CopyPicture
            | Action::Fit
            | Action::Centre
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::Tidy
            | Action::PinHere
            | Action::LetGo
            | Action::NudgeLeft
            | Action::NudgeRight
            | Action::NudgeUp
            | Action::NudgeDown
            | Action::ChainView
            | Action::PyramidView
    ) || (action.is_about_shown() && action != Action::SelectAll)
}
