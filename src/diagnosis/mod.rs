//! What is broken, why, and what to do: a pure function of the facts and of today's date.
//!
//! [`Diagnoser`] goes through it in this order, one file each: the map in numbers (`chain`), each link by itself (`first_look`: its
//! state, which is for `judgement` to find, and what rules on it alone have to say), what reaches the customer (`routes`), cause and
//! symptom (`causes`), what each rule has to say (`rules`), what to mend (`fixes`), what complaints lead to (`complaints`), what to
//! ask (`questions`), what to see first (`first_screen`). The same facts give the same answer, in whatever order they were entered.
//!
//! What is asked of a diagnosis afterwards stands beside it: traces (`trace`), what-if (`what_if`, `compare`, `best_together`,
//! `keep`) and figures (`figures`, `route_figures`, `control_chart`, `coverage`).
//!
//! Broken input gives findings here, never errors. Deliberately absent: files, geometry, clocks.

mod about;
mod acceptance;
mod answer;
mod apart;
mod asking;
mod assemble;
mod best_together;
mod bits;
mod bounds;
mod by_expectation;
mod causes;
mod chain;
mod compare;
mod complaints;
mod components;
mod conduction;
mod context;
mod control_chart;
mod coverage;
mod cuts;
mod diagnoser;
mod downstream;
mod explanations;
mod figures;
mod finding;
mod first_look;
mod first_screen;
mod fixes;
mod flow;
mod judged;
mod judgement;
mod keep;
mod lists;
mod loops;
mod mean;
mod normal;
mod piles;
mod questions;
mod regions;
mod route_figures;
mod routes;
mod rows;
mod rule_round;
mod rules;
mod said;
mod side_by_side;
mod splice;
mod strong;
mod strong_bridges;
mod tally;
mod trace;
mod trace_words;
mod upstream_rows;
mod what_if;
mod without;
mod wording;

use std::collections::BTreeMap;

use crate::model::{Day, LinkId, Org};

pub use acceptance::fingerprint;
pub use answer::{
    Class, ComplaintFigures, CountedVerdict, Counts, CustomerSummary, Diagnosis, ExpectationDiagnosis,
    ExpectationState, FirstScreen, Fix, FixKind, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis,
    Question, RootGroup, Severity, Strength, Weakest, WeakestRoute,
};
pub use asking::{ask, reason, worth};
pub use best_together::{BestTogether, MOST_CANDIDATES, MOST_FIXES, best_together};
pub use by_expectation::ByExpectation;
pub use compare::{CustomerChange, Difference, compare};
pub use control_chart::{ControlChart, ControlLimits, ControlPoint};
pub use coverage::{Coverage, Share, coverage};
pub use diagnoser::Diagnoser;
pub use figures::{
    Consistency, LAST_RATINGS, LinkFigures, SIGMA_SHIFT, consistency, counted_quality, sigma_level,
};
pub use finding::Finding;
pub use keep::{Kept, kept_as};
pub use lists::{LinkList, PartyList};
pub use route_figures::{BestAndWorst, PartyRoutes, RouteFigures, RouteFinder, rolled_yield};
pub use rows::{Headings, Row, rows};
pub(crate) use rules::folded_name;
pub use rules::{Rule, rules, switched_off};
pub use trace::{Trace, TraceStart, TraceStep, TracedRoot, trace};
pub use what_if::{CustomerOutlook, Outcome, Scenario, side_by_side, what_if};
pub use wording::{all_of, counted, listed, score_text, with_capital};

use diagnoser::Ask;

/// What a link is supposed to be, whatever its facts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// The customer gets what it needs.
    Sound,
    /// It does not.
    Broken,
}

/// Everything that can be said of `org` on `today`. To keep it up to date edit by edit, see [`Diagnoser`].
#[must_use]
pub fn diagnose(org: &Org, today: Day) -> Diagnosis {
    Diagnoser::new(org, today).into_diagnosis()
}

/// [`diagnose`] without weighing what to ask next, which costs most where very much is broken. All questions are counted as left out.
#[must_use]
pub fn diagnose_without_questions(org: &Org, today: Day) -> Diagnosis {
    Diagnoser::assuming(org, today, BTreeMap::new(), Ask::Nothing).into_diagnosis()
}

/// [`diagnose`] as if the links named were sound or broken. A link assumed sound counts as strong as a met need at the least; one
/// assumed broken as weak as can be. Its expectations stay as they are; problems found on sound links alone are left out.
#[must_use]
pub fn diagnose_assuming(org: &Org, today: Day, assumptions: &BTreeMap<LinkId, Assumed>) -> Diagnosis {
    Diagnoser::assuming(org, today, assumptions.clone(), Ask::Everything).into_diagnosis()
}
