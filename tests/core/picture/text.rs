//! Measuring, wrapping and shortening of any text.

use proptest::prelude::*;
use throughline::picture::text::{TextStyle, Weight, clean, clusters, shorten, wrap, wrap_evenly};

use super::fixtures::{any_name, config};

const STYLE: TextStyle = TextStyle::new(14.0, Weight::SemiBold);

fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn appending_never_shrinks(text in any_name(), more in any_name()) {
        let (one, both) = (STYLE.width(&text), STYLE.width(&format!("{text}{more}")));
        prop_assert!(one >= 0.0 && one.is_finite());
        prop_assert!(both >= one);
        let larger = TextStyle::new(28.0, Weight::SemiBold);
        prop_assert!((larger.width(&text) - 2.0 * one).abs() < 1e-6);
    }

    #[test]
    fn wrapping_loses_nothing_but_by_an_ellipsis(text in any_name(), width in 1.0..400.0, lines in 1_usize..5) {
        for wrapped in [wrap(&text, STYLE, width, lines), wrap_evenly(&text, STYLE, width, lines, 8.0)] {
            prop_assert!(!wrapped.is_empty() && wrapped.len() <= lines);
            let joined = without_spaces(&wrapped.concat());
            let whole = without_spaces(&clean(&text));
            if joined != whole {
                let kept = joined.strip_suffix('\u{2026}');
                prop_assert!(kept.is_some_and(|kept| whole.starts_with(kept)), "{wrapped:?} of {text:?}");
            }
        }
    }

    #[test]
    fn lines_keep_to_their_width(text in any_name(), width in 30.0..400.0, lines in 1_usize..5) {
        for line in wrap(&text, STYLE, width, lines) {
            // One character may be wider than the line; nothing narrower can hold it.
            let is_one_character = clusters(&line).count() <= 1;
            prop_assert!(is_one_character || STYLE.width(&line) <= width + 1e-9, "{line:?}");
        }
    }

    #[test]
    fn clusters_are_the_text(text in any::<String>()) {
        prop_assert_eq!(clusters(&text).collect::<String>(), text.clone());
        prop_assert!(clusters(&text).all(|cluster| !cluster.is_empty()));
    }

    #[test]
    fn shortening_keeps_a_beginning(text in any_name(), width in 0.0..300.0) {
        let short = shorten(&text, STYLE, width);
        if short != text {
            let kept = short.strip_suffix('\u{2026}').expect("it says that it was shortened");
            prop_assert!(text.starts_with(kept));
            prop_assert!(kept.is_empty() || STYLE.width(&short) <= width);
        }
    }

    #[test]
    fn clean_text_stays_clean(text in any::<String>()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        prop_assert!(!once.chars().any(char::is_control));
    }
}

#[test]
fn even_lines_are_no_more_lines() {
    let name = "Stores and purchasing for theatres";
    let (plain, even) = (wrap(name, STYLE, 168.0, 3), wrap_evenly(name, STYLE, 168.0, 3, 8.0));
    assert_eq!(plain.len(), even.len());
    let widest = |lines: &[String]| lines.iter().map(|line| STYLE.width(line)).fold(0.0, f64::max);
    assert!(widest(&even) <= widest(&plain));
}
