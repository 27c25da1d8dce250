//! Small pieces of plain language that every part of a report is put together from.
//!
//! Whatever people typed comes through here: cleaned, in composed letters, and no longer than a page can bear.

use unicode_normalization::UnicodeNormalization;

use crate::diagnosis::{CustomerSummary, ExpectationDiagnosis, ExpectationState, score_text};
pub(super) use crate::diagnosis::{all_of, counted, listed};
use crate::model::{
    Cost, CostBasis, CostUnit, Day, Expectation, ExpectationKind, LinkId, Org, PartyId, Quantity,
};
use crate::picture::text::{clean, clusters};

/// The most characters of a name.
const NAME: usize = 80;
/// The most characters of what people expect or are to do.
pub(super) const SENTENCE: usize = 240;
/// The most characters of a finding.
pub(super) const MESSAGE: usize = 640;
/// From so many answers on, what people said can be shown without showing what one of them said.
pub(super) const ENOUGH_ANSWERS: u64 = 5;

/// `text` as it stands on a page: cleaned, and at most `most` characters long, with an ellipsis where it was longer.
pub(super) fn said(text: &str, most: usize) -> String {
    // What one stroke of a hostile pen can do is bounded before it is looked at closely.
    let composed: String = clean(text).nfc().take(most * 8).collect();
    let mut pieces = clusters(&composed);
    let mut short: String = pieces.by_ref().take(most).collect();
    if pieces.next().is_some() {
        short.truncate(short.trim_end().len());
        short.push('\u{2026}');
    }
    short
}

/// The first `most` of `names`, and how many more there are.
pub(super) fn first_of(mut names: Vec<String>, most: usize) -> String {
    if names.len() > most {
        let more = names.len() - most;
        names.truncate(most);
        names.push(format!("{more} more"));
    }
    listed(&names)
}

/// What a party is called.
pub(super) fn party(org: &Org, id: &PartyId) -> String {
    let name = said(org.name_of(id), NAME);
    if name.is_empty() { said(id.as_str(), NAME) } else { name }
}

/// What a link is called: `Records -> Booking`.
pub(super) fn link(org: &Org, id: &LinkId) -> String {
    format!("{} \u{2192} {}", party(org, &id.supplier), party(org, &id.customer))
}

/// What an organisation is called.
pub(super) fn org_name(org: &Org) -> String {
    let name = said(&org.name, NAME);
    if name.is_empty() { "An organisation without a name".to_owned() } else { name }
}

/// How an external customer is served: `1 of 6 services fails, 2 struggle, 2 were not asked about`.
#[must_use]
pub fn services(summary: &CustomerSummary) -> String {
    let all = summary.services;
    if all == 0 {
        return "no service is on the map yet".to_owned();
    }
    let states = [
        (summary.fail, "fails", "fail"),
        (summary.struggle, "struggles", "struggle"),
        (summary.not_asked, "was not asked about", "were not asked about"),
    ];
    let known_as =
        |(number, one, many): (usize, &'static str, &'static str)| if number == 1 { one } else { many };
    let mut parts = states.into_iter().filter(|(number, ..)| *number > 0);
    let Some(first) = parts.next() else {
        return if all == 1 {
            "the one service works".to_owned()
        } else {
            format!("{} services work", all_of(all))
        };
    };
    let mut text = match (all, first.0) {
        (1, _) => format!("the one service {}", known_as(first)),
        (all, number) if all == number => format!("{} services {}", all_of(all), known_as(first)),
        (all, number) => format!("{number} of {all} services {}", known_as(first)),
    };
    for part in parts {
        text += &format!(", {} {}", part.0, known_as(part));
    }
    text
}

/// A number as people write it: at most two decimals; very large and very small ones as they are.
pub(super) fn number(quantity: Quantity) -> String {
    let value = quantity.get();
    let rounded = (value * 100.0).round() / 100.0;
    let is_usual = (0.01..1e12).contains(&value.abs());
    if is_usual {
        format!("{rounded}")
    } else if value == 0.0 {
        "0".to_owned()
    } else {
        format!("{value:e}")
    }
}

/// What a link costs, with who said so: `12 hours a month (estimated, Finance)`.
pub(super) fn cost(cost: &Cost) -> String {
    let amount = number(cost.amount);
    let amount = match &cost.unit {
        CostUnit::Hours => format!("{amount} hours a month"),
        CostUnit::Money(currency) => {
            format!("{amount} {}", said(currency, 12)).trim_end().to_owned() + " a month"
        }
    };
    let basis = match cost.basis {
        CostBasis::Estimated => "estimated",
        CostBasis::Measured => "measured",
    };
    let by = said(&cost.stated_by, NAME);
    let by = if by.is_empty() { String::new() } else { format!(", {by}") };
    format!("{} ({basis}{by})", amount.trim())
}

/// `2026-10-01`, and how long ago that was.
pub(super) fn due(day: Day, today: Day) -> String {
    match today.days_since(day) {
        late if late > 1 => format!("{day}, {late} days ago"),
        1 => format!("{day}, yesterday"),
        _ => day.to_string(),
    }
}

/// Whether the mean of what people said may be shown: it is more than what one of them said, or stands for enough.
pub(super) fn may_show(judged: &ExpectationDiagnosis) -> bool {
    judged.raters >= 2 || judged.answers >= ENOUGH_ANSWERS
}

/// How an expectation fares: `not met, 2.33 of 5 (3 answers)`. The mean is left out where it would show one person's rating.
pub(super) fn fares(judged: &ExpectationDiagnosis) -> String {
    let state = match judged.state {
        ExpectationState::Unmet => "not met",
        ExpectationState::Strained => "met in part",
        ExpectationState::Unknown => "not rated yet",
        ExpectationState::Met => "met",
    };
    let answers =
        if judged.answers == 1 { "1 answer".to_owned() } else { format!("{} answers", judged.answers) };
    match judged.score {
        None => state.to_owned(),
        Some(score) if may_show(judged) => format!("{state}, {} of 5 ({answers})", score_text(score)),
        Some(_) => format!("{state} ({answers})"),
    }
}

/// What is expected: `Need: the list by four. Good enough: lists in time at least 95 %.`
pub(super) fn expectation(facts: &Expectation) -> String {
    let kind = match facts.kind {
        ExpectationKind::Need => "Need",
        ExpectationKind::Want => "Want",
    };
    let mut text = format!("{kind}: {}", said(&facts.statement, SENTENCE));
    if let Some(standard) = &facts.standard {
        let side = standard.direction.words();
        let metric = said(&standard.metric, NAME);
        let words = [metric.as_str(), side, &number(standard.target), &said(&standard.unit, NAME)].join(" ");
        text += &format!(" (good enough: {})", words.trim());
    }
    text
}
