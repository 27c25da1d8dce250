//! Where links leave and reach their boxes: each at a place of its own, level with where it comes from when the side is long enough.
//!
//! Deliberately absent: links against the flow, which use the flanks; see `routing`.

use super::coordinates::Scene;
use super::isotonic::OrderedPlaces;
use super::proper::Way;

/// Ports keep this far apart where there is room.
const PORT_DISTANCE: f64 = 10.0;
/// The part of a side that may carry ports.
const USABLE_SIDE: f64 = 0.8;
const ROUNDS: usize = 6;
/// A link that can run straight counts as much as this many that cannot.
const STRAIGHT_WEIGHT: f64 = 12.0;

/// One end of a link, and whether it is the low one (of a link within a layer: the supplier's).
type End = (u32, bool);

/// For each link the places across the flow at which it leaves its low and reaches its high end.
pub(super) struct Ports {
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
    /// For each node where the lines at its far side lead to, and where those at its near side come from; ascending.
    pub(super) far_goals: Vec<Vec<f64>>,
    pub(super) near_goals: Vec<Vec<f64>>,
}

impl Ports {
    /// Ports of all forward links, and of those within a layer. O(E log E).
    pub(super) fn new(scene: &Scene<'_>, across: &[f64]) -> Self {
        let count = scene.part.links.len();
        let (far_goals, near_goals) = (Vec::new(), Vec::new());
        let mut ports = Self { low: vec![0.0; count], high: vec![0.0; count], far_goals, near_goals };
        let mut far_side: Vec<Vec<End>> = vec![Vec::new(); scene.part.len()];
        let mut near_side: Vec<Vec<End>> = vec![Vec::new(); scene.part.len()];
        for link in 0..count {
            let (supplier, customer) = scene.part.links[link];
            if scene.proper.ways[link] == Way::Level {
                ports.low[link] = across[supplier as usize];
                ports.high[link] = across[customer as usize];
                near_side[supplier as usize].push((link as u32, true));
                near_side[customer as usize].push((link as u32, false));
            } else if let Way::Layers { low, high, .. } = scene.proper.ways[link] {
                ports.low[link] = across[low as usize];
                ports.high[link] = across[high as usize];
                if supplier == low {
                    far_side[low as usize].push((link as u32, true));
                    near_side[high as usize].push((link as u32, false));
                }
            }
        }
        let mut row = OrderedPlaces::default();
        let mut places = Vec::new();
        for _ in 0..ROUNDS {
            for node in 0..scene.part.len() {
                ports.place_side(scene, across, node, &mut far_side[node], &mut row, &mut places);
                ports.place_side(scene, across, node, &mut near_side[node], &mut row, &mut places);
            }
        }
        let goals = |side: &Vec<End>| {
            let mut goals: Vec<f64> = side.iter().map(|end| ports.goal(scene, across, *end)).collect();
            goals.sort_by(f64::total_cmp);
            goals
        };
        let (far_goals, near_goals) =
            (far_side.iter().map(goals).collect(), near_side.iter().map(goals).collect());
        Self { far_goals, near_goals, ..ports }
    }

    fn place_side(
        &mut self,
        scene: &Scene<'_>,
        across: &[f64],
        node: usize,
        ends: &mut [End],
        row: &mut OrderedPlaces,
        places: &mut Vec<f64>,
    ) {
        let centre = across[node];
        let half = scene.half(node as u32) * USABLE_SIDE;
        let goal = |end: &End| self.goal(scene, across, *end);
        ends.sort_by(|a, b| goal(a).total_cmp(&goal(b)).then(a.cmp(b)));
        let distance =
            if ends.len() > 1 { PORT_DISTANCE.min(2.0 * half / (ends.len() - 1) as f64) } else { 0.0 };
        row.clear();
        for end in ends.iter() {
            let goal = goal(end);
            let weight = if (goal - centre).abs() <= half { STRAIGHT_WEIGHT } else { 1.0 };
            row.push_bounded(
                goal.clamp(centre - half, centre + half),
                weight,
                distance,
                (centre - half, centre + half),
            );
        }
        row.solve(places);
        for ((link, is_low), place) in ends.iter().zip(places.iter()) {
            let side = if *is_low { &mut self.low } else { &mut self.high };
            side[*link as usize] = *place;
        }
    }

    /// Where the link comes from, seen from one of its ends: the next waypoint, or the port at the other end.
    fn goal(&self, scene: &Scene<'_>, across: &[f64], (link, is_low): End) -> f64 {
        match scene.proper.ways[link as usize] {
            Way::Layers { first, waypoints, .. } if waypoints > 0 => {
                across[(if is_low { first } else { first + waypoints - 1 }) as usize]
            }
            _ if is_low => self.high[link as usize],
            _ => self.low[link as usize],
        }
    }
}
