//! Everything that can change an organisation.
