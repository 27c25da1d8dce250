//! Edits: apply and undo, undo and redo, differences, and moving edits onto an organisation that has changed.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use throughline::edit::{Edit, History, Transaction, apply, describe, diff, rebase, revert};
use throughline::model::Org;

use crate::common::random_org;

fn config() -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("tests/core/edit.failures");
    ProptestConfig { cases: 64, failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

/// A few organisations to walk through, and which edits of each way to take: now and then only some of them.
fn walk() -> impl Strategy<Value = (Vec<Org>, Vec<prop::sample::Index>)> {
    (
        prop::collection::vec(random_org::org(), 1..4),
        prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    )
}

/// The transactions of a walk: the way to each organisation whole, and single edits picked from it.
fn transactions(from: &Org, (orgs, picks): &(Vec<Org>, Vec<prop::sample::Index>)) -> Vec<Transaction> {
    let mut all = Vec::new();
    let mut here = from.clone();
    for (number, org) in orgs.iter().enumerate() {
        let way = diff(&here, org);
        if !way.is_empty() {
            let single =
                |pick: &prop::sample::Index| Transaction::new("One edit", vec![pick.get(&way).clone()]);
            all.extend(picks.iter().map(single));
        }
        all.push(Transaction::new(format!("Become number {number}"), way));
        here = org.clone();
    }
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_difference_leads_from_one_to_the_other(a in random_org::org(), b in random_org::org()) {
        let mut here = a.clone();
        let way = Transaction::new("Become b", diff(&a, &b));
        way.apply(&mut here).unwrap();
        prop_assert_eq!(&here, &b);
        prop_assert_eq!(diff(&a, &a), vec![]);
        way.inverted().apply(&mut here).unwrap();
        prop_assert_eq!(here, a);
    }

    #[test]
    fn every_single_edit_that_fits_can_be_taken_back(a in random_org::org(), b in random_org::org()) {
        let mut here = a.clone();
        for edit in diff(&a, &b) {
            let before = here.clone();
            prop_assert_eq!(edit.inverted().inverted(), edit.clone());
            prop_assert!(!describe(&edit).is_empty());
            apply(&edit, &mut here).unwrap();
            prop_assert_ne!(&here, &before);
            revert(&edit, &mut here).unwrap();
            prop_assert_eq!(&here, &before);
            apply(&edit, &mut here).unwrap();
        }
        prop_assert_eq!(here, b);
    }

    /// The invariant sweep: whatever was tried, the map is sound, and what was refused left it as it was.
    #[test]
    fn after_every_transaction_the_map_is_sound(start in random_org::org(), walk in walk()) {
        let mut here = start.clone();
        for transaction in transactions(&start, &walk) {
            let before = here.clone();
            match transaction.apply(&mut here) {
                Ok(()) => {
                    transaction.inverted().apply(&mut here.clone()).unwrap();
                }
                Err(error) => prop_assert_eq!(&here, &before, "{}", error),
            }
            prop_assert_eq!(here.violations(), vec![]);
        }
    }

    #[test]
    fn undo_and_redo_walk_the_same_states(start in random_org::org(), walk in walk()) {
        let (mut here, mut history) = (start.clone(), History::saved());
        let mut states = vec![start.clone()];
        for transaction in transactions(&start, &walk) {
            if let Ok(Some(_)) = history.execute(transaction, &mut here) {
                states.push(here.clone());
            }
        }
        prop_assert_eq!(history.is_saved(), states.len() == 1);
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut here).is_some());
            prop_assert_eq!(&here, state);
        }
        prop_assert!(history.undo(&mut here).is_none());
        prop_assert!(history.is_saved());
        for state in states.iter().skip(1) {
            prop_assert!(history.redo(&mut here).is_some());
            prop_assert_eq!(&here, state);
        }
        prop_assert!(history.redo(&mut here).is_none());
    }

    /// Every edit is applied, refused or was true already; on the ground it was made for, every one is applied.
    #[test]
    fn moving_edits_loses_none(a in random_org::org(), b in random_org::org(), other in random_org::org()) {
        let way = diff(&a, &b);
        let mut here = a.clone();
        let moved = rebase(&way, &mut here);
        prop_assert_eq!(&moved.applied, &way);
        prop_assert_eq!(moved.refused, vec![]);
        prop_assert_eq!(&here, &b);

        let mut there = other.clone();
        let moved = rebase(&way, &mut there);
        let (mut applied, mut refused) = (moved.applied.iter().peekable(), moved.refused.iter().peekable());
        let mut replayed = other;
        for edit in &way {
            if applied.peek() == Some(&edit) && apply(edit, &mut replayed).is_ok() {
                applied.next();
            } else if refused.peek() == Some(&edit) {
                prop_assert!(!holds(edit, &replayed), "refused although it holds: {}", describe(edit));
                refused.next();
            } else {
                prop_assert!(holds(edit, &replayed), "lost: {}", describe(edit));
            }
        }
        prop_assert!(applied.next().is_none() && refused.next().is_none());
        prop_assert_eq!(&replayed, &there);
    }
}

/// Whether the organisation is already as the edit would make it.
fn holds(edit: &Edit, org: &Org) -> bool {
    match edit {
        Edit::PartyExists { party, change } => org.party(party).is_some() == change.after,
        Edit::LinkExists { link, change } => org.link(link).is_some() == change.after,
        Edit::ExpectationExists { link, expectation, change } => {
            let there = org.link(link).is_some_and(|link| link.expectations().contains_key(expectation));
            there == change.after
        }
        // A plain fact holds when taking it back would fit.
        _ => revert(edit, &mut org.clone()).is_ok(),
    }
}
