//! `throughline fmt`: an org file in its canonical form.

use std::path::Path;

use super::arguments::FmtArguments;
use super::fault::Fault;
use super::{FOUND, SUCCESS, Surroundings, read_org, write_org, write_text};
use crate::storage::{ExpectedOnDisk, FileHash, LoadNote, to_text};

pub(super) fn run(arguments: &FmtArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let path: &Path = &arguments.file;
    let shown = path.display();
    let loaded = read_org(path)?;
    let is_canonical = FileHash::of(to_text(&loaded.org).as_bytes()) == loaded.hash;
    if is_canonical {
        return Ok(SUCCESS);
    }
    if arguments.check {
        let message =
            format!("{shown} is not in its canonical form; \"throughline fmt {shown}\" writes it.\n");
        write_text(surroundings.out, &message)?;
        return Ok(FOUND);
    }
    for note in &loaded.notes {
        let _unheard = writeln!(surroundings.err, "{shown}: {note}");
    }
    let has_comments = loaded.notes.iter().any(|note| matches!(note, LoadNote::CommentsNotKept { .. }));
    // What the canonical form does not keep is kept in a copy: overwriting on purpose makes one.
    let expected = if has_comments { ExpectedOnDisk::Anything } else { ExpectedOnDisk::Version(loaded.hash) };
    let saved = write_org(&loaded.org, path, expected, surroundings.places)?;
    if let Some(copy) = saved.backup {
        let _unheard =
            writeln!(surroundings.err, "{shown}: the file as it was is kept in {}", copy.display());
    }
    Ok(SUCCESS)
}
