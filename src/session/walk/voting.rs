//! Voting with dots: what can be voted on, and how many dots are left to give.
//!
//! Dots are facts of the organisation; how many people vote is said at the vote and kept nowhere. Deliberately absent: who gave
//! what, since nobody's vote is recorded.

use crate::diagnosis::{Diagnosis, FixKind};
use crate::exchange::report::{Evidence, told};
use crate::model::{Org, VoteSubject};

/// How many dots each person has unless somebody says otherwise.
pub const DOTS_EACH: u32 = 3;
/// The most causes that are voted on: more cannot be weighed by a room.
const MOST_CAUSES: usize = 12;

/// Something that can be voted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the dots are for.
    pub on: VoteSubject,
    /// What it is called.
    pub name: String,
    /// How many dots it has.
    pub dots: u32,
}

/// What can be voted on: the probable causes in the order of the fix list, and the open actions in theirs; whatever has dots besides.
/// The order does not follow the dots, so that no row moves while people raise their hands.
#[must_use]
pub fn candidates(org: &Org, diagnosis: &Diagnosis) -> Vec<Candidate> {
    let told = told(org, diagnosis);
    let evidence = Evidence::of(org, &told);
    let roots = told.fixes.iter().filter(|fix| fix.kind == FixKind::Root);
    let causes = roots.take(MOST_CAUSES).filter_map(|fix| {
        let on = VoteSubject::Cause(fix.links.first()?.clone());
        Some(Candidate { dots: org.dots(&on), on, name: named(&evidence.cause(fix).links) })
    });
    let open = org.actions.iter().filter(|(_, action)| action.status.is_open());
    let actions = open.map(|(id, action)| {
        let on = VoteSubject::Action(id.clone());
        Candidate { dots: org.dots(&on), on, name: action.what.clone() }
    });
    let mut candidates: Vec<Candidate> = causes.chain(actions).collect();
    for (on, dots) in &org.votes {
        if let VoteSubject::Finding(id) = on
            && let Some(finding) = told.findings.iter().find(|finding| finding.is_called(id))
        {
            let name = named(&finding.message());
            candidates.push(Candidate { on: on.clone(), name, dots: dots.get() });
        }
    }
    candidates
}

fn named(text: &str) -> String {
    text.replace(" \u{2192} ", " to ")
}

/// How many dots there are to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// How many people vote; 0 until somebody says so.
    pub people: u32,
    /// How many dots each has.
    pub each: u32,
}

impl Default for Ballot {
    fn default() -> Self {
        Self { people: 0, each: DOTS_EACH }
    }
}

impl Ballot {
    /// All dots there are to give.
    #[must_use]
    pub fn all(self) -> u32 {
        self.people.saturating_mul(self.each)
    }

    /// How many dots were given.
    #[must_use]
    pub fn given(candidates: &[Candidate]) -> u32 {
        candidates.iter().map(|candidate| candidate.dots).fold(0, u32::saturating_add)
    }

    /// How many are left, in words: `14 of 36 dots left`, `2 more than there are`; how many were given while nobody has said how many
    /// people vote.
    #[must_use]
    pub fn left_in_words(self, candidates: &[Candidate]) -> String {
        let given = Self::given(candidates);
        let dots = |count: u32| if count == 1 { "1 dot".to_owned() } else { format!("{count} dots") };
        match self.all() {
            0 => format!("{} given", dots(given)),
            all if given > all => format!("{} given, {} more than there are", dots(given), given - all),
            all => format!("{} of {} left", all - given, dots(all)),
        }
    }
}
