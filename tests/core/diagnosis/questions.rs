//! The next question: worked examples, and the gain of every question against trying both answers.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::build::{Map, link, links};
use super::random::{Plan, long_plan, plan, ring_plan};
use super::twin;

#[test]
fn the_question_between_cause_and_symptom_comes_first() {
    let map = Map::default()
        .broken("lab>warehouse")
        .link("warehouse>dispatch")
        .broken("dispatch>*buyer")
        .link("office>cleaner");
    let diagnosis = map.diagnose();
    let asked: Vec<_> = diagnosis
        .questions
        .iter()
        .map(|question| (question.link.to_string(), question.gain, question.causes_cleared))
        .collect();
    // If it works, dispatch's break is a cause of its own; if it is broken, nothing that we say of the others changes.
    assert_eq!(asked, [("warehouse > dispatch".to_owned(), 1, 1), ("office > cleaner".to_owned(), 0, 0)]);
    assert_eq!(diagnosis.first_screen.ask_next, [0, 1]);
    assert_eq!(diagnosis.questions_left_out, 0);
}

#[test]
fn an_unknown_link_before_the_cause_takes_its_place_if_it_is_broken() {
    let map = Map::of(&["archive>records"])
        .broken("records>booking")
        .struggles("booking>desk")
        .broken("desk>*patient");
    let diagnosis = map.diagnose();
    let question = &diagnosis.questions[0];
    assert_eq!((&question.link, question.gain, question.causes_cleared), (&link("archive>records"), 2, 0));
}

#[test]
fn equal_gains_go_by_distance_to_the_customer_and_then_by_id() {
    let map = Map::of(&["a>b", "b>c", "c>*e", "x>*e"]);
    let diagnosis = map.diagnose();
    assert_eq!(
        links(diagnosis.questions.iter().map(|question| &question.link)),
        ["c>e", "x>e", "b>c", "a>b"]
    );
    assert_eq!(
        diagnosis.first_screen.ask_next,
        [0, 1, 2],
        "where nothing hangs on the answers, the customer comes first"
    );
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn gains_are_those_of_trying_both_answers(plan in plan()) {
        gains_are_exact(&plan)?;
    }
}

proptest! {
    // Trying both answers everywhere takes long where there is much to ask.
    #![proptest_config(proptest::test_runner::Config { cases: 60, ..super::config() })]

    #[test]
    fn gains_in_long_chains_are_those_of_trying_both_answers(plan in long_plan()) {
        gains_are_exact(&plan)?;
    }

    #[test]
    fn gains_in_large_rings_are_those_of_trying_both_answers(plan in ring_plan()) {
        gains_are_exact(&plan)?;
    }
}

fn gains_are_exact(plan: &Plan) -> Result<(), TestCaseError> {
    let map = plan.build(false);
    let diagnosis = map.diagnose();
    let expected = twin::questions(&map.org, &twin::states(&diagnosis));
    let found = diagnosis
        .questions
        .iter()
        .map(|question| (question.link.clone(), (question.gain, question.causes_cleared)))
        .collect();
    prop_assert_eq!(&expected, &found);
    let rank = |question: &throughline::diagnosis::Question| {
        let customer = diagnosis.party(&question.link.customer);
        let distance = customer.and_then(|customer| customer.distance);
        (Reverse(question.gain), distance.unwrap_or(u32::MAX), question.link.clone())
    };
    prop_assert!(diagnosis.questions.is_sorted_by_key(rank));
    Ok(())
}
