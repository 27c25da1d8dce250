//! The layered drawing of the chain: `LayoutRequest -> Layout`.
//!
//! Pure geometry. Same request, same picture, to the bit, on every machine; the order of the input does not matter.
//!
//! The way of a request:
//! ```text
//! request -> chart (clean, sorted) -> parts -> for each part: levels, orders | pyramid -> proper (waypoints) -> ordering -> coordinates
//!         (or follow, close to the present picture) -> strata -> ports, routing -> placement;  all parts -> packing, pins, detours -> areas -> Layout
//! ```
//! On small maps layers and order are searched together (`relayering`): most crossings come from where parties stand along the chain.
//! Departments are kept as lanes that no foreign box enters. That costs crossings: on simulated organisations with three links a team, a
//! quarter more at 100 parties in 4 departments, a seventh more at 1,000 in 49, a third more at 10,000 in 490.
//!
//! Deliberately absent: egui, clocks, randomness other than from fixed seeds, and functions whose last digit depends on the platform.
//! Work is counted in steps.

mod adjacency;
mod areas;
mod assembly;
mod chart;
mod coordinates;
mod crowd;
mod cycles;
mod departments;
mod detours;
mod embedding;
mod excess;
mod follow;
mod geometry;
mod isotonic;
mod lanes;
mod levels;
mod margins;
mod ordering;
mod orders;
mod packing;
mod part;
mod pins;
mod placement;
mod ports;
mod proper;
mod pyramid;
mod random;
mod relayering;
mod request;
mod result;
mod routing;
mod rows;
mod search;
mod sifting;
mod skeleton;
mod strata;
mod sweeps;
mod tightening;
mod trophic;
mod work;

use std::ops::ControlFlow;

pub use geometry::{Point, Rect, Size};
pub use request::{
    Effort, Grouping, LayoutLink, LayoutNode, LayoutRequest, Previous, RankHint, Spacing, View,
};
pub use result::{Cubic, GroupArea, LayerBand, Layout, Route, RouteKind};

/// The picture of this request. Total: it never panics, and every number in the result is finite, whatever the input.
pub fn layout(request: &LayoutRequest) -> Layout {
    layout_cancellable(request, &mut |_| ControlFlow::Continue(())).unwrap_or_default()
}

/// As [`layout`], telling `progress` how far it is (0 to 1) every few milliseconds; `None` if it answered `Break`.
pub fn layout_cancellable(
    request: &LayoutRequest,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Option<Layout> {
    let chart = chart::Chart::of(request);
    let mut work = work::Work::new(request.effort, request.nodes.len(), progress);
    let (parts, alone) = part::parts(&chart);
    let mut placed = Vec::with_capacity(parts.len());
    let mut nodes_left = request.nodes.len() - alone.len();
    for part in &parts {
        placed.push(placement::place(&chart, part, &mut work, nodes_left)?);
        nodes_left -= part.len();
    }
    Some(assembly::assemble(&chart, &parts, placed, &alone))
}
