//! The words at links' marks that are always to be seen: which link is a probable cause, and what is only supposed.
//!
//! Deliberately absent: how they are set and where there is room for them; see `lettering`.

use std::collections::BTreeSet;

use egui::Pos2;

use super::drawing::Drawing;
use super::supposed::Supposed;
use super::world;
use crate::diagnosis::{Assumed, Diagnosis, FixKind, LinkRole};
use crate::model::{LinkId, PartyId};
use crate::picture::Lit;

/// A word at a link's mark.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// The place of the mark.
    pub(super) at: Pos2,
    /// What it says.
    pub(super) words: String,
    /// Whether it says what is supposed, or what is.
    pub(super) is_supposed: bool,
    /// Where it stands and what it says where departments are one box each.
    pub(super) from_afar: (Pos2, String),
    /// Whether that is the upper edge of the box of a department that holds both ends.
    pub(super) is_inside: bool,
}

/// Which link speaks for which others where departments are one box each.
struct Speakers<'a>(Vec<(&'a LinkId, &'a LinkId)>);

impl<'a> Speakers<'a> {
    fn of(drawing: &'a Drawing) -> Self {
        let lines = drawing.list.gathered_lines.iter();
        let mut pairs: Vec<_> =
            lines.flat_map(|(speaker, line)| line.links.iter().map(move |link| (link, speaker))).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn of_link(&self, link: &LinkId) -> Option<&'a LinkId> {
        let at = self.0.binary_search_by(|(own, _)| (*own).cmp(link)).ok()?;
        self.0.get(at).map(|(_, speaker)| *speaker)
    }
}

impl Drawing {
    /// Marks what is only supposed, for the eye and for the ear.
    pub(super) fn flag_suppositions(&mut self, supposed: &Supposed) {
        let assumed = supposed.assumptions.iter().map(|(link, assumed)| match assumed {
            Assumed::Sound => (link, "what if: mended"),
            Assumed::Broken => (link, "what if: failed"),
        });
        let clearing =
            supposed.outcome.expected_to_clear.iter().map(|link| (link, "should clear: ask again"));
        let all: Vec<(&LinkId, &str)> = assumed.chain(clearing).collect();
        let speakers = Speakers::of(self);
        let flag = |(link, words): &(&LinkId, &str)| {
            let at = self.link(link)?.anchor;
            let (from_afar, is_inside) = self.far_place(link, at, words, &speakers);
            Some(Flag { at, words: (*words).to_owned(), is_supposed: true, from_afar, is_inside })
        };
        let flags: Vec<Flag> = all.iter().filter_map(flag).collect();
        self.flags.extend(flags);
        for (link, words) in all {
            if let Some(spot) = self.place_of_link(link).and_then(|place| self.links.get_mut(place)) {
                spot.name.push_str(", ");
                spot.name.push_str(words);
            }
        }
    }

    /// The flags of the probable causes, in the picture's words.
    pub(super) fn flag_causes(&mut self, diagnosis: &Diagnosis, lit: Option<&Lit>) {
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
        let speakers = Speakers::of(self);
        // Of the causes on one line, or in one folded department, the first has the flag.
        let mut flagged = BTreeSet::new();
        let flags = roots.filter_map(|(id, group)| {
            let (at, words) = match self.link(id) {
                Some(spot) => (spot.anchor, flag(group)),
                None => (self.fold_around(id)?.face.area.center_top(), format!("{} inside", flag(group))),
            };
            let (from_afar, is_inside) = self.far_place(id, at, &words, &speakers);
            let is_first = flagged.insert((at.x.to_bits(), at.y.to_bits()));
            is_first.then_some(Flag { at, words, is_supposed: false, from_afar, is_inside })
        });
        let flags: Vec<Flag> = flags.collect();
        self.flags.extend(flags);
    }

    /// Where departments are one box each a flag of a link inside stands on the edge of the box and says so; that of another link stands at
    /// the mark of the one that speaks for it.
    fn far_place(
        &self,
        link: &LinkId,
        at: Pos2,
        words: &str,
        speakers: &Speakers<'_>,
    ) -> ((Pos2, String), bool) {
        let home = |party: &PartyId| self.party(party).and_then(|spot| spot.gathered);
        let both = home(&link.supplier).filter(|place| home(&link.customer) == Some(*place));
        let department = both.and_then(|place| self.list.gathered.get(place));
        if let Some(area) = department.and_then(|department| department.areas.first()) {
            return ((world::rect(*area).center_top(), format!("{words} inside")), true);
        }
        let speaker = speakers.of_link(link).and_then(|speaker| self.link(speaker));
        ((speaker.map_or(at, |spot| spot.anchor), words.to_owned()), false)
    }
}
