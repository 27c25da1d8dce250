//! Somebody on the map: a team inside, an external customer, an external supplier.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{PartyId, Quantity};

/// Which side of the organisation's wall a party stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartyKind {
    /// Inside: a team, a person, a process.
    #[default]
    Team,
    /// The buyer or citizen that the organisation is there for.
    ExternalCustomer,
    /// Somebody outside who supplies the organisation.
    ExternalSupplier,
}

/// One of the two ways to draw the map. A pin belongs to one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum View {
    /// Left to right, the external customer at the right.
    #[default]
    Chain,
    /// The inverted pyramid: customers on top, the front line beneath, leaders at the bottom (seed 002).
    Pyramid,
}

/// Where a person has fixed the centre of a box, in whole world units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// To the right.
    pub x: i32,
    /// Downward.
    pub y: i32,
}

/// The facts of a party, without its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// What people call it; never empty on a sound map.
    pub name: String,
    /// Which side of the wall.
    pub kind: PartyKind,
    /// The department it belongs to: a name that groups.
    pub department: Option<String>,
    /// The team whose people lead this one.
    pub reports_to: Option<PartyId>,
    /// Who leads it.
    pub lead: String,
    /// What it offers to its customers, in a sentence.
    pub offers: String,
    /// What it may decide alone.
    pub may_decide: String,
    /// Free words.
    pub note: String,
    /// How much an external customer counts beside the others; above 0, default 1.
    pub weight: Option<Quantity>,
    /// Needs that no supplier is known for yet.
    pub open_needs: BTreeSet<String>,
    /// Names this party has in source files, so that a later import finds it again.
    pub aliases: BTreeSet<String>,
    /// Places fixed by hand, one a view.
    pub pins: BTreeMap<View, Pin>,
}
