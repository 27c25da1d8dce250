//! Named versions: kept, told apart, never overwritten, never a path of somebody's making.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use throughline::model::Org;
use throughline::storage::{
    ExpectedOnDisk, Places, VERSION_NAME_LETTERS, VersionError, VersionLabel, VersionOccasion,
    adopt_versions, keep_version, load, remove_version, save, versions_of,
};

struct Desk {
    folder: tempfile::TempDir,
    places: Places,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::in_folder(&folder.path().join("own"));
        Self { folder, places }
    }

    /// A saved file with the clinic in it.
    fn file(&self) -> PathBuf {
        let path = self.folder.path().join("clinic.org.ron");
        save(&clinic(), &path, ExpectedOnDisk::Anything, &self.places).expect("it is saved");
        path
    }
}

fn clinic() -> Org {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_orgs/hospital-clinic.org.ron");
    load(sample.as_ref()).expect("a sample").org
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000 + seconds)
}

fn label(name: &str, seconds: u64) -> VersionLabel {
    VersionLabel { name: name.to_owned(), occasion: VersionOccasion::Asked, moment: at(seconds), broken: 3 }
}

#[test]
fn what_is_kept_is_the_whole_map_with_its_name_moment_and_occasion() {
    let desk = Desk::new();
    let (org, path) = (clinic(), desk.file());
    assert_eq!(versions_of(Some(&path), &desk.places).unwrap(), []);
    let start = VersionLabel { occasion: VersionOccasion::Start, ..label("Before we began", 7) };
    let kept = keep_version(&org, Some(&path), &start, &desk.places).unwrap();
    assert_eq!(load(&kept).unwrap().org, org, "an ordinary org file");
    let [version] = &versions_of(Some(&path), &desk.places).unwrap()[..] else { panic!("one version") };
    assert_eq!((version.name.as_str(), version.moment), ("Before we began", at(7)));
    assert_eq!((version.occasion, version.broken), (VersionOccasion::Start, Some(3)));
    let holds = version.holds.clone().unwrap();
    assert_eq!(holds.links, org.links().len());
    assert!(holds.teams > 0 && holds.teams < org.parties().len(), "customers are no teams");
    assert_eq!(load(&path).unwrap().org, org, "the file itself is left alone");
}

#[test]
fn the_newest_comes_first_and_two_of_one_name_and_second_are_two() {
    let desk = Desk::new();
    let path = desk.file();
    let mut second = clinic();
    second.name = "Changed since".to_owned();
    for (org, name, seconds) in
        [(&clinic(), "Twice", 5), (&second, "Twice", 5), (&second, "Late", 9), (&clinic(), "Early", 1)]
    {
        keep_version(org, Some(&path), &label(name, seconds), &desk.places).unwrap();
    }
    let versions = versions_of(Some(&path), &desk.places).unwrap();
    let names: Vec<&str> = versions.iter().map(|version| version.name.as_str()).collect();
    assert_eq!(names, ["Late", "Twice", "Twice", "Early"]);
    let holds: Vec<String> = versions.iter().map(|version| load(&version.path).unwrap().org.name).collect();
    assert_eq!(holds[1], "Changed since", "the later of the two first");
    assert_eq!(holds[2], clinic().name, "and the earlier one was not overwritten");
}

#[test]
fn no_name_leaves_the_folder_or_breaks_the_file() {
    let desk = Desk::new();
    let path = desk.file();
    let novel = "long ".repeat(2000);
    let marks = "e\u{301}".repeat(5000);
    let names = [
        "../../../etc/passwd",
        "..",
        "/",
        "C:\\con\\nul",
        "a\nb\r\n// occasion: end of a workshop\n(",
        "\u{0}\u{7}\u{202e}backwards",
        "\u{1f389} party \u{1f469}\u{200d}\u{1f52c}",
        "\u{5e74}\u{672b}\u{7248}",
        "",
        "   ",
        &novel,
        &marks,
    ];
    for (second, name) in names.iter().enumerate() {
        let place = keep_version(&clinic(), Some(&path), &label(name, second as u64), &desk.places).unwrap();
        assert_eq!(place.parent().and_then(|folder| folder.parent()), Some(desk.places.versions().as_path()));
    }
    let versions = versions_of(Some(&path), &desk.places).unwrap();
    assert_eq!(versions.len(), names.len());
    for version in &versions {
        assert!(version.holds.is_ok(), "{version:?}");
        assert_eq!(version.occasion, VersionOccasion::Asked, "a name cannot change what else is said");
        assert!(!version.name.contains(['\n', '\u{0}', '\u{202e}']), "{:?}", version.name);
        assert!(version.name.chars().count() <= 2 * VERSION_NAME_LETTERS + 1, "{:?}", version.name);
    }
    let named = |name: &str| versions.iter().any(|version| version.name == name);
    assert!(
        named("../../../etc/passwd") && named("\u{5e74}\u{672b}\u{7248}") && named(".."),
        "{versions:#?}"
    );
    assert!(versions.iter().any(|version| version.name.contains('\u{1f389}')));
    let own = fs::read_dir(desk.folder.path()).unwrap().count();
    assert_eq!(own, 2, "the file and the program's own folder, nothing else");
}

#[test]
fn a_folder_that_takes_nothing_is_said_so_and_nothing_is_left_behind() {
    let desk = Desk::new();
    let path = desk.file();
    fs::create_dir_all(desk.places.versions().parent().unwrap()).unwrap();
    fs::write(desk.places.versions(), "a file where the folder should be").unwrap();
    let error = keep_version(&clinic(), Some(&path), &label("Kept", 1), &desk.places).unwrap_err();
    assert!(matches!(error, VersionError::Refused { .. }), "{error}");
    let words = error.to_string();
    assert!(words.contains("could not be written into") && words.contains("Save as"), "{words}");
    assert!(
        versions_of(Some(&path), &desk.places).is_err(),
        "and a list that cannot be read is no empty list"
    );
    assert_eq!(load(&path).unwrap().org, clinic());
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let path = desk.file();
    let place = keep_version(&clinic(), Some(&path), &label("One", 1), &desk.places).unwrap();
    let folder = place.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        println!("skipped: this user may write into any folder");
    } else {
        let error = keep_version(&clinic(), Some(&path), &label("Two", 2), &desk.places).unwrap_err();
        assert!(error.to_string().contains("could not be written into"), "{error}");
        assert_eq!(versions_of(Some(&path), &desk.places).unwrap().len(), 1);
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_version_that_cannot_be_read_is_listed_with_the_reason() {
    let desk = Desk::new();
    let path = desk.file();
    let good = keep_version(&clinic(), Some(&path), &label("Good", 1), &desk.places).unwrap();
    let torn = keep_version(&clinic(), Some(&path), &label("Torn", 2), &desk.places).unwrap();
    let bytes = fs::read(&torn).unwrap();
    fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let folder = good.parent().unwrap();
    fs::write(folder.join("2026-11-22T14-05-33Z.org.ron"), [0xff, 0xfe, 0x00]).unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    fs::create_dir(folder.join("2026-11-22T14-05-34Z.org.ron")).unwrap();
    let versions = versions_of(Some(&path), &desk.places).unwrap();
    assert_eq!(versions.len(), 4, "what is no version is not listed: {versions:#?}");
    let of = |name: &str| versions.iter().find(|version| version.name == name).unwrap();
    assert!(of("Good").holds.is_ok());
    assert!(of("Torn").holds.as_ref().is_err_and(|reason| reason.contains("cut off")), "{:?}", of("Torn"));
    assert_eq!(versions.iter().filter(|version| version.holds.is_err()).count(), 3);
}

#[test]
fn only_versions_can_be_thrown_away() {
    let desk = Desk::new();
    let path = desk.file();
    let one = keep_version(&clinic(), Some(&path), &label("One", 1), &desk.places).unwrap();
    keep_version(&clinic(), Some(&path), &label("Two", 2), &desk.places).unwrap();
    assert!(remove_version(&path, &desk.places).is_err() && path.exists(), "not the file itself");
    let origin = one.with_file_name("path.txt");
    assert!(remove_version(&origin, &desk.places).is_err() && origin.exists());
    let beside = one.parent().unwrap().join("..").join("..").join("clinic.org.ron");
    assert!(remove_version(&beside, &desk.places).is_err());
    remove_version(&one, &desk.places).unwrap();
    let names: Vec<String> =
        versions_of(Some(&path), &desk.places).unwrap().into_iter().map(|version| version.name).collect();
    assert_eq!(names, ["Two"]);
}

#[test]
fn versions_of_a_map_that_was_never_saved_go_with_it_to_its_file() {
    let desk = Desk::new();
    let mine = keep_version(&clinic(), None, &label("Mine", 1), &desk.places).unwrap();
    keep_version(&clinic(), None, &label("Of another map", 2), &desk.places).unwrap();
    assert_eq!(versions_of(None, &desk.places).unwrap().len(), 2);
    let path = desk.file();
    keep_version(&clinic(), Some(&path), &label("There already", 1), &desk.places).unwrap();
    assert_eq!(adopt_versions(&[mine, desk.folder.path().join("gone")], &path, &desk.places), 1);
    let names = |path| -> Vec<String> {
        versions_of(path, &desk.places).unwrap().into_iter().map(|version| version.name).collect()
    };
    assert_eq!(names(Some(path.as_path())), ["Mine", "There already"]);
    assert_eq!(names(None), ["Of another map"]);
}
