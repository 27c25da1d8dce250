//! What is broken, why, and what to do: a pure function of the facts and of today's date.
//!
//! Broken input gives findings here, never errors. Deliberately absent: files, geometry, clocks.

mod answer;

pub use answer::{
    Class, Counts, CustomerSummary, Diagnosis, ExpectationDiagnosis, ExpectationState, Finding, FirstScreen,
    Fix, FixKind, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis, Question, RootGroup, Severity,
    Strength, Weakest, WeakestRoute,
};
