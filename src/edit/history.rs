//! What was done, what was undone, and which of it is saved.

use super::{Transaction, TransactionError};
use crate::model::Org;

/// The steps of one open document. Undo and redo go by name; a save is remembered, so that undoing back to it is "saved".
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
    /// How many steps were done at the last save; `None` when that state can no longer be reached.
    saved_at: Option<usize>,
    /// How many steps were done when the save that is under way began; `None` without one, or when that state can no longer be
    /// reached.
    saving_at: Option<usize>,
}

/// A step that was taken, undone or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The transaction that was applied: for an undo, the inverse one.
    pub applied: Transaction,
}

impl History {
    /// A history without steps, at a state that is saved.
    #[must_use]
    pub fn saved() -> Self {
        Self { saved_at: Some(0), ..Self::default() }
    }

    /// Applies `transaction` and remembers it; what was undone is forgotten. One that changes nothing leaves no step.
    ///
    /// # Errors
    /// [`TransactionError`] when it does not fit; nothing changes.
    pub fn execute(
        &mut self,
        transaction: Transaction,
        org: &mut Org,
    ) -> Result<Option<Step>, TransactionError> {
        if transaction.is_empty() {
            return Ok(None);
        }
        transaction.apply(org)?;
        // States beyond this one can no longer be reached.
        let reachable = |at: &usize| *at <= self.done.len();
        self.saved_at = self.saved_at.filter(reachable);
        self.saving_at = self.saving_at.filter(reachable);
        self.undone.clear();
        self.done.push(transaction.clone());
        Ok(Some(Step { applied: transaction }))
    }

    /// Takes the last step back. `None` when there is none.
    pub fn undo(&mut self, org: &mut Org) -> Option<Step> {
        let transaction = self.done.pop()?;
        let inverse = transaction.inverted();
        if inverse.apply(org).is_err() {
            debug_assert!(false, "the last step can always be undone");
            self.done.push(transaction);
            return None;
        }
        self.undone.push(transaction);
        Some(Step { applied: inverse })
    }

    /// Does the last undone step again. `None` when there is none.
    pub fn redo(&mut self, org: &mut Org) -> Option<Step> {
        let transaction = self.undone.pop()?;
        if transaction.apply(org).is_err() {
            debug_assert!(false, "an undone step can always be done again");
            self.undone.push(transaction);
            return None;
        }
        self.done.push(transaction.clone());
        Some(Step { applied: transaction })
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|transaction| transaction.label.as_str())
    }

    /// What redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|transaction| transaction.label.as_str())
    }

    /// The steps that hold, oldest first.
    #[must_use]
    pub fn done(&self) -> &[Transaction] {
        &self.done
    }

    /// The steps that were undone, next to redo last.
    #[must_use]
    pub fn undone(&self) -> &[Transaction] {
        &self.undone
    }

    /// Remembers that the present state is saved.
    pub fn mark_saved(&mut self) {
        self.saved_at = Some(self.done.len());
    }

    /// Remembers that the present state is on its way to the disk. Edits made meanwhile are not part of it.
    pub fn begin_saving(&mut self) {
        self.saving_at = Some(self.done.len());
    }

    /// The save that was under way has reached the disk: the state it began with is the saved one.
    pub fn finish_saving(&mut self) {
        self.saved_at = self.saving_at.take();
    }

    /// The save that was under way has failed: what was saved before still is.
    pub fn give_up_saving(&mut self) {
        self.saving_at = None;
    }

    /// Forgets that any state was saved.
    pub fn mark_unsaved(&mut self) {
        self.saved_at = None;
    }

    /// Whether the present state is the saved one.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved_at == Some(self.done.len())
    }
}
