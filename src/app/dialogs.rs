//! Asking for a file: the platform's own dialog behind a trait, and what to do where none can be had.
//!
//! A dialog runs on a thread of its own, so that the window stays alive. Some desktops have neither a portal nor zenity: then the
//! answer is [`Answer::Unavailable`] and the window offers a field to type the path into.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use crate::exchange::drawing::PictureFormat;
use crate::exchange::report::ReportFormat;
use crate::exchange::report::handout::HandoutFormat;

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open an org file.
    Open,
    /// To write the org file to another place.
    SaveAs,
    /// To write a picture.
    ExportPicture,
    /// To write a report.
    ExportReport,
    /// To write a handout.
    Handout,
    /// To read one or several spreadsheets.
    ImportSpreadsheets,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This file.
    Chosen(PathBuf),
    /// These files, where several may be chosen.
    ChosenSeveral(Vec<PathBuf>),
    /// None.
    Cancelled,
    /// There is no dialog on this desktop.
    Unavailable,
}

/// Asks a person for a file. One question at a time.
pub trait FileDialogs {
    /// Shows the dialog, starting at `near`: a file of that name, or a folder.
    fn ask(&mut self, purpose: Purpose, near: Option<&Path>, wake: egui::Context);

    /// The answer, once there is one.
    fn answer(&mut self) -> Option<(Purpose, Answer)>;

    /// Whether a dialog is open.
    fn is_open(&self) -> bool;
}

/// A dialog that closes sooner than this without a choice was never seen by anybody.
const NEVER_SEEN: Duration = Duration::from_millis(250);

/// The platform's dialogs.
#[derive(Debug, Default)]
pub struct NativeDialogs {
    open: Option<(Purpose, Receiver<Answer>)>,
}

impl FileDialogs for NativeDialogs {
    fn ask(&mut self, purpose: Purpose, near: Option<&Path>, wake: egui::Context) {
        if self.open.is_some() {
            return;
        }
        let future = choose(purpose, near);
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let asked = Instant::now();
            let answer = match pollster::block_on(future) {
                Some(paths) if purpose == Purpose::ImportSpreadsheets => Answer::ChosenSeveral(paths),
                Some(paths) => paths.into_iter().next().map_or(Answer::Cancelled, Answer::Chosen),
                None if asked.elapsed() < NEVER_SEEN => Answer::Unavailable,
                None => Answer::Cancelled,
            };
            // The window may have closed meanwhile; then nobody waits for the answer.
            drop(sender.send(answer));
            wake.request_repaint();
        });
        self.open = Some((purpose, receiver));
    }

    fn answer(&mut self) -> Option<(Purpose, Answer)> {
        let (purpose, receiver) = self.open.as_ref()?;
        let answer = match receiver.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Answer::Unavailable,
        };
        let purpose = *purpose;
        self.open = None;
        Some((purpose, answer))
    }

    fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

fn filter_name(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Html => "Web page",
        ReportFormat::Markdown => "Markdown",
        ReportFormat::Csv => "Table (CSV)",
        ReportFormat::Pdf => "PDF",
    }
}

fn picture_filter_name(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Svg => "SVG picture",
        PictureFormat::Png => "PNG picture",
        PictureFormat::Pdf => "PDF",
        PictureFormat::Html => "HTML page",
    }
}

/// The dialog as a future. It is made on the main thread, as macOS wants it.
fn choose(
    purpose: Purpose,
    near: Option<&Path>,
) -> impl Future<Output = Option<Vec<PathBuf>>> + Send + use<> {
    let mut dialog = rfd::AsyncFileDialog::new();
    dialog = match purpose {
        Purpose::Open => dialog
            .set_title("Open an org file")
            .add_filter("Org files", &["ron"])
            .add_filter("All files", &["*"]),
        Purpose::SaveAs => dialog.set_title("Save the org file").add_filter("Org files", &["ron"]),
        Purpose::ExportPicture => {
            PictureFormat::ALL.into_iter().fold(dialog.set_title("Export the map"), |dialog, format| {
                dialog.add_filter(picture_filter_name(format), &[format.extension()])
            })
        }
        Purpose::Handout => {
            HandoutFormat::ALL.into_iter().fold(dialog.set_title("Write the handout"), |dialog, format| {
                dialog.add_filter(filter_name(format.as_report()), &[format.as_report().extension()])
            })
        }
        Purpose::ImportSpreadsheets => dialog,
        Purpose::ExportReport => {
            ReportFormat::ALL.into_iter().fold(dialog.set_title("Write a report"), |dialog, format| {
                dialog.add_filter(filter_name(format), &[format.extension()])
            })
        }
    };
    if purpose == Purpose::ImportSpreadsheets {
        dialog = dialog
            .set_title("Import spreadsheets: one table, or teams, links and ratings")
            .add_filter("Tables (CSV)", &["csv", "tsv", "txt"])
            .add_filter("All files", &["*"]);
    }
    let folder = near.and_then(|near| if near.is_dir() { Some(near) } else { near.parent() });
    if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let (true, Some(name)) =
        (!matches!(purpose, Purpose::Open | Purpose::ImportSpreadsheets), near.and_then(Path::file_name))
    {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    async move {
        let handles = match purpose {
            Purpose::Open => dialog.pick_file().await.map(|handle| vec![handle]),
            Purpose::ImportSpreadsheets => dialog.pick_files().await,
            Purpose::SaveAs | Purpose::ExportPicture | Purpose::ExportReport | Purpose::Handout => {
                dialog.save_file().await.map(|handle| vec![handle])
            }
        };
        handles.map(|handles| handles.iter().map(|handle| handle.path().to_path_buf()).collect())
    }
}
