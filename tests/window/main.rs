//! Behaviour of the window, through its accessibility tree: no display, GPU or driver is needed.
#![expect(clippy::expect_used, reason = "test helpers outside of test functions may fail loudly")]

mod app;
mod canvas;
mod clinic;
mod drawing;
mod fix;
mod harness;
mod panels;
mod pictures;
mod present;
mod same_picture;
mod showing;
