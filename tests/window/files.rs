//! Files from the desktop's side: dropped on the window, named in the path field, in a folder that has gone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use throughline::storage::{Places, load, versions_of};
use throughline::ui::questions::Question;

use crate::harness::{Window, sample};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A file as the desktop hands it over.
#[derive(Debug)]
struct OnDisk(PathBuf);

impl egui::DroppedFile for OnDisk {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_on(window: &mut Window, paths: &[PathBuf]) {
    for path in paths {
        window.harness.input_mut().dropped_files.push(Arc::new(OnDisk(path.clone())));
    }
    window.settle();
}

fn name(window: &Window) -> &str {
    &window.app().session().org().name
}

#[test]
fn an_org_file_that_is_dropped_is_opened_and_nothing_unsaved_is_lost() {
    let mut window = Window::empty();
    let clinic = sample("hospital-clinic.org.ron");
    let held = egui::HoveredFile { path: Some(clinic.clone()), ..egui::HoveredFile::default() };
    window.harness.input_mut().hovered_files.push(held);
    window.harness.run_steps(2);
    assert!(window.shows_words("Drop to open hospital-clinic.org.ron"));
    window.harness.input_mut().hovered_files.clear();
    drop_on(&mut window, std::slice::from_ref(&clinic));
    assert_eq!(name(&window), "Riverside Clinic");
    assert!(!window.shows_words("Drop to open"));
    // With something unsaved it asks first, and what is dropped then waits for the answer.
    window.capture("Night shift > Doctors");
    drop_on(&mut window, &[sample("first-example.org.ron")]);
    assert_eq!(window.app().question(), Some(&Question::Unsaved));
    drop_on(&mut window, &[clinic]);
    assert!(window.app().notice().is_some_and(|words| words.starts_with("Finish what is open first")));
    window.click("Don\u{2019}t save");
    assert_eq!(name(&window), "Harbour Bakery");
    drop_on(&mut window, &["photo.png".into()]);
    assert!(window.app().notice().is_some_and(|words| words.starts_with("Only an org file")));
}

#[test]
fn a_typed_path_of_a_file_that_is_there_is_asked_about_before_it_is_replaced() {
    let mut window = Window::on_sample("first-example.org.ron");
    let other = window.folder.path().join("other.org.ron");
    std::fs::write(&other, "mine").expect("it can be written");
    let typed = other.display().to_string();
    // No dialog on this desktop: the field asks, with the whole path in it.
    window.press_with(Modifiers { shift: true, ..CTRL }, Key::S);
    let shown = |window: &Window| match window.app().question() {
        Some(Question::Path { text, replaces, .. }) => (text.clone(), replaces.clone()),
        other => panic!("another question: {other:?}"),
    };
    assert!(Path::new(&shown(&window).0).is_absolute());
    window.press_with(CTRL, Key::A);
    window.type_text(&typed);
    window.press(Key::Enter);
    assert_eq!(shown(&window), (typed, Some(other.clone())));
    assert!(window.shows_words("A file of that name is there already"));
    assert_eq!(std::fs::read_to_string(&other).expect("it is there"), "mine", "nothing was written yet");
    window.click("Replace it");
    for _ in 0..100 {
        window.settle();
        if window.app().question().is_none() && window.app().session().path() == Some(other.as_path()) {
            break;
        }
    }
    assert!(std::fs::read_to_string(&other).expect("it is there").contains("Harbour Bakery"));
}

#[test]
fn a_folder_that_has_gone_is_said_in_plain_words_and_the_work_stays() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.capture("Night shift > Baking");
    let path = window.app().session().path().expect("it has a file").to_owned();
    let gone = window.folder.path().join("first-example.org.ron");
    assert_eq!(path.file_name(), gone.file_name());
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::rename(window.folder.path(), elsewhere.path().join("moved")).expect("it can be moved");
    window.press_with(CTRL, Key::S);
    for _ in 0..200 {
        window.settle();
        if window.app().question().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let said = match window.app().question() {
        Some(Question::NotSaved { message, .. }) => message.clone(),
        other => panic!("another question: {other:?}"),
    };
    assert!(said.contains("its folder is not there"), "{said}");
    assert!(!said.contains("os error"), "{said}");
    assert!(window.app().session().has_unsaved_changes());
    std::fs::rename(elsewhere.path().join("moved"), window.folder.path()).expect("it can be moved back");
    window.press(Key::Escape);
    window.press_with(CTRL, Key::S);
    for _ in 0..200 {
        window.settle();
        if !window.app().session().has_unsaved_changes() {
            break;
        }
    }
    assert!(std::fs::read_to_string(&path).expect("it is there").contains("Night shift"));
}

#[test]
fn loading_what_somebody_else_has_saved_keeps_ones_own_work_as_a_version() {
    let mut window = Window::on_sample("first-example.org.ron");
    let path = window.app().session().path().expect("it has a path").to_owned();
    window.capture("Accounts > Owner: the month\u{2019}s figures");
    let theirs =
        std::fs::read_to_string(&path).expect("readable").replace("Harbour Bakery", "Harbour Bakery Ltd");
    std::fs::write(&path, &theirs).expect("writable");
    window.press_with(CTRL, Key::S);
    assert_eq!(window.app().question(), Some(&Question::ChangedOnDisk));
    window.click("Load theirs");
    assert_eq!(name(&window), "Harbour Bakery Ltd");
    assert!(window.app().notice().is_some_and(|words| words.contains("Yours is kept in Versions")));
    let places = Places::in_folder(&window.folder.path().join("data"));
    let kept = versions_of(Some(&path), &places).expect("a list");
    assert_eq!(kept.len(), 1);
    let mine = load(&kept[0].path).expect("it can be read").org;
    assert!(mine.parties().values().any(|party| party.name == "Owner"), "with what was not saved");
    assert!(!window.app().session().has_unsaved_changes());
}

/// The window loses the desktop's attention and gets it back, which is when it looks at the file.
fn looks_at_file_until(window: &mut Window, is_so: impl Fn(&Window) -> bool) -> bool {
    for _ in 0..50 {
        window.harness.input_mut().focused = false;
        window.harness.run_steps(2);
        window.harness.input_mut().focused = true;
        window.settle();
        if is_so(window) {
            return true;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    false
}

#[test]
fn a_file_that_is_deleted_meanwhile_is_said_so_and_written_again_by_saving() {
    let mut window = Window::on_sample("first-example.org.ron");
    let path = window.app().session().path().expect("it has a path").to_owned();
    assert!(window.shows_words("first-example.org.ron, saved"));
    std::fs::remove_file(&path).expect("it can be deleted");
    let is_gone = |window: &Window| window.shows_words("first-example.org.ron is gone from its folder");
    assert!(looks_at_file_until(&mut window, is_gone), "it was never noticed");
    assert!(window.app().notice().is_some_and(|words| words.contains("saving writes it again")));
    assert!(!window.shows_words("first-example.org.ron, saved"));
    window.click("first-example.org.ron is gone from its folder");
    for _ in 0..100 {
        window.settle();
        if window.shows_words("first-example.org.ron, saved") {
            break;
        }
    }
    assert!(window.shows_words("first-example.org.ron, saved"));
    assert!(std::fs::read_to_string(&path).expect("it is there again").contains("Harbour Bakery"));
}
