//! Writing what other programs read: the map as a picture, the report. A report is made on a thread, so that the window never waits.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{TryRecvError, channel};
use std::time::Duration;

use egui::Context;

use super::ThroughlineApp;
use crate::exchange::report::{ReportFormat, report, written};
use crate::model::Org;
use crate::picture::{self, PictureInput, ThemeName};
use crate::ui::questions::Question;

/// Where a report went, and whether it got there.
pub(super) type Reported = (PathBuf, io::Result<()>);

impl ThroughlineApp {
    pub(super) fn export_picture(&mut self, path: &Path, ctx: &Context) {
        let path = if path.extension().is_some() { path.to_owned() } else { path.with_extension("svg") };
        let text = self.svg();
        match crate::exchange::svg::write(&path, &text) {
            Ok(()) => self.say(format!("Exported {}", path.display()), ctx),
            Err(error) => {
                self.question = Some(Question::Trouble {
                    title: "The picture could not be written".to_owned(),
                    message: format!("{}: {error}. Choose another place.", path.display()),
                });
            }
        }
    }

    fn svg(&self) -> String {
        let org: &Org = self.session.org();
        let hidden = std::collections::BTreeSet::new();
        let theme = ThemeName::Light.theme();
        let input = PictureInput {
            org,
            diagnosis: self.session.diagnosis(),
            layout: self.session.layout(),
            theme,
            selected: &picture::Subject::None,
            lit: None,
            hidden: &hidden,
        };
        let summary = picture::summary(&self.session.diagnosis().counts);
        let chosen = std::collections::BTreeSet::new();
        let seen = picture::Seen { shown: self.session.shown(), chosen: &chosen };
        crate::exchange::svg::svg(&picture::sheet_of(&input, &seen), &org.name, &summary, theme)
    }

    /// Writes the report of the map as it is now, in the format that the name asks for; PDF where it asks for none.
    pub(super) fn export_report(&mut self, path: PathBuf, ctx: &Context) {
        let path = if path.extension().is_some() { path } else { path.with_extension("pdf") };
        let Some(format) = ReportFormat::of_path(&path) else {
            self.question = Some(Question::Trouble {
                title: "A report cannot be written in this format".to_owned(),
                message: format!("{}: give it a name that ends in .pdf, .html, .md or .csv.", path.display()),
            });
            return;
        };
        let (org, diagnosis) = (self.session.org().clone(), self.session.diagnosis().clone());
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        std::thread::spawn(move || {
            let outcome = std::fs::write(&path, written(&report(&org, &diagnosis, format), format));
            // The window may have closed meanwhile; then nobody waits for the answer.
            drop(sender.send((path, outcome)));
            wake.request_repaint();
        });
        self.documents.reporting = Some(receiver);
    }

    /// Says where the report is, once it is written.
    pub(super) fn take_report(&mut self, ctx: &Context) {
        let Some(receiver) = &self.documents.reporting else { return };
        let outcome = match receiver.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(50)),
            Err(TryRecvError::Disconnected) => None,
        };
        self.documents.reporting = None;
        match outcome {
            Some((path, Ok(()))) => self.say(format!("Report written: {}", path.display()), ctx),
            Some((path, Err(error))) => self.trouble_with_report(&format!("{}: {error}", path.display())),
            None => self.trouble_with_report("The program could not make it"),
        }
    }

    fn trouble_with_report(&mut self, what: &str) {
        self.question = Some(Question::Trouble {
            title: "The report could not be written".to_owned(),
            message: format!("{what}. Choose another place."),
        });
    }
}
