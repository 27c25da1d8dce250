//! What of the map is drawn: all of it, or a part, with folded departments as one box each and the links between two boxes as one
//! line. Nothing is lost: every party and link that is not drawn itself is found under the box or line that stands for it.
//!
//! Deliberately absent: states and looks; what is hidden is hidden whatever its state, and the boxes say what is inside.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::{SmallVec, smallvec};

use crate::model::{LinkId, Org, PartyId, PartyLookup};

/// A box of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownBox {
    /// A party.
    Party(PartyId),
    /// A department that is folded.
    Folded(FoldedDepartment),
}

impl ShownBox {
    /// The parties it stands for, by id.
    #[must_use]
    pub fn parties(&self) -> &[PartyId] {
        match self {
            Self::Party(party) => std::slice::from_ref(party),
            Self::Folded(department) => &department.members,
        }
    }
}

/// A department drawn as one box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedDepartment {
    /// What it is called.
    pub name: String,
    /// Those of its parties that would be drawn, by id; at least one.
    pub members: Vec<PartyId>,
    /// The links from one of them to another, by id.
    pub inside: Vec<LinkId>,
}

/// A line of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine {
    /// The place of the box it leaves.
    pub supplier: usize,
    /// The place of the box it reaches; another one.
    pub customer: usize,
    /// The links it stands for, by id; at least one, and several only where a department is folded.
    pub links: SmallVec<[LinkId; 1]>,
}

/// What of the map is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    boxes: Vec<ShownBox>,
    /// Where the folded departments begin among the boxes: asked in every frame, so nobody looks through the others.
    folded_from: usize,
    lines: Vec<ShownLine>,
    places: Places,
    is_part: bool,
    hidden: usize,
}

impl Shown {
    /// The whole map, every department unfolded: boxes in the order of [`Org::parties`], lines in that of [`Org::links`].
    #[must_use]
    pub fn everything(org: &Org) -> Self {
        Self::of(org, None, &BTreeSet::new())
    }

    /// Of `org` the parties of `kept`, or all of them, with the links between them. Teams of a department in `folded` are one box, which comes
    /// after all others. O((parties + links) log).
    #[must_use]
    pub fn of(org: &Org, kept: Option<&BTreeSet<PartyId>>, folded: &BTreeSet<String>) -> Self {
        Self::default().followed_by(org, kept, folded)
    }

    /// [`Shown::of`] another state of the map, or another part of it, made the sooner the less differs from this one.
    #[must_use]
    pub fn followed_by(
        &self,
        org: &Org,
        kept: Option<&BTreeSet<PartyId>>,
        folded: &BTreeSet<String>,
    ) -> Self {
        let mut boxes = Vec::with_capacity(org.parties().len());
        let mut members: BTreeMap<&str, Vec<PartyId>> = BTreeMap::new();
        let mut parties = Vec::with_capacity(org.parties().len());
        for (id, party) in org.parties() {
            if kept.is_some_and(|kept| !kept.contains(id)) {
                continue;
            }
            parties.push(id.clone());
            match party.department.as_deref().filter(|name| folded.contains(*name)) {
                Some(name) => members.entry(name).or_default().push(id.clone()),
                None => boxes.push(ShownBox::Party(id.clone())),
            }
        }
        let hidden = org.parties().len() - parties.len();
        let folded_from = boxes.len();
        boxes.extend(members.into_iter().map(|(name, members)| {
            ShownBox::Folded(FoldedDepartment { name: name.to_owned(), members, inside: Vec::new() })
        }));
        let is_alike = self.places.parties == parties && !self.has_folded() && folded_from == boxes.len();
        let places =
            if is_alike { self.places.clone() } else { Places::of(parties, boxes.get(folded_from..)) };
        let lines =
            if is_alike { lines_after(&self.lines, org, &places) } else { lines(org, &mut boxes, &places) };
        Self { boxes, folded_from, lines, places, is_part: kept.is_some(), hidden }
    }

    fn has_folded(&self) -> bool {
        self.folded_from < self.boxes.len()
    }

    /// The boxes: what [`super::request_of`] asks a layout for, in this order.
    #[must_use]
    pub fn boxes(&self) -> &[ShownBox] {
        &self.boxes
    }

    /// The lines, by the places of their boxes.
    #[must_use]
    pub fn lines(&self) -> &[ShownLine] {
        &self.lines
    }

    /// The place of the box that stands for a party; `None` when it is hidden.
    #[must_use]
    pub fn place_of(&self, party: &PartyId) -> Option<usize> {
        self.places.of_party(party)
    }

    /// The box that stands for a party; `None` when it is hidden.
    #[must_use]
    pub fn box_of(&self, party: &PartyId) -> Option<&ShownBox> {
        self.boxes.get(self.place_of(party)?)
    }

    /// The folded department that a party is in; `None` when it has a box of its own or is hidden.
    #[must_use]
    pub fn folded_around(&self, party: &PartyId) -> Option<&FoldedDepartment> {
        match self.box_of(party)? {
            ShownBox::Folded(department) => Some(department),
            ShownBox::Party(_) => None,
        }
    }

    /// The line that stands for a link; `None` when an end is hidden, or both are in one folded department.
    #[must_use]
    pub fn line_of(&self, link: &LinkId) -> Option<&ShownLine> {
        let ends = (self.place_of(&link.supplier)?, self.place_of(&link.customer)?);
        let place = self.lines.binary_search_by(|line| (line.supplier, line.customer).cmp(&ends)).ok()?;
        self.lines.get(place).filter(|line| line.links.contains(link))
    }

    /// The folded departments, by name.
    pub fn folded(&self) -> impl Iterator<Item = &FoldedDepartment> {
        self.boxes.iter().skip(self.folded_from).filter_map(|shown| match shown {
            ShownBox::Folded(department) => Some(department),
            ShownBox::Party(_) => None,
        })
    }

    /// How many parties are left out. Those in a folded department are not: their box stands for them.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// How many parties are drawn, in a folded department or by themselves.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.places.parties.len()
    }

    /// Whether it is what a focus leaves, even if that is everybody.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// Whether every party and link of the map has a box or line of its own.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.hidden == 0 && !self.is_part && !self.has_folded()
    }
}

/// Which box stands for a party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    /// Those that are drawn, by id.
    parties: Vec<PartyId>,
    lookup: PartyLookup,
    /// The place of the box of each.
    places: Vec<usize>,
}

impl Places {
    /// Those of `parties`, by id, of which the members of `folded` departments are in the boxes behind those of all others.
    fn of(parties: Vec<PartyId>, folded: Option<&[ShownBox]>) -> Self {
        let lookup = PartyLookup::of(&parties);
        let folded = folded.unwrap_or_default();
        let mut places = vec![None; parties.len()];
        let own = parties.len() - folded.iter().map(|department| department.parties().len()).sum::<usize>();
        for (department, place) in folded.iter().zip(own..) {
            for member in department.parties() {
                if let Some(at) = lookup.place(&parties, member).and_then(|at| places.get_mut(at)) {
                    *at = Some(place);
                }
            }
        }
        let mut next = 0..own;
        let places = places.into_iter().filter_map(|place| place.or_else(|| next.next())).collect();
        Self { parties, lookup, places }
    }

    fn of_party(&self, party: &PartyId) -> Option<usize> {
        self.places.get(self.lookup.place(&self.parties, party)?).copied()
    }
}

/// The ends of links, in the order of ids, as the places of boxes. Links of one supplier come together.
struct Ends<'a> {
    places: &'a Places,
    last: Option<(&'a PartyId, Option<usize>)>,
}

impl<'a> Ends<'a> {
    fn of(&mut self, link: &'a LinkId) -> Option<(usize, usize)> {
        let supplier = match self.last {
            Some((known, place)) if *known == link.supplier => place,
            _ => self.places.of_party(&link.supplier),
        };
        self.last = Some((&link.supplier, supplier));
        supplier.zip(self.places.of_party(&link.customer))
    }
}

/// The lines between boxes. Links within a box are noted there.
fn lines(org: &Org, boxes: &mut [ShownBox], places: &Places) -> Vec<ShownLine> {
    let mut found: Vec<(usize, usize, &LinkId)> = Vec::with_capacity(org.links().len());
    let mut ends = Ends { places, last: None };
    for id in org.links().keys() {
        let Some((supplier, customer)) = ends.of(id) else { continue };
        if supplier != customer {
            found.push((supplier, customer, id));
        } else if let Some(ShownBox::Folded(department)) = boxes.get_mut(supplier) {
            department.inside.push(id.clone());
        }
    }
    // Stable: within a line the links stay in the order of ids.
    found.sort_by_key(|(supplier, customer, _)| (*supplier, *customer));
    let mut lines: Vec<ShownLine> = Vec::with_capacity(found.len());
    for (supplier, customer, link) in found {
        match lines.last_mut() {
            Some(line) if (line.supplier, line.customer) == (supplier, customer) => {
                line.links.push(link.clone())
            }
            _ => lines.push(ShownLine { supplier, customer, links: smallvec![link.clone()] }),
        }
    }
    lines
}

/// The lines between boxes of one party each, which were the same when `earlier` were their lines: those of links that were there
/// already are taken over, without looking for their ends.
fn lines_after(earlier: &[ShownLine], org: &Org, places: &Places) -> Vec<ShownLine> {
    let mut earlier = earlier.iter().peekable();
    let stands_for = |line: &ShownLine, id: &LinkId| line.links.first() == Some(id);
    let mut ends = Ends { places, last: None };
    let mut lines = Vec::with_capacity(org.links().len());
    for id in org.links().keys() {
        if !earlier.peek().is_some_and(|line| stands_for(line, id)) {
            while earlier.next_if(|line| line.links.first() < Some(id)).is_some() {}
        }
        if let Some(line) = earlier.next_if(|line| stands_for(line, id)) {
            lines.push(line.clone());
        } else if let Some((supplier, customer)) = ends.of(id) {
            lines.push(ShownLine { supplier, customer, links: smallvec![id.clone()] });
        }
    }
    lines
}
