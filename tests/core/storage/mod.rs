//! The org file: reading, writing, keeping.

mod bad_files;
mod round_trip;
mod text;
