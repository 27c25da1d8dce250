//! A measured or agreed number: always finite.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A finite number; never NaN, never infinite, never negative zero. Ordered and equal by value.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Quantity(f64);

/// The number cannot be a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a finite number; write an ordinary number such as 24 or 0.5")]
pub struct QuantityError;

impl Quantity {
    /// `value`, when it is finite.
    ///
    /// # Errors
    /// [`QuantityError`] for NaN and the infinities.
    pub fn new(value: f64) -> Result<Self, QuantityError> {
        // Adding zero turns -0.0 into 0.0, so that equal quantities are written alike.
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(QuantityError) }
    }

    /// The plain number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Quantity {}

impl fmt::Display for Quantity {
    /// All its digits; from 10 to the 15th on, and below a millionth, with an exponent: `1e308`, not three hundred digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size >= 1e15 || (size > 0.0 && size < 1e-6) {
            fmt::LowerExp::fmt(&self.0, formatter)
        } else {
            fmt::Display::fmt(&self.0, formatter)
        }
    }
}

impl TryFrom<f64> for Quantity {
    type Error = QuantityError;

    fn try_from(value: f64) -> Result<Self, QuantityError> {
        Self::new(value)
    }
}

impl From<Quantity> for f64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    #[test]
    fn no_quantity_takes_hundreds_of_digits_and_each_reads_back() {
        for (value, text) in [
            (0.0, "0"),
            (95.0, "95"),
            (-0.125, "-0.125"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e308, "1e308"),
            (-1e308, "-1e308"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(Quantity::new(value).expect("finite").to_string(), text);
            assert_eq!(text.parse::<f64>(), Ok(value));
        }
    }
}
