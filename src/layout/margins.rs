//! Lines that run level keep off the names and the edges of departments, where there is room.
//!
//! Lines belong to no department and pass through any. One that crosses an edge does no harm; one that runs along it, or along the strip
//! with the department's name, is taken for the edge, or strikes the name out. So each stretch of a line that keeps its place through
//! several layers moves to the nearest place beside; lines in its way move along, boxes do not, and the order of every row stays as it is.
//! Deliberately absent: stretches along the flow's corridors, which cross edges and names squarely.

use super::coordinates::Scene;
use super::proper::Way;
use super::request::View;

/// How far from an edge, world units: at first as far as looks well, then as far as the middle between two departments.
const OFF: [f64; 2] = [10.0, 6.0];
/// How far below the strip with the name.
const BELOW_STRIP: f64 = 2.0;
/// The farthest that a stretch moves, world units.
const FARTHEST: f64 = 64.0;
/// The most stretches that move for the sake of one.
const MOST_MOVES: usize = 8;
/// Places that differ less are the same.
const HAIR: f64 = 1.0e-6;
/// The stretch of a vertex that is no waypoint.
const NONE: u32 = u32::MAX;

/// Moves stretches off names and edges. O(V log departments), times [`MOST_MOVES`] where many lines lie close.
pub(super) fn keep_off(scene: &Scene<'_>, across: &mut [f64]) {
    if scene.departments.is_empty() {
        return;
    }
    let (stretches, of_vertex) = stretches(scene, across);
    for off in OFF {
        let zones = zones(scene, across, off);
        for stretch in 0..stretches.len() {
            let mover = Mover { scene, zones: &zones, stretches: &stretches, of_vertex: &of_vertex, across };
            for (stretch, place) in mover.moves(stretch) {
                let Stretch { first, end } = stretches[stretch];
                across[first as usize..end as usize].fill(place);
            }
        }
    }
}

/// Waypoints of one link that follow on one another at the same place.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: u32,
    end: u32,
}

impl Stretch {
    fn vertices(self) -> std::ops::Range<u32> {
        self.first..self.end
    }
}

/// All stretches, and the stretch of each vertex.
fn stretches(scene: &Scene<'_>, across: &[f64]) -> (Vec<Stretch>, Vec<u32>) {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut of_vertex = vec![NONE; across.len()];
    for way in &scene.proper.ways {
        let Way::Layers { first, waypoints, .. } = *way else { continue };
        for vertex in first..first + waypoints {
            let is_level =
                vertex > first && (across[vertex as usize] - across[vertex as usize - 1]).abs() < HAIR;
            match stretches.last_mut() {
                Some(last) if is_level => last.end = vertex + 1,
                _ => stretches.push(Stretch { first: vertex, end: vertex + 1 }),
            }
            of_vertex[vertex as usize] = stretches.len() as u32 - 1;
        }
    }
    (stretches, of_vertex)
}

/// For each layer the places across the flow that a level line had better leave free: ascending, and apart.
fn zones(scene: &Scene<'_>, across: &[f64], off: f64) -> Vec<Vec<(f64, f64)>> {
    let spacing = &scene.chart.spacing;
    let mut zones: Vec<Vec<(f64, f64)>> = vec![Vec::new(); scene.proper.layers];
    for outline in scene.departments.outlines(scene, across) {
        let (low, high) = (outline.low - spacing.group_padding, outline.high + spacing.group_padding);
        let before = match scene.chart.view {
            View::Chain => (low - spacing.group_label - off, low + BELOW_STRIP),
            View::Pyramid => (low - off, low + off),
        };
        for layer in outline.layers.0..=outline.layers.1 {
            zones[layer as usize].extend([before, (high - off, high + off)]);
        }
    }
    zones.iter_mut().for_each(merge);
    zones
}

fn merge(zones: &mut Vec<(f64, f64)>) {
    zones.sort_by(|one, other| one.0.total_cmp(&other.0));
    zones.dedup_by(|next, last| {
        let is_one = next.0 < last.1 - HAIR;
        if is_one {
            last.1 = last.1.max(next.1);
        }
        is_one
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

struct Mover<'a> {
    scene: &'a Scene<'a>,
    zones: &'a [Vec<(f64, f64)>],
    stretches: &'a [Stretch],
    of_vertex: &'a [u32],
    across: &'a [f64],
}

impl Mover<'_> {
    /// What has to move, and where to, for this stretch to be clear of names and edges; nothing when it is, or when there is no room.
    fn moves(&self, stretch: usize) -> Vec<(usize, f64)> {
        let place = self.place(stretch);
        let targets = [Side::Low, Side::High].map(|side| (side, self.beyond(stretch, place, side)));
        if targets.iter().all(|(_, target)| *target == place) {
            return Vec::new();
        }
        let way = |moves: &[(usize, f64)]| -> f64 {
            moves.iter().map(|(stretch, place)| (place - self.place(*stretch)).abs()).sum()
        };
        let plans = targets.into_iter().filter_map(|(side, target)| self.plan(stretch, target, side));
        plans.min_by(|one, other| way(one).total_cmp(&way(other))).unwrap_or_default()
    }

    fn place(&self, stretch: usize) -> f64 {
        self.across[self.stretches[stretch].first as usize]
    }

    /// The nearest place on that side of `place`, or there, where the stretch is clear in all its layers.
    fn beyond(&self, stretch: usize, mut place: f64, side: Side) -> f64 {
        let layer = |vertex: u32| self.scene.proper.layer[vertex as usize] as usize;
        loop {
            let mut layers = self.stretches[stretch].vertices().map(layer);
            let Some(zone) = layers.find_map(|layer| self.zone_at(layer, place)) else { return place };
            place = if side == Side::Low { zone.0 } else { zone.1 };
        }
    }

    fn zone_at(&self, layer: usize, place: f64) -> Option<(f64, f64)> {
        let zones = &self.zones[layer];
        let next = zones.partition_point(|zone| zone.1 <= place + HAIR);
        zones.get(next).copied().filter(|zone| zone.0 < place - HAIR)
    }

    /// Moves the stretch to `target`, and what lies in its way further to that side; `None` when that is a box, too much, or too far.
    fn plan(&self, stretch: usize, target: f64, side: Side) -> Option<Vec<(usize, f64)>> {
        let mut moves = vec![(stretch, target)];
        let mut next = 0;
        while let Some((stretch, place)) = moves.get(next).copied() {
            next += 1;
            if (place - self.place(stretch)).abs() > FARTHEST {
                return None;
            }
            for vertex in self.stretches[stretch].vertices() {
                let Some((pushed, place)) = self.pushed(vertex, place, side, &moves)? else { continue };
                moves.push((pushed, place));
                if moves.len() > MOST_MOVES {
                    return None;
                }
            }
        }
        Some(moves)
    }

    /// Which stretch gives way, and where to, when `vertex` comes to `place`; `Some(None)` when there is room, `None` when a box stands
    /// there. Of several moves of one stretch the last holds.
    #[expect(clippy::option_option, reason = "no need to move is not the same as no room")]
    fn pushed(
        &self,
        vertex: u32,
        place: f64,
        side: Side,
        moves: &[(usize, f64)],
    ) -> Option<Option<(usize, f64)>> {
        let row = &self.scene.rows.rows[self.scene.proper.layer[vertex as usize] as usize];
        let at = self.scene.rows.place[vertex as usize] as usize;
        let beside = if side == Side::Low { at.checked_sub(1) } else { Some(at + 1) };
        let Some(other) = beside.and_then(|at| row.get(at)).copied() else { return Some(None) };
        let limit = match side {
            Side::Low => place - self.scene.distance(other, vertex),
            Side::High => place + self.scene.distance(vertex, other),
        };
        let stretch = self.of_vertex[other as usize];
        let moved = moves.iter().rev().find(|(moved, _)| *moved == stretch as usize);
        let there = moved.map_or(self.across[other as usize], |(_, place)| *place);
        let is_clear = if side == Side::Low { there <= limit + HAIR } else { there >= limit - HAIR };
        match (is_clear, stretch) {
            (true, _) => Some(None),
            (false, NONE) => None,
            (false, _) => {
                let stretch = stretch as usize;
                Some(Some((stretch, self.beyond(stretch, limit, side))))
            }
        }
    }
}
