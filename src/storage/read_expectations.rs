//! The expectations on a link, with their standards, measurements and ratings.

use std::collections::BTreeSet;

use litemap::LiteMap;

use super::fault::LoadProblem;
use super::gathered::Gathered;
use super::read::{Read, day, first_key, first_like, members, quantity, score};
use super::value::Value;
use crate::model::{
    Acceptance, AnswerCount, Dimension, DimensionScores, Direction, Expectation, ExpectationId,
    ExpectationKind, ExpectationRef, Importance, LinkId, Measurement, Period, Rating, RatingKey, Score,
    ServiceWindow, Source, Standard, Violation,
};

const EXPECTATION: &[&str] = &[
    "kind",
    "statement",
    "importance",
    "source",
    "window",
    "disputed",
    "deliverable",
    "standard",
    "measurements",
    "promised",
    "acceptance",
    "conflicts",
    "own_rating",
    "ratings",
    "note",
    "aliases",
];
const WINDOW: &[&str] = &["told"];
const STANDARD: &[&str] = &["metric", "unit", "at_least", "at_most"];
const MEASUREMENT: &[&str] = &["value", "sample_size"];
const ACCEPTANCE: &[&str] = &["by", "day", "agreed_to"];
const CONFLICT: &[&str] = &["supplier", "customer", "expectation"];
const RATING: &[&str] = &["day", "rater", "score", "answers", "comment", "dimensions"];
const DIMENSIONS: &[(&str, Dimension)] = &[
    ("Accessibility", Dimension::Accessibility),
    ("Friendliness", Dimension::Friendliness),
    ("Quality", Dimension::Quality),
    ("Affordability", Dimension::Affordability),
    ("Timeliness", Dimension::Timeliness),
];

pub(super) fn expectations(value: Value<'_>, link: &LinkId) -> Read<LiteMap<ExpectationId, Expectation>> {
    let of = "a table of expectations";
    let mut expectations = Gathered::with_room(value.count() / 2);
    for (key, entry) in value.entries(of)? {
        let id = ExpectationId::new(key.text()?);
        let facts = expectation(entry)?;
        if facts.statement.trim().is_empty() {
            let empty = Violation::EmptyStatement { link: link.clone(), expectation: id };
            return Err(key.fault(LoadProblem::Unsound(empty.to_string())));
        }
        if let Some(id) = expectations.add(id, facts) {
            let first = first_key(value, id.as_str(), of)?;
            return Err(key.repeated(format!("the expectation {:?}", id.as_str()), first));
        }
    }
    Ok(expectations.into_map())
}

fn expectation(value: Value<'_>) -> Read<Expectation> {
    let mut facts = Expectation::default();
    for (name, entry) in value.fields("an expectation", EXPECTATION)? {
        match name {
            "kind" => {
                let kinds = [("Need", ExpectationKind::Need), ("Want", ExpectationKind::Want)];
                facts.kind = entry.choice(&kinds)?;
            }
            "statement" => facts.statement = entry.string()?,
            "importance" => {
                let number = entry.whole(1, 5, "importance")?;
                let importance = u8::try_from(number).ok().and_then(Importance::new);
                facts.importance = importance.unwrap_or_default();
            }
            "source" => {
                facts.source = entry.choice(&[
                    ("Asked", Source::Asked),
                    ("Surveyed", Source::Surveyed),
                    ("Assumed", Source::Assumed),
                ])?;
            }
            "window" => facts.window = window(entry)?,
            "disputed" => facts.disputed = entry.boolean()?,
            "deliverable" => facts.deliverable = entry.string()?,
            "standard" => facts.standard = entry.optional().map(standard).transpose()?.map(Box::new),
            "measurements" => facts.measurements = measurements(entry)?,
            "promised" => facts.promised = entry.optional().map(quantity).transpose()?,
            "acceptance" => facts.acceptance = entry.optional().map(acceptance).transpose()?.map(Box::new),
            "conflicts" => facts.conflicts = conflicts(entry)?,
            "own_rating" => facts.own_rating = entry.optional().map(score).transpose()?,
            "ratings" => facts.ratings = ratings(entry)?,
            "note" => facts.note = entry.string()?,
            _ => facts.aliases = members(entry, "a list of aliases")?,
        }
    }
    Ok(facts)
}

/// `In`, `Undecided`, `Out()` (or `Out`), `Out(told: "2026-01-05")`.
fn window(value: Value<'_>) -> Read<ServiceWindow> {
    match value.head_word() {
        "Undecided" => Ok(ServiceWindow::Undecided),
        "In" => Ok(ServiceWindow::In),
        "Out" if value.is_word() => Ok(ServiceWindow::Out { told: None }),
        "Out" => {
            let mut told = None;
            for (_, entry) in value.fields("a service window", WINDOW)? {
                told = entry.optional().map(day).transpose()?;
            }
            Ok(ServiceWindow::Out { told })
        }
        _ => Err(value.wrong_type("one of In, Undecided, Out(), Out(told: \"2026-01-05\")")),
    }
}

fn standard(value: Value<'_>) -> Read<Standard> {
    let (mut metric, mut unit, mut target) = (String::new(), String::new(), None);
    for (name, entry) in value.fields("a standard", STANDARD)? {
        match name {
            "metric" => metric = entry.string()?,
            "unit" => unit = entry.string()?,
            _ if target.is_some() => {
                let both = "at_least and at_most exclude each other; keep one of the two".to_owned();
                return Err(entry.fault(LoadProblem::Unsound(both)));
            }
            "at_least" => target = Some((Direction::AtLeast, quantity(entry)?)),
            _ => target = Some((Direction::AtMost, quantity(entry)?)),
        }
    }
    match target {
        Some((direction, target)) => Ok(Standard { metric, unit, direction, target }),
        None => {
            let name = "at_least or at_most";
            Err(value.fault(LoadProblem::MissingField { of: "a standard", name }))
        }
    }
}

fn measurements(value: Value<'_>) -> Read<LiteMap<Period, Measurement>> {
    let of = "a table of measurements";
    by_period(value, of, "the measurement", measurement)
}

/// What stands in a table of periods.
pub(super) fn by_period<'doc, T>(
    table: Value<'doc>,
    of: &str,
    what: &str,
    read: impl Fn(Value<'doc>) -> Read<T>,
) -> Read<LiteMap<Period, T>> {
    let mut entries = Gathered::with_room(table.count() / 2);
    for (key, entry) in table.entries(of)? {
        let text = key.text()?;
        let period: Period = text.parse().map_err(|_| {
            key.out_of_range("a period is written 2026, 2026-Q3, 2026-09, 2026-W38 or 2026-09-14")
        })?;
        if let Some(period) = entries.add(period, read(entry)?) {
            return Err(key.repeated(format!("{what} of {period}"), first_key(table, &text, of)?));
        }
    }
    Ok(entries.into_map())
}

fn acceptance(value: Value<'_>) -> Read<Acceptance> {
    let (mut by, mut agreed_on, mut agreed_to) = (String::new(), None, String::new());
    for (name, entry) in value.fields("an acceptance", ACCEPTANCE)? {
        match name {
            "by" => by = entry.string()?,
            "day" => agreed_on = Some(day(entry)?),
            _ => agreed_to = entry.string()?,
        }
    }
    let missing = || value.fault(LoadProblem::MissingField { of: "an acceptance", name: "day" });
    Ok(Acceptance { by, day: agreed_on.ok_or_else(missing)?, fingerprint: agreed_to })
}

fn conflicts(value: Value<'_>) -> Read<BTreeSet<ExpectationRef>> {
    let mut conflicts = BTreeSet::new();
    for item in value.items("a list of conflicts")? {
        let (mut supplier, mut customer, mut expectation) = (None, None, None);
        for (name, entry) in item.fields("a conflict", CONFLICT)? {
            let text = Some(entry.text()?);
            match name {
                "supplier" => supplier = text,
                "customer" => customer = text,
                _ => expectation = text,
            }
        }
        let missing = |name| item.fault(LoadProblem::MissingField { of: "a conflict", name });
        let supplier = supplier.ok_or_else(|| missing("supplier"))?;
        let customer = customer.ok_or_else(|| missing("customer"))?;
        let expectation = ExpectationId::new(expectation.ok_or_else(|| missing("expectation"))?);
        let other = ExpectationRef { link: LinkId::new(&*supplier, &*customer), expectation };
        if conflicts.contains(&other) {
            return Err(
                item.repeated(format!("the conflict with {other}"), first_like(value, item, CONFLICT)?)
            );
        }
        conflicts.insert(other);
    }
    Ok(conflicts)
}

fn measurement(value: Value<'_>) -> Read<Measurement> {
    let (mut measured, mut sample_size) = (None, None);
    for (name, entry) in value.fields("a measurement", MEASUREMENT)? {
        match name {
            "value" => measured = Some(quantity(entry)?),
            _ => {
                let count = |entry: Value<'_>| entry.whole(1, i64::from(u32::MAX), "a sample size");
                let size = entry.optional().map(count).transpose()?;
                sample_size = size.and_then(|size| u32::try_from(size).ok());
            }
        }
    }
    let missing = || value.fault(LoadProblem::MissingField { of: "a measurement", name: "value" });
    Ok(Measurement { value: measured.ok_or_else(missing)?, sample_size })
}

fn ratings(value: Value<'_>) -> Read<LiteMap<RatingKey, Rating>> {
    let mut ratings = Gathered::with_room(value.count());
    for item in value.items("a list of ratings")? {
        let (key, rating) = rating(item)?;
        if let Some(key) = ratings.add(key, rating) {
            let first = first_like(value, item, &["day", "rater"])?;
            return Err(item.repeated(format!("the rating of {:?} on {}", key.rater, key.day), first));
        }
    }
    Ok(ratings.into_map())
}

fn rating(value: Value<'_>) -> Read<(RatingKey, Rating)> {
    let (mut given_on, mut rater, mut given) = (None, String::new(), None);
    let (mut answers, mut comment, mut given_apart) =
        (AnswerCount::ONE, String::new(), DimensionScores::default());
    for (name, entry) in value.fields("a rating", RATING)? {
        match name {
            "day" => given_on = Some(day(entry)?),
            "rater" => rater = entry.string()?,
            "score" => given = Some(score(entry)?),
            "answers" => {
                let count = entry.whole(1, i64::from(AnswerCount::MAX), "the number of answers")?;
                answers = u32::try_from(count).ok().and_then(AnswerCount::new).unwrap_or_default();
            }
            "comment" => comment = entry.string()?,
            _ => given_apart = dimensions(entry)?,
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a rating", name });
    let score: Score = given.ok_or_else(|| missing("score"))?;
    let key = RatingKey { day: given_on.ok_or_else(|| missing("day"))?, rater };
    Ok((key, Rating { score, answers, comment, dimensions: given_apart }))
}

fn dimensions(value: Value<'_>) -> Read<DimensionScores> {
    let mut dimensions = DimensionScores::default();
    let mut seen: Vec<(Dimension, usize)> = Vec::new();
    for (key, entry) in value.entries("a table of dimensions")? {
        let dimension = key.choice(DIMENSIONS)?;
        if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == dimension) {
            return Err(key.repeated(format!("the dimension {dimension:?}"), *first));
        }
        seen.push((dimension, key.at()));
        dimensions.insert(dimension, score(entry)?);
    }
    Ok(dimensions)
}
