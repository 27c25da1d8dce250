//! Tests of everything below the window, one module a room.

mod layout;
