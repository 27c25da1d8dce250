//! The request made clean: canonical order, flow coordinates, only links that can be drawn.
//!
//! Everything behind this door works in flow coordinates: `along` grows toward the external customer, `across` runs along a
//! layer. [`Axes`] turns them into the world's x and y and back. Deliberately absent: keys and strings; parties are numbers here,
//! in order of their keys, which is what makes the picture independent of the order of the input.

use super::geometry::{Point, Rect, Size};
use super::request::{Grouping, LayoutRequest, Previous, RankHint, Spacing, View};

const SMALLEST_SIDE: f64 = 1.0;
const LARGEST_SIDE: f64 = 1.0e5;
const FARTHEST_PIN: f64 = 1.0e8;
const DEFAULT_SIZE: Size = Size::new(120.0, 40.0);

/// Which way the flow runs in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axes {
    /// `along` is x, `across` is y.
    LeftToRight,
    /// `along` is minus y, `across` is x.
    BottomToTop,
}

impl Axes {
    /// The world's point at these flow coordinates.
    pub(super) const fn world(self, along: f64, across: f64) -> Point {
        match self {
            Self::LeftToRight => Point::new(along, across),
            Self::BottomToTop => Point::new(across, -along),
        }
    }

    /// Flow coordinates `(along, across)` of the world's point.
    pub(super) const fn flow(self, point: Point) -> (f64, f64) {
        match self {
            Self::LeftToRight => (point.x, point.y),
            Self::BottomToTop => (-point.y, point.x),
        }
    }

    /// Extents `(along, across)` of a box.
    pub(super) const fn extents(self, size: Size) -> (f64, f64) {
        match self {
            Self::LeftToRight => (size.width, size.height),
            Self::BottomToTop => (size.height, size.width),
        }
    }

    /// The world's rectangle around a centre given in flow coordinates.
    pub(super) fn world_rect(self, along: f64, across: f64, extents: (f64, f64)) -> Rect {
        let low = self.world(along - extents.0 / 2.0, across - extents.1 / 2.0);
        let high = self.world(along + extents.0 / 2.0, across + extents.1 / 2.0);
        Rect::from_corners(low, high)
    }
}

/// One clean party.
#[derive(Clone, Debug)]
pub(super) struct ChartNode {
    /// Index in the request.
    pub(super) request_index: usize,
    /// Extent along the flow.
    pub(super) along: f64,
    /// Extent across the flow.
    pub(super) across: f64,
    pub(super) rank: RankHint,
    /// Index into [`Chart::group_names`].
    pub(super) group: Option<u32>,
    pub(super) pin: Option<Point>,
    /// Centre in the present picture.
    pub(super) previous: Option<Point>,
    /// Chart index of the leader.
    pub(super) leader: Option<u32>,
}

/// The clean request. Nodes are sorted by key, links by their ends; both have no duplicates.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) axes: Axes,
    pub(super) view: View,
    pub(super) spacing: Spacing,
    pub(super) nodes: Vec<ChartNode>,
    /// `(supplier, customer)` as chart indices.
    pub(super) links: Vec<(u32, u32)>,
    /// For each link of the request, its index in `links`.
    pub(super) link_of_request: Vec<Option<u32>>,
    /// For each link its points in the present picture.
    pub(super) previous_routes: Vec<Option<Vec<Point>>>,
    /// Departments by name; empty unless grouping is asked for.
    pub(super) group_names: Vec<String>,
}

impl Chart {
    /// Cleans the request. O((n + m) log n).
    pub(super) fn of(request: &LayoutRequest) -> Self {
        let axes = match request.view {
            View::Chain => Axes::LeftToRight,
            View::Pyramid => Axes::BottomToTop,
        };
        let mut order: Vec<usize> = (0..request.nodes.len()).collect();
        order.sort_by(|a, b| request.nodes[*a].key.cmp(&request.nodes[*b].key));
        let mut chart_index = vec![0_u32; order.len()];
        for (position, request_index) in order.iter().enumerate() {
            chart_index[*request_index] = position as u32;
        }
        let group_names = group_names(request);
        let nodes =
            order.iter().map(|index| chart_node(request, *index, axes, &chart_index, &group_names)).collect();
        let (links, link_of_request) = clean_links(request, &chart_index);
        let spacing = clean_spacing(request.spacing);
        let previous_routes = previous_routes(request, &order, &links);
        Self {
            axes,
            view: request.view,
            spacing,
            nodes,
            links,
            link_of_request,
            previous_routes,
            group_names,
        }
    }
}

fn group_names(request: &LayoutRequest) -> Vec<String> {
    if request.grouping == Grouping::None {
        return Vec::new();
    }
    let mut names: Vec<String> = request.nodes.iter().filter_map(|node| node.group.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn chart_node(
    request: &LayoutRequest,
    index: usize,
    axes: Axes,
    chart_index: &[u32],
    groups: &[String],
) -> ChartNode {
    let node = &request.nodes[index];
    let usable = |side: f64| side.is_finite() && side > 0.0;
    let size = if usable(node.size.width) && usable(node.size.height) { node.size } else { DEFAULT_SIZE };
    let (along, across) = axes.extents(size);
    let group = node.group.as_ref().and_then(|name| groups.binary_search(name).ok());
    let previous = previous_of(request).and_then(|previous| previous.centres.get(&node.key));
    ChartNode {
        request_index: index,
        along: along.clamp(SMALLEST_SIDE, LARGEST_SIDE),
        across: across.clamp(SMALLEST_SIDE, LARGEST_SIDE),
        rank: node.rank,
        group: group.map(|group| group as u32),
        pin: node.pin.filter(|pin| usable_place(*pin)),
        previous: previous.copied().filter(|place| usable_place(*place)),
        leader: node.reports_to.and_then(|leader| chart_index.get(leader).copied()),
    }
}

/// The present picture, if it shows this view.
fn previous_of(request: &LayoutRequest) -> Option<&Previous> {
    request.previous.as_ref().filter(|previous| previous.view == request.view)
}

fn previous_routes(
    request: &LayoutRequest,
    order: &[usize],
    links: &[(u32, u32)],
) -> Vec<Option<Vec<Point>>> {
    let Some(previous) = previous_of(request).filter(|previous| !previous.routes.is_empty()) else {
        return vec![None; links.len()];
    };
    let key = |node: u32| request.nodes[order[node as usize]].key.clone();
    links
        .iter()
        .map(|(supplier, customer)| previous.routes.get(&(key(*supplier), key(*customer))))
        .map(|points| points.filter(|points| points.iter().all(|point| usable_place(*point))).cloned())
        .collect()
}

fn usable_place(place: Point) -> bool {
    place.is_finite() && place.x.abs() <= FARTHEST_PIN && place.y.abs() <= FARTHEST_PIN
}

fn clean_links(request: &LayoutRequest, chart_index: &[u32]) -> (Vec<(u32, u32)>, Vec<Option<u32>>) {
    let ends: Vec<Option<(u32, u32)>> = request
        .links
        .iter()
        .map(|link| chart_index.get(link.supplier).copied().zip(chart_index.get(link.customer).copied()))
        .map(|ends| ends.filter(|(supplier, customer)| supplier != customer))
        .collect();
    let mut links: Vec<(u32, u32)> = ends.iter().flatten().copied().collect();
    links.sort_unstable();
    links.dedup();
    let index_of = |ends: &(u32, u32)| links.binary_search(ends).ok().map(|index| index as u32);
    let link_of_request = ends.iter().map(|ends| ends.as_ref().and_then(index_of)).collect();
    (links, link_of_request)
}

fn clean_spacing(spacing: Spacing) -> Spacing {
    let usual = Spacing::default();
    let clean = |given: f64, usual: f64| if given.is_finite() { given.clamp(1.0, 1.0e5) } else { usual };
    Spacing {
        layer_gap: clean(spacing.layer_gap, usual.layer_gap),
        box_gap: clean(spacing.box_gap, usual.box_gap),
        line_gap: clean(spacing.line_gap, usual.line_gap),
        part_gap: clean(spacing.part_gap, usual.part_gap),
        group_padding: clean(spacing.group_padding, usual.group_padding),
        group_label: clean(spacing.group_label, usual.group_label),
    }
}
