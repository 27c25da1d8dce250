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
        match note {
            LoadNote::CommentsNotKept { first } if !arguments.force => {
                return Err(Fault::Refused(format!(
                    "{shown}:{first}: the file has comments, which the canonical form does not keep; move them into notes, or add \
                     --force to lose them"
                )));
            }
            note => {
                let _unheard = writeln!(surroundings.err, "{shown}: {note}");
            }
        }
    }
    write_org(&loaded.org, path, ExpectedOnDisk::Version(loaded.hash), surroundings.places)?;
    Ok(SUCCESS)
}
