//! From facts, judgement and layout to the display list.
//!
//! Drawing order: departments; halos and selection bands; lines, the louder over the quieter; boxes, the chosen one
//! with its outline; marks; labels. Deliberately absent: anything that remembers; the same input gives the same list.

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::Tally;
use super::display::{DisplayList, Levels, Subject};
use super::drawn::{DrawnLink, box_name, link_lines};
use super::gathered::{self, Candidate, GatheredLine, Gathering};
use super::label::{self, LabelPlan};
use super::link::Loudness;
use super::lit::Lit;
use super::metrics::{BADGE, MARK};
use super::nearby::{Lines, Near};
use super::party::{self, PartyFace};
use super::pen::{Emphasis, Pen};
use super::placement::{Occupied, PlacedLabel};
use super::room::Taken;
use super::ruler::Ruler;
use super::shown::{FoldedDepartment, Shown, ShownBox};
use super::theme::{Theme, Tint};
use super::{bundle, department, folded, names, placement};
use crate::diagnosis::{Diagnosis, FixKind, LinkRole, LinkState};
use crate::layout::{GroupArea, Layout, Rect};
use crate::model::{LinkId, Org, PartyId};

/// What the picture is of.
#[derive(Clone, Copy, Debug)]
pub struct PictureInput<'facts> {
    /// The facts.
    pub org: &'facts Org,
    /// The judgement on them.
    pub diagnosis: &'facts Diagnosis,
    /// The layout of [`super::request`] for the same organisation; of [`super::request_of`] for a part of it.
    pub layout: &'facts Layout,
    /// Colours and line widths.
    pub theme: &'facts Theme,
    /// What is chosen.
    pub selected: &'facts Subject,
    /// What stays at full strength while the rest is dimmed; `None`: everything. See [`Lit::chain`].
    pub lit: Option<&'facts Lit>,
    /// Parties that a filter leaves out, with their links. The window says how many these are.
    pub hidden: &'facts BTreeSet<PartyId>,
}

/// What is seen of the map, and what of it is chosen besides [`PictureInput::selected`].
#[derive(Clone, Copy, Debug)]
pub struct Seen<'facts> {
    /// The boxes and lines.
    pub shown: &'facts Shown,
    /// Parties, links and folded departments that are chosen, the selected one perhaps among them.
    pub chosen: &'facts BTreeSet<Subject>,
}

impl PictureInput<'_> {
    fn emphasis(&self, subject: &Subject) -> Emphasis {
        let is_lit = self.lit.is_none_or(|lit| lit.contains(subject)) || self.selected == subject;
        if is_lit { Emphasis::Full } else { Emphasis::Dimmed }
    }

    /// A box or line that stands for several is lit when one of them is.
    pub(super) fn emphasis_of(&self, subjects: impl IntoIterator<Item = Subject>) -> Emphasis {
        let emphases = subjects.into_iter().map(|subject| self.emphasis(&subject));
        emphases.max().unwrap_or(Emphasis::Full)
    }

    pub(super) fn is_chosen(&self, seen: &Seen<'_>, subject: &Subject) -> bool {
        self.selected == subject || seen.chosen.contains(subject)
    }

    pub(super) fn is_shown(&self, id: &LinkId) -> bool {
        !self.hidden.contains(&id.supplier) && !self.hidden.contains(&id.customer)
    }
}

/// The picture of the whole map.
///
/// O(n log n) in the number of parties and links, times what lies close to a label.
#[must_use]
pub fn build(input: &PictureInput<'_>) -> DisplayList {
    let shown = Shown::everything(input.org);
    build_shown(input, &Seen { shown: &shown, chosen: &BTreeSet::new() })
}

/// The picture of what is seen of the map. As fast as [`build`].
#[must_use]
pub fn build_shown(input: &PictureInput<'_>, seen: &Seen<'_>) -> DisplayList {
    draw(input, seen, &arrange(input, seen))
}

/// Where marks and labels have found room. The same whatever is chosen or lit, so that nothing jumps when somebody chooses, and
/// [`draw`] need not look for room again. By default marks are in the middle of their lines, and nothing has a label.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// By line that is drawn: where its mark is, in world units from the line's beginning.
    marks: Vec<f64>,
    /// By place among the lines that are drawn, the most important first.
    labels: Vec<(usize, PlacedLabel)>,
    /// By department of the layout: how far its name stands from the left in each of its strips, world units.
    departments: Vec<Vec<f64>>,
    taken: Taken,
    /// The edges of departments.
    edges: Taken,
}

/// Finds room for marks and labels: most of the work of [`build_shown`].
#[must_use]
pub fn arrange(input: &PictureInput<'_>, seen: &Seen<'_>) -> Arrangement {
    let mut taken = taken_by_boxes(input, seen.shown);
    let mut links = link_lines(input, seen);
    let mut edges = Taken::on(input.layout.bounds);
    input.layout.groups.iter().flat_map(department::edges).for_each(|edge| edges.add(edge));
    place_marks(&mut links, (&mut taken, &edges), input.layout.bounds);
    let planned = planned_labels(input, &links);
    let (lines, causes) = lines_near_labels(&links, &planned, input.layout);
    taken.begin_labels();
    let labels = place_labels(planned, (&mut taken, &edges), (&lines, &causes));
    let departments = input.layout.groups.iter().map(|area| department::places(area, &lines)).collect();
    taken.shrink();
    edges.shrink();
    let marks = links.iter().map(|link| link.line.mark_at).collect();
    Arrangement { marks, labels, departments, taken, edges }
}

/// The picture with marks and labels where [`arrange`] found room for them, for the same facts, judgement, layout and boxes.
#[must_use]
pub fn draw(input: &PictureInput<'_>, seen: &Seen<'_>, arrangement: &Arrangement) -> DisplayList {
    let mut list = DisplayList::default();
    let theme = input.theme;
    let tints = Tints::of(input, seen.shown);
    let mut links = link_lines(input, seen);
    for (link, mark_at) in links.iter_mut().zip(&arrangement.marks) {
        link.line.mark_at = *mark_at;
    }
    let gathering = gather(input, seen, &mut links);
    for (place, area) in input.layout.groups.iter().enumerate() {
        let mut pen = Pen::new(&mut list, theme, Subject::Department(area.name.clone()));
        let tint = theme.tint(tints.place(place, &area.name));
        let asides = arrangement.departments.get(place).map_or(&[][..], Vec::as_slice);
        department::draw(&mut pen, theme, area, tint, asides);
        let Some(department) = gathering.departments.get(place) else { continue };
        draw_gathered(&mut list, input, seen, department, area, tint);
    }
    // The quieter first, the dimmed before all: what matters lies on top. Stable, so ids break ties.
    let mut order: Vec<&DrawnLink<'_>> = links.iter().collect();
    order.sort_by_key(|link| (link.line.emphasis, link.line.loudness()));
    draw_lines(&mut list, input, &order);
    draw_parties(&mut list, input, seen, &gathering);
    draw_folded(&mut list, input, seen, &tints);
    name_gathered_lines(&mut list, input, seen.shown, &links, gathering);
    for link in &order {
        link.line.draw_mark(Pen::new(&mut list, theme, Subject::None), theme);
        list.anchors.insert(link.id.clone(), link.line.anchor());
        list.names.insert(link.line.subject.clone(), link.name(input, seen.shown));
    }
    draw_labels(&mut list, input, &links, arrangement);
    // Of a large map there are hundreds of thousands, and the list is kept.
    list.shapes.shrink_to_fit();
    list
}

/// Which tint a department has. It keeps it when others are folded or hidden.
struct Tints<'facts> {
    /// All departments by name; empty when the areas of the layout are all there are.
    names: BTreeSet<&'facts str>,
}

impl<'facts> Tints<'facts> {
    fn of(input: &PictureInput<'facts>, shown: &Shown) -> Self {
        let departments = input.org.parties().values().filter_map(|party| party.department.as_deref());
        let names = if shown.is_everything() { BTreeSet::new() } else { departments.collect() };
        Self { names }
    }

    fn place(&self, place: usize, name: &str) -> usize {
        self.names.iter().position(|other| *other == name).unwrap_or(place)
    }
}

/// What is one box and what one line where departments are one box each: of several lines a chosen one is drawn, else the loudest of those
/// that are lit.
fn gather(input: &PictureInput<'_>, seen: &Seen<'_>, links: &mut [DrawnLink<'_>]) -> Gathering {
    let mut gathering = Gathering::of(input.org, seen.shown, &input.layout.groups);
    let candidates: Vec<Candidate<'_, _>> = links
        .iter()
        .map(|link| Candidate {
            ends: link.places,
            links: link.links(),
            loud: (link.is_chosen, link.line.emphasis, link.line.loudness()),
        })
        .collect();
    gathering.gather(&candidates);
    for (number, link) in links.iter_mut().enumerate() {
        if gathering.hides(number) {
            link.levels = Levels::ALL_BUT_DISTANT;
        }
    }
    gathering
}

fn draw_gathered(
    list: &mut DisplayList,
    input: &PictureInput<'_>,
    seen: &Seen<'_>,
    department: &FoldedDepartment,
    area: &GroupArea,
    tint: Tint,
) {
    let members = || department.members.iter().cloned().map(Subject::Party);
    let inside = Tally::of(&department.inside, input.diagnosis);
    let emphasis = input.emphasis_of(members());
    let chosen_inside = || department.inside.iter().cloned().map(Subject::Link);
    let is_chosen = members().chain(chosen_inside()).any(|subject| input.is_chosen(seen, &subject));
    let face = gathered::face(department, area, inside, tint, emphasis);
    let mut pen = Pen::new(list, input.theme, Subject::Department(area.name.clone())).with(emphasis);
    gathered::draw(&mut pen, input.theme, tint, &face, is_chosen);
    list.gathered.push(face);
}

/// Notes what the lines are called that stand for others as well.
fn name_gathered_lines(
    list: &mut DisplayList,
    input: &PictureInput<'_>,
    shown: &Shown,
    links: &[DrawnLink<'_>],
    mut gathering: Gathering,
) {
    for (number, spoken_for) in std::mem::take(&mut gathering.spoken_for) {
        let Some(link) = links.get(number) else { continue };
        let name =
            |place: usize| gathering.name_at(place).unwrap_or_else(|| box_name(input.org, shown, place));
        let tally = Tally::of(&spoken_for, input.diagnosis);
        let worst = bundle::spokesman(&spoken_for, input.diagnosis).unwrap_or(link.id);
        let called = bundle::name(input.org, (name(link.places.0), name(link.places.1)), worst, tally);
        list.gathered_lines.insert(link.id.clone(), GatheredLine { links: spoken_for, called });
    }
}

fn shown_boxes<'facts>(
    input: &PictureInput<'facts>,
    shown: &'facts Shown,
) -> impl Iterator<Item = (&'facts PartyId, &'facts crate::model::Party, Rect)> {
    let hidden = input.hidden;
    let org = input.org;
    shown.boxes().iter().zip(&input.layout.boxes).filter_map(move |(drawn, rect)| match drawn {
        ShownBox::Party(id) if !hidden.contains(id) => Some((id, org.party(id)?, *rect)),
        _ => None,
    })
}

fn folded_boxes<'facts>(
    input: &PictureInput<'facts>,
    shown: &'facts Shown,
) -> impl Iterator<Item = (&'facts FoldedDepartment, Rect)> {
    shown.boxes().iter().zip(&input.layout.boxes).filter_map(|(drawn, rect)| match drawn {
        ShownBox::Folded(department) => Some((department, *rect)),
        ShownBox::Party(_) => None,
    })
}

/// Boxes with the badges on their upper edges, and the departments' names.
fn taken_by_boxes(input: &PictureInput<'_>, shown: &Shown) -> Taken {
    let mut taken = Taken::on(input.layout.bounds);
    for (_, rect) in folded_boxes(input, shown) {
        taken.add(folded::taken(rect));
    }
    for (_, _, rect) in shown_boxes(input, shown) {
        let mut rect = rect.grown(4.0);
        rect.min.y -= BADGE / 2.0;
        taken.add(rect);
    }
    for strip in input.layout.groups.iter().flat_map(|area| &area.labels) {
        taken.add(*strip);
    }
    taken
}

/// The rulers of all lines, by their number.
fn rulers<'lines>(links: &'lines [DrawnLink<'_>]) -> impl Iterator<Item = (usize, &'lines Ruler)> {
    links.iter().enumerate().map(|(number, link)| (number, &link.line.ruler))
}

fn rulers_of_causes<'lines>(links: &'lines [DrawnLink<'_>]) -> impl Iterator<Item = (usize, &'lines Ruler)> {
    let causes = links.iter().enumerate().filter(|(_, link)| link.line.loudness() == Loudness::Root);
    causes.map(|(number, link)| (number, &link.line.ruler))
}

/// The lines of all links where they run near a department's name, or where a label may be; and there those of probable causes alone.
fn lines_near_labels<'links>(
    links: &'links [DrawnLink<'_>],
    planned: &[PlannedLabel<'_, '_>],
    layout: &Layout,
) -> (Lines<'links>, Lines<'links>) {
    let mut near = Near::on(layout.bounds);
    for label in planned {
        placement::note_places(&label.plan, &label.link.line, &mut near);
    }
    let causes = Lines::of(rulers_of_causes(links), near.clone());
    layout.groups.iter().for_each(|area| department::note_places(area, &mut near));
    (Lines::of(rulers(links), near), causes)
}

/// The louder choose first. Where marks go does not depend on what is dimmed, so that they do not jump with the selection.
fn place_marks(links: &mut [DrawnLink<'_>], (taken, edges): (&mut Taken, &Taken), area: Rect) {
    let mut near = Near::on(area);
    for link in &*links {
        link.line.note_mark_places(&mut near);
        let tip = link.line.ruler.at(link.line.ruler.length()).point;
        taken.add(Rect { min: tip, max: tip }.grown(MARK / 2.0));
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|place| {
        links.get(*place).map(|link| (std::cmp::Reverse(link.line.loudness()), link.id))
    });
    let lines = Lines::of(rulers(links), near);
    let find =
        |place: usize| Some((place, links.get(place)?.line.place_for_mark(place, taken, (&lines, edges))));
    let marks: Vec<(usize, f64)> = order.into_iter().filter_map(find).collect();
    for (place, mark_at) in marks {
        if let Some(link) = links.get_mut(place) {
            link.line.mark_at = mark_at;
        }
    }
}

fn draw_lines(list: &mut DisplayList, input: &PictureInput<'_>, links: &[&DrawnLink<'_>]) {
    let theme = input.theme;
    for link in links {
        let pen = Pen::new(list, theme, Subject::None).at(link.levels);
        link.line.draw_beneath(pen, theme, link.is_chosen);
    }
    for link in links {
        link.line.draw_line(Pen::new(list, theme, Subject::None).at(link.levels), theme);
    }
}

fn draw_folded(list: &mut DisplayList, input: &PictureInput<'_>, seen: &Seen<'_>, tints: &Tints<'_>) {
    let theme = input.theme;
    for (department, rect) in folded_boxes(input, seen.shown) {
        let subject = Subject::Folded(department.name.clone());
        let inside = Tally::of(&department.inside, input.diagnosis);
        list.names.insert(subject.clone(), folded::name(department, inside));
        let is_chosen = input.is_chosen(seen, &subject);
        let emphasis = input.emphasis_of(department.members.iter().cloned().map(Subject::Party));
        let mut pen = Pen::new(&mut *list, theme, subject);
        if is_chosen {
            folded::draw_selection(&mut pen, theme, rect);
        } else {
            pen = pen.with(emphasis);
        }
        let tint = theme.tint(tints.place(0, &department.name));
        folded::draw(&mut pen, theme, tint, &folded::plan(department), inside, rect);
    }
}

fn draw_parties(list: &mut DisplayList, input: &PictureInput<'_>, seen: &Seen<'_>, gathering: &Gathering) {
    let theme = input.theme;
    let services: BTreeMap<_, _> =
        input.diagnosis.first_screen.customers.iter().map(|summary| (&summary.customer, summary)).collect();
    for (id, facts, rect) in shown_boxes(input, seen.shown) {
        let subject = Subject::Party(id.clone());
        let emphasis = input.emphasis(&subject);
        let plan = party::plan(facts);
        let (diagnosis, service) = (input.diagnosis.party(id), services.get(id).copied());
        list.names.insert(subject.clone(), names::party(facts, diagnosis, service));
        let is_gathered = seen.shown.place_of(id).is_some_and(|place| gathering.holds(place));
        if input.is_chosen(seen, &subject) {
            let levels = if is_gathered { Levels::ALL_BUT_DISTANT } else { Levels::ALL };
            let pen = Pen::new(&mut *list, theme, subject.clone()).at(levels);
            party::draw_selection(pen, theme, facts.kind, rect);
        }
        let face = PartyFace { party: facts, plan: &plan, diagnosis, service, is_gathered };
        party::draw(Pen::new(list, theme, subject).with(emphasis), theme, face, rect);
    }
}

/// Whether a line has a label whatever is chosen.
fn has_words(link: &DrawnLink<'_>) -> bool {
    link.line.loudness() >= Loudness::Strained || link.bundle.is_some()
}

/// A label that looks for room.
struct PlannedLabel<'links, 'facts> {
    /// The place of its link among all.
    number: usize,
    link: &'links DrawnLink<'facts>,
    plan: LabelPlan,
}

/// The labels in the order of what matters: causes, symptoms, then links that struggle. Links that work and links that nobody was asked
/// about have none, unless chosen: their marks say enough. A line of several links always says how many.
fn planned_labels<'links, 'facts>(
    input: &PictureInput<'_>,
    links: &'links [DrawnLink<'facts>],
) -> Vec<PlannedLabel<'links, 'facts>> {
    let mut order: Vec<(usize, &DrawnLink<'_>)> = links.iter().enumerate().collect();
    order.retain(|(_, link)| has_words(link));
    if order.is_empty() {
        return Vec::new();
    }
    order.sort_by_key(|(_, link)| (std::cmp::Reverse(link.line.loudness()), link.id));
    let words = Words::of(input.diagnosis);
    order.into_iter().map(|(number, link)| PlannedLabel { number, link, plan: words.plan(link) }).collect()
}

/// Finds room for labels in their order.
fn place_labels(
    planned: Vec<PlannedLabel<'_, '_>>,
    (taken, edges): (&mut Taken, &Taken),
    (lines, causes): (&Lines<'_>, &Lines<'_>),
) -> Vec<(usize, PlacedLabel)> {
    let placed = planned.into_iter().filter_map(|PlannedLabel { number, link, plan }| {
        let occupied = Occupied { taken, edges, causes };
        let label = placement::find(&plan, number, &link.line, occupied, lines)?;
        taken.add(label.rect.grown(2.0));
        Some((number, label))
    });
    placed.collect()
}

/// Draws the labels, and one for the chosen link if it has none: that one may lie over lines.
fn draw_labels(
    list: &mut DisplayList,
    input: &PictureInput<'_>,
    links: &[DrawnLink<'_>],
    arrangement: &Arrangement,
) {
    let mut draw = |link: &DrawnLink<'_>, label: &PlacedLabel| {
        let mut pen = Pen::new(list, input.theme, link.line.subject.clone()).with(link.line.emphasis);
        label::draw(&mut pen, input.theme, &link.line, label);
    };
    for (number, label) in &arrangement.labels {
        if let Some(link) = links.get(*number) {
            draw(link, label);
        }
    }
    let is_chosen = |link: &&DrawnLink<'_>| link.line.subject == *input.selected;
    let Some((number, link)) = links.iter().enumerate().find(|(_, link)| is_chosen(link)) else { return };
    if arrangement.labels.iter().all(|(labelled, _)| *labelled != number) {
        let plan = Words::of(input.diagnosis).plan(link);
        let mut near = Near::on(placement::reach(&plan, &link.line));
        placement::note_places(&plan, &link.line, &mut near);
        let causes = Lines::of(rulers_of_causes(links), near);
        let occupied = Occupied { taken: &arrangement.taken, edges: &arrangement.edges, causes: &causes };
        if let Some(label) = placement::find(&plan, number, &link.line, occupied, &Lines::default()) {
            draw(link, &label);
        }
    }
}

/// What labels say besides a link's own state.
struct Words<'facts> {
    cause_ranks: Vec<usize>,
    suspects: BTreeSet<&'facts LinkId>,
}

impl<'facts> Words<'facts> {
    fn of(diagnosis: &'facts Diagnosis) -> Self {
        let suspects = diagnosis.fixes.iter().filter(|fix| fix.kind == FixKind::Suspect);
        Self { cause_ranks: diagnosis.cause_ranks(), suspects: suspects.flat_map(|fix| &fix.links).collect() }
    }

    fn plan(&self, link: &DrawnLink<'_>) -> LabelPlan {
        let flag = match link.line.role {
            LinkRole::Root { .. } if self.cause_ranks.len() < 2 => Some("cause".to_owned()),
            LinkRole::Root { group, .. } => {
                Some(format!("cause {}", self.cause_ranks.get(*group).unwrap_or(group) + 1))
            }
            LinkRole::None | LinkRole::Symptom { .. } => None,
        };
        if let Some((_, tally)) = link.bundle {
            return LabelPlan::of(flag, tally.in_words(), None);
        }
        let is_suspect = link.line.state == LinkState::Strained && self.suspects.contains(link.id);
        let word = link.line.state.word();
        let word = if is_suspect { format!("{word}, suspect") } else { word.to_owned() };
        let need = link.diagnosis.and_then(|diagnosis| label::first_need(link.facts, diagnosis));
        LabelPlan::of(flag, word, need)
    }
}
