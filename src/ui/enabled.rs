//! Whether an action can be done now, and if not, what to do first. Menus show the reason; keys say it.

use super::actions::Action;
use crate::model::PartyKind;
use crate::session::{Session, Subject};

/// Why `action` cannot be done now; `None` when it can.
#[must_use]
pub fn refusal(action: Action, session: &Session) -> Option<&'static str> {
    let primary = session.selection().primary();
    let needs_party = || match primary {
        Some(Subject::Party(_)) => None,
        _ => Some("Select a team first"),
    };
    match action {
        Action::Undo => session.history().undo_label().is_none().then_some("Nothing to undo"),
        Action::Redo => session.history().redo_label().is_none().then_some("Nothing to redo"),
        Action::Remove | Action::Centre | Action::Deselect => {
            session.selection().is_empty().then_some("Select something first")
        }
        Action::Works
        | Action::Struggles
        | Action::Broken
        | Action::NotAsked
        | Action::AddNeed
        | Action::AddWant
        | Action::ReverseLink
        | Action::WhatIf => primary.and_then(Subject::link).is_none().then_some("Select a link first"),
        Action::AddLink if session.org().parties().len() < 2 => Some("Put two teams on the map first"),
        Action::AddLink
        | Action::PinHere
        | Action::Rename
        | Action::NudgeLeft
        | Action::NudgeRight
        | Action::NudgeUp
        | Action::NudgeDown => needs_party(),
        Action::Hearing => match primary {
            Some(Subject::Party(party))
                if session
                    .org()
                    .party(party)
                    .is_some_and(|party| party.kind != PartyKind::ExternalSupplier) =>
            {
                None
            }
            _ => Some("Select the team that speaks first"),
        },
        Action::AddComplaint => {
            let has_customer =
                session.org().parties().values().any(|party| party.kind == PartyKind::ExternalCustomer);
            (!has_customer).then_some("Put an external customer on the map first")
        }
        Action::LetGo => match primary {
            Some(Subject::Party(party)) => {
                let pinned =
                    session.org().party(party).is_some_and(|party| party.pins.contains_key(&session.view()));
                (!pinned).then_some("The selected team is not kept in place")
            }
            _ => Some("Select a team first"),
        },
        Action::StopLayout => (!session.is_laying_out()).then_some("Nothing is being laid out"),
        Action::Tidy => {
            let pinned =
                session.org().parties().values().any(|party| party.pins.contains_key(&session.view()));
            (!pinned && session.org().parties().is_empty()).then_some("The map is empty")
        }
        Action::GoUpstream
        | Action::GoDownstream
        | Action::GoUp
        | Action::GoDown
        | Action::ExportPicture
        | Action::CopyPicture
        | Action::ExportReport => session.org().parties().is_empty().then_some("The map is empty"),
        Action::NextBroken | Action::PreviousBroken => {
            (session.diagnosis().counts.broken == 0).then_some("No link is broken")
        }
        Action::Trace => primary.is_none().then_some("Select a link or a customer first"),
        Action::NextQuestion => {
            session.diagnosis().questions.is_empty().then_some("No link waits for an answer")
        }
        Action::BestTogether => {
            session.diagnosis().fixes.is_empty().then_some("Nothing is known to be broken")
        }
        _ => None,
    }
}
