//! What a workshop leaves behind beside the map: remarks that were parked, dots that people gave, and how the walk through the map
//! differs from the one that is built from it.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{Action, ActionId, ActionSubject, Day, LinkId, Org};

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

impl Org {
    /// How many dots something has.
    #[must_use]
    pub fn dots(&self, on: &VoteSubject) -> u32 {
        self.votes.get(on).map_or(0, |dots| dots.get())
    }

    /// How many dots stand behind an action: its own, and those of the cause or finding that it is about.
    #[must_use]
    pub fn dots_behind(&self, id: &ActionId, action: &Action) -> u32 {
        let about = match &action.about {
            ActionSubject::Cause(link) | ActionSubject::Link(link) => {
                self.dots(&VoteSubject::Cause(link.clone()))
            }
            ActionSubject::Finding(finding) => self.dots(&VoteSubject::Finding(finding.clone())),
            ActionSubject::Org | ActionSubject::Party(_) => 0,
        };
        self.dots(&VoteSubject::Action(id.clone())).saturating_add(about)
    }

    /// The actions in the order in which they are to be seen: the open ones first, those with most dots behind them before the
    /// others, then by the day they are due, then by id.
    #[must_use]
    pub fn actions_in_order(&self) -> Vec<(&ActionId, &Action)> {
        let mut actions: Vec<(&ActionId, &Action)> = self.actions.iter().collect();
        actions.sort_by_key(|(id, action)| {
            let dots = std::cmp::Reverse(self.dots_behind(id, action));
            (!action.status.is_open(), dots, action.due.is_none(), action.due, *id)
        });
        actions
    }
}

/// How many dots something has. Nothing with no dots is kept.
pub type Dots = NonZeroU32;
