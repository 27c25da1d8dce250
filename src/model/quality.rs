//! How much of what goes over a link is right: defects counted, or the share that the customer calls complete and accurate.

use serde::{Deserialize, Serialize};

use super::Quantity;

/// What was counted on a link in one period (seed 003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualityCount {
    /// Defects among the opportunities for one.
    Defects {
        /// Units handed over: 1 to [`QualityCount::MOST_UNITS`].
        units: u64,
        /// How many things can go wrong on one unit: 1 to [`QualityCount::MOST_OPPORTUNITIES`].
        opportunities: u32,
        /// How many went wrong: at most units times opportunities.
        defects: u64,
    },
    /// The share that the customer could use as it came, in percent: 0 to 100.
    CompleteAndAccurate(Quantity),
}

impl QualityCount {
    /// The most units that one count may speak of.
    pub const MOST_UNITS: u64 = 1_000_000_000_000;
    /// The most opportunities that one unit may have.
    pub const MOST_OPPORTUNITIES: u32 = 1_000_000;

    /// Whether its numbers fit each other and their ranges.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        match self {
            Self::Defects { units, opportunities, defects } => {
                let most = u128::from(*units) * u128::from(*opportunities);
                (1..=Self::MOST_UNITS).contains(units)
                    && (1..=Self::MOST_OPPORTUNITIES).contains(opportunities)
                    && u128::from(*defects) <= most
            }
            Self::CompleteAndAccurate(percent) => is_percent(*percent),
        }
    }
}

/// From where on the quality of a link is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualityTarget {
    /// At most so many defects in a million opportunities: 0 to 1,000,000.
    Dpmo(Quantity),
    /// At least so many percent complete and accurate: 0 to 100.
    CompleteAndAccurate(Quantity),
}

impl QualityTarget {
    /// Whether its number lies in its range.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        match self {
            Self::Dpmo(dpmo) => (0.0..=1_000_000.0).contains(&dpmo.get()),
            Self::CompleteAndAccurate(percent) => is_percent(*percent),
        }
    }
}

fn is_percent(quantity: Quantity) -> bool {
    (0.0..=100.0).contains(&quantity.get())
}
