//! `throughline import`: three spreadsheets, or one, to a new org file; or one into an org file that is there.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::arguments::ImportArguments;
use super::fault::Fault;
use super::import_words::{changes, remarks, summary};
use super::{SUCCESS, Surroundings, read_org, write_org, write_text};
use crate::diagnosis::with_capital;
use crate::exchange::{
    ColumnNames, Import, ImportOptions, ImportTables, MOST_TABLE_BYTES, Table, import, import_table, updated,
};
use crate::session::file_trouble::why_not_read;
use crate::storage::{ExpectedOnDisk, LoadNote, Loaded, keep_before_change};

pub(super) fn run(arguments: &ImportArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let names = column_names(arguments)?;
    match &arguments.into {
        Some(file) => change(file, arguments, &names, surroundings),
        None => make(arguments, &names, surroundings),
    }
}

/// The columns that are called otherwise, and whether the call makes sense at all.
fn column_names(arguments: &ImportArguments) -> Result<ColumnNames, Fault> {
    let refuse = |message: &str| Err(Fault::Usage(message.to_owned()));
    if !arguments.map.is_empty() && arguments.table.is_none() {
        return refuse("--map names the columns of the one table; name it with --table, or leave --map out");
    }
    if !arguments.dimensions.is_empty() && arguments.table.is_none() && arguments.ratings.is_none() {
        return refuse(
            "--dimension chooses among ratings; name them with --ratings, or leave --dimension out",
        );
    }
    ColumnNames::of(arguments.map.iter().flatten().cloned())
        .map_err(|what| Fault::Usage(format!("--map: {what}")))
}

fn make(
    arguments: &ImportArguments,
    names: &ColumnNames,
    surroundings: &mut Surroundings<'_>,
) -> Result<u8, Fault> {
    let output = arguments.output.as_deref().filter(|_| !arguments.dry_run);
    if let Some(output) = output.filter(|output| output.symlink_metadata().is_ok() && !arguments.force) {
        let message = format!(
            "{}: is there already; choose another name, or add --force to replace it",
            output.display()
        );
        return Err(Fault::Unwritable(message));
    }
    let options =
        options(arguments, arguments.output.as_deref().map_or_else(String::new, org_name), surroundings);
    let Import { org, report } = match &arguments.table {
        Some(table) => import_table(&read_table(table)?, names, &options),
        None => import(&tables(arguments)?, &options),
    }
    .map_err(Fault::Import)?;
    // Written first: that nobody reads the remarks is no reason not to.
    let expected = if arguments.force { ExpectedOnDisk::Anything } else { ExpectedOnDisk::Nothing };
    let written = output.map(|output| write_org(&org, output, expected, surroundings.places)).transpose()?;
    let copy = written.as_ref().and_then(|saved| saved.backup.as_deref());
    let kept = output.zip(copy).map_or_else(String::new, |(output, copy)| kept_words(output, copy));
    let _unheard = write_text(surroundings.err, &(kept + &remarks(&report)));
    write_text(surroundings.out, &(summary(&report) + &ending(output)))?;
    Ok(SUCCESS)
}

/// Changes the org file at `file` as the one table says.
fn change(
    file: &Path,
    arguments: &ImportArguments,
    names: &ColumnNames,
    surroundings: &mut Surroundings<'_>,
) -> Result<u8, Fault> {
    let Some(table) = &arguments.table else {
        return Err(Fault::Usage("--into takes one table; name it with --table".to_owned()));
    };
    let table = read_table(table)?;
    let before = read_org(file)?;
    let options = options(arguments, String::new(), surroundings);
    let news = crate::exchange::read_table(&table, names, &before.org, &options).map_err(Fault::Import)?;
    let after = updated(&before.org, &news).map_err(Fault::Import)?;
    let output = Some(file).filter(|_| !arguments.dry_run && !news.edits.is_empty());
    let mut said = String::new();
    if output.is_some() {
        said = keep_copy(file, &before, surroundings)?;
        write_org(&after, file, ExpectedOnDisk::Version(before.hash), surroundings.places)?;
    }
    let _unheard = write_text(surroundings.err, &(said + &remarks(&news.report)));
    let ending = match news.edits.is_empty() {
        true => format!("{} says all of it already: nothing was written.\n", file.display()),
        false => ending(output),
    };
    let page = changes(file, &before.org, &after, &news, arguments.dry_run);
    write_text(surroundings.out, &(page + &ending))?;
    Ok(SUCCESS)
}

/// Keeps the file as it is, and says where; and what of it the next save does not keep.
fn keep_copy(file: &Path, before: &Loaded, surroundings: &Surroundings<'_>) -> Result<String, Fault> {
    let copy = keep_before_change(file, before.hash, surroundings.places).map_err(|error| {
        let shown = file.display();
        Fault::Unwritable(format!(
            "{shown}: a copy of it as it is could not be kept ({error}), so nothing was changed; make room for it and call it \
             again"
        ))
    })?;
    let mut said = String::new();
    for note in before.notes.iter().filter(|note| matches!(note, LoadNote::CommentsNotKept { .. })) {
        said.push_str(&format!("{}: {note}\n", file.display()));
    }
    Ok(said + &copy.map_or_else(String::new, |copy| kept_words(file, &copy)))
}

fn kept_words(file: &Path, copy: &Path) -> String {
    format!("{}: the file as it was is kept in {}\n", file.display(), copy.display())
}

fn ending(output: Option<&Path>) -> String {
    match output {
        Some(output) => format!("Written to {}.\n", output.display()),
        None => "A dry run: nothing was written.\n".to_owned(),
    }
}

fn options(arguments: &ImportArguments, name: String, surroundings: &Surroundings<'_>) -> ImportOptions {
    let today = arguments.today.unwrap_or_else(surroundings.today);
    ImportOptions { name, today, dimensions: arguments.dimensions.clone() }
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

/// The file's name without `.org.ron`, as the organisation's name: with blanks and a capital.
fn org_name(output: &Path) -> String {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".ron").unwrap_or(&name);
    with_capital(name.strip_suffix(".org").unwrap_or(name).replace(['-', '_'], " ").trim())
}

/// Reads a table, no more than may be imported and a byte.
fn read_table(path: &Path) -> Result<Table, Fault> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_TABLE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| Fault::Table { path: path.to_owned(), reason: why_not_read(&error) })?;
    Ok(Table { name: path.display().to_string(), bytes })
}
