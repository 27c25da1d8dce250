//! What of the map is drawn: all of it, or a part, with folded departments as one box each and the links between two boxes as one
//! line. Nothing is lost: every party and link that is not drawn itself is found under the box or line that stands for it.
//!
//! Deliberately absent: states and looks; what is hidden is hidden whatever its state, and the boxes say what is inside.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{LinkId, Org, PartyId};

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
    pub links: Vec<LinkId>,
}

/// What of the map is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    boxes: Vec<ShownBox>,
    /// Where the folded departments begin among the boxes: asked in every frame, so nobody looks through the others.
    folded_from: usize,
    lines: Vec<ShownLine>,
    place_of: BTreeMap<PartyId, usize>,
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
        let mut boxes = Vec::new();
        let mut members: BTreeMap<&str, Vec<PartyId>> = BTreeMap::new();
        let mut hidden = 0;
        for (id, party) in org.parties() {
            if kept.is_some_and(|kept| !kept.contains(id)) {
                hidden += 1;
                continue;
            }
            match party.department.as_deref().filter(|name| folded.contains(*name)) {
                Some(name) => members.entry(name).or_default().push(id.clone()),
                None => boxes.push(ShownBox::Party(id.clone())),
            }
        }
        let folded_from = boxes.len();
        boxes.extend(members.into_iter().map(|(name, members)| {
            ShownBox::Folded(FoldedDepartment { name: name.to_owned(), members, inside: Vec::new() })
        }));
        let places = boxes.iter().enumerate();
        let place_of: BTreeMap<PartyId, usize> = places
            .flat_map(|(place, shown)| shown.parties().iter().map(move |id| (id.clone(), place)))
            .collect();
        let lines = lines(org, &mut boxes, &place_of);
        Self { boxes, folded_from, lines, place_of, is_part: kept.is_some(), hidden }
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
        self.place_of.get(party).copied()
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
        self.place_of.len()
    }

    /// Whether it is what a focus leaves, even if that is everybody.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// Whether every party and link of the map has a box or line of its own.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.hidden == 0 && !self.is_part && self.folded().next().is_none()
    }
}

/// The lines between boxes. Links within a box are noted there.
fn lines(org: &Org, boxes: &mut [ShownBox], place_of: &BTreeMap<PartyId, usize>) -> Vec<ShownLine> {
    let mut found: Vec<(usize, usize, &LinkId)> = Vec::with_capacity(org.links().len());
    for id in org.links().keys() {
        let (Some(supplier), Some(customer)) = (place_of.get(&id.supplier), place_of.get(&id.customer))
        else {
            continue;
        };
        if supplier != customer {
            found.push((*supplier, *customer, id));
        } else if let Some(ShownBox::Folded(department)) = boxes.get_mut(*supplier) {
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
            _ => lines.push(ShownLine { supplier, customer, links: vec![link.clone()] }),
        }
    }
    lines
}
