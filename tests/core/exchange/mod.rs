//! Spreadsheets in: every column, every kind of dirt, every line accounted for.

mod headings;
mod links;
mod never_lost;
mod one_table;
mod ratings;
mod real_data;
mod tables;
mod teams;

use throughline::exchange::{
    Import, ImportError, ImportOptions, ImportTables, RemarkKind, SheetRole, Table, import,
};
use throughline::model::{Expectation, LinkId, Org};

/// A table from its text.
fn table(name: &str, text: &str) -> Table {
    Table { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The day on which all these tests are imported.
const TODAY: &str = "2026-11-21";

fn options(dimensions: &[&str]) -> ImportOptions {
    ImportOptions {
        name: "Test".to_owned(),
        today: TODAY.parse().expect("a day"),
        dimensions: dimensions.iter().map(|&dimension| dimension.to_owned()).collect(),
    }
}

fn try_import(teams: &str, links: &str, ratings: &str) -> Result<Import, ImportError> {
    let ratings = (!ratings.is_empty()).then(|| table("ratings.csv", ratings));
    let tables = ImportTables { teams: table("teams.csv", teams), links: table("links.csv", links), ratings };
    import(&tables, &options(&[]))
}

/// Imports tables that can be read.
fn import_texts(teams: &str, links: &str, ratings: &str) -> Import {
    let import = try_import(teams, links, ratings).expect("readable tables");
    assert_eq!(import.org.violations(), []);
    assert_rows_add_up(&import);
    import
}

/// Every row is made, matched or skipped, and every skipped one stands in the report.
fn assert_rows_add_up(import: &Import) {
    for sheet in SheetRole::ALL {
        let totals = import.report.totals(sheet);
        assert_eq!(totals.rows, totals.made + totals.matched + totals.skipped, "{sheet:?}: {totals:?}");
        let of_sheet = |kinds: &[RemarkKind]| {
            import
                .report
                .remarks
                .iter()
                .filter(|remark| remark.sheet == sheet && kinds.contains(&remark.kind))
                .count()
        };
        let skipped =
            of_sheet(&[RemarkKind::RowSkipped, RemarkKind::LinkKeptOut, RemarkKind::DimensionLeftOut]);
        assert_eq!(totals.skipped, skipped, "{sheet:?}");
        if sheet == SheetRole::Ratings {
            assert_eq!(totals.made, import.report.made.ratings);
            assert_eq!(totals.matched, of_sheet(&[RemarkKind::RatingReplaced]));
        }
    }
}

/// The report, one group a line.
fn remarks(import: &Import) -> Vec<String> {
    import.report.groups().iter().map(ToString::to_string).collect()
}

/// The only expectation on a link.
fn only_expectation<'org>(org: &'org Org, supplier: &str, customer: &str) -> &'org Expectation {
    let link = org.link(&LinkId::new(supplier, customer)).expect("the link is there");
    assert_eq!(link.expectations().len(), 1);
    link.expectations().values().next().expect("one expectation")
}
