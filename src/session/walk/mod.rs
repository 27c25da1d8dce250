//! The walk through the map that is shown to a room: a row of stops, built from the facts and what is said of them, never kept.
//!
//! From the service vision to the customer, from each break to its probable cause, to what it does, to what mending it would do; then
//! the next question, what works well, what was parked, the actions, and what nobody knows. What a person changed of it is kept by
//! the organisation: another order, stops left out, speaker notes. What people said is told as in the report: nobody's single
//! rating. A stop asks before it judges. Deliberately absent: how a stop is drawn, keys, clocks.

mod breaks;
mod lectern;
mod route;
mod stops;
mod timer;
mod voting;

use crate::diagnosis::Diagnosis;
use crate::exchange::report::told;
use crate::model::{ActionSubject, LinkId, Org, StopId};
use crate::picture::slide::Content;

pub use lectern::{Lectern, Lock, RELOCK_S};
pub use route::route_to_customer;
pub use stops::gone;
pub use timer::Timer;
pub use voting::{Ballot, Candidate, DOTS_EACH, candidates};

/// A stop of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Stays while what it is about stays.
    pub id: StopId,
    /// What it is called in a list.
    pub name: String,
    /// What it shows and says.
    pub content: Content,
    /// What a remark that is parked there is about.
    pub about: ActionSubject,
    /// The link that people speak of there: a verdict goes to it.
    pub link: Option<LinkId>,
}

/// The stops, as a person arranged them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Those that are walked through, in order. Never empty.
    pub stops: Vec<Stop>,
    /// Those that are left out, in the order in which the map gives them.
    pub left_out: Vec<Stop>,
}

impl Walk {
    /// The walk through `org`, of which `diagnosis` is the diagnosis. If every stop is left out, the first stays.
    #[must_use]
    pub fn of(org: &Org, diagnosis: &Diagnosis) -> Self {
        let told = told(org, diagnosis);
        let all = arranged(stops::stops(org, &told), &org.walk_order);
        let (left_out, stops): (Vec<Stop>, Vec<Stop>) =
            all.into_iter().partition(|stop| org.walk_left_out.contains(&stop.id));
        if !stops.is_empty() {
            return Self { stops, left_out };
        }
        let mut left_out = left_out.into_iter();
        Self { stops: left_out.next().into_iter().collect(), left_out: left_out.collect() }
    }

    /// The place of a stop.
    #[must_use]
    pub fn place_of(&self, stop: &StopId) -> Option<usize> {
        self.stops.iter().position(|other| other.id == *stop)
    }

    /// The first stop that speaks of this link, of its own accord or in its figure.
    #[must_use]
    pub fn stop_about(&self, link: &LinkId) -> Option<&Stop> {
        let spoken = self.stops.iter().find(|stop| stop.link.as_ref() == Some(link));
        spoken.or_else(|| self.stops.iter().find(|stop| stop.content.figure.links().contains(link)))
    }

    /// The order of all stops after moving the one at `place` by `by` places.
    #[must_use]
    pub fn moved(&self, place: usize, by: isize) -> Vec<StopId> {
        let mut order: Vec<StopId> = self.stops.iter().map(|stop| stop.id.clone()).collect();
        let to = place.saturating_add_signed(by).min(order.len().saturating_sub(1));
        if place < order.len() {
            let stop = order.remove(place);
            order.insert(to, stop);
        }
        order
    }
}

/// The stops in the order that a person gave them. A stop that the order does not know comes after the one that the map puts before it.
fn arranged(built: Vec<Stop>, order: &[StopId]) -> Vec<Stop> {
    let mut arranged: Vec<Stop> =
        order.iter().filter_map(|id| built.iter().find(|stop| stop.id == *id).cloned()).collect();
    let mut before: Option<StopId> = None;
    for stop in built {
        let id = stop.id.clone();
        if !arranged.iter().any(|other| other.id == id) {
            let after =
                before.as_ref().and_then(|before| arranged.iter().position(|other| other.id == *before));
            arranged.insert(after.map_or(0, |place| place + 1), stop);
        }
        before = Some(id);
    }
    arranged
}
