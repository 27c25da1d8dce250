//! Places across the flow: each row is pulled towards its neighbours, long links hardest, and keeps its order and distances.
//!
//! Row by row with pool-adjacent-violators, near end to far end and back, then towards both sides at once; at last long links are straightened
//! where there is room, and level lines keep off the departments' names. Deliberately absent: places along the flow; see `strata`.

use super::chart::Chart;
use super::departments::Departments;
use super::isotonic::OrderedPlaces;
use super::margins::keep_off;
use super::ordering::Ordered;
use super::part::Part;
use super::proper::{Proper, Way};
use super::routing::ARC_DISTANCE;
use super::rows::Rows;
use super::sweeps::Look;

const ONE_SIDED_ROUNDS: usize = 3;
const TWO_SIDED_ROUNDS: usize = 24;
const STRAIGHTENING_ROUNDS: usize = 4;
const FOLLOWING_ROUNDS: usize = 6;
/// Nodes looked at for the sake of departments, in all rows and rounds together.
const MOST_LOOKS_AT_DEPARTMENTS: usize = 30_000_000;
/// Up to so many lines side by side in a layer keep their full distance. Twice as many come half as close, and so on: nobody follows a single
/// line among so many, and a map that is all gaps is harder to find one's way on.
const MOST_LINES_APART: usize = 512;
/// The closest that they come, world units.
const LEAST_LINE_GAP: f64 = 2.0;
const PIN_WEIGHT: f64 = 1.0e6;
const PREVIOUS_WEIGHT: f64 = 1.0e3;

/// Everything the placing of one part reads.
pub(super) struct Scene<'a> {
    pub(super) chart: &'a Chart,
    pub(super) part: &'a Part,
    pub(super) proper: &'a Proper,
    pub(super) rows: &'a Rows,
    pub(super) departments: &'a Departments,
    /// The place of each vertex in the present picture; empty if the part does not follow it.
    pub(super) present: &'a [Option<f64>],
    /// The vertex is a waypoint of a link against the flow.
    pub(super) is_return: Vec<bool>,
    /// For each layer the distance between two lines: less where there are very many.
    line_gaps: Vec<f64>,
    /// For each layer the least distance of each vertex from the one before it in the row.
    pub(super) distances: Vec<Vec<f64>>,
}

impl<'a> Scene<'a> {
    /// The scene with its distances worked out. O(V).
    pub(super) fn new(chart: &'a Chart, part: &'a Part, ordered: &'a Ordered) -> Self {
        let Ordered { proper, departments, rows, present } = ordered;
        let mut scene = Self {
            chart,
            part,
            proper,
            rows,
            departments,
            present,
            is_return: return_waypoints(part, proper),
            line_gaps: Vec::new(),
            distances: Vec::new(),
        };
        scene.line_gaps = rows.rows.iter().map(|row| scene.line_gap(row)).collect();
        scene.distances = rows.rows.iter().map(|row| scene.row_distances(row)).collect();
        scene
    }

    /// The distance between two lines in each row. It changes by halves, so that a line more or less moves nothing.
    fn line_gap(&self, row: &[u32]) -> f64 {
        let lines = row.iter().filter(|vertex| !self.proper.is_node(**vertex)).count();
        let (mut gap, mut most) = (self.chart.spacing.line_gap, MOST_LINES_APART);
        while lines > most && gap > LEAST_LINE_GAP {
            gap = (gap / 2.0).max(LEAST_LINE_GAP);
            most *= 2;
        }
        gap
    }

    /// Distances within a row; boxes of different departments keep room for both outlines even with lines between them.
    fn row_distances(&self, row: &[u32]) -> Vec<f64> {
        let mut distances = Vec::with_capacity(row.len());
        let mut last_node: Option<u32> = None;
        let mut since_node = 0.0;
        for (index, vertex) in row.iter().enumerate() {
            let mut distance = if index > 0 { self.distance(row[index - 1], *vertex) } else { 0.0 };
            if self.proper.is_node(*vertex) {
                if let Some(node) = last_node {
                    distance = distance.max(self.distance(node, *vertex) - since_node);
                }
                last_node = Some(*vertex);
                since_node = 0.0;
            } else {
                since_node += distance;
            }
            distances.push(distance);
        }
        distances
    }
}

fn return_waypoints(part: &Part, proper: &Proper) -> Vec<bool> {
    let mut is_return = vec![false; proper.len()];
    for ((supplier, _), way) in part.links.iter().zip(&proper.ways) {
        if let Way::Layers { high, first, waypoints, .. } = *way
            && high == *supplier
        {
            is_return[first as usize..(first + waypoints) as usize].fill(true);
        }
    }
    is_return
}

impl Scene<'_> {
    /// Half the extent of a vertex across the flow.
    pub(super) fn half(&self, vertex: u32) -> f64 {
        match self.part.nodes.get(vertex as usize) {
            Some(node) => self.chart.nodes[*node as usize].across / 2.0,
            None => 0.0,
        }
    }

    /// Least distance between the centres of two neighbours in a row.
    pub(super) fn distance(&self, before: u32, after: u32) -> f64 {
        let spacing = &self.chart.spacing;
        let both_nodes = self.proper.is_node(before) && self.proper.is_node(after);
        let gap = match (self.proper.is_node(before), self.proper.is_node(after)) {
            (true, true) => spacing.box_gap,
            (false, false) => self.line_gaps[self.proper.layer[after as usize] as usize],
            _ => spacing.line_gap,
        };
        let walls = if both_nodes { self.departments.walls_between(before, after, spacing) } else { 0.0 };
        self.half(before) + self.half(after) + gap.max(walls)
    }

    fn weight(&self, one: u32, other: u32) -> f64 {
        match (self.proper.is_node(one), self.proper.is_node(other)) {
            (true, true) => 1.0,
            (false, false) => 8.0,
            _ => 3.0,
        }
    }

    /// Where the vertex should stand because of a pin or the present picture, and how much that counts.
    fn anchor(&self, vertex: u32) -> Option<(f64, f64)> {
        let node = self.part.nodes.get(vertex as usize).map(|node| &self.chart.nodes[*node as usize]);
        if let Some(pin) = node.and_then(|node| node.pin) {
            return Some((self.chart.axes.flow(pin).1, PIN_WEIGHT));
        }
        let present = self.present.get(vertex as usize).copied().flatten()?;
        Some((present, PREVIOUS_WEIGHT))
    }

    /// The part keeps close to the present picture.
    pub(super) const fn follows(&self) -> bool {
        !self.present.is_empty()
    }
}

/// The place across the flow of each vertex. O(rounds * (E + V)).
pub(super) fn places_across(scene: &Scene<'_>) -> Vec<f64> {
    let mut placer = Placer { across: packed_rows(scene), row: OrderedPlaces::default(), places: Vec::new() };
    scene.departments.open(scene, &mut placer.across);
    if scene.follows() {
        placer.follow(scene);
    } else {
        placer.find(scene);
    }
    keep_off(scene, &mut placer.across);
    placer.across
}

/// How often all rows can be placed: with departments each row looks at every node, which chains of thousands of layers cannot afford often.
fn affordable_sweeps(scene: &Scene<'_>) -> usize {
    if scene.departments.is_empty() {
        return usize::MAX;
    }
    (MOST_LOOKS_AT_DEPARTMENTS / (scene.proper.layers * scene.part.len()).max(1)).max(1)
}

fn packed_rows(scene: &Scene<'_>) -> Vec<f64> {
    let mut across = vec![0.0; scene.proper.len()];
    for (layer, row) in scene.rows.rows.iter().enumerate() {
        let mut at = 0.0;
        for (index, vertex) in row.iter().enumerate() {
            if index > 0 {
                at += scene.distances[layer][index];
            }
            across[*vertex as usize] = at;
        }
        for vertex in row {
            across[*vertex as usize] -= at / 2.0;
        }
    }
    across
}

struct Placer {
    across: Vec<f64>,
    row: OrderedPlaces,
    places: Vec<f64>,
}

impl Placer {
    /// Looks for the best places, whatever stood where before.
    fn find(&mut self, scene: &Scene<'_>) {
        let most = affordable_sweeps(scene);
        for _ in 0..ONE_SIDED_ROUNDS.min(most) {
            self.sweep(scene, Look::Back);
            self.sweep(scene, Look::Next);
        }
        for round in 0..TWO_SIDED_ROUNDS.min(most) {
            self.sweep_both(scene, round % 2 == 0);
        }
        for _ in 0..STRAIGHTENING_ROUNDS {
            self.straighten(scene);
        }
    }

    /// Starts from the present picture and lets only what is new find its place.
    fn follow(&mut self, scene: &Scene<'_>) {
        for (vertex, present) in scene.present.iter().enumerate() {
            if let Some(place) = present {
                self.across[vertex] = *place;
            }
        }
        for round in 0..FOLLOWING_ROUNDS {
            self.sweep_both(scene, round % 2 == 0);
        }
    }

    fn sweep(&mut self, scene: &Scene<'_>, look: Look) {
        let count = scene.proper.layers;
        for step in 0..count {
            self.place_row(scene, if look == Look::Next { count - 1 - step } else { step }, look);
        }
    }

    fn sweep_both(&mut self, scene: &Scene<'_>, upwards: bool) {
        let count = scene.proper.layers;
        for step in 0..count {
            self.place_row(scene, if upwards { step } else { count - 1 - step }, Look::Both);
        }
    }

    fn place_row(&mut self, scene: &Scene<'_>, layer: usize, look: Look) {
        let row = &scene.rows.rows[layer];
        let bounds = scene.departments.bounds(scene, layer, &self.across);
        self.row.clear();
        for (index, vertex) in row.iter().enumerate() {
            let (mut sum, mut weight) = (0.0, 0.0);
            if look != Look::Next {
                self.pull(scene, *vertex, scene.proper.back.of(*vertex), &mut sum, &mut weight);
            }
            if look != Look::Back {
                self.pull(scene, *vertex, scene.proper.next.of(*vertex), &mut sum, &mut weight);
            }
            if let Some((place, strength)) = scene.anchor(*vertex) {
                sum += strength * place;
                weight += strength;
            }
            let own = self.across[*vertex as usize];
            let (wanted, weight) = if weight > 0.0 { (sum / weight, weight) } else { (own, 0.1) };
            let distance = scene.distances[layer][index];
            let bound = bounds.get(index).copied().unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
            self.row.push_bounded(wanted, weight, distance, bound);
        }
        self.row.solve(&mut self.places);
        for (vertex, place) in row.iter().zip(&self.places) {
            self.across[*vertex as usize] = *place;
        }
    }

    fn pull(&self, scene: &Scene<'_>, vertex: u32, others: &[u32], sum: &mut f64, weight: &mut f64) {
        for other in others {
            let strength = scene.weight(vertex, *other);
            *sum += strength * (self.across[*other as usize] + self.arc_shift(scene, vertex, *other));
            *weight += strength;
        }
    }

    /// A waypoint of a link against the flow keeps level with the arc at its node's flank, not with the node.
    fn arc_shift(&self, scene: &Scene<'_>, vertex: u32, other: u32) -> f64 {
        let (waypoint, node) = (vertex.max(other), vertex.min(other));
        if !scene.proper.is_node(node) || !scene.is_return.get(waypoint as usize).copied().unwrap_or(false) {
            return 0.0;
        }
        let shift = scene.half(node) + ARC_DISTANCE;
        if self.across[vertex as usize] < self.across[other as usize] { -shift } else { shift }
    }

    /// Gives all waypoints of a link one place where the room between their neighbours allows it.
    fn straighten(&mut self, scene: &Scene<'_>) {
        for way in &scene.proper.ways {
            let Way::Layers { low, high, first, waypoints } = *way else { continue };
            let mut start = first;
            let end = first + waypoints;
            while start < end {
                start = self.straighten_run(scene, start, end, low, high);
            }
        }
    }

    /// Straightens the longest run from `start` on that has a common free place; returns where the next run starts.
    fn straighten_run(&mut self, scene: &Scene<'_>, start: u32, end: u32, low: u32, high: u32) -> u32 {
        let mut common = self.room(scene, start);
        let mut stop = start + 1;
        let mut sum = self.across[start as usize];
        while stop < end {
            let room = self.room(scene, stop);
            let narrowed = (common.0.max(room.0), common.1.min(room.1));
            if narrowed.0 > narrowed.1 {
                break;
            }
            common = narrowed;
            sum += self.across[stop as usize];
            stop += 1;
        }
        let ends = [(low, scene.half(low)), (high, scene.half(high))];
        let mut wanted = sum / f64::from(stop - start);
        for (node, half) in ends {
            let centre = self.across[node as usize];
            let is_return = scene.is_return.get(start as usize).copied().unwrap_or(false);
            if !is_return && (wanted - centre).abs() < half {
                wanted = centre;
            }
        }
        let place = wanted.max(common.0).min(common.1);
        for vertex in start..stop {
            self.across[vertex as usize] = place;
        }
        stop
    }

    /// The free places of a vertex between its neighbours in the row.
    fn room(&self, scene: &Scene<'_>, vertex: u32) -> (f64, f64) {
        let row = &scene.rows.rows[scene.proper.layer[vertex as usize] as usize];
        let place = scene.rows.place[vertex as usize] as usize;
        let before = place.checked_sub(1).and_then(|index| row.get(index));
        let low = before.map(|other| self.across[*other as usize] + scene.distance(*other, vertex));
        let high =
            row.get(place + 1).map(|other| self.across[*other as usize] - scene.distance(vertex, *other));
        (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
    }
}
