//! Writing what other programs read: the map as a picture, the report. Both are made on a thread, so that the window never waits.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{TryRecvError, channel};
use std::time::Duration;

use egui::Context;

use super::ThroughlineApp;
use crate::exchange::drawing::{Drawing, PictureFormat, drawing, write};
use crate::exchange::report::{ReportFormat, report, written};
use crate::picture::ThemeName;
use crate::session::file_trouble::why_not_written;
use crate::ui::questions::Question;

/// What is made on a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Export {
    Picture,
    Report,
    Handout,
}

/// What was made, where it went, and whether it got there.
pub(super) type Exported = (Export, PathBuf, Result<(), String>);

impl ThroughlineApp {
    /// Writes the map as a picture, in the format that the name asks for; SVG where it asks for none.
    pub(super) fn export_picture(&mut self, path: &Path, ctx: &Context) {
        let path = if path.extension().is_some() { path.to_owned() } else { path.with_extension("svg") };
        let Some(format) = PictureFormat::of_path(&path) else {
            self.question = Some(Question::Trouble {
                title: "A picture cannot be written in this format".to_owned(),
                message: format!(
                    "{}: give it a name that ends in .svg, .png, .pdf or .html.",
                    path.display()
                ),
            });
            return;
        };
        let (org, diagnosis) = (self.session.org().clone(), self.session.diagnosis().clone());
        let (layout, shown) = (self.session.layout().clone(), self.session.shown().clone());
        self.export(Export::Picture, path, ctx, move |path| {
            let what = Drawing {
                org: &org,
                diagnosis: &diagnosis,
                shown: &shown,
                layout: &layout,
                theme: ThemeName::Light.theme(),
                width: None,
            };
            let bytes = drawing(&what, format).map_err(|error| error.to_string())?;
            write(path, &bytes).map_err(|error| why_not_written(&error))
        });
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
        self.export(Export::Report, path, ctx, move |path| {
            let bytes = written(&report(&org, &diagnosis, format), format);
            write(path, &bytes).map_err(|error| why_not_written(&error))
        });
    }

    pub(super) fn export(
        &mut self,
        what: Export,
        path: PathBuf,
        ctx: &Context,
        make: impl FnOnce(&Path) -> Result<(), String> + Send + 'static,
    ) {
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        std::thread::spawn(move || {
            let outcome = make(&path);
            // The window may have closed meanwhile; then nobody waits for the answer.
            drop(sender.send((what, path, outcome)));
            wake.request_repaint();
        });
        self.documents.exporting = Some((what, receiver));
    }

    /// Says where picture or report is, once it is written.
    pub(super) fn take_export(&mut self, ctx: &Context) {
        let Some((what, receiver)) = &self.documents.exporting else { return };
        let what = *what;
        let outcome = match receiver.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(50)),
            Err(TryRecvError::Disconnected) => None,
        };
        self.documents.exporting = None;
        match outcome {
            Some((Export::Picture, path, Ok(()))) => self.say(format!("Exported {}", path.display()), ctx),
            Some((Export::Report, path, Ok(()))) => {
                self.say(format!("Report written: {}", path.display()), ctx)
            }
            Some((Export::Handout, path, Ok(()))) => {
                self.say(format!("Handout written: {}", path.display()), ctx)
            }
            Some((what, path, Err(error))) => {
                self.trouble_with_export(what, &format!("{}: {error}", path.display()));
            }
            None => self.trouble_with_export(what, "The program could not make it"),
        }
    }

    fn trouble_with_export(&mut self, what: Export, message: &str) {
        let name = match what {
            Export::Picture => "picture",
            Export::Report => "report",
            Export::Handout => "handout",
        };
        self.question = Some(Question::Trouble {
            title: format!("The {name} could not be written"),
            message: format!("{message}. Choose another place."),
        });
    }
}
