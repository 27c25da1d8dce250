//! The text of an org file: its canonical form, and what hand-written files may look like.

use throughline::model::Org;
use throughline::storage::{LoadNote, parse, to_text};

/// A file in canonical form that holds every kind of fact, defaults left out.
pub const EVERYTHING: &str = r##"#![enable(implicit_some)]
(
    format: 1,
    made_by: "Throughline 0.1.0",
    name: "Riverside Clinic",
    service_vision: "Every patient leaves with an answer.\nNobody waits in the dark.",
    map_complete: true,
    policy: (
        strained_from: 2.5,
        met_from: 3.75,
        exceeded_from: 4.8,
        stale_after_days: 180,
        rules_off: [
            "duplicate",
        ],
    ),
    parties: {
        "booking": (
            name: "Booking",
            department: "Front of house",
            reports_to: "practice-manager",
            lead: "Ana",
            offers: "A time for everybody",
            may_decide: "Double bookings up to 10 %",
            note: "says \"we know\" and \\ means it\u{7}\u{202e}",
            open_needs: [
                "a second line",
            ],
            aliases: [
                "BKG",
                "Bookings",
            ],
            pins: {
                Chain: (x: 120, y: -40),
                Pyramid: (x: 0, y: 7),
            },
        ),
        "nurses": (
            name: "Nurses",
        ),
        "patients": (
            name: "Patients",
            kind: ExternalCustomer,
            weight: 2.5,
        ),
        "practice-manager": (
            name: "Practice manager",
        ),
        "supplies-ltd": (
            name: "Supplies Ltd",
            kind: ExternalSupplier,
        ),
    },
    links: [
        (
            supplier: "booking",
            customer: "nurses",
            deliverables: [
                "arrivals",
                "patient list",
            ],
            support: true,
            because_of: true,
            volume: (amount: 120.0, unit: "patients a week"),
            mean_wait_hours: -3.5,
            note: "by phone",
            verdicts: [
                (day: "2026-03-02", speaker: "Nurses", verdict: Struggles),
                (day: "2026-04-01", speaker: "", verdict: Broken),
                (day: "2026-05-01", speaker: "Nurses", verdict: Works),
            ],
            aliases: [
                "L3",
            ],
            expectations: {
                "friendly": (
                    kind: Want,
                    statement: "a friendly heads-up",
                    source: Surveyed,
                    window: Out(told: "2026-01-05"),
                    disputed: true,
                ),
                "list": (
                    statement: "the list by 8:00",
                    importance: 5,
                    source: Asked,
                    window: In,
                    deliverable: "patient list",
                    standard: (metric: "list ready by 8:00", unit: "%", at_least: 95.0),
                    measurements: {
                        "2026-Q3": (value: 81.0, sample_size: 66),
                        "2026": (value: 0.1),
                    },
                    own_rating: 4.5,
                    ratings: [
                        (day: "2026-03-02", rater: "#1", score: 5.0),
                        (day: "2026-03-02", rater: "Ana", score: 2.25, answers: 3, comment: "late, again"),
                    ],
                    note: "agreed in March",
                    aliases: [
                        "N1",
                    ],
                ),
                "quiet": (
                    statement: "no calls",
                    window: Out(),
                    standard: (metric: "calls", unit: "", at_most: 1e300),
                ),
            },
        ),
        (
            supplier: "nurses",
            customer: "patients",
        ),
    ],
)
"##;

#[test]
fn a_canonical_file_comes_back_byte_for_byte() {
    let loaded = parse(EVERYTHING.as_bytes(), "clinic.org.ron").unwrap();
    assert_eq!(to_text(&loaded.org), EVERYTHING);
    assert_eq!(loaded.notes, []);
}

#[test]
fn an_empty_map_is_four_lines() {
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
        to_text(&loaded.org),
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
