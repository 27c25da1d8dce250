//! Behaviour of the window, through its accessibility tree: no display, GPU or driver is needed.
#![expect(clippy::expect_used, reason = "test helpers outside of test functions may fail loudly")]

mod accessibility;
mod app;
mod canvas;
mod capture;
mod clinic;
mod columns;
mod drawing;
mod far;
mod files;
mod fix;
mod forms;
mod fresh_eye;
mod harness;
mod keystrokes;
mod lead;
mod menu_bar;
mod panels;
mod pictures;
mod present;
mod same_picture;
mod screens;
mod showing;
mod small;
mod table;
mod versions;
