//! What a workshop leaves behind, in the file: its form, and what is said of a file that is wrong.

use throughline::model::{ActionSubject, Day, Dots, Parked, ParkedId, PartyId, StopId, VoteSubject};
use throughline::storage::{parse, to_text};

const GOOD: &str = r#"#![enable(implicit_some)]
(
    format: 1,
    made_by: "Throughline 0.1.0",
    parked: {
        "keys": (
            words: "Who has the keys?",
            day: "2026-11-20",
            about: Party(id: "lab"),
            settled: "2026-11-21",
        ),
        "parking": (
            words: "Parking",
            day: "2026-11-21",
        ),
    },
    votes: [
        (action: "ask-first", dots: 7),
        (supplier: "lab", customer: "ward", dots: 2),
        (finding: "orphan:lab", dots: 1),
    ],
    walk: (
        order: [
            "customer:patients",
            "vision",
        ],
        left_out: [
            "works-well",
        ],
        notes: {
            "vision": "Breathe",
        },
    ),
)
"#;

#[test]
fn what_a_workshop_leaves_behind_stands_one_fact_a_line() {
    let org = parse(GOOD.as_bytes(), "x").unwrap().org;
    let day = |number| Day::new(2026, 11, number).unwrap();
    let keys = Parked {
        about: ActionSubject::Party(PartyId::new("lab")),
        settled: Some(day(21)),
        ..Parked::of("Who has the keys?", day(20))
    };
    assert_eq!(org.parked.get(&ParkedId::new("keys")), Some(&keys));
    assert!(org.parked[&ParkedId::new("parking")].waits());
    assert_eq!(org.votes.get(&VoteSubject::Finding("orphan:lab".to_owned())), Dots::new(1).as_ref());
    assert_eq!(org.walk_order, [StopId::new("customer:patients"), StopId::new("vision")]);
    assert_eq!(to_text(&org), GOOD);
}

#[test]
fn what_is_wrong_is_named_where_it_stands() {
    for (good, bad, place, words) in [
        ("words: \"Parking\"", "words: \" \"", "12:9", "the parked remark parking says nothing"),
        ("            day: \"2026-11-21\",\n", "", "12:20", "day"),
        ("\"parking\": (", "\"keys\": (", "12:9", "the parked remark \"keys\""),
        ("dots: 7", "dots: 0", "18:37", "the number of dots is a whole number from 1 to 4294967295"),
        ("dots: 7", "dots: 4294967296", "18:37", "the number of dots is a whole number"),
        (", dots: 7", "", "18:9", "dots"),
        ("customer: \"ward\", ", "", "19:9", "an action, a finding, or a supplier and a customer"),
        ("(finding: \"orphan:lab\"", "(action: \"ask-first\"", "20:9", "what these dots are for"),
        (
            "            \"vision\",\n",
            "            \"customer:patients\",\n",
            "25:13",
            "\"customer:patients\"",
        ),
        ("left_out: [", "leftout: [", "27:9", "left_out"),
    ] {
        assert!(GOOD.contains(good), "{good}");
        let message = parse(GOOD.replacen(good, bad, 1).as_bytes(), "x").unwrap_err().to_string();
        assert!(message.starts_with(&format!("x:{place}: ")) && message.contains(words), "{message}");
    }
}
