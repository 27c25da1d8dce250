//! Where departments hold rows together: lane order, and the room each department leaves the others.
//!
//! Deliberately absent: outlines; see `areas`.

use super::chart::Chart;
use super::coordinates::Scene;
use super::lanes::Lanes;
use super::part::Part;
use super::proper::Proper;
use super::request::Spacing;
use super::rows::Rows;

/// The departments of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Departments {
    /// Lane of each node; a node without department has a lane of its own. Empty = no grouping.
    pub(super) lanes: Lanes,
    /// For each lane its layers, first and last.
    reach: Vec<(u32, u32)>,
    /// The lane is a department, so it has walls and a label.
    has_walls: Vec<bool>,
    /// The lanes with walls.
    departments: Vec<u32>,
    /// The lanes without walls, with their only node.
    singles: Vec<(u32, u32)>,
}

/// From first to last box of a department.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// First and last layer.
    pub(super) layers: (u32, u32),
    /// Least and greatest place across the flow.
    pub(super) low: f64,
    pub(super) high: f64,
}

const EVERYWHERE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

impl Departments {
    /// Lanes in the order of the mean place of their members: in `places` where known, else in `rows`.
    pub(super) fn new(
        chart: &Chart,
        part: &Part,
        proper: &Proper,
        rows: &Rows,
        places: &[Option<f64>],
    ) -> Self {
        if chart.group_names.is_empty() {
            return Self::default();
        }
        let groups = chart.group_names.len() as u32;
        let class =
            |node: usize| chart.nodes[part.nodes[node] as usize].group.unwrap_or(groups + node as u32);
        let mut members: Vec<(u32, u32)> = (0..part.len()).map(|node| (class(node), node as u32)).collect();
        members.sort_unstable();
        let relative = |node: u32| {
            if let Some(place) = places.get(node as usize).copied().flatten() {
                return place;
            }
            let width = rows.rows[proper.layer[node as usize] as usize].len();
            (f64::from(rows.place[node as usize]) + 0.5) / width as f64
        };
        let mut classes: Vec<(f64, Vec<u32>)> = members
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| same.iter().map(|(_, node)| *node).collect::<Vec<u32>>())
            .map(|nodes| (nodes.iter().map(|node| relative(*node)).sum::<f64>() / nodes.len() as f64, nodes))
            .collect();
        classes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut made =
            Self { lanes: Lanes { of_node: vec![0; part.len()], is_held: Vec::new() }, ..Self::default() };
        for (lane, (_, nodes)) in classes.iter().enumerate() {
            let mut reach = (u32::MAX, 0);
            for node in nodes {
                made.lanes.of_node[*node as usize] = lane as u32;
                let layer = proper.layer[*node as usize];
                reach = (reach.0.min(layer), reach.1.max(layer));
            }
            made.reach.push(reach);
            let Some(first) = nodes.first() else { continue };
            let has_walls = class(*first as usize) < groups;
            made.has_walls.push(has_walls);
            if has_walls {
                made.departments.push(lane as u32);
            } else {
                made.singles.push((lane as u32, *first));
            }
        }
        made
    }

    /// The lanes that are departments, in drawing order.
    pub(super) fn department_lanes(&self) -> &[u32] {
        &self.departments
    }

    /// The same with two lanes changed over.
    pub(super) fn with_lanes_exchanged(&self, one: u32, other: u32) -> Self {
        let mut changed = self.clone();
        let exchange = |lane: u32| match lane {
            _ if lane == one => other,
            _ if lane == other => one,
            _ => lane,
        };
        changed.lanes.of_node.iter_mut().for_each(|lane| *lane = exchange(*lane));
        changed.reach.swap(one as usize, other as usize);
        changed.has_walls.swap(one as usize, other as usize);
        changed.departments.iter_mut().for_each(|lane| *lane = exchange(*lane));
        changed.departments.sort_unstable();
        changed.singles.iter_mut().for_each(|(lane, _)| *lane = exchange(*lane));
        changed
    }

    /// The same lanes for other layers.
    pub(super) fn in_layers(&self, proper: &Proper) -> Self {
        let mut changed = self.clone();
        changed.reach.fill((u32::MAX, 0));
        for (node, lane) in changed.lanes.of_node.iter().enumerate() {
            let (reach, layer) = (&mut changed.reach[*lane as usize], proper.layer[node]);
            *reach = (reach.0.min(layer), reach.1.max(layer));
        }
        changed
    }

    /// There is nothing to hold together.
    pub(super) fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// Room needed between two boxes for the outlines between them.
    pub(super) fn walls_between(&self, before: u32, after: u32, spacing: &Spacing) -> f64 {
        let lane = |node: u32| self.lanes.of_node.get(node as usize).copied();
        match (lane(before), lane(after)) {
            (Some(a), Some(b)) if a != b => self.gap_between(a, b, spacing),
            _ => 0.0,
        }
    }

    /// From the last box of lane `a` to the first of lane `b`.
    fn gap_between(&self, a: u32, b: u32, spacing: &Spacing) -> f64 {
        let walls = |lane: u32, wall: f64| if self.has_walls[lane as usize] { wall } else { 0.0 };
        let below = walls(a, spacing.group_padding);
        let above = walls(b, spacing.group_padding + spacing.group_label);
        (below + above + spacing.group_padding).max(spacing.box_gap)
    }

    fn meet(&self, a: usize, b: usize) -> bool {
        self.reach[a].0 <= self.reach[b].1 && self.reach[b].0 <= self.reach[a].1
    }

    /// Pulls the packed rows apart until no two lanes overlap: the mean of the packing from one side and that from the other.
    pub(super) fn open(&self, scene: &Scene<'_>, across: &mut [f64]) {
        if self.is_empty() {
            return;
        }
        let low = self.packed(scene, false);
        let high = self.packed(scene, true);
        for (vertex, place) in across.iter_mut().enumerate() {
            *place = (low[vertex] + high[vertex]) / 2.0;
        }
    }

    /// All vertices as far to one side as order, distances and lanes allow; lanes one after the other.
    fn packed(&self, scene: &Scene<'_>, mirrored: bool) -> Vec<f64> {
        let lanes = self.reach.len();
        let mut across = vec![f64::NAN; scene.proper.len()];
        let mut wall = vec![0.0_f64; lanes];
        let mut cursor = vec![0_usize; scene.proper.layers];
        for step in 0..lanes {
            let lane = if mirrored { lanes - 1 - step } else { step };
            let mut start = 0.0_f64;
            for earlier in 0..step {
                let other = if mirrored { lanes - 1 - earlier } else { earlier };
                if self.meet(lane, other) {
                    let gap = if mirrored {
                        self.gap_between(lane as u32, other as u32, &scene.chart.spacing)
                    } else {
                        self.gap_between(other as u32, lane as u32, &scene.chart.spacing)
                    };
                    start = start.max(wall[other] + gap);
                }
            }
            let mut end = start;
            for layer in self.reach[lane].0..=self.reach[lane].1 {
                let stop = self.pack_row(
                    scene,
                    layer as usize,
                    lane as u32,
                    mirrored,
                    start,
                    &mut cursor,
                    &mut across,
                );
                end = end.max(stop);
            }
            wall[lane] = end;
        }
        for layer in 0..scene.proper.layers {
            self.pack_row(scene, layer, u32::MAX, mirrored, 0.0, &mut cursor, &mut across);
        }
        if mirrored {
            let far = across.iter().copied().fold(0.0, f64::max);
            across.iter_mut().for_each(|place| *place = far - *place);
        }
        across
    }

    /// Places the row's vertices up to the last member of the lane (all when `lane` is `u32::MAX`); returns the last box's far side.
    #[expect(clippy::too_many_arguments, reason = "one step of `packed`, which owns all of these")]
    fn pack_row(
        &self,
        scene: &Scene<'_>,
        layer: usize,
        lane: u32,
        mirrored: bool,
        start: f64,
        cursor: &mut [usize],
        across: &mut [f64],
    ) -> f64 {
        let row = &scene.rows.rows[layer];
        let at = |index: usize| if mirrored { row[row.len() - 1 - index] } else { row[index] };
        let is_member = |vertex: u32| self.lanes.of_node.get(vertex as usize) == Some(&lane);
        let stop = if lane == u32::MAX {
            row.len()
        } else {
            (cursor[layer]..row.len())
                .rev()
                .find(|index| is_member(at(*index)))
                .map_or(cursor[layer], |index| index + 1)
        };
        let mut end = start;
        for index in cursor[layer]..stop {
            let vertex = at(index);
            let mut place = if index > 0 {
                let pair = if mirrored { row.len() - index } else { index };
                across[at(index - 1) as usize] + scene.distances[layer][pair]
            } else {
                scene.half(vertex)
            };
            if is_member(vertex) {
                place = place.max(start + scene.half(vertex));
                end = place + scene.half(vertex);
            }
            across[vertex as usize] = place;
        }
        cursor[layer] = cursor[layer].max(stop);
        end
    }

    /// The least and greatest place of each vertex of the row that keep it clear of all departments it does not belong to.
    pub(super) fn bounds(&self, scene: &Scene<'_>, layer: usize, across: &[f64]) -> Vec<(f64, f64)> {
        if self.is_empty() {
            return Vec::new();
        }
        let extents = self.extents_without(scene, layer, across);
        let around_lane = self.bounds_of_departments(scene, layer, across, &extents);
        let bound = |vertex: &u32| {
            let Some(lane) = self.lanes.of_node.get(*vertex as usize) else { return EVERYWHERE };
            let half = scene.half(*vertex);
            let around = if self.has_walls[*lane as usize] {
                around_lane[*lane as usize]
            } else {
                self.bound_between_departments(scene, *lane, &extents)
            };
            (around.0 + half, around.1 - half)
        };
        scene.rows.rows[layer].iter().map(bound).collect()
    }

    /// The free interval of a lane between the departments it meets.
    fn bound_between_departments(&self, scene: &Scene<'_>, lane: u32, extents: &[(f64, f64)]) -> (f64, f64) {
        let mut bound = EVERYWHERE;
        for other in self.departments.iter().copied() {
            let extent = extents[other as usize];
            if other == lane || extent.0 > extent.1 || !self.meet(other as usize, lane as usize) {
                continue;
            }
            if other < lane {
                bound.0 = bound.0.max(extent.1 + self.gap_between(other, lane, &scene.chart.spacing));
            } else {
                bound.1 = bound.1.min(extent.0 - self.gap_between(lane, other, &scene.chart.spacing));
            }
        }
        bound
    }

    /// The free interval of each department in this layer between all others and the boxes without department.
    fn bounds_of_departments(
        &self,
        scene: &Scene<'_>,
        layer: usize,
        across: &[f64],
        extents: &[(f64, f64)],
    ) -> Vec<(f64, f64)> {
        let mut bounds = vec![EVERYWHERE; self.reach.len()];
        let row = &scene.rows.rows[layer];
        let mut present: Vec<u32> =
            row.iter().filter_map(|vertex| self.lanes.of_node.get(*vertex as usize)).copied().collect();
        present.sort_unstable();
        present.dedup();
        for lane in present.into_iter().filter(|lane| self.has_walls[*lane as usize]) {
            let mut bound = self.bound_between_departments(scene, lane, extents);
            for (single, node) in &self.singles {
                if scene.proper.layer[*node as usize] as usize == layer
                    || !self.meet(*single as usize, lane as usize)
                {
                    continue;
                }
                let (place, half) = (across[*node as usize], scene.half(*node));
                if *single < lane {
                    bound.0 =
                        bound.0.max(place + half + self.gap_between(*single, lane, &scene.chart.spacing));
                } else {
                    bound.1 =
                        bound.1.min(place - half - self.gap_between(lane, *single, &scene.chart.spacing));
                }
            }
            bounds[lane as usize] = bound;
        }
        bounds
    }

    /// Where each department lies. O(nodes).
    pub(super) fn outlines(&self, scene: &Scene<'_>, across: &[f64]) -> Vec<Outline> {
        let extents = self.extents_without(scene, usize::MAX, across);
        let outline = |lane: &u32| {
            let (layers, (low, high)) = (self.reach[*lane as usize], extents[*lane as usize]);
            Outline { layers, low, high }
        };
        self.departments.iter().map(outline).collect()
    }

    /// From first to last box of each department, the boxes of one layer not counted.
    fn extents_without(&self, scene: &Scene<'_>, layer: usize, across: &[f64]) -> Vec<(f64, f64)> {
        let mut extents = vec![(f64::INFINITY, f64::NEG_INFINITY); self.reach.len()];
        for (node, lane) in self.lanes.of_node.iter().enumerate() {
            if scene.proper.layer[node] as usize == layer || !self.has_walls[*lane as usize] {
                continue;
            }
            let half = scene.half(node as u32);
            let extent = &mut extents[*lane as usize];
            *extent = (extent.0.min(across[node] - half), extent.1.max(across[node] + half));
        }
        extents
    }
}
