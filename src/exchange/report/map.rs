//! The map for a report: one sheet, where it can be read on one.

use std::collections::BTreeSet;

use crate::diagnosis::Diagnosis;
use crate::layout::{Effort, Grouping, layout};
use crate::model::{Org, View};
use crate::picture::{DisplayList, PictureInput, Subject, ThemeName, request, sheet};

/// More parties cannot be read on a sheet.
const MOST_PARTIES: usize = 250;
/// More links cannot be told apart on a sheet.
const MOST_LINKS: usize = 1000;

/// The sheet with the map; `None` where there is nothing to draw, or more than a page can show.
pub(super) fn map(org: &Org, diagnosis: &Diagnosis) -> Option<DisplayList> {
    let (parties, links) = (org.parties().len(), org.links().len());
    if parties == 0 || parties > MOST_PARTIES || links > MOST_LINKS {
        return None;
    }
    let request = request(org, View::Chain, Grouping::Departments, Effort::Normal, None);
    let input = PictureInput {
        org,
        diagnosis,
        layout: &layout(&request),
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    Some(sheet(&input))
}
