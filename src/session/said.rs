//! Why a link fares worse, or otherwise, than its customer has just said of it as a whole, in plain words.
//!
//! A word on the whole link and what was rated or measured on its needs both count (see `diagnosis`); where they differ, a person who gave
//! the word is told which need decides, and what would change that. No score is told: it might be one person's.

use super::labels::quoted;
use crate::diagnosis::{Diagnosis, ExpectationDiagnosis, ExpectationState, LinkState};
use crate::model::{Day, Expectation, ExpectationKind, LinkId, Org, Verdict};

/// Why a link is not as its customer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What decides: `It stays broken: "trips within 90 minutes" misses its standard.`
    pub short: String,
    /// The evidence, and what would change it; may be empty.
    pub more: String,
}

impl Disagreement {
    /// Both together.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.more.is_empty() { self.short.clone() } else { format!("{} {}", self.short, self.more) }
    }
}

/// Why `link` is not as `said`, on `today`; `None` where it is. Nothing said (`None`) stands for "not asked".
#[must_use]
pub fn disagreement(
    org: &Org,
    diagnosis: &Diagnosis,
    link: &LinkId,
    said: Option<Verdict>,
    today: Day,
) -> Option<Disagreement> {
    let judged = diagnosis.link(link)?;
    let meant = match said {
        Some(Verdict::Works) => LinkState::Sound,
        Some(Verdict::Struggles) => LinkState::Strained,
        Some(Verdict::Broken) => LinkState::Broken,
        None => LinkState::Unknown,
    };
    if judged.state == meant {
        return None;
    }
    let facts = org.link(link)?.expectations();
    let counted = facts.iter().filter(|(_, facts)| !facts.is_set_aside());
    let worst = counted
        .filter_map(|(id, facts)| Some((facts, judged.expectations().get(id)?)))
        .filter(|(facts, judged)| weight(facts, judged) < SPEAKS_FOR_IT)
        .min_by_key(|(facts, judged)| weight(facts, judged));
    let word = judged.state.word();
    Some(match worst {
        Some((facts, judged)) => decided(word, facts, judged, today),
        // Only good things were said of its needs: without a word on the whole they are what counts.
        None => Disagreement {
            short: format!("By its ratings and measurements it {}.", as_verb(judged.state)),
            more: String::new(),
        },
    })
}

/// From here on an expectation is no reason for trouble.
const SPEAKS_FOR_IT: u8 = 3;

/// The less, the worse for the link.
fn weight(facts: &Expectation, judged: &ExpectationDiagnosis) -> u8 {
    let breaks = facts.kind == ExpectationKind::Need && facts.importance.can_break();
    match judged.state {
        ExpectationState::Unmet if breaks => 0,
        ExpectationState::Unmet => 1,
        ExpectationState::Strained if facts.kind == ExpectationKind::Need => 2,
        _ => SPEAKS_FOR_IT,
    }
}

fn decided(word: &str, facts: &Expectation, judged: &ExpectationDiagnosis, today: Day) -> Disagreement {
    let what = quoted(&facts.statement);
    let stays = if word == "broken" { "It stays broken" } else { "It still struggles" };
    if judged.meets_standard == Some(false)
        && let Some(standard) = &facts.standard
    {
        let side = standard.direction.words();
        let unit = if standard.unit.is_empty() { String::new() } else { format!(" {}", standard.unit) };
        let counted = facts.counted_measurement(today);
        let measured = counted.map_or_else(String::new, |(period, measured)| {
            format!(", measured {}{unit} in {period}", measured.value)
        });
        return Disagreement {
            short: format!("{stays}: {what} misses its standard."),
            more: format!(
                "{}: {side} {}{unit}{measured}. A new measurement changes that.",
                standard.metric, standard.target
            ),
        };
    }
    let how = match judged.state {
        ExpectationState::Unmet => "was rated as not met",
        _ => "was rated as met only with effort",
    };
    Disagreement { short: format!("{stays}: {what} {how}."), more: "A new rating changes that.".to_owned() }
}

fn as_verb(state: LinkState) -> &'static str {
    match state {
        LinkState::Broken => "is broken",
        LinkState::Strained => "struggles",
        LinkState::Unknown => "was not asked about",
        LinkState::Sound => "works",
    }
}
