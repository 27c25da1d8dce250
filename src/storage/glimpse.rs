//! What the beginning of a text tells: whether it is an org file at all, and of which format, whatever comes after.

use super::scan::Scanner;
use super::value::whole_number;

/// Whether the text begins as every org file does: extensions and a round bracket, perhaps with a name before it.
pub(super) fn begins_as_record(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    if scanner.extensions().is_err() {
        // A first line that was begun as an extension is a slip in one.
        return text.trim_start().starts_with("#!");
    }
    let (from, to) = scanner.word_span();
    scanner.slice(from, to) == "format" || scanner.skip_blank().is_ok() && scanner.peek() == Some(b'(')
}

/// The format and the maker that the file names in its first entries, read without looking at the rest: they must be readable
/// whatever else a newer program wrote.
pub(super) fn version(text: &str) -> Option<(u64, String)> {
    let mut scanner = Scanner::new(text);
    scanner.extensions().ok()?;
    let _struct_name = scanner.word_span();
    scanner.skip_blank().ok()?;
    let begun = scanner.take(b'(');
    let (name, number) = plain_entry(&mut scanner).filter(|_| begun)?;
    let format = format_number(&number).filter(|_| name == "format")?;
    let made_by = match plain_entry(&mut scanner) {
        Some((name, maker)) if name == "made_by" => maker,
        _ => "a newer program".to_owned(),
    };
    Some((format, made_by))
}

/// The number of a format, however a program may write it; one too large to count is as new as can be.
fn format_number(text: &str) -> Option<u64> {
    let digits = text.replace('_', "");
    match whole_number(&digits) {
        Some(number) => u64::try_from(number).ok().or((number > 0).then_some(u64::MAX)),
        None if digits.is_empty() => None,
        None => digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(u64::MAX),
    }
}

/// `name: value,` where the value is a text, a number or a word; gives both as they stand.
fn plain_entry(scanner: &mut Scanner<'_>) -> Option<(String, String)> {
    scanner.skip_blank().ok()?;
    let (from, to) = scanner.word_span();
    scanner.skip_blank().ok()?;
    if from == to || !scanner.take(b':') {
        return None;
    }
    scanner.skip_blank().ok()?;
    if matches!(scanner.peek(), Some(b'(' | b'[' | b'{')) {
        return None;
    }
    let index = scanner.value(0).ok()?;
    let node = *scanner.nodes.get(index as usize)?;
    scanner.skip_blank().ok()?;
    scanner.take(b',');
    Some((
        scanner.slice(from, to).to_owned(),
        scanner.slice(node.start as usize, node.end as usize).to_owned(),
    ))
}
