//! A diagnosis that is kept up to date says the same as one made from scratch, whatever was edited in between.

use proptest::prelude::*;
use throughline::diagnosis::{Diagnoser, diagnose, fingerprint};
use throughline::edit::{Edit, Transaction, diff};
use throughline::model::{AcceptedFinding, Day, Org};

use super::build::today;
use super::config;
use super::random::plan;
use crate::common::random_org;

/// Goes from `before` to `after` in as many strides as there are numbers in `strides`, and back at once; compares after each.
fn compare(before: &Org, after: &Org, strides: &[usize], today: Day) -> Result<(), TestCaseError> {
    let mut org = before.clone();
    let mut kept = Diagnoser::new(&org, today);
    let mut edits: Vec<Edit> = diff(before, after);
    let back = Transaction::new("Back", edits.clone()).inverted();
    for stride in strides.iter().copied().chain([usize::MAX]) {
        let rest = edits.split_off(stride.min(edits.len()));
        for edit in &edits {
            throughline::edit::apply(edit, &mut org).expect("a difference fits");
        }
        kept.update(&org, today, &edits);
        prop_assert_eq!(kept.diagnosis(), &diagnose(&org, today), "after {:?}", edits);
        edits = rest;
    }
    prop_assert_eq!(&org, after);
    for edit in &back.edits {
        throughline::edit::apply(edit, &mut org).expect("every edit can be taken back");
    }
    kept.update(&org, today, &back.edits);
    prop_assert_eq!(kept.diagnosis(), &diagnose(before, today));
    Ok(())
}

/// Decides to live with all that is found on a map.
fn accept_all(org: &mut Org, today: Day) {
    for finding in diagnose(org, today).findings {
        let fingerprint = fingerprint(&finding, org);
        let (by, why) = ("Ana".to_owned(), "known".to_owned());
        let accepted = AcceptedFinding { by, why, day: today, until: None, fingerprint };
        org.accepted_findings.insert(finding.id(), accepted);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn decisions_hold_and_fall_as_from_scratch(
        before in plan(), after in plan(), has_decided in any::<[bool; 2]>(),
        strides in prop::collection::vec(0..9_usize, 0..6),
    ) {
        let (mut before, mut after) = (before.build(false).org, after.build(false).org);
        if has_decided[0] {
            accept_all(&mut before, today());
        }
        if has_decided[1] {
            after.accepted_findings = before.accepted_findings.clone();
        }
        compare(&before, &after, &strides, today())?;
    }

    #[test]
    fn decisions_on_anything_hold_and_fall_as_from_scratch(
        before in random_org::org(), after in random_org::org(), strides in prop::collection::vec(0..9_usize, 0..6),
    ) {
        let (mut before, mut after) = (before, after);
        accept_all(&mut before, today());
        after.accepted_findings = before.accepted_findings.clone();
        compare(&before, &after, &strides, today())?;
    }

    #[test]
    fn from_any_organisation_to_any_other(
        before in random_org::org(), after in random_org::org(), today in random_org::day(),
        strides in prop::collection::vec(0..9_usize, 0..6),
    ) {
        compare(&before, &after, &strides, today)?;
    }

    #[test]
    fn from_any_chain_to_any_other(
        before in plan(), after in plan(), strides in prop::collection::vec(0..9_usize, 0..6),
    ) {
        let (before, after) = (before.build(false), after.build(false));
        compare(&before.org, &after.org, &strides, today())?;
    }

    #[test]
    fn another_day_is_another_diagnosis(org in random_org::org(), days in prop::collection::vec(random_org::day(), 1..4)) {
        let mut kept = Diagnoser::new(&org, days[0]);
        for day in days {
            kept.update(&org, day, &[]);
            prop_assert_eq!(kept.diagnosis(), &diagnose(&org, day));
        }
    }
}
