//! Other layers for a small part: parties move to a neighbouring layer, or to a new one between two, where that saves crossings.
//!
//! A local search that may go a little uphill (Dueck, Scheuer 1990: threshold accepting). Deliberately absent: where the first layers come
//! from; see `levels`.

use super::adjacency::Adjacency;
use super::levels::{discord, numbered_from_zero};
use super::ordering::{CROSSING, Ordered};
use super::part::Part;
use super::proper::{Proper, Way};
use super::random::Random;
use super::rows::Rows;
use super::search::Search;
use super::skeleton::Skeleton;
use super::work::Work;

/// A party moves this many half layers at most; odd steps lead to a new layer.
const REACH: i64 = 4;
/// How much worse than the present the next state may be at first, as a share.
const FIRST_SLACK: f64 = 0.005;
/// Steps one trial takes for each vertex, besides the sifting.
const STEPS_A_VERTEX: u64 = 120;

/// Tries other layers until `floor`, and keeps the best; `weight` is what discord counts.
pub(super) fn relayer(
    part: &Part,
    skeleton: &Skeleton,
    ordered: &mut Ordered,
    weight: u64,
    work: &mut Work<'_>,
    floor: u64,
    seed: u64,
) -> Option<()> {
    let mut random = Random::new(seed);
    let mover = Mover::new(part, skeleton);
    let budget = work.left().saturating_sub(floor).max(1);
    let mut search = Search::new(&ordered.proper, &ordered.departments.lanes, ordered.rows.clone(), floor);
    search.repair_layers(0..=ordered.proper.layers, work)?;
    let mut least =
        CROSSING * search.fewest + weight * discord(skeleton, &ordered.proper.layer[..part.len()]);
    let mut present = Ordered { rows: search.best, ..ordered.clone() };
    let mut score = least;
    while work.left() > floor {
        work.spend(present.proper.len() as u64 * STEPS_A_VERTEX / 4 + 200)?;
        let Some((node, half_layers)) = mover.moved(&present.proper, &mut random) else { continue };
        let layers = numbered_from_zero(&half_layers);
        work.spend(present.proper.len() as u64 * STEPS_A_VERTEX)?;
        let proper = Proper::new(part, &layers);
        let rows = transferred(part, &present, &proper, &half_layers);
        let departments = present.departments.in_layers(&proper);
        let mut search = Search::new(&proper, &departments.lanes, rows, floor);
        search.repair_layers(mover.around(node, &proper), work)?;
        let trial = CROSSING * search.fewest + weight * discord(skeleton, &layers);
        let share = work.left().saturating_sub(floor) as f64 / budget as f64;
        let slack = (score as f64 * FIRST_SLACK * share) as u64;
        if trial <= score + slack {
            let rows = search.best;
            present = Ordered { proper, departments, rows, present: Vec::new() };
            score = trial;
            if score < least {
                least = score;
                *ordered = present.clone();
            }
        }
    }
    Some(())
}

/// Which parties may move, and past whom they must not stop.
struct Mover {
    free: Vec<u32>,
    neighbours: Adjacency,
    has_near_end: bool,
    has_far_end: bool,
}

impl Mover {
    fn new(part: &Part, skeleton: &Skeleton) -> Self {
        let is_end = |node: u32| {
            let index = Some(skeleton.index_of_node[node as usize]);
            index == skeleton.far_end || index == skeleton.near_end
        };
        let pairs = part.links.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
        Self {
            free: (0..part.len() as u32).filter(|node| !is_end(*node)).collect(),
            neighbours: Adjacency::new(part.len(), pairs),
            has_near_end: skeleton.near_end.is_some(),
            has_far_end: skeleton.far_end.is_some(),
        }
    }

    /// One party (or two that are linked) moved: the party, and each node's place in half layers of the present. `None` if the move would
    /// leave a link within a layer.
    fn moved(&self, proper: &Proper, random: &mut Random) -> Option<(u32, Vec<i64>)> {
        let mut half: Vec<i64> =
            proper.layer[..proper.nodes].iter().map(|layer| 2 * i64::from(*layer)).collect();
        let node = *self.free.get(random.below(self.free.len()))?;
        if random.below(4) == 0 {
            let around = self.neighbours.of(node);
            let other = *around.get(random.below(around.len()))?;
            if !self.free.contains(&other) {
                return None;
            }
            half.swap(node as usize, other as usize);
            self.is_clear(other, &half).then_some(())?;
        } else {
            let step = random.below(2 * REACH as usize + 1) as i64 - REACH;
            half[node as usize] += step;
            let last = 2 * (proper.layers as i64 - 1);
            let lowest = if self.has_near_end { 1 } else { -1 };
            let highest = if self.has_far_end { last - 1 } else { last + 1 };
            (step != 0 && (lowest..=highest).contains(&half[node as usize])).then_some(())?;
        }
        self.is_clear(node, &half).then_some(())?;
        Some((node, half))
    }

    /// The layers a move of the node touches.
    fn around(&self, node: u32, proper: &Proper) -> std::ops::RangeInclusive<usize> {
        let layers = || {
            let others = self.neighbours.of(node).iter().chain([&node]);
            others.map(|other| proper.layer[*other as usize] as usize)
        };
        layers().min().unwrap_or(0)..=layers().max().unwrap_or(proper.layers)
    }

    fn is_clear(&self, node: u32, half: &[i64]) -> bool {
        self.neighbours.of(node).iter().all(|other| half[*other as usize] != half[node as usize])
    }
}

/// The present order in the new layers: what stays keeps its place relative to the layer's width, what moves goes between its neighbours.
fn transferred(part: &Part, present: &Ordered, proper: &Proper, half: &[i64]) -> Rows {
    let old = &present.proper;
    let relative = |vertex: u32| {
        let width = present.rows.rows[old.layer[vertex as usize] as usize].len().max(1);
        (f64::from(present.rows.place[vertex as usize]) + 0.5) / width as f64
    };
    let mut old_layer_of = vec![None; proper.layers];
    for (node, half) in half.iter().enumerate() {
        if half % 2 == 0 {
            old_layer_of[proper.layer[node] as usize] = Some((half / 2) as u32);
        }
    }
    let mut value: Vec<f64> = (0..proper.nodes as u32).map(relative).collect();
    for (node, half) in half.iter().enumerate() {
        if *half != 2 * i64::from(old.layer[node]) {
            let around = old.back.of(node as u32).iter().chain(old.next.of(node as u32));
            let (count, sum) =
                around.fold((0.0, 0.0), |(count, sum), other| (count + 1.0, sum + relative(*other)));
            if count > 0.0 {
                value[node] = sum / count;
            }
        }
    }
    value.resize(proper.len(), 0.5);
    let count = part.links.len();
    for (before, now) in old.ways.iter().zip(&proper.ways).take(count) {
        let Way::Layers { low, high, first, waypoints } = *now else { continue };
        let (start, stop) = (proper.layer[low as usize], proper.layer[high as usize]);
        for vertex in first..first + waypoints {
            let layer = proper.layer[vertex as usize];
            let kept = old_layer_of[layer as usize].and_then(|layer| waypoint_at(old, *before, layer));
            let share = f64::from(layer - start) / f64::from(stop - start);
            let between = value[low as usize] + share * (value[high as usize] - value[low as usize]);
            value[vertex as usize] = kept.map_or(between, relative);
        }
    }
    let mut rows = proper.unordered_rows();
    for row in &mut rows {
        row.sort_by(|a, b| value[*a as usize].total_cmp(&value[*b as usize]).then(a.cmp(b)));
    }
    Rows::new(rows, proper.len())
}

/// The waypoint of a way in this layer.
fn waypoint_at(proper: &Proper, way: Way, layer: u32) -> Option<u32> {
    let Way::Layers { low, first, waypoints, .. } = way else { return None };
    let step = layer.checked_sub(proper.layer[low as usize] + 1)?;
    (step < waypoints).then_some(first + step)
}
