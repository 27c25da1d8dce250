//! Files that strangers hand over: of other kinds, of later programs, hostile. Each ends in a short message, soon.

use std::time::{Duration, Instant};

use throughline::storage::{LoadProblem, parse, replace_file};

fn message(text: &str) -> String {
    parse(text.as_bytes(), "clinic.org.ron").expect_err(text.get(..40).unwrap_or(text)).to_string()
}

fn problem(text: &str) -> LoadProblem {
    parse(text.as_bytes(), "clinic.org.ron").expect_err(text).problem
}

#[test]
fn a_later_format_is_refused_by_name_however_it_is_written() {
    for format in
        ["2", "2u64", "0x2", "1_0", "+7", "18446744073709551615", "18446744073709551616", &"9".repeat(80)]
    {
        let text = format!("(format: {format}, made_by: \"Throughline 2.1\", what: @ever)");
        let expected = "clinic.org.ron: made by Throughline 2.1 (format ";
        assert!(message(&text).starts_with(expected), "{format}: {}", message(&text));
    }
    for format in ["-2", "1.5", "x", "\"\"", "0"] {
        let found = problem(&format!("(format: {format}, made_by: \"Throughline 2.1\")"));
        assert!(!matches!(found, LoadProblem::NewerFormat { .. }), "{format}: {found:?}");
    }
}

#[test]
fn a_file_of_another_kind_is_told_from_a_damaged_org_file() {
    for text in [
        "name,kind\nLab,team\n",
        "# Notes\n\nThe lab.",
        "<html></html>",
        "{\"format\": 1}",
        "[[1]]",
        "Dear all,",
    ] {
        let expected = "clinic.org.ron:1:1: this does not look like an org file";
        assert!(message(text).starts_with(expected), "{text}: {}", message(text));
    }
    for (text, place) in [
        ("(format: 1, name: )", "1:19"),
        ("#![enable(implicit_some)\n(format: 1)", "2:1"),
        ("format: 1, name: \"x\"", "1:7"),
        ("Org(format: 1, name ?)", "1:21"),
    ] {
        let found = message(text);
        assert!(found.starts_with(&format!("clinic.org.ron:{place}: ")), "{text}: {found}");
        assert!(found.contains(" is expected; correct it"), "{text}: {found}");
    }
    assert!(matches!(problem("<<<<<<< ours\n(format: 1)"), LoadProblem::ConflictMarker));
}

#[test]
fn a_message_stays_short_whatever_it_quotes() {
    let huge = "\u{e9}n".repeat(2_000_000);
    for (text, begins, ends) in [
        (
            format!("(format: 1, {}: 1)", "n".repeat(4_000_000)),
            "1:13: an org file has no entry called nnn",
            "votes, walk",
        ),
        (
            format!(
                "(format: 1, parties: {{\"a\": (name: \"A\")}}, links: [(supplier: \"a\", customer: \"{huge}\")])"
            ),
            "1:76: this link names",
            "correct the id",
        ),
        (
            format!("(format: 1, parties: {{\"{huge}\": (name: \"A\"), \"{huge}\": (name: \"B\")}})"),
            "1:4000040: party",
            "keep one of the two",
        ),
    ] {
        let found = message(&text);
        assert!(found.starts_with(&format!("clinic.org.ron:{begins}")), "{}", &found[..80]);
        assert!(found.ends_with(ends) && found.len() < 1_300, "{} bytes", found.len());
    }
}

#[test]
fn a_suggestion_among_very_many_costs_no_time() {
    let id = |number: usize| format!("{}{number:08}", "p".repeat(48));
    let parties: Vec<String> = (0..60_000).map(|number| format!("\"{}\":(name:\"N\")", id(number))).collect();
    let text = format!(
        "(format: 1, parties: {{{}}}, links: [(supplier: \"{}x\", customer: \"{}\")])",
        parties.join(","),
        id(3),
        id(4)
    );
    let started = Instant::now();
    let found = message(&text);
    assert!(found.contains("(did you mean \"pppp"), "{found}");
    // Compared with all of them it was 40 seconds in this build.
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn nobody_is_told_to_write_what_already_stands_there() {
    let text = "(format: 1, parties: {\"a\": (name: \"A\", reports_to: \"b\"), \"b\": (name: \"B\", kind: ExternalCustomer)})";
    assert!(!message(text).contains("did you mean"), "{}", message(text));
    let misspelt = text.replace("reports_to: \"b\"", "reports_to: \"c\"");
    assert!(
        message(&misspelt).contains("did you mean \"a\"?")
            || message(&misspelt).contains("did you mean \"b\"?")
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_the_file_system_stays_a_link_when_what_it_points_at_is_replaced() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let (real, link) = (folder.path().join("real.svg"), folder.path().join("link.svg"));
    std::fs::write(&real, "old").expect("a file");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink("real.svg", &link).expect("a link");
    replace_file(&link, b"new").expect("written");
    assert_eq!(std::fs::read_link(&link).expect("still a link"), std::path::Path::new("real.svg"));
    assert_eq!(std::fs::read_to_string(&real).expect("there"), "new");
    assert_eq!(std::fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o640);
    assert!(replace_file(&folder.path().join("no/such/folder.svg"), b"new").is_err());
}
