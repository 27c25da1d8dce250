//! Contrast of every pair of colours that the picture puts on one another, by WCAG 2.2 (relative luminance).

use throughline::diagnosis::LinkState;
use throughline::picture::{Color, Theme, ThemeName};

const STATES: [LinkState; 4] = [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound];

#[expect(clippy::disallowed_methods, reason = "the test's own figure; the last digit does not matter to it")]
fn luminance(color: Color) -> f64 {
    let linear = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

/// How much lighter one is than the other, from 1 to 21.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_measure_is_that_of_the_standard() {
    let (black, white) = (Color::rgb(0), Color::rgb(0xFF_FF_FF));
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    // The example of the standard's techniques: #767676 on white is 4.54:1.
    assert!((contrast(Color::rgb(0x76_76_76), white) - 4.54).abs() < 0.005);
}

fn grounds(theme: &Theme) -> Vec<(String, Color)> {
    let mut grounds = vec![("canvas".to_owned(), theme.canvas)];
    grounds.extend(theme.tints.iter().enumerate().map(|(place, tint)| (format!("tint {place}"), tint.area)));
    grounds
}

fn check(theme: &Theme, what: &str, color: Color, ground: (&str, Color), least: f64) {
    let measured = contrast(color, ground.1);
    assert!(
        measured >= least,
        "{:?}: {what} on {}: {measured:.2}:1, at least {least}:1",
        theme.name,
        ground.0
    );
}

#[test]
fn text_stands_out_at_least_seven_to_one() {
    for name in ThemeName::ALL {
        let theme = name.theme();
        for (ground_name, ground) in grounds(theme) {
            check(theme, "heading", theme.ink, (&ground_name, ground), 7.0);
            check(theme, "department name", theme.soft_ink, (&ground_name, ground), 7.0);
        }
        for (what, ground) in
            [("team", theme.box_fill), ("customer", theme.customer_fill), ("supplier", theme.supplier_fill)]
        {
            check(theme, "name", theme.ink, (what, ground), 7.0);
            check(theme, "small line", theme.soft_ink, (what, ground), 7.0);
        }
        check(theme, "failing", theme.broken.text, ("customer", theme.customer_fill), 7.0);
        check(theme, "struggling", theme.strained.text, ("customer", theme.customer_fill), 7.0);
        check(theme, "need", theme.soft_ink, ("plate", theme.plate), 7.0);
        check(theme, "badge", theme.on_fill, ("badge", theme.broken.text), 7.0);
        for state in STATES {
            check(theme, state.word(), theme.state(state).text, ("plate", theme.plate), 7.0);
        }
    }
}

#[test]
fn lines_and_marks_stand_out_at_least_four_and_a_half_to_one() {
    for name in ThemeName::ALL {
        let theme = name.theme();
        for (ground_name, ground) in grounds(theme) {
            for state in STATES {
                check(theme, state.word(), theme.state(state).line, (&ground_name, ground), 4.5);
            }
            check(theme, "box outline", theme.box_outline, (&ground_name, ground), 4.5);
            check(theme, "customer outline", theme.customer_outline, (&ground_name, ground), 4.5);
            check(theme, "badge", theme.broken.text, (&ground_name, ground), 4.5);
        }
        for tint in theme.tints {
            check(theme, "outline", tint.outline, ("own area", tint.area), 4.5);
            check(theme, "outline", tint.outline, ("canvas", theme.canvas), 4.5);
        }
        check(theme, "outline inside", theme.box_outline, ("team", theme.box_fill), 4.5);
        check(theme, "outline inside", theme.customer_outline, ("customer", theme.customer_fill), 4.5);
        check(theme, "edge inside", theme.box_outline, ("supplier", theme.supplier_fill), 4.5);
        check(theme, "single point", theme.box_outline, ("plate", theme.plate), 4.5);
        check(theme, "!", theme.plate, ("mark", theme.strained.line), 4.5);
        check(theme, "?", theme.unknown.line, ("plate", theme.plate), 4.5);
        check(theme, "label outline", theme.broken.line, ("plate", theme.plate), 4.5);
    }
}

#[test]
fn a_probable_cause_stands_out_from_its_own_halo() {
    for name in ThemeName::ALL {
        let theme = name.theme();
        check(theme, "line and torn chain", theme.broken.line, ("halo", theme.halo), 4.5);
    }
}

#[test]
fn selection_stands_out_at_least_three_to_one_and_is_no_states_colour() {
    for name in ThemeName::ALL {
        let theme = name.theme();
        for (ground_name, ground) in grounds(theme) {
            check(theme, "selection", theme.accent, (&ground_name, ground), 3.0);
        }
        check(theme, "selection", theme.accent, ("plate", theme.plate), 3.0);
        assert!(STATES.iter().all(|state| theme.state(*state).line != theme.accent));
    }
}
