//! What people can read and tell apart, measured from painted pictures.

mod eyes;
mod names;
mod shapes;
