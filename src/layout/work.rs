//! How much work may be spent, and whether it is still wanted.
//!
//! Work is counted in steps of about a nanosecond on a small machine of 2025, never in clock time, so that a budget gives the same picture
//! everywhere. Deliberately absent: threads and clocks.

use std::ops::ControlFlow;

use super::request::Effort;

/// Steps given to any picture, however small.
const BASE_STEPS: u64 = 18_000_000;
/// Further steps for a map so small that every crossing is seen.
const SMALL_STEPS: u64 = 10_000_000;
const MOST_SMALL_NODES: usize = 150;
/// Further steps for each party.
const STEPS_A_NODE: u64 = 8_000;

/// The budget, and the line to whoever waits.
pub(super) struct Work<'a> {
    left: u64,
    total: u64,
    progress: &'a mut dyn FnMut(f32) -> ControlFlow<()>,
}

impl<'a> Work<'a> {
    /// The budget of this effort for a map of `nodes` parties.
    pub(super) fn new(
        effort: Effort,
        nodes: usize,
        progress: &'a mut dyn FnMut(f32) -> ControlFlow<()>,
    ) -> Self {
        let small = if nodes <= MOST_SMALL_NODES { SMALL_STEPS } else { 0 };
        let normal = BASE_STEPS + small + STEPS_A_NODE * nodes as u64;
        let total = match effort {
            Effort::Quick => normal / 5,
            Effort::Normal => normal,
            Effort::Thorough => normal * 20,
        };
        Self { left: total, total, progress }
    }

    /// Takes steps from the budget; `None` when the picture is no longer wanted.
    pub(super) fn spend(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.saturating_sub(steps);
        self.pulse()
    }

    /// Steps still to be had.
    pub(super) const fn left(&self) -> u64 {
        self.left
    }

    /// Reports how far it is; `None` when the picture is no longer wanted.
    pub(super) fn pulse(&mut self) -> Option<()> {
        let done = 1.0 - self.left as f32 / self.total.max(1) as f32;
        match (self.progress)(done.clamp(0.0, 1.0)) {
            ControlFlow::Continue(()) => Some(()),
            ControlFlow::Break(()) => None,
        }
    }
}
