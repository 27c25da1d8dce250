//! Every kind of bad file: refused by name, with line and column, and what to do. None of them panics or takes long.

use std::time::{Duration, Instant};

use throughline::storage::{LoadProblem, limits, parse};

/// A small sound file; the cases below damage it. Line 12 is `links: [`.
const GOOD: &str = r#"#![enable(implicit_some)]
(
    format: 1,
    name: "Clinic",
    parties: {
        "lab": (
            name: "Lab",
        ),
        "ward": (
            name: "Ward",
        ),
    },
    links: [
        (
            supplier: "lab",
            customer: "ward",
            verdicts: [
                (day: "2026-03-02", speaker: "Ana", verdict: Works),
            ],
            expectations: {
                "results": (
                    statement: "results by noon",
                    importance: 4,
                    measurements: {
                        "2026-Q3": (value: 81.0, sample_size: 66),
                    },
                    ratings: [
                        (day: "2026-03-02", rater: "Ana", score: 2.0),
                    ],
                ),
            },
        ),
    ],
)
"#;

/// Puts `new` in the place of `old`, which must be there, and checks the whole message.
fn check(old: &str, new: &str, expected: &str) {
    assert!(GOOD.contains(old), "{old}");
    let bad = GOOD.replacen(old, new, 1);
    let error = parse(bad.as_bytes(), "clinic.org.ron").expect_err(new);
    assert_eq!(error.to_string(), expected, "for {new:?}");
}

#[test]
fn the_good_file_is_good() {
    parse(GOOD.as_bytes(), "clinic.org.ron").unwrap();
}

#[test]
fn repeats_are_refused() {
    check(
        "\"ward\": (",
        "\"lab\": (",
        "clinic.org.ron:9:9: party \"lab\" stands here a second time (first at 6:9); keep one of the two",
    );
    check(
        "    links: [\n",
        "    links: [\n        (supplier: \"lab\", customer: \"ward\"),\n",
        "clinic.org.ron:15:9: the link lab > ward stands here a second time (first at 14:9); keep one of the two",
    );
    check(
        "                \"results\": (",
        "                \"results\": (statement: \"x\"),\n                \"results\": (",
        "clinic.org.ron:22:17: the expectation \"results\" stands here a second time (first at 21:17); keep one of the two",
    );
    check(
        "score: 2.0),\n",
        "score: 2.0),\n                        (rater: \"Ana\", day: \"2026-03-02\", score: 5),\n",
        "clinic.org.ron:29:25: the rating of \"Ana\" on 2026-03-02 stands here a second time (first at 28:25); keep one of the two",
    );
    check(
        "verdict: Works),\n",
        "verdict: Works),\n                (day: \"2026-03-02\", speaker: \"Ana\", verdict: Broken),\n",
        "clinic.org.ron:19:17: the verdict of \"Ana\" on 2026-03-02 stands here a second time (first at 18:17); keep one of the two",
    );
    check(
        "sample_size: 66),\n",
        "sample_size: 66),\n                        \"2026-Q3\": (value: 80),\n",
        "clinic.org.ron:26:25: the measurement of 2026-Q3 stands here a second time (first at 25:25); keep one of the two",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\",\n            name: \"Labor\",",
        "clinic.org.ron:8:13: the entry name stands here a second time (first at 7:13); keep one of the two",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", aliases: [\"L\", \"M\", \"L\"],",
        "clinic.org.ron:7:46: \"L\" stands here a second time (first at 7:36); keep one of the two",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", pins: {Chain: (x: 1, y: 2), Chain: (x: 3, y: 4)},",
        "clinic.org.ron:7:54: the pin Chain stands here a second time (first at 7:33); keep one of the two",
    );
    check(
        "    links: [",
        "    parties: {},\n    links: [",
        "clinic.org.ron:13:5: the entry parties stands here a second time (first at 5:5); keep one of the two",
    );
}

#[test]
fn unknown_and_missing_entries_are_named() {
    check(
        "importance: 4",
        "importanse: 4",
        "clinic.org.ron:23:21: an expectation has no entry called importanse; did you mean importance?",
    );
    check(
        "name: \"Lab\",",
        "colour: 3,",
        "clinic.org.ron:7:13: a party has no entry called colour; it may have name, kind, department, reports_to, lead, offers, \
         may_decide, note, weight, open_needs, aliases, pins",
    );
    check("supplier: \"lab\",", "", "clinic.org.ron:14:9: a link needs an entry called supplier; add it");
    check(", score: 2.0", "", "clinic.org.ron:28:25: a rating needs an entry called score; add it");
    check("value: 81.0, ", "", "clinic.org.ron:25:36: a measurement needs an entry called value; add it");
    check(
        "importance: 4",
        "standard: (metric: \"m\")",
        "clinic.org.ron:23:31: a standard needs an entry called at_least or at_most; add it",
    );
    check(
        "importance: 4",
        "standard: (at_least: 1, at_most: 2)",
        "clinic.org.ron:23:54: at_least and at_most exclude each other; keep one of the two",
    );
    check("name: \"Lab\",", "", "clinic.org.ron:6:9: party lab has no name; give it one");
    check(
        "statement: \"results by noon\"",
        "statement: \" \"",
        "clinic.org.ron:21:17: results on link lab > ward says nothing; write down what the customer expects, or remove it",
    );
}

#[test]
fn links_and_managers_must_point_at_somebody() {
    check(
        "customer: \"ward\"",
        "customer: \"wart\"",
        "clinic.org.ron:16:23: this link names \"wart\", who is not among the parties; add that party, or correct the id (did you \
         mean \"ward\"?)",
    );
    check(
        "supplier: \"lab\"",
        "supplier: \"pharmacy\"",
        "clinic.org.ron:15:23: this link names \"pharmacy\", who is not among the parties; add that party, or correct the id",
    );
    check(
        "supplier: \"lab\"",
        "supplier: \"ward\"",
        "clinic.org.ron:16:23: this link leads from \"ward\" to itself; a link joins two parties",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", reports_to: \"wards\",",
        "clinic.org.ron:7:38: lab reports to wards, who is not another team on the map; name a team or leave it out (did you \
         mean \"ward\"?)",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", reports_to: \"lab\",",
        "clinic.org.ron:7:38: lab reports to lab, who is not another team on the map; name a team or leave it out",
    );
    check(
        "\"lab\": (",
        "\"\": (",
        "clinic.org.ron:6:9: a party has an empty id; give it a name with a letter or a digit",
    );
}

#[test]
fn numbers_days_and_words_stay_in_their_ranges() {
    let importance = "importance is a whole number from 1 to 5";
    for (bad, message) in [
        ("0", format!("the number 0: {importance}")),
        ("6", format!("the number 6: {importance}")),
        ("-3", format!("the number -3: {importance}")),
        ("2.5", format!("the number 2.5: {importance}")),
        (
            "99999999999999999999999999999999999999999",
            format!("the number 9999999999999999999999999999999999999999...: {importance}"),
        ),
        (
            "\"4\"",
            "the text \"4\" stands where a whole number from 1 to 5 is expected; correct it in a text editor"
                .to_owned(),
        ),
        (
            "NaN",
            "the word NaN stands where a whole number from 1 to 5 is expected; correct it in a text editor"
                .to_owned(),
        ),
        (
            "'4'",
            "'4' stands where a whole number from 1 to 5 is expected; correct it in a text editor".to_owned(),
        ),
    ] {
        check("importance: 4", &format!("importance: {bad}"), &format!("clinic.org.ron:23:33: {message}"));
    }
    let score = "a score lies between 1 and 5, with at most two decimals, for example 3 or 4.25";
    for bad in ["0.99", "5.01", "3.123", "-1"] {
        let message = format!("clinic.org.ron:28:66: the number {bad}: {score}");
        check("score: 2.0", &format!("score: {bad}"), &message);
    }
    for (bad, message) in [
        ("NaN", "the word NaN: write a number such as 24 or 0.5"),
        ("inf", "the word inf: write a number such as 24 or 0.5"),
        ("1e400", "the number 1e400: too large to be a number here; write a number such as 24 or 0.5"),
        ("-1e400", "the number -1e400: too large to be a number here; write a number such as 24 or 0.5"),
        ("-inf", "the number -inf: too large to be a number here; write a number such as 24 or 0.5"),
        (
            "1.2.3",
            "the number 1.2.3 stands where a number such as 24 or 0.5 is expected; correct it in a text editor",
        ),
        (
            "true",
            "the word true stands where a number such as 24 or 0.5 is expected; correct it in a text editor",
        ),
    ] {
        check("value: 81.0", &format!("value: {bad}"), &format!("clinic.org.ron:25:44: {message}"));
    }
    check(
        "sample_size: 66",
        "sample_size: 0",
        "clinic.org.ron:25:63: the number 0: a sample size is a whole number from 1 to 4294967295",
    );
    check(
        "score: 2.0",
        "score: 2.0, answers: 0",
        "clinic.org.ron:28:80: the number 0: the number of answers is a whole number from 1 to 1000000000",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", weight: 0,",
        "clinic.org.ron:7:34: the number 0: a weight is above zero, such as 1 or 2.5",
    );
    check(
        "name: \"Lab\",",
        "name: \"Lab\", pins: {Chain: (x: 2147483648)},",
        "clinic.org.ron:7:44: the number 2147483648: a coordinate is a whole number from -2147483648 to 2147483647",
    );
    check(
        "supplier: \"lab\",",
        "supplier: \"lab\", volume: (amount: -1),",
        "clinic.org.ron:15:47: the number -1: an amount is zero or more",
    );
    check(
        "day: \"2026-03-02\", rater",
        "day: \"2.3.2026\", rater",
        "clinic.org.ron:28:31: the text \"2.3.2026\": a day is written year-month-day, for example 2026-11-21",
    );
    check(
        "\"2026-Q3\"",
        "\"Q3 2026\"",
        "clinic.org.ron:25:25: the text \"Q3 2026\": a period is written 2026, 2026-Q3, 2026-09, 2026-W38 or 2026-09-14",
    );
    check(
        "verdict: Works",
        "verdict: Fine",
        "clinic.org.ron:18:62: the word Fine stands where one of Works, Struggles, Broken is expected; correct it in a text editor",
    );
    check(
        "importance: 4",
        "window: Outside",
        "clinic.org.ron:23:29: the word Outside stands where one of In, Undecided, Out(), Out(told: \"2026-01-05\") is expected; \
         correct it in a text editor",
    );
    check(
        "name: \"Clinic\"",
        "policy: (met_from: 2.0)",
        "clinic.org.ron:4:13: the policy's thresholds are out of order; keep strained_from <= met_from <= exceeded_from",
    );
}

#[test]
fn values_of_another_sort_are_named() {
    check(
        "name: \"Lab\",",
        "name: Lab,",
        "clinic.org.ron:7:19: the word Lab stands where a text in \"quotes\" is expected; correct it in a text editor",
    );
    check(
        "parties: {",
        "parties: [], link: {",
        "clinic.org.ron:5:18: an org file has no entry called link; did you mean links?",
    );
    check(
        "verdicts: [",
        "verdicts: {}, deliverables: [",
        "clinic.org.ron:17:23: a { } table stands where a list of verdicts [ ... ] is expected; correct it in a text editor",
    );
    check(
        "(day: \"2026-03-02\", speaker: \"Ana\", verdict: Works)",
        "(\"2026-03-02\", \"Ana\", Works)",
        "clinic.org.ron:18:17: a ( ) group stands where a verdict ( ... ) is expected; correct it in a text editor",
    );
    check(
        "name: \"Clinic\"",
        "map_complete: 1",
        "clinic.org.ron:4:19: the number 1 stands where true or false is expected; correct it in a text editor",
    );
}

#[test]
fn broken_notation_is_placed() {
    for (old, new, message) in [
        ("name: \"Lab\",", "name \"Lab\",", "7:18: a text stands where a colon, a comma or ) is expected"),
        ("importance: 4", "importance 4", "23:32: \"4\" stands where a colon is expected"),
        ("importance: 4,", "importance: 4", "24:21: \"m\" stands where a comma or ) is expected"),
        ("importance: 4,", "importance: 4,,", "23:35: \",\" stands where the name of an entry is expected"),
        ("importance: 4", "importance: @", "23:33: \"@\" stands where a value is expected"),
        ("verdicts: [", "verdicts: [/x", "17:24: \"/\" stands where a value or a comment is expected"),
        (
            "            },\n        ),\n    ],\n)",
            "            ),\n        ),\n    ],\n)",
            "31:13: \")\" stands where a value is expected",
        ),
        ("    ],\n)\n", "    ],\n)\n)\n", "35:1: \")\" stands where the end of the file is expected"),
        (
            "#![enable(implicit_some)]",
            "#![allow(implicit_some)]",
            "1:4: \"a\" stands where #![enable(implicit_some)] is expected",
        ),
    ] {
        check(old, new, &format!("clinic.org.ron:{message}; correct it in a text editor"));
    }
    check(
        "name: \"Lab\"",
        "name: \"L\\ab\"",
        "clinic.org.ron:7:21: \\a is no character that can be written with a backslash; write \\\\ for a backslash itself",
    );
    check(
        "name: \"Lab\"",
        "name: \"\\u{110000}\"",
        "clinic.org.ron:7:20: \\u is no character that can be written with a backslash; write \\\\ for a backslash itself",
    );
    check(
        "implicit_some",
        "implicit_none",
        "clinic.org.ron:1:11: the notation extension implicit_none is not known here; remove that line, or use only implicit_some",
    );
    check(
        "format: 1",
        "name: \"x\"",
        "clinic.org.ron:2:1: this does not look like an org file: its first entry should be `format: 1`; add it if the file was written by hand",
    );
    check("format: 1", "format: 0", "clinic.org.ron:3:13: the number 0: the format is the number 1");
    check(
        "format: 1",
        "format: \"1\"",
        "clinic.org.ron:3:13: the text \"1\" stands where the number 1 is expected; correct it in a text editor",
    );
}

#[test]
fn an_unfinished_merge_is_named() {
    let message = "a merge of two versions was left unfinished here; choose one side, delete the lines that begin with <<<<<<<, \
                   ======= and >>>>>>>, and open it again";
    check(
        "                    importance: 4,\n",
        "<<<<<<< HEAD\n                    importance: 4,\n=======\n                    importance: 5,\n>>>>>>> theirs\n",
        &format!("clinic.org.ron:23:1: {message}"),
    );
    check(
        "        \"ward\": (",
        "||||||| base\n        \"ward\": (",
        &format!("clinic.org.ron:9:1: {message}"),
    );
}

#[test]
fn a_newer_file_is_refused_by_name_whatever_it_holds() {
    for rest in ["", "parties: { \"x\": (name: \"X\", mood: Happy) }", "?? a notation of the future ]["] {
        let newer =
            format!("#![enable(implicit_some)]\n(\n  format: 3, made_by: \"Throughline 2.1\", {rest} )");
        let error = parse(newer.as_bytes(), "clinic.org.ron").unwrap_err();
        assert!(matches!(&error.problem, LoadProblem::NewerFormat { format: 3, .. }), "{error}");
        assert_eq!(
            error.to_string(),
            "clinic.org.ron: made by Throughline 2.1 (format 3); this is 0.1.0 (format 1): get the newer program to open it; it was \
             not touched"
        );
    }
    let nameless = parse(b"(format: 2, parties: {})", "x").unwrap_err();
    assert!(nameless.to_string().contains("made by a newer program (format 2)"), "{nameless}");
}

/// Bytes that are no text, or no whole text.
#[test]
fn files_that_are_not_whole_texts_are_named() {
    let cut = &GOOD[..GOOD.find("score").unwrap()];
    let zeros = [cut.as_bytes(), &[0; 512]].concat();
    let zeros_after = [GOOD.as_bytes(), &[0; 512]].concat();
    let in_text = [&GOOD.as_bytes()[..GOOD.find("on\"").unwrap()], &[0; 9]].concat();
    let latin = GOOD.replace("Ward", "W\u{e4}rd").replace('\u{e4}', "\u{1}");
    let latin: Vec<u8> = latin.bytes().map(|byte| if byte == 1 { 0xE4 } else { byte }).collect();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let unmarked: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: &[(&[u8], &str)] = &[
        (b"", "x: the file is empty; open a backup, or delete it and save the map again"),
        (b" \n\t\n", "x: the file is empty; open a backup, or delete it and save the map again"),
        (b"\xEF\xBB\xBF", "x: the file is empty; open a backup, or delete it and save the map again"),
        (
            b"#![enable(implicit_some)]\n// nothing",
            "x: the file is empty; open a backup, or delete it and save the map again",
        ),
        (&latin, "x:10:21: these bytes are not UTF-8 text; open it in a text editor and save it as UTF-8"),
        (&utf16, "x:1:1: this is UTF-16 text; open it in a text editor and save it as UTF-8"),
        (&utf16[2..], "x:1:1: this is UTF-16 text; open it in a text editor and save it as UTF-8"),
        (&unmarked, "x:1:1: this is UTF-16 text; open it in a text editor and save it as UTF-8"),
        (
            &zeros,
            "x:28:59: zero bytes stand here: the file was not written to its end; open a backup, or delete the zero bytes in a text editor",
        ),
        (
            &in_text,
            "x:22:46: zero bytes stand here: the file was not written to its end; open a backup, or delete the zero bytes in a text editor",
        ),
        (
            &zeros_after,
            "x:35:1: zero bytes stand here: the file was not written to its end; open a backup, or delete the zero bytes in a text editor",
        ),
        (
            cut.as_bytes(),
            "x:28:59: the file ends before the ( that began at 28:25 is closed: it was cut off; open a backup, or complete it in a text editor",
        ),
        (
            b"(format: 1, name: \"Cli",
            "x:1:23: the file ends before the text that began at 1:19 is closed: it was cut off; open a backup, or complete it in a text editor",
        ),
        (
            b"(format: 1, /* half",
            "x:1:20: the file ends before the comment that began at 1:13 is closed: it was cut off; open a backup, or complete it in a text editor",
        ),
        (
            b"{\"nodes\": []}",
            "x:1:1: this does not look like an org file: its first entry should be `format: 1`; add it if the file was written by hand",
        ),
        (
            b"id,name\n1,Lab\n",
            "x:1:1: this does not look like an org file: its first entry should be `format: 1`; add it if the file was written by hand",
        ),
    ];
    for (bytes, message) in cases {
        let error = parse(bytes, "x").unwrap_err();
        assert_eq!(error.to_string(), *message);
    }
}

/// Places count characters, whatever the line ends and whether or not there is a byte order mark.
#[test]
fn places_hold_with_other_line_ends_and_a_mark() {
    let bad =
        GOOD.replace("name: \"Ward\"", "lead: \"\u{1F600}\u{e9}\", importance: 9").replace('\n', "\r\n");
    for start in ["", "\u{feff}"] {
        let error = parse(format!("{start}{bad}").as_bytes(), "x").unwrap_err();
        assert_eq!(error.place.unwrap().to_string(), "10:25", "{error}");
    }
}

/// A hostile file ends in an error soon, whatever it is made of, and never by a stack that overflows.
#[test]
fn hostile_files_are_refused_soon() {
    let size = 2 * 1024 * 1024;
    let cases: [(&str, Vec<u8>); 8] = [
        ("deep lists", vec![b'['; size]),
        ("deep records", b"(a:".repeat(size / 3)),
        ("deep options", b"Some(".repeat(size / 5)),
        ("deep comments", b"/*".repeat(size / 2)),
        ("many values", [b"(format: 1, links: [".as_slice(), &b"1,".repeat(size / 2)].concat()),
        ("one long text", [b"(format: 1, name: \"".as_slice(), &vec![b'x'; size]].concat()),
        ("one long number", [b"(format: 1, map_complete: ".as_slice(), &vec![b'7'; size], b")"].concat()),
        ("many backslashes", [b"(format: 1, name: \"".as_slice(), &b"\\q".repeat(size / 2), b"\")"].concat()),
    ];
    for (what, bytes) in &cases {
        let started = Instant::now();
        let error = parse(bytes, "x").unwrap_err();
        // In a debug build on a busy machine; a release build is some twenty times faster.
        assert!(started.elapsed() < Duration::from_secs(20), "{what} took {:?}", started.elapsed());
        assert!(error.to_string().len() < 400, "{what}: {} letters", error.to_string().len());
    }
}

#[test]
fn the_limits_are_where_they_are_said_to_be() {
    let nested = |depth: usize| format!("(format: 1, name: {}{})", "[".repeat(depth), "]".repeat(depth));
    let error = parse(nested(limits::MAX_DEPTH - 1).as_bytes(), "x").unwrap_err();
    assert!(matches!(error.problem, LoadProblem::WrongType { .. }), "{error}");
    let error = parse(nested(limits::MAX_DEPTH).as_bytes(), "x").unwrap_err();
    assert_eq!(error.problem, LoadProblem::TooDeep { limit: limits::MAX_DEPTH });

    // Bytes that are no text: the length is looked at first.
    let most = usize::try_from(limits::MAX_FILE_BYTES).unwrap();
    for (length, too_large) in [(most, false), (most + 1, true)] {
        let error = parse(&vec![0xFF; length], "x").unwrap_err();
        assert_eq!(matches!(error.problem, LoadProblem::TooLarge { .. }), too_large, "{error}");
    }
}
