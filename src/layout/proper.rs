//! The proper layered graph: every link that spans several layers is cut into steps of one layer by waypoints.
//!
//! Vertices `0..nodes` are the part's nodes, the rest are waypoints; those of one link are numbered in a row, near end first
//! (Sugiyama, Tagawa, Toda 1981). Deliberately absent: order and coordinates.

use super::adjacency::Adjacency;
use super::part::Part;

/// Beyond this many waypoints, and this many more for each node, the longest links get none and run around the outside.
const MOST_WAYPOINTS: u64 = 60_000;
const MOST_WAYPOINTS_A_NODE: u64 = 8;

/// How a link passes through the layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From layer to layer through `waypoints` vertices from `first` on.
    Layers { low: u32, high: u32, first: u32, waypoints: u32 },
    /// Both ends stand in one layer.
    Level,
    /// Around the outside, for want of room.
    Outside,
}

/// The proper layered graph of a part.
#[derive(Clone, Debug)]
pub(super) struct Proper {
    /// How many vertices are nodes.
    pub(super) nodes: usize,
    /// The layer of each vertex.
    pub(super) layer: Vec<u32>,
    /// Neighbours one layer further along the flow.
    pub(super) next: Adjacency,
    /// Neighbours one layer back.
    pub(super) back: Adjacency,
    /// The way of each link of the part, then of each report.
    pub(super) ways: Vec<Way>,
    /// How many layers.
    pub(super) layers: usize,
}

impl Proper {
    /// Cuts the part's links; `layer_of_node` numbers from zero. O(nodes + total span).
    pub(super) fn new(part: &Part, layer_of_node: &[u32]) -> Self {
        let all: Vec<(u32, u32)> = part.links.iter().chain(&part.reports).copied().collect();
        let longest = longest_span_with_waypoints(&all, layer_of_node);
        let mut layer = layer_of_node.to_vec();
        let mut steps: Vec<(u32, u32)> = Vec::with_capacity(all.len() * 2);
        let mut ways = Vec::with_capacity(all.len());
        for (one, other) in all {
            let (from, to) = (layer_of_node[one as usize], layer_of_node[other as usize]);
            let span = from.abs_diff(to);
            if span == 0 {
                ways.push(Way::Level);
                continue;
            }
            if span > longest {
                ways.push(Way::Outside);
                continue;
            }
            let (low, high) = if from < to { (one, other) } else { (other, one) };
            let first = layer.len() as u32;
            let mut last = low;
            for at in from.min(to) + 1..from.max(to) {
                let waypoint = layer.len() as u32;
                layer.push(at);
                steps.push((last, waypoint));
                last = waypoint;
            }
            steps.push((last, high));
            ways.push(Way::Layers { low, high, first, waypoints: span - 1 });
        }
        let count = layer.len();
        let layers = layer.iter().max().map_or(0, |last| *last as usize + 1);
        Self {
            nodes: layer_of_node.len(),
            next: Adjacency::new(count, steps.iter().copied()),
            back: Adjacency::new(count, steps.iter().map(|(from, to)| (*to, *from))),
            layer,
            ways,
            layers,
        }
    }

    /// How many vertices, waypoints included.
    pub(super) fn len(&self) -> usize {
        self.layer.len()
    }

    /// `vertex` is a party, not a waypoint.
    pub(super) const fn is_node(&self, vertex: u32) -> bool {
        (vertex as usize) < self.nodes
    }

    /// The vertices of each layer, in order of their numbers.
    pub(super) fn unordered_rows(&self) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.layers];
        for (vertex, layer) in self.layer.iter().enumerate() {
            rows[*layer as usize].push(vertex as u32);
        }
        rows
    }
}

fn longest_span_with_waypoints(links: &[(u32, u32)], layer: &[u32]) -> u32 {
    let mut spans: Vec<u32> =
        links.iter().map(|(a, b)| layer[*a as usize].abs_diff(layer[*b as usize])).collect();
    spans.sort_unstable();
    let mut total = 0_u64;
    for span in spans {
        total += u64::from(span.saturating_sub(1));
        if total > MOST_WAYPOINTS + MOST_WAYPOINTS_A_NODE * layer.len() as u64 && span > 2 {
            return span - 1;
        }
    }
    u32::MAX
}
