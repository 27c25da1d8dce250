//! Shapes that break layouts: nothing at all, everything joined to everything, endless chains, stars, loops, very short and very long names.

use throughline::layout::{Grouping, Layout, LayoutNode, LayoutRequest, Point, Size, View, layout};

use super::{HAIR, check, check_boxes, check_routes, request};

fn ring(count: usize) -> Vec<(usize, usize)> {
    (0..count).map(|node| (node, (node + 1) % count)).collect()
}

fn complete(count: usize) -> Vec<(usize, usize)> {
    (0..count).flat_map(|from| (from + 1..count).map(move |to| (from, to))).collect()
}

fn star(count: usize, is_source: bool) -> Vec<(usize, usize)> {
    (1..count).map(|leaf| if is_source { (0, leaf) } else { (leaf, 0) }).collect()
}

/// Every fourth party in no department, the others in three.
fn in_departments(request: &LayoutRequest) -> LayoutRequest {
    let group = |index: usize| (!index.is_multiple_of(4)).then(|| format!("department {}", index % 4));
    let nodes = request.nodes.iter().enumerate();
    LayoutRequest {
        nodes: nodes.map(|(index, node)| LayoutNode { group: group(index), ..node.clone() }).collect(),
        grouping: Grouping::Departments,
        ..request.clone()
    }
}

fn with_a_pin(request: &LayoutRequest) -> LayoutRequest {
    let mut pinned = request.clone();
    if let Some(node) = pinned.nodes.last_mut() {
        node.pin = Some(Point::new(-300.0, 700.0));
    }
    pinned
}

/// Boxes as wide as a name of one letter and one of 200.
fn with_odd_names(mut request: LayoutRequest) -> LayoutRequest {
    for (index, node) in request.nodes.iter_mut().enumerate() {
        node.size = Size::new(if index.is_multiple_of(2) { 28.0 } else { 1_640.0 }, 44.0);
    }
    request
}

fn check_large(request: &LayoutRequest) -> Layout {
    let layout = layout(request);
    check_boxes(request, &layout);
    check_routes(request, &layout);
    layout
}

#[test]
fn small_hostile_shapes_keep_the_promises_in_every_view_with_departments_and_pins() {
    let both_ways: Vec<(usize, usize)> =
        complete(20).iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
    let shapes = [
        request(0, &[]),
        request(1, &[]),
        request(1, &[(0, 0)]),
        request(60, &[]),
        request(2, &ring(2)),
        request(30, &complete(30)),
        request(20, &both_ways),
        request(120, &star(120, true)),
        request(120, &star(120, false)),
        request(60, &ring(60)),
        request(5, &[(0, 1), (0, 1), (1, 99), (77, 0), (2, 2), (1, 2)]),
        with_odd_names(request(12, &complete(12))),
        with_odd_names(request(12, &ring(12))),
    ];
    for shape in shapes {
        for view in [View::Chain, View::Pyramid] {
            let shape = LayoutRequest { view, ..shape.clone() };
            check(&shape);
            check(&in_departments(&shape));
            check(&with_a_pin(&shape));
            check(&with_a_pin(&in_departments(&shape)));
        }
    }
}

#[test]
fn a_thousand_teams_without_links_and_one_great_loop_are_drawn() {
    for shape in [request(1000, &[]), request(2000, &ring(2000))] {
        check_large(&shape);
        check_large(&in_departments(&shape));
        check_large(&with_a_pin(&shape));
    }
}

#[test]
fn a_complete_graph_of_60_is_drawn() {
    check_large(&request(60, &complete(60)));
    check_large(&in_departments(&request(60, &complete(60))));
}

#[test]
fn stars_of_5_000_are_drawn_both_ways() {
    for is_source in [true, false] {
        check_large(&request(5000, &star(5000, is_source)));
    }
}

#[test]
fn a_chain_of_20_000_is_drawn_straight() {
    let chain = request(20_000, &(0..19_999).map(|node| (node, node + 1)).collect::<Vec<_>>());
    let layout = layout(&chain);
    assert!(layout.boxes.windows(2).all(|pair| pair[0].max.x < pair[1].min.x));
    assert!(layout.boxes.iter().all(|rect| (rect.min.y - layout.boxes[0].min.y).abs() < HAIR));
}

#[test]
fn a_chain_of_5_000_in_departments_is_drawn() {
    let chain = request(5000, &(0..4999).map(|node| (node, node + 1)).collect::<Vec<_>>());
    check_large(&in_departments(&chain));
    check_large(&with_a_pin(&chain));
}
