//! Behaviour of the window, through its accessibility tree: no display, GPU or driver is needed.

mod clinic;
mod panels;
