//! What came out: boxes, routes, department areas.
//!
//! Deliberately absent: how a line is stroked and where an arrow head or a label goes. That is the picture's business.

use std::sync::Arc;

use super::geometry::{Point, Rect};

/// A finished layout, world units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// One box a node, in the request's node order.
    pub boxes: Vec<Rect>,
    /// One route a link, in the request's link order. Shared, so that the next picture takes over what stays.
    pub routes: Vec<Arc<Route>>,
    /// One area a department, sorted by name; empty without [`super::Grouping::Departments`].
    pub groups: Vec<GroupArea>,
    /// The layers along the chain, near end first, of each part of the map in turn.
    pub layers: Vec<LayerBand>,
    /// Holds every box, route and department area.
    pub bounds: Rect,
}

/// What a route does, which decides how it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteKind {
    /// With the flow, toward the external customer.
    #[default]
    Forward,
    /// Against the flow: rework. It leaves and reaches its boxes at their flanks, as an arc.
    Return,
    /// Between two parties of one layer.
    Level,
}

/// The way a link takes: from the supplier's border to the customer's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// Corners of the way, supplier first. Empty for a link that cannot be drawn (to oneself, or out of range).
    pub points: Vec<Point>,
    /// With or against the flow.
    pub kind: RouteKind,
    /// The chain runs from left to right here, so that bends are S-curves with level ends; else from bottom to top.
    pub flow_is_horizontal: bool,
    /// The stretches are straight lines, because the way leads around boxes moved by hand.
    pub is_straight: bool,
}

/// The area of one department.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupArea {
    /// The department, as in [`super::LayoutNode::group`].
    pub name: String,
    /// Rectangles that together hold exactly its members; more than one where members lie apart.
    pub rects: Vec<Rect>,
    /// Where its name goes, one for each rectangle: the strip at the rectangle's top, free of boxes.
    pub labels: Vec<Rect>,
}

/// One layer of the chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerBand {
    /// The area of the layer's boxes.
    pub area: Rect,
    /// The layer's nodes, indices into the request's nodes, in drawing order.
    pub nodes: Vec<usize>,
}

/// A cubic Bezier curve.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cubic {
    /// Where it begins.
    pub from: Point,
    /// First handle.
    pub handle_from: Point,
    /// Second handle.
    pub handle_to: Point,
    /// Where it ends.
    pub to: Point,
}

impl Route {
    /// The route as smooth curves, one a stretch between two corners.
    ///
    /// A stretch that leads from layer to layer becomes an S-curve whose ends run with the flow; the first and last stretch of a return
    /// leave and reach the box's flank as a quarter turn. Every curve stays inside the rectangle of its two ends, so what is clear of
    /// boxes for the corners is clear for the curve. The corners of a detour are joined by straight lines.
    pub fn curves(&self) -> Vec<Cubic> {
        let last = self.points.len().saturating_sub(2);
        let pairs = self.points.windows(2).filter_map(|pair| pair.first().zip(pair.last())).enumerate();
        pairs.map(|(index, (from, to))| self.curve(*from, *to, index == 0, index == last)).collect()
    }

    fn curve(&self, from: Point, to: Point, is_first: bool, is_last: bool) -> Cubic {
        if self.is_straight || self.kind == RouteKind::Level {
            return Cubic {
                from,
                handle_from: from.mixed_with(to, 1.0 / 3.0),
                handle_to: from.mixed_with(to, 2.0 / 3.0),
                to,
            };
        }
        let flat = |point: Point, other: Point, share: f64| {
            let mixed = point.mixed_with(other, share);
            if self.flow_is_horizontal { Point::new(mixed.x, point.y) } else { Point::new(point.x, mixed.y) }
        };
        let steep = |point: Point, other: Point| {
            if self.flow_is_horizontal { Point::new(point.x, other.y) } else { Point::new(other.x, point.y) }
        };
        let is_return = self.kind == RouteKind::Return;
        let handle_from = if is_return && is_first { steep(from, to) } else { flat(from, to, 0.5) };
        let handle_to = if is_return && is_last { steep(to, from) } else { flat(to, from, 0.5) };
        Cubic { from, handle_from, handle_to, to }
    }
}
