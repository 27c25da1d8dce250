//! Numbers as spreadsheets write them, exactly.
//!
//! Scores are mapped to the scale of 1 to 5 in whole-number arithmetic, so that "round half up" is true to the last digit and
//! the same on every machine. Deliberately absent: thousands marks, currency, per cent.

use crate::model::{Quantity, Score};

/// Which mark may stand before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `2.5`
    Point,
    /// `2,5`, and `2.5` where it cannot be two thousand five hundred.
    Comma,
}

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// Not a number.
    NotANumber,
    /// `1.234` in a table with decimal commas.
    Ambiguous,
}

impl NumberFault {
    /// The fault in words, for the message about `cell`.
    pub fn words(self, cell: &str) -> String {
        let cell = super::words::quoted(cell);
        match self {
            Self::NotANumber => format!("{cell} is not a number"),
            Self::Ambiguous => format!("{cell} may be a thousand or a fraction"),
        }
    }
}

/// `mantissa` / 10^`places`, with at most 12 digits before the point and 20 after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: i128,
    places: u32,
}

const MOST_WHOLE_DIGITS: i64 = 12;
const MOST_PLACES: u32 = 20;

/// Sign, digits before and after the point, power of ten.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    power: i64,
}

fn split_number(cell: &str, mark: DecimalMark) -> Result<Parts<'_>, NumberFault> {
    let fault = NumberFault::NotANumber;
    let (negative, unsigned) = match cell.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, cell.strip_prefix('+').unwrap_or(cell)),
    };
    let (digits, power) = match unsigned.split_once(['e', 'E']) {
        Some((digits, power)) if power.len() <= 4 => (digits, power.parse().map_err(|_| fault)?),
        Some(_) => return Err(fault),
        None => (unsigned, 0),
    };
    let point = match mark {
        DecimalMark::Comma if digits.contains(',') => ',',
        DecimalMark::Comma if looks_like_thousands(digits) => return Err(NumberFault::Ambiguous),
        _ => '.',
    };
    let (whole, fraction) = digits.split_once(point).unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return Err(fault);
    }
    Ok(Parts { negative, whole, fraction, power })
}

/// One to three digits that do not begin with 0, then groups of a point and three digits.
fn looks_like_thousands(digits: &str) -> bool {
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3)
}

/// The number in a cell.
pub(super) fn quantity(cell: &str, mark: DecimalMark) -> Result<Quantity, NumberFault> {
    let Parts { negative, whole, fraction, power } = split_number(cell, mark)?;
    let sign = if negative { "-" } else { "" };
    let number =
        format!("{sign}{whole}.{fraction}0e{power}").parse::<f64>().map_err(|_| NumberFault::NotANumber)?;
    Quantity::new(number).map_err(|_| NumberFault::NotANumber)
}

/// The number in a cell, exactly; what stands after the twentieth decimal is cut off.
pub(super) fn decimal(cell: &str, mark: DecimalMark) -> Result<Decimal, NumberFault> {
    let Parts { negative, whole, fraction, power } = split_number(cell, mark)?;
    let digits = [whole, fraction].concat();
    let leading_zeros =
        i64::try_from(digits.bytes().take_while(|digit| *digit == b'0').count()).unwrap_or(i64::MAX);
    let point = i64::try_from(whole.len()).unwrap_or(i64::MAX).saturating_add(power);
    if leading_zeros < i64::try_from(digits.len()).unwrap_or(i64::MAX)
        && point.saturating_sub(leading_zeros) > MOST_WHOLE_DIGITS
    {
        return Err(NumberFault::NotANumber);
    }
    let mut mantissa: i128 = 0;
    for place in leading_zeros.min(point)..point.saturating_add(i64::from(MOST_PLACES)) {
        let digit = usize::try_from(place).ok().and_then(|place| digits.as_bytes().get(place));
        mantissa =
            mantissa.saturating_mul(10).saturating_add(digit.map_or(0, |digit| i128::from(digit - b'0')));
    }
    Ok(Decimal { mantissa: if negative { -mantissa } else { mantissa }, places: MOST_PLACES })
}

impl From<u8> for Decimal {
    fn from(number: u8) -> Self {
        Self { mantissa: i128::from(number) * 10_i128.pow(MOST_PLACES), places: MOST_PLACES }
    }
}

/// Why a score has no place on the scale of 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScaleFault {
    /// The scale has no length.
    NoScale,
    /// The score lies outside.
    Outside,
}

/// `score` on the scale from `least` to `most`, mapped linearly to 1 to 5 in hundredths, halves up.
pub(super) fn on_one_to_five(score: Decimal, least: Decimal, most: Decimal) -> Result<Score, ScaleFault> {
    // All three have the same number of places, so their mantissas can be compared and subtracted.
    debug_assert!(score.places == least.places && least.places == most.places);
    if least.mantissa >= most.mantissa {
        return Err(ScaleFault::NoScale);
    }
    if score.mantissa < least.mantissa || score.mantissa > most.mantissa {
        return Err(ScaleFault::Outside);
    }
    // At most 32 digits each: 800 times the difference stays far below the 38 digits of an i128.
    let length = most.mantissa - least.mantissa;
    let above_one = (2 * 400 * (score.mantissa - least.mantissa) + length) / (2 * length);
    let hundredths = u16::try_from(above_one + 100).map_err(|_| ScaleFault::Outside)?;
    Score::from_hundredths(hundredths).map_err(|_| ScaleFault::Outside)
}

#[cfg(test)]
mod tests {
    use super::{DecimalMark, NumberFault, ScaleFault, decimal, on_one_to_five, quantity};

    fn scaled(score: &str, least: &str, most: &str) -> Result<u16, ScaleFault> {
        let number = |cell| decimal(cell, DecimalMark::Point).expect(cell);
        on_one_to_five(number(score), number(least), number(most)).map(crate::model::Score::hundredths)
    }

    #[test]
    fn scores_are_mapped_linearly_and_halves_go_up() {
        for (score, least, most, hundredths) in [
            ("1", "1", "5", 100),
            ("5", "1", "5", 500),
            ("0", "0", "5", 100),
            ("3", "0", "5", 340),
            ("0.9677", "0", "1", 487),
            ("1.005", "1", "5", 101),
            ("1.0049999999999999999999999", "1", "5", 100),
            ("0.00125", "0", "1", 101),
            ("1e-1", "0", "1", 140),
            ("-1", "-3", "3", 233),
            ("7", "1", "10", 367),
        ] {
            assert_eq!(scaled(score, least, most), Ok(hundredths), "{score} of {least} to {most}");
        }
        assert_eq!(scaled("5.0000000000000000001", "1", "5"), Err(ScaleFault::Outside));
        assert_eq!(scaled("-99", "0", "5"), Err(ScaleFault::Outside));
        assert_eq!(scaled("3", "5", "5"), Err(ScaleFault::NoScale));
    }

    #[test]
    fn cells_are_numbers_only_when_they_can_be_nothing_else() {
        for (cell, mark, expected) in [
            ("2.5", DecimalMark::Point, Ok(2.5)),
            (".5", DecimalMark::Point, Ok(0.5)),
            ("-0", DecimalMark::Point, Ok(0.0)),
            ("+1e3", DecimalMark::Point, Ok(1000.0)),
            ("2,5", DecimalMark::Comma, Ok(2.5)),
            ("2.5", DecimalMark::Comma, Ok(2.5)),
            ("0.625", DecimalMark::Comma, Ok(0.625)),
            ("1.234", DecimalMark::Comma, Err(NumberFault::Ambiguous)),
            ("2,5", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("1.234,5", DecimalMark::Comma, Err(NumberFault::NotANumber)),
            ("", DecimalMark::Point, Err(NumberFault::NotANumber)),
            (".", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("NaN", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("inf", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("1e999", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("1e", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("--1", DecimalMark::Point, Err(NumberFault::NotANumber)),
            ("85 %", DecimalMark::Point, Err(NumberFault::NotANumber)),
        ] {
            assert_eq!(quantity(cell, mark).map(crate::model::Quantity::get), expected, "{cell}");
        }
        assert_eq!(decimal("1e400", DecimalMark::Point), Err(NumberFault::NotANumber));
        assert_eq!(decimal(&"9".repeat(400), DecimalMark::Point), Err(NumberFault::NotANumber));
    }
}
