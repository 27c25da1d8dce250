//! Tests of everything below the window, one module a room.

mod storage;
mod picture;
mod session;
