//! What is shown of a large map until its layout is done: the boxes of the one before.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::layout::{Layout, LayoutRequest, Point, Rect, Route, Size, View};

/// The boxes of `old`, in the order of the parties of `new`, until the worker is done. A party that is new stands in rows beneath
/// the others; a line whose ends stand where they stood keeps its way, any other has none yet.
pub(super) fn carried_over(old: &LayoutRequest, shown: &Layout, new: &LayoutRequest) -> Layout {
    let was = places_before(old, new);
    let area_of = |place: usize| was.get(place).copied().flatten().and_then(|was| shown.boxes.get(was));
    let newcomers = (0..new.nodes.len()).filter(|place| area_of(*place).is_none()).count();
    let mut rows = Rows::beneath(shown, new, newcomers);
    let boxes: Vec<Rect> = new
        .nodes
        .iter()
        .enumerate()
        .map(|(place, node)| match area_of(place) {
            Some(area) => {
                let centre = node.pin.unwrap_or(area.centre());
                // Not moved by a rounding error: a box that stays where it is keeps its lines.
                let wanted = Rect::from_centre(centre, node.size);
                let stays = wanted.min.distance(area.min) < 1e-6 && wanted.max.distance(area.max) < 1e-6;
                if stays { *area } else { wanted }
            }
            None => node.pin.map_or_else(|| rows.next(node.size), |pin| Rect::from_centre(pin, node.size)),
        })
        .collect();
    // Where a box was that has not moved.
    let stands =
        |place: usize| was.get(place).copied().flatten().filter(|_| area_of(place) == boxes.get(place));
    let mut ways = Ways::of(old, shown);
    let nowhere = Arc::new(Route { flow_is_horizontal: new.view == View::Chain, ..Route::default() });
    let routes = new
        .links
        .iter()
        .map(|link| {
            let way = stands(link.supplier).zip(stands(link.customer)).and_then(|ends| ways.between(ends));
            Arc::clone(way.unwrap_or(&nowhere))
        })
        .collect();
    let bounds = boxes.iter().copied().fold(shown.bounds, Rect::union);
    Layout { boxes, routes, groups: shown.groups.clone(), layers: Vec::new(), bounds }
}

/// By party of `new`: its place in `old`.
fn places_before(old: &LayoutRequest, new: &LayoutRequest) -> Vec<Option<usize>> {
    let mut by_key: Option<BTreeMap<&str, usize>> = None;
    let mut look_up = |key: &str| {
        let pairs = || old.nodes.iter().enumerate().map(|(place, node)| (node.key.as_str(), place));
        by_key.get_or_insert_with(|| pairs().collect()).get(key).copied()
    };
    let mut next = 0;
    let places = new.nodes.iter().map(|node| {
        // Mostly the same in the same order, but for one that came or went.
        let is_it = |place: &usize| old.nodes.get(*place).is_some_and(|other| other.key == node.key);
        let place = [next, next + 1].into_iter().find(is_it).or_else(|| look_up(&node.key));
        next = place.map_or(next, |place| place + 1);
        place
    });
    places.collect()
}

/// Finds the way of a line by the places of its ends.
struct Ways<'a> {
    old: &'a LayoutRequest,
    shown: &'a Layout,
    /// Where the next line is likely to be: lines are asked for in about the order in which they are kept.
    next: usize,
    by_ends: Option<BTreeMap<(usize, usize), usize>>,
}

impl<'a> Ways<'a> {
    fn of(old: &'a LayoutRequest, shown: &'a Layout) -> Self {
        Self { old, shown, next: 0, by_ends: None }
    }

    fn between(&mut self, ends: (usize, usize)) -> Option<&'a Arc<Route>> {
        let old = self.old;
        let is_it =
            |place: &usize| old.links.get(*place).is_some_and(|link| (link.supplier, link.customer) == ends);
        let near = [self.next, self.next + 1].into_iter().find(is_it);
        let place = match near {
            Some(place) => place,
            None => {
                let pairs = || old.links.iter().map(|link| (link.supplier, link.customer)).zip(0..);
                *self.by_ends.get_or_insert_with(|| pairs().collect()).get(&ends)?
            }
        };
        self.next = place + 1;
        self.shown.routes.get(place)
    }
}

/// Places in rows, from left to right.
struct Rows {
    left: f64,
    right: f64,
    next: Point,
    row_height: f64,
    gap: f64,
}

impl Rows {
    fn beneath(shown: &Layout, request: &LayoutRequest, newcomers: usize) -> Self {
        let gap = request.spacing.layer_gap;
        let widest = request.nodes.iter().map(|node| node.size.width).fold(0.0, f64::max);
        let columns = (1_u32..).find(|columns| u64::from(*columns).pow(2) >= newcomers as u64).unwrap_or(1);
        let left = shown.bounds.min.x;
        let right = shown.bounds.max.x.max(left + f64::from(columns) * (widest + gap));
        let top = if shown.boxes.is_empty() { 0.0 } else { shown.bounds.max.y + gap };
        Self { left, right, next: Point::new(left, top), row_height: 0.0, gap }
    }

    fn next(&mut self, size: Size) -> Rect {
        if self.next.x + size.width > self.right && self.next.x > self.left {
            self.next = Point::new(self.left, self.next.y + self.row_height + self.gap);
            self.row_height = 0.0;
        }
        let centre = Point::new(self.next.x + size.width / 2.0, self.next.y + size.height / 2.0);
        self.next.x += size.width + self.gap;
        self.row_height = self.row_height.max(size.height);
        Rect::from_centre(centre, size)
    }
}
