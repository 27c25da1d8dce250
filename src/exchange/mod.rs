//! Other formats in and out.

pub mod svg;
