//! Tests of keeping: opening, saving while work goes on, somebody else's save, crash and recovery.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use proptest::prelude::*;
use tempfile::TempDir;
use throughline::model::{LinkId, Org};
use throughline::session::recovery::in_words;
use throughline::session::{Command, Existing, NewParty, NotBegun, Protection, SaveTarget, Session, Subject};
use throughline::storage::{
    DiskNews, Manner, Occasion, Offer, Places, SaveError, load, pending_recoveries, to_text,
};

use super::support::{clinic, today};

struct Desk {
    folder: TempDir,
    places: Places,
    now: SystemTime,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let places = Places::in_folder(&folder.path().join("program"));
        Self { folder, places, now: SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with the small map, opened.
    fn opened(&self) -> Session {
        let path = self.file("clinic.org.ron");
        fs::write(&path, to_text(&clinic())).expect("the folder can be written to");
        Session::open(&path, &self.places, today(), self.now).expect("what was just written can be read")
    }

    fn save(&self, session: &mut Session, target: SaveTarget) -> Result<(), SaveError> {
        let job = session.begin_save(target, self.now).expect("nothing else is being saved");
        session.finish_save(job.run(), self.now).map(drop)
    }

    fn on_disk(&self, path: &Path) -> Org {
        load(path).expect("what was saved can be read").org
    }
}

fn add(session: &mut Session, name: &str, now: SystemTime) {
    let command = Command::AddParty(NewParty { name: name.to_owned(), ..NewParty::default() });
    session.execute(&command).expect("a party can be added");
    assert_eq!(session.protect(now), Protection::Safe);
}

fn to(path: &Path, existing: Existing) -> SaveTarget {
    SaveTarget { path: Some(path.to_owned()), existing, manner: Manner::Replace }
}

#[test]
fn a_document_is_opened_changed_saved_and_opened_again() {
    let desk = Desk::new();
    let mut session = desk.opened();
    assert_eq!(session.org(), &clinic());
    assert!(!session.has_unsaved_changes());
    add(&mut session, "Lab", desk.now);
    assert!(session.has_unsaved_changes());
    desk.save(&mut session, SaveTarget::default()).expect("it can be saved");
    assert!(!session.has_unsaved_changes());
    let path = session.path().map(Path::to_owned).expect("it has a path");
    assert_eq!(&desk.on_disk(&path), session.org());
    session.execute(&Command::Undo).expect("a save does not end undo");
    assert!(session.has_unsaved_changes());
    session.execute(&Command::Redo).expect("nor redo");
    assert!(!session.has_unsaved_changes());
    session.close();
    assert!(pending_recoveries(&desk.places).is_empty());
}

#[test]
fn edits_made_while_a_save_runs_stay_unsaved() {
    let desk = Desk::new();
    let mut session = desk.opened();
    add(&mut session, "Lab", desk.now);
    let written = session.org().clone();
    let job = session.begin_save(SaveTarget::default(), desk.now).expect("it can begin");
    assert!(session.is_saving());
    assert_eq!(session.begin_save(SaveTarget::default(), desk.now).map(drop), Err(NotBegun::Busy));
    add(&mut session, "Pharmacy", desk.now);
    let outcome = std::thread::spawn(move || job.run()).join().expect("a save does not panic");
    session.finish_save(outcome, desk.now).expect("it can be saved");
    assert!(!session.is_saving());
    assert!(session.has_unsaved_changes());
    session.execute(&Command::Undo).expect("undo");
    assert!(!session.has_unsaved_changes(), "undone to the state that was written");
    assert_eq!(session.org(), &written);
    assert_eq!(desk.on_disk(&desk.file("clinic.org.ron")), written);
}

#[test]
fn a_state_that_can_no_longer_be_reached_is_never_taken_for_the_saved_one() {
    let desk = Desk::new();
    let mut session = desk.opened();
    add(&mut session, "Lab", desk.now);
    let job = session.begin_save(SaveTarget::default(), desk.now).expect("it can begin");
    session.execute(&Command::Undo).expect("undo");
    add(&mut session, "Pharmacy", desk.now);
    session.finish_save(job.run(), desk.now).expect("it can be saved");
    // As many steps are done as when the save began, but another one.
    assert_eq!(session.history().done().len(), 1);
    assert!(session.has_unsaved_changes());
    session.execute(&Command::Undo).expect("undo");
    assert!(session.has_unsaved_changes(), "the file holds the lab, the map does not");
}

#[test]
fn a_new_map_needs_a_place_first() {
    let desk = Desk::new();
    let mut session = Session::new(today()).protected_by(&desk.places);
    add(&mut session, "Lab", desk.now);
    assert_eq!(session.begin_save(SaveTarget::default(), desk.now).map(drop), Err(NotBegun::NoPath));
    let path = desk.file("new.org.ron");
    desk.save(&mut session, to(&path, Existing::Ours)).expect("it can be saved");
    assert_eq!(&desk.on_disk(&path), session.org());
    assert!(!session.has_unsaved_changes());
    add(&mut session, "Pharmacy", desk.now);
    desk.save(&mut session, SaveTarget::default()).expect("it has a place now");
}

#[test]
fn somebody_elses_save_is_never_overwritten_unasked() {
    let desk = Desk::new();
    let mut session = desk.opened();
    add(&mut session, "Lab", desk.now);
    let path = desk.file("clinic.org.ron");
    let mut theirs = clinic();
    theirs.name = "Their clinic".to_owned();
    fs::write(&path, to_text(&theirs)).expect("it can be written");

    let look = session.next_look(Instant::now(), Occasion::Focus).expect("a look is due");
    let news = session.note_sighting(look.take(), Instant::now());
    assert!(matches!(news, DiskNews::Changed(_)), "{news:?}");

    let refused = desk.save(&mut session, SaveTarget::default()).expect_err("it was changed");
    assert!(matches!(refused, SaveError::ChangedOnDisk { .. }), "{refused}");
    assert!(refused.offers().contains(&Offer::OverwriteWithBackup));
    assert!(session.has_unsaved_changes() && !session.is_saving());
    assert_eq!(desk.on_disk(&path), theirs);

    // Elsewhere: always possible, but not over what stands there.
    let other = desk.file("other.org.ron");
    fs::write(&other, "precious").expect("it can be written");
    assert!(desk.save(&mut session, to(&other, Existing::Ours)).is_err());
    assert_eq!(fs::read_to_string(&other).ok().as_deref(), Some("precious"));

    let target = SaveTarget { existing: Existing::Anything, ..SaveTarget::default() };
    desk.save(&mut session, target).expect("the person has said so");
    assert_eq!(&desk.on_disk(&path), session.org());
    assert!(!session.has_unsaved_changes());
    let kept = throughline::storage::backups_of(&path, &desk.places);
    assert!(kept.iter().any(|backup| desk.on_disk(&backup.path) == theirs), "{kept:?}");
}

#[test]
fn comments_that_a_save_does_not_keep_are_said_before_the_first() {
    let desk = Desk::new();
    let path = desk.file("notes.org.ron");
    fs::write(&path, format!("// by hand\n{}", to_text(&clinic()))).expect("it can be written");
    let mut session = Session::open(&path, &desk.places, today(), desk.now).expect("comments are welcome");
    assert!(session.comments_will_be_lost());
    assert_eq!(session.notes_before_save().len(), 1);
    add(&mut session, "Lab", desk.now);
    desk.save(&mut session, SaveTarget::default()).expect("it can be saved");
    assert!(!session.comments_will_be_lost());
}

#[test]
fn a_crash_loses_nothing_that_was_done() {
    let desk = Desk::new();
    let mut session = desk.opened();
    add(&mut session, "Lab", desk.now);
    desk.save(&mut session, SaveTarget::default()).expect("it can be saved");
    let link = LinkId::new("records", "clinic");
    session.execute(&Command::Remove(vec![Subject::Link(link)])).expect("it can be removed");
    add(&mut session, "Pharmacy", desk.now + Duration::from_secs(180));
    let (before, path) = (session.org().clone(), session.path().map(Path::to_owned));
    drop(session); // What a crash leaves: the journal is not closed.

    let mut found = pending_recoveries(&desk.places);
    assert_eq!(found.len(), 1);
    let pending = found.pop().expect("there is one");
    let words = in_words(&pending, desk.now + Duration::from_secs(2 * 3_600));
    assert_eq!(words.document, "clinic.org.ron");
    assert_eq!(words.amount, "2 steps over 3 minutes, the last 1 hour ago");
    assert_eq!(
        words.steps,
        ["Remove the link Records to Clinic, 2 needs and wants, 1 rating", "Add Pharmacy"]
    );

    let restored = Session::recover(pending, &desk.places, today(), desk.now);
    let mut session = restored.session;
    assert_eq!(restored.notes, Vec::<String>::new());
    assert_eq!(session.org(), &before);
    assert_eq!(session.path(), path.as_deref());
    assert!(session.has_unsaved_changes());
    assert_eq!(session.history().undo_label(), Some("Add Pharmacy"));

    // A second crash loses nothing either.
    add(&mut session, "Kitchen", desk.now);
    let before = session.org().clone();
    drop(session);
    let pending = pending_recoveries(&desk.places).pop().expect("there is one");
    let mut session = Session::recover(pending, &desk.places, today(), desk.now).session;
    assert_eq!(session.org(), &before);
    session.execute(&Command::GoToStep(0)).expect("all can be undone");
    assert!(!session.has_unsaved_changes());
    session.execute(&Command::GoToStep(3)).expect("and done again");
    desk.save(&mut session, SaveTarget::default()).expect("it can be saved");
    drop(session);
    assert!(pending_recoveries(&desk.places).is_empty(), "saved: there is nothing to recover");
}

#[test]
fn a_map_that_was_never_saved_is_recovered_too() {
    let desk = Desk::new();
    let mut session = Session::new(today()).protected_by(&desk.places);
    assert_eq!(session.capture("Order desk > Warehouse: pick list !5 =2", None), Ok(()));
    assert_eq!(session.protect(desk.now), Protection::Safe);
    let before = session.org().clone();
    drop(session);
    let pending = pending_recoveries(&desk.places).pop().expect("there is one");
    assert_eq!(in_words(&pending, desk.now).document, "a map that was never saved");
    let session = Session::recover(pending, &desk.places, today(), desk.now).session;
    assert_eq!((session.org(), session.path()), (&before, None));
    assert!(session.has_unsaved_changes());
}

#[test]
fn what_does_not_fit_a_changed_file_is_told() {
    let desk = Desk::new();
    let mut session = desk.opened();
    let rename = |name: &str| {
        let party = throughline::model::PartyId::new("records");
        let mut facts = clinic().party(&party).cloned().expect("it is there");
        name.clone_into(&mut facts.name);
        Command::UpdateParty { party, facts: Box::new(facts) }
    };
    session.execute(&rename("Archive")).expect("it can be renamed");
    add(&mut session, "Lab", desk.now);
    drop(session);
    let mut other = Session::of(clinic(), None, today());
    other.execute(&rename("Files")).expect("it can be renamed");
    let path = desk.file("clinic.org.ron");
    fs::write(&path, to_text(other.org())).expect("it can be written");

    let pending = pending_recoveries(&desk.places).pop().expect("there is one");
    let restored = Session::recover(pending, &desk.places, today(), desk.now);
    assert_eq!(restored.notes.len(), 2, "{:?}", restored.notes);
    assert!(restored.notes[0].starts_with("The file was saved by somebody else meanwhile."));
    assert!(restored.notes[1].starts_with("Rename Records to Archive: "), "{:?}", restored.notes);
    let mut session = restored.session;
    assert_eq!(session.org().name_of(&"records".into()), "Files");
    assert_eq!(session.history().undo_label(), Some("Add Lab"));
    // It builds upon the version that is there now, so a save overwrites nobody.
    desk.save(&mut session, SaveTarget::default()).expect("it can be saved");

    // The file is damaged: the backup of the day it was opened stands in, and a save must not overwrite it unasked.
    let mut session = desk.opened();
    add(&mut session, "Lab", desk.now);
    drop(session);
    fs::write(&path, "damaged").expect("it can be written");
    let pending = pending_recoveries(&desk.places).pop().expect("there is one");
    let mut restored = Session::recover(pending, &desk.places, today(), desk.now);
    assert!(restored.notes[0].starts_with("The file is gone or cannot be read."), "{:?}", restored.notes);
    assert!(restored.session.has_unsaved_changes());
    assert!(desk.save(&mut restored.session, SaveTarget::default()).is_err());
}

#[test]
fn a_journal_that_cannot_be_written_is_said_and_made_good_later() {
    let desk = Desk::new();
    let mut session = desk.opened();
    let blocked = desk.places.journals();
    fs::create_dir_all(blocked.parent().expect("it lies in a folder")).expect("a folder");
    fs::write(&blocked, "in the way").expect("it can be written");
    let command = Command::AddParty(NewParty { name: "Lab".to_owned(), ..NewParty::default() });
    session.execute(&command).expect("work goes on");
    assert!(matches!(session.protect(desk.now), Protection::Unprotected(_)));
    fs::remove_file(&blocked).expect("out of the way");
    add(&mut session, "Pharmacy", desk.now);
    let before = session.org().clone();
    drop(session);
    let pending = pending_recoveries(&desk.places).pop().expect("there is one");
    assert_eq!(Session::recover(pending, &desk.places, today(), desk.now).session.org(), &before);
}

#[test]
fn a_save_of_the_document_before_is_not_taken_for_one_of_this() {
    let desk = Desk::new();
    let mut before = desk.opened();
    let job = before.begin_save(SaveTarget::default(), desk.now).expect("it can begin");
    let mut session = Session::new(today()).protected_by(&desk.places);
    add(&mut session, "Lab", desk.now);
    let own =
        session.begin_save(to(&desk.file("own.org.ron"), Existing::Ours), desk.now).expect("it can begin");
    session.finish_save(job.run(), desk.now).expect("it was saved, after all");
    assert!(session.is_saving() && session.has_unsaved_changes());
    assert_eq!(session.path(), None);
    drop(own);
    session.give_up_save();
    assert!(!session.is_saving() && session.has_unsaved_changes());
}

#[test]
fn a_document_can_be_opened_on_another_thread() {
    fn travels<T: Send>(_: &T) {}
    travels(&Session::new(today()));
}

#[derive(Clone, Debug)]
enum Act {
    Add,
    Undo,
    Redo,
    Begin,
    Finish,
    Fail,
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    /// However edits, undos and saves interleave: what counts as saved is what the file holds, and a crash loses nothing.
    #[test]
    fn saved_means_saved_and_unsaved_work_survives(
        acts in prop::collection::vec(
            prop_oneof![3 => Just(Act::Add), 2 => Just(Act::Undo), 1 => Just(Act::Redo), 2 => Just(Act::Begin), 2 => Just(Act::Finish), 1 => Just(Act::Fail)],
            1..16,
        )
    ) {
        let desk = Desk::new();
        let mut session = desk.opened();
        let path = desk.file("clinic.org.ron");
        let mut job = None;
        for (number, act) in acts.into_iter().enumerate() {
            match act {
                Act::Add => add(&mut session, &format!("Team {number}"), desk.now),
                Act::Undo => session.execute(&Command::Undo).expect("undo"),
                Act::Redo => session.execute(&Command::Redo).expect("redo"),
                Act::Begin => job = job.or(session.begin_save(SaveTarget::default(), desk.now).ok()),
                Act::Finish => {
                    if let Some(job) = job.take() {
                        session.finish_save(job.run(), desk.now).expect("it can be saved");
                    }
                }
                Act::Fail => {
                    job = None;
                    session.give_up_save();
                }
            }
            session.protect(desk.now);
            if !session.has_unsaved_changes() {
                prop_assert_eq!(session.org(), &desk.on_disk(&path));
            }
        }
        let before = session.org().clone();
        drop(session);
        match pending_recoveries(&desk.places).pop() {
            Some(pending) => {
                let restored = Session::recover(pending, &desk.places, today(), desk.now);
                prop_assert_eq!(restored.notes, Vec::<String>::new());
                prop_assert_eq!(restored.session.org(), &before);
            }
            None => prop_assert_eq!(desk.on_disk(&path), before),
        }
    }
}
