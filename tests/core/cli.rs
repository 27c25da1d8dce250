//! The command line, driven in process: what it writes, where, and which exit code it ends with.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use throughline::cli::{Outcome, Surroundings, run};
use throughline::diagnosis::{Severity, diagnose, fingerprint};
use throughline::model::{AcceptedFinding, Complaint};
use throughline::storage::{Places, load, to_text};

/// A call in a folder of its own, on a day of its own.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a call has said and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> &Self {
        std::fs::write(self.path(name), text).expect("a file");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    /// A call in words; those that name a file of this folder begin with `/`.
    fn arguments(&self, call: &str) -> Vec<OsString> {
        let word = |word: &str| match word.strip_prefix('/') {
            Some(name) => self.path(name).into_os_string(),
            None => OsString::from(word),
        };
        std::iter::once("throughline").chain(call.split_whitespace()).map(word).collect()
    }

    fn outcome(&self, call: &str, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
        let places = Places::in_folder(&self.path("own"));
        let today = || "2026-11-21".parse().expect("a day");
        run(self.arguments(call), &mut Surroundings { out, err, today: &today, places: &places })
    }

    pub(crate) fn call(&self, call: &str) -> Answer {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = match self.outcome(call, &mut out, &mut err) {
            Outcome::Exit(code) => Some(code),
            Outcome::OpenWindow(_) => None,
        };
        let code = code.expect("a call that opens no window");
        let text = |bytes| {
            String::from_utf8(bytes).expect("text").replace(&*self.folder.path().to_string_lossy(), "")
        };
        Answer { code, out: text(out), err: text(err) }
    }
}

/// The smallest chain that has everything: a cause, a symptom, something unknown, something sound.
const TEAMS: &str = "id,name,kind\nmill,River Mill,external_supplier\nbake,Baking,team\ndesk,Order desk,team\n\
                     cafe,Cafés,external_customer\n";
const LINKS: &str = "supplier,customer,need,verdict\nmill,bake,flour by five,works\ndesk,bake,the list by four,broken\n\
                     bake,cafe,rolls by six,fails\ndesk,cafe,a number that answers,\n";

fn desk_with_bakery() -> Desk {
    let desk = Desk::new();
    desk.write("teams.csv", TEAMS).write("links.csv", LINKS);
    let answer = desk.call("import -o /bakery.org.ron --teams /teams.csv --links /links.csv");
    assert_eq!(answer.code, 0, "{answer:?}");
    desk
}

#[test]
fn help_and_version_are_results() {
    let desk = Desk::new();
    for call in [
        "--help",
        "check --help",
        "import --help",
        "diff --help",
        "fmt --help",
        "render --help",
        "report --help",
        "handout --help",
    ] {
        let answer = desk.call(call);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{call}");
        assert!(answer.out.contains("Example"), "{call} has no example");
        assert!(answer.out.lines().all(|line| line.chars().count() <= 120), "{call} is too wide");
    }
    let version = desk.call("--version");
    assert_eq!((version.code, version.out), (0, format!("throughline {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_call_that_makes_no_sense_ends_with_2() {
    let desk = Desk::new();
    for (call, part) in [
        ("check", "<FILE>"),
        ("check a b", "'b'"),
        ("check a --format xml", "xml"),
        ("check a --fail-on bad", "bad"),
        ("check a --today tomorrow", "write it as year-month-day"),
        ("import --teams a --links b", "--output"),
        ("import -o a --links b", "--teams"),
        ("import -o a --teams a --links b --dimension c", "--ratings"),
        ("fmt a --force", "--force"),
        ("render a", "--output"),
        ("render a -o a.jpg", "a name that ends in .svg, .png, .pdf or .html"),
        ("render a -o a", "a name that ends in .svg, .png, .pdf or .html"),
        ("render a -o a.svg --width 800", "only a PNG has a width"),
        ("render a -o a.png --width 0", "--width"),
        ("render a -o a.png --width wide", "--width"),
        ("render a -o a.svg --theme pink", "pink"),
        ("render a -o a.svg --view ring", "ring"),
        ("report a", "--output"),
        ("report a -o a.xlsx", "a name that ends in .html, .md, .csv or .pdf"),
        ("report a -o a", "a name that ends in .html, .md, .csv or .pdf"),
        ("handout a", "--output"),
        ("handout a -o a.md", "a name that ends in .pdf or .html"),
        ("handout a -o a.pdf --today soon", "write it as year-month-day"),
        ("report a -o a.pdf --today soon", "write it as year-month-day"),
        ("--nonsense", "--nonsense"),
    ] {
        let answer = desk.call(call);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{call}");
        assert!(answer.err.contains(part), "{call}: {}", answer.err);
    }
}

#[test]
fn without_a_command_the_window_is_asked_for() {
    let desk = Desk::new();
    let mut nothing = io::sink();
    let mut nothing_either = io::sink();
    for (call, file) in [("", None), ("clinic.org.ron", Some("clinic.org.ron"))] {
        let outcome = desk.outcome(call, &mut nothing, &mut nothing_either);
        assert_eq!(outcome, Outcome::OpenWindow(file.map(PathBuf::from)));
    }
}

#[test]
fn an_import_writes_a_file_that_opens_and_says_what_it_made() {
    let desk = desk_with_bakery();
    desk.write("ratings.csv", "supplier,customer,score\nmill,bake,5\ndesk,cafe,\n");
    let answer =
        desk.call("import -o /b.org.ron --teams /teams.csv --links /links.csv --ratings /ratings.csv");
    assert_eq!(
        answer.out,
        "Made: 2 teams, 1 external customer, 1 external supplier, 4 links, 4 needs, 0 wants, 1 rating.\n\
         /teams.csv: 4 rows, all made something new.\n\
         /links.csv: 4 rows, all made something new.\n\
         /ratings.csv: 2 rows, 1 made something new, 1 skipped.\n\
         Written to /b.org.ron.\n"
    );
    assert_eq!(answer.err, "/ratings.csv:3: row skipped: column score: there is no score\n");
    assert_eq!(answer.code, 0, "skipped rows are no fault");
    let org = load(&desk.path("b.org.ron")).expect("opens").org;
    assert_eq!((org.name.as_str(), org.links().len()), ("B", 4));
}

#[test]
fn one_table_is_imported_by_its_own_columns_or_by_those_that_are_named() {
    let desk = Desk::new();
    desk.write("all.csv", "From;To;need;score;rater\nLab;Clinic;results by 9;2,5;Ana\nLab;Lab;;;\n");
    let answer = desk.call("import -o /one.org.ron --table /all.csv --map supplier=From,customer=To");
    assert_eq!(
        answer.out,
        "Made: 2 teams, 1 link, 1 need, 0 wants, 1 rating.\n\
         /all.csv: 2 rows, 1 made something new, 1 skipped.\n\
         /all.csv, its ratings: 1 row, all made something new.\n\
         Written to /one.org.ron.\n"
    );
    assert!(answer.err.starts_with("/all.csv:3: row skipped: \"Lab\" serves itself"), "{}", answer.err);
    assert_eq!(answer.code, 0);
    assert_eq!(load(&desk.path("one.org.ron")).expect("opens").org.links().len(), 1);
    for (call, code, words) in [
        ("import --dry-run --table /all.csv", 3, "error: /all.csv:1: there is no column supplier"),
        (
            "import --dry-run --table /all.csv --map supplier=Whence",
            3,
            "error: /all.csv:1: there is no header \"Whence\"",
        ),
        ("import --dry-run --table /all.csv --map boss=From", 2, "error: --map: \"boss\" is no column"),
        ("import --dry-run --table /all.csv --map supplier", 2, "error:"),
        ("import --dry-run --table /all.csv --teams /all.csv", 2, "error:"),
        ("import --dry-run --map supplier=From", 2, "error:"),
        ("import --dry-run", 2, "error:"),
    ] {
        let answer = desk.call(call);
        assert_eq!(answer.code, code, "{call}: {answer:?}");
        assert!(answer.err.starts_with(words), "{call}: {}", answer.err);
    }
}

#[test]
fn an_import_never_replaces_a_file_unless_told() {
    let desk = desk_with_bakery();
    desk.write("old.ron", "precious");
    let answer = desk.call("import -o /old.ron --teams /teams.csv --links /links.csv");
    assert_eq!(answer.code, 4);
    assert_eq!(
        answer.err,
        "error: /old.ron: is there already; choose another name, or add --force to replace it\n"
    );
    assert_eq!(desk.read("old.ron"), "precious");
    let answer = desk.call("import -o /old.ron --teams /teams.csv --links /links.csv --force");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(load(&desk.path("old.ron")).is_ok());
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let desk = desk_with_bakery();
    let answer = desk.call("import --dry-run -o /new.org.ron --teams /teams.csv --links /links.csv");
    assert_eq!(answer.code, 0);
    assert!(answer.out.starts_with("Made: 2 teams, 1 external customer"), "{}", answer.out);
    assert!(answer.out.ends_with("A dry run: nothing was written.\n"), "{}", answer.out);
    assert!(!desk.path("new.org.ron").exists());
    assert_eq!(
        desk.call("import --dry-run --teams /teams.csv --links /links.csv").code,
        0,
        "no OUT is needed"
    );
}

#[test]
fn what_cannot_be_read_ends_with_3_and_names_file_and_line() {
    let desk = desk_with_bakery();
    desk.write("bad.csv", "name\n\"open\n")
        .write("bad.ron", "(format: 1, what: 2)")
        .write("odd.csv", "colour\nred\n");
    for (call, message) in [
        ("check /none.ron", "error: /none.ron: could not be read"),
        ("check /bad.ron", "error: /bad.ron:1:"),
        ("fmt /bad.ron", "error: /bad.ron:1:"),
        ("import --dry-run --teams /none.csv --links /links.csv", "error: /none.csv: could not be read"),
        ("import --dry-run --teams /bad.csv --links /links.csv", "error: /bad.csv:2:1: the quotation mark"),
        (
            "import --dry-run --teams /odd.csv --links /links.csv",
            "error: /odd.csv:1: there is no column name",
        ),
    ] {
        let answer = desk.call(call);
        assert_eq!((answer.code, answer.out.as_str()), (3, ""), "{call}");
        assert!(answer.err.starts_with(message), "{call}: {}", answer.err);
    }
}

#[test]
fn a_file_that_cannot_be_written_ends_with_4() {
    let desk = desk_with_bakery();
    let answer = desk.call("import -o /no/such/folder.ron --teams /teams.csv --links /links.csv");
    assert_eq!((answer.code, answer.out.as_str()), (4, ""));
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
}

#[test]
fn check_ends_with_1_when_a_finding_is_as_severe_as_asked() {
    let desk = desk_with_bakery();
    for (options, code) in [("", 1), ("--fail-on info", 1), ("--fail-on critical", 1)] {
        assert_eq!(desk.call(&format!("check /bakery.org.ron {options}")).code, code, "{options}");
    }
    desk.write("good.csv", "supplier,customer,need,verdict\nbake,cafe,rolls by six,works\ndesk,bake,a list,works\nmill,bake,flour,ok\n");
    assert_eq!(desk.call("import -o /good.org.ron --teams /teams.csv --links /good.csv").code, 0);
    for (options, code) in [("", 0), ("--fail-on critical", 0), ("--fail-on medium", 0), ("--fail-on low", 1)]
    {
        let answer = desk.call(&format!("check /good.org.ron {options}"));
        assert_eq!(answer.code, code, "{options}: {}", answer.out);
        assert_eq!(answer.err, "");
    }
}

#[test]
fn what_is_accepted_does_not_fail_a_check() {
    let desk = desk_with_bakery();
    let mut org = load(&desk.path("bakery.org.ron")).expect("an organisation").org;
    let today = "2026-11-21".parse().expect("a day");
    let before = diagnose(&org, today).findings;
    let bad = before.iter().filter(|finding| finding.severity <= Severity::High);
    for finding in bad.clone() {
        let fingerprint = fingerprint(finding, &org);
        let (by, why) = ("Ana".to_owned(), "the mill is being rebuilt".to_owned());
        let accepted = AcceptedFinding { by, why, day: today, until: Some(today), fingerprint };
        org.accepted_findings.insert(finding.id(), accepted);
    }
    desk.write("accepted.org.ron", &to_text(&org));
    let answer = desk.call("check /accepted.org.ron");
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert!(!answer.out.contains("Findings, fix first"));
    assert!(answer.out.ends_with(&format!("\n{} findings accepted.\n", bad.count())), "{}", answer.out);
    assert_eq!(desk.call("check /accepted.org.ron --today 2026-11-22").code, 1, "it was for a day");
    let json = desk.call("check /accepted.org.ron --format json").out;
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for finding in value["findings"].as_array().expect("a list") {
        let is_bad = ["critical", "high"].contains(&finding["severity"].as_str().expect("a word"));
        assert_eq!(finding["accepted"].as_bool(), Some(is_bad), "{finding}");
    }
}

#[test]
fn what_nobody_looked_for_is_said() {
    let desk = desk_with_bakery();
    let mut org = load(&desk.path("bakery.org.ron")).expect("an organisation").org;
    for rule in ["unmet-need", "stale", "no-such-rule"] {
        org.policy.rules_off.insert(rule.to_owned());
    }
    desk.write("quiet.org.ron", &to_text(&org));
    let page = desk.call("check /quiet.org.ron").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("2 rules are switched off: unmet-need, stale."), "{page}");
    assert!(page.contains("switches off \"no-such-rule\", and there is no such rule"), "{page}");
    assert!(!desk.call("check /bakery.org.ron").out.contains("switched off"));
}

#[test]
fn complaints_stand_in_the_answers() {
    let desk = desk_with_bakery();
    let mut org = load(&desk.path("bakery.org.ron")).expect("an organisation").org;
    let complaint = Complaint::of("cafe".into(), "2026-09-01".parse().expect("a day"), "no rolls");
    org.complaints.insert("c".into(), complaint);
    desk.write("felt.org.ron", &to_text(&org));
    let page = desk.call("check /felt.org.ron").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("1 of 1 complaint open; 1 leads back to a probable cause, and that lies inside."),
        "{page}"
    );
    assert!(page.contains("1 open complaint leads back to it"), "{page}");
    let json = desk.call("check /felt.org.ron --format json").out;
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["fixes"][0]["complaints"], 1);
}

#[test]
fn the_page_for_people_says_cause_question_and_next_step() {
    let desk = desk_with_bakery();
    let answer = desk.call("check /bakery.org.ron");
    insta::assert_snapshot!(answer.out);
    assert!(answer.out.lines().all(|line| line.chars().count() <= 100));
    assert_eq!(answer.out, desk.call("check /bakery.org.ron --format text --today 2026-11-21").out);
}

#[test]
fn an_empty_organisation_has_a_page_too() {
    let desk = Desk::new();
    desk.write("teams.csv", "name\n").write("links.csv", "supplier,customer\n");
    assert_eq!(desk.call("import -o /empty.org.ron --teams /teams.csv --links /links.csv").code, 0);
    let answer = desk.call("check /empty.org.ron");
    assert_eq!(answer.code, 0);
    insta::assert_snapshot!(answer.out);
}

/// The keys of the outermost object of a JSON text, in the order in which they stand there.
fn keys(json: &str) -> Vec<String> {
    let (mut depth, mut keys) = (0, Vec::new());
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '"' => {
                let mut word = String::new();
                while let Some(inside) = characters.next().filter(|inside| *inside != '"') {
                    word.extend(if inside == '\\' { characters.next() } else { Some(inside) });
                }
                if depth == 1 && characters.peek() == Some(&':') {
                    keys.push(word);
                }
            }
            _ => {}
        }
    }
    keys
}

/// The contract of format 1: which keys an element of each list has, in this order.
const CONTRACT: &[(&str, &[&str])] = &[
    (
        "links",
        &["supplier", "customer", "state", "strength", "role", "group", "unseen", "likely", "explained_by"],
    ),
    ("teams", &["id", "kind", "distance", "reaches", "cut_off", "single_point_for", "weakest"]),
    (
        "findings",
        &[
            "id",
            "rule",
            "class",
            "severity",
            "teams",
            "links",
            "expectations",
            "message",
            "next_step",
            "accepted",
        ],
    ),
    ("fixes", &["kind", "links", "external_customers", "explains", "severity", "complaints", "internal"]),
    ("questions", &["link", "gain"]),
];

const COUNTS: &[&str] = &[
    "teams",
    "external_customers",
    "external_suppliers",
    "links",
    "needs",
    "wants",
    "broken",
    "strained",
    "unknown",
    "sound",
    "roots",
    "root_groups",
    "symptoms",
];

#[test]
fn the_answer_for_programs_keeps_its_contract_to_the_key() {
    let desk = desk_with_bakery();
    let answer = desk.call("check /bakery.org.ron --format json");
    assert_eq!(answer.code, 1);
    assert!(answer.out.ends_with("}\n"));
    let value: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    let outermost = ["format", "org", "today", "counts", "links", "teams", "findings", "fixes", "questions"];
    assert_eq!(keys(&answer.out), outermost);
    assert_eq!(
        (&value["format"], &value["org"], &value["today"]),
        (&1.into(), &"Bakery".into(), &"2026-11-21".into())
    );
    assert_eq!(keys(&value_text(&answer.out, "counts")), COUNTS);
    for (list, expected) in CONTRACT {
        let elements: Vec<&str> = lines_of(&answer.out, list);
        assert_eq!(elements.len(), value[list].as_array().expect("a list").len(), "{list}");
        assert!(!elements.is_empty(), "the bakery has {list}");
        for element in elements {
            assert_eq!(keys(element), *expected, "{list}");
        }
    }
    // Numbers as the shortest exact float, absent things as null.
    let links = lines_of(&answer.out, "links");
    assert_eq!(
        links,
        [
            r#"{"supplier":"bake","customer":"cafe","state":"broken","strength":[1.0,1.0],"role":"symptom","group":null,"unseen":false,"likely":true,"explained_by":[["desk","bake"]]}"#,
            r#"{"supplier":"desk","customer":"bake","state":"broken","strength":[1.0,1.0],"role":"root","group":0,"unseen":false,"likely":null,"explained_by":[]}"#,
            r#"{"supplier":"desk","customer":"cafe","state":"unknown","strength":[1.0,5.0],"role":"none","group":null,"unseen":false,"likely":null,"explained_by":[]}"#,
            r#"{"supplier":"mill","customer":"bake","state":"sound","strength":[1.0,5.0],"role":"none","group":null,"unseen":false,"likely":null,"explained_by":[]}"#,
        ]
    );
    let teams = lines_of(&answer.out, "teams");
    assert_eq!(
        teams[1],
        r#"{"id":"cafe","kind":"external_customer","distance":0,"reaches":[],"cut_off":false,"single_point_for":[],"weakest":null}"#
    );
    assert_eq!(
        answer.out,
        desk.call("check /bakery.org.ron --format json").out,
        "the same answer every time"
    );
}

/// The text of the value after a key that stands on one line.
fn value_text(json: &str, key: &str) -> String {
    let line =
        json.lines().find(|line| line.trim_start().starts_with(&format!("\"{key}\":"))).expect("the key");
    line.split_once(':').map(|(_, value)| value.trim().trim_end_matches(',').to_owned()).expect("a value")
}

/// The elements of a list, one a line.
fn lines_of<'a>(json: &'a str, list: &str) -> Vec<&'a str> {
    let start = format!("  \"{list}\": [");
    let after = json.lines().skip_while(|line| *line != start).skip(1);
    after.take_while(|line| line.starts_with("    {")).map(|line| line.trim().trim_end_matches(',')).collect()
}

#[test]
fn fmt_writes_the_canonical_form_and_check_only_says_so() {
    let desk = desk_with_bakery();
    let canonical = desk.read("bakery.org.ron");
    assert_eq!(desk.call("fmt --check /bakery.org.ron").code, 0);
    let spaced = canonical.replacen(": ", ":    ", 1);
    desk.write("bakery.org.ron", &spaced);
    let answer = desk.call("fmt --check /bakery.org.ron");
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("/bakery.org.ron is not in its canonical form"), "{}", answer.out);
    assert_eq!(desk.read("bakery.org.ron"), spaced);
    let answer = desk.call("fmt /bakery.org.ron");
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
    assert_eq!(desk.read("bakery.org.ron"), canonical);
}

#[test]
fn fmt_keeps_a_copy_of_a_file_with_comments() {
    let desk = desk_with_bakery();
    let canonical = desk.read("bakery.org.ron");
    let commented = format!("// asked on Monday\n{canonical}");
    desk.write("bakery.org.ron", &commented);
    let answer = desk.call("fmt /bakery.org.ron");
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("comments"), "what was lost is said: {}", answer.err);
    assert_eq!(desk.read("bakery.org.ron"), canonical);
    let (_, copy) = answer.err.trim_end().rsplit_once("kept in ").expect("where the copy is");
    assert!(copy.ends_with(".ron"), "{copy}");
}

#[test]
fn a_picture_is_drawn_and_the_same_each_time() {
    let desk = desk_with_bakery();
    for (view, name) in [("", "/a.svg"), ("--view chain", "/b.svg"), ("--view pyramid", "/c.svg")] {
        let answer = desk.call(&format!("render /bakery.org.ron -o {name} --today 2026-11-21 {view}"));
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{view}");
    }
    let (plain, chain, pyramid) = (desk.read("a.svg"), desk.read("b.svg"), desk.read("c.svg"));
    assert!(plain.starts_with("<svg ") && plain.contains("Order desk"), "a drawing of the bakery");
    assert_eq!(plain, chain);
    assert_ne!(plain, pyramid);
    assert_eq!(desk.call("render /bakery.org.ron -o /a.svg --view pyramid").code, 0, "a picture is replaced");
    assert_eq!(desk.read("a.svg"), pyramid);
    assert_eq!(desk.call("render /bakery.org.ron -o /no/folder.svg").code, 4);
    assert_eq!(desk.call("render /none.ron -o /a.svg").code, 3);
}

#[test]
fn a_picture_is_of_the_kind_that_its_name_asks_for() {
    let desk = desk_with_bakery();
    for (name, begins) in [("a.svg", &b"<svg "[..]), ("a.png", b"\x89PNG\r\n\x1a\n"), ("a.PDF", b"%PDF-")] {
        for again in ["", "again-"] {
            let call = format!("render /bakery.org.ron -o /{again}{name} --today 2026-11-21 --theme dark");
            let answer = desk.call(&call);
            assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{name}");
        }
        let bytes = std::fs::read(desk.path(name)).expect("a file");
        assert!(bytes.starts_with(begins), "{name}");
        assert_eq!(bytes, std::fs::read(desk.path(&format!("again-{name}"))).expect("a file"), "{name}");
    }
    let narrow = desk.call("render /bakery.org.ron -o /narrow.png --width 320");
    assert_eq!(narrow.code, 0, "{}", narrow.err);
    let bytes = std::fs::read(desk.path("narrow.png")).expect("a file");
    assert_eq!(bytes[16..20], 320_u32.to_be_bytes(), "the width in the file's head");
    let answer = desk.call("render /bakery.org.ron -o /wide.png --width 400000");
    assert_eq!(answer.code, 2);
    let (_, rest) = answer.err.split_once("at most ").expect("the width that can be had");
    let widest = rest.split(' ').next().expect("a number");
    assert!(
        !desk.path("wide.png").exists() && widest.parse::<u32>().is_ok_and(|widest| widest > 5000),
        "{rest}"
    );
}

#[test]
fn a_picture_shows_what_is_around_the_party_asked_for() {
    let desk = desk_with_bakery();
    let drawn = |call: &str| {
        let answer = desk.call(&format!("render /bakery.org.ron -o /a.svg --today 2026-11-21 {call}"));
        assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{call}");
        let picture = desk.read("a.svg");
        let is_there = |name: &str| picture.contains(&format!(">{name}</text>"));
        ["River Mill", "Baking", "Cafés", "Order desk"].map(is_there)
    };
    assert_eq!(drawn("--focus mill --steps 0"), [true, false, false, false]);
    assert_eq!(drawn("--focus mill --steps 1"), [true, true, false, false]);
    // Two steps when nobody says how many; the baker's other suppliers are not around the mill.
    assert_eq!(drawn("--focus mill"), [true, true, true, false]);
    assert_eq!(drawn(""), [true; 4]);
    assert_eq!(desk.call("render /bakery.org.ron -o /a.svg --steps 1").code, 2, "steps around nobody");
    let answer = desk.call("render /bakery.org.ron -o /a.svg --focus nobody");
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("nobody has the id \"nobody\""), "{}", answer.err);
}

#[test]
fn a_report_is_written_and_the_same_each_time() {
    let desk = desk_with_bakery();
    for extension in ["html", "md", "csv", "pdf", "PDF"] {
        let call = |name: &str| format!("report /bakery.org.ron -o /{name}.{extension} --today 2026-11-21");
        for name in ["a", "b", "b"] {
            let answer = desk.call(&call(name));
            assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{extension}");
        }
        let bytes = |name: &str| std::fs::read(desk.path(&format!("{name}.{extension}"))).expect("a file");
        assert_eq!(bytes("a"), bytes("b"), "{extension}");
    }
    assert!(desk.read("a.md").contains("Order desk"), "a report on the bakery");
    assert_eq!(desk.call("report /bakery.org.ron -o /no/folder.pdf").code, 4);
    assert_eq!(desk.call("report /none.ron -o /a.pdf").code, 3);
    let closed = || Closing { left: 0, kind: io::ErrorKind::BrokenPipe };
    let call = "report /bakery.org.ron -o /unheard.html";
    assert_eq!(desk.outcome(call, &mut closed(), &mut closed()), Outcome::Exit(0));
    assert!(desk.read("unheard.html").contains("Order desk"), "written although nobody listens");
}

#[test]
fn a_handout_is_written_and_says_what_has_changed() {
    let desk = desk_with_bakery();
    for extension in ["html", "pdf", "PDF"] {
        let call = |name: &str| format!("handout /bakery.org.ron -o /{name}.{extension} --today 2026-11-21");
        for name in ["a", "b", "b"] {
            let answer = desk.call(&call(name));
            assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""), "{extension}");
        }
        let bytes = |name: &str| std::fs::read(desk.path(&format!("{name}.{extension}"))).expect("a file");
        assert_eq!(bytes("a"), bytes("b"), "{extension}");
    }
    assert!(!desk.read("a.html").contains("What changed since"));
    let since = "handout /bakery.org.ron -o /since.html --since /bakery.org.ron --today 2026-11-21";
    assert_eq!(desk.call(since).code, 0);
    let page = desk.read("since.html");
    assert!(page.contains("What changed since bakery.org.ron"), "the version is named");
    assert!(page.contains("Nothing on the map was changed."));
    assert_eq!(desk.call("handout /bakery.org.ron -o /no/folder.pdf").code, 4);
    assert_eq!(desk.call("handout /none.ron -o /a.pdf").code, 3);
    assert_eq!(desk.call("handout /bakery.org.ron -o /a.pdf --since /none.ron").code, 3);
}

/// A stream that takes so many bytes and then refuses.
struct Closing {
    left: usize,
    kind: io::ErrorKind,
}

impl Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        if taken == 0 { Err(self.kind.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
    let desk = desk_with_bakery();
    for call in ["check /bakery.org.ron", "check /bakery.org.ron --format json", "--help", "fmt --help"] {
        for left in [0, 1, 30] {
            for (kind, code) in [(io::ErrorKind::BrokenPipe, 0), (io::ErrorKind::StorageFull, 4)] {
                let mut err = Vec::new();
                let outcome = desk.outcome(call, &mut Closing { left, kind }, &mut err);
                assert_eq!(outcome, Outcome::Exit(code), "{call}, {kind}");
                assert_eq!(err.is_empty(), code == 0, "{call}, {kind}");
            }
        }
    }
}

#[test]
fn an_import_is_written_although_nobody_reads_its_remarks() {
    let desk = desk_with_bakery();
    desk.write("dirty.csv", "supplier,customer\nnobody,cafe\n");
    let call = "import -o /heard.org.ron --teams /teams.csv --links /dirty.csv";
    let closed = || Closing { left: 0, kind: io::ErrorKind::BrokenPipe };
    assert_eq!(desk.outcome(call, &mut closed(), &mut closed()), Outcome::Exit(0));
    assert!(load(&desk.path("heard.org.ron")).is_ok());
}

#[test]
fn the_samples_can_be_checked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs");
    let samples = std::fs::read_dir(&folder).expect("the samples");
    for sample in samples {
        let path = sample.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "ron") {
            continue;
        }
        let desk = Desk::new();
        let name = "sample.org.ron";
        std::fs::copy(&path, desk.path(name)).expect("a copy");
        for format in ["text", "json"] {
            let answer = desk.call(&format!("check /{name} --format {format}"));
            assert!(answer.code <= 1, "{}: {}", path.display(), answer.err);
            if format == "json" {
                serde_json::from_str::<serde_json::Value>(&answer.out).expect("JSON");
            }
        }
        assert_eq!(desk.call(&format!("fmt --check /{name}")).code, 0, "{} is canonical", path.display());
    }
}
