//! The journal and what is recovered from it: after kill -9, with torn tails, onto files that have changed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use tempfile::TempDir;
use throughline::edit::{Change, Edit, OrgFact, Transaction, add_party, diff, remove_party};
use throughline::model::{Org, Party, PartyId};
use throughline::storage::{
    Base, ExpectedOnDisk, Ground, Journal, PendingRecovery, Places, Settings, keep_daily, load,
    pending_recoveries, save, to_text,
};

use super::save::named;
use crate::common::random_org;

struct Desk {
    folder: TempDir,
    places: Places,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let places = Places::in_folder(&folder.path().join("own"));
        Self { folder, places }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.org.ron")
    }

    /// Saves `org` and begins a journal upon it.
    fn open(&self, org: &Org) -> Journal {
        let saved = save(org, &self.path(), ExpectedOnDisk::Anything, &self.places).expect("it can be saved");
        self.begin(&Base::File { path: self.path(), hash: saved.hash })
    }

    fn begin(&self, base: &Base) -> Journal {
        Journal::begin(&self.places, base, at(100)).expect("a journal can be begun")
    }

    /// The only thing to recover.
    fn pending(&self) -> PendingRecovery {
        let mut pending = pending_recoveries(&self.places);
        assert_eq!(pending.len(), 1);
        pending.pop().expect("there is one")
    }

    fn journals(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.places.journals()).expect("the folder is there");
        entries.flatten().map(|entry| entry.path()).collect()
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn rename(from: &str, to: &str) -> Transaction {
    let change = Change::new(from.to_owned(), to.to_owned());
    Transaction::new(format!("Rename to {to}"), vec![Edit::Org(OrgFact::Name(change))])
}

fn team(name: &str) -> (PartyId, Party) {
    (PartyId::new(name), Party { name: name.to_owned(), ..Party::default() })
}

/// As if the program had died: its handles and locks are gone, the file stays.
fn crash(journal: Journal) -> PathBuf {
    journal.path().to_owned()
}

#[test]
fn unsaved_steps_are_offered_in_words_and_put_back() {
    let desk = Desk::new();
    let mut journal = desk.open(&named("Clinic"));
    let (id, facts) = team("ward");
    journal.append(&rename("Clinic", "Hospital"), at(200)).unwrap();
    journal.append(&Transaction::new("Add ward", add_party(&id, &facts)), at(300)).unwrap();
    assert!(journal.has_unsaved_steps());
    assert!(pending_recoveries(&desk.places).is_empty(), "a running program's journal is left alone");
    crash(journal);

    let pending = desk.pending();
    let labels: Vec<&str> = pending.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels, ["Rename to Hospital", "Add ward"]);
    assert_eq!((pending.started, pending.last_step, pending.torn_bytes), (at(100), at(300), 0));
    assert!(pending_recoveries(&desk.places).is_empty(), "nor is one that is being looked at");

    let recovered = pending.recover(&desk.places);
    assert_eq!((recovered.ground, recovered.refused.len()), (Ground::Same, 0));
    assert_eq!(recovered.org.name, "Hospital");
    assert_eq!(recovered.org.party(&id), Some(&facts));
    assert_eq!(recovered.path, Some(desk.path()));
    assert_eq!(recovered.on_disk, Some(load(&desk.path()).unwrap().hash));
    assert_eq!(load(&desk.path()).unwrap().org.name, "Clinic", "the file itself is not touched");

    // The journal goes on, and is still there after a second crash, with what was done since.
    let mut journal = pending.resume().unwrap();
    journal.append(&rename("Hospital", "House"), at(400)).unwrap();
    crash(journal);
    let pending = desk.pending();
    assert_eq!(pending.recover(&desk.places).org.name, "House");

    // Saved, it has nothing to offer any more.
    let org = pending.recover(&desk.places).org;
    let mut journal = pending.resume().unwrap();
    let mark = journal.mark();
    let saved = save(&org, &desk.path(), ExpectedOnDisk::Anything, &desk.places).unwrap();
    journal.saved(mark, &Base::File { path: desk.path(), hash: saved.hash }, at(500)).unwrap();
    assert!(!journal.has_unsaved_steps());
    crash(journal);
    assert!(pending_recoveries(&desk.places).is_empty());
    assert_eq!(desk.journals(), Vec::<PathBuf>::new());
}

#[test]
fn a_closed_journal_is_gone_and_a_discarded_one_too() {
    let desk = Desk::new();
    let mut journal = desk.begin(&Base::NewMap);
    journal.append(&rename("", "Clinic"), at(200)).unwrap();
    journal.close().unwrap();
    assert_eq!(desk.journals(), Vec::<PathBuf>::new());

    let mut journal = desk.begin(&Base::NewMap);
    journal.append(&rename("", "Clinic"), at(200)).unwrap();
    crash(journal);
    desk.pending().discard().unwrap();
    assert_eq!(desk.journals(), Vec::<PathBuf>::new());
}

#[test]
fn a_map_that_was_never_saved_is_recovered_whole() {
    let desk = Desk::new();
    let org = named("Clinic");
    let mut journal = desk.begin(&Base::NewMap);
    journal.append(&Transaction::new("Type it", diff(&Org::default(), &org)), at(200)).unwrap();
    crash(journal);
    let recovered = desk.pending().recover(&desk.places);
    assert_eq!((recovered.org, recovered.path, recovered.on_disk), (org, None, None));
}

/// A save that ends while the person goes on: what came after its mark is still unsaved.
#[test]
fn steps_after_the_mark_of_a_save_stay() {
    let desk = Desk::new();
    let mut journal = desk.open(&named("One"));
    journal.append(&rename("One", "Two"), at(200)).unwrap();
    let mark = journal.mark();
    journal.append(&rename("Two", "Three"), at(300)).unwrap();
    let saved = save(&named("Two"), &desk.path(), ExpectedOnDisk::Anything, &desk.places).unwrap();
    journal.saved(mark, &Base::File { path: desk.path(), hash: saved.hash }, at(301)).unwrap();
    assert!(journal.has_unsaved_steps());
    crash(journal);
    let recovered = desk.pending().recover(&desk.places);
    assert_eq!((recovered.org.name.as_str(), recovered.ground), ("Three", Ground::Same));
    assert_eq!(recovered.applied.len(), 1);
}

/// A long journal whose steps are all saved is begun anew, and a save that ends late does not confuse it.
#[test]
fn a_long_saved_journal_is_begun_anew() {
    let desk = Desk::new();
    let mut journal = desk.open(&named("One"));
    let early = journal.mark();
    let long = "x".repeat(100_000);
    journal.append(&rename("One", &long), at(200)).unwrap();
    let saved = save(&named(&long), &desk.path(), ExpectedOnDisk::Anything, &desk.places).unwrap();
    let base = Base::File { path: desk.path(), hash: saved.hash };
    journal.saved(journal.mark(), &base, at(300)).unwrap();
    assert!(fs::metadata(journal.path()).unwrap().len() < 1000);
    journal.append(&rename(&long, "Three"), at(400)).unwrap();
    journal.saved(early, &base, at(500)).unwrap();
    crash(journal);
    let pending = desk.pending();
    assert_eq!(pending.base, base);
    assert_eq!(pending.recover(&desk.places).org.name, "Three");
}

#[test]
fn a_torn_or_damaged_tail_costs_only_itself() {
    let desk = Desk::new();
    let mut journal = desk.open(&named("0"));
    for step in 0..3 {
        journal.append(&rename(&step.to_string(), &(step + 1).to_string()), at(200)).unwrap();
    }
    let path = crash(journal);
    let whole = fs::read(&path).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    assert_eq!(ends.len(), 4);
    for length in ends[0]..=whole.len() {
        for tail in [&b""[..], &[0; 40], b"garbage\n"] {
            fs::write(&path, [&whole[..length], tail].concat()).unwrap();
            let steps = ends.iter().filter(|end| **end <= length).count() - 1;
            let pending = pending_recoveries(&desk.places);
            assert_eq!(pending.iter().map(|one| one.steps.len()).sum::<usize>(), steps, "{length}");
            for pending in pending {
                let torn = (length + tail.len()) as u64 - ends[steps] as u64;
                assert_eq!(pending.torn_bytes, torn);
                assert_eq!(pending.recover(&desk.places).org.name, steps.to_string());
                if torn > 0 {
                    // Going on after a torn tail leaves no gap.
                    let mut journal = pending.resume().unwrap();
                    journal.append(&rename(&steps.to_string(), "on"), at(300)).unwrap();
                    crash(journal);
                    assert_eq!(desk.pending().recover(&desk.places).org.name, "on");
                }
            }
        }
    }
}

#[test]
fn a_journal_that_cannot_be_read_at_all_is_set_aside_not_deleted() {
    let desk = Desk::new();
    fs::create_dir_all(desk.places.journals()).unwrap();
    let path = desk.places.journals().join("1-0.journal");
    fs::write(&path, "not a journal").unwrap();
    assert!(pending_recoveries(&desk.places).is_empty());
    assert_eq!(desk.journals(), [path.with_extension("unreadable")]);
    assert!(pending_recoveries(&desk.places).is_empty());
}

#[test]
fn steps_move_onto_a_file_that_has_changed_and_what_does_not_fit_is_told() {
    let desk = Desk::new();
    let base = named("Clinic");
    let mut journal = desk.open(&base);
    let (ward, facts) = team("ward");
    journal.append(&rename("Clinic", "Ours"), at(200)).unwrap();
    journal.append(&Transaction::new("Add ward", add_party(&ward, &facts)), at(200)).unwrap();
    let lab = base.party(&PartyId::new("lab")).unwrap();
    journal
        .append(&Transaction::new("Remove lab", remove_party(&PartyId::new("lab"), lab)), at(200))
        .unwrap();
    crash(journal);

    // Meanwhile somebody renamed the organisation and wrote a note at the lab.
    let mut theirs = named("Theirs");
    let noted = Party { note: "new fridge".to_owned(), ..lab.clone() };
    let edits = throughline::edit::diff_party(&PartyId::new("lab"), lab, &noted);
    Transaction::new("Note", edits).apply(&mut theirs).unwrap();
    fs::write(desk.path(), to_text(&theirs)).unwrap();

    let recovered = desk.pending().recover(&desk.places);
    assert_eq!(recovered.ground, Ground::ChangedFile);
    assert_eq!(recovered.on_disk, Some(load(&desk.path()).unwrap().hash));
    assert_eq!(recovered.org.name, "Theirs");
    assert_eq!(recovered.org.party(&ward), Some(&facts));
    // Half a removal is none: the lab is still there, with its name.
    assert_eq!(recovered.org.party(&PartyId::new("lab")), Some(&noted));
    let applied: Vec<&str> = recovered.applied.iter().map(|step| step.label.as_str()).collect();
    let refused: Vec<&str> = recovered.refused.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(applied, ["Add ward"]);
    assert_eq!(refused, ["Rename to Ours", "Remove lab", "Remove lab"]);
}

#[test]
fn where_the_file_is_lost_the_daily_copy_serves() {
    let desk = Desk::new();
    let mut journal = desk.open(&named("Clinic"));
    let hash = load(&desk.path()).unwrap().hash;
    let today = throughline::model::Day::new(2026, 3, 1).unwrap();
    let copy = keep_daily(&desk.path(), hash, today, &desk.places).unwrap().unwrap();
    journal.append(&rename("Clinic", "Hospital"), at(200)).unwrap();
    crash(journal);
    fs::write(desk.path(), "torn by somebody").unwrap();
    let pending = desk.pending();
    assert!(pending.trouble_with_file().is_some());
    let recovered = pending.recover(&desk.places);
    assert_eq!(
        (recovered.org.name.as_str(), recovered.ground, recovered.on_disk),
        ("Hospital", Ground::Backup(copy.clone()), None)
    );

    fs::remove_file(copy).unwrap();
    let recovered = pending.recover(&desk.places);
    assert_eq!((recovered.ground, recovered.org), (Ground::Nothing, Org::default()));
    assert_eq!(recovered.refused.len(), 1, "told, not dropped");
}

fn config() -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("tests/core/storage/journal.failures");
    ProptestConfig { cases: 32, failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    /// Whatever was done, nasty texts included, comes back from the journal as it was.
    #[test]
    fn any_edits_come_back(states in prop::collection::vec(random_org::org(), 1..4), other in random_org::org()) {
        let desk = Desk::new();
        let mut journal = desk.begin(&Base::NewMap);
        let (mut here, mut steps) = (Org::default(), Vec::new());
        for state in &states {
            let step = Transaction::new(state.name.clone(), diff(&here, state));
            journal.append(&step, at(200)).unwrap();
            // Undo and redo are journaled as what was applied.
            journal.append(&step.inverted(), at(200)).unwrap();
            journal.append(&step, at(200)).unwrap();
            steps.extend([step.clone(), step.inverted(), step]);
            here = state.clone();
        }
        crash(journal);
        let mut pending = pending_recoveries(&desk.places);
        let pending = pending.pop().unwrap();
        prop_assert_eq!(&pending.steps, &steps);
        let recovered = pending.recover(&desk.places);
        prop_assert_eq!(&recovered.org, &here);
        prop_assert_eq!(recovered.refused, vec![]);
        pending.discard().unwrap();

        // Onto any other map: sound, and nothing goes missing unsaid.
        let first = states.first().unwrap();
        let mut journal = desk.open(first);
        let step = Transaction::new("All of it", diff(first, &here));
        journal.append(&step, at(200)).unwrap();
        crash(journal);
        fs::write(desk.path(), to_text(&other)).unwrap();
        for pending in pending_recoveries(&desk.places) {
            let recovered = pending.recover(&desk.places);
            prop_assert_eq!(recovered.org.violations(), vec![]);
            for edit in &step.edits {
                let applied = recovered.applied.iter().any(|step| step.edits.contains(edit));
                let refused = recovered.refused.iter().any(|(_, other)| other == edit);
                let held = throughline::edit::revert(edit, &mut recovered.org.clone()).is_ok();
                let exists = matches!(
                    edit, Edit::PartyExists { .. } | Edit::LinkExists { .. } | Edit::ExpectationExists { .. }
                );
                prop_assert!(applied || refused || held || exists, "{}", throughline::edit::describe(edit));
            }
            pending.discard().unwrap();
        }
    }
}

const CHILD: &str = "THROUGHLINE_TEST_JOURNAL_AGAIN_AND_AGAIN";

/// Not a test of its own: what the child of the next test does, until it is killed.
#[test]
fn child_that_edits_again_and_again() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let places = Places::in_folder(&folder.join("own"));
    let mut journal = Journal::begin(&places, &Base::NewMap, at(100)).unwrap();
    let mut before = String::new();
    for number in 0_u64.. {
        let after = number.to_string();
        journal.append(&rename(&before, &after), at(200)).unwrap();
        println!("did {number}");
        before = after;
    }
}

/// After kill -9 everything that the program said was done is there again.
#[test]
fn a_killed_program_loses_nothing_that_it_acknowledged() {
    const KILLS: u32 = 15;
    for kill in 0..KILLS {
        let desk = Desk::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "storage::journal::child_that_edits_again_and_again", "--nocapture"])
            .env(CHILD, desk.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let did = |line: &str| line.rsplit_once("did ").and_then(|(_, number)| number.parse::<u64>().ok());
        let first = lines.by_ref().map_while(Result::ok).find_map(|line| did(&line));
        assert!(pending_recoveries(&desk.places).is_empty(), "it is running");
        std::thread::sleep(Duration::from_micros(u64::from(kill) * 211));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged =
            lines.map_while(Result::ok).filter_map(|line| did(&line)).last().or(first).unwrap();
        let recovered = desk.pending().recover(&desk.places);
        let found: u64 = recovered.org.name.parse().unwrap();
        assert!(found >= acknowledged && recovered.refused.is_empty(), "{found} after {acknowledged}");
    }
}

#[test]
fn settings_are_kept_and_never_in_the_way() {
    let desk = Desk::new();
    assert_eq!(Settings::load(&desk.places), Settings::default());
    let mut settings = Settings { text_scale: 1.25, inspector: false, ..Settings::default() };
    for number in 0..20 {
        settings.remember(Path::new(&format!("/maps/{number}.org.ron")));
    }
    settings.remember(Path::new("/maps/15.org.ron"));
    assert_eq!(settings.recent.len(), throughline::storage::RECENT_KEPT);
    assert_eq!(settings.recent[0], Path::new("/maps/15.org.ron"));
    settings.save(&desk.places).unwrap();
    assert_eq!(Settings::load(&desk.places), settings);

    let file = desk.places.settings_file();
    fs::write(&file, "(text_scale: 40.0, theme: Dark, of_a_newer_program: [1, 2])").unwrap();
    let loaded = Settings::load(&desk.places);
    assert_eq!((loaded.text_scale, loaded.outline), (3.0, true));
    for damaged in [&b"(text_scale: "[..], b"\xff\xfe", b"(theme: Purple)"] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(Settings::load(&desk.places), Settings::default());
        assert_eq!(fs::read(file.with_extension("ron.damaged")).unwrap(), damaged);
        assert!(!file.exists());
    }
}
