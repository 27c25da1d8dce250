//! The org file: reading, writing, keeping.

mod any_order;
mod bad_files;
mod journal;
mod round_trip;
mod save;
mod strangers;
mod text;
mod versions;
mod watch;
mod workshop;
