//! Work that a crash left behind: told in words, and taken up again as unsaved changes of an open document.
//!
//! Deliberately absent: asking. What can be recovered is listed by [`crate::storage::pending_recoveries`]; nothing is deleted here
//! but on [`crate::storage::PendingRecovery::discard`] or a save.

use std::time::{Duration, SystemTime};

use super::Session;
use crate::edit::{Edit, History, describe};
use crate::model::{Day, Org};
use crate::storage::{Base, Ground, PendingRecovery, Places, Recovered};

/// What a journal holds, in words for the person who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryWords {
    /// What was worked on: the file's name, or "a map that was never saved".
    pub document: String,
    /// How much and since when, for example `3 steps over 5 minutes, the last 2 hours ago`.
    pub amount: String,
    /// What the steps did, oldest first.
    pub steps: Vec<String>,
}

/// A document that was put together again.
#[derive(Debug)]
pub struct Restored {
    /// The document, its recovered steps done and unsaved.
    pub session: Session,
    /// What the person must know: the file has changed or is gone, some changes did not fit. Empty when all is as it was.
    pub notes: Vec<String>,
}

/// Tells what `pending` holds.
#[must_use]
pub fn in_words(pending: &PendingRecovery, now: SystemTime) -> RecoveryWords {
    let document = match &pending.base {
        Base::NewMap => "a map that was never saved".to_owned(),
        Base::File { path, .. } => {
            path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
        }
    };
    let count = pending.steps.len();
    let steps = if count == 1 { "1 step".to_owned() } else { format!("{count} steps") };
    let worked = pending.last_step.duration_since(pending.started).unwrap_or_default();
    let ago = now.duration_since(pending.last_step).unwrap_or_default();
    RecoveryWords {
        document,
        amount: format!("{steps} over {}, the last {} ago", span(worked), span(ago)),
        steps: pending.steps.iter().map(|step| step.label.clone()).collect(),
    }
}

/// A stretch of time in its largest unit, rounded down, at least a minute.
fn span(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    let counted = |count: u64, unit: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{ending}")
    };
    match minutes {
        0 => "less than a minute".to_owned(),
        1..60 => counted(minutes, "minute"),
        60..1_440 => counted(minutes / 60, "hour"),
        _ => counted(minutes / 1_440, "day"),
    }
}

impl Session {
    /// Takes the work in `pending` up again. Its journal goes on and is cleared by the next save; until then another crash loses
    /// nothing either.
    #[must_use]
    pub fn recover(pending: PendingRecovery, places: &Places, today: Day, now: SystemTime) -> Restored {
        let recovered = pending.recover(places);
        let notes = notes(&recovered);
        let (org, history) = retraced(&recovered);
        let mut session = Self::of(org, recovered.path, today).protected_by(places);
        session.history = history;
        session.keeping.on_disk = recovered.on_disk;
        match pending.resume() {
            Ok(journal) => session.keeping.journal = Some(journal),
            // A new journal holds what the old one held.
            Err(_) => {
                session.keeping.unjournaled = session.history.done().to_vec();
                session.protect(now);
            }
        }
        Restored { session, notes }
    }
}

/// The recovered map with the way to it as steps that can be undone.
fn retraced(recovered: &Recovered) -> (Org, History) {
    let is_saved_before = match recovered.ground {
        Ground::Same | Ground::ChangedFile => true,
        Ground::Backup(_) | Ground::Nothing => false,
    };
    if let Some((org, mut history)) = retrace(recovered) {
        if !is_saved_before {
            history.mark_unsaved();
        }
        return (org, history);
    }
    debug_assert!(false, "steps that were just applied can be taken back");
    let mut history = History::saved();
    history.mark_unsaved();
    (recovered.org.clone(), history)
}

fn retrace(recovered: &Recovered) -> Option<(Org, History)> {
    let mut org = recovered.org.clone();
    for step in recovered.applied.iter().rev() {
        step.inverted().apply(&mut org).ok()?;
    }
    let mut history = History::saved();
    for step in &recovered.applied {
        history.execute(step.clone(), &mut org).ok()?;
    }
    Some((org, history))
}

fn notes(recovered: &Recovered) -> Vec<String> {
    let mut notes = Vec::new();
    match &recovered.ground {
        Ground::Same => {}
        Ground::ChangedFile => notes.push(
            "The file was saved by somebody else meanwhile. The recovered steps were put onto that version.".to_owned(),
        ),
        Ground::Backup(path) => notes.push(format!(
            "The file is gone or cannot be read. The recovered steps were put onto its backup, {}.",
            path.display()
        )),
        Ground::Nothing => notes.push(
            "The file is gone or cannot be read, and there is no backup. What the steps say by themselves was recovered."
                .to_owned(),
        ),
    }
    notes.extend(recovered.refused.iter().map(|(label, edit)| refusal(label, edit)));
    notes
}

fn refusal(label: &str, edit: &Edit) -> String {
    format!("{label}: this part does not fit any more: {}", describe(edit))
}
