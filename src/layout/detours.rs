//! New ways for links whose boxes were moved by hand, or whose way a moved box blocks: the shortest way around all boxes.
//!
//! Shortest path over the corners of the boxes in the way, which are found as the path runs into them. Deliberately absent: crossings with
//! other links; whoever pins boxes chooses those.

use super::chart::Chart;
use super::crowd::Crowd;
use super::geometry::{Point, Rect};
use super::result::Route;

/// A detour keeps this far from the boxes it passes.
const CLEARANCE: f64 = 10.0;
/// A box that moved no farther keeps its routes, whose ends follow it.
const LARGEST_NUDGE: f64 = 2.0;
const MOST_ROUNDS: usize = 12;
const MOST_OBSTACLES: usize = 40;

/// Repairs the routes after each box has moved by the given vector. `routes` are in chart link order.
/// O(routes * nearby boxes).
pub(super) fn repair(chart: &Chart, boxes: &[Rect], moves: &[Point], routes: &mut [Route]) {
    let length = |index: usize| moves[index].distance(Point::default());
    if !(0..moves.len()).any(|index| length(index) > 0.0) {
        return;
    }
    let crowd = Crowd::new(boxes);
    for ((supplier, customer), route) in chart.links.iter().zip(routes) {
        let (from, to) = (*supplier as usize, *customer as usize);
        let is_blocked = |pair: &[Point]| match pair {
            [a, b] => obstacles(*a, *b, (from, to), boxes, &crowd, 0.0).next().is_some(),
            _ => false,
        };
        if length(from) > LARGEST_NUDGE
            || length(to) > LARGEST_NUDGE
            || route.points.windows(2).any(is_blocked)
        {
            route.points = detour((from, to), boxes, &crowd);
            route.is_straight = true;
        } else if let [first, .., last] = route.points.as_mut_slice() {
            *first = first.moved_by(moves[from]);
            *last = last.moved_by(moves[to]);
        }
    }
}

/// The boxes other than the two ends that the line from `a` to `b` runs through, or nearer than `margin`.
fn obstacles<'a>(
    a: Point,
    b: Point,
    ends: (usize, usize),
    boxes: &'a [Rect],
    crowd: &Crowd,
    margin: f64,
) -> impl Iterator<Item = usize> + 'a {
    let near = crowd.near(Rect::from_corners(a, b).grown(margin)).into_iter().map(|index| index as usize);
    near.filter(move |index| *index != ends.0 && *index != ends.1)
        .filter(move |index| boxes[*index].grown(margin).is_crossed_by(a, b))
}

/// A way from one box to the other around those between.
fn detour(ends: (usize, usize), boxes: &[Rect], crowd: &Crowd) -> Vec<Point> {
    let (start, goal) = (boxes[ends.0].centre(), boxes[ends.1].centre());
    let mut known: Vec<usize> = Vec::new();
    let mut path = vec![start, goal];
    for _ in 0..MOST_ROUNDS {
        let mut met: Vec<usize> = Vec::new();
        for pair in path.windows(2) {
            if let [a, b] = pair {
                met.extend(obstacles(*a, *b, ends, boxes, crowd, CLEARANCE / 2.0));
            }
        }
        met.retain(|index| !known.contains(index));
        if met.is_empty() || known.len() >= MOST_OBSTACLES {
            break;
        }
        known.extend(met);
        known.sort_unstable();
        known.dedup();
        let walls: Vec<Rect> = known.iter().map(|index| boxes[*index]).collect();
        let Some(better) = shortest(start, goal, &walls) else { break };
        path = better;
    }
    clipped(&path, boxes[ends.0], boxes[ends.1])
}

/// Dijkstra over the corners of the walls, grown by the clearance. O(corners^2 * walls).
fn shortest(start: Point, goal: Point, walls: &[Rect]) -> Option<Vec<Point>> {
    let mut places = vec![start, goal];
    for wall in walls {
        let (low, high) = (wall.grown(CLEARANCE).min, wall.grown(CLEARANCE).max);
        places.extend([low, Point::new(high.x, low.y), high, Point::new(low.x, high.y)]);
    }
    let is_clear =
        |a: Point, b: Point| !walls.iter().any(|wall| wall.grown(CLEARANCE * 0.9).is_crossed_by(a, b));
    let mut length = vec![f64::INFINITY; places.len()];
    let mut before = vec![0_usize; places.len()];
    let mut is_done = vec![false; places.len()];
    length[0] = 0.0;
    loop {
        let open = (0..places.len()).filter(|place| !is_done[*place] && length[*place].is_finite());
        let nearest = open.min_by(|a, b| length[*a].total_cmp(&length[*b]))?;
        if nearest == 1 {
            break;
        }
        is_done[nearest] = true;
        for place in 0..places.len() {
            let through = length[nearest] + places[nearest].distance(places[place]);
            if !is_done[place] && through < length[place] && is_clear(places[nearest], places[place]) {
                length[place] = through;
                before[place] = nearest;
            }
        }
    }
    let mut path = vec![goal];
    let mut at = 1;
    while at != 0 {
        at = before[at];
        path.push(places[at]);
    }
    path.reverse();
    Some(path)
}

/// The path from border to border instead of from centre to centre.
fn clipped(path: &[Point], from: Rect, to: Rect) -> Vec<Point> {
    let inner =
        |points: &[Point], rect: Rect| points.iter().take_while(|point| rect.contains(**point)).count();
    let skip = inner(path, from).max(1);
    let reversed: Vec<Point> = path.iter().rev().copied().collect();
    let drop = inner(&reversed, to).max(1);
    let stop = path.len().saturating_sub(drop).max(skip);
    let middle = path.get(skip..stop).unwrap_or(&[]);
    let towards_start = middle.first().copied().unwrap_or(to.centre());
    let towards_goal = middle.last().copied().unwrap_or(from.centre());
    let mut points = vec![border_point(from, towards_start)];
    points.extend_from_slice(middle);
    points.push(border_point(to, towards_goal));
    points
}

/// Where the line from the centre of `rect` towards `target` leaves it.
fn border_point(rect: Rect, target: Point) -> Point {
    let centre = rect.centre();
    let (dx, dy) = (target.x - centre.x, target.y - centre.y);
    let (half_width, half_height) = (rect.width() / 2.0, rect.height() / 2.0);
    if dx == 0.0 && dy == 0.0 {
        return Point::new(rect.max.x, centre.y);
    }
    if dx.abs() * half_height >= dy.abs() * half_width {
        let x = if dx > 0.0 { rect.max.x } else { rect.min.x };
        Point::new(x, (centre.y + dy / dx.abs() * half_width).clamp(rect.min.y, rect.max.y))
    } else {
        let y = if dy > 0.0 { rect.max.y } else { rect.min.y };
        Point::new((centre.x + dx / dy.abs() * half_height).clamp(rect.min.x, rect.max.x), y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::geometry::Size;

    #[test]
    fn a_detour_goes_around_the_box_between() {
        let at = |x: f64| Rect::from_centre(Point::new(x, 0.0), Size::new(40.0, 20.0));
        let boxes = [at(0.0), at(100.0), at(200.0)];
        let path = detour((0, 2), &boxes, &Crowd::new(&boxes));
        assert!(path.len() >= 3);
        assert!(path.windows(2).all(|pair| !boxes[1].is_crossed_by(pair[0], pair[1])));
        assert!(boxes[0].has_on_border(path[0], 1e-9) && boxes[2].has_on_border(path[path.len() - 1], 1e-9));
    }
}
