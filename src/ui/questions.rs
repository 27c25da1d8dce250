//! The questions that the window must have answered before it goes on, one at a time, in the middle of the window.
//!
//! Each is drawn by us and not by the platform: message boxes are not to be had everywhere. Enter takes the marked answer, Escape the
//! harmless one.

use std::path::{Path, PathBuf};

use egui::{Button, Key, Modal, RichText, Ui, Vec2};

use super::actions::{ACTIONS, Menu};
use super::start::{Beginning, start_ui};
use super::tokens::Tokens;
use super::versions::{self, VersionQuestion, VersionReply, version_question_ui};
use crate::model::{ExpectationKind, LinkId, PartyId};
use crate::session::{Session, Subject};
use crate::storage::Offer;

/// A question, with what has been typed into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// There are unsaved changes: save them first?
    Unsaved,
    /// More goes than what was pointed at.
    Remove {
        /// What was pointed at.
        subjects: Vec<Subject>,
        /// What goes, in words.
        words: String,
    },
    /// Somebody else has saved the file.
    ChangedOnDisk,
    /// A save failed for another reason.
    NotSaved {
        /// Why, where, and what to do.
        message: String,
        /// What can be done about it.
        offers: Vec<Offer>,
    },
    /// Something went wrong; there is nothing to choose.
    Trouble {
        /// What did not work.
        title: String,
        /// Why, where, and what to do.
        message: String,
    },
    /// No file dialog can be had: the path is typed.
    Path {
        /// What it is for.
        title: String,
        /// What is typed.
        text: String,
        /// The file that is there already and would be replaced: said until another is typed.
        replaces: Option<PathBuf>,
    },
    /// Work of an earlier run was found.
    Recover {
        /// One row a document: which, when, what.
        rows: Vec<RecoveryRow>,
    },
    /// Whom does this party serve, or who serves it?
    Link {
        /// The party that is selected.
        party: PartyId,
        /// Which end it is.
        end: LinkEnd,
        /// What is typed.
        text: String,
        /// The row that Enter takes.
        chosen: usize,
    },
    /// What does the customer need or want?
    Expectation {
        /// On which link.
        link: LinkId,
        /// Need or want.
        kind: ExpectationKind,
        /// What is typed.
        text: String,
    },
    /// Something about named versions.
    Version(VersionQuestion),
    /// What does a new map begin with?
    NewMap {
        /// The row that Enter takes.
        chosen: usize,
    },
    /// Every key in one table.
    Shortcuts,
    /// Version and licences.
    About,
}

/// Which end of a new link the selected party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// It gives.
    Supplier,
    /// It receives.
    Customer,
}

/// One document that can be recovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryRow {
    /// Which document and when, for example `clinic.org.ron, today 9:12`.
    pub title: String,
    /// The steps that are not in the file, oldest first.
    pub steps: Vec<String>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Leave everything as it is.
    Cancel,
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Remove them.
    Remove(Vec<Subject>),
    /// Read the file again; what is here is lost.
    Reload,
    /// Save to another place.
    SaveAs,
    /// Replace what is there; a copy of it is kept.
    OverwriteWithBackup,
    /// Write into the file that is there, without making a new one beside it.
    WriteInPlace,
    /// This path.
    Path(PathBuf),
    /// Bring back the work in this row.
    Restore(usize),
    /// Throw away the work in this row.
    Forget(usize),
    /// Make this link.
    Link(LinkId),
    /// Begin a new map so.
    Begin(Beginning),
    /// Write this down.
    Expectation(LinkId, ExpectationKind, String),
    /// This about named versions.
    Version(VersionReply),
}

/// Draws the question; `Some` when it was answered.
pub fn question_ui(ui: &Ui, session: &Session, tokens: &Tokens, question: &mut Question) -> Option<Reply> {
    let response = Modal::new(egui::Id::unique("question")).frame(tokens.raised_frame()).show(ui, |ui| {
        ui.set_width(width(question));
        ui.spacing_mut().item_spacing = Vec2::new(8.0, 8.0);
        content_ui(ui, session, tokens, question)
    });
    let escaped = response.should_close().then_some(Reply::Cancel);
    response.inner.or(escaped)
}

fn width(question: &Question) -> f32 {
    match question {
        Question::Shortcuts => 880.0,
        Question::NewMap { .. } => 640.0,
        Question::Version(_) => versions::WIDTH,
        Question::Recover { .. }
        | Question::Trouble { .. }
        | Question::NotSaved { .. }
        | Question::ChangedOnDisk
        | Question::Path { .. } => 560.0,
        _ => 440.0,
    }
}

fn content_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, question: &mut Question) -> Option<Reply> {
    match question {
        Question::Unsaved => unsaved_ui(ui, session, tokens),
        Question::Remove { subjects, words } => {
            ui.label(tokens.heading("Remove?"));
            ui.label(format!("This takes off the map: {words}."));
            ui.label(tokens.soft("Undo brings it back."));
            let answers = [("Remove", Reply::Remove(subjects.clone())), ("Cancel", Reply::Cancel)];
            answers_ui(ui, tokens, answers)
        }
        Question::ChangedOnDisk => changed_ui(ui, tokens),
        Question::NotSaved { message, offers } => not_saved_ui(ui, tokens, message, offers),
        Question::Trouble { title, message } => {
            ui.label(tokens.heading(title));
            ui.label(message.as_str());
            answers_ui(ui, tokens, [("Close", Reply::Cancel)])
        }
        Question::Path { title, text, replaces } => path_ui(ui, tokens, title, text, replaces.as_deref()),
        Question::Recover { rows } => recover_ui(ui, tokens, rows),
        Question::Link { party, end, text, chosen } => link_ui(ui, session, tokens, party, end, text, chosen),
        Question::Expectation { link, kind, text } => expectation_ui(ui, session, tokens, link, *kind, text),
        Question::Version(question) => version_question_ui(ui, tokens, question),
        Question::NewMap { chosen } => start_ui(ui, tokens, chosen),
        Question::Shortcuts => shortcuts_ui(ui, tokens),
        Question::About => about_ui(ui, tokens),
    }
}

/// The row of answers. The first is marked and taken by Enter.
pub(super) fn answers_ui<'label>(
    ui: &mut Ui,
    tokens: &Tokens,
    answers: impl IntoIterator<Item = (&'label str, Reply)>,
) -> Option<Reply> {
    let mut reply = None;
    let entered =
        ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for (place, (label, answer)) in answers.into_iter().enumerate() {
            let text = RichText::new(label).color(tokens.ink);
            let mut button = Button::new(text).min_size(Vec2::new(72.0, 32.0));
            if place == 0 {
                button = button.fill(tokens.chosen).stroke(egui::Stroke::new(1.5, tokens.accent));
            }
            if ui.add(button).clicked() || (place == 0 && entered) {
                reply = Some(answer);
            }
        }
    });
    reply
}

fn unsaved_ui(ui: &mut Ui, session: &Session, tokens: &Tokens) -> Option<Reply> {
    ui.label(tokens.heading("Save the changes?"));
    let name = if session.org().name.is_empty() { "This map" } else { session.org().name.as_str() };
    ui.label(format!("{name} has changes that are not in its file yet."));
    if let Some(last) = session.history().undo_label() {
        ui.label(tokens.soft(&format!("The last one is \u{201c}{last}\u{201d}.")));
    }
    answers_ui(
        ui,
        tokens,
        [("Save", Reply::Save), ("Don\u{2019}t save", Reply::Discard), ("Cancel", Reply::Cancel)],
    )
}

fn changed_ui(ui: &mut Ui, tokens: &Tokens) -> Option<Reply> {
    ui.label(tokens.heading("Somebody else has saved this file"));
    ui.label("It is not what you opened any more. Nothing has been written.");
    ui.label(tokens.soft(
        "Overwriting keeps a copy of theirs beside your backups; loading theirs keeps yours as a version.",
    ));
    let answers = [
        ("Save as\u{2026}", Reply::SaveAs),
        ("Overwrite, keep a copy", Reply::OverwriteWithBackup),
        ("Load theirs", Reply::Reload),
        ("Cancel", Reply::Cancel),
    ];
    answers_ui(ui, tokens, answers)
}

fn not_saved_ui(ui: &mut Ui, tokens: &Tokens, message: &str, offers: &[Offer]) -> Option<Reply> {
    ui.label(tokens.heading("It could not be saved"));
    ui.label(message);
    ui.label(tokens.soft("The work stays here, and in the recovery journal, until it is saved."));
    let answers: Vec<(&str, Reply)> = offers
        .iter()
        .map(|offer| match offer {
            Offer::SaveElsewhere => ("Save as\u{2026}", Reply::SaveAs),
            Offer::WriteInPlace => ("Write into the file", Reply::WriteInPlace),
            Offer::OverwriteWithBackup => ("Overwrite, keep a copy", Reply::OverwriteWithBackup),
            Offer::Reload => ("Load theirs", Reply::Reload),
            Offer::KeepInRecovery => ("Not now", Reply::Cancel),
        })
        .collect();
    answers_ui(ui, tokens, answers)
}

/// A field that has the keyboard from the start.
pub(super) fn field(ui: &mut Ui, text: &mut String, name: &str) -> egui::Response {
    let field = ui.add(
        egui::TextEdit::singleline(text)
            .hint_text(name)
            .desired_width(f32::INFINITY)
            .margin(Vec2::new(8.0, 6.0)),
    );
    let name = name.to_owned();
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &name));
    if !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    field
}

fn path_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    title: &str,
    text: &mut String,
    replaces: Option<&Path>,
) -> Option<Reply> {
    ui.label(tokens.heading(title));
    ui.label(tokens.soft("This desktop has no file dialog. Type or paste the path."));
    let entered =
        field(ui, text, "Path of the file").lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let typed = PathBuf::from(text.trim());
    let replaces = replaces == Some(typed.as_path());
    if replaces {
        ui.label(tokens.strong("A file of that name is there already."));
    }
    let path = Reply::Path(typed);
    let ok = if replaces { "Replace it" } else { "OK" };
    let reply = answers_ui(ui, tokens, [(ok, path.clone()), ("Cancel", Reply::Cancel)]);
    let reply = if entered { Some(path) } else { reply };
    reply.filter(|reply| *reply == Reply::Cancel || !text.trim().is_empty())
}

fn recover_ui(ui: &mut Ui, tokens: &Tokens, rows: &[RecoveryRow]) -> Option<Reply> {
    let mut reply = None;
    ui.label(tokens.heading("Unsaved work was found"));
    ui.label("The program stopped before this was saved. Nothing of it is lost.");
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (place, row) in rows.iter().enumerate() {
            tokens.card_frame().show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(tokens.strong(&row.title));
                for step in row.steps.iter().rev().take(6) {
                    ui.label(tokens.soft(step));
                }
                if row.steps.len() > 6 {
                    ui.label(tokens.soft(&format!("and {} earlier steps", row.steps.len() - 6)));
                }
                ui.horizontal(|ui| {
                    if ui.add(Button::new("Restore").min_size(Vec2::new(72.0, 28.0))).clicked() {
                        reply = Some(Reply::Restore(place));
                    }
                    if ui.add(Button::new("Throw away").min_size(Vec2::new(72.0, 28.0))).clicked() {
                        reply = Some(Reply::Forget(place));
                    }
                });
            });
        }
    });
    reply.or_else(|| answers_ui(ui, tokens, [("Decide later", Reply::Cancel)]))
}

fn link_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    party: &PartyId,
    end: &mut LinkEnd,
    text: &mut String,
    chosen: &mut usize,
) -> Option<Reply> {
    let name = session.org().name_of(party);
    let heading = match end {
        LinkEnd::Supplier => format!("Whom does {name} serve?"),
        LinkEnd::Customer => format!("Who serves {name}?"),
    };
    ui.label(tokens.heading(&heading));
    ui.horizontal(|ui| {
        ui.radio_value(end, LinkEnd::Supplier, "It serves\u{2026}");
        ui.radio_value(end, LinkEnd::Customer, "It is served by\u{2026}");
    });
    let typed = field(ui, text, "Name of the other team");
    if typed.changed() {
        *chosen = 0;
    }
    let others = other_parties(session, party, *end, text);
    ui.input_mut(|input| {
        if input.consume_key(egui::Modifiers::NONE, Key::ArrowDown) {
            *chosen += 1;
        }
        if input.consume_key(egui::Modifiers::NONE, Key::ArrowUp) {
            *chosen = chosen.saturating_sub(1);
        }
    });
    *chosen = (*chosen).min(others.len().saturating_sub(1));
    let entered = ui.input(|input| input.key_pressed(Key::Enter));
    let mut picked = entered.then(|| others.get(*chosen).cloned()).flatten();
    egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        for (place, other) in others.iter().enumerate() {
            let name = RichText::new(session.org().name_of(other)).color(tokens.ink);
            let button = Button::selectable(place == *chosen, name)
                .truncate()
                .min_size(Vec2::new(ui.available_width(), 28.0));
            if ui.add(button).on_hover_text(session.org().name_of(other)).clicked() {
                picked = Some(other.clone());
            }
        }
    });
    if others.is_empty() {
        ui.label(tokens.soft("Nobody by that name who is not linked yet"));
    }
    let made = picked.map(|other| match end {
        LinkEnd::Supplier => LinkId::new(party.clone(), other),
        LinkEnd::Customer => LinkId::new(other, party.clone()),
    });
    made.map(Reply::Link)
}

/// Those who can be the other end: everybody but the party itself and those linked already, by name, filtered by what is typed.
fn other_parties(session: &Session, party: &PartyId, end: LinkEnd, text: &str) -> Vec<PartyId> {
    let org = session.org();
    let wanted = text.trim().to_lowercase();
    let mut others: Vec<_> = org
        .parties()
        .iter()
        .filter(|(id, _)| *id != party)
        .filter(|(id, _)| {
            let link = match end {
                LinkEnd::Supplier => LinkId::new(party.clone(), (*id).clone()),
                LinkEnd::Customer => LinkId::new((*id).clone(), party.clone()),
            };
            org.link(&link).is_none()
        })
        .filter(|(_, facts)| facts.name.to_lowercase().contains(&wanted))
        .collect();
    others.sort_by_key(|(id, facts)| {
        (!facts.name.to_lowercase().starts_with(&wanted), facts.name.to_lowercase(), *id)
    });
    others.into_iter().map(|(id, _)| id.clone()).take(50).collect()
}

fn expectation_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    link: &LinkId,
    kind: ExpectationKind,
    text: &mut String,
) -> Option<Reply> {
    let (supplier, customer) = (session.org().name_of(&link.supplier), session.org().name_of(&link.customer));
    let verb = match kind {
        ExpectationKind::Need => "need",
        ExpectationKind::Want => "want",
    };
    ui.label(tokens.heading(&format!("What does {customer} {verb} from {supplier}?")));
    let name = format!("In {customer}\u{2019}s words");
    let entered = field(ui, text, &name).lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let add = Reply::Expectation(link.clone(), kind, text.clone());
    let reply = answers_ui(ui, tokens, [("Add", add.clone()), ("Cancel", Reply::Cancel)]);
    let reply = if entered { Some(add) } else { reply };
    reply.filter(|reply| *reply == Reply::Cancel || !text.trim().is_empty())
}

fn shortcuts_ui(ui: &mut Ui, tokens: &Tokens) -> Option<Reply> {
    ui.label(tokens.heading("Keyboard shortcuts"));
    egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        for menu in Menu::ALL {
            ui.add_space(4.0);
            ui.label(tokens.strong(menu.label()));
            egui::Grid::new(menu.label()).num_columns(3).spacing(Vec2::new(24.0, 4.0)).show(ui, |ui| {
                for entry in ACTIONS.iter().filter(|entry| entry.menu == menu && entry.shortcut.is_some()) {
                    // As wide in every menu, so that the columns run through.
                    for (text, width) in
                        [(tokens.strong(&entry.shortcut_text()), 112.0), (entry.label.into(), 208.0)]
                    {
                        ui.horizontal(|ui| {
                            ui.set_width(width);
                            ui.label(text);
                        });
                    }
                    ui.label(tokens.soft(entry.explanation));
                    ui.end_row();
                }
            });
        }
    });
    answers_ui(ui, tokens, [("Close", Reply::Cancel)])
}

fn about_ui(ui: &mut Ui, tokens: &Tokens) -> Option<Reply> {
    ui.label(tokens.heading(&format!("Throughline {}", env!("CARGO_PKG_VERSION"))));
    ui.label("Who serves whom, what they need, and where it breaks before it reaches the customer.");
    ui.label(tokens.soft("No account, no network, no telemetry. Your files stay where you put them."));
    ui.label(tokens.soft(
        "Throughline is free software under the MIT or the Apache 2.0 licence. Set in IBM Plex Sans, SIL Open Font Licence 1.1.",
    ));
    answers_ui(ui, tokens, [("Close", Reply::Cancel)])
}
