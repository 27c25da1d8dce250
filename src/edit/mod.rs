//! Everything that can change an organisation, as data.
//!
//! An [`Edit`] is one small reversible fact: where it stands, what it was, what it becomes. A [`Transaction`] is a labelled
//! list of them, applied whole or not at all. Undo, the crash journal, comparing two files, merging, imports and what-if all
//! use this one vocabulary, and nothing else may change an [`crate::model::Org`].
//!
//! Deliberately absent: widgets, keys, files, clocks.

mod apply;
mod build;
mod compare;
mod describe;
mod facts;
mod history;
mod transaction;

pub use apply::{EditError, apply, revert};
pub use build::build;
pub use compare::{
    Rebased, add_expectation, add_link, add_party, diff, diff_expectation, diff_link_facts, diff_party,
    rebase, remove_expectation, remove_link, remove_party,
};
pub use describe::describe;
pub use facts::{Change, Edit, ExpectationFact, LinkFact, OrgFact, PartyFact};
pub use history::{History, Step};
pub use transaction::{Transaction, TransactionError};
