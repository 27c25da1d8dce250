//! What an external customer complained of, and how far the answer has come (seed 004).

use serde::{Deserialize, Serialize};

use super::{Day, ExpectationId, LinkId, PartyId};

/// One of the three steps that every complaint goes through: whose it is, by when, and when it was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Who sees to it; may be empty.
    pub owner: String,
    /// By when.
    pub due: Option<Day>,
    /// When it was done; `None` while it is open.
    pub done: Option<Day>,
}

impl Stage {
    /// Whether it is done by `today`.
    #[must_use]
    pub fn is_done(&self, today: Day) -> bool {
        self.done.is_some_and(|done| done <= today)
    }
}

/// Which of the three steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ComplaintStage {
    /// The customer has an answer.
    Answered,
    /// The problem is solved for the customer.
    Solved,
    /// The cause inside is mended.
    Mended,
}

impl ComplaintStage {
    /// In the order in which they follow each other.
    pub const ALL: [Self; 3] = [Self::Answered, Self::Solved, Self::Mended];

    /// What the stage is called on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "customer answered",
            Self::Solved => "problem solved",
            Self::Mended => "cause mended inside",
        }
    }
}

/// One complaint. What it points at may have left the map since: a complaint outlives its subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Who complained.
    pub customer: PartyId,
    /// On which link it was felt, where that is known.
    pub link: Option<LinkId>,
    /// Which expectation on that link was disappointed, where that is known.
    pub expectation: Option<ExpectationId>,
    /// When it came in.
    pub day: Day,
    /// In the customer's words.
    pub words: String,
    /// The customer is answered.
    pub answered: Stage,
    /// The problem is solved for the customer.
    pub solved: Stage,
    /// The cause is mended inside.
    pub mended: Stage,
    /// Since when it cannot come back, as somebody holds.
    pub prevented: Option<Day>,
}

impl Complaint {
    /// A complaint of `customer` that came in on `day`, nothing done about it yet.
    #[must_use]
    pub fn of(customer: PartyId, day: Day, words: impl Into<String>) -> Self {
        Self {
            customer,
            link: None,
            expectation: None,
            day,
            words: words.into(),
            answered: Stage::default(),
            solved: Stage::default(),
            mended: Stage::default(),
            prevented: None,
        }
    }

    /// One of its stages.
    #[must_use]
    pub fn stage(&self, stage: ComplaintStage) -> &Stage {
        match stage {
            ComplaintStage::Answered => &self.answered,
            ComplaintStage::Solved => &self.solved,
            ComplaintStage::Mended => &self.mended,
        }
    }

    /// Whether something is still to be done about it on `today`: not all three stages are done.
    #[must_use]
    pub fn is_open(&self, today: Day) -> bool {
        ComplaintStage::ALL.into_iter().any(|stage| !self.stage(stage).is_done(today))
    }
}
