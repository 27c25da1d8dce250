//! The text of an org file: its canonical form, and what hand-written files may look like.

use std::path::Path;

use throughline::model::Org;
use throughline::storage::{LoadNote, MADE_BY, NEWEST_FORMAT, load, parse, to_text};

/// A file in canonical form that holds every kind of fact, defaults left out.
pub const EVERYTHING: &str = include_str!("../../samples_of_versions/format-1.org.ron");

#[test]
fn a_canonical_file_comes_back_byte_for_byte() {
    let loaded = parse(EVERYTHING.as_bytes(), "clinic.org.ron").unwrap();
    assert_eq!(to_text(&loaded.org), EVERYTHING.replace("Throughline 0.1.0", MADE_BY));
    assert_eq!(loaded.notes, []);
}

/// The form of the file is a contract with whoever keeps it in git: a change of it must be seen.
#[test]
fn the_form_of_the_file_is_as_agreed() {
    let loaded = parse(EVERYTHING.as_bytes(), "clinic.org.ron").unwrap();
    insta::assert_snapshot!(to_text(&loaded.org).replace(MADE_BY, "Throughline X.Y.Z"));
}

/// Of every format that was ever released a sample is kept, which must open for ever.
#[test]
fn the_samples_of_all_formats_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples_of_versions");
    for format in 1..=NEWEST_FORMAT {
        let loaded = load(&folder.join(format!("format-{format}.org.ron"))).unwrap();
        assert_eq!(loaded.org.name, "Riverside Clinic");
        let migrated = loaded.notes.contains(&LoadNote::Migrated { from: format });
        assert_eq!(migrated, format != NEWEST_FORMAT);
    }
}

/// A one-word change of the facts is a one-line change of the file, wherever it is made.
#[test]
fn one_fact_is_one_line() {
    for (before, after) in [
        ("name: \"Booking\"", "name: \"Bookings\""),
        ("\"a second line\"", "\"a third line\""),
        ("Chain: (x: 120, y: -40)", "Chain: (x: 121, y: -40)"),
        ("verdict: Broken", "verdict: Works"),
        ("importance: 5", "importance: 4"),
        ("score: 2.25", "score: 2.5"),
        ("value: 81.0", "value: 82.0"),
        ("at_least: 95.0", "at_least: 96.0"),
        ("\"duplicate\"", "\"stale\""),
    ] {
        assert!(EVERYTHING.contains(before), "{before}");
        let text = to_text(&parse(EVERYTHING.replacen(before, after, 1).as_bytes(), "x").unwrap().org);
        let same = EVERYTHING.lines().zip(text.lines()).filter(|(old, new)| old == new).count();
        assert_eq!(EVERYTHING.lines().count(), text.lines().count());
        let made_by = usize::from(MADE_BY != "Throughline 0.1.0");
        assert_eq!(same + 1 + made_by, text.lines().count(), "{before}");
    }
}

#[test]
fn an_empty_map_is_two_entries() {
    let text = to_text(&Org::default());
    assert_eq!(
        text,
        "#![enable(implicit_some)]\n(\n    format: 1,\n    made_by: \"Throughline 0.1.0\",\n)\n"
    );
    assert_eq!(parse(text.as_bytes(), "x").unwrap().org, Org::default());
}

/// What we write is RON for everybody: the crate `ron`, which is not what reads it here, reads it too.
#[test]
fn what_is_written_is_ron() {
    for text in [EVERYTHING, &to_text(&Org::default())] {
        ron::from_str::<ron::Value>(text).unwrap();
    }
}

#[test]
fn hand_written_files_are_welcome() {
    let by_hand = "\u{feff}// by Ana\r\n#![enable(implicit_some)]\n#![enable(unwrap_newtypes,)]\n/* a /* nested */ one */ Org (\r\n\
        format : 0x1, links: [(customer: \"b\", supplier: r#\"a\"#, mean_wait_hours: Some(1_000),\n\
        expectations: {\"n\": (statement: \"list \\x41 \\u{e9} \\\n   on time\", own_rating: None,\n\
        window: Out, ratings: [(score: 4, day: \"2026-01-01\")],),},)],\n\
        parties: {\"b\": Party(name: \"B\", r#kind: Team), \"a\": (name: r\"A\\\", department: Some(\"\"))} )";
    let loaded = parse(by_hand.as_bytes(), "hand.ron").unwrap();
    let [LoadNote::CommentsNotKept { first }] = loaded.notes.as_slice() else { panic!("{:?}", loaded.notes) };
    assert_eq!(first.to_string(), "1:1");
    assert_eq!(
        to_text(&loaded.org).replace(MADE_BY, "Throughline 0.1.0"),
        r#"#![enable(implicit_some)]
(
    format: 1,
    made_by: "Throughline 0.1.0",
    parties: {
        "a": (
            name: "A\\",
            department: "",
        ),
        "b": (
            name: "B",
        ),
    },
    links: [
        (
            supplier: "a",
            customer: "b",
            mean_wait_hours: 1000.0,
            expectations: {
                "n": (
                    statement: "list A é on time",
                    window: Out(),
                    ratings: [
                        (day: "2026-01-01", rater: "", score: 4.0),
                    ],
                ),
            },
        ),
    ],
)
"#
    );
}
