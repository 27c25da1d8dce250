//! `throughline report`: page one for a director, and all that stands behind it.

use std::path::Path;

use super::arguments::ReportArguments;
use super::fault::Fault;
use super::{SUCCESS, Surroundings, read_org, write_file};
use crate::diagnosis::diagnose;
use crate::exchange::report::{ReportFormat, report, written};

pub(super) fn run(arguments: &ReportArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let output: &Path = &arguments.output;
    let Some(format) = ReportFormat::of_path(output) else {
        let message = format!(
            "{}: a report can be HTML, Markdown, CSV or PDF; give it a name that ends in .html, .md, .csv or .pdf",
            output.display()
        );
        return Err(Fault::Usage(message));
    };
    let org = read_org(&arguments.file)?.org;
    let diagnosis = diagnose(&org, arguments.today.unwrap_or_else(surroundings.today));
    write_file(output, &written(&report(&org, &diagnosis, format), format))?;
    Ok(SUCCESS)
}
