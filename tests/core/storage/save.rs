//! Saving: old or new, never half; nothing of somebody else's overwritten in silence; links, modes and names kept.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use throughline::edit::{Transaction, add_party, apply, diff};
use throughline::model::{Org, Party, PartyId};
use throughline::storage::{
    ExpectedOnDisk, FileHash, Loaded, Manner, Offer, Places, SaveError, Step, backups_of, keep_daily, load,
    parse, save, save_in, sweep_leftovers, to_text,
};

/// A folder to save into, and places of the program's own beside it.
struct Desk {
    folder: TempDir,
    places: Places,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let places = Places::in_folder(&folder.path().join("own"));
        fs::create_dir(folder.path().join("files")).expect("a folder for the files");
        Self { folder, places }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("files").join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).expect("the folder is there");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// A map with this name and one team.
pub fn named(name: &str) -> Org {
    let mut whole = Org::default();
    whole.name = name.to_owned();
    let team = Party { name: "Lab".to_owned(), ..Party::default() };
    throughline::edit::build(whole, [(PartyId::new("lab"), team)], []).expect("sound")
}

fn name_at(path: &Path) -> String {
    load(path).expect("it loads").org.name
}

#[test]
fn a_saved_file_loads_back_and_leaves_nothing_beside_it() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let saved = save(&named("One"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
    assert_eq!(load(&path).unwrap().hash, saved.hash);
    assert_eq!((saved.manner, saved.backup), (Manner::Replace, None));
    let again = save(&named("Two"), &path, ExpectedOnDisk::Version(saved.hash), &desk.places).unwrap();
    assert_eq!(name_at(&path), "Two");
    assert_eq!(again.hash, FileHash::of(&fs::read(&path).unwrap()));
    assert_eq!(desk.names(), ["a.org.ron"]);
    assert_eq!(backups_of(&path, &desk.places), []);
}

#[test]
fn somebody_elses_work_is_never_overwritten_in_silence() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let ours = save(&named("Ours"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
    let theirs = to_text(&named("Theirs"));
    fs::write(&path, &theirs).unwrap();

    for expected in [ExpectedOnDisk::Version(ours.hash), ExpectedOnDisk::Nothing] {
        for manner in [Manner::Replace, Manner::InPlace] {
            let error = save_in(manner, &named("Ours 2"), &path, expected, &desk.places).unwrap_err();
            let SaveError::ChangedOnDisk { found, .. } = &error else { panic!("{error}") };
            assert_eq!(*found, FileHash::of(theirs.as_bytes()));
            assert!(error.offers().contains(&Offer::OverwriteWithBackup));
            assert!(error.to_string().contains("changed by somebody else"), "{error}");
            assert_eq!(name_at(&path), "Theirs");
        }
    }
    assert_eq!(desk.names(), ["a.org.ron"]);

    let saved = save(&named("Ours 2"), &path, ExpectedOnDisk::Anything, &desk.places).unwrap();
    assert_eq!(name_at(&path), "Ours 2");
    assert_eq!(fs::read_to_string(saved.backup.unwrap()).unwrap(), theirs);
}

#[test]
fn a_file_that_is_gone_is_written_anew() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let saved = save(&named("One"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
    fs::remove_file(&path).unwrap();
    save(&named("Two"), &path, ExpectedOnDisk::Version(saved.hash), &desk.places).unwrap();
    assert_eq!(name_at(&path), "Two");
}

#[test]
fn a_newer_file_is_never_written_to() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let newer = "(format: 9, made_by: \"Throughline 7\", moods: [])";
    fs::write(&path, newer).unwrap();
    let error = save(&named("Ours"), &path, ExpectedOnDisk::Anything, &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::NewerOnDisk { format: 9, .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let saved = save(&named("One"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = save(&named("Two"), &path, ExpectedOnDisk::Version(saved.hash), &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::ReadOnly { .. }), "{error}");
    assert_eq!(error.offers(), [Offer::SaveElsewhere, Offer::KeepInRecovery]);
    assert_eq!(name_at(&path), "One");
}

#[test]
fn a_refusal_names_the_step_and_offers_a_way() {
    let desk = Desk::new();
    let missing = desk.path("no such folder").join("a.org.ron");
    let error = save(&named("One"), &missing, ExpectedOnDisk::Nothing, &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::Refused { step: Step::Find, .. }), "{error}");
    assert!(error.to_string().contains("its folder is not there (finding its folder failed)"), "{error}");
    assert_eq!(error.offers(), [Offer::SaveElsewhere, Offer::KeepInRecovery]);

    fs::write(desk.path("no folder"), "a file").unwrap();
    let below = desk.path("no folder/a.org.ron");
    let error = save(&named("One"), &below, ExpectedOnDisk::Nothing, &desk.places).unwrap_err();
    assert!(error.to_string().contains("what should be its folder is a file"), "{error}");

    fs::create_dir(desk.path("folder.org.ron")).unwrap();
    let error =
        save(&named("One"), &desk.path("folder.org.ron"), ExpectedOnDisk::Nothing, &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::Refused { step: Step::Compare, .. }), "{error}");
}

/// Where a map cannot be written so that it reads back, nothing is touched: a party without a name can only come about by edits
/// that were applied one by one.
/// The folder of copies is not one that the person chose, so a refusal says where it is; and the file stays as it was.
#[test]
fn a_copy_that_cannot_be_kept_names_its_folder() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    fs::write(&path, "somebody else's").unwrap();
    fs::write(desk.folder.path().join("own"), "in the way").unwrap();
    let error = save(&named("One"), &path, ExpectedOnDisk::Anything, &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::Refused { step: Step::BackUp, .. }), "{error:?}");
    let folder = desk.places.backups_of(&path.canonicalize().unwrap());
    assert!(error.to_string().contains(&folder.display().to_string()), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
}

#[test]
fn what_would_not_read_back_is_not_written() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let mut unsound = named("One");
    let nameless = Party { name: "x".to_owned(), ..Party::default() };
    let edits = add_party(&PartyId::new("p"), &nameless);
    apply(&edits[0], &mut unsound).unwrap();
    let error = save(&unsound, &path, ExpectedOnDisk::Nothing, &desk.places).unwrap_err();
    assert!(matches!(error, SaveError::DoesNotReadBack { .. }), "{error}");
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[test]
fn one_copy_a_day_of_the_last_good_version_is_kept() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    let saved = save(&named("Good"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
    let day = |number: i8| throughline::model::Day::new(2026, 3, number).unwrap();
    let copy = keep_daily(&path, saved.hash, day(1), &desk.places).unwrap().unwrap();
    assert_eq!(name_at(&copy), "Good");
    assert_eq!(keep_daily(&path, saved.hash, day(1), &desk.places).unwrap(), None);
    // A file that changed since it was read is not known to be good.
    fs::write(&path, "damaged").unwrap();
    assert_eq!(keep_daily(&path, saved.hash, day(2), &desk.places).unwrap(), None);
    fs::write(&path, to_text(&named("Good"))).unwrap();
    for number in 2..=28 {
        keep_daily(&path, saved.hash, day(number), &desk.places).unwrap();
    }
    let kept = backups_of(&path, &desk.places);
    assert_eq!(kept.len(), throughline::storage::DAILY_KEPT);
    assert_eq!(desk.names(), ["a.org.ron"], "not beside the file");
    // Another file of the same name in another folder has copies of its own.
    assert_eq!(backups_of(&desk.path("b.org.ron"), &desk.places), []);
}

#[test]
fn leftovers_of_a_crash_are_swept_after_an_hour_and_nothing_else() {
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    fs::write(&path, to_text(&named("One"))).unwrap();
    for name in [
        ".a.org.ron.Ab3dEf",
        ".a.org.ron.backup",
        ".b.org.ron.Ab3dEf",
        "a.org.ron.Ab3dEf",
        ".a.org.ron.Ab3dE",
    ] {
        fs::write(desk.path(name), "half").unwrap();
    }
    let now = SystemTime::now();
    assert_eq!(sweep_leftovers(&path, now + Duration::from_secs(59 * 60)), Vec::<PathBuf>::new());
    let swept = sweep_leftovers(&path, now + Duration::from_secs(61 * 60));
    assert_eq!(swept, [desk.path("").canonicalize().unwrap().join(".a.org.ron.Ab3dEf")]);
    assert_eq!(desk.names().len(), 5);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_symbolic_link_stays_one_and_its_file_is_saved() {
        let desk = Desk::new();
        let (real, link, chain) =
            (desk.path("real.org.ron"), desk.path("link.org.ron"), desk.path("chain.org.ron"));
        let saved = save(&named("One"), &real, ExpectedOnDisk::Nothing, &desk.places).unwrap();
        symlink("real.org.ron", &link).unwrap();
        symlink(&link, &chain).unwrap();
        let saved = save(&named("Two"), &chain, ExpectedOnDisk::Version(saved.hash), &desk.places).unwrap();
        assert_eq!(saved.path, real.canonicalize().unwrap());
        assert_eq!(name_at(&real), "Two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::symlink_metadata(&chain).unwrap().is_symlink());

        // A link to a file that is not there yet.
        symlink("later.org.ron", desk.path("dangling.org.ron")).unwrap();
        save(&named("Three"), &desk.path("dangling.org.ron"), ExpectedOnDisk::Nothing, &desk.places).unwrap();
        assert_eq!(name_at(&desk.path("later.org.ron")), "Three");
        assert!(fs::symlink_metadata(desk.path("dangling.org.ron")).unwrap().is_symlink());

        symlink("round.org.ron", desk.path("round.org.ron")).unwrap();
        let error = save(&named("x"), &desk.path("round.org.ron"), ExpectedOnDisk::Nothing, &desk.places)
            .unwrap_err();
        assert!(matches!(error, SaveError::Refused { step: Step::Find, .. }), "{error}");
    }

    #[test]
    fn the_mode_of_the_file_stays() {
        let desk = Desk::new();
        let path = desk.path("a.org.ron");
        let mut hash = save(&named("One"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap().hash;
        for mode in [0o600, 0o664, 0o640] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            hash = save(&named("Two"), &path, ExpectedOnDisk::Version(hash), &desk.places).unwrap().hash;
            assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, mode);
        }
    }

    #[test]
    fn a_file_with_two_names_keeps_both() {
        let desk = Desk::new();
        let (path, other) = (desk.path("a.org.ron"), desk.path("b.org.ron"));
        let long = named(&"long ".repeat(100));
        let saved = save(&long, &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
        fs::hard_link(&path, &other).unwrap();
        let saved = save(&named("Two"), &path, ExpectedOnDisk::Version(saved.hash), &desk.places).unwrap();
        assert_eq!(saved.manner, Manner::InPlace);
        assert_eq!((name_at(&path), name_at(&other)), ("Two".to_owned(), "Two".to_owned()));
        assert_eq!(load(&saved.backup.unwrap()).unwrap().org, long);
    }

    /// In a folder where no file can be made, replacing is refused by name and writing in place is offered and works.
    #[test]
    fn a_folder_that_takes_no_files_is_said_so() {
        let desk = Desk::new();
        let path = desk.path("a.org.ron");
        let saved = save(&named("One"), &path, ExpectedOnDisk::Nothing, &desk.places).unwrap();
        let folder = desk.path("");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(desk.path("probe"), "").is_ok() {
            println!("skipped: this user may write into any folder");
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
            return;
        }
        let expected = ExpectedOnDisk::Version(saved.hash);
        let error = save(&named("Two"), &path, expected, &desk.places).unwrap_err();
        assert!(matches!(error, SaveError::Refused { step: Step::WriteTemporary, .. }), "{error}");
        assert!(error.offers().contains(&Offer::WriteInPlace));
        assert!(error.to_string().contains("new files are not allowed in its folder"), "{error}");
        save_in(Manner::InPlace, &named("Two"), &path, expected, &desk.places).unwrap();
        assert_eq!(name_at(&path), "Two");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A pipe would keep the program waiting for ever.
    #[test]
    fn what_is_no_file_is_not_opened() {
        let desk = Desk::new();
        for path in [Path::new("/dev/zero"), &desk.path("")] {
            let error = load(path).unwrap_err();
            assert!(error.to_string().contains("it is a folder or a device, not a file"), "{error}");
        }
    }
}

const CHILD: &str = "THROUGHLINE_TEST_SAVE_AGAIN_AND_AGAIN";

/// Not a test of its own: what the child of the next test does, until it is killed.
#[test]
fn child_that_saves_again_and_again() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let places = Places::in_folder(&folder.join("own"));
    let path = folder.join("a.org.ron");
    let mut hash = load(&path).unwrap().hash;
    for number in 0.. {
        let org = named(&format!("{number}"));
        hash = save(&org, &path, ExpectedOnDisk::Version(hash), &places).unwrap().hash;
        println!("saved {number}");
    }
}

/// Killed at any moment, the file is whole, and at least the last save that was acknowledged.
#[test]
fn a_killed_save_tears_nothing() {
    const KILLS: u32 = 25;
    let desk = Desk::new();
    let path = desk.path("a.org.ron");
    for kill in 0..KILLS {
        fs::write(&path, to_text(&named("0"))).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "storage::save::child_that_saves_again_and_again", "--nocapture"])
            .env(CHILD, desk.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let saved =
            |line: &str| line.rsplit_once("saved ").and_then(|(_, number)| number.parse::<u64>().ok());
        let first = lines.by_ref().map_while(Result::ok).find_map(|line| saved(&line));
        std::thread::sleep(Duration::from_micros(u64::from(kill) * 337));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged =
            lines.map_while(Result::ok).filter_map(|line| saved(&line)).last().or(first).unwrap();
        let found: u64 = parse(&fs::read(&path).unwrap(), "killed").unwrap().org.name.parse().unwrap();
        assert!(found >= acknowledged, "{found} is older than {acknowledged}, which was acknowledged");
    }
    let in_two_hours = SystemTime::now() + Duration::from_secs(2 * 60 * 60);
    let swept = sweep_leftovers(&path, in_two_hours);
    let small = |name: &String| {
        name.starts_with(".a.org.ron.") && name.bytes().rev().take(6).all(|byte| byte.is_ascii_lowercase())
    };
    let left: Vec<String> = desk.names().into_iter().filter(|name| name != "own" && !small(name)).collect();
    assert_eq!(left, ["a.org.ron"], "swept {swept:?}");
}

/// What is on disk and what is in memory meet as edits: the way to join somebody else's save with ours.
#[test]
fn a_changed_file_can_be_joined_with_our_edits() {
    let (base, ours) = (named("Clinic"), named("Clinic Riverside"));
    let mut theirs = base.clone();
    let mut with_vision = base.clone();
    with_vision.service_vision = "Nobody waits.".to_owned();
    Transaction::new("Theirs", diff(&base, &with_vision)).apply(&mut theirs).unwrap();
    let moved = throughline::edit::rebase(&diff(&base, &ours), &mut theirs);
    assert_eq!(moved.refused, []);
    assert_eq!((theirs.name.as_str(), theirs.service_vision.as_str()), ("Clinic Riverside", "Nobody waits."));
}

/// Copies of the program that save one file at the same time: whatever one of them was told is saved is there in the end.
#[test]
fn nothing_that_was_saved_is_lost_when_several_save_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, places) = (folder.path().join("a.org.ron"), Places::in_folder(&folder.path().join("own")));
    save(&Org::default(), &path, ExpectedOnDisk::Nothing, &places).expect("saved");
    let add = |id: &PartyId| {
        let Loaded { mut org, hash, .. } = load(&path).expect("whole at any moment");
        let party = Party { name: id.to_string(), ..Party::default() };
        for edit in add_party(id, &party) {
            apply(&edit, &mut org).expect("new");
        }
        save(&org, &path, ExpectedOnDisk::Version(hash), &places)
    };
    let work = |name: &str| -> Vec<PartyId> {
        let ids = (0..60).map(|number| PartyId::new(format!("{name}{number}")));
        ids.filter(|id| match add(id) {
            Ok(_) => true,
            Err(SaveError::ChangedOnDisk { .. }) => false,
            Err(other) => unreachable!("{other}"),
        })
        .collect()
    };
    let told: Vec<PartyId> = std::thread::scope(|scope| {
        let workers: Vec<_> = ["a", "b", "c"].map(|name| scope.spawn(move || work(name))).into();
        workers.into_iter().flat_map(|worker| worker.join().expect("ended")).collect()
    });
    let org = load(&path).expect("whole").org;
    let lost: Vec<_> = told.iter().filter(|id| org.party(id).is_none()).collect();
    assert!(lost.is_empty() && told.len() >= 60, "{} told, lost: {lost:?}", told.len());
}
