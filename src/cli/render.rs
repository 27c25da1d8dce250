//! `throughline render`: the map as a picture.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::RenderArguments;
use super::fault::Fault;
use super::{SUCCESS, Surroundings, read_org, write_file};
use crate::diagnosis::diagnose;
use crate::exchange::svg::svg;
use crate::layout::{Effort, Grouping, layout};
use crate::picture::{PictureInput, Subject, ThemeName, request, sheet, summary};

pub(super) fn run(arguments: &RenderArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let output: &Path = &arguments.output;
    if !output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        let message = format!(
            "{}: only pictures in SVG can be made; give it a name that ends in .svg",
            output.display()
        );
        return Err(Fault::Usage(message));
    }
    let org = read_org(&arguments.file)?.org;
    let diagnosis = diagnose(&org, arguments.today.unwrap_or_else(surroundings.today));
    // The same effort as in the window, so that the picture is the one people know.
    let request = request(&org, arguments.view.into(), Grouping::Departments, Effort::Normal, None);
    let theme = ThemeName::Light.theme();
    let input = PictureInput {
        org: &org,
        diagnosis: &diagnosis,
        layout: &layout(&request),
        theme,
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    let picture = svg(&sheet(&input), &org.name, &summary(&diagnosis.counts), theme);
    write_file(output, picture.as_bytes())?;
    Ok(SUCCESS)
}
