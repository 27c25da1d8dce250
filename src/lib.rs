//! Throughline: who serves whom inside an organisation, what they need, and where it breaks before it reaches the customer.
//!
//! # The house
//!
//! One idea carries it: an [`edit::Edit`] is data. Everything that changes an organisation is a list of edits; undo, the
//! crash journal, comparing, merging, imports and what-if all speak that one vocabulary, and nothing else changes the
//! ground state. The organisation ([`model::Org`]) is a small set of facts; diagnosis, layout and picture are pure functions of
//! it, kept by revision and never saved.
//!
//! ```text
//! model <- edit <- diagnosis <- layout <- picture <- storage <- exchange <- session <- { cli | ui <- app } <- main
//! ```
//!
//! A room imports rooms to its left, never to its right; `cli` and `ui` never import each other. `tests/core/architecture.rs`
//! reads every import and fails on an arrow that runs the wrong way.

#[cfg(feature = "gui")]
pub mod app;
pub mod cli;
pub mod diagnosis;
pub mod edit;
pub mod exchange;
pub mod layout;
pub mod model;
pub mod picture;
pub mod session;
pub mod storage;
#[cfg(feature = "gui")]
pub mod ui;

/// A map is a great many small things, made, copied and let go of on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
