//! The order in which entries stand in a file matters to nobody: the same map comes out, and what stands there twice is found.

use throughline::storage::parse;

/// An org file of these parties, links, expectations of the first link and ratings of its first expectation, in this order.
fn file(reversed: bool, twice: Option<&str>) -> String {
    let in_order = |entries: &[&str]| {
        let mut entries: Vec<&str> = entries.to_vec();
        if reversed {
            entries.reverse();
        }
        entries.extend(twice.and_then(|twice| entries.iter().copied().find(|entry| entry.contains(twice))));
        entries.join(",\n") + ",\n"
    };
    let parties =
        in_order(&["\"bed\": (name: \"Bed\")", "\"lab\": (name: \"Lab\")", "\"ward\": (name: \"Ward\")"]);
    let ratings = in_order(&[
        "(day: \"2026-01-01\", rater: \"Ana\", score: 2)",
        "(day: \"2026-01-01\", rater: \"Bo\", score: 3)",
        "(day: \"2026-02-01\", rater: \"Ana\", score: 4)",
    ]);
    let verdicts = in_order(&[
        "(day: \"2026-01-01\", speaker: \"Cy\", verdict: Works)",
        "(day: \"2026-01-02\", speaker: \"Cy\", verdict: Broken)",
    ]);
    let measured =
        in_order(&["\"2026-Q1\": (value: 1)", "\"2026-Q2\": (value: 2)", "\"2026-Q3\": (value: 3)"]);
    let expectations = in_order(&[
        &format!("\"early\": (statement: \"Early\", ratings: [\n{ratings}])"),
        &format!("\"level\": (statement: \"Level\", measurements: {{\n{measured}}})"),
        "\"whole\": (statement: \"Whole\")",
    ]);
    let links = in_order(&[
        &format!(
            "(supplier: \"bed\", customer: \"lab\", verdicts: [\n{verdicts}], expectations: {{\n{expectations}}})"
        ),
        "(supplier: \"bed\", customer: \"ward\")",
        "(supplier: \"lab\", customer: \"ward\")",
    ]);
    format!("(format: 1, name: \"Clinic\", parties: {{\n{parties}}}, links: [\n{links}])")
}

#[test]
fn a_file_in_another_order_is_the_same_map() {
    let sorted = parse(file(false, None).as_bytes(), "x").expect("an org file");
    let reversed = parse(file(true, None).as_bytes(), "x").expect("an org file");
    assert_eq!(sorted.org, reversed.org);
    assert_eq!(sorted.org.links().len(), 3);
}

#[test]
fn what_stands_there_twice_is_found_in_any_order() {
    for (twice, said) in [
        ("\"lab\": (name", "party \"lab\" stands here a second time (first at "),
        ("\"bed\": (name", "party \"bed\" stands here a second time (first at "),
        ("supplier: \"bed\", customer: \"ward\"", "the link bed > ward stands here a second time (first at "),
        ("supplier: \"bed\", customer: \"lab\"", "the link bed > lab stands here a second time (first at "),
        ("\"level\": (statement", "the expectation \"level\" stands here a second time (first at "),
        ("rater: \"Bo\"", "the rating of \"Bo\" on 2026-01-01 stands here a second time (first at "),
        ("2026-01-02", "the verdict of \"Cy\" on 2026-01-02 stands here a second time (first at "),
        ("2026-Q1", "the measurement of 2026-Q1 stands here a second time (first at "),
    ] {
        for reversed in [false, true] {
            let text = file(reversed, Some(twice));
            let error = parse(text.as_bytes(), "x").expect_err(twice).to_string();
            assert!(error.contains(said), "{error}");
            // It names the line of the first one.
            let first = text.lines().position(|line| line.contains(twice)).map_or(0, |line| line + 1);
            assert!(error.contains(&format!("(first at {first}:")), "{error}\n{text}");
        }
    }
}
