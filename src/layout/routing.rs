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
pub(super) const ARC_DISTANCE: f64 = 8.0;

/// Lines in a corridor keep this far apart where there is room.
const TRACK_DISTANCE: f64 = 10.0;
const MOST_TRACKS: usize = 40;
/// The track of a link between neighbours, which needs none.
const DIRECT: u32 = u32::MAX;
/// Two links between the same neighbours keep this far from the middle.
const PAIR_DISTANCE: f64 = 6.0;

/// One route a link of the part, in world coordinates.
pub(super) fn routes(scene: &Scene<'_>, across: &[f64], strata: &Strata) -> Vec<Route> {
    let router = Router {
        scene,
        across,
        strata,
        ports: Ports::new(scene, across),
        outside: outside(scene, across),
        tracks: tracks(scene, across),
    };
    (0..scene.part.links.len()).map(|link| router.route(link)).collect()
}

/// Places across the flow: of a box's flank, and of the lane an arc takes beside it.
type Flank = (f64, f64);

struct Router<'a> {
    scene: &'a Scene<'a>,
    across: &'a [f64],
    strata: &'a Strata,
    ports: Ports,
    /// A place across the flow beyond all boxes.
    outside: f64,
    /// For each link within a layer the track it takes in the corridor before the layer, and how many tracks there are.
    tracks: Vec<(u32, u32)>,
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
            Way::Level => (RouteKind::Level, self.level(link, supplier, customer)),
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
        let simple = simplified(&path);
        let mut points: Vec<Point> =
            simple.into_iter().map(|(along, across)| axes.world(along, across)).collect();
        // A large map keeps tens of thousands.
        points.shrink_to_fit();
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
        let (at_high, at_low) =
            self.flanks(low, high, middle.first().zip(middle.last()).map(|(first, last)| (first.1, last.1)));
        let ((high_flank, high_lane), (low_flank, low_lane)) = (at_high, at_low);
        let mut path =
            vec![(self.strata.centre(self.layer(high)), high_flank), (self.sides(high).0, high_lane)];
        path.extend(middle);
        path.extend([(self.sides(low).1, low_lane), (self.strata.centre(self.layer(low)), low_flank)]);
        path
    }

    /// The flanks of `high` and `low` from which an arc crosses the fewest lines at the sides it passes, among equals the shortest way.
    /// `ends` are the places across the flow of its first and last corner between the boxes.
    fn flanks(&self, low: u32, high: u32, ends: Option<(f64, f64)>) -> (Flank, Flank) {
        let choice = |at_high: bool, at_low: bool| {
            let (leave, reach) = (self.flank(high, at_high), self.flank(low, at_low));
            let towards = ends.unwrap_or((reach.1, leave.1));
            let crossed = passed(&self.ports.near_goals, high, at_high, towards.0)
                + passed(&self.ports.far_goals, low, at_low, towards.1);
            let way = (leave.1 - towards.0).abs() + (reach.1 - towards.1).abs();
            (crossed, way, (leave, reach))
        };
        let mut best = choice(false, false);
        for (at_high, at_low) in [(false, true), (true, false), (true, true)] {
            let other = choice(at_high, at_low);
            if other.0.cmp(&best.0).then(other.1.total_cmp(&best.1)).is_lt() {
                best = other;
            }
        }
        best.2
    }

    /// One of the two flanks of a node.
    fn flank(&self, node: u32, is_far: bool) -> Flank {
        let (centre, half) = (self.across[node as usize], self.scene.half(node));
        let off = ARC_DISTANCE
            .min(self.scene.chart.spacing.line_gap / 2.0)
            .min(self.scene.chart.spacing.box_gap / 2.0);
        if is_far { (centre + half, centre + half + off) } else { (centre - half, centre - half - off) }
    }

    /// Neighbours of one layer are joined flank to flank; others through a track of their own in the corridor before the layer.
    fn level(&self, link: usize, supplier: u32, customer: u32) -> Vec<(f64, f64)> {
        let (from, to) = (self.across[supplier as usize], self.across[customer as usize]);
        let (track, count) = self.tracks[link];
        if track == DIRECT {
            let sign = if to > from { 1.0 } else { -1.0 };
            let along = self.strata.centre(self.layer(supplier))
                + sign * PAIR_DISTANCE.min(self.half_along(supplier)).min(self.half_along(customer));
            return vec![
                (along, from + sign * self.scene.half(supplier)),
                (along, to - sign * self.scene.half(customer)),
            ];
        }
        let (near, _) = self.sides(supplier);
        let room = (near - self.strata.corridor_before(self.layer(supplier))).abs();
        let step = TRACK_DISTANCE.min(room / f64::from(count + 1));
        let depth = near - step * f64::from(track + 1);
        let (leave, reach) = (self.ports.low[link], self.ports.high[link]);
        vec![
            (self.near_border(supplier), leave),
            (depth, leave),
            (depth, reach),
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

/// How many of the lines at a side an arc crosses that leads from one of the flanks to `towards`.
fn passed(goals: &[Vec<f64>], node: u32, is_far: bool, towards: f64) -> usize {
    let goals = goals.get(node as usize).map_or(&[] as &[f64], Vec::as_slice);
    if is_far {
        goals.len() - goals.partition_point(|goal| *goal <= towards)
    } else {
        goals.partition_point(|goal| *goal < towards)
    }
}

/// A track for each link within a layer, so that no two lie on one another: short links next to the boxes, long ones beyond.
fn tracks(scene: &Scene<'_>, across: &[f64]) -> Vec<(u32, u32)> {
    let mut tracks = vec![(0, 0); scene.part.links.len()];
    let mut level: Vec<(u32, f64, f64, usize)> = Vec::new();
    for (link, (supplier, customer)) in scene.part.links.iter().enumerate() {
        if scene.proper.ways[link] != Way::Level {
            continue;
        }
        let (from, to) = (across[*supplier as usize], across[*customer as usize]);
        let places = [*supplier, *customer].map(|node| scene.rows.place[node as usize]);
        if places[0].abs_diff(places[1]) == 1 {
            tracks[link] = (DIRECT, 0);
        } else {
            level.push((scene.proper.layer[*supplier as usize], from.min(to), from.max(to), link));
        }
    }
    level.sort_by(|a, b| a.0.cmp(&b.0).then((a.2 - a.1).total_cmp(&(b.2 - b.1))).then(a.3.cmp(&b.3)));
    for same in level.chunk_by(|a, b| a.0 == b.0) {
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        for (_, low, high, link) in same {
            let is_free =
                |track: &Vec<(f64, f64)>| track.iter().all(|other| other.1 < *low || *high < other.0);
            let track =
                taken.iter().take(MOST_TRACKS).position(is_free).unwrap_or(taken.len().min(MOST_TRACKS));
            taken.resize_with(taken.len().max(track + 1), Vec::new);
            taken[track].push((*low, *high));
            tracks[*link].0 = track as u32;
        }
        for (_, _, _, link) in same {
            tracks[*link].1 = taken.len() as u32;
        }
    }
    tracks
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
