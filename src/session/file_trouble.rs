//! Why a file could not be read or written, in words for people instead of the system's.
//!
//! Deliberately absent: what to do next, which depends on who asks; the org file, whose saving says more (that is `storage`).

use std::io::{Error, ErrorKind};

/// Why a file could not be read: `there is no such file`.
#[must_use]
pub fn why_not_read(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => of_both(error),
    }
}

/// Why a file could not be written: `its folder is not there`.
#[must_use]
pub fn why_not_written(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "its folder is not there".to_owned(),
        ErrorKind::PermissionDenied => "you may not write there".to_owned(),
        ErrorKind::IsADirectory => "there is a folder of that name".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "there is no room left on its disk".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "its disk can only be read".to_owned(),
        _ => of_both(error),
    }
}

/// What is not known better is told in the system's words.
fn of_both(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder".to_owned(),
        ErrorKind::InvalidFilename => "its name is not allowed there, perhaps too long".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{why_not_read, why_not_written};

    #[test]
    fn people_read_no_error_numbers_for_what_is_usual() {
        use ErrorKind::{
            InvalidFilename, IsADirectory, NotADirectory, NotFound, PermissionDenied, QuotaExceeded,
            ReadOnlyFilesystem, StorageFull,
        };
        let usual = [NotFound, PermissionDenied, IsADirectory, NotADirectory, InvalidFilename];
        for kind in usual.into_iter().chain([StorageFull, QuotaExceeded, ReadOnlyFilesystem]) {
            let error = Error::from(kind);
            assert_ne!(why_not_written(&error), error.to_string(), "{kind:?}");
        }
        for kind in usual {
            let error = Error::from(kind);
            assert_ne!(why_not_read(&error), error.to_string(), "{kind:?}");
        }
        let unusual = Error::other("the cable is out");
        assert_eq!(why_not_read(&unusual), "the cable is out");
        // What the system itself says comes with a number.
        let real = std::fs::read("/no/such/folder/file").expect_err("it is not there");
        assert_eq!(why_not_read(&real), "there is no such file");
    }
}
