//! How panels say things: plain words for numbers, states and roles. Pure text; nothing is painted here.

use crate::diagnosis::{
    CustomerSummary, Diagnosis, ExpectationDiagnosis, ExpectationState, FixKind, Kept, LinkDiagnosis,
    LinkRole, LinkState, Severity, all_of,
};
pub use crate::diagnosis::{counted, with_capital};
use crate::model::{
    Action, Complaint, ComplaintStage, Day, LinkId, Org, PartyKind, ServiceWindow, Source, Verdict,
};
use crate::session::day_words::{Side, days_offered};
use crate::ui::widgets::Suggestion;

/// A mean or a strength with at most two decimals, as people read it: `3`, `2.5`, `4.33`.
#[must_use]
pub fn figure(value: f64) -> String {
    if value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What kind of party.
#[must_use]
pub fn kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Team => "Team",
        PartyKind::ExternalCustomer => "External customer",
        PartyKind::ExternalSupplier => "External supplier",
    }
}

/// `Lab to Clinic`, with an arrow.
#[must_use]
pub fn ends(org: &Org, link: &LinkId) -> String {
    format!("{} \u{2192} {}", org.name_of(&link.supplier), org.name_of(&link.customer))
}

/// The word of a verdict, as on its button.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    verdict_state(verdict).word()
}

/// The state that a verdict alone would give.
#[must_use]
pub fn verdict_state(verdict: Verdict) -> LinkState {
    match verdict {
        Verdict::Works => LinkState::Sound,
        Verdict::Struggles => LinkState::Strained,
        Verdict::Broken => LinkState::Broken,
    }
}

/// How an expectation fares, in a word.
#[must_use]
pub fn expectation(state: ExpectationState) -> &'static str {
    match state {
        ExpectationState::Unmet => "not met",
        ExpectationState::Strained => "struggles",
        ExpectationState::Unknown => "not rated yet",
        ExpectationState::Met => "met",
    }
}

/// How we know of an expectation.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Asked => "asked",
        Source::Surveyed => "surveyed",
        Source::Assumed => "our assumption",
    }
}

/// Where an expectation lies; nothing when nobody has decided.
#[must_use]
pub fn window(window: &ServiceWindow) -> Option<String> {
    match window {
        ServiceWindow::Undecided => None,
        ServiceWindow::In => Some("in the service window".to_owned()),
        ServiceWindow::Out { told: None } => Some("outside the window, customer not told".to_owned()),
        ServiceWindow::Out { told: Some(day) } => Some(format!("outside the window, told on {day}")),
    }
}

/// How bad a finding is, in a word.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Info => "Info",
    }
}

/// `2.4 of 5, 5 answers, last on 2026-05-12`; says so when nobody has rated it.
#[must_use]
pub fn score(judged: &ExpectationDiagnosis) -> String {
    let Some(score) = judged.score else { return "nobody has rated it".to_owned() };
    let answers = usize::try_from(judged.answers).unwrap_or(usize::MAX);
    let answers = counted(answers, "answer", "answers");
    match judged.last_rated {
        Some(day) => format!("{} of 5, {answers}, last on {day}", figure(score)),
        None => format!("{} of 5, {answers}", figure(score)),
    }
}

/// The part a link plays: a few words, empty when it plays none.
#[must_use]
pub fn role(judged: &LinkDiagnosis, diagnosis: &Diagnosis) -> &'static str {
    match &judged.role {
        LinkRole::Root { unseen: false, .. } => "probable cause",
        LinkRole::Root { unseen: true, .. } => "probable cause as far as we can see",
        LinkRole::Symptom { likely: true, .. } => "likely symptom",
        LinkRole::Symptom { likely: false, .. } => "possible symptom",
        LinkRole::None if is_suspect(judged.id(), diagnosis) => "suspect",
        LinkRole::None => "",
    }
}

/// Whether the fix list names a link as a suspect.
#[must_use]
pub fn is_suspect(link: &LinkId, diagnosis: &Diagnosis) -> bool {
    diagnosis.fixes.iter().any(|fix| fix.kind == FixKind::Suspect && fix.links.contains(link))
}

/// `1 of 6 services fails, 2 struggle, 2 not asked`.
#[must_use]
pub fn service(summary: &CustomerSummary) -> String {
    let CustomerSummary { services, fail, struggle, not_asked, .. } = *summary;
    if services == 0 {
        return "nobody serves it on the map yet".to_owned();
    }
    if services == 1 {
        let how = match (fail, struggle, not_asked) {
            (1.., ..) => "fails",
            (0, 1.., _) => "struggles",
            (0, 0, 1..) => "was not asked about",
            (0, 0, 0) => "works",
        };
        return format!("its one service {how}");
    }
    let of = format!("of {services} services");
    let parts: Vec<(usize, &str)> = [
        (fail, if fail == 1 { "fails" } else { "fail" }),
        (struggle, if struggle == 1 { "struggles" } else { "struggle" }),
        (not_asked, "not asked"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .collect();
    let Some(((first, word), rest)) = parts.split_first() else {
        return format!("{} services work", all_of(services));
    };
    let mut words = format!("{first} {of} {word}");
    for (count, word) in rest {
        words.push_str(&format!(", {count} {word}"));
    }
    words
}

/// `3 days late` for what was due before `today`.
#[must_use]
pub fn late(due: Option<Day>, today: Day) -> Option<String> {
    let days = usize::try_from(today.days_since(due?)).ok().filter(|days| *days > 0)?;
    Some(format!("{} late", counted(days, "day", "days")))
}

/// How late an action is, if it is open and past its day.
#[must_use]
pub fn action_late(action: &Action, today: Day) -> Option<String> {
    if action.status.is_open() { late(action.due, today) } else { None }
}

/// How late a stage of a complaint is, if it is open and past its day.
#[must_use]
pub fn stage_late(complaint: &Complaint, stage: ComplaintStage, today: Day) -> Option<String> {
    let stage = complaint.stage(stage);
    if stage.is_done(today) { None } else { late(stage.due, today) }
}

/// How far a complaint has come, in a few words: what is late, else what comes next.
#[must_use]
pub fn complaint(complaint: &Complaint, today: Day) -> String {
    let open = ComplaintStage::ALL.into_iter().filter(|stage| !complaint.stage(*stage).is_done(today));
    let late: Vec<String> = open
        .clone()
        .filter_map(|stage| Some(format!("{}: {}", stage.word(), stage_late(complaint, stage, today)?)))
        .collect();
    match (late.is_empty(), open.clone().next(), complaint.prevented) {
        (false, ..) => late.join(", "),
        (true, Some(next), _) => format!("open, next: {}", next.word()),
        (true, None, Some(day)) => format!("done, prevented since {day}"),
        (true, None, None) => "done, not yet prevented".to_owned(),
    }
}

/// What keeping a what-if comes to: how many actions are planned, and which suppositions an open action records already.
#[must_use]
pub fn kept_in_words(kept: &Kept, org: &Org) -> String {
    let already = match kept.planned_already.as_slice() {
        [] => None,
        [(link, action)] => {
            let what = org.actions.get(action).map_or("", |action| action.what.as_str());
            Some(format!("{} has an open action already: \u{201c}{what}\u{201d}", ends(org, link)))
        }
        several => Some(format!("{} links have an open action already", several.len())),
    };
    match (kept.actions.len(), already) {
        (0, None) => "Nothing to plan: this says no more than what is so".to_owned(),
        (0, Some(already)) => format!("Nothing new to plan: {already}"),
        (new, None) => format!("{} planned", counted(new, "action", "actions")),
        (new, Some(already)) => format!("{} planned; {already}", counted(new, "action", "actions")),
    }
}

/// Days that may be meant while `typed` stands in a field, each with its weekday and how far it is; none when it is such a day already.
#[must_use]
pub fn days_suggested(typed: &str, today: Day, side: Side) -> Vec<Suggestion> {
    let as_shown = |(day, detail): (Day, String)| Suggestion { words: day.to_string(), detail };
    let offered = days_offered(typed, today, side).into_iter().map(as_shown);
    offered.filter(|offered| offered.words != typed.trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::{complaint, counted, figure, kept_in_words, late, service};
    use crate::diagnosis::{CustomerSummary, Kept};
    use crate::model::{Action, ActionId, Complaint, Day, LinkId, Org, PartyId};

    #[test]
    fn what_a_kept_what_if_comes_to_is_said_with_what_was_planned_before() {
        let mut org = Org::default();
        let mend = Action { what: "Send the list".to_owned(), ..Action::default() };
        org.actions.insert(ActionId::new("1"), mend.clone());
        let already = |count| vec![(LinkId::new("a", "b"), ActionId::new("1")); count];
        for (new, known, words) in [
            (1, 0, "1 action planned"),
            (
                2,
                1,
                "2 actions planned; a \u{2192} b has an open action already: \u{201c}Send the list\u{201d}",
            ),
            (0, 3, "Nothing new to plan: 3 links have an open action already"),
            (0, 0, "Nothing to plan: this says no more than what is so"),
        ] {
            let facts =
                Kept { actions: vec![mend.clone(); new], planned_already: already(known), edits: Vec::new() };
            assert_eq!(kept_in_words(&facts, &org), words);
        }
    }

    #[test]
    fn what_is_late_is_said_in_days_and_stages() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let today = day("2026-11-21");
        for (due, words) in [
            (Some("2026-11-20"), Some("1 day late")),
            (Some("2026-11-01"), Some("20 days late")),
            (Some("2026-11-21"), None),
            (None, None),
        ] {
            assert_eq!(late(due.map(day), today).as_deref(), words, "{due:?}");
        }
        let mut facts = Complaint::of(PartyId::new("c"), day("2026-11-01"), "late again");
        assert_eq!(complaint(&facts, today), "open, next: customer answered");
        facts.answered.done = Some(day("2026-11-02"));
        facts.solved.due = Some(day("2026-11-18"));
        assert_eq!(complaint(&facts, today), "problem solved: 3 days late");
        facts.solved.done = Some(day("2026-11-20"));
        facts.mended.done = Some(day("2026-11-21"));
        assert_eq!(complaint(&facts, today), "done, not yet prevented");
        facts.prevented = Some(day("2026-11-21"));
        assert_eq!(complaint(&facts, today), "done, prevented since 2026-11-21");
    }

    #[test]
    fn figures_and_counts_read_as_people_write_them() {
        for (value, text) in [(3.0, "3"), (2.5, "2.5"), (13.0 / 3.0, "4.33"), (4.999, "5"), (1e308, "1e308")]
        {
            assert_eq!(figure(value), text);
        }
        assert_eq!(
            (counted(1, "link", "links"), counted(0, "link", "links")),
            ("1 link".into(), "0 links".into())
        );
    }

    #[test]
    fn a_service_line_leaves_out_what_there_is_none_of() {
        let summary = |services, fail, struggle, not_asked| {
            service(&CustomerSummary { customer: PartyId::new("c"), services, fail, struggle, not_asked })
        };
        assert_eq!(summary(6, 1, 2, 2), "1 of 6 services fails, 2 struggle, 2 not asked");
        assert_eq!(summary(6, 0, 1, 0), "1 of 6 services struggles");
        assert_eq!(summary(6, 0, 0, 0), "all 6 services work");
        assert_eq!(summary(2, 0, 0, 0), "both services work");
        assert_eq!(summary(1, 0, 0, 0), "its one service works");
        assert_eq!(summary(1, 1, 0, 0), "its one service fails");
        assert_eq!(summary(1, 0, 1, 0), "its one service struggles");
        assert_eq!(summary(1, 0, 0, 1), "its one service was not asked about");
        assert_eq!(summary(0, 0, 0, 0), "nobody serves it on the map yet");
    }
}
