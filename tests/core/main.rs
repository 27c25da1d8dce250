//! Tests of everything below the window, one module a room.

mod diagnosis;
mod exchange;
mod picture;
mod session;
mod storage;
