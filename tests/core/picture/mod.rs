//! The picture of the map: what must hold of every display list and of its files.

pub mod contrast;
mod edges;
mod files;
pub mod fixtures;
mod gathered;
mod lists;
mod lit;
mod looks;
mod shown;
mod states;
mod svg;
mod text;
