//! The org file: reading, writing, keeping.

mod text;
