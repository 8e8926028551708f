//! Compares two schemas and lists the steps between them. Pure: no IO, no SQL statements.

mod error;
mod hints;
mod step;

pub use error::{DiffError, Obstacle};
pub use hints::{RenameCandidate, RenameHints, RenameKind, RenameQuestion};
pub use step::{ColumnChange, ColumnDifference, EnumColumn, LabelPosition, Step, TableChange};

use orm_schema::{Dialect, Pair, SchemaDef};

/// Lists the steps that turn `schemas.previous` into `schemas.next`, in an order the database accepts.
pub fn steps(
    _schemas: Pair<&SchemaDef>,
    _dialect: Dialect,
    _hints: &RenameHints,
) -> Result<Vec<Step>, DiffError> {
    Ok(Vec::new())
}
