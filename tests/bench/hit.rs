//! What it costs to find out what lies under a pointer: a box, a line, nothing; close up and with the whole map in view.
//!
//! `cargo bench --bench hit`, or `cargo bench --bench hit -- 500 10000` for these sizes alone. The rows can be put into a table of Markdown.
//! Figures are microseconds of the processor for one place, the mean over many places on the screen, and the longest of a hundredth of them.
//! What a whole frame costs in which the pointer moves is measured by `frame`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it has measured")]

mod generator;
mod numbers;

use std::hint::black_box;
use std::time::{Duration, Instant};

use egui::{Context, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use throughline::model::Day;
use throughline::picture::{Subject as Found, ThemeName};
use throughline::session::{Session, Subject};
use throughline::ui::Sink;
use throughline::ui::canvas::{CanvasState, canvas_ui};
use throughline::ui::tokens::{Tokens, install_fonts};

const SCREEN: Vec2 = vec2(1920.0, 1080.0);
/// How many teams; each has three links.
const SIZES: [usize; 5] = [100, 500, 1_000, 10_000, 50_000];
/// So many places are pointed at.
const PLACES: usize = 20_000;
/// So many at a time are measured.
const BATCH: usize = 100;

struct Map {
    ctx: Context,
    session: Session,
    canvas: CanvasState,
    tokens: Tokens,
    frame: u32,
}

impl Map {
    fn open(teams: usize) -> Self {
        let today = Day::new(2026, 11, 21).expect("a day of the calendar");
        let mut session = generator::session(teams, teams * 3, today);
        session.refresh();
        while session.is_laying_out() {
            std::thread::sleep(Duration::from_millis(20));
            session.refresh();
        }
        let ctx = Context::default();
        install_fonts(&ctx);
        let tokens = Tokens::of(ThemeName::Light);
        tokens.apply(&ctx);
        let mut map = Self { ctx, session, canvas: CanvasState::default(), tokens, frame: 0 };
        map.settle();
        map
    }

    /// Lets flights and threads come to rest.
    fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 20 {
            self.draw();
            let is_busy = self.canvas.is_drawing() || self.session.is_laying_out();
            quiet = if is_busy { 0 } else { quiet + 1 };
            if is_busy {
                std::thread::sleep(Duration::from_millis(4));
            }
        }
    }

    fn draw(&mut self) {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
            time: Some(f64::from(self.frame) / 60.0),
            focused: true,
            ..RawInput::default()
        };
        let (session, canvas, tokens) = (&mut self.session, &mut self.canvas, &self.tokens);
        let output = self.ctx.run_ui(input, |ui| {
            session.refresh();
            canvas_ui(ui, session, tokens, canvas, &mut Sink::default());
        });
        black_box(output.shapes.len());
    }

    /// At 1:1 on a party in the middle of the map.
    fn close_up(&mut self) {
        let parties = self.session.org().parties();
        let middle = parties.keys().nth(parties.len() / 2).cloned().expect("there are parties");
        self.canvas.zoom_by(1.0 / self.canvas.zoom());
        self.canvas.centre_on(&Subject::Party(middle));
        self.settle();
    }

    /// The mean and the longest, microseconds, and what was found: boxes, lines, of a hundred places.
    fn measure(&self) -> String {
        let view = Rect::from_min_size(Pos2::ZERO, SCREEN);
        let mut numbers = numbers::Numbers::new(77);
        let (mut boxes, mut lines) = (0, 0);
        let (mut all, mut longest) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..PLACES / BATCH {
            let mut place = || pos2(numbers.below(1920) as f32, numbers.below(1080) as f32);
            let places: Vec<Pos2> = (0..BATCH).map(|_| place()).collect();
            let begun = Instant::now();
            for at in places {
                match black_box(self.canvas.subject_at(at, view)) {
                    Some(Found::Link(_)) => lines += 1,
                    Some(_) => boxes += 1,
                    None => {}
                }
            }
            let taken = begun.elapsed();
            all += taken;
            longest = longest.max(taken);
        }
        let each = |time: Duration, count: usize| time.as_secs_f64() * 1e6 / count as f64;
        let share = |count: usize| count * 100 / PLACES;
        format!(
            "{:.2} ({:.1}) | {} %, {} %",
            each(all, PLACES),
            each(longest, BATCH),
            share(boxes),
            share(lines)
        )
    }
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    println!(
        "| teams / links | whole map: mean (longest), µs | on a box, on a line | close up | on a box, on a line |"
    );
    println!("|{}", " --- |".repeat(5));
    for teams in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        let mut map = Map::open(teams);
        let whole = map.measure();
        map.close_up();
        let links = map.session.org().links().len();
        println!("| {} / {links} | {whole} | {} |", map.session.org().parties().len(), map.measure());
    }
}
