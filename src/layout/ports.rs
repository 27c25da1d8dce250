//! Where links leave and reach their boxes: each at a place of its own, level with where it comes from when the side is long enough.
//!
//! Deliberately absent: links against the flow, which use the flanks; see `routing`.

use super::coordinates::Scene;
use super::isotonic::OrderedPlaces;
use super::proper::Way;
use super::strata::Strata;

/// Ports keep this far apart where there is room.
const PORT_DISTANCE: f64 = 10.0;
/// The part of a side that may carry ports.
const USABLE_SIDE: f64 = 0.8;
const ROUNDS: usize = 3;

/// For each way the places across the flow at which it leaves its low and reaches its high end.
pub(super) struct Ports {
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

impl Ports {
    /// Ports of all forward links. O(E log E).
    pub(super) fn new(scene: &Scene<'_>, across: &[f64], _strata: &Strata) -> Self {
        let count = scene.part.links.len();
        let mut ports = Self { low: vec![0.0; count], high: vec![0.0; count] };
        let mut far_side: Vec<Vec<u32>> = vec![Vec::new(); scene.part.len()];
        let mut near_side: Vec<Vec<u32>> = vec![Vec::new(); scene.part.len()];
        for link in 0..count {
            if let Way::Layers { low, high, .. } = scene.proper.ways[link] {
                ports.low[link] = across[low as usize];
                ports.high[link] = across[high as usize];
                if scene.part.links[link].0 == low {
                    far_side[low as usize].push(link as u32);
                    near_side[high as usize].push(link as u32);
                }
            }
        }
        let mut row = OrderedPlaces::default();
        let mut places = Vec::new();
        for _ in 0..ROUNDS {
            for node in 0..scene.part.len() {
                ports.place_side(scene, across, node, &mut far_side[node], true, &mut row, &mut places);
                ports.place_side(scene, across, node, &mut near_side[node], false, &mut row, &mut places);
            }
        }
        ports
    }

    #[expect(clippy::too_many_arguments, reason = "one side of `new`, which owns the buffers")]
    fn place_side(
        &mut self,
        scene: &Scene<'_>,
        across: &[f64],
        node: usize,
        links: &mut [u32],
        is_far_side: bool,
        row: &mut OrderedPlaces,
        places: &mut Vec<f64>,
    ) {
        let centre = across[node];
        let half = scene.half(node as u32) * USABLE_SIDE;
        let goal = |link: u32| self.goal(scene, across, link as usize, is_far_side);
        links.sort_by(|a, b| goal(*a).total_cmp(&goal(*b)).then(a.cmp(b)));
        let distance =
            if links.len() > 1 { PORT_DISTANCE.min(2.0 * half / (links.len() - 1) as f64) } else { 0.0 };
        row.clear();
        for link in links.iter() {
            let wanted = goal(*link).clamp(centre - half, centre + half);
            row.push_bounded(wanted, 1.0, distance, (centre - half, centre + half));
        }
        row.solve(places);
        let side = if is_far_side { &mut self.low } else { &mut self.high };
        for (link, place) in links.iter().zip(places.iter()) {
            side[*link as usize] = *place;
        }
    }

    /// Where the link comes from, seen from one of its ends: the next waypoint, or the port at the other end.
    fn goal(&self, scene: &Scene<'_>, across: &[f64], link: usize, from_low: bool) -> f64 {
        match scene.proper.ways[link] {
            Way::Layers { first, waypoints, .. } if waypoints > 0 => {
                across[(if from_low { first } else { first + waypoints - 1 }) as usize]
            }
            _ if from_low => self.high[link],
            _ => self.low[link],
        }
    }
}
