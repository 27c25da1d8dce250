//! The organisation as plain facts: parties, the links between them, what each customer needs and wants, and how it goes.
//!
//! Deliberately absent: file shapes, graph indices, screen units, clocks, and any collection whose order is not its own.
//! Facts are read freely; they change only through [`crate::edit`].

mod action;
mod complaint;
mod cost;
mod day;
mod expectation;
mod ids;
mod link;
mod lookup;
mod org;
mod party;
mod period;
mod policy;
mod quality;
mod quantity;
mod rating;
mod workshop;

pub use action::{AcceptedFinding, Action, ActionStatus, ActionSubject, CauseVerdict};
pub use complaint::{Complaint, ComplaintStage, Stage};
pub use cost::{Cost, CostBasis, CostUnit};
pub use day::{Day, DayError};
pub use expectation::{
    Acceptance, Direction, Expectation, ExpectationKind, Importance, Measurement, ServiceWindow, Source,
    Standard,
};
pub use ids::{
    ActionId, ComplaintId, ExpectationId, ExpectationRef, LinkId, ParkedId, PartyId, StopId, slug,
};
pub use link::{Link, Verdict, VerdictKey, Volume};
pub(crate) use lookup::PartyLookup;
pub use org::{Org, Violation, free_id};
pub use party::{Party, PartyKind, Pin, View};
pub use period::{Period, PeriodError};
pub use policy::{Policy, RuleId};
pub use quality::{QualityCount, QualityTarget};
pub use quantity::{Quantity, QuantityError};
pub use rating::{AnswerCount, Dimension, DimensionScores, Rating, RatingKey, Score, ScoreError};
pub use workshop::{Dots, Parked, VoteSubject};
