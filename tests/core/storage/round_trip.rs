//! Save then load is identity, for any organisation; and no damage to a file is ever silent.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use throughline::storage::{parse, to_text};

use super::text::EVERYTHING;
use crate::common::random_org;

fn config(cases: u32) -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("tests/core/storage/round_trip.failures");
    ProptestConfig { cases, failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn what_is_written_reads_back_the_same(org in random_org::org()) {
        let text = to_text(&org);
        let loaded = parse(text.as_bytes(), "x").map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&loaded.org, &org);
        prop_assert_eq!(to_text(&loaded.org), text);
        prop_assert_eq!(loaded.notes, vec![]);
    }

    /// The crate `ron` is the yardstick: every text that we write, it reads, with the same words in it.
    #[test]
    fn what_is_written_is_ron_for_others(org in random_org::org()) {
        let value: ron::Value = ron::from_str(&to_text(&org)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let ron::Value::Map(entries) = value else { return Err(TestCaseError::fail("not a record")) };
        let name = entries.iter().find(|(key, _)| **key == ron::Value::String("name".to_owned()));
        let name = name.map(|(_, value)| value.clone());
        let expected = (!org.name.is_empty()).then(|| ron::Value::String(org.name.clone()));
        prop_assert_eq!(name, expected);
    }

    #[test]
    fn any_bytes_at_all_end_in_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        never_silent(&bytes);
    }

    #[test]
    fn any_damage_in_the_middle_ends_in_an_answer(
        at in 0..EVERYTHING.len(), removed in 0..60_usize, put in random_org::text()
    ) {
        let bytes = EVERYTHING.as_bytes();
        let end = (at + removed).min(bytes.len());
        never_silent(&[&bytes[..at], put.as_bytes(), &bytes[end..]].concat());
    }
}

/// Either an error, or an organisation that is all there: it can be written and comes back the same.
fn never_silent(bytes: &[u8]) {
    if let Ok(loaded) = parse(bytes, "x") {
        assert_eq!(loaded.org.violations(), []);
        let again = parse(to_text(&loaded.org).as_bytes(), "again").expect("it was just written");
        assert_eq!(again.org, loaded.org);
    }
}

/// A canonical file has no line to spare: one that is cut anywhere before its last bracket is refused, at every byte.
#[test]
fn a_file_cut_off_anywhere_is_refused_with_a_place() {
    let end = EVERYTHING.trim_end().len();
    for length in 0..end {
        let error = parse(&EVERYTHING.as_bytes()[..length], "cut").unwrap_err();
        assert!(error.place.is_some() || length <= 26, "{length}: {error}");
    }
}

/// Every value of a canonical file is a fact, so a byte that is changed is seen: as an error, or as another map. The one exception
/// is the name of the program that made the file, which is no fact.
#[test]
fn a_changed_byte_is_an_error_or_another_fact() {
    let whole = parse(EVERYTHING.as_bytes(), "x").unwrap().org;
    let maker = EVERYTHING.find("Throughline 0").unwrap();
    let maker = maker..maker + "Throughline 0.1.0".len();
    for at in 0..EVERYTHING.len() {
        for flip in [0x01, 0x10, 0x20, 0x80] {
            let mut bytes = EVERYTHING.as_bytes().to_vec();
            bytes[at] ^= flip;
            let Ok(loaded) = parse(&bytes, "x") else { continue };
            let (before, after) = (EVERYTHING.as_bytes()[at], bytes[at]);
            // A blank of another kind, a blank instead of a comma that is not needed, and the E of `1E300` and `\u{202E}` mean the
            // same as before.
            let blank = before.is_ascii_whitespace() || after.is_ascii_whitespace();
            let same_meaning = blank || (before, after) == (b'e', b'E');
            let unseen = loaded.org == whole && !maker.contains(&at) && !same_meaning;
            assert!(!unseen, "byte {at} changed to {:?} was not seen", char::from(after));
            let again = parse(to_text(&loaded.org).as_bytes(), "again").unwrap();
            assert_eq!(again.org, loaded.org);
        }
    }
}
