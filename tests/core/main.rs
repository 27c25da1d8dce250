//! Tests of everything below the window, one module a room.

mod picture;
mod session;
mod storage;
