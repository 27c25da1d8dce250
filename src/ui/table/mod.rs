//! The *Table* workspace: all links and needs in rows that are edited in their place, suppliers against customers in a matrix, and what a
//! spreadsheet would do before it does it.
//!
//! Which rows there are is worked out once for each change of facts, order or filter; only those in view are painted. What is chosen is the
//! session's selection, so that map and inspector agree. Deliberately absent: what an edit means (that is `session::table`).

mod bar;
mod columns;
mod editor;
mod field;
mod grid;
mod headings;
mod matrix;
mod new_row;
mod preview;
mod row;

use std::sync::Arc;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

pub use headings::HeadingsPage;
pub use preview::{Fate, Preview, PreviewLine, PreviewSource, Reading, Take};

use super::Sink;
use super::panels::scene::Scene;
use super::tokens::Tokens;
use crate::model::Day;
use crate::session::table::{Column, Filter, Listed, NewRow, Sort, list};
use crate::session::{Command, Selection, Session, Subject};

/// The pages of the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TablePage {
    /// A row for each need or want.
    #[default]
    Rows,
    /// Suppliers against customers.
    Matrix,
}

/// What the rows were made of.
#[derive(Clone, Debug, PartialEq)]
struct MadeOf {
    revision: u64,
    today: Day,
    sort: Sort,
    filter: Filter,
}

/// What the workspace remembers from frame to frame; a new one for every document.
#[derive(Debug, Default)]
pub struct TableState {
    page: TablePage,
    sort: Sort,
    filter: Filter,
    listed: Arc<Listed>,
    made_of: Option<MadeOf>,
    /// What the inspector shows, and in which row it is.
    cursor: Option<(Option<Subject>, Option<usize>)>,
    column: Option<Column>,
    /// The other end of a range.
    anchor: Option<Subject>,
    editing: Option<editor::Editing>,
    /// Whether somebody has gone to a cell since the table was shown: until then letters lead elsewhere, as everywhere.
    is_on_a_cell: bool,
    /// Whether more than one row is chosen.
    holds_several: bool,
    wants_focus: bool,
    wants_filter: bool,
    /// Whether the row of the cursor is to be brought into view.
    wants_sight: bool,
    /// How high the rows' room was when it was last shown, in points.
    seen_height: f32,
    new_row: new_row::NewRowState,
    matrix: matrix::MatrixState,
    preview: Option<Preview>,
    headings: Option<HeadingsPage>,
    reading: Option<Reading>,
}

/// What is written into the cell that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedInto {
    /// Whether digits are, besides letters.
    pub digits: bool,
}

impl TableState {
    /// Shows this page, with the keyboard in it. A preview that waits for a word is forgotten.
    pub fn show(&mut self, page: TablePage) {
        self.preview = None;
        self.headings = None;
        self.reading = None;
        self.page = page;
        self.is_on_a_cell = false;
        self.wants_focus = true;
        self.wants_sight = true;
        self.matrix.start();
    }

    /// Which page is shown.
    #[must_use]
    pub fn page(&self) -> TablePage {
        self.page
    }

    /// The rows as they stand.
    #[must_use]
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// What a spreadsheet would do, while it waits for a word.
    #[must_use]
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Shows what a spreadsheet would do.
    pub fn offer(&mut self, preview: Preview) {
        self.reading = None;
        self.preview = Some(preview);
    }

    /// Asks which column of a table says what.
    pub fn ask_columns(&mut self, page: HeadingsPage) {
        self.reading = None;
        self.preview = None;
        self.headings = Some(page);
    }

    /// The columns that wait for a word.
    #[must_use]
    pub fn headings(&self) -> Option<&HeadingsPage> {
        self.headings.as_ref()
    }

    /// The page of columns, answered.
    pub fn take_headings(&mut self) -> Option<HeadingsPage> {
        self.headings.take()
    }

    /// Goes from what the spreadsheet would make back to what its columns say.
    pub fn choose_columns(&mut self) {
        if let Some(preview) = self.preview.take() {
            self.headings = Some(HeadingsPage::of(preview.source, preview.headings));
        }
    }

    /// Shows that a spreadsheet is being read; `None` ends that.
    pub fn show_reading(&mut self, reading: Option<Reading>) {
        self.reading = reading;
    }

    /// The preview, to be done or forgotten.
    pub fn take_preview(&mut self) -> Option<Preview> {
        self.wants_focus = true;
        self.preview.take()
    }

    /// Brings the page that is shown up to date. Cheap when nothing has changed.
    pub fn refresh(&mut self, session: &Session) {
        match self.page {
            TablePage::Rows => {
                self.refresh_rows(session);
                self.new_row.refresh(session);
            }
            TablePage::Matrix => self.matrix.refresh(session),
        }
    }

    fn refresh_rows(&mut self, session: &Session) {
        let made_of = MadeOf {
            revision: session.revision(),
            today: session.today(),
            sort: self.sort,
            filter: self.filter.clone(),
        };
        if self.made_of.as_ref() != Some(&made_of) {
            let (org, diagnosis) = (session.org(), session.diagnosis());
            self.listed = Arc::new(list(org, diagnosis, made_of.today, self.sort, &self.filter));
            self.made_of = Some(made_of);
            self.cursor = None;
        }
        self.holds_several = session.selection().subjects().len() > 1;
        let primary = session.selection().primary();
        if self.cursor.as_ref().is_none_or(|(subject, _)| subject.as_ref() != primary) {
            let place = primary.and_then(|subject| self.listed.place_of(subject));
            self.wants_sight |= place != self.cursor.take().and_then(|(_, place)| place);
            self.cursor = Some((primary.cloned(), place));
        }
    }

    /// Where the row is that the inspector shows; `None` when it has no row here.
    /// Whether what somebody types now goes into a cell: they have gone to it, and no other row is chosen. With several, keys are commands
    /// for all.
    #[must_use]
    pub fn typing_begins(&self, ctx: &egui::Context) -> Option<TypedInto> {
        let row = self.listed.rows.get(self.cursor_place()?)?;
        let is_there = self.page == TablePage::Rows
            && self.is_on_a_cell
            && self.editing.is_none()
            && !self.holds_several;
        let has_keyboard = ctx.memory(|memory| memory.has_focus(grid::row_id(row)));
        // There 1 to 4 are the customer's word.
        let digits = self.cursor_column() != Column::Verdict;
        (is_there && has_keyboard).then_some(TypedInto { digits })
    }

    fn cursor_place(&self) -> Option<usize> {
        self.cursor.as_ref().and_then(|(_, place)| *place)
    }

    fn cursor_column(&self) -> Column {
        self.column.unwrap_or(Column::Statement)
    }

    /// Chooses every row that is shown.
    #[must_use]
    pub fn select_all(&self) -> Command {
        Command::Select(Selection::of_all(self.listed.rows.iter().cloned()))
    }

    /// What is chosen in the order in which it is shown; what the filter hides comes last.
    #[must_use]
    pub fn chosen_in_order(&self, session: &Session) -> Vec<Subject> {
        let selection = session.selection();
        let mut chosen: Vec<Subject> =
            self.listed.rows.iter().filter(|row| row::is_chosen(selection, row)).cloned().collect();
        let shown: std::collections::BTreeSet<Subject> = chosen.iter().cloned().collect();
        let is_hidden = |subject: &Subject| {
            let Some(link) = subject.link() else { return false };
            !shown.contains(subject) && !shown.iter().any(|row| row.link() == Some(link))
        };
        chosen.extend(selection.subjects().iter().filter(|subject| is_hidden(subject)).cloned());
        chosen
    }

    /// Escape: forgets a preview, else shows all rows again. Tells whether there was anything to let go of.
    pub fn let_go(&mut self) -> bool {
        let preview = self.preview.take().is_some();
        let headings = self.headings.take().is_some();
        if preview || headings || self.reading.take().is_some() {
            self.wants_focus = true;
            return true;
        }
        if self.page == TablePage::Rows && self.filter.hides() {
            self.filter = Filter::default();
            return true;
        }
        false
    }

    /// Gives the keyboard to the words that rows are filtered by.
    pub fn start_filter(&mut self) {
        self.wants_filter = true;
    }

    /// Begins a new row for a link of these two.
    pub fn start_row(&mut self, row: NewRow) {
        self.page = TablePage::Rows;
        self.new_row.start(row);
    }
}

/// Shows the workspace.
pub fn table_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut TableState, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    let frame = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(16, 8));
    if let Some(reading) = &state.reading {
        CentralPanel::default().frame(frame).show(ui, |ui| preview::reading_ui(ui, &scene, reading, sink));
        return;
    }
    if let Some(preview) = &mut state.preview {
        CentralPanel::default().frame(frame).show(ui, |ui| preview::preview_ui(ui, &scene, preview, sink));
        return;
    }
    if let Some(page) = &mut state.headings {
        CentralPanel::default().frame(frame).show(ui, |ui| headings::headings_ui(ui, &scene, page, sink));
        return;
    }
    Panel::top("table bar").frame(frame).show(ui, |ui| bar::bar_ui(ui, &scene, state, sink));
    if state.page == TablePage::Rows {
        Panel::bottom("new row").frame(frame).show(ui, |ui| {
            new_row::new_row_ui(ui, &scene, &mut state.new_row, sink);
        });
    }
    CentralPanel::default().frame(Frame::new().fill(tokens.raised)).show(ui, |ui| match state.page {
        TablePage::Rows => grid::grid_ui(ui, &scene, state, sink),
        TablePage::Matrix => matrix::matrix_ui(ui, &scene, &mut state.matrix, sink),
    });
}
