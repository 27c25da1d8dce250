//! `throughline check`: diagnoses an org file, for people or for programs.

use std::io::{BufWriter, ErrorKind, Write};

use super::arguments::{CheckArguments, Format};
use super::fault::Fault;
use super::{FOUND, SUCCESS, Surroundings, check_json, check_text, read_org};
use crate::diagnosis::{Severity, diagnose};

pub(super) fn run(arguments: &CheckArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let today = arguments.today.unwrap_or_else(surroundings.today);
    let org = read_org(&arguments.file)?.org;
    let diagnosis = diagnose(&org, today);
    let mut out = BufWriter::new(&mut *surroundings.out);
    let written = match arguments.format {
        Format::Text => out.write_all(check_text::page(&org, &diagnosis).as_bytes()),
        Format::Json => check_json::write(&org, &diagnosis, &mut out),
    };
    written.and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Fault::ReaderGone,
        _ => Fault::Output(error.to_string()),
    })?;
    // Severities order from worst to mildest.
    let fail_on = Severity::from(arguments.fail_on);
    let found = diagnosis.findings.iter().any(|finding| !finding.accepted && finding.severity <= fail_on);
    Ok(if found { FOUND } else { SUCCESS })
}
