//! What a link costs, as somebody stated it: an estimate stays an estimate.

use serde::{Deserialize, Serialize};

use super::Quantity;

/// What a cost is counted in. Costs of different units are never added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CostUnit {
    /// Hours of people's time a month.
    #[default]
    Hours,
    /// Money a month, in this currency, for example `EUR`.
    Money(String),
}

/// How the amount is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CostBasis {
    /// Somebody's estimate.
    #[default]
    Estimated,
    /// Counted or taken from the books.
    Measured,
}

/// What the trouble on a link costs a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// How much a month; at least 0.
    pub amount: Quantity,
    /// Of what.
    pub unit: CostUnit,
    /// Who said so; may be empty.
    pub stated_by: String,
    /// How it is known.
    pub basis: CostBasis,
}
