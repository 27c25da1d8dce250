//! The house order, read from the sources themselves.
//!
//! Every file under `src` is read as text: comments and strings are blanked first, so that a sentence about `crate::ui` is no
//! import. The checker itself is tested on small made-up files, for a test that cannot fail proves nothing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Which rooms a room may import from; itself always. `main` is not listed: it may import everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    ("diagnosis", &["model", "edit"]),
    ("layout", &["model", "edit", "diagnosis"]),
    ("picture", &["model", "edit", "diagnosis", "layout"]),
    ("storage", &["model", "edit", "diagnosis", "layout", "picture"]),
    ("exchange", &["model", "edit", "diagnosis", "layout", "picture", "storage"]),
    ("session", &["model", "edit", "diagnosis", "layout", "picture", "storage", "exchange"]),
    ("cli", &["model", "edit", "diagnosis", "layout", "picture", "storage", "exchange", "session"]),
    ("ui", &["model", "edit", "diagnosis", "layout", "picture", "storage", "exchange", "session"]),
    ("app", &["model", "edit", "diagnosis", "layout", "picture", "storage", "exchange", "session", "ui"]),
];

/// The crates that bring a window: for `ui`, `app` and `main` alone.
const WINDOW_CRATES: &[&str] = &["egui", "eframe", "rfd"];

/// What changes the ground state: for `model` and `edit` alone.
const CHANGES_GROUND_STATE: &[&str] = &["parties_mut", "links_mut", "expectations_mut"];

/// What writes files: for `storage` (org files, journal), `exchange` and `cli` (exports), `app` (settings) alone.
const WRITES_FILES: &[&str] =
    &["fs::write", "File::create", "File::create_new", "File::options", "OpenOptions", "AtomicWriteFile"];

/// What reads a clock: for `session` and what stands right of it alone.
const READS_CLOCK: &[&str] = &["Zoned::now", "Timestamp::now", "SystemTime::now", "Instant::now"];

/// Longest file, in lines.
const LONGEST_FILE: usize = 500;

/// A source file.
struct Source {
    /// Its path below `src`, with `/` between.
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The room it belongs to: its first folder, or its name for a file that stands alone.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The sentence that says what is wrong on a line.
    fn complaint(&self, line: usize, what: &str) -> String {
        format!("src/{}:{line}: {what}", self.path)
    }
}

/// The code with comments and the insides of strings blanked, line by line.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut previous = ' ';
    while let Some(character) = rest.next() {
        match (character, rest.peek()) {
            ('/', Some('/')) => while rest.next_if(|next| *next != '\n').is_some() {},
            ('/', Some('*')) => skip_block_comment(&mut rest, &mut code),
            ('"', _) => skip_string(&mut rest, &mut code, '"', true),
            ('r', Some('"' | '#')) if !previous.is_alphanumeric() && previous != '_' => {
                skip_raw_string(&mut rest, &mut code)
            }
            ('\'', _) => skip_character(&mut rest, &mut code),
            _ => code.push(character),
        }
        previous = character;
    }
    code
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn keep_line(character: char, code: &mut String) {
    if character == '\n' {
        code.push('\n');
    }
}

fn skip_block_comment(rest: &mut Rest<'_>, code: &mut String) {
    rest.next();
    let (mut depth, mut last) = (1_usize, ' ');
    while depth > 0 {
        let Some(next) = rest.next() else { return };
        keep_line(next, code);
        match (last, next) {
            ('*', '/') => (depth, last) = (depth - 1, ' '),
            ('/', '*') => (depth, last) = (depth + 1, ' '),
            _ => last = next,
        }
    }
}

fn skip_string(rest: &mut Rest<'_>, code: &mut String, end: char, has_escapes: bool) {
    code.push('"');
    while let Some(next) = rest.next() {
        keep_line(next, code);
        if next == '\\' && has_escapes {
            if let Some(escaped) = rest.next() {
                keep_line(escaped, code);
            }
        } else if next == end {
            break;
        }
    }
    code.push('"');
}

/// After an `r`: a raw string, a raw name such as `r#type`, or just the letter.
fn skip_raw_string(rest: &mut Rest<'_>, code: &mut String) {
    let mut marks = 0;
    while rest.next_if_eq(&'#').is_some() {
        marks += 1;
    }
    if rest.next_if_eq(&'"').is_none() {
        return code.push('r');
    }
    code.push('"');
    let mut closing = None;
    for next in rest.by_ref() {
        keep_line(next, code);
        closing = match (next, closing) {
            ('"', _) => Some(0),
            ('#', Some(seen)) => Some(seen + 1),
            _ => None,
        };
        if closing == Some(marks) {
            break;
        }
    }
    code.push('"');
}

/// After a `'`: a character, or a lifetime.
fn skip_character(rest: &mut Rest<'_>, code: &mut String) {
    code.push('\'');
    match (rest.next(), rest.peek()) {
        (Some('\\'), _) => {
            rest.next();
            while rest.next_if(|next| *next != '\'').is_some() {}
            rest.next();
        }
        (Some(_), Some('\'')) => {
            rest.next();
        }
        (Some(first), _) => code.push(first),
        (None, _) => {}
    }
}

/// Whether `word` begins or ends inside a longer name there.
fn stands_alone(code: &str, at: usize, word: &str) -> bool {
    let is_name = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() || character == '_')
    };
    let before = code.get(..at).and_then(|before| before.chars().next_back());
    let after = code.get(at + word.len()..).and_then(|after| after.chars().next());
    !is_name(before) && !is_name(after)
}

/// Every place where `word` stands by itself, with its line from 1.
fn places<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    code.match_indices(word)
        .filter(move |(at, _)| stands_alone(code, *at, word))
        .map(|(at, _)| (at, 1 + code.get(..at).unwrap_or_default().matches('\n').count()))
}

/// The rooms that the code names after `crate::`, also in `crate::{a, b::c}`, with their lines.
fn rooms_named(code: &str) -> Vec<(String, usize)> {
    let mut named = Vec::new();
    for (at, line) in places(code, "crate") {
        let Some(path) = code.get(at + "crate".len()..).and_then(|rest| rest.trim_start().strip_prefix("::"))
        else {
            continue;
        };
        let path = path.trim_start();
        let heads = match path.strip_prefix('{') {
            Some(group) => heads_of_group(group),
            None => vec![head(path)],
        };
        named.extend(heads.into_iter().filter(|head| !head.is_empty()).map(|head| (head, line)));
    }
    named
}

fn head(path: &str) -> String {
    path.trim_start()
        .chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

/// The first names of the paths between braces.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut heads) = (0_usize, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(head(group.get(start..at).unwrap_or_default()));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads
}

fn check_arrows(source: &Source, code: &str, complaints: &mut Vec<String>) {
    let room = source.room();
    if room == "main" || room == "lib" {
        return;
    }
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
        return complaints.push(source.complaint(1, &format!("{room} is no room of the house")));
    };
    for (named, line) in rooms_named(code) {
        let is_room = MAY_IMPORT.iter().any(|(name, _)| *name == named);
        if is_room && named != room && !allowed.contains(&named.as_str()) {
            complaints.push(source.complaint(line, &format!("{room} may not know {named}")));
        }
    }
}

fn check_words(
    source: &Source,
    code: &str,
    words: &[&str],
    rooms: &[&str],
    what: &str,
    complaints: &mut Vec<String>,
) {
    if rooms.contains(&source.room()) {
        return;
    }
    for word in words {
        for (_, line) in places(code, word) {
            complaints.push(source.complaint(line, &format!("{word}: {what}")));
        }
    }
}

/// What is wrong with one file.
fn complaints_about(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    if !source.text.starts_with("//!") {
        complaints.push(source.complaint(1, "does not open with //! and what it is for"));
    }
    let lines = source.text.lines().count();
    if lines > LONGEST_FILE {
        complaints.push(
            source
                .complaint(lines, &format!("has {lines} lines, more than {LONGEST_FILE}: look for the seam")),
        );
    }
    let code = code_only(&source.text);
    check_arrows(source, &code, &mut complaints);
    let mut words = |words: &[&str], rooms: &[&str], what: &str| {
        check_words(source, &code, words, rooms, what, &mut complaints);
    };
    words(WINDOW_CRATES, &["ui", "app", "main"], "nothing below ui knows a window");
    words(CHANGES_GROUND_STATE, &["model", "edit"], "only edit changes the ground state");
    // Unit tests read clocks and write files where they need to; they stand at the end of their file.
    let shipped = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    check_words(
        source,
        shipped,
        WRITES_FILES,
        &["storage", "exchange", "cli", "app"],
        "no file is written here",
        &mut complaints,
    );
    check_words(
        source,
        shipped,
        READS_CLOCK,
        &["session", "cli", "ui", "app", "main"],
        "no clock below session",
        &mut complaints,
    );
    complaints
}

fn sources_below(folder: &Path, sources: &mut Vec<Source>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources_below(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            sources
                .push(Source { path: below, text: std::fs::read_to_string(&path).expect("a readable file") });
        }
    }
}

#[test]
fn the_house_is_in_order() {
    let mut sources = Vec::new();
    sources_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    assert!(sources.len() > 40, "only {} files were found", sources.len());
    let rooms: BTreeSet<&str> = sources.iter().map(Source::room).collect();
    for room in ["model", "edit", "diagnosis", "storage", "exchange", "cli"] {
        assert!(rooms.contains(room), "{room} was not found");
    }
    let mut page = String::new();
    for complaint in sources.iter().flat_map(complaints_about) {
        writeln!(page, "{complaint}").expect("into a string");
    }
    assert!(page.is_empty(), "\n{page}");
}

/// What the checker says about a file of this text, without the path.
fn said(path: &str, text: &str) -> Vec<String> {
    let prefix = format!("src/{path}:");
    let said = complaints_about(&Source::new(path, &format!("//! About.\n{text}")));
    said.into_iter()
        .map(|complaint| complaint.strip_prefix(&prefix).unwrap_or(&complaint).to_owned())
        .collect()
}

#[test]
fn an_arrow_that_runs_the_wrong_way_is_found_wherever_it_hides() {
    for (path, text, line, named) in [
        ("model/link.rs", "use crate::edit::Edit;", 2, "edit"),
        ("storage/save.rs", "\n\nfn f() { crate::session::open(); }", 4, "session"),
        ("diagnosis/mod.rs", "use crate::{model::Org, layout::{Layout, a::b}, edit};", 2, "layout"),
        ("cli/mod.rs", "use crate::{\n    ui,\n};", 2, "ui"),
        ("ui/panels/a.rs", "pub(in crate::cli) fn f() {}", 2, "cli"),
        ("ui/mod.rs", "use crate :: app;", 2, "app"),
        ("session/a.rs", "let a = '\"'; use crate::cli;", 2, "cli"),
        ("layout/a.rs", "let a = r#\"x\"#; fn f<'a>(a: &'a str) { crate::picture::x() }", 2, "picture"),
        ("exchange/a.rs", "/* a /* b */ c */ use crate::app;", 2, "app"),
    ] {
        let room = path.split('/').next().unwrap_or_default();
        assert_eq!(said(path, text), [format!("{line}: {room} may not know {named}")], "{text}");
    }
}

#[test]
fn what_is_allowed_is_not_complained_about() {
    for (path, text) in [
        ("edit/apply.rs", "use crate::model::Org;\nuse crate::edit::Edit;\nuse super::Edit;"),
        ("cli/mod.rs", "use crate::{diagnosis::diagnose, storage};\nuse crate::session::Session;"),
        ("app/mod.rs", "use crate::ui::sink; use eframe::egui;"),
        ("main.rs", "use throughline::cli; use eframe as _;"),
        ("model/a.rs", "// use crate::edit;\n/* crate::ui */\nconst A: &str = \"crate::edit \\\" eframe\";"),
        ("model/a.rs", "const A: &str = r##\"crate::edit \"# eframe\"##;"),
        ("model/a.rs", "pub(crate) fn links_mut() {} use crate::model_of; my_crate::ui();"),
        ("layout/a.rs", "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { std::time::Instant::now(); } }"),
        ("exchange/a.rs", "std::fs::write(a, b); let links_mutually = 1; let egui_like = 2;"),
    ] {
        assert_eq!(said(path, text), [""; 0], "{text}");
    }
}

#[test]
fn everything_else_that_is_out_of_order_is_found() {
    for (path, text, complaint) in [
        ("picture/a.rs", "use egui::Color32;", "2: egui: nothing below ui knows a window"),
        ("cli/a.rs", "rfd::FileDialog::new();", "2: rfd: nothing below ui knows a window"),
        ("session/a.rs", "org.links_mut();", "2: links_mut: only edit changes the ground state"),
        ("session/a.rs", "std::fs::write(a, b);", "2: fs::write: no file is written here"),
        ("ui/a.rs", "\nlet a = File::create(b);", "3: File::create: no file is written here"),
        ("diagnosis/a.rs", "let a = jiff::Zoned::now();", "2: Zoned::now: no clock below session"),
        ("attic/a.rs", "", "1: attic is no room of the house"),
    ] {
        assert_eq!(said(path, text), [complaint], "{text}");
    }
    assert_eq!(
        said("model/a.rs", &"\n".repeat(500)),
        ["501: has 501 lines, more than 500: look for the seam"]
    );
    let headless = complaints_about(&Source::new("model/a.rs", "use std::fmt;"));
    assert_eq!(headless, ["src/model/a.rs:1: does not open with //! and what it is for"]);
}
