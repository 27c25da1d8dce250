//! Opening, saving and leaving documents: the order of things, and what to ask before something would be lost.
//!
//! What is read and written, and how, is the session's and the storage's business. Here: threads, so that the window never waits for a
//! disk, and what comes next once a question is answered.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant, SystemTime};

use egui::Context;

use super::ThroughlineApp;
use super::dialogs::{Answer, Purpose};
use super::exports::{Export, Exported};
use crate::diagnosis::with_capital;
use crate::model::Org;
use crate::session::{
    Command, Existing, NotBegun, Protection, SaveOutcome, SaveTarget, Session, Showing, recovery,
};
use crate::storage::{
    DiskNews, Look, Manner, Occasion, PendingRecovery, SaveError, Sighting, pending_recoveries,
};
use crate::ui::questions::{Question, RecoveryRow, Reply};

/// What a person wants next, once the open document can be left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A new map, of which is asked what it begins with.
    New,
    /// A map that was read from spreadsheets, without a name of a file.
    NewFrom(std::sync::Arc<Org>),
    /// To choose a file, then open it.
    ChooseFile,
    /// This file.
    Open(PathBuf),
    /// A map that has no file: a copy of the version of this name.
    Copy(Box<Org>, String),
    /// To close the window.
    Quit,
}

/// What is under way.
#[derive(Default)]
pub(super) struct Documents {
    /// What comes after the open question, or after the save that is under way.
    next: Option<Next>,
    /// The next step comes when the save has succeeded.
    after_save: bool,
    saving: Option<Receiver<SaveOutcome>>,
    looking: Option<Receiver<Sighting>>,
    /// A picture or report that is being written.
    pub(super) exporting: Option<(Export, Receiver<Exported>)>,
    /// What the path field is asked for.
    purpose: Option<Purpose>,
    recoveries: Vec<PendingRecovery>,
    told_of_change: bool,
    told_of_danger: bool,
    told_of_loss: bool,
    told_of_comments: bool,
    may_close: bool,
    had_focus: bool,
}

/// How often the file is looked at for somebody else's save.
const LOOK_EVERY: Duration = Duration::from_secs(5);

impl ThroughlineApp {
    /// Opens the file the program was started with, and looks for unsaved work of an earlier run.
    pub(super) fn begin(&mut self, file: Option<PathBuf>, ctx: &Context) {
        match file {
            Some(path) => self.open(&path, ctx),
            None => self.show_new_map(),
        }
        self.documents.recoveries = pending_recoveries(&self.places);
        if self.question.is_none() {
            self.offer_recovery();
        }
    }

    fn offer_recovery(&mut self) {
        let now = SystemTime::now();
        let rows: Vec<RecoveryRow> = self
            .documents
            .recoveries
            .iter()
            .map(|pending| {
                let words = recovery::in_words(pending, now);
                RecoveryRow { title: format!("{}: {}", words.document, words.amount), steps: words.steps }
            })
            .collect();
        self.question = (!rows.is_empty()).then_some(Question::Recover { rows });
    }

    pub(super) fn show_new_map(&mut self) {
        let session = Session::new(self.session.today()).protected_by(&self.places);
        self.show(session);
    }

    /// Shows another document; the one that was open is closed for good.
    pub(super) fn show(&mut self, session: Session) {
        let left = std::mem::replace(&mut self.session, session);
        left.close();
        // Before anything is laid out. What is shown can always be chosen.
        let showing = Showing::at_first(self.session.org());
        drop(self.session.execute(&Command::Show(showing)));
        self.canvas = crate::ui::canvas::CanvasState::default();
        self.outline = crate::ui::panels::OutlineState::default();
        self.inspector = crate::ui::panels::InspectorState::default();
        self.findings = crate::ui::panels::FindingsState::default();
        self.capture = crate::ui::panels::CaptureState::default();
        self.fix = crate::ui::fix::FixState::default();
        self.table = crate::ui::table::TableState::default();
        self.importing = None;
        self.guide = crate::ui::guide::GuideState::default();
        self.presenting = crate::ui::present::PresentState::default();
        self.documents.told_of_change = false;
        self.documents.told_of_danger = false;
        self.documents.told_of_loss = false;
        self.documents.told_of_comments = false;
        self.documents.looking = None;
        self.versioning = super::versioning::Versioning::default();
        self.session.refresh();
    }

    pub(super) fn open(&mut self, path: &Path, ctx: &Context) {
        match Session::open(path, &self.places, self.session.today(), SystemTime::now()) {
            Ok(session) => {
                let kept = session.path().unwrap_or(path).to_owned();
                self.show(session);
                self.settings_mut(|settings| settings.remember(&kept));
                ctx.request_repaint();
            }
            Err(error) => {
                self.question = Some(Question::Trouble {
                    title: "This file cannot be opened".to_owned(),
                    message: error.to_string(),
                });
            }
        }
    }

    /// Goes on to `next`, after asking about unsaved changes.
    pub(super) fn go_on_to(&mut self, next: Next, ctx: &Context) {
        self.take_what_is_typed(ctx);
        if self.session.has_unsaved_changes() {
            self.documents.next = Some(next);
            self.question = Some(Question::Unsaved);
        } else {
            self.do_next(next, ctx);
        }
    }

    fn do_next(&mut self, next: Next, ctx: &Context) {
        match next {
            Next::NewFrom(org) => {
                let today = self.session.today();
                let session = Session::made_of(&org, "Import a spreadsheet", &self.places, today);
                self.show(session);
                self.show_workspace(crate::ui::Workspace::Map);
            }
            Next::New => self.question = Some(Question::NewMap { chosen: 0 }),
            Next::ChooseFile => self.ask_for_file(Purpose::Open, ctx),
            Next::Open(path) => self.open(&path, ctx),
            Next::Copy(org, name) => self.show_copy(&org, &name, ctx),
            Next::Quit => {
                self.documents.may_close = true;
                let nothing = Session::new(self.session.today());
                std::mem::replace(&mut self.session, nothing).close();
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }

    /// What was typed into a field and not yet confirmed becomes part of the document first.
    pub(super) fn take_what_is_typed(&mut self, ctx: &Context) {
        self.inspector.finish(&self.session, &mut self.sink);
        self.findings.finish(&self.session, &mut self.sink);
        self.drain_requests(ctx);
    }

    /// Saves where the document is kept, or asks where.
    pub(super) fn save(&mut self, ctx: &Context) {
        self.take_what_is_typed(ctx);
        self.save_to(SaveTarget::default(), ctx);
    }

    fn save_to(&mut self, target: SaveTarget, ctx: &Context) {
        if self.session.comments_will_be_lost() && !self.documents.told_of_comments {
            self.documents.told_of_comments = true;
            self.say(
                "The comments in this file are not kept when it is saved; notes on teams and links are",
                ctx,
            );
        }
        match self.session.begin_save(target, SystemTime::now()) {
            Ok(job) => {
                let (sender, receiver) = channel();
                let wake = ctx.clone();
                std::thread::spawn(move || {
                    // The window may be gone by then; the save itself is done either way.
                    drop(sender.send(job.run()));
                    wake.request_repaint();
                });
                self.documents.saving = Some(receiver);
            }
            Err(NotBegun::NoPath) => self.ask_for_file(Purpose::SaveAs, ctx),
            Err(NotBegun::Busy) => self.say(NotBegun::Busy.to_string(), ctx),
        }
    }

    /// Shows the platform's dialog, where there is one.
    pub(super) fn ask_for_file(&mut self, purpose: Purpose, ctx: &Context) {
        let near = self.suggested_path(purpose);
        self.dialogs.ask(purpose, near.as_deref(), ctx.clone());
        ctx.request_repaint();
    }

    fn suggested_path(&self, purpose: Purpose) -> Option<PathBuf> {
        let kept = self.session.path().map(Path::to_owned);
        let slug = crate::model::slug(&self.session.org().name);
        let stem = if slug.is_empty() { "map".to_owned() } else { slug };
        let folder = kept.as_deref().and_then(Path::parent).map_or_else(PathBuf::new, Path::to_owned);
        match purpose {
            Purpose::Open => kept.or_else(|| self.settings.recent.first().cloned()),
            Purpose::SaveAs => Some(kept.unwrap_or_else(|| folder.join(format!("{stem}.org.ron")))),
            Purpose::ExportPicture => Some(folder.join(format!("{stem}.svg"))),
            Purpose::ExportReport => Some(folder.join(format!("{stem}-report.pdf"))),
            Purpose::Handout => Some(folder.join(format!("{stem}-handout-{}.pdf", self.session.today()))),
            Purpose::ImportSpreadsheets => Some(folder.join("")),
        }
    }

    /// Everything that came back from threads, dialogs and the window's frame since the last time.
    pub(super) fn watch_documents(&mut self, ctx: &Context) {
        self.watch_close_button(ctx);
        self.take_dialog_answer(ctx);
        self.take_save(ctx);
        self.take_export(ctx);
        self.look_at_file(ctx);
        let danger = match self.session.protect(SystemTime::now()) {
            Protection::Safe => None,
            Protection::Unprotected(why) => Some(why.to_owned()),
        };
        if let Some(why) = danger
            && !self.documents.told_of_danger
        {
            self.documents.told_of_danger = true;
            self.say(format!("Unsaved work is not protected from a crash ({why}): save often"), ctx);
        }
    }

    fn watch_close_button(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.documents.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.go_on_to(Next::Quit, ctx);
        }
    }

    fn take_dialog_answer(&mut self, ctx: &Context) {
        let Some((purpose, answer)) = self.dialogs.answer() else { return };
        match answer {
            Answer::Chosen(path) => self.take_path(purpose, path, ctx),
            Answer::ChosenSeveral(paths) => self.import_files(paths, ctx),
            Answer::Cancelled => self.documents.next = None,
            Answer::Unavailable => {
                let title = match purpose {
                    Purpose::Open => "Open an org file",
                    Purpose::SaveAs => "Save the org file",
                    Purpose::ExportPicture => "Export the map (.svg, .png, .pdf or .html)",
                    Purpose::ExportReport => "Write a report (.pdf, .html, .md or .csv)",
                    Purpose::Handout => "Write the handout (.pdf or .html)",
                    Purpose::ImportSpreadsheets => "Import spreadsheets (.csv; several with ; between them)",
                };
                // Whole, so that it says in which folder the file will be.
                let near = self.suggested_path(purpose).filter(|path| !path.as_os_str().is_empty());
                let near = near.map(|path| std::path::absolute(&path).unwrap_or(path));
                let text = near.map(|path| path.display().to_string()).unwrap_or_default();
                self.documents.purpose = Some(purpose);
                self.question = Some(Question::Path { title: title.to_owned(), text, replaces: None });
            }
        }
    }

    fn take_path(&mut self, purpose: Purpose, path: PathBuf, ctx: &Context) {
        match purpose {
            Purpose::Open => self.open(&path, ctx),
            Purpose::SaveAs => {
                let path = if path.extension().is_some() { path } else { path.with_extension("org.ron") };
                self.name_after(&path, ctx);
                // The person has named this very file, and where there is a dialog it has asked about replacing: what is there is backed up.
                let target =
                    SaveTarget { path: Some(path), existing: Existing::Anything, ..SaveTarget::default() };
                self.save_to(target, ctx);
            }
            Purpose::ExportPicture => self.export_picture(&path, ctx),
            Purpose::ExportReport => self.export_report(path, ctx),
            Purpose::Handout => self.export_handout(path, ctx),
            Purpose::ImportSpreadsheets => self.import_files(vec![path], ctx),
        }
    }

    /// A typed path has no dialog behind it that asks about replacing: the field asks once more.
    fn asks_before_replacing(&self, purpose: Purpose, path: &Path, asked: &Question) -> Option<Question> {
        let Question::Path { title, text, replaces } = asked else { return None };
        let is_written = !matches!(purpose, Purpose::Open | Purpose::ImportSpreadsheets);
        let is_own = purpose == Purpose::SaveAs && self.session.path() == Some(path);
        let is_known = is_own || replaces.as_deref() == Some(path);
        (is_written && !is_known && path.exists()).then(|| Question::Path {
            title: title.clone(),
            text: text.clone(),
            replaces: Some(path.to_owned()),
        })
    }

    /// A map without a name takes that of its file.
    fn name_after(&mut self, path: &Path, ctx: &Context) {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = file.split('.').next().unwrap_or_default().replace(['-', '_'], " ");
        if self.session.org().name.is_empty() && !stem.trim().is_empty() {
            self.execute(&Command::SetOrgName(with_capital(&stem)), ctx);
        }
    }

    fn take_save(&mut self, ctx: &Context) {
        let Some(receiver) = &self.documents.saving else { return };
        let outcome = match receiver.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(30)),
            Err(TryRecvError::Disconnected) => {
                self.documents.saving = None;
                self.session.give_up_save();
                self.question = Some(Question::Trouble {
                    title: "It could not be saved".to_owned(),
                    message: "The program failed while it wrote the file. The work stays here and in recovery; save again.".to_owned(),
                });
                return;
            }
        };
        self.documents.saving = None;
        match self.session.finish_save(outcome, SystemTime::now()) {
            Ok(saved) => {
                self.documents.told_of_change = false;
                self.documents.told_of_loss = false;
                self.settings_mut(|settings| settings.remember(&saved.path));
                self.versions_follow(&saved.path, ctx);
                let name =
                    saved.path.file_name().unwrap_or(saved.path.as_os_str()).to_string_lossy().into_owned();
                self.say(format!("Saved {name}"), ctx);
                if std::mem::take(&mut self.documents.after_save)
                    && let Some(next) = self.documents.next.take()
                {
                    self.go_on_to(next, ctx);
                }
            }
            Err(error) => self.say_not_saved(&error),
        }
    }

    fn say_not_saved(&mut self, error: &SaveError) {
        self.documents.after_save = false;
        self.question = Some(match error {
            SaveError::ChangedOnDisk { .. } => Question::ChangedOnDisk,
            _ => Question::NotSaved { message: error.to_string(), offers: error.offers().to_vec() },
        });
    }

    /// Looks at the file now and then, on a thread: a network share may take its time.
    fn look_at_file(&mut self, ctx: &Context) {
        if let Some(receiver) = &self.documents.looking {
            match receiver.try_recv() {
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => self.documents.looking = None,
                Ok(sighting) => {
                    self.documents.looking = None;
                    self.take_sighting(sighting, ctx);
                }
            }
        }
        let focused = ctx.input(|input| input.focused);
        let came_back = focused && !self.documents.had_focus;
        self.documents.had_focus = focused;
        let occasion = if came_back { Occasion::Focus } else { Occasion::Time };
        if let Some(look) = self.session.next_look(Instant::now(), occasion) {
            self.documents.looking = Some(taken_on_a_thread(look, ctx));
        }
        ctx.request_repaint_after(LOOK_EVERY);
    }

    fn take_sighting(&mut self, sighting: Sighting, ctx: &Context) {
        let news = self.session.note_sighting(sighting, Instant::now());
        if news == DiskNews::Gone && !self.documents.told_of_loss {
            self.documents.told_of_loss = true;
            self.say("The file is gone from its folder. Nothing is lost here: saving writes it again", ctx);
        }
        if matches!(news, DiskNews::Changed(_)) && !self.documents.told_of_change && self.question.is_none() {
            self.documents.told_of_change = true;
            let history = self.session.history();
            if !history.done().is_empty() || !history.undone().is_empty() {
                self.say(
                    "Somebody else has saved this file. Nothing of yours is lost; saving will ask what to do",
                    ctx,
                );
            } else if let Some(path) = self.session.path().map(Path::to_owned) {
                self.open(&path, ctx);
                self.say("Somebody else has saved this file: this is the new version", ctx);
            }
        }
    }

    /// Does what was answered.
    pub(super) fn answer(&mut self, question: Question, reply: Reply, ctx: &Context) {
        match reply {
            Reply::Cancel => {
                self.documents.next = None;
                self.documents.after_save = false;
            }
            Reply::Save => {
                self.documents.after_save = true;
                self.save(ctx);
            }
            Reply::Discard => {
                if let Some(next) = self.documents.next.take() {
                    self.do_next(next, ctx);
                }
            }
            Reply::Remove(subjects) => self.remove(subjects, ctx),
            Reply::Reload => self.load_theirs(ctx),
            Reply::SaveAs => self.ask_for_file(Purpose::SaveAs, ctx),
            Reply::OverwriteWithBackup => {
                self.save_to(SaveTarget { existing: Existing::Anything, ..SaveTarget::default() }, ctx);
            }
            Reply::WriteInPlace => {
                self.save_to(SaveTarget { manner: Manner::InPlace, ..SaveTarget::default() }, ctx);
            }
            Reply::Path(path) => {
                if let Some(purpose) = self.documents.purpose.take() {
                    match self.asks_before_replacing(purpose, &path, &question) {
                        Some(again) => {
                            self.documents.purpose = Some(purpose);
                            self.question = Some(again);
                        }
                        None => self.take_path(purpose, path, ctx),
                    }
                }
            }
            Reply::Restore(row) => self.restore(row, ctx),
            Reply::Forget(row) => self.forget(row, ctx),
            Reply::Begin(beginning) => self.begin_new(beginning, ctx),
            Reply::Link(link) => self.execute(&Command::AddLink(link), ctx),
            Reply::Expectation(link, kind, statement) => self.add_expectation(link, kind, statement, ctx),
            Reply::Version(reply) => self.answer_about_versions(reply, ctx),
        }
        drop(question);
    }

    fn restore(&mut self, row: usize, ctx: &Context) {
        if row >= self.documents.recoveries.len() {
            return;
        }
        let pending = self.documents.recoveries.remove(row);
        let restored = Session::recover(pending, &self.places, self.session.today(), SystemTime::now());
        self.show(restored.session);
        if restored.notes.is_empty() {
            self.say("Restored. It is not saved yet", ctx);
        } else {
            let message = restored.notes.join("\n");
            self.question = Some(Question::Trouble { title: "Restored, with notes".to_owned(), message });
        }
    }

    fn forget(&mut self, row: usize, ctx: &Context) {
        if row < self.documents.recoveries.len()
            && let Err(error) = self.documents.recoveries.remove(row).discard()
        {
            self.say(format!("It could not be thrown away: {error}"), ctx);
        }
        self.offer_recovery();
    }
}

fn taken_on_a_thread(look: Look, ctx: &Context) -> Receiver<Sighting> {
    let (sender, receiver) = channel();
    let wake = ctx.clone();
    std::thread::spawn(move || {
        // Nobody waits any more when the window or the document is gone.
        drop(sender.send(look.take()));
        wake.request_repaint();
    });
    receiver
}
