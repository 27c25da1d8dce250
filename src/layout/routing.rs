//! Routes: from box to box through the corridors between the layers and the lanes beside the boxes.
//!
//! A route bends only in corridors, where no box stands; through a layer it runs straight, a line's distance from every box. So no route
//! passes through a foreign box. Links against the flow leave and reach their boxes at the flanks and so look like arcs. Deliberately
//! absent: pinned boxes that stand outside their layer; see `pins`.

use super::coordinates::Scene;
use super::geometry::Point;
use super::ports::Ports;
use super::proper::Way;
use super::request::View;
use super::result::{Route, RouteKind};
use super::strata::Strata;

/// How far an arc stands off its box's flank.
const ARC_DISTANCE: f64 = 8.0;

/// One route a link of the part, in world coordinates.
pub(super) fn routes(scene: &Scene<'_>, across: &[f64], strata: &Strata) -> Vec<Route> {
    let router = Router {
        scene,
        across,
        strata,
        ports: Ports::new(scene, across, strata),
        outside: outside(scene, across),
    };
    (0..scene.part.links.len()).map(|link| router.route(link)).collect()
}

struct Router<'a> {
    scene: &'a Scene<'a>,
    across: &'a [f64],
    strata: &'a Strata,
    ports: Ports,
    /// A place across the flow beyond all boxes.
    outside: f64,
}

fn outside(scene: &Scene<'_>, across: &[f64]) -> f64 {
    let ends = across.iter().enumerate().map(|(vertex, place)| place + scene.half(vertex as u32));
    ends.fold(0.0, f64::max) + 2.0 * scene.chart.spacing.line_gap
}

impl Router<'_> {
    fn route(&self, link: usize) -> Route {
        let (supplier, customer) = self.scene.part.links[link];
        let (kind, path) = match self.scene.proper.ways[link] {
            Way::Layers { low, high, first, waypoints } if low == supplier => {
                (RouteKind::Forward, self.forward(link, low, high, first, waypoints))
            }
            Way::Layers { low, high, first, waypoints } => {
                (RouteKind::Return, self.backward(low, high, first, waypoints))
            }
            Way::Level => (RouteKind::Level, self.level(supplier, customer)),
            Way::Outside => {
                let kind = if self.layer(supplier) < self.layer(customer) {
                    RouteKind::Forward
                } else {
                    RouteKind::Return
                };
                (kind, self.around(supplier, customer))
            }
        };
        let axes = self.scene.chart.axes;
        let points = simplified(&path).into_iter().map(|(along, across)| axes.world(along, across)).collect();
        Route { points, kind, flow_is_horizontal: self.scene.chart.view == View::Chain, is_straight: false }
    }

    fn layer(&self, vertex: u32) -> usize {
        self.scene.proper.layer[vertex as usize] as usize
    }

    fn half_along(&self, node: u32) -> f64 {
        self.scene.chart.nodes[self.scene.part.nodes[node as usize] as usize].along / 2.0
    }

    fn far_border(&self, node: u32) -> f64 {
        self.strata.centre(self.layer(node)) + self.half_along(node)
    }

    fn near_border(&self, node: u32) -> f64 {
        self.strata.centre(self.layer(node)) - self.half_along(node)
    }

    fn sides(&self, vertex: u32) -> (f64, f64) {
        self.strata.sides.get(self.layer(vertex)).copied().unwrap_or_default()
    }

    fn forward(&self, link: usize, low: u32, high: u32, first: u32, waypoints: u32) -> Vec<(f64, f64)> {
        let (leave, reach) = (self.ports.low[link], self.ports.high[link]);
        let mut path = vec![(self.far_border(low), leave), (self.sides(low).1, leave)];
        for vertex in first..first + waypoints {
            let (near, far) = self.sides(vertex);
            let place = self.across[vertex as usize];
            path.extend([(near, place), (far, place)]);
        }
        path.extend([(self.sides(high).0, reach), (self.near_border(high), reach)]);
        path
    }

    /// From `high`, the supplier, back to `low`, flank to flank.
    fn backward(&self, low: u32, high: u32, first: u32, waypoints: u32) -> Vec<(f64, f64)> {
        let mut middle: Vec<(f64, f64)> = Vec::with_capacity(2 * waypoints as usize);
        for vertex in (first..first + waypoints).rev() {
            let (near, far) = self.sides(vertex);
            let place = self.across[vertex as usize];
            middle.extend([(far, place), (near, place)]);
        }
        let (low_centre, high_centre) = (self.across[low as usize], self.across[high as usize]);
        let towards_high = middle.first().map_or(low_centre, |point| point.1);
        let towards_low = middle.last().map_or(high_centre, |point| point.1);
        let (high_flank, high_lane) = self.flank(high, towards_high);
        let (low_flank, low_lane) = self.flank(low, towards_low);
        let mut path =
            vec![(self.strata.centre(self.layer(high)), high_flank), (self.sides(high).0, high_lane)];
        path.extend(middle);
        path.extend([(self.sides(low).1, low_lane), (self.strata.centre(self.layer(low)), low_flank)]);
        path
    }

    /// The flank that faces `towards`, and the lane an arc takes beside it.
    fn flank(&self, node: u32, towards: f64) -> (f64, f64) {
        let (centre, half) = (self.across[node as usize], self.scene.half(node));
        let off = ARC_DISTANCE
            .min(self.scene.chart.spacing.line_gap / 2.0)
            .min(self.scene.chart.spacing.box_gap / 2.0);
        if towards < centre {
            (centre - half, centre - half - off)
        } else {
            (centre + half, centre + half + off)
        }
    }

    /// Below the two boxes of one layer, through the corridor before it.
    fn level(&self, supplier: u32, customer: u32) -> Vec<(f64, f64)> {
        let (from, to) = (self.across[supplier as usize], self.across[customer as usize]);
        let towards = if to > from { 0.25 } else { -0.25 };
        let leave = from + towards * 2.0 * self.scene.half(supplier);
        let reach = to - towards * 2.0 * self.scene.half(customer);
        let (near, _) = self.sides(supplier);
        let corridor = near - (near - self.strata.corridor_before(self.layer(supplier))).abs() * 0.5;
        vec![
            (self.near_border(supplier), leave),
            (corridor, leave),
            (corridor, reach),
            (self.near_border(customer), reach),
        ]
    }

    /// Around everything: out into the corridor, along the edge of the picture, and back in.
    fn around(&self, supplier: u32, customer: u32) -> Vec<(f64, f64)> {
        let (from, to) = (self.across[supplier as usize], self.across[customer as usize]);
        let out = self.strata.corridor_after(self.layer(supplier));
        let back = self.strata.corridor_before(self.layer(customer));
        vec![
            (self.far_border(supplier), from),
            (out, from),
            (out, self.outside),
            (back, self.outside),
            (back, to),
            (self.near_border(customer), to),
        ]
    }
}

/// Without repeated points and without corners that do not turn.
fn simplified(path: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(path.len());
    for point in path {
        if kept
            .last()
            .is_some_and(|last| (last.0 - point.0).abs() < 1.0e-9 && (last.1 - point.1).abs() < 1.0e-9)
        {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let level = before.1 == last.1 && last.1 == point.1;
            let onward = (last.0 - before.0) * (point.0 - last.0) > 0.0;
            if level && onward {
                kept.pop();
            }
        }
        kept.push(*point);
    }
    kept
}

/// The smallest and greatest coordinates of a route.
pub(super) fn extent(points: &[Point]) -> Option<(Point, Point)> {
    let first = *points.first()?;
    let grow = |(low, high): (Point, Point), point: &Point| {
        (
            Point::new(low.x.min(point.x), low.y.min(point.y)),
            Point::new(high.x.max(point.x), high.y.max(point.y)),
        )
    };
    Some(points.iter().fold((first, first), grow))
}
