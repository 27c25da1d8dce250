//! A path in a text file: readable where it is Unicode, and still the same path where it is not.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A path that can be written down and read back unchanged on the machine it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PathText {
    /// The path as it is.
    Plain(String),
    /// The bytes of a Unix path that is not UTF-8, or the UTF-16 units of a Windows path that is not Unicode.
    Units(Vec<u16>),
}

impl PathText {
    pub(super) fn of(path: &Path) -> Self {
        path.to_str().map_or_else(|| Self::Units(units(path)), |plain| Self::Plain(plain.to_owned()))
    }

    pub(super) fn to_path(&self) -> PathBuf {
        match self {
            Self::Plain(plain) => PathBuf::from(plain),
            Self::Units(units) => PathBuf::from(from_units(units)),
        }
    }
}

#[cfg(unix)]
fn units(path: &Path) -> Vec<u16> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().iter().copied().map(u16::from).collect()
}

#[cfg(unix)]
fn from_units(units: &[u16]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(units.iter().filter_map(|unit| u8::try_from(*unit).ok()).collect())
}

#[cfg(windows)]
fn units(path: &Path) -> Vec<u16> {
    use std::os::windows::ffi::OsStrExt;
    path.as_os_str().encode_wide().collect()
}

#[cfg(windows)]
fn from_units(units: &[u16]) -> OsString {
    use std::os::windows::ffi::OsStringExt;
    OsString::from_wide(units)
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::PathText;

    #[test]
    fn every_path_comes_back() {
        for bytes in [&b"/home/ana/clinic.org.ron"[..], b"/tmp/\xff\xfe/\"x\n", "/ü/采".as_bytes()] {
            let path = Path::new(OsStr::from_bytes(bytes));
            let text = ron::to_string(&PathText::of(path)).expect("it can be written");
            let back: PathText = ron::from_str(&text).expect("it can be read");
            assert_eq!(back.to_path(), path);
        }
    }
}
