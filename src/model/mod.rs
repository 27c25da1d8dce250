//! The organisation as plain facts.
