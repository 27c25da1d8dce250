//! `throughline import`: three spreadsheets, or one, to an org file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::arguments::ImportArguments;
use super::fault::Fault;
use super::wrap::{count, wrap};
use super::{SUCCESS, Surroundings, write_org, write_text};
use crate::exchange::{
    ColumnNames, Import, ImportOptions, ImportTables, MOST_TABLE_BYTES, Report, SheetRole, Table, Totals,
    import, import_table,
};
use crate::storage::ExpectedOnDisk;

pub(super) fn run(arguments: &ImportArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let output = arguments.output.as_deref().filter(|_| !arguments.dry_run);
    if let Some(output) = output.filter(|output| output.symlink_metadata().is_ok() && !arguments.force) {
        let message = format!(
            "{}: is there already; choose another name, or add --force to replace it",
            output.display()
        );
        return Err(Fault::Unwritable(message));
    }
    let names = ColumnNames::of(arguments.map.iter().cloned())
        .map_err(|what| Fault::Usage(format!("--map: {what}")))?;
    let options = ImportOptions {
        name: arguments.output.as_deref().map_or_else(String::new, org_name),
        today: arguments.today.unwrap_or_else(surroundings.today),
        dimensions: arguments.dimensions.clone(),
    };
    let Import { org, report } = match &arguments.table {
        Some(table) => import_table(&read_table(table)?, &names, &options),
        None => import(&tables(arguments)?, &options),
    }
    .map_err(Fault::Import)?;
    // Written first: that nobody reads the remarks is no reason not to.
    let expected = if arguments.force { ExpectedOnDisk::Anything } else { ExpectedOnDisk::Nothing };
    let written = output.map(|output| write_org(&org, output, expected, surroundings.places));
    let _unheard = write_text(surroundings.err, &remarks(&report));
    let ending = match (written.transpose()?, output) {
        (Some(_), Some(output)) => format!("Written to {}.\n", output.display()),
        _ => "A dry run: nothing was written.\n".to_owned(),
    };
    write_text(surroundings.out, &(summary(&report) + &ending))?;
    Ok(SUCCESS)
}

fn tables(arguments: &ImportArguments) -> Result<ImportTables, Fault> {
    let (Some(teams), Some(links)) = (&arguments.teams, &arguments.links) else {
        return Err(Fault::Usage("name --teams and --links, or --table".to_owned()));
    };
    Ok(ImportTables {
        teams: read_table(teams)?,
        links: read_table(links)?,
        ratings: arguments.ratings.as_deref().map(read_table).transpose()?,
    })
}

/// The file's name without `.org.ron`, as the organisation's name.
fn org_name(output: &Path) -> String {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".ron").unwrap_or(&name);
    name.strip_suffix(".org").unwrap_or(name).to_owned()
}

/// Reads a table, no more than may be imported and a byte.
fn read_table(path: &Path) -> Result<Table, Fault> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_TABLE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::Table { path: path.to_owned(), reason: error.to_string() })?;
    Ok(Table { name: path.display().to_string(), bytes })
}

fn remarks(report: &Report) -> String {
    // Rows that are missing first, for those a person must look at.
    let (missing, others): (Vec<_>, Vec<_>) =
        report.groups().into_iter().partition(|group| !group.kind.fate_of_row().is_empty());
    let mut page = String::new();
    for group in missing.iter().chain(&others) {
        wrap(&mut page, "", 4, &group.to_string());
    }
    page
}

fn summary(report: &Report) -> String {
    let made = report.made;
    let mut parts = vec![count(made.teams, "team", "teams")];
    for (number, one, many) in [
        (made.external_customers, "external customer", "external customers"),
        (made.external_suppliers, "external supplier", "external suppliers"),
        (made.departments, "department", "departments"),
    ] {
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    parts.extend([
        count(made.links, "link", "links"),
        count(made.needs, "need", "needs"),
        count(made.wants, "want", "wants"),
        count(made.ratings, "rating", "ratings"),
    ]);
    let mut page = String::new();
    wrap(&mut page, "", 0, &format!("Made: {}.", parts.join(", ")));
    for sheet in SheetRole::ALL.into_iter().filter(|sheet| !report.file(*sheet).is_empty()) {
        wrap(&mut page, "", 4, &format!("{}: {}.", report.file(sheet), rows(report.totals(sheet))));
    }
    page
}

/// `959 rows, 521 made something new, 438 skipped`.
fn rows(totals: Totals) -> String {
    let mut parts = vec![count(totals.rows, "row", "rows")];
    for (number, what) in [
        (totals.made, "made something new"),
        (totals.matched, "repeated another row"),
        (totals.skipped, "skipped"),
    ] {
        if number > 0 {
            parts.push(format!(
                "{} {what}",
                if number == totals.rows { "all".to_owned() } else { number.to_string() }
            ));
        }
    }
    parts.join(", ")
}
