//! Real tables that nobody here made up.
use std::path::PathBuf;

use throughline::exchange::{ImportTables, Table, import};

fn read(folder: &std::path::Path, name: &str) -> Table {
    Table { name: name.to_owned(), bytes: std::fs::read(folder.join(name)).expect("a table") }
}

#[test]
fn look() {
    let Some(root) = std::env::var_os("THROUGHLINE_REAL_DATA").map(PathBuf::from) else { return };
    for name in [
        "cross_parker_consulting",
        "cross_parker_consulting_offices",
        "debian_teams",
        "gitlab_jtbd_and_systems",
        "receipt_wabo_groups",
    ] {
        let folder = root.join(name);
        let tables = ImportTables {
            teams: read(&folder, "teams.csv"),
            links: read(&folder, "links.csv"),
            ratings: Some(read(&folder, "ratings.csv")),
        };
        let start = std::time::Instant::now();
        let import = import(&tables, &super::options(&[])).expect("imports");
        super::assert_rows_add_up(&import);
        println!("== {name} {:?} {:?}", start.elapsed(), import.report.made);
        for role in throughline::exchange::SheetRole::ALL {
            println!("{:?} {:?}", role, import.report.totals(role));
        }
        for group in super::remarks(&import) {
            println!("{}", group.chars().take(400).collect::<String>());
        }
    }
}
