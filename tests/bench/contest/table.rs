//! The table.

use std::collections::BTreeMap;

use crate::crossings::Measure;
use crate::machine;
use crate::organisation::Organisation;
use crate::program::{Drawn, PROGRAMS, Program};

/// What is drawn together: organisations of one size, or a graph from a file.
pub struct Field {
    /// As the table calls it.
    pub name: String,
    /// Each is drawn; the medians count.
    pub organisations: Vec<Organisation>,
}

/// A program's showing in a field.
enum Showing {
    Measured { time: f64, measures: Vec<Measure> },
    TooSlow,
    TooSlowBefore,
}

/// Draws every field with every program and prints a table for each.
pub fn run(fields: &[Field]) {
    println!(
        "{}; median of 3 runs; at most {} s a drawing.\n",
        machine::description(),
        machine::limit().as_secs()
    );
    let mut absent: BTreeMap<&str, String> = BTreeMap::new();
    let mut slow: Vec<Program> = Vec::new();
    for field in fields {
        let count = field.organisations.len();
        let of = if count > 1 { format!(", medians of {count} organisations") } else { String::new() };
        println!("### {}{of}\n", field.name);
        println!(
            "| program | ms | crossings | bends | length | fewest crossings |\n| --- | ---: | ---: | ---: | ---: | ---: |"
        );
        let mut showings: Vec<(Program, Showing)> = Vec::new();
        for program in PROGRAMS {
            if absent.contains_key(program.name()) {
                continue;
            }
            if slow.contains(&program) {
                showings.push((program, Showing::TooSlowBefore));
                continue;
            }
            match draw_all(program, field) {
                Ok(showing) => {
                    if matches!(showing, Showing::TooSlow) {
                        slow.push(program);
                    }
                    showings.push((program, showing));
                }
                Err(reason) => {
                    absent.insert(program.name(), reason);
                }
            }
        }
        for (program, showing) in &showings {
            println!("{}", row(*program, showing, &showings));
        }
        println!();
    }
    for (name, reason) in absent {
        println!("Not here: {name} ({reason}).");
    }
}

fn draw_all(program: Program, field: &Field) -> Result<Showing, String> {
    let (mut times, mut measures) = (Vec::new(), Vec::new());
    for organisation in &field.organisations {
        match program.draw(organisation) {
            Drawn::Done(drawing, time) => {
                times.push(time);
                measures.push(drawing.measure(&organisation.links));
            }
            Drawn::TooSlow => return Ok(Showing::TooSlow),
            Drawn::Absent(reason) => return Err(reason),
        }
    }
    Ok(Showing::Measured { time: median(times, |time| *time), measures })
}

fn median<T: Copy + Default, K: PartialOrd>(mut values: Vec<T>, key: impl Fn(&T) -> K) -> T {
    values.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn row(program: Program, showing: &Showing, all: &[(Program, Showing)]) -> String {
    let name = program.name();
    match showing {
        Showing::Measured { time, measures } => {
            let crossings =
                median(measures.iter().map(|measure| measure.crossings).collect(), |value| *value);
            let bends = median(measures.iter().map(|measure| measure.bends).collect(), |value| *value);
            let length = median(measures.iter().map(|measure| measure.length).collect(), |value| *value);
            let digits = usize::from(*time < 10.0);
            let wins = wins(program, measures, all);
            format!("| {name} | {time:.digits$} | {crossings} | {bends} | {length:.0} | {wins} |")
        }
        Showing::TooSlow => format!("| {name} | > {} s | | | | |", machine::limit().as_secs()),
        Showing::TooSlowBefore => format!("| {name} | too slow on a smaller map | | | | |"),
    }
}

/// In how many of the field's organisations no peer has fewer crossings.
fn wins(program: Program, measures: &[Measure], all: &[(Program, Showing)]) -> String {
    let is_beaten = |index: usize, own: &Measure| {
        all.iter().any(|(other, showing)| match showing {
            Showing::Measured { measures, .. } if other.is_peer() && *other != program => {
                measures.get(index).is_some_and(|theirs| theirs.crossings < own.crossings)
            }
            _ => false,
        }) || program.is_peer()
            && all.iter().any(|(other, showing)| match showing {
                Showing::Measured { measures, .. } if *other == PROGRAMS[0] => {
                    measures.get(index).is_some_and(|theirs| theirs.crossings < own.crossings)
                }
                _ => false,
            })
    };
    let won = measures.iter().enumerate().filter(|(index, own)| !is_beaten(*index, own)).count();
    format!("{won} of {}", measures.len())
}
