//! What people agreed to do, and what they decided about findings and causes.

use serde::{Deserialize, Serialize};

use super::{Day, LinkId, PartyId};

/// How far an action has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActionStatus {
    /// Agreed, not begun.
    #[default]
    Planned,
    /// Begun.
    Underway,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl ActionStatus {
    /// In the order in which they follow each other.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Underway, Self::Done, Self::Dropped];

    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Underway => "under way",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether something is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Underway)
    }
}

/// What an action is about. It may have left the map since.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActionSubject {
    /// The organisation as a whole.
    #[default]
    Org,
    /// A party.
    Party(PartyId),
    /// A link.
    Link(LinkId),
    /// The probable cause on this link.
    Cause(LinkId),
    /// A finding, by its id.
    Finding(String),
}

impl ActionSubject {
    /// The link that it is about, if it is one.
    #[must_use]
    pub fn link(&self) -> Option<&LinkId> {
        match self {
            Self::Link(link) | Self::Cause(link) => Some(link),
            Self::Org | Self::Party(_) | Self::Finding(_) => None,
        }
    }
}

/// Something that somebody is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// What is to be done; never empty on a sound map.
    pub what: String,
    /// What it is about.
    pub about: ActionSubject,
    /// Who does it; empty while nobody has taken it.
    pub owner: String,
    /// By when.
    pub due: Option<Day>,
    /// How far it has come.
    pub status: ActionStatus,
}

/// A finding that somebody has decided to live with. It stays quiet until `until`, or until its subject changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedFinding {
    /// Who decided.
    pub by: String,
    /// Why.
    pub why: String,
    /// When.
    pub day: Day,
    /// The last day on which it stays quiet; `None` without an end.
    pub until: Option<Day>,
    /// What its subject was like then, as [`crate::diagnosis::fingerprint`] says.
    pub fingerprint: String,
}

/// What a person says of a probable cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseVerdict {
    /// Whether it is the cause; else it is not.
    pub confirmed: bool,
    /// Who says so; may be empty.
    pub by: String,
    /// When.
    pub day: Day,
}
