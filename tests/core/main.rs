//! Tests of everything below the window, one module a room.

mod architecture;
mod cli;
mod diagnosis;
mod exchange;
mod picture;
mod session;
mod storage;
