//! How much memory a map takes: at each step from its file to its picture on the screen, and while it is edited.
//!
//! `cargo bench --bench memory`, or `cargo bench --bench memory -- 500 10000` for these sizes alone. Figures are megabytes: what the program
//! holds at the end of a step, and the most it held meanwhile, as the system counts resident pages; each map in a process of its own. Linux only:
//! elsewhere it says so. `THROUGHLINE_BENCH_FILE=map.org.ron` measures a file of one's own instead. Nothing is sent to a graphics card.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it has measured")]

mod generator;
mod numbers;
mod org_file;

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::Command as Process;
use std::time::Duration;

use egui::{Context, Pos2, RawInput, Rect, Vec2, vec2};
use throughline::model::{Day, LinkId, PartyId, Verdict};
use throughline::picture::ThemeName;
use throughline::session::{Command, Session, Subject};
use throughline::storage;
use throughline::ui::Sink;
use throughline::ui::canvas::{CanvasState, canvas_ui};
use throughline::ui::tokens::{Tokens, install_fonts};

const SCREEN: Vec2 = vec2(1920.0, 1080.0);
/// How many teams; each has three links.
const SIZES: [usize; 4] = [500, 1_000, 10_000, 50_000];
/// A process that measures one map is told so by this word, and which.
const ONE: &str = "one-map";

/// Where a map comes from.
const FILED: &str = "read from its file";
const TYPED: &str = "made edit by edit";

/// The system's count of what the program holds, and of the most it held since [`forget_peak`]; megabytes.
fn held() -> Option<(f64, f64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let figure = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    Some((figure("VmRSS:")? / 1024.0, figure("VmHWM:")? / 1024.0))
}

fn forget_peak() {
    // Where that is not allowed, a step's peak is that of all steps so far.
    drop(std::fs::write("/proc/self/clear_refs", "5"));
}

/// The row of one map as it grows, with the most of all steps. What is known is printed at once: a map may not come to its end.
#[derive(Default)]
struct Row {
    most: f64,
}

impl Row {
    fn note(&mut self) {
        let (now, peak) = held().unwrap_or_default();
        tell(&format!(" {now:.0} / {peak:.0} |"));
        self.most = self.most.max(peak);
        forget_peak();
    }
}

fn tell(words: &str) {
    print!("{words}");
    // What cannot be printed is lost.
    drop(std::io::stdout().flush());
}

struct Window {
    ctx: Context,
    session: Session,
    canvas: CanvasState,
    tokens: Tokens,
    frame: u32,
}

impl Window {
    fn on(session: Session) -> Self {
        let ctx = Context::default();
        install_fonts(&ctx);
        let tokens = Tokens::of(ThemeName::Light);
        tokens.apply(&ctx);
        Self { ctx, session, canvas: CanvasState::default(), tokens, frame: 0 }
    }

    /// Lets flights and threads come to rest.
    fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 20 {
            self.draw();
            let is_busy = self.canvas.is_drawing() || self.session.is_laying_out();
            quiet = if is_busy { 0 } else { quiet + 1 };
            std::thread::sleep(Duration::from_millis(2));
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
        let mut output = self.ctx.run_ui(input, |ui| {
            session.refresh();
            canvas_ui(ui, session, tokens, canvas, &mut Sink::default());
        });
        output.textures_delta.clear();
        black_box(self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point));
    }

    /// At 1:1 on a party in the middle of the map.
    fn close_up(&mut self) {
        let parties = self.session.org().parties();
        let middle = parties.keys().nth(parties.len() / 2).cloned().expect("there are parties");
        self.canvas.zoom_by(1.0 / self.canvas.zoom());
        self.canvas.centre_on(&Subject::Party(middle));
        self.settle();
    }

    /// A verdict, and a link that was not there.
    fn edit(&mut self) {
        let org = self.session.org();
        let link = org.links().keys().nth(org.links().len() / 2).cloned().expect("there are links");
        let party = org.parties().keys().nth(org.parties().len() / 2).cloned().expect("there are parties");
        let line = |other: &PartyId| LinkId { supplier: party.clone(), customer: other.clone() };
        let is_new = |other: &&PartyId| **other != party && !org.links().contains_key(&line(other));
        let new = line(org.parties().keys().find(is_new).expect("not everybody serves everybody"));
        let verdict = Command::SetVerdict { link, verdict: Some(Verdict::Broken) };
        for command in [verdict, Command::AddLink(new)] {
            self.session.execute(&command).expect("it can be done");
            self.settle();
        }
    }
}

fn filed(text: &[u8], today: Day) -> Session {
    let loaded = storage::parse(text, "measured.org.ron").expect("an org file");
    Session::of(loaded.org, None, today)
}

/// Opens one map and tells what it takes.
fn measure(name: &str, source: &str, teams: usize) {
    let today = Day::new(2026, 11, 21).expect("a day of the calendar");
    let mut row = Row::default();
    tell(&format!("| {name}, {source} |"));
    let mut session = match std::env::var_os("THROUGHLINE_BENCH_FILE") {
        Some(path) => {
            let loaded = storage::load(Path::new(&path)).expect("an org file");
            Session::of(loaded.org, None, today)
        }
        None if source == FILED => filed(org_file::text(teams).as_bytes(), today),
        None => generator::session(teams, teams * 3, today),
    };
    session.refresh();
    row.note();
    while session.is_laying_out() {
        std::thread::sleep(Duration::from_millis(5));
        session.refresh();
    }
    row.note();
    let (org, size) = (session.org(), session.layout().bounds.size());
    tell(&format!(
        " {} / {} | {:.0} x {:.0} |",
        org.parties().len(),
        org.links().len(),
        size.width,
        size.height
    ));
    let mut window = Window::on(session);
    window.settle();
    row.note();
    window.close_up();
    row.note();
    window.canvas.fit();
    window.settle();
    window.edit();
    row.note();
    println!(" {:.0} |", row.most);
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if let Some(at) = words.iter().position(|word| word == ONE) {
        let word = |number: usize| words.get(at + number).cloned().unwrap_or_default();
        measure(&word(1), &word(2), sizes.first().copied().unwrap_or_default());
        return;
    }
    if held().is_none() {
        println!("Memory is measured on Linux only.");
        return;
    }
    println!(
        "| map | read and judged | laid out | parties / links | size, units | whole map on the screen | close up | edited | most |"
    );
    println!("|{}", " --- |".repeat(9));
    let itself = std::env::current_exe().expect("a running program has a file");
    let one = |name: &str, source: &str, teams: usize| {
        let status = Process::new(&itself).args([ONE, name, source, &teams.to_string()]).status();
        if !status.expect("it can be started again").success() {
            println!(" did not come to an end |");
        }
    };
    if std::env::var_os("THROUGHLINE_BENCH_FILE").is_some() {
        one("file", "one's own", 0);
        return;
    }
    for teams in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        for source in [FILED, TYPED] {
            one(&format!("{teams} teams"), source, teams);
        }
    }
}
