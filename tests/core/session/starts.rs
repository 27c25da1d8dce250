//! What a new map can begin with.

use throughline::diagnosis::diagnose;
use throughline::model::Source;
use throughline::session::starts::{SAMPLES, TEMPLATES};
use throughline::storage::to_text;

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
