//! The links of a document, with their expectations, verdicts, ratings and measurements.

use std::collections::BTreeMap;

use super::fault::{LoadProblem, nearest};
use super::read::{Read, first_key, members, quantity, score};
use super::value::Value;
use crate::model::{
    AnswerCount, Day, Direction, Expectation, ExpectationId, ExpectationKind, Importance, Link, LinkId,
    Measurement, Party, PartyId, Period, Rating, RatingKey, Score, ServiceWindow, Source, Standard, Verdict,
    VerdictKey, Violation, Volume,
};

const LINK: &[&str] = &[
    "supplier",
    "customer",
    "deliverables",
    "support",
    "because_of",
    "volume",
    "mean_wait_hours",
    "note",
    "verdicts",
    "aliases",
    "expectations",
];
const VOLUME: &[&str] = &["amount", "unit"];
const VERDICT: &[&str] = &["day", "speaker", "verdict"];
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
    "own_rating",
    "ratings",
    "note",
    "aliases",
];
const WINDOW: &[&str] = &["told"];
const STANDARD: &[&str] = &["metric", "unit", "at_least", "at_most"];
const MEASUREMENT: &[&str] = &["value", "sample_size"];
const RATING: &[&str] = &["day", "rater", "score", "answers", "comment"];

/// A link with its expectations, as [`crate::edit::build`] takes them.
pub(super) type ReadLink = (LinkId, Link, BTreeMap<ExpectationId, Expectation>);

pub(super) fn links(value: Value<'_>, parties: &BTreeMap<PartyId, Party>) -> Read<Vec<ReadLink>> {
    let mut links = Vec::new();
    let mut places: BTreeMap<LinkId, usize> = BTreeMap::new();
    for item in value.items("a list of links")? {
        let link = link(item, parties)?;
        if let Some(first) = places.insert(link.0.clone(), item.at()) {
            return Err(item.repeated(format!("the link {}", link.0), first));
        }
        links.push(link);
    }
    Ok(links)
}

fn link(value: Value<'_>, parties: &BTreeMap<PartyId, Party>) -> Read<ReadLink> {
    let (mut supplier, mut customer) = (None, None);
    let mut link = Link::default();
    let mut expectation_table = None;
    for (name, entry) in value.fields("a link", LINK)? {
        match name {
            "supplier" => supplier = Some(end_of_link(entry, parties)?),
            "customer" => customer = Some((end_of_link(entry, parties)?, entry)),
            "deliverables" => link.deliverables = members(entry, "a list of deliverables")?,
            "support" => link.support = entry.boolean()?,
            "because_of" => link.because_of = entry.boolean()?,
            "volume" => link.volume = entry.optional().map(volume).transpose()?,
            "mean_wait_hours" => link.mean_wait_hours = entry.optional().map(quantity).transpose()?,
            "note" => link.note = entry.string()?,
            "verdicts" => link.verdicts = verdicts(entry)?,
            "aliases" => link.aliases = members(entry, "a list of aliases")?,
            _ => expectation_table = Some(entry),
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a link", name });
    let supplier = supplier.ok_or_else(|| missing("supplier"))?;
    let (customer, stands_at) = customer.ok_or_else(|| missing("customer"))?;
    if supplier == customer {
        return Err(stands_at.fault(LoadProblem::SelfLink(customer.to_string())));
    }
    let id = LinkId { supplier, customer };
    let expectations = match expectation_table {
        Some(table) => expectations(table, &id)?,
        None => BTreeMap::new(),
    };
    Ok((id, link, expectations))
}

fn end_of_link(value: Value<'_>, parties: &BTreeMap<PartyId, Party>) -> Read<PartyId> {
    let text = value.text()?;
    // The id that is there already is shared, so that a large map holds each id once.
    if let Some((id, _)) = parties.get_key_value(&PartyId::new(&text)) {
        return Ok(id.clone());
    }
    let suggestion = nearest(&text, parties.keys().map(PartyId::as_str)).map(str::to_owned);
    Err(value.fault(LoadProblem::DanglingLink { missing: text.into_owned(), suggestion }))
}

fn volume(value: Value<'_>) -> Read<Volume> {
    let (mut amount, mut unit) = (None, String::new());
    for (name, entry) in value.fields("a volume", VOLUME)? {
        match name {
            "amount" => amount = Some((quantity(entry)?, entry)),
            _ => unit = entry.string()?,
        }
    }
    match amount {
        Some((amount, entry)) if amount.get() < 0.0 => Err(entry.out_of_range("an amount is zero or more")),
        Some((amount, _)) => Ok(Volume { amount, unit }),
        None => Err(value.fault(LoadProblem::MissingField { of: "a volume", name: "amount" })),
    }
}

fn verdicts(value: Value<'_>) -> Read<BTreeMap<VerdictKey, Verdict>> {
    let mut verdicts = BTreeMap::new();
    for item in value.items("a list of verdicts")? {
        let (mut said_on, mut speaker, mut verdict) = (None, String::new(), None);
        for (name, entry) in item.fields("a verdict", VERDICT)? {
            match name {
                "day" => said_on = Some(day(entry)?),
                "speaker" => speaker = entry.string()?,
                _ => {
                    verdict = Some(entry.choice(&[
                        ("Works", Verdict::Works),
                        ("Struggles", Verdict::Struggles),
                        ("Broken", Verdict::Broken),
                    ])?);
                }
            }
        }
        let missing = |name| item.fault(LoadProblem::MissingField { of: "a verdict", name });
        let key = VerdictKey { day: said_on.ok_or_else(|| missing("day"))?, speaker };
        let verdict = verdict.ok_or_else(|| missing("verdict"))?;
        if verdicts.contains_key(&key) {
            let first = first_like(value, item, &["day", "speaker"])?;
            return Err(item.repeated(format!("the verdict of {:?} on {}", key.speaker, key.day), first));
        }
        verdicts.insert(key, verdict);
    }
    Ok(verdicts)
}

fn expectations(value: Value<'_>, link: &LinkId) -> Read<BTreeMap<ExpectationId, Expectation>> {
    let of = "a table of expectations";
    let mut expectations = BTreeMap::new();
    for (key, entry) in value.entries(of)? {
        let id = ExpectationId::new(key.text()?);
        let facts = expectation(entry)?;
        if facts.statement.trim().is_empty() {
            let empty = Violation::EmptyStatement { link: link.clone(), expectation: id };
            return Err(key.fault(LoadProblem::Unsound(empty.to_string())));
        }
        if expectations.contains_key(&id) {
            let first = first_key(value, id.as_str(), of)?;
            return Err(key.repeated(format!("the expectation {:?}", id.as_str()), first));
        }
        expectations.insert(id, facts);
    }
    Ok(expectations)
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
            "standard" => facts.standard = entry.optional().map(standard).transpose()?,
            "measurements" => facts.measurements = measurements(entry)?,
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

fn measurements(value: Value<'_>) -> Read<BTreeMap<Period, Measurement>> {
    let of = "a table of measurements";
    let mut measurements = BTreeMap::new();
    for (key, entry) in value.entries(of)? {
        let text = key.text()?;
        let period: Period = text.parse().map_err(|_| {
            key.out_of_range("a period is written 2026, 2026-Q3, 2026-09, 2026-W38 or 2026-09-14")
        })?;
        if measurements.insert(period, measurement(entry)?).is_some() {
            return Err(key.repeated(format!("the measurement of {period}"), first_key(value, &text, of)?));
        }
    }
    Ok(measurements)
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

fn ratings(value: Value<'_>) -> Read<BTreeMap<RatingKey, Rating>> {
    let mut ratings = BTreeMap::new();
    for item in value.items("a list of ratings")? {
        let (key, rating) = rating(item)?;
        if ratings.contains_key(&key) {
            let first = first_like(value, item, &["day", "rater"])?;
            return Err(item.repeated(format!("the rating of {:?} on {}", key.rater, key.day), first));
        }
        ratings.insert(key, rating);
    }
    Ok(ratings)
}

fn rating(value: Value<'_>) -> Read<(RatingKey, Rating)> {
    let (mut given_on, mut rater, mut given) = (None, String::new(), None);
    let (mut answers, mut comment) = (AnswerCount::ONE, String::new());
    for (name, entry) in value.fields("a rating", RATING)? {
        match name {
            "day" => given_on = Some(day(entry)?),
            "rater" => rater = entry.string()?,
            "score" => given = Some(score(entry)?),
            "answers" => {
                let count = entry.whole(1, i64::from(AnswerCount::MAX), "the number of answers")?;
                answers = u32::try_from(count).ok().and_then(AnswerCount::new).unwrap_or_default();
            }
            _ => comment = entry.string()?,
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a rating", name });
    let score: Score = given.ok_or_else(|| missing("score"))?;
    let key = RatingKey { day: given_on.ok_or_else(|| missing("day"))?, rater };
    Ok((key, Rating { score, answers, comment }))
}

fn day(value: Value<'_>) -> Read<Day> {
    let expected = "a day is written year-month-day, for example 2026-11-21";
    value.text()?.parse().map_err(|_| value.out_of_range(expected))
}

/// Where the first item of `list` stands that has the same texts as `item` in the entries `names`. For messages only.
fn first_like(list: Value<'_>, item: Value<'_>, names: &[&str]) -> Read<usize> {
    let wanted = item.texts_of(names);
    let mut items = list.items("a list")?;
    Ok(items.find(|other| other.texts_of(names) == wanted).map_or(list.at(), Value::at))
}
