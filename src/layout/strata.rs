//! Places along the flow: one stratum a layer, wide enough for its boxes, with a corridor between that lines may bend in.
//!
//! Deliberately absent: places across the flow; see `coordinates`.

use super::coordinates::Scene;

/// Tall pictures get wider corridors, up to this many times the wanted gap.
const WIDEST_GAP: f64 = 4.0;

/// Where each layer lies along the flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Strata {
    /// `(near side, far side)` of each layer's boxes, ascending, with room between layers.
    pub(super) sides: Vec<(f64, f64)>,
}

impl Strata {
    /// Layers one after the other. O(V).
    pub(super) fn new(scene: &Scene<'_>, across: &[f64]) -> Self {
        let thickness: Vec<f64> =
            (0..scene.proper.layers).map(|layer| layer_thickness(scene, layer)).collect();
        let gap = scene.chart.spacing.layer_gap * gap_factor(scene, across, &thickness);
        let mut sides = Vec::with_capacity(thickness.len());
        let mut at = 0.0;
        for depth in &thickness {
            sides.push((at, at + depth));
            at += depth + gap;
        }
        let mut strata = Self { sides };
        strata.follow_anchors(scene, gap);
        strata
    }

    /// The middle of a layer.
    pub(super) fn centre(&self, layer: usize) -> f64 {
        self.sides.get(layer).map_or(0.0, |(near, far)| (near + far) / 2.0)
    }

    /// The middle of the corridor after a layer.
    pub(super) fn corridor_after(&self, layer: usize) -> f64 {
        match (self.sides.get(layer), self.sides.get(layer + 1)) {
            (Some(this), Some(next)) => (this.1 + next.0) / 2.0,
            (Some(this), None) => this.1 + 24.0,
            _ => 0.0,
        }
    }

    /// The middle of the corridor before a layer.
    pub(super) fn corridor_before(&self, layer: usize) -> f64 {
        match layer.checked_sub(1) {
            Some(before) => self.corridor_after(before),
            None => self.sides.first().map_or(0.0, |first| first.0 - 24.0),
        }
    }

    /// Moves layers to where their boxes are pinned or stood before, as far as order and least gaps allow.
    fn follow_anchors(&mut self, scene: &Scene<'_>, gap: f64) {
        let mut anchored: Vec<Option<f64>> = Vec::with_capacity(self.sides.len());
        for layer in 0..self.sides.len() {
            let mut shifts: Vec<f64> = scene.rows.rows[layer]
                .iter()
                .filter_map(|vertex| scene.part.nodes.get(*vertex as usize))
                .filter_map(|node| scene.chart.nodes.get(*node as usize))
                .filter_map(|node| node.pin.or(node.previous.filter(|_| scene.follows())))
                .map(|place| scene.chart.axes.flow(place).0 - self.centre(layer))
                .collect();
            shifts.sort_by(f64::total_cmp);
            anchored.push(shifts.get(shifts.len() / 2).copied());
        }
        let mut shifts: Vec<f64> = anchored.iter().flatten().copied().collect();
        shifts.sort_by(f64::total_cmp);
        let Some(usual) = shifts.get(shifts.len() / 2).copied() else { return };
        let least_gap = gap * 0.5;
        let mut free_from = f64::NEG_INFINITY;
        let mut shift = anchored.iter().flatten().next().copied().unwrap_or(usual);
        for (side, anchor) in self.sides.iter_mut().zip(&anchored) {
            shift = anchor.unwrap_or(shift);
            let depth = side.1 - side.0;
            let near = (side.0 + shift).max(free_from);
            *side = (near, near + depth);
            free_from = near + depth + least_gap;
        }
    }
}

fn layer_thickness(scene: &Scene<'_>, layer: usize) -> f64 {
    scene.rows.rows[layer]
        .iter()
        .filter_map(|vertex| scene.part.nodes.get(*vertex as usize))
        .map(|node| scene.chart.nodes[*node as usize].along)
        .fold(0.0, f64::max)
}

/// How much wider than usual the corridors are, in quarters so that small edits do not change it.
fn gap_factor(scene: &Scene<'_>, across: &[f64], thickness: &[f64]) -> f64 {
    let least = across.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = across.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let wanted = (greatest - least) * 0.6;
    let gaps = thickness.len().saturating_sub(1) as f64 * scene.chart.spacing.layer_gap;
    let boxes: f64 = thickness.iter().sum();
    if gaps <= 0.0 || !wanted.is_finite() {
        return 1.0;
    }
    (((wanted - boxes) / gaps * 4.0).floor() / 4.0).clamp(1.0, WIDEST_GAP)
}
