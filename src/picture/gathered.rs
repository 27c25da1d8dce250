//! Departments as seen from so far away that no team can be told from another: each is one box where it stands, and of the links between
//! two of them the worst has the line. Nothing moves, and nothing is lost: each box and line says what it stands for.
//!
//! Deliberately absent: departments that somebody has folded, which have a box of their own in the layout; see `folded`. How words are
//! set at the size of a screen.

use std::collections::BTreeMap;

use super::bundle::Tally;
use super::color::Color;
use super::display::{Levels, Part, Stroke};
use super::folded;
use super::metrics::AREA_RADIUS;
use super::pen::{Emphasis, Pen};
use super::shown::{FoldedDepartment, Shown, ShownBox};
use super::theme::{Theme, Tint};
use crate::diagnosis::LinkState;
use crate::layout::{GroupArea, Rect};
use crate::model::{LinkId, Org, PartyId};

/// A department as one box.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    /// Which.
    pub name: String,
    /// What it covers, the largest first; at least one.
    pub areas: Vec<Rect>,
    /// The parties that it stands for, by id.
    pub members: Vec<PartyId>,
    /// How the links inside fare, in words, the most telling first, each shorter than the one before: `1 cause, 2 broken inside`, `3 broken`.
    pub words: Vec<String>,
    /// How the worst of the links inside fares; `None` when there are none.
    pub worst: Option<LinkState>,
    /// What the box is called aloud.
    pub called: String,
    /// Its ground.
    pub ground: Color,
    /// Whether it is dimmed because something else is looked at.
    pub is_dimmed: bool,
}

/// A line that stands for several links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatheredLine {
    /// The links, by id, the one that speaks for them among them.
    pub links: Vec<LinkId>,
    /// What it is called aloud.
    pub called: String,
}

/// What is known of a line when lines are gathered.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'facts, Loud> {
    /// The places of the boxes that it leaves and reaches.
    pub ends: (usize, usize),
    /// The links that it stands for, by id.
    pub links: &'facts [LinkId],
    /// How much it is worth to be drawn: of several the greatest speaks for all.
    pub loud: Loud,
}

/// Who is gathered in which department, and which line speaks for which others.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// The departments, in the order of the layout's areas: what they hold.
    pub departments: Vec<FoldedDepartment>,
    /// By place of a box: its department.
    home: Vec<Option<usize>>,
    /// By number of a line: whether it is not drawn, because its department's box or another line stands for it.
    is_hidden: Vec<bool>,
    /// By number of a line: the links that it stands for besides its own.
    pub spoken_for: BTreeMap<usize, Vec<LinkId>>,
}

impl Gathering {
    /// The departments that have an area of `areas`, sorted by name, and the parties of `shown` in them.
    #[must_use]
    pub fn of(org: &Org, shown: &Shown, areas: &[GroupArea]) -> Self {
        if areas.is_empty() {
            return Self::default();
        }
        let empty = |area: &GroupArea| FoldedDepartment {
            name: area.name.clone(),
            members: Vec::new(),
            inside: Vec::new(),
        };
        let mut departments: Vec<FoldedDepartment> = areas.iter().map(empty).collect();
        let mut home = Vec::with_capacity(shown.boxes().len());
        for drawn in shown.boxes() {
            let name = match drawn {
                ShownBox::Party(id) => org.party(id).and_then(|party| party.department.as_deref()),
                ShownBox::Folded(_) => None,
            };
            let place =
                name.and_then(|name| areas.binary_search_by(|area| area.name.as_str().cmp(name)).ok());
            if let Some(department) = place.and_then(|place| departments.get_mut(place)) {
                department.members.extend(drawn.parties().iter().cloned());
            }
            home.push(place);
        }
        Self { departments, home, is_hidden: Vec::new(), spoken_for: BTreeMap::new() }
    }

    /// Whether the box at that place is in a department that is one box.
    #[must_use]
    pub fn holds(&self, place: usize) -> bool {
        self.home_of(place).is_some()
    }

    /// Whether the line of that number is left out.
    #[must_use]
    pub fn hides(&self, line: usize) -> bool {
        self.is_hidden.get(line).copied().unwrap_or(false)
    }

    /// What stands for the box at that place: a department's name, or `None` for the box itself.
    #[must_use]
    pub fn name_at(&self, place: usize) -> Option<&str> {
        self.departments.get(self.home_of(place)?).map(|department| department.name.as_str())
    }

    fn home_of(&self, place: usize) -> Option<usize> {
        self.home.get(place).copied().flatten()
    }

    /// Chooses who speaks for whom among all lines. O(n log n).
    pub fn gather<Loud: Ord>(&mut self, lines: &[Candidate<'_, Loud>]) {
        if self.departments.is_empty() {
            return;
        }
        let boxes = self.departments.len();
        let end = |place: usize| self.home_of(place).unwrap_or(boxes + place);
        let mut order: Vec<(usize, usize, usize)> = lines
            .iter()
            .enumerate()
            .map(|(number, line)| (end(line.ends.0), end(line.ends.1), number))
            .collect();
        order.sort_unstable();
        self.is_hidden = vec![false; lines.len()];
        for same in order.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let Some((supplier, customer, _)) = same.first().copied() else { continue };
            let numbers = same.iter().filter_map(|(_, _, number)| Some((*number, lines.get(*number)?)));
            let inside = if supplier == customer { self.departments.get_mut(supplier) } else { None };
            // Of equally loud ones the first: from the back that is the last of equals.
            let speaker = numbers.clone().rev().max_by(|one, other| one.1.loud.cmp(&other.1.loud));
            if let Some(department) = inside {
                department.inside.extend(numbers.clone().flat_map(|(_, line)| line.links.iter().cloned()));
                self.hide(numbers.map(|(number, _)| number));
            } else if let Some((speaker, own)) = speaker.filter(|_| same.len() > 1) {
                let others = || numbers.clone().filter(|(number, _)| *number != speaker);
                let mut links = own.links.to_vec();
                links.extend(others().flat_map(|(_, line)| line.links.iter().cloned()));
                links.sort_unstable();
                self.spoken_for.insert(speaker, links);
                self.hide(others().map(|(number, _)| number));
            }
        }
    }

    fn hide(&mut self, numbers: impl Iterator<Item = usize>) {
        for number in numbers {
            if let Some(hidden) = self.is_hidden.get_mut(number) {
                *hidden = true;
            }
        }
    }
}

/// What is said of a department's box.
#[must_use]
pub fn face(
    department: &FoldedDepartment,
    area: &GroupArea,
    inside: Tally,
    tint: Tint,
    emphasis: Emphasis,
) -> Gathered {
    let mut areas = area.rects.clone();
    let size = |rect: &Rect| rect.width() * rect.height();
    // Stable: of equally large ones the first.
    areas.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let mut called = vec![format!("Department {}", department.name), folded::contents(department)];
    called.extend(inside.alarm());
    Gathered {
        name: department.name.clone(),
        areas,
        members: department.members.clone(),
        words: inside.in_few_words(),
        worst: inside.state(),
        called: called.join(", "),
        ground: tint.area,
        is_dimmed: emphasis == Emphasis::Dimmed,
    }
}

/// Draws the box: no larger than the department's area. A thick outline says that something inside is broken.
pub fn draw(pen: &mut Pen<'_>, theme: &Theme, tint: Tint, gathered: &Gathered, is_chosen: bool) {
    pen.levels = Levels::DISTANT;
    let (color, width) = match gathered.worst {
        Some(LinkState::Broken) => (theme.broken.line, theme.widths.symptom),
        _ => (tint.outline, theme.widths.hairline),
    };
    for rect in &gathered.areas {
        let inset = rect.grown(-width / 2.0);
        pen.rect(Part::Detail, inset, AREA_RADIUS, Some(tint.area), Some(Stroke::solid(color, width)));
        if is_chosen {
            let ring = Stroke::solid(theme.accent, theme.widths.selection);
            pen.rect(
                Part::Detail,
                rect.grown(-width - theme.widths.selection),
                AREA_RADIUS,
                None,
                Some(ring),
            );
        }
    }
}
