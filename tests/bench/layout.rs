//! How long pictures take. Repeat with `cargo bench --bench layout`.
//!
//! The organisations are simulated: departments, three links a team, rework loops, external customers at the end; fixed seeds. Deliberately
//! absent: targets that fail on a slow machine.

use divan::{Bencher, black_box};
use throughline::layout::{
    Effort, Grouping, LayoutLink, LayoutNode, LayoutRequest, Previous, RankHint, Size, layout,
};

fn main() {
    divan::main();
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A simulated organisation: each team stands at a stage of the chain and mostly serves the stages after its own.
fn organisation(teams: usize) -> LayoutRequest {
    let mut random = Random(teams as u64);
    let (stages, departments) = (5 + teams.ilog2() as usize / 2, (teams / 20).max(2));
    let node = |index: usize| {
        let is_customer = index % 50 == 49;
        LayoutNode {
            key: format!("team-{index:06}"),
            size: Size::new(120.0, 40.0),
            rank: if is_customer { RankHint::ExternalCustomer } else { RankHint::Team },
            group: (!is_customer).then(|| format!("department {:03}", index % departments)),
            ..LayoutNode::default()
        }
    };
    let mut links = Vec::new();
    while links.len() < 3 * teams {
        let supplier = random.below(teams);
        let (stage, step) = (supplier % stages, [1, 1, 1, 1, 1, 2, 2, 3][random.below(8)]);
        let forward = if random.below(25) == 0 { stage.checked_sub(step) } else { Some(stage + step) };
        let Some(target) = forward.filter(|target| *target < stages) else { continue };
        let customer = random.below(teams.div_ceil(stages)) * stages + target;
        if customer < teams && customer != supplier {
            links.push(LayoutLink { supplier, customer });
        }
    }
    LayoutRequest { nodes: (0..teams).map(node).collect(), links, ..LayoutRequest::default() }
}

#[divan::bench(args = [20, 100, 1000, 10_000], sample_count = 10)]
fn from_scratch(bencher: Bencher<'_, '_>, teams: usize) {
    let request = organisation(teams);
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000], sample_count = 5)]
fn thorough(bencher: Bencher<'_, '_>, teams: usize) {
    let request = LayoutRequest { effort: Effort::Thorough, ..organisation(teams) };
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000], sample_count = 10)]
fn in_departments(bencher: Bencher<'_, '_>, teams: usize) {
    let request = LayoutRequest { grouping: Grouping::Departments, ..organisation(teams) };
    bencher.bench(|| layout(black_box(&request)));
}

#[divan::bench(args = [20, 100, 1000, 10_000], sample_count = 20)]
fn one_link_added(bencher: Bencher<'_, '_>, teams: usize) {
    let mut request = organisation(teams);
    let present = layout(&request);
    request.previous = Some(Previous::of(&request, &present));
    request.links.push(LayoutLink { supplier: teams / 3, customer: teams / 2 });
    bencher.bench(|| layout(black_box(&request)));
}
