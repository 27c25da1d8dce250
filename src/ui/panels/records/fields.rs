//! The typed facts of complaints and actions: what each is called, how it is written, and which command a changed text comes to.
//!
//! Pure, as [`super::super::inspector`]'s table of typed facts is. Not here: what is ticked or chosen from a few.

use super::super::inspector::like;
use super::super::words;
use super::names;
use crate::diagnosis::Diagnosis;
use crate::model::{Action, ActionId, Complaint, ComplaintId, ComplaintStage, Day, Org, Stage};
use crate::session::Command;
use crate::session::day_words::{Side, day_from};

/// A place where something can be typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordSlot {
    /// A fact of a complaint in the log.
    Complaint(ComplaintId, ComplaintField),
    /// A fact of an action on the list.
    Action(ActionId, ActionField),
    /// A part of a complaint that is being written down.
    NewComplaint(ComplaintField),
    /// A part of an action that is being written down.
    NewAction(ActionField),
}

/// A typed fact of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComplaintField {
    Words,
    Customer,
    Day,
    Link,
    Expectation,
    Owner(ComplaintStage),
    Due(ComplaintStage),
    Done(ComplaintStage),
    Prevented,
}

/// A typed fact of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionField {
    What,
    About,
    Owner,
    Due,
}

impl RecordSlot {
    /// What it is called, above its text.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Complaint(_, field) | Self::NewComplaint(field) => field.label(),
            Self::Action(_, field) | Self::NewAction(field) => field.label(),
        }
    }

    /// What stands in it while it is empty.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Complaint(_, field) | Self::NewComplaint(field) => field.hint(),
            Self::Action(_, field) | Self::NewAction(field) => field.hint(),
        }
    }

    /// The fact as it is written; empty where there is none yet.
    #[must_use]
    pub fn text(&self, org: &Org, diagnosis: &Diagnosis) -> String {
        match self {
            Self::Complaint(id, field) => {
                org.complaints.get(id).map(|facts| field.text(facts, org)).unwrap_or_default()
            }
            Self::Action(id, field) => {
                org.actions.get(id).map(|facts| field.text(facts, org, diagnosis)).unwrap_or_default()
            }
            Self::NewComplaint(_) | Self::NewAction(_) => String::new(),
        }
    }

    /// On which side of today the day in it lies; `None` where it holds no day.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Complaint(_, field) | Self::NewComplaint(field) => field.side(),
            Self::Action(_, field) | Self::NewAction(field) => field.side(),
        }
    }

    /// The command that makes a fact of something in a list what `text` says, `today` being today.
    ///
    /// # Errors
    /// Why `text` cannot be taken, and what to write instead; or that what it is about is in no list.
    pub fn command(&self, org: &Org, text: &str, today: Day) -> Result<Command, String> {
        let gone = || "That is no longer in the list".to_owned();
        match self {
            Self::Complaint(id, field) => {
                let mut facts = org.complaints.get(id).ok_or_else(gone)?.clone();
                field.write(&mut facts, org, text, today)?;
                Ok(Command::UpdateComplaint { complaint: id.clone(), facts: Some(Box::new(facts)) })
            }
            Self::Action(id, field) => {
                let mut facts = org.actions.get(id).ok_or_else(gone)?.clone();
                field.write(&mut facts, org, text, today)?;
                Ok(Command::UpdateAction { action: id.clone(), facts: Some(Box::new(facts)) })
            }
            Self::NewComplaint(_) | Self::NewAction(_) => Err(gone()),
        }
    }
}

impl ComplaintField {
    fn side(self) -> Option<Side> {
        match self {
            Self::Day | Self::Done(_) | Self::Prevented => Some(Side::Back),
            Self::Due(_) => Some(Side::Ahead),
            Self::Words | Self::Customer | Self::Link | Self::Expectation | Self::Owner(_) => None,
        }
    }

    fn label(self) -> &'static str {
        use ComplaintStage::{Answered, Mended, Solved};
        match self {
            Self::Words => "What the customer said",
            Self::Customer => "Who complained",
            Self::Day => "When it came in",
            Self::Link => "Felt on which link",
            Self::Expectation => "About which need or want",
            Self::Owner(Answered) => "Who answers",
            Self::Owner(Solved) => "Who solves it",
            Self::Owner(Mended) => "Who mends the cause",
            Self::Due(Answered) => "Answer due on",
            Self::Due(Solved) => "Solution due on",
            Self::Due(Mended) => "Mending due on",
            Self::Done(Answered) => "Answered on",
            Self::Done(Solved) => "Solved on",
            Self::Done(Mended) => "Mended on",
            Self::Prevented => "Cannot come back since",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Words => "In the customer\u{2019}s words",
            Self::Customer => "External customer",
            Self::Day => "Today",
            Self::Link => "Not known",
            Self::Expectation => "Not known",
            Self::Owner(_) => "Nobody yet",
            Self::Due(_) => "No day yet",
            Self::Done(_) | Self::Prevented => "Not yet",
        }
    }

    fn text(self, facts: &Complaint, org: &Org) -> String {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        match self {
            Self::Words => facts.words.clone(),
            Self::Customer => org.name_of(&facts.customer).to_owned(),
            Self::Day => facts.day.to_string(),
            Self::Link => facts.link.as_ref().map(|link| words::ends(org, link)).unwrap_or_default(),
            Self::Expectation => {
                let id = facts.expectation.as_ref();
                let known = names::expectations(org, facts.link.as_ref());
                let named = known.into_iter().find(|(known, _)| Some(known) == id).map(|(_, name)| name);
                named.or_else(|| id.map(|id| id.as_str().to_owned())).unwrap_or_default()
            }
            Self::Owner(stage) => facts.stage(stage).owner.clone(),
            Self::Due(stage) => day(facts.stage(stage).due),
            Self::Done(stage) => day(facts.stage(stage).done),
            Self::Prevented => day(facts.prevented),
        }
    }

    /// Writes `text` into the facts.
    pub(super) fn write(
        self,
        facts: &mut Complaint,
        org: &Org,
        text: &str,
        today: Day,
    ) -> Result<(), String> {
        let day = |text: &str| optional_day(text, today, self.side().unwrap_or(Side::Back));
        match self {
            Self::Words => facts.words = said(text, "Write down what the customer said")?,
            Self::Customer => facts.customer = names::customer_named(org, text)?,
            Self::Day => facts.day = day_from(text, today, Side::Back)?,
            Self::Link => {
                let link = names::link_named(org, text)?;
                if link != facts.link {
                    facts.expectation = None;
                }
                facts.link = link;
            }
            Self::Expectation => {
                facts.expectation = names::expectation_named(org, facts.link.as_ref(), text)?;
            }
            Self::Owner(stage) => stage_mut(facts, stage).owner = text.trim().to_owned(),
            Self::Due(stage) => stage_mut(facts, stage).due = day(text)?,
            Self::Done(stage) => stage_mut(facts, stage).done = day(text)?,
            Self::Prevented => facts.prevented = day(text)?,
        }
        Ok(())
    }

    /// What may be meant while `typed` stands in the field.
    #[must_use]
    pub fn suggestions(self, facts: Option<&Complaint>, org: &Org, typed: &str) -> Vec<String> {
        match self {
            Self::Customer => like(names::customers(org).into_iter().map(|(_, name)| name), typed),
            Self::Link => like(names::links(org).into_iter().map(|(_, name)| name), typed),
            Self::Expectation => {
                let known = names::expectations(org, facts.and_then(|facts| facts.link.as_ref()));
                like(known.into_iter().map(|(_, name)| name), typed)
            }
            _ => Vec::new(),
        }
    }
}

impl ActionField {
    fn side(self) -> Option<Side> {
        (self == Self::Due).then_some(Side::Ahead)
    }

    fn label(self) -> &'static str {
        match self {
            Self::What => "What is to be done",
            Self::About => "What it is about",
            Self::Owner => "Who does it",
            Self::Due => "By when",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::What => "Such as move the cut-off to 17:00",
            Self::About => "The organisation as a whole",
            Self::Owner => "Nobody yet",
            Self::Due => "Such as in 2 weeks",
        }
    }

    fn text(self, facts: &Action, org: &Org, diagnosis: &Diagnosis) -> String {
        match self {
            Self::What => facts.what.clone(),
            Self::About => names::about(&facts.about, org, diagnosis),
            Self::Owner => facts.owner.clone(),
            Self::Due => facts.due.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// Writes `text` into the facts.
    pub(super) fn write(self, facts: &mut Action, org: &Org, text: &str, today: Day) -> Result<(), String> {
        match self {
            Self::What => facts.what = said(text, "Write down what is to be done")?,
            Self::About => facts.about = names::about_named(org, text)?,
            Self::Owner => facts.owner = text.trim().to_owned(),
            Self::Due => facts.due = optional_day(text, today, Side::Ahead)?,
        }
        Ok(())
    }

    /// What may be meant while `typed` stands in the field.
    #[must_use]
    pub fn suggestions(self, org: &Org, typed: &str) -> Vec<String> {
        match self {
            Self::About => like(names::subjects(org).into_iter().map(|(_, name)| name), typed),
            Self::What | Self::Owner | Self::Due => Vec::new(),
        }
    }
}

fn said(text: &str, advice: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err(advice.to_owned()) } else { Ok(text.to_owned()) }
}

/// No day when nothing is typed.
pub fn optional_day(text: &str, today: Day, side: Side) -> Result<Option<Day>, String> {
    if text.trim().is_empty() { Ok(None) } else { day_from(text, today, side).map(Some) }
}

/// One of the stages, to be changed.
pub(super) fn stage_mut(facts: &mut Complaint, stage: ComplaintStage) -> &mut Stage {
    match stage {
        ComplaintStage::Answered => &mut facts.answered,
        ComplaintStage::Solved => &mut facts.solved,
        ComplaintStage::Mended => &mut facts.mended,
    }
}
