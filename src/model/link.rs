//! "Supplier serves customer": what goes over, how the customer says it goes, and what is expected.

use std::collections::BTreeSet;
use std::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::{
    CauseVerdict, Cost, Day, Expectation, ExpectationId, Period, QualityCount, QualityTarget, Quantity,
};

/// The customer's word on a whole link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// I get what I need.
    Works,
    /// I get it with effort, late or in part.
    Struggles,
    /// I do not get it.
    Broken,
}

/// Who said a verdict, and when. The latest day counts; on one day the worst.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VerdictKey {
    /// When it was said.
    pub day: Day,
    /// Who spoke for the customer.
    pub speaker: String,
}

/// How much goes over a link, in a unit of the source's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// The amount, at least 0.
    pub amount: Quantity,
    /// What is counted, for example `cases a month`.
    pub unit: String,
}

/// The facts of a link, without its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What is handed over.
    pub deliverables: BTreeSet<String>,
    /// Whether this is support (IT, HR, facilities) and not part of the work itself.
    pub support: bool,
    /// Whether a person has confirmed that breaks further on happen because of this support link.
    pub because_of: bool,
    /// How much goes over.
    pub volume: Option<Volume>,
    /// Mean wait at the hand-over, in hours; may be negative when the next step starts early.
    pub mean_wait_hours: Option<Quantity>,
    /// What the trouble on it costs a month.
    pub cost: Option<Cost>,
    /// What was counted right and wrong, by period.
    pub quality: LiteMap<Period, QualityCount>,
    /// From where on that is not good enough.
    pub quality_target: Option<QualityTarget>,
    /// Whether a person holds it for the cause.
    pub cause_verdict: Option<CauseVerdict>,
    /// Free words.
    pub note: String,
    /// What the customer said of the link as a whole.
    pub verdicts: LiteMap<VerdictKey, Verdict>,
    /// Row ids in source files, so that a later import finds the link again.
    pub aliases: BTreeSet<String>,
    /// What the customer needs and wants. Shared, so that a copy of a map is made soon.
    pub(super) expectations: Arc<LiteMap<ExpectationId, Expectation>>,
}

impl Link {
    /// The expectations by id.
    #[must_use]
    pub fn expectations(&self) -> &LiteMap<ExpectationId, Expectation> {
        &self.expectations
    }

    /// The same, to be kept: what is kept stays as it is now, whatever becomes of the link.
    pub(crate) fn shared_expectations(&self) -> &Arc<LiteMap<ExpectationId, Expectation>> {
        &self.expectations
    }

    /// For [`crate::edit`] alone.
    pub(crate) fn expectations_mut(&mut self) -> &mut LiteMap<ExpectationId, Expectation> {
        Arc::make_mut(&mut self.expectations)
    }

    /// The verdict that would count on `today` if no rating or measurement came after it: the latest day up to today, the
    /// worst word of that day.
    #[must_use]
    pub fn latest_verdict(&self, today: Day) -> Option<(&VerdictKey, Verdict)> {
        let (last, _) = self.verdicts.iter().rev().find(|(key, _)| key.day <= today)?;
        self.verdicts
            .iter()
            .filter(|(key, _)| key.day == last.day)
            .map(|(key, verdict)| (key, *verdict))
            .max_by_key(|(_, verdict)| *verdict)
    }
}
