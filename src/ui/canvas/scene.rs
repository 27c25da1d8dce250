//! The picture at hand: built again only when facts, layout, choice or theme have changed, and indexed for the canvas.
//!
//! Deliberately absent: the camera. Everything here is in world units.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Rect};

use super::folds::{FoldSpot, LabelSpot};
use super::supposed::{Lighted, Supposed};
use super::world;
use crate::diagnosis::{Assumed, Diagnosis, FixKind, LinkRole};
use crate::model::{LinkId, Org, PartyId, View};
use crate::picture::text::{TextStyle, Weight, clean};
use crate::picture::{
    Color, DisplayList, Geometry, Level, Lit, Part, PictureInput, Seen, Shown, ShownBox,
    Subject as PictureSubject, ThemeName, build_shown,
};
use crate::session::{Selection, Session, Subject};
use crate::ui::tokens::Tokens;

/// What a scene was made of. Equal: it is still right.
#[derive(Clone, Debug, PartialEq)]
struct MadeOf {
    revision: u64,
    layout_revision: u64,
    selection: Selection,
    view: View,
    theme: ThemeName,
    parties: usize,
    /// The serial numbers of what is supposed and of what is lit besides the choice.
    supposed: Option<u64>,
    lighted: Option<u64>,
}

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
    /// All links that its line stands for; empty when it stands for this one alone.
    pub(super) bundle: Vec<LinkId>,
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

/// The picture and its index.
pub(super) struct Scene {
    made_of: Option<MadeOf>,
    /// Rises with every new picture.
    pub(super) serial: u64,
    /// What is drawn.
    pub(super) list: DisplayList,
    /// The bounds of each shape.
    pub(super) bounds: Vec<Rect>,
    /// Holds everything; `Rect::NOTHING` when nothing is drawn.
    pub(super) extent: Rect,
    /// The parties, in the order of the outline.
    pub(super) parties: Vec<PartySpot>,
    /// The folded departments, by name.
    pub(super) folds: Vec<FoldSpot>,
    /// The names of the departments that are not folded, one each.
    pub(super) labels: Vec<LabelSpot>,
    /// The links, by id; of those that share a line the one that speaks for all.
    pub(super) links: Vec<LinkSpot>,
    /// Who speaks for the others on a line.
    spoken_for: BTreeMap<LinkId, LinkId>,
    /// The flags of suppositions, and of the probable causes that are lit.
    pub(super) flags: Vec<Flag>,
    /// How many parties have no place yet.
    pub(super) not_drawn: usize,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            made_of: None,
            serial: 0,
            list: DisplayList::default(),
            bounds: Vec::new(),
            extent: Rect::NOTHING,
            parties: Vec::new(),
            folds: Vec::new(),
            labels: Vec::new(),
            links: Vec::new(),
            spoken_for: BTreeMap::new(),
            flags: Vec::new(),
            not_drawn: 0,
        }
    }
}

impl Scene {
    /// Brings the scene up to date. Returns whether it is a new one.
    pub(super) fn refresh(
        &mut self,
        session: &Session,
        tokens: &Tokens,
        supposed: Option<&Supposed>,
        lighted: Option<&Lighted>,
    ) -> bool {
        let made_of = MadeOf {
            revision: session.revision(),
            layout_revision: session.layout_revision(),
            selection: session.selection().clone(),
            view: session.view(),
            theme: tokens.theme.name,
            parties: session.org().parties().len(),
            supposed: supposed.map(|supposed| supposed.serial),
            lighted: lighted.map(|lighted| lighted.serial),
        };
        if self.made_of.as_ref() == Some(&made_of) {
            return false;
        }
        let lit = match lighted {
            Some(lighted) => Some(lighted.lit.clone()),
            None => lit_by(session),
        };
        let diagnosis = supposed.map_or(session.diagnosis(), |supposed| &supposed.outcome.diagnosis);
        self.list = picture_of(session, diagnosis, tokens, lit.as_ref());
        self.serial += 1;
        self.made_of = Some(made_of);
        self.index(session, tokens);
        self.flags.clear();
        if let Some(supposed) = supposed {
            self.flag_suppositions(supposed);
        }
        self.flag_causes(diagnosis, lit.as_ref());
        true
    }

    fn index(&mut self, session: &Session, tokens: &Tokens) {
        let org = session.org();
        self.bounds = self.list.shapes.iter().map(|shape| world::rect(shape.bounds)).collect();
        self.extent = self.bounds.iter().fold(Rect::NOTHING, |extent, bounds| extent.union(*bounds));
        let name = |subject: PictureSubject, fallback: &str| {
            self.list.names.get(&subject).cloned().unwrap_or_else(|| fallback.to_owned())
        };
        let mut inks = BTreeMap::new();
        for shape in &self.list.shapes {
            if let (PictureSubject::Party(_) | PictureSubject::Folded(_), Geometry::Text(run)) =
                (&shape.subject, &shape.geometry)
            {
                inks.entry(&shape.subject).or_insert(run.color);
            }
        }
        let ink = |subject: &PictureSubject| inks.get(subject).copied().unwrap_or(tokens.theme.ink);
        let drawn = session.shown().boxes().iter().zip(&session.layout().boxes);
        let mut parties: Vec<(OutlinePlace<'_>, PartySpot)> = Vec::new();
        self.folds.clear();
        for (drawn, area) in drawn {
            match drawn {
                ShownBox::Party(id) => {
                    let subject = PictureSubject::Party(id.clone());
                    let own = org.name_of(id);
                    let spot = PartySpot {
                        id: id.clone(),
                        area: world::rect(*area),
                        words: words_of(own),
                        ink: ink(&subject),
                        name: name(subject, own),
                    };
                    parties.push((outline_place(org, id), spot));
                }
                ShownBox::Folded(department) => {
                    let subject = PictureSubject::Folded(department.name.clone());
                    self.folds.push(FoldSpot {
                        department: department.name.clone(),
                        members: department.members.clone(),
                        area: world::rect(*area),
                        words: words_of(&department.name),
                        ink: ink(&subject),
                        name: name(subject, &department.name),
                    });
                }
            }
        }
        parties.sort_by(|one, other| one.0.cmp(&other.0));
        self.parties = parties.into_iter().map(|(_, spot)| spot).collect();
        let laid_out = self.parties.len() + self.folds.len();
        self.labels = labels_of(&self.list);
        self.not_drawn = session.shown().boxes().len().saturating_sub(laid_out);
        self.index_links(session.org(), session.shown());
    }

    fn index_links(&mut self, org: &Org, shown: &Shown) {
        self.spoken_for.clear();
        let mut links = Vec::with_capacity(self.list.anchors.len());
        for (id, anchor) in &self.list.anchors {
            let line = shown.line_of(id).filter(|line| line.links.len() > 1);
            let bundle = line.map(|line| line.links.clone()).unwrap_or_default();
            let others = bundle.iter().filter(|other| *other != id);
            self.spoken_for.extend(others.map(|other| (other.clone(), id.clone())));
            let fallback = || format!("Link {} to {}", org.name_of(&id.supplier), org.name_of(&id.customer));
            let name = self.list.names.get(&PictureSubject::Link(id.clone())).cloned();
            let name = name.unwrap_or_else(fallback);
            links.push(LinkSpot { id: id.clone(), anchor: world::pos(*anchor), name, bundle });
        }
        self.links = links;
    }

    /// Marks what is only supposed, for the eye and for the ear.
    fn flag_suppositions(&mut self, supposed: &Supposed) {
        let assumed = supposed.assumptions.iter().map(|(link, assumed)| match assumed {
            Assumed::Sound => (link, "what if: mended"),
            Assumed::Broken => (link, "what if: failed"),
        });
        let clearing = supposed.outcome.expected_to_clear.iter().map(|link| (link, "may clear: ask again"));
        for (link, words) in assumed.chain(clearing) {
            let link = self.spoken_for.get(link).unwrap_or(link);
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
        // Of the causes on one line, or in one folded department, the first has the flag.
        let mut flagged = BTreeSet::new();
        let flags = roots.filter_map(|(id, group)| {
            let (at, words) = match self.link(id) {
                Some(spot) => (spot.anchor, flag(group)),
                None => (self.fold_around(id)?.area.center_top(), format!("{} inside", flag(group))),
            };
            let is_first = flagged.insert((at.x.to_bits(), at.y.to_bits()));
            is_first.then_some(Flag { at, words, is_supposed: false })
        });
        let flags: Vec<Flag> = flags.collect();
        self.flags.extend(flags);
    }

    /// The box of a party, world units.
    pub(super) fn area_of(&self, party: &PartyId) -> Option<Rect> {
        self.parties.iter().find(|spot| spot.id == *party).map(|spot| spot.area)
    }

    /// The box that stands for a party: its own, or that of its folded department. World units.
    pub(super) fn area_standing_for(&self, party: &PartyId) -> Option<Rect> {
        let folded = || self.folds.iter().find(|spot| spot.members.binary_search(party).is_ok());
        self.area_of(party).or_else(|| folded().map(|spot| spot.area))
    }

    /// The folded department that holds both ends of a link.
    fn fold_around(&self, link: &LinkId) -> Option<&FoldSpot> {
        let holds = |spot: &FoldSpot, end: &PartyId| spot.members.binary_search(end).is_ok();
        self.folds.iter().find(|spot| holds(spot, &link.supplier) && holds(spot, &link.customer))
    }

    /// The folded department whose box holds `at`.
    pub(super) fn fold_at(&self, at: Pos2) -> Option<&FoldSpot> {
        self.folds.iter().find(|spot| spot.area.contains(at))
    }

    /// The link with this id, or the one that speaks for it.
    pub(super) fn link(&self, id: &LinkId) -> Option<&LinkSpot> {
        let id = self.spoken_for.get(id).unwrap_or(id);
        let place = self.links.binary_search_by(|spot| spot.id.cmp(id)).ok()?;
        self.links.get(place)
    }

    /// The party whose box holds `at`, the topmost first.
    pub(super) fn party_at(&self, at: Pos2) -> Option<&PartySpot> {
        self.parties.iter().rev().find(|spot| spot.area.contains(at))
    }

    /// The nearest link within `reach` world units of `at`.
    pub(super) fn link_at(&self, at: Pos2, level: Level, reach: f32) -> Option<&LinkSpot> {
        match self.list.subject_at(world::point(at), level, f64::from(reach))? {
            PictureSubject::Link(id) => self.link(id),
            _ => None,
        }
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
                self.link(link)
                    .map(|spot| Rect::from_center_size(spot.anchor, egui::Vec2::ZERO).union(around))
            }
        }
    }

    /// The shapes of parties and of their links, by place in the list, sorted.
    pub(super) fn shapes_moving_with(&self, parties: &BTreeSet<PartyId>) -> Vec<usize> {
        let moves = |subject: &PictureSubject| match subject {
            PictureSubject::Party(id) => parties.contains(id),
            PictureSubject::Link(id) => {
                let others = self.link(id).map_or(&[][..], |spot| &spot.bundle);
                let ends_in = |id: &LinkId| parties.contains(&id.supplier) || parties.contains(&id.customer);
                ends_in(id) || others.iter().any(ends_in)
            }
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
fn lit_by(session: &Session) -> Option<Lit> {
    let chosen: Vec<PictureSubject> = session.selection().subjects().iter().map(subject_in_picture).collect();
    Lit::chains(session.org(), &chosen)
}

/// What of the picture is chosen: a folded department is when all that it holds is.
fn chosen_in_picture(session: &Session) -> BTreeSet<PictureSubject> {
    let selection = session.selection();
    let mut chosen: BTreeSet<PictureSubject> = selection.subjects().iter().map(subject_in_picture).collect();
    let is_chosen = |party: &PartyId| selection.contains(&Subject::Party(party.clone()));
    let folded = session.shown().folded().filter(|department| department.members.iter().all(is_chosen));
    chosen.extend(folded.map(|department| PictureSubject::Folded(department.name.clone())));
    chosen
}

fn picture_of(session: &Session, diagnosis: &Diagnosis, tokens: &Tokens, lit: Option<&Lit>) -> DisplayList {
    let input = PictureInput {
        org: session.org(),
        diagnosis,
        layout: session.layout(),
        theme: tokens.theme,
        selected: &session.selection().primary().map_or(PictureSubject::None, subject_in_picture),
        lit,
        hidden: &BTreeSet::new(),
    };
    build_shown(&input, &Seen { shown: session.shown(), chosen: &chosen_in_picture(session) })
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
