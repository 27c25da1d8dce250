//! `throughline handout`: what everybody who was in a workshop gets the same evening.

use std::path::Path;

use super::arguments::HandoutArguments;
use super::fault::Fault;
use super::{SUCCESS, Surroundings, read_org, write_file};
use crate::diagnosis::diagnose;
use crate::exchange::report::handout::{HandoutFormat, Since, handout, handout_file};

pub(super) fn run(arguments: &HandoutArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let output: &Path = &arguments.output;
    let Some(format) = HandoutFormat::of_path(output) else {
        let message = format!(
            "{}: a handout can be PDF or HTML; give it a name that ends in .pdf or .html",
            output.display()
        );
        return Err(Fault::Usage(message));
    };
    let org = read_org(&arguments.file)?.org;
    let since = match &arguments.since {
        None => None,
        Some(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            Some(Since { org: read_org(path)?.org, name })
        }
    };
    let diagnosis = diagnose(&org, arguments.today.unwrap_or_else(surroundings.today));
    let handout = handout(&org, &diagnosis, since.as_ref());
    write_file(output, &handout_file(&handout, format))?;
    Ok(SUCCESS)
}
