//! What is to be drawn: the request. Its equality is the memo key.
//!
//! Deliberately absent: names, states, colours. A request knows a party by its stable key and its size only.

use std::collections::BTreeMap;

use super::geometry::{Point, Size};
use super::result::Layout;

/// What is to be drawn. Two equal requests give the same picture, bit by bit, on every machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    /// The parties, in any order; the picture does not depend on it.
    pub nodes: Vec<LayoutNode>,
    /// Who supplies whom, as indices into `nodes`. Links to oneself, duplicates and indices out of range do no harm.
    pub links: Vec<LayoutLink>,
    /// Which way the chain runs.
    pub view: View,
    /// Distances between boxes and lines.
    pub spacing: Spacing,
    /// Whether teams of one department are kept together.
    pub grouping: Grouping,
    /// How much work a good picture is worth.
    pub effort: Effort,
    /// The present picture, to stay close to it after a small edit.
    pub previous: Option<Previous>,
}

/// One party to be placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutNode {
    /// Stable id, unique in the request; breaks every tie.
    pub key: String,
    /// Size of the box, world units. Not positive or not finite: a small default box.
    pub size: Size,
    /// Which end of the chain the party belongs to.
    pub rank: RankHint,
    /// The department, if it has one.
    pub group: Option<String>,
    /// The centre a person has fixed by hand, world units; kept exactly, even where two fixed boxes overlap.
    pub pin: Option<Point>,
    /// The leader's index in `nodes`; used by [`View::Pyramid`] only.
    pub reports_to: Option<usize>,
}

/// One link: `supplier` serves `customer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LayoutLink {
    /// Index of the serving party.
    pub supplier: usize,
    /// Index of the receiving party.
    pub customer: usize,
}

/// Which end of the chain a party belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankHint {
    /// Somewhere between, where its links put it.
    #[default]
    Team,
    /// At the far end, in a layer of its own kind.
    ExternalCustomer,
    /// At the near end, in a layer of its own kind.
    ExternalSupplier,
}

/// Which way the chain runs on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// From left to right, external customers at the right.
    #[default]
    Chain,
    /// The inverted pyramid: external customers on top, the front line beneath, leaders at the bottom.
    Pyramid,
}

/// Whether departments shape the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// Departments are ignored; fewest crossings.
    #[default]
    None,
    /// Teams of a department share an area of their own. Costs crossings: see the room's documentation.
    Departments,
}

/// How much work a good picture is worth. Counted in steps, never in clock time, so the picture is the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// A fifth of [`Effort::Normal`]: while something is dragged.
    Quick,
    /// About 40 ms up to 1,000 teams, 0.5 s at 10,000, on a small machine of 2025.
    #[default]
    Normal,
    /// About twenty times [`Effort::Normal`]: before printing.
    Thorough,
}

/// Distances, world units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Between the boxes of one layer and those of the next.
    pub layer_gap: f64,
    /// Between two boxes of one layer.
    pub box_gap: f64,
    /// Between two lines, and between a line and a box it passes.
    pub line_gap: f64,
    /// Between parts of the map that no link joins.
    pub part_gap: f64,
    /// Between a department's outline and its boxes.
    pub group_padding: f64,
    /// Height kept free at the top of a department's outline for its name.
    pub group_label: f64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self {
            layer_gap: 96.0,
            box_gap: 24.0,
            line_gap: 16.0,
            part_gap: 64.0,
            group_padding: 12.0,
            group_label: 24.0,
        }
    }
}

/// The present picture: what a new one should resemble. [`Previous::of`] makes one from a finished layout.
///
/// A connected part of the map follows the present picture when at least 60 % of its parties are in it: they keep their layer, their order
/// and, as far as there is room, their place; only what is new is placed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Previous {
    /// The view the picture was made for. In another view it says nothing and is ignored.
    pub view: View,
    /// Centre of each box by key, world units.
    pub centres: BTreeMap<String, Point>,
    /// The points of each route by supplier's and customer's key. Optional; without them boxes move a little more.
    pub routes: BTreeMap<(String, String), Vec<Point>>,
}

impl Previous {
    /// What a later request needs to know of this picture. O(n + m).
    pub fn of(request: &LayoutRequest, layout: &Layout) -> Self {
        let keyed = request.nodes.iter().zip(&layout.boxes);
        let key = |index: usize| request.nodes.get(index).map(|node| node.key.clone());
        let routed = request.links.iter().zip(&layout.routes).filter(|(_, route)| !route.points.is_empty());
        Self {
            view: request.view,
            centres: keyed.map(|(node, rect)| (node.key.clone(), rect.centre())).collect(),
            routes: routed
                .filter_map(|(link, route)| {
                    key(link.supplier).zip(key(link.customer)).map(|keys| (keys, route.points.clone()))
                })
                .collect(),
        }
    }
}
