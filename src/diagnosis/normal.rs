//! The quantile of the normal distribution, for sigma levels.
//!
//! Wichura, M. J. (1988), "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37, 477-484:
//! routine PPND16, relative error below about 1e-16. The logarithm is made here of sums, products and quotients alone: those are the
//! same on every machine, the system's logarithm is not.

/// A polynomial, the coefficient of the highest power first.
fn polynomial(coefficients: &[f64], at: f64) -> f64 {
    coefficients.iter().fold(0.0, |value, coefficient| value * at + *coefficient)
}

/// The value below which the share `share` of a standard normal distribution lies; `None` outside of the open interval (0, 1).
pub(super) fn quantile(share: f64) -> Option<f64> {
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    let centred = share - 0.5;
    if centred.abs() <= 0.425 {
        let at = 0.180_625 - centred * centred;
        return Some(centred * polynomial(&MIDDLE_ABOVE, at) / polynomial(&MIDDLE_BELOW, at));
    }
    let tail = if centred < 0.0 { share } else { 1.0 - share };
    let depth = (-natural_logarithm(tail)).sqrt();
    let size = if depth <= 5.0 {
        polynomial(&NEAR_ABOVE, depth - 1.6) / polynomial(&NEAR_BELOW, depth - 1.6)
    } else {
        polynomial(&FAR_ABOVE, depth - 5.0) / polynomial(&FAR_BELOW, depth - 5.0)
    };
    Some(if centred < 0.0 { -size } else { size })
}

/// The natural logarithm of a positive, finite number: the exponent's share, and the series of the area tangent for the rest.
fn natural_logarithm(of: f64) -> f64 {
    const FRACTION_BITS: u32 = 52;
    const EXPONENT_OF_ONE: u64 = 1023;
    /// Makes the smallest numbers normal.
    const RAISED_BY: u32 = 54;
    let (of, raised) = if of.is_normal() { (of, 0) } else { (of * (1_u64 << RAISED_BY) as f64, RAISED_BY) };
    let bits = of.to_bits();
    let exponent = (bits >> FRACTION_BITS) as u32;
    let fraction = f64::from_bits(bits & ((1 << FRACTION_BITS) - 1) | EXPONENT_OF_ONE << FRACTION_BITS);
    // From 0.7 to 1.4, around 1, where the series is short.
    let (fraction, doublings) =
        if fraction > std::f64::consts::SQRT_2 { (fraction / 2.0, 1.0) } else { (fraction, 0.0) };
    let exponent = f64::from(exponent) - 1023.0 - f64::from(raised) + doublings;
    let part = (fraction - 1.0) / (fraction + 1.0);
    let square = part * part;
    let series = (0..12_u32).rev().fold(0.0, |sum, place| sum * square + 1.0 / f64::from(2 * place + 1));
    exponent * std::f64::consts::LN_2 + 2.0 * part * series
}

const MIDDLE_ABOVE: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const MIDDLE_BELOW: [f64; 8] = [
    5.226_495_278_852_545e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const NEAR_ABOVE: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const NEAR_BELOW: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_ABOVE: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_048_7e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_BELOW: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_agree_with_tables() {
        for (share, expected) in TABLE {
            let found = quantile(share).expect("inside");
            assert!(
                (found - expected).abs() <= 1e-13 * expected.abs().max(1.0),
                "{share}: {found}, not {expected}"
            );
        }
        assert!(quantile(5e-324).is_some_and(|found| (found + 38.467_405_617).abs() < 1e-6));
        for outside in [0.0, 1.0, -1.0, 2.0, f64::NAN, f64::INFINITY] {
            assert_eq!(quantile(outside), None, "{outside}");
        }
    }

    #[test]
    fn quantiles_rise_with_the_share() {
        let quantiles: Vec<f64> =
            (1..100_000_u32).filter_map(|place| quantile(f64::from(place) / 100_000.0)).collect();
        assert_eq!(quantiles.len(), 99_999);
        assert!(quantiles.is_sorted_by(|left, right| left < right));
    }

    /// Shares and quantiles, as an independent program has them.
    const TABLE: [(f64, f64); 15] = [
        (0.5, 0.0),
        (0.6, 0.253_347_103_135_799_7),
        (0.075, -1.439_531_470_938_456),
        (0.925, 1.439_531_470_938_456_1),
        (0.9, 1.281_551_565_544_600_6),
        (0.07, -1.475_791_028_179_170_6),
        (0.01, -2.326_347_874_040_841),
        (0.001, -3.090_232_306_167_813_6),
        (3.4e-6, -4.499_854_470_025_006_5),
        (1e-9, -5.997_807_015_007_686_5),
        (1e-12, -7.034_483_825_301_132),
        (1e-18, -8.757_290_348_782_314),
        (1e-300, -37.047_096_299_361_2),
        (0.995, 2.575_829_303_548_900_4),
        (0.99995, 3.890_591_886_413_121),
    ];
}
