//! Spreadsheets in: chosen or pasted, read on a thread, shown before anything is made of them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use egui::Context;

use super::ThroughlineApp;
use super::dialogs::Purpose;
use super::documents::Next;
use crate::edit::Transaction;
use crate::exchange::{
    ColumnNames, Heading, Import, ImportError, ImportOptions, ImportTables, MOST_TABLE_BYTES, SheetRole,
    Table, has_both_ends, headings, import, import_table, read_table, role_of,
};
use crate::model::{Day, Org};
use crate::session::file_trouble::why_not_read;
use crate::session::table::{as_table, pasted};
use crate::ui::Workspace;
use crate::ui::panels::counted;
use crate::ui::questions::Question;
use crate::ui::table::{Fate, HeadingsPage, Preview, PreviewSource, Reading, Take};

/// What a thread has read, or why it could not.
type Outcome = Result<Came, String>;

/// What came of reading.
enum Came {
    /// What the rows would make.
    Preview(Preview),
    /// Columns of which somebody must say what they are.
    Columns(HeadingsPage),
}

/// What the rows are read against.
struct Against {
    org: Arc<Org>,
    today: Day,
    revision: u64,
    /// What somebody has said of the columns.
    names: Option<ColumnNames>,
}

/// A spreadsheet that is being read.
pub(super) struct Underway {
    receiver: Receiver<Outcome>,
}

/// What the reading thread says of itself.
type Stage = Arc<Mutex<String>>;

fn say(stage: &Stage, words: &str) {
    if let Ok(mut stage) = stage.lock() {
        words.clone_into(&mut stage);
    }
}

impl ThroughlineApp {
    pub(super) fn ask_for_spreadsheets(&mut self, ctx: &Context) {
        self.ask_for_file(Purpose::ImportSpreadsheets, ctx);
    }

    /// Reads these files; a single path that is no file may be several, separated by semicolons.
    pub(super) fn import_files(&mut self, paths: Vec<PathBuf>, ctx: &Context) {
        let paths = match paths.as_slice() {
            [one] if !one.exists() && one.to_string_lossy().contains(';') => {
                one.to_string_lossy().split(';').map(|path| PathBuf::from(path.trim())).collect()
            }
            _ => paths,
        };
        self.read_spreadsheet(PreviewSource::Files(paths), None, ctx);
    }

    /// Reads the table whose columns were asked about.
    pub(super) fn read_columns(&mut self, names: ColumnNames, ctx: &Context) {
        if let Some(page) = self.table.take_headings() {
            self.read_spreadsheet(page.source, Some(names), ctx);
        }
    }

    /// Begins to read, with what somebody has said of the columns; the table workspace shows how far it is, then what would be made.
    pub(super) fn read_spreadsheet(
        &mut self,
        source: PreviewSource,
        names: Option<ColumnNames>,
        ctx: &Context,
    ) {
        let title = match &source {
            PreviewSource::Pasted(_) => "Reading what was pasted".to_owned(),
            PreviewSource::Files(paths) => format!("Reading {}", names_of(paths)),
        };
        let stage: Stage = Arc::new(Mutex::new("Beginning".to_owned()));
        let reading = Reading { title, stage: Arc::clone(&stage) };
        let (org, today) = (self.session.shared_org(), self.session.today());
        let against = Against { org, today, revision: self.session.revision(), names };
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        std::thread::spawn(move || {
            let read = match &source {
                PreviewSource::Pasted(text) => read_pasted(text, &against, &stage),
                PreviewSource::Files(paths) => read_files(paths, &against, &stage),
            };
            drop(against);
            // Nobody waits any more when the window is gone or somebody has stopped it.
            drop(sender.send(read));
            wake.request_repaint();
        });
        self.importing = Some(Underway { receiver });
        self.show_workspace(Workspace::Table);
        self.table.show_reading(Some(reading));
    }

    /// Shows what was read, once it is.
    pub(super) fn take_read_spreadsheet(&mut self, ctx: &Context) {
        let Some(underway) = &self.importing else { return };
        let read = match underway.receiver.try_recv() {
            Err(TryRecvError::Empty) => return ctx.request_repaint_after(Duration::from_millis(50)),
            Ok(read) => read,
            Err(TryRecvError::Disconnected) => Err("The program failed while it read this".to_owned()),
        };
        self.importing = None;
        self.table.show_reading(None);
        match read {
            Ok(came) => {
                // Enter is the answer to what is shown now.
                ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
                match came {
                    Came::Preview(preview) => self.table.offer(preview),
                    Came::Columns(page) => self.table.ask_columns(page),
                }
            }
            Err(message) => {
                self.question =
                    Some(Question::Trouble { title: "This cannot be imported".to_owned(), message });
            }
        }
        ctx.request_repaint();
    }

    /// Does with a preview what was answered.
    pub(super) fn take_table(&mut self, take: Take, ctx: &Context) {
        if take == Take::Forget {
            self.importing = None;
            self.table.let_go();
            return;
        }
        let Some(preview) = self.table.take_preview() else { return };
        match (take, preview.into_map, preview.new_map) {
            (Take::AsNewMap, _, Some(org)) => self.go_on_to(Next::NewFrom(org), ctx),
            (Take::IntoThisMap, Some((revision, _)), _) if revision != self.session.revision() => {
                self.read_spreadsheet(preview.source, preview.names, ctx);
                self.say("The map has changed meanwhile: look again at what would be made", ctx);
            }
            (Take::IntoThisMap, Some((_, transaction)), _) => {
                let label = transaction.label.clone();
                match self.session.execute_transaction(transaction) {
                    Ok(()) => self.notices.done(label, ctx.input(|input| input.time)),
                    Err(refused) => self.say(refused.to_string(), ctx),
                }
            }
            _ => {}
        }
    }
}

/// `teams.csv and links.csv`.
fn names_of(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned())
        .collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn read_pasted(text: &str, against: &Against, stage: &Stage) -> Outcome {
    say(stage, &format!("{} to read", counted(text.lines().count(), "line", "lines")));
    let names = against.names.as_ref();
    let read = pasted(text, names, &against.org, against.today).map_err(|refused| refused.to_string())?;
    let mut summary = summary_of(&read.news, read.rows, read.skipped);
    if read.supposes_headers {
        summary.push_str(
            " The block has no headers that are known: its columns are read as supplier, customer, need. If its first row holds headers, \
             choose columns.",
        );
    }
    Ok(Came::Preview(Preview {
        source: PreviewSource::Pasted(text.into()),
        title: read.transaction.label.clone(),
        summary,
        lines: Preview::lines_of(&read.news, &read.remarks),
        into_map: Some((against.revision, read.transaction)),
        new_map: None,
        headings: headings(&as_table(text), &against.names.clone().unwrap_or_default()).unwrap_or_default(),
        names: against.names.clone(),
    }))
}

/// `12 rows: 3 make something new, 1 changes something, 2 are skipped.`
fn summary_of(news: &[crate::exchange::News], rows: usize, skipped: usize) -> String {
    use crate::exchange::NewsKind;
    let count = |kind| news.iter().filter(|news| news.kind == kind).count();
    let mut words = format!(
        "{}: {} new, {} changed",
        counted(rows, "row", "rows"),
        counted(count(NewsKind::New), "thing", "things"),
        count(NewsKind::Changed)
    );
    if skipped > 0 {
        words.push_str(&format!(", {} skipped", counted(skipped, "row", "rows")));
    }
    words.push('.');
    if news.is_empty() {
        words.push_str(" Everything is on the map as these rows say already.");
    }
    words
}

fn read_files(paths: &[PathBuf], against: &Against, stage: &Stage) -> Outcome {
    let mut tables = Vec::new();
    for path in paths {
        say(stage, &format!("Reading {}", path.display()));
        tables.push(read_file(path)?);
    }
    let source = PreviewSource::Files(paths.to_vec());
    let given = sorted_out(tables, against.names.is_some())?;
    let options = ImportOptions { name: name_after(paths), today: against.today, dimensions: Vec::new() };
    let mut preview = Preview {
        source,
        title: format!("Import {}", names_of(paths)),
        summary: String::new(),
        into_map: None,
        new_map: None,
        lines: Vec::new(),
        headings: Vec::new(),
        names: against.names.clone(),
    };
    let import = match given {
        Given::One(table) => {
            say(stage, &format!("Comparing {} with this map", table.name));
            match read_one(&table, against, &options, &mut preview) {
                Ok(import) => import,
                Err(error) => return columns_wanted(error, &table, preview.source),
            }
        }
        Given::Three(tables) => {
            say(stage, "Putting the tables together");
            let import = import(&tables, &options).map_err(|error| error.to_string())?;
            preview.lines = Preview::lines_of(&[], &import.report.groups());
            import
        }
        Given::Unsure(headings) => {
            return Ok(Came::Columns(HeadingsPage::of(preview.source, headings)));
        }
    };
    preview.summary = made_words(&import);
    preview.summary.push_str(&changes_words(&preview, &against.org));
    preview.new_map = Some(Arc::new(import.org));
    Ok(Came::Preview(preview))
}

/// Reads one table that holds everything: what it does to this map into the preview, and the map that it would be by itself.
fn read_one(
    table: &Table,
    against: &Against,
    options: &ImportOptions,
    preview: &mut Preview,
) -> Result<Import, ImportError> {
    let names = against.names.clone().unwrap_or_default();
    let mut here = read_table(table, &names, &against.org, options)?;
    let alone = import_table(table, &names, options)?;
    let label = format!("Import {}", table.name);
    preview.headings = headings(table, &names)?;
    preview.lines = Preview::lines_of(&here.news, &here.report.groups());
    preview.into_map = Some((against.revision, Transaction::new(label, std::mem::take(&mut here.edits))));
    Ok(alone)
}

/// Where only a column is not found, somebody is asked which it is.
fn columns_wanted(error: ImportError, table: &Table, source: PreviewSource) -> Outcome {
    let is_asked = matches!(error, ImportError::MissingColumn { .. } | ImportError::NoSuchHeader { .. });
    match headings(table, &ColumnNames::default()) {
        Ok(headings) if is_asked && headings.len() > 1 => {
            Ok(Came::Columns(HeadingsPage::of(source, headings)))
        }
        _ => Err(error.to_string()),
    }
}

/// ` Into this map: 3 things new, 1 changed.`; nothing where there is no map yet.
fn changes_words(preview: &Preview, org: &Org) -> String {
    if preview.into_map.is_none() || org.parties().is_empty() {
        return String::new();
    }
    let count = |fate| preview.lines.iter().filter(|line| line.fate == fate).count();
    let new = counted(count(Fate::New), "thing", "things");
    format!(" Into this map: {new} new, {} changed.", count(Fate::Changed))
}

/// What can be read together.
enum Given {
    One(Table),
    Three(ImportTables),
    /// One table that has a name for everybody, and two columns besides that may well be the ends of links.
    Unsure(Vec<Heading>),
}

/// Which table is which, by its headers. A single one whose columns somebody has named is the one that holds everything.
fn sorted_out(mut tables: Vec<Table>, is_named: bool) -> Result<Given, String> {
    if let ([_], true) = (tables.as_slice(), is_named)
        && let Some(table) = tables.pop()
    {
        return Ok(Given::One(table));
    }
    if let [table] = tables.as_slice()
        && role_of(table) == Some(SheetRole::Teams)
        && let Ok(headings) = headings(table, &ColumnNames::default())
        && has_both_ends(&headings)
    {
        return Ok(Given::Unsure(headings));
    }
    let (mut teams, mut links, mut ratings) = (Vec::new(), Vec::new(), Vec::new());
    for table in tables {
        match role_of(&table) {
            Some(SheetRole::Teams) => teams.push(table),
            Some(SheetRole::Links) => links.push(table),
            Some(SheetRole::Ratings) => ratings.push(table),
            // Reading says best what is the matter: a workbook, no text, no such column.
            None => links.push(table),
        }
    }
    let (teams, links, ratings) = (at_most_one(teams)?, at_most_one(links)?, at_most_one(ratings)?);
    match (teams, links, ratings) {
        (Some(teams), Some(links), ratings) => Ok(Given::Three(ImportTables { teams, links, ratings })),
        (None, Some(table), None) | (None, None, Some(table)) => Ok(Given::One(table)),
        (Some(teams), None, _) => Err(format!(
            "{}: this is a table of teams; choose a table of links with it (columns supplier, customer, need)",
            teams.name
        )),
        (None, Some(_), Some(ratings)) => Err(format!(
            "{}: ratings in a table of their own need a table of teams as well (columns name, kind); or put supplier, customer, \
             need and score into one table",
            ratings.name
        )),
        (None, None, None) => Err("Choose one or several tables as CSV".to_owned()),
    }
}

fn at_most_one(mut tables: Vec<Table>) -> Result<Option<Table>, String> {
    if let [first, second, ..] = tables.as_slice() {
        return Err(format!(
            "{}: {} is the same kind of table by its headers; choose one of each, or put them together",
            second.name, first.name
        ));
    }
    Ok(tables.pop())
}

/// Reads a file, no more than may be imported and a byte.
fn read_file(path: &Path) -> Result<Table, String> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_TABLE_BYTES + 1).read_to_end(&mut bytes)).map_err(
        |error| {
            format!(
                "{}: could not be read ({}); check that it is there and that you may read it",
                path.display(),
                why_not_read(&error)
            )
        },
    )?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Table { name, bytes })
}

/// The name of the new map: that of the first file.
fn name_after(paths: &[PathBuf]) -> String {
    let stem =
        paths.first().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_default().replace(['-', '_'], " ")
}

/// `As a map of its own: 12 teams, 2 external customers, 30 links, 41 needs, 3 wants, 20 ratings.`
fn made_words(import: &Import) -> String {
    let made = import.report.made;
    let parts: Vec<String> = [
        (made.teams, "team", "teams"),
        (made.external_customers, "external customer", "external customers"),
        (made.external_suppliers, "external supplier", "external suppliers"),
        (made.departments, "department", "departments"),
        (made.links, "link", "links"),
        (made.needs, "need", "needs"),
        (made.wants, "want", "wants"),
        (made.ratings, "rating", "ratings"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    let skipped: usize = SheetRole::ALL.into_iter().map(|sheet| import.report.totals(sheet).skipped).sum();
    let mut words = format!("As a map of its own: {}.", parts.join(", "));
    if skipped > 0 {
        words.push_str(&format!(" {} skipped.", counted(skipped, "row", "rows")));
    }
    words
}
