//! Tests of the open document: searching, capturing, commands, undo, saving, recovery.

mod capture;
mod search;
mod support;
