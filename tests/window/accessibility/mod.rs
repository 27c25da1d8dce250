//! The window for everybody: contrast, names and roles, targets, the keyboard alone, no motion, names in every script.

mod contrast;
mod keyboard;
mod motion;
mod names;
mod nodes;
