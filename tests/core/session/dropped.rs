//! What files mean that are dropped on the window.

use std::path::PathBuf;

use throughline::session::{Dropped, dropped};

fn paths(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| PathBuf::from("folder").join(name)).collect()
}

#[test]
fn an_org_file_is_opened_tables_are_imported_and_the_rest_is_refused_in_words() {
    for (names, words) in [
        (&["clinic.org.ron"][..], "Drop to open clinic.org.ron"),
        (&["CLINIC.RON"], "Drop to open CLINIC.RON"),
        (&["teams.csv"], "Drop to see what teams.csv would make"),
        (&["teams.csv", "links.TSV", "ratings.txt"], "Drop to see what 3 tables would make"),
    ] {
        assert_eq!(dropped(&paths(names)).in_words(), words);
    }
    assert_eq!(dropped(&paths(&["a.ron"])), Dropped::Open(PathBuf::from("folder/a.ron")));
    for names in [&["a.ron", "b.ron"][..], &["a.ron", "teams.csv"]] {
        assert!(
            matches!(dropped(&paths(names)), Dropped::Refused(why) if why.contains("one org file alone"))
        );
    }
    for names in [&["photo.png"][..], &["a folder"], &["teams.csv", "photo.png"], &[]] {
        assert!(
            matches!(dropped(&paths(names)), Dropped::Refused(why) if why.starts_with("Only an org file"))
        );
    }
}
