//! The map of a handout: without a heading of its own, on one sheet; a large one with its departments folded.

use std::collections::BTreeSet;

use crate::diagnosis::Diagnosis;
use crate::layout::{Effort, Grouping, layout};
use crate::model::{Org, View};
use crate::picture::{DisplayList, PictureInput, Seen, Shown, Subject, ThemeName, build_shown, request_of};

/// More boxes cannot be read on a sheet: departments are folded first.
const MANY_BOXES: usize = 60;
/// More boxes are no picture any more.
const MOST_BOXES: usize = 250;
/// More lines cannot be told apart on a sheet.
const MOST_LINES: usize = 1000;

/// A map for a sheet.
#[derive(Clone, Debug)]
pub struct HandoutMap {
    /// Shapes and words, in units of their own.
    pub list: DisplayList,
}

impl HandoutMap {
    /// Whether it suits a sheet that lies on its long side.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.list.bounds.width() > self.list.bounds.height()
    }
}

/// The map, and what is to be said of it.
pub(super) fn map(org: &Org, told: &Diagnosis) -> (Option<HandoutMap>, String) {
    if org.parties().is_empty() {
        return (None, "Nothing is on the map yet.".to_owned());
    }
    let mut shown = Shown::everything(org);
    let mut note = String::new();
    if shown.boxes().len() > MANY_BOXES {
        let folded: BTreeSet<String> =
            org.parties().values().filter_map(|party| party.department.clone()).collect();
        if !folded.is_empty() {
            shown = Shown::of(org, None, &folded);
            "Each department is drawn as one box.".clone_into(&mut note);
        }
    }
    if shown.boxes().len() > MOST_BOXES || shown.lines().len() > MOST_LINES {
        let words =
            "The map is larger than a sheet can show: open the file to see it, or export the picture.";
        return (None, words.to_owned());
    }
    let request = request_of(org, &shown, View::Chain, Grouping::Departments, Effort::Normal, None);
    let input = PictureInput {
        org,
        diagnosis: told,
        layout: &layout(&request),
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    let list = build_shown(&input, &Seen { shown: &shown, chosen: &BTreeSet::new() });
    (Some(HandoutMap { list }), note)
}
