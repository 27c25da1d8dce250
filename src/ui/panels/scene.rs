//! What every panel reads in one frame: the facts, what is said of them, and how it should look.

use crate::diagnosis::{Diagnosis, LinkDiagnosis, LinkState, PartyDiagnosis};
use crate::model::{Day, LinkId, Org, PartyId};
use crate::session::{Selection, Session, Subject};
use crate::ui::tokens::Tokens;
use crate::ui::widgets::Look;
use crate::ui::{Request, Sink};

/// The facts, the diagnosis that matches them, and the look.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The open document.
    pub session: &'a Session,
    /// Its facts.
    pub org: &'a Org,
    /// What is said of them.
    pub diagnosis: &'a Diagnosis,
    /// How it should look.
    pub look: Look,
}

impl<'a> Scene<'a> {
    /// The scene of `session`, which was refreshed before this frame.
    #[must_use]
    pub fn of(session: &'a Session, tokens: &Tokens) -> Self {
        Self { session, org: session.org(), diagnosis: session.diagnosis(), look: Look::of(tokens) }
    }

    /// The day that counts as today.
    #[must_use]
    pub fn today(&self) -> Day {
        self.session.today()
    }

    /// The judgement on a link.
    #[must_use]
    pub fn judged(&self, link: &LinkId) -> Option<&'a LinkDiagnosis> {
        self.diagnosis.link(link)
    }

    /// The judgement on a party.
    #[must_use]
    pub fn judged_party(&self, party: &PartyId) -> Option<&'a PartyDiagnosis> {
        self.diagnosis.party(party)
    }

    /// How a link fares.
    #[must_use]
    pub fn state(&self, link: &LinkId) -> LinkState {
        self.judged(link).map_or(LinkState::Unknown, |judged| judged.state)
    }
}

/// Asks to choose a link and bring it into view.
pub fn fly_to_link(sink: &mut Sink, link: &LinkId) {
    sink.push(Request::FlyTo(Subject::Link(link.clone())));
}

/// Asks to choose a party and bring it into view.
pub fn fly_to_party(sink: &mut Sink, party: &PartyId) {
    sink.push(Request::FlyTo(Subject::Party(party.clone())));
}

/// Asks to choose something without moving the map.
pub fn select(sink: &mut Sink, subject: Subject) {
    sink.command(crate::session::Command::Select(Selection::of(subject)));
}
