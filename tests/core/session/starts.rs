//! What a new map can begin with.

use std::time::SystemTime;

use throughline::diagnosis::diagnose;
use throughline::model::{Source, Verdict};
use throughline::session::starts::{SAMPLES, TEMPLATES};
use throughline::session::{Command, Session};
use throughline::storage::{Places, pending_recoveries, to_text};

use super::support::today;

#[test]
fn templates_reach_the_customer_and_say_nothing_of_how_it_goes() {
    for start in TEMPLATES {
        let org = start.org().unwrap_or_else(|error| unreachable!("{}: {error}", start.name));
        assert!(org.violations().is_empty(), "{}", start.name);
        assert_eq!(to_text(&org), start.text(), "{}: written as the program writes it", start.name);
        let diagnosis = diagnose(&org, today());
        assert_eq!(diagnosis.counts.unknown, diagnosis.counts.links, "{}: nobody was asked", start.name);
        for party in &diagnosis.parties {
            assert!(party.distance.is_some(), "{}: {} reaches no customer", start.name, party.id);
        }
        for (link, facts) in org.links() {
            assert!(facts.verdicts.is_empty(), "{}: {link:?}", start.name);
            assert!(!facts.expectations().is_empty(), "{}: {link:?}", start.name);
            let assumed = |source, rated: bool| source == Source::Assumed && !rated;
            let mut all = facts.expectations().values();
            assert!(
                all.all(|need| assumed(need.source, !need.ratings.is_empty())),
                "{}: {link:?}",
                start.name
            );
        }
    }
}

#[test]
fn samples_open_and_have_something_to_teach() {
    for start in SAMPLES {
        let org = start.org().unwrap_or_else(|error| unreachable!("{}: {error}", start.name));
        assert!(diagnose(&org, today()).counts.broken > 0, "{}", start.name);
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs");
    let files = std::fs::read_dir(folder).map(Iterator::count);
    assert_eq!(files.ok(), Some(SAMPLES.len()), "every sample can be begun with");
}

#[test]
fn work_on_a_copy_survives_a_crash_and_a_copy_that_nobody_touched_asks_nothing() {
    for start in TEMPLATES.into_iter().chain(SAMPLES) {
        let org = start.org().unwrap_or_else(|error| unreachable!("{}: {error}", start.name));
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::in_folder(folder.path());
        let mut session = Session::made_of(&org, "Begin", &places, today()).nobodys_work_yet();
        assert!(!session.has_unsaved_changes(), "{}", start.name);
        let link = org.links().keys().next().cloned().expect("there are links");
        let command = Command::SetVerdict { link: link.clone(), verdict: Some(Verdict::Broken) };
        session.execute(&command).expect("the link is there");
        let (now, worked_on) = (SystemTime::now(), session.org().clone());
        session.protect(now);
        // The program is killed: the document is not closed.
        drop(session);
        let restored = Session::recover(pending_recoveries(&places).remove(0), &places, today(), now);
        assert_eq!(restored.notes, Vec::<String>::new(), "{}", start.name);
        assert_eq!(restored.session.org(), &worked_on, "{}", start.name);
        assert!(restored.session.has_unsaved_changes());
    }
}
