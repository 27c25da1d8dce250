//! All parts on one map: packing, the block of unlinked parties, and the result in the order of the request.
//!
//! Deliberately absent: the inside of the parts; see `placement`.

use std::sync::Arc;

use super::areas::{Member, areas};
use super::chart::Chart;
use super::detours::repair;
use super::geometry::{Point, Rect, Size};
use super::packing::{free_corner_below, pack, pack_within};
use super::part::Part;
use super::pins::settle;
use super::placement::PlacedPart;
use super::result::{LayerBand, Layout, Route};
use super::routing::extent;

/// Puts the parts and the unlinked parties on one map.
pub(super) fn assemble(chart: &Chart, parts: &[Part], mut placed: Vec<PlacedPart>, alone: &[u32]) -> Layout {
    place_parts(chart, &mut placed);
    let linked = placed.iter().map(|part| part.bounds).reduce(Rect::union);
    let mut boxes = vec![Rect::default(); chart.nodes.len()];
    let mut part_of = vec![u32::MAX; chart.nodes.len()];
    for (index, (part, placed)) in parts.iter().zip(&placed).enumerate() {
        for (node, rect) in part.nodes.iter().zip(&placed.boxes) {
            boxes[*node as usize] = *rect;
            part_of[*node as usize] = index as u32;
        }
    }
    place_alone(chart, alone, linked, &mut boxes);
    let moves = settle(chart, &mut boxes);
    let members: Vec<Member> = chart
        .nodes
        .iter()
        .zip(&boxes)
        .zip(&part_of)
        .map(|((node, rect), part)| Member { group: node.group, part: *part, rect: *rect })
        .collect();
    let groups = areas(&chart.group_names, &members, &chart.spacing);
    let mut routes = collect_routes(chart, parts, &mut placed);
    repair(chart, &boxes, &moves, &mut routes);
    let nowhere = Arc::new(Route::default());
    let routes: Vec<Arc<Route>> = routes.into_iter().map(Arc::new).collect();
    let mut layout = Layout {
        boxes: vec![Rect::default(); chart.nodes.len()],
        routes: chart
            .link_of_request
            .iter()
            .map(|link| Arc::clone(link.map_or(&nowhere, |link| &routes[link as usize])))
            .collect(),
        groups,
        layers: collect_layers(chart, placed),
        bounds: Rect::default(),
    };
    for (node, rect) in chart.nodes.iter().zip(&boxes) {
        layout.boxes[node.request_index] = *rect;
    }
    layout.bounds = bounds(&layout);
    layout
}

/// Parts that pins or the present picture hold stay there; the others go in rows beneath.
fn place_parts(chart: &Chart, placed: &mut [PlacedPart]) {
    let gap = chart.spacing.part_gap;
    let mut taken: Vec<Rect> = Vec::new();
    for part in placed.iter_mut().filter(|part| part.is_anchored) {
        let corner = free_corner_below(part.bounds.size(), part.bounds.min, &taken, gap);
        let delta = Point::new(corner.x - part.bounds.min.x, corner.y - part.bounds.min.y);
        part.move_by(delta);
        taken.push(part.bounds);
    }
    let held = taken.into_iter().reduce(Rect::union);
    let top_left = held.map_or_else(Point::default, |held| Point::new(held.min.x, held.max.y + gap));
    let sizes: Vec<Size> =
        placed.iter().filter(|part| !part.is_anchored).map(|part| part.bounds.size()).collect();
    let corners = pack(&sizes, gap, top_left);
    for (part, corner) in placed.iter_mut().filter(|part| !part.is_anchored).zip(corners) {
        part.move_by(Point::new(corner.x - part.bounds.min.x, corner.y - part.bounds.min.y));
    }
}

/// Parties without links: a compact block beneath the linked ones, department by department.
fn place_alone(chart: &Chart, alone: &[u32], linked: Option<Rect>, boxes: &mut [Rect]) {
    let gap = chart.spacing.part_gap;
    let padding = if chart.group_names.is_empty() { 0.0 } else { chart.spacing.group_padding };
    let label = if chart.group_names.is_empty() { 0.0 } else { chart.spacing.group_label };
    let top_left = linked.map_or_else(Point::default, |linked| Point::new(linked.min.x, linked.max.y + gap));
    let size = |node: u32| {
        let node = &chart.nodes[node as usize];
        chart.axes.world_rect(0.0, 0.0, (node.along, node.across)).size()
    };
    let mut by_group: Vec<(Option<u32>, u32)> =
        alone.iter().map(|node| (chart.nodes[*node as usize].group, *node)).collect();
    by_group.sort_unstable();
    let blocks: Vec<Block> = by_group
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let nodes: Vec<u32> = same.iter().map(|(_, node)| *node).collect();
            let sizes: Vec<Size> = nodes.iter().map(|node| size(*node)).collect();
            Block::of(nodes, sizes, chart.spacing.box_gap)
        })
        .collect();
    let sizes: Vec<Size> = blocks
        .iter()
        .map(|block| Size::new(block.size.width + 2.0 * padding, block.size.height + 2.0 * padding + label))
        .collect();
    let corners = match linked {
        Some(linked) => {
            let widest = sizes.iter().map(|size| size.width).fold(linked.width(), f64::max);
            pack_within(&sizes, gap.min(chart.spacing.box_gap * 2.0), top_left, widest)
        }
        None => pack(&sizes, gap.min(chart.spacing.box_gap * 2.0), top_left),
    };
    for (block, corner) in blocks.iter().zip(corners) {
        for ((node, size), place) in block.nodes.iter().zip(&block.sizes).zip(&block.corners) {
            let min = Point::new(corner.x + padding + place.x, corner.y + padding + label + place.y);
            boxes[*node as usize] = Rect { min, max: Point::new(min.x + size.width, min.y + size.height) };
        }
    }
}

/// Some unlinked parties, packed.
struct Block {
    nodes: Vec<u32>,
    sizes: Vec<Size>,
    corners: Vec<Point>,
    size: Size,
}

impl Block {
    fn of(nodes: Vec<u32>, sizes: Vec<Size>, gap: f64) -> Self {
        let corners = pack(&sizes, gap, Point::default());
        let width =
            corners.iter().zip(&sizes).map(|(corner, size)| corner.x + size.width).fold(0.0, f64::max);
        let height =
            corners.iter().zip(&sizes).map(|(corner, size)| corner.y + size.height).fold(0.0, f64::max);
        Self { nodes, sizes, corners, size: Size::new(width, height) }
    }
}

fn collect_routes(chart: &Chart, parts: &[Part], placed: &mut [PlacedPart]) -> Vec<Route> {
    let mut routes = vec![Route::default(); chart.links.len()];
    for (part, placed) in parts.iter().zip(placed) {
        for (link, route) in part.link_indices.iter().zip(placed.routes.drain(..)) {
            routes[*link as usize] = route;
        }
    }
    routes
}

fn collect_layers(chart: &Chart, placed: Vec<PlacedPart>) -> Vec<LayerBand> {
    let mut layers: Vec<LayerBand> = placed.into_iter().flat_map(|part| part.layers).collect();
    for node in layers.iter_mut().flat_map(|layer| &mut layer.nodes) {
        *node = chart.nodes[*node].request_index;
    }
    layers
}

fn bounds(layout: &Layout) -> Rect {
    let routes =
        layout.routes.iter().filter_map(|route| extent(&route.points)).map(|(min, max)| Rect { min, max });
    let areas = layout.groups.iter().flat_map(|group| &group.rects).copied();
    layout.boxes.iter().copied().chain(areas).chain(routes).reduce(Rect::union).unwrap_or_default()
}
