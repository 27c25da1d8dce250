//! `throughline render`: the map as a picture.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::RenderArguments;
use super::fault::Fault;
use super::{SUCCESS, Surroundings, read_org, write_file};
use crate::diagnosis::diagnose;
use crate::exchange::drawing::{Drawing, DrawingError, PictureFormat, drawing};
use crate::layout::{Effort, Grouping, layout};
use crate::model::{Org, PartyId};
use crate::picture::{Shown, ThemeName, neighbourhood, request_of};

pub(super) fn run(arguments: &RenderArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let output: &Path = &arguments.output;
    let Some(format) = PictureFormat::of_path(output) else {
        let message = format!(
            "{}: a picture can be SVG, PNG, PDF or an HTML page; give it a name that ends in .svg, .png, .pdf or .html",
            output.display()
        );
        return Err(Fault::Usage(message));
    };
    if arguments.width.is_some() && format != PictureFormat::Png {
        let message = format!(
            "{}: only a PNG has a width in pixels; leave --width out, or give it a name that ends in .png",
            output.display()
        );
        return Err(Fault::Usage(message));
    }
    let org = read_org(&arguments.file)?.org;
    let diagnosis = diagnose(&org, arguments.today.unwrap_or_else(surroundings.today));
    let shown = shown(&org, arguments)?;
    // The same effort as in the window, so that the picture is the one people know.
    let request =
        request_of(&org, &shown, arguments.view.into(), Grouping::Departments, Effort::Normal, None);
    let picture = drawing(
        &Drawing {
            org: &org,
            diagnosis: &diagnosis,
            shown: &shown,
            layout: &layout(&request),
            theme: ThemeName::from(arguments.theme).theme(),
            width: arguments.width,
        },
        format,
    )
    .map_err(|error| match error {
        DrawingError::TooLarge(error) => Fault::Usage(format!("{}: {error}", output.display())),
        DrawingError::Compressor(_) => Fault::Unwritable(format!("{}: {error}", output.display())),
    })?;
    write_file(output, &picture)?;
    Ok(SUCCESS)
}

/// All of the map, or the party asked for with what is around it.
fn shown(org: &Org, arguments: &RenderArguments) -> Result<Shown, Fault> {
    let Some(focus) = &arguments.focus else { return Ok(Shown::everything(org)) };
    let id = PartyId::new(focus.as_str());
    if org.party(&id).is_none() {
        let file = arguments.file.display();
        let message =
            format!("{file}: nobody has the id \"{focus}\"; ids stand before each party in the file");
        return Err(Fault::Usage(message));
    }
    let kept = neighbourhood(org, &BTreeSet::from([id]), arguments.steps);
    Ok(Shown::of(org, Some(&kept), &BTreeSet::new()))
}
