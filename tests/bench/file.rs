//! What it takes to open and save a map: parse, judge, lay out, draw; write.
//!
//! `cargo bench --bench file`, or `cargo bench --bench file -- 500 10000` for these sizes alone. Each link has three expectations with a
//! rating each. Figures are milliseconds on the clock, the best of three. `THROUGHLINE_BENCH_FILE=map.org.ron` measures a file of
//! one's own instead.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it has measured")]

mod numbers;
mod org_file;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use throughline::model::Day;
use throughline::picture::{PictureInput, Seen, Subject, ThemeName, arrange, draw};
use throughline::session::Session;
use throughline::storage;

const SIZES: [usize; 5] = [100, 500, 1_000, 10_000, 50_000];

/// The shortest of three runs, in milliseconds, and what came of the last.
fn best<T>(mut work: impl FnMut() -> T) -> (String, T) {
    let mut timed = || {
        let begun = Instant::now();
        let made = work();
        (begun.elapsed(), made)
    };
    let (mut shortest, mut made): (Duration, T) = timed();
    for _ in 0..2 {
        let (time, other) = timed();
        shortest = shortest.min(time);
        made = other;
    }
    (format!("{:.1}", shortest.as_secs_f64() * 1e3), made)
}

fn measure(name: &str, text: &str) {
    let today = Day::new(2026, 11, 21).expect("a day of the calendar");
    let (parse, loaded) = best(|| storage::parse(text.as_bytes(), "measured.org.ron").expect("an org file"));
    let (judge, _) = best(|| black_box(Session::of(loaded.org.clone(), None, today)));
    let mut session = Session::of(loaded.org.clone(), None, today);
    let begun = Instant::now();
    session.refresh();
    while session.is_laying_out() {
        std::thread::sleep(Duration::from_millis(1));
        session.refresh();
    }
    let layout = format!("{:.1}", begun.elapsed().as_secs_f64() * 1e3);
    let input = PictureInput {
        org: session.org(),
        diagnosis: session.diagnosis(),
        layout: session.layout(),
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    let chosen = BTreeSet::new();
    let seen = Seen { shown: session.shown(), chosen: &chosen };
    let (arranging, arrangement) = best(|| arrange(&input, &seen));
    let (drawing, list) = best(|| draw(&input, &seen, &arrangement));
    let (write, written) = best(|| storage::to_text(session.org()));
    let org = session.org();
    let size = format!("{:.1}", text.len() as f64 / 1e6);
    println!(
        "| {name} | {} / {} | {size} | {parse} | {judge} | {layout} | {arranging} | {drawing} | {} | {write} ({:.1} MB) |",
        org.parties().len(),
        org.links().len(),
        list.shapes.len(),
        written.len() as f64 / 1e6
    );
}

fn main() {
    println!(
        "| map | parties / links | file, MB | parse | copy and judge | lay out | find room for marks and labels | draw | shapes | write |"
    );
    println!("|{}", " --- |".repeat(10));
    if let Some(path) = std::env::var_os("THROUGHLINE_BENCH_FILE") {
        let text = std::fs::read_to_string(path).expect("a file of text");
        measure("file", &text);
        return;
    }
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    for teams in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        measure(&format!("{teams} teams"), &org_file::text(teams));
    }
}
