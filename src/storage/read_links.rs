//! The links of a document, with their verdicts, costs and quality counts. Expectations are read by `read_expectations`.

use std::collections::BTreeMap;

use litemap::LiteMap;

use super::fault::{LoadProblem, nearest};
use super::gathered::Gathered;
use super::read::{Read, day, first_like, members, quantity};
use super::read_expectations::{by_period, expectations};
use super::value::Value;
use crate::model::{
    CauseVerdict, Cost, CostBasis, CostUnit, Expectation, ExpectationId, Link, LinkId, Party, PartyId,
    PartyLookup, QualityCount, QualityTarget, Quantity, Verdict, VerdictKey, Volume,
};

const LINK: &[&str] = &[
    "supplier",
    "customer",
    "deliverables",
    "support",
    "because_of",
    "volume",
    "mean_wait_hours",
    "cost",
    "quality",
    "quality_target",
    "cause",
    "note",
    "verdicts",
    "aliases",
    "expectations",
];
const VOLUME: &[&str] = &["amount", "unit"];
const COST: &[&str] = &["hours", "money", "currency", "stated_by", "basis"];
const DEFECTS: &[&str] = &["units", "opportunities", "defects"];
const COMPLETE: &[&str] = &["percent"];
const DPMO: &[&str] = &["at_most"];
const COMPLETE_TARGET: &[&str] = &["at_least"];
const CAUSE: &[&str] = &["confirmed", "by", "day"];
const VERDICT: &[&str] = &["day", "speaker", "verdict"];

/// A link with its expectations, as [`crate::edit::build`] takes them.
pub(super) type ReadLink = (LinkId, Link, LiteMap<ExpectationId, Expectation>);

/// The parties that links may join.
struct Ends {
    /// In order.
    ids: Vec<PartyId>,
    lookup: PartyLookup,
}

impl Ends {
    fn among(parties: &BTreeMap<PartyId, Party>) -> Self {
        let ids: Vec<PartyId> = parties.keys().cloned().collect();
        let lookup = PartyLookup::of(&ids);
        Self { ids, lookup }
    }
}

/// The links, in the order of their ids.
pub(super) fn links(
    value: Value<'_>,
    parties: &BTreeMap<PartyId, Party>,
) -> Read<impl Iterator<Item = ReadLink> + use<>> {
    let items = value.items("a list of links")?;
    let parties = Ends::among(parties);
    // By the places of the two ends among the parties, which order as the ids do and are sooner compared.
    let mut links = Gathered::with_room(value.count());
    for item in items {
        let (ends, link) = link(item, &parties)?;
        let id = link.0.clone();
        if let Some(ends) = links.add(ends, (item.at(), link)) {
            let first = links.get(&ends).map_or(value.at(), |(first, _)| *first);
            return Err(item.repeated(format!("the link {id}"), first));
        }
    }
    Ok(links.into_sorted().into_iter().map(|(_, (_, link))| link))
}

/// The places of the two ends among the parties, and the link.
fn link(value: Value<'_>, parties: &Ends) -> Read<((usize, usize), ReadLink)> {
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
            "cost" => link.cost = entry.optional().map(cost).transpose()?,
            "quality" => {
                link.quality =
                    by_period(entry, "a table of quality counts", "the quality count", quality_count)?;
            }
            "quality_target" => link.quality_target = entry.optional().map(quality_target).transpose()?,
            "cause" => link.cause_verdict = entry.optional().map(cause_verdict).transpose()?,
            "note" => link.note = entry.string()?,
            "verdicts" => link.verdicts = verdicts(entry)?,
            "aliases" => link.aliases = members(entry, "a list of aliases")?,
            _ => expectation_table = Some(entry),
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a link", name });
    let (from, supplier) = supplier.ok_or_else(|| missing("supplier"))?;
    let ((to, customer), stands_at) = customer.ok_or_else(|| missing("customer"))?;
    if from == to {
        return Err(stands_at.fault(LoadProblem::SelfLink(customer.to_string())));
    }
    let id = LinkId { supplier, customer };
    let expectations = match expectation_table {
        Some(table) => expectations(table, &id)?,
        None => LiteMap::default(),
    };
    Ok(((from, to), (id, link, expectations)))
}

/// The place of the party that is named, and its id: the one that is there already is shared, so that a large map holds each id once.
fn end_of_link(value: Value<'_>, parties: &Ends) -> Read<(usize, PartyId)> {
    let text = value.text()?;
    let place = parties.lookup.place_of(&parties.ids, &text);
    if let Some((place, id)) = place.and_then(|place| Some((place, parties.ids.get(place)?))) {
        return Ok((place, id.clone()));
    }
    let suggestion = nearest(&text, parties.ids.iter().map(PartyId::as_str)).map(str::to_owned);
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

/// `(hours: 12.0)` or `(money: 900.0, currency: "EUR")`, with who said so.
fn cost(value: Value<'_>) -> Read<Cost> {
    let (mut amount, mut currency) = (None, None);
    let (mut stated_by, mut basis) = (String::new(), CostBasis::default());
    for (name, entry) in value.fields("a cost", COST)? {
        match name {
            "hours" | "money" if amount.is_some() => {
                let both = "hours and money exclude each other; keep one of the two".to_owned();
                return Err(entry.fault(LoadProblem::Unsound(both)));
            }
            "hours" | "money" => amount = Some((quantity(entry)?, entry, name == "hours")),
            "currency" => currency = Some(entry.string()?),
            "stated_by" => stated_by = entry.string()?,
            _ => {
                basis =
                    entry.choice(&[("Estimated", CostBasis::Estimated), ("Measured", CostBasis::Measured)])?
            }
        }
    }
    let Some((amount, entry, is_hours)) = amount else {
        return Err(value.fault(LoadProblem::MissingField { of: "a cost", name: "hours or money" }));
    };
    if amount.get() < 0.0 {
        return Err(entry.out_of_range("a cost is zero or more"));
    }
    let unit = if is_hours { CostUnit::Hours } else { CostUnit::Money(currency.unwrap_or_default()) };
    Ok(Cost { amount, unit, stated_by, basis })
}

/// `Defects(units: 200, opportunities: 3, defects: 9)` or `CompleteAndAccurate(percent: 92.5)`.
fn quality_count(value: Value<'_>) -> Read<QualityCount> {
    let count = match value.head_word() {
        "Defects" => {
            let (mut units, mut opportunities, mut defects) = (None, 1, None);
            for (name, entry) in value.fields("a count of defects", DEFECTS)? {
                let most = i64::try_from(QualityCount::MOST_UNITS).unwrap_or(i64::MAX);
                match name {
                    "units" => units = u64::try_from(entry.whole(1, most, "the number of units")?).ok(),
                    "opportunities" => {
                        let most = i64::from(QualityCount::MOST_OPPORTUNITIES);
                        let number = entry.whole(1, most, "the number of opportunities a unit")?;
                        opportunities = u32::try_from(number).unwrap_or(1);
                    }
                    _ => defects = u64::try_from(entry.whole(0, i64::MAX, "the number of defects")?).ok(),
                }
            }
            let missing = |name| value.fault(LoadProblem::MissingField { of: "a count of defects", name });
            let units = units.ok_or_else(|| missing("units"))?;
            QualityCount::Defects {
                units,
                opportunities,
                defects: defects.ok_or_else(|| missing("defects"))?,
            }
        }
        "CompleteAndAccurate" => QualityCount::CompleteAndAccurate(only_number(value, "a share", COMPLETE)?),
        _ => {
            let expected =
                "Defects(units: 200, opportunities: 3, defects: 9) or CompleteAndAccurate(percent: 92.5)";
            return Err(value.wrong_type(expected));
        }
    };
    if count.is_consistent() {
        return Ok(count);
    }
    Err(value.out_of_range("no more defects than units times opportunities, and a percentage from 0 to 100"))
}

/// `Dpmo(at_most: 5000.0)` or `CompleteAndAccurate(at_least: 95.0)`.
fn quality_target(value: Value<'_>) -> Read<QualityTarget> {
    let target = match value.head_word() {
        "Dpmo" => QualityTarget::Dpmo(only_number(value, "a target", DPMO)?),
        "CompleteAndAccurate" => {
            QualityTarget::CompleteAndAccurate(only_number(value, "a target", COMPLETE_TARGET)?)
        }
        _ => return Err(value.wrong_type("Dpmo(at_most: 5000.0) or CompleteAndAccurate(at_least: 95.0)")),
    };
    if target.is_consistent() {
        return Ok(target);
    }
    Err(value.out_of_range("0 to 1,000,000 defects in a million, or 0 to 100 percent"))
}

/// The number of a record that has only one.
fn only_number(value: Value<'_>, of: &'static str, known: &'static [&'static str]) -> Read<Quantity> {
    let first = value.fields(of, known)?.next().map(|(_, entry)| quantity(entry)).transpose()?;
    let name = known.first().copied().unwrap_or_default();
    first.ok_or_else(|| value.fault(LoadProblem::MissingField { of, name }))
}

fn cause_verdict(value: Value<'_>) -> Read<CauseVerdict> {
    let (mut confirmed, mut by, mut judged_on) = (None, String::new(), None);
    for (name, entry) in value.fields("a word on a cause", CAUSE)? {
        match name {
            "confirmed" => confirmed = Some(entry.boolean()?),
            "by" => by = entry.string()?,
            _ => judged_on = Some(day(entry)?),
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a word on a cause", name });
    let confirmed = confirmed.ok_or_else(|| missing("confirmed"))?;
    Ok(CauseVerdict { confirmed, by, day: judged_on.ok_or_else(|| missing("day"))? })
}

fn verdicts(value: Value<'_>) -> Read<LiteMap<VerdictKey, Verdict>> {
    let mut verdicts = Gathered::with_room(value.count());
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
        if let Some(key) = verdicts.add(key, verdict) {
            let first = first_like(value, item, &["day", "speaker"])?;
            return Err(item.repeated(format!("the verdict of {:?} on {}", key.speaker, key.day), first));
        }
    }
    Ok(verdicts.into_map())
}
