//! What the tests of several rooms share.

pub mod random_org;
mod random_workshop;
