//! Behaviour of the window, through its accessibility tree: no display, GPU or driver is needed.

mod canvas;
mod clinic;
mod panels;
