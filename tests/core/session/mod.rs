//! Tests of the open document: searching, capturing, commands, undo, saving, recovery.

mod search;
mod support;
