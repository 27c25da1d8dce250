//! Which column of somebody's own table says what, asked where its headers do not say it, or say it wrongly.
//!
//! What it may say is chosen from a list or typed; empty leaves it out. Deliberately absent: the guess that stands there first (that is
//! `exchange`), and reading the table.

use egui::{Key, ScrollArea, Ui};

use super::PreviewSource;
use crate::exchange::{ColumnNames, Heading, MEANINGS, has_both_ends};
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{
    Drafts, FieldLook, LabelPlace, STEP, Weight, body_ui, button_ui, flow_ui, heading_ui, problem_ui,
    side_by_side_ui, soft_ui, strong_ui, suggested_field_ui,
};
use crate::ui::{Request, Sink};

/// Wider than this no row becomes, in points.
const MOST_WIDTH: f32 = 880.0;

/// A table whose columns wait for a word.
#[derive(Clone, Debug)]
pub struct HeadingsPage {
    /// Where the rows come from, so that they can be read again.
    pub source: PreviewSource,
    /// Its columns.
    pub headings: Vec<Heading>,
    drafts: Drafts<HeadingKey>,
    /// Whether somebody wanted to go on too early.
    refused: bool,
}

/// The field of the heading in this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct HeadingKey(usize);

impl HeadingsPage {
    /// Asks about these columns. Where an end of the links is missing the keyboard is in the first field that is empty; else Enter goes on.
    #[must_use]
    pub fn of(source: PreviewSource, headings: Vec<Heading>) -> Self {
        let mut page = Self { source, headings, drafts: Drafts::default(), refused: false };
        let empty = page.headings.iter().position(|heading| heading.column.is_none());
        if let Some(empty) = empty.filter(|_| !has_both_ends(&page.headings)) {
            page.drafts.focus(HeadingKey(empty));
        }
        page
    }

    /// What the columns are read as.
    ///
    /// # Errors
    /// What is missing, and what to do.
    pub fn names(&self) -> Result<ColumnNames, String> {
        if !has_both_ends(&self.headings) {
            return Err(missing(&self.headings));
        }
        let said = self.headings.iter();
        ColumnNames::all_of(
            said.filter_map(|heading| Some((heading.column?.to_owned(), heading.title.clone()))),
        )
    }

    /// Reads the column in this place as `column`; no other is read so any more.
    fn say(&mut self, place: usize, column: Option<&'static str>) {
        for (other, heading) in self.headings.iter_mut().enumerate() {
            if other == place {
                heading.column = column;
            } else if column.is_some() && heading.column == column {
                heading.column = None;
            }
        }
    }
}

fn missing(headings: &[Heading]) -> String {
    let is_said = |column| headings.iter().any(|heading| heading.column == Some(column));
    let what = match (is_said("supplier"), is_said("customer")) {
        (false, false) => "who delivers (supplier) and who receives (customer)",
        (false, true) => "who delivers (supplier)",
        _ => "who receives (customer)",
    };
    format!("Say which column names {what}: without both there is no link to make.")
}

fn words_of(column: &str) -> &'static str {
    MEANINGS.iter().find(|(name, _)| *name == column).map_or("", |(_, words)| *words)
}

/// What `typed` means: a choice word for word, or the only one that begins so; nothing where nothing is typed.
fn meant(typed: &str) -> Result<Option<&'static str>, String> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(None);
    }
    let begins: Vec<_> =
        MEANINGS.iter().filter(|(_, words)| words.to_lowercase().starts_with(&typed)).collect();
    let whole = begins.iter().find(|(_, words)| words.to_lowercase() == typed);
    match (whole, begins.as_slice()) {
        (Some((column, _)), _) | (None, [(column, _)]) => Ok(Some(column)),
        _ => Err("Choose one from the list, or leave it empty".to_owned()),
    }
}

fn offered(typed: &str, current: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let all = typed == current.to_lowercase();
    let fits = |words: &&str| all || words.to_lowercase().contains(&typed);
    MEANINGS.iter().map(|(_, words)| *words).filter(fits).map(str::to_owned).collect()
}

/// Shows the page.
pub(super) fn headings_ui(ui: &mut Ui, scene: &Scene<'_>, page: &mut HeadingsPage, sink: &mut Sink) {
    let look = &scene.look;
    ui.add_space(STEP);
    heading_ui(ui, look, "Which column says what?");
    body_ui(
        ui,
        look,
        "Each row is one link: who delivers, who receives, perhaps what is needed and how it is rated. Nothing is made yet.",
    );
    ui.add_space(STEP);
    answers_ui(ui, scene, page, sink);
    ui.add_space(STEP);
    ScrollArea::vertical().id_salt("headings").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(MOST_WIDTH));
        for place in 0..page.headings.len() {
            heading_row_ui(ui, scene, page, place);
        }
        // Room for the list under the last field.
        ui.add_space(STEP * 24.0);
    });
}

fn heading_row_ui(ui: &mut Ui, scene: &Scene<'_>, page: &mut HeadingsPage, place: usize) {
    let look = &scene.look;
    let Some(heading) = page.headings.get(place).cloned() else { return };
    side_by_side_ui(ui, &[1.0, 1.2], 200.0, |ui, cell| {
        if cell == 0 {
            strong_ui(ui, look, &heading.title);
            let examples = heading.examples.join(", ");
            soft_ui(ui, look, if examples.is_empty() { "nothing stands under it" } else { &examples });
            return;
        }
        let current = heading.column.map_or("", words_of);
        let label = format!("What \u{201c}{}\u{201d} says", heading.title);
        let field = FieldLook { label_place: LabelPlace::Said, ..FieldLook::line(&label, "Left out") };
        let key = HeadingKey(place);
        let suggest = |typed: &str| offered(typed, current);
        let typed = suggested_field_ui(ui, look, &key, field, current, &mut page.drafts, suggest);
        if let Some(typed) = typed {
            match meant(&typed) {
                Ok(column) => page.say(place, column),
                Err(problem) => page.drafts.refuse(&key, typed, problem),
            }
        }
    });
    ui.add_space(STEP);
}

fn answers_ui(ui: &mut Ui, scene: &Scene<'_>, page: &mut HeadingsPage, sink: &mut Sink) {
    let look = &scene.look;
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let entered = is_free && ui.input(|input| input.key_pressed(Key::Enter));
    let mut goes_on = entered;
    flow_ui(ui, |ui| {
        goes_on |= button_ui(ui, look, Weight::Main, "Show what it makes").clicked();
        if button_ui(ui, look, Weight::Plain, "Cancel (Esc)").clicked() {
            sink.push(Request::TakeTable(super::Take::Forget));
        }
        soft_ui(ui, look, "Type or choose; what is left empty is left out.");
    });
    if goes_on {
        match page.names() {
            Ok(names) => sink.push(Request::ReadColumns(names)),
            Err(_) => page.refused = true,
        }
    }
    if page.refused && !has_both_ends(&page.headings) {
        problem_ui(ui, look, &missing(&page.headings));
    }
}
