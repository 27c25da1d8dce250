//! Pinned boxes go exactly where they are pinned; whatever stood there makes room.
//!
//! Deliberately absent: routes; see `detours`.

use super::chart::{Axes, Chart};
use super::crowd::Crowd;
use super::geometry::{Point, Rect};

/// Tries to find a free place for one box.
const MOST_TRIES: usize = 200;

/// Moves pinned boxes to their pins, and others out of their way; returns by how much each box moved.
///
/// A box that makes room moves along its layer, to the nearer side. Two pinned boxes may overlap: a pin is a person's wish. Does nothing without
/// pins. O(n) plus O(neighbours) for each try.
pub(super) fn settle(chart: &Chart, boxes: &mut [Rect]) -> Vec<Point> {
    let mut moves = vec![Point::default(); boxes.len()];
    let pins: Vec<(usize, Point)> =
        chart.nodes.iter().enumerate().filter_map(|(index, node)| node.pin.map(|pin| (index, pin))).collect();
    if pins.is_empty() {
        return moves;
    }
    for (index, pin) in &pins {
        let node = &chart.nodes[*index];
        let (along, across) = chart.axes.flow(*pin);
        let rect = chart.axes.world_rect(along, across, (node.along, node.across));
        moves[*index] = between(boxes[*index], rect);
        boxes[*index] = rect;
    }
    let mut crowd = Crowd::new(boxes);
    let gap = chart.spacing.box_gap / 2.0;
    for index in 0..boxes.len() {
        let is_in_the_way = |other: &u32| {
            chart.nodes[*other as usize].pin.is_some() && boxes[*other as usize].overlaps(boxes[index])
        };
        if chart.nodes[index].pin.is_some() || !crowd.near(boxes[index]).iter().any(is_in_the_way) {
            continue;
        }
        let [up, down] = [-1.0, 1.0].map(|sign| free_place(index, sign, gap, chart.axes, boxes, &crowd));
        let (before, here) = (boxes[index], boxes[index].centre());
        boxes[index] = if up.centre().distance(here) < down.centre().distance(here) { up } else { down };
        crowd.add(index as u32, boxes[index]);
        moves[index] = between(before, boxes[index]);
    }
    moves
}

fn between(from: Rect, to: Rect) -> Point {
    Point::new(to.min.x - from.min.x, to.min.y - from.min.y)
}

/// The first free place for a box along its layer, to one side.
fn free_place(index: usize, sign: f64, gap: f64, axes: Axes, boxes: &[Rect], crowd: &Crowd) -> Rect {
    let mut rect = boxes[index];
    for _ in 0..MOST_TRIES {
        let wide = rect.grown(gap);
        let others = crowd.near(wide).into_iter().filter(|other| *other as usize != index);
        let blockers = others.map(|other| boxes[other as usize]).filter(|other| other.overlaps(wide));
        let Some(blocker) = blockers.reduce(Rect::union) else { return rect };
        let delta = match (axes, sign > 0.0) {
            (Axes::LeftToRight, true) => Point::new(0.0, blocker.max.y + gap - rect.min.y),
            (Axes::LeftToRight, false) => Point::new(0.0, blocker.min.y - gap - rect.max.y),
            (Axes::BottomToTop, true) => Point::new(blocker.max.x + gap - rect.min.x, 0.0),
            (Axes::BottomToTop, false) => Point::new(blocker.min.x - gap - rect.max.x, 0.0),
        };
        // A hair more than touching, so that rounding cannot leave it in the way.
        rect = rect.moved_by(Point::new(delta.x * (1.0 + 1.0e-9), delta.y * (1.0 + 1.0e-9)));
    }
    let beyond = boxes.iter().copied().reduce(Rect::union).unwrap_or(rect);
    let (past_x, past_y) = (beyond.max.x + gap - rect.min.x, beyond.max.y + gap - rect.min.y);
    rect.moved_by(if axes == Axes::LeftToRight { Point::new(0.0, past_y) } else { Point::new(past_x, 0.0) })
}
