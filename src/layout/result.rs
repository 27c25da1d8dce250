//! What came out: boxes, routes, department areas.
//!
//! Deliberately absent: how a line is stroked and where an arrow head or a label goes. That is the picture's business.

use super::geometry::{Point, Rect};

/// A finished layout, world units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// One box a node, in the request's node order.
    pub boxes: Vec<Rect>,
    /// One route a link, in the request's link order.
    pub routes: Vec<Route>,
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
    /// A stretch that leads from layer to layer becomes an S-curve whose ends run with the flow; it stays inside the rectangle
    /// of its two ends, so what is clear of boxes for the corners is clear for the curve.
    pub fn curves(&self) -> Vec<Cubic> {
        self.points
            .windows(2)
            .filter_map(|pair| pair.first().zip(pair.last()))
            .map(|(from, to)| self.curve(*from, *to))
            .collect()
    }

    fn curve(&self, from: Point, to: Point) -> Cubic {
        let (handle_from, handle_to) = if self.flow_is_horizontal {
            let middle = (from.x + to.x) / 2.0;
            (Point::new(middle, from.y), Point::new(middle, to.y))
        } else {
            let middle = (from.y + to.y) / 2.0;
            (Point::new(from.x, middle), Point::new(to.x, middle))
        };
        Cubic { from, handle_from, handle_to, to }
    }
}
