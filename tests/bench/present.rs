//! What one frame costs the CPU while something is shown to a room, with the pointer's trail, the timer and stops that come in: keys, the
//! slide, egui's work and the triangles.
//!
//! `cargo bench --bench present`, or `cargo bench --bench present -- 500` for this size alone. Figures are milliseconds on the clock: the
//! middle of all frames, the longest of those in which a stop comes in, the longest of the others, and the one in which an answer has just been
//! recorded, so that the walk is built anew. Nothing is sent to a graphics card.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it has measured")]

mod generator;
mod numbers;

use std::hint::black_box;
use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, Vec2, pos2, vec2};
use throughline::model::{Day, Verdict};
use throughline::picture::ThemeName;
use throughline::session::{Command, Session};
use throughline::ui::Sink;
use throughline::ui::present::{PresentState, present_ui, pressed};
use throughline::ui::tokens::{Tokens, install_fonts};

const SCREEN: Vec2 = vec2(1920.0, 1080.0);
/// How many teams; each has three links.
const SIZES: [usize; 3] = [100, 500, 2_000];
/// So many frames are measured.
const FRAMES: u32 = 600;
/// After so many frames the next stop comes in.
const STOP: u32 = 24;

struct Room {
    ctx: Context,
    session: Session,
    state: PresentState,
    tokens: Tokens,
    frame: u32,
    /// The most corners that a frame came to: a check that something was painted.
    corners: usize,
}

impl Room {
    fn open(teams: usize) -> Self {
        let today = Day::new(2026, 11, 21).expect("a day of the calendar");
        let mut session = generator::session(teams, teams * 3, today);
        session.refresh();
        let ctx = Context::default();
        install_fonts(&ctx);
        let tokens = Tokens::of(ThemeName::Light);
        tokens.apply(&ctx);
        let mut state = PresentState::default();
        state.start(&session);
        let mut room = Self { ctx, session, state, tokens, frame: 0, corners: 0 };
        room.frame(&[Key::P, Key::T]);
        room
    }

    fn frame(&mut self, keys: &[Key]) -> Duration {
        self.frame += 1;
        let along = (self.frame % 600) as f32;
        let mut events = vec![Event::PointerMoved(pos2(300.0 + along * 2.0, 200.0 + along))];
        events.extend(keys.iter().map(|key| Event::Key {
            key: *key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SCREEN)),
            time: Some(f64::from(self.frame) / 60.0),
            events,
            focused: true,
            ..RawInput::default()
        };
        let (session, state, tokens) = (&mut self.session, &mut self.state, &self.tokens);
        let mut sink = Sink::default();
        let begun = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            session.refresh();
            pressed(ui.ctx(), session, state, &mut sink);
            state.refresh(session, f64::from(self.frame) / 60.0);
            present_ui(ui, session, tokens, state, "", &mut sink);
        });
        black_box(sink.drain());
        // There is no graphics card to take them.
        output.textures_delta.clear();
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let corners = primitives.iter().map(|clipped| match &clipped.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        self.corners = self.corners.max(corners.sum());
        begun.elapsed()
    }
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    println!(
        "| teams | stops | middle of all frames | longest while a stop comes in | longest otherwise | after an answer |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    for teams in sizes {
        let mut room = Room::open(teams);
        let (mut coming, mut resting) = (Vec::new(), Vec::new());
        for number in 0..FRAMES {
            let goes_on = number % STOP == STOP - 1;
            let took = room.frame(if goes_on { &[Key::PageDown] } else { &[] });
            // A stop takes a sixth of a second to come in: ten frames.
            if number % STOP < 10 || goes_on { coming.push(took) } else { resting.push(took) }
        }
        let longest =
            |times: &[Duration]| times.iter().max().copied().unwrap_or_default().as_secs_f64() * 1e3;
        let figures = (longest(&coming), longest(&resting));
        let mut all = [coming, resting].concat();
        all.sort_unstable();
        let middle = all.get(all.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1e3;
        let stops = room.state.lectern().walk().stops.len();
        assert!(room.corners > 500, "something was painted");
        assert!(room.state.lectern().place() > 0, "the stops were walked through");
        let link = room.session.diagnosis().questions.first().map(|question| question.link.clone());
        let link = link.expect("somebody was not asked");
        let verdict = Some(Verdict::Works);
        room.session.execute(&Command::SetVerdict { link, verdict }).expect("the link is there");
        let answered = room.frame(&[]).as_secs_f64() * 1e3;
        println!("| {teams} | {stops} | {middle:.2} | {:.2} | {:.2} | {answered:.2} |", figures.0, figures.1);
    }
}
