//! Graphviz dot, as a program of its own. Its time is that of the process less that of an empty graph.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::OnceLock;

use crate::crossings::{Drawing, Place};
use crate::machine::{Outcome, run};
use crate::organisation::Organisation;
use crate::ours::{STRETCHES, on_curve};
use crate::program::Drawn;

/// World units in an inch, dot's unit.
const INCH: f64 = 72.0;
/// Runs of the empty graph of which the mean is taken.
const EMPTY_RUNS: u32 = 10;

/// Draws with these options.
pub fn draw(organisation: &Organisation, options: &[&str]) -> Drawn {
    match run(Command::new("dot").arg("-Tplain").args(options), &graph(organisation)) {
        Outcome::Done(output, time) => Drawn::Done(read(&output, organisation), (time - start_up()).max(0.0)),
        Outcome::TooSlow => Drawn::TooSlow,
        Outcome::Absent(reason) => Drawn::Absent(reason),
    }
}

fn start_up() -> f64 {
    static START_UP: OnceLock<f64> = OnceLock::new();
    *START_UP.get_or_init(|| {
        let times =
            (0..EMPTY_RUNS).filter_map(|_| match run(Command::new("dot").arg("-Tplain"), "digraph {}") {
                Outcome::Done(_, time) => Some(time),
                _ => None,
            });
        times.sum::<f64>() / f64::from(EMPTY_RUNS)
    })
}

fn graph(organisation: &Organisation) -> String {
    let mut text = format!(
        "digraph {{\n rankdir=LR; nodesep={:.4}; ranksep={:.4};\n node [shape=box, fixedsize=true, width={:.4}, height={:.4}, label=\"\"];\n edge [arrowhead=none];\n",
        24.0 / INCH,
        96.0 / INCH,
        120.0 / INCH,
        40.0 / INCH
    );
    for index in 0..organisation.parties.len() {
        let _ = writeln!(text, " {index};");
    }
    for (supplier, customer) in &organisation.links {
        let _ = writeln!(text, " {supplier} -> {customer};");
    }
    text + "}\n"
}

/// Reads `plain`: `node name x y ...` and `edge tail head count x y x y ...`, control points of Bezier curves.
fn read(output: &str, organisation: &Organisation) -> Drawing {
    let mut drawing = Drawing {
        centres: vec![(0.0, 0.0); organisation.parties.len()],
        lines: vec![Vec::new(); organisation.links.len()],
    };
    for line in output.replace("\\\n", "").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let number =
            |index: usize| words.get(index).and_then(|word| word.parse::<f64>().ok()).unwrap_or_default();
        let index =
            |at: usize| words.get(at).and_then(|word| word.parse::<usize>().ok()).unwrap_or(usize::MAX);
        let place = |at: usize| (number(at) * INCH, -number(at + 1) * INCH);
        match words.first() {
            Some(&"node") => {
                if let Some(centre) = drawing.centres.get_mut(index(1)) {
                    *centre = place(2);
                }
            }
            Some(&"edge") => {
                let points: Vec<Place> =
                    (0..index(3).min(words.len())).map(|step| place(4 + 2 * step)).collect();
                if let Ok(link) = organisation.links.binary_search(&(index(1), index(2))) {
                    drawing.lines[link] = curve(&points);
                } else if let Some(link) =
                    organisation.links.iter().position(|ends| *ends == (index(1), index(2)))
                {
                    drawing.lines[link] = curve(&points);
                }
            }
            _ => {}
        }
    }
    drawing
}

fn curve(points: &[Place]) -> Vec<Place> {
    let mut line: Vec<Place> = points.first().copied().into_iter().collect();
    for start in (0..points.len().saturating_sub(3)).step_by(3) {
        let piece = [points[start], points[start + 1], points[start + 2], points[start + 3]];
        line.extend((1..=STRETCHES).map(|step| on_curve(piece, step as f64 / STRETCHES as f64)));
    }
    line
}
