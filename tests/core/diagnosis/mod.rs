//! The diagnosis: one table a rule, worked examples, and for every algorithm a twin that goes through all cases.

mod accepted;
mod build;
mod causes;
mod complaints;
mod days;
mod everything;
mod evidence_rules;
mod figures;
mod kept;
mod questions;
mod random;
mod routes;
mod rows;
mod rules;
mod states;
mod trace;
mod twin;
mod what_if;

use proptest::test_runner::{Config, FileFailurePersistence};

/// How properties run here: failures are kept beside the tests.
fn config() -> Config {
    let kept = FileFailurePersistence::Direct("tests/core/proptest-regressions/diagnosis.txt");
    Config { cases: 400, failure_persistence: Some(Box::new(kept)), ..Config::default() }
}
