//! The programs that draw: what they are called, and how each is asked.

use std::process::Command;

use throughline::layout::{Effort, Grouping, LayoutRequest, layout};

use crate::crossings::{Drawing, Place};
use crate::machine::{Outcome, run, timed};
use crate::organisation::Organisation;
use crate::{elk, graphviz, ours, sugiyama};

/// The argument that makes the contest draw one graph in a process of its own, so that it can be stopped.
pub const ALONE: &str = "--alone";

/// Runs of which the median counts.
const RUNS: usize = 3;

/// A program in the contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Our layout without departments.
    Ours(Effort),
    /// Our layout with departments as lanes.
    OursInDepartments,
    /// Graphviz as it comes.
    Dot,
    /// Graphviz with limits on its network simplex and mincross.
    DotFast,
    /// ELK layered as it comes.
    Elk,
    /// The crate, with transposition.
    Sugiyama,
}

/// All of them, in the order of the table.
pub const PROGRAMS: [Program; 8] = [
    Program::Ours(Effort::Normal),
    Program::Ours(Effort::Quick),
    Program::Ours(Effort::Thorough),
    Program::OursInDepartments,
    Program::Dot,
    Program::DotFast,
    Program::Elk,
    Program::Sugiyama,
];

/// What came of one drawing.
pub enum Drawn {
    /// The drawing, and the milliseconds it took.
    Done(Drawing, f64),
    /// Stopped at the time limit.
    TooSlow,
    /// The program is not there, or failed.
    Absent(String),
}

impl Program {
    /// As the table calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours(Effort::Quick) => "Throughline, quick",
            Self::Ours(Effort::Normal) => "**Throughline**",
            Self::Ours(Effort::Thorough) => "Throughline, thorough",
            Self::OursInDepartments => "Throughline, in departments",
            Self::Dot => "graphviz dot",
            Self::DotFast => "graphviz dot, fast",
            Self::Elk => "ELK layered",
            Self::Sugiyama => "rust-sugiyama",
        }
    }

    /// Whether it takes part in the judgement which other program has the fewest crossings.
    pub const fn is_peer(self) -> bool {
        !matches!(self, Self::Ours(_) | Self::OursInDepartments)
    }

    /// The median of a few runs; one if it takes long.
    pub fn draw(self, organisation: &Organisation) -> Drawn {
        let mut times = Vec::new();
        let mut last = Drawn::TooSlow;
        for _ in 0..RUNS {
            last = self.draw_once(organisation);
            match &last {
                Drawn::Done(_, time) => times.push(*time),
                _ => return last,
            }
            if times.last().is_some_and(|time| *time > 5000.0) {
                break;
            }
        }
        times.sort_by(f64::total_cmp);
        match (last, times.get(times.len() / 2)) {
            (Drawn::Done(drawing, _), Some(time)) => Drawn::Done(drawing, *time),
            (other, _) => other,
        }
    }

    fn draw_once(self, organisation: &Organisation) -> Drawn {
        match self {
            Self::Ours(effort) => draw_ours(&LayoutRequest { effort, ..organisation.request() }),
            Self::OursInDepartments => {
                draw_ours(&LayoutRequest { grouping: Grouping::Departments, ..organisation.request() })
            }
            Self::Dot => graphviz::draw(organisation, &[]),
            Self::DotFast => graphviz::draw(organisation, &["-Gnslimit=1", "-Gnslimit1=1", "-Gmclimit=0.2"]),
            Self::Elk => elk::draw(organisation),
            Self::Sugiyama => draw_elsewhere(organisation),
        }
    }
}

fn draw_ours(request: &LayoutRequest) -> Drawn {
    let (made, time) = timed(|| layout(request));
    Drawn::Done(ours::drawing(&made), time)
}

/// Draws with a crate in a process of its own.
fn draw_elsewhere(organisation: &Organisation) -> Drawn {
    let Ok(this) = std::env::current_exe() else { return Drawn::Absent("cannot start itself".to_owned()) };
    match run(Command::new(this).args([ALONE, "rust-sugiyama"]), &organisation.text()) {
        Outcome::Done(output, _) => {
            let mut lines = output.lines();
            let time = lines.next().and_then(|line| line.parse().ok());
            let centres = lines.filter_map(place).collect();
            time.map_or_else(
                || Drawn::Absent("no answer".to_owned()),
                |time| Drawn::Done(Drawing { centres, lines: Vec::new() }, time),
            )
        }
        Outcome::TooSlow => Drawn::TooSlow,
        Outcome::Absent(reason) => Drawn::Absent(reason),
    }
}

/// `x y`
pub fn place(line: &str) -> Option<Place> {
    let (x, y) = line.split_once(' ')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

/// The other side of [`draw_elsewhere`]: reads the graph from standard input, writes the milliseconds and then a centre a line.
pub fn draw_alone(name: &str) {
    let text = std::io::read_to_string(std::io::stdin()).unwrap_or_default();
    let Some(organisation) = Organisation::parse(&text).filter(|_| name == "rust-sugiyama") else { return };
    let (centres, time) = timed(|| sugiyama::centres(&organisation));
    println!("{time}");
    for (x, y) in centres {
        println!("{x} {y}");
    }
}
