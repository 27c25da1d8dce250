//! One part of the map from layers to routes.
//!
//! Deliberately absent: where the part lies on the map, unless pins or the present picture say so.

use super::areas::Member;
use super::chart::Chart;
use super::coordinates::{Scene, places_across};
use super::follow::followed_layers;
use super::geometry::{Point, Rect};
use super::levels::{Layering, chain_layer_choices};
use super::ordering::{follow, order};
use super::part::Part;
use super::pyramid::pyramid_layers;
use super::request::View;
use super::result::{LayerBand, Route};
use super::routing::{extent, routes};
use super::skeleton::Skeleton;
use super::strata::Strata;
use super::work::Work;

/// Up to this many parties several layerings are tried.
const MOST_NODES_TO_CHOOSE: usize = 400;
const MOST_CHOICES: usize = 7;
const MOST_ORDERS: usize = 6;

/// A finished part, in world coordinates of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedPart {
    /// One box a node of the part.
    pub(super) boxes: Vec<Rect>,
    /// One route a link of the part.
    pub(super) routes: Vec<Route>,
    /// Nodes are chart indices.
    pub(super) layers: Vec<LayerBand>,
    /// Holds boxes, routes and the outlines of departments.
    pub(super) bounds: Rect,
    /// Pins or the present picture fix where it lies.
    pub(super) is_anchored: bool,
}

impl PlacedPart {
    /// The part moved by `delta`.
    pub(super) fn move_by(&mut self, delta: Point) {
        self.boxes.iter_mut().for_each(|rect| *rect = rect.moved_by(delta));
        self.layers.iter_mut().for_each(|band| band.area = band.area.moved_by(delta));
        for point in self.routes.iter_mut().flat_map(|route| &mut route.points) {
            *point = point.moved_by(delta);
        }
        self.bounds = self.bounds.moved_by(delta);
    }
}

/// Lays out one part; `None` when cancelled. `nodes_left` counts the nodes of this part and of those still to come, which share
/// the budget.
pub(super) fn place(
    chart: &Chart,
    part: &Part,
    work: &mut Work<'_>,
    nodes_left: usize,
) -> Option<PlacedPart> {
    let share = u128::from(work.left()) * part.len() as u128 / nodes_left.max(1) as u128;
    let floor = work.left().saturating_sub(share as u64);
    work.pulse()?;
    let ordered = match followed_layers(chart, part) {
        Some(layers) => follow(chart, part, &layers, work, floor)?,
        None => {
            let skeleton = (chart.view == View::Chain).then(|| Skeleton::of(part));
            order(chart, part, skeleton.as_ref(), layer_choices(part, skeleton.as_ref()), work, floor)?
        }
    };
    let scene = Scene::new(chart, part, &ordered);
    let across = places_across(&scene);
    work.pulse()?;
    let strata = Strata::new(&scene, &across);
    let boxes = boxes(&scene, &across, &strata);
    let routes = routes(&scene, &across, &strata);
    let bounds = bounds(chart, part, &boxes, &routes);
    let is_anchored =
        scene.follows() || part.nodes.iter().any(|node| chart.nodes[*node as usize].pin.is_some());
    let layers = bands(&scene, &boxes);
    Some(PlacedPart { boxes, routes, layers, bounds, is_anchored })
}

fn layer_choices(part: &Part, skeleton: Option<&Skeleton>) -> Vec<Layering> {
    match skeleton {
        Some(skeleton) if part.len() <= MOST_NODES_TO_CHOOSE => {
            chain_layer_choices(skeleton, MOST_CHOICES, MOST_ORDERS)
        }
        Some(skeleton) => chain_layer_choices(skeleton, 1, 0),
        None => vec![Layering { layers: pyramid_layers(part), discord: 0 }],
    }
}

fn boxes(scene: &Scene<'_>, across: &[f64], strata: &Strata) -> Vec<Rect> {
    let nodes = scene.part.nodes.iter().enumerate();
    nodes
        .map(|(local, node)| {
            let node = &scene.chart.nodes[*node as usize];
            let along = strata.centre(scene.proper.layer[local] as usize);
            scene.chart.axes.world_rect(along, across[local], (node.along, node.across))
        })
        .collect()
}

fn bounds(chart: &Chart, part: &Part, boxes: &[Rect], routes: &[Route]) -> Rect {
    let of_routes =
        routes.iter().filter_map(|route| extent(&route.points)).map(|(min, max)| Rect { min, max });
    let all = boxes.iter().copied().chain(of_routes).reduce(Rect::union).unwrap_or_default();
    let members: Vec<Member> = part
        .nodes
        .iter()
        .zip(boxes)
        .map(|(node, rect)| Member { group: chart.nodes[*node as usize].group, part: 0, rect: *rect })
        .collect();
    let areas = super::areas::areas(&chart.group_names, &members, &chart.spacing);
    areas.iter().flat_map(|area| &area.rects).copied().fold(all, Rect::union)
}

fn bands(scene: &Scene<'_>, boxes: &[Rect]) -> Vec<LayerBand> {
    let rows = scene.rows.rows.iter();
    rows.map(|row| {
        let nodes: Vec<u32> = row.iter().copied().filter(|vertex| scene.proper.is_node(*vertex)).collect();
        let area = nodes.iter().map(|node| boxes[*node as usize]).reduce(Rect::union).unwrap_or_default();
        LayerBand {
            area,
            nodes: nodes.iter().map(|node| scene.part.nodes[*node as usize] as usize).collect(),
        }
    })
    .collect()
}
