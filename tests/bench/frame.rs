//! What one frame of the map costs the CPU: the session's and the canvas's own work, egui's, and the triangles; and what pointing at a
//! line costs.
//!
//! `cargo bench --bench frame`, or `cargo bench --bench frame -- 500 10000` for these sizes alone. The rows can be put into a table of
//! Markdown. Figures are milliseconds: the middle of all frames on the clock, and the longest on the processor. Nothing is sent to a graphics
//! card.
//! `THROUGHLINE_BENCH_FILE=map.org.ron` adds a map of one's own.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it has measured")]

mod generator;
mod numbers;

use std::hint::black_box;
use std::time::{Duration, Instant};

use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, pos2, vec2,
};
use throughline::model::{Day, LinkId, PartyId, Verdict};
use throughline::picture::ThemeName;
use throughline::session::{Command, Selection, Session, Subject};
use throughline::ui::Sink;
use throughline::ui::canvas::{CanvasState, canvas_ui};
use throughline::ui::tokens::{Tokens, install_fonts};

const SCREEN: Vec2 = vec2(1920.0, 1080.0);
/// How many teams; each has three links.
const SIZES: [usize; 5] = [100, 500, 1_000, 10_000, 50_000];
/// So many frames are measured of each kind.
const FRAMES: usize = 180;
/// How often each of the edits in a hurry is done, and so many frames apart.
const ROUNDS: usize = 10;
const BETWEEN: usize = 6;

/// What the hand does from frame to frame.
#[derive(Clone, Copy)]
enum Hand {
    Still,
    Pans,
    Zooms,
    Points,
}

/// What a frame cost.
#[derive(Clone, Copy)]
struct Cost {
    clock: Duration,
    processor: Duration,
}

struct Window {
    ctx: Context,
    session: Session,
    canvas: CanvasState,
    tokens: Tokens,
    frame: u32,
}

impl Window {
    fn open(teams: usize) -> Self {
        let today = Day::new(2026, 11, 21).expect("a day of the calendar");
        Self::on(generator::session(teams, teams * 3, today))
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
            std::thread::sleep(Duration::from_millis(20));
            session.refresh();
        }
        let ctx = Context::default();
        install_fonts(&ctx);
        let tokens = Tokens::of(ThemeName::Light);
        tokens.apply(&ctx);
        let mut window = Self { ctx, session, canvas: CanvasState::default(), tokens, frame: 0 };
        window.settle();
        window
    }

    /// The frame in which something is done; whatever that costs belongs to it.
    fn timed_with(&mut self, command: &Command) -> Duration {
        let begun = Instant::now();
        let before = processor_time(begun);
        self.session.execute(command).expect("it can be done");
        black_box(self.frame(Hand::Still));
        processor_time(begun).saturating_sub(before).min(begun.elapsed())
    }

    /// Lets flights, threads and timers come to rest; the longest frame meanwhile.
    fn settle(&mut self) -> Duration {
        let mut longest = Duration::ZERO;
        let mut quiet = 0;
        while quiet < 20 {
            longest = longest.max(self.timed(Hand::Still).processor);
            let is_busy = self.canvas.is_drawing() || self.session.is_laying_out();
            quiet = if is_busy { 0 } else { quiet + 1 };
            if is_busy {
                std::thread::sleep(Duration::from_millis(4));
            }
        }
        longest
    }

    fn timed(&mut self, hand: Hand) -> Cost {
        let begun = Instant::now();
        let before = processor_time(begun);
        black_box(self.frame(hand));
        let clock = begun.elapsed();
        Cost { clock, processor: processor_time(begun).saturating_sub(before).min(clock) }
    }

    /// At 1:1 on a party in the middle of the map.
    fn close_up(&mut self) {
        let parties = self.session.org().parties();
        let middle = parties.keys().nth(parties.len() / 2).cloned().expect("there are parties");
        self.canvas.zoom_by(1.0 / self.canvas.zoom());
        self.canvas.centre_on(&Subject::Party(middle));
        self.settle();
    }

    fn whole_map(&mut self) {
        self.canvas.fit();
        self.settle();
    }

    fn events(&self, hand: Hand) -> Vec<Event> {
        let way = if self.frame % 40 < 20 { 1.0 } else { -1.0 };
        let (unit, delta) = match hand {
            Hand::Still => return Vec::new(),
            Hand::Pans => (MouseWheelUnit::Point, vec2(way * 9.0, way * 5.0)),
            Hand::Zooms => (MouseWheelUnit::Line, vec2(0.0, way * 0.4)),
            Hand::Points => {
                let along = (self.frame % 600) as f32;
                return vec![Event::PointerMoved(pos2(300.0 + along * 2.0, 200.0 + along))];
            }
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

/// How long this thread has had a processor, by the system's count, which may lag by a few milliseconds; the clock where the system
/// does not say.
fn processor_time(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// The middle on the clock, and the longest on the processor: a frame that is interrupted is not a long frame.
fn figures(mut times: Vec<Cost>) -> String {
    let longest = times.iter().map(|cost| cost.processor).max().unwrap_or_default();
    times.sort_unstable_by_key(|cost| cost.clock);
    let middle = times.get(times.len() / 2).map(|cost| cost.clock).unwrap_or_default();
    format!("{:.2} / {:.0}", middle.as_secs_f64() * 1e3, longest.as_secs_f64() * 1e3)
}

fn frames(window: &mut Window, hand: Hand) -> String {
    let times = (0..FRAMES).map(|_| window.timed(hand)).collect();
    window.settle();
    figures(times)
}

/// The longest frame from something that is done until the picture has come to rest, and how long that takes altogether.
fn until_rest(window: &mut Window, command: &Command) -> String {
    let begun = Instant::now();
    let longest = window.timed_with(command).max(window.settle());
    format!("{:.1} ({:.0})", longest.as_secs_f64() * 1e3, begun.elapsed().as_secs_f64() * 1e3)
}

/// The middle and the longest frame in which one of many edits is done, a few frames after one another, so that threads are still at
/// work on the one before; then the longest of the other frames.
fn in_a_hurry(window: &mut Window, commands: &[Command]) -> String {
    let (mut doing, mut between) = (Vec::new(), Duration::ZERO);
    for _ in 0..ROUNDS {
        for command in commands {
            doing.push(window.timed_with(command));
            for _ in 0..BETWEEN {
                std::thread::sleep(Duration::from_millis(4));
                between = between.max(window.timed(Hand::Still).processor);
            }
        }
    }
    doing.sort_unstable();
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let between = between.max(window.settle());
    format!("{:.1} / {:.1}, {:.1}", ms(doing.get(doing.len() / 2)), ms(doing.last()), ms(Some(&between)))
}

fn measure(name: &str, mut window: Window) {
    let org = window.session.org();
    let (parties, links) = (org.parties().len(), org.links().len());
    let party = org.parties().keys().nth(parties / 2).cloned().expect("there are parties");
    let link = org.links().keys().nth(links / 2).cloned().expect("there are links");
    let links_to = |other: &&PartyId| {
        org.links().contains_key(&LinkId { supplier: party.clone(), customer: (*other).clone() })
    };
    let other = org.parties().keys().find(|other| **other != party && !links_to(other)).cloned();
    let other = other.expect("not everybody serves everybody");
    let mut row = vec![name.to_owned(), format!("{parties} / {links}")];
    window.whole_map();
    row.extend([Hand::Still, Hand::Pans, Hand::Zooms, Hand::Points].map(|hand| frames(&mut window, hand)));
    window.close_up();
    row.extend([Hand::Still, Hand::Pans, Hand::Zooms, Hand::Points].map(|hand| frames(&mut window, hand)));
    window.whole_map();
    let new = LinkId { supplier: party.clone(), customer: other };
    for command in [
        Command::Select(Selection::party(&party)),
        Command::Select(Selection::none()),
        Command::SetVerdict { link, verdict: Some(Verdict::Broken) },
        Command::AddLink(new.clone()),
        Command::Undo,
    ] {
        row.push(until_rest(&mut window, &command));
    }
    row.push(in_a_hurry(&mut window, &[Command::AddLink(new), Command::Undo]));
    println!("| {} |", row.join(" | "));
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    println!(
        "| map | parties / links | whole map, at rest | pan | zoom | point | close up, at rest | pan | zoom | point | choose: longest \
         (until it rests) | choose nothing | verdict | new link | undo | links in \
         a hurry: middle / longest, other frames |"
    );
    println!("|{}", " --- |".repeat(16));
    for teams in sizes {
        measure(&format!("{teams} teams"), Window::open(teams));
    }
    if let Some(window) = Window::on_file() {
        measure("file", window);
    }
}
