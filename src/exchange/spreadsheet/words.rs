//! When two texts mean the same: for headers, for names, for marks.
//!
//! Deliberately absent: guesses at meaning. `Finance` and `Finance Team` are two names here; the diagnosis asks about them.

use unicode_normalization::UnicodeNormalization;

/// What a header is compared by: case, space, `_` and `-` do not count.
pub(super) fn folded_header(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| !character.is_whitespace() && !matches!(character, '_' | '-'))
        .collect()
}

/// What a name or a statement is compared by: case and the length of gaps do not count.
pub(super) fn folded_name(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    one_line(&folded)
}

/// The text with every run of white space as one space, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The text for a message: on one line, in quotes, cut when it is long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    // What would command a terminal is shown as a mark.
    let line = one_line(text).replace(char::is_control, "\u{FFFD}");
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("\"{}...\"", line.get(..cut).unwrap_or_default()),
        None => format!("\"{line}\""),
    }
}

/// A yes or no in the ways in which spreadsheets write it.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match folded_name(text).as_str() {
        "1" | "yes" | "y" | "true" | "x" => Some(true),
        "" | "0" | "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// Whether the cell says that there is no value here.
pub(super) fn means_missing(text: &str) -> bool {
    matches!(
        folded_name(text).as_str(),
        "" | "-" | "." | "?" | "na" | "n/a" | "#n/a" | "nan" | "null" | "none" | "-9" | "-99" | "-999"
    )
}

#[cfg(test)]
mod tests {
    use super::{folded_header, folded_name, quoted};

    #[test]
    fn headers_and_names_are_compared_without_what_does_not_count() {
        assert_eq!(folded_header(" Mean-wait _ Hours "), "meanwaithours");
        assert_eq!(folded_name("  Order \n DESK "), "order desk");
        assert_ne!(folded_name("Finance"), folded_name("Finance Team"));
        assert_eq!(quoted("a\nb"), "\"a b\"");
        assert_eq!(quoted(&"é".repeat(80)).chars().count(), 65);
    }
}
