//! From a file's bytes to text.
//!
//! UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252, which every byte string is: so that reading
//! is remarked on, for nobody can tell whether it was meant.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, reading) = match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => (text, Reading::Certain),
        None if mark > 0 => return Err(not_text(1)),
        None => (WINDOWS_1252.decode_without_bom_handling(body).0, Reading::SupposedWindows1252),
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

#[cfg(test)]
mod tests {
    use super::{Reading, decode};
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
    fn what_is_no_text_is_refused_by_name() {
        assert!(matches!(decode(&table(b"PK\x03\x04rest")), Err(ImportError::Workbook { .. })));
        assert!(matches!(decode(&table(b"a\nb\0c")), Err(ImportError::NotText { line: 2, .. })));
        assert!(matches!(decode(&table(b"\xFF\xFEa")), Err(ImportError::NotText { .. })));
    }
}
