//! Tests of finding by a few typed letters.

use proptest::prelude::*;
use throughline::edit::{Transaction, add_expectation, add_party};
use throughline::model::{ExpectationId, LinkId, Org, PartyId};
use throughline::session::search::{Found, MOST_HITS, find};

use super::support::{clinic, need, team};

fn texts(org: &Org, query: &str) -> Vec<String> {
    find(org, query).into_iter().map(|hit| hit.text).collect()
}

#[test]
fn parties_departments_and_statements_are_found_the_best_first() {
    let org = clinic();
    for (query, expected) in [
        ("rec", vec!["Records", "Réception"]),
        ("RECORDS", vec!["Records"]),
        ("rcds", vec!["Records"]),
        ("reception", vec!["Réception"]),
        ("réc", vec!["Réception"]),
        ("back office", vec!["Back office"]),
        ("office", vec!["Back office", "Front office"]),
        ("visit notes", vec!["Notes before the visit"]),
        ("nts vst", vec![]),
        ("time", vec!["To be seen on time"]),
        ("", vec![]),
        (" \t ", vec![]),
        ("zzz", vec![]),
        ("\\", vec![]),
    ] {
        assert_eq!(texts(&org, query), expected, "{query:?}");
    }
}

#[test]
fn the_matched_stretches_are_counted_in_characters() {
    let org = clinic();
    let hit = find(&org, "cept").into_iter().find(|hit| hit.text == "Réception").expect("it is there");
    assert_eq!(hit.matched, vec![2..6; 1]);
    assert_eq!(hit.subject, Found::Party(PartyId::new("réception")));
}

#[test]
fn marks_written_apart_match_the_letter_written_as_one() {
    let mut org = Org::default();
    let party = team("Re\u{301}ception", None);
    Transaction::new("Add", add_party(&PartyId::new("r"), &party)).apply(&mut org).expect("it fits");
    for query in ["réception", "reception", "re\u{301}ception"] {
        let hits = find(&org, query);
        assert_eq!(hits.len(), 1, "{query:?}");
        let matched = hits.first().map(|hit| hit.matched.clone());
        // The second character of the text stands for the letter and its mark.
        assert_eq!(matched, Some(vec![0..2, 3..10]), "{query:?}");
    }
}

#[test]
fn no_more_hits_than_anybody_can_use() {
    let mut org = Org::default();
    for number in 0..500 {
        let edits = add_party(&PartyId::new(format!("t{number}")), &team(&format!("Team {number}"), None));
        Transaction::new("Add", edits).apply(&mut org).expect("it fits");
    }
    assert_eq!(find(&org, "team").len(), MOST_HITS);
    assert_eq!(texts(&org, "team 499"), ["Team 499"]);
}

/// Whether the letters of `query` stand in `text` in order: what a fuzzy match is, decided the plain way.
fn stands_in_order(query: &str, text: &str) -> bool {
    let mut rest = text.chars().flat_map(char::to_lowercase);
    query
        .to_lowercase()
        .chars()
        .filter(|letter| *letter != ' ')
        .all(|letter| rest.any(|other| other == letter))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::WithSource("regressions"))), ..ProptestConfig::default() })]

    #[test]
    fn any_query_over_any_name_is_answered(query in ".{0,40}", name in "\\PC{1,40}") {
        let mut org = clinic();
        let edits = add_party(&PartyId::new("odd"), &team(&name, None));
        prop_assume!(!name.trim().is_empty());
        Transaction::new("Add", edits).apply(&mut org).expect("it fits");
        let hits = find(&org, &query);
        prop_assert_eq!(&hits, &find(&org, &query));
        for hit in hits {
            let length = hit.text.chars().count();
            prop_assert!(hit.matched.iter().all(|range| range.start < range.end && range.end <= length));
            prop_assert!(hit.matched.windows(2).all(|pair| pair[0].end < pair[1].start));
        }
    }

    #[test]
    fn a_name_is_found_exactly_when_its_letters_stand_in_order(query in "[a-c]{1,4}", name in "[A-Ca-c]{1,9}") {
        let mut org = Org::default();
        let edits = add_party(&PartyId::new("odd"), &team(&name, None));
        Transaction::new("Add", edits).apply(&mut org).expect("it fits");
        prop_assert_eq!(!find(&org, &query).is_empty(), stands_in_order(&query, &name));
    }

    #[test]
    fn a_statement_is_found_exactly_when_every_word_stands_in_it(query in "[ab2ü ]{1,5}", words in "[ABab2ü ]{1,9}") {
        let mut org = clinic();
        let link = LinkId::new("clinic", "patients");
        let edits = add_expectation(&link, &ExpectationId::new("odd"), &need(&words, 3, None));
        prop_assume!(!words.trim().is_empty());
        Transaction::new("Add", edits).apply(&mut org).expect("it fits");
        let expected = !query.trim().is_empty()
            && query.split_whitespace().all(|word| words.to_lowercase().contains(word));
        let odd = Found::Expectation(link, ExpectationId::new("odd"));
        prop_assert_eq!(find(&org, &query).iter().any(|hit| hit.subject == odd), expected);
    }
}
