//! What one frame of the map costs the CPU: the canvas's own work, egui's, and the triangles.
//!
//! `cargo bench --bench frame`. Each line is one frame; nothing is sent to a graphics card. `THROUGHLINE_BENCH_FILE=map.org.ron` adds
//! a map of one's own.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]

mod generator;

use divan::{Bencher, black_box};
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, pos2, vec2,
};
use throughline::model::Day;
use throughline::picture::ThemeName;
use throughline::session::{Command, Selection, Session, Subject};
use throughline::ui::Sink;
use throughline::ui::canvas::{CanvasState, canvas_ui};
use throughline::ui::tokens::{Tokens, install_fonts};

fn main() {
    divan::main();
}

const SCREEN: Vec2 = vec2(1920.0, 1080.0);
/// Teams and links: a workshop's map, the aim of 500 teams, a map as dense as Debian's maintainer teams.
const SIZES: [(usize, usize); 3] = [(40, 90), (500, 1500), (464, 7337)];

/// What the hand does from frame to frame.
#[derive(Clone, Copy)]
enum Hand {
    Still,
    Pans,
    Zooms,
}

struct Window {
    ctx: Context,
    session: Session,
    canvas: CanvasState,
    tokens: Tokens,
    frame: u32,
}

impl Window {
    fn open((teams, links): (usize, usize)) -> Self {
        let today = Day::new(2026, 11, 21).expect("a day of the calendar");
        Self::on(generator::session(teams, links, today))
    }

    /// A window on the org file that `THROUGHLINE_BENCH_FILE` names, if it does.
    fn on_file() -> Option<Self> {
        let path = std::env::var_os("THROUGHLINE_BENCH_FILE")?;
        let loaded = throughline::storage::load(std::path::Path::new(&path)).expect("an org file");
        let today = Day::new(2026, 11, 21).expect("a day of the calendar");
        let mut session = Session::of(loaded.org, None, today);
        session.refresh();
        Some(Self::on(session))
    }

    fn on(mut session: Session) -> Self {
        while session.is_laying_out() {
            std::thread::sleep(std::time::Duration::from_millis(20));
            session.refresh();
        }
        let ctx = Context::default();
        install_fonts(&ctx);
        let tokens = Tokens::of(ThemeName::Light);
        tokens.apply(&ctx);
        let mut window = Self { ctx, session, canvas: CanvasState::default(), tokens, frame: 0 };
        for _ in 0..4 {
            window.frame(Hand::Still);
        }
        window
    }

    /// At 1:1 on a party in the middle of the map.
    fn close_up(mut self) -> Self {
        let parties = self.session.org().parties();
        let middle = parties.keys().nth(parties.len() / 2).cloned().expect("there are parties");
        self.canvas.zoom_by(1.0 / self.canvas.zoom());
        self.canvas.centre_on(&Subject::Party(middle));
        for _ in 0..30 {
            self.frame(Hand::Still);
        }
        self
    }

    fn choosing(mut self) -> Self {
        let party = self.session.org().parties().keys().nth(7).cloned().expect("there are parties");
        self.session.execute(&Command::Select(Selection::party(&party))).expect("it can be chosen");
        self
    }

    fn events(&self, hand: Hand) -> Vec<Event> {
        let way = if self.frame % 40 < 20 { 1.0 } else { -1.0 };
        let (unit, delta) = match hand {
            Hand::Still => return Vec::new(),
            Hand::Pans => (MouseWheelUnit::Point, vec2(way * 9.0, way * 5.0)),
            Hand::Zooms => (MouseWheelUnit::Line, vec2(0.0, way * 0.4)),
        };
        let wheel = Event::MouseWheel {
            unit,
            delta,
            source: MouseWheelSource::Unknown,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        vec![Event::PointerMoved(pos2(960.0, 540.0)), wheel]
    }

    /// One frame, and how many vertices it came to.
    fn frame(&mut self, hand: Hand) -> usize {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SCREEN)),
            time: Some(f64::from(self.frame) / 60.0),
            events: self.events(hand),
            focused: true,
            ..RawInput::default()
        };
        let (session, canvas, tokens) = (&mut self.session, &mut self.canvas, &self.tokens);
        let mut sink = Sink::default();
        let output = self.ctx.run_ui(input, |ui| {
            session.refresh();
            canvas_ui(ui, session, tokens, canvas, &mut sink);
        });
        black_box(sink.drain());
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = primitives.iter().map(|clipped| match &clipped.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        vertices.sum()
    }
}

fn run(bencher: Bencher<'_, '_>, mut window: Window, hand: Hand) {
    bencher.bench_local(|| window.frame(hand));
}

#[divan::bench(args = SIZES)]
fn whole_map_still(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size), Hand::Still);
}

#[divan::bench(args = SIZES)]
fn whole_map_pan(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size), Hand::Pans);
}

#[divan::bench(args = SIZES)]
fn whole_map_zoom(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size), Hand::Zooms);
}

#[divan::bench(args = SIZES)]
fn close_up_still(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size).close_up(), Hand::Still);
}

#[divan::bench(args = SIZES)]
fn close_up_pan(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size).close_up(), Hand::Pans);
}

#[divan::bench(args = SIZES)]
fn close_up_zoom(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size).close_up(), Hand::Zooms);
}

#[divan::bench(args = SIZES)]
fn whole_map_chain_lit(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    run(bencher, Window::open(size).choosing(), Hand::Still);
}

/// The same on a file of one's own.
#[divan::bench]
fn file_whole_map_pan(bencher: Bencher<'_, '_>) {
    if let Some(window) = Window::on_file() {
        run(bencher, window, Hand::Pans);
    }
}

/// The same on a file of one's own.
#[divan::bench]
fn file_close_up_pan(bencher: Bencher<'_, '_>) {
    if let Some(window) = Window::on_file() {
        run(bencher, window.close_up(), Hand::Pans);
    }
}

/// The picture made anew, as after an edit or another choice.
#[divan::bench(args = SIZES)]
fn new_picture(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let mut window = Window::open(size);
    let party = window.session.org().parties().keys().nth(7).cloned().expect("there are parties");
    let mut chosen = false;
    bencher.bench_local(|| {
        chosen = !chosen;
        let selection = if chosen { Selection::party(&party) } else { Selection::none() };
        window.session.execute(&Command::Select(selection)).expect("it can be chosen");
        window.frame(Hand::Still)
    });
}
