//! Guided capture: one question at a time, customer first, then upstream; then a word on every link; then what is needed, broken links
//! first.
//!
//! The next question follows from the organisation as it is: nothing about the interview is kept in the file, so that it can be left and
//! taken up anywhere, by anybody. Only what was passed over, and the way back, live here, as long as the document is open.
//!
//! Deliberately absent: showing a question, and doing what was answered. [`foresee`] says what an answer makes.

mod answers;
mod order;
mod words;

use std::collections::BTreeSet;

use crate::diagnosis::Diagnosis;
use crate::model::{LinkId, Org, PartyId};

pub use answers::{complete_answer, foresee};
pub use words::{Asked, asked};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Who outside gets what is made here?
    Customers,
    /// Who serves this one?
    Suppliers(PartyId),
    /// Whom does this one serve?
    Serves(PartyId),
    /// How does this link fare? One word.
    Word(LinkId),
    /// What does the customer need on this link?
    Needs(LinkId),
}

/// The three parts of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who serves whom.
    Chain,
    /// One word on every link.
    Words,
    /// What is needed.
    Needs,
}

impl Step {
    /// Which part of the interview it belongs to.
    #[must_use]
    pub fn part(&self) -> Part {
        match self {
            Self::Customers | Self::Suppliers(_) | Self::Serves(_) => Part::Chain,
            Self::Word(_) => Part::Words,
            Self::Needs(_) => Part::Needs,
        }
    }

    /// Whether what it asks about is still on the map.
    fn stands_in(&self, org: &Org) -> bool {
        match self {
            Self::Customers => true,
            Self::Suppliers(party) | Self::Serves(party) => org.party(party).is_some(),
            Self::Word(link) | Self::Needs(link) => org.link(link).is_some(),
        }
    }
}

/// Where an interview stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guide {
    asking: Option<Step>,
    /// Said to be complete: "nobody else", "nothing more".
    ended: BTreeSet<Step>,
    /// Passed over for now.
    skipped: BTreeSet<Step>,
    /// The questions before this one, the last one last.
    trail: Vec<Step>,
}

/// The longest way back, in questions.
const LONGEST_TRAIL: usize = 500;

impl Guide {
    /// Brings the question up to date with the map: one whose subject has left gives way to the next. A question that stands stays,
    /// even when it has an answer: people go on answering until they say that this is all.
    pub fn refresh(&mut self, org: &Org, diagnosis: &Diagnosis) {
        self.trail.retain(|step| step.stands_in(org));
        if !self.asking.as_ref().is_some_and(|step| step.stands_in(org)) {
            self.asking = self.next(org, diagnosis);
        }
    }

    /// What is asked now; `None` when nothing is left to ask.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.asking.as_ref()
    }

    /// Asks this now, whatever the map leaves open; what was asked comes again later.
    pub fn ask(&mut self, step: Step, org: &Org) {
        if step.stands_in(org) && self.asking.as_ref() != Some(&step) {
            self.remember_asking();
            self.ended.remove(&step);
            self.skipped.remove(&step);
            self.asking = Some(step);
        }
    }

    /// That is all there is to say to this question: on to the next.
    pub fn end(&mut self, org: &Org, diagnosis: &Diagnosis) {
        if let Some(step) = self.asking.take() {
            self.skipped.remove(&step);
            // That a link has a word stands on the map, and is asked again when it is undone there.
            if step.part() != Part::Words {
                self.ended.insert(step.clone());
            }
            self.remember(step);
        }
        self.asking = self.next(org, diagnosis);
    }

    /// Not now: on to the next question.
    pub fn skip(&mut self, org: &Org, diagnosis: &Diagnosis) {
        if let Some(step) = self.asking.take() {
            self.skipped.insert(step.clone());
            self.remember(step);
        }
        self.asking = self.next(org, diagnosis);
    }

    /// Enough of this part: on to the first question of a later one.
    pub fn skip_part(&mut self, org: &Org, diagnosis: &Diagnosis) {
        let Some(part) = self.asking.as_ref().map(Step::part) else { return };
        self.remember_asking();
        for step in order::open_steps(org, diagnosis) {
            if step.part() == part {
                self.skipped.insert(step);
            }
        }
        self.asking = self.next(org, diagnosis);
    }

    /// Back to the question before this one, whatever was said to it.
    pub fn back(&mut self) {
        if let Some(step) = self.trail.pop() {
            self.ended.remove(&step);
            self.skipped.remove(&step);
            self.asking = Some(step);
        }
    }

    /// Whether there is a question before this one.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.trail.is_empty()
    }

    /// How many questions were passed over and still wait.
    #[must_use]
    pub fn skipped(&self, org: &Org, diagnosis: &Diagnosis) -> usize {
        order::open_steps(org, diagnosis).into_iter().filter(|step| self.skipped.contains(step)).count()
    }

    /// Asks what was passed over once more.
    pub fn ask_skipped(&mut self, org: &Org, diagnosis: &Diagnosis) {
        self.skipped.clear();
        self.asking = self.next(org, diagnosis);
    }

    fn remember_asking(&mut self) {
        if let Some(step) = self.asking.take() {
            self.remember(step);
        }
    }

    fn remember(&mut self, step: Step) {
        self.trail.retain(|earlier| *earlier != step);
        self.trail.push(step);
        let surplus = self.trail.len().saturating_sub(LONGEST_TRAIL);
        self.trail.drain(..surplus);
    }

    fn next(&self, org: &Org, diagnosis: &Diagnosis) -> Option<Step> {
        // On a map that was emptied again the interview begins anew, whatever was said before.
        let begins = |step: &Step| *step == Step::Customers && org.parties().is_empty();
        let passed =
            |step: &Step| self.skipped.contains(step) || (self.ended.contains(step) && !begins(step));
        order::open_steps(org, diagnosis).into_iter().find(|step| !passed(step))
    }
}
