//! The four states of a link are told apart by shape alone: in greyscale and to colour-blind eyes, near and from afar.

use throughline::diagnosis::diagnose;
use throughline::exchange::png::{Size, png};
use throughline::layout::{Effort, Grouping, layout};
use throughline::model::{Org, View};
use throughline::picture::{DisplayList, PictureInput, Subject, Theme, ThemeName, build, legend, request};

use super::eyes::{Eyes, Seen, decoded, difference, linear, standing_out};
use crate::picture::fixtures;

/// Two drawings must differ in at least this share of what either shows.
const LEAST_DIFFERENCE: f64 = 0.2;
/// What counts as shown stands out from the ground by this much, whatever the eyes.
const LEAST_CONTRAST: f64 = 3.0;
/// The same where a line is thinner than a pixel, and so is paler than its colour.
const LEAST_CONTRAST_AFAR: f64 = 1.6;

fn painted(list: &DisplayList, theme: &Theme, scale: f64) -> Seen {
    let width = (list.bounds.width() * scale).round() as u32;
    decoded(&png(list, theme, Size::of(list, Some(width)).expect("it fits")).expect("a picture"))
}

/// The drawings of the first entries of the legend: works, not asked, struggles, broken, a probable cause.
fn legend_drawings(theme: &Theme, scale: f64) -> Vec<(&'static str, Seen)> {
    let list = legend(theme, 1);
    let picture = painted(&list, theme, scale);
    let row = |place: usize| {
        let top = ((place as f64 * 36.0 - list.bounds.min.y) * scale).round() as usize;
        let (wide, high) = ((74.0 * scale) as usize, (34.0 * scale) as usize);
        let line = |y: usize| &picture.pixels[y * picture.width..y * picture.width + wide];
        // The first pixel is the ground for whoever looks at it.
        assert_eq!(line(top)[0], picture.pixels[picture.width - 1], "the corner is empty");
        Seen { width: wide, pixels: (top..top + high).flat_map(|y| line(y).to_vec()).collect() }
    };
    ["works", "not asked", "struggles", "broken", "cause"]
        .into_iter()
        .enumerate()
        .map(|(place, name)| (name, row(place)))
        .collect()
}

/// A map of one link in each state, all laid out alike.
fn maps(theme: &Theme, scale: f64) -> Vec<(&'static str, Seen)> {
    let org = |verdict: &str| -> Org {
        fixtures::org("One link", "*Customer\n A", &format!("A > Customer{verdict}"))
    };
    let list = |org: &Org| {
        let request = request(org, View::Chain, Grouping::None, Effort::Normal, None);
        let mut list = build(&PictureInput {
            org,
            diagnosis: &diagnose(org, fixtures::today()),
            layout: &layout(&request),
            theme,
            selected: &Subject::None,
            lit: None,
            hidden: &Default::default(),
        });
        // Boxes say in words how it goes; here only the line is looked at.
        list.shapes.retain(|shape| matches!(shape.subject, Subject::Link(_)));
        list
    };
    let lists = [
        ("works", " | works"),
        ("not asked", " | unknown"),
        ("struggles", " | struggles"),
        ("broken", " | broken"),
    ]
    .map(|(name, verdict)| (name, list(&org(verdict))));
    let bounds =
        lists.iter().map(|(_, list)| list.bounds).reduce(|one, other| one.union(other)).expect("some");
    let lists = lists.into_iter().map(|(name, list)| (name, DisplayList { bounds, ..list }));
    lists.map(|(name, list)| (name, painted(&list, theme, scale))).collect()
}

fn check(what: &str, theme: ThemeName, drawings: &[(&'static str, Seen)], contrast: f64) {
    for eyes in Eyes::ALL {
        let seen: Vec<(&str, Vec<bool>)> = drawings
            .iter()
            .map(|(name, picture)| (*name, standing_out(&eyes.see(picture), contrast)))
            .collect();
        for (place, (name, shape)) in seen.iter().enumerate() {
            let share = shape.iter().filter(|pixel| **pixel).count() as f64 / shape.len() as f64;
            assert!(share > 0.002, "{what}, {theme:?}, {eyes:?}: \u{201c}{name}\u{201d} cannot be seen");
            for (other, other_shape) in &seen[place + 1..] {
                let measured = difference(shape, other_shape);
                assert!(
                    measured >= LEAST_DIFFERENCE,
                    "{what}, {theme:?}, {eyes:?}: \u{201c}{name}\u{201d} and \u{201c}{other}\u{201d} differ by {measured:.3} alone"
                );
            }
        }
    }
}

#[test]
fn states_differ_by_shape_in_the_legend_to_all_eyes() {
    for theme in ThemeName::ALL {
        for scale in [1.0, 3.0] {
            let drawings = legend_drawings(theme.theme(), scale);
            check(&format!("legend at {scale}"), theme, &drawings, LEAST_CONTRAST);
        }
    }
}

#[test]
fn states_differ_by_shape_on_the_map_near_and_from_afar() {
    for theme in ThemeName::ALL {
        let scales = [(0.5, LEAST_CONTRAST_AFAR), (1.0, LEAST_CONTRAST), (2.0, LEAST_CONTRAST)];
        for (scale, contrast) in scales {
            check(&format!("map at {scale}"), theme, &maps(theme.theme(), scale), contrast);
        }
    }
}

#[test]
fn colour_alone_would_not_do() {
    let theme = ThemeName::Light.theme();
    let drawings = legend_drawings(theme, 2.0);
    let (_, works) = &drawings[0];
    // The same line, as much of it in each pixel, in the colour of what is broken.
    let ground = works.pixels[0];
    let far = |pixel: &[f64; 3]| (0..3).map(|place| (pixel[place] - ground[place]).abs()).sum::<f64>();
    let most = works.pixels.iter().map(far).fold(0.0, f64::max);
    let color = theme.broken.line;
    let color = [color.red, color.green, color.blue].map(linear);
    let recolour = |pixel: &[f64; 3]| {
        let share = far(pixel) / most;
        [0, 1, 2].map(|place| ground[place] + (color[place] - ground[place]) * share)
    };
    let other = Seen { pixels: works.pixels.iter().map(recolour).collect(), ..*works };
    let shape = |picture: &Seen| standing_out(&Eyes::Greyscale.see(picture), LEAST_CONTRAST);
    let measured = difference(&shape(works), &shape(&other));
    assert!(measured < LEAST_DIFFERENCE, "a mere change of colour counts as {measured}");
}
