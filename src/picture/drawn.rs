//! A line of the picture before it is drawn: of which link or links, where it runs, how it fares.
//!
//! Deliberately absent: where its mark and its label go, which lines come first; see `build`.

use super::build::{PictureInput, Seen};
use super::bundle::{self, Tally};
use super::display::{Levels, Subject};
use super::link::LinkLine;
use super::names;
use super::ruler::Ruler;
use super::shown::{Shown, ShownBox, ShownLine};
use super::way;
use crate::diagnosis::{LinkDiagnosis, LinkRole, LinkState};
use crate::model::{Link, LinkId, Org};

/// A line to be drawn, with all that is known of it.
pub struct DrawnLink<'facts> {
    /// The link it stands for; of several the one that speaks for all.
    pub id: &'facts LinkId,
    /// Its facts.
    pub facts: &'facts Link,
    /// The judgement on it.
    pub diagnosis: Option<&'facts LinkDiagnosis>,
    /// How it looks.
    pub line: LinkLine<'facts>,
    /// Whether it, or one of those it stands for, is chosen.
    pub is_chosen: bool,
    /// At which levels it is drawn.
    pub levels: Levels,
    /// Of the boxes that it leaves and reaches.
    pub places: (usize, usize),
    /// The line itself, and how its links fare, when it stands for several.
    pub bundle: Option<(&'facts ShownLine, Tally)>,
}

impl<'facts> DrawnLink<'facts> {
    /// What it is called aloud.
    pub fn name(&self, input: &PictureInput<'_>, shown: &Shown) -> String {
        let Some((line, tally)) = self.bundle else {
            return names::link(input.org, self.id, self.facts, self.diagnosis);
        };
        let name = |place: usize| box_name(input.org, shown, place);
        bundle::name(input.org, (name(line.supplier), name(line.customer)), self.id, tally)
    }

    /// All links that it stands for.
    pub fn links(&self) -> &'facts [LinkId] {
        self.bundle.map_or(std::slice::from_ref(self.id), |(line, _)| &line.links)
    }
}

/// What the box at that place is called.
pub fn box_name<'facts>(org: &'facts Org, shown: &'facts Shown, place: usize) -> &'facts str {
    match shown.boxes().get(place) {
        Some(ShownBox::Party(id)) => org.name_of(id),
        Some(ShownBox::Folded(department)) => department.name.as_str(),
        None => "",
    }
}

/// The lines that are drawn, each with its mark in its middle.
pub fn link_lines<'facts>(input: &PictureInput<'facts>, seen: &Seen<'facts>) -> Vec<DrawnLink<'facts>> {
    let mut links = Vec::with_capacity(seen.shown.lines().len());
    let box_at = |place: usize| input.layout.boxes.get(place);
    for (line, route) in seen.shown.lines().iter().zip(&input.layout.routes) {
        let (Some(supplier), Some(customer)) = (box_at(line.supplier), box_at(line.customer)) else {
            continue;
        };
        let ruler = Ruler::new(way::curves(route, *supplier, *customer));
        let is_shown = line.links.iter().any(|id| input.is_shown(id));
        if let Some(ruler) = ruler.filter(|_| is_shown) {
            links.extend(drawn_link(input, seen, line, ruler));
        }
    }
    links
}

fn drawn_link<'facts>(
    input: &PictureInput<'facts>,
    seen: &Seen<'facts>,
    shown: &'facts ShownLine,
    ruler: Ruler,
) -> Option<DrawnLink<'facts>> {
    static NO_ROLE: LinkRole = LinkRole::None;
    let subjects = || shown.links.iter().cloned().map(Subject::Link);
    let id = match shown.links.as_slice() {
        [only] => only,
        links => bundle::spokesman(links, input.diagnosis)?,
    };
    let diagnosis = input.diagnosis.link(id);
    let line = LinkLine {
        mark_at: ruler.length() / 2.0,
        ruler,
        state: diagnosis.map_or(LinkState::Unknown, |diagnosis| diagnosis.state),
        role: diagnosis.map_or(&NO_ROLE, |diagnosis| &diagnosis.role),
        emphasis: input.emphasis_of(subjects()),
        subject: Subject::Link(id.clone()),
    };
    let tally = || Tally::of(&shown.links, input.diagnosis);
    Some(DrawnLink {
        id,
        facts: input.org.link(id)?,
        diagnosis,
        line,
        is_chosen: subjects().any(|subject| input.is_chosen(seen, &subject)),
        levels: Levels::ALL,
        places: (shown.supplier, shown.customer),
        bundle: (shown.links.len() > 1).then(|| (shown, tally())),
    })
}
