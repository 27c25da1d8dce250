//! The picture of the map: what must hold of every display list and of its SVG.

mod fixtures;
mod looks;
