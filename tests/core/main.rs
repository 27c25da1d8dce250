//! Tests of everything below the window, one module a room.
#![expect(clippy::expect_used, reason = "test helpers outside of test functions may fail loudly")]

mod architecture;
mod cli;
mod diagnosis;
mod exchange;
mod picture;
mod session;
mod common;
mod edit;
mod storage;
