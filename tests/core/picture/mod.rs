//! The picture of the map: what must hold of every display list and of its files.

mod contrast;
mod files;
mod fixtures;
mod lists;
mod lit;
mod looks;
mod states;
mod svg;
mod text;
