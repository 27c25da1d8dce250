//! The layout's promises, on random organisations and on hostile shapes.

mod contest;
#[path = "../../bench/crossings.rs"]
mod crossings;
mod hostile;
#[path = "../../bench/organisation.rs"]
mod organisation;
#[path = "../../bench/ours.rs"]
mod ours;
#[path = "../../bench/stability.rs"]
mod stability;

use std::ops::ControlFlow;

use proptest::prelude::*;
use throughline::layout::{
    Effort, Grouping, Layout, LayoutLink, LayoutNode, LayoutRequest, Point, Previous, RankHint, Rect,
    RouteKind, Size, View, layout, layout_cancellable,
};

const HAIR: f64 = 1.0e-6;

fn request(nodes: usize, links: &[(usize, usize)]) -> LayoutRequest {
    let node = |index: usize| LayoutNode {
        key: format!("team-{index:06}"),
        size: Size::new(120.0, 40.0),
        ..LayoutNode::default()
    };
    LayoutRequest {
        nodes: (0..nodes).map(node).collect(),
        links: links
            .iter()
            .map(|(supplier, customer)| LayoutLink { supplier: *supplier, customer: *customer })
            .collect(),
        effort: Effort::Quick,
        ..LayoutRequest::default()
    }
}

fn nodes() -> impl Strategy<Value = Vec<LayoutNode>> {
    let size = prop_oneof![
        8 => (20.0..300.0_f64, 10.0..200.0_f64).prop_map(|(width, height)| Size::new(width, height)),
        1 => Just(Size::new(f64::NAN, -1.0)),
    ];
    let rank = prop_oneof![6 => Just(RankHint::Team), 1 => Just(RankHint::ExternalCustomer), 1 => Just(RankHint::ExternalSupplier)];
    let group = proptest::option::of((0..4_u8).prop_map(|group| format!("department {group}")));
    let leader = proptest::option::of(0..20_usize);
    proptest::collection::vec((size, rank, group, leader), 0..18).prop_map(|nodes| {
        let node = |(index, (size, rank, group, reports_to)): (
            usize,
            (Size, RankHint, Option<String>, Option<usize>),
        )| {
            LayoutNode { key: format!("team-{index:03}"), size, rank, group, pin: None, reports_to }
        };
        nodes.into_iter().enumerate().map(node).collect()
    })
}

fn requests() -> impl Strategy<Value = LayoutRequest> {
    let links = proptest::collection::vec((0..20_usize, 0..20_usize), 0..45);
    let view = prop_oneof![Just(View::Chain), Just(View::Pyramid)];
    let grouping = prop_oneof![Just(Grouping::None), Just(Grouping::Departments)];
    (nodes(), links, view, grouping).prop_map(|(nodes, links, view, grouping)| LayoutRequest {
        nodes,
        links: links.into_iter().map(|(supplier, customer)| LayoutLink { supplier, customer }).collect(),
        view,
        grouping,
        effort: Effort::Quick,
        ..LayoutRequest::default()
    })
}

fn pinned(mut request: LayoutRequest, pins: &[(usize, f64, f64)]) -> LayoutRequest {
    for (index, x, y) in pins {
        if let Some(node) = request.nodes.get_mut(*index) {
            node.pin = Some(Point::new(*x, *y));
        }
    }
    request
}

fn is_drawable(request: &LayoutRequest, link: &LayoutLink) -> bool {
    link.supplier != link.customer && link.supplier.max(link.customer) < request.nodes.len()
}

fn check_boxes(request: &LayoutRequest, layout: &Layout) {
    assert_eq!(layout.boxes.len(), request.nodes.len());
    for (index, rect) in layout.boxes.iter().enumerate() {
        assert!(rect.min.is_finite() && rect.max.is_finite(), "box {index} is {rect:?}");
        assert!(layout.bounds.grown(HAIR).contains(rect.min) && layout.bounds.grown(HAIR).contains(rect.max));
        for (other, other_rect) in layout.boxes.iter().enumerate().skip(index + 1) {
            let are_pinned = request.nodes[index].pin.is_some() && request.nodes[other].pin.is_some();
            assert!(
                are_pinned || !rect.grown(-HAIR).overlaps(*other_rect),
                "boxes {index} and {other} overlap"
            );
        }
    }
}

fn check_routes(request: &LayoutRequest, layout: &Layout) {
    assert_eq!(layout.routes.len(), request.links.len());
    for (link, route) in request.links.iter().zip(&layout.routes) {
        assert_eq!(is_drawable(request, link), !route.points.is_empty(), "{link:?}");
        let (Some(first), Some(last)) = (route.points.first(), route.points.last()) else { continue };
        assert!(
            route.points.iter().all(|point| point.is_finite() && layout.bounds.grown(HAIR).contains(*point))
        );
        assert!(layout.boxes[link.supplier].has_on_border(*first, HAIR), "{link:?} begins off its box");
        assert!(layout.boxes[link.customer].has_on_border(*last, HAIR), "{link:?} ends off its box");
    }
}

fn check_no_route_through_a_foreign_box(request: &LayoutRequest, layout: &Layout) {
    for (link, route) in request.links.iter().zip(&layout.routes) {
        for (index, rect) in layout.boxes.iter().enumerate() {
            let is_end = index == link.supplier || index == link.customer;
            let crosses = |pair: &[Point]| rect.grown(-HAIR).is_crossed_by(pair[0], pair[1]);
            assert!(is_end || !route.points.windows(2).any(crosses), "{link:?} passes through box {index}");
        }
    }
}

fn check_groups(request: &LayoutRequest, layout: &Layout) {
    let bounds = layout.bounds.grown(HAIR);
    let rects = || layout.groups.iter().flat_map(|group| group.rects.iter().chain(&group.labels));
    assert!(rects().all(|rect| bounds.contains(rect.min) && bounds.contains(rect.max)));
    let areas =
        || layout.groups.iter().flat_map(|group| group.rects.iter().map(move |rect| (&group.name, *rect)));
    for (node, rect) in request.nodes.iter().zip(&layout.boxes) {
        let holds = |area: Rect| area.grown(HAIR).contains(rect.min) && area.grown(HAIR).contains(rect.max);
        let own = areas().filter(|(name, _)| Some(*name) == node.group.as_ref());
        if request.grouping == Grouping::Departments && node.group.is_some() {
            assert!(own.clone().any(|(_, area)| holds(area)), "{} lies outside its department", node.key);
        }
        let foreign = areas().filter(|(name, _)| Some(*name) != node.group.as_ref());
        assert!(
            foreign.into_iter().all(|(_, area)| !area.overlaps(rect.grown(-HAIR))),
            "{} lies in a foreign area",
            node.key
        );
    }
    let labels: Vec<Rect> = layout.groups.iter().flat_map(|group| group.labels.iter().copied()).collect();
    for (index, label) in labels.iter().enumerate() {
        assert!(
            labels.iter().skip(index + 1).all(|other| !label.grown(-HAIR).overlaps(*other)),
            "labels overlap"
        );
    }
}

fn check(request: &LayoutRequest) -> Layout {
    let layout = layout(request);
    check_boxes(request, &layout);
    check_routes(request, &layout);
    if request.nodes.iter().all(|node| node.pin.is_none()) {
        check_no_route_through_a_foreign_box(request, &layout);
        check_groups(request, &layout);
    }
    layout
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_picture_keeps_the_promises(request in requests()) {
        check(&request);
    }

    #[test]
    fn the_same_request_gives_the_same_bits(request in requests()) {
        prop_assert_eq!(layout(&request), layout(&request));
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(request in requests(), turn in 0..20_usize) {
        let count = request.nodes.len().max(1);
        let place = |index: usize| if index < request.nodes.len() { (index + turn) % count } else { index };
        let mut turned = request.clone();
        for (index, node) in request.nodes.iter().enumerate() {
            turned.nodes[place(index)] = LayoutNode { reports_to: node.reports_to.map(place), ..node.clone() };
        }
        turned.links = request.links.iter().rev()
            .map(|link| LayoutLink { supplier: place(link.supplier), customer: place(link.customer) }).collect();
        let (one, other) = (layout(&request), layout(&turned));
        for index in 0..request.nodes.len() {
            prop_assert_eq!(one.boxes[index], other.boxes[place(index)]);
        }
        prop_assert!(one.routes.iter().eq(other.routes.iter().rev()));
        prop_assert_eq!(one.groups, other.groups);
    }

    #[test]
    fn pins_are_kept_exactly(
        request in requests(),
        pins in proptest::collection::vec((0..18_usize, -2000.0..2000.0_f64, -2000.0..2000.0_f64), 1..4),
    ) {
        let request = pinned(request, &pins);
        let layout = check(&request);
        for (node, rect) in request.nodes.iter().zip(&layout.boxes) {
            if let Some(pin) = node.pin {
                prop_assert!(rect.centre().distance(pin) < HAIR);
            }
        }
    }

    #[test]
    fn a_picture_that_follows_another_keeps_the_promises(request in requests(), supplier in 0..18_usize, customer in 0..18_usize) {
        let first = layout(&request);
        let mut edited = LayoutRequest { previous: Some(Previous::of(&request, &first)), ..request };
        edited.links.push(LayoutLink { supplier, customer });
        check(&edited);
    }
}

#[test]
fn external_customers_stand_alone_at_the_far_end() {
    let mut chain = request(5, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 1), (3, 4)]);
    chain.nodes[2].rank = RankHint::ExternalCustomer;
    let layout = check(&chain);
    let others = [0, 1, 3, 4].map(|index: usize| layout.boxes[index].max.x);
    assert!(others.iter().all(|right| *right < layout.boxes[2].min.x));
    assert_eq!(layout.routes[3].kind, RouteKind::Return);
}

#[test]
fn the_pyramid_has_the_customer_on_top_and_the_leader_at_the_bottom() {
    let mut org = request(4, &[(0, 1), (1, 2)]);
    org.nodes[2].rank = RankHint::ExternalCustomer;
    org.nodes[0].reports_to = Some(3);
    org.nodes[1].reports_to = Some(3);
    let layout = check(&LayoutRequest { view: View::Pyramid, ..org });
    let heights: Vec<f64> =
        [2, 1, 0, 3].iter().map(|index: &usize| layout.boxes[*index].centre().y).collect();
    assert!(heights.is_sorted(), "{heights:?}");
}

#[test]
fn one_link_more_moves_next_to_nothing() {
    let links: Vec<(usize, usize)> =
        (0..200).flat_map(|node| [(node, node + 7), (node, node + 13), (node, node * 7 % 200)]).collect();
    let mut org = request(200, &links);
    let before = layout(&org);
    org.previous = Some(Previous::of(&org, &before));
    org.links.push(LayoutLink { supplier: 20, customer: 150 });
    let after = check(&org);
    let stays = |(one, other): &(&Rect, &Rect)| {
        let (one, other) = (one.centre(), other.centre());
        (one.x - other.x).abs() < 120.0 && (one.y - other.y).abs() < 40.0
    };
    assert!(before.boxes.iter().zip(&after.boxes).filter(stays).count() >= 195);
}

#[test]
fn a_cancelled_picture_is_none() {
    let org = request(30, &(0..29).map(|node| (node, node + 1)).collect::<Vec<_>>());
    assert!(layout_cancellable(&org, &mut |_| ControlFlow::Break(())).is_none());
    let mut last = 0.0;
    let progress = &mut |done: f32| {
        assert!((0.0..=1.0).contains(&done));
        last = done;
        ControlFlow::Continue(())
    };
    assert_eq!(layout_cancellable(&org, progress), Some(layout(&org)));
}
