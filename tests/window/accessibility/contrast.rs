//! Contrast of every pair of colours that panels, menus and dialogs put on one another, by WCAG 2.2 (relative luminance).

use egui::Color32;
use throughline::diagnosis::{LinkState, Severity};
use throughline::picture::ThemeName;
use throughline::ui::tokens::{Tokens, color32};

const STATES: [LinkState; 4] = [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound];
const SEVERITIES: [Severity; 5] =
    [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

#[expect(clippy::disallowed_methods, reason = "the test's own figure; the last digit does not matter to it")]
fn luminance(color: Color32) -> f64 {
    let linear = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What words and marks lie on.
fn grounds(tokens: &Tokens) -> [(&'static str, Color32); 6] {
    [
        ("panel", tokens.panel),
        ("raised", tokens.raised),
        ("canvas", tokens.canvas),
        ("button", tokens.button),
        ("hovered", tokens.hovered),
        ("chosen", tokens.chosen),
    ]
}

/// Collects what is too faint, so that one run names all of it.
#[derive(Default)]
struct Faint(Vec<String>);

impl Faint {
    fn check(&mut self, theme: ThemeName, what: &str, color: Color32, ground: (&str, Color32), least: f64) {
        let measured = contrast(color, ground.1);
        if measured < least {
            let ground = ground.0;
            self.0.push(format!("{theme:?}: {what} on {ground}: {measured:.2}:1, at least {least}:1"));
        }
    }
}

#[test]
fn words_stand_out_at_least_seven_to_one() {
    let mut faint = Faint::default();
    for name in ThemeName::ALL {
        let tokens = Tokens::of(name);
        for ground in grounds(&tokens) {
            faint.check(name, "ink", tokens.ink, ground, 7.0);
            faint.check(name, "soft ink", tokens.soft_ink, ground, 7.0);
        }
        for ground in [
            ("panel", tokens.panel),
            ("raised", tokens.raised),
            ("hovered", tokens.hovered),
            ("chosen", tokens.chosen),
        ] {
            for state in STATES {
                faint.check(name, state.word(), tokens.state_text(state), ground, 7.0);
            }
            for severity in SEVERITIES {
                faint.check(name, severity.code(), tokens.severity(severity), ground, 7.0);
            }
        }
        let on_fill = color32(tokens.theme.on_fill);
        faint.check(name, "main button", on_fill, ("accent", tokens.accent), 7.0);
        let style = egui::Context::default();
        tokens.apply(&style);
        let visuals = style.global_style().visuals.clone();
        for (state, widget) in [
            ("at rest", visuals.widgets.inactive),
            ("under the pointer", visuals.widgets.hovered),
            ("pressed", visuals.widgets.active),
            ("open", visuals.widgets.open),
            ("alone", visuals.widgets.noninteractive),
        ] {
            faint.check(name, "a widget's words", widget.fg_stroke.color, (state, widget.weak_bg_fill), 7.0);
        }
        let hint = visuals.weak_text_color.expect("a colour for hints");
        faint.check(name, "hint", hint, ("field", visuals.text_edit_bg_color()), 7.0);
        faint.check(name, "words about trouble", visuals.error_fg_color, ("panel", tokens.panel), 7.0);
        faint.check(name, "words of warning", visuals.warn_fg_color, ("panel", tokens.panel), 7.0);
    }
    assert!(faint.0.is_empty(), "{:#?}", faint.0);
}

#[test]
fn lines_and_marks_stand_out_at_least_four_and_a_half_to_one() {
    let mut faint = Faint::default();
    for name in ThemeName::ALL {
        let tokens = Tokens::of(name);
        for ground in grounds(&tokens) {
            for state in STATES {
                faint.check(name, state.word(), tokens.state_line(state), ground, 4.5);
            }
        }
        for ground in [("panel", tokens.panel), ("raised", tokens.raised)] {
            faint.check(name, "border of a field", tokens.outline, ground, 4.5);
        }
    }
    assert!(faint.0.is_empty(), "{:#?}", faint.0);
}

#[test]
fn the_ring_of_the_keyboard_stands_out_at_least_three_to_one() {
    let mut faint = Faint::default();
    for name in ThemeName::ALL {
        let tokens = Tokens::of(name);
        for ground in grounds(&tokens) {
            faint.check(name, "ring", tokens.accent, ground, 3.0);
        }
        let states = STATES.map(|state| tokens.state_line(state));
        assert!(!states.contains(&tokens.accent), "{name:?}: no state has the colour of the ring");
    }
    assert!(faint.0.is_empty(), "{:#?}", faint.0);
}

#[test]
fn the_measure_is_that_of_the_standard() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.005);
}
