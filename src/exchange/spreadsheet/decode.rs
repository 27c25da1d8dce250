//! From a file's bytes to text.
//!
//! UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252, which every byte string is: so that reading
//! is remarked on, for nobody can tell whether it was meant.

use std::borrow::Cow;

use super::Table;
use super::error::ImportError;

/// Largest table, in bytes.
pub const MOST_TABLE_BYTES: u64 = 64 * 1024 * 1024;

/// How sure we are of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The bytes say so themselves.
    Certain,
    /// Not UTF-8, so most likely Windows-1252.
    SupposedWindows1252,
}

/// The table as text.
pub(super) fn decode(table: &Table) -> Result<(Cow<'_, str>, Reading), ImportError> {
    let bytes = table.bytes.as_slice();
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_TABLE_BYTES {
        let what = "the table has too many bytes";
        return Err(ImportError::TooMuch {
            file: table.name.clone(),
            line: 1,
            what,
            limit: MOST_TABLE_BYTES,
        });
    }
    // The first bytes of a zip archive (.xlsx, .ods) and of an old workbook (.xls).
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(ImportError::Workbook { file: table.name.clone() });
    }
    let not_text = |line| ImportError::NotText { file: table.name.clone(), line };
    let (text, reading) = match (marked(bytes), std::str::from_utf8(bytes)) {
        (Some(Some(text)), _) => (text, Reading::Certain),
        (Some(None), _) => return Err(not_text(1)),
        (None, Ok(text)) => (Cow::Borrowed(text), Reading::Certain),
        (None, Err(_)) => (Cow::Owned(windows_1252(bytes)), Reading::SupposedWindows1252),
    };
    // A NUL is UTF-16 without its mark, or no text at all.
    match text.find('\0') {
        Some(place) => {
            let before = text.get(..place).unwrap_or_default();
            Err(not_text(1 + u64::try_from(before.matches('\n').count()).unwrap_or(u64::MAX)))
        }
        None => Ok((text, reading)),
    }
}

/// The text behind a byte order mark: `None` without a mark, `Some(None)` when what follows is not what the mark says.
fn marked(bytes: &[u8]) -> Option<Option<Cow<'_, str>>> {
    if let Some(body) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(std::str::from_utf8(body).ok().map(Cow::Borrowed));
    }
    let little = bytes.strip_prefix(b"\xFF\xFE").map(|body| utf16(body, u16::from_le_bytes));
    let either = little.or_else(|| Some(utf16(bytes.strip_prefix(b"\xFE\xFF")?, u16::from_be_bytes)));
    either.map(|text| text.map(Cow::Owned))
}

/// `None` when half a letter is missing somewhere.
fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = body.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.ok().filter(|_| rest.is_empty())
}

/// Windows-1252 as the WHATWG encoding standard has it: every byte is a letter.
fn windows_1252(bytes: &[u8]) -> String {
    /// The bytes from 0x80 to 0x9F; all others are the code points of the same number.
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    let letter = |byte: &u8| match byte.checked_sub(0x80).and_then(|place| FROM_0X80.get(usize::from(place)))
    {
        Some(letter) => *letter,
        None => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{Reading, decode, windows_1252};
    use crate::exchange::{ImportError, Table};

    fn table(bytes: &[u8]) -> Table {
        Table { name: "t.csv".to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn the_common_encodings_give_the_same_text() {
        let utf16 =
            |order: fn(u16) -> [u8; 2]| "\u{FEFF}Été".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for (bytes, reading) in [
            ("Été".as_bytes().to_vec(), Reading::Certain),
            ("\u{FEFF}Été".as_bytes().to_vec(), Reading::Certain),
            (utf16(u16::to_le_bytes), Reading::Certain),
            (utf16(u16::to_be_bytes), Reading::Certain),
            (b"\xC9t\xE9".to_vec(), Reading::SupposedWindows1252),
        ] {
            let table = table(&bytes);
            let (text, read_as) = decode(&table).expect("readable");
            assert_eq!((text.as_ref(), read_as), ("Été", reading), "{bytes:?}");
        }
    }

    #[test]
    fn the_letters_that_office_programs_add_to_latin_1_are_read() {
        assert_eq!(windows_1252(b"\x80 \x84x\x93 5\x96\x99 \x8A\x9F"), "€ „x“ 5–™ ŠŸ");
        let every: Vec<u8> = (0..=255).collect();
        let text = windows_1252(&every);
        assert_eq!(text.chars().count(), 256);
        assert_eq!(text.chars().collect::<std::collections::BTreeSet<_>>().len(), 256);
        assert!(text.starts_with("\0\u{1}") && text.ends_with("þÿ"));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert!(matches!(decode(&table(b"PK\x03\x04rest")), Err(ImportError::Workbook { .. })));
        assert!(matches!(decode(&table(b"a\nb\0c")), Err(ImportError::NotText { line: 2, .. })));
        assert!(matches!(decode(&table(b"\xFF\xFEa")), Err(ImportError::NotText { .. })));
        assert!(
            matches!(decode(&table(b"\xFE\xFF\xD8\x00")), Err(ImportError::NotText { .. })),
            "half a letter"
        );
        assert!(matches!(decode(&table(b"\xEF\xBB\xBF\xE9")), Err(ImportError::NotText { .. })));
    }
}
