//! What the layout needs to know of an organisation: how big each party's box is, and who supplies whom.
//!
//! Deliberately absent: the diagnosis. A box's size depends on facts alone, so a new rating moves nothing.

use std::collections::BTreeMap;

use super::metrics::{BOX_GAP, CHAIN_LAYER_GAP, PYRAMID_LAYER_GAP};
use super::party;
use crate::layout::{
    Effort, Grouping, LayoutLink, LayoutNode, LayoutRequest, Point, Previous, RankHint, Spacing,
    View as LayoutView,
};
use crate::model::{Org, Party, PartyId, PartyKind, View};

/// The request for a layout of `org`: one node a party in the order of [`Org::parties`], one link a link in the order of
/// [`Org::links`]. [`super::build`] relies on these orders.
#[must_use]
pub fn request(
    org: &Org,
    view: View,
    grouping: Grouping,
    effort: Effort,
    previous: Option<Previous>,
) -> LayoutRequest {
    let places: BTreeMap<&PartyId, usize> =
        org.parties().keys().enumerate().map(|(place, id)| (id, place)).collect();
    let nodes = org.parties().iter().map(|(id, party)| node(id, party, view, &places)).collect();
    // A sound map has no dangling link; on one that is not, the link gets no route.
    let place_of = |id: &PartyId| places.get(id).copied().unwrap_or(usize::MAX);
    let links = org
        .links()
        .keys()
        .map(|id| LayoutLink { supplier: place_of(&id.supplier), customer: place_of(&id.customer) });
    let links = links.collect();
    let layer_gap = match view {
        View::Chain => CHAIN_LAYER_GAP,
        View::Pyramid => PYRAMID_LAYER_GAP,
    };
    LayoutRequest {
        nodes,
        links,
        view: match view {
            View::Chain => LayoutView::Chain,
            View::Pyramid => LayoutView::Pyramid,
        },
        spacing: Spacing { layer_gap, box_gap: BOX_GAP, ..Spacing::default() },
        grouping,
        effort,
        previous,
    }
}

fn node(id: &PartyId, party: &Party, view: View, places: &BTreeMap<&PartyId, usize>) -> LayoutNode {
    LayoutNode {
        key: id.as_str().to_owned(),
        size: party::plan(party).size,
        rank: match party.kind {
            PartyKind::Team => RankHint::Team,
            PartyKind::ExternalCustomer => RankHint::ExternalCustomer,
            PartyKind::ExternalSupplier => RankHint::ExternalSupplier,
        },
        group: party.department.clone(),
        pin: party.pins.get(&view).map(|pin| Point::new(f64::from(pin.x), f64::from(pin.y))),
        reports_to: party.reports_to.as_ref().and_then(|manager| places.get(manager).copied()),
    }
}
