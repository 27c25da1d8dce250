//! A picture with its index for the canvas: who is where, what it is called, what is near a point.
//!
//! It is made of owned facts, so that any thread can make it, and never changes. Deliberately absent: the camera. Everything here is in
//! world units.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Pos2, Rect};

use super::line_cells::LineCells;
use super::supposed::{Lighted, Supposed};
use super::world;
use crate::diagnosis::{Assumed, Diagnosis, FixKind, LinkRole};
use crate::layout::Layout;
use crate::model::{LinkId, Org, PartyId};
use crate::picture::text::{TextStyle, Weight, clean};
use crate::picture::{
    Arrangement, Color, DisplayList, Geometry, Level, Lit, Part, PictureInput, Shape,
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
    /// What it is called aloud.
    pub(super) name: String,
    /// The words of its name, each with its width in em.
    pub(super) words: Vec<(String, f32)>,
    /// The colour of its name: dimmed when something else is lit.
    pub(super) ink: Color,
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
}

/// A word at a link's mark.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// The place of the mark.
    pub(super) at: Pos2,
    /// What it says.
    pub(super) words: String,
    /// Whether it says what is supposed, or what is.
    pub(super) is_supposed: bool,
}

/// All that a picture is made of, except the present judgement, which is large and only borrowed.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) org: Arc<Org>,
    pub(super) layout: Arc<Layout>,
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
    /// The links, by id.
    pub(super) links: Vec<LinkSpot>,
    /// Their marks, side by side to be searched quickly.
    anchors: Vec<Pos2>,
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
            links: Vec::new(),
            anchors: Vec::new(),
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
        let arrangement = match &self.arrangement {
            Some(known) => Some(Arc::clone(known)),
            None => (!self.is_rough).then(|| Arc::new(arrange(&input))),
        };
        let list = match &arrangement {
            Some(arrangement) => draw(&input, arrangement),
            None => draw(&input, &Arrangement::default()),
        };
        let is_partly_lit = lit.is_some();
        let mut drawing = Drawing { list, arrangement, is_partly_lit, ..Drawing::default() };
        drawing.index(&self.org, &self.layout, self.theme);
        if let Some(supposed) = supposed {
            drawing.flag_suppositions(supposed);
        }
        drawing.flag_causes(diagnosis, lit.as_ref());
        drawing
    }
}

impl Drawing {
    fn index(&mut self, org: &Org, layout: &Layout, theme: &Theme) {
        self.bounds = self.list.shapes.iter().map(|shape| world::rect(shape.bounds)).collect();
        self.extent = self.bounds.iter().fold(Rect::NOTHING, |extent, bounds| extent.union(*bounds));
        self.lines = LineCells::of(&self.list, self.extent);
        self.index_parties(org, layout, theme);
        let links = org.links().keys().filter_map(|id| {
            let anchor = world::pos(self.list.link_anchor(id)?);
            let fallback = || format!("Link {} to {}", org.name_of(&id.supplier), org.name_of(&id.customer));
            let name = self.list.names.get(&PictureSubject::Link(id.clone())).cloned();
            Some(LinkSpot { id: id.clone(), anchor, name: name.unwrap_or_else(fallback) })
        });
        self.links = links.collect();
        self.anchors = self.links.iter().map(|spot| spot.anchor).collect();
    }

    fn index_parties(&mut self, org: &Org, layout: &Layout, theme: &Theme) {
        let name = |subject: PictureSubject, fallback: &str| {
            self.list.names.get(&subject).cloned().unwrap_or_else(|| fallback.to_owned())
        };
        let mut inks = BTreeMap::new();
        for shape in &self.list.shapes {
            if let (PictureSubject::Party(id), Geometry::Text(run)) = (&shape.subject, &shape.geometry) {
                inks.entry(id).or_insert(run.color);
            }
        }
        let drawn = org.parties().iter().zip(&layout.boxes);
        let mut parties: Vec<(OutlinePlace<'_>, PartySpot)> = drawn
            .map(|((id, party), area)| {
                let name = name(PictureSubject::Party(id.clone()), &party.name);
                let spot = PartySpot {
                    id: id.clone(),
                    area: world::rect(*area),
                    name,
                    words: words_of(&party.name),
                    ink: inks.get(id).copied().unwrap_or(theme.ink),
                };
                (outline_place(org, id), spot)
            })
            .collect();
        parties.sort_by(|one, other| one.0.cmp(&other.0));
        self.parties = parties.into_iter().map(|(_, spot)| spot).collect();
        self.areas = self.parties.iter().map(|spot| spot.area).collect();
        self.by_id = (0..self.parties.len()).collect();
        self.by_id.sort_by_key(|place| self.parties.get(*place).map(|spot| &spot.id));
        self.not_drawn = org.parties().len().saturating_sub(self.parties.len());
    }

    /// Marks what is only supposed, for the eye and for the ear.
    fn flag_suppositions(&mut self, supposed: &Supposed) {
        let assumed = supposed.assumptions.iter().map(|(link, assumed)| match assumed {
            Assumed::Sound => (link, "what if: mended"),
            Assumed::Broken => (link, "what if: failed"),
        });
        let clearing = supposed.outcome.expected_to_clear.iter().map(|link| (link, "may clear: ask again"));
        for (link, words) in assumed.chain(clearing) {
            let Ok(place) = self.links.binary_search_by(|spot| spot.id.cmp(link)) else { continue };
            let Some(spot) = self.links.get_mut(place) else { continue };
            spot.name.push_str(", ");
            spot.name.push_str(words);
            self.flags.push(Flag { at: spot.anchor, words: words.to_owned(), is_supposed: true });
        }
    }

    /// The flags of the probable causes, in the picture's words.
    fn flag_causes(&mut self, diagnosis: &Diagnosis, lit: Option<&Lit>) {
        let is_lit = |link: &LinkId| lit.is_none_or(|lit| lit.links.contains(link));
        let group_of = |link: &LinkId| match diagnosis.link(link)?.role {
            LinkRole::Root { group, .. } => Some(group),
            LinkRole::None | LinkRole::Symptom { .. } => None,
        };
        // In the order of the fix list: where there is not room for all, the first have theirs.
        let roots = diagnosis.fixes.iter().filter(|fix| fix.kind == FixKind::Root).flat_map(|fix| &fix.links);
        let roots = roots.filter(|link| is_lit(link)).filter_map(|link| Some((link, group_of(link)?)));
        let ranks = diagnosis.cause_ranks();
        let flag = |group: usize| match ranks.as_slice() {
            [] | [_] => "cause".to_owned(),
            ranks => format!("cause {}", ranks.get(group).unwrap_or(&group) + 1),
        };
        let flags = roots.filter_map(|(id, group)| {
            Some(Flag { at: self.link(id)?.anchor, words: flag(group), is_supposed: false })
        });
        let flags: Vec<Flag> = flags.collect();
        self.flags.extend(flags);
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

    /// The places of the parties whose boxes reach into `area`, in the order of the outline.
    pub(super) fn parties_in(&self, area: Rect) -> impl Iterator<Item = usize> + '_ {
        let all = self.areas.iter().enumerate();
        all.filter(move |(_, own)| own.intersects(area)).map(|(place, _)| place)
    }

    /// The places of the links whose marks lie in `area`, by id.
    pub(super) fn links_in(&self, area: Rect) -> impl Iterator<Item = usize> + '_ {
        let all = self.anchors.iter().enumerate();
        all.filter(move |(_, anchor)| area.contains(**anchor)).map(|(place, _)| place)
    }

    /// The shapes near a link's mark that belong to the link: its label and its mark, not all of a long line's.
    pub(super) fn shapes_at_mark<'a>(&'a self, spot: &'a LinkSpot) -> impl Iterator<Item = &'a Shape> + 'a {
        let near = self.lines.near(spot.anchor, AROUND_MARK);
        let shapes = near.into_iter().filter_map(|place| self.list.shapes.get(place));
        shapes.filter(|shape| matches!(&shape.subject, PictureSubject::Link(id) if *id == spot.id))
    }

    /// The place of a link among [`Self::links`].
    pub(super) fn place_of_link(&self, id: &LinkId) -> Option<usize> {
        self.links.binary_search_by(|spot| spot.id.cmp(id)).ok()
    }

    /// The link with this id.
    pub(super) fn link(&self, id: &LinkId) -> Option<&LinkSpot> {
        self.links.get(self.place_of_link(id)?)
    }

    /// The party whose box holds `at`, the topmost first.
    pub(super) fn party_at(&self, at: Pos2) -> Option<&PartySpot> {
        let place = self.areas.iter().rposition(|area| area.contains(at))?;
        self.parties.get(place)
    }

    /// The nearest link within `reach` world units of `at`, unless a box lies there; of several as near the one on top. Asks only
    /// what runs close by.
    pub(super) fn link_at(&self, at: Pos2, level: Level, reach: f32) -> Option<&LinkSpot> {
        if self.party_at(at).is_some() {
            return None;
        }
        let point = world::point(at);
        let mut nearest: Option<(f64, &LinkId)> = None;
        for place in self.lines.near(at, reach).into_iter().rev() {
            let Some(shape) = self.list.shapes.get(place) else { continue };
            let PictureSubject::Link(id) = &shape.subject else { continue };
            let within = nearest.map_or(f64::from(reach), |(distance, _)| distance);
            if !shape.levels.contains(level) || !shape.geometry.may_reach(point, within) {
                continue;
            }
            let distance = shape.geometry.distance(point);
            if distance <= within && nearest.is_none_or(|(least, _)| distance < least) {
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
            Subject::Party(party) => self.area_of(party),
            Subject::Link(link) | Subject::Expectation(link, _) => {
                let ends = [self.area_of(&link.supplier), self.area_of(&link.customer)];
                let around = ends.into_iter().flatten().fold(Rect::NOTHING, Rect::union);
                self.link(link)
                    .map(|spot| Rect::from_center_size(spot.anchor, egui::Vec2::ZERO).union(around))
            }
        }
    }

    /// The shapes of a party and of its links, by place in the list, sorted.
    pub(super) fn shapes_moving_with(&self, party: &PartyId) -> Vec<usize> {
        let moves = |subject: &PictureSubject| match subject {
            PictureSubject::Party(id) => id == party,
            PictureSubject::Link(id) => id.supplier == *party || id.customer == *party,
            _ => false,
        };
        let shapes = self.list.shapes.iter().enumerate();
        shapes.filter(|(_, shape)| moves(&shape.subject)).map(|(place, _)| place).collect()
    }
}

fn subject_in_picture(subject: &Subject) -> PictureSubject {
    match subject {
        Subject::Party(party) => PictureSubject::Party(party.clone()),
        Subject::Link(link) | Subject::Expectation(link, _) => PictureSubject::Link(link.clone()),
    }
}

/// What is chosen lights its whole chain, up- and downstream; `None` when nothing is chosen.
fn lit_by(org: &Org, selection: &Selection) -> Option<Lit> {
    let mut lit: Option<Lit> = None;
    for subject in selection.subjects() {
        let Some(chain) = Lit::chain(org, &subject_in_picture(subject)) else { continue };
        match &mut lit {
            None => lit = Some(chain),
            Some(all) => {
                all.parties.extend(chain.parties);
                all.links.extend(chain.links);
            }
        }
    }
    lit
}

fn words_of(name: &str) -> Vec<(String, f32)> {
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
