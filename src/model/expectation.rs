//! What a customer expects of a supplier: a need (met = the problem is solved) or a want (met = it feels good), seed 004.

use std::collections::BTreeSet;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::{Day, ExpectationRef, Period, Quantity, Rating, RatingKey, Score};

/// Need or want.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExpectationKind {
    /// Met when the customer's problem is solved.
    #[default]
    Need,
    /// Met when the customer feels good.
    Want,
}

/// From 1 (nice to have) to 5 (nothing works without it); default 3. A need of 3 or more can break a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Importance(u8);

impl Importance {
    /// The importance, when it lies in 1 to 5.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (1..=5).contains(&value).then_some(Self(value))
    }

    /// The plain number, 1 to 5.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// Whether an unmet need of this importance breaks its link (3 and more).
    #[must_use]
    pub fn can_break(self) -> bool {
        self.0 >= 3
    }
}

impl Default for Importance {
    fn default() -> Self {
        Self(3)
    }
}

impl TryFrom<u8> for Importance {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("importance is a whole number from 1 to 5")
    }
}

impl From<Importance> for u8 {
    fn from(importance: Importance) -> Self {
        importance.0
    }
}

/// How we know of an expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// The customer said it to us.
    Asked,
    /// The customer wrote it in a survey.
    Surveyed,
    /// We suppose it; nobody has confirmed it.
    #[default]
    Assumed,
}

/// Whether an expectation lies in what the supplier has set out to do (seed 000: the window of the service product).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ServiceWindow {
    /// Nobody has decided; counts like `In`.
    #[default]
    Undecided,
    /// The supplier means to meet it.
    In,
    /// The supplier does not, and the customer was told on this day, if at all.
    Out {
        /// When the customer was told.
        told: Option<Day>,
    },
}

/// Which side of the target is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// The measured value should be the target or more.
    AtLeast,
    /// The measured value should be the target or less.
    AtMost,
}

impl Direction {
    /// The words on the screen. What is kept in files has words of its own, which stay.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }
}

/// How both sides would know that it is good enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// What is measured, for example `records ready before the visit`.
    pub metric: String,
    /// In what unit, for example `%`, `hours`.
    pub unit: String,
    /// Which side is good.
    pub direction: Direction,
    /// The value that just meets it.
    pub target: Quantity,
}

impl Standard {
    /// Whether `value` meets the target.
    #[must_use]
    pub fn is_met_by(&self, value: Quantity) -> bool {
        match self.direction {
            Direction::AtLeast => value.get() >= self.target.get(),
            Direction::AtMost => value.get() <= self.target.get(),
        }
    }
}

/// What was measured over one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// The value, in the standard's unit.
    pub value: Quantity,
    /// How many cases it was computed from, where that is known; at least 1.
    pub sample_size: Option<u32>,
}

/// The supplier's word that it will meet an expectation as it stood then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Who agreed for the supplier; may be empty.
    pub by: String,
    /// When.
    pub day: Day,
    /// What was agreed to, as [`Expectation::agreed_text`] says.
    pub fingerprint: String,
}

/// The facts of an expectation, without its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// Need or want.
    pub kind: ExpectationKind,
    /// In the customer's words; never empty on a sound map.
    pub statement: String,
    /// How much depends on it.
    pub importance: Importance,
    /// How we know.
    pub source: Source,
    /// Inside or outside of what the supplier has set out to do.
    pub window: ServiceWindow,
    /// Whether the two sides disagree that this should be expected at all.
    pub disputed: bool,
    /// The deliverable it is about; empty when it is about the link as a whole.
    pub deliverable: String,
    /// What would be good enough.
    pub standard: Option<Box<Standard>>,
    /// What was measured, by period.
    pub measurements: LiteMap<Period, Measurement>,
    /// The level that the supplier has promised, in the standard's unit.
    pub promised: Option<Quantity>,
    /// Whether the supplier has agreed to it.
    pub acceptance: Option<Box<Acceptance>>,
    /// Expectations that cannot be met together with this one. A mark on either of the two is enough.
    pub conflicts: BTreeSet<ExpectationRef>,
    /// How the supplier rates itself.
    pub own_rating: Option<Score>,
    /// How the customer's people rate it.
    pub ratings: LiteMap<RatingKey, Rating>,
    /// Free words.
    pub note: String,
    /// Row ids in source files, so that a later import finds it again.
    pub aliases: BTreeSet<String>,
}

impl Expectation {
    /// What a supplier agrees to, in one line: statement, importance and standard. An acceptance keeps it; where it differs today,
    /// the expectation was changed since.
    #[must_use]
    pub fn agreed_text(&self) -> String {
        let statement = &self.statement;
        let importance = self.importance.get();
        match self.standard.as_deref() {
            None => format!("{statement} !{importance}"),
            Some(Standard { metric, unit, direction, target }) => {
                let side = match direction {
                    Direction::AtLeast => "at least",
                    Direction::AtMost => "at most",
                };
                format!("{statement} !{importance}; {metric} {side} {target} {unit}")
            }
        }
    }

    /// What counts on `today`: the measurement of the latest period that has ended by then.
    #[must_use]
    pub fn counted_measurement(&self, today: Day) -> Option<(&Period, &Measurement)> {
        self.measurements.iter().rev().find(|(period, _)| period.last_day() <= today)
    }

    /// Whether it is set aside: shown, but counted nowhere (outside the window, or disputed).
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        self.disputed || matches!(self.window, ServiceWindow::Out { .. })
    }

    /// Whether it is a need whose failing breaks the link: not set aside, importance 3 or more.
    #[must_use]
    pub fn is_breaking_need(&self) -> bool {
        self.kind == ExpectationKind::Need && self.importance.can_break() && !self.is_set_aside()
    }
}
