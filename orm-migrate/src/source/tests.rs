//! Whole schemas in files: what is read, and how problems look.
