//! The table from Rust paths to SQL types.

use super::SqlType;

/// The SQL type inferred for a Rust type by the last segment of its path, without generic arguments.
pub fn from_rust_path(_last_segment: &str) -> Option<SqlType> {
    None
}

/// The names [`from_rust_path`] knows, for "did you mean".
pub fn known_rust_names() -> &'static [&'static str] {
    &[]
}
