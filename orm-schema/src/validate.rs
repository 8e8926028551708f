//! Rules over a whole schema.
