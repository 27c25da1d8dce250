//! The thresholds that are a choice of the organisation, with their defaults.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Score;

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
    /// Rules that are switched off, by id.
    pub rules_off: BTreeSet<RuleId>,
}

impl Policy {
    /// Whether the thresholds stand in their order: `strained_from <= met_from <= exceeded_from`.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.strained_from <= self.met_from && self.met_from <= self.exceeded_from
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
            rules_off: BTreeSet::new(),
        }
    }
}
