//! One thing that a rule has to say: what it is about, and how it is put into words.
//!
//! A large map has tens of thousands of findings and nobody reads most of them. So a finding keeps what its words are made of,
//! shared with the map and the judgement, and is put into words when somebody reads it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use smallvec::SmallVec;

use super::about::{About, Subject, Things};
use super::answer::{Class, ExpectationDiagnosis, Severity};
use crate::model::{ComplaintId, Expectation, ExpectationId, LinkId, PartyId};

/// One thing that a rule has to say.
#[derive(Clone)]
pub struct Finding {
    /// The rule, for example `unmet-need`.
    pub rule: &'static str,
    /// What kind of statement.
    pub class: Class,
    /// How bad.
    pub severity: Severity,
    /// Whether somebody has decided to live with it, and it has not changed since: it is kept here, and shown nowhere else.
    pub accepted: bool,
    pub(super) about: About,
    pub(super) words: Words,
}

/// What a finding says, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The message.
    pub(super) message: String,
    /// The next step.
    pub(super) next_step: Cow<'static, str>,
}

/// Pairs a message with the next step.
pub(super) fn say(message: String, next_step: impl Into<Cow<'static, str>>) -> Said {
    Said { message, next_step: next_step.into() }
}

/// Words, or what makes them of what a finding is about.
#[derive(Clone)]
pub(super) enum Words {
    /// Put into words already.
    Said(Box<Said>),
    /// Of the ends of the one link.
    OfEnds(fn(&Ends<'_>) -> Said),
    /// Of the one expectation.
    OfExpectation(fn(&Quote<'_>) -> Said),
}

/// The ends of a link, to be put into words.
pub(super) struct Ends<'words> {
    /// What the giving end is called.
    pub(super) supplier: &'words str,
    /// What the receiving end is called.
    pub(super) customer: &'words str,
}

/// An expectation, to be put into words.
pub(super) struct Quote<'words> {
    /// What the giving end is called.
    pub(super) supplier: &'words str,
    /// What the receiving end is called.
    pub(super) customer: &'words str,
    /// Its facts.
    pub(super) facts: &'words Expectation,
    /// How it fares.
    pub(super) judged: &'words ExpectationDiagnosis,
}

impl From<Said> for Words {
    fn from(said: Said) -> Self {
        Self::Said(Box::new(said))
    }
}

impl Finding {
    /// The subject party first, then the others sorted (all members, sorted, for `rework-*`).
    #[must_use]
    pub fn teams(&self) -> SmallVec<[&PartyId; 2]> {
        self.about.teams()
    }

    /// The links it is about.
    #[must_use]
    pub fn links(&self) -> &[LinkId] {
        self.about.links()
    }

    /// The expectations it is about, each with its link.
    #[must_use]
    pub fn expectations(&self) -> SmallVec<[(&LinkId, &ExpectationId); 1]> {
        self.about.expectations()
    }

    /// The complaint that it is about, if it is about one.
    #[must_use]
    pub fn complaint(&self) -> Option<&ComplaintId> {
        self.about.complaint()
    }

    /// The same about what `change` makes of the things it is about.
    pub(super) fn about(mut self, change: impl FnOnce(&mut Things)) -> Self {
        let mut things = self.about.to_things();
        change(&mut things);
        self.about = About::Several(Box::new(things));
        self
    }

    /// `rule:party`, `rule:supplier>customer[:expectation]` (two of these for two expectations) or, about a complaint,
    /// `rule:complaint`; reserved characters percent-encoded. Stable.
    #[must_use]
    pub fn id(&self) -> String {
        let mut id = String::with_capacity(64);
        // Writing to a string does not fail.
        let _ = self.write_id(&mut id);
        id
    }

    /// Whether this is its id.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        let mut rest = Rest(id);
        self.write_id(&mut rest).is_ok() && rest.0.is_empty()
    }

    /// In plain language, parties named, evidence quoted. Made each time; keep what you need again.
    #[must_use]
    pub fn message(&self) -> String {
        self.said().into_owned().message
    }

    /// What to do next. Made each time.
    #[must_use]
    pub fn next_step(&self) -> Cow<'static, str> {
        self.said().into_owned().next_step
    }

    fn said(&self) -> Cow<'_, Said> {
        let said = match self.words {
            Words::Said(ref said) => return Cow::Borrowed(said),
            Words::OfEnds(word) => self
                .about
                .link()
                .map(|link| word(&Ends { supplier: &link.supplier, customer: &link.customer })),
            Words::OfExpectation(word) => self.about.expectation().map(|(link, facts, judged)| {
                word(&Quote { supplier: &link.supplier, customer: &link.customer, facts, judged })
            }),
        };
        Cow::Owned(said.unwrap_or_else(|| say(String::new(), "")))
    }

    /// Says the same in other words.
    pub(crate) fn reword(&mut self, message: String, next_step: String) {
        self.words = say(message, next_step).into();
    }

    fn write_id(&self, id: &mut impl fmt::Write) -> fmt::Result {
        id.write_str(self.rule)?;
        match self.about.subject() {
            Subject::Map => {}
            Subject::Party => {
                if let Some(party) = self.teams().first() {
                    id.write_char(':')?;
                    write_encoded(party.as_str(), id)?;
                }
            }
            Subject::Link => {
                if let Some(link) = self.links().first() {
                    write_link(link, id)?;
                }
            }
            Subject::Expectations => {
                for (link, expectation) in self.expectations() {
                    write_link(link, id)?;
                    id.write_char(':')?;
                    write_encoded(expectation.as_str(), id)?;
                }
            }
            Subject::Complaint => {
                if let Some(complaint) = self.complaint() {
                    id.write_char(':')?;
                    write_encoded(complaint.as_str(), id)?;
                }
            }
        }
        Ok(())
    }

    /// In which order two findings of one rule come: that of their ids.
    pub(super) fn id_order(&self, other: &Self) -> Ordering {
        let in_short = match (self.about.subject(), other.about.subject()) {
            (Subject::Link, Subject::Link) => two(self.links().first(), other.links().first(), link_order),
            (Subject::Party, Subject::Party) => {
                two(self.teams().first(), other.teams().first(), |left, right| {
                    text_order(left.as_str(), right.as_str())
                })
            }
            (Subject::Expectations, Subject::Expectations) => {
                let (own, is_only) = self.about.first_expectation();
                let (others, _) = other.about.first_expectation();
                two(own, others, |(left, one), (right, another)| match link_order(left, right)? {
                    Ordering::Equal => text_order(one.as_str(), another.as_str()),
                    unequal => Some(unequal),
                })
                .filter(|order| is_only || order.is_ne())
            }
            _ => None,
        };
        in_short.unwrap_or_else(|| self.id().cmp(&other.id()))
    }
}

fn two<T>(left: Option<T>, right: Option<T>, order: impl Fn(T, T) -> Option<Ordering>) -> Option<Ordering> {
    left.zip(right).and_then(|(left, right)| order(left, right))
}

/// How the links order in ids; `None` where that takes writing the ids out.
fn link_order(left: &LinkId, right: &LinkId) -> Option<Ordering> {
    match text_order(left.supplier.as_str(), right.supplier.as_str())? {
        Ordering::Equal => text_order(left.customer.as_str(), right.customer.as_str()),
        unequal => Some(unequal),
    }
}

/// How two texts order in ids; `None` where that hangs on what comes after them, or on how a character is encoded.
fn text_order(left: &str, right: &str) -> Option<Ordering> {
    if std::ptr::eq(left, right) {
        return Some(Ordering::Equal);
    }
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut bytes = left.iter().zip(right);
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'%' | b':' | b'>');
    match bytes.find(|(left, right)| left != right) {
        None => (left.len() == right.len()).then_some(Ordering::Equal),
        Some((left, right)) => (is_plain(*left) && is_plain(*right)).then(|| left.cmp(right)),
    }
}

/// What is left of a text from which what is written is taken away; an error where it begins otherwise.
struct Rest<'text>(&'text str);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, begins: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(begins).ok_or(fmt::Error)?;
        Ok(())
    }
}

fn write_link(link: &LinkId, id: &mut impl fmt::Write) -> fmt::Result {
    id.write_char(':')?;
    write_encoded(link.supplier.as_str(), id)?;
    id.write_char('>')?;
    write_encoded(link.customer.as_str(), id)
}

/// Writes `text` with the characters that have a meaning in finding ids, and control characters, percent-encoded.
fn write_encoded(text: &str, id: &mut impl fmt::Write) -> fmt::Result {
    if !text.chars().any(is_reserved) {
        return id.write_str(text);
    }
    for character in text.chars() {
        if is_reserved(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                write!(id, "%{byte:02X}")?;
            }
        } else {
            id.write_char(character)?;
        }
    }
    Ok(())
}

fn is_reserved(character: char) -> bool {
    matches!(character, '%' | ':' | '>') || character.is_control()
}

impl PartialEq for Finding {
    /// Whether both say the same of the same.
    fn eq(&self, other: &Self) -> bool {
        (self.rule, self.class, self.severity, self.accepted, self.about.subject())
            == (other.rule, other.class, other.severity, other.accepted, other.about.subject())
            && (self.teams(), self.links(), self.expectations(), self.complaint())
                == (other.teams(), other.links(), other.expectations(), other.complaint())
            && self.said() == other.said()
    }
}

impl Eq for Finding {}

impl fmt::Debug for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.said();
        formatter
            .debug_struct("Finding")
            .field("id", &self.id())
            .field("class", &self.class)
            .field("severity", &self.severity)
            .field("teams", &self.teams())
            .field("links", &self.links())
            .field("expectations", &self.expectations())
            .field("accepted", &self.accepted)
            .field("message", &said.message)
            .field("next_step", &said.next_step)
            .finish_non_exhaustive()
    }
}
