//! Staying close to the present picture: layers and order are read from it, and only what is new is placed.
//!
//! Deliberately absent: a better order of what stands already. A tidy-up is a request without a present picture.

use super::adjacency::Adjacency;
use super::chart::Chart;
use super::geometry::Point;
use super::part::Part;
use super::proper::{Proper, Way};
use super::rows::Rows;

/// A part follows the present picture when at least this share of its nodes is in it.
const LEAST_KNOWN: f64 = 0.6;
/// Boxes whose centres differ by less than this share of the layer gap stand in one layer.
const SAME_LAYER: f64 = 0.2;
const ROUNDS: usize = 3;

/// The layers the part's nodes stand in at present, new nodes put between their neighbours; `None` if too much is new.
///
/// O(m + n log n).
pub(super) fn followed_layers(chart: &Chart, part: &Part) -> Option<Vec<u32>> {
    let along: Vec<Option<f64>> =
        part.nodes.iter().map(|node| known_place(chart, *node).map(|place| place.0)).collect();
    let known = along.iter().flatten().count();
    if (known as f64) < LEAST_KNOWN * part.len() as f64 {
        return None;
    }
    let centres = layer_centres(chart, part, &along);
    let nearest = |at: f64| {
        let after = centres.partition_point(|centre| *centre < at);
        let before = after.saturating_sub(1);
        let distance = |index: usize| centres.get(index).map_or(f64::INFINITY, |centre| (centre - at).abs());
        if distance(before) <= distance(after) { before } else { after }
    };
    let mut level: Vec<Option<i64>> = along.iter().map(|at| at.map(|at| nearest(at) as i64)).collect();
    place_new(part, &mut level);
    let mut level: Vec<i64> = level.into_iter().map(|level| level.unwrap_or(0)).collect();
    part_level_links(part, &mut level);
    Some(super::levels::numbered_from_zero(&level))
}

fn known_place(chart: &Chart, node: u32) -> Option<(f64, f64)> {
    let node = &chart.nodes[node as usize];
    node.pin.or(node.previous).map(|place| chart.axes.flow(place))
}

/// The places along the flow of the present layers, pinned boxes not counted unless there are no others.
fn layer_centres(chart: &Chart, part: &Part, along: &[Option<f64>]) -> Vec<f64> {
    let is_pinned = |local: usize| chart.nodes[part.nodes[local] as usize].pin.is_some();
    let mut places: Vec<f64> =
        (0..part.len()).filter(|local| !is_pinned(*local)).filter_map(|local| along[local]).collect();
    if places.is_empty() {
        places = along.iter().flatten().copied().collect();
    }
    places.sort_by(f64::total_cmp);
    let apart = SAME_LAYER * chart.spacing.layer_gap;
    places
        .chunk_by(|a, b| b - a < apart)
        .map(|same| same.iter().sum::<f64>() / same.len().max(1) as f64)
        .collect()
}

/// Puts nodes that are not in the picture one layer after their suppliers, or before their customers.
fn place_new(part: &Part, level: &mut [Option<i64>]) {
    let suppliers = Adjacency::new(part.len(), part.links.iter().map(|(from, to)| (*to, *from)));
    let customers = Adjacency::new(part.len(), part.links.iter().copied());
    for _ in 0..ROUNDS {
        for node in 0..part.len() as u32 {
            if level[node as usize].is_some() {
                continue;
            }
            let after = suppliers
                .of(node)
                .iter()
                .filter_map(|other| level[*other as usize])
                .max()
                .map(|last| last + 1);
            let before = customers
                .of(node)
                .iter()
                .filter_map(|other| level[*other as usize])
                .min()
                .map(|first| first - 1);
            level[node as usize] = match (after, before) {
                (Some(after), Some(before)) => Some(after.max(before.min(after))),
                (after, before) => after.or(before),
            };
        }
    }
}

/// Moves one end of each link whose ends stand in one layer, if that puts no other link within a layer.
fn part_level_links(part: &Part, level: &mut [i64]) {
    let both = part.links.iter().flat_map(|(from, to)| [(*from, *to), (*to, *from)]);
    let neighbours = Adjacency::new(part.len(), both);
    for (supplier, customer) in &part.links {
        let here = level[*supplier as usize];
        if here != level[*customer as usize] {
            continue;
        }
        let is_free =
            |node: u32, at: i64| neighbours.of(node).iter().all(|other| level[*other as usize] != at);
        let tries =
            [(*customer, here + 1), (*supplier, here - 1), (*customer, here - 1), (*supplier, here + 1)];
        if let Some((node, at)) = tries.into_iter().find(|(node, at)| is_free(*node, *at)) {
            level[node as usize] = at;
        }
    }
}

/// Rows in the order of the present picture, and for each vertex its place across the flow there, if it has one.
///
/// Vertices without a place are put between their neighbours. O(V log V).
pub(super) fn followed_rows(chart: &Chart, part: &Part, proper: &Proper) -> (Rows, Vec<Option<f64>>) {
    let mut across: Vec<Option<f64>> = vec![None; proper.len()];
    for (local, node) in part.nodes.iter().enumerate() {
        across[local] = known_place(chart, *node).map(|place| place.1);
    }
    let centres = row_centres(chart, part, proper);
    for (link, way) in proper.ways.iter().enumerate() {
        let Way::Layers { first, waypoints, .. } = *way else { continue };
        let Some(points) =
            part.link_indices.get(link).and_then(|index| chart.previous_routes[*index as usize].as_ref())
        else {
            continue;
        };
        for vertex in first..first + waypoints {
            let centre = centres[proper.layer[vertex as usize] as usize];
            across[vertex as usize] = centre.and_then(|along| across_at(chart, points, along));
        }
    }
    let sorting: Vec<f64> = guessed(proper, &across);
    let mut rows = proper.unordered_rows();
    for row in &mut rows {
        row.sort_by(|a, b| sorting[*a as usize].total_cmp(&sorting[*b as usize]).then(a.cmp(b)));
    }
    (Rows::new(rows, proper.len()), across)
}

/// Where each layer lies along the flow at present: the middle of its known boxes.
fn row_centres(chart: &Chart, part: &Part, proper: &Proper) -> Vec<Option<f64>> {
    let mut places: Vec<Vec<f64>> = vec![Vec::new(); proper.layers];
    for (local, node) in part.nodes.iter().enumerate() {
        if let Some(place) = chart.nodes[*node as usize].previous {
            places[proper.layer[local] as usize].push(chart.axes.flow(place).0);
        }
    }
    let middle = |mut places: Vec<f64>| {
        places.sort_by(f64::total_cmp);
        places.get(places.len() / 2).copied()
    };
    places.into_iter().map(middle).collect()
}

/// Where a route of the present picture passes this place along the flow.
fn across_at(chart: &Chart, points: &[Point], along: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [from, to] = pair else { return None };
        let (from, to) = (chart.axes.flow(*from), chart.axes.flow(*to));
        if (from.0 - along) * (to.0 - along) > 0.0 {
            return None;
        }
        let span = to.0 - from.0;
        let part = if span.abs() < 1.0e-9 { 0.5 } else { (along - from.0) / span };
        Some(from.1 + part * (to.1 - from.1))
    })
}

/// Known places, and for the others the line between the nodes of the link, or the mean of the neighbours.
fn guessed(proper: &Proper, across: &[Option<f64>]) -> Vec<f64> {
    let mut guess: Vec<Option<f64>> = across.to_vec();
    for _ in 0..ROUNDS {
        for node in 0..proper.nodes as u32 {
            if guess[node as usize].is_some() {
                continue;
            }
            let beside = proper.next.of(node).iter().chain(proper.back.of(node));
            let known: Vec<f64> = beside.filter_map(|other| guess[*other as usize]).collect();
            if !known.is_empty() {
                guess[node as usize] = Some(known.iter().sum::<f64>() / known.len() as f64);
            }
        }
        for way in &proper.ways {
            let Way::Layers { low, high, first, waypoints } = *way else { continue };
            let ends = guess[low as usize]
                .or(guess[high as usize])
                .zip(guess[high as usize].or(guess[low as usize]));
            let Some((from, to)) = ends else { continue };
            for step in 0..waypoints {
                let share = f64::from(step + 1) / f64::from(waypoints + 1);
                guess[(first + step) as usize].get_or_insert(from + share * (to - from));
            }
        }
    }
    guess.into_iter().map(|place| place.unwrap_or(0.0)).collect()
}
