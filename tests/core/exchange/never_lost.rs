//! Whatever the tables hold: no panic, a sound organisation, and no row that is neither on the map nor in the report.

use proptest::prelude::*;
use throughline::exchange::{ImportTables, SheetRole, Table, import};

use super::{assert_rows_add_up, options, table};

/// Cells that mean something somewhere, and some that never do.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "c", "A", "Lab", "lab ", "1", "2", "L1", "L2"]),
        2 => prop::sample::select(vec!["", "department", "external_customer", "unused", "broken", "ok", "speed", "Speed", "#1"]),
        1 => prop::sample::select(vec!["-99", "0.5", "1e9", "NaN", "2026-01-01", "x;y", "\"", "\n", "=1+1", "é", "?!", "#2"]),
    ]
    .prop_map(str::to_owned)
}

fn header(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(names, 0..=names.len())
        .prop_map(|names| names.into_iter().map(str::to_owned).collect())
}

/// A table with these columns for certain, and some of the others.
fn sheet(needed: &'static [&'static str], others: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    header(others).prop_flat_map(move |others| {
        let names: Vec<String> = needed.iter().map(|&name| name.to_owned()).chain(others).collect();
        prop::collection::vec(prop::collection::vec(cell(), names.len()), 0..12).prop_map(move |rows| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&names).expect("in memory");
            for row in rows {
                writer.write_record(row).expect("in memory");
            }
            writer.into_inner().expect("in memory")
        })
    })
}

fn tables() -> impl Strategy<Value = ImportTables> {
    let teams = sheet(
        &["name"],
        &["id", "kind", "external", "parent", "department", "reports_to", "description", "odd"],
    );
    let links = sheet(
        &["supplier", "customer"],
        &[
            "id",
            "deliverable",
            "need",
            "want",
            "importance",
            "verdict",
            "status",
            "weight",
            "weight_unit",
            "mean_wait_hours",
        ],
    );
    let ratings = sheet(
        &["link", "supplier", "customer", "score"],
        &["need", "want", "dimension", "scale_min", "scale_max", "n", "rater", "date", "note"],
    );
    (teams, links, ratings).prop_map(|(teams, links, ratings)| {
        let table = |name: &str, bytes| Table { name: name.to_owned(), bytes };
        ImportTables {
            teams: table("teams.csv", teams),
            links: table("links.csv", links),
            ratings: Some(table("ratings.csv", ratings)),
        }
    })
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_row_is_on_the_map_or_in_the_report(tables in tables()) {
        let import = import(&tables, &options(&[])).expect("well-formed tables");
        prop_assert_eq!(import.org.violations(), vec![]);
        assert_rows_add_up(&import);
        // The parties on the map and the departments are what the rows of the teams table have made.
        let made = import.report.made;
        let teams = import.report.totals(SheetRole::Teams);
        prop_assert!(made.teams + made.external_customers + made.external_suppliers <= teams.made);
        // The groups say nothing that the remarks do not, and every remark's line is in its group.
        let lines: usize = import.report.groups().iter().map(|group| group.lines.len()).sum();
        prop_assert_eq!(lines, import.report.remarks.len());
    }

    #[test]
    fn bytes_of_any_kind_end_in_an_answer(
        bytes in prop::collection::vec(prop::sample::select(b"name,;\t\"\r\nid\x00\xff\xfe\xef\xbb\xbfPK\x03\x04sep=".to_vec()), 0..80)
    ) {
        let any = Table { name: "any.csv".to_owned(), bytes };
        let good = |name, text| table(name, text);
        for (teams, links, ratings) in [
            (any.clone(), good("l", "supplier,customer\n"), None),
            (good("t", "name\na\n"), any.clone(), None),
            (good("t", "name\na\n"), good("l", "supplier,customer\n"), Some(any)),
        ] {
            if let Ok(import) = import(&ImportTables { teams, links, ratings }, &options(&[])) {
                prop_assert_eq!(import.org.violations(), vec![]);
                assert_rows_add_up(&import);
            }
        }
    }
}

/// Tables made to be slow: every name has the same slug. This takes minutes when a step looks at all others of its name.
#[test]
fn many_of_one_name_stay_cheap() {
    let many = 20_000_usize;
    let marks = |number: usize| -> String {
        (0..8)
            .map(|digit| ["!", "?", "*", "+"].get(number >> (2 * digit) & 3).copied().unwrap_or_default())
            .collect()
    };
    let mut teams = "name,department\nHub,\nDesk,\n".to_owned();
    let mut links = "supplier,customer,need,status\n".to_owned();
    for number in 0..many {
        teams.push_str(&format!("same{},{number}\nalike,{number}\n", marks(number)));
        links.push_str(&format!("Hub,Desk,same{},word {number}\nalike,Desk,,\n", marks(number)));
    }
    let tables = ImportTables { teams: table("t", &teams), links: table("l", &links), ratings: None };
    let import = import(&tables, &options(&[])).expect("imports");
    assert_rows_add_up(&import);
    assert_eq!(import.org.parties().len(), 2 * many + 2);
    assert_eq!((import.report.made.links, import.report.made.needs), (2, many));
}
