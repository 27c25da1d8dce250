//! The windows about named versions: what to call one, which there are, whether one is really to go.

use std::path::PathBuf;

use egui::{Key, Role, ScrollArea, Ui, Vec2, WidgetInfo};

use super::questions::{Reply, answers_ui, field};
use super::tokens::Tokens;
use super::widgets::{Icon, Look, Weight, button_ui, empty_ui, icon_button_ui, one_line};
use crate::session::versions::VersionRow;
use crate::storage::VersionOccasion;

/// How wide these windows are, in points.
pub(super) const WIDTH: f32 = 608.0;

/// A question about versions, with what has been typed into it.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionQuestion {
    /// What is it to be called?
    Name {
        /// Why it is kept.
        occasion: VersionOccasion,
        /// What is typed.
        text: String,
    },
    /// Which versions are there?
    List {
        /// The newest first; `None` while they are looked for.
        rows: Option<Vec<VersionRow>>,
    },
    /// Shall this one go?
    Remove {
        /// Which.
        row: VersionRow,
    },
    /// A workshop has ended: write the handout?
    Ended {
        /// What the version of its end is called.
        name: String,
    },
}

/// What was answered about versions.
#[derive(Clone, Debug, PartialEq)]
pub enum VersionReply {
    /// Keep the map under this name.
    Keep(VersionOccasion, String),
    /// Open a copy of this version.
    Open(PathBuf, String),
    /// Ask whether this one is to go.
    AskToRemove(VersionRow),
    /// Throw it away.
    Remove(VersionRow),
    /// Go back to the list.
    List,
    /// Write the handout.
    Handout,
}

/// Draws the question; `Some` when it was answered.
pub(super) fn version_question_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    question: &mut VersionQuestion,
) -> Option<Reply> {
    match question {
        VersionQuestion::Name { occasion, text } => name_ui(ui, tokens, *occasion, text),
        VersionQuestion::List { rows } => list_ui(ui, tokens, rows.as_deref()),
        VersionQuestion::Remove { row } => {
            ui.label(tokens.heading("Throw this version away?"));
            ui.label(format!("{}, kept {}.", row.name, row.when));
            ui.label(tokens.soft("It cannot be brought back. The map itself stays as it is."));
            let answers = [
                ("Keep it", Reply::Version(VersionReply::List)),
                ("Throw away", Reply::Version(VersionReply::Remove(row.clone()))),
            ];
            answers_ui(ui, tokens, answers)
        }
        VersionQuestion::Ended { name } => {
            ui.label(tokens.heading("The workshop has ended"));
            ui.label(format!("The map as it is now is kept as \u{201c}{name}\u{201d}."));
            ui.label(tokens.soft(
                "The handout is for everybody who was there: the map, breaks and causes, what was decided, who does what.",
            ));
            let answers = [
                ("Write handout\u{2026}", Reply::Version(VersionReply::Handout)),
                ("Not now", Reply::Cancel),
            ];
            answers_ui(ui, tokens, answers)
        }
    }
}

fn name_ui(ui: &mut Ui, tokens: &Tokens, occasion: VersionOccasion, text: &mut String) -> Option<Reply> {
    let (heading, explanation, answer) = match occasion {
        VersionOccasion::Start => (
            "Begin a workshop",
            "The map as it is now is kept under this name, so that at the end everybody can see what changed.",
            "Begin",
        ),
        VersionOccasion::End => (
            "End the workshop",
            "The map as it is now is kept under this name. Then the handout can be written.",
            "End",
        ),
        VersionOccasion::Asked => (
            "Keep a version",
            "The map as it is now is kept under this name, beside your file, which stays as it is.",
            "Keep",
        ),
    };
    ui.label(tokens.heading(heading));
    ui.label(explanation);
    let entered = field(ui, text, "Name of the version").lost_focus()
        && ui.input(|input| input.key_pressed(Key::Enter));
    let keep = Reply::Version(VersionReply::Keep(occasion, text.trim().to_owned()));
    let reply = answers_ui(ui, tokens, [(answer, keep.clone()), ("Cancel", Reply::Cancel)]);
    let reply = if entered { Some(keep) } else { reply };
    reply.filter(|reply| *reply == Reply::Cancel || !text.trim().is_empty())
}

fn list_ui(ui: &mut Ui, tokens: &Tokens, rows: Option<&[VersionRow]>) -> Option<Reply> {
    let look = Look::of(tokens);
    let mut reply = None;
    ui.label(tokens.heading("Versions"));
    match rows {
        None => {
            ui.label(tokens.soft("Looking for versions\u{2026}"));
        }
        Some([]) => empty_ui(
            ui,
            &look,
            "No version of this map has been kept yet",
            "One is kept when a workshop begins and when it ends (menu Workshop), and whenever you choose \u{201c}Keep a version\u{201d} there.",
        ),
        Some(rows) => {
            ui.label(tokens.soft(
                "Opening one makes a copy that has no file yet. This map and its file stay as they are.",
            ));
            ui.add_space(4.0);
            let most = (ui.ctx().content_rect().height() - 240.0).max(160.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                // Room for the scroll bar beside the cards.
                ui.set_width((ui.available_width() - 12.0).max(0.0));
                for row in rows {
                    reply = row_ui(ui, tokens, &look, row).or(reply.take());
                }
            });
        }
    }
    reply.or_else(|| answers_ui(ui, tokens, [("Close", Reply::Cancel)]))
}

fn row_ui(ui: &mut Ui, tokens: &Tokens, look: &Look, row: &VersionRow) -> Option<Reply> {
    let mut reply = None;
    tokens.card_frame().show(ui, |ui| {
        ui.horizontal(|ui| {
            let buttons = if row.problem.is_empty() { 156.0 } else { 40.0 };
            let width = (ui.available_width() - buttons).max(80.0);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 2.0;
                named_line_ui(ui, look, &row.name, width);
                let facts = [row.when.as_str(), row.occasion, row.holds.as_str()];
                let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
                ui.label(tokens.soft(&facts.join("  \u{b7}  ")));
                if !row.problem.is_empty() {
                    let words = format!("It cannot be read: {}", row.problem);
                    ui.label(egui::RichText::new(words).size(super::tokens::SMALL).color(look.problem));
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let remove = format!("Throw away the version {}\u{2026}", row.name);
                if icon_button_ui(ui, look, Icon::Cross, &remove).clicked() {
                    reply = Some(Reply::Version(VersionReply::AskToRemove(row.clone())));
                }
                if row.problem.is_empty() {
                    let open = button_ui(ui, look, Weight::Plain, "Open a copy");
                    let name = format!("Open a copy of {}", row.name);
                    open.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                    if open.clicked() {
                        let open = VersionReply::Open(row.path.clone(), row.name.clone());
                        reply = Some(Reply::Version(open));
                    }
                }
            });
        });
    });
    ui.add_space(2.0);
    reply
}

/// A name on one line; where it is cut, all of it under the pointer.
fn named_line_ui(ui: &mut Ui, look: &Look, name: &str, width: f32) {
    let galley = one_line(ui, name, look.strong(), look.text, width);
    let cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, galley.size().y), egui::Sense::hover());
    ui.painter().galley(rect.min, galley, look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    if cut {
        response.on_hover_text(name);
    }
}
