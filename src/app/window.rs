//! How the window is divided: menus on top, the map in the middle, the panels around it.

use egui::{Align, Align2, CentralPanel, Frame, Layout, Panel, Ui, UiBuilder};

use super::ThroughlineApp;
use crate::storage::Settings;
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::fix;
use crate::ui::guide;
use crate::ui::menus::{MenuFacts, Switches, menu_bar_ui, view_switch_ui, workspace_switch_ui};
use crate::ui::notices::notices_ui;
use crate::ui::palette::palette_ui;
use crate::ui::questions::question_ui;
use crate::ui::room::{
    FINDINGS_LEAST, INSPECTOR_LEAST, OUTLINE_LEAST, SidePanel, SidePanels, first_screen_height,
    writing_height,
};
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{Look, Weight, button_ui};
use crate::ui::{Sink, canvas, panels, table};

impl ThroughlineApp {
    pub(super) fn window_ui(&mut self, ui: &mut Ui) {
        if self.workspace == Workspace::Present {
            self.presenting_ui(ui);
            self.question_over_all_ui(ui);
            return;
        }
        if !self.room {
            self.top_ui(ui);
        }
        self.foot_ui(ui);
        match self.workspace {
            // One question, or the room's attention, and the map.
            Workspace::Map if self.room || self.guide.is_open() => {}
            Workspace::Map => self.sides_ui(ui),
            Workspace::Fix => self.fix_ui(ui),
            Workspace::Table => return self.table_workspace_ui(ui),
            Workspace::Present => {}
        }
        self.canvas.guide(self.guide.is_open());
        CentralPanel::default().frame(Frame::new().fill(self.tokens.canvas)).show(ui, |ui| {
            self.canvas_area = ui.max_rect();
            canvas::canvas_ui(ui, &self.session, &self.tokens, &mut self.canvas, &mut self.sink);
        });
        self.end_ui(ui);
    }

    /// The rows or the matrix in the place of the map, and the inspector where there is room.
    fn table_workspace_ui(&mut self, ui: &mut Ui) {
        // The map is not there: nothing on it has the keyboard.
        self.canvas_area = egui::Rect::NOTHING;
        let (session, tokens, sink) = (&self.session, &self.tokens, &mut self.sink);
        if ui.available_width() >= super::fixing::ROOM_FOR_INSPECTOR && self.settings.inspector {
            Panel::right("inspector")
                .frame(tokens.panel_frame())
                .default_size(352.0)
                .min_size(260.0)
                .show(ui, |ui| panels::inspector_ui(ui, session, tokens, &mut self.inspector, sink));
        }
        table::table_ui(ui, session, tokens, &mut self.table, sink);
        self.end_ui(ui);
    }

    fn end_ui(&mut self, ui: &mut Ui) {
        self.floating_ui(ui);
        if let Some(started) = self.waiting_for_first_frame.take() {
            super::report_time(started);
        }
    }

    fn top_ui(&mut self, ui: &mut Ui) {
        let facts = MenuFacts {
            recent: self.settings.recent.clone(),
            shown: [
                self.is_panel_shown(SidePanel::Outline),
                self.is_panel_shown(SidePanel::Inspector),
                self.is_panel_shown(SidePanel::Findings),
                self.history_open,
            ],
            workspace: self.workspace,
            reduces_motion: self.settings.reduce_motion,
            guides: self.guide.is_open(),
            held: self.held(),
        };
        Panel::top("menus").frame(self.tokens.bar_frame()).show(ui, |ui| {
            ui.horizontal(|ui| {
                let bar = ui.available_rect_before_wrap();
                let end = menu_bar_ui(ui, &self.session, &self.tokens, &facts, &mut self.sink);
                let place = bar.with_min_x(end).with_max_y(ui.min_rect().bottom());
                let Some((words, width)) = Switches::fitting(ui, place.width()) else { return };
                // At the right, but in the order in which they are read and reached.
                let place = place.with_min_x(place.right() - width);
                let layout = Layout::left_to_right(Align::Center);
                ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
                    self.switches_ui(ui, words);
                });
            });
        });
    }

    /// The switches at the right of the menus: which workspace, which view.
    fn switches_ui(&mut self, ui: &mut Ui, words: Switches) {
        workspace_switch_ui(ui, self.workspace, words, &mut self.sink);
        ui.add_space(words.gap());
        // The place stays free, so that the other switch does not jump.
        ui.scope(|ui| {
            if self.workspace == Workspace::Table {
                ui.set_invisible();
            }
            view_switch_ui(ui, &self.session, words, &mut self.sink);
        });
    }

    fn foot_ui(&mut self, ui: &mut Ui) {
        if !self.room {
            Panel::bottom("status").frame(self.tokens.bar_frame()).show(ui, |ui| {
                let shows_map = self.workspace != Workspace::Table;
                self.status.zoom = shows_map.then(|| f64::from(self.canvas.zoom()));
                panels::status_ui(ui, &self.session, &self.tokens, &mut self.status, &mut self.sink);
            });
        }
        if self.guide.is_open() {
            Panel::bottom("guide").frame(self.tokens.panel_frame()).show(ui, |ui| {
                guide::guide_ui(ui, &self.session, &self.tokens, &mut self.guide, &mut self.sink);
                if self.room {
                    leave_room_ui(ui, &self.tokens, ui.min_rect().bottom(), &mut self.sink);
                }
            });
            return;
        }
        if self.room {
            self.room_foot_ui(ui);
            return;
        }
        Panel::bottom("capture").frame(self.tokens.bar_frame()).show(ui, |ui| {
            panels::capture_ui(ui, &self.session, &self.tokens, &mut self.capture, &mut self.sink);
        });
        if self.fix.is_asking() {
            Panel::bottom("asking").frame(self.tokens.bar_frame()).show(ui, |ui| {
                fix::asking_ui(ui, &self.session, &self.tokens, &mut self.fix, &mut self.sink);
            });
        }
    }

    /// In room mode: the capture line, and the way back.
    fn room_foot_ui(&mut self, ui: &mut Ui) {
        Panel::bottom("room").frame(self.tokens.bar_frame()).show(ui, |ui| {
            let shown = ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - LEAVE_ROOM).max(0.0));
                panels::capture_ui(ui, &self.session, &self.tokens, &mut self.capture, &mut self.sink);
            });
            // Beside the line itself, which stands at the foot even under a list of pasted lines.
            leave_room_ui(ui, &self.tokens, shown.response.rect.bottom(), &mut self.sink);
        });
    }

    /// The panel beside the map in the *Fix* workspace, and on wide windows the inspector.
    fn fix_ui(&mut self, ui: &mut Ui) {
        let (session, tokens, sink) = (&self.session, &self.tokens, &mut self.sink);
        let width = ui.available_width();
        Panel::left("fix")
            .frame(tokens.panel_frame())
            .default_size(if width < 1500.0 { 468.0 } else { 620.0 })
            .min_size(380.0)
            .max_size((width - 320.0).max(380.0))
            .show(ui, |ui| fix::fix_ui(ui, session, tokens, &mut self.fix, sink));
        if width >= super::fixing::ROOM_FOR_INSPECTOR && self.inspector_in_fix {
            Panel::right("inspector")
                .frame(tokens.panel_frame())
                .default_size(352.0)
                .min_size(260.0)
                .show(ui, |ui| panels::inspector_ui(ui, session, tokens, &mut self.inspector, sink));
        }
    }

    fn sides_ui(&mut self, ui: &mut Ui) {
        let room = ui.available_size();
        let shown = self.panels_with_room(room);
        self.shown_panels = shown;
        let (session, tokens, sink) = (&self.session, &self.tokens, &mut self.sink);
        // The map comes first: on a small window the panels start narrower.
        let size = |least: f32, small: f32, large: f32| match room.x {
            tight if tight < 1100.0 => least,
            small_enough if small_enough < 1500.0 => small,
            _ => large,
        };
        // What a person has dragged wide does not push the map out of a window that became small.
        let most = |least: f32, share: f32| (room.x * share).max(least);
        let mut open = shown.outline;
        Panel::left("outline")
            .frame(tokens.panel_frame())
            .default_size(size(OUTLINE_LEAST, 208.0, 248.0))
            .min_size(OUTLINE_LEAST)
            .max_size(most(OUTLINE_LEAST, 0.3))
            .show_collapsible(ui, &mut open, |ui| {
                panels::outline_ui(ui, session, tokens, &mut self.outline, sink)
            });
        let mut open = shown.inspector;
        Panel::right("inspector")
            .frame(tokens.panel_frame())
            .default_size(size(INSPECTOR_LEAST, 328.0, 352.0))
            .min_size(INSPECTOR_LEAST)
            .max_size(most(INSPECTOR_LEAST, 0.4))
            .show_collapsible(ui, &mut open, |ui| {
                panels::inspector_ui(ui, session, tokens, &mut self.inspector, sink)
            });
        // While pasted lines are looked at the map keeps its room.
        let mut open = shown.findings && !self.capture.is_listing();
        // What is written down in it has a height of its own, which the list does not keep.
        let (name, height) = match self.findings.wants_room(session.org()) {
            true => ("findings and a form", writing_height(room.y)),
            false => ("findings", first_screen_height(room.y)),
        };
        Panel::bottom(name)
            .frame(tokens.panel_frame())
            .default_size(height)
            .min_size(FINDINGS_LEAST)
            .max_size((room.y * 0.7).max(FINDINGS_LEAST))
            .show_collapsible(ui, &mut open, |ui| {
                panels::findings_ui(ui, session, tokens, &mut self.findings, sink)
            });
    }

    /// Which panels are wanted and have room around the map.
    fn panels_with_room(&self, room: egui::Vec2) -> SidePanels {
        let Settings { outline, inspector, findings, .. } = self.settings;
        let wanted = SidePanels { outline, inspector, findings };
        let writes = self.findings.wants_room(self.session.org());
        SidePanels::fitting(wanted, self.latest_panel, writes, room.x, room.y)
    }

    fn floating_ui(&mut self, ui: &mut Ui) {
        let ui = &*ui;
        self.history_ui(ui);
        let held = self.held();
        palette_ui(ui, &self.session, &self.tokens, held, &mut self.palette, &mut self.sink);
        let above = match (self.guide.is_open() || self.room, self.fix.is_asking()) {
            (true, _) => (ui.ctx().content_rect().bottom() - self.canvas_area.bottom()).max(0.0) + 16.0,
            (false, true) => 176.0,
            (false, false) => 104.0,
        };
        notices_ui(ui, &self.tokens, &mut self.notices, above, &mut self.sink);
        self.question_over_all_ui(ui);
        self.held_files_ui(ui);
    }

    fn question_over_all_ui(&mut self, ui: &Ui) {
        if let Some(mut question) = self.question.take() {
            match question_ui(ui, &self.session, &self.tokens, &mut question) {
                Some(reply) => self.answer(question, reply, ui.ctx()),
                None => self.question = Some(question),
            }
        }
    }

    fn history_ui(&mut self, ui: &Ui) {
        if !self.history_open {
            return;
        }
        // A title bar of egui's own has a handle without a name; this one is drawn here.
        egui::Window::new("History")
            .title_bar(false)
            .fixed_size([360.0, 340.0])
            .anchor(Align2::RIGHT_TOP, [-16.0, 52.0])
            .frame(self.tokens.raised_frame())
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(self.tokens.heading("History"));
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if ui.button("Close").clicked() {
                            self.history_open = false;
                        }
                    });
                });
                panels::history_ui(ui, &self.session, &self.tokens, &mut self.sink);
            });
    }
}

/// The width of the way out of room mode, in points.
const LEAVE_ROOM: f32 = 208.0;

/// The way out of room mode, at the right, just above `bottom`.
fn leave_room_ui(ui: &mut Ui, tokens: &Tokens, bottom: f32, sink: &mut Sink) {
    let foot = egui::pos2(ui.max_rect().right(), bottom);
    let corner = egui::Rect::from_min_max(foot - egui::vec2(LEAVE_ROOM, 34.0), foot);
    let layout = Layout::right_to_left(Align::Center);
    let mut corner = ui.new_child(UiBuilder::new().max_rect(corner).layout(layout));
    let response = button_ui(&mut corner, &Look::of(tokens), Weight::Quiet, "Leave room mode (F10)");
    if response.on_hover_text("Bring menus and panels back").clicked() {
        sink.act(Action::RoomMode);
    }
}
