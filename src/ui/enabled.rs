//! Whether an action can be done now, and if not, what to do first. Menus show the reason; keys say it.

use super::actions::Action;
use crate::model::PartyKind;
use crate::session::{Session, Subject};

const PLACES_ARE_OF_THE_WHOLE: &str = "Show all teams first: a place is kept on the whole map";

/// What the window holds beside the session, for actions that depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Whether a complaint is unfolded that a trace begins with, since nothing is selected.
    pub complaint: bool,
    /// Whether anything is supposed.
    pub supposes: bool,
}

/// Why `action` cannot be done now in the window; `None` when it can.
#[must_use]
pub fn refusal_in_window(action: Action, session: &Session, held: Held) -> Option<&'static str> {
    match action {
        Action::Trace if held.complaint => None,
        Action::KeepWhatIf | Action::CompareWhatIf => {
            (!held.supposes).then_some("Nothing is supposed: switch on \"if mended\" first")
        }
        Action::ClearWhatIf => (!held.supposes).then_some("Nothing is supposed now"),
        _ => refusal(action, session),
    }
}

/// Why `action` cannot be done in `session`, whatever the window holds; `None` when it can.
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
        Action::Deselect if session.showing().focus.is_some() => None,
        Action::Remove | Action::Centre | Action::Deselect | Action::Focus => {
            session.selection().is_empty().then_some("Select something first")
        }
        _ if action.is_about_shown() => of_showing(action, session),
        Action::Works
        | Action::Struggles
        | Action::Broken
        | Action::NotAsked
        | Action::AddNeed
        | Action::AddWant
        | Action::ReverseLink
        | Action::WhatIf => primary.and_then(Subject::link).is_none().then_some("Select a link first"),
        Action::CopyRows => {
            let any = session.selection().subjects().iter().any(|subject| subject.link().is_some());
            (!any).then_some("Select links or needs first")
        }
        Action::AddLink if session.org().parties().len() < 2 => Some("Put two teams on the map first"),
        Action::AddLink | Action::Rename => needs_party(),
        Action::PinHere | Action::NudgeLeft | Action::NudgeRight | Action::NudgeUp | Action::NudgeDown => {
            let is_folded = |party| session.shown().folded_around(party).is_some();
            match session.selection().parties().next() {
                None => Some("Select a team first"),
                Some(_) if session.showing().focus.is_some() => Some(PLACES_ARE_OF_THE_WHOLE),
                Some(_) => {
                    session.selection().parties().all(is_folded).then_some("Unfold its department first")
                }
            }
        }
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
        Action::LetGo => {
            let is_pinned =
                |id| session.org().party(id).is_some_and(|party| party.pins.contains_key(&session.view()));
            match session.selection().parties().next() {
                None => Some("Select a team first"),
                Some(_) if session.showing().focus.is_some() => Some(PLACES_ARE_OF_THE_WHOLE),
                Some(_) => {
                    let any = session.selection().parties().any(is_pinned);
                    (!any).then_some("The selected team is not kept in place")
                }
            }
        }
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
        | Action::ExtendUpstream
        | Action::ExtendDownstream
        | Action::ExtendUp
        | Action::ExtendDown
        | Action::ExportPicture
        | Action::CopyPicture
        | Action::ExportReport
        | Action::Handout => session.org().parties().is_empty().then_some("The map is empty"),
        Action::NextBroken | Action::PreviousBroken => {
            (session.diagnosis().counts.broken == 0).then_some("No link is broken")
        }
        Action::Trace => {
            primary.is_none().then_some("Select a link, a customer or a team, or open a complaint")
        }
        Action::NextQuestion => {
            session.diagnosis().questions.is_empty().then_some("No link waits for an answer")
        }
        Action::BestTogether => {
            session.diagnosis().fixes.is_empty().then_some("Nothing is known to be broken")
        }
        _ => None,
    }
}

/// The same for what chooses the part of the map that is drawn.
fn of_showing(action: Action, session: &Session) -> Option<&'static str> {
    let focus = session.showing().focus.as_ref();
    let has_department = |id| session.org().party(id).is_some_and(|party| party.department.is_some());
    let folded = &session.showing().folded;
    let mut departments = session.org().parties().values().filter_map(|party| party.department.as_ref());
    match action {
        Action::FewerSteps => match focus {
            None => Some("Focus on something first"),
            Some(focus) => (focus.steps == 0).then_some("Nothing is shown around it"),
        },
        Action::MoreSteps => match focus {
            None => Some("Focus on something first"),
            Some(_) => (session.shown().hidden() == 0).then_some("Nothing is hidden"),
        },
        Action::ShowAll => focus.is_none().then_some("Every team is shown"),
        Action::FoldDepartment => {
            let any = session.chosen_parties().iter().any(has_department);
            (!any).then_some("Select a team of a department first")
        }
        Action::FoldAll => match departments.next() {
            None => Some("No team has a department"),
            Some(_) => session
                .org()
                .parties()
                .values()
                .filter_map(|party| party.department.as_ref())
                .all(|name| folded.contains(name))
                .then_some("Every department is folded"),
        },
        Action::UnfoldAll => {
            (!departments.any(|name| folded.contains(name))).then_some("No department is folded")
        }
        Action::SelectAll => session.org().parties().is_empty().then_some("The map is empty"),
        Action::SetDepartment => {
            session.selection().parties().next().is_none().then_some("Select a team first")
        }
        _ => None,
    }
}
