//! Under which hash the migrations know a schema.

use orm_schema::{Dialect, Pair, SchemaDef};

use super::{Folder, FolderError};
use crate::dialect;
use crate::diff::{self, RenameHints};
use crate::snapshot::{self, SchemaHash};

impl Folder {
    /// The hash by which a database that was migrated with this folder can be asked whether it has `schema`.
    ///
    /// That of the last migration, if nothing had to be migrated from there: schemas may differ in what `dialect` does not
    /// keep (`i32` and `i64` on SQLite), or only in words (`now()` and `NOW()`). Otherwise that of `schema` itself.
    ///
    /// # Errors
    /// As [`Folder::schema`].
    pub fn hash_of(&self, schema: &SchemaDef, dialect: Dialect) -> Result<SchemaHash, FolderError> {
        let hash = snapshot::hash(schema, dialect);
        let recorded = match self.schema_hash() {
            Some(recorded) if recorded != hash => recorded,
            _ => return Ok(hash),
        };
        let previous = self.schema(dialect)?;
        let schemas = Pair { previous: &previous, next: schema };
        let is_same = match diff::steps(schemas, dialect, &RenameHints::default()) {
            Ok(steps) => dialect::render(dialect, schemas, &steps).is_empty(),
            Err(_) => false,
        };
        Ok(if is_same { recorded } else { hash })
    }

    /// Does `schema` ask for a migration? As [`Folder::hash_of`], it does not if only words differ.
    ///
    /// # Errors
    /// As [`Folder::schema`].
    pub fn lags_behind(&self, schema: &SchemaDef, dialect: Dialect) -> Result<bool, FolderError> {
        let hash = self.hash_of(schema, dialect)?;
        Ok(self.schema_hash().map_or(!schema.tables.is_empty(), |recorded| recorded != hash))
    }
}
