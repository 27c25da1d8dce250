//! Named versions in words, and taken up again.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use jiff::tz::{TimeZone, offset};
use throughline::session::versions::{rows, start_of_workshop, suggested_name, when};
use throughline::session::{Command, Session};
use throughline::storage::{Places, Version, VersionHolds, VersionOccasion, load, pending_recoveries};

use super::support::today;

/// 2026-11-22 14:05:33 in Greenwich.
fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_356_333)
}

fn version(name: &str, occasion: VersionOccasion, hours_ago: u64) -> Version {
    Version {
        path: PathBuf::from(format!("{name}.org.ron")),
        name: name.to_owned(),
        occasion,
        moment: noon() - Duration::from_secs(hours_ago * 3600),
        broken: Some(1),
        holds: Ok(VersionHolds { teams: 1, links: 2 }),
    }
}

#[test]
fn a_row_says_when_here_and_what_is_in_it() {
    let mut versions = [
        version("Start", VersionOccasion::Start, 0),
        version("", VersionOccasion::Asked, 1),
        version("Torn", VersionOccasion::End, 2),
    ];
    versions[1].broken = None;
    versions[2].holds = Err("it was cut off".to_owned());
    let rows = rows(&versions, &TimeZone::fixed(offset(2)));
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (row.name.as_str(), row.when.as_str(), row.occasion, row.holds.as_str(), row.problem.as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Start", "2026-11-22 16:05", "start of a workshop", "1 team, 2 links, 1 broken", ""),
            ("Without a name", "2026-11-22 15:05", "", "1 team, 2 links", ""),
            ("Torn", "2026-11-22 14:05", "end of a workshop", "", "it was cut off"),
        ]
    );
    assert_eq!(when(noon(), &TimeZone::UTC), "2026-11-22 14:05");
    assert_eq!(suggested_name(VersionOccasion::Start, today()), "Start of the workshop, 2026-11-21");
}

#[test]
fn the_start_of_the_workshop_is_the_newest_of_its_kind_and_of_these_days() {
    use VersionOccasion::{Asked, End, Start};
    let found =
        |versions: &[Version]| start_of_workshop(versions, noon()).map(|version| version.name.clone());
    assert_eq!(found(&[]), None);
    assert_eq!(found(&[version("kept", Asked, 1), version("end", End, 2)]), None);
    let day = [version("end", End, 1), version("second", Start, 4), version("first", Start, 9)];
    assert_eq!(found(&day).as_deref(), Some("second"));
    assert_eq!(found(&[version("last quarter", Start, 2000)]), None, "that was another workshop");
    let mut torn = version("torn", Start, 1);
    torn.holds = Err("it was cut off".to_owned());
    assert_eq!(found(&[torn, version("first", Start, 3)]), None, "nothing is compared with the wrong one");
}

#[test]
fn a_copy_is_whole_unsaved_one_step_and_survives_a_crash() {
    for name in
        ["first-example", "hospital-clinic", "parts-manufacturer", "software-company", "city-permit-office"]
    {
        let file = format!("{}/sample_orgs/{name}.org.ron", env!("CARGO_MANIFEST_DIR"));
        let org = load(file.as_ref()).unwrap().org;
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let mut session = Session::made_of(
            &org,
            "Open a copy of the version \u{201c}The morning\u{201d}",
            &places,
            today(),
        );
        assert_eq!((session.org(), session.path()), (&org, None), "{name}");
        assert!(session.has_unsaved_changes());
        assert_eq!(
            session.history().undo_label(),
            Some("Open a copy of the version \u{201c}The morning\u{201d}")
        );
        session.execute(&Command::SetOrgName("Changed".to_owned())).unwrap();
        let now = SystemTime::now();
        session.protect(now);
        // The program is killed: the document is not closed.
        drop(session);
        let pending = pending_recoveries(&places).remove(0);
        let restored = Session::recover(pending, &places, today(), now);
        assert_eq!(restored.notes, Vec::<String>::new());
        assert_eq!(restored.session.org().name, "Changed");
        assert_eq!(restored.session.org().links(), org.links(), "{name}: all of it is there again");
    }
}
