//! Named versions as a person sees them: a row each, and a name to begin with.
//!
//! Deliberately absent: reading and writing them, which is [`crate::storage`]'s business.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::model::Day;
use crate::storage::{Version, VersionHolds, VersionOccasion};

/// A version whose workshop began longer ago than this is not of today's workshop.
const LONGEST_WORKSHOP: Duration = Duration::from_secs(36 * 60 * 60);

/// A version in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called.
    pub name: String,
    /// When it was kept, here: `2026-11-22 14:05`.
    pub when: String,
    /// Why it was kept; empty when somebody just wanted it.
    pub occasion: &'static str,
    /// `9 teams, 33 links, 3 broken`; empty where it cannot be read.
    pub holds: String,
    /// Why it cannot be read; empty where it can.
    pub problem: String,
}

/// The versions in words, in their order, with times as the clocks of `zone` showed them.
#[must_use]
pub fn rows(versions: &[Version], zone: &jiff::tz::TimeZone) -> Vec<VersionRow> {
    versions.iter().map(|version| row(version, zone)).collect()
}

fn row(version: &Version, zone: &jiff::tz::TimeZone) -> VersionRow {
    let (holds, problem) = match &version.holds {
        Ok(holds) => (holds_words(*holds, version.broken), String::new()),
        Err(reason) => (String::new(), reason.clone()),
    };
    VersionRow {
        path: version.path.clone(),
        name: if version.name.is_empty() { "Without a name".to_owned() } else { version.name.clone() },
        when: when(version.moment, zone),
        occasion: match version.occasion {
            VersionOccasion::Start => "start of a workshop",
            VersionOccasion::End => "end of a workshop",
            VersionOccasion::Asked => "",
        },
        holds,
        problem,
    }
}

/// A moment as the clocks of `zone` showed it, to the minute.
#[must_use]
pub fn when(moment: SystemTime, zone: &jiff::tz::TimeZone) -> String {
    let moment = jiff::Timestamp::try_from(moment).unwrap_or_default();
    moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn holds_words(holds: VersionHolds, broken: Option<usize>) -> String {
    let counted = |count: usize, one: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {one}{ending}")
    };
    let broken = broken.map_or_else(String::new, |broken| format!(", {broken} broken"));
    format!("{}, {}{broken}", counted(holds.teams, "team"), counted(holds.links, "link"))
}

/// What a version is called if the person does not care.
#[must_use]
pub fn suggested_name(occasion: VersionOccasion, today: Day) -> String {
    match occasion {
        VersionOccasion::Start => format!("Start of the workshop, {today}"),
        VersionOccasion::End => format!("End of the workshop, {today}"),
        VersionOccasion::Asked => format!("As of {today}"),
    }
}

/// The version with which the workshop began that is under way, or ended just now: the newest of its kind, if it can be read and is not
/// older than 36 hours.
#[must_use]
pub fn start_of_workshop(versions: &[Version], now: SystemTime) -> Option<&Version> {
    let start = versions.iter().find(|version| version.occasion == VersionOccasion::Start)?;
    let is_recent = now.duration_since(start.moment).is_ok_and(|ago| ago <= LONGEST_WORKSHOP);
    (is_recent && start.holds.is_ok()).then_some(start)
}
