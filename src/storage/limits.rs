//! How much is read at most, so that a hostile or mistaken file ends in an error soon and in bounded memory.

/// The longest file that is opened, in bytes: 64 MiB. A map of 10,000 teams and 90,000 expectations has about 13 MB.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The most values (texts, numbers, words, names of entries, brackets) that a file may hold. A map of 10,000 teams and 90,000
/// expectations has about 2 million; each costs 20 bytes while the file is read.
pub const MAX_VALUES: usize = 10_000_000;

/// The deepest nesting of brackets. An org file needs 7.
pub const MAX_DEPTH: usize = 32;
