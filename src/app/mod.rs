//! Start-up, the window, file dialogs, recovery and the frame loop. No judgement and no facts of its own.
//!
//! In each frame [`eframe::App::logic`] takes keys, answers and requests and hands them to the session; then
//! [`eframe::App::ui`] draws panels and canvas, which read the session and push requests for the next frame.

mod copying;
mod dialogs;
mod documents;
mod dropping;
mod exports;
mod fixing;
mod guiding;
mod icon;
mod importing;
mod keys;
mod launch;
mod perform;
mod presenting;
mod showing;
mod tabling;
mod versioning;
mod window;

use std::path::PathBuf;
use std::time::Instant;

use egui::Context;

pub use dialogs::{Answer, FileDialogs, NativeDialogs, Purpose};
pub use launch::{LaunchError, launch};

use crate::model::Day;
use crate::picture::ThemeName;
use crate::session::Session;
use crate::storage::{Places, Settings};
use crate::ui::Sink;
use crate::ui::Workspace;
use crate::ui::canvas::CanvasState;
use crate::ui::fix::FixState;
use crate::ui::guide::GuideState;
use crate::ui::notices::Notices;
use crate::ui::palette::PaletteState;
use crate::ui::panels::{CaptureState, FindingsState, InspectorState, OutlineState, StatusState};
use crate::ui::present::PresentState;
use crate::ui::questions::Question;
use crate::ui::room::{SidePanel, SidePanels, first_text_scale};
use crate::ui::table::{TableState, TypedInto};
use crate::ui::tokens::{Tokens, install_fonts};
use documents::Documents;
use keys::{KeyboardIs, Open};
use versioning::Versioning;

/// The program with its window.
pub struct ThroughlineApp {
    session: Session,
    documents: Documents,
    places: Places,
    settings: Settings,
    tokens: Tokens,
    sink: Sink,
    question: Option<Question>,
    notices: Notices,
    canvas: CanvasState,
    /// Where the map is, in points of the window.
    canvas_area: egui::Rect,
    /// A picture of the window that was asked for.
    copying: Option<std::sync::mpsc::Receiver<std::sync::Arc<egui::ColorImage>>>,
    outline: OutlineState,
    inspector: InspectorState,
    findings: FindingsState,
    capture: CaptureState,
    status: StatusState,
    workspace: Workspace,
    fix: FixState,
    table: TableState,
    /// A spreadsheet that is being read on a thread.
    importing: Option<importing::Underway>,
    guide: GuideState,
    /// Whether only the map and the capture line are shown, in large type.
    room: bool,
    presenting: PresentState,
    before_presenting: presenting::Before,
    /// Whether the inspector stands beside the map in the *Fix* workspace too, where there is room.
    inspector_in_fix: bool,
    history_open: bool,
    /// The panel beside the map that was asked for last: it comes first where there is not room for all.
    latest_panel: Option<SidePanel>,
    /// The panels beside the map in the last frame.
    shown_panels: SidePanels,
    palette: PaletteState,
    dialogs: Box<dyn FileDialogs>,
    versioning: Versioning,
    title: String,
    /// Whether this is the first start of all, and the monitor is not known yet.
    is_first_start: bool,
    /// When the program began, until the first frame has been painted.
    waiting_for_first_frame: Option<Instant>,
}

impl ThroughlineApp {
    /// The program on `file`, or on an empty map; a file that cannot be read is said in the window.
    #[must_use]
    pub fn start(ctx: &Context, places: Places, file: Option<PathBuf>) -> Self {
        Self::with_dialogs(ctx, places, file, today(), Box::new(NativeDialogs::default()))
    }

    /// The same with dialogs and a day of the caller's choice, for tests.
    #[must_use]
    pub fn with_dialogs(
        ctx: &Context,
        places: Places,
        file: Option<PathBuf>,
        today: Day,
        dialogs: Box<dyn FileDialogs>,
    ) -> Self {
        install_fonts(ctx);
        let is_first_start = !places.settings_file().exists();
        let settings = Settings::load(&places);
        let tokens = Tokens::of(settings.theme);
        apply_look(&tokens, &settings, ctx);
        ctx.options_mut(|options| {
            // Larger and smaller text are commands of ours, with their own limits.
            options.zoom_with_keyboard = false;
            // Closing asks about unsaved changes first: see `documents`.
            options.quit_shortcuts.clear();
        });
        ctx.set_zoom_factor(settings.text_scale);
        let mut app = Self {
            session: Session::new(today),
            documents: Documents::default(),
            places,
            settings,
            tokens,
            sink: Sink::default(),
            question: None,
            notices: Notices::default(),
            canvas: CanvasState::default(),
            canvas_area: egui::Rect::NOTHING,
            copying: None,
            outline: OutlineState::default(),
            inspector: InspectorState::default(),
            findings: FindingsState::default(),
            capture: CaptureState::default(),
            status: StatusState::default(),
            workspace: Workspace::default(),
            fix: FixState::default(),
            table: TableState::default(),
            importing: None,
            guide: GuideState::default(),
            room: false,
            presenting: PresentState::default(),
            before_presenting: presenting::Before::default(),
            inspector_in_fix: false,
            history_open: false,
            latest_panel: None,
            shown_panels: SidePanels::default(),
            palette: PaletteState::default(),
            dialogs,
            versioning: Versioning::default(),
            title: String::new(),
            is_first_start,
            waiting_for_first_frame: None,
        };
        app.begin(file, ctx);
        app.session.refresh();
        app.refresh_fix();
        app
    }

    /// The open document.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Which workspace is shown.
    #[must_use]
    pub fn workspace(&self) -> Workspace {
        self.workspace
    }

    /// What the *Fix* workspace holds.
    #[must_use]
    pub fn fix(&self) -> &FixState {
        &self.fix
    }

    /// What the *Table* workspace holds.
    #[must_use]
    pub fn table(&self) -> &TableState {
        &self.table
    }

    /// What guided capture asks.
    #[must_use]
    pub fn guide(&self) -> &GuideState {
        &self.guide
    }

    /// What is typed into the capture line, and what was pasted into it.
    #[must_use]
    pub fn capture(&self) -> &CaptureState {
        &self.capture
    }

    /// Whether only the map and the capture line are shown.
    #[must_use]
    pub fn is_in_room_mode(&self) -> bool {
        self.room
    }

    /// The question that waits for an answer, if any.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// The short message that is shown, if any.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.notices.text()
    }

    /// Measures the time from `started` to the end of the first painted frame and prints it.
    pub fn report_first_frame(&mut self, started: Instant) {
        self.waiting_for_first_frame = Some(started);
    }

    fn settings_mut(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.save_settings();
    }

    /// Settings are a convenience: where they cannot be written, the program goes on without.
    fn save_settings(&self) {
        drop(self.settings.save(&self.places));
    }

    fn choose_theme(&mut self, name: ThemeName, ctx: &Context) {
        self.tokens = Tokens::of(name);
        apply_look(&self.tokens, &self.settings, ctx);
        self.settings_mut(|settings| settings.theme = name);
    }

    fn turn_motion(&mut self, ctx: &Context) {
        self.settings_mut(|settings| settings.reduce_motion = !settings.reduce_motion);
        apply_look(&self.tokens, &self.settings, ctx);
    }

    fn scale_text(&mut self, factor: f32, ctx: &Context) {
        self.set_text_scale(self.settings.text_scale * factor, ctx);
    }

    /// At the first start of all, on a very large monitor that the desktop does not enlarge: text and window begin larger. What somebody has
    /// chosen stands in the settings and wins.
    fn suit_monitor(&mut self, ctx: &Context) {
        if !self.is_first_start {
            return;
        }
        let seen = ctx.input(|input| {
            let viewport = input.viewport();
            Some((viewport.monitor_size?, viewport.native_pixels_per_point?))
        });
        let Some((monitor, desktop_scale)) = seen else { return };
        self.is_first_start = false;
        let scale = first_text_scale(monitor.y * ctx.pixels_per_point(), desktop_scale);
        if scale > 1.0 {
            self.set_text_scale(scale, ctx);
            // The same number of points as always, on more pixels: told in points of now, for the new size of text counts from the next frame.
            let size = egui::vec2(1280.0, 800.0) * scale;
            ctx.send_viewport_cmd(egui::ViewportCommand::InnerSize(size));
        }
    }

    /// The whole window at this size: 0.5 to 3 times the normal one.
    fn set_text_scale(&mut self, scale: f32, ctx: &Context) {
        let scale = scale.clamp(0.5, 3.0);
        ctx.set_zoom_factor(scale * self.room_scale());
        self.settings_mut(|settings| settings.text_scale = scale);
    }
}

/// Colours, fonts and sizes, and whether anything moves by itself.
fn apply_look(tokens: &Tokens, settings: &Settings, ctx: &Context) {
    tokens.apply(ctx);
    if settings.reduce_motion {
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
    }
}

/// Prints how long it took from `started` until the first frame was painted.
#[expect(clippy::print_stderr, reason = "asked for by the person who measures, in `THROUGHLINE_TIMINGS`")]
fn report_time(started: Instant) {
    eprintln!("first frame after {} ms", started.elapsed().as_millis());
}

/// The day on the wall, where the program runs.
#[must_use]
pub fn today() -> Day {
    let date = jiff::Zoned::now().date();
    Day::new(date.year(), date.month(), date.day())
        .unwrap_or_else(|| Day::new(1970, 1, 1).unwrap_or_else(|| unreachable!()))
}

impl eframe::App for ThroughlineApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.tick(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window_ui(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.tokens.panel.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_settings();
    }
}

impl ThroughlineApp {
    /// Everything between two frames: answers, keys, requests, what is derived.
    fn tick(&mut self, ctx: &Context) {
        self.suit_monitor(ctx);
        self.watch_documents(ctx);
        self.take_dropped(ctx);
        self.take_versions(ctx);
        self.watch_clipboard(ctx);
        self.take_picture(ctx);
        let blocked = if self.question.is_some() || self.palette.is_open() { Open::Yes } else { Open::No };
        if blocked == Open::No {
            self.hear_guide_keys(ctx);
        }
        for action in keys::pressed(ctx, blocked, self.keyboard(ctx)) {
            self.act(action, ctx);
        }
        self.tick_present(ctx);
        self.drain_requests(ctx);
        self.session.refresh();
        self.follow_guide(ctx);
        self.refresh_present(ctx);
        self.say_what_was_revealed(ctx);
        self.refresh_fix();
        self.refresh_table(ctx);
        self.set_title(ctx);
    }

    /// The arrows walk the map when nothing, or something on the map, has the keyboard.
    fn keyboard(&self, ctx: &Context) -> KeyboardIs {
        if self.workspace == Workspace::Present {
            return KeyboardIs::BeforeARoom;
        }
        if self.outline.hears_letters() {
            return KeyboardIs::InTheOutline;
        }
        let focused = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id));
        if self.workspace == Workspace::Table {
            return match self.table.typing_begins(ctx) {
                Some(TypedInto { digits }) => KeyboardIs::OnACell { digits_write: digits },
                None => KeyboardIs::InTheTable,
            };
        }
        if focused.is_none_or(|widget| self.canvas_area.contains_rect(widget.rect)) {
            KeyboardIs::OnTheMap
        } else {
            KeyboardIs::InAPanel
        }
    }

    fn set_title(&mut self, ctx: &Context) {
        let org = self.session.org();
        let name = if org.name.is_empty() { "New map" } else { org.name.as_str() };
        let mark = if self.session.has_unsaved_changes() { "\u{2022} " } else { "" };
        let title = format!("{mark}{name} \u{2013} Throughline");
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
