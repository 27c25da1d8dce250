//! Named versions and the handout: keeping, listing, opening a copy, throwing away; all of it on threads, since disks are slow.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, SystemTime};

use egui::Context;

use super::ThroughlineApp;
use super::dialogs::Purpose;
use super::documents::Next;
use super::exports::Export;
use crate::exchange::drawing::write;
use crate::exchange::report::handout::{HandoutFormat, Since, handout, handout_file};
use crate::session::Session;
use crate::session::file_trouble::why_not_written;
use crate::session::versions::{self, VersionRow, start_of_workshop};
use crate::storage::{
    Loaded, Places, VersionLabel, VersionOccasion, adopt_versions, keep_version, load, remove_version,
    versions_of,
};
use crate::ui::actions::Action;
use crate::ui::questions::Question;
use crate::ui::versions::{VersionQuestion, VersionReply};

/// What is under way about versions.
#[derive(Default)]
pub(super) struct Versioning {
    under_way: Vec<Receiver<Told>>,
    /// Kept while this map had no file.
    without_file: Vec<PathBuf>,
    /// With which the workshop began that is under way.
    start: Option<PathBuf>,
}

/// What a thread has to say.
enum Told {
    Kept(VersionOccasion, String, Result<PathBuf, String>),
    Listed(Result<Vec<VersionRow>, String>),
    Read(String, Box<Result<Loaded, String>>),
    Removed(Result<(), String>),
}

impl ThroughlineApp {
    /// What stands in the menu *Workshop* and is about what comes afterwards.
    pub(super) fn act_on_versions(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::BeginWorkshop => self.ask_for_version_name(VersionOccasion::Start),
            Action::EndWorkshop => self.ask_for_version_name(VersionOccasion::End),
            Action::KeepVersion => self.ask_for_version_name(VersionOccasion::Asked),
            Action::Versions => self.list_versions(ctx),
            Action::Handout => self.ask_for_file(Purpose::Handout, ctx),
            _ => {}
        }
    }

    fn ask_for_version_name(&mut self, occasion: VersionOccasion) {
        let text = versions::suggested_name(occasion, self.session.today());
        self.question = Some(Question::Version(VersionQuestion::Name { occasion, text }));
    }

    /// Does what was answered about versions.
    pub(super) fn answer_about_versions(&mut self, reply: VersionReply, ctx: &Context) {
        match reply {
            VersionReply::Keep(occasion, name) => self.keep_version(occasion, name, ctx),
            VersionReply::List => self.list_versions(ctx),
            VersionReply::Open(path, name) => {
                self.on_a_thread(ctx, move || {
                    let read = load(&path).map_err(|error| error.to_string());
                    Told::Read(name, Box::new(read))
                });
            }
            VersionReply::AskToRemove(row) => {
                self.question = Some(Question::Version(VersionQuestion::Remove { row }));
            }
            VersionReply::Remove(row) => {
                let places = self.places.clone();
                self.on_a_thread(ctx, move || {
                    Told::Removed(remove_version(&row.path, &places).map_err(|error| error.to_string()))
                });
            }
            VersionReply::Handout => self.ask_for_file(Purpose::Handout, ctx),
        }
    }

    fn keep_version(&mut self, occasion: VersionOccasion, name: String, ctx: &Context) {
        self.take_what_is_typed(ctx);
        let org = self.session.shared_org();
        let (path, places) = (self.session.path().map(Path::to_owned), self.places.clone());
        let broken = self.session.diagnosis().counts.broken;
        let label = VersionLabel { name: name.clone(), occasion, moment: SystemTime::now(), broken };
        self.on_a_thread(ctx, move || {
            let kept = keep_version(&org, path.as_deref(), &label, &places);
            Told::Kept(occasion, name, kept.map_err(|error| error.to_string()))
        });
    }

    fn list_versions(&mut self, ctx: &Context) {
        self.question = Some(Question::Version(VersionQuestion::List { rows: None }));
        let (path, places) = (self.session.path().map(Path::to_owned), self.places.clone());
        self.on_a_thread(ctx, move || {
            let listed = versions_of(path.as_deref(), &places);
            let listed = listed.map(|listed| versions::rows(&listed, &jiff::tz::TimeZone::system()));
            Told::Listed(listed.map_err(|error| error.to_string()))
        });
    }

    fn on_a_thread(&mut self, ctx: &Context, work: impl FnOnce() -> Told + Send + 'static) {
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        std::thread::spawn(move || {
            // Nobody waits any more when the window or the document is gone.
            drop(sender.send(work()));
            wake.request_repaint();
        });
        self.versioning.under_way.push(receiver);
    }

    /// Takes in what threads have to say.
    pub(super) fn take_versions(&mut self, ctx: &Context) {
        let mut told = Vec::new();
        self.versioning.under_way.retain(|receiver| match receiver.try_recv() {
            Ok(news) => {
                told.push(news);
                false
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => false,
        });
        if !self.versioning.under_way.is_empty() {
            ctx.request_repaint_after(Duration::from_millis(30));
        }
        for news in told {
            self.take_told(news, ctx);
        }
    }

    fn take_told(&mut self, news: Told, ctx: &Context) {
        match news {
            Told::Kept(occasion, name, Ok(path)) => self.note_kept(occasion, name, path, ctx),
            Told::Kept(_, _, Err(reason)) => self.version_trouble("No version was kept", reason),
            Told::Listed(listed) => {
                let waits =
                    matches!(self.question, Some(Question::Version(VersionQuestion::List { rows: None })));
                match listed {
                    Ok(rows) if waits => {
                        let list = VersionQuestion::List { rows: Some(rows) };
                        self.question = Some(Question::Version(list));
                    }
                    // Whoever has closed the list wants to hear nothing of it.
                    Ok(_) => {}
                    Err(reason) => self.version_trouble("The versions cannot be listed", reason),
                }
            }
            Told::Read(name, read) => match *read {
                Ok(loaded) => self.go_on_to(Next::Copy(Box::new(loaded.org), name), ctx),
                Err(reason) => self.version_trouble("This version cannot be opened", reason),
            },
            Told::Removed(Ok(())) => self.list_versions(ctx),
            Told::Removed(Err(reason)) => self.version_trouble("It could not be thrown away", reason),
        }
    }

    fn note_kept(&mut self, occasion: VersionOccasion, name: String, path: PathBuf, ctx: &Context) {
        if self.session.path().is_none() {
            self.versioning.without_file.push(path.clone());
        }
        match occasion {
            VersionOccasion::Start => {
                self.versioning.start = Some(path);
                self.say(format!("The workshop has begun; kept \u{201c}{name}\u{201d}"), ctx);
            }
            VersionOccasion::End => {
                self.question = Some(Question::Version(VersionQuestion::Ended { name }));
            }
            VersionOccasion::Asked => self.say(format!("Kept \u{201c}{name}\u{201d}"), ctx),
        }
    }

    fn version_trouble(&mut self, title: &str, message: String) {
        self.question = Some(Question::Trouble { title: title.to_owned(), message });
    }

    /// Shows a version as a map that has no file.
    pub(super) fn show_copy(&mut self, org: &crate::model::Org, name: &str, ctx: &Context) {
        let label = format!("Open a copy of the version \u{201c}{name}\u{201d}");
        let session = Session::made_of(org, label, &self.places, self.session.today());
        self.show(session);
        self.say(format!("This is a copy of \u{201c}{name}\u{201d}. It has no file yet"), ctx);
    }

    /// Opens what somebody else has saved, after keeping what is not saved here as a version: nothing is lost by looking.
    pub(super) fn load_theirs(&mut self, ctx: &Context) {
        let Some(path) = self.session.path().map(Path::to_owned) else { return };
        if !self.session.has_unsaved_changes() {
            return self.open(&path, ctx);
        }
        let name = format!("Mine, before theirs was loaded, {}", self.session.today());
        let broken = self.session.diagnosis().counts.broken;
        let occasion = VersionOccasion::Asked;
        let label = VersionLabel { name: name.clone(), occasion, moment: SystemTime::now(), broken };
        match keep_version(&self.session.shared_org(), Some(&path), &label, &self.places) {
            Ok(_) => {
                self.open(&path, ctx);
                self.say(format!("This is theirs. Yours is kept in Versions: \u{201c}{name}\u{201d}"), ctx);
            }
            Err(error) => {
                self.version_trouble("Theirs was not loaded: yours could not be kept", error.to_string());
            }
        }
    }

    /// After the first save of a map, its versions go along to its file.
    pub(super) fn versions_follow(&mut self, file: &Path, ctx: &Context) {
        let kept = std::mem::take(&mut self.versioning.without_file);
        if kept.is_empty() {
            return;
        }
        self.versioning.start = None;
        let left = adopt_versions(&kept, file, &self.places);
        if left > 0 {
            let folder = self.places.versions_of(None);
            self.say(
                format!("{left} of its versions could not be moved and stay in {}", folder.display()),
                ctx,
            );
        }
    }

    /// Writes the handout of the map as it is now, in the format that the name asks for; PDF where it asks for none.
    pub(super) fn export_handout(&mut self, path: PathBuf, ctx: &Context) {
        let path = if path.extension().is_some() { path } else { path.with_extension("pdf") };
        let Some(format) = HandoutFormat::of_path(&path) else {
            self.question = Some(Question::Trouble {
                title: "A handout cannot be written in this format".to_owned(),
                message: format!("{}: give it a name that ends in .pdf or .html.", path.display()),
            });
            return;
        };
        let (org, diagnosis) = (self.session.org().clone(), self.session.diagnosis().clone());
        let (file, places) = (self.session.path().map(Path::to_owned), self.places.clone());
        let start = self.versioning.start.clone();
        self.export(Export::Handout, path, ctx, move |path| {
            let since = since(file.as_deref(), start.as_deref(), &places);
            let made = handout(&org, &diagnosis, since.as_ref());
            write(path, &handout_file(&made, format)).map_err(|error| why_not_written(&error))
        });
    }
}

/// With what the workshop began, if one is under way or has ended just now.
fn since(file: Option<&Path>, start: Option<&Path>, places: &Places) -> Option<Since> {
    let zone = jiff::tz::TimeZone::system();
    let versions = versions_of(file, places).unwrap_or_default();
    let version = match start {
        Some(start) => versions.iter().find(|version| version.path == start),
        None => None,
    };
    let version = version.or_else(|| start_of_workshop(&versions, SystemTime::now()));
    match (version, start) {
        (Some(version), _) => {
            let name = format!("{}, {}", version.name, versions::when(version.moment, &zone));
            Some(Since { org: load(&version.path).ok()?.org, name })
        }
        // The map was saved elsewhere since the workshop began.
        (None, Some(start)) => {
            Some(Since { org: load(start).ok()?.org, name: "the start of the workshop".to_owned() })
        }
        (None, None) => None,
    }
}
