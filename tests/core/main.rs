//! Tests of everything below the window, one module a room.
#![expect(clippy::expect_used, reason = "test helpers outside of test functions may fail loudly")]

mod architecture;
mod cli;
mod cli_import;
mod common;
mod diagnosis;
mod edit;
mod exchange;
mod picture;
mod report;
mod session;
mod storage;

mod layout;
mod legibility;
