//! Behaviour of the window, through its accessibility tree: no display, GPU or driver is needed.

mod app;
mod harness;
mod pictures;
mod canvas;
mod clinic;
mod panels;
