//! The contest: our layout and its peers draw the same simulated organisations, and one yardstick measures them all.
//!
//! `cargo bench --bench contest` prints the table. Peers that are not on the machine are named and left out: graphviz (`dot`), ELK layered (`node`
//! and `npm install elkjs`, found through `NODE_PATH` or `ELKJS`, the folder of the package), rust-sugiyama (always there). Numbers after
//! `--` are sizes to draw, anything else is a file with a graph of your own (`Organisation::parse` says how it is written); `CONTEST_SECONDS`
//! changes the time limit of a drawing, usually 60 s. Deliberately absent: the window.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

#[path = "../crossings.rs"]
mod crossings;
mod elk;
mod graphviz;
mod machine;
#[path = "../organisation.rs"]
mod organisation;
#[path = "../ours.rs"]
mod ours;
mod program;
mod sugiyama;
mod table;

use organisation::Organisation;
use table::Field;

const SIZES: [usize; 6] = [20, 50, 100, 500, 1000, 10_000];
/// On maps a person reads, one lucky drawing says little: this many organisations are drawn.
const SMALL_SEEDS: u64 = 5;
const LARGEST_SMALL: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, name] = arguments.as_slice()
        && flag == program::ALONE
    {
        program::draw_alone(name);
        return;
    }
    let fields = if arguments.is_empty() {
        SIZES.iter().map(|size| simulated(*size)).collect()
    } else {
        arguments.iter().filter_map(|argument| field(argument)).collect::<Vec<Field>>()
    };
    table::run(&fields);
}

fn field(argument: &str) -> Option<Field> {
    if let Ok(size) = argument.parse::<usize>() {
        return Some(simulated(size.max(2)));
    }
    let organisation = std::fs::read_to_string(argument).ok().and_then(|text| Organisation::parse(&text));
    if organisation.is_none() {
        println!("{argument} holds no graph.");
    }
    let name = argument.rsplit(['/', '\\']).next().unwrap_or(argument).to_owned();
    organisation.map(|organisation| Field { name, organisations: vec![organisation] })
}

fn simulated(size: usize) -> Field {
    let seeds = if size <= LARGEST_SMALL { SMALL_SEEDS } else { 1 };
    Field {
        name: format!("{size} parties"),
        organisations: (1..=seeds).map(|seed| Organisation::simulated(size, seed)).collect(),
    }
}
