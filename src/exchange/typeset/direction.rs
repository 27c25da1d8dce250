//! Which letters run from right to left, and in which order they stand on a line whose own direction is from left to right.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::picture::text::clusters;

/// Neighbouring letters of one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where they are written, in bytes.
    pub range: Range<usize>,
    /// Whether they run from right to left.
    pub from_right: bool,
}

/// Whether a letter is of a script that runs from right to left: the blocks that Unicode keeps for those.
pub(in crate::exchange) fn is_from_right(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

/// The runs of `text`, from left to right as they stand.
pub(super) fn runs(text: &str) -> Vec<Run> {
    if !text.chars().any(is_from_right) {
        return vec![Run { range: 0..text.len(), from_right: false }];
    }
    let info = BidiInfo::new(text, Some(Level::ltr()));
    let mut runs = Vec::new();
    // A line has no line breaks, so it is one paragraph; if it had some, they would stand behind one another.
    for paragraph in &info.paragraphs {
        let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let from_right = levels.get(range.start).is_some_and(Level::is_rtl);
            runs.push(Run { range, from_right });
        }
    }
    runs
}

/// Letters that run from right to left, in the order in which they stand from left to right, with brackets turned.
pub(super) fn mirrored(words: &str) -> String {
    let standing: Vec<&str> = clusters(words).collect();
    let turned = |letter: char| match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    };
    standing.into_iter().rev().flat_map(str::chars).map(turned).collect()
}

#[cfg(test)]
mod tests {
    use super::{mirrored, runs};

    #[test]
    fn runs_stand_in_their_order() {
        let text = "ab שלום 12 c";
        let standing: Vec<(&str, bool)> =
            runs(text).into_iter().map(|run| (text.get(run.range).expect("a run"), run.from_right)).collect();
        // The number belongs to the Hebrew words, so it stands at their left.
        assert_eq!(standing, [("ab ", false), ("12", false), ("שלום ", true), (" c", false)]);
        assert_eq!(runs("plain").len(), 1);
    }

    #[test]
    fn brackets_are_turned() {
        assert_eq!(mirrored("(אב)"), "(בא)");
    }
}
