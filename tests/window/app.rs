//! What a person does with the window, through its accessibility tree: map, break, read, undo, save, reopen; and every way in which a
//! document is left.

use egui::{Key, Modifiers};
use throughline::diagnosis::LinkState;
use throughline::model::LinkId;
use throughline::session::Subject;
use throughline::storage;
use throughline::ui::actions::{ACTIONS, Action};
use throughline::ui::questions::Question;

use crate::harness::{Window, sample};

fn broken_links(window: &Window) -> usize {
    window.app().session().diagnosis().counts.broken
}

#[test]
fn a_chain_is_mapped_broken_read_undone_saved_and_reopened_by_keyboard_alone() {
    let mut window = Window::empty();
    window.capture("Order desk > Baking: final list by eight !5 =4");
    window.capture("Mill > Stores > Baking");
    window.capture("Baking > Packing > Delivery: trays counted");
    window.capture("Delivery > *Cafés: everything we ordered !5 =4; want a call when late");
    let org = window.app().session().org();
    assert_eq!((org.parties().len(), org.links().len()), (7, 6), "{:?}", window.app().notice());
    assert!(window.app().session().has_unsaved_changes());
    assert_eq!(broken_links(&window), 0);

    // Break a link: find it, select it by the keyboard, press the verdict key.
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text("everything we ordered");
    window.press(Key::Enter);
    assert!(!window.app().session().selection().is_empty(), "the palette flies to a need");
    window.press(Key::Num3);
    assert_eq!(broken_links(&window), 1);
    assert!(window.shows_words("1 broken link"), "the status line counts it");
    assert!(window.shows_words("probable cause"), "the first screen says where it begins");
    let findings = &window.app().session().diagnosis().findings;
    assert!(findings.iter().any(|finding| finding.message().contains("waits for Delivery")), "{findings:?}");

    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(broken_links(&window), 0);
    window.press_with(Modifiers::COMMAND, Key::Y);
    assert_eq!(broken_links(&window), 1);

    let path = window.folder.path().join("bakery.org.ron");
    window.script.choose(&path);
    window.press_with(Modifiers::COMMAND, Key::S);
    window.settle();
    assert!(
        !window.app().session().has_unsaved_changes(),
        "{:?} {:?}",
        window.app().question(),
        window.app().notice()
    );
    let loaded = storage::load(&path).expect("what was saved can be read");
    assert_eq!(loaded.org, *window.app().session().org());

    let Window { folder, .. } = window;
    let again = Window::of(folder, Some(path), egui::vec2(1280.0, 720.0));
    assert_eq!(*again.app().session().org(), loaded.org);
    assert_eq!(broken_links(&again), 1);
}

#[test]
fn a_sample_shows_its_cause_its_findings_and_names_every_node() {
    let window = Window::on_sample("first-example.org.ron");
    let link = LinkId::new("order-desk", "baking");
    let judged = window.app().session().diagnosis().link(&link).expect("the link is there");
    assert_eq!(judged.state, LinkState::Broken);
    assert!(window.shows_words("Order desk to Baking, broken"), "the map says so in words");
    assert!(window.shows_words("probable cause"));
    window.assert_every_node_is_named();
}

#[test]
fn every_command_is_in_the_palette_and_none_fails_on_a_sample() {
    for entry in ACTIONS.iter().filter(|entry| entry.action != Action::Quit) {
        let mut window = Window::on_sample("first-example.org.ron");
        window.press(Key::B);
        window.press_with(Modifiers::COMMAND, Key::K);
        window.type_text(entry.label.trim_end_matches('\u{2026}'));
        window.press(Key::Enter);
        assert!(window.app().session().org().violations().is_empty(), "{entry:?}");
        println!("after {:?}", entry.label);
        window.assert_every_node_is_named();
    }
}

#[test]
fn unsaved_changes_are_asked_about_before_another_map_is_opened() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.capture("Accounts > Owner: the month's figures");
    window.press_with(Modifiers::COMMAND, Key::N);
    assert_eq!(window.app().question(), Some(&Question::Unsaved));
    window.press(Key::Escape);
    assert!(window.app().session().has_unsaved_changes(), "escape leaves everything as it was");
    window.press_with(Modifiers::COMMAND, Key::N);
    window.click("Don\u{2019}t save");
    assert_eq!(window.app().question(), Some(&Question::NewMap { chosen: 0 }));
    assert!(window.app().session().has_unsaved_changes(), "nothing is lost before a new map is chosen");
    window.press(Key::Enter);
    assert!(window.app().session().org().parties().is_empty());
}

#[test]
fn somebody_elses_save_is_never_overwritten_in_silence() {
    let mut window = Window::on_sample("first-example.org.ron");
    let path = window.app().session().path().expect("it has a path").to_owned();
    window.capture("Accounts > Owner: the month's figures");
    let theirs =
        std::fs::read_to_string(&path).expect("readable").replace("Harbour Bakery", "Harbour Bakery Ltd");
    std::fs::write(&path, &theirs).expect("writable");
    window.press_with(Modifiers::COMMAND, Key::S);
    window.settle();
    assert_eq!(window.app().question(), Some(&Question::ChangedOnDisk));
    assert_eq!(std::fs::read_to_string(&path).expect("readable"), theirs, "nothing was written");
    window.click("Overwrite, keep a copy");
    window.settle();
    assert!(!window.app().session().has_unsaved_changes());
    assert_ne!(std::fs::read_to_string(&path).expect("readable"), theirs);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("broken.org.ron");
    std::fs::write(
        &path,
        "#![enable(implicit_some)]\n(\n    format: 1,\n    name: \"X\",\n    nmae: 3,\n)\n",
    )
    .expect("writable");
    let window = Window::of(folder, Some(path), egui::vec2(1280.0, 720.0));
    let Some(Question::Trouble { message, .. }) = window.app().question() else {
        panic!("{:?}", window.app().question());
    };
    assert!(message.contains(":5:"), "{message}");
}

#[test]
fn unsaved_work_is_offered_after_a_crash_and_can_be_restored() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.capture("Accounts > Owner: the month's figures");
    let facts = window.app().session().org().clone();
    // A crash: the window is never closed, its lock goes with the process. Here: it is simply forgotten and its lock let go.
    let Window { harness, folder, .. } = window;
    drop(harness);
    let mut again = Window::of(folder, None, egui::vec2(1280.0, 720.0));
    assert!(matches!(again.app().question(), Some(Question::Recover { .. })), "{:?}", again.app().question());
    assert!(again.shows_words("Accounts"), "the steps are listed in words");
    again.click("Restore");
    assert_eq!(*again.app().session().org(), facts);
    assert!(again.app().session().has_unsaved_changes(), "restored work is not saved work");
}

#[test]
fn the_verdict_keys_and_the_path_field_work_where_no_dialog_can_be_had() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text("one invoice that matches");
    window.press(Key::Enter);
    let state = |window: &Window| {
        let link = LinkId::new("accounts", "cafes");
        window.app().session().diagnosis().link(&link).map(|judged| judged.state)
    };
    for (key, expected) in [
        (Key::Num1, LinkState::Sound),
        (Key::Num2, LinkState::Strained),
        (Key::Num3, LinkState::Broken),
        (Key::Num4, LinkState::Unknown),
    ] {
        window.press(key);
        assert_eq!(state(&window), Some(expected), "{key:?}");
    }
    // The script is empty: the dialog is "unavailable", so a field asks for the path.
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::S);
    assert!(matches!(window.app().question(), Some(Question::Path { .. })), "{:?}", window.app().question());
    window.press(Key::Escape);
    window.script.cancel();
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::S);
    assert_eq!(window.app().question(), None, "a dialog closed by hand asks nothing more");
}

#[test]
fn all_samples_open_without_a_question() {
    for entry in std::fs::read_dir(sample("")).expect("the samples are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let window = Window::on_sample(&name);
        assert_eq!(window.app().question(), None, "{name}");
        assert!(window.app().session().diagnosis().counts.broken > 0, "{name} has something to teach");
    }
}

#[test]
fn the_readme_shows_the_table_of_shortcuts_as_it_is() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (start, end) = ("<!-- shortcuts -->\n", "<!-- /shortcuts -->");
    let (before, rest) = readme.split_once(start).expect("the table's beginning is marked");
    let (shown, after) = rest.split_once(end).expect("the table's end is marked");
    let table = throughline::ui::actions::shortcut_table();
    if shown != table && std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, format!("{before}{start}{table}{end}{after}"))
            .expect("the README can be written");
    } else {
        assert_eq!(shown, table, "UPDATE_SNAPSHOTS=1 writes it anew");
    }
}

#[test]
fn an_action_and_a_complaint_are_written_down_by_keyboard_alone() {
    let mut window = Window::on_sample("first-example.org.ron");
    let count = |window: &Window| {
        let org = window.app().session().org();
        (org.actions.len(), org.complaints.len())
    };
    let (actions, complaints) = count(&window);
    window.press(Key::B);
    let link = window.app().session().selection().primary().cloned();
    window.press(Key::A);
    window.type_text(" before Friday");
    window.press(Key::Enter);
    assert_eq!(count(&window), (actions + 1, complaints), "{:?}", window.app().notice());
    let org = window.app().session().org();
    let planned = org.actions.values().find(|action| action.what.ends_with(" before Friday"));
    let about = planned.and_then(|action| action.about.link().cloned()).map(Subject::Link);
    assert_eq!(about, link, "it is about what was chosen");

    window.press(Key::K);
    window.type_text("Nobody said that it was late");
    window.press(Key::Enter);
    assert_eq!(count(&window), (actions + 1, complaints + 1), "{:?}", window.app().notice());
    window.assert_every_node_is_named();
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(count(&window), (actions, complaints));
    window.press_with(Modifiers::COMMAND, Key::Num5);
    window.assert_every_node_is_named();
    window.press_with(Modifiers::COMMAND, Key::Num4);
    window.assert_every_node_is_named();
}

#[test]
fn a_report_is_written_in_the_format_that_its_name_asks_for() {
    let mut window = Window::on_sample("hospital-clinic.org.ron");
    for (name, begins) in
        [("page.pdf", "%PDF-"), ("page.html", "<!doctype html>"), ("page.md", "# Riverside Clinic")]
    {
        let path = window.folder.path().join(name);
        window.script.choose(&path);
        window.press_with(Modifiers::COMMAND, Key::R);
        let written = format!("Report written: {}", path.display());
        for _ in 0..2000 {
            if window.shows_words(&written) {
                break;
            }
            window.settle();
        }
        assert!(window.shows_words(&written), "{name}");
        let bytes = std::fs::read(&path).expect("it is there");
        let start = String::from_utf8_lossy(&bytes[..begins.len()]).to_lowercase();
        assert_eq!(start, begins.to_lowercase());
    }
    window.script.choose(&window.folder.path().join("page.docx"));
    window.press_with(Modifiers::COMMAND, Key::R);
    assert!(window.shows_words("A report cannot be written in this format"));
}

#[test]
fn a_picture_is_exported_in_the_format_that_its_name_asks_for() {
    let mut window = Window::on_sample("first-example.org.ron");
    for (name, begins) in [
        ("map.svg", &b"<svg "[..]),
        ("map.PNG", b"\x89PNG\r\n\x1a\n"),
        ("map.pdf", b"%PDF-"),
        ("plain", b"<svg "),
    ] {
        let path = window.folder.path().join(name);
        window.script.choose(&path);
        window.press_with(Modifiers::COMMAND, Key::E);
        let path = if name == "plain" { path.with_extension("svg") } else { path };
        let written = format!("Exported {}", path.display());
        for _ in 0..2000 {
            if window.shows_words(&written) {
                break;
            }
            window.settle();
        }
        assert!(window.shows_words(&written), "{name}");
        assert!(std::fs::read(&path).expect("it is there").starts_with(begins), "{name}");
    }
    window.script.choose(&window.folder.path().join("map.jpg"));
    window.press_with(Modifiers::COMMAND, Key::E);
    assert!(window.shows_words("A picture cannot be written in this format"));
}

#[test]
fn where_no_dialog_can_be_had_a_picture_goes_where_the_path_field_says() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.press_with(Modifiers::COMMAND, Key::E);
    assert!(window.shows_words("Export the map (.svg, .png, .pdf or .html)"));
    let path = window.folder.path().join("typed.png");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.type_text(&path.display().to_string());
    window.press(Key::Enter);
    let written = format!("Exported {}", path.display());
    for _ in 0..2000 {
        if window.shows_words(&written) {
            break;
        }
        window.settle();
    }
    assert!(path.exists() && window.shows_words(&written));
}
