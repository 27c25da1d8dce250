//! Where the speaker stands in the walk, and whether the map can be changed from there.
//!
//! The place is kept by the stop, not by its number: when an answer changes the walk, the room still sees the stop that it spoke
//! of, which then says what became of it, until the speaker goes on. Seconds come from outside.

use super::{Stop, Walk, gone};
use crate::diagnosis::Diagnosis;
use crate::model::{Org, StopId};

/// So long after the last touch an open lock closes, seconds.
pub const RELOCK_S: f64 = 60.0;

/// Whether the map can be changed while it is shown. Closed unless somebody opened it, and only for a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lock {
    touched_s: Option<f64>,
}

impl Lock {
    /// Opens it at `now_s`, or closes it.
    pub fn turn(&mut self, now_s: f64) {
        self.touched_s = if self.is_open(now_s) { None } else { Some(now_s) };
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.touched_s = None;
    }

    /// Notes that somebody did something with it open.
    pub fn touch(&mut self, now_s: f64) {
        if self.is_open(now_s) {
            self.touched_s = Some(now_s);
        }
    }

    /// Whether the map can be changed at `now_s`.
    #[must_use]
    pub fn is_open(&self, now_s: f64) -> bool {
        self.seconds_left(now_s).is_some()
    }

    /// How long it stays open if nobody does anything; `None` when it is closed.
    #[must_use]
    pub fn seconds_left(&self, now_s: f64) -> Option<f64> {
        let left = self.touched_s? + RELOCK_S - now_s;
        (left > 0.0).then_some(left)
    }
}

/// Where the speaker stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lectern {
    walk: Walk,
    /// The stop that is shown; it may have left the walk since.
    stop: Option<StopId>,
    /// Its number among the stops, or where it was.
    place: usize,
    /// Which of its slides.
    page: usize,
    /// What is shown in the place of a stop that has left the walk.
    gone: Option<Stop>,
}

impl Lectern {
    /// Takes up a walk that was built anew. The stop that is shown stays; where the facts no longer give it, it says so.
    pub fn follow(&mut self, walk: Walk, org: &Org, diagnosis: &Diagnosis) {
        let shown = self.stop().cloned();
        self.walk = walk;
        let Some(shown) = shown else {
            self.go_to(0);
            return;
        };
        match self.walk.place_of(&shown.id) {
            Some(place) => (self.place, self.gone) = (place, None),
            None if self.walk.left_out.iter().any(|stop| stop.id == shown.id) => self.go_to(self.place),
            None => {
                self.gone = Some(gone(&shown, org, diagnosis));
                self.page = 0;
            }
        }
    }

    /// The walk.
    #[must_use]
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// What is shown. `None` before a walk was taken up.
    #[must_use]
    pub fn stop(&self) -> Option<&Stop> {
        self.gone.as_ref().or_else(|| self.walk.stops.get(self.place))
    }

    /// What comes after it.
    #[must_use]
    pub fn next_stop(&self) -> Option<&Stop> {
        self.walk.stops.get(if self.gone.is_some() { self.place } else { self.place + 1 })
    }

    /// Its number among the stops, from 0.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// Which of its slides is shown, from 0.
    #[must_use]
    pub fn page(&self) -> usize {
        self.page
    }

    /// Shows the stop with this number, or the last.
    pub fn go_to(&mut self, place: usize) {
        self.place = place.min(self.walk.stops.len().saturating_sub(1));
        self.page = 0;
        self.gone = None;
        self.stop = self.walk.stops.get(self.place).map(|stop| stop.id.clone());
    }

    /// Shows this stop. Tells whether it is on the walk.
    pub fn go_to_stop(&mut self, stop: &StopId) -> bool {
        let place = self.walk.place_of(stop);
        if let Some(place) = place {
            self.go_to(place);
        }
        place.is_some()
    }

    /// Goes on: to the next of the `pages` slides of the stop, else to the next stop. Tells whether there was somewhere to go.
    pub fn next(&mut self, pages: usize) -> bool {
        if self.page + 1 < pages {
            self.page += 1;
            return true;
        }
        let there = if self.gone.is_some() { self.place } else { self.place + 1 };
        let goes = there < self.walk.stops.len();
        if goes {
            self.go_to(there);
        }
        goes
    }

    /// Goes back: to the slide before, else to the stop before. Tells whether there was somewhere to go.
    pub fn back(&mut self) -> bool {
        if self.page > 0 {
            self.page -= 1;
            return true;
        }
        let goes = self.place > 0;
        if goes {
            self.go_to(self.place - 1);
        }
        goes
    }

    /// Keeps the slide among those that the stop has.
    pub fn keep_page(&mut self, pages: usize) {
        self.page = self.page.min(pages.saturating_sub(1));
    }
}
