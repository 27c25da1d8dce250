//! What each link adds to the counts, kept so that a change of one link changes the sums by that alone.

use super::answer::ExpectationState;
use super::judgement::Judgement;
use crate::model::{ExpectationKind, Link, Source};

/// What one link adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    needs: usize,
    wants: usize,
    needs_asked: usize,
    has_need: bool,
    is_rated: bool,
    /// Whether anything was promised or agreed to, on whatever day.
    pub(super) is_promised: bool,
    conflicts: usize,
}

impl Tally {
    /// Counts what is not set aside; a link has a need, or a rating, even when that is set aside.
    pub(super) fn of(link: &Link, judgement: &Judgement) -> Self {
        let mut tally = Self::default();
        for (facts, judged) in link.expectations().values().zip(judgement.expectations.values()) {
            tally.has_need |= facts.kind == ExpectationKind::Need;
            tally.is_rated |= judged.score.is_some();
            tally.is_promised |= facts.promised.is_some() || facts.acceptance.is_some();
            tally.conflicts += facts.conflicts.len();
            match facts.kind {
                _ if facts.is_set_aside() => {}
                ExpectationKind::Want => tally.wants += 1,
                ExpectationKind::Need => {
                    let is_asked = judged.state != ExpectationState::Unknown
                        || facts.source != Source::Assumed
                        || !facts.measurements.is_empty();
                    tally.needs += 1;
                    tally.needs_asked += usize::from(is_asked);
                }
            }
        }
        tally
    }
}

/// The sums over all links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) needs: usize,
    pub(super) wants: usize,
    pub(super) needs_asked: usize,
    pub(super) links_without_need: usize,
    rated_links: usize,
    conflicts: usize,
}

impl Totals {
    /// The sums of `tallies`.
    pub(super) fn of(tallies: &[Tally]) -> Self {
        let mut totals = Self::default();
        for tally in tallies {
            totals.add(*tally);
        }
        totals
    }

    /// Whether anybody has rated anything.
    pub(super) fn has_rating(&self) -> bool {
        self.rated_links > 0
    }

    /// Whether any two expectations are marked as impossible to meet together.
    pub(super) fn has_conflict(&self) -> bool {
        self.conflicts > 0
    }

    /// Takes one link's part out and puts another in.
    pub(super) fn replace(&mut self, before: Tally, after: Tally) {
        self.remove(before);
        self.add(after);
    }

    /// Takes the part of a link that went out.
    pub(super) fn remove(&mut self, before: Tally) {
        self.needs -= before.needs;
        self.wants -= before.wants;
        self.needs_asked -= before.needs_asked;
        self.links_without_need -= usize::from(!before.has_need);
        self.rated_links -= usize::from(before.is_rated);
        self.conflicts -= before.conflicts;
    }

    /// Adds the part of a link that came.
    pub(super) fn add(&mut self, tally: Tally) {
        self.needs += tally.needs;
        self.wants += tally.wants;
        self.needs_asked += tally.needs_asked;
        self.links_without_need += usize::from(!tally.has_need);
        self.rated_links += usize::from(tally.is_rated);
        self.conflicts += tally.conflicts;
    }
}
