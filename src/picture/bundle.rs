//! Several links as one line: the worst of them speaks for all, and the count says how many fare so.
//!
//! Deliberately absent: which links lie on one line; that is in `shown`.

use super::link::{Loudness, loudness};
use crate::diagnosis::{Diagnosis, LinkRole, LinkState, all_of};
use crate::model::{LinkId, Org};

use super::text::clean;

/// How some links fare together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub links: usize,
    /// How many are broken, the probable causes among them.
    pub broken: usize,
    /// How many are probable causes.
    pub causes: usize,
    /// How many struggle.
    pub strained: usize,
    /// How many nobody was asked about.
    pub unknown: usize,
}

impl Tally {
    /// Counts `links` as `diagnosis` judges them; one that it does not know was not asked about.
    #[must_use]
    pub fn of<'links>(links: impl IntoIterator<Item = &'links LinkId>, diagnosis: &Diagnosis) -> Self {
        let mut tally = Self::default();
        for link in links {
            let (state, role) = judged(link, diagnosis);
            tally.links += 1;
            match state {
                LinkState::Broken => tally.broken += 1,
                LinkState::Strained => tally.strained += 1,
                LinkState::Unknown => tally.unknown += 1,
                LinkState::Sound => {}
            }
            tally.causes += usize::from(loudness(state, role) == Loudness::Root);
        }
        tally
    }

    /// `4 links, 1 broken`: the count, and how many are in the worst state; of a single link its state.
    #[must_use]
    pub fn in_words(self) -> String {
        let (count, one, many) = self.worst();
        match (self.links, count) {
            (1, _) => format!("1 link, {one}"),
            (2, 2) => format!("2 links, both {many}"),
            (links, count) if links == count => format!("{links} links, all {many}"),
            (links, 1) => format!("{links} links, 1 {one}"),
            (links, count) => format!("{links} links, {count} {many}"),
        }
    }

    /// How many are in the worst state, and the word for one and for several of them.
    fn worst(self) -> (usize, &'static str, &'static str) {
        if self.broken > 0 {
            (self.broken, "broken", "broken")
        } else if self.strained > 0 {
            (self.strained, "struggles", "struggle")
        } else if self.unknown > 0 {
            (self.unknown, "not asked", "not asked")
        } else {
            (self.links, "works", "work")
        }
    }

    /// `1 cause, 2 broken inside`: what the box of a folded department must not keep to itself; `None` when nothing in it is broken.
    #[must_use]
    pub fn alarm(self) -> Option<String> {
        let causes = match self.causes {
            0 => None,
            1 => Some("1 cause".to_owned()),
            causes => Some(format!("{causes} causes")),
        };
        let broken = (self.broken > self.causes).then(|| format!("{} broken", self.broken));
        let words: Vec<String> = causes.into_iter().chain(broken).collect();
        (!words.is_empty()).then(|| format!("{} inside", words.join(", ")))
    }

    /// The worst state among them; `None` when there are none.
    #[must_use]
    pub fn state(self) -> Option<LinkState> {
        match self {
            Self { links: 0, .. } => None,
            Self { broken: 1.., .. } => Some(LinkState::Broken),
            Self { strained: 1.., .. } => Some(LinkState::Strained),
            Self { unknown: 1.., .. } => Some(LinkState::Unknown),
            _ => Some(LinkState::Sound),
        }
    }

    /// What a department's box says of the links in it, the most telling first, each shorter than the one before: `1 cause, 3 broken
    /// inside`, `1 cause, 3 broken`, `3 broken`.
    #[must_use]
    pub fn in_few_words(self) -> Vec<String> {
        let (count, one, many) = self.worst();
        let few = format!("{count} {}", if count == 1 { one } else { many });
        let words = match (self.state(), self.alarm()) {
            (None, _) => return Vec::new(),
            (_, Some(alarm)) => vec![alarm.clone(), alarm.trim_end_matches(" inside").to_owned(), few],
            (Some(LinkState::Sound), None) if self.links > 1 => {
                let short = if self.links == 2 { "both work" } else { "all work" };
                vec![format!("{} links work", all_of(self.links)), short.to_owned()]
            }
            (Some(_), None) => vec![self.in_words(), few],
        };
        let mut kept: Vec<String> = Vec::new();
        for words in words {
            if kept.last().is_none_or(|last| words.len() < last.len()) {
                kept.push(words);
            }
        }
        kept
    }
}

/// The link that speaks for all of `links`: the loudest, of equally loud ones the first by id.
#[must_use]
pub fn spokesman<'links>(links: &'links [LinkId], diagnosis: &Diagnosis) -> Option<&'links LinkId> {
    let loud = |link: &LinkId| {
        let (state, role) = judged(link, diagnosis);
        loudness(state, role)
    };
    // The last of equals is taken: from the back that is the first by id.
    links.iter().rev().max_by_key(|link| loud(link))
}

fn judged<'facts>(link: &LinkId, diagnosis: &'facts Diagnosis) -> (LinkState, &'facts LinkRole) {
    static NO_ROLE: LinkRole = LinkRole::None;
    diagnosis.link(link).map_or((LinkState::Unknown, &NO_ROLE), |judged| (judged.state, &judged.role))
}

/// What the line is called aloud: "Links Finance to Sales, 4 links, 1 broken, worst Billing to Support".
#[must_use]
pub fn name(org: &Org, ends: (&str, &str), worst: &LinkId, tally: Tally) -> String {
    let cause = match tally.causes {
        0 => String::new(),
        1 => ", 1 probable cause".to_owned(),
        causes => format!(", {causes} probable causes"),
    };
    let (supplier, customer) = (clean(ends.0), clean(ends.1));
    let worst = format!("{} to {}", clean(org.name_of(&worst.supplier)), clean(org.name_of(&worst.customer)));
    format!("Links {supplier} to {customer}, {}{cause}, the worst is {worst}", tally.in_words())
}
