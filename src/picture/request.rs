//! What the layout needs to know of an organisation: how big each party's box is, and who supplies whom.
//!
//! Deliberately absent: the diagnosis. A box's size depends on facts alone, so a new rating moves nothing.

use super::metrics::{BOX_GAP, CHAIN_LAYER_GAP, PYRAMID_LAYER_GAP};
use super::shown::{FoldedDepartment, Shown, ShownBox, ShownLine};
use super::{folded, party};
use crate::layout::{
    Effort, Grouping, LayoutLink, LayoutNode, LayoutRequest, Point, Previous, RankHint, Spacing,
    View as LayoutView,
};
use crate::model::{Org, Party, PartyId, PartyKind, View};

/// The request for a layout of all of `org`: one node a party in the order of [`Org::parties`], one link a link in the order of
/// [`Org::links`]. [`super::build`] relies on these orders.
#[must_use]
pub fn request(
    org: &Org,
    view: View,
    grouping: Grouping,
    effort: Effort,
    previous: Option<Previous>,
) -> LayoutRequest {
    request_of(org, &Shown::everything(org), view, grouping, effort, previous)
}

/// The request for a layout of what is shown of `org`: one node a box in the order of [`Shown::boxes`], one link a line in the order of
/// [`Shown::lines`]. [`super::build_shown`] relies on these orders.
///
/// A part of the map is laid out by itself: where a box was fixed by hand on the whole map says nothing there.
#[must_use]
pub fn request_of(
    org: &Org,
    shown: &Shown,
    view: View,
    grouping: Grouping,
    effort: Effort,
    previous: Option<Previous>,
) -> LayoutRequest {
    // Boxes of parties come in the order of ids.
    let mut parties = org.parties().iter();
    let mut facts_of = |id: &PartyId| match parties.by_ref().find(|(other, _)| *other == id) {
        Some((_, facts)) => Some(facts),
        None => org.party(id),
    };
    let nodes = shown.boxes().iter().enumerate().filter_map(|(place, drawn)| match drawn {
        ShownBox::Party(id) => Some(party_node(id, facts_of(id)?, view, shown)),
        ShownBox::Folded(department) => Some(folded_node(department, org, shown, place)),
    });
    let nodes = nodes.collect();
    let layer_gap = match view {
        View::Chain => CHAIN_LAYER_GAP,
        View::Pyramid => PYRAMID_LAYER_GAP,
    };
    LayoutRequest {
        nodes,
        links: links(shown),
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

/// [`request_of`] the same boxes in the same view as `earlier`, whose parties have not changed since, with the lines that are shown now:
/// made in a fraction of the time.
#[must_use]
pub fn request_again(earlier: &LayoutRequest, shown: &Shown, grouping: Grouping) -> LayoutRequest {
    LayoutRequest {
        nodes: earlier.nodes.clone(),
        links: links(shown),
        view: earlier.view,
        spacing: earlier.spacing,
        grouping,
        effort: earlier.effort,
        previous: None,
    }
}

fn links(shown: &Shown) -> Vec<LayoutLink> {
    let ends = |line: &ShownLine| LayoutLink { supplier: line.supplier, customer: line.customer };
    shown.lines().iter().map(ends).collect()
}

fn party_node(id: &PartyId, party: &Party, view: View, shown: &Shown) -> LayoutNode {
    let pin = party.pins.get(&view).filter(|_| !shown.is_part());
    LayoutNode {
        key: id.as_str().to_owned(),
        size: party::plan(party).size,
        rank: rank(party.kind),
        group: party.department.clone(),
        pin: pin.map(|pin| Point::new(f64::from(pin.x), f64::from(pin.y))),
        reports_to: party.reports_to.as_ref().and_then(|manager| shown.place_of(manager)),
    }
}

fn folded_node(department: &FoldedDepartment, org: &Org, shown: &Shown, place: usize) -> LayoutNode {
    let members = || department.members.iter().filter_map(|id| org.party(id));
    let first = members().next().map_or(PartyKind::Team, |party| party.kind);
    let kind = if members().all(|party| party.kind == first) { first } else { PartyKind::Team };
    // Whoever leads one of them from outside.
    let managers = members().filter_map(|party| shown.place_of(party.reports_to.as_ref()?));
    LayoutNode {
        key: folded_key(&department.name),
        size: folded::plan(department).size,
        rank: rank(kind),
        group: None,
        pin: None,
        reports_to: managers.into_iter().find(|manager| *manager != place),
    }
}

/// The key of a folded department's box in a request. No party has it, since no line break stands in an id that is made from a name.
#[must_use]
pub fn folded_key(name: &str) -> String {
    format!("department\n{name}")
}

fn rank(kind: PartyKind) -> RankHint {
    match kind {
        PartyKind::Team => RankHint::Team,
        PartyKind::ExternalCustomer => RankHint::ExternalCustomer,
        PartyKind::ExternalSupplier => RankHint::ExternalSupplier,
    }
}
