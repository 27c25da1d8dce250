//! Org files of any size for benchmarks: every link with three needs that were asked and rated.
//!
//! Deliberately absent: reading them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::numbers::Numbers;

/// An org file of so many teams, each with three links, each link with three expectations.
pub fn text(teams: usize) -> String {
    let mut numbers = Numbers::new(teams as u64);
    let mut text = String::from("#![enable(implicit_some)]\n(format: 1, name: \"Measured\", parties: {\n");
    for team in 0..teams {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "\"team-{team:05}\": (name: \"Team {team}\", department: \"Department {}\"),",
            team * 40 / teams
        );
    }
    text.push_str("\"customers\": (name: \"Customers\", kind: ExternalCustomer),\n}, links: [\n");
    let mut made = BTreeSet::new();
    while made.len() < teams * 3 {
        let from = numbers.below(teams);
        let to = from + 1 + numbers.below(teams / 10 + 3);
        if !made.insert((from, to)) {
            continue;
        }
        let customer = if to < teams { format!("team-{to:05}") } else { "customers".to_owned() };
        if to >= teams && !made.insert((from, usize::MAX)) {
            continue;
        }
        let _ = write!(text, "(supplier: \"team-{from:05}\", customer: \"{customer}\", expectations: {{");
        for need in 0..3 {
            let score = 2 + numbers.below(4);
            let _ = write!(
                text,
                "\"need-{need}\": (statement: \"Delivery {need} within two days\", source: Asked, \
                 ratings: [(day: \"2026-10-01\", rater: \"Ana\", score: {score})]),"
            );
        }
        text.push_str("}),\n");
    }
    text.push_str("])\n");
    text
}
