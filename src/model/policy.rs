//! The thresholds that are a choice of the organisation, with their defaults.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Quantity, Score};

/// A rule's name, as it stands in findings, for example `unmet-need`.
pub type RuleId = String;

/// What this organisation calls met, struggling, stale. A threshold left alone keeps its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Below this mean an expectation is unmet. Default 3.
    pub strained_from: Score,
    /// From this mean on an expectation is met. Default 4.
    pub met_from: Score,
    /// From this mean on it is exceeded. Default 4.5.
    pub exceeded_from: Score,
    /// After this many days without a rating a rated expectation is stale. Default 365.
    pub stale_after_days: u16,
    /// From this difference on, supplier and customer see an expectation in two ways: 0 to 4. Default 2.
    pub two_views_from: Quantity,
    /// After this many days an answered complaint should be solved, and a solved one mended inside. Default 30.
    pub complaint_patience_days: u16,
    /// Whether sigma levels carry the usual shift of 1.5. Default yes.
    pub sigma_shift: bool,
    /// Rules that are switched off, by id.
    pub rules_off: BTreeSet<RuleId>,
}

impl Policy {
    /// Whether the thresholds stand in their order, `strained_from <= met_from <= exceeded_from`, and in their ranges.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.strained_from <= self.met_from
            && self.met_from <= self.exceeded_from
            && (0.0..=4.0).contains(&self.two_views_from.get())
    }
}

impl Default for Policy {
    fn default() -> Self {
        let score = |hundredths| Score::from_hundredths(hundredths).unwrap_or_else(|_| unreachable!());
        Self {
            strained_from: score(300),
            met_from: score(400),
            exceeded_from: score(450),
            stale_after_days: 365,
            two_views_from: Quantity::new(2.0).unwrap_or_else(|_| unreachable!()),
            complaint_patience_days: 30,
            sigma_shift: true,
            rules_off: BTreeSet::new(),
        }
    }
}
