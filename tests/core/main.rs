//! Tests of everything below the window, one module a room.

mod exchange;
mod storage;
mod picture;
mod session;
mod storage;
