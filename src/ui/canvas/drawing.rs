//! A picture with its index for the canvas: who is where, what it is called, what is near a point.
//!
//! It is made of owned facts, so that any thread can make it, and never changes. Deliberately absent: the camera. Everything here is in
//! world units.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Pos2, Rect};

use super::flags::Flag;
use super::folds::{FoldSpot, LabelSpot};
use super::line_cells::LineCells;
use super::supposed::{Lighted, Supposed};
use super::world;
use crate::diagnosis::Diagnosis;
use crate::layout::{self, Layout};
use crate::model::{LinkId, Org, PartyId, PartyKind};
use crate::picture::metrics::DOUBLE_BORDER;
use crate::picture::text::{TextStyle, Weight, clean};
use crate::picture::{
    Arrangement, Color, DisplayList, Geometry, Level, Lit, Part, PictureInput, Seen, Shape, Shown, ShownBox,
    Subject as PictureSubject, Theme, arrange, draw,
};
use crate::session::{Selection, Subject};

/// How far from a link's mark its label may reach, world units.
const AROUND_MARK: f32 = 400.0;

/// A party on the canvas.
#[derive(Clone, Debug)]
pub(super) struct PartySpot {
    /// Which.
    pub(super) id: PartyId,
    /// Its box.
    pub(super) area: Rect,
    /// How far its outline reaches into the box, world units: that of an external customer is double.
    pub(super) border: f32,
    /// What it is called aloud.
    pub(super) name: String,
    /// The words of its name, each with its width in em.
    pub(super) words: Vec<(String, f32)>,
    /// The colour of its name: dimmed when something else is lit.
    pub(super) ink: Color,
    /// Whether it belongs to a department.
    pub(super) has_department: bool,
    /// The place of its department among those that are one box each from far away.
    pub(super) gathered: Option<usize>,
}

/// A link on the canvas.
#[derive(Clone, Debug)]
pub(super) struct LinkSpot {
    /// Which.
    pub(super) id: LinkId,
    /// The place of its mark.
    pub(super) anchor: Pos2,
    /// What it is called aloud.
    pub(super) name: String,
    /// All links that its line stands for; empty when it stands for this one alone.
    pub(super) bundle: Vec<LinkId>,
}

/// All that a picture is made of, except the present judgement, which is large and only borrowed.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) org: Arc<Org>,
    pub(super) layout: Arc<Layout>,
    /// The boxes and lines of the layout.
    pub(super) shown: Arc<Shown>,
    /// What is supposed instead of the facts, with the judgement on that.
    pub(super) supposed: Option<Arc<Supposed>>,
    /// What is lit instead of the chain of what is chosen.
    pub(super) lighted: Option<Arc<Lighted>>,
    pub(super) selection: Selection,
    pub(super) theme: &'static Theme,
    /// Where marks and labels are, if that is known.
    pub(super) arrangement: Option<Arc<Arrangement>>,
    /// Whether it is to be there soon, without labels.
    pub(super) is_rough: bool,
}

/// A picture and its index.
pub(super) struct Drawing {
    /// What is drawn.
    pub(super) list: DisplayList,
    /// The bounds of each shape.
    pub(super) bounds: Vec<Rect>,
    /// Holds everything; `Rect::NOTHING` when nothing is drawn.
    pub(super) extent: Rect,
    /// The parties, in the order of the outline.
    pub(super) parties: Vec<PartySpot>,
    /// Their boxes, side by side to be searched quickly.
    areas: Vec<Rect>,
    /// Their places, in the order of their ids.
    by_id: Vec<usize>,
    /// The folded departments, by name.
    pub(super) folds: Vec<FoldSpot>,
    /// The names of the departments that are not folded, one each.
    pub(super) labels: Vec<LabelSpot>,
    /// The links, by id; of those that share a line the one that speaks for all.
    pub(super) links: Vec<LinkSpot>,
    /// Who speaks for the others on a line.
    spoken_for: BTreeMap<LinkId, LinkId>,
    /// Their marks, side by side to be searched quickly.
    anchors: Vec<Pos2>,
    /// Boxes and marks by where they are.
    area_cells: LineCells,
    anchor_cells: LineCells,
    /// The places of the links that have a line where departments are one box each; empty when none ever is.
    distant_links: Vec<usize>,
    lines: LineCells,
    /// The flags of suppositions, and of the probable causes that are lit.
    pub(super) flags: Vec<Flag>,
    /// Whether something is dimmed because something else is lit.
    pub(super) is_partly_lit: bool,
    /// How many parties have no place yet.
    pub(super) not_drawn: usize,
    /// Where marks and labels are; `None` when nothing is drawn, or only roughly.
    pub(super) arrangement: Option<Arc<Arrangement>>,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            list: DisplayList::default(),
            bounds: Vec::new(),
            extent: Rect::NOTHING,
            parties: Vec::new(),
            areas: Vec::new(),
            by_id: Vec::new(),
            folds: Vec::new(),
            labels: Vec::new(),
            links: Vec::new(),
            spoken_for: BTreeMap::new(),
            anchors: Vec::new(),
            area_cells: LineCells::default(),
            anchor_cells: LineCells::default(),
            distant_links: Vec::new(),
            lines: LineCells::default(),
            flags: Vec::new(),
            is_partly_lit: false,
            not_drawn: 0,
            arrangement: None,
        }
    }
}

impl Wanted {
    /// Makes the picture. `diagnosis` is the judgement on the facts; not needed where something is supposed.
    pub(super) fn drawing(&self, diagnosis: Option<&Diagnosis>) -> Drawing {
        let supposed = self.supposed.as_deref();
        let Some(diagnosis) = supposed.map(|supposed| &supposed.outcome.diagnosis).or(diagnosis) else {
            return Drawing::default();
        };
        let lit = match &self.lighted {
            Some(lighted) => Some(lighted.lit.clone()),
            None => lit_by(&self.org, &self.selection),
        };
        let input = PictureInput {
            org: &self.org,
            diagnosis,
            layout: &self.layout,
            theme: self.theme,
            selected: &self.selection.primary().map_or(PictureSubject::None, subject_in_picture),
            lit: lit.as_ref(),
            hidden: &BTreeSet::new(),
        };
        let seen = Seen { shown: &self.shown, chosen: &chosen_in_picture(&self.selection, &self.shown) };
        let arrangement = match &self.arrangement {
            Some(known) => Some(Arc::clone(known)),
            None => (!self.is_rough).then(|| Arc::new(arrange(&input, &seen))),
        };
        let list = match &arrangement {
            Some(arrangement) => draw(&input, &seen, arrangement),
            None => draw(&input, &seen, &Arrangement::default()),
        };
        let is_partly_lit = lit.is_some();
        let mut drawing = Drawing { list, arrangement, is_partly_lit, ..Drawing::default() };
        drawing.index(self);
        if let Some(supposed) = supposed {
            drawing.flag_suppositions(supposed);
        }
        drawing.flag_causes(diagnosis, lit.as_ref());
        drawing
    }
}

impl Drawing {
    fn index(&mut self, wanted: &Wanted) {
        self.bounds = self.list.shapes.iter().map(|shape| world::rect(shape.bounds)).collect();
        self.extent = self.bounds.iter().fold(Rect::NOTHING, |extent, bounds| extent.union(*bounds));
        self.lines = LineCells::of(&self.list, self.extent);
        // What is said and where marks are goes over to the spots: it is not kept twice.
        self.index_links(&wanted.org, &wanted.shown);
        self.index_boxes(wanted);
        self.labels = labels_of(&self.list);
        self.area_cells = LineCells::of_areas(self.areas.iter().copied(), self.extent);
        self.anchor_cells =
            LineCells::of_areas(self.anchors.iter().map(|at| Rect::from_pos(*at)), self.extent);
        self.index_gathered();
    }

    /// Notes who is in which department that is one box from far away, and which lines are left then.
    fn index_gathered(&mut self) {
        for (place, department) in self.list.gathered.iter().enumerate() {
            for member in &department.members {
                let at = self.place_of_party(member);
                if let Some(spot) = at.and_then(|at| self.parties.get_mut(at)) {
                    spot.gathered = Some(place);
                }
            }
        }
        if self.list.gathered.is_empty() {
            return;
        }
        let left = self.list.shapes.iter().filter_map(|shape| match &shape.subject {
            PictureSubject::Link(id) if shape.part == Part::Body && shape.levels.contains(Level::Distant) => {
                Some(id)
            }
            _ => None,
        });
        self.distant_links = left.filter_map(|id| self.place_of_link(id)).collect();
        self.distant_links.sort_unstable();
    }

    fn index_links(&mut self, org: &Org, shown: &Shown) {
        let anchors = std::mem::take(&mut self.list.anchors);
        let mut links = Vec::with_capacity(anchors.len());
        for (id, anchor) in anchors {
            let line = shown.line_of(&id).filter(|line| line.links.len() > 1);
            let bundle = line.map(|line| line.links.clone()).unwrap_or_default();
            let others = bundle.iter().filter(|other| **other != id);
            self.spoken_for.extend(others.map(|other| (other.clone(), id.clone())));
            let fallback = || format!("Link {} to {}", org.name_of(&id.supplier), org.name_of(&id.customer));
            let name = self.list.names.remove(&PictureSubject::Link(id.clone()));
            let name = name.unwrap_or_else(fallback);
            links.push(LinkSpot { id, anchor: world::pos(anchor), name, bundle: bundle.into_vec() });
        }
        self.links = links;
        self.anchors = self.links.iter().map(|spot| spot.anchor).collect();
    }

    fn index_boxes(&mut self, wanted: &Wanted) {
        let org = &wanted.org;
        let mut names = std::mem::take(&mut self.list.names);
        let mut name = |subject: &PictureSubject, fallback: &str| {
            names.remove(subject).unwrap_or_else(|| fallback.to_owned())
        };
        let mut inks = BTreeMap::new();
        for shape in &self.list.shapes {
            if let (PictureSubject::Party(_) | PictureSubject::Folded(_), Geometry::Text(run)) =
                (&shape.subject, &shape.geometry)
            {
                inks.entry(&shape.subject).or_insert(run.color);
            }
        }
        let mut spot = |id: PartyId, subject: &PictureSubject, called: &str, area: layout::Rect| PartySpot {
            area: world::rect(area),
            border: match org.party(&id).map(|party| party.kind) {
                Some(PartyKind::ExternalCustomer) => DOUBLE_BORDER as f32,
                _ => 0.0,
            },
            words: words_of(called),
            ink: inks.get(subject).copied().unwrap_or(wanted.theme.ink),
            has_department: org.party(&id).is_some_and(|party| party.department.is_some()),
            id,
            gathered: None,
            name: name(subject, called),
        };
        let mut parties: Vec<(OutlinePlace<'_>, PartySpot)> = Vec::new();
        let mut folds = Vec::new();
        for (drawn, area) in wanted.shown.boxes().iter().zip(&wanted.layout.boxes) {
            match drawn {
                ShownBox::Party(id) => {
                    let subject = PictureSubject::Party(id.clone());
                    parties
                        .push((outline_place(org, id), spot(id.clone(), &subject, org.name_of(id), *area)));
                }
                ShownBox::Folded(department) => {
                    let subject = PictureSubject::Folded(department.name.clone());
                    folds.push(FoldSpot {
                        members: department.members.clone(),
                        // No party has an empty id: it names nobody.
                        face: spot(PartyId::new(""), &subject, &department.name, *area),
                        department: department.name.clone(),
                    });
                }
            }
        }
        parties.sort_by(|one, other| one.0.cmp(&other.0));
        self.parties = parties.into_iter().map(|(_, spot)| spot).collect();
        self.folds = folds;
        self.areas = self.parties.iter().map(|spot| spot.area).collect();
        self.by_id = (0..self.parties.len()).collect();
        self.by_id.sort_by_key(|place| self.parties.get(*place).map(|spot| &spot.id));
        let laid_out = self.parties.len() + self.folds.len();
        self.not_drawn = wanted.shown.boxes().len().saturating_sub(laid_out);
    }

    /// The place of a party among [`Self::parties`].
    pub(super) fn place_of_party(&self, party: &PartyId) -> Option<usize> {
        let id_at = |place: &usize| self.parties.get(*place).map(|spot| &spot.id);
        let at = self.by_id.binary_search_by(|place| id_at(place).cmp(&Some(party))).ok()?;
        self.by_id.get(at).copied()
    }

    /// A party on the canvas.
    pub(super) fn party(&self, party: &PartyId) -> Option<&PartySpot> {
        self.parties.get(self.place_of_party(party)?)
    }

    /// The box of a party, world units.
    pub(super) fn area_of(&self, party: &PartyId) -> Option<Rect> {
        self.party(party).map(|spot| spot.area)
    }

    /// The box that stands for a party: its own, or that of its folded department. World units.
    pub(super) fn area_standing_for(&self, party: &PartyId) -> Option<Rect> {
        let folded = || self.folds.iter().find(|spot| spot.members.binary_search(party).is_ok());
        self.area_of(party).or_else(|| folded().map(|spot| spot.face.area))
    }

    /// The folded department that holds both ends of a link.
    pub(super) fn fold_around(&self, link: &LinkId) -> Option<&FoldSpot> {
        let holds = |spot: &FoldSpot, end: &PartyId| spot.members.binary_search(end).is_ok();
        self.folds.iter().find(|spot| holds(spot, &link.supplier) && holds(spot, &link.customer))
    }

    /// The folded department whose box holds `at`.
    pub(super) fn fold_at(&self, at: Pos2) -> Option<&FoldSpot> {
        self.folds.iter().find(|spot| spot.face.area.contains(at))
    }

    /// The places of the parties whose boxes reach into `area`, in the order of the outline.
    pub(super) fn parties_in(&self, area: Rect) -> impl Iterator<Item = usize> + '_ {
        let reaches_in = move |place: &usize| self.areas.get(*place).is_some_and(|own| own.intersects(area));
        candidates(&self.area_cells, self.areas.len(), area).filter(reaches_in)
    }

    /// The places of the links whose marks lie in `area`, by id.
    pub(super) fn links_in(&self, area: Rect) -> impl Iterator<Item = usize> + '_ {
        let few = candidates(&self.anchor_cells, self.anchors.len(), area);
        few.filter(move |place| self.has_mark_in(area, *place))
    }

    fn has_mark_in(&self, area: Rect, link: usize) -> bool {
        self.anchors.get(link).is_some_and(|anchor| area.contains(*anchor))
    }

    /// The places of the links that have a line of their own where departments are one box each and whose marks lie in `area`, by id.
    pub(super) fn distant_links_in(&self, area: Rect) -> impl Iterator<Item = usize> + '_ {
        self.distant_links.iter().copied().filter(move |place| self.has_mark_in(area, *place))
    }

    /// The shapes near a link's mark that belong to the link: its label and its mark, not all of a long line's.
    pub(super) fn shapes_at_mark<'a>(&'a self, spot: &'a LinkSpot) -> impl Iterator<Item = &'a Shape> + 'a {
        let near = self.lines.near(spot.anchor, AROUND_MARK);
        let shapes = near.into_iter().filter_map(|place| self.list.shapes.get(place));
        shapes.filter(|shape| matches!(&shape.subject, PictureSubject::Link(id) if *id == spot.id))
    }

    /// The place among [`Self::links`] of a link, or of the one that speaks for it.
    pub(super) fn place_of_link(&self, id: &LinkId) -> Option<usize> {
        let id = self.spoken_for.get(id).unwrap_or(id);
        self.links.binary_search_by(|spot| spot.id.cmp(id)).ok()
    }

    /// The link with this id, or the one that speaks for it.
    pub(super) fn link(&self, id: &LinkId) -> Option<&LinkSpot> {
        self.links.get(self.place_of_link(id)?)
    }

    /// The party whose box holds `at`, the topmost first.
    pub(super) fn party_at(&self, at: Pos2) -> Option<&PartySpot> {
        let near = self.area_cells.within(Rect::from_pos(at)).into_iter().rev();
        let mut there = near.filter(|place| self.areas.get(*place).is_some_and(|area| area.contains(at)));
        self.parties.get(there.next()?)
    }

    /// The nearest link within `reach` world units of `at`, unless a box lies there; of several as near the one on top. Asks only
    /// what runs close by.
    pub(super) fn link_at(&self, at: Pos2, level: Level, reach: f32) -> Option<&LinkSpot> {
        let has_box = |spot: &PartySpot| level != Level::Distant || spot.gathered.is_none();
        if self.party_at(at).is_some_and(has_box) || self.fold_at(at).is_some() {
            return None;
        }
        let point = world::point(at);
        let mut nearest: Option<(f64, &LinkId)> = None;
        for place in self.lines.near(at, reach).into_iter().rev() {
            let Some(shape) = self.list.shapes.get(place) else { continue };
            let PictureSubject::Link(id) = &shape.subject else { continue };
            let within = nearest.map_or(f64::from(reach), |(distance, _)| distance);
            if !shape.levels.contains(level) {
                continue;
            }
            let distance = shape.geometry.distance_within(point, within);
            if let Some(distance) = distance.filter(|distance| nearest.is_none() || *distance < within) {
                nearest = Some((distance, id));
            }
        }
        self.link(nearest?.1)
    }

    /// The department whose area holds `at`.
    pub(super) fn department_at(&self, at: Pos2) -> Option<&str> {
        let mut shapes = self.list.shapes.iter().zip(&self.bounds);
        shapes.find_map(|(shape, bounds)| match &shape.subject {
            PictureSubject::Department(name) if shape.part == Part::Body && bounds.contains(at) => {
                Some(name.as_str())
            }
            _ => None,
        })
    }

    /// Where a subject is: a party's box, or a little square at a link's mark.
    pub(super) fn place_of(&self, subject: &Subject) -> Option<Rect> {
        match subject {
            Subject::Party(party) => self.area_standing_for(party),
            Subject::Link(link) | Subject::Expectation(link, _) => {
                let ends = [&link.supplier, &link.customer].map(|end| self.area_standing_for(end));
                let around = ends.into_iter().flatten().fold(Rect::NOTHING, Rect::union);
                self.link(link).map(|spot| Rect::from_pos(spot.anchor).union(around))
            }
        }
    }

    /// The shapes of parties and of their links, by place in the list, sorted.
    pub(super) fn shapes_moving_with(&self, parties: &BTreeSet<PartyId>) -> Vec<usize> {
        let ends_in = |id: &LinkId| parties.contains(&id.supplier) || parties.contains(&id.customer);
        let moves = |subject: &PictureSubject| match subject {
            PictureSubject::Party(id) => parties.contains(id),
            PictureSubject::Link(id) => {
                ends_in(id) || self.link(id).is_some_and(|spot| spot.bundle.iter().any(ends_in))
            }
            _ => false,
        };
        let shapes = self.list.shapes.iter().enumerate();
        shapes.filter(|(_, shape)| moves(&shape.subject)).map(|(place, _)| place).collect()
    }
}

/// The places that may be in `area`, in order: of `count` all, or those of its cells.
fn candidates(cells: &LineCells, count: usize, area: Rect) -> impl Iterator<Item = usize> + use<> {
    let few = (!cells.are_many_in(area)).then(|| cells.within(area));
    let all = if few.is_none() { 0..count } else { 0..0 };
    few.into_iter().flatten().chain(all)
}

fn subject_in_picture(subject: &Subject) -> PictureSubject {
    match subject {
        Subject::Party(party) => PictureSubject::Party(party.clone()),
        Subject::Link(link) | Subject::Expectation(link, _) => PictureSubject::Link(link.clone()),
    }
}

/// What is chosen lights its whole chain, up- and downstream; `None` when nothing is chosen.
fn lit_by(org: &Org, selection: &Selection) -> Option<Lit> {
    let chosen: Vec<PictureSubject> = selection.subjects().iter().map(subject_in_picture).collect();
    Lit::chains(org, &chosen)
}

/// What of the picture is chosen: a folded department is when all that it holds is.
fn chosen_in_picture(selection: &Selection, shown: &Shown) -> BTreeSet<PictureSubject> {
    let mut chosen: BTreeSet<PictureSubject> = selection.subjects().iter().map(subject_in_picture).collect();
    let is_chosen = |party: &PartyId| selection.contains(&Subject::Party(party.clone()));
    let folded = shown.folded().filter(|department| department.members.iter().all(is_chosen));
    chosen.extend(folded.map(|department| PictureSubject::Folded(department.name.clone())));
    chosen
}

/// The first name of each department's area.
fn labels_of(list: &DisplayList) -> Vec<LabelSpot> {
    let mut labels: BTreeMap<&str, LabelSpot> = BTreeMap::new();
    for shape in &list.shapes {
        if let (PictureSubject::Department(name), Geometry::Text(run)) = (&shape.subject, &shape.geometry) {
            labels.entry(name).or_insert_with(|| LabelSpot {
                department: name.clone(),
                at: world::pos(run.at),
                width_em: (run.style.width(&run.text) / run.style.size) as f32,
            });
        }
    }
    labels.into_values().collect()
}

/// The words of a name, each with its width in em.
pub(super) fn words_of(name: &str) -> Vec<(String, f32)> {
    let em = TextStyle::new(1.0, Weight::SemiBold);
    let name = clean(name);
    name.split(' ').map(|word| (word.to_owned(), em.width(word) as f32)).collect()
}

/// What the outline sorts by: departments by name, those without one last; then names; then ids.
type OutlinePlace<'org> = (bool, String, String, &'org PartyId);

fn outline_place<'org>(org: &'org Org, id: &'org PartyId) -> OutlinePlace<'org> {
    let department = org.party(id).and_then(|party| party.department.as_deref());
    (department.is_none(), department.unwrap_or_default().to_lowercase(), org.name_of(id).to_lowercase(), id)
}
