//! How long pictures take. Repeat with `cargo bench --bench layout`; how they compare with other programs' says the bench `contest`.
//!
//! The organisations are simulated. Also printed: how much of a picture of 1,000 parties small edits move. Deliberately absent: targets that fail
//! on a slow machine.

#![expect(clippy::print_stdout, reason = "the shares are what it is for")]

mod organisation;
mod stability;

use divan::{Bencher, black_box};
use organisation::Organisation;
use stability::{SMALL_EDITS, SmallEdit, edited, stability as share};
use throughline::layout::{Effort, Grouping, LayoutRequest, layout};

fn main() {
    for edit in SMALL_EDITS {
        let stays = 100.0 * share(&organisation(1000), edit);
        println!("{edit:?} at 1,000 parties: {stays:.1} % of the other boxes move less than a box.");
    }
    divan::main();
}

fn organisation(parties: usize) -> LayoutRequest {
    Organisation::simulated(parties, 1).request()
}

#[divan::bench(args = [20, 100, 1000, 10_000], sample_count = 10)]
fn from_scratch(bencher: Bencher<'_, '_>, parties: usize) {
    let request = organisation(parties);
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [50_000], sample_count = 3)]
fn very_large(bencher: Bencher<'_, '_>, parties: usize) {
    let request = organisation(parties);
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000], sample_count = 5)]
fn thorough(bencher: Bencher<'_, '_>, parties: usize) {
    let request = LayoutRequest { effort: Effort::Thorough, ..organisation(parties) };
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000], sample_count = 10)]
fn in_departments(bencher: Bencher<'_, '_>, parties: usize) {
    let request = LayoutRequest { grouping: Grouping::Departments, ..organisation(parties) };
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000, 10_000], sample_count = 20)]
fn one_link_added(bencher: Bencher<'_, '_>, parties: usize) {
    after(bencher, parties, SmallEdit::LinkAdded);
}

#[divan::bench(args = [1000], sample_count = 20)]
fn one_link_removed(bencher: Bencher<'_, '_>, parties: usize) {
    after(bencher, parties, SmallEdit::LinkRemoved);
}

#[divan::bench(args = [1000], sample_count = 20)]
fn one_team_added(bencher: Bencher<'_, '_>, parties: usize) {
    after(bencher, parties, SmallEdit::TeamAdded);
}

fn after(bencher: Bencher<'_, '_>, parties: usize, edit: SmallEdit) {
    let request = organisation(parties);
    let request = edited(&request, &layout(&request), edit);
    bencher.bench(|| layout(black_box(&request)));
}
