//! Lines that fit a terminal.

/// How many characters a line may have.
pub(super) const WIDTH: usize = 100;

/// Appends `text` to `page`: the first line begins with `first`, the others with as many spaces as `indent` says; no line is
/// longer than [`WIDTH`], unless one word is.
///
/// What would command a terminal is shown as a mark, for the text may quote anything that stands in a file.
pub(super) fn wrap(page: &mut String, first: &str, indent: usize, text: &str) {
    let text =
        text.replace(|character: char| character.is_control() && !character.is_whitespace(), "\u{FFFD}");
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if !is_empty && length + 1 + word_length > WIDTH {
            page.push_str(&line);
            page.push('\n');
            line = " ".repeat(indent);
            length = indent;
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
        is_empty = false;
    }
    page.push_str(line.trim_end());
    page.push('\n');
}

/// `1 team`, `2 teams`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrap};

    #[test]
    fn long_texts_are_wrapped_at_words_and_indented() {
        let mut page = String::new();
        wrap(&mut page, "- ", 2, &"word ".repeat(60));
        assert!(page.lines().all(|line| line.chars().count() <= WIDTH), "{page}");
        assert!(page.lines().skip(1).all(|line| line.starts_with("  word")), "{page}");
        assert_eq!(page.split_whitespace().filter(|word| *word == "word").count(), 60);
        let mut page = String::new();
        wrap(&mut page, "- ", 2, &format!("{} b", "x".repeat(200)));
        assert_eq!(page, format!("- {}\n  b\n", "x".repeat(200)));
    }
}
