//! How a picture looks to eyes that see colours otherwise, and what is left of it in black and white.
//!
//! The colour deficiencies are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
//! Deficiency", IEEE TVCG 15(6), 2009, table for severity 1.0, applied to linear light.

use std::io::Cursor;

/// Pixels in linear light, each of red, green, blue between 0 and 1.
#[derive(Clone, Debug)]
pub struct Seen {
    pub width: usize,
    pub pixels: Vec<[f64; 3]>,
}

/// Through whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    Usual,
    Greyscale,
    Protanopia,
    Deuteranopia,
    Tritanopia,
}

impl Eyes {
    pub const ALL: [Self; 5] =
        [Self::Usual, Self::Greyscale, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    fn matrix(self) -> [[f64; 3]; 3] {
        const LUMA: [f64; 3] = [0.2126, 0.7152, 0.0722];
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Greyscale => [LUMA, LUMA, LUMA],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }

    pub fn see(self, picture: &Seen) -> Seen {
        let matrix = self.matrix();
        let see = |pixel: &[f64; 3]| {
            matrix.map(|row| row.iter().zip(pixel).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
        };
        Seen { pixels: picture.pixels.iter().map(see).collect(), ..*picture }
    }
}

/// The pixels of a PNG file of eight bits a colour.
pub fn decoded(file: &[u8]) -> Seen {
    let mut reader = png::Decoder::new(Cursor::new(file)).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("it fits into memory")];
    let info = reader.next_frame(&mut bytes).expect("pixels");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    let width = info.width as usize;
    let pixels = bytes.chunks_exact(3).map(|rgb| [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])]);
    Seen { width, pixels: pixels.collect() }
}

#[expect(clippy::disallowed_methods, reason = "the test's own figure; the last digit does not matter to it")]
pub fn linear(byte: u8) -> f64 {
    let share = f64::from(byte) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn luminance(pixel: [f64; 3]) -> f64 {
    0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2]
}

/// What stands out from the picture's ground (its first pixel) by at least `least` to one.
pub fn standing_out(picture: &Seen, least: f64) -> Vec<bool> {
    let ground = luminance(picture.pixels[0]);
    let stands_out = |pixel: &[f64; 3]| {
        let (light, dark) = (luminance(*pixel).max(ground), luminance(*pixel).min(ground));
        (light + 0.05) / (dark + 0.05) >= least
    };
    picture.pixels.iter().map(stands_out).collect()
}

/// How much of what either shows only one shows: 0 the same, 1 nothing in common.
pub fn difference(one: &[bool], other: &[bool]) -> f64 {
    assert_eq!(one.len(), other.len());
    let count = |test: fn(bool, bool) -> bool| {
        one.iter().zip(other).filter(|(one, other)| test(**one, **other)).count() as f64
    };
    count(|one, other| one != other) / count(|one, other| one || other).max(1.0)
}

#[test]
fn the_measures_are_true() {
    for eyes in Eyes::ALL {
        for row in eyes.matrix() {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{eyes:?}: white stays white");
        }
    }
    let of = |pixels: Vec<[f64; 3]>| Seen { width: pixels.len(), pixels };
    // A red and a green that those without red cones take for one another, and that usual eyes do not.
    let two = of(vec![[0.6, 0.0, 0.0], [0.0, 0.085, 0.025]]);
    let apart =
        |seen: &Seen| (0..3).map(|place| (seen.pixels[0][place] - seen.pixels[1][place]).abs()).sum::<f64>();
    assert!(apart(&Eyes::Protanopia.see(&two)) < 0.1 && apart(&two) > 0.6);
    let grey = Eyes::Greyscale.see(&two);
    assert!(grey.pixels.iter().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    let picture = of(vec![[1.0; 3], [0.0; 3], [0.9; 3], [0.2; 3]]);
    assert_eq!(standing_out(&picture, 3.0), [false, true, false, true]);
    assert_eq!(difference(&[true, false, true], &[true, true, false]), 2.0 / 3.0);
    assert_eq!(difference(&[true], &[true]), 0.0);
}
