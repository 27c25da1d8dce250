//! What a spreadsheet would do, before it does it: what is new, what changes, what is skipped and why, by line.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::edit::Transaction;
use crate::exchange::{ColumnNames, Heading, News, NewsKind, RemarkGroup};
use crate::model::Org;
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{
    Icon, STEP, Weight, body_ui, button_ui, flow_ui, heading_ui, one_line, paint_icon, soft_ui,
};
use crate::ui::{Request, Sink};

/// The height of a line of the list, in points.
const LINE: f32 = 28.0;

/// Where the rows come from, so that they can be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewSource {
    /// A block from the clipboard.
    Pasted(Arc<str>),
    /// These files.
    Files(Vec<PathBuf>),
}

/// What is to be done with what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// One step on this map.
    IntoThisMap,
    /// A new map without a name.
    AsNewMap,
    /// Nothing.
    Forget,
}

/// A spreadsheet that has been read and waits for a word.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Where it comes from.
    pub source: PreviewSource,
    /// What is read, for example `Paste 12 rows` or `Import teams.csv and links.csv`.
    pub title: String,
    /// What it comes to, in a sentence or two.
    pub summary: String,
    /// What is done to this map, at this revision of it; `None` where it can only become a map of its own.
    pub into_map: Option<(u64, Transaction)>,
    /// The map that it would be by itself; `None` where it only adds to this one.
    pub new_map: Option<Arc<Org>>,
    /// What it would do, and what is left out, by line.
    pub lines: Vec<PreviewLine>,
    /// The columns of the table and what they are read as; none where several tables are put together.
    pub headings: Vec<Heading>,
    /// What somebody has said of its columns.
    pub names: Option<ColumnNames>,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It makes something.
    New,
    /// It changes something.
    Changed,
    /// It, or a part of it, is left out.
    LeftOut,
    /// It counts, and something should be known of it.
    Noted,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLine {
    /// The first line of the table that it is about.
    pub line: u64,
    /// What becomes of it.
    pub fate: Fate,
    /// In words.
    pub words: String,
}

impl Fate {
    fn word(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Changed => "Changed",
            Self::LeftOut => "Left out",
            Self::Noted => "Note",
        }
    }
}

impl Preview {
    /// The lines of the list: what is skipped first, then what is made, by line.
    #[must_use]
    pub fn lines_of(news: &[News], remarks: &[RemarkGroup]) -> Vec<PreviewLine> {
        let remark = |group: &RemarkGroup| PreviewLine {
            line: group.lines.first().copied().unwrap_or(1),
            fate: if group.kind.fate_of_row().is_empty() { Fate::Noted } else { Fate::LeftOut },
            words: group.to_string(),
        };
        let of_news = |news: &News| PreviewLine {
            line: news.line,
            fate: if news.kind == NewsKind::New { Fate::New } else { Fate::Changed },
            words: format!("line {}: {}", news.line, news.words),
        };
        let (skipped, noted): (Vec<_>, Vec<_>) =
            remarks.iter().map(remark).partition(|line| line.fate == Fate::LeftOut);
        skipped.into_iter().chain(noted).chain(news.iter().map(of_news)).collect()
    }

    /// Whether there is anything to do.
    #[must_use]
    pub fn does_something(&self) -> bool {
        self.new_map.is_some() || self.into_map.as_ref().is_some_and(|(_, step)| !step.is_empty())
    }
}

/// A spreadsheet that is being read on a thread.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What is read.
    pub title: String,
    /// How far it is, in words.
    pub stage: Arc<std::sync::Mutex<String>>,
}

/// Shows that a spreadsheet is being read.
pub(super) fn reading_ui(ui: &mut Ui, scene: &Scene<'_>, reading: &Reading, sink: &mut Sink) {
    ui.add_space(STEP * 4.0);
    heading_ui(ui, &scene.look, &reading.title);
    let stage = reading.stage.lock().map_or_else(|_| String::new(), |stage| stage.clone());
    ui.horizontal(|ui| {
        ui.add(egui::Spinner::new().size(18.0).color(scene.look.soft));
        body_ui(ui, &scene.look, &stage);
    });
    ui.add_space(STEP);
    if button_ui(ui, &scene.look, Weight::Plain, "Stop").clicked() {
        sink.push(Request::TakeTable(Take::Forget));
    }
}

/// Shows what was read, and asks what to do with it.
pub(super) fn preview_ui(ui: &mut Ui, scene: &Scene<'_>, preview: &mut Preview, sink: &mut Sink) {
    let look = &scene.look;
    ui.add_space(STEP);
    heading_ui(ui, look, &preview.title);
    body_ui(ui, look, &preview.summary);
    ui.add_space(STEP);
    answers_ui(ui, scene, preview, sink);
    ui.add_space(STEP);
    ScrollArea::vertical().id_salt("preview lines").auto_shrink(false).show_rows(
        ui,
        LINE - ui.spacing().item_spacing.y,
        preview.lines.len(),
        |ui, range| {
            for line in preview.lines.get(range).unwrap_or_default() {
                line_ui(ui, scene, line);
            }
        },
    );
}

fn answers_ui(ui: &mut Ui, scene: &Scene<'_>, preview: &Preview, sink: &mut Sink) {
    let look = &scene.look;
    let changes = preview.into_map.as_ref().is_some_and(|(_, step)| !step.is_empty());
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let entered = is_free && ui.input(|input| input.key_pressed(Key::Enter));
    // What Enter means: into this map, unless that is empty or not to be had.
    let first = match (&preview.new_map, changes) {
        (Some(_), true) if !scene.org.parties().is_empty() => Take::IntoThisMap,
        (Some(_), _) => Take::AsNewMap,
        (None, true) => Take::IntoThisMap,
        (None, false) => Take::Forget,
    };
    let weight = |take| if take == first { Weight::Main } else { Weight::Plain };
    let mut answer = entered.then_some(first);
    flow_ui(ui, |ui| {
        if preview.new_map.is_some()
            && button_ui(ui, look, weight(Take::AsNewMap), "Make a new map").clicked()
        {
            answer = Some(Take::AsNewMap);
        }
        if changes && button_ui(ui, look, weight(Take::IntoThisMap), "Put into this map").clicked() {
            answer = Some(Take::IntoThisMap);
        }
        if !preview.headings.is_empty() && button_ui(ui, look, Weight::Plain, "Choose columns").clicked() {
            sink.push(Request::ChooseColumns);
        }
        let words = if preview.does_something() { "Cancel (Esc)" } else { "Close (Esc)" };
        if button_ui(ui, look, weight(Take::Forget), words).clicked() {
            answer = Some(Take::Forget);
        }
        if changes {
            soft_ui(ui, look, "One step: undo takes all of it back.");
        }
    });
    if let Some(take) = answer {
        sink.push(Request::TakeTable(take));
    }
}

fn line_ui(ui: &mut Ui, scene: &Scene<'_>, line: &PreviewLine) {
    let look = &scene.look;
    let height = LINE - ui.spacing().item_spacing.y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let center = pos2(rect.left() + 12.0, rect.center().y);
    let (icon, ink) = match line.fate {
        Fate::New => (Icon::Plus, look.text),
        Fate::Changed => (Icon::Arrow, look.text),
        Fate::LeftOut => (Icon::Cross, look.problem),
        Fate::Noted => (Icon::Right, look.soft),
    };
    paint_icon(ui.painter(), center, 11.0, icon, ink);
    let word = one_line(ui, line.fate.word(), look.small_strong(), ink, 72.0);
    ui.painter().galley(pos2(rect.left() + 28.0, rect.center().y - word.size().y * 0.5), word, ink);
    let room = Rect::from_min_max(pos2(rect.left() + 100.0, rect.top()), rect.max);
    let words = one_line(ui, &line.words, look.body(), look.text, room.width() - STEP);
    let cut = words.elided;
    ui.painter().galley(pos2(room.left(), room.center().y - words.size().y * 0.5), words, look.text);
    let name = format!("{}: {}", line.fate.word(), line.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    if cut {
        response.on_hover_text(&line.words);
    }
}
