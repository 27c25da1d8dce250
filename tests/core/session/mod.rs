//! Tests of the open document: searching, capturing, commands, undo, saving, recovery.

mod capture;
mod commands;
mod days;
mod derived;
mod dropped;
mod guide;
mod keeping;
mod pasted;
mod said;
mod search;
mod showing;
mod starts;
mod support;
mod table;
mod versions;
mod walk;
mod workshop;
