//! Slides: one thing of the map at a time, so large that the back row reads it.
//!
//! What a slide says comes from outside ([`Content`]); here it is set: heading, figure, lines, on as many slides as it takes, since
//! nothing is ever cut off. The figure is a neighbourhood of the map, drawn with the map's own boxes, lines and marks. Words are in
//! the ink of the theme throughout: colours of states are for marks and lines, and too pale for a far wall.
//! Deliberately absent: what to say, keys, windows.

mod route;
mod scale;
mod services;
mod sheet;
mod words;

use std::ops::Range;

use super::display::{DisplayList, Subject};
use super::theme::Theme;
use crate::diagnosis::{Diagnosis, LinkRole, LinkState};
use crate::layout::Rect;
use crate::model::{LinkId, Org, PartyId};

pub use scale::{HEADING, Hall, LARGE, NAME_SHARE, STRONG, TEXT, TEXT_SHARE};

/// What a slide says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// A few words above the heading; may be empty.
    pub kicker: String,
    /// What it is about.
    pub heading: String,
    /// What is shown of the map.
    pub figure: Figure,
    /// What is said of it.
    pub lines: Vec<Line>,
}

/// A line of a slide; it may take several on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The state whose mark stands before it, if any.
    pub state: Option<LinkState>,
    /// The words.
    pub text: String,
    /// How it looks.
    pub look: LineLook,
}

/// How a line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineLook {
    /// As most do.
    #[default]
    Plain,
    /// With weight.
    Strong,
    /// As large as the heading.
    Large,
}

impl Line {
    /// A plain line.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line with weight.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: LineLook::Strong, ..Self::default() }
    }

    /// A sentence by itself.
    #[must_use]
    pub fn large(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: LineLook::Large, ..Self::default() }
    }

    /// A line behind the mark of a state.
    #[must_use]
    pub fn of(state: LinkState, text: impl Into<String>) -> Self {
        Self { state: Some(state), ..Self::plain(text) }
    }
}

/// What is shown of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Figure {
    /// Nothing.
    #[default]
    None,
    /// A way along links.
    Route {
        /// Where it begins.
        from: PartyId,
        /// The links, each beginning where the one before ended. At least one.
        links: Vec<LinkId>,
    },
    /// Who serves a party.
    Services {
        /// Whom.
        customer: PartyId,
        /// The links into it, in the order in which they are to stand. At least one.
        links: Vec<LinkId>,
    },
}

impl Figure {
    /// The way along one link.
    #[must_use]
    pub fn link(link: &LinkId) -> Self {
        Self::Route { from: link.supplier.clone(), links: vec![link.clone()] }
    }

    /// The links in it.
    #[must_use]
    pub fn links(&self) -> &[LinkId] {
        match self {
            Self::None => &[],
            Self::Route { links, .. } | Self::Services { links, .. } => links,
        }
    }
}

/// One thing on a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is, in words: for screen readers.
    pub name: String,
    /// What part it plays.
    pub kind: ItemKind,
    /// Where it is, units of the picture.
    pub area: Rect,
    /// Its shapes in the list.
    pub shapes: Range<usize>,
}

/// What part a thing plays on a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// The heading, or the words above it.
    Heading,
    /// A line of words.
    Words,
    /// A box.
    Party,
    /// A link, with its mark and words.
    Link,
}

/// A slide: what is drawn, and what stands where. Its left upper corner is at 0, 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Everything that is drawn, item after item.
    pub list: DisplayList,
    /// What stands where, in reading order.
    pub items: Vec<Item>,
    /// Its size, units of the picture.
    pub size: crate::layout::Size,
}

/// What the slides are made from besides their content.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'facts> {
    /// Names.
    pub org: &'facts Org,
    /// States and causes.
    pub diagnosis: &'facts Diagnosis,
    /// Colours.
    pub theme: &'facts Theme,
    /// How far away the last row sits.
    pub hall: Hall,
    /// Width of the window divided by its height.
    pub aspect: f64,
}

/// The slides that `content` takes: at least one. O(words + links).
#[must_use]
pub fn slides(content: &Content, setting: Setting<'_>) -> Vec<Slide> {
    sheet::slides(content, setting)
}

/// How a link fares and what part it plays; not asked where it is not on the map.
fn judged<'facts>(link: &LinkId, setting: Setting<'facts>) -> (LinkState, &'facts LinkRole) {
    match setting.diagnosis.link(link) {
        Some(judged) => (judged.state, &judged.role),
        None => (LinkState::Unknown, &LinkRole::None),
    }
}

/// What a link is called and how it fares.
fn link_name(link: &LinkId, setting: Setting<'_>) -> String {
    let (supplier, customer) = (setting.org.name_of(&link.supplier), setting.org.name_of(&link.customer));
    let (state, role) = judged(link, setting);
    let cause = if matches!(role, LinkRole::Root { .. }) { ", probable cause" } else { "" };
    format!("Link {supplier} to {customer}, {}{cause}", state.word())
}

/// Adds shapes and notes that they are one thing.
fn item(
    slide: &mut Slide,
    kind: ItemKind,
    name: impl Into<String>,
    area: Rect,
    draw: impl FnOnce(&mut DisplayList),
) {
    let from = slide.list.shapes.len();
    draw(&mut slide.list);
    let shapes = from..slide.list.shapes.len();
    slide.items.push(Item { name: name.into(), kind, area, shapes });
}

/// The subject of what belongs to no party and no link.
const NOBODY: Subject = Subject::None;
