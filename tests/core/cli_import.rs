//! `throughline import`: into an org file that is there, and calls that make no sense.

use throughline::storage::{load, to_text};

use crate::cli::Desk;

const MAP: &str = "(format: 1, name: \"Bakery\", parties: {\n\
    \"desk\": (name: \"Order desk\", aliases: [\"Orders\"]),\n\
    \"bake\": (name: \"Baking\", department: \"Bakehouse\", note: \"keep me\"),\n\
    \"cafes\": (name: \"Caf\u{e9}s\", kind: ExternalCustomer)},\n\
    links: [(supplier: \"desk\", customer: \"bake\", verdicts: [(day: \"2026-01-05\", speaker: \"Baking\", verdict: Works)],\n\
    expectations: {\"list\": (statement: \"Final list by 16:00\", importance: 2)})])\n";

const TABLE: &str = "supplier,customer,customer_kind,need,importance,verdict,score,rater\n\
    orders,BAKING,,final  list by 16:00,5,broken,2,Ana\n\
    Baking,Packing,,,,,,\n\
    Packing,caf\u{e9}s,,Full delivery by 7:00,4,,9,Bo\n\
    Packing,,,,,,,\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("b.org.ron", MAP).write("t.csv", TABLE);
    desk
}

#[test]
fn a_table_goes_into_a_map_that_is_there_and_the_map_as_it_was_is_kept() {
    let desk = desk();
    let answer = desk.call("import --into /b.org.ron --table /t.csv");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(
        answer.out,
        "Into /b.org.ron: new 1 team, 2 links, 1 need, 1 rating; 2 things change.\n  \
         /t.csv:2: Order desk to Baking: works becomes broken\n  \
         /t.csv:2: Order desk to Baking: need \"Final list by 16:00\", importance 2 becomes 5, 1 rating\n  \
         /t.csv:3: New team Packing\n  \
         /t.csv:3: New link Baking to Packing\n  \
         /t.csv:4: New link Packing to Caf\u{e9}s\n  \
         /t.csv:4: Packing to Caf\u{e9}s: new need \"Full delivery by 7:00\"\n\
         /t.csv: 4 rows, 1 skipped.\n\
         /t.csv, its ratings: 2 rows, 1 skipped.\n\
         Written to /b.org.ron.\n"
    );
    let (kept, remarks) = answer.err.split_once('\n').expect("lines");
    let copy = kept.strip_prefix("/b.org.ron: the file as it was is kept in /").expect("where it is kept");
    assert_eq!(desk.read(copy), MAP);
    assert!(
        remarks.starts_with("/t.csv:5: row skipped: column customer: nobody is named; write a name\n"),
        "{remarks}"
    );
    let org = load(&desk.path("b.org.ron")).expect("opens").org;
    assert_eq!(
        (org.name.as_str(), org.parties().len(), org.links().len(), org.map_complete),
        ("Bakery", 4, 3, false)
    );
    let baking = org.parties().values().find(|party| party.name == "Baking").expect("there");
    assert_eq!(baking.note, "keep me", "what the table does not say stays");
}

#[test]
fn the_same_table_a_second_time_changes_nothing() {
    let desk = desk();
    desk.write("t.csv", &TABLE.replace(",9,Bo", ",,"));
    assert_eq!(desk.call("import --into /b.org.ron --table /t.csv").code, 0);
    let first = desk.read("b.org.ron");
    let answer = desk.call("import --into /b.org.ron --table /t.csv");
    assert_eq!(answer.code, 0);
    assert!(
        answer.out.starts_with("Into /b.org.ron: nothing new; nothing that is there changes.\n"),
        "{}",
        answer.out
    );
    assert!(
        answer.out.ends_with("/b.org.ron says all of it already: nothing was written.\n"),
        "{}",
        answer.out
    );
    assert!(!answer.err.contains("is kept in"), "{}", answer.err);
    assert_eq!(desk.read("b.org.ron"), first);
    let org = load(&desk.path("b.org.ron")).expect("opens").org;
    assert_eq!(to_text(&org), first, "in canonical form");
}

#[test]
fn a_dry_run_into_a_map_lists_everything_and_writes_nothing() {
    let desk = desk();
    let rows: String = (0..60).map(|number| format!("Team {number},Caf\u{e9}s\n")).collect();
    desk.write("many.csv", &format!("supplier,customer\n{rows}"));
    let answer = desk.call("import --into /b.org.ron --table /many.csv --dry-run");
    assert_eq!((answer.code, answer.out.lines().count()), (0, 1 + 120 + 1 + 1), "{}", answer.out);
    assert!(answer.out.ends_with("A dry run: nothing was written.\n"), "{}", answer.out);
    assert_eq!(desk.read("b.org.ron"), MAP);
    let answer = desk.call("import --into /b.org.ron --table /many.csv");
    assert!(answer.out.contains("\n  ... and 80 more\n"), "{}", answer.out);
    assert!(
        answer.out.starts_with("Into /b.org.ron: new 60 teams, 60 links; nothing that is there changes.\n"),
        "{}",
        answer.out
    );
}

#[test]
fn comments_that_a_change_does_not_keep_are_spoken_of() {
    let desk = desk();
    desk.write("b.org.ron", &format!("// mine\n{MAP}"));
    let answer = desk.call("import --into /b.org.ron --table /t.csv");
    assert!(
        answer.err.starts_with("/b.org.ron: The file has comments (the first in line 1)"),
        "{}",
        answer.err
    );
}

#[test]
fn nothing_is_changed_when_the_call_or_a_file_is_wrong() {
    let desk = desk();
    desk.write("teams.csv", "name\nA\nB\n").write("links.csv", "supplier,customer\nA,B\n");
    desk.write("newer.org.ron", "(format: 7, made_by: \"Throughline 9\")")
        .write("torn.org.ron", "(format: 1, name: ");
    for (call, code, words) in [
        ("import --into /b.org.ron", 2, "error: the following required"),
        ("import --into /b.org.ron --teams /teams.csv --links /links.csv", 2, "error: the argument '--into"),
        ("import --into /b.org.ron --table /t.csv -o /c.org.ron", 2, "error: the argument '--into"),
        ("import --into /none.org.ron --table /t.csv", 3, "error: /none.org.ron: could not be read"),
        ("import --into /newer.org.ron --table /t.csv", 3, "error: /newer.org.ron: made by Throughline 9"),
        ("import --into /torn.org.ron --table /t.csv", 3, "error: /torn.org.ron:1:19: the file ends"),
        ("import --into /b.org.ron --table /none.csv", 3, "error: /none.csv: could not be read"),
        (
            "import --into /b.org.ron --table /teams.csv",
            3,
            "error: /teams.csv:1: there is no column supplier",
        ),
        ("import --into /b.org.ron --table /t.csv --map boss=From", 2, "error: --map: \"boss\" is no column"),
    ] {
        let answer = desk.call(call);
        assert_eq!(answer.code, code, "{call}: {answer:?}");
        assert!(answer.err.starts_with(words), "{call}: {}", answer.err);
        assert_eq!(answer.out, "", "{call}");
    }
    assert_eq!(desk.read("b.org.ron"), MAP);
}

#[test]
fn a_wrong_call_is_told_before_any_file_is_looked_at() {
    let desk = desk();
    for (call, words) in [
        ("import -o /b.org.ron --table /t.csv --map boss=From", "error: --map: \"boss\" is no column"),
        (
            "import -o /c.org.ron --teams /t.csv --links /t.csv --map supplier=From",
            "error: --map names the columns of the one table",
        ),
        (
            "import -o /c.org.ron --teams /t.csv --links /t.csv --dimension speed",
            "error: --dimension chooses among ratings",
        ),
        (
            "import -o /c.org.ron --table /t.csv --map supplier=x,customer=X",
            "error: --map: \"X\" cannot be supplier and customer",
        ),
        ("merge /b.org.ron /b.org.ron", "error: there is no call \"merge\"; the calls are check, import, "),
        ("chekc /b.org.ron", "error: there is no call \"chekc\""),
    ] {
        let answer = desk.call(call);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{call}: {answer:?}");
        assert!(answer.err.starts_with(words), "{call}: {}", answer.err);
    }
}

#[test]
fn a_header_with_a_comma_can_be_named() {
    let desk = Desk::new();
    desk.write("t.csv", "\"From,team\",to\nLab,Ward\n");
    let answer = desk.call("import -o /o.org.ron --table /t.csv --map supplier=From,team,customer=to");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(load(&desk.path("o.org.ron")).expect("opens").org.links().len(), 1);
}

#[test]
fn what_force_replaces_is_kept_and_said() {
    let desk = desk();
    let answer = desk.call("import -o /b.org.ron --table /t.csv --force");
    let kept = answer
        .err
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("/b.org.ron: the file as it was is kept in /"));
    assert_eq!(desk.read(kept.expect("where it is kept")), MAP);
}

#[test]
fn what_would_command_a_terminal_is_not_passed_on() {
    let desk = Desk::new();
    desk.write("t.csv", "supplier,customer\n\u{1b}[31mred,\u{1b}[31mred\n\u{1b}]0;x\u{7}Lab,Ward\n");
    let answer = desk.call("import -o /o.org.ron --table /t.csv");
    assert!(answer.err.contains("\"\u{fffd}[31mred\" serves itself"), "{}", answer.err);
    desk.write("bad.org.ron", "(format: \u{1b}[31m)");
    for call in ["check /o.org.ron", "check /bad.org.ron"] {
        let answer = desk.call(call);
        let is_control =
            |text: &str| text.contains(|character: char| character.is_control() && character != '\n');
        assert!(!is_control(&answer.out) && !is_control(&answer.err), "{call}: {answer:?}");
    }
}

#[test]
fn a_limit_is_placed_on_the_row_that_breaks_it() {
    let desk = Desk::new();
    let huge = "n".repeat(100_001);
    for (table, words) in [
        (
            format!("supplier,customer,need\na,b,c\na,b,{huge}\na,b,c\n"),
            "error: /t.csv:3: a cell has too many bytes",
        ),
        (
            format!("supplier,customer{}\na,b\n", ",c".repeat(1_001)),
            "error: /t.csv:1: a row has too many cells",
        ),
    ] {
        desk.write("t.csv", &table);
        let answer = desk.call("import --dry-run --table /t.csv");
        assert_eq!(answer.code, 3);
        assert!(answer.err.starts_with(words), "{}", answer.err);
    }
}

#[test]
fn a_folder_that_is_not_there_is_told_with_what_to_do() {
    let desk = desk();
    let answer = desk.call("import -o /no/such.org.ron --table /t.csv");
    assert_eq!(answer.code, 4);
    assert!(answer.err.contains("or choose another place"), "{}", answer.err);
}

#[test]
fn two_files_that_say_the_same_are_the_same_however_they_are_written() {
    let desk = desk();
    desk.write("same.org.ron", &MAP.replace("name: \"Bakery\"", "\n// a comment\nname: \"Bakery\""));
    let answer = desk.call("diff /b.org.ron /same.org.ron");
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "Both say the same.\n", ""));
    let answer = desk.call("diff /b.org.ron /same.org.ron --format json");
    assert_eq!((answer.code, answer.out.as_str()), (0, "{\n  \"format\": 1,\n  \"changes\": []\n}\n"));
}

#[test]
fn a_difference_is_told_fact_by_fact_and_ends_with_1() {
    let desk = desk();
    let other = MAP
        .replace("importance: 2", "importance: 4")
        .replace("\"Order desk\"", "\"Orders\\u{1b}\"")
        .replace("\"bake\": (name", "\"oven\": (name: \"Oven\"), \"bake\": (name");
    desk.write("other.org.ron", &other);
    let answer = desk.call("diff /b.org.ron /other.org.ron");
    assert_eq!(answer.code, 1);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(
        lines,
        [
            "party oven: added",
            "party desk: name \u{201c}Order desk\u{201d} -> \u{201c}Orders\u{fffd}\u{201d}",
            "party oven: name \u{201c}Oven\u{201d}",
            "link desk > bake, list: importance 2 -> 4",
            "4 changes.",
        ]
    );
    let back = desk.call("diff /other.org.ron /b.org.ron");
    assert!(back.out.contains("party oven: removed"), "{}", back.out);
    let answer = desk.call("diff /b.org.ron /other.org.ron --format json");
    assert_eq!(answer.code, 1);
    let json: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    let changes = json["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 4);
    assert_eq!((&changes[0]["party"], &changes[0]["kind"]), (&"oven".into(), &"added".into()));
    assert_eq!(changes[3]["link"], serde_json::json!(["desk", "bake"]));
    assert_eq!((&changes[3]["expectation"], &changes[3]["kind"]), (&"list".into(), &"changed".into()));
    for change in changes {
        assert_eq!(change.as_object().expect("a record").len(), 5, "{change}");
    }
    assert_eq!(desk.call("diff /b.org.ron /none.org.ron").code, 3);
    assert_eq!(desk.call("diff /b.org.ron").code, 2);
}
