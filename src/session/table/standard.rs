//! A standard in one line, as it is read and as it is typed: `at least 95 % records ready before the visit`.
//!
//! A unit of several words, or one that nobody could know, is parted from what is measured by a colon: `at most 2 working days: answer given`.

use crate::model::{Direction, Expectation, Quantity, Standard};

/// How a standard is written, said to whoever wrote it otherwise.
const EXAMPLE: &str = "for example: at least 95 % records ready before the visit";
/// What a word before the number says of the side that is good, in small letters.
const SIDES: [(&str, Direction); 16] = [
    ("at least", Direction::AtLeast),
    ("not less than", Direction::AtLeast),
    ("no less than", Direction::AtLeast),
    ("minimum", Direction::AtLeast),
    ("min", Direction::AtLeast),
    (">=", Direction::AtLeast),
    ("\u{2265}", Direction::AtLeast),
    ("at most", Direction::AtMost),
    ("not more than", Direction::AtMost),
    ("no more than", Direction::AtMost),
    ("maximum", Direction::AtMost),
    ("max", Direction::AtMost),
    ("up to", Direction::AtMost),
    ("within", Direction::AtMost),
    ("<=", Direction::AtMost),
    ("\u{2264}", Direction::AtMost),
];
/// Units that need no colon behind them.
const UNITS: [&str; 27] = [
    "%",
    "\u{2030}",
    "ppm",
    "s",
    "sec",
    "second",
    "seconds",
    "min",
    "minute",
    "minutes",
    "h",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "working days",
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "\u{20ac}",
    "$",
    "of 5",
];

/// `at least 95 % records ready`; empty without a standard. What it gives, [`standard_from`] reads as the same standard.
#[must_use]
pub fn standard_text(facts: &Expectation) -> String {
    facts.standard.as_deref().map_or_else(String::new, in_one_line)
}

fn in_one_line(standard: &Standard) -> String {
    let side = standard.direction.words();
    let (target, unit, metric) = (standard.target, standard.unit.as_str(), standard.metric.as_str());
    match unit {
        "" => format!("{side} {target} {metric}"),
        unit => format!("{side} {target} {unit} {metric}"),
    }
}

/// The standard that `text` says, `None` for an empty one. A unit that stood there `before` needs no colon.
///
/// # Errors
/// What is missing, in words for the person who typed.
pub fn standard_from(text: &str, before: Option<&Standard>) -> Result<Option<Standard>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if before.is_some_and(|before| in_one_line(before) == text) {
        return Ok(before.cloned());
    }
    let (direction, rest) = side(text).ok_or_else(|| format!("Begin with at least or at most, {EXAMPLE}"))?;
    if has_thousands(rest) {
        return Err(
            "That number can be read in two ways: write it without separators, such as 1000".to_owned()
        );
    }
    let (target, rest) =
        number(rest).ok_or_else(|| format!("After {} comes a number, {EXAMPLE}", direction.words()))?;
    let (unit, metric) = unit_and_metric(rest, before);
    if metric.is_empty() {
        return Err(format!("Say what is measured, behind the number and its unit, {EXAMPLE}"));
    }
    Ok(Some(Standard { metric: metric.to_owned(), unit: unit.to_owned(), direction, target }))
}

/// Which side is good, and what stands behind it.
fn side(text: &str) -> Option<(Direction, &str)> {
    SIDES.iter().find_map(|(word, direction)| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        // "min" does not begin "minutes".
        let ends = !word.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic);
        (head.eq_ignore_ascii_case(word) && ends).then(|| (*direction, rest.trim_start()))
    })
}

/// Whether the number at the beginning might have a separator of thousands, as in `1,000` or `12.500`.
fn has_thousands(text: &str) -> bool {
    let end =
        text.find(|mark: char| !mark.is_ascii_digit() && !matches!(mark, '.' | ',')).unwrap_or(text.len());
    let mut parts = text.get(..end).unwrap_or_default().split(['.', ',']);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    // A fraction of three digits is as good as never meant; `0.125` is.
    !rest.is_empty() && rest.iter().all(|part| part.len() == 3) && !first.is_empty() && first != "0"
}

/// The number at the beginning, with a point or a comma for its fraction, and what stands behind it.
fn number(text: &str) -> Option<(Quantity, &str)> {
    let is_part = |(at, mark): (usize, char)| {
        mark.is_ascii_digit() || (at == 0 && mark == '-') || matches!(mark, '.' | ',')
    };
    let end = text.char_indices().find(|part| !is_part(*part)).map_or(text.len(), |(at, _)| at);
    let typed = text.get(..end)?.trim_end_matches(['.', ',']);
    let rest = text.get(typed.len()..)?.trim_start_matches(['.', ',']);
    let value: f64 = typed.replace(',', ".").parse().ok()?;
    Some((Quantity::new(value).ok()?, rest.trim_start()))
}

/// Unit and metric: parted by a colon; else a unit that everybody knows, or that was there before, and the rest.
fn unit_and_metric<'text>(text: &'text str, before: Option<&Standard>) -> (&'text str, &'text str) {
    if let Some(before) = before
        && let Some(metric) = text.strip_prefix(before.unit.as_str())
        && metric.trim() == before.metric
    {
        return (text.get(..before.unit.len()).unwrap_or_default(), metric.trim());
    }
    // A blank follows: `by 6:00` is a time.
    if let Some((unit, metric)) = text.split_once(": ") {
        return (unit.trim(), metric.trim());
    }
    let known = before.map(|before| before.unit.as_str()).filter(|unit| !unit.is_empty());
    let units = known.into_iter().chain(UNITS);
    let longest = units.filter(|unit| starts_with_word(text, unit)).max_by_key(|unit| unit.len());
    match longest {
        Some(unit) => {
            let (unit, metric) = text.split_at(unit.len());
            (unit, metric.trim())
        }
        None => ("", text.trim()),
    }
}

/// Whether `text` begins with `word`, and another word or nothing follows.
fn starts_with_word(text: &str, word: &str) -> bool {
    let head = text.get(..word.len());
    let rest = text.get(word.len()..).unwrap_or_default();
    head.is_some_and(|head| head == word || head.eq_ignore_ascii_case(word))
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}
