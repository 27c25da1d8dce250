//! Files that are dragged onto the window: what would happen is said while they are held over it, and done when they are dropped.

use std::path::PathBuf;

use egui::{Align2, Area, Context, Id, Order, Ui, Vec2};

use super::ThroughlineApp;
use super::documents::Next;
use crate::session::{Dropped, dropped};
use crate::ui::Workspace;

impl ThroughlineApp {
    /// Does what was dropped.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        let paths: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if paths.is_empty() {
            return;
        }
        if self.question.is_some() || self.workspace == Workspace::Present {
            self.say("Finish what is open first, then drop the file again", ctx);
            return;
        }
        match dropped(&paths) {
            Dropped::Open(path) => self.go_on_to(Next::Open(path), ctx),
            Dropped::Import(paths) => self.import_files(paths, ctx),
            Dropped::Refused(why) => self.say(why, ctx),
        }
    }

    /// Says what would happen to the files that are held over the window.
    pub(super) fn held_files_ui(&self, ui: &Ui) {
        let held: Vec<PathBuf> =
            ui.input(|input| input.raw.hovered_files.iter().filter_map(|file| file.path.clone()).collect());
        if held.is_empty() || self.question.is_some() {
            return;
        }
        let words = dropped(&held).in_words();
        Area::new(Id::unique("held files"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
            .interactable(false)
            .show(ui, |ui| {
                self.tokens.raised_frame().show(ui, |ui| ui.label(self.tokens.heading(&words)));
            });
    }
}
