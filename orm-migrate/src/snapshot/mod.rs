//! The schema as a file: what `migrations/meta/*.json` holds and what a build script writes.
//!
//! A format, not the model: `v1` mirrors the model with types of its own, so that the model may change without changing
//! what is on disk. Output is deterministic, leaves out what has its default value and puts one column on a line, so that
//! two versions compare well. The layout is described in `docs/formats.md`.
//!
//! Pure: the folder and the exporter read and write the files.

mod canonical;
mod error;
mod hash;
mod layout;
mod v1;

pub use error::SnapshotError;
pub use hash::SchemaHash;

use orm_schema::{Dialect, SchemaDef};

/// The newest format that this version reads, and the one that it writes.
pub const FORMAT: u32 = 1;

/// `schema` as the text of a snapshot file, with a newline at its end.
///
/// Requests to the differ (`renamed_from`) are no part of the state and are left out.
pub fn to_json(schema: &SchemaDef, dialect: Dialect) -> String {
    with_hash(schema, dialect, hash(schema, dialect))
}

/// As [`to_json`], for a schema whose hash is known: to compute it takes longer than to write the text.
pub(crate) fn with_hash(schema: &SchemaDef, dialect: Dialect, hash: SchemaHash) -> String {
    let schema = v1::Schema::from(schema);
    layout::pretty(&v1::File { format: FORMAT, dialect: dialect.into(), hash, schema })
}

/// Reads the text of a snapshot file.
///
/// # Errors
/// A newer format, text that is no snapshot (with line and column), and a schema that does not fit the hash written
/// beside it: somebody edited the file.
pub fn from_json(text: &str) -> Result<(SchemaDef, Dialect), SnapshotError> {
    read(text).map(|(schema, dialect, _)| (schema, dialect))
}

/// As [`from_json`], with the hash of the schema.
pub(crate) fn read(text: &str) -> Result<(SchemaDef, Dialect, SchemaHash), SnapshotError> {
    let file: v1::File<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        // Another format may look quite different, but says its number.
        Err(error) => match serde_json::from_str::<v1::Head>(text) {
            Ok(head) if head.format != FORMAT => return Err(SnapshotError::Format { found: head.format }),
            _ => return Err(error.into()),
        },
    };
    if file.format != FORMAT {
        return Err(SnapshotError::Format { found: file.format });
    }
    let (dialect, expected) = (file.dialect.into(), file.hash);
    let schema = SchemaDef::from(file.schema);
    if hash(&schema, dialect) == expected {
        Ok((schema, dialect, expected))
    } else {
        Err(SnapshotError::Edited)
    }
}

/// The identity of a schema: equal for two schemas that `dialect` cannot tell apart.
///
/// The order of tables, columns, keys and indexes does not count, nor does what only another database would keep (a
/// comment on SQLite): none of these is a reason to migrate.
pub fn hash(schema: &SchemaDef, dialect: Dialect) -> SchemaHash {
    let mut mirror = v1::Schema::from(schema);
    canonical::reduce(&mut mirror, dialect);
    SchemaHash::of(dialect, &layout::compact(&mirror))
}

#[cfg(test)]
mod tests;
