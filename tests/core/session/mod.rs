//! Tests of the open document: searching, capturing, commands, undo, saving, recovery.

mod capture;
mod commands;
mod derived;
mod keeping;
mod search;
mod showing;
mod support;
mod versions;
mod workshop;
