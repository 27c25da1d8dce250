//! What a workshop leaves behind beside the map: remarks that were parked, dots that people gave, and how the walk through the map
//! differs from the one that is built from it.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{ActionId, ActionSubject, Day, LinkId};

/// A remark that was put aside so that it is not lost. What it points at may have left the map since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// What was said; never empty on a sound map.
    pub words: String,
    /// When it was parked.
    pub day: Day,
    /// What it was about, where that is known; else the organisation as a whole.
    pub about: ActionSubject,
    /// When it was settled; `None` while it waits.
    pub settled: Option<Day>,
}

impl Parked {
    /// A remark about the organisation as a whole, parked on `day`, that waits.
    #[must_use]
    pub fn of(words: impl Into<String>, day: Day) -> Self {
        Self { words: words.into(), day, about: ActionSubject::Org, settled: None }
    }

    /// Whether it still waits.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.settled.is_none()
    }
}

/// What people give dots to. It may have left the map since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VoteSubject {
    /// Something that somebody is to do.
    Action(ActionId),
    /// The probable cause on this link.
    Cause(LinkId),
    /// A finding, by its id.
    Finding(String),
}

/// How many dots something has. Nothing with no dots is kept.
pub type Dots = NonZeroU32;
