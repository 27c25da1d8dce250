//! What of the map a person has chosen to see: a focus around some teams, and departments folded to one box.
//!
//! It belongs to the open document while it is open, not to its file, and is no step of the history. Nothing stays hidden that
//! a person has asked for: see [`Sight`]. Deliberately absent: what the part comes to, which is [`Shown`].

use std::collections::BTreeSet;

use super::{Selection, Subject};
use crate::model::{Org, PartyId};
use crate::picture::{Shown, neighbourhood};

/// A part of the map: some parties and links, and what lies around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// In the middle: parties and links. Never empty in a session.
    pub around: BTreeSet<Subject>,
    /// How many links up- and downstream still belong to it; 0 shows the middle alone.
    pub steps: usize,
}

impl Focus {
    /// The parties it leaves on the map.
    #[must_use]
    pub fn parties(&self, org: &Org) -> BTreeSet<PartyId> {
        neighbourhood(org, &parties_of(&self.around), self.steps)
    }

    /// What is in its middle, by name: `Billing`, `Billing to Support`, `Billing and Support`, `3 teams`.
    #[must_use]
    pub fn in_words(&self, org: &Org) -> String {
        let name = |subject: &Subject| match subject {
            Subject::Party(party) => org.name_of(party).to_owned(),
            Subject::Link(link) | Subject::Expectation(link, _) => {
                format!("{} to {}", org.name_of(&link.supplier), org.name_of(&link.customer))
            }
        };
        let subjects: Vec<&Subject> = self.around.iter().collect();
        match subjects.as_slice() {
            [only] => name(only),
            [Subject::Party(one), Subject::Party(other)] => {
                format!("{} and {}", org.name_of(one), org.name_of(other))
            }
            _ => match parties_of(&self.around).len() {
                1 => "1 team".to_owned(),
                many => format!("{many} teams"),
            },
        }
    }
}

/// The parties among them, and those at the ends of links.
pub(super) fn parties_of(subjects: &BTreeSet<Subject>) -> BTreeSet<PartyId> {
    let ends = |subject: &Subject| match subject {
        Subject::Party(party) => vec![party.clone()],
        Subject::Link(link) | Subject::Expectation(link, _) => {
            vec![link.supplier.clone(), link.customer.clone()]
        }
    };
    subjects.iter().flat_map(ends).collect()
}

/// What of the map is to be drawn. The default is all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Showing {
    /// The part, if not everything.
    pub focus: Option<Focus>,
    /// The departments that are one box, by name.
    pub folded: BTreeSet<String>,
}

/// A map of so many parties is opened with its departments folded: from afar nobody tells one team from another.
pub const OPENED_FOLDED: usize = 300;

impl Showing {
    /// What is drawn of a map that has just been opened: all of it, but of a large one each department as one box, where that leaves at most
    /// half as many boxes.
    #[must_use]
    pub fn at_first(org: &Org) -> Self {
        let grouped = || org.parties().values().filter_map(|party| party.department.as_deref());
        let departments: BTreeSet<&str> = grouped().collect();
        let boxes = org.parties().len() + departments.len() - grouped().count();
        if org.parties().len() < OPENED_FOLDED || departments.len() < 2 || boxes * 2 > org.parties().len() {
            return Self::default();
        }
        Self::default().folding(departments)
    }

    /// With a focus around what is chosen; as it is when nothing is chosen.
    #[must_use]
    pub fn focused(mut self, selection: &Selection, steps: usize) -> Self {
        let around: BTreeSet<Subject> = selection.subjects().iter().map(whole).collect();
        if !around.is_empty() {
            self.focus = Some(Focus { around, steps });
        }
        self
    }

    /// With so many steps around the middle of the focus.
    #[must_use]
    pub fn with_steps(mut self, steps: usize) -> Self {
        if let Some(focus) = &mut self.focus {
            focus.steps = steps;
        }
        self
    }

    /// Without a focus. What is folded stays so.
    #[must_use]
    pub fn unfocused(mut self) -> Self {
        self.focus = None;
        self
    }

    /// With these departments folded as well.
    #[must_use]
    pub fn folding<'names>(mut self, names: impl IntoIterator<Item = &'names str>) -> Self {
        self.folded.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// With these departments unfolded.
    #[must_use]
    pub fn unfolding<'names>(mut self, names: impl IntoIterator<Item = &'names str>) -> Self {
        for name in names {
            self.folded.remove(name);
        }
        self
    }

    /// What is drawn of `org`.
    #[must_use]
    pub fn of(&self, org: &Org) -> Shown {
        self.after(&Shown::default(), org)
    }

    /// What is drawn of `org`, made the sooner the less differs from what was drawn before.
    pub(super) fn after(&self, before: &Shown, org: &Org) -> Shown {
        let kept = self.focus.as_ref().map(|focus| focus.parties(org));
        before.followed_by(org, kept.as_ref(), &self.folded)
    }

    /// Without what is no longer on the map. A focus around nothing is none.
    #[must_use]
    pub fn kept_in(mut self, org: &Org) -> Self {
        if let Some(focus) = &mut self.focus {
            focus.around.retain(|subject| subject.exists_in(org));
        }
        self.focus = self.focus.filter(|focus| !focus.around.is_empty());
        self
    }
}

/// An expectation stands for its link: that is what is drawn.
fn whole(subject: &Subject) -> Subject {
    match subject {
        Subject::Expectation(link, _) => Subject::Link(link.clone()),
        Subject::Party(_) | Subject::Link(_) => subject.clone(),
    }
}

/// How plainly something must be drawn to count as seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// A line that stands for it will do, and so will a folded department or a bundle that is chosen as a whole.
    InSum,
    /// By itself, with no folded department at its ends.
    ByItself,
}

/// What was done to bring something into sight; said once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Revealed {
    unfolded: BTreeSet<String>,
    added: BTreeSet<Subject>,
}

impl Revealed {
    /// In words: `Finance unfolded to show it. Billing added to what is shown.`; `None` when nothing was hidden.
    pub(super) fn in_words(&self, org: &Org) -> Option<String> {
        let mut sentences = Vec::new();
        let names: Vec<&str> = self.unfolded.iter().map(String::as_str).collect();
        match names.as_slice() {
            [] => {}
            [one] => sentences.push(format!("{one} unfolded to show it")),
            [one, other] => sentences.push(format!("{one} and {other} unfolded to show it")),
            many => sentences.push(format!("{} departments unfolded to show it", many.len())),
        }
        if !self.added.is_empty() {
            let name = Focus { around: self.added.clone(), steps: 0 }.in_words(org);
            sentences.push(format!("Now part of the focus, hidden before: {name}"));
        }
        (!sentences.is_empty()).then(|| sentences.join(". "))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.unfolded.is_empty() && self.added.is_empty()
    }

    pub(super) fn add(&mut self, other: Self) {
        self.unfolded.extend(other.unfolded);
        self.added.extend(other.added);
    }
}

/// Changes `showing` so that `subject` is seen, if it is on the map and `shown` does not show it.
pub(super) fn reveal(
    showing: &mut Showing,
    shown: &Shown,
    subject: &Subject,
    sight: Sight,
    selection: &Selection,
) -> Revealed {
    let mut revealed = Revealed::default();
    let subject = whole(subject);
    let ends: Vec<PartyId> = parties_of(&BTreeSet::from([subject.clone()])).into_iter().collect();
    if ends.iter().any(|end| shown.place_of(end).is_none())
        && let Some(focus) = &mut showing.focus
    {
        focus.around.insert(subject.clone());
        revealed.added.insert(subject.clone());
    }
    let is_seen = match (sight, &subject) {
        (Sight::ByItself, _) => false,
        (Sight::InSum, Subject::Party(party)) => shown.folded_around(party).is_none_or(|department| {
            department.members.iter().all(|member| selection.contains(&Subject::Party(member.clone())))
        }),
        (Sight::InSum, Subject::Link(link) | Subject::Expectation(link, _)) => shown.line_of(link).is_some(),
    };
    if !is_seen {
        let folded = ends.iter().filter_map(|end| shown.folded_around(end));
        let names: BTreeSet<String> = folded.map(|department| department.name.clone()).collect();
        showing.folded.retain(|name| !names.contains(name));
        revealed.unfolded.extend(names);
    }
    revealed
}
